//! Calling a review: who, when, over which period, and the agenda.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, MONTHS_BETWEEN_REVIEWS, Organisation};
use crate::domain::person::{self, Person};
use crate::domain::record::{Came, Record};
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{self, Review, ReviewField, State, Type};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::operation::{Given, Said};

use super::{Proceedings, agenda};

/// The last management review before this one that was held and counts: one that does not ends no period.
pub fn previous(view: View, this: Option<RecordId>) -> Result<Option<Record>, Error> {
    Ok(held_before(view, this)?.into_iter().rfind(|record| Review(record).counts()))
}

/// The meeting before this one: for a management review the one before, for another the last of whatever kind.
pub fn before(view: View, this: Option<RecordId>, kind: Type) -> Result<Option<Record>, Error> {
    match kind {
        Type::ManagementReview => previous(view, this),
        Type::Ordinary | Type::Extraordinary => last_meeting(view, this),
    }
}

/// The last meeting before this one that was held, of whatever kind.
pub fn last_meeting(view: View, this: Option<RecordId>) -> Result<Option<Record>, Error> {
    Ok(held_before(view, this)?.pop())
}

/// The meetings that were held before this one: of one that is over, those that were concluded before it was.
fn held_before(view: View, this: Option<RecordId>) -> Result<Vec<Record>, Error> {
    let mut held = held(view, this)?;
    let this = this.map(|id| view.record(id)).transpose()?.flatten();
    if let Some(end) = this.as_ref().and_then(|record| Review(record).concluded_at()) {
        held.retain(|one| Review(one).concluded_at().is_some_and(|other| other < end));
    }
    Ok(held)
}

/// The meetings that were held, but for this one; the first first.
pub fn held(view: View, this: Option<RecordId>) -> Result<Vec<Record>, Error> {
    let mut held = view.every(&review::REGISTER)?;
    held.retain(|record| Some(record.id) != this && Review(record).state().is_some_and(State::is_over));
    held.sort_by_key(|record| (Review(record).concluded_at(), record.number));
    Ok(held)
}

/// Every management review, whatever became of it; the first first, by the days on which they were held or are called for, and
/// those without a day last.
pub fn all(view: View) -> Result<Vec<Record>, Error> {
    let mut all = view.every(&review::REGISTER)?;
    all.retain(|record| Review(record).is_management_review());
    let zone = view.circumstances()?.zone;
    let day = |record: &Record| Review(record).held_on(&zone);
    all.sort_by_cached_key(|record| (day(record).is_none(), day(record), Review(record).concluded_at(), record.number));
    Ok(all)
}

/// What a new review starts from: the members as they are marked in the people register, chair, secretary and period
/// as they follow from the review before. The day may be known.
pub fn proposed(
    view: View,
    today: NaiveDate,
    date: Option<NaiveDate>,
    kind: Type,
) -> Result<Vec<(&'static Field, Value)>, Error> {
    let mut fields = Vec::new();
    let mut propose = |field: ReviewField, value: Option<Value>| {
        fields.extend(value.map(|value| (field.field(), value)));
    };
    let before = before(view, None, kind)?;
    let before = before.as_ref().map(Review);
    // The day that a review set is of the next review.
    let set = before.filter(|_| kind == Type::ManagementReview).and_then(Review::next_review);
    let date = date.or_else(|| set.filter(|date| *date >= today));
    propose(ReviewField::Type, Some(Value::Choice(kind.key())));
    propose(ReviewField::Title, Some(Value::Text(titled(kind, date.unwrap_or(today)))));
    propose(ReviewField::Date, date.map(Value::Date));
    if kind == Type::ManagementReview {
        let (months, zone) = (interval(view)?, view.circumstances()?.zone);
        let start = before
            .and_then(|before| [before.period_end(), before.held_on(&zone)].into_iter().flatten().min())
            .and_then(|end| end.succ_opt())
            .or_else(|| today.checked_sub_months(Months::new(months)).and_then(|day| day.with_day(1)));
        propose(ReviewField::PeriodStart, start.map(Value::Date));
        let end = date.unwrap_or(today);
        propose(ReviewField::PeriodEnd, Some(Value::Date(start.map_or(end, |start| end.max(start)))));
    }
    propose(ReviewField::Chair, before.and_then(Review::chair).map(Value::Link));
    propose(ReviewField::Secretary, before.and_then(Review::secretary).map(Value::Link));
    let people = view.page(&Query::new(&person::REGISTER))?.records;
    let votes =
        |record: &&Record| Person(record).voting() == Some(true) && Person(record).has_seat_on(date.unwrap_or(today));
    let mut members: Vec<RecordId> = people.iter().filter(votes).map(|record| record.id).collect();
    members.sort_unstable();
    propose(ReviewField::Members, (!members.is_empty()).then_some(Value::Links(members)));
    Ok(fields)
}

/// What a meeting is called where nobody says: its type, and the month in which it is held.
fn titled(kind: Type, date: NaiveDate) -> String {
    format!("{} {}", kind.label(), date.format("%B %Y"))
}

