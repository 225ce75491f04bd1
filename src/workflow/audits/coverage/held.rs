//! The audits of a cycle: whose each was, and whether what it says counts.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit, AuditField, Party, State};
use crate::domain::checklist_item::ChecklistItem;
use crate::domain::evidence::{self, Evidence, EvidenceField};
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

use super::{How, Seen};

/// An audit that was held, or is.
#[derive(Debug, Clone)]
pub struct Held {
    pub id: RecordId,
    pub reference: Reference,
    pub title: String,
    pub day: NaiveDate,
    /// Whether it was reported before the file was kept.
    pub adopted: bool,
    /// Whose audit it is.
    pub party: Party,
    /// Whether its answers are those of others, and are transcribed.
    pub transcribed: bool,
    /// Whether it counts: what is transcribed does with the report that it is transcribed from.
    pub counts: bool,
    /// Answers that none of those who audit gave: Gavel did not always ask for it.
    pub by_strangers: usize,
    pub(super) systems: Vec<RecordId>,
    pub(super) areas: Vec<RecordId>,
    record: Record,
}

impl Held {
    fn of(record: Record, day: NaiveDate) -> Self {
        let audit = Audit(&record);
        let (adopted, transcribed) = (audit.adopted() == Some(true), audit.is_transcribed());
        Self {
            id: record.id,
            reference: record.reference(),
            title: record.title().to_owned(),
            day,
            adopted,
            party: audit.party(),
            transcribed,
            counts: adopted || !transcribed,
            by_strangers: 0,
            systems: audit.systems().to_vec(),
            areas: audit.areas().to_vec(),
            record,
        }
    }

    /// Whether it has to be brought the report that it is transcribed from.
    pub fn lacks_its_report(&self) -> bool {
        !self.counts
    }

    /// Notes what is to be told of an answer of its checklist.
    pub(super) fn notice(&mut self, item: ChecklistItem) {
        let strange = item.is_answered_by_a_stranger(Audit(&self.record));
        self.by_strangers += usize::from(strange);
    }

    /// What it did about a line.
    pub(super) fn seen(&self, audit: usize, how: How) -> Seen {
        Seen { audit, how, party: self.party, counts: self.counts }
    }
}

/// The audits that are under way or reported and lie between two days, the internal ones first; and how many are of no day.
pub(super) fn between(view: View, from: NaiveDate, to: NaiveDate) -> Result<(Vec<Held>, usize), Error> {
    let held = [State::Underway, State::Reported].map(|state| Value::Choice(state.key())).to_vec();
    let fields = [
        AuditField::Title,
        AuditField::Type,
        AuditField::State,
        AuditField::Lead,
        AuditField::Team,
        AuditField::Body,
        AuditField::StartsOn,
        AuditField::EndsOn,
        AuditField::ReportedOn,
        AuditField::Adopted,
        AuditField::Systems,
        AuditField::Areas,
    ];
    let filters = vec![Filter::Is(AuditField::State.field(), held)];
    let all = Query { filters, ..Query::new(&audit::REGISTER) }.only(&fields.map(AuditField::field));
    let (mut audits, mut undated) = (Vec::new(), 0);
    view.each(&all, |record| {
        match crate::workflow::audits::day(Audit(&record)) {
            Some(day) if (from..=to).contains(&day) => audits.push(Held::of(record, day)),
            Some(_) => {}
            None => undated += 1,
        }
        Ok(())
    })?;
    audits.sort_by_key(|held: &Held| (held.party, held.day, held.record.number));
    let without: Vec<Value> = audits.iter().filter(|held| !held.counts).map(|held| Value::Link(held.id)).collect();
    if !without.is_empty() {
        let reported = reported(view, without)?;
        audits.iter_mut().for_each(|held| held.counts |= reported.contains(&held.id));
    }
    Ok((audits, undated))
}

/// Those of some audits to which something is attached that can be found.
fn reported(view: View, audits: Vec<Value>) -> Result<HashSet<RecordId>, Error> {
    let filters = vec![Filter::Is(EvidenceField::About.field(), audits)];
    let mut found = HashSet::new();
    view.each(&Query { filters, ..Query::new(&evidence::REGISTER) }, |record| {
        let evidence = Evidence(&record);
        if evidence.is_on_file() {
            found.extend(evidence.about().iter().copied());
        }
        Ok(())
    })?;
    Ok(found)
}
