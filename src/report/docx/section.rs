//! The sections of a document: sheets as they are, and turned for what is too wide for them.

use super::{FIRST_FOOTER, FIRST_HEADER, FOOTER, HEADER, Margins};

/// The sheets of a document, in twentieths of a point.
pub struct Sheets {
    wide: u32,
    high: u32,
    margins: Margins,
    /// Whether a section has ended.
    begun: bool,
}

impl Sheets {
    /// Sheets of a size.
    pub fn new(wide: u32, high: u32, margins: Margins) -> Self {
        Self { wide, high, margins, begun: false }
    }

    /// The room of words on a sheet as it is, and on one that is turned.
    pub fn rooms(&self) -> [u32; 2] {
        [self.wide, self.high].map(|wide| wide - 2 * self.margins.aside)
    }

    /// Ends a section within a document.
    pub fn end(&mut self, turned: bool) -> String {
        format!("<w:p><w:pPr>{}</w:pPr></w:p>", self.section(turned))
    }

    /// What holds of a section, told at its end: only the first one has a first page of its own.
    pub fn section(&mut self, turned: bool) -> String {
        let frames: String = [("header", "default", HEADER), ("header", "first", FIRST_HEADER)]
            .into_iter()
            .chain([("footer", "default", FOOTER), ("footer", "first", FIRST_FOOTER)])
            .map(|(kind, page, part)| format!("<w:{kind}Reference w:type=\"{page}\" r:id=\"{part}\"/>"))
            .collect();
        let (wide, high, way) = match turned {
            true => (self.high, self.wide, " w:orient=\"landscape\""),
            false => (self.wide, self.high, ""),
        };
        let Margins { aside, above, edge } = self.margins;
        let first = if std::mem::replace(&mut self.begun, true) { "" } else { "<w:titlePg/>" };
        format!(
            "<w:sectPr>{frames}<w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{way}/><w:pgMar w:top=\"{above}\" w:right=\"{aside}\" \
             w:bottom=\"{above}\" w:left=\"{aside}\" w:header=\"{edge}\" w:footer=\"{edge}\" w:gutter=\"0\"/>\
             <w:cols w:space=\"708\"/>{first}</w:sectPr>"
        )
    }
}
