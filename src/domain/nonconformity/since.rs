//! From which day figures tell of the actions of a case: what happened decides, and not what is typed afterwards. An action
//! that was said to be done, was tested and then done anew, and one that was thought of after a test, move no day.

use chrono::NaiveDate;

use crate::domain::action::{Action, ActionField, DOING};
use crate::domain::record::Version;
use crate::domain::register::Derived;
use crate::domain::rules::Facts;
use crate::domain::value::Value;

use super::apart;
use super::words::{Nonconformity, NonconformityField as Field, NonconformityMove, State};

/// The day on which the last of the actions in the plan was first said to be done, where that is before the one on which
/// all are. It is worked out where they are marked as done, and stands.
pub fn figures_from(facts: &Facts) -> Derived {
    let (case, before) = (Nonconformity(facts.record), facts.before.map(Nonconformity));
    let Some(implemented) = case.implemented_on() else { return Vec::new() };
    let comes = before.is_some_and(|before| before.state() != Some(State::Implemented));
    if case.state() != Some(State::Implemented) || !(comes || facts.changes(Field::ImplementedOn)) {
        return Vec::new();
    }
    let planned = facts.past().iter().rfind(|one| one.is_by(&[NonconformityMove::Plan])).map(|one| one.sequence);
    let (mut of_the_plan, mut of_all) = (None, None);
    for past in facts.past_hanging(ActionField::Source).iter() {
        let (Some(first), Some(done)) = (past.first(), first_done(case, past)) else { continue };
        of_all = of_all.max(Some(done));
        if planned.is_some_and(|planned| first.sequence <= planned) {
            of_the_plan = of_the_plan.max(Some(done));
        }
    }
    let earlier = of_the_plan.or(of_all).filter(|done| *done < implemented);
    vec![(Field::FiguresFrom.field(), earlier.map(Value::Date))]
}

/// The day on which a corrective action of this cycle was first said to be done.
fn first_done(case: Nonconformity, past: &[Version]) -> Option<NaiveDate> {
    let counts =
        apart::is_corrective(past) && past.last().is_some_and(|now| !case.earlier_actions().contains(&now.record.id));
    let done = past.iter().filter(|version| counts && version.is_by(&DOING));
    done.filter_map(|version| Action(&version.record).done_on()).min()
}
