//! What the journal holds between two reviews: who did what, change by change, and what is only counted.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::domain::favourable;
use crate::domain::field::Field;
use crate::domain::governs::Governs;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::late_record::{self, recorded_on};
use crate::domain::note::{self, Note};
use crate::domain::person::{self, Person};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review;
use crate::domain::review::Review;
use crate::domain::signature::SignatureField;
use crate::domain::state::Move;
use crate::domain::transaction::{Change, FieldChange, Header, Way, What};
use crate::domain::value::Value;
use crate::domain::zone::Zone;
use crate::store::journal::{Range, Tally};
use crate::store::list::Query;
use crate::store::{Error, View};
use crate::workflow::late_records;
use crate::workflow::review::minutes::sha256;
use crate::workflow::review::signing::filed;

use super::course::{Course, Of};
use super::hands::Hands;
use super::left_out;
use super::rules;

/// So many changes of one transaction are many at once: what they were part of is told beside them.
const AT_ONCE: u64 = 50;

/// A change of a record that was there before.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub sequence: Sequence,
    pub change: Change,
}

/// The transactions between two places.
#[derive(Clone)]
pub(super) struct Span<'a> {
    pub view: View<'a>,
    pub zone: Zone,
    /// The last place of the journal that is looked at.
    pub until: Sequence,
    pub headers: BTreeMap<Sequence, Header>,
    /// How many records of which register each transaction made.
    pub made: Vec<Tally>,
    /// The changes of each record that was there, in order.
    pub steps: BTreeMap<RecordId, Vec<Step>>,
    /// The making of each record that is told when it is new: a rule, right or proof, or what is left out from the beginning.
    pub founded: BTreeMap<RecordId, Step>,
    /// The transactions that changed many records at once.
    pub batches: Vec<Sequence>,
    /// Those who sit in the committee, or lead or record its meetings.
    pub committee: HashSet<RecordId>,
    /// Who began the file, and the last place at which it was only being set up: on its first day, before a review was on
    /// record.
    pub began: Option<(RecordId, Sequence)>,
    /// Who made them, and in whose name.
    pub hands: Hands,
}

/// What is told already: a record, and the transaction in which it changed.
pub(super) type Claimed = HashSet<(Sequence, RecordId)>;

impl<'a> Span<'a> {
    pub fn read(view: View<'a>, after: Sequence, until: Option<Sequence>) -> Result<Self, Error> {
        let range = Range { after, before: until.map(|until| until + 1), ..Range::default() };
        let headers: BTreeMap<_, _> =
            view.entries(&range)?.into_iter().map(|entry| (entry.sequence, entry.header)).collect();
        let (mut made, mut steps, mut batches) = (Vec::new(), BTreeMap::<_, Vec<_>>::new(), Vec::new());
        let mut founded = BTreeMap::new();
        for tally in view.tallies(after, until)? {
            let sequence = tally.sequence;
            if let Some(register) = tally.made {
                made.push(tally);
                if register.governs == Governs::Nothing && !left_out::may_be(register) {
                    continue;
                }
                for id in view.made(sequence, register)? {
                    let first = view.history(id)?.into_iter().next().map(|(_, change)| change);
                    let told = first.filter(|change| rules::bend(change) || left_out::is(change));
                    founded.extend(told.map(|change| (id, Step { sequence, change })));
                }
                continue;
            }
            if tally.count > AT_ONCE {
                batches.push(sequence);
            }
            for change in view.amendments(sequence)? {
                steps.entry(change.record).or_default().push(Step { sequence, change });
            }
        }
        let hands = Hands::of(view, &headers)?;
        let until = until.unwrap_or(Sequence::MAX);
        let zone = view.circumstances()?.zone;
        let began = headers.first_key_value().filter(|_| after == 0).map(|(_, first)| {
            let day = recorded_on(first, &zone);
            let first_review =
                made.iter().find(|tally| tally.made == Some(&review::REGISTER)).map(|tally| tally.sequence);
            let of_it = headers.iter().take_while(|(at, header)| {
                recorded_on(header, &zone) == day && first_review.is_none_or(|review| **at < review)
            });
            (first.actor.person, of_it.last().map_or(0, |(at, _)| *at))
        });
        let committee = committee(view)?;
        Ok(Self { view, zone, until, headers, made, steps, founded, batches, committee, began, hands })
    }

