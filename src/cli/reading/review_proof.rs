//! `gavel review verify`: proves the documents of a review, and copies of them.
//! It proves bytes, copies of them in files among them: nothing here is a sheet.

use std::path::Path;

use clap::{ArgMatches, Command};

use crate::domain::identity::Hash;
use crate::domain::minutes::Minutes;
use crate::domain::visible::one_line;
use crate::report::frozen;
use crate::report::printer::PRINTER;
use crate::store::View;
use crate::store::source::{self, Source};
use crate::store::view::named;
use crate::workflow::review::Proceedings;
use crate::workflow::review::addenda;
use crate::workflow::review::kept::{self, KeptDocument, kept_documents};
use crate::workflow::review::minutes::sha256;
use crate::workflow::review::proof::{PROVE, proof};
use crate::workflow::review::signing::{sealed, under, words};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::input;
use super::review::{id, proceedings};

/// The most faults of the file that are listed.
const LISTED: usize = 20;

/// The largest copy that is compared, in bytes: more than any document of a review holds.
const LARGEST: u64 = 256 * 1024 * 1024;

pub fn command() -> Command {
    Command::new(PROVE)
        .about("Proves packs and minutes: their bytes, the journal, and copies in files")
        .arg(id())
        .arg(input("files").num_args(0..).help("Copies to compare with what is kept"))
}

/// Which document a file is a copy of, in a form in which that was not frozen.
fn copy(path: &Path, bytes: &[u8], proceedings: &Proceedings, view: View) -> Result<Option<String>, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    for record in proceedings.packs.iter().chain(&proceedings.minutes) {
        let kept = kept_documents(view, record)?;
        let added = match Minutes::of(record) {
            Some(_) => addenda::told(view, &frozen::words(&kept), proceedings)?,
            None => Vec::new(),
        };
        if let Some(form) = frozen::copied(bytes, &ending, record, &kept, &added) {
            return Ok(Some(format!("a copy of {}, as {}", named(record), form.name())));
        }
    }
    Ok(None)
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let mut faults = Vec::new();
    let mut all: Vec<KeptDocument> = Vec::new();
    for record in proceedings.packs.iter().chain(&proceedings.minutes) {
        let kept = kept_documents(context.view(), record)?;
        faults.extend(kept::faults(record, &kept));
        for document in kept {
            if document.is_as_recorded() {
                context.say(&format!("{}  {}", document.sha256, document.name))?;
            }
            all.push(document);
        }
    }
    let sealed = sealed(&proceedings);
    for (record, checked) in sealed.map_or(Ok(Vec::new()), |minutes| under(context.view(), minutes))? {
        let told = words(context.view(), &record, &checked)?;
        match checked {
            Ok(_) => context.say(&told)?,
            Err(_) => faults.push(told),
        }
    }
    let head = sealed.and_then(|one| Hash::parse(Minutes(one).head()));
    let report = context.store.verify(head, &mut |_| {})?;
    faults.extend(report.faults.iter().take(LISTED).map(|fault| {
        let told = fault.to_string();
        // Kept bytes are named by the document that they are.
        let named = all.iter().find(|one| told.contains(&one.content.to_string()));
        named.map_or(told.clone(), |one| format!("{}: {told}", one.name))
    }));
    let beside = match sealed {
        Some(minutes) if given.contains_id("files") => proof(context.view(), &proceedings, minutes, &PRINTER)?,
        _ => Vec::new(),
    };
    for path in given.get_many::<Source>("files").unwrap_or_default().map(Source::path) {
        let bytes = source::read(path, LARGEST)?;
        let hash = sha256(&bytes);
        let told = match all.iter().find(|document| document.sha256 == hash) {
            Some(document) => Some(document.name.clone()),
            None => match beside.iter().find(|file| file.bytes == bytes) {
                Some(file) => Some(format!("{}, as “review seal --to” writes it", file.name)),
                None => copy(path, &bytes, &proceedings, context.view())?,
            },
        };
        let path = path.display();
        match told {
            Some(told) => context.say(&format!("{path} is {told}"))?,
            None => faults.push(format!(
                "{path} is none of the documents of this review: it was changed, was made by another version of Gavel, or is \
                 another one"
            )),
        }
    }
    let review = proceedings.meeting.review.reference();
    if faults.is_empty() {
        let sealed = if head.is_some() { ", and the head that the minutes print is in the journal" } else { "" };
        return context.say(&format!("{review} holds: the journal holds together{sealed}."));
    }
    let more = report.faults.len().saturating_sub(LISTED);
    context.say(&format!("{review} does not hold: {} found.", faults.len() + more))?;
    for fault in faults {
        context.say(&format!("  {}", one_line(&fault)))?;
    }
    if more > 0 {
        context.say(&format!("  and {more} more: gavel verify"))?;
    }
    Err(Failure::Told)
}
