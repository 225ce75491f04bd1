//! What is in sight of a sheet: a window over its rows, and a cursor over the rows at which it stops. What has no row to
//! stop at is rolled through; the cursor then waits out of sight.

use std::cell::{Cell, RefCell};

use crate::tui::scroll::{Step, in_sight};

/// Where the cursor stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its first row.
    pub row: usize,
    /// Its rows.
    pub height: usize,
    /// Whether it stands at the right of the one before it, in the same row.
    pub beside: bool,
}

/// A window with a cursor.
#[derive(Debug, Default)]
pub struct Sight {
    /// The stop under the cursor.
    cursor: usize,
    /// The place of each stop: a row each, one below the other, until it is drawn.
    stops: RefCell<Vec<Place>>,
    top: Cell<usize>,
    /// The rows that are in sight, and those that there are.
    room: Cell<usize>,
    all: Cell<usize>,
    /// Whether the window is to follow the cursor.
    follows: Cell<bool>,
}

impl Place {
    /// A row of its own.
    pub fn below(row: usize) -> Self {
        Self { row, height: 1, beside: false }
    }
}

/// The leftmost of the stops in the same row.
fn leftmost(stops: &[Place], stop: usize) -> usize {
    (0..=stop).rev().find(|stop| stops.get(*stop).is_some_and(|one| !one.beside)).unwrap_or(0)
}

/// As far to the right of the leftmost of a row as there is a stop.
fn along(stops: &[Place], leftmost: usize, right: usize) -> usize {
    let others = leftmost + 1..=leftmost + right;
    others.take_while(|stop| stops.get(*stop).is_some_and(|one| one.beside)).last().unwrap_or(leftmost)
}

impl Sight {
    /// Begins anew over so many stops, with the cursor on one of them. What was rolled to stays in sight.
    pub fn put(&mut self, cursor: usize, stops: usize) {
        let rolled = self.is_drawn() && self.cursor().is_none();
        self.cursor = cursor.min(stops.saturating_sub(1));
        *self.stops.get_mut() = (0..stops).map(Place::below).collect();
        self.follows.set(!rolled);
    }

    /// Brings the cursor into sight.
    pub fn show(&mut self) {
        self.follows.set(true);
    }

    fn is_drawn(&self) -> bool {
        self.all.get() > 0
    }

    /// The stop under the cursor, where that is in sight.
    pub fn cursor(&self) -> Option<usize> {
        let row = self.stops.borrow().get(self.cursor)?.row;
        let top = self.top.get();
        (self.follows.get() || (top..top + self.room.get()).contains(&row)).then_some(self.cursor)
    }

    /// Whether there is more than the window shows.
    pub fn more_below(&self) -> bool {
        self.top.get() + self.room.get() < self.all.get()
    }

    /// Moves the cursor, or the window where no stop is as near as the step goes.
    pub fn step(&mut self, step: Step) {
        let (room, top) = (self.room.get(), self.top.get());
        let by = step.rows(room);
        let bottom = top + room.max(1) - 1;
        let seen = self.cursor();
        let stops = self.stops.get_mut();
        let found = match seen {
            Some(cursor) if by == 1 && step.is_back() => leftmost(stops, cursor).checked_sub(1),
            Some(cursor) if by == 1 => (cursor + 1..stops.len()).find(|stop| !stops[*stop].beside),
            Some(cursor) if step.is_back() => {
                let to = stops[cursor].row.saturating_sub(by);
                (0..cursor).find(|stop| stops[*stop].row >= to)
            }
            Some(cursor) => {
                let to = stops[cursor].row.saturating_add(by);
                (cursor + 1..stops.len()).rev().find(|stop| stops[*stop].row <= to)
            }
            None if step.is_back() => {
                stops.iter().rposition(|stop| (top.saturating_sub(by)..=bottom).contains(&stop.row))
            }
            None => stops.iter().position(|stop| (top..=bottom.saturating_add(by)).contains(&stop.row)),
        };
        // What stands side by side is gone through in its column, but to an end.
        let found = match (seen, found) {
            (Some(cursor), Some(found)) if by != usize::MAX => {
                Some(along(stops, leftmost(stops, found), cursor - leftmost(stops, cursor)))
            }
            _ => found,
        };
        let near = |stop: &usize| {
            let row = stops[*stop].row;
            self.follows.get() || (top.saturating_sub(by)..=bottom.saturating_add(by)).contains(&row) || row < top
        };
        match found.filter(|stop| *stop < stops.len()).filter(near) {
            Some(stop) => {
                self.cursor = stop;
                self.follows.set(true);
            }
            None => {
                self.follows.set(false);
                let rolled = if step.is_back() { top.saturating_sub(by) } else { top.saturating_add(by) };
                self.top.set(rolled.min(self.all.get().saturating_sub(room)));
            }
        }
    }

    /// Moves the cursor to the stop before it, or after it.
    pub fn aside(&mut self, back: bool) {
        let to = if back { self.cursor.checked_sub(1) } else { Some(self.cursor + 1) };
        if let Some(to) = to.filter(|to| *to < self.stops.get_mut().len()) {
            self.cursor = to;
        }
        self.follows.set(true);
    }