/// The title of a new meeting for which none was typed; nothing where one was.
pub fn title_of(fields: &[(&'static Field, Value)], today: NaiveDate) -> Option<(&'static Field, Value)> {
    let said = |field: ReviewField| fields.iter().find(|(one, _)| *one == field.field()).map(|(_, value)| value);
    let date = match said(ReviewField::Date) {
        Some(Value::Date(date)) => *date,
        _ => today,
    };
    let title = || (ReviewField::Title.field(), Value::Text(titled(kind_of(fields), date)));
    said(ReviewField::Title).is_none().then(title)
}

/// The title of a meeting that becomes one of another type; nothing where somebody typed the one it has, or says one now.
pub fn retitled(meeting: &Record, said: &[Given]) -> Option<Given> {
    let is = |field: ReviewField| said.iter().find(|(one, _)| *one == field.field());
    let kind = is(ReviewField::Type).and_then(|(_, value)| match value {
        Some(Value::Choice(key)) => Type::of_key(key),
        _ => None,
    })?;
    let before = Review(meeting).meeting();
    if kind == before || is(ReviewField::Title).is_some() {
        return None;
    }
    let month = meeting.title().strip_prefix(before.label())?.strip_prefix(' ')?;
    let day = NaiveDate::parse_from_str(&format!("1 {month}"), "%d %B %Y").ok()?;
    Some((ReviewField::Title.field(), Some(Value::Text(titled(kind, day)))))
}

/// The most months from one review to the next.
///
/// # Errors
/// Where the file can't be read.
pub fn interval(view: View) -> Result<u32, Error> {
    let settings = view.single(&organisation::REGISTER)?;
    Ok(settings.map_or(MONTHS_BETWEEN_REVIEWS, |record| Organisation(&record).months_between_reviews()))
}

/// Whether something is still to be said of a meeting before it is called.
///
/// # Errors
/// Where the file can't be read.
pub fn lacks(view: View, record: &Record) -> Result<bool, Error> {
    let review = Review(record);
    let alone = review.is_management_review() && (review.period_start().is_none() || review.period_end().is_none());
    let officers = review.chair().is_none() || review.secretary().is_none();
    let some = alone || officers || review.date().is_none() || review.members().is_empty();
    Ok(some || put_off(view, record)?.is_some())
}

/// The day on which a postponed meeting is not held; nothing once it has another one.
///
/// # Errors
/// Where the file can't be read.
pub fn put_off(view: View, review: &Record) -> Result<Option<NaiveDate>, Error> {
    if Review(review).state() != Some(State::Postponed) {
        return Ok(None);
    }
    let versions = view.versions(review.id)?;
    let is_postponed = |by: &Came| matches!(by, Came::Move(name) if ReviewMove::Postpone.name() == name.as_str());
    let then = versions.iter().rfind(|one| is_postponed(&one.by));
    let date = Review(review).date();
    Ok(date.filter(|_| then.is_some_and(|then| Review(&then.record).date() == date)))
}

/// Calls a meeting that is on the register, with what is said of it now; which kind it is stands there from then on.
pub fn planned(view: View, review: &Record, said: Said, ambient: &Ambient) -> Result<Proposal, Error> {
    let kind = ReviewField::Type.field();
    let is = said.choice(kind).and_then(Type::of_key).unwrap_or(Review(review).meeting());
    let mut fields = said.values;
    fields.retain(|(field, _)| *field != kind && review::REGISTER.field(field.name).is_some());
    fields.push((kind, Some(Value::Choice(is.key()))));
    fields.extend(retitled(review, &fields));
    let change = |(field, after): Given| FieldChange { field, before: review.get(field.name).cloned(), after };
    let fields: Vec<_> = fields.into_iter().map(change).filter(|one| one.before != one.after).collect();
    let mut acts = Vec::new();
    if !fields.is_empty() {
        acts.push(Act::Edit { record: review.id, based_on: review.revision, fields });
    }
    acts.extend(call(view, review.id, is, ambient)?.acts);
    Ok(Proposal::of(acts))
}

/// The meeting of a kind that is to come on a day already.
pub fn of_that_day(view: View, date: NaiveDate, kind: Type) -> Result<Option<Record>, Error> {
    let on = Filter::Is(ReviewField::Date.field(), vec![Value::Date(date)]);
    let mut there = view.page(&Query::those(&review::REGISTER, [on]))?.records.into_iter();
    Ok(there.find(|one| Review(one).meeting() == kind && Review(one).state().is_some_and(State::is_before)))
}

/// Calls a planned or postponed meeting: what is missing of the agenda that its kind has is added, and the call recorded.
fn call(view: View, review: RecordId, kind: Type, ambient: &Ambient) -> Result<Proposal, Error> {
    let items = Proceedings::of(view, review)?.map(|proceedings| proceedings.items).unwrap_or_default();
    let mut acts = agenda::usual(view, review, kind, &items, ambient)?;
    let before = before(view, Some(review), kind)?.map(|record| Value::Link(record.id));
    let given = before.map(|before| (ReviewField::Previous.field(), Some(before))).into_iter().collect();
    acts.push(Act::Move { record: review, name: ReviewMove::Call.into(), given, based_on: None });
    Ok(Proposal::of(acts))
}

/// What kind of meeting these fields of a new one say it is.
pub fn kind_of(fields: &[(&'static Field, Value)]) -> Type {
    let said = fields.iter().find_map(|(field, value)| match value {
        Value::Choice(key) if *field == ReviewField::Type.field() => Type::of_key(key),
        _ => None,
    });
    said.unwrap_or(Type::ManagementReview)
}

/// Puts a review on the register and calls it in one go.
pub fn create(view: View, fields: Vec<(&'static Field, Value)>, ambient: &Ambient) -> Result<Proposal, Error> {
    let id = ambient.identity();
    let kind = kind_of(&fields);
    let mut fields = fields;
    if !fields.iter().any(|(field, _)| *field == ReviewField::Type.field()) {
        fields.push((ReviewField::Type.field(), Value::Choice(kind.key())));
    }
    let mut acts = vec![Act::Create { id, register: &review::REGISTER, fields }];
    acts.extend(call(view, id, kind, ambient)?.acts);
    Ok(Proposal::of(acts))
}
