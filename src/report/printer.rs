//! The printer of a review's papers: what is circulated and sealed, as documents and written out.

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::domain::organisation::Organisation;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::workflow::pack::compile_in;
use crate::workflow::review::Proceedings;
use crate::workflow::review::kept::KeptDocument;
use crate::workflow::review::papers::{Printer, Sheets, stage_of};

use super::form::Form;
use super::{Document, calendar, frozen, mail, minutes, render};

/// Prints what a review circulates and seals.
pub const PRINTER: Printer = Printer {
    pack: |view, proceedings, version| Ok(render(&pack(view, proceedings, version)?)),
    minutes: |view, proceedings, stage| Ok(render(&minutes::document(view, proceedings, stage)?)),
    calendar: calendar::write,
    copies,
    draft: mail::draft,
};

/// A frozen document on sheets of paper, as a copy that is known again.
fn copies(record: &Record, kept: &[KeptDocument], sheets: Sheets) -> Vec<(String, Vec<u8>)> {
    let named = kept.iter().find_map(|one| one.name.strip_suffix(Form::Json.ending()));
    let (Some(named), Some(mut document)) = (named, frozen::document(kept, &[])) else { return Vec::new() };
    frozen::say(&mut document, record, kept);
    let copy = |form: Form| Some((format!("{named}{}", form.ending()), form.write(&document, None).ok()?));
    let wanted = |form: &Form| match sheets {
        Sheets::EveryForm => form.is_paged(),
        Sheets::Pdf => *form == Form::Pdf,
    };
    Form::ALL.into_iter().filter(wanted).filter_map(copy).collect()
}

/// The pack as the registers stand.
///
/// # Errors
/// Where the file can't be read.
pub fn pack(view: View, proceedings: &Proceedings, version: Option<i64>) -> Result<Document, Error> {
    let pack = compile_in(view, &proceedings.house.words, proceedings)?;
    super::pack::document(view, proceedings, &pack, version, view.circumstances()?.today())
}

/// What the records say now, told as a frozen version of the minutes tells it: at its stage, with its day, and in the words that
/// the house had then.
///
/// # Errors
/// Where the file can't be read.
pub fn minutes_as(view: View, proceedings: &Proceedings, frozen: &Record) -> Result<Document, Error> {
    let made = view.versions(frozen.id)?.first().map(|version| version.sequence);
    let versions = view.versions(proceedings.meeting.organisation.id)?;
    let then = versions.iter().rfind(|version| made.is_none_or(|made| version.sequence <= made));
    let house = then.map_or_else(|| proceedings.house.clone(), |version| Organisation(&version.record).house());
    let proceedings = &Proceedings { house, ..proceedings.clone() };
    minutes::document(view, proceedings, &stage_of(view, proceedings, frozen)?)
}

/// The lines by which a document is different from a frozen one; nothing where it is not.
pub fn changes(frozen: &str, now: &str, called: &str) -> String {
    let lines = InternedInput::new(frozen, now);
    let mut difference = Diff::compute(Algorithm::Myers, &lines);
    difference.postprocess_lines(&lines);
    if difference.hunks().next().is_none() {
        return "Nothing is different.".to_owned();
    }
    let mut shown = UnifiedDiffConfig::default();
    shown.context_len(1);
    let printer = BasicLineDiffPrinter(&lines.interner);
    let told = difference.unified_diff(&printer, shown, &lines);
    format!("--- {called}\n+++ as the records stand\n{told}")
}
