//! The audits of a cycle: whose each was, and whether what it says counts.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit, AuditField, Criteria, Party, State};
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField as Item};
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
    /// Whether it is not reported yet: until then nothing stands, and nothing of it counts.
    pub under_way: bool,
    /// Whether what is transcribed, or was reported before the file was kept, has the report by which that is known.
    has_report: bool,
    /// Answers that none of those who audit gave: Gavel did not always ask for it.
    pub by_strangers: usize,
    /// What was answered outside its criteria, in the order of the standard: it is not counted.
    pub outside: Vec<String>,
    /// Answers with which nothing is said of what was seen, heard or read.
    pub without_evidence: usize,
    criteria: Criteria,
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
            under_way: audit.state() != Some(State::Reported),
            has_report: !adopted && !transcribed,
            by_strangers: 0,
            outside: Vec::new(),
            without_evidence: 0,
            criteria: audit.against(),
            systems: audit.systems().to_vec(),
            areas: audit.areas().to_vec(),
            record,
        }
    }

    /// Whether it has to be brought the report by which its answers are known.
    pub fn lacks_its_report(&self) -> bool {
        !self.has_report
    }

    /// Whether what it answered counts: it is reported, and has its report where its answers are not of here.
    const fn counts(&self) -> bool {
        self.has_report && !self.under_way
    }

    /// Notes what is to be told of an answer of its checklist.
    pub(super) fn notice(&mut self, item: ChecklistItem) {
        let strange = item.is_answered_by_a_stranger(Audit(&self.record));
        self.by_strangers += usize::from(strange);
    }

    /// What it did about a line.
    pub(super) fn seen(&self, audit: usize, how: How) -> Seen {
        Seen { audit, how, party: self.party, within: true, under_way: self.under_way, counts: self.counts() }
    }

    /// What it asked about a requirement, and whether that falls within its criteria.
    pub(super) fn asked(&mut self, audit: usize, code: &str, answer: Option<Answer>) -> Seen {
        // Of what was carried over it need not be known against what it judged: it is told as not verified here.
        let unsaid = self.adopted && Audit(&self.record).criteria().trim().is_empty();
        let within = unsaid || self.criteria.names(code);
        let seen = self.seen(audit, How::Asked(answer));
        if !within && seen.how.is_audited() {
            self.outside.push(code.to_uppercase());
        }
        Seen { within, counts: seen.counts && within, ..seen }
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
        AuditField::Criteria,
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
    let without: Vec<Value> = audits.iter().filter(|held| !held.has_report).map(|held| Value::Link(held.id)).collect();
    if !without.is_empty() {
        let reported = reported(view, &without)?;
        audits.iter_mut().for_each(|held| held.has_report |= reported.contains(&held.id));
    }
    Ok((audits, undated))
}

/// Those of some audits to which something is attached that can be found.
fn reported(view: View, audits: &[Value]) -> Result<HashSet<RecordId>, Error> {
    let mut found = HashSet::new();
    // A question names as many as SQLite takes.
    for some in audits.chunks(500) {
        let filters = vec![Filter::Is(EvidenceField::About.field(), some.to_vec())];
        view.each(&Query { filters, ..Query::new(&evidence::REGISTER) }, |record| {
            let evidence = Evidence(&record);
            if evidence.is_on_file() {
                found.extend(evidence.about().iter().copied());
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// Counts the answers of those who audit here that say nothing of what was seen: neither themselves, nor in a finding.
pub(super) fn without_evidence(
    view: View,
    audits: &mut [Held],
    places: &HashMap<RecordId, usize>,
) -> Result<(), Error> {
    let examined: Vec<_> = Answer::ALL.iter().filter(|one| one.is_examined()).map(|one| one.key()).collect();
    let empty =
        [Item::ObjectiveEvidence, Item::Sampling, Item::Notes, Item::Finding].map(|one| Filter::Empty(one.field()));
    let filters = [Filter::one_of(Item::Answer.field(), &examined)].into_iter().chain(empty);
    view.each(&Query::those(&checklist_item::REGISTER, filters).only(&[Item::Audit.field()]), |record| {
        let audit = ChecklistItem(&record).audit().and_then(|audit| places.get(&audit));
        if let Some(held) = audit.map(|place| &mut audits[*place]).filter(|held| !held.transcribed && !held.adopted) {
            held.without_evidence += 1;
        }
        Ok(())
    })
}
