//! What Today tells of written resolutions: whose answer is waited for, and when they can be counted.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::resolution::{Count, REGISTER, ResolutionField, State};
use crate::domain::spelling::near;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};
use crate::workflow::today::offered::Step;
use crate::workflow::today::source::{Look, Said, Source, Which};

use super::Told;
use super::operations::{ANSWER, SETTLE};

pub(super) static SOURCES: &[&Source] = &[&ANSWERS, &COUNT];

fn open() -> Query {
    let order = Order { field: Some(ResolutionField::ClosesOn.field()), descending: false };
    Query { order, ..Query::those(&REGISTER, [Filter::one_of(ResolutionField::State.field(), &[State::Open.key()])]) }
}

/// Those that whoever looks is entitled to answer, and did not yet.
static ANSWERS: Source = Source {
    name: "to answer",
    part: Which::Waiting,
    rank: 0,
    among: |look| {
        let Some(me) = look.me else { return Ok(Vec::new()) };
        Ok(vec![open().with([Filter::to(ResolutionField::Members.field(), me)])])
    },
    says: |look, record| {
        let told = Told::of(look.view, record.clone())?;
        let by = told.resolution().closes_on().map_or(String::new(), |day| format!(" by {}", near(day, look.today)));
        let step = Some(Step::Operation(&ANSWER, 0));
        Ok(waits_for(&told, look.me).then(|| Said { step, ..Said::why(format!("your answer{by}")) }))
    },
};

/// How far the answers have come, for whoever gathers them.
static COUNT: Source = Source {
    name: "resolutions",
    part: Which::Clock,
    rank: 3,
    among: |_| Ok(vec![open()]),
    says: |look, record| {
        let told = Told::of(look.view, record.clone())?;
        let entitled = told.count.entitled;
        let answered = format!("{} of {entitled} answered", entitled - told.count.silent());
        let near = told.resolution().closes_on().is_some_and(|day| look.is_near(day));
        let what = match to_count(told.count, told.resolution().closes_on(), look.today) {
            Some(why) => format!("{} {why}: count the answers, {answered}", record.title()),
            // Whoever is to answer is told that.
            None if !near || waits_for(&told, look.me) => return Ok(None),
            None => format!("{}: {answered}", record.title()),
        };
        let owner = told.resolution().secretary();
        Ok(Some(Said { what: Some(what), owner, ..Said::why("resolution") }))
    },
};

/// Why the answers are there to be counted; nothing where they are waited for.
pub(super) fn to_count(count: Count, closes: Option<NaiveDate>, today: NaiveDate) -> Option<&'static str> {
    let over = closes.is_some_and(|closes| closes < today);
    match count {
        count if count.is_reached() => Some("has reached its basis"),
        count if count.is_beyond_reach() => Some("can't reach its basis any more"),
        _ if over => Some("has not reached its basis by its closing day"),
        _ => None,
    }
}

fn waits_for(told: &Told, me: Option<RecordId>) -> bool {
    me.is_some_and(|me| told.silent.contains(&me))
}

/// What comes next of a resolution that was sent out: the answers are counted once that says something, and until then
/// whoever looks answers it.
///
/// # Errors
/// Where the file can't be read.
pub fn onward(look: &Look, record: &Record) -> Result<Option<Step>, Error> {
    let told = Told::of(look.view, record.clone())?;
    if to_count(told.count, told.resolution().closes_on(), look.today).is_some() {
        return Ok(Some(Step::Operation(&SETTLE, 0)));
    }
    Ok(waits_for(&told, look.me).then_some(Step::Operation(&ANSWER, 0)))
}
