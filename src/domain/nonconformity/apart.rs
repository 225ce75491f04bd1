//! Who may not attest what in a nonconformity. Whoever had a hand in the work of this cycle does not verify it, judge its
//! effect or approve how it is closed: they made the correction or did an action, or owned the case or an action while
//! something was done in it. It is judged by what happened, so that no change of owners before or after is of any help.

use crate::domain::action::{self, Action, ActionField, DOING};
use crate::domain::attestation::Attestation;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::name::FieldName;
use crate::domain::record::{Record, Version};
use crate::domain::rules::{Fact, Facts};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::domain::value::Value;
use crate::fields;

use super::words::{
    CHECKED, CLOSING_APPROVED, DOWNGRADED, DUPLICATED, EXTENDED, NO_ACTION_APPROVED, Nonconformity, NonconformityField,
    NonconformityMove, OVERRULED, PLAN_APPROVED, REJECTED, REVISED, State, VERIFIED,
};

/// The moves by which something is done in a case. To state it, to look for its causes, to put it off is no hand in what
/// is to be attested.
const WORK: [NonconformityMove; 4] =
    [NonconformityMove::Contain, NonconformityMove::Plan, NonconformityMove::Begin, NonconformityMove::Implement];

/// What is alike for all that is attested of a case: it belongs to the unit of its system, and to that of this cycle.
const OF_A_CASE: Apart = Apart { through: fields![NonconformityField: System], moved: elsewhere, ..Apart::PLAIN };

const ACTIONS: Fact = Fact::PastHanging(ActionField::Source.link());

/// What the rules look at that ask for a hand in the work.
pub const BY_WORK: [Fact; 6] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, Fact::Linked(NonconformityField::System.name()), Fact::Past, ACTIONS]
};

/// What the rule looks at that asks who approved something of the case.
pub const BY_APPROVAL: &[Fact] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    &[exceptions, people, organisation, Fact::Linked(NonconformityField::System.name()), Fact::Past]
};

pub static PLAN: Apart = Apart {
    attests: PLAN_APPROVED,
    duty: Duty::Plan,
    act: "Plan approved",
    verb: "approve its plan",
    hands: owners,
    ..OF_A_CASE
};

pub static REVISION: Apart = Apart {
    attests: REVISED,
    with: fields![NonconformityField: RevisedBecause],
    duty: Duty::Plan,
    act: "Criterion approved",
    verb: "approve by what it is judged",
    hands: workers,
    ..OF_A_CASE
};

pub static EXTENSION: Apart = Apart {
    attests: EXTENDED,
    with: fields![NonconformityField: Due],
    duty: Duty::Plan,
    act: "Extension approved",
    verb: "approve its extension",
    hands: owners,
    ..OF_A_CASE
};

pub static DOWNGRADE: Apart = Apart {
    attests: DOWNGRADED,
    with: fields![NonconformityField: Grade],
    duty: Duty::Grading,
    act: "Downgrade approved",
    verb: "approve its downgrade",
    hands: owners,
    ..OF_A_CASE
};

pub static REJECTION: Apart = Apart {
    attests: REJECTED,
    duty: Duty::Grading,
    act: "Rejected",
    verb: "reject it",
    hands: raisers_and_owners,
    ..OF_A_CASE
};

pub static DUPLICATION: Apart = Apart {
    attests: DUPLICATED,
    with: fields![NonconformityField: DuplicateOf],
    duty: Duty::Grading,
    act: "Agreed that it is a duplicate",
    verb: "agree that it is a duplicate",
    hands: raisers_and_owners,
    ..OF_A_CASE
};

pub static NO_ACTION: Apart = Apart {
    attests: NO_ACTION_APPROVED,
    duty: Duty::Closing,
    act: "Approved that no action is needed",
    verb: "approve that no action is needed",
    hands: all_owners,
    ..OF_A_CASE
};

pub static VERIFICATION: Apart = Apart {
    attests: VERIFIED,
    duty: Duty::Verification,
    act: "Verified",
    verb: "verify it",
    hands: workers,
    ..OF_A_CASE
};

pub static JUDGEMENT: Apart = Apart {
    attests: CHECKED,
    duty: Duty::Verification,
    act: "Effectiveness judged",
    verb: "judge its effect",
    hands: workers,
    ..OF_A_CASE
};

