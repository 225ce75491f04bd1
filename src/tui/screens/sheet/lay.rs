//! How the blocks of a sheet are laid: into as many columns as there is room for, each block as spans of text.

use unicode_width::UnicodeWidthStr;

use crate::domain::visible::{fit, one_line};
use crate::report::sheet::drawn;
use crate::tui::canvas::wrapped;
use crate::tui::theme::{Look, Role};
use crate::workflow::sheet::{Block, Body, Cell, Shown, Table};

use super::laid::{Laid, Page, role};
use super::tiles;

/// The fewest columns in which a block is read with ease.
const BLOCK: u16 = 50;
/// From this width on nothing is left out.
const ROOMY: usize = 70;
/// The narrowest that a column of words gets, and the room before rows that lead somewhere.
const NARROWEST: usize = 8;
const GUTTER: usize = 2;

/// The most columns of a table that is read with ease beside others.
const BESIDE: usize = 5;

/// Whether a block wants the whole width.
fn is_wide(block: &Block) -> bool {
    match &block.body {
        Body::Tiles(_) => true,
        Body::Table(table) => !table.rows.is_empty() && table.shown().count() > BESIDE,
        Body::Part(part) => part.iter().any(is_wide),
        _ => false,
    }
}

/// Lays blocks into at most so many columns, each with what belongs to it into the one that is the shortest so far; before
/// them come so many stops.
pub fn lay<'a>(blocks: impl Iterator<Item = &'a Block>, columns: u16, before: usize, width: u16, look: Look) -> Laid {
    // What has no title goes on below what has one.
    let mut groups: Vec<Vec<&Block>> = Vec::new();
    for block in blocks.filter(|block| !block.is_empty()) {
        match groups.last_mut().filter(|_| block.title.is_empty()) {
            Some(group) => group.push(block),
            None => groups.push(vec![block]),
        }
    }
    let most = u16::try_from(groups.len()).unwrap_or(u16::MAX);
    let wide = groups.iter().flatten().any(|block| is_wide(block));
    let columns = if wide { 1 } else { (width / BLOCK).min(most).clamp(1, columns) };
    let each = width.saturating_sub(2 * (columns - 1)) / columns;
    let mut heights = vec![0; usize::from(columns)];
    let mut all = Laid::default();
    for group in groups {
        let column = (0..heights.len()).min_by_key(|column| heights[*column]).unwrap_or(0);
        let x = u16::try_from(column).unwrap_or(0) * (each + 2);
        let mut page = Page { laid: all, before, x, y: heights[column], width: each, look };
        for block in group {
            page.block(block, Role::Strong);
            page.y += 1;
        }
        heights[column] = page.y;
        all = page.laid;
    }
    all.height = heights.into_iter().max().unwrap_or(1).saturating_sub(1);
    all
}

impl Page {
    fn line(&mut self, text: &str, role: Role) {
        self.span((0, 0), fit(text, self.width.into()), role, None);
        self.y += 1;
    }

    fn words(&mut self, text: &str, role: Role) {
        wrapped(text, self.width).iter().for_each(|line| self.line(line, role));
    }