    /// The first row to show of so many, with the places of the stops. What stands above the first stop is in sight with it;
    /// where that is more than a window holds, a sheet opens at its beginning.
    pub fn window(&self, stops: Vec<Place>, room: usize, all: usize) -> usize {
        let opens_above = |stop: &Place| !self.is_drawn() && leftmost(&stops, self.cursor) == 0 && stop.row >= room;
        let followed = stops.get(self.cursor).copied().filter(|_| self.follows.take());
        if let Some(stop) = followed.filter(|stop| !opens_above(stop)) {
            let row = stop.row;
            let first = if leftmost(&stops, self.cursor) == 0 && row < room { 0 } else { row };
            in_sight(&self.top, first..row + stop.height.min(room.max(1)), room, all);
        }
        self.top.set(self.top.get().min(all.saturating_sub(room)));
        self.room.set(room);
        self.all.set(all);
        *self.stops.borrow_mut() = stops;
        self.top.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: std::ops::Range<usize>) -> Vec<Place> {
        rows.map(Place::below).collect()
    }

    /// Stops at the rows 2 to 9, and prose to row 39.
    fn drawn() -> Sight {
        let mut sight = Sight::default();
        sight.put(0, 8);
        sight.window(rows(2..10), 10, 40);
        sight
    }

    #[test]
    fn every_row_comes_into_sight_by_one_key() {
        let mut sight = drawn();
        for key in 0..100 {
            sight.step(Step::Down);
            let top = sight.window(rows(2..10), 10, 40);
            assert_eq!(sight.cursor().is_some(), top < 10, "{key}: {top}");
        }
        assert!(!sight.more_below() && sight.cursor().is_none(), "the end is in sight, and nothing is selected there");
        for _ in 0..100 {
            sight.step(Step::Up);
            sight.window(rows(2..10), 10, 40);
        }
        assert_eq!((sight.cursor(), sight.window(rows(2..10), 10, 40)), (Some(0), 0));
    }

    #[test]
    fn pages_and_ends_are_reached() {
        let mut sight = drawn();
        sight.step(Step::Last);
        assert_eq!(sight.window(rows(2..10), 10, 40), 0, "the last stop first");
        sight.step(Step::Last);
        assert_eq!(sight.window(rows(2..10), 10, 40), 30);
        sight.step(Step::First);
        sight.step(Step::First);
        assert_eq!((sight.window(rows(2..10), 10, 40), sight.cursor()), (0, Some(0)));
    }

    #[test]
    fn a_sheet_opens_at_its_beginning_and_stays_where_it_was_rolled_to() {
        let mut sight = Sight::default();
        sight.put(0, 8);
        let stops = || rows(25..33);
        assert_eq!((sight.window(stops(), 10, 40), sight.cursor()), (0, None));
        sight.step(Step::Down);
        assert_eq!(sight.window(stops(), 10, 40), 1);
        sight.put(0, 8);
        assert_eq!((sight.window(stops(), 10, 40), sight.cursor()), (1, None), "read anew");
        while sight.cursor().is_none() {
            sight.step(Step::Down);
            sight.window(stops(), 10, 40);
        }
        assert_eq!(sight.cursor(), Some(0), "and comes to the first stop");
    }

    #[test]
    fn keys_that_come_before_it_is_drawn_go_by_the_stops() {
        let mut sight = Sight::default();
        sight.put(0, 50);
        sight.step(Step::Last);
        sight.step(Step::Up);
        assert_eq!(sight.cursor(), Some(48));
        assert!((31..=48).contains(&sight.window(rows(2..52), 20, 52)));
        assert_eq!(sight.cursor(), Some(48));
    }

    #[test]
    fn what_stands_side_by_side_is_gone_through_in_rows_and_columns() {
        let tile = |place: usize| Place { row: place / 3 * 6, height: 6, beside: !place.is_multiple_of(3) };
        let tiles: Vec<_> = (0..8).map(tile).collect();
        let mut sight = Sight::default();
        sight.put(0, 8);
        let mut step = |steps: &[Step], aside: &[bool]| {
            for one in steps {
                sight.step(*one);
                sight.window(tiles.clone(), 13, 18);
            }
            for back in aside {
                sight.aside(*back);
                sight.window(tiles.clone(), 13, 18);
            }
            (sight.cursor(), sight.window(tiles.clone(), 13, 18))
        };
        assert_eq!(step(&[], &[false, false]), (Some(2), 0));
        assert_eq!(step(&[Step::Down], &[]), (Some(5), 0));
        assert_eq!(step(&[Step::Down], &[]), (Some(7), 5), "the last row is shorter, and comes into sight whole");
        assert_eq!(step(&[Step::Up], &[]), (Some(4), 5), "whole rows only");
        assert_eq!(step(&[Step::Last], &[]), (Some(7), 5));
        assert_eq!(step(&[], &[true, true]), (Some(5), 5));
        assert_eq!(step(&[Step::First], &[]), (Some(0), 0));
        assert_eq!(step(&[Step::PageDown], &[false]), (Some(7), 5), "a page of two rows");
    }
}
