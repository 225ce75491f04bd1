//! Tables: how wide their columns are, and their rows as pieces.

use crate::report::columns::{Extent, SMALLEST, WHOLE, is_turned, longest_line, widths};
use crate::report::document::Table;
use crate::report::pdf::look::{ACCENT, BETWEEN, CELL, CELL_HEAD, TINT};
use crate::report::pdf::measure::{Style, broken, width};

use super::compose::{Beside, Column, Composer, line_at, room};
use super::page::{Drawn, Op, Part, Piece, Role, UNTOLD, lying};
use super::pages::{height, rule};

/// Around the words of a cell.
const SIDE: f32 = 4.0;
const ABOVE: f32 = 2.5;
const BELOW: f32 = 3.0;
const TIGHT: [f32; 2] = [1.5, 2.0];

/// The sizes that are tried, as shares of the first, before words are broken.
const SIZES: [f32; 3] = [1.0, 0.92, SMALLEST];

/// A table of narrower columns than this is written row by row.
const NARROWEST: f32 = 24.0;

impl Composer<'_> {
    /// A table in its rows; one for which a sheet is too narrow stands on sheets that are turned.
    pub fn table(&mut self, table: &Table) {
        let upright = (self.wide, self.high);
        let across = room(lying(true, self.size));
        let rooms = [upright.0, across.0];
        if self.one_page || !is_turned(&self.extents(table), rooms, NARROWEST + 2.0 * SIDE) {
            return self.upright(table);
        }
        // What leads to it goes with it.
        let led = self.flow.pieces.iter().rev().take_while(|piece| piece.keep && piece.frame.is_none()).count();
        let from = self.flow.pieces.len() - led;
        (self.wide, self.high) = across;
        self.upright(table);
        (self.wide, self.high) = upright;
        self.flow.pieces[from..].iter_mut().for_each(|piece| piece.turned = true);
    }

    /// What the columns of a table take, with what stands around them.
    fn extents(&self, table: &Table) -> Vec<Extent> {
        let columns = table.columns.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
        let column = |place: usize| {
            let heading = table.columns.get(place).map_or("", |column| &column.heading);
            let head = Extent::of(std::iter::once(heading), 2.0 * SIDE, |text| width(text, CELL_HEAD));
            let cells = table.rows.iter().filter_map(|row| row.get(place)).map(String::as_str);
            Extent::of(cells, 2.0 * SIDE, |text| width(text, CELL)).and(head)
        };
        (0..columns).map(column).collect()
    }

    fn upright(&mut self, table: &Table) {
        let count = table.columns.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
        if count == 0 || table.rows.is_empty() {
            return;
        }
        let cell = |composer: &Self, text: Option<&String>| composer.words.lines(text.map_or("", String::as_str));
        let heading = |place: usize| table.columns.get(place).map(|column| &column.heading);
        let heads: Vec<_> = (0..count).map(|place| cell(self, heading(place))).collect();
        if self.wide / (count as f32) < NARROWEST + 2.0 * SIDE {
            return self.row_by_row(&heads, table);
        }
        let rows: Vec<Vec<_>> =
            table.rows.iter().map(|row| (0..count).map(|place| cell(self, row.get(place))).collect()).collect();
        let cells = |place: usize| rows.iter().map(move |row| row[place].as_str());
        let column = |place: usize| {
            let head = Extent::of(std::iter::once(heads[place].as_str()), 0.0, |text| width(text, CELL_HEAD));
            Extent::of(cells(place), 0.0, |text| width(text, CELL)).and(head)
        };
        let extents: Vec<_> = (0..count).map(column).collect();
        let long = |text: &String| longest_line(text, |line| width(line, CELL));
        let lines: Vec<Vec<f32>> = rows.iter().map(|row| row.iter().map(long).collect()).collect();
        let room = self.wide - 2.0 * SIDE * count as f32;
        let least: f32 = extents.iter().map(|one| one.least).sum();
        let size = SIZES.into_iter().find(|size| least * size <= room).unwrap_or(SIZES[2]);
        // What is measured in the first size is shared out in it.
        let wide: Vec<_> = widths(&extents, &lines, room / size).into_iter().map(|wide| wide * size).collect();
        let mut left = 0.0;
        let columns: Vec<_> = wide
            .into_iter()
            .map(|wide| {
                let column = Column { left: left + SIDE, wide: wide + 0.02 };
                left += wide + 2.0 * SIDE;
                column
            })
            .collect();
        let right: Vec<_> = (0..count).map(|place| table.columns.get(place).is_some_and(|one| one.numbers)).collect();
        let around = if self.one_page { TIGHT } else { [ABOVE, BELOW] };
        let grid = Grid { columns, right, wide: left, size, around };
        self.rows(&grid, &heads, &rows);
    }

    fn rows(&mut self, grid: &Grid, heads: &[String], rows: &[Vec<String>]) {
        let part = self.part(Role::Table(self.under.clone()), UNTOLD);
        let above = self.part(Role::Heads, part);
        let row = self.part(Role::Row, above);
        let parts = heads.iter().map(|head| self.part(head_role(head), row)).collect::<Vec<_>>();
        let mut head = grid.row(heads, &parts, CELL_HEAD);
        let high = height(std::slice::from_ref(&head));
        let tint = Drawn::Rectangle { at: (0.0, 0.0), size: (grid.wide, high), colour: TINT };
        let line = Drawn::Rectangle { at: (0.0, high - 1.0), size: (grid.wide, 1.0), colour: ACCENT };
        head.ops.splice(0..0, [tint, line].map(|drawn| Op { part: UNTOLD, drawn }));
        let number = self.flow.heads.len();
        // A head that takes much of a page is not repeated.
        let repeated = high <= self.high / 4.0;
        self.flow.heads.push(if repeated { vec![head.clone()] } else { Vec::new() });
        let room = self.high - if repeated { high } else { 0.0 };
        let first = Piece { before: BETWEEN + 1.0, keep: true, ..head };
        if first.height <= self.high {
            self.flow.pieces.push(first);
        } else {
            self.flow.pieces.extend(grid.slices(heads, &parts, CELL_HEAD));
        }
        let body = self.part(Role::Rows, part);
        let from_first = self.flow.pieces.len();
        for (place, cells) in rows.iter().enumerate() {
            let row = self.part(Role::Row, body);
            let role = |place: usize, cell: &str| match place {
                0 if !cell.is_empty() => Role::RowHead,
                _ => Role::Cell,
            };
            let parts: Vec<_> =
                cells.iter().enumerate().map(|(place, cell)| self.part(role(place, cell), row)).collect();
            let whole = grid.row(cells, &parts, CELL);
            let from = self.flow.pieces.len();
            if whole.height <= room {
                // At least two rows stand on either page.
                let keep = place + 1 < rows.len() && (place == 0 || place + 2 == rows.len());
                self.flow.pieces.push(Piece { keep, ..whole });
            } else {
                self.flow.pieces.extend(grid.slices(cells, &parts, CELL));
            }
            self.flow.pieces[from..].iter_mut().for_each(|piece| piece.table = Some(number));
            self.flow.pieces[from].row = self.references.row(self.at, place);
        }
        if rows.len() <= WHOLE && height(&self.flow.pieces[from_first..]) <= room {
            self.kept(from_first);
        }
    }

    /// Rows of more columns than a page holds, one below the other.
    fn row_by_row(&mut self, heads: &[String], table: &Table) {
        for row in &table.rows {
            let said = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
            let label = |place: usize| heads.get(place).cloned().unwrap_or_default();
            let facts: Vec<_> = said.map(|(place, cell)| (label(place), cell.clone())).collect();
            let column = Column { left: 0.0, wide: self.wide };
            self.facts(&facts, UNTOLD, column);
        }
    }
}

