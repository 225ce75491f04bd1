//! Changes to the management system (6.3, 8.1): planned and approved before they take effect, made in an emergency and
//! approved within days, or found to have happened without anybody's plan.

use chrono::{Days, NaiveDate};

use crate::fields;

use super::attestation::Attestation;
use super::better::{Better, Hiding};
use super::canonical::{Json, Object};
use super::evidence;
use super::ground::{Attested, Ground};
use super::ownership;
use super::reason;
use super::record::Record;
use super::register::{Derived, Register, Upcaster};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::state::{Machine, Move, Stamp};
use super::value::Value;

crate::choices! {
    /// Where a change stands.
    State {
        Planned = "planned", "Planned", Active;
        Approved = "approved", "Approved", Active;
        Unapproved = "unapproved", "In effect, not approved", Watch;
        Unintended = "unintended", "Unintended, not reviewed", Watch;
        Effective = "effective", "In effect", Good;
        LookedBack = "looked-back", "Looked back on", Good;
        Dropped = "dropped", "Dropped", Gone;
    }
}

crate::moves! {
    /// The moves of a planned change.
    PlannedChangeMove {
        Approve = "approve", Effect = "effect", Emergency = "emergency", Ratify = "ratify", Revert = "revert",
        Unintended = "unintended", Review = "review", Drop = "drop", Reopen = "reopen", Adopt = "adopt",
    }
}

crate::words! {
    /// Planned changes to the AI management system: what changes, why, with which consequences, by whom and when.
    PlannedChange, PlannedChangeField: "planned_change" / "planned changes", "CH", "6.3, 8.1";

    /// What changes.
    what What: text, "Change", title, sorted;
    /// The decision from which it follows.
    decision Decision: link("decision"), "Decision", listed;
    /// What it is for, and what could follow from it.
    consequences Consequences: long_text, "Purpose and consequences", searchable;
    /// What keeps the management system whole meanwhile: resources, responsibilities.
    integrity Integrity: long_text, "How the system stays whole", searchable;
    /// What it touches: documents, systems, controls, risks, obligations.
    touches Touches: links(any), "Touches";
    /// Who carries it out.
    owner Owner: person, "Owner", listed;
    /// The day from which it is to hold. Once it is in effect without that: the day by which it is approved or reviewed.
    due Due: date, "Due date", listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    attestation APPROVED {
        /// Who approved it: not its owner.
        by approved_by ApprovedBy: "Approved by", by_move;
        /// The day on which it was approved.
        on approved_on ApprovedOn: "Approved on", by_move;
        /// How the approval was given.
        how approved_how ApprovedHow: "Approved how", by_move;
    }
    /// The day from which it holds.
    effective_on EffectiveOn: date, "In effect since", by_move, past, sorted;
    /// The day on which somebody looked back on it.
    looked_back_on LookedBackOn: date, "Looked back on", by_move, past;
    /// What came of it: whether it did what it was for, what followed that nobody wanted, what was done about that.
    looked_back LookedBack: long_text, "What came of it", by_move, searchable;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// In effect before this file was kept, or before changes were approved, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
}

/// Changes to the AI management system.
pub static REGISTER: Register = DECLARATION
    .machine(&MACHINE)
    .derives(DERIVED)
    .rules(RULES)
    .frozen(FROZEN)
    .upcasters(UPCASTERS)
    .better(BETTER)
    .hiding(Hiding::WhileOpen);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[Better::Gone(PlannedChangeMove::Drop.name())];

/// Within so many days what took effect at once is approved, and what nobody planned is reviewed.
pub const WITHIN_DAYS: u64 = 5;

const ADOPTED: PlannedChangeField = PlannedChangeField::Adopted;

