//! Audit findings (9.2): a requirement, a statement and the evidence for it, graded. The auditor neither guesses the
//! cause nor prescribes the remedy.

use crate::fields;

use super::audit::words::{self as audit, Audit};
use super::better::{Better, Hiding};
use super::duplicate::Duplicate;
use super::evidence;
use super::ground::{Attested, Counts, Ground, Loss, Via};
use super::name::FieldName;
use super::nonconformity::words::{Grade as CaseGrade, Nonconformity, State as CaseState};
use super::record::Record;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::state::{Chance, Machine, Move, Stamp};

crate::choices! {
    /// How a finding is graded.
    Grade {
        Major = "major", "Major nonconformity", Watch;
        Minor = "minor", "Minor nonconformity";
        Opportunity = "opportunity", "Opportunity for improvement";
        Positive = "positive", "Good practice", Good;
    }
}

impl Grade {
    /// Whether a requirement was not met.
    pub const fn is_nonconformity(self) -> bool {
        matches!(self, Self::Major | Self::Minor)
    }
}

crate::choices! {
    /// Where a finding stands.
    State {
        Open = "open", "Open", Active;
        Raised = "raised", "Nonconformity raised", Active;
        Settled = "settled", "Settled", Good;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
        Duplicate = "duplicate", "Duplicate", Gone;
    }
}

crate::moves! {
    /// The moves of a finding.
    FindingMove {
        Raise = "raise", Settle = "settle", Regrade = "regrade", Withdraw = "withdraw", Reopen = "reopen",
        Adopt = "adopt", Duplicate = "duplicate",
    }
}

/// Opportunities for improvement never stand above what is wrong.
static CHANCE: Chance = Chance { field: FindingField::Grade.name(), answers: &[Grade::Opportunity.key()] };

crate::register! {
    /// Audit findings: requirement, statement and objective evidence, with a grade.
    Finding, FindingField: "finding" / "findings", "F", "9.2.2", AuditsAndFindings,
        grows(), machine(&MACHINE), derives(DERIVED), rules(RULES), frozen(FROZEN), better(BETTER), unasked(UNASKED), chances(&CHANCE), hiding(Hiding::CountedUnless(FindingField::Grade.name(), &[Grade::Opportunity.key(), Grade::Positive.key()]));

    /// The finding in one line.
    title Title: text, "Finding", title, sorted;
    /// The audit in which it was made.
    audit Audit: link("audit"), "Audit", listed;
    /// What the auditor calls it: `2026-001`.
    reference Reference: text, "Reference", searchable, sorted;
    /// The clause, control, policy or law against which it was made.
    requirement Requirement: text, "Requirement", searchable, listed, sorted;
    /// What was found not to be as required, or what was found good.
    statement Statement: long_text, "Statement", searchable;
    /// What was seen, heard or read.
    objective_evidence ObjectiveEvidence: long_text, "Objective evidence", searchable;
    /// How it is graded.
    grade Grade: choice(Grade), "Grade", listed, sorted;
    /// The system concerned.
    system System: link("system"), "System";
    /// The part of the organisation concerned.
    unit Unit: text, "Unit", searchable, sorted;
    /// The day on which it was made.
    raised_on RaisedOn: date, "Raised on", past, listed, sorted;
    /// Who owns the response.
    owner Owner: person, "Owner", listed;
    /// The day by which it is answered.
    due Due: date, "Response due", listed, sorted, deadline;
    /// Whether it was made before.
    repeat Repeat: yes_no, "Repeat";
    /// The earlier finding that it repeats.
    repeats Repeats: link("finding"), "Repeats";
    /// What the auditors were told would be done about it.
    response Response: long_text, "Answer", searchable;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    attestation REGRADED {
        /// Who approved that it is graded otherwise than the auditor graded it first.
        by regraded_by RegradedBy: "Grade changed by", by_move;
    }
    /// The nonconformity that was raised from it.
    nonconformity Nonconformity: link("nonconformity"), "Nonconformity", by_move;
    /// The finding that is answered in its place.
    duplicate_of DuplicateOf: link("finding"), "Duplicate of", by_move;
    attestation DUPLICATED {
        /// Who agreed that it is a duplicate: not its owner.
        by duplicate_agreed_by DuplicateAgreedBy: "Duplicate agreed by", by_move;
        /// How that was said.
        how duplicate_agreed_how DuplicateAgreedHow: "Duplicate agreed how", by_move;
    }
    /// The day on which it was settled.
    settled_on SettledOn: date, "Settled on", by_move, past, sorted;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Settled before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, sorted;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower { field: FindingField::Grade.name(), from: &[Grade::Major.key(), Grade::Minor.key()] },
    Better::Says(FindingField::Repeat.name(), false),
    // From that day it counts how long it took.
    Better::Otherwise(FindingField::RaisedOn.name()),
    Better::Away(FindingField::Audit.name()),
    Better::Away(FindingField::System.name()),
    Better::Away(FindingField::Repeats.name()),
    Better::Gone(FindingMove::Withdraw.name()),
    Better::Gone(FindingMove::Duplicate.name()),
];

