//! The rows of Today: its parts with their headings, and lines whose columns line up within a part. What they say is the
//! sheet's.

use std::cell::Cell as Kept;
use std::collections::{HashMap, HashSet};

use ratatui::layout::Rect;

use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::visible::width;
use crate::tui::canvas::Canvas;
use crate::tui::folded::{self, Part as Told};
use crate::tui::scroll::{Scroll, Step, onward};
use crate::tui::theme::Role;
use crate::workflow::sheet::{Body, Cell, Lead, Row as SheetRow, Sheet, Table};

/// A line that leads to a record.
#[derive(Debug)]
pub struct Row {
    pub record: Record,
    cells: Vec<Cell>,
    /// The part in which it stands.
    part: usize,
}

/// What stands on a line of the screen.
#[derive(Debug, Clone, Copy)]
enum Line {
    Blank,
    Heading(usize),
    Row(usize),
    /// The second line of a row that is folded.
    Below,
    /// What is said below a part.
    Words(usize),
}

/// A part: what it is called, how many lines it has, what is said below them.
#[derive(Debug, Default)]
struct Part {
    title: String,
    count: String,
    headings: Vec<String>,
    below: Option<String>,
}

impl Part {
    /// The column of what a row is about.
    fn what(&self) -> usize {
        self.headings.iter().position(|heading| heading == WHAT).unwrap_or(0)
    }
}

/// Rows with a cursor on one of them.
#[derive(Debug, Default)]
pub struct Rows {
    parts: Vec<Part>,
    rows: Vec<Row>,
    lines: Vec<Line>,
    scroll: Scroll,
    /// The first line in sight.
    top: Kept<usize>,
}

impl Rows {
    /// Takes what was found, and keeps the cursor on what it stood on, or at its place in the part; where something was done
    /// here, it is on what is to be done next in that part.
    pub fn lay(&mut self, sheet: &Sheet, records: &HashMap<RecordId, Record>, acted: bool) {
        let was = self.selected().map(|row| self.parts[row.part].title.clone());
        let before = was.as_ref().map(|title| (self.listed(title), self.place_within(title)));
        (self.parts, self.rows, self.lines) = (Vec::new(), Vec::new(), Vec::new());
        for block in &sheet.blocks {
            match &block.body {
                Body::Table(table) => self.add(&block.title, table, records),
                Body::Prose(words) => {
                    if let (Some(part), Some(first)) = (self.parts.last_mut(), words.first()) {
                        part.below = Some(first.text.clone());
                        self.lines.push(Line::Words(self.parts.len() - 1));
                    }
                }
                _ => {}
            }
        }
        let found = was.zip(before).and_then(|(title, (before, within))| {
            let now = self.listed(&title);
            let same = now.iter().position(|id| Some(id) == before.get(within)).filter(|_| !acted);
            let place = same.or_else(|| onward(&before, within, &now)).or(now.len().checked_sub(1))?;
            Some(self.rows.iter().position(|row| self.is_called(row, &title))? + place)
        });
        self.scroll.put(found.unwrap_or(self.scroll.cursor()));
        self.scroll.settle(self.rows.len());
    }

    fn add(&mut self, title: &str, table: &Table, records: &HashMap<RecordId, Record>) {
        let part = self.parts.len();
        let (title, count) = title.rsplit_once(": ").unwrap_or((title, ""));
        if part > 0 {
            self.lines.push(Line::Blank);
        }
        self.lines.push(Line::Heading(part));
        let headings = table.columns.iter().map(|column| column.heading.to_string()).collect();
        self.parts.push(Part { title: title.to_owned(), count: count.to_owned(), headings, below: None });
        for SheetRow { cells, lead } in &table.rows {
            let Some(Lead::Record(id)) = lead else { continue };
            let Some(record) = records.get(id) else { continue };
            self.lines.push(Line::Row(self.rows.len()));
            self.rows.push(Row { record: record.clone(), cells: cells.clone(), part });
        }
    }

    fn is_called(&self, row: &Row, title: &str) -> bool {
        self.parts.get(row.part).is_some_and(|part| part.title == title)
    }

    /// What stands in a part.
    fn listed(&self, title: &str) -> Vec<RecordId> {
        self.rows.iter().filter(|row| self.is_called(row, title)).map(|row| row.record.id).collect()
    }

