//! Where it is shown: what can be read and what can be done in one place, each declared once beside its feature. The
//! screens open a place by its key and show its panes; they know none of them.

use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::{Error, View};

use super::feature::FEATURES;
use super::operation::{Operation, Why};
use super::reading::{Reading, Wanted};

/// A place.
#[derive(Debug)]
pub struct Place {
    /// By what programs and tests call it: `trends`.
    pub name: &'static str,
    /// What it is called: `Trends`.
    pub title: &'static str,
    /// What is there, in a sentence.
    pub about: &'static str,
    /// The keys that lead there from everywhere.
    pub keys: &'static [&'static str],
    pub layout: Layout,
    /// What it shows. One list alone is the list of its register; one special pane alone has the screen to itself.
    pub panes: &'static [Pane],
    /// What can be done there, where that is more than can be done with any record and any sheet.
    pub spot: Option<&'static Spot>,
    /// The record that its panes are about, where they are about one.
    pub meant: Meant,
}

/// Where keys do what they do nowhere else: in a place, or in a part of one.
#[derive(Debug)]
pub struct Spot {
    /// Where that is, in words: `On the audits`.
    pub label: &'static str,
    /// The topic of the manual that tells of it, by its name.
    pub topic: &'static str,
    /// What can be done there, the most likely first.
    pub operations: &'static [&'static Operation],
    /// What can be done there less often than what the screens do by themselves.
    pub rarer: &'static [&'static Operation],
}

/// The record that somebody means who names none.
pub type Meant = fn(View) -> Result<Option<Record>, Error>;

/// What is wanted of a sheet where a record is meant, or why there is nothing to be read.
pub type Wants = fn(View, Option<&Record>) -> Result<Result<Wanted, Why>, Error>;

/// How its panes share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One at a time, the others by their names.
    Tabs,
    /// All of them, in as many columns as there is room for.
    Columns,
}

/// A part of a place.
#[derive(Debug)]
pub enum Pane {
    /// What is read of something.
    Sheet { reading: &'static Reading, wanted: Wants },
    /// The records of a register that a filter keeps, as it is typed, in an order.
    Records {
        title: &'static str,
        register: &'static Register,
        filter: fn(Option<&Record>) -> String,
        order: &'static str,
    },
    /// What the screens have a pane or a screen of its own for.
    Special(&'static str),
}

impl Place {
    /// One of which nothing more is said: a base for declarations.
    pub const fn new(name: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { name, title, about, keys: &[], layout: Layout::Tabs, panes: &[], spot: None, meant: |_| Ok(None) }
    }
}

impl Pane {
    /// A sheet of a whole register.
    pub const fn sheet(reading: &'static Reading) -> Self {
        Self::Sheet { reading, wanted: |_, _| Ok(Ok(Wanted::default())) }
    }
}

/// A place is told from another by its name.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Place {}

/// A spot is told from another by what it is called.
impl PartialEq for Spot {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label
    }
}

impl Eq for Spot {}

impl std::hash::Hash for Spot {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.label.hash(state);
    }
}

/// Every place, in the order of their keys.
pub fn all() -> Vec<&'static Place> {
    let mut places: Vec<_> = FEATURES.iter().flat_map(|feature| feature.places.iter().copied()).collect();
    places.sort_by_key(|place| place.keys);
    places
}
