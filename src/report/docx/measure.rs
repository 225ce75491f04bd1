//! How wide words are in the typeface of the document, so that columns have the width of what stands in them: the fonts of
//! the PDF have the same measures.

use unicode_width::UnicodeWidthChar;

use crate::report::pdf::fonts::Face;

/// What a sign takes that none of the fonts has, for each of its columns.
const OTHER: f32 = 0.6;

/// How far a sign reaches, as a share of the size of its letters.
pub fn reach(sign: char, face: Face) -> f32 {
    let columns = || f32::from(u8::from(sign.width().unwrap_or(1) > 1) + 1);
    face.glyph(sign).map_or_else(|| OTHER * columns(), |(_, glyph)| glyph.advance)
}

/// How wide a text is in twentieths of a point, at a size in half points.
pub fn width(text: &str, size: u16, face: Face) -> u32 {
    // No text is wider than a number goes.
    (text.chars().map(|sign| reach(sign, face)).sum::<f32>() * f32::from(size) * 10.0).ceil() as u32
}
