//! Everything about one record: what it says, all that is within two steps of it with where it stands, and what mentions it
//! in words. The answer to “show me everything about this”, of any record.

mod around;
mod folder;
mod glance;
mod mentioned;
mod sheet;

pub use glance::glance;

use crate::domain::system;

use super::feature::Feature;
use super::reading::{Of, Reading};

pub use folder::{Handed, handed};

/// Everything about a record.
pub static FEATURE: Feature = Feature { readings: &[&ABOUT], ..Feature::PLAIN };

/// A record with all that is around it.
pub static ABOUT: Reading = Reading {
    title: "Everything about it",
    about: "Shows everything about a record of any register: what is within two steps of it, and what mentions it",
    more: "What it says; then, register by register, each record that points to it or to which it points, and each that is \
           one step further, with where it stands, who answers for it, and how it hangs together; then what mentions it in \
           words, by its number or its title. People are named and not stepped over, and neither is what is about many \
           things at once, such as evidence: else everything would be about everything. Name the record by its number, or \
           by its title where no other bears that. What so many hang on that it belongs to all of them is counted.",
    of: Of::Any,
    ..Reading::new(&system::REGISTER, "about", sheet::read)
};