pub static SECOND: Apart = Apart {
    attests: CLOSING_APPROVED,
    duty: Duty::Closing,
    act: "Closing approved",
    verb: "be the second who approves closing it",
    hands: workers_and_judge,
    ..OF_A_CASE
};

pub static OVERRULING: Apart = Apart {
    attests: OVERRULED,
    with: fields![NonconformityField: OverruledBecause],
    duty: Duty::Closing,
    act: "Measure overruled",
    verb: "overrule the measure",
    hands: workers_and_judge,
    ..OF_A_CASE
};

/// Whoever approved what an owner asks for does not become that owner.
pub static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(NonconformityField::Owner.fields()),
    duty: Duty::Plan,
    act: "Taken over",
    verb: "own it",
    hands: approvers,
    ..OF_A_CASE
};

/// All of them, for what is told of exceptions.
pub static ALL: [&Apart; 12] = [
    &PLAN,
    &REVISION,
    &EXTENSION,
    &DOWNGRADE,
    &REJECTION,
    &DUPLICATION,
    &NO_ACTION,
    &VERIFICATION,
    &JUDGEMENT,
    &SECOND,
    &OVERRULING,
    &OWNERSHIP,
];

/// The case as it was before what is judged: a move may clear what it rests on.
fn case<'a>(facts: &'a Facts) -> Nonconformity<'a> {
    Nonconformity(facts.before.unwrap_or(facts.record))
}

/// The versions of this cycle, and where it begins.
fn of_this_cycle(facts: &Facts) -> (Vec<Version>, Sequence) {
    let cycle = |record: &Record| Nonconformity(record).cycle().unwrap_or(1);
    let now = cycle(case(facts).0);
    let versions: Vec<_> = facts.past().iter().filter(|version| cycle(&version.record) == now).cloned().collect();
    let begins = versions.first().map_or(0, |version| version.sequence);
    (versions, begins)
}

/// Where it was in this cycle, in a field that says where it belongs, if that was elsewhere than now.
fn elsewhere(facts: &Facts, field: FieldName) -> Option<String> {
    let (versions, _) = of_this_cycle(facts);
    let now = facts.record.get(field);
    let same = |was: &Value| match (was, now) {
        (Value::Text(was), Some(Value::Text(now))) => was.trim().eq_ignore_ascii_case(now.trim()),
        (was, now) => Some(was) == now,
    };
    let stated = versions.iter().map(|version| &version.record);
    let mut stated = stated.filter(|record| Nonconformity(record).state() != Some(State::Draft));
    stated.find_map(|record| {
        let was = record.get(field).filter(|was| !same(was))?;
        let of = if let Value::Text(unit) = was { unit.trim() } else { "another system" };
        (!of.is_empty()).then(|| format!("{} was of {of} in this cycle", record.reference()))
    })
}

fn said(day: Option<chrono::NaiveDate>) -> String {
    day.map_or(String::new(), |day| format!(" on {day}"))
}

/// Those who owned the case while something was done in it, and its owner.
fn owners(facts: &Facts) -> Vec<Hand> {
    let (versions, begins) = of_this_cycle(facts);
    let mut hands: Vec<_> = owned(&versions).collect();
    hands.extend(owned_while_done(facts, begins));
    hands.extend(owner(facts));
    hands
}

/// Those, and everybody else who owned it since it was opened: whoever hands it on does not end it for the next owner.
fn all_owners(facts: &Facts) -> Vec<Hand> {
    let (versions, _) = of_this_cycle(facts);
    let stated = versions.iter().filter(|version| Nonconformity(&version.record).state() != Some(State::Draft));
    let once = stated.filter_map(|version| {
        let record = &version.record;
        Hand::of(Nonconformity(record).owner(), format!("owned {}{}", record.reference(), said(version.day)))
    });
    owners(facts).into_iter().chain(once).collect()
}

/// Those who owned the case when one of its corrective actions was done in this cycle.
fn owned_while_done(facts: &Facts, begins: Sequence) -> Vec<Hand> {
    let versions = facts.past();
    let owner_at = |sequence: Sequence| {
        let then = versions.iter().rfind(|version| version.sequence <= sequence);
        then.and_then(|version| Nonconformity(&version.record).owner())
    };
    let pasts = facts.past_hanging(ActionField::Source);
    let done = pasts.iter().filter(|past| is_corrective(past)).flat_map(|past| past.iter());
    done.filter(|version| version.is_by(&DOING) && version.sequence >= begins)
        .filter_map(|version| {
            let (done, case) = (&version.record, case(facts).0.reference());
            let deed = format!("owned {case} when {} was done{}", done.reference(), said(Action(done).done_on()));
            Hand::of(owner_at(version.sequence), deed)
        })
        .collect()
}