static MACHINE: Machine = Machine {
    field: PlannedChangeField::State.name(),
    initial: State::Planned.key(),
    adopted: Some(ADOPTED.name()),
    open: &[State::Planned.key(), State::Approved.key(), State::Unapproved.key(), State::Unintended.key()],
    due_in: &[State::Planned.key(), State::Approved.key(), State::Unapproved.key(), State::Unintended.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: PlannedChangeMove::Approve.name(),
            label: "Approve",
            help: "Someone other than its owner finds that it can be made, from its day on.",
            participle: "approved",
            from: &[State::Planned.key()],
            to: State::Approved.key(),
            attests: &[&APPROVED],
            needs: fields![PlannedChangeField: Owner, Consequences, Integrity, Due],
            rules: &[BY_ANOTHER],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Effect.name(),
            label: "In effect",
            help: "The change holds from a day on, and not before the one for which it was approved.",
            participle: "put into effect",
            from: &[State::Approved.key()],
            to: State::Effective.key(),
            asks: fields![PlannedChangeField: EffectiveOn],
            rules: &[NOT_BEFORE_ITS_DAY],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Emergency.name(),
            label: "In effect at once",
            help: "An emergency: it holds now, and is approved within days by someone other than its owner.",
            participle: "put into effect at once",
            from: &[State::Planned.key()],
            to: State::Unapproved.key(),
            asks: fields![PlannedChangeField: EffectiveOn],
            needs: fields![PlannedChangeField: Owner, Consequences],
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Ratify.name(),
            label: "Approve afterwards",
            help: "Someone other than its owner finds that what took effect at once can stay.",
            participle: "approved afterwards",
            from: &[State::Unapproved.key()],
            to: State::Effective.key(),
            attests: &[&APPROVED],
            needs: fields![PlannedChangeField: Integrity],
            rules: &[BY_ANOTHER, AFTER_ITS_EFFECT],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Revert.name(),
            label: "Take back",
            help: "What took effect at once is not approved, and is undone.",
            participle: "taken back",
            from: &[State::Unapproved.key()],
            to: State::Dropped.key(),
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Unintended.name(),
            label: "Nobody planned it",
            help: "It happened, and nobody had planned it: its consequences are reviewed within days.",
            participle: "recorded as unintended",
            from: &[State::Planned.key()],
            to: State::Unintended.key(),
            asks: fields![PlannedChangeField: EffectiveOn],
            needs: fields![PlannedChangeField: Owner],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Review.name(),
            label: "Look back",
            help: "What came of it was reviewed, and what followed that nobody wanted was dealt with.",
            participle: "looked back on",
            from: &[State::Effective.key(), State::Unintended.key()],
            to: State::LookedBack.key(),
            asks: fields![PlannedChangeField: LookedBackOn, LookedBack],
            rules: &[SAYS_WHAT_CAME_OF_IT],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Drop.name(),
            label: "Drop",
            help: "The change is not made, for a reason.",
            participle: "dropped",
            from: &[State::Planned.key(), State::Approved.key()],
            to: State::Dropped.key(),
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Reopen.name(),
            label: "Reopen",
            help: "It is to be made after all, or otherwise than it was approved, or was not made.",
            participle: "reopened",
            from: &[State::Approved.key(), State::Dropped.key(), State::Effective.key(), State::LookedBack.key()],
            to: State::Planned.key(),
            clears: fields![PlannedChangeField: EffectiveOn, LookedBackOn, LookedBack, Adopted, ..APPROVED],
            rules: &[WAS_NOT_IN_EFFECT_UNAPPROVED],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Adopt.name(),
            label: "Carry over as in effect before",
            help: "It took effect before this file was kept; nothing here verifies it.",
            participle: "carried over as in effect before",
            from: &[State::Planned.key()],
            to: State::Effective.key(),
            sets: fields![PlannedChangeField: EffectiveOn],
            stamps: &[(ADOPTED.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

const BY_ANOTHER: Rule =
    Rule::new("A change is approved by somebody other than its owner.", Holds::By(|facts| APPROVAL.missing(facts)))
        .clause("6.3")
        .looking_at(&BY_OWNERS);

const NOT_BEFORE_ITS_DAY: Rule =
    Rule::new("A change takes effect once it is approved, and not before its day.", Holds::By(not_before_its_day))
        .clause("6.3");

const AFTER_ITS_EFFECT: Rule = Rule::new(
    "What took effect at once is approved afterwards.",
    Holds::Ordered(&[&[PlannedChangeField::EffectiveOn.name(), PlannedChangeField::ApprovedOn.name()]]),
);

const SAYS_WHAT_CAME_OF_IT: Rule =
    Rule::new("Whoever looks back says what came of it.", Holds::By(says_what_came_of_it)).clause("8.1");

const WAS_NOT_IN_EFFECT_UNAPPROVED: Rule = Rule::new(
    "What was in effect without approval, or without anybody's plan, stays recorded as that.",
    Holds::By(was_not_in_effect_unapproved),
)
.clause("8.1")
.looking_at(&[Fact::Past]);

static RULES: &[Rule] = &[Rule::new("Whoever approved a change does not come to own it.", Holds::By(owned_by_another))
    .clause("6.3")
    .looking_at(&separation::LOOKS_AT)];

static FROZEN: &[Rule] = &[Rule::new(
    "What is in effect without approval, or without anybody's plan, is neither hidden nor put off.",
    Holds::By(stands_as_recorded),
)
.clause("8.1")];

static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Approved.key(), State::Effective.key(), State::LookedBack.key()],
    opens: Some(PlannedChangeMove::Reopen.name()),
    on: &[Ground::itself(fields![PlannedChangeField: What, Consequences, Integrity, Touches, Due]), evidence::GROUND],
    snapshots: &BY_OWNERS,
}];

static APPROVAL: Apart = Apart {
    attests: APPROVED,
    duty: Duty::Change,
    act: "Approved",
    verb: "approve it",
    hands: ownership::owners,
    ..Apart::PLAIN
};

static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(PlannedChangeField::Owner.fields()),
    duty: Duty::Change,
    act: "Taken over",
    verb: "own it",
    hands: approver,
    ..Apart::PLAIN
};

