//! Pictures side by side: charts and heat maps, each under its title.

use crate::report::document::Table;
use crate::report::pdf::look::{BETWEEN, CELL_HEAD, CHART, INK, SMALL, WARMTH};
use crate::report::pdf::measure::{Style, broken, cut, width};
use crate::report::pdf::words::Words;
use crate::report::scene::Frame;
use crate::workflow::sheet::picture::{Drawn as Shown, HeatMap, Picture};

use super::chart::legend;
use super::compose::{Beside, Column, Composer, line_at};
use super::page::{Drawn, Op, Piece, Point, Role, UNTOLD};

/// So many stand beside each other, and between two of them.
const ABREAST: usize = 3;
const APART: f32 = 16.0;

/// How high a row of a heat map is, and a line below it that names columns; between two cells.
const ROW: f32 = 23.0;
const NAMES: f32 = 11.0;
const GRID: f32 = 1.0;

/// So much of the width of a heat map its rows are named in, at the most.
const NAMED: f32 = 0.36;

/// Whether the words of a picture are higher than so much.
fn is_long(picture: &Picture, wide: f32, most: f32) -> bool {
    let words = Words::default();
    let high = |text: &str, style: Style| style.leading * broken(&words.line(text), style, wide).len() as f32;
    let legend = match &picture.drawn {
        Shown::Chart(chart) => high(&legend(chart), CHART),
        Shown::Heat(_) => 0.0,
    };
    high(&picture.title, CELL_HEAD) + high(&picture.note, CHART) + legend > most
}