    /// The part of it after a place.
    pub fn since(&self, after: Sequence) -> Self {
        let mut part = self.clone();
        part.made.retain(|tally| tally.sequence > after);
        part.steps.values_mut().for_each(|steps| steps.retain(|step| step.sequence > after));
        part.steps.retain(|_, steps| !steps.is_empty());
        part.founded.retain(|_, step| step.sequence > after);
        part.batches.retain(|sequence| *sequence > after);
        part
    }

    /// The day of a transaction.
    pub fn day(&self, sequence: Sequence) -> NaiveDate {
        self.headers.get(&sequence).map_or(NaiveDate::MIN, |header| recorded_on(header, &self.zone))
    }

    pub fn actor(&self, sequence: Sequence) -> Option<RecordId> {
        self.headers.get(&sequence).map(|header| header.actor.person)
    }

    /// Who made a transaction, by number and name: `P-1 Noor Halvorsen, in the name of P-3 Chidinma Osterlund`.
    pub fn by(&self, sequence: Sequence) -> String {
        self.actor(sequence).map_or(String::new(), |person| self.hands.words(sequence, person))
    }

    /// The reason that was given for it; empty where none was.
    pub fn reason(&self, sequence: Sequence) -> &str {
        self.headers.get(&sequence).and_then(|header| header.reason.as_deref()).unwrap_or_default().trim()
    }

    /// Who answered for a record at the end: whoever recorded it where its register does not ask that.
    pub fn responsible(&self, record: &Record) -> Result<Option<RecordId>, Error> {
        let versions = self.view.versions(record.id)?;
        let Some(field) = record.register.responsible() else {
            return Ok(versions.first().and_then(|version| version.author));
        };
        let last = versions.iter().rfind(|version| version.sequence <= self.until);
        Ok(match last.and_then(|version| version.record.get(field.name)) {
            Some(Value::Link(id)) => Some(*id),
            _ => None,
        })
    }

    /// The changes of a record by one transaction.
    pub fn at(&self, record: RecordId, sequence: Sequence) -> impl Iterator<Item = &Change> {
        self.steps_at(record, sequence).map(|step| &step.change)
    }

    pub fn steps_at(&self, record: RecordId, sequence: Sequence) -> impl Iterator<Item = &Step> {
        let steps = self.steps.get(&record).into_iter().flatten();
        steps.filter(move |step| step.sequence == sequence)
    }

    /// Whether a record was made between the two places.
    pub fn is_new(&self, record: RecordId) -> Result<bool, Error> {
        let versions = self.view.versions(record)?;
        Ok(versions.first().is_some_and(|first| self.headers.contains_key(&first.sequence)))
    }

    /// Who put somebody on record since the review before, and when, behind their name: who agrees may have been added for
    /// that. Empty of those who were there before, or with whom the file was set up.
    pub fn added(&self, person: RecordId) -> Result<String, Error> {
        let versions = self.view.versions(person)?;
        let Some(first) = versions.first().filter(|first| self.headers.contains_key(&first.sequence)) else {
            return Ok(String::new());
        };
        let set_up = self.began.is_some_and(|(_, last)| first.sequence <= last);
        let words = || format!(", whom {} added on {}", self.by(first.sequence), self.day(first.sequence));
        Ok(if set_up { String::new() } else { words() })
    }

    /// How many changes are claimed of records that were there before.
    pub fn claims(&self, claimed: &Claimed) -> u64 {
        let many = |(sequence, record): &(Sequence, RecordId)| self.at(*record, *sequence).count() as u64;
        claimed.iter().map(many).sum()
    }

    /// How many records were made to tell what came to look better.
    pub fn told_of(&self) -> u64 {
        self.made(&favourable::REGISTER).map(|tally| tally.count).sum()
    }

    /// The records that a transaction made of a register.
    pub fn made(&self, register: &'static Register) -> impl Iterator<Item = &Tally> {
        self.made.iter().filter(move |tally| tally.made == Some(register))
    }

