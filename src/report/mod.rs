//! Documents: one model of headings, tables and figures, and the forms in which it is written out.

mod anchors;
pub mod calendar;
pub mod columns;
pub mod document;
mod docx;
pub mod form;
pub mod frozen;
mod html;
pub mod mail;
pub mod manual;
mod markdown;
pub mod minutes;
pub mod pack;
pub mod pdf;
pub mod printer;
mod references;
mod scene;
pub mod sheet;
mod svg;
pub mod table;
mod terminals;
mod text;
mod written;

pub use document::Document;

use crate::workflow::review::minutes::Rendered;

/// A document in every form in which it is kept.
pub fn render(document: &Document) -> Rendered {
    Rendered {
        markdown: markdown::write(document).into_bytes(),
        html: html::write(document).into_bytes(),
        json: document.to_json().into_bytes(),
    }
}

/// A document as Markdown.
pub fn to_markdown(document: &Document) -> String {
    markdown::write(document)
}

/// A document as one HTML page that needs nothing else.
pub fn to_html(document: &Document) -> String {
    html::write(document)
}

/// A document as plain text in so many columns, to be read at a terminal.
pub fn to_text(document: &Document, columns: usize) -> String {
    text::write(document, columns)
}