    fn block(&mut self, block: &Block, heading: Role) {
        if !block.title.is_empty() {
            self.words(&block.title, heading);
        }
        match &block.body {
            Body::Prose(lines) => lines.iter().for_each(|cell| self.words(&cell.text, role(cell.tone, self.look))),
            Body::List(items) => {
                let sign = self.look.sign("·", "-");
                items.iter().for_each(|cell| self.words(&format!("{sign} {}", cell.text), role(cell.tone, self.look)));
            }
            Body::Facts(facts) => {
                let gutter = if facts.iter().any(|fact| fact.lead.is_some()) { GUTTER } else { 0 };
                let width = self.width.saturating_sub(u16::try_from(gutter).unwrap_or(0));
                for (fact, words) in facts.iter().filter_map(|fact| Some((fact, fact.words()?))) {
                    let stop = fact.lead.as_ref().map(|_| (self.stop(0, 1, false), Role::Selected));
                    for line in wrapped(&words, width) {
                        self.span((gutter, 0), line, role(fact.cell.tone, self.look), stop);
                        self.y += 1;
                    }
                }
            }
            Body::Table(table) => self.table(table),
            Body::Tiles(tiles) => tiles::lay(self, tiles),
            Body::Curve(curve) => {
                drawn(curve, self.width.into(), self.look.ascii).iter().for_each(|line| self.line(line, Role::Accent));
                self.words(curve.words(), Role::Quiet);
            }
            Body::Drawing(drawing) => {
                let lines = drawing.lines(self.width.into(), self.look.ascii);
                lines.iter().for_each(|line| self.line(line, Role::Text));
            }
            Body::Part(part) => {
                part.iter().filter(|block| !block.is_empty()).for_each(|block| self.block(block, Role::Quiet));
            }
            // It has lines of its own, drawn as they come into sight.
            Body::Matrix(_) => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let gutter = if table.rows.iter().any(|row| row.lead.is_some()) { GUTTER } else { 0 };
        let fitted = Fitted::of(table, usize::from(self.width).saturating_sub(gutter));
        let headings: Vec<_> = fitted.columns.iter().map(|column| &*table.columns[column.place].heading).collect();
        self.row(&fitted, gutter, None, |at, _| (headings[at].to_owned(), Role::Quiet, 0));
        let look = self.look;
        for row in &table.rows {
            let stop = row.lead.as_ref().map(|_| (self.stop(0, 1, false), Role::Selected));
            self.row(&fitted, gutter, stop, |_, place| {
                let Some(cell) = row.cells.get(place) else { return (String::new(), Role::Text, 0) };
                (fitted.text(cell).to_owned(), role(cell.tone, look), fitted.bar(cell))
            });
        }
    }

    fn row(
        &mut self,
        fitted: &Fitted,
        gutter: usize,
        stop: Option<(usize, Role)>,
        cell: impl Fn(usize, usize) -> (String, Role, usize),
    ) {
        let (mut x, mut height) = (gutter, 1);
        for (at, column) in fitted.columns.iter().enumerate() {
            let (text, role, bar) = cell(at, column.place);
            let text = one_line(&text);
            if column.shown == Shown::Words {
                let lines = wrapped(&text, u16::try_from(column.width).unwrap_or(u16::MAX));
                height = height.max(lines.len());
                lines.into_iter().enumerate().for_each(|(below, line)| self.span((x, below), line, role, stop));
            } else {
                let text = fit(&text, column.width);
                self.span((x + column.width.saturating_sub(text.width()), 0), text, role, stop);
            }
            x += column.width;
            if column.shown == Shown::Bars && fitted.bars > 0 {
                self.span((x + 1, 0), self.look.sign("█", "#").repeat(bar), role, None);
                x += fitted.bars;
            }
            x += 2;
        }
        self.y += height;
    }
}

/// A table whose columns are fitted into a width.
struct Fitted {
    columns: Vec<FittedColumn>,
    /// The room for each bar, with the space before it.
    bars: usize,
    heaviest: i64,
    roomy: bool,
}

struct FittedColumn {
    place: usize,
    width: usize,
    shown: Shown,
}

impl Fitted {
    fn of(table: &Table, width: usize) -> Self {
        let mut fitted = Self { columns: Vec::new(), bars: 0, heaviest: 1, roomy: width >= ROOMY };
        let bars = table.columns.iter().filter(|column| column.shown == Shown::Bars).count();
        // A bar wants the room that a long text would take.
        fitted.roomy &= bars == 0 || width >= 2 * ROOMY;
        let shown = table.shown().filter(|(_, column)| width >= ROOMY || column.shown != Shown::Aside);
        for (place, column) in shown {
            let cells = || table.rows.iter().filter_map(move |row| row.cells.get(place));
            let longest = cells().map(|cell| one_line(fitted.text(cell)).width()).max().unwrap_or(0);
            if column.shown == Shown::Bars {
                // Bars beside each other are of one measure.
                fitted.heaviest = fitted.heaviest.max(cells().map(|cell| cell.weight).max().unwrap_or(0));
            }
            let width = longest.max(column.heading.width());
            fitted.columns.push(FittedColumn { place, width, shown: column.shown });
        }
        let gaps = 2 * fitted.columns.len().saturating_sub(1);
        let room = width.saturating_sub(gaps + bars * NARROWEST);
        // The widest words give way first.
        while fitted.columns.iter().map(|column| column.width).sum::<usize>() > room {
            let words = fitted.columns.iter_mut().filter(|column| column.shown == Shown::Words);
            let Some(widest) = words.max_by_key(|column| column.width).filter(|column| column.width > NARROWEST) else {
                break;
            };
            widest.width -= 1;
        }
        let used: usize = fitted.columns.iter().map(|column| column.width).sum();
        fitted.bars = width.saturating_sub(used + gaps).checked_div(bars).unwrap_or(0);
        fitted
    }

    fn text<'a>(&self, cell: &'a Cell) -> &'a str {
        cell.brief.as_deref().filter(|_| !self.roomy).unwrap_or(&cell.text)
    }

    fn bar(&self, cell: &Cell) -> usize {
        let share = cell.weight.max(0) as f64 / self.heaviest as f64;
        (share * self.bars.saturating_sub(1) as f64).ceil() as usize
    }
}
