//! How the blocks of a sheet are laid: into as many columns as there is room for, each block as spans of text.

use unicode_width::UnicodeWidthStr;

use crate::domain::field::Tone;
use crate::domain::visible::{fit, one_line};
use crate::tui::canvas::wrapped;
use crate::tui::theme::{Look, Role};
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::Drawn;
use crate::workflow::sheet::{Block, Body, Cell, Shown, Table};

use super::laid::{Laid, Page, role};
use super::tiles;

/// The fewest columns in which a block is read with ease.
const BLOCK: u16 = 50;
/// From this width on nothing is left out.
const ROOMY: usize = 70;
/// The narrowest that a column of words gets, and the room before rows that lead somewhere, and before what falls below.
const NARROWEST: usize = 8;
const GUTTER: usize = 2;
/// The longest word that is kept whole in a table: a day, a reference, a name, and not the digest of a file.
const WHOLE: usize = 20;
/// The most that a column of long texts asks for before others fall below.
const READ: usize = 14;

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

    fn chart(&mut self, chart: &Chart) {
        for line in chart.rows(self.width.into(), self.look.ascii) {
            self.span((0, 0), fit(&line, self.width.into()), Role::Accent, None);
            // Signs have their colour in a chart, too.
            for tone in [Tone::Watch, Tone::Bad] {
                let (sign, role) = self.look.tone(tone);
                let plain = self.look.ascii;
                for (at, _) in line.match_indices(sign).filter(|_| !plain) {
                    self.span((line[..at].width(), 0), sign, role, None);
                }
            }
            self.y += 1;
        }
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
                self.chart(&curve.chart());
                self.words(curve.words(), Role::Quiet);
            }
            Body::Drawing(drawing) => {
                let lines = drawing.lines(self.width.into(), self.look.ascii);
                lines.iter().for_each(|line| self.line(line, Role::Text));
            }
            Body::Chart(chart) => self.chart(chart),
            Body::Summary(words) => self.words(words, Role::Strong),
            Body::Figures(figures) => {
                for figure in figures {
                    let role = role(figure.is_worse().then_some(Tone::Watch), self.look);
                    self.words(&format!("{}: {}", figure.label, figure.words()), role);
                }
            }
            Body::Pictures(pictures) => {
                for picture in pictures {
                    self.words(&picture.title, Role::Quiet);
                    match &picture.drawn {
                        Drawn::Chart(chart) => self.chart(chart),
                        Drawn::Heat(map) => self.table(&map.table()),
                    }
                    self.words(&picture.note, Role::Quiet);
                    self.y += 1;
                }
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
        self.row(&fitted, gutter, None, |place| (table.columns[place].heading.to_string(), Role::Quiet, 0));
        let look = self.look;
        for row in &table.rows {
            let stop = row.lead.as_ref().map(|_| (self.stop(0, 1, false), Role::Selected));
            self.row(&fitted, gutter, stop, |place| {
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
        cell: impl Fn(usize) -> (String, Role, usize),
    ) {
        for (at, line) in fitted.lines.iter().enumerate() {
            // What has nothing to say below takes no line.
            if at > 0 && line.iter().all(|column| cell(column.place).0.is_empty()) {
                continue;
            }
            let (mut x, mut height) = (gutter + if at > 0 { GUTTER } else { 0 }, 1);
            for column in line {
                let (text, role, bar) = cell(column.place);
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
}

/// A table whose columns are fitted into a width.
struct Fitted {
    /// The columns: where they have no room beside each other, the last of them fall to a line below.
    lines: Vec<Vec<FittedColumn>>,
    /// The room for each bar, with the space before it.
    bars: usize,
    heaviest: i64,
    roomy: bool,
}

struct FittedColumn {
    place: usize,
    width: usize,
    /// What it never gets narrower than: no word of it is broken, and what it says is not a ladder of words.
    least: usize,
    shown: Shown,
}

impl Fitted {
    fn of(table: &Table, width: usize) -> Self {
        let mut fitted = Self { lines: vec![Vec::new()], bars: 0, heaviest: 1, roomy: width >= ROOMY };
        let bars = table.columns.iter().filter(|column| column.shown == Shown::Bars).count();
        // A bar wants the room that a long text would take.
        fitted.roomy &= bars == 0 || width >= 2 * ROOMY;
        let shown = table.shown().filter(|(_, column)| width >= ROOMY || column.shown != Shown::Aside);
        for (place, column) in shown {
            let cells = || table.rows.iter().filter_map(move |row| row.cells.get(place));
            let texts = cells().map(|cell| one_line(fitted.text(cell))).chain([one_line(&column.heading)]);
            let (mut widest, mut word) = (0, 0);
            for text in texts {
                widest = widest.max(text.width());
                // A short text that begins with a figure is a day or a count, and is one word.
                let whole = text.width() <= WHOLE && text.starts_with(|first: char| first.is_ascii_digit());
                let words = text.split(if whole { '\n' } else { ' ' }).map(UnicodeWidthStr::width);
                word = words.filter(|word| *word <= WHOLE).fold(word, usize::max);
            }
            if column.shown == Shown::Bars {
                // Bars beside each other are of one measure.
                fitted.heaviest = fitted.heaviest.max(cells().map(|cell| cell.weight).max().unwrap_or(0));
            }
            let read = (widest / 3).clamp(NARROWEST, READ);
            let least = if column.shown == Shown::Words { word.max(read).min(widest) } else { widest };
            fitted.add(FittedColumn { place, width: widest, least, shown: column.shown }, width);
        }
        let alone = fitted.lines.len() == 1;
        for (at, line) in fitted.lines.iter_mut().enumerate() {
            let gaps = 2 * line.len().saturating_sub(1) + if at > 0 { GUTTER } else { 0 };
            let room = width.saturating_sub(gaps + if alone { bars * NARROWEST } else { 0 });
            // The widest words give way first.
            while line.iter().map(|column| column.width).sum::<usize>() > room {
                let giving = line.iter_mut().filter(|column| column.width > column.least);
                let Some(widest) = giving.max_by_key(|column| column.width) else { break };
                widest.width -= 1;
            }
            let used = line.iter().map(|column| column.width).sum::<usize>() + gaps;
            if alone {
                fitted.bars = width.saturating_sub(used).checked_div(bars).unwrap_or(0);
            }
        }
        fitted
    }

    /// Puts a column beside the others of the last line, or below them where all of them would not have their least room.
    fn add(&mut self, column: FittedColumn, width: usize) {
        let indent = if self.lines.len() > 1 { GUTTER } else { 0 };
        match self.lines.last_mut() {
            Some(line)
                if line.is_empty()
                    || indent + line.iter().map(|one| one.least + 2).sum::<usize>() + column.least <= width =>
            {
                line.push(column);
            }
            _ => self.lines.push(vec![column]),
        }
    }

    fn text<'a>(&self, cell: &'a Cell) -> &'a str {
        cell.brief.as_deref().filter(|_| !self.roomy).unwrap_or(&cell.text)
    }

    fn bar(&self, cell: &Cell) -> usize {
        let share = cell.weight.max(0) as f64 / self.heaviest as f64;
        (share * self.bars.saturating_sub(1) as f64).ceil() as usize
    }
}
