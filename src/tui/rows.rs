//! The rows of a list that are at hand: a stretch of a list of any length, read as the cursor moves.

use std::cell::Cell;

use crate::domain::identity::RecordId;
use crate::domain::record::{Fields, Record};
use crate::store::list::Query;
use crate::store::{Error, View};

use super::scroll::Step;

/// Rows read at once.
const STRETCH: u32 = 80;

/// Rows at hand before those farthest from the cursor are let go.
const AT_HAND: usize = 600;

/// A list of which only a stretch is at hand.
#[derive(Debug)]
pub struct Rows {
    query: Query,
    records: Vec<Record>,
    /// Whether there are rows before and after those at hand.
    before: bool,
    after: bool,
    /// The first row that is shown, and the row of the cursor, among those at hand.
    top: usize,
    cursor: usize,
    /// How many rows the list has before those at hand, where it is known.
    offset: Option<u64>,
    /// The rows that the screen has room for, as of the last frame.
    room: Cell<usize>,
}

impl Rows {
    /// The beginning of a list.
    pub fn first(view: View, query: Query) -> Result<Self, Error> {
        let mut rows = Self {
            query,
            records: Vec::new(),
            before: false,
            after: false,
            top: 0,
            cursor: 0,
            offset: Some(0),
            room: Cell::new(24),
        };
        rows.go_first(view)?;
        Ok(rows)
    }

    /// The list from a record on that may have left it, with the cursor as far down the screen as it was.
    pub fn at(view: View, query: Query, record: RecordId, down: usize) -> Result<Self, Error> {
        let mut rows = Self::first(view, query)?;
        rows.settle(view, record, down)?;
        Ok(rows)
    }

    /// What is listed.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Reads these fields of each record from now on; gives those that were read before.
    pub fn read_fields(&mut self, fields: Fields) -> Fields {
        std::mem::replace(&mut self.query.fields, fields)
    }

    /// The records that are shown, at most as many as there is room for; the room is remembered for paging.
    pub fn shown(&self, room: usize) -> &[Record] {
        self.room.set(room.max(1));
        let top = self.top_for(room.max(1));
        &self.records[top..(top + room).min(self.records.len())]
    }

    /// The cursor's place among the rows that are shown.
    pub fn cursor_shown(&self) -> usize {
        self.cursor - self.top_for(self.room.get())
    }

    /// The record under the cursor.
    pub fn selected(&self) -> Option<&Record> {
        self.records.get(self.cursor)
    }

    /// The records at hand.
    pub fn at_hand(&self) -> &[Record] {
        &self.records
    }

    /// The cursor's place in the whole list, from 0, where it is known.
    pub fn place(&self) -> Option<u64> {
        self.offset.map(|offset| offset + self.cursor as u64)
    }

    /// Tells the cursor's place in the whole list.
    pub fn set_place(&mut self, record: RecordId, place: u64) {
        if self.selected().is_some_and(|selected| selected.id == record) {
            self.offset = place.checked_sub(self.cursor as u64);
        }
    }

    /// The number of rows, where all are at hand.
    pub fn total(&self) -> Option<u64> {
        (!self.before && !self.after).then_some(self.records.len() as u64)
    }

    /// Moves the cursor; says whether it moved.
    pub fn go(&mut self, view: View, step: Step) -> Result<bool, Error> {
        let was = self.selected().map(|record| record.id);
        let by = step.rows(self.room.get());
        match step {
            Step::First => self.go_first(view)?,
            Step::Last => self.go_last(view)?,
            step if step.is_back() => self.up(view, by)?,
            _ => self.down(view, by)?,
        }
        Ok(self.selected().map(|record| record.id) != was)
    }

    /// Puts the cursor on a record of the list; says whether the list has it.
    pub fn go_to(&mut self, view: View, record: RecordId) -> Result<bool, Error> {
        if let Some(place) = self.records.iter().position(|one| one.id == record) {
            match place.checked_sub(self.cursor) {
                Some(down) => self.down(view, down)?,
                None => self.up(view, self.cursor - place)?,
            }
            return Ok(true);
        }
        let is_there = self.has(view, record)?;
        if is_there {
            self.settle(view, record, self.room.get() / 3)?;
        }
        Ok(is_there)
    }

    /// Puts the cursor on a row that is shown, for the mouse.
    pub fn point(&mut self, shown: usize) {
        self.cursor = (self.top_for(self.room.get()) + shown).min(self.records.len().saturating_sub(1));
    }

    /// Reads the same stretch anew: the cursor stays on its record, at its place on the screen.
    pub fn refresh(&mut self, view: View) -> Result<(), Error> {
        let down = self.cursor_shown();
        match self.selected().map(|record| record.id) {
            Some(record) => {
                let at_the_top = self.top == 0;
                self.settle(view, record, down)?;
                // What came in above the first row is shown, where the first row was in sight.
                if at_the_top && !self.before && self.cursor < self.room.get() {
                    self.top = 0;
                }
                Ok(())
            }
            None => self.go_first(view),
        }
    }

