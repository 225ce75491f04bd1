//! A window over rows: where the cursor is, which rows are in sight, and how far each step goes. A page is what is in
//! sight, less the row that stays.

use std::cell::Cell;
use std::ops::Range;

use super::command::Command;

/// A way for the cursor to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfDown,
    HalfUp,
    First,
    Last,
}

impl Step {
    /// The step that a command means among rows, or among choices.
    pub fn of(command: Command) -> Option<Self> {
        Some(match command {
            Command::Down | Command::ChoiceDown => Self::Down,
            Command::Up | Command::ChoiceUp => Self::Up,
            Command::PageDown | Command::ChoicePageDown => Self::PageDown,
            Command::PageUp | Command::ChoicePageUp => Self::PageUp,
            Command::HalfDown => Self::HalfDown,
            Command::HalfUp => Self::HalfUp,
            Command::First => Self::First,
            Command::Last => Self::Last,
            _ => return None,
        })
    }

    /// Whether it goes towards the first row.
    pub fn is_back(self) -> bool {
        matches!(self, Self::Up | Self::PageUp | Self::HalfUp | Self::First)
    }

    /// The rows that it goes by, where so many are in sight; as many as there are where it goes to an end.
    pub fn rows(self, room: usize) -> usize {
        let page = room.max(2) - 1;
        match self {
            Self::Down | Self::Up => 1,
            Self::PageDown | Self::PageUp => page,
            Self::HalfDown | Self::HalfUp => page.div_ceil(2),
            Self::First | Self::Last => usize::MAX,
        }
    }

    /// The row to which it leads from another among so many, of those that can be selected: on in its own direction, back
    /// where there is none.
    pub fn lead(self, from: usize, room: usize, count: usize, selectable: impl Fn(usize) -> bool) -> usize {
        let last = count.saturating_sub(1);
        let by = self.rows(room);
        let to = if self.is_back() { from.saturating_sub(by) } else { from.saturating_add(by).min(last) };
        let before = (0..=to).rev().find(|row| selectable(*row));
        let after = (to..=last).find(|row| selectable(*row));
        let found = if self.is_back() { before.or(after) } else { after.or(before) };
        found.unwrap_or(from.min(last))
    }
}

/// Rows with a cursor, of which a window is in sight. Of a text, the cursor is the first row in sight.
#[derive(Debug, Default)]
pub struct Scroll {
    cursor: usize,
    top: Cell<usize>,
    room: Cell<usize>,
}

impl Scroll {
    /// The row under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor on a row.
    pub fn put(&mut self, row: usize) {
        self.cursor = row;
    }

    /// Begins anew at the first row.
    pub fn begin(&mut self) {
        self.cursor = 0;
        self.top.set(0);
    }

    /// Keeps the cursor among so many rows.
    pub fn settle(&mut self, count: usize) {
        self.cursor = self.cursor.min(count.saturating_sub(1));
    }

    /// Moves the cursor among so many rows.
    pub fn go(&mut self, step: Step, count: usize) {
        self.go_among(step, count, |_| true);
    }

    /// Moves the cursor among so many rows, of which not all can be selected.
    pub fn go_among(&mut self, step: Step, count: usize, selectable: impl Fn(usize) -> bool) {
        self.cursor = step.lead(self.cursor, self.room.get(), count, selectable);
    }

    /// Moves a text of so many rows.
    pub fn roll(&mut self, step: Step, count: usize) {
        self.go(step, count.saturating_sub(self.room.get()) + 1);
    }

    /// Remembers how many rows are in sight.
    pub fn see(&self, room: usize) {
        self.room.set(room);
    }

    /// How many rows were in sight when they were drawn last.
    pub fn room(&self) -> usize {
        self.room.get()
    }

    /// The rows in sight where there is room for so many, the one under the cursor among them.
    pub fn window(&self, room: usize, count: usize) -> Range<usize> {
        self.window_under(0, room, count)
    }

    /// The same; the first rows of all, headings, are in sight with the row below them.
    pub fn window_under(&self, headings: usize, room: usize, count: usize) -> Range<usize> {
        self.see(room);
        let first = if self.cursor <= headings { 0 } else { self.cursor };
        in_sight(&self.top, first..self.cursor + 1, room, count)
    }
}

