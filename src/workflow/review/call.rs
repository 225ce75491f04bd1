//! Calling a review: who, when, over which period, and the agenda.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, MONTHS_BETWEEN_REVIEWS, Organisation};
use crate::domain::person::{self, Person};
use crate::domain::record::Record;
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{self, Review, ReviewField, State};
use crate::domain::value::Value;
use crate::store::list::{Order, Query};
use crate::store::{Act, Ambient, Error, Proposal, View};

use super::{Proceedings, agenda};

/// The last review before this one that was held.
pub fn previous(view: View, this: Option<RecordId>) -> Result<Option<Record>, Error> {
    let order = Order { field: None, descending: true };
    let reviews = view.page(&Query { order, ..Query::new(&review::REGISTER) })?.records;
    let held = reviews.into_iter().filter(|record| Some(record.id) != this);
    let held = held.filter(|record| Review(record).state().is_some_and(State::is_over));
    Ok(held.max_by_key(|record| (Review(record).date(), record.number)))
}

/// What a new review starts from: the members as they are marked in the people register, chair, secretary and period
/// as they follow from the review before. The day may be known.
pub fn proposed(view: View, today: NaiveDate, date: Option<NaiveDate>) -> Result<Vec<(&'static Field, Value)>, Error> {
    let mut fields = Vec::new();
    let mut propose = |field: ReviewField, value: Option<Value>| {
        fields.extend(value.map(|value| (field.field(), value)));
    };
    let before = previous(view, None)?;
    let before = before.as_ref().map(Review);
    let date = date.or_else(|| before.and_then(Review::next_review).filter(|date| *date >= today));
    let month = date.unwrap_or(today).format("%B %Y");
    propose(ReviewField::Title, Some(Value::Text(format!("Management review {month}"))));
    propose(ReviewField::Date, date.map(Value::Date));
    let months = interval(view)?;
    let start = before
        .and_then(|before| before.period_end().or(before.date()))
        .and_then(|end| end.succ_opt())
        .or_else(|| today.checked_sub_months(Months::new(months)).and_then(|day| day.with_day(1)));
    propose(ReviewField::PeriodStart, start.map(Value::Date));
    let end = date.unwrap_or(today);
    propose(ReviewField::PeriodEnd, Some(Value::Date(start.map_or(end, |start| end.max(start)))));
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

/// The most months from one review to the next.
///
/// # Errors
/// Where the file can't be read.
pub fn interval(view: View) -> Result<u32, Error> {
    let settings = view.single(&organisation::REGISTER)?;
    Ok(settings.map_or(MONTHS_BETWEEN_REVIEWS, |record| Organisation(&record).months_between_reviews()))
}

/// Calls a planned or postponed review: what is missing of the standard's agenda is added, and the call recorded.
pub fn call(view: View, review: RecordId, ambient: &Ambient) -> Result<Proposal, Error> {
    let items = Proceedings::of(view, review)?.map(|proceedings| proceedings.items).unwrap_or_default();
    let mut acts = agenda::standard(view, review, &items, ambient)?;
    let previous = previous(view, Some(review))?.map(|record| Value::Link(record.id));
    let given = previous.map(|previous| (ReviewField::Previous.field(), Some(previous)));
    acts.push(Act::Move {
        record: review,
        name: ReviewMove::Call.into(),
        given: given.into_iter().collect(),
        based_on: None,
    });
    Ok(Proposal::of(acts))
}

/// Puts a review on the register and calls it in one go.
pub fn create(view: View, fields: Vec<(&'static Field, Value)>, ambient: &Ambient) -> Result<Proposal, Error> {
    let id = ambient.identity();
    let mut acts = vec![Act::Create { id, register: &review::REGISTER, fields }];
    acts.extend(call(view, id, ambient)?.acts);
    Ok(Proposal::of(acts))
}
