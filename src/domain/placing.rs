//! What it takes that something open is placed: somebody who answers for it, and a day. What was only captured is neither
//! done nor gone.

use super::field::{Field, Kind};
use super::record::Record;
use super::register::Register;

/// By what the records of a register are placed, as its declaration says.
#[derive(Debug)]
pub struct Placing {
    /// Who answers for it.
    pub owner: &'static Field,
    /// Its day, where its register has one that an edit sets.
    pub day: Option<&'static Field>,
    /// The states in which it is still to be placed; every one where its register has none.
    states: Vec<&'static str>,
}

impl Placing {
    /// That of a register; none where an edit names nobody who answers for a record, or nothing of it is ever to be done.
    pub fn of(register: &'static Register) -> Option<Self> {
        let owner = register.field("owner").filter(|field| field.kind == Kind::Person && !field.by_move)?;
        let deadline = register.deadline();
        let Some(machine) = register.machine else {
            // What has no states runs for ever; it is looked after by somebody, and its day is no day of an end.
            return deadline.map(|_| Self { owner, day: None, states: Vec::new() });
        };
        // What is done waits for others, whoever answered for it.
        let states = match machine.due_in {
            [] => machine.open.to_vec(),
            due_in => {
                let begins = machine.open.iter().filter(|state| **state == machine.initial && !due_in.contains(state));
                due_in.iter().chain(begins).copied().collect()
            }
        };
        Some(Self { owner, day: deadline.filter(|field| !field.by_move), states })
    }

    /// The states in which it is still to be placed; empty where its register has none.
    pub fn states(&self) -> &[&'static str] {
        &self.states
    }
}

/// What a record lacks so that it is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacks {
    pub owner: bool,
    pub day: bool,
}

impl Lacks {
    /// What of a record is to be filled in; none where it is placed, or nothing of it is to be done any more.
    pub fn of(record: &Record) -> Option<Self> {
        let placing = Placing::of(record.register).filter(|_| !record.voided)?;
        let open =
            record.register.machine.is_none() || record.state().is_some_and(|state| placing.states.contains(&state));
        let empty = |field: &'static Field| record.get(field.name).is_none();
        let lacks = Self { owner: empty(placing.owner), day: placing.day.is_some_and(empty) };
        Some(lacks).filter(|lacks| open && (lacks.owner || lacks.day))
    }

    /// In words: `nobody answers for it, no day`.
    pub fn words(self) -> &'static str {
        match (self.owner, self.day) {
            (true, true) => "nobody answers for it, no day",
            (true, false) => "nobody answers for it",
            _ => "no day",
        }
    }
}
