//! The step that is offered next: the guards are asked before, so that nothing is offered that would be refused.

use chrono::NaiveDate;

use crate::domain::evidence::EvidenceField;
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::kpi::Kpi;
use crate::domain::name::{FieldName, MoveName};
use crate::domain::obligation::{Obligation, fulfilment};
use crate::domain::placing::Lacks;
use crate::domain::record::Record;
use crate::domain::resolution::{self, Resolution};
use crate::domain::review::Review;
use crate::domain::rules::{Broken, Missing};
use crate::domain::state::{Machine, Move};
use crate::domain::value::Value;
use crate::store::{Error, Hearing, View};
use crate::workflow::kpis::{self, MEASURE};
use crate::workflow::obligations::{self, operations::TASK};
use crate::workflow::operation::{Ask, At, EVIDENCE, Operation, REASON};
use crate::workflow::{received, resolutions, review};

use super::aspect::Aspect;
use super::source::Look;

/// A step.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Move(&'static Move),
    /// An operation in one of its ways.
    Operation(&'static Operation, usize),
    /// It is said who answers for it, or by when it is to be done.
    Set(Aspect),
}

impl Step {
    /// As it is typed: `done`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Move(step) => step.name.as_str(),
            Self::Operation(operation, _) => operation.name(),
            Self::Set(_) => "edit",
        }
    }

    /// What it is called on a screen: `Mark as done`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Move(step) => step.label,
            Self::Operation(operation, way) => operation.ways.get(way).map_or(operation.title, |way| way.name),
            Self::Set(aspect) => aspect.label(),
        }
    }
}

