//! What is in sight of a sheet: a window over its rows, and a cursor over the rows at which it stops. What has no row to
//! stop at is rolled through; the cursor then waits out of sight.

use std::cell::{Cell, RefCell};

use crate::tui::scroll::{Step, in_sight};

/// A window with a cursor.
#[derive(Debug, Default)]
pub struct Sight {
    /// The stop under the cursor.
    cursor: usize,
    /// The row of each stop: its own place among them, until it is drawn.
    stops: RefCell<Vec<usize>>,
    top: Cell<usize>,
    /// The rows that are in sight, and those that there are.
    room: Cell<usize>,
    all: Cell<usize>,
    /// Whether the window is to follow the cursor.
    follows: Cell<bool>,
}

impl Sight {
    /// Begins anew over so many stops, with the cursor on one of them.
    pub fn put(&mut self, cursor: usize, stops: usize) {
        self.cursor = cursor.min(stops.saturating_sub(1));
        *self.stops.get_mut() = (0..stops).collect();
        self.follows.set(true);
    }

    /// The stop under the cursor, where that is in sight.
    pub fn cursor(&self) -> Option<usize> {
        let row = *self.stops.borrow().get(self.cursor)?;
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
            Some(cursor) if by == 1 => {
                if step.is_back() {
                    cursor.checked_sub(1)
                } else {
                    Some(cursor + 1)
                }
            }
            Some(cursor) if step.is_back() => {
                let to = stops[cursor].saturating_sub(by);
                (0..cursor).find(|stop| stops[*stop] >= to)
            }
            Some(cursor) => {
                let to = stops[cursor].saturating_add(by);
                (cursor + 1..stops.len()).rev().find(|stop| stops[*stop] <= to)
            }
            None if step.is_back() => stops.iter().rposition(|row| (top.saturating_sub(by)..=bottom).contains(row)),
            None => stops.iter().position(|row| (top..=bottom.saturating_add(by)).contains(row)),
        };
        let near = |stop: &usize| {
            let row = stops[*stop];
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

    /// The first row to show of so many, with the rows of the stops. What stands above the first stop is in sight with it.
    pub fn window(&self, stops: Vec<usize>, room: usize, all: usize) -> usize {
        if let Some(row) = stops.get(self.cursor).copied().filter(|_| self.follows.take()) {
            let first = if self.cursor == 0 && row < room { 0 } else { row };
            in_sight(&self.top, first..row + 1, room, all);
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

    /// Stops at the rows 2 to 9, and prose to row 39.
    fn drawn() -> Sight {
        let mut sight = Sight::default();
        sight.put(0, 8);
        sight.window((2..10).collect(), 10, 40);
        sight
    }

    #[test]
    fn every_row_comes_into_sight_by_one_key() {
        let mut sight = drawn();
        for key in 0..100 {
            sight.step(Step::Down);
            let top = sight.window((2..10).collect(), 10, 40);
            assert_eq!(sight.cursor().is_some(), top < 10, "{key}: {top}");
        }
        assert!(!sight.more_below() && sight.cursor().is_none(), "the end is in sight, and nothing is selected there");
        for _ in 0..100 {
            sight.step(Step::Up);
            sight.window((2..10).collect(), 10, 40);
        }
        assert_eq!((sight.cursor(), sight.window((2..10).collect(), 10, 40)), (Some(0), 0));
    }

    #[test]
    fn pages_and_ends_are_reached() {
        let mut sight = drawn();
        sight.step(Step::Last);
        assert_eq!(sight.window((2..10).collect(), 10, 40), 0, "the last stop first");
        sight.step(Step::Last);
        assert_eq!(sight.window((2..10).collect(), 10, 40), 30);
        sight.step(Step::First);
        sight.step(Step::First);
        assert_eq!((sight.window((2..10).collect(), 10, 40), sight.cursor()), (0, Some(0)));
    }

    #[test]
    fn keys_that_come_before_it_is_drawn_go_by_the_stops() {
        let mut sight = Sight::default();
        sight.put(0, 50);
        sight.step(Step::Last);
        sight.step(Step::Up);
        assert_eq!(sight.cursor(), Some(48));
        assert!((31..=48).contains(&sight.window((2..52).collect(), 20, 52)));
        assert_eq!(sight.cursor(), Some(48));
    }
}
