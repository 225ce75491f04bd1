//! What was attested on evidence: when, and so on which version of its bytes.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::evidence::{Evidence, EvidenceField, VIA};
use crate::domain::ground::Via;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::{Came, Past, Record};
use crate::domain::register::Register;
use crate::store::{Error, View};

/// A state that was attested on evidence.
#[derive(Debug, Clone)]
pub struct Relied {
    /// What was attested, as it stood then.
    pub record: Record,
    /// The transaction that attested it.
    pub at: Sequence,
}

/// Everything that was attested on evidence, whether or not it stands, the first first.
///
/// # Errors
/// Where the journal can't be read.
pub fn relied(view: View, evidence: RecordId) -> Result<Vec<Relied>, Error> {
    let past = view.versions(evidence)?;
    let mut about: Vec<RecordId> = past.iter().flat_map(|version| targets(&version.record)).copied().collect();
    about.sort_unstable();
    about.dedup();
    let mut found: Vec<Relied> = Vec::new();
    for (register, before) in ways() {
        for target in &about {
            for id in back(view, register, before, *target)? {
                let moved = view.versions(id)?;
                let moved = moved.iter().filter(|version| matches!(version.by, Came::Move(_)));
                for version in moved.filter(|version| attests(&version.record, before)) {
                    let then = then(&past, version.sequence);
                    let counted = then.is_some_and(|one| !one.voided && targets(one).contains(target));
                    let known = found.iter().any(|one| one.record.id == id && one.at == version.sequence);
                    if counted && !known {
                        found.push(Relied { record: version.record.clone(), at: version.sequence });
                    }
                }
            }
        }
    }
    found.sort_by_key(|one| (one.at, one.record.id));
    Ok(found)
}

/// Whether something attested stands on evidence of which there are words alone: itself, or by what it stands on.
///
/// # Errors
/// Where the file can't be read.
pub fn stands_on_words(view: View, attested: &Record) -> Result<bool, Error> {
    let mut seen = vec![attested.id];
    let mut next = vec![attested.clone()];
    while let Some(record) = next.pop() {
        for resting in view.put_forward(&record)? {
            if seen.contains(&resting.record) {
                continue;
            }
            seen.push(resting.record);
            let Some(on) = view.record(resting.record)? else { continue };
            if Evidence::of(&on).is_some_and(|one| !one.is_on_file()) {
                return Ok(true);
            }
            next.push(on);
        }
    }
    Ok(false)
}

fn targets(evidence: &Record) -> &[RecordId] {
    evidence.register.position(EvidenceField::About.name()).map_or(&[], |place| evidence.links(place))
}

/// A record as it stood after a transaction.
fn then(past: &Past, place: Sequence) -> Option<&Record> {
    past.iter().rev().find(|version| version.sequence <= place).map(|version| &version.record)
}

/// The registers with states that are attested on evidence, each with the way to what the evidence is about.
fn ways() -> Vec<(&'static Register, &'static [Via])> {
    let mut found = Vec::new();
    for register in CATALOGUE.registers() {
        let attested = register.machine.map_or(&[][..], |machine| machine.attested);
        for ground in attested.iter().flat_map(|attested| attested.on) {
            let Some((VIA, before)) = ground.along.split_last().map(|(last, before)| (*last, before)) else {
                continue;
            };
            if !found.contains(&(register, before)) {
                found.push((register, before));
            }
        }
    }
    found
}

/// Whether a record is in a state that is attested on evidence to which this way leads.
fn attests(record: &Record, before: &[Via]) -> bool {
    let attested = record.register.machine.and_then(|machine| machine.attests(record));
    let leads = |along: &[Via]| along.split_last().is_some_and(|(last, way)| *last == VIA && way == before);
    attested.is_some_and(|attested| attested.on.iter().any(|ground| leads(ground.along)))
}

/// The records of a register from which a way leads to a record.
fn back(view: View, register: &'static Register, way: &[Via], to: RecordId) -> Result<Vec<RecordId>, Error> {
    let mut at = vec![to];
    for step in way.iter().rev() {
        let mut next = Vec::new();
        for id in at {
            match step {
                Via::From(by) => {
                    let record = view.record(id)?.filter(|one| by.register == one.register.name);
                    let place = record.as_ref().and_then(|one| one.register.position(by.field));
                    next.extend(record.iter().zip(place).flat_map(|(one, place)| one.links(place)));
                }
                Via::To(field) => {
                    let pointing = view.backlinks(id)?.into_iter().filter(|link| link.relation == field.as_str());
                    next.extend(pointing.map(|link| link.record.id));
                }
            }
        }
        at = next;
    }
    let mut found = Vec::new();
    for id in at {
        if view.record(id)?.is_some_and(|one| one.register == register) {
            found.push(id);
        }
    }
    Ok(found)
}
