//! What is done about a nonconformity: its causes, what removes them, whether that worked, and its way to closure.

use crate::domain::action::{self, ActionField, Type};
use crate::domain::cause::{self, Cause, CauseField, Certainty};
use crate::domain::measurement;
use crate::domain::nonconformity::{Nonconformity, NonconformityMove, REGISTER, State};
use crate::domain::record::Record;
use crate::domain::retest::{self, RetestField};
use crate::domain::state::Move;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Proposal};
use crate::workflow::Trouble;
use crate::workflow::kpis;
use crate::workflow::operation::{About, Leads, Operation, Scene, Way, Why, own_move, why_not};
use crate::workflow::place::Spot;

use super::case::next_move;
use super::causes::unremoved;

/// What is done about a nonconformity.
pub static ALL: &[&Operation] = &[&GO_ON, &PUT_OFF, &CAUSE, &ROOT, &SHOWN, &ACTION, &RETEST, &MEASURE];

/// What is done with a nonconformity wherever it is selected.
pub static ON_CASES: Spot =
    Spot { label: "With a nonconformity selected", topic: "closure", operations: &[&GO_ON, &PUT_OFF], rarer: &[] };

/// What is done on the screen of one.
pub static ON_CASE: Spot = Spot {
    label: "On a nonconformity",
    topic: "closure",
    operations: &[&CAUSE, &ROOT, &SHOWN, &ACTION, &RETEST],
    rarer: &[],
};

const CASE: About = About::Record(&REGISTER);

/// It is taken to its next step.
pub static GO_ON: Operation = Operation {
    title: "Go on",
    help: "Takes a nonconformity to its next step",
    ways: &[Way::form(
        &[">", ";"],
        "Go on",
        "Take the nonconformity on: the form of its next step, with what the step needs",
    )],
    why_not: |scene| {
        let record = scene.record()?;
        match next_move(record) {
            Some(step) => Ok(why_not(record, step)),
            None => Ok(Some(ended(record))),
        }
    },
    leads: Some(|scene| {
        let record = scene.record()?;
        let step = next_move(record).ok_or_else(|| Trouble::Input(ended(record).words))?;
        Ok(Leads::Move(vec![record.clone()], step))
    }),
    ..Operation::new(&["go-on"], &REGISTER, CASE)
};

/// It is extended to a later day.
pub static PUT_OFF: Operation = own_move!(
    NonconformityMove::Extend,
    &REGISTER,
    CASE,
    &["p"],
    "Extend",
    "Extend it to a later day, with a reason and an approval"
);

/// The move by which a nonconformity is extended.
pub fn extension() -> Option<&'static Move> {
    REGISTER.machine.and_then(|machine| machine.find(&NonconformityMove::Extend.name()))
}

fn ended(record: &Record) -> Why {
    if record.voided {
        return Why::is(format!("{} is voided", record.reference()));
    }
    let state = record.state_label().unwrap_or_default().to_lowercase();
    Why::is(format!("{} is {state}; “Move on” offers what can be done with it", record.reference()))
}

/// Why it came about, or why a cause of it did.
pub static CAUSE: Operation = Operation {
    title: "Cause",
    help: "Adds why the nonconformity, or the selected cause of it, came about",
    ways: &[Way::form(&["c"], "Cause", "Add why the selected cause came about; elsewhere the first why")],
    leads: Some(|scene| {
        let mut known = vec![(CauseField::Nonconformity.field(), Value::Link(scene.record()?.id))];
        known.extend(selected(scene).map(|cause| (CauseField::LeadsTo.field(), Value::Link(cause.0.id))));
        Ok(Leads::Add(&cause::REGISTER, known, Vec::new()))
    }),
    ..Operation::new(&["cause"], &REGISTER, CASE)
};

