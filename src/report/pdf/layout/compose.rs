//! Blocks made into pieces.

use crate::domain::house::said::Words as House;
use crate::report::document::{Block, Decision, Document};
use crate::report::pdf::look::{
    self, ACCENT, BETWEEN, BODY, CELL, CLOSE, DRAWING, LABEL, MARGIN, QUIET, STRONG, SUBTITLE, TINT, TITLE, WARN,
    WARN_TINT,
};
use crate::report::pdf::measure::{Line, Style, broken, extent, width};
use crate::report::pdf::words::Words;
use crate::report::references::References;

use super::page::{Drawn, Frame, Heading, Node, Op, Part, Piece, Place, Role, UNTOLD};
use super::pages::{Flow, height, rule};

/// What pieces are made with.
pub struct Composer<'d> {
    pub words: Words,
    /// The words of the house, for what layout alone has to say.
    pub house: House,
    pub flow: Flow,
    pub nodes: Vec<Node>,
    /// How wide words may be, and how high a page is.
    pub wide: f32,
    pub high: f32,
    /// The size of a sheet.
    pub size: (f32, f32),
    /// Whether there is one page, on which distances are smaller.
    pub one_page: bool,
    /// Of what more is told, and where.
    pub references: References<'d>,
    /// The place of the block that is made into pieces.
    pub at: usize,
    /// The level of the last heading as it was told.
    told: u16,
    /// The last heading itself.
    pub under: String,
}

/// Where words stand: from how far to the right, and how wide.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub left: f32,
    pub wide: f32,
}

/// Words beside others: lines of a part in a column.
pub struct Beside {
    pub part: Part,
    pub column: Column,
    pub style: Style,
    pub lines: Vec<Line>,
    /// Whether the lines end at the right edge.
    pub right: bool,
}

/// The distance of words to the edges of a box.
const INSET: Column = Column { left: 14.0, wide: 26.0 };
const PADDING: f32 = 7.0;

/// How wide labels may be, and how far their words stand from them.
const LABELS: f32 = 140.0;
const GAP: f32 = 14.0;

/// The share of a distance that is left where there is one page.
pub const TIGHT: f32 = 0.65;

/// Labels that take no more of a page than this part of it are not torn.
const FEW: f32 = 4.0;

impl<'d> Composer<'d> {
    pub fn new(size: (f32, f32), document: &'d Document) -> Self {
        let (wide, high) = room(size);
        let references = References::of(document);
        let rows = references.rows().map(|(reference, _)| (reference.to_owned(), Place::default())).collect();
        let whole = Node { role: Role::Whole, within: UNTOLD };
        Self {
            words: Words::default(),
            house: document.frame.words(),
            nodes: vec![whole],
            wide,
            high,
            size,
            one_page: document.one_page,
            flow: Flow { rows, ..Flow::default() },
            references,
            at: 0,
            told: 1,
            under: String::new(),
        }
    }

    /// A new part within another one.
    pub fn part(&mut self, role: Role, within: Part) -> Part {
        self.nodes.push(Node { role, within });
        self.nodes.len() - 1
    }

    /// From margin to margin.
    pub fn whole(&self) -> Column {
        Column { left: 0.0, wide: self.wide }
    }

    /// The title, what it belongs to, and what the document is not yet.
    pub fn title(&mut self, document: &Document) {
        let head = &document.frame.letterhead;
        match (document.one_page, head.split_first()) {
            // A page that must hold all has one line for the address.
            (true, Some((name, address))) => self.letterhead(&[name.clone(), address.join(" · ")]),
            _ => self.letterhead(head),
        }
        let title = self.words.line(&document.title);
        let part = self.part(Role::Heading(1, title.clone()), UNTOLD);
        let from = self.flow.pieces.len();
        let above = match (head.is_empty(), document.one_page) {
            (true, _) => 0.0,
            (false, true) => BETWEEN,
            (false, false) => 3.0 * BETWEEN,
        };
        self.lines(part, &title, TITLE, self.whole(), above);
        let subtitle = self.words.line(&document.subtitle);
        if !subtitle.is_empty() {
            let part = self.part(Role::Paragraph, UNTOLD);
            self.lines(part, &subtitle, SUBTITLE, self.whole(), 1.0);
        }
        self.kept(from);
        if let Some(last) = self.flow.pieces.last_mut() {
            last.height += 6.0;
            last.ops.push(rule(self.wide, last.height));
        }
        if let Some(mark) = &document.mark {
            let mark = self.words.line(mark);
            self.boxed(WARN_TINT, WARN, |composer, column| {
                let part = composer.part(Role::Paragraph, UNTOLD);
                composer.lines(part, &mark, Style { colour: WARN, ..STRONG }, column, 0.0);
            });
        }
    }

    /// The name of the house and its address, at the head of the first page.
    fn letterhead(&mut self, lines: &[String]) {
        let part = (!lines.is_empty()).then(|| self.part(Role::Paragraph, UNTOLD));
        for (place, line) in lines.iter().enumerate() {
            let line = self.words.line(line);
            if line.is_empty() {
                continue;
            }
            let style = if place == 0 { Style { colour: ACCENT, ..STRONG } } else { Style { colour: QUIET, ..CELL } };
            self.lines(part.unwrap_or(UNTOLD), &line, style, self.whole(), 0.0);
        }
    }

