//! The rows of a register in columns, as lists and the panes of the overview show them.

use std::cell::Cell;
use std::collections::HashSet;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::{Fields, Record};
use crate::domain::spelling::grouped;
use crate::store::Error;
use crate::store::list::Query;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::folded;
use crate::tui::loaded::Loaded;
use crate::tui::rows::Rows;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;

use super::columns::{self, Cells, Columns};

/// Rows with what they show.
#[derive(Debug)]
pub struct RecordTable {
    rows: Rows,
    columns: Columns,
    /// What the rows at hand show; as long as they are.
    cells: Vec<Cells>,
    /// How many there are.
    total: Loaded<u64>,
    /// Where a record that was selected stands among them.
    place: Loaded<(RecordId, Option<u64>)>,
    today: NaiveDate,
    /// Whether something was done here since the rows were read.
    acted: bool,
    /// How many lines each row took when they were drawn last.
    lines: Cell<u16>,
}

impl RecordTable {
    /// The rows of a query from its beginning, or from a record on that was selected before.
    pub fn new(query: Query, selected: Option<RecordId>, desk: &Desk) -> Result<Self, Error> {
        let mut columns = Columns::of(query.register);
        columns.led_by(query.order.field);
        let rows = match selected {
            Some(record) => Rows::at(desk.view(), query, record, 8)?,
            None => Rows::first(desk.view(), query)?,
        };
        let today = desk.circumstances()?.today();
        let mut table = Self {
            rows,
            columns,
            cells: Vec::new(),
            total: Loaded::default(),
            place: Loaded::default(),
            today,
            acted: false,
            lines: Cell::new(1),
        };
        table.show(desk)?;
        table.total = table.rows.total().map_or_else(Loaded::default, Loaded::from);
        Ok(table)
    }

    /// The rows of a query, of which no more is read than what they show: nobody acts on them before
    /// [`RecordTable::attend`].
    pub fn glance(query: Query, desk: &Desk) -> Result<Self, Error> {
        let shown = columns::needed(query.register, query.order.field);
        Self::new(query.only(&shown), None, desk)
    }

    /// Reads the records whole where they were only glanced at.
    pub fn attend(&mut self, desk: &Desk) -> Result<(), Error> {
        let before = self.rows.read_fields(Fields::ALL);
        if before == Fields::ALL {
            return Ok(());
        }
        let read = self.refresh(desk);
        if read.is_err() {
            // What is at hand may still be no more than was glanced at.
            self.rows.read_fields(before);
        }
        read
    }

    /// Shows what another query finds, from its beginning.
    pub fn list(&mut self, query: Query, desk: &Desk) -> Result<(), Error> {
        self.columns.led_by(query.order.field);
        self.rows = Rows::first(desk.view(), query)?;
        self.total = self.rows.total().map_or_else(Loaded::default, Loaded::from);
        self.place.forget();
        self.show(desk)
    }

    /// What is listed.
    pub fn query(&self) -> &Query {
        self.rows.query()
    }

