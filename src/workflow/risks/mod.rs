//! Risks that are open, and what has to be known of each: its level, its treatment, until when it is accepted.

mod heat;
mod map;
mod movement;

use chrono::NaiveDate;

use crate::domain::risk::{REGISTER, Risk, RiskField as Field, State, Treatment};
use crate::domain::risk_criteria::{self, Level};
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

pub use heat::heat;
pub use map::MAP;
pub use movement::Movement;

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::place::{Pane, Place};
use super::today::source::{Said, Source, Which};

/// Risks.
pub static FEATURE: Feature = Feature {
    readings: &[&MAP],
    places: &[&RISKS],
    checks: &[&ASSESSED, &TREATED, &ACCEPTED],
    today: &[&ABOVE, &ENDED],
    ..Feature::PLAIN
};

/// The risks on their heat map.
pub static RISKS: Place = Place {
    keys: &["4"],
    panes: &[Pane::Special("heat map")],
    ..Place::new("risks", "Risks", "The risks on their heat map")
};

static ASSESSED: Check = Check {
    name: "risks-assessed",
    clauses: &["6.1.2", "8.2"],
    says: "Each open risk has a level, and none is past the day on which it is looked at again.",
    register: &REGISTER,
    begins: None,
    judge: assessed,
};

static TREATED: Check = Check {
    name: "risks-treated",
    clauses: &["6.1.3", "8.3"],
    says: "Each risk above what its owner may accept is accepted by whom the risk criteria name, or treated: how, by whom \
           and by which day, which has not passed.",
    register: &REGISTER,
    begins: None,
    judge: treated,
};

static ACCEPTED: Check = Check {
    name: "risks-accepted",
    clauses: &["6.1.3", "8.2"],
    says: "Each acceptance of a risk ends on a day to come, and at a level that has not risen since.",
    register: &REGISTER,
    begins: None,
    judge: accepted,
};

/// Risks above what their owners may accept, and that nobody has accepted.
static ABOVE: Source = Source {
    name: "risks-above",
    part: Which::Look,
    rank: 3,
    among: |look| {
        let keys = above_the_owner(look.view, look.today)?;
        let order = Order { field: Some(Field::Level.field()), descending: true };
        let above = standing().with([Filter::one_of(Field::Level.field(), &keys)]);
        Ok(vec![Query { order, ..above }.sought(Field::Level.field())])
    },
    says: |_, record| {
        let level = Risk(record).level().map_or("", Level::label).to_lowercase();
        Ok(Some(Said::why(format!("{level}, above appetite")).grave()))
    },
};

/// Acceptances that have run out, by their day or by what has risen since.
static ENDED: Source = Source {
    name: "acceptances",
    part: Which::Look,
    rank: 4,
    among: |look| {
        let accepted = in_state(&[State::Accepted]);
        let passed = Filter::Between(Field::ReviewBy.field(), None, look.today.pred_opt().map(Value::Date));
        let risen = Filter::Is(Field::Outgrown.field(), vec![Value::YesNo(true)]);
        let order = Order { field: Some(Field::ReviewBy.field()), descending: false };
        let over = |over| Query { order, ..accepted.with([over]) }.sought(Field::State.field());
        Ok([passed, risen].map(over).into())
    },
    says: |_, _| Ok(Some(Said::why("acceptance ended").grave())),
};

/// The levels that the owner of a risk may not accept, by the criteria in force.
fn above_the_owner(view: View, today: NaiveDate) -> Result<Vec<&'static str>, Error> {
    let criteria = view.page(&Query::new(&risk_criteria::REGISTER))?.records;
    let above = Level::ALL.iter().filter(|level| !risk_criteria::owner_accepts(&criteria, today, **level));
    Ok(above.map(|level| level.key()).collect())
}

fn in_state(states: &[State]) -> Query {
    let keys: Vec<_> = states.iter().map(|state| state.key()).collect();
    Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &keys)])
}

fn assessed(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let open = in_state(&[State::Identified, State::Treated, State::Accepted]);
    let mut found = inspection.among(&[&open], "No open risk is recorded")?;
    let without = [Field::Level, Field::InherentLevel].map(|field| Filter::Empty(field.field()));
    let words = |_: &_| "Likelihood and impact are not assessed".to_owned();
    found.each(&open.with(without), Field::Likelihood.field(), words)?;
    // An acceptance that has ended is told as such.
    found.late(&in_state(&[State::Identified, State::Treated]), Field::ReviewBy.field())?;
    Ok(found.verdict())
}

fn treated(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let open = in_state(&[State::Identified, State::Treated, State::Accepted]);
    let above = above_the_owner(inspection.view, inspection.today)?;
    let keys: Vec<_> = Level::ALL.iter().map(|level| level.key()).collect();
    let [today, before] = at_levels(&keys).map(|filters| open.with(filters));
    let mut found = inspection.among(&[&today, &before], "No open risk with a level is recorded")?;
    for query in at_levels(&above).map(|filters| standing().with(filters)) {
        found.empty(&query, Field::Treatment.field())?;
        found.empty(&query, Field::Owner.field())?;
        let not_yet = |_: &_| "It is to be accepted, and nobody has accepted it".to_owned();
        let to_accept = query.with([Filter::Is(Field::Treatment.field(), accept())]);
        found.each(&to_accept, Field::AcceptedBy.field(), not_yet)?;
        let to_treat = query.with([Filter::IsNot(Field::Treatment.field(), accept())]);
        found.empty(&to_treat, Field::TreatedBy.field())?;
        found.late(&to_treat, Field::TreatedBy.field())?;
    }
    Ok(found.verdict())
}

/// The risks above what owners may accept that are to be treated, each by a day.
///
/// # Errors
/// Where the file can't be read.
pub fn to_treat(view: View, today: NaiveDate) -> Result<Vec<Query>, Error> {
    let to_treat = standing().with([Filter::IsNot(Field::Treatment.field(), accept())]);
    Ok(at_levels(&above_the_owner(view, today)?).map(|filters| to_treat.with(filters)).into())
}

fn standing() -> Query {
    in_state(&[State::Identified, State::Treated])
}

fn accept() -> Vec<Value> {
    vec![Value::Choice(Treatment::Accept.key())]
}

/// The level that stands is the one of today, or else the one before any control.
fn at_levels(keys: &[&'static str]) -> [Vec<Filter>; 2] {
    let (level, inherent) = (Field::Level.field(), Field::InherentLevel.field());
    [vec![Filter::one_of(level, keys)], vec![Filter::Empty(level), Filter::one_of(inherent, keys)]]
}

fn accepted(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let accepted = in_state(&[State::Accepted]);
    let mut found = inspection.among(&[&accepted], "No acceptance of a risk is recorded")?;
    let risen = vec![Value::YesNo(true)];
    let standing = accepted.with([Filter::IsNot(Field::Outgrown.field(), risen.clone())]);
    let day = Field::ReviewBy.field();
    let passed = Filter::passed(day, inspection.today);
    let over = |record: &_| lapsed(record, inspection);
    found.empty(&standing, day)?;
    found.each(&standing.with([passed]), day, over)?;
    found.each(&accepted.with([Filter::Is(Field::Outgrown.field(), risen)]), Field::Level.field(), over)?;
    Ok(found.verdict())
}

fn lapsed(record: &crate::domain::record::Record, inspection: &Inspection) -> String {
    record.lapsed(inspection.today).unwrap_or_else(|| "The acceptance has ended".to_owned())
}
