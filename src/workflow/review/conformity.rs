//! What has to hold of management reviews: that they are held, consider every input, and that what they decide is done.

use chrono::Months;

use crate::domain::action::{self, ActionField};
use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField, Input};
use crate::domain::decision::{self, DecisionField};
use crate::domain::organisation::{self, Organisation, OrganisationField};
use crate::domain::record::Record;
use crate::domain::review::{self, Review, ReviewField, State, Type};
use crate::domain::rules::Missing;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};
use crate::workflow::check::{Check, Gathering, Inspection, Unjudged, Verdict};
use crate::workflow::review::considered::without_top_management;
use crate::workflow::review::{Proceedings, call};

/// Reviews are held.
pub static HELD: Check = Check {
    name: "reviews",
    clauses: &["9.3.1", "9.3.2"],
    says: "A management review was held within the interval that the organisation set, and considered every input before \
           top management.",
    register: &review::REGISTER,
    begins: None,
    judge: held,
};

/// What they decided is carried out.
pub static CARRIED_OUT: Check = Check {
    name: "decisions",
    clauses: &["9.3.3"],
    says: "What a review decided is carried out: no decision waits to be ratified, and each action of a review has an \
           owner and a day, which has not passed.",
    register: &decision::REGISTER,
    begins: None,
    judge: carried_out,
};

/// The first of the reviews in some states, by their day.
fn first(inspection: &Inspection, of: fn(State) -> bool, descending: bool) -> Result<Option<Record>, Error> {
    let states: Vec<_> = State::ALL.iter().filter(|state| of(**state)).map(|state| state.key()).collect();
    let order = Order { field: Some(ReviewField::Date.field()), descending };
    // A meeting of another kind is no management review, whatever was decided in it.
    let others = [Type::Ordinary, Type::Extraordinary].map(|kind| Value::Choice(kind.key()));
    let filters =
        [Filter::one_of(ReviewField::State.field(), &states), Filter::IsNot(ReviewField::Type.field(), others.into())];
    let query = Query::those(&review::REGISTER, filters);
    Ok(inspection.view.page(&Query { order, limit: Some(1), ..query })?.records.pop())
}

fn held(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let Some(last) = call::previous(inspection.view, None)? else {
        let why = match first(inspection, State::is_over, true)? {
            None => "No management review was held yet".to_owned(),
            Some(other) => format!(
                "No management review was held yet that counts: {}, {}",
                other.reference(),
                Review(&other).lacked()
            ),
        };
        return Err(Unjudged(why));
    };
    let mut found = inspection.gather();
    interval(inspection, &last, &mut found)?;
    let of = Filter::to(AgendaItemField::Review.field(), last.id);
    let items = inspection.view.page(&Query::those(&agenda_item::REGISTER, [of]))?.records;
    for input in Input::ALL.iter().filter(|input| input.is_required()) {
        let item = items.iter().find(|item| AgendaItem(item).input() == Some(*input));
        let state = item.and_then(|item| AgendaItem(item).state());
        match (item, state) {
            (None, _) => found.add(Missing::in_record(&last, format!("{}: not on its agenda", input.words()))),
            (_, Some(agenda_item::State::Discussed | agenda_item::State::Noted)) => {}
            (Some(item), _) => {
                let state = item.state_label().unwrap_or_default().to_lowercase();
                let what = format!("{}: {state}", input.words());
                found.add(Missing::at(item, AgendaItemField::State.name(), what));
            }
        }
    }
    without_top(inspection, &last, &mut found)?;
    left_behind(inspection, &last, &mut found)?;
    Ok(found.verdict())
}