    /// The record under the cursor.
    pub fn selected(&self) -> Option<&Record> {
        self.rows.selected()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A record at hand.
    pub fn find(&self, id: RecordId) -> Option<&Record> {
        self.rows.at_hand().iter().find(|record| record.id == id)
    }

    /// Reads what the rows at hand show.
    fn show(&mut self, desk: &Desk) -> Result<(), Error> {
        self.cells = self.columns.cells(desk.view(), self.rows.at_hand(), self.today)?;
        Ok(())
    }

    /// Asks, once the cursor rests, what is not known yet: how many there are, and where the cursor is among them.
    pub fn ask(&mut self, desk: &Desk) {
        let query = self.rows.query().clone();
        if let (None, Some(record)) = (self.rows.place(), self.rows.selected()) {
            let (id, query) = (record.id, query.clone());
            self.place.ask(desk, move |view| Ok((id, view.place(&query, id)?)));
        }
        self.total.ask(desk, move |view| view.count(&query));
    }

    /// Whether something is to be asked.
    pub fn asks(&self) -> bool {
        let place = self.rows.place().is_none() && self.rows.selected().is_some();
        self.total.is_stale() || (place && self.place.is_stale())
    }

    /// Moves the cursor.
    pub fn step(&mut self, step: Step, desk: &Desk) -> Result<(), Error> {
        let was = self.cells.first().map(|cells| cells.id);
        let count = self.cells.len();
        self.rows.go(desk.view(), step)?;
        self.place.stale();
        let now = self.rows.at_hand();
        if now.len() != count || now.first().map(|record| record.id) != was {
            self.show(desk)?;
        }
        if let (Step::Last, Some(total), Some(record)) = (step, self.count(), self.rows.selected()) {
            let id = record.id;
            self.rows.set_place(id, total.saturating_sub(1));
        }
        Ok(())
    }

    /// Takes the answer to what it asked; says whether it was its own.
    pub fn told(&mut self, told: &mut Told) -> bool {
        let placed = self.place.told(told);
        if let (true, Some((id, Some(place)))) = (placed, self.place.get().copied()) {
            self.rows.set_place(id, place);
        }
        placed || self.total.told(told)
    }

    /// Something was done here: once the rows are read anew, the cursor is on what is to be done next.
    pub fn acted(&mut self) {
        self.acted = true;
    }

    /// Reads the same rows anew.
    pub fn refresh(&mut self, desk: &Desk) -> Result<(), Error> {
        self.today = desk.circumstances()?.today();
        match std::mem::take(&mut self.acted) {
            true => self.rows.go_on(desk.view())?,
            false => self.rows.refresh(desk.view())?,
        }
        self.show(desk)?;
        self.place.stale();
        // How many there are is asked again; until then the number of before is shown.
        match self.rows.total() {
            Some(total) => self.total = total.into(),
            None => self.total.stale(),
        }
        Ok(())
    }

    /// Puts the cursor on a record, where the list has it.
    pub fn select(&mut self, record: RecordId, desk: &Desk) -> Result<(), Error> {
        let query = self.rows.query();
        let there = Query { after: Some(record), including: true, limit: Some(1), ..query.clone() };
        if desk.view().page(&there)?.records.first().is_some_and(|first| first.id == record) {
            self.rows = Rows::at(desk.view(), query.clone(), record, 8)?;
            self.place.stale();
            self.show(desk)?;
        }
        Ok(())
    }

    /// Puts the cursor on the row of a line below the heading.
    pub fn point(&mut self, line: u16) {
        self.rows.point(usize::from(line / self.lines.get()));
    }

    /// How many there are, once that is known.
    pub fn count(&self) -> Option<u64> {
        self.total.get().copied()
    }

    /// How many there are, and where the cursor is among them: `3 of 1 200`.
    pub fn note(&self) -> String {
        let total = self.count().map_or("…".to_owned(), grouped);
        match self.rows.place() {
            Some(place) if self.rows.selected().is_some() => format!("{} of {total}", grouped(place + 1)),
            _ => total,
        }
    }

    /// Draws the first row alone, where there is no room for more.
    pub fn draw_first(&self, canvas: &mut Canvas, area: Rect) {
        if let Some(cells) = self.cells.first() {
            let row = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            self.columns.draw_row(canvas, row, cells, false);
        }
    }

    /// The columns in which a row tells how its record stands and who answers for it.
    pub fn wants(&self) -> u16 {
        self.columns.wants() + 3
    }

    /// Draws the heading and the rows.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, marks: &HashSet<RecordId>, focused: bool) {
        if area.height == 0 || area.width < 4 {
            return;
        }
        let order = self.rows.query().order;
        // What stands last is not taken for a part of the frame.
        let columns = Rect { x: area.x + 2, width: area.width - 3, ..area };
        let lines = folded::lines(canvas, area);
        self.lines.set(lines);
        self.columns.draw_heading(canvas, columns, order.field.map(|field| (field, order.descending)), lines > 1);
        let shown = self.rows.shown(usize::from((area.height - 1) / lines));
        let cursor = self.rows.cursor_shown();
        let first = shown.first().and_then(|record| self.cells.iter().position(|cells| cells.id == record.id));
        let Some(first) = first else { return };
        let tops = (area.y + 1..area.bottom()).step_by(usize::from(lines));
        for (place, (cells, y)) in self.cells[first..].iter().take(shown.len()).zip(tops).enumerate() {
            let row = Rect { y, height: lines.min(area.bottom() - y), ..area };
            let pointed = place == cursor;
            let selected = pointed && focused;
            let sign = match (pointed, marks.contains(&cells.id)) {
                (true, true) => canvas.look.sign("▶✓", ">+"),
                (true, false) if focused => canvas.look.sign("▶", ">"),
                (true, false) => "",
                (false, true) => canvas.look.sign(" ✓", " +"),
                (false, false) => "",
            };
            let role = match (selected, focused) {
                (true, _) => Role::Selected,
                (_, true) => Role::Accent,
                (_, false) => Role::Quiet,
            };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(row, style);
                canvas.cursor = Some((area.x, y).into());
            }
            canvas.put(area.x, y, 2, sign, role);
            self.columns.draw_row(canvas, Rect { y, height: row.height, ..columns }, cells, selected);
        }
    }
}
