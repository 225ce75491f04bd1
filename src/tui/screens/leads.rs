//! Where something that a rule names is put right: a field of the record, a field that only a move sets, or a record
//! that is still to hang on it.

use crate::domain::action::{self, Action, ActionField, Sort};
use crate::domain::cause::{self, Cause, CauseField};
use crate::domain::identity::RecordId;
use crate::domain::measurement::{self, MeasurementField};
use crate::domain::nonconformity::{self, Nonconformity, State};
use crate::domain::record::Record;
use crate::domain::retest::{self, RetestField};
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice, open};

use super::acting;
use super::form::{Form, Preset, Purpose};

/// Opens the form in which a field that a rule names is filled in.
pub fn to_field(record: &Record, field: &str, desk: &Desk) -> Result<Effects, Error> {
    let case = record.register == &nonconformity::REGISTER;
    match field {
        "evidence" => return acting::run(Command::Evidence, &[record], None, desk),
        "action" if case => return new_action(record, &unremoved(desk.view(), record)?, desk),
        "retest" if case => return new_retest(record, desk),
        // Once it is verified the KPI stands, and what is wanting is a value of it.
        "effectiveness_kpi" if case && Nonconformity(record).state() == Some(State::Verified) => {
            let kpi = Nonconformity(record).effectiveness_kpi().map(Value::Link);
            let preset = kpi.map(|kpi| (MeasurementField::Kpi.field(), kpi)).into_iter().collect();
            return create(&measurement::REGISTER, preset, desk);
        }
        _ => {}
    }
    let declared = record.register.field(field);
    if declared.is_none_or(|field| !field.by_move) {
        let form = Form::open(Purpose::Edit { records: vec![record.clone()] }, desk)?;
        return Ok(open(form.focused_on(field)));
    }
    // Only a move sets it: the next one, where that is the one.
    let Some(machine) = record.register.machine else { return Ok(Effects::new()) };
    let sets = |step: &&'static crate::domain::state::Move| step.sets.iter().any(|name| *name == field);
    let here = machine.moves_from(record.state().unwrap_or_default());
    match machine.onward(record).find(sets).or_else(|| here.filter(|step| !step.guided).find(sets)) {
        Some(step) => {
            let form = Form::open(Purpose::Move { records: vec![record.clone()], step }, desk)?;
            Ok(open(form.focused_on(field)))
        }
        None => {
            let step = machine.moves.iter().find(sets);
            let label = declared.map_or(field, |field| field.label);
            let words = match step.and_then(|step| Some((step, machine.why_not(record, step)?))) {
                Some((step, why)) => format!("{label} is set by “{}”. {why}", step.label),
                None => format!("{label} is not set by hand"),
            };
            Ok(Notice::watch(words).into())
        }
    }
}

/// The root causes of the present cycle that no action removes yet.
pub fn unremoved(view: View, record: &Record) -> Result<Vec<RecordId>, Error> {
    let case = Nonconformity(record);
    let hanging: Vec<Record> = view.backlinks(record.id)?.into_iter().map(|backlink| backlink.record).collect();
    let root = |one: &&Record| Cause::of(one).is_some_and(|cause| cause.root() == Some(true) && case.has_cause(one));
    let stands = |one: &&Record| {
        Action::of(one).is_some_and(|action| {
            let gone = [action::State::Cancelled, action::State::Superseded, action::State::Merged];
            case.counts(one) && !action.state().is_some_and(|state| gone.contains(&state))
        })
    };
    let removed: Vec<RecordId> = hanging.iter().filter(stands).flat_map(|one| Action(one).removes().to_vec()).collect();
    Ok(hanging.iter().filter(root).map(|one| one.id).filter(|id| !removed.contains(id)).collect())
}

/// The form of a corrective action of a case that removes these causes.
pub fn new_action(case: &Record, removes: &[RecordId], desk: &Desk) -> Result<Effects, Error> {
    let mut preset: Preset = vec![
        (ActionField::Source.field(), Value::Link(case.id)),
        (ActionField::Sort.field(), Value::Choice(Sort::Corrective.key())),
    ];
    if !removes.is_empty() {
        let mut ids = removes.to_vec();
        ids.sort_unstable();
        preset.push((ActionField::Removes.field(), Value::Links(ids)));
    }
    create(&action::REGISTER, preset, desk)
}

/// The form of a retest of a case.
pub fn new_retest(case: &Record, desk: &Desk) -> Result<Effects, Error> {
    create(&retest::REGISTER, vec![(RetestField::Nonconformity.field(), Value::Link(case.id))], desk)
}

/// The form of a cause of a case: why another cause came about, or the first why.
pub fn new_cause(case: &Record, below: Option<RecordId>, desk: &Desk) -> Result<Effects, Error> {
    let mut preset: Preset = vec![(CauseField::Nonconformity.field(), Value::Link(case.id))];
    preset.extend(below.map(|id| (CauseField::LeadsTo.field(), Value::Link(id))));
    create(&cause::REGISTER, preset, desk)
}

fn create(register: &'static crate::domain::register::Register, preset: Preset, desk: &Desk) -> Result<Effects, Error> {
    Ok(open(Form::open(Purpose::Create { register, about: Vec::new(), preset }, desk)?))
}