/// Reviews that the next one passed over: what was said in them stands in no minutes.
fn left_behind(inspection: &Inspection, last: &Record, found: &mut Gathering) -> Result<(), Error> {
    let these = |states: &[State]| {
        let states: Vec<_> = states.iter().map(|state| state.key()).collect();
        let filters = [Filter::one_of(ReviewField::State.field(), &states)];
        Ok::<_, Error>(inspection.view.page(&Query::those(&review::REGISTER, filters))?.records)
    };
    let prepared = these(&[State::Called, State::Circulated, State::InSession])?;
    let another = |than: &Record| prepared.iter().any(|one| one.id != than.id);
    for one in these(&[State::Adjourned, State::InSession])? {
        let before = Review(&one).opened_at().is_none_or(|at| at.date_naive() < inspection.today);
        let how = match Review(&one).state() {
            Some(State::Adjourned) => "is adjourned, and was not gone on with",
            _ => "is in session, and was neither adjourned nor concluded",
        };
        if before || another(&one) {
            found.add(Missing::in_record(&one, format!("{} {how}", one.reference())));
        }
    }
    for one in these(&[State::Concluded, State::MinutesCirculated])? {
        if another(&one) || one.id != last.id {
            let what = format!("{}: its minutes are not sealed, and another meeting is called", one.reference());
            found.add(Missing::in_record(&one, what));
        }
    }
    Ok(())
}

/// What nobody of top management was there for was considered, and not by it.
fn without_top(inspection: &Inspection, last: &Record, found: &mut Gathering) -> Result<(), Error> {
    let Some(proceedings) = Proceedings::of(inspection.view, last.id)? else { return Ok(()) };
    let without = without_top_management(inspection.view, &proceedings)?;
    for item in &proceedings.items {
        if let (Some(without), Some(input)) = (without.get(&item.id), AgendaItem(item).input()) {
            let what = format!("{}: {}", input.words(), without.words().to_lowercase());
            found.add(Missing::at(item, AgendaItemField::State.name(), what));
        }
    }
    Ok(())
}

fn interval(inspection: &Inspection, last: &Record, found: &mut Gathering) -> Result<(), Error> {
    let Some(settings) = inspection.view.single(&organisation::REGISTER)? else { return Ok(()) };
    let interval = OrganisationField::ReviewInterval;
    let months = Organisation(&settings).review_interval().and_then(|months| u32::try_from(months).ok());
    let Some(months) = months else {
        found.add(Missing::at(&settings, interval.name(), format!("{} is empty", interval.field().label)));
        return Ok(());
    };
    let Some(day) = Review(last).held_on(&inspection.view.circumstances()?.zone) else {
        found.add(Missing::at(last, ReviewField::Date.name(), "The last review has no date"));
        return Ok(());
    };
    if let Some(latest) = day.checked_add_months(Months::new(months)).filter(|latest| *latest < inspection.today) {
        let late = (inspection.today - latest).num_days();
        let what =
            format!("The last review was on {day}; within {months} months the next was due by {latest}, {late} d ago");
        let next = first(inspection, |state| state.is_before() || state.is_running(), false)?;
        found.add(match next {
            Some(next) => Missing::at(&next, ReviewField::Date.name(), what),
            None => Missing::elsewhere(what),
        });
    }
    Ok(())
}

fn carried_out(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let state = DecisionField::State.field();
    let holding =
        decision::State::ALL.iter().filter(|state| state.holds()).map(|state| state.key()).collect::<Vec<_>>();
    let decided = Query::those(&decision::REGISTER, [Filter::one_of(state, &holding)]);
    let of_reviews = Filter::Filled(ActionField::Review.field());
    // What was called off is carried out by nobody.
    let cancelled = vec![Value::Choice(action::State::Cancelled.key())];
    let actions =
        Query::those(&action::REGISTER, [of_reviews.clone(), Filter::IsNot(ActionField::State.field(), cancelled)]);
    let mut found = inspection.among(&[&decided, &actions], "No decision and no action of a review is recorded")?;
    let provisional = Query::those(&decision::REGISTER, [Filter::one_of(state, &[decision::State::Provisional.key()])]);
    found.each(&provisional, state, |_| "Carried without a quorum, and not ratified since".to_owned())?;
    let open = Query::those(
        &action::REGISTER,
        [of_reviews, Filter::one_of(ActionField::State.field(), &[action::State::Open.key()])],
    );
    found.empty(&open, ActionField::Owner.field())?;
    found.empty(&open, ActionField::Due.field())?;
    found.late(&open, ActionField::Due.field())?;
    Ok(found.verdict())
}
