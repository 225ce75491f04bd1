//! The printer of a review's papers: what is circulated and sealed, as documents and written out.

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::workflow::pack::compile;
use crate::workflow::review::Proceedings;
use crate::workflow::review::papers::{Printer, stage_of};

use super::paper::Paper;
use super::pdf::to_pdf;
use super::{Document, calendar, mail, minutes, render};

/// Prints what a review circulates and seals.
pub const PRINTER: Printer = Printer {
    pack: |view, proceedings, version| Ok(render(&pack(view, proceedings, version)?)),
    minutes: |view, proceedings, stage| Ok(render(&minutes::document(view, proceedings, stage)?)),
    calendar: calendar::write,
    paper: |json| Document::from_json(json).and_then(|document| to_pdf(&document, Paper::A4).ok()),
    draft: mail::draft,
};

/// The pack as the registers stand.
///
/// # Errors
/// Where the file can't be read.
pub fn pack(view: View, proceedings: &Proceedings, version: Option<i64>) -> Result<Document, Error> {
    let pack = compile(view, proceedings)?;
    super::pack::document(view, proceedings, &pack, version, view.circumstances()?.today())
}

/// What the records say now, told as a frozen version of the minutes tells it: at its stage and with its day.
///
/// # Errors
/// Where the file can't be read.
pub fn minutes_as(view: View, proceedings: &Proceedings, frozen: &Record) -> Result<Document, Error> {
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
