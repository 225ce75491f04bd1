//! What somebody who leaves answers for, handed over to somebody else in one step.

use crate::domain::action;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::person::{self, Person, PersonField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Act, Error, Proposal, View};

use super::Trouble;
use super::feature::Feature;
use super::operation::{About, Ask, NEEDED_REASON, Operation, Preview, Said, Says, Scene, Way, Why};

/// Handing over what somebody answers for.
pub static FEATURE: Feature = Feature { operations: &[&HAND_OVER], ..Feature::PLAIN };

/// Who takes it.
static TO: Field = Field::new("to", "To", "Who takes it", Kind::Person).required();

static LEFT: Field = Field::new("left", "Left", "The person has left and takes part no more", Kind::YesNo);

/// Everything open that somebody answers for goes to somebody else.
pub static HAND_OVER: Operation = Operation {
    title: "Hand over",
    help: "Hands everything open that somebody answers for over to somebody else, in one step",
    more: "Hands everything open that somebody answers for over to somebody else, in one step that can be taken back. What is \
           done and waits for confirmation keeps the name of who did it.",
    asks: &[
        Ask::option(&TO).needed(),
        Ask::flag(&LEFT, "left", "The person has left and takes part no more"),
        Ask::option(&NEEDED_REASON).needed(),
    ],
    ways: &[Way::form(&["X"], "Hand over", "Hand everything open that a person answers for over to somebody else")
        .unless(holds_nothing)],
    among: Some(takers),
    previews: Some(preview),
    propose: |scene, said| {
        let (from, to) = (scene.record()?, taker(scene, &said)?);
        Ok(hand_over(&held(scene.view, from.id)?, from, to.id, said.yes(&LEFT)))
    },
    says: |scene, outcome| {
        let Some(from) = scene.any_record() else { return Ok(Says::default()) };
        let (people, others): (Vec<_>, Vec<_>) =
            outcome.changed.iter().partition(|changed| *changed.register == person::REGISTER);
        let record = others.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        let to = record.and_then(|record| record.link(record.register.position("owner")?));
        let to = to.map(|to| scene.view.record(to)).transpose()?.flatten();
        let to = to.map_or(String::new(), |to| format!(" to {}", to.title()));
        let left = if people.is_empty() { String::new() } else { format!("; {} is active no more", from.title()) };
        let says = format!("{} handed over from {}{to}{left}", others.len(), from.title());
        Ok(Says::instead([says]))
    },
    nothing: Some(|scene| Ok(scene.any_record().map_or(String::new(), nothing))),
    ..Operation::by_itself(&["handover"], About::Record(&person::REGISTER))
};

fn nothing(from: &Record) -> String {
    format!("{} answers for nothing that is open", from.title())
}

fn holds_nothing(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let from = scene.record()?;
    let count = held(scene.view, from.id)?.count();
    Ok(Why::when(count == 0, || nothing(from)))
}

/// Who can take what somebody answers for.
fn takers(scene: &Scene) -> Result<Vec<(&'static Field, Vec<RecordId>)>, Trouble> {
    let from = scene.record()?;
    let people = scene.view.page(&Query::new(&person::REGISTER))?.records;
    let others = people.iter().filter(|one| one.id != from.id && Person(one).active() != Some(false));
    Ok(vec![(&TO, others.map(|one| one.id).collect())])
}

/// Who takes it.
fn taker(scene: &Scene, said: &Said) -> Result<Record, Trouble> {
    let from = scene.record()?;
    let to = scene.view.record(said.needed_link(&TO)?)?;
    let to = to.ok_or_else(|| Trouble::input("Whoever is to take it is not there any more"))?;
    if from.id == to.id {
        return Err(Trouble::Input(format!("{} can't hand over to themselves; name somebody else", from.title())));
    }
    if Person(&to).active() == Some(false) {
        return Err(Trouble::Input(format!("{} takes part no more; name somebody who does", to.title())));
    }
    Ok(to)
}

fn preview(scene: &Scene, said: &Said) -> Result<Preview, Trouble> {
    let (from, to) = (scene.record()?, taker(scene, said)?);
    let found = held(scene.view, from.id)?;
    let mut lines = Vec::new();
    for (register, records) in &found.parts {
        lines.extend(records.iter().map(|record| format!("  {} {}", record.reference(), record.title())));
        lines.push(format!("{}: {}", register.plural, records.len()));
    }
    let mut brief = found.words();
    brief.push("What is done and waits for confirmation keeps the name of who did it.".to_owned());
    let would = match found.count() {
        0 if !said.yes(&LEFT) => nothing(from),
        count => format!("{count} would go to {}; nothing was changed", to.title()),
    };
    let question = format!("Hand over to {}?", to.title());
    Ok(Preview { question, yes: "Hand over", brief, lines, would })
}

/// What somebody answers for and that is not over, a register at a time.
#[derive(Debug, Default)]
pub struct Held {
    /// Of each record no more is known than its title and who answers for it.
    pub parts: Vec<(&'static Register, Vec<Record>)>,
}

impl Held {
    /// How many records there are in all.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|(_, records)| records.len()).sum()
    }

    /// Each register with how many of it: `6 actions`.
    pub fn words(&self) -> Vec<String> {
        self.parts
            .iter()
            .map(|(register, records)| match records.len() {
                1 => format!("1 {}", register.singular()),
                count => format!("{count} {}", register.plural),
            })
            .collect()
    }
}

/// The field that says who answers for a register's records.
fn owner(register: &'static Register) -> Option<&'static Field> {
    register.field("owner").filter(|field| field.kind == Kind::Person && !field.by_move)
}

/// The states in which a record is still somebody's to see to. What is done waits for others: who did it stays named.
fn running(register: &'static Register) -> Option<Filter> {
    let machine = register.machine?;
    let states = if *register == action::REGISTER { machine.due_in } else { machine.open };
    let field = register.field(machine.field)?;
    Some(Filter::Is(field, states.iter().map(|state| Value::Choice(state)).collect()))
}

/// What a person answers for and that is not over.
///
/// # Errors
/// Where the file can't be read.
pub fn held(view: View, person: RecordId) -> Result<Held, Error> {
    let mut held = Held::default();
    for register in CATALOGUE.registers() {
        let Some(field) = owner(register) else { continue };
        let mut filters = vec![Filter::to(field, person)];
        filters.extend(running(register));
        let read: Vec<_> = register.title().into_iter().chain([field]).collect();
        let records = view.page(&Query { filters, ..Query::new(register) }.only(&read))?.records;
        if !records.is_empty() {
            held.parts.push((register, records));
        }
    }
    Ok(held)
}

/// Hands all of it over, in one transaction; with `leaves`, the person takes part no more.
pub fn hand_over(held: &Held, from: &Record, to: RecordId, leaves: bool) -> Proposal {
    let mut acts = Vec::new();
    for (register, records) in &held.parts {
        let Some(field) = owner(register) else { continue };
        for record in records {
            let change = FieldChange { field, before: record.get(field.name).cloned(), after: Some(Value::Link(to)) };
            acts.push(Act::Edit { record: record.id, based_on: record.revision, fields: vec![change] });
        }
    }
    if leaves {
        let field = PersonField::Active.field();
        let change = FieldChange { field, before: from.get(field.name).cloned(), after: Some(Value::YesNo(false)) };
        acts.push(Act::Edit { record: from.id, based_on: from.revision, fields: vec![change] });
    }
    Proposal::of(acts)
}
