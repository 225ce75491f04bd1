//! What is decided in writing, between meetings: who answered what, what that comes to, and which meeting's minutes tell of it.

mod operations;
mod sheet;

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::planned_change::{self, PlannedChangeField};
use crate::domain::record::Record;
use crate::domain::resolution::{self, Count, Resolution, ResolutionField, ResolutionMove};
use crate::domain::resolution_answer::{self, ResolutionAnswer, ResolutionAnswerField};
use crate::domain::review::Review;
use crate::domain::transaction::{FieldChange, Way, What};
use crate::domain::value::{Instant, Value};
use crate::store::list::{Filter, Query};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::feature::Feature;
use crate::workflow::late_records;
use crate::workflow::review::call;

/// Written resolutions.
pub static FEATURE: Feature = Feature { operations: operations::ALL, readings: &[&sheet::ANSWERS], ..Feature::PLAIN };

/// A written resolution with its answers.
#[derive(Debug, Clone)]
pub struct Told {
    pub record: Record,
    pub answers: Vec<Answered>,
    /// Those who are entitled and did not answer.
    pub silent: Vec<RecordId>,
    /// What the answers come to.
    pub count: Count,
    /// Why it was withdrawn, where it was.
    pub because: String,
    /// That it was recorded long after it was sent, in words; nothing where it was not.
    pub late: String,
}

/// What one of those who are entitled said.
#[derive(Debug, Clone)]
pub struct Answered {
    pub record: Record,
    pub person: RecordId,
    pub on: Option<NaiveDate>,
    /// That it was recorded long after it was given, in words; nothing where it was not.
    pub late: String,
}

impl Told {
    /// A resolution with what is on record of it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View, record: Record) -> Result<Self, Error> {
        let of = Filter::to(ResolutionAnswerField::Resolution.field(), record.id);
        let answers = view.page(&Query::those(&resolution_answer::REGISTER, [of]))?.records;
        let count = Count::of(Resolution(&record), &answers);
        let late = late_records::Each::of(view, answers.iter().chain([&record]))?;
        let said = |one: &Record| ResolutionAnswer(one).person();
        let members = Resolution(&record).members();
        let silent = members.iter().filter(|id| !answers.iter().any(|one| said(one) == Some(**id))).copied().collect();
        let answered = |one: Record| {
            let late = late.after(one.id, ResolutionAnswerField::AnsweredOn.field());
            let (person, on) = (said(&one)?, ResolutionAnswer(&one).answered_on());
            Some(Answered { person, on, late: late.trim_start_matches(", ").to_owned(), record: one })
        };
        let because = because(view, &record)?;
        let sent = late.after(record.id, ResolutionField::SentOn.field());
        Ok(Self {
            answers: answers.into_iter().filter_map(answered).collect(),
            silent,
            count,
            because,
            late: sent,
            record,
        })
    }

    /// The resolution itself.
    pub fn resolution(&self) -> Resolution<'_> {
        Resolution(&self.record)
    }

    /// What the answers came to, or come to so far.
    pub fn words(&self) -> String {
        match self.resolution().count() {
            "" => self.count.words(),
            counted => counted.to_owned(),
        }
    }
}

/// Records what somebody answers; where they answered before, that is what they say now.
///
/// # Errors
/// Where the file can't be read.
pub fn answered(
    view: View,
    resolution: &Record,
    fields: Vec<(&'static Field, Value)>,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let said = |field: &'static Field| fields.iter().find(|(one, _)| *one == field).map(|(_, value)| value.clone());
    let person = said(ResolutionAnswerField::Person.field());
    let told = Told::of(view, resolution.clone())?;
    let there = told.answers.iter().map(|one| &one.record);
    let mut there = there.filter(|one| one.get(ResolutionAnswerField::Person.name()) == person.as_ref());
    let Some(there) = there.next() else {
        let mut fields = fields;
        fields.push((ResolutionAnswerField::Resolution.field(), Value::Link(resolution.id)));
        return Ok(Proposal::of([Act::Create {
            id: ambient.identity(),
            register: &resolution_answer::REGISTER,
            fields,
        }]));
    };
    let change =
        |field: &'static Field| FieldChange { field, before: there.get(field.name).cloned(), after: said(field) };
    let others = ResolutionAnswerField::ALL.iter().filter(|one| **one != ResolutionAnswerField::Resolution);
    let fields = others.map(|one| change(one.field())).filter(|one| one.before != one.after).collect();
    Ok(Proposal::of([Act::Edit { record: there.id, based_on: there.revision, fields }]))
}

/// Counts the answers: it is carried, not carried, or lapses. What changes the management system itself is planned (6.3).
///
/// # Errors
/// Where the file can't be read.
pub fn settles(view: View, resolution: &Record, ambient: &Ambient) -> Result<Proposal, Error> {
    let told = Told::of(view, resolution.clone())?;
    let step = match told.count {
        count if count.is_reached() => ResolutionMove::Carry,
        count if count.is_beyond_reach() => ResolutionMove::Reject,
        _ => ResolutionMove::Lapse,
    };
    let mut acts = vec![Act::Move { record: resolution.id, name: step.into(), based_on: None, given: Vec::new() }];
    let opens = told.resolution().subject().is_some_and(|subject| subject.opens_change());
    if opens && step == ResolutionMove::Carry {
        let what = format!("{} ({})", resolution.title(), resolution.reference());
        let fields = vec![(PlannedChangeField::What.field(), Value::Text(what))];
        acts.push(Act::Create { id: ambient.identity(), register: &planned_change::REGISTER, fields });
    }
    Ok(Proposal::of(acts))
}

/// The reason of its last move, where one was given.
fn because(view: View, record: &Record) -> Result<String, Error> {
    if Resolution(record).state() != Some(resolution::State::Withdrawn) {
        return Ok(String::new());
    }
    let history = view.history(record.id)?;
    let moved = history.iter().rev().find(|(_, change)| matches!(&change.what, What::Update { way: Way::Move(_), .. }));
    let entry = moved.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten();
    Ok(entry.and_then(|entry| entry.header.reason).unwrap_or_default())
}

/// What was sent out and settled after one moment, and not after another; the first first.
///
/// # Errors
/// Where the file can't be read.
pub fn settled(view: View, after: Option<Instant>, until: Option<Instant>) -> Result<Vec<Record>, Error> {
    let sent = Filter::Filled(ResolutionField::SentOn.field());
    let mut records = view.page(&Query::those(&resolution::REGISTER, [sent]))?.records;
    let at = |record: &Record| Resolution(record).settled_at();
    let within = |at: Instant| after.is_none_or(|after| after < at) && until.is_none_or(|until| at <= until);
    records.retain(|record| at(record).is_some_and(within));
    records.sort_by_key(|record| (at(record), record.number));
    Ok(records)
}

/// What the minutes of a meeting tell of: what was settled since the meeting before it was concluded, of whatever kind, and
/// until it was itself. So each is told once.
///
/// # Errors
/// Where the file can't be read.
pub fn told_in(view: View, meeting: &Record) -> Result<Vec<Told>, Error> {
    let until = Review(meeting).concluded_at();
    let ends = call::held(view, Some(meeting.id))?;
    let ends = ends.iter().filter_map(|one| Review(one).concluded_at());
    let after = ends.filter(|end| until.is_none_or(|until| *end < until)).max();
    settled(view, after, until)?.into_iter().map(|record| Told::of(view, record)).collect()
}