/// That it is no repeat, where nothing was said of that before, is told; and that what was found to be wrong, how that is known, or
/// what it is held against, is said otherwise.
static UNASKED: &[Better] = &[
    Better::SaysNo(FindingField::Repeat.name()),
    reworded(FindingField::Title.name()),
    reworded(FindingField::Statement.name()),
    reworded(FindingField::ObjectiveEvidence.name()),
    reworded(FindingField::Requirement.name()),
];

/// Of what is wrong.
const fn reworded(field: FieldName) -> Better {
    Better::OtherwiseWhere { field, where_one: FindingField::Grade.name(), is: WRONG }
}

const WRONG: &[&str] = &[Grade::Major.key(), Grade::Minor.key()];

static MACHINE: Machine = Machine {
    field: FindingField::State.name(),
    initial: State::Open.key(),
    adopted: Some(FindingField::Adopted.name()),
    open: &[State::Open.key(), State::Raised.key()],
    due_in: &[State::Open.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: FindingMove::Raise.name(),
            label: "Raise a nonconformity",
            help: "It is carried on as a nonconformity.",
            participle: "raised",
            from: &[State::Open.key(), State::Raised.key()],
            to: State::Raised.key(),
            asks: fields![FindingField: Nonconformity],
            needs: fields![FindingField: Grade],
            rules: &[Rule {
                says: "An opportunity is no nonconformity, and a good practice neither.",
                clause: Some("10.2"),
                looks_at: &[],
                holds: Holds::By(is_nonconformity),
            }, Rule::new(
                "A finding that was raised is carried on by what its nonconformity duplicates, and by no other.",
                Holds::By(follows_its_duplicate),
            )
            .looking_at(&[Fact::Linked(FindingField::Nonconformity.name())]),
            Rule::new(
                "A finding is carried on as a nonconformity that is open and no less grave.",
                Holds::By(is_carried_on),
            )
            .clause("10.2")
            .looking_at(&[Fact::Linked(FindingField::Nonconformity.name()), Fact::Past])],
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Settle.name(),
            label: "Settle",
            help: "Nothing is left to do about it.",
            participle: "settled",
            from: &[State::Open.key(), State::Raised.key()],
            to: State::Settled.key(),
            asks: fields![FindingField: SettledOn],
            rules: &[Rule {
                says: "A nonconformity is settled by closing it.",
                clause: Some("10.2"),
                looks_at: &[Fact::Linked(FindingField::Nonconformity.name())],
                holds: Holds::By(nonconformity_is_closed),
            }],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Regrade.name(),
            label: "Grade otherwise",
            help: "An opportunity turns out to be a nonconformity, or the other way round: for a reason, by someone other than its owner.",
            participle: "graded otherwise",
            from: &[State::Open.key()],
            to: Move::STAYS,
            asks: fields![FindingField: Grade],
            attests: &[&REGRADED],
            stamps: &[(FindingField::RegradedBy.name(), Stamp::Actor)],
            rules: &[Rule {
                says: "The owner of a finding does not grade it.",
                clause: Some("9.2.2"),
                looks_at: &BY_OWNERS,
                holds: Holds::By(|facts| GRADE.missing(facts)),
            }],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Withdraw.name(),
            label: "Withdraw",
            help: "The auditor takes it back.",
            participle: "withdrawn",
            from: &[State::Open.key(), State::Raised.key()],
            to: State::Withdrawn.key(),
            rules: &[STANDS_FOR_OTHERS],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Duplicate.name(),
            label: "Duplicate of another",
            help: "Another finding of the audit is answered in its place, which is no less grave and due no later: someone other than its owner agrees.",
            participle: "ended as a duplicate",
            from: &[State::Open.key()],
            to: State::Duplicate.key(),
            asks: fields![FindingField: DuplicateOf, SettledOn],
            attests: &[&DUPLICATED],
            rules: &[
                Rule::new(
                    "What a finding duplicates is another one of its audit that is open, no less grave, and due no later.",
                    Holds::By(duplicates_another),
                )
                .clause("9.2.2")
                .looking_at(&[Fact::Linked(FindingField::DuplicateOf.name())]),
                Rule::new(
                    "The owner of a finding does not agree that it is a duplicate.",
                    Holds::By(|facts| DUPLICATION.missing(facts)),
                )
                .clause("9.2.2")
                .looking_at(&BY_OWNERS),
                STANDS_FOR_OTHERS,
            ],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Reopen.name(),
            label: "Reopen",
            help: "It stands after all.",
            participle: "reopened",
            from: &[State::Settled.key(), State::Withdrawn.key(), State::Duplicate.key()],
            to: State::Open.key(),
            clears: fields![FindingField: SettledOn, Nonconformity, DuplicateOf, ..DUPLICATED, Adopted],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: FindingMove::Adopt.name(),
            label: "Carry over as settled before",
            help: "It was settled before this file was kept; nothing here verifies it.",
            participle: "carried over as settled before",
            from: &[State::Open.key()],
            to: State::Settled.key(),
            sets: fields![FindingField: SettledOn],
            stamps: &[(FindingField::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Settled.key()],
    opens: Some(FindingMove::Reopen.name()),
    on: &[
        Ground::itself(fields![FindingField: Audit, Requirement, Statement, ObjectiveEvidence, Grade, SettledOn]),
        evidence::GROUND,
        Ground {
            name: "nonconformity",
            along: &[Via::To(FindingField::Nonconformity.name())],
            only: |_, case| !Nonconformity(case).is_open(),
            counts: Counts::Fields(&[]),
            proven: true,
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
    ],
    snapshots: &[Fact::Past, Fact::Linked(FindingField::Audit.name())],
}];

static RULES: &[Rule] = &[
    Rule {
        says: "A finding repeats an earlier one, not itself.",
        clause: None,
        looks_at: &[],
        holds: Holds::Elsewhere(FindingField::Repeats.name()),
    },
    Rule {
        says: "Whoever graded a finding otherwise, or agreed that it is a duplicate, does not become its owner.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::Another {
            field: FindingField::Owner.name(),
            than: fields![FindingField: RegradedBy, DuplicateAgreedBy],
            what: "This person graded it, or agreed that it is a duplicate: somebody else owns it",
        },
    },
    Rule {
        says: "The finding of a mock audit becomes none of an audit, nor the other way round.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(FindingField::Audit.name())],
        holds: Holds::By(stays_what_it_is),
    },
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "A nonconformity becomes no opportunity, nor the other way round, but by the move “regrade”.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(grade_stands),
    },
    Rule {
        says: "The grade stands as it was reported, but by the move “regrade”.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(FindingField::Audit.name())],
        holds: Holds::By(grade_was_reported),
    },
    Rule::new("The owner of a finding does not grade it.", Holds::By(graded_by_another)).clause("9.2.2"),
    Rule::new("A duplicate stands as it ended; reopen it to change it.", Holds::Stands(&[State::Duplicate.key()])),
    Rule::new(
        "What others are duplicates of stays in sight.",
        Holds::By(|facts| ANOTHER.of_others_where_voided(facts)),
    )
    .looking_at(&[DUPLICATES]),
];