const BY_OWNERS: [Fact; 4] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, ownership::LOOKS_AT]
};

const DERIVED: Derivation = Derivation { looks_at: &BY_OWNERS, work: derived };

/// What was done by one person, and the day by which what is in effect already is approved or reviewed.
fn derived(facts: &Facts) -> Derived {
    let change = PlannedChange(facts.record);
    let mut derived = separation::snapshot(facts, &[&APPROVAL, &OWNERSHIP]);
    let came = facts.before.is_some() && facts.changes(PlannedChangeField::State);
    if came && waits(facts.record) {
        let day = change.effective_on().and_then(|day| day.checked_add_days(Days::new(WITHIN_DAYS)));
        derived.push((PlannedChangeField::Due.field(), day.map(Value::Date)));
    }
    derived
}

/// Whether it is in effect and waits for its approval, or for its review.
fn waits(change: &Record) -> bool {
    matches!(PlannedChange(change).state(), Some(State::Unapproved | State::Unintended))
}

fn approver(facts: &Facts) -> Vec<Hand> {
    let reference = facts.record.reference();
    Hand::of(PlannedChange(facts.record).approved_by(), format!("approved {reference}")).into_iter().collect()
}

fn owned_by_another(facts: &Facts) -> Vec<Missing> {
    if facts.changes(PlannedChangeField::Owner) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

fn not_before_its_day(facts: &Facts) -> Vec<Missing> {
    let change = PlannedChange(facts.record);
    let early = |(effective, due): (NaiveDate, NaiveDate)| {
        let what = format!("In effect since is {effective}, and it was approved for {due}");
        (effective < due).then(|| Missing::in_field(PlannedChangeField::EffectiveOn.name(), what))
    };
    change.effective_on().zip(change.due()).and_then(early).into_iter().collect()
}

fn says_what_came_of_it(facts: &Facts) -> Vec<Missing> {
    let (told, field) = (PlannedChange(facts.record).looked_back(), PlannedChangeField::LookedBack);
    // What a move needs is asked for by the move.
    let nothing = !told.is_empty() && !reason::is_one(told);
    let what = format!("“{}” does not say what came of it", told.trim());
    nothing.then(|| Missing::in_field(field.name(), what)).into_iter().collect()
}

fn was_not_in_effect_unapproved(facts: &Facts) -> Vec<Missing> {
    let past = facts.past();
    let waited = past.iter().find(|version| waits(&version.record));
    waited
        .map(|_| Missing::elsewhere("It took effect before it was approved: record another change"))
        .into_iter()
        .collect()
}

fn stands_as_recorded(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| waits(before)) else { return Vec::new() };
    let mut missing = Vec::new();
    if facts.record.voided && !before.voided {
        missing.push(Missing::elsewhere("Have it approved, or take it back, or look back on it"));
    }
    if facts.changes(PlannedChangeField::Due) {
        let what = "Due is the day by which it is approved or reviewed";
        missing.push(Missing::in_field(PlannedChangeField::Due.name(), what));
    }
    missing
}

static UPCASTERS: &[Upcaster] = &[Upcaster::By(in_effect_before)];

/// In version 1 nobody approved: what took effect then is not proven here.
fn in_effect_before(fields: &mut Object) {
    let Some(state) = fields.get("state") else { return };
    let adopted = if state.as_text() == Some(State::Effective.key()) { Json::Bool(true) } else { Json::Null };
    fields.insert(ADOPTED.name().to_string(), adopted);
}
