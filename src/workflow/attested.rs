//! What is attested: that it still stands on what it was attested by.

use crate::domain::action;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::rules::Missing;
use crate::store::list::{Filter, Query};

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::today::source::{Said, Source, Which};

/// What is attested.
pub static FEATURE: Feature = Feature { checks: &[&PROVEN], today: &[&FALLEN], ..Feature::PLAIN };

static PROVEN: Check = Check {
    name: "proven",
    clauses: &["7.5.3", "10.2"],
    says: "What is attested still stands on what it was attested by: nothing of that was changed or taken away since.",
    register: &action::REGISTER,
    begins: None,
    judge,
};

/// What was attested and is no longer proven, so that somebody has to look again.
static FALLEN: Source = Source {
    name: "no-longer-proven",
    part: Which::Look,
    rank: 6,
    among: |look| {
        let registers = look.view.registers_no_longer_proven()?.into_iter();
        Ok(registers.map(|register| Query::those(register, [Filter::fallen()])).collect())
    },
    says: |_, _| Ok(Some(Said::why("no longer proven"))),
};

/// The records of a register whose state attests something.
fn attested(register: &'static Register) -> Option<Query> {
    let machine = register.machine?;
    let states: Vec<_> = machine.attested.iter().flat_map(|one| one.states).copied().collect();
    Some(Query::those(register, [Filter::one_of(register.field(machine.field)?, &states)]))
}

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let all: Vec<_> = CATALOGUE.registers().filter(|register| register.attests()).filter_map(attested).collect();
    let mut found = inspection.among(&all.iter().collect::<Vec<_>>(), "Nothing is attested yet")?;
    let view = inspection.view;
    let mut told = Vec::new();
    for record in view.no_longer_proven(found.room() as usize)? {
        let why = view.why_no_longer_proven(record.id)?.unwrap_or_default();
        let state = record.register.machine.map_or("", |machine| machine.field.as_str());
        told.push(Missing::at(&record, state, why));
    }
    found.of(view.count_no_longer_proven()?, told);
    Ok(found.verdict())
}