fn graded_by_another(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.map(Finding) else { return Vec::new() };
    let regraded = before.grade().is_some() && facts.changes(FindingField::Grade);
    let own = before.owner().is_some() && before.owner() == facts.actor;
    let what = "Whoever acts owns it: somebody else grades it";
    (regraded && own).then(|| Missing::in_field(FindingField::Grade.name(), what)).into_iter().collect()
}

/// Whether a finding is a result of an audit. One without an audit is nobody's rehearsal.
fn is_a_result(audits: &[Record]) -> bool {
    audits.iter().all(|audit| Audit(audit).party().gives_results())
}

fn stays_what_it_is(facts: &Facts) -> Vec<Missing> {
    let moved = facts.changes(FindingField::Audit);
    if !moved || is_a_result(&facts.linked(FindingField::Audit)) == is_a_result(&facts.was_linked(FindingField::Audit))
    {
        return Vec::new();
    }
    vec![Missing::in_field(FindingField::Audit.name(), "Make another finding in the other audit")]
}

fn grade_was_reported(facts: &Facts) -> Vec<Missing> {
    let audits = facts.linked(FindingField::Audit);
    let reported = |audit: &&Record| {
        let audit = Audit(audit);
        audit.state() == Some(audit::State::Reported) && audit.adopted() != Some(true)
    };
    let reported = audits.iter().find(reported).filter(|_| facts.changes(FindingField::Grade));
    let told = |audit: &Record| format!("{} is reported", audit.reference());
    reported.map(|audit| Missing::in_field(FindingField::Grade.name(), told(audit))).into_iter().collect()
}