    /// A block in its pieces.
    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, apart } => self.heading(*level, text, *apart),
            Block::Paragraph(text) => {
                let text = self.words.lines(text);
                let part = self.part(Role::Paragraph, UNTOLD);
                self.lines(part, &text, BODY, self.whole(), BETWEEN);
            }
            Block::Caution(text) => {
                let text = self.words.lines(text);
                self.boxed(WARN_TINT, WARN, |composer, column| {
                    let part = composer.part(Role::Paragraph, UNTOLD);
                    composer.lines(part, &text, BODY, column, 0.0);
                });
            }
            Block::Facts(facts) => self.facts(facts, UNTOLD, self.whole()),
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
            Block::Drawing(lines) => self.drawing(lines),
            Block::Chart(chart) => self.chart(chart),
            Block::Decision(decision) => self.decision(decision),
            Block::Summary(text) => {
                let text = self.words.lines(text);
                self.boxed(TINT, ACCENT, |composer, column| {
                    let part = composer.part(Role::Paragraph, UNTOLD);
                    composer.lines(part, &text, STRONG, column, 0.0);
                });
            }
            Block::Figures(figures) => self.figures(figures),
            Block::Pictures(pictures) => self.pictures(pictures),
        }
    }

    fn heading(&mut self, level: u8, text: &str, apart: bool) {
        let text = self.words.line(text);
        let (style, before, after) = look::heading(level);
        let before = if self.one_page { before * TIGHT } else { before };
        // Whoever hears a document is led from level to level.
        self.told = u16::from(level.max(2)).min(self.told + 1);
        self.under.clone_from(&text);
        let from = self.flow.pieces.len();
        self.headed(level.max(2), &text, style, (before, after), UNTOLD, self.whole());
        self.flow.pieces[from].turn = apart && !self.one_page;
        if let Some(heading) = self.flow.headings.last_mut() {
            heading.apart = apart;
        }
    }

    /// A heading in a column, which stays with what follows.
    fn headed(&mut self, level: u8, text: &str, style: Style, around: (f32, f32), within: Part, column: Column) {
        // A heading that says nothing is told as one that says so.
        let said = if text.is_empty() { "…" } else { text };
        let part = self.part(Role::Heading(self.told, said.to_owned()), within);
        let from = self.flow.pieces.len();
        self.lines(part, said, style, column, around.0);
        self.flow.pieces[from].heading = Some(self.flow.headings.len());
        self.flow.headings.push(Heading { level, text: said.to_owned(), page: 0, top: 0.0, apart: false });
        self.kept(from);
        if let Some(last) = self.flow.pieces.last_mut() {
            last.height += around.1;
            last.keep = true;
        }
    }

    /// Lines of a text: at least two of them stand on either page.
    pub fn lines(&mut self, part: Part, text: &str, style: Style, column: Column, before: f32) {
        let lines = broken(text, style, column.wide);
        self.beside(vec![Beside { part, column, style, lines, right: false }], before);
    }

    /// Texts side by side, line by line.
    pub fn beside(&mut self, texts: Vec<Beside>, before: f32) {
        let count = texts.iter().map(|text| text.lines.len()).max().unwrap_or(0);
        for place in 0..count {
            let high = texts.iter().map(|text| text.style.leading).fold(0.0, f32::max);
            let ops = texts.iter().flat_map(|text| line_at(text, place, 0.0)).collect();
            self.flow.pieces.push(Piece {
                before: if place == 0 { before } else { 0.0 },
                height: high,
                ops,
                keep: place + 1 < count && (place == 0 || place + 2 == count),
                ..Piece::default()
            });
        }
    }

    /// Keeps all pieces from one on together, but not with what follows.
    pub fn kept(&mut self, from: usize) {
        let to = self.flow.pieces.len().saturating_sub(1);
        if let Some(pieces) = self.flow.pieces.get_mut(from..to) {
            pieces.iter_mut().for_each(|piece| piece.keep = true);
        }
    }

    /// What is written in a box; it is not torn where a page holds it.
    fn boxed(&mut self, tint: [u8; 3], bar: [u8; 3], write: impl FnOnce(&mut Self, Column)) {
        let frame = self.flow.frames.len();
        self.flow.frames.push(Frame { tint, bar });
        let from = self.flow.pieces.len();
        let edge = Piece { height: PADDING, keep: true, ..Piece::default() };
        self.flow.pieces.push(Piece { before: BETWEEN + 2.0, ..edge.clone() });
        write(self, Column { left: INSET.left, wide: self.wide - INSET.wide });
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep = true;
        }
        self.flow.pieces.push(Piece { keep: false, ..edge });
        let whole = height(&self.flow.pieces[from..]);
        self.flow.pieces[from..].iter_mut().for_each(|piece| piece.frame = Some(frame));
        if whole <= self.high {
            self.kept(from);
        }
    }

    fn decision(&mut self, decision: &Decision) {
        let head = self.words.line(&decision.head);
        let words = self.words.lines(&decision.words);
        let told = self.told;
        self.told = 3.min(self.told + 1);
        let within = self.part(Role::Section, UNTOLD);
        self.boxed(TINT, ACCENT, |composer, column| {
            let (style, ..) = look::heading(3);
            composer.headed(3, &head, Style { colour: ACCENT, ..style }, (0.0, 2.0), within, column);
            if !words.is_empty() {
                let part = composer.part(Role::Paragraph, within);
                composer.lines(part, &words, STRONG, column, 0.0);
            }
            composer.facts(&decision.facts, within, column);
        });
        self.told = told;
    }

    /// Labels, each with what is said beside it.
    pub fn facts(&mut self, facts: &[(String, String)], within: Part, column: Column) {
        if facts.is_empty() {
            return;
        }
        let list = self.part(Role::Facts, within);
        let facts: Vec<_> =
            facts.iter().map(|(label, text)| (self.words.line(label), self.words.lines(text))).collect();
        let from = self.flow.pieces.len();
        let widest = facts.iter().map(|(label, _)| width(label, LABEL)).fold(0.0, f32::max);
        let labels = widest.clamp(60.0, LABELS.min(column.wide * 0.4));
        for (place, (label, text)) in facts.iter().enumerate() {
            let item = self.part(Role::Item, list);
            let (named, said) = (self.part(Role::Label, item), self.part(Role::Body, item));
            let beside = Column { left: column.left + labels + GAP, wide: column.wide - labels - GAP };
            let label_column = Column { wide: labels, ..column };
            let texts = vec![
                Beside {
                    part: named,
                    column: label_column,
                    style: LABEL,
                    lines: broken(label, LABEL, labels),
                    right: false,
                },
                Beside {
                    part: said,
                    column: beside,
                    style: BODY,
                    lines: broken(text, BODY, beside.wide),
                    right: false,
                },
            ];
            self.item(texts, place, facts.len());
        }
        if height(&self.flow.pieces[from..]) <= self.high / FEW {
            self.kept(from);
        }
    }

    /// An item of several: at least two lines of them stand on either page.
    fn item(&mut self, texts: Vec<Beside>, place: usize, count: usize) {
        let from = self.flow.pieces.len();
        self.beside(texts, if place == 0 { BETWEEN } else { CLOSE });
        let alone = self.flow.pieces.len() == from + 1;
        if alone && place + 1 < count && (place == 0 || place + 2 == count) {
            self.flow.pieces[from].keep = true;
        }
    }

    fn list(&mut self, items: &[String]) {
        const SIGN: f32 = 12.0;
        if items.is_empty() {
            return;
        }
        let list = self.part(Role::List, UNTOLD);
        for (place, item) in items.iter().enumerate() {
            let text = self.words.lines(item);
            let one = self.part(Role::Item, list);
            let (sign, said) = (self.part(Role::Label, one), self.part(Role::Body, one));
            let column = Column { left: SIGN, wide: self.wide - SIGN };
            let bullet = vec![Line { text: "•".to_owned(), width: 0.0 }];
            let signed = Column { left: 3.0, wide: SIGN };
            let texts = vec![
                Beside {
                    part: sign,
                    column: signed,
                    style: Style { colour: ACCENT, ..BODY },
                    lines: bullet,
                    right: false,
                },
                Beside { part: said, column, style: BODY, lines: broken(&text, BODY, column.wide), right: false },
            ];
            self.item(texts, place, items.len());
        }
    }

    /// Lines whose columns matter: smaller where they are long, and whole where a page holds them.
    fn drawing(&mut self, lines: &[String]) {
        const SMALLEST: f32 = 5.5;
        if lines.is_empty() {
            return;
        }
        let lines: Vec<_> = lines.iter().map(|line| self.words.drawn(line)).collect();
        let widest = lines.iter().map(|line| extent(line, DRAWING).1).fold(0.0, f32::max);
        let size = if widest > self.wide { DRAWING.size * self.wide / widest } else { DRAWING.size };
        let style = DRAWING.sized(size.max(SMALLEST));
        let from = self.flow.pieces.len();
        let paragraph = self.part(Role::Paragraph, UNTOLD);
        let part = self.part(Role::Code, paragraph);
        for (place, line) in lines.iter().enumerate() {
            self.lines(part, line, style, self.whole(), if place == 0 { BETWEEN } else { 0.0 });
        }
        if height(&self.flow.pieces[from..]) <= self.high {
            self.kept(from);
        }
    }
}

/// A line of a text, below the top by so much.
pub fn line_at(text: &Beside, place: usize, down: f32) -> Option<Op> {
    let line = text.lines.get(place)?;
    let left = if text.right { text.column.left + text.column.wide - line.width } else { text.column.left };
    let at = (left, down + text.style.foot());
    Some(Op { part: text.part, drawn: Drawn::Text { at, style: text.style, text: line.text.clone(), turned: 0.0 } })
}

/// How wide words may be on a page, and how high.
pub fn room((wide, high): (f32, f32)) -> (f32, f32) {
    (wide - 2.0 * MARGIN, high - 2.0 * MARGIN)
}