/// A cause is marked as a root cause, or no longer.
pub static ROOT: Operation = Operation {
    title: "Root cause",
    help: "Marks a cause as a root cause, or takes the mark away",
    // A root cause without a class is asked for it.
    ways: &[Way::form(&["r"], "Root cause", "Mark the selected cause as a root cause, or take the mark away")
        .form_if(|scene| Ok(marks(Cause(scene.record()?)) && Cause(scene.record()?).class().is_none()))],
    leads: Some(|scene| {
        let cause = Cause(scene.record()?);
        let root = (CauseField::Root.field(), Value::YesNo(marks(cause)));
        Ok(Leads::Change(cause.0.clone(), root, CauseField::Class.field()))
    }),
    propose: |scene, _| {
        let cause = Cause(scene.record()?);
        let field = CauseField::Root.field();
        let (before, after) = (cause.0.get(field.name).cloned(), Some(Value::YesNo(marks(cause))));
        let fields = vec![FieldChange { field, before, after }];
        Ok(Proposal::of([Act::Edit { record: cause.0.id, based_on: cause.0.revision, fields }]))
    },
    ..Operation::new(&["root"], &cause::REGISTER, About::Record(&cause::REGISTER))
};

fn marks(cause: Cause) -> bool {
    cause.root() != Some(true)
}

/// It is said what shows that a cause is one.
pub static SHOWN: Operation = Operation {
    title: "Shown",
    help: "Says what shows that a cause is one",
    ways: &[Way::form(&["s"], "Shown", "Say what shows that the selected cause is one")],
    leads: Some(|scene| {
        let verified = (CauseField::Certainty.field(), Value::Choice(Certainty::Verified.key()));
        Ok(Leads::Change(scene.record()?.clone(), verified, CauseField::ShownBy.field()))
    }),
    ..Operation::new(&["shown"], &cause::REGISTER, About::Record(&cause::REGISTER))
};

/// A corrective action against the selected root cause, or against those that none removes yet.
pub static ACTION: Operation = Operation {
    title: "Corrective action",
    help: "Adds a corrective action against the root causes of a nonconformity",
    ways: &[Way::form(
        &["a"],
        "Corrective action",
        "Add an action against the cause; against the selected root cause where there is one",
    )],
    leads: Some(|scene| {
        let case = scene.record()?;
        let root = selected(scene).filter(|cause| cause.root() == Some(true)).map(|cause| vec![cause.0.id]);
        let mut removes = root.map_or_else(|| unremoved(scene.view, case), Ok)?;
        removes.sort_unstable();
        let mut known = vec![
            (ActionField::Source.field(), Value::Link(case.id)),
            (ActionField::Type.field(), Value::Choice(Type::Corrective.key())),
        ];
        known.extend((!removes.is_empty()).then(|| (ActionField::Removes.field(), Value::Links(removes))));
        Ok(Leads::Add(&action::REGISTER, known, Vec::new()))
    }),
    ..Operation::new(&["action"], &REGISTER, CASE)
};

/// A test of whether what was done worked.
pub static RETEST: Operation = Operation {
    title: "Retest",
    help: "Records what failed of how many before the action, and after it",
    ways: &[Way::form(&["t"], "Retest", "Record what failed of how many before the action, and after it")],
    leads: Some(|scene| {
        let known = vec![(RetestField::Nonconformity.field(), Value::Link(scene.record()?.id))];
        Ok(Leads::Add(&retest::REGISTER, known, Vec::new()))
    }),
    ..Operation::new(&["retest"], &REGISTER, CASE)
};

/// A value of the KPI that is to tell whether what was done worked.
pub static MEASURE: Operation = Operation {
    title: "Value of the KPI",
    help: "Records a value of the KPI by which the effect is judged",
    leads: Some(|scene| {
        let kpi = Nonconformity(scene.record()?).effectiveness_kpi();
        let kpi = kpi.map(|kpi| scene.view.record(kpi)).transpose()?.flatten();
        match kpi {
            Some(kpi) => Ok(kpis::measuring(scene, &kpi)?),
            None => Ok(Leads::Add(&measurement::REGISTER, Vec::new(), Vec::new())),
        }
    }),
    ..Operation::new(&["measure"], &REGISTER, CASE)
};

/// The operation by which something is put right that a rule names and that is no field of the case to be filled in.
pub fn puts_right(record: &Record, field: &str) -> Option<&'static Operation> {
    let case = Nonconformity::of(record)?;
    match field {
        "action" => Some(&ACTION),
        "retest" => Some(&RETEST),
        // Once it is verified the KPI stands, and what is wanting is a value of it.
        "effectiveness_kpi" if case.state() == Some(State::Verified) => Some(&MEASURE),
        _ => None,
    }
}

/// The selected cause, where one is.
fn selected<'s>(scene: &'s Scene) -> Option<Cause<'s>> {
    scene.any_part().and_then(Cause::of)
}