impl Composer<'_> {
    /// Pictures in rows, of which no page tears one.
    pub fn pictures(&mut self, pictures: &[Picture]) {
        for abreast in pictures.chunks(ABREAST) {
            let wide = (self.wide - APART * (abreast.len() - 1) as f32) / abreast.len() as f32;
            let columns: Vec<_> =
                (0..abreast.len()).map(|place| Column { left: (wide + APART) * place as f32, wide }).collect();
            if abreast.iter().any(|picture| is_long(picture, wide, self.high / 3.0)) {
                // What is long is told in the whole width, and goes over pages.
                abreast.iter().for_each(|picture| self.alone(picture));
                continue;
            }
            let titles: Vec<_> = abreast
                .iter()
                .zip(&columns)
                .map(|(picture, column)| self.text(&picture.title, CELL_HEAD, *column))
                .collect();
            let below = titles.iter().map(height).fold(0.0, f32::max) + 2.0;
            let mut ops = Vec::new();
            let mut high: f32 = 0.0;
            for ((picture, column), title) in abreast.iter().zip(&columns).zip(&titles) {
                ops.extend(drawn(title, 0.0));
                let foot = below + self.picture(picture, *column, below, &mut ops);
                let note = self.text(&picture.note, CHART, *column);
                if !picture.note.is_empty() {
                    ops.extend(drawn(&note, foot));
                }
                high = high.max(foot + if picture.note.is_empty() { 0.0 } else { height(&note) });
            }
            self.flow.pieces.push(Piece { before: BETWEEN, height: high, ops, ..Piece::default() });
        }
    }

    /// A picture by itself, with words that may go over pages.
    fn alone(&mut self, picture: &Picture) {
        let whole = Column { left: 0.0, wide: self.wide };
        for (place, words) in [&picture.title, &picture.note].into_iter().enumerate() {
            let words = self.words.line(words);
            if !words.is_empty() {
                let part = self.part(Role::Paragraph, UNTOLD);
                self.lines(part, &words, if place == 0 { CELL_HEAD } else { CHART }, whole, BETWEEN);
            }
            match &picture.drawn {
                _ if place > 0 => {}
                Shown::Chart(chart) => self.chart(chart),
                Shown::Heat(map) => self.table(&Table::of_heat(map)),
            }
        }
    }

    fn text(&mut self, text: &str, style: Style, column: Column) -> Beside {
        let text = self.words.line(text);
        let part = if text.is_empty() { UNTOLD } else { self.part(Role::Paragraph, UNTOLD) };
        Beside { part, column, style, lines: broken(&text, style, column.wide), right: false }
    }

    /// What is drawn of a picture below so much, and how high that is.
    fn picture(&mut self, picture: &Picture, column: Column, below: f32, ops: &mut Vec<Op>) -> f32 {
        let frame = if column.wide < self.wide { Frame::beside } else { Frame::whole };
        match &picture.drawn {
            Shown::Chart(chart) => {
                let (drawn, high) = self.charted(chart, frame(chart), column.wide);
                ops.extend(drawn.into_iter().map(|op| op.moved(column.left, below)));
                let legend = self.text(&legend(chart), CHART, column);
                ops.extend(self::drawn(&legend, below + high + 2.0));
                if chart.legend.is_empty() { high } else { high + 2.0 + height(&legend) }
            }
            Shown::Heat(map) => {
                let (drawn, high) = self.heat(map, column.wide);
                ops.extend(drawn.into_iter().map(|op| op.moved(column.left, below)));
                high
            }
        }
    }

    /// A heat map of a width, and how high it is. Each cell says how many there are and of which level they are.
    fn heat(&mut self, map: &HeatMap, wide: f32) -> (Vec<Op>, f32) {
        let count = map.across.len().max(1);
        let named = map.rows.iter().map(|row| width(&self.words.line(&row.name), SMALL)).fold(0.0, f32::max);
        let left = (named + 6.0).clamp(0.0, wide * NAMED);
        let each = (wide - left) / count as f32;
        let says = self.words.line(&map.says);
        let table = self.part(Role::Table(says), UNTOLD);
        let mut ops = Vec::new();
        let body = self.part(Role::Rows, table);
        for (down, row) in map.rows.iter().enumerate() {
            let told = self.part(Role::Row, body);
            let top = ROW * down as f32;
            let name = self.part(Role::RowHead, told);
            let named = cut(&self.words.line(&row.name), SMALL, left - 4.0);
            let middle = top + ROW / 2.0 + SMALL.size / 3.0;
            ops.push(text(name, (left - 4.0 - width(&named, SMALL), middle), SMALL, named));
            for (place, cell) in row.cells.iter().take(count).enumerate() {
                let at = (left + each * place as f32, top);
                let colour = WARMTH[usize::from(cell.warmth).min(WARMTH.len() - 1)];
                let size = (each - GRID, ROW - GRID);
                ops.push(Op { part: UNTOLD, drawn: Drawn::Rectangle { at, size, colour } });
                let part = self.part(Role::Cell, told);
                let counted = Style { colour: INK, ..CHART };
                // Where there are none, the level stands in the middle.
                let foot = if cell.count.is_empty() { ROW / 2.0 + SMALL.size / 3.0 } else { ROW - 4.5 };
                for (words, style, foot) in [(&cell.count, counted, 10.5), (&cell.level, SMALL, foot)] {
                    let words = self.words.line(words);
                    let style = fitting(&words, style, each - GRID);
                    let words = cut(&words, style, each - GRID);
                    if !words.is_empty() {
                        let across = at.0 + (each - GRID - width(&words, style)) / 2.0;
                        ops.push(text(part, (across, top + foot), style, words));
                    }
                }
            }
        }
        let foot = ROW * map.rows.len() as f32;
        let row = self.part(Role::Row, body);
        let corner = self.part(Role::Cell, row);
        let axes = match map.axes.as_str() {
            "" => self.words.line(&format!("{} up, {} to the right", map.down, map.along.to_lowercase())),
            axes => self.words.line(axes),
        };
        let names: Vec<_> = map.across.iter().map(|name| self.words.line(name)).collect();
        // Where there is no room for each name, the numbers of them stand there, and what the first and last mean below.
        let whole = names.iter().all(|name| width(name, SMALL) <= each - GRID);
        for (place, name) in names.iter().enumerate() {
            let part = self.part(Role::ColumnHead, row);
            let name = if whole { name.as_str() } else { name.split(' ').next().unwrap_or_default() };
            let name = cut(name, SMALL, each - GRID);
            let across = left + each * place as f32 + (each - GRID - width(&name, SMALL)) / 2.0;
            ops.push(text(part, (across, foot + NAMES - 4.0), SMALL, name));
        }
        let ends = match (names.as_slice(), whole) {
            ([first, .., last], false) => format!("{axes}: {}", self.house.span(first, last)),
            _ => axes,
        };
        let style = fitting(&ends, SMALL, wide);
        let ends = cut(&ends, style, wide);
        ops.push(text(corner, (wide - width(&ends, style), foot + 2.0 * NAMES - 5.0), style, ends));
        (ops, foot + 2.0 * NAMES)
    }
}

/// The smallest letters in which something is still read, in points.
const SMALLEST: f32 = 5.0;

/// A style whose letters are as small as it takes for a text to stand in so much room.
fn fitting(text: &str, style: Style, room: f32) -> Style {
    let wide = width(text, style);
    if wide <= room { style } else { Style { size: (style.size * room / wide).max(SMALLEST), ..style } }
}

fn text(part: usize, at: Point, style: Style, text: String) -> Op {
    Op { part, drawn: Drawn::Text { at, style, text, turned: 0.0 } }
}

fn height(text: &Beside) -> f32 {
    text.style.leading * text.lines.len() as f32
}

fn drawn(text: &Beside, down: f32) -> Vec<Op> {
    let line = |place: usize| line_at(text, place, down + text.style.leading * place as f32);
    (0..text.lines.len()).filter_map(line).collect()
}
