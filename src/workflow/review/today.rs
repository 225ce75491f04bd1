//! What Today tells of reviews: the call and the pack with their notice, the commentaries, the minutes.

use chrono::Days;

use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField};
use crate::domain::approval::Role;
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::Record;
use crate::domain::review::{REGISTER, Review, ReviewField, State};
use crate::domain::spelling::near;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::today::offered::Step;
use crate::workflow::today::source::{Said, Source, Which};

use super::commentary::{self, Word};
use super::operations::{self, APPROVE, CALL, CIRCULATE, MINUTES as WRITE};
use super::{Proceedings, agenda, due, minutes};

pub(super) static SOURCES: &[&Source] = &[&NOTICE, &DUE, &COMMENTARIES, &MINUTES];

fn in_state(states: &[State]) -> Query {
    let keys: Vec<_> = states.iter().map(|state| state.key()).collect();
    let order = Order { field: Some(ReviewField::Date.field()), descending: false };
    Query { order, ..Query::those(&REGISTER, [Filter::one_of(ReviewField::State.field(), &keys)]) }
}

/// What has to be there before a review is held: its call, its pack, and the meeting itself.
static NOTICE: Source = Source {
    name: "review",
    part: Which::Clock,
    rank: 0,
    among: |_| {
        let coming = [State::Planned, State::Postponed, State::Called, State::Circulated];
        Ok(vec![in_state(&coming), in_state(&[State::InSession, State::Adjourned])])
    },
    says: |look, record| {
        let review = Review(record);
        let meeting = review.noun();
        let said = |what: String, day| Said {
            what: Some(what),
            owner: review.secretary(),
            day: Some(day),
            ..Said::why("review")
        };
        let Some(date) = review.date() else { return Ok(None) };
        let notice = notice(look.view)?;
        let by = date.checked_sub_days(Days::new(notice)).unwrap_or(date);
        let on = near(date, look.today);
        let before = match notice {
            0 => String::new(),
            1 => ", 1 day before it".to_owned(),
            days => format!(", {days} days before it"),
        };
        let (what, day) = match review.state() {
            Some(State::Planned) => (format!("Call of the {meeting} of {on}{before}"), by),
            Some(State::Postponed) => {
                (format!("The {meeting} of {on} is postponed: call it for its new day"), by.max(look.today))
            }
            Some(State::Called) => (format!("Pack of the {meeting} of {on}{before}"), by),
            Some(State::Circulated) => (format!("The {meeting} is held"), date),
            Some(State::Adjourned) => (format!("The {meeting} is adjourned"), date),
            _ => (format!("The {meeting} is in session"), look.today),
        };
        Ok(look.is_near(day).then(|| said(what, day)))
    },
};

/// That none is called which comes in time: told as soon as its call would have to go out, and at once where one was
/// cancelled, or is called for a later day.
static DUE: Source = Source {
    name: "review-due",
    part: Which::Clock,
    rank: 0,
    among: |_| Ok(vec![Query::new(&organisation::REGISTER)]),
    says: |look, _| {
        let Some(due) = due::due(look.view)?.filter(|due| !due.is_met()) else { return Ok(None) };
        let call = due.by.checked_sub_days(Days::new(notice(look.view)?)).unwrap_or(due.by);
        if !(look.is_near(call) || due.was_cancelled || due.coming.is_some()) {
            return Ok(None);
        }
        let owner = due.last.as_ref().and_then(|last| Review(last).secretary());
        Ok(Some(Said { what: Some(due.words()), owner, day: Some(due.by), ..Said::why("review") }))
    },
};