pub(super) fn is_corrective(past: &[Version]) -> bool {
    past.iter().any(|version| Action(&version.record).kind() == Some(action::Type::Corrective))
}

fn owned(versions: &[Version]) -> impl Iterator<Item = Hand> {
    versions.iter().filter(|version| version.is_by(&WORK)).filter_map(|version| {
        let state = version.record.state_label().unwrap_or_default().to_lowercase();
        let owner = Nonconformity(&version.record).owner();
        Hand::of(owner, format!("owned {} when it became {state}{}", version.record.reference(), said(version.day)))
    })
}

fn owner(facts: &Facts) -> Option<Hand> {
    let case = case(facts);
    Hand::of(case.owner(), format!("owns {}", case.0.reference()))
}

fn raisers_and_owners(facts: &Facts) -> Vec<Hand> {
    let past = facts.past();
    let raised = past.iter().map(|version| &version.record).chain([facts.record]);
    let raised = raised
        .filter_map(|record| Hand::of(Nonconformity(record).raised_by(), format!("raised {}", record.reference())));
    raised.chain(all_owners(facts)).collect()
}

/// Everybody who had a hand in the work of this cycle: what they did is told before what they owned.
fn workers(facts: &Facts) -> Vec<Hand> {
    let (versions, begins) = of_this_cycle(facts);
    let mut hands: Vec<Hand> = Vec::new();
    for record in versions.iter().map(|version| &version.record).chain([case(facts).0]) {
        let (case, reference) = (Nonconformity(record), record.reference());
        hands.extend(Hand::of(case.corrected_by(), format!("put {reference} right{}", said(case.corrected_on()))));
        hands.extend(Hand::of(case.begun_by(), format!("began {reference}{}", said(case.begun_on()))));
    }
    let pasts = facts.past_hanging(ActionField::Source);
    let mut owning = Vec::new();
    for past in pasts.iter() {
        let Some(now) = past.last().map(|version| &version.record) else { continue };
        let (counts, reference) = (case(facts).counts(now) && !now.voided, now.reference());
        if !is_corrective(past) {
            continue;
        }
        // What was done before this cycle counts where the action does.
        for version in past.iter().filter(|version| version.is_by(&DOING) && (counts || version.sequence >= begins)) {
            let done = Action(&version.record);
            let day = said(done.done_on());
            hands.extend(Hand::of(done.done_by(), format!("did {reference}{day}")));
            owning.extend(Hand::of(done.owner(), format!("owned {reference} when it was done{day}")));
        }
        owning.extend(Hand::of(Action(now).owner().filter(|_| counts), format!("owns {reference}")));
    }
    hands.extend(owning);
    hands.extend(owned(&versions));
    hands.extend(owned_while_done(facts, begins));
    hands.extend(owner(facts));
    hands
}

fn workers_and_judge(facts: &Facts) -> Vec<Hand> {
    let judge = Nonconformity(facts.record).checked_by();
    Hand::of(judge, "judged its effect").into_iter().chain(workers(facts)).collect()
}

/// Everybody who approved or rejected something in this cycle, however often it was approved anew.
fn approvers(facts: &Facts) -> Vec<Hand> {
    let (versions, _) = of_this_cycle(facts);
    let mut hands = Vec::new();
    for record in versions.iter().map(|version| &version.record).chain([case(facts).0]) {
        let (case, reference) = (Nonconformity(record), record.reference());
        let of = |by: Option<RecordId>, what: &str| Hand::of(by, format!("{what} {reference}"));
        hands.extend(of(case.plan_approved_by(), "approved the plan of"));
        hands.extend(of(case.revised_by(), "approved the criterion of"));
        hands.extend(of(case.extended_by(), "approved the extension of"));
        hands.extend(of(case.downgraded_by(), "approved the downgrade of"));
        hands.extend(of(case.rejected_by(), "rejected"));
        hands.extend(of(case.duplicate_agreed_by(), "agreed that another stands for"));
        hands.extend(of(case.no_action_approved_by(), "approved that no action is needed for"));
    }
    hands
}
