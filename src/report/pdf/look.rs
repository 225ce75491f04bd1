//! How a page looks: sizes, colours and distances, in points.

use super::fonts::Face;
use super::measure::{Colour, Style};

/// Twenty-two millimetres: the words of a page stand within it.
pub const MARGIN: f32 = 62.36;
/// Where the running head stands below the edge, and the foot above it.
pub const HEAD: f32 = 38.0;
pub const FOOT: f32 = 34.0;

/// The one colour that leads the eye.
pub const ACCENT: Colour = [0x1b, 0x4d, 0x5c];
pub const RULE: Colour = [0xc9, 0xd1, 0xd9];
pub const INK: Colour = [0x1f, 0x23, 0x28];
pub const QUIET: Colour = [0x57, 0x60, 0x6a];
/// Behind the heads of tables, and what was decided.
pub const TINT: Colour = [0xed, 0xf2, 0xf5];
/// What must be seen.
pub const WARN: Colour = [0x9a, 0x34, 0x12];
pub const WARN_TINT: Colour = [0xfd, 0xf4, 0xef];
/// Behind the cells of a heat map, the coolest first; each says its level in a word, too.
pub const WARMTH: [Colour; 4] = [[0xd5, 0xea, 0xd9], [0xff, 0xf0, 0xc8], [0xf8, 0xd0, 0xa4], [0xef, 0xa3, 0x98]];
/// A twentieth of black, across what does not stand yet.
pub const FAINT: Colour = [0xf2, 0xf2, 0xf2];

const fn style(face: Face, size: f32, leading: f32, colour: Colour) -> Style {
    Style { face, size, leading, colour }
}

pub const TITLE: Style = style(Face::Bold, 20.0, 24.0, ACCENT);
pub const SUBTITLE: Style = style(Face::Regular, 10.5, 14.0, QUIET);
pub const BODY: Style = style(Face::Regular, 10.5, 14.0, INK);
pub const LABEL: Style = style(Face::Regular, 10.5, 14.0, QUIET);
pub const STRONG: Style = style(Face::Bold, 10.5, 14.0, INK);
pub const CELL: Style = style(Face::Regular, 9.0, 12.0, INK);
pub const CELL_HEAD: Style = style(Face::Bold, 9.0, 12.0, INK);
pub const DRAWING: Style = style(Face::Fixed, 8.0, 9.6, INK);
pub const CHART: Style = style(Face::Regular, 9.0, 12.0, QUIET);
pub const SMALL: Style = style(Face::Regular, 7.5, 9.5, QUIET);
pub const FIGURE: Style = style(Face::Bold, 19.0, 22.0, ACCENT);
pub const FIGURE_LABEL: Style = style(Face::Regular, 9.0, 11.0, QUIET);
pub const FIGURE_SAID: Style = style(Face::Regular, 8.5, 10.5, INK);
pub const CONTENTS: Style = style(Face::Regular, 9.0, 12.5, INK);
pub const FURNITURE: Style = style(Face::Regular, 8.0, 10.0, QUIET);
pub const ACROSS: Style = style(Face::Bold, 110.0, 110.0, FAINT);

/// A heading of a level, and how far it stands from what is above it; below, it stands closer than other blocks.
pub fn heading(level: u8) -> (Style, f32, f32) {
    match level {
        0..=2 => (style(Face::Bold, 14.0, 18.0, ACCENT), 18.0, -2.0),
        3 => (style(Face::Bold, 11.0, 14.5, INK), 12.0, -3.0),
        _ => (style(Face::Italic, 10.5, 14.0, INK), 10.0, -3.0),
    }
}

/// Between blocks, and between the lines of a list.
pub const BETWEEN: f32 = 7.0;
pub const CLOSE: f32 = 2.0;
