//! The rows of Today: parts with their headings, and matters whose columns line up.

use std::cell::Cell;
use std::collections::HashSet;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::{Error, Names, View};
use crate::tui::canvas::Canvas;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::workflow::today::{Matter, Today};

/// A matter as it is shown.
#[derive(Debug)]
pub struct Row {
    pub record: Record,
    reference: String,
    owner: String,
    day: String,
    late: bool,
    standing: String,
    /// The part in which it stands.
    part: usize,
}

impl Row {
    fn of(matter: &Matter, part: usize, owner: String) -> Self {
        let standing = [Some(matter.standing.clone()), matter.reminded()];
        Self {
            record: matter.record.clone(),
            reference: matter.record.reference().to_string(),
            owner,
            day: matter.day(),
            late: matter.deadline.is_some_and(|deadline| deadline.is_late()),
            standing: standing.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
            part,
        }
    }
}

/// Rows with a cursor on one of them.
#[derive(Debug, Default)]
pub struct Rows {
    headings: Vec<String>,
    rows: Vec<Row>,
    scroll: Scroll,
    /// The first line in sight, headings counted.
    top: Cell<usize>,
}

impl Rows {
    /// Takes what was found, and keeps the cursor on what it stood on.
    pub fn lay(&mut self, found: &Today, view: View) -> Result<(), Error> {
        let was = self.selected().map(|row| (row.part, row.record.id));
        let mut names = Names::default();
        let (mut headings, mut rows) = (Vec::new(), Vec::new());
        let parts = [
            ("Late", &found.late),
            ("Due this week", &found.due),
            ("Waiting for you", &found.waiting),
            ("No longer proven", &found.fallen),
        ];
        for (name, found) in parts.into_iter().filter(|(_, part)| !part.matters.is_empty()) {
            let part = headings.len();
            let cut = match found.more() {
                0 => String::new(),
                _ => format!(", of which the {} most pressing are listed", found.matters.len()),
            };
            headings.push(format!("{name}: {}{cut}", found.count));
            view.learn(&mut names, found.matters.iter().filter_map(|matter| matter.owner))?;
            for matter in &found.matters {
                let owner = matter.owner.map_or(String::new(), |owner| names.title(owner).to_owned());
                rows.push(Row::of(matter, part, owner));
            }
        }
        let same = |row: &Row| was.is_some_and(|(part, id)| row.record.id == id && row.part == part);
        let anywhere = |row: &Row| was.is_some_and(|(_, id)| row.record.id == id);
        let place = rows.iter().position(same).or_else(|| rows.iter().position(anywhere));
        self.scroll.put(place.unwrap_or(self.scroll.cursor()));
        self.scroll.settle(rows.len());
        (self.headings, self.rows) = (headings, rows);
        Ok(())
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

    /// Draws headings and rows, the selected one among them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, marks: &HashSet<RecordId>) {
        let room = usize::from(area.height).max(1);
        self.scroll.see(room.saturating_sub(2));
        let cursor = self.scroll.cursor();
        // A heading stands before the first row of its part, with a free line above all but the first.
        let line_of = |place: usize| {
            let part = self.rows[place].part;
            place + 1 + part * 2
        };
        let line = if self.rows.is_empty() { 0 } else { line_of(cursor) };
        let first_of_part = cursor == 0 || self.rows[cursor - 1].part != self.rows[cursor].part;
        let wanted = if first_of_part { line - 1 } else { line };
        let mut top = self.top.get().min(wanted);
        if line >= top + room {
            top = line + 1 - room;
        }
        self.top.set(top);
        let at = |line: usize| line.checked_sub(top).filter(|row| *row < room).and_then(|row| u16::try_from(row).ok());
        let widths = Widths::of(&self.rows, area.width);
        let mut part = usize::MAX;
        for (place, row) in self.rows.iter().enumerate() {
            let line = line_of(place);
            if row.part != part {
                part = row.part;
                if let Some(y) = at(line - 1) {
                    canvas.put(area.x, area.y + y, area.width, &self.headings[part], Role::Strong);
                }
            }
            if let Some(y) = at(line) {
                let selected = place == cursor;
                let marked = marks.contains(&row.record.id);
                widths.draw(canvas, Rect { y: area.y + y, height: 1, ..area }, row, selected, marked);
            }
        }
    }
}

/// The columns that fit.
struct Widths {
    reference: u16,
    what: u16,
    day: u16,
    owner: u16,
    standing: u16,
}

impl Widths {
    fn of(rows: &[Row], width: u16) -> Self {
        let widest = |text: &dyn Fn(&Row) -> usize, most: u16| {
            let widest = rows.iter().map(text).max().unwrap_or(0);
            u16::try_from(widest).unwrap_or(u16::MAX).min(most)
        };
        let columns = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        let reference = widest(&|row| row.reference.len(), 8);
        let day = widest(&|row| columns(&row.day), 10);
        let owner = widest(&|row| columns(&row.owner), if width < 100 { 18 } else { 24 });
        let standing = if width < 100 { 0 } else { widest(&|row| columns(&row.standing), 34) };
        let used = 4 + reference + 1 + day + 2 + owner + 2 + if standing > 0 { standing + 2 } else { 0 };
        Self { reference, what: width.saturating_sub(used), day, owner, standing }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, row: &Row, selected: bool, marked: bool) {
        let role = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(area, style);
            canvas.cursor = Some((area.x, area.y).into());
        }
        let mark = if marked { canvas.look.sign("■", "*") } else { "" };
        canvas.put(area.x, area.y, 1, mark, role(Role::Accent));
        let sign = if row.late { canvas.look.bad() } else { "" };
        canvas.put(area.x + 2, area.y, 1, sign, role(Role::Bad));
        let mut x = area.x + 4;
        let day = if row.late { Role::Bad } else { Role::Text };
        for (width, text, as_role, gap) in [
            (self.reference, row.reference.as_str(), Role::Quiet, 1),
            (self.what, row.record.title(), Role::Text, 2),
            (self.day, row.day.as_str(), day, 2),
            (self.owner, row.owner.as_str(), Role::Text, 2),
            (self.standing, row.standing.as_str(), Role::Quiet, 0),
        ] {
            canvas.put(x, area.y, width.min(area.right().saturating_sub(x)), text, role(as_role));
            x += width + gap;
        }
    }
}