/// The rows in sight where there is room for so many: the window goes no further than it must to show these rows. Where it
/// began last is kept.
pub fn in_sight(top: &Cell<usize>, shown: Range<usize>, room: usize, count: usize) -> Range<usize> {
    // No empty rows at the end while there are rows before.
    let mut first = top.get().min(shown.start).min(count.saturating_sub(room));
    if shown.end > first + room {
        first = shown.end.saturating_sub(room.max(1));
    }
    top.set(first);
    first.min(count)..(first + room).min(count)
}

/// The row for the cursor after something was done with what it stood on: there still, where that stayed among its
/// neighbours; on what came next otherwise, or before, so that what is to be done next is at hand. `None` where nothing of
/// all that is left.
pub fn onward<T: PartialEq>(before: &[T], at: usize, after: &[T]) -> Option<usize> {
    let now = |one: &T| after.iter().position(|other| other == one);
    let next = before.iter().skip(at + 1).find_map(now);
    let last = before.iter().take(at).rev().find_map(now);
    let same = before.get(at).and_then(now);
    let stayed = same.filter(|row| next.is_none_or(|next| *row < next) && last.is_none_or(|last| last < *row));
    stayed.or(next).or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_sight_and_among_the_rows() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.window(10, 100), 0..10);
        scroll.go(Step::PageDown, 100);
        assert_eq!((scroll.cursor(), scroll.window(10, 100)), (9, 0..10));
        scroll.go(Step::PageDown, 100);
        assert_eq!((scroll.cursor(), scroll.window(10, 100)), (18, 9..19));
        scroll.go(Step::Up, 100);
        assert_eq!(scroll.window(10, 100), 9..19, "the window stays while the cursor is in it");
        scroll.go(Step::Last, 100);
        assert_eq!((scroll.cursor(), scroll.window(10, 100)), (99, 90..100));
        scroll.settle(5);
        assert_eq!((scroll.cursor(), scroll.window(10, 5)), (4, 0..5));
        scroll.go(Step::First, 0);
        assert_eq!((scroll.cursor(), scroll.window(10, 0)), (0, 0..0));
        assert_eq!(scroll.window(0, 5), 0..0, "nothing is seen where there is no room");
    }

    #[test]
    fn what_was_done_makes_room_for_what_comes_next() {
        let on = |before: &str, at: usize, after: &str| {
            let [before, after] = [before, after].map(|rows| rows.chars().collect::<Vec<_>>());
            onward(&before, at, &after).map(|row| after[row])
        };
        assert_eq!(on("abcd", 1, "acd"), Some('c'), "it is gone");
        assert_eq!(on("abcd", 1, "acdb"), Some('c'), "it went to the end");
        assert_eq!(on("abcd", 2, "cabd"), Some('d'), "it went to the beginning");
        assert_eq!(on("abcd", 1, "abcd"), Some('b'), "it stayed");
        assert_eq!(on("abcd", 1, "xaybzcd"), Some('b'), "others came in around it");
        assert_eq!(on("abcd", 1, "ad"), Some('d'), "the next is gone, too");
        assert_eq!(on("abcd", 3, "abc"), Some('c'), "nothing comes next");
        assert_eq!(on("abcd", 3, "dabc"), Some('c'));
        assert_eq!(on("a", 0, "a"), Some('a'));
        assert_eq!(on("a", 0, "b"), None);
        assert_eq!(on("", 0, "b"), None);
    }

    #[test]
    fn what_cannot_be_selected_is_passed_over() {
        let row = |row: usize| row != 0 && row != 5;
        assert_eq!(Step::Down.lead(4, 10, 9, row), 6);
        assert_eq!(Step::Up.lead(6, 10, 9, row), 4);
        assert_eq!(Step::First.lead(6, 10, 9, row), 1, "the first row is none");
        assert_eq!(Step::Up.lead(1, 10, 9, row), 1);
        assert_eq!(Step::Last.lead(1, 10, 6, row), 4);
        assert_eq!(Step::Down.lead(0, 10, 1, |_| false), 0);
    }

    #[test]
    fn a_text_ends_with_its_last_row() {
        let mut text = Scroll::default();
        text.see(10);
        text.roll(Step::Last, 25);
        assert_eq!(text.cursor(), 15);
        text.roll(Step::Last, 5);
        assert_eq!(text.cursor(), 0);
    }
}
