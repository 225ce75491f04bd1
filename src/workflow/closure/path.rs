//! The steps that a nonconformity has gone: when, by whom, and who recorded it, out of the record and the journal.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::attestation::Attestation;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::nonconformity::{Nonconformity, NonconformityField, NonconformityMove, State, words};
use crate::domain::record::Record;
use crate::domain::separation::Duty;
use crate::domain::transaction::{FieldChange, Way, What};
use crate::domain::value::Value;
use crate::store::journal::Range;
use crate::store::{Error, View};
use crate::workflow::excepted::{self, Excepted};
use crate::workflow::said::{self, Recorded};

/// A step that a case has gone, or has before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStep {
    /// The state that it led to.
    pub state: State,
    /// What was done: `Contained`.
    pub label: &'static str,
    /// Whether it was gone in this cycle.
    pub done: bool,
    /// Whether the case stands here.
    pub here: bool,
    pub day: Option<NaiveDate>,
    /// Who did it.
    pub by: Option<String>,
    /// Who typed it, where that is somebody else, and in whose name.
    pub recorded_by: Option<String>,
    /// How it was said: `by message, not on file`.
    pub how: Option<String>,
    /// What one person both did and attested in it, under an exception from separation of duties.
    pub excepted: Vec<Excepted>,
}

/// Who made a move last, and on which day.
pub struct Made {
    sequence: Sequence,
    pub by: Recorded,
    pub day: NaiveDate,
    /// What it added to what one person did and attested, a line each.
    pub excepted: String,
}

/// A state of the way, what it is called once it was reached, and the move that leads there.
const WAY: [(State, &str, Option<NonconformityMove>); 9] = [
    (State::Draft, "Raised", None),
    (State::Open, "Opened", Some(NonconformityMove::Open)),
    (State::Contained, "Contained", Some(NonconformityMove::Contain)),
    (State::Analysed, "Analysed", Some(NonconformityMove::Analyse)),
    (State::Planned, "Planned", Some(NonconformityMove::Plan)),
    (State::InProgress, "Begun", Some(NonconformityMove::Begin)),
    (State::Implemented, "Implemented", Some(NonconformityMove::Implement)),
    (State::Verified, "Verified", Some(NonconformityMove::Verify)),
    (State::Closed, "Closed, effective", Some(NonconformityMove::Close)),
];

/// The steps of a case, those gone and those to come.
pub fn steps(
    view: View,
    record: &Record,
    made: &HashMap<String, Made>,
    actions: &[Record],
    exceptions: &[Record],
) -> Result<Vec<CaseStep>, Error> {
    let case = Nonconformity(record);
    let state = case.state().unwrap_or(State::Draft);
    let made_by = |step: Option<NonconformityMove>| step.and_then(|step| made.get(step.name().as_str()));
    let mut way: Vec<(State, &'static str, Option<NonconformityMove>)> = match state {
        State::Corrected => vec![
            WAY[0],
            WAY[1],
            WAY[2],
            WAY[3],
            (State::Corrected, "Closed, corrected", Some(NonconformityMove::Correct)),
        ],
        State::Overruled => {
            let mut way = WAY.to_vec();
            way[8] = (State::Overruled, "Closed, measure overruled", Some(NonconformityMove::Overrule));
            way
        }
        State::ClosedBefore => vec![WAY[0], (State::ClosedBefore, "Closed before", Some(NonconformityMove::Adopt))],
        State::Rejected | State::Duplicate => {
            // How far it had come is what the journal says.
            let gone = WAY.iter().filter(|(_, _, step)| step.is_none() || made_by(*step).is_some());
            gone.copied().collect()
        }
        _ => WAY.to_vec(),
    };
    if state == State::Rejected {
        way.push((State::Rejected, "Rejected", Some(NonconformityMove::Reject)));
    }
    if state == State::Duplicate {
        way.push((State::Duplicate, "Duplicate", Some(NonconformityMove::Duplicate)));
    }
    let here = way.iter().position(|(one, _, _)| *one == state).unwrap_or(0);
    let mut steps = Vec::new();
    for (place, (reached, label, by)) in way.into_iter().enumerate() {
        let done = place <= here;
        let mut step = CaseStep {
            state: reached,
            label,
            done,
            here: place == here,
            day: None,
            by: None,
            recorded_by: None,
            how: None,
            excepted: Vec::new(),
        };
        if done {
            tell(view, case, &mut step, made_by(by), actions, exceptions)?;
        }
        steps.push(step);
    }
    Ok(steps)
}