    /// What was changed, in a few words: what was done, and each field from what to what.
    pub fn told(&self, steps: &[&Step]) -> Result<String, Error> {
        let mut parts: Vec<String> = Vec::new();
        let mut courses: Vec<(Course, Sequence)> = Vec::new();
        for step in steps {
            let change = &step.change;
            parts.extend(verb(change).map(str::to_owned).filter(|verb| parts.last() != Some(verb)));
            if matches!(change.what, What::Void { .. }) {
                parts.extend(self.said(change)?);
            }
            if let What::Erase { field, approved_by, .. } = &change.what {
                parts.push(format!("{}, approved by {}", field.label, self.view.name_of(*approved_by)?));
            }
            for one in self.told_sides(change)?.iter().filter(|one| is_told(change.register, one.field)) {
                match courses.iter_mut().find(|(known, _)| known.field == one.field) {
                    Some((known, written)) => {
                        let slip = !one.field.by_move && self.is_one_hand(*written, step.sequence);
                        known.then(one, slip);
                        *written = step.sequence;
                    }
                    None => courses.push((Course::of(one), step.sequence)),
                }
            }
        }
        let Some(change) = steps.first().map(|step| &step.change) else { return Ok(String::new()) };
        let of = self.of(change.record)?;
        for (course, _) in &courses {
            parts.push(course.words(self.view, change.register, of)?);
        }
        let late = self.late(steps.iter().copied());
        Ok(if parts.is_empty() { "changed".to_owned() } else { format!("{}{late}", parts.join("; ")) })
    }

    /// What became of each field, as it is told. The letters of a signature say nothing; the file in which it is handed on, and
    /// what that is known by, do.
    fn told_sides(&self, change: &Change) -> Result<Vec<FieldChange>, Error> {
        let mut sides = sides(change);
        for side in sides.iter_mut().filter(|side| *side.field == *SignatureField::Armored.field()) {
            let Some(signature) = self.view.record(change.record)? else { continue };
            let file = filed(self.view, &signature)?;
            side.after = file.map(|(name, bytes)| Value::Text(format!("{name}, SHA-256 {}", sha256(&bytes))));
        }
        Ok(sides)
    }

    /// What a line about these changes ends with: ` (recorded 12 days after)`; nothing where they were recorded in time.
    pub fn late<'s>(&self, steps: impl IntoIterator<Item = &'s Step>) -> String {
        let days = steps.into_iter().filter_map(|step| {
            let header = self.headers.get(&step.sequence)?;
            late_records::with(&step.change, header, &self.zone).into_iter().map(|one| one.days).max()
        });
        days.max().map_or(String::new(), |days| format!(" ({})", late_record::words(days)))
    }

    /// What became of a field of a record by one change.
    pub fn side(&self, change: &Change, side: &FieldChange) -> Result<String, Error> {
        Course::of(side).words(self.view, change.register, self.of(change.record)?)
    }

    fn of(&self, record: RecordId) -> Result<Of, Error> {
        let record = self.view.record(record)?;
        let received = record.as_ref().and_then(Note::of).is_some_and(Note::is_received);
        Ok(if received { Of::Received } else { Of::Others })
    }

    /// What a record says that was hidden, beside what it is called; nothing of what is printed nowhere.
    pub fn said(&self, change: &Change) -> Result<Vec<String>, Error> {
        let Some(record) = self.view.record(change.record)? else { return Ok(Vec::new()) };
        if record.register == &note::REGISTER && !Note(&record).is_told() {
            return Ok(Vec::new());
        }
        let all = self.of(record.id)? == Of::Received;
        let told = |field: &&Field| (all || !field.personal) && !field.by_move && !field.derived;
        let mut said = Vec::new();
        for field in record.register.fields.iter().filter(told) {
            let Some(after) = record.get(field.name) else { continue };
            let goes_on = matches!(after, Value::Text(text) if text.lines().count() > 1);
            if !field.title || goes_on {
                let side = FieldChange { field, before: None, after: Some(after.clone()) };
                said.push(self.side(change, &side)?);
            }
        }
        Ok(said)
    }

    /// Whether one person did both on one day.
    fn is_one_hand(&self, one: Sequence, other: Sequence) -> bool {
        self.actor(one) == self.actor(other) && self.day(one) == self.day(other)
    }

    /// To what a record without a title points: who was there, which KPI was measured.
    fn points_to(&self, record: &Record) -> Result<String, Error> {
        let links = record.register.fields.iter().filter(|field| field.required && field.listed);
        let links = links.filter_map(|field| match record.get(field.name) {
            Some(value @ Value::Link(_)) => Some(self.view.shown(field, value)),
            _ => None,
        });
        Ok(links.collect::<Result<Vec<_>, _>>()?.join(", "))
    }

    /// What a record was called before a transaction, and now where that is another: `Buy one (now: Buy two)`.
    pub fn titled(&self, record: &Record, sequence: Sequence) -> Result<String, Error> {
        let line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        let now = line(record.title());
        if record.register == &note::REGISTER && !Note(record).is_told() {
            return Ok(String::new());
        }
        let Some(field) = record.register.title() else { return self.points_to(record) };
        if field.personal {
            return Ok(now);
        }
        let history = self.view.history(record.id)?;
        let retitled = history.iter().filter(|(at, _)| *at >= sequence).find_map(|(_, change)| match &change.what {
            What::Update { fields, .. } => fields.iter().find(|one| one.field == field),
            _ => None,
        });
        Ok(match retitled.and_then(|one| one.before.as_ref()) {
            Some(Value::Text(then)) if line(then) != now => format!("{} (now: {now})", line(then)),
            _ => now,
        })
    }
}

