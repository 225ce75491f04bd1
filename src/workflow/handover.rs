//! What somebody who leaves answers for, handed over to somebody else in one step.

use crate::domain::action;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::person::PersonField;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Act, Error, Proposal, View};

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
        let mut filters = vec![Filter::Is(field, vec![Value::Link(person)])];
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