/// What comes next of a meeting: what is done in it is done on its own screen.
///
/// # Errors
/// Where the file can't be read.
pub fn onward(view: View, record: &Record) -> Result<Option<Step>, Error> {
    Ok(match Review(record).state() {
        Some(State::Planned | State::Postponed) => Some(Step::Operation(&CALL, 0)),
        Some(State::Called) => Some(Step::Operation(&CIRCULATE, operations::FIRST_VERSION)),
        Some(State::Concluded) => Some(Step::Operation(&WRITE, 0)),
        Some(State::MinutesCirculated) => {
            waits_for(view, record)?.map(|role| Step::Operation(&APPROVE, operations::approving(role)))
        }
        _ => None,
    })
}

/// Who is the first to approve the version of the minutes that was circulated last, and did not yet.
fn waits_for(view: View, record: &Record) -> Result<Option<Role>, Error> {
    let proceedings = Proceedings::of(view, record.id)?;
    Ok(proceedings.and_then(|one| minutes::waits_for(&one).first().copied()))
}

/// The days before a review by which its pack is circulated.
fn notice(view: View) -> Result<u64, Error> {
    let settings = view.single(&organisation::REGISTER)?;
    let days = settings.and_then(|record| Organisation(&record).notice_days()).unwrap_or(0);
    Ok(u64::try_from(days).unwrap_or(0))
}

/// Commentaries that are not there: only of a review that is still to be held.
static COMMENTARIES: Source = Source {
    name: "commentaries",
    part: Which::Clock,
    rank: 1,
    among: |look| {
        let near = Filter::Between(AgendaItemField::ContributionDue.field(), None, Some(Value::Date(look.until)));
        Ok(vec![look.agenda()?.commentaries().with([near])])
    },
    says: |look, record| {
        let item = AgendaItem(record);
        let what = format!("Commentary for {}", agenda::words(record));
        let why = match commentary::word(look.view, record)? {
            Word::OfAnother(by) => format!("commentary, typed by {}", by.words(look.view)?),
            _ => "commentary".to_owned(),
        };
        Ok(Some(Said { what: Some(what), owner: item.contributor(), ..Said::why(why) }))
    },
};

/// The items of which a commentary is asked and not there, of reviews that are still to be held; of one that is postponed nothing is
/// late before it is called for its new day.
///
/// # Errors
/// Where the file can't be read.
pub fn missing(view: View) -> Result<Vec<RecordId>, Error> {
    let coming = in_state(&[State::Planned, State::Called, State::Circulated]);
    let mut reviews = Vec::new();
    view.each(&coming.only(&[]), |record| {
        reviews.push(Value::Link(record.id));
        Ok(())
    })?;
    let asked =
        [Filter::Is(AgendaItemField::Review.field(), reviews), Filter::Filled(AgendaItemField::Contributor.field())];
    let fields = [AgendaItemField::Commentary, AgendaItemField::Contributor].map(AgendaItemField::field);
    let mut missing = Vec::new();
    // Words that say nothing, or are those of somebody else, are no commentary of whoever is asked for it.
    for record in view.page(&Query::those(&agenda_item::REGISTER, asked).only(&fields))?.records {
        missing.extend(commentary::word(view, &record)?.is_missing().then_some(record.id));
    }
    Ok(missing)
}

/// Minutes that nobody has approved yet.
static MINUTES: Source = Source {
    name: "minutes",
    part: Which::Clock,
    rank: 2,
    among: |_| Ok(vec![in_state(&[State::Concluded, State::MinutesCirculated])]),
    says: |look, record| {
        let review = Review(record);
        let (what, owner) = match review.state() {
            // Whoever has approved the version that was circulated last is not waited for.
            Some(State::MinutesCirculated) => match waits_for(look.view, record)? {
                Some(Role::Secretary) => ("Minutes to be approved", review.secretary()),
                _ => ("Minutes to be approved", review.chair()),
            },
            _ => ("Minutes to be circulated", review.secretary()),
        };
        let noun = review.noun();
        let on = review.date().map_or(String::new(), |date| format!(", of the {noun} of {}", near(date, look.today)));
        Ok(Some(Said { what: Some(format!("{what}{on}")), owner, ..Said::why("minutes") }))
    },
};