/// What a duplicate names, and what it asks of that.
static ANOTHER: Duplicate = Duplicate {
    of: FindingField::DuplicateOf.link(),
    stands: &[State::Open.key(), State::Raised.key()],
    ended: State::Duplicate.key(),
    grade: FindingField::Grade.name(),
    days: fields![FindingField: Due],
};

const DUPLICATES: Fact = Fact::Hanging(FindingField::DuplicateOf.link());

/// It is answered in the place of others, and so neither falls away nor becomes a duplicate: there is no circle.
const STANDS_FOR_OTHERS: Rule =
    Rule::new("What others are duplicates of is answered itself.", Holds::By(|facts| ANOTHER.of_others(facts)))
        .looking_at(&[DUPLICATES]);

fn duplicates_another(facts: &Facts) -> Vec<Missing> {
    let missing = ANOTHER.missing(facts);
    let originals = facts.linked(FindingField::DuplicateOf);
    let Some(original) = originals.first().filter(|_| missing.is_empty()) else { return missing };
    if Finding(original).audit() == Finding(facts.record).audit() {
        return Vec::new();
    }
    let what = format!("{} is of another audit: what is found again is a repeat (repeats)", original.reference());
    vec![Missing::in_field(FindingField::DuplicateOf.name(), what)]
}

fn follows_its_duplicate(facts: &Facts) -> Vec<Missing> {
    let raised = facts.before.is_some_and(|before| Finding(before).state() == Some(State::Raised));
    let was = facts.was_linked(FindingField::Nonconformity);
    let Some(was) = was.first().filter(|_| raised) else { return Vec::new() };
    // What was rejected carries on nothing.
    let rejected = Nonconformity(was).state() == Some(CaseState::Rejected);
    if rejected || Nonconformity(was).duplicate_of() == Finding(facts.record).nonconformity() {
        return Vec::new();
    }
    let what = format!("It was raised as {}, which is carried on itself", was.reference());
    vec![Missing::in_field(FindingField::Nonconformity.name(), what)]
}

static DUPLICATION: Apart = Apart {
    attests: DUPLICATED,
    with: fields![FindingField: DuplicateOf],
    duty: Duty::Grading,
    act: "Agreed that it is a duplicate",
    verb: "agree that it is a duplicate",
    through: fields![FindingField: System, Audit],
    hands: owner,
    ..Apart::PLAIN
};

