//! The fonts that go into each PDF, and which signs they have. What these and the one that somebody added lack is written as its
//! code.

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::kern::SubtableKind;
use skrifa::{FontRef, MetadataProvider};

use super::added;

/// A face of the fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    Regular,
    Bold,
    Italic,
    /// Each sign is as wide as any other: for drawings, and for the signs that the others lack.
    Fixed,
    /// The font that somebody added, for signs that none of these has.
    Added,
}

/// How far a line goes above its foot and below, as a share of the size of its letters.
pub const ASCENT: f32 = 0.75;
pub const DESCENT: f32 = 0.25;

/// A sign as a face draws it.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    pub id: u32,
    /// How wide it is, as a share of the size of its letters.
    pub advance: f32,
}

/// So many codes are those of the first scripts.
const FIRST: usize = 0x180;

/// A face, read once.
pub struct Cut {
    bytes: &'static [u8],
    /// Those of the first scripts by their code, as they are asked for most.
    first: Vec<Option<Glyph>>,
    glyphs: HashMap<char, Glyph>,
    /// How much closer two signs stand, or farther from each other.
    pairs: HashMap<(u32, u32), f32>,
}

static REGULAR: LazyLock<Cut> = LazyLock::new(|| Cut::read(include_bytes!("../../../data/font/GavelSans-Regular.ttf")));
static BOLD: LazyLock<Cut> = LazyLock::new(|| Cut::read(include_bytes!("../../../data/font/GavelSans-Bold.ttf")));
static ITALIC: LazyLock<Cut> = LazyLock::new(|| Cut::read(include_bytes!("../../../data/font/GavelSans-Italic.ttf")));
static FIXED: LazyLock<Cut> = LazyLock::new(|| Cut::read(include_bytes!("../../../data/font/GavelMono-Regular.ttf")));

impl Cut {
    pub fn read(bytes: &'static [u8]) -> Self {
        let mut cut = Self { bytes, first: vec![None; FIRST], glyphs: HashMap::new(), pairs: HashMap::new() };
        // The fonts are part of the program; a test holds that they can be read.
        let Ok(font) = FontRef::from_index(bytes, 0) else { return cut };
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        for (code, id) in font.charmap().mappings() {
            if let (Some(sign), Some(advance)) = (char::from_u32(code), metrics.advance_width(id)) {
                let glyph = Glyph { id: id.to_u32(), advance };
                match cut.first.get_mut(code as usize) {
                    Some(place) => *place = Some(glyph),
                    None => drop(cut.glyphs.insert(sign, glyph)),
                }
            }
        }
        let em = font.head().map_or(1.0, |head| f32::from(head.units_per_em()));
        for table in font.kern().into_iter().flat_map(|kern| kern.subtables()).flatten() {
            if let Ok(SubtableKind::Format0(table)) = table.kind() {
                for pair in table.pairs() {
                    let signs = (pair.left().to_u32(), pair.right().to_u32());
                    cut.pairs.insert(signs, f32::from(pair.value()) / em);
                }
            }
        }
        cut
    }

    /// Whether it has no signs at all.
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty() && self.first.iter().all(Option::is_none)
    }

    pub fn glyph(&self, sign: char) -> Option<Glyph> {
        match self.first.get(sign as usize) {
            Some(glyph) => *glyph,
            None => self.glyphs.get(&sign).copied(),
        }
    }
}

impl Face {
    fn cut(self) -> &'static Cut {
        match self {
            Self::Added => added::cut().unwrap_or(&REGULAR),
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
            Self::Italic => &ITALIC,
            Self::Fixed => &FIXED,
        }
    }

    /// The file of the font.
    pub fn bytes(self) -> &'static [u8] {
        self.cut().bytes
    }

    /// A sign in this face, or in the one that stands in for it; none where neither has it.
    pub fn glyph(self, sign: char) -> Option<(Self, Glyph)> {
        let other = if self == Self::Fixed { Self::Regular } else { Self::Fixed };
        let own = [self, other].into_iter().find_map(|face| Some((face, face.cut().glyph(sign)?)));
        own.or_else(|| Some((Self::Added, added::glyph(sign)?)))
    }

    /// What is added between two signs of this face.
    pub fn between(self, left: u32, right: u32) -> f32 {
        self.cut().pairs.get(&(left, right)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_letters_and_signs_of_the_documents() {
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::Fixed] {
            for sign in "AZaz09 ÄŁőßΩжЯ€–—“”’…·→≥≤×°²●▲✖✓✗○▶┄─━│├└╲╱█░\u{fffd}".chars()
            {
                assert!(face.glyph(sign).is_some(), "{face:?} lacks {sign}");
            }
            assert!(face.glyph('👍').is_none());
        }
    }

    #[test]
    fn letters_move_together_where_there_is_a_gap() {
        let id = |sign| Face::Regular.glyph(sign).unwrap().1.id;
        assert!(Face::Regular.between(id('T'), id('o')) < 0.0);
        assert_eq!(Face::Fixed.between(1, 2), 0.0);
    }
}