    /// Reads the same stretch anew after something was done with the record under the cursor: it is on it still, where that
    /// stayed among its neighbours, and otherwise on the record that came next, at the same place on the screen.
    pub fn go_on(&mut self, view: View) -> Result<(), Error> {
        /// So many neighbours are looked for; the farther ones are not next to it.
        const FEW: usize = 8;
        let (at, down) = (self.cursor, self.cursor_shown());
        let before: Vec<RecordId> = self.records.iter().map(|record| record.id).collect();
        let (next, last) = (before.iter().skip(at + 1).take(FEW), before.iter().take(at).rev().take(FEW));
        let mut still = [None, None];
        for (found, ids) in still.iter_mut().zip([next.copied().collect::<Vec<_>>(), last.copied().collect()]) {
            for id in ids {
                if self.has(view, id)? {
                    *found = Some(id);
                    break;
                }
            }
        }
        self.refresh(view)?;
        let place = |id: &Option<RecordId>| id.map(|id| self.records.iter().position(|record| record.id == id));
        let [next, last] = &still;
        let same = self.selected().map(|record| record.id) == before.get(at).copied();
        let stayed = same
            && place(next).is_none_or(|next| next.is_some_and(|next| self.cursor < next))
            && place(last).is_none_or(|last| last.is_some_and(|last| last < self.cursor));
        match next.or(*last).filter(|_| !stayed) {
            Some(id) => self.settle(view, id, down),
            None => Ok(()),
        }
    }

    /// Whether the list has a record.
    fn has(&self, view: View, record: RecordId) -> Result<bool, Error> {
        let there = Query { after: Some(record), including: true, limit: Some(1), ..self.query.clone() };
        Ok(view.page(&there)?.records.first().is_some_and(|first| first.id == record))
    }

    fn settle(&mut self, view: View, record: RecordId, down: usize) -> Result<(), Error> {
        let from = Query { after: Some(record), including: true, limit: Some(STRETCH), ..self.query.clone() };
        let page = view.page(&from)?;
        if page.records.is_empty() {
            return self.go_last(view);
        }
        self.after = page.more;
        self.records = page.records;
        self.cursor = 0;
        self.top = 0;
        self.before = true;
        self.offset = None;
        self.fill_before(view)?;
        self.top = self.cursor.saturating_sub(down);
        Ok(())
    }

    fn go_first(&mut self, view: View) -> Result<(), Error> {
        let page = view.page(&Query { limit: Some(STRETCH), ..self.query.clone() })?;
        self.records = page.records;
        self.after = page.more;
        self.before = false;
        self.offset = Some(0);
        self.cursor = 0;
        self.top = 0;
        Ok(())
    }

    fn go_last(&mut self, view: View) -> Result<(), Error> {
        let page = view.page(&Query { backward: true, limit: Some(STRETCH), ..self.query.clone() })?;
        self.records = page.records;
        self.records.reverse();
        self.before = page.more;
        self.after = false;
        self.offset = if self.before { None } else { Some(0) };
        self.cursor = self.records.len().saturating_sub(1);
        self.top = self.records.len().saturating_sub(self.room.get());
        Ok(())
    }

    fn down(&mut self, view: View, by: usize) -> Result<(), Error> {
        while self.after && self.cursor + by >= self.records.len() {
            let Some(last) = self.records.last() else { break };
            let page = view.page(&Query { after: Some(last.id), limit: Some(STRETCH), ..self.query.clone() })?;
            self.after = page.more && !page.records.is_empty();
            self.records.extend(page.records);
            if self.records.len() > AT_HAND && self.top > STRETCH as usize {
                let gone = self.top - STRETCH as usize;
                self.records.drain(..gone);
                self.top -= gone;
                self.cursor -= gone;
                self.before = true;
                self.offset = self.offset.map(|offset| offset + gone as u64);
            }
        }
        self.cursor = (self.cursor + by).min(self.records.len().saturating_sub(1));
        let room = self.room.get();
        if self.cursor >= self.top + room {
            // Moves the window by most of a page, so that a long way down repaints seldom.
            self.top = if by == 1 { self.cursor - room / 4 } else { self.cursor + 1 - room };
        }
        Ok(())
    }

    fn up(&mut self, view: View, by: usize) -> Result<(), Error> {
        while self.before && by > self.cursor {
            self.fill_before(view)?;
        }
        self.cursor = self.cursor.saturating_sub(by);
        if self.cursor < self.top {
            let room = self.room.get();
            if by == 1 && self.before && self.cursor < room {
                self.fill_before(view)?;
            }
            self.top = if by == 1 { (self.cursor + room / 4 + 1).saturating_sub(room) } else { self.cursor };
        }
        Ok(())
    }

    fn fill_before(&mut self, view: View) -> Result<(), Error> {
        let Some(first) = self.records.first() else { return Ok(()) };
        let query = Query { after: Some(first.id), backward: true, limit: Some(STRETCH), ..self.query.clone() };
        let page = view.page(&query)?;
        let came = page.records.len();
        self.before = page.more && came > 0;
        self.records.splice(0..0, page.records.into_iter().rev());
        self.cursor += came;
        self.top += came;
        self.offset = if self.before { self.offset.map(|offset| offset.saturating_sub(came as u64)) } else { Some(0) };
        if self.records.len() > AT_HAND {
            let kept = (self.cursor + AT_HAND / 2).min(self.records.len());
            self.after |= kept < self.records.len();
            self.records.truncate(kept);
        }
        Ok(())
    }

    /// The first row that is shown in a room that may have changed since the cursor moved.
    fn top_for(&self, room: usize) -> usize {
        let top = self.top.min(self.cursor);
        let top = if self.cursor >= top + room { self.cursor + 1 - room } else { top };
        // No empty rows at the end while there are rows before.
        top.min(self.records.len().saturating_sub(room).max(if self.after { top } else { 0 }))
    }
}
