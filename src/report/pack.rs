//! The pack of a review as a document: its sheet, with the figures that later packs compare with.

use chrono::NaiveDate;

use crate::store::{Error, View};
use crate::workflow::pack::{Figure, Pack, paper};
use crate::workflow::review::Proceedings;

use super::document::Document;
use super::sheet;

/// Writes the pack; with a version, it is the one that is circulated.
///
/// # Errors
/// Where the file can't be read.
pub fn document(
    view: View,
    proceedings: &Proceedings,
    pack: &Pack,
    version: Option<i64>,
    today: NaiveDate,
) -> Result<Document, Error> {
    let paper = paper(view, proceedings, pack, version, today)?;
    let figures = pack.sections.iter().flat_map(|section| &section.figures).map(Figure::kept).collect();
    let frame = proceedings.house.frame().of_day(today);
    Ok(Document { figures, frame, ..sheet::document("", &paper, None) })
}
