//! What stands where: pieces that are put on pages, what is drawn of them, and the parts of the document they belong to.

use crate::report::pdf::measure::{Colour, Style};
use crate::report::references::Target;

/// A part of a document as whoever hears it is told: by its number among all. Number 0 is what is not told: rules, tints, running
/// heads.
pub type Part = usize;

/// What is not told.
pub const UNTOLD: Part = 0;

/// What a part of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Whole,
    /// Its level as it is told, which skips none.
    Heading(u16, String),
    Paragraph,
    Section,
    /// Labels, each with what is said.
    Facts,
    List,
    Item,
    Label,
    Body,
    /// With the heading that it stands under.
    Table(String),
    Heads,
    Rows,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    /// With what it shows.
    Figure(String),
    Code,
    Contents,
    Entry,
    /// To a heading, or a row.
    Link,
}

/// A part within another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub role: Role,
    pub within: Part,
}

/// A point, from the left and from the top.
pub type Point = (f32, f32);

/// A line that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    pub wide: f32,
    pub colour: Colour,
    /// How long its dashes are, and the gaps between them.
    pub dashes: Option<[f32; 2]>,
}

/// Something that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Words, from where their first letter stands.
    Text {
        at: Point,
        style: Style,
        text: String,
        turned: f32,
    },
    Rectangle {
        at: Point,
        size: Point,
        colour: Colour,
    },
    Stroke {
        points: Vec<Point>,
        pen: Pen,
    },
    Filled {
        points: Vec<Point>,
        colour: Colour,
    },
    Disc {
        at: Point,
        radius: f32,
        colour: Colour,
    },
    /// The page of a heading, which ends at a place.
    PageOf {
        heading: usize,
        ends: Point,
        style: Style,
    },
    /// Where a click leads elsewhere.
    Lead {
        to: Target,
        at: Point,
        size: Point,
    },
}

/// Something that is drawn for a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    pub part: Part,
    pub drawn: Drawn,
}

impl Op {
    /// The same farther to the right and farther down.
    pub fn moved(mut self, right: f32, down: f32) -> Self {
        let shift = |(x, y): &mut Point| {
            *x += right;
            *y += down;
        };
        match &mut self.drawn {
            Drawn::Text { at, .. }
            | Drawn::Rectangle { at, .. }
            | Drawn::Disc { at, .. }
            | Drawn::PageOf { ends: at, .. }
            | Drawn::Lead { at, .. } => shift(at),
            Drawn::Stroke { points, .. } | Drawn::Filled { points, .. } => points.iter_mut().for_each(shift),
        }
        self
    }
}

/// What is never torn: a line, a row.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// The distance to what is above it; none at the head of a page.
    pub before: f32,
    pub height: f32,
    /// From its own top, and from the left edge of the words.
    pub ops: Vec<Op>,
    /// Whether it stays with the piece that follows.
    pub keep: bool,
    /// The box that it stands in.
    pub frame: Option<usize>,
    /// The table whose head is repeated above it where a page begins with it.
    pub table: Option<usize>,
    /// Whether it begins a page.
    pub turn: bool,
    /// The heading that begins with it.
    pub heading: Option<usize>,
    /// Whether it stands on a page that is turned, for what is too wide.
    pub turned: bool,
    /// The row that it is, by its number among those that are led to.
    pub row: Option<usize>,
}

/// A box around pieces: it begins anew on each page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub tint: Colour,
    /// Along its left edge.
    pub bar: Colour,
}

/// A heading, and where it came to stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// The number of its page, from 0.
    pub page: usize,
    pub top: f32,
    /// Whether it begins a page.
    pub apart: bool,
}

impl Heading {
    /// Where it came to stand.
    pub fn place(&self) -> Place {
        Place { page: self.page, top: self.top }
    }
}

/// Where something came to stand: on which page, from 0, and how far from its top.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    pub page: usize,
    pub top: f32,
}

/// A size as a page of it lies.
pub fn lying(turned: bool, (wide, high): Point) -> Point {
    if turned { (high, wide) } else { (wide, high) }
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub ops: Vec<Op>,
    /// Whether it is turned: wider than it is high.
    pub turned: bool,
}
