//! Who may not attest what in a nonconformity. Whoever had a hand in the work of this cycle does not verify it, judge its
//! effect or approve how it is closed: they made the correction or did an action, or owned the case or an action while
//! something was done in it. It is judged by what happened, so that no change of owners before or after is of any help.

use crate::domain::action::{self, Action, ActionField, DOING};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::name::FieldName;
use crate::domain::record::{Record, Version};
use crate::domain::rules::{Fact, Facts, Missing};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::domain::value::Value;
use crate::fields;

use super::words::{Nonconformity, NonconformityField, NonconformityMove, State};

/// The moves by which something is done in a case. To state it, to look for its causes, to put it off is no hand in what
/// is to be attested.
const WORK: [NonconformityMove; 4] =
    [NonconformityMove::Contain, NonconformityMove::Plan, NonconformityMove::Begin, NonconformityMove::Implement];

/// The links through which it is known to which unit a case belongs.
const THROUGH: &[FieldName] = fields![NonconformityField::System];

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

static PLAN: Apart = Apart {
    by: NonconformityField::PlanApprovedBy.name(),
    on: Some(NonconformityField::PlanApprovedOn.name()),
    anew: fields![NonconformityField::PlanApprovedBy, NonconformityField::PlanApprovedOn],
    duty: Duty::Plan,
    act: "Plan approved",
    verb: "approve its plan",
    through: THROUGH,
    moved: elsewhere,
    hands: owners,
};

static EXTENSION: Apart = Apart {
    by: NonconformityField::ExtendedBy.name(),
    on: None,
    anew: fields![NonconformityField::ExtendedBy, NonconformityField::Due],
    duty: Duty::Plan,
    act: "Extension approved",
    verb: "approve its extension",
    through: THROUGH,
    moved: elsewhere,
    hands: owners,
};

static DOWNGRADE: Apart = Apart {
    by: NonconformityField::DowngradedBy.name(),
    on: None,
    anew: fields![NonconformityField::DowngradedBy, NonconformityField::Grade],
    duty: Duty::Grading,
    act: "Downgrade approved",
    verb: "approve its downgrade",
    through: THROUGH,
    moved: elsewhere,
    hands: owners,
};

static REJECTION: Apart = Apart {
    by: NonconformityField::RejectedBy.name(),
    on: None,
    anew: fields![NonconformityField::RejectedBy],
    duty: Duty::Grading,
    act: "Rejected",
    verb: "reject it",
    through: THROUGH,
    moved: elsewhere,
    hands: raisers_and_owners,
};

static NO_ACTION: Apart = Apart {
    by: NonconformityField::NoActionApprovedBy.name(),
    on: None,
    anew: fields![NonconformityField::NoActionApprovedBy],
    duty: Duty::Closing,
    act: "Approved that no action is needed",
    verb: "approve that no action is needed",
    through: THROUGH,
    moved: elsewhere,
    hands: all_owners,
};

static VERIFICATION: Apart = Apart {
    by: NonconformityField::VerifiedBy.name(),
    on: Some(NonconformityField::VerifiedOn.name()),
    anew: fields![NonconformityField::VerifiedBy, NonconformityField::VerifiedOn],
    duty: Duty::Verification,
    act: "Verified",
    verb: "verify it",
    through: THROUGH,
    moved: elsewhere,
    hands: workers,
};

static JUDGEMENT: Apart = Apart {
    by: NonconformityField::CheckedBy.name(),
    on: Some(NonconformityField::CheckedOn.name()),
    anew: fields![NonconformityField::CheckedBy, NonconformityField::CheckedOn],
    duty: Duty::Verification,
    act: "Effectiveness judged",
    verb: "judge its effect",
    through: THROUGH,
    moved: elsewhere,
    hands: workers,
};

static SECOND: Apart = Apart {
    by: NonconformityField::ClosingApprovedBy.name(),
    on: Some(NonconformityField::CheckedOn.name()),
    anew: fields![NonconformityField::ClosingApprovedBy],
    duty: Duty::Closing,
    act: "Closing approved",
    verb: "be the second who approves closing it",
    through: THROUGH,
    moved: elsewhere,
    hands: workers_and_judge,
};

/// Whoever approved what an owner asks for does not become that owner.
static OWNERSHIP: Apart = Apart {
    by: NonconformityField::Owner.name(),
    on: None,
    anew: fields![NonconformityField::Owner],
    duty: Duty::Plan,
    act: "Taken over",
    verb: "own it",
    through: THROUGH,
    moved: elsewhere,
    hands: approvers,
};

/// All of them, for what is told of exceptions.
pub static ALL: [&Apart; 9] =
    [&PLAN, &EXTENSION, &DOWNGRADE, &REJECTION, &NO_ACTION, &VERIFICATION, &JUDGEMENT, &SECOND, &OWNERSHIP];

/// Asked whenever it comes to be approved, also by taking back that it was taken back.
pub fn plan(facts: &Facts) -> Vec<Missing> {
    if PLAN.anew.iter().any(|field| facts.changes(*field)) { PLAN.missing(facts) } else { Vec::new() }
}

pub fn extension(facts: &Facts) -> Vec<Missing> {
    EXTENSION.missing(facts)
}

pub fn downgrade(facts: &Facts) -> Vec<Missing> {
    DOWNGRADE.missing(facts)
}

pub fn rejection(facts: &Facts) -> Vec<Missing> {
    REJECTION.missing(facts)
}

pub fn no_action(facts: &Facts) -> Vec<Missing> {
    NO_ACTION.missing(facts)
}

pub fn verification(facts: &Facts) -> Vec<Missing> {
    VERIFICATION.missing(facts)
}

pub fn judgement(facts: &Facts) -> Vec<Missing> {
    JUDGEMENT.missing(facts)
}

pub fn second(facts: &Facts) -> Vec<Missing> {
    SECOND.missing(facts)
}

pub fn ownership(facts: &Facts) -> Vec<Missing> {
    if facts.changes(NonconformityField::Owner) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

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

fn is_corrective(past: &[Version]) -> bool {
    past.iter().any(|version| Action(&version.record).sort() == Some(action::Sort::Corrective))
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
        hands.extend(of(case.extended_by(), "approved the extension of"));
        hands.extend(of(case.downgraded_by(), "approved the downgrade of"));
        hands.extend(of(case.rejected_by(), "rejected"));
        hands.extend(of(case.no_action_approved_by(), "approved that no action is needed for"));
    }
    hands
}