    /// How many rows of its part stand before the cursor.
    fn place_within(&self, title: &str) -> usize {
        self.rows.iter().take(self.scroll.cursor()).filter(|row| self.is_called(row, title)).count()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.scroll.cursor())
    }

    pub fn find(&self, id: RecordId) -> Option<&Row> {
        self.rows.iter().find(|row| row.record.id == id)
    }

    pub fn matters(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// The rows of the part in which the cursor stands.
    pub fn part(&self) -> impl Iterator<Item = &Row> {
        let part = self.selected().map(|row| row.part);
        self.rows.iter().filter(move |row| Some(row.part) == part)
    }

    /// Moves the cursor.
    pub fn go(&mut self, step: Step) {
        self.scroll.go(step, self.rows.len());
    }

    /// Moves the cursor to the first row of the next part, or of the one before; around at either end.
    pub fn go_to_part(&mut self, next: bool) {
        let firsts =
            || self.rows.iter().enumerate().filter(|(row, one)| *row == 0 || self.rows[row - 1].part != one.part);
        let part = self.selected().map(|row| row.part);
        let found = match next {
            true => firsts().find(|(_, row)| Some(row.part) > part).or_else(|| firsts().next()),
            false => firsts().rfind(|(_, row)| Some(row.part) < part).or_else(|| firsts().next_back()),
        };
        let row = found.map_or(0, |(row, _)| row);
        self.scroll.put(row);
    }

    /// Moves the cursor to the first row of the last part.
    pub fn go_to_last_part(&mut self) {
        let last = self.rows.last().map(|row| row.part);
        let first = self.rows.iter().position(|row| Some(row.part) == last);
        self.scroll.put(first.unwrap_or(0));
    }

    /// What stands on each line where a row takes so many.
    fn lines(&self, each: u16) -> Vec<Line> {
        let below = |line: &Line| if matches!(line, Line::Row(_)) { usize::from(each) - 1 } else { 0 };
        let folded = |line: &Line| std::iter::once(*line).chain(std::iter::repeat_n(Line::Below, below(line)));
        self.lines.iter().flat_map(folded).collect()
    }

    /// Draws headings and rows, the selected one among them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, marks: &HashSet<RecordId>) {
        let each = folded::lines(canvas, area);
        let lines = self.lines(each);
        let room = usize::from(area.height).max(1);
        self.scroll.see(room.saturating_sub(2) / usize::from(each));
        let cursor = self.scroll.cursor();
        let at = lines.iter().position(|line| matches!(line, Line::Row(place) if *place == cursor)).unwrap_or(0);
        // The heading of a part comes into sight with its first row, and the last row with what is said below.
        let first = at.checked_sub(1).filter(|before| matches!(lines[*before], Line::Heading(_))).unwrap_or(at);
        let end = at + usize::from(each);
        let last = if end + 1 >= lines.len() { lines.len() } else { end };
        let mut top = self.top.get().min(first).min(lines.len().saturating_sub(room));
        if last > top + room {
            top = last - room;
        }
        // It begins with no half of a row.
        top += usize::from(top < at && matches!(lines.get(top), Some(Line::Below)));
        self.top.set(top);
        let widths: Vec<Vec<u16>> = match each {
            1 => (0..self.parts.len()).map(|part| self.widths(part, area.width)).collect(),
            _ => Vec::new(),
        };
        for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
            let area = Rect { y, height: each.min(area.bottom() - y), ..area };
            match *line {
                Line::Blank | Line::Below => {}
                Line::Heading(part) => heading(canvas, area, &self.parts[part]),
                Line::Words(part) => {
                    let words = self.parts[part].below.as_deref().unwrap_or_default();
                    canvas.put(area.x + BEFORE, y, area.width.saturating_sub(BEFORE), words, Role::Quiet);
                }
                Line::Row(place) => {
                    let row = &self.rows[place];
                    let marked = marks.contains(&row.record.id);
                    let what = self.parts[row.part].what();
                    row.draw_signs(canvas, area, place == cursor, marked);
                    match widths.get(row.part) {
                        Some(widths) => row.draw(canvas, area, widths, place == cursor),
                        None => row.draw_folded(canvas, area, what, place == cursor),
                    }
                }
            }
        }
    }

    /// The columns of each cell of a part; none where there is no room for it.
    fn widths(&self, part: usize, whole: u16) -> Vec<u16> {
        let headings = &self.parts[part].headings;
        let rows = || self.rows.iter().filter(|row| row.part == part);
        let widest = |place: usize| {
            let widest = rows().filter_map(|row| row.cells.get(place)).map(|cell| width(shown(cell))).max();
            u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX).min(WIDEST)
        };
        let mut widths: Vec<u16> = (0..headings.len()).map(widest).collect();
        let what = self.parts[part].what();
        let others = |widths: &[u16]| {
            let taken = widths.iter().enumerate().filter(|(place, one)| *place != what && **one > 0);
            taken.map(|(_, one)| one + GAP).sum::<u16>() + BEFORE
        };
        for leaves in LEAVES {
            if whole >= others(&widths) + LEAST.min(widths[what]) {
                break;
            }
            if let Some(place) = headings.iter().position(|heading| heading == leaves) {
                widths[place] = 0;
            }
        }
        let free = whole.saturating_sub(others(&widths));
        widths[what] = free;
        widths
    }
}

