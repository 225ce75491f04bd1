//! Documents of a review on the command line: shown, written to files, compared.
//! They stand in bytes that were frozen, or go into files: nothing here is a sheet.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};

use crate::domain::record::Record;
use crate::domain::visible::visible;
use crate::report::printer::changes;
use crate::report::{Document, to_html, to_markdown};
use crate::store::output::Folder;
use crate::workflow::review::kept::{self, KeptDocument, kept_documents};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{new_file, output};

/// Under which the form is kept.
pub const FORM: &str = "format";

/// The forms in which a document stands, and those in which a sheet can be told beside them.
pub const OF_DOCUMENT: &[&str] = &["md", "html", "json"];
pub const OF_PAPER: &[&str] = &["md", "html", "json", "text", "plain"];

/// In which of these forms a document is wanted, and where.
pub fn options(forms: &[&'static str]) -> [Arg; 2] {
    [
        Arg::new(FORM)
            .long("format")
            .value_name("FORM")
            .value_parser(PossibleValuesParser::new(forms.iter().copied()))
            .default_value("md")
            .help("The form"),
        output("output").long("output").short('o').help("Writes it to a new file in place of the terminal"),
    ]
}

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
        .conflicts_with_all(["output", FORM])
        .help("Shows what is different between the frozen version and the records as they stand")
}

/// Writes out what the records say now.
pub fn show(document: &Document, given: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let text = match given.get_one::<String>(FORM).map(String::as_str) {
        Some("html") => to_html(document),
        Some("json") => document.to_json(),
        _ => to_markdown(document),
    };
    put(text.as_bytes(), given, context)
}

/// Refuses a place where nothing can be written, before what is to be written there is compiled.
pub fn check_output(given: &ArgMatches) -> Result<(), Failure> {
    new_file(given, "output").map(drop)
}

/// Writes out a frozen version.
pub fn show_kept(record: &Record, given: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let ending = format!(".{}", given.get_one::<String>(FORM).map_or("md", String::as_str));
    let kept = kept_documents(context.view(), record)?;
    let Some(document) = kept.into_iter().find(|one| one.name.ends_with(&ending)) else {
        return Err(Failure::Refused(format!("The bytes of {} are gone from this file", record.reference())));
    };
    put(&document.bytes, given, context)
}

/// Writes bytes to the terminal, or into the new file that is named.
pub fn put(bytes: &[u8], given: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let Some(file) = new_file(given, "output")? else {
        if context.world.width.is_none() {
            // What goes on through a pipe has the hash that is on record.
            return Ok(context.world.out.write_all(bytes)?);
        }
        // Frozen bytes may be older than this program; what a terminal would obey does not reach it.
        let text = String::from_utf8_lossy(bytes);
        return Ok(write!(context.world.out, "{}", visible(&text))?);
    };
    file.write(bytes)?;
    context.say(&format!("Wrote {}", file.path().display()))
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