/// What is typed for a step, whole, but for the words that nobody else knows: `action done A-31 --evidence …`.
pub fn typed(step: Step, record: &Record) -> String {
    let reference = record.reference();
    let own = |word: &str| format!("{} {} {reference}", record.register.command(), word.replace('_', "-"));
    let option = |name: &str| format!("--{} …", name.replace('_', "-"));
    match step {
        Step::Set(aspect) => {
            let field = aspect.field(record.register).map(|field| option(field.name));
            [own(step.word())].into_iter().chain(field).collect::<Vec<_>>().join(" ")
        }
        Step::Move(step) => {
            let stamped = |name: &FieldName| step.stamped(record.register).any(|(one, _)| one == *name);
            let stands = |name: &FieldName| record.get(*name).is_some() && !step.cleared().any(|one| one == *name);
            let needed = step.needed().filter(|name| !stamped(name) && !stands(name));
            let mut words = vec![own(step.name.as_str())];
            let taken = |name: &FieldName| record.register.field(*name).is_some_and(|field| step.takes(field));
            words.extend(needed.filter(taken).map(|name| option(name.as_str())));
            // What is attested stands on what was done; what is done is shown.
            words.extend((step.evidence && step.attests.is_empty()).then(|| option(EVIDENCE.name)));
            words.extend(step.reason.then(|| option(REASON.name)));
            words.join(" ")
        }
        Step::Operation(operation, _) if std::ptr::eq(operation, &MEASURE) => {
            format!("measurement add --kpi {reference} --period-end … --value …")
        }
        Step::Operation(operation, way) => {
            let said = operation.ways.get(way).map_or(&[][..], |way| way.says);
            let word = |ask: &&Ask| {
                let says = said.iter().find(|(field, _)| *field == ask.field).map(|(_, says)| *says);
                match (ask.at, says) {
                    (At::Word(_) | At::Words(_), Some(says)) => Some(says.to_owned()),
                    (At::Word(name) | At::Words(name), None) => ask.needed.then(|| name.to_uppercase()),
                    (_, Some(says)) => ask.option_name().map(|name| format!("--{} {says}", name.replace('_', "-"))),
                    (_, None) => ask.option_name().filter(|_| ask.needed).map(option),
                }
            };
            let about = (operation.about.register() == Some(record.register)).then(|| reference.to_string());
            let asked = operation.asks.iter().filter_map(|ask| word(&ask));
            [operation.spelled()].into_iter().chain(about).chain(asked).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The widest command that a list has room for.
const ROOM: usize = 28;

/// The same where a list has room for it; else how it begins, and that it goes on.
pub fn listed(step: Step, record: &Record) -> String {
    let typed = typed(step, record);
    if typed.chars().count() <= ROOM {
        return typed;
    }
    // Its number stands beside it.
    let begins = typed.split_once(&format!(" {}", record.reference())).map_or(typed.as_str(), |(begins, _)| begins);
    format!("{} …", begins.trim_end_matches(" --kpi"))
}

/// What comes next of a record.
#[derive(Debug, Clone, Default)]
pub struct Next {
    /// None where there is none, or each would be refused.
    pub step: Option<Step>,
    /// What stands against the first of those that would be refused.
    pub why_not: Option<String>,
    /// The action by which it is done this time, where it comes round and that was recorded.
    pub task: Option<Record>,
}

/// So many steps of a record are tried, one after another.
const TRIED: usize = 3;

/// The step that somebody can take next with a record; nobody can where it is not known who it is.
///
/// # Errors
/// Where the file can't be read.
pub fn next(look: &Look, record: &Record) -> Result<Next, Error> {
    let view = look.view;
    let mut next = Next::default();
    if record.voided {
        return Ok(next);
    }
    if received::waits(record) {
        next.step = Some(Step::Operation(&received::ANSWER, 0)).filter(|_| look.me.is_some());
        return Ok(next);
    }
    if Kpi::of(record).is_some() {
        next.step = kpis::next(look, record)?.filter(|_| look.me.is_some());
        return Ok(next);
    }
    // What nobody answers for goes on once somebody does.
    if look.me.is_some() && Lacks::of(record).is_some_and(|lacks| lacks.owner) {
        next.step = Some(Step::Set(Aspect::Owner));
        return Ok(next);
    }
    if let Some(obligation) = Obligation::of(record).filter(|_| !record.fallen) {
        next.task = obligations::task_of(view, record)?;
        if next.task.is_none() {
            let open = obligations::comes_round(record) && look.me.is_some();
            next.step = Some(Step::Operation(&TASK, 0)).filter(|_| open);
            return Ok(next);
        }
        // What the file itself fulfils is settled by that.
        if fulfilment::of(obligation).is_some() {
            return Ok(next);
        }
    }
    // A meeting goes on by the steps of its procedure.
    if Review::of(record).is_some() {
        next.step = review::today::onward(view, record)?.filter(|_| look.me.is_some());
        return Ok(next);
    }
    if Resolution::of(record).is_some_and(|one| one.state() == Some(resolution::State::Open)) {
        next.step = resolutions::onward(look, record)?.filter(|_| look.me.is_some());
        return Ok(next);
    }
    for step in candidates(record, look.today).into_iter().take(TRIED) {
        match against(&look.hearing, record, step, look.me)? {
            None => {
                next.step = Some(Step::Move(step));
                return Ok(next);
            }
            Some(why) => next.why_not = next.why_not.or(Some(why)),
        }
    }
    Ok(next)
}

/// The word by which a record goes on, whoever would take that step and whatever stands against it.
///
/// # Errors
/// Where the file can't be read.
pub fn onward(view: View, record: &Record, today: NaiveDate) -> Result<Option<&'static str>, Error> {
    if Obligation::of(record).is_some_and(|_| !record.fallen) && obligations::task_of(view, record)?.is_none() {
        return Ok(Some(TASK.name()));
    }
    let settles_itself = Obligation::of(record).and_then(fulfilment::of).is_some();
    let first = candidates(record, today).first().map(|step| step.name.as_str());
    Ok(first.filter(|_| record.fallen || !settles_itself))
}

/// Whether a record is in a state from which it goes on, whoever would take that step and whatever stands against it.
pub fn goes_on(record: &Record) -> bool {
    let onward = |machine: &Machine| record.fallen || machine.onward(record).next().is_some();
    !record.voided && record.register.machine.is_some_and(onward)
}

/// The moves by which a record goes on, the first of them first: what has fallen is opened again, what was over is dealt
/// with anew, and nothing else has to be said for the others but that they are made.
fn candidates(record: &Record, today: NaiveDate) -> Vec<&'static Move> {
    let Some(machine) = record.register.machine else { return Vec::new() };
    let called = |name: Option<MoveName>| name.and_then(|name| machine.find(&name)).into_iter().collect();
    if record.fallen {
        return called(machine.attests(record).and_then(|attested| attested.opens));
    }
    if record.register == &crate::domain::obligation::REGISTER {
        return machine.find(obligations::DONE).into_iter().collect();
    }
    let over = record.register.lapses.filter(|_| record.lapsed(today).is_some());
    over.map_or_else(|| machine.onward(record).collect(), |lapses| called(Some(lapses.next)))
}

/// What stands against a move by somebody, whatever they say with it; nothing where it can be made. What is only to be said
/// with it does not stand against it: the form asks for that.
///
/// # Errors
/// Where the file can't be read.
pub fn against(
    hearing: &Hearing,
    record: &Record,
    step: &'static Move,
    by: Option<RecordId>,
) -> Result<Option<String>, Error> {
    let Some(by) = by else { return Ok(Some("It is not known who you are".to_owned())) };
    let field = |name: &str| record.register.field(name);
    let attesters = step.attests.iter().filter_map(|one| field(&one.attester()));
    let given: Vec<(&'static Field, Option<Value>)> = attesters.map(|one| (one, Some(Value::Link(by)))).collect();
    let broken = match hearing.against(record, step, &given, Some(by)) {
        Ok(broken) => broken,
        Err(Error::Refused(refusal)) => refusal.broken,
        Err(error) => return Err(error),
    };
    let is_said = |missing: &Missing| {
        let Some(field) = missing.field.filter(|_| missing.record.is_none_or(|id| id == record.id)) else {
            return false;
        };
        let handed_over = step.evidence && field == EvidenceField::REGISTER.as_str();
        let taken = record.register.field(field).is_some_and(|field| step.takes(field));
        handed_over || (taken && given.iter().all(|(one, _)| one.name != field))
    };
    let stands = |one: &Broken| one.missing.is_empty() || !one.missing.iter().all(is_said);
    let first = broken.iter().find(|one| stands(one));
    Ok(first.map(|one| {
        one.missing.iter().find(|missing| !is_said(missing)).map_or(one.rule.clone(), |one| one.what.clone())
    }))
}
