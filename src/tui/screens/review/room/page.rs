//! The page of an item: what stands on it, and the cursor that goes through it.

use std::cell::Cell;

use crate::tui::scroll::Step;
use crate::workflow::sheet::Sign;

use super::super::lead::Lead;
use crate::domain::field::Tone;
use crate::tui::screens::detail::{Item, Mark};

/// A line, or what takes several, of the page.
#[derive(Debug)]
pub struct Entry {
    pub shape: Shape,
    pub lead: Lead,
    /// Whether it is of what was decided and noted, which stands below.
    pub below: bool,
}

impl Entry {
    /// Whether it is an answer that is still wanted.
    fn is_missing(&self) -> bool {
        matches!(&self.shape, Shape::Spoken(Item { mark: Mark::Tone(Tone::Watch), .. }))
    }
}

/// What an entry is drawn as.
#[derive(Debug)]
pub enum Shape {
    /// The item's name, and what stands at its right.
    Title {
        name: String,
        aside: String,
        looking: bool,
        current: bool,
    },
    /// What its input counts, one after another.
    Counts {
        before: String,
        counts: Vec<(Tone, String)>,
    },
    /// A record or a series behind that.
    Row {
        tone: Tone,
        title: String,
        value: String,
        points: Vec<f64>,
        told: Vec<String>,
    },
    /// Something in words, with what it is called.
    Spoken(Item),
    /// The beginning of a part; no row that can be selected.
    Heading(&'static str),
    Decision {
        sign: Sign,
        reference: String,
        text: String,
        result: String,
    },
    Action {
        reference: String,
        text: String,
        owner: String,
        due: String,
        agreed: bool,
    },
    Note {
        sign: Option<Sign>,
        text: String,
        reference: String,
    },
    /// That there is more, and which key shows it.
    More(String),
}

/// The page of an item with a cursor.
#[derive(Debug, Default)]
pub struct Page {
    pub entries: Vec<Entry>,
    pub(super) cursor: usize,
    /// The first row in sight above and below.
    pub(super) tops: [Cell<usize>; 2],
    /// How many entries are in sight.
    pub(super) room: Cell<usize>,
    /// Whether what is as it should be is shown, too.
    pub unfolded: bool,
    /// Whether restricted notes are shown; on this screen, and until another item is looked at.
    pub reveals: bool,
}

impl Page {
    /// Begins anew with another item.
    pub fn turn(&mut self) {
        (self.cursor, self.unfolded, self.reveals) = (0, false, false);
        self.entries.clear();
        self.tops.iter().for_each(|top| top.set(0));
    }

    /// Takes the entries of the item as it stands now.
    pub fn set(&mut self, entries: Vec<Entry>) {
        let first = self.entries.is_empty();
        self.entries = entries;
        // What is in session needs not be taken up: the cursor begins below its name.
        let taken_up = |one: &Entry| matches!(one.shape, Shape::Title { current: true, .. });
        if first && self.entries.first().is_some_and(taken_up) {
            self.cursor = 1;
        }
        self.settle();
    }

    fn settle(&mut self) {
        let last = self.entries.len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        if !self.is_selectable(self.cursor) {
            self.cursor = (self.cursor..=last).find(|at| self.is_selectable(*at)).unwrap_or(0);
        }
    }

    fn is_selectable(&self, at: usize) -> bool {
        self.entries.get(at).is_some_and(|one| !matches!(one.shape, Shape::Heading(_)))
    }

    /// Moves the cursor; headings are passed over.
    pub fn go(&mut self, step: Step) {
        let to = step.lead(self.cursor, self.room.get(), self.entries.len(), |at| self.is_selectable(at));
        self.cursor = to;
    }

    /// Puts the cursor on an entry, where there is one of these.
    pub fn put(&mut self, is_it: impl Fn(&Lead) -> bool) {
        self.cursor = self.entries.iter().position(|one| is_it(&one.lead)).unwrap_or(self.cursor);
    }

    /// How many answers are still wanted on it.
    pub fn missing(&self) -> usize {
        self.entries.iter().filter(|one| one.is_missing()).count()
    }

    /// Puts the cursor on the next answer that is wanted; on the first where none is below it.
    pub fn put_on_missing(&mut self) {
        let below = self.entries.iter().skip(self.cursor).position(Entry::is_missing).map(|at| at + self.cursor);
        self.cursor = below.or(self.entries.iter().position(Entry::is_missing)).unwrap_or(self.cursor);
    }

    /// Where the selected entry leads.
    pub fn lead(&self) -> Option<&Lead> {
        self.entries.get(self.cursor).map(|one| &one.lead)
    }
}
