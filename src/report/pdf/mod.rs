//! A document as PDF: tagged for whoever hears it, kept for those who come later (PDF/UA-1 and PDF/A-3a), and the same bytes each
//! time. It carries its own JSON.

pub mod added;
mod draw;
pub(super) mod fonts;
mod layout;
mod look;
mod measure;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use super::document::Document;
use crate::domain::paper::Paper;

/// Why a PDF can't be written; no sign in a document is ever a reason.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("The PDF can't be written: {0}. Write the document as HTML instead, and print that.")]
    Rules(String),
    /// The font that somebody named is none, or may not be used.
    #[error("{0}")]
    Font(String),
    /// What was to fit one page does not.
    #[error("{0}")]
    TooLong(String),
}

/// Writes a document.
///
/// # Errors
/// Where the font that was named can't be used; where it would break a rule of PDF/UA or PDF/A, or be larger than a PDF can be; and where it must fit one page, and does not.
pub fn to_pdf(document: &Document, paper: Paper) -> Result<Vec<u8>, Failed> {
    added::check().map_err(Failed::Font)?;
    if let Some(why) = layout::too_long(document, paper) {
        return Err(Failed::TooLong(why));
    }
    draw::write(document, &layout::layout(document, paper), paper.size(), dated(document)).map_err(Failed::Rules)
}

/// The day that a document speaks of: that of its frame, or else the last one beside its title; never that of the clock. One that
/// names none is dated to the first day that such files know.
fn dated(document: &Document) -> NaiveDate {
    if let Some(day) = document.frame.dated {
        return day;
    }
    let words: Vec<&str> = document.subtitle.split(|sign: char| !sign.is_alphanumeric()).collect();
    let day = |words: &[&str]| NaiveDate::parse_from_str(&words.join(" "), "%d %B %Y").ok();
    words.windows(3).rev().find_map(day).unwrap_or_default()
}
