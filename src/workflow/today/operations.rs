//! What is said of several matters at once, whatever they are: who answers for them, by when, how pressing they are.

use crate::domain::nonconformity;
use crate::domain::record::Record;
use crate::workflow::Trouble;
use crate::workflow::closure;
use crate::workflow::obligations::operations::TASK;
use crate::workflow::operation::{About, Leads, Operation, Scene, Subject, Way, Why, own};
use crate::workflow::place::Spot;

use super::aspect::Aspect;
use super::offered::{self, Step};
use super::source::Look;

/// What is said of several matters at once.
pub static ALL: &[&Operation] = &[&ADVANCE, &OWNER, &DAY, &PRIORITY];

/// What is done on what there is to do today.
pub static ON_TODAY: Spot = Spot {
    label: "On what there is to do today",
    topic: "screens",
    operations: &[],
    rarer: &[&OWNER, &DAY, &PRIORITY, &TASK],
};

/// They go one step further, where all of them go the same way.
pub static ADVANCE: Operation = Operation {
    title: "Advance",
    help: "Takes it one step further",
    ways: &[Way::form(
        &[">", ";"],
        "Advance",
        "Take it one step further; several at once where nothing is attested or closed by it",
    )],
    leads: Some(advanced),
    ..Operation::by_itself(&["advance"], About::Records)
};

fn advanced(scene: &Scene) -> Result<Leads, Trouble> {
    let mut records = Vec::new();
    for record in scene.records() {
        records.extend(scene.view.record(record.id)?);
    }
    let Some(first) = records.first() else { return Err(Trouble::input("Nothing is selected")) };
    let me = scene.author().ok().map(|author| author.person);
    let look = Look::of(scene.view, me, super::DAYS)?;
    let way = |record: &Record| offered::next(&look, record);
    let next = way(first)?;
    let step = match (next.step, next.why_not) {
        (Some(Step::Operation(operation, way)), _) if records.len() == 1 => {
            return Ok(Leads::Other(operation, way, Subject::of(first.id)));
        }
        (Some(step @ (Step::Move(_) | Step::Set(_))), _) => step,
        (None, Some(why)) => {
            return Err(Trouble::Input(format!("{} can't go on yet: {why}", first.reference())));
        }
        _ => {
            return Err(Trouble::Input(format!(
                "{} has no next step by itself; “Move on” offers its moves, “Edit” changes it",
                first.reference()
            )));
        }
    };
    for other in &records {
        let same = match (way(other)?.step, step) {
            (Some(Step::Move(one)), Step::Move(step)) => std::ptr::eq(one, step) && other.register == first.register,
            (Some(Step::Set(one)), Step::Set(aspect)) => one == aspect,
            _ => false,
        };
        if !same {
            return Err(Trouble::Input(format!(
                "{} and {} go on by different steps; mark those of one kind",
                first.reference(),
                other.reference()
            )));
        }
    }
    let step = match step {
        Step::Set(aspect) => return Ok(Leads::Set(records, aspect)),
        Step::Move(step) => step,
        Step::Operation(operation, way) => return Ok(Leads::Other(operation, way, Subject::of(first.id))),
    };
    match own::in_bulk(first.register, step, records.len()) {
        Some(why) => Err(Trouble::Until(why)),
        None => Ok(Leads::Move(records, step)),
    }
}

/// Who answers for them.
pub static OWNER: Operation = Operation {
    title: "Owner",
    help: "Says who owns it",
    ways: &[Way::form(&["o"], "Owner", "Say who owns it")],
    why_not: |scene| Ok(why_not(scene, Aspect::Owner)),
    leads: Some(|scene| Ok(Leads::Set(scene.records().to_vec(), Aspect::Owner))),
    ..Operation::by_itself(&["owner"], About::Records)
};

/// By when they are to be done.
pub static DAY: Operation = Operation {
    title: "Day",
    help: "Sets the day",
    ways: &[Way::form(&["d"], "Day", "Set the day; an open nonconformity is extended, with a reason and an approval")],
    why_not: |scene| {
        let cases = scene.records().iter().filter(|record| is_put_off(record)).count();
        let mixed = cases > 0 && cases < scene.records().len();
        let words = || "Open nonconformities are moved by an extension: mark them by themselves".to_owned();
        Ok(why_not(scene, Aspect::Day).or_else(|| Why::when(mixed, words)))
    },
    leads: Some(|scene| {
        let records = scene.records().to_vec();
        Ok(match closure::operations::extension().filter(|_| records.iter().all(is_put_off)) {
            Some(step) => Leads::Move(records, step),
            None => Leads::Set(records, Aspect::Day),
        })
    }),
    ..Operation::by_itself(&["day"], About::Records)
};

/// How pressing they are.
pub static PRIORITY: Operation = Operation {
    title: "Priority",
    help: "Says how pressing it is",
    ways: &[Way::form(&["p"], "Priority", "Say how pressing it is")],
    why_not: |scene| Ok(why_not(scene, Aspect::Priority)),
    leads: Some(|scene| Ok(Leads::Set(scene.records().to_vec(), Aspect::Priority))),
    ..Operation::by_itself(&["priority"], About::Records)
};

fn why_not(scene: &Scene, aspect: Aspect) -> Option<Why> {
    aspect.why_not(&scene.records().iter().collect::<Vec<_>>()).map(Why::is)
}

/// Whether its day is set by putting it off: that of a nonconformity that is open.
fn is_put_off(record: &Record) -> bool {
    record.register == &nonconformity::REGISTER && record.state() != Some(nonconformity::State::Draft.key())
}