/// Columns for the mark and the sign.
const BEFORE: u16 = 4;
/// Columns between two cells.
const GAP: u16 = 2;
/// The widest that a cell is beside what a line is about; and the least that is kept for that.
const WIDEST: u16 = 40;
const LEAST: u16 = 30;
const WHAT: &str = "What";
/// Which cells are left out where there is little room, in this order.
const LEAVES: [&str; 6] = ["Next", "Stands", "Most pressing", "Waits", "Owner", "By"];

fn shown(cell: &Cell) -> &str {
    cell.brief.as_deref().unwrap_or(&cell.text)
}

fn heading(canvas: &mut Canvas, area: Rect, part: &Part) {
    let used = canvas.put(area.x, area.y, area.width, &part.title, Role::Strong);
    // Where there is no room for all that is counted, how much it is at all.
    let room = usize::from(area.width.saturating_sub(used + 2));
    let told = Some(&*part.count).filter(|count| width(count) <= room);
    let told = told.or_else(|| part.count.split(' ').next()).unwrap_or_default();
    let count = u16::try_from(width(told)).unwrap_or(0);
    let line = area.width.saturating_sub(used + count + 2);
    let rule = canvas.look.sign("─", "-").repeat(usize::from(line));
    canvas.put(area.x + used + 1, area.y, line, &rule, Role::Border);
    canvas.put(area.right().saturating_sub(count), area.y, count, told, Role::Strong);
}

/// The role of a cell: what is bad or to be watched says so, beside it the first words count most.
fn role_of(cell: &Cell, place: usize) -> Role {
    match (cell.tone, place) {
        (Some(Tone::Bad), _) => Role::Bad,
        (Some(Tone::Watch), _) => Role::Watch,
        (_, 0) => Role::Quiet,
        (_, 1) => Role::Text,
        _ => Role::Quiet,
    }
}

impl Row {
    /// The mark and the sign before it, on the ground of the whole row.
    fn draw_signs(&self, canvas: &mut Canvas, area: Rect, selected: bool, marked: bool) {
        let role = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(area, style);
            canvas.cursor = Some((area.x, area.y).into());
        }
        let mark = match (marked, selected) {
            (true, _) => canvas.look.sign("■", "*"),
            (false, true) => canvas.look.sign("▶", ">"),
            _ => "",
        };
        canvas.put(area.x, area.y, 1, mark, role(Role::Accent));
        let is = |tone: Tone| self.cells.iter().any(|cell| cell.tone == Some(tone));
        let worst = [Tone::Bad, Tone::Watch].into_iter().find(|tone| is(*tone));
        let (sign, as_role) = canvas.look.tone(worst.unwrap_or(Tone::Plain));
        canvas.put(area.x + 2, area.y, 1, sign, role(as_role));
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, widths: &[u16], selected: bool) {
        let role = |role: Role| if selected { Role::Selected } else { role };
        let mut x = area.x + BEFORE;
        for (place, (cell, columns)) in self.cells.iter().zip(widths).enumerate().filter(|(_, (_, one))| **one > 0) {
            let as_role = role_of(cell, place);
            canvas.put(x, area.y, (*columns).min(area.right().saturating_sub(x)), shown(cell), role(as_role));
            x += columns + GAP;
        }
    }

    /// What it is about, and below that everything else, what is bad first.
    fn draw_folded(&self, canvas: &mut Canvas, area: Rect, what: usize, selected: bool) {
        let role = |role: Role| if selected { Role::Selected } else { role };
        let mut x = area.x + BEFORE;
        for place in (0..=what).filter(|place| *place == 0 || *place == what) {
            let Some(cell) = self.cells.get(place) else { continue };
            let room = area.right().saturating_sub(x);
            x += canvas.put(x, area.y, room, shown(cell), role(role_of(cell, place))) + GAP;
        }
        let mut rest: Vec<(usize, &Cell)> = self.cells.iter().enumerate().filter(|(place, _)| *place > what).collect();
        rest.sort_by_key(|(_, cell)| {
            [Some(Tone::Bad), Some(Tone::Watch)].iter().position(|tone| *tone == cell.tone).unwrap_or(2)
        });
        let parts = rest.into_iter().map(|(place, cell)| Told::of(shown(cell), role(role_of(cell, place))));
        let x = area.x + BEFORE;
        let below = Rect { x, y: area.y + 1, width: area.right().saturating_sub(x), height: 1 };
        if area.height > 1 {
            folded::below(canvas, below, parts, role(Role::Quiet));
        }
    }
}
