//! A document as DOCX (ISO/IEC 29500), for those who comment and sign in a word processor. The same document is the same
//! bytes: no clock, no chance, no name of whoever writes it.

mod body;
mod emf;
mod frame;
mod measure;
mod package;
mod section;
mod table;
#[cfg(test)]
mod tests;
mod tight;
mod xml;

use std::io;

use super::document::Document;
use crate::domain::paper::Paper;

use package::{Kind, Part};
use section::Sheets;

/// What stands around the words, in twentieths of a point: at the sides, above and below, and up to head and foot.
#[derive(Debug, Clone, Copy)]
struct Margins {
    aside: u32,
    above: u32,
    edge: u32,
}

/// 22 mm, 24 mm and 11 mm.
const MARGINS: Margins = Margins { aside: 1247, above: 1361, edge: 624 };
/// Those of a document of one page: 15 mm, 15 mm and 8 mm.
const NARROW: Margins = Margins { aside: 850, above: 850, edge: 454 };

/// How the document looks, the bullet of its lists, and what holds of it as a whole.
const STYLES: &str = include_str!("../../../data/docx/styles.xml");
/// The language that stands in the styles.
const LANGUAGE: &str = "en-GB";
const NUMBERING: &str = include_str!("../../../data/docx/numbering.xml");
const SETTINGS: &str = include_str!("../../../data/docx/settings.xml");

/// The heads and feet of the first page and of the others.
const HEADER: &str = "header1";
const FIRST_HEADER: &str = "header2";
const FOOTER: &str = "footer1";
const FIRST_FOOTER: &str = "footer2";

/// Writes a document for a size of paper.
///
/// # Errors
/// Where it is too large for the format.
pub fn write(document: &Document, paper: Paper) -> io::Result<Vec<u8>> {
    let size = paper.size();
    // A sheet of paper is a few thousand of them.
    let [wide, high] = [size.0, size.1].map(|points| (points * 20.0).round() as u32);
    let margins = if document.one_page { NARROW } else { MARGINS };
    let room = wide - 2 * margins.aside;
    let sheets = Sheets::new(wide, high, margins);
    let styles = match document.one_page {
        true => tight::tight(STYLES),
        false => STYLES.to_owned(),
    };
    let (said, last, charts) = body::write(document, sheets);
    let mut parts = vec![
        Part::of(package::MAIN, Kind::Main, main(&said, &last)),
        Part::of("styles", Kind::Styles, styles.replace(LANGUAGE, document.frame.language().tag())),
        Part::of("numbering", Kind::Numbering, NUMBERING),
        Part::of("settings", Kind::Settings, SETTINGS),
        Part::of(HEADER, Kind::Header, frame::header(document, room)),
        Part::of(FIRST_HEADER, Kind::Header, frame::first_header(document)),
        Part::of(FOOTER, Kind::Footer, frame::footer(document, room)),
        Part::of(FIRST_FOOTER, Kind::Footer, frame::footer(document, room)),
    ];
    let drawn = charts.into_iter().enumerate();
    parts.extend(
        drawn.map(|(place, (chart, frame))| Part::of(body::chart_name(place), Kind::Chart, emf::write(chart, frame))),
    );
    package::write(document, &parts)
}

/// The main part: what the document says in its sections, the last of which is told at its end.
fn main(said: &str, last: &str) -> String {
    let names = frame::NAMES;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {names}><w:body>{said}{last}</w:body></w:document>"
    )
}