fn committee(view: View) -> Result<HashSet<RecordId>, Error> {
    let people = view.page(&Query::new(&person::REGISTER))?.records;
    let sits = |one: &Person| one.voting() == Some(true) || one.top_management() == Some(true);
    let mut all: HashSet<RecordId> = people.iter().map(Person).filter(sits).map(|one| one.0.id).collect();
    for record in view.page(&Query::new(&review::REGISTER))?.records {
        let review = Review(&record);
        all.extend([review.chair(), review.secretary()].into_iter().flatten());
    }
    Ok(all)
}

/// What became of each field by a change; of a new record, what it says, but for what is personal.
pub(super) fn sides(change: &Change) -> Vec<FieldChange> {
    match &change.what {
        What::Update { fields, .. } => fields.clone(),
        What::Create { values, .. } => {
            let said = change.register.fields.iter().zip(values).filter(|(field, _)| !field.personal);
            let side = |(field, after): (&'static Field, &Option<Value>)| {
                after.as_ref().map(|after| FieldChange { field, before: None, after: Some(after.clone()) })
            };
            said.filter_map(side).collect()
        }
        _ => Vec::new(),
    }
}

/// What was done, where that is more than an edit.
pub(super) fn verb(change: &Change) -> Option<&'static str> {
    match &change.what {
        What::Update { way: Way::Move(name), .. } => {
            Some(step(change.register, name).map_or("moved", |step| step.participle))
        }
        What::Update { way: Way::Revert, .. } => Some("put back by an undo"),
        What::Void { .. } => Some("voided"),
        What::Unvoid { .. } => Some("brought back"),
        What::Erase { .. } => Some("erased in part"),
        What::Create { .. } => Some("new"),
        What::Update { way: Way::Edit, .. } => None,
    }
}

/// Whether a field says more than the move that set it: where it stands follows from that, and so does what is worked out.
fn is_told(register: &Register, field: &Field) -> bool {
    !field.derived && register.machine.is_none_or(|machine| machine.field != field.name)
}

/// The move of this name.
pub(super) fn step(register: &'static Register, name: &str) -> Option<&'static Move> {
    register.machine.and_then(|machine| machine.find(name))
}

/// The move that a change is.
pub(super) fn moved(change: &Change) -> Option<&'static Move> {
    match &change.what {
        What::Update { way: Way::Move(name), .. } => step(change.register, name),
        _ => None,
    }
}

/// Whether a change touches a field by which records come to look better.
pub(super) fn is_looked_at(change: &Change) -> bool {
    let What::Update { fields, .. } = &change.what else { return false };
    let ways = || change.register.unasked.iter().copied().chain(change.register.made_better());
    fields.iter().any(|side| ways().any(|one| one.fields().iter().any(|field| *field == *side.field.name)))
}
