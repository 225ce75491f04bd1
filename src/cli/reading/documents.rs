//! Documents of a review on the command line: shown, written to files, compared.
//! They stand in bytes that were frozen, or go into files: nothing here is a sheet.

use clap::{Arg, ArgMatches};

use crate::domain::record::Record;
use crate::domain::visible::visible;
use crate::report::form::Form;
use crate::report::printer::changes;
use crate::report::{Document, frozen, to_markdown};
use crate::store::output::Folder;
use crate::workflow::review::kept::{self, KeptDocument, kept_documents};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::form;

/// Which frozen version is wanted, in place of what the records say now.
pub fn version() -> Arg {
    Arg::new("version")
        .long("version")
        .value_name("NUMBER")
        .value_parser(clap::value_parser!(i64))
        .help("A frozen version")
}

/// Whether the difference is wanted.
pub fn compare() -> Arg {
    Arg::new("changes")
        .long("changes")
        .action(clap::ArgAction::SetTrue)
        .conflicts_with_all([form::OUTPUT, form::FORM, form::PAPER, form::FONT])
        .help("Shows what is different between the frozen version and the records as they stand")
}

/// How a document is wanted.
pub fn wanted<'g>(given: &'g ArgMatches, context: &Context) -> Result<form::Wanted<'g>, Failure> {
    form::Wanted::of(given, None, Form::Markdown, context)
}

/// Writes out what the records say now.
pub fn show(document: &Document, wanted: form::Wanted, context: &mut Context) -> Result<(), Failure> {
    wanted.put(&wanted.form.write(document, wanted.paper)?, context)
}

/// Writes out a frozen version: byte by byte, or made from what was frozen, with what was added to it since.
pub fn show_kept(
    record: &Record,
    addenda: &[String],
    wanted: form::Wanted,
    context: &mut Context,
) -> Result<(), Failure> {
    let kept = kept_documents(context.view(), record)?;
    let gone = || Failure::Refused(format!("The bytes of {} are gone from this file", record.reference()));
    if wanted.form.is_frozen() {
        let ending = format!(".{}", wanted.form.ending());
        let document = kept.iter().find(|one| one.name.ends_with(&ending)).ok_or_else(gone)?;
        return wanted.put(&document.bytes, context);
    }
    let mut document = frozen::document(&kept, addenda).ok_or_else(gone)?;
    frozen::say(&mut document, record, &kept);
    show(&document, wanted, context)?;
    match wanted.file {
        Some(_) => context.say(&format!("Made from {} as it was frozen", record.reference())),
        None => Ok(()),
    }
}

/// Writes documents into a folder, and tells the hash of each. A file of the same bytes that is there already is left.
pub fn write_all(documents: &[KeptDocument], folder: &Folder, context: &mut Context) -> Result<(), Failure> {
    folder.keep(&kept::files(documents))?;
    for document in documents {
        let path = folder.file(&document.name).path().to_owned();
        context.say(&format!("{}  {}", document.sha256, path.display()))?;
    }
    Ok(())
}

/// Tells the hash of each document, as `sha256sum` would.
pub fn tell_hashes(documents: &[KeptDocument], context: &mut Context) -> Result<(), Failure> {
    documents.iter().try_for_each(|one| context.say(&format!("{}  {}", one.sha256, one.name)))
}

/// Shows the difference between a frozen version and a document as it is now.
pub fn show_changes(record: &Record, now: &Document, context: &mut Context) -> Result<(), Failure> {
    let kept = kept_documents(context.view(), record)?;
    let before = kept.iter().find(|one| one.name.ends_with(".md")).map(|one| String::from_utf8_lossy(&one.bytes));
    let Some(before) = before else {
        return Err(Failure::Refused(format!("The bytes of {} are gone from this file", record.reference())));
    };
    let changes = changes(&before, &to_markdown(now), record.title());
    Ok(writeln!(context.world.out, "{}", visible(changes.trim_end()))?)
}
