//! What is within two steps of a record.

use std::collections::{BTreeMap, HashSet};

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::{evidence, note, person, reminder};

use crate::store::{Error, Hanging, View};

/// Of what hangs on the record by one field, so much is read; how much that is in all is known all the same.
const READ: u32 = 100;

/// What more than so many records hang on by one field belongs to all of them, and says nothing of each: criteria of risk,
/// a meeting. They are counted.
const FEW: u32 = 25;

/// A record near another one.
#[derive(Debug)]
pub(super) struct Near {
    pub record: Record,
    /// How they hang together: `its provider`, `through R-37`.
    pub how: String,
}

/// What is within two steps of a record, the nearest first.
#[derive(Debug)]
pub(super) struct Around {
    pub near: Vec<Near>,
    /// How many more of a register point to it than were read.
    pub unread: BTreeMap<&'static str, u64>,
    /// What so many hang on that they are only counted: which, of which register, and how many.
    pub counted: Vec<(Record, &'static Register, u64)>,
    known: HashSet<RecordId>,
}

impl Around {
    pub fn of(view: View, record: &Record) -> Result<Self, Error> {
        let known = HashSet::from([record.id]);
        let mut around = Self { near: Vec::new(), unread: BTreeMap::new(), counted: Vec::new(), known };
        around.links(view, record, None)?;
        for group in view.hanging(record.id, READ)? {
            let unread = group.count.saturating_sub(group.first.len() as u64);
            if unread > 0 {
                *around.unread.entry(group.register.name).or_default() += unread;
            }
            around.hang(group, None);
        }
        if is_everywhere(record.register) {
            return Ok(around);
        }
        let first: Vec<Record> = around.near.iter().map(|near| near.record.clone()).collect();
        for one in first.iter().filter(|one| is_stepped_over(one.register)) {
            around.links(view, one, Some(one))?;
            for group in view.hanging(one.id, FEW)? {
                if group.count > u64::from(FEW) {
                    around.counted.push((one.clone(), group.register, group.count));
                } else {
                    around.hang(group, Some(one));
                }
            }
        }
        Ok(around)
    }

    /// Whether a record is the one itself, or is told of already.
    pub fn knows(&self, id: RecordId) -> bool {
        self.known.contains(&id)
    }

    /// Takes what a record points to.
    fn links(&mut self, view: View, record: &Record, through: Option<&Record>) -> Result<(), Error> {
        let fields = record.register.fields.iter().enumerate().filter(|(_, field)| field.kind.is_link());
        for (place, field) in fields {
            for id in record.links(place).iter().filter(|id| !self.known.contains(id)).copied().collect::<Vec<_>>() {
                let linked = view.record(id)?.filter(|linked| !linked.voided);
                self.take(linked, || how(through, format!("its {}", field.label.to_lowercase())));
            }
        }
        Ok(())
    }

    /// Takes what points to a record by one field.
    fn hang(&mut self, group: Hanging, through: Option<&Record>) {
        let label = group.register.field(&group.relation).map_or(String::new(), |field| field.label.to_lowercase());
        for hanging in group.first {
            let words = if group.relation == "about" { "about it".to_owned() } else { format!("names it as {label}") };
            self.take(Some(hanging), || how(through, words));
        }
    }

    fn take(&mut self, record: Option<Record>, how: impl FnOnce() -> String) {
        let record = record.filter(|record| !is_everywhere(record.register));
        if let Some(record) = record.filter(|record| self.known.insert(record.id)) {
            self.near.push(Near { record, how: how() });
        }
    }
}

/// How a record hangs together with another one: by itself, or through a third.
fn how(through: Option<&Record>, words: String) -> String {
    through.map_or(words, |one| format!("through {}", one.reference()))
}

/// Whether nearly every record points to records of this register, so that they say nothing of each other: people, and
/// the organisation.
fn is_everywhere(register: &Register) -> bool {
    register.single || register == &person::REGISTER
}

/// Whether what is around a record of this register belongs to whatever that record belongs to.
fn is_stepped_over(register: &Register) -> bool {
    let tells = [&evidence::REGISTER, &note::REGISTER, &reminder::REGISTER];
    !register.composed && !is_everywhere(register) && !tells.contains(&register)
}