fn head_role(head: &str) -> Role {
    if head.is_empty() { Role::Cell } else { Role::ColumnHead }
}

/// The columns of a table.
struct Grid {
    columns: Vec<Column>,
    /// Which of them hold numbers.
    right: Vec<bool>,
    wide: f32,
    /// The share of their size in which its words are written.
    size: f32,
    /// Above the words of a row, and below them.
    around: [f32; 2],
}

impl Grid {
    fn texts(&self, cells: &[String], parts: &[Part], style: Style) -> Vec<Beside> {
        let style = style.sized(style.size * self.size);
        let texts = cells.iter().zip(parts).zip(self.columns.iter().zip(&self.right));
        texts
            .map(|((cell, part), (column, right))| Beside {
                part: *part,
                column: *column,
                style,
                lines: broken(cell, style, column.wide),
                right: *right,
            })
            .collect()
    }

    /// A row that is never torn.
    fn row(&self, cells: &[String], parts: &[Part], style: Style) -> Piece {
        let [above, below] = self.around;
        let texts = self.texts(cells, parts, style);
        let mut ops = Vec::new();
        let mut high: f32 = 0.0;
        for text in &texts {
            ops.extend((0..text.lines.len()).filter_map(|place| {
                let down = above + text.style.leading * place as f32;
                line_at(text, place, down)
            }));
            high = high.max(text.style.leading * text.lines.len() as f32);
        }
        let high = above + high + below;
        ops.push(rule(self.wide, high));
        Piece { height: high, ops, ..Piece::default() }
    }

    /// A row that no page holds, line by line.
    fn slices(&self, cells: &[String], parts: &[Part], style: Style) -> Vec<Piece> {
        let texts = self.texts(cells, parts, style);
        let count = texts.iter().map(|text| text.lines.len()).max().unwrap_or(0);
        let slice = |place: usize| {
            let ops = texts.iter().filter_map(|text| line_at(text, place, 0.0)).collect();
            Piece { height: style.leading * self.size, ops, ..Piece::default() }
        };
        let mut slices: Vec<_> = (0..count).map(slice).collect();
        if let Some(last) = slices.last_mut() {
            last.height += self.around[1];
            let high = last.height;
            last.ops.push(rule(self.wide, high));
        }
        slices
    }
}
