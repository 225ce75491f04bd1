//! Where it is shown: what can be read and what can be done in one place, each declared once beside its feature. The
//! screens open a place by its key and show its panes; they know none of them.

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::store::{Error, View};

use super::feature::FEATURES;
use super::operation::{Operation, Why};
use super::reading::{Reading, Wanted};
use super::sheet::Fact;

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
    /// The record that its panes are about, where they are about one; and how another is chosen, where that can be.
    pub meant: Meant,
    pub chosen: Option<Chosen>,
}

/// The record that the panes of a place are about, chosen among the records of one of them.
#[derive(Debug)]
pub struct Chosen {
    /// The pane in which it is chosen, by its place among them.
    pub pane: usize,
    /// The pane that is come to first, where there is something in it.
    pub first: fn(&Record) -> usize,
    /// The day by which it is placed in time.
    pub day: fn(&Record) -> Option<NaiveDate>,
    /// What is told of it on paper.
    pub report: &'static Reading,
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
    /// One at a time, the others by their names, with what is said of its selected row beside it, or below.
    Beside,
    /// All of them, in as many columns as there is room for.
    Columns,
}

/// A part of a place.
#[derive(Debug)]
pub enum Pane {
    /// What is read of something.
    Sheet { reading: &'static Reading, wanted: Wants },
    /// The records of a register.
    Records(Listed),
    /// What the screens have a pane or a screen of its own for.
    Special(&'static str),
}

/// The records of a register that a filter keeps, as it is typed, in an order.
#[derive(Debug)]
pub struct Listed {
    pub register: &'static Register,
    /// What it is called; and among tabs.
    pub title: &'static str,
    pub tab: &'static str,
    /// Of the record that is meant, where it shows what belongs to one.
    pub filter: fn(Option<&Record>) -> String,
    pub order: &'static str,
    /// What is said where there is none; nothing where that needs no words of its own.
    pub nothing: &'static str,
    pub beside: fn(View, &Record) -> Result<Beside, Error>,
}

/// What is said beside the fields of a record.
#[derive(Debug, Default)]
pub struct Beside {
    pub before: Vec<Fact>,
    pub after: Vec<Fact>,
    /// The fields in whose place it is said.
    pub instead_of: Vec<&'static Field>,
}

impl Listed {
    /// Every record by its number: a base for declarations.
    pub const fn new(title: &'static str, register: &'static Register) -> Self {
        Self {
            register,
            title,
            tab: title,
            filter: |_| String::new(),
            order: "number",
            nothing: "",
            beside: |_, _| Ok(Beside::default()),
        }
    }
}

impl Place {
    /// One of which nothing more is said: a base for declarations.
    pub const fn new(name: &'static str, title: &'static str, about: &'static str) -> Self {
        Self {
            name,
            title,
            about,
            keys: &[],
            layout: Layout::Tabs,
            panes: &[],
            spot: None,
            meant: |_| Ok(None),
            chosen: None,
        }
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

/// What a register is called on the screens: as the place that lists it alone is, where one does.
pub fn name_of(register: &'static Register) -> String {
    let lists = |place: &&Place| matches!(place.panes, [Pane::Records(listed)] if listed.register == register);
    match all().into_iter().find(lists) {
        Some(place) => place.title.to_owned(),
        None if register.single => capital(&register.singular()),
        None => capital(register.plural),
    }
}

/// Every place, in the order of their keys.
pub fn all() -> Vec<&'static Place> {
    let mut places: Vec<_> = FEATURES.iter().flat_map(|feature| feature.places.iter().copied()).collect();
    places.sort_by_key(|place| place.keys);
    places
}