fn grade_stands(facts: &Facts) -> Vec<Missing> {
    let grade = |record| Finding(record).grade();
    let (was, now) = (facts.before.and_then(grade), grade(facts.record));
    let sides = was.map(Grade::is_nonconformity).zip(Some(now.is_some_and(Grade::is_nonconformity)));
    let raised = facts.before.is_some_and(|before| Finding(before).state() == Some(State::Raised));
    let crossed = sides.is_some_and(|(was, now)| was != now);
    if crossed || (raised && was != now) {
        let was = was.map_or("", Grade::label).to_lowercase();
        return vec![Missing::in_field(FindingField::Grade.name(), format!("It was graded as {was}"))];
    }
    Vec::new()
}

static GRADE: Apart = Apart {
    attests: REGRADED,
    with: fields![FindingField: Grade],
    duty: Duty::Grading,
    act: "Graded otherwise",
    verb: "grade it",
    through: fields![FindingField: System, Audit],
    hands: owner,
    ..Apart::PLAIN
};

const BY_OWNERS: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [
        exceptions,
        people,
        organisation,
        Fact::Linked(FindingField::System.name()),
        Fact::Linked(FindingField::Audit.name()),
    ]
};

const DERIVED: Derivation =
    Derivation { looks_at: &BY_OWNERS, work: |facts| separation::snapshot(facts, &[&GRADE, &DUPLICATION]) };

fn owner(facts: &Facts) -> Vec<Hand> {
    let records = facts.before.into_iter().chain([facts.record]);
    records.filter_map(|record| Hand::of(Finding(record).owner(), format!("owns {}", record.reference()))).collect()
}

fn is_nonconformity(facts: &Facts) -> Vec<Missing> {
    match Finding(facts.record).grade() {
        Some(grade) if !grade.is_nonconformity() => {
            let what = format!("It is graded as {}; grade it as major or minor first", grade.label().to_lowercase());
            vec![Missing::in_field(FindingField::Grade.name(), what)]
        }
        _ => Vec::new(),
    }
}

/// What was closed before says nothing of what was found since, but where it was raised from it; and what is minor takes nothing over from what is major.
fn is_carried_on(facts: &Facts) -> Vec<Missing> {
    let cases = facts.linked(FindingField::Nonconformity);
    let Some(case) = cases.first().map(Nonconformity) else { return Vec::new() };
    let reference = cases[0].reference();
    let past = facts.past();
    let was = past.iter().any(|version| Finding(&version.record).nonconformity() == Some(cases[0].id));
    let own = was && case.state() != Some(CaseState::Rejected);
    let what = if !case.is_open() && !own {
        format!("{reference} is {}: raise another one", cases[0].state_label().unwrap_or_default().to_lowercase())
    } else if Finding(facts.record).grade() == Some(Grade::Major) && case.grade() == Some(CaseGrade::Minor) {
        format!("{reference} is minor, and the finding is major")
    } else {
        return Vec::new();
    };
    vec![Missing::in_field(FindingField::Nonconformity.name(), what)]
}

fn nonconformity_is_closed(facts: &Facts) -> Vec<Missing> {
    let finding = Finding(facts.record);
    let raised = facts.linked(FindingField::Nonconformity);
    let graded = finding.grade().is_some_and(Grade::is_nonconformity);
    match raised.first() {
        Some(one) if Nonconformity(one).duplicate_of().is_some() => {
            let what = format!("{} ended as a duplicate: raise it as what that duplicates", one.reference());
            vec![Missing::in_field(FindingField::Nonconformity.name(), what)]
        }
        Some(one) if Nonconformity(one).state() == Some(CaseState::Rejected) => {
            let what = format!("{} was rejected: raise another one, or withdraw the finding", one.reference());
            vec![Missing::in_field(FindingField::Nonconformity.name(), what)]
        }
        Some(one) if Nonconformity(one).is_open() => {
            vec![Missing::in_record(
                one,
                format!("{} is {}", one.reference(), one.state_label().unwrap_or_default().to_lowercase()),
            )]
        }
        None if graded => {
            vec![Missing::in_field(
                FindingField::Nonconformity.name(),
                "No nonconformity was raised from it: raise one",
            )]
        }
        _ => Vec::new(),
    }
}