fn tell(
    view: View,
    case: Nonconformity,
    step: &mut CaseStep,
    made: Option<&Made>,
    actions: &[Record],
    exceptions: &[Record],
) -> Result<(), Error> {
    let attested = match step.state {
        State::Planned => Some(words::PLAN_APPROVED),
        State::Verified | State::Corrected => Some(words::VERIFIED),
        State::Closed | State::Overruled => Some(words::CHECKED),
        State::Rejected => Some(words::REJECTED),
        State::Duplicate => Some(words::DUPLICATED),
        _ => None,
    };
    let by = match step.state {
        State::Draft => case.raised_by(),
        State::Contained => case.corrected_by(),
        State::InProgress => case.begun_by(),
        _ => attested.and_then(|one| one.who(case.0)),
    };
    let day = match step.state {
        State::Draft => case.raised_on(),
        State::Contained => case.corrected_on(),
        State::InProgress => case.begun_on(),
        State::Implemented => case.implemented_on(),
        _ if !step.state.is_open() => case.closed_on(),
        _ => attested.and_then(|one| one.when(case.0)),
    };
    let recorded = made.map(|made| &made.by);
    let by = by.or(recorded.map(|recorded| recorded.acting));
    step.day = day.or(made.map(|made| made.day));
    step.by = by.map(|id| title(view, id)).transpose()?;
    if let Some(recorded) = recorded.filter(|recorded| recorded.at_terminal != by) {
        step.recorded_by = Some(recorded.words(view)?);
    }
    let how = attested.and_then(|one| one.said(case.0));
    // What somebody entered at their own terminal is told by its day and name.
    let how = how.filter(|_| recorded.is_none_or(|recorded| recorded.at_terminal != by));
    step.how = how.map(|how| said::words(view, case.0, how, by, recorded)).transpose()?;
    let did = |person| {
        let own = |action: &&Record| Action(action).owner() == person || Action(action).done_by() == person;
        case.owner() == person || case.begun_by() == person || actions.iter().any(|action| own(&action))
    };
    let both = match step.state {
        State::Planned => (by == case.owner()).then_some(Duty::Plan),
        State::Verified | State::Closed | State::Overruled => did(by).then_some(Duty::Verification),
        State::Corrected => (by == case.corrected_by()).then_some(Duty::Verification),
        _ => None,
    };
    step.excepted = excepted::kept(made.map_or("", |made| &made.excepted), exceptions);
    let judged = made.map(|made| made.day).or(day);
    if let (Some(duty), Some(day), true, true) = (both, judged, by.is_some(), step.excepted.is_empty()) {
        step.excepted.extend(excepted::before_they_named_anybody(exceptions, duty, day));
    }
    Ok(())
}

/// The move that attested something of a record last.
pub fn recorded<'a>(made: &'a HashMap<String, Made>, record: &Record, of: &Attestation) -> Option<&'a Made> {
    let machine = record.register.machine?;
    let attesting = machine.moves.iter().filter(|step| of.is_made_by(step, machine));
    attesting.filter_map(|step| made.get(step.name.as_str())).max_by_key(|made| made.sequence)
}

/// Each move that was made of a record, as it was made last.
pub fn made(view: View, id: RecordId) -> Result<HashMap<String, Made>, Error> {
    let zone = view.circumstances()?.zone;
    let entries = view.entries(&Range { record: Some(id), ..Range::default() })?;
    let headers: HashMap<_, _> = entries.iter().map(|entry| (entry.sequence, &entry.header)).collect();
    let mut made = HashMap::new();
    for (sequence, change) in view.history(id)? {
        if let (What::Update { way: Way::Move(name), fields, .. }, Some(header)) = (change.what, headers.get(&sequence))
        {
            let day = header.at.with_timezone(&zone).date_naive();
            made.insert(name, Made { sequence, by: Recorded::then(view, header)?, day, excepted: added(&fields) });
        }
    }
    Ok(made)
}

/// The lines that a change added to what is told of exceptions.
fn added(fields: &[FieldChange]) -> String {
    let words = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let change = fields.iter().find(|change| change.field.name == NonconformityField::Excepted.name());
    let Some(change) = change else { return String::new() };
    let before = words(&change.before);
    words(&change.after).strip_prefix(&before).unwrap_or_default().trim().to_owned()
}

fn title(view: View, id: RecordId) -> Result<String, Error> {
    Ok(view.record(id)?.map_or(String::new(), |record| record.title().to_owned()))
}
