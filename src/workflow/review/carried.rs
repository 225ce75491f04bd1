//! Carried actions: what was undertaken before and is not confirmed yet, with what was promised at first, how often it
//! was carried from review to review, and how often it was extended.

use chrono::NaiveDate;

use crate::domain::action::{self, Action, ActionField, ActionMove};
use crate::domain::house::said::Words;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::review::{self, Review, State};
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::{Instant, Value};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// An action with its past.
#[derive(Debug, Clone)]
pub struct Carried {
    pub action: Record,
    /// The day that was promised first.
    pub first_due: Option<NaiveDate>,
    /// How many reviews have seen it unfinished.
    pub times_carried: usize,
    /// How often it was put off to a later day.
    pub times_extended: usize,
}

impl Carried {
    /// `first due 4 Dec 2025, carried twice, extended once`; nothing where there is nothing to tell.
    pub fn words(&self, words: &Words) -> String {
        let mut parts = Vec::new();
        if let Some(first) = self.first_due.filter(|first| Action(&self.action).due() != Some(*first)) {
            parts.push(words.first_due_on(words.short_day(first)));
        }
        match self.times_carried {
            0 => {}
            1 => parts.push(words.carried_once().to_owned()),
            2 => parts.push(words.carried_twice().to_owned()),
            times => parts.push(words.carried_often(times)),
        }
        match self.times_extended {
            0 => {}
            1 => parts.push(words.extended_once().to_owned()),
            2 => parts.push(words.extended_twice().to_owned()),
            times => parts.push(words.extended_often(times)),
        }
        parts.join(", ")
    }
}

/// The actions that input a) is about: those that are open or done and not confirmed, the most urgent first. What was undertaken in
/// one review can be left out. Where there are too many, those that meetings undertook are told, however many others there are.
///
/// # Errors
/// Where the file can't be read.
pub fn unfinished(view: View, except: Option<RecordId>, limit: u32) -> Result<Vec<Carried>, Error> {
    let review = ActionField::Review.field();
    let except = except.map(|this| Filter::IsNot(review, vec![Value::Link(this)]));
    let mut found = those(view, except.into_iter().chain([Filter::Filled(review)]).collect(), limit)?;
    let rest = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(limit));
    if rest > 0 {
        found.extend(those(view, vec![Filter::Empty(review)], rest)?);
    }
    let day = |one: &Carried| Action(&one.action).due();
    found.sort_by_key(|one| (day(one).is_none(), day(one), one.action.number));
    Ok(found)
}

/// The unfinished actions of one person, the most urgent first.
///
/// # Errors
/// Where the file can't be read.
pub fn of_owner(view: View, owner: RecordId, limit: u32) -> Result<Vec<Carried>, Error> {
    those(view, vec![Filter::to(ActionField::Owner.field(), owner)], limit)
}

fn those(view: View, mut filters: Vec<Filter>, limit: u32) -> Result<Vec<Carried>, Error> {
    let states = vec![Value::Choice(action::State::Open.key()), Value::Choice(action::State::Done.key())];
    filters.push(Filter::Is(ActionField::State.field(), states));
    let query = Query {
        filters,
        order: crate::store::list::Order { field: Some(ActionField::Due.field()), descending: false },
        limit: Some(limit),
        ..Query::new(&action::REGISTER)
    };
    let reviews = concluded(view)?;
    view.page(&query)?.records.into_iter().map(|action| of(view, action, &reviews)).collect()
}

/// The actions that a meeting can confirm in one stroke: those that are done, but for corrective ones and for what was
/// adopted without proof.
///
/// # Errors
/// Where the file can't be read.
pub fn to_confirm(view: View) -> Result<Vec<Record>, Error> {
    let filters = vec![
        Filter::one_of(ActionField::State.field(), &[action::State::Done.key()]),
        Filter::IsNot(ActionField::Type.field(), vec![Value::Choice(action::Type::Corrective.key())]),
        Filter::IsNot(ActionField::Adopted.field(), vec![Value::YesNo(true)]),
    ];
    Ok(view.page(&Query { filters, ..Query::new(&action::REGISTER) })?.records)
}

/// When each review was concluded.
fn concluded(view: View) -> Result<Vec<Instant>, Error> {
    let reviews = view.page(&Query::new(&review::REGISTER))?.records;
    let is_over = |review: &Review| review.is_management_review() && review.state().is_some_and(State::is_over);
    let over = reviews.iter().map(Review).filter(is_over);
    Ok(over.filter_map(Review::concluded_at).collect())
}

fn of(view: View, action: Record, reviews: &[Instant]) -> Result<Carried, Error> {
    let history = view.history(action.id)?;
    let due = |change: &Change| match &change.what {
        What::Create { values, .. } => values.get(ActionField::Due as usize).cloned().map(|after| (None, after, false)),
        What::Update { fields, way, .. } => {
            let due = fields.iter().find(|one| one.field == ActionField::Due.field());
            let extends = matches!(way, Way::Move(name) if ActionMove::Extend.name() == name.as_str());
            due.map(|one| (one.before.clone(), one.after.clone(), extends))
        }
        _ => None,
    };
    let days: Vec<_> =
        history.iter().filter_map(|(sequence, change)| due(change).map(|due| (*sequence, due))).collect();
    let date = |value: &Option<Value>| if let Some(Value::Date(day)) = value { Some(*day) } else { None };
    let first_due = days.iter().find_map(|(_, (_, after, _))| date(after));
    let at = |sequence: Sequence| -> Result<Option<Instant>, Error> {
        Ok(view.entry(sequence)?.map(|entry| entry.header.at))
    };
    let created = history.first().map(|(sequence, _)| at(*sequence)).transpose()?.flatten();
    let mut times_extended = 0;
    for (sequence, (before, after, extends)) in &days {
        let later = date(before).is_some_and(|before| date(after).is_none_or(|after| before < after));
        // What was put right on its first day is no extension.
        let day = |at: Option<Instant>| at.map(|at| at.date_naive());
        if later && (*extends || day(at(*sequence)?) > day(created)) {
            times_extended += 1;
        }
    }
    let times_carried = reviews.iter().filter(|at| created.is_some_and(|created| created < **at)).count();
    Ok(Carried { action, first_due, times_carried, times_extended })
}
