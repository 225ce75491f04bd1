//! Actions: what somebody undertook to do, from promise to confirmation.

use chrono::NaiveDate;

use crate::fields;

use super::attendance::{self, AttendanceField};
use super::attestation::Confirmation;
use super::better::{Better, Hiding};
use super::canonical::{Json, Object};
use super::decision::meeting::Meeting;
use super::decision::words::Decision;
use super::evidence::{self, EvidenceField};
use super::ground::{Attested, Ground};
use super::interest::InterestField;
use super::organisation::OrganisationField;
use super::person::PersonField;
use super::record::Record;
use super::register::Upcaster;
use super::review::open::review_is_open;
use super::review::words::{self as review, Review};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// How pressing an action is.
    Priority {
        Critical = "critical", "Critical", Watch;
        High = "high", "High";
        Normal = "normal", "Normal";
        Low = "low", "Low";
    }
}

crate::choices! {
    /// Where an action stands.
    State {
        Open = "open", "Open", Active;
        Done = "done", "Done", Active;
        Confirmed = "confirmed", "Confirmed", Good;
        Cancelled = "cancelled", "Cancelled", Gone;
        Superseded = "superseded", "Superseded", Gone;
        Merged = "merged", "Merged", Gone;
    }
}

crate::choices! {
    /// What an action is for.
    Type {
        Ordinary = "ordinary", "Action";
        Corrective = "corrective", "Corrective action";
    }
}

crate::moves! {
    /// The moves of an action.
    ActionMove {
        Done = "done", Confirm = "confirm", Reopen = "reopen", Cancel = "cancel", Supersede = "supersede",
        Merge = "merge", Adopt = "adopt", Extend = "extend",
    }
}

crate::register! {
    /// Actions: what a named person does by a date, so that a decision or a finding has an effect.
    Action, ActionField: "action" / "actions", "A", "9.3.3, 10.2",
        machine(&MACHINE), derives(DERIVED), rules(RULES), frozen(FROZEN), upcasters(UPCASTERS), better(BETTER), hiding(Hiding::WhileOpen);

    /// What is to be done, in a sentence that starts with a verb.
    what What: text, "What", title, sorted;
    /// Who answers for its being done.
    owner Owner: person, "Owner", listed;
    /// The day by which it is to be done.
    due Due: date, "Due date", listed, sorted, deadline;
    attestation EXTENDED {
        /// Who approved that it is done by a later day: not its owner.
        by extended_by ExtendedBy: "Extension approved by", by_move;
        /// How the approval of the extension was given.
        how extended_how ExtendedHow: "Extension approved how", by_move;
    }
    /// How pressing it is.
    priority Priority: choice(Priority), "Priority", listed, sorted;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The record from which it arose.
    source Source: link(any), "Source";
    /// What else one needs to know to do it.
    details Details: long_text, "Details", searchable;
    /// Whether it removes the cause of a nonconformity; such an action is confirmed by itself.
    kind Type = "type" was "sort": choice(Type), "Type";
    /// The root causes that it removes.
    removes Removes: links("cause"), "Removes";
    /// The review in which it was undertaken.
    review Review: link("review"), "Review";
    /// The day on which it was done.
    done_on DoneOn: date, "Done on", by_move, past, sorted;
    /// Who did it: its owner, unless somebody else is said.
    done_by DoneBy: person, "Done by", by_move, day(DoneOn);
    attestation CONFIRMED {
        /// Who confirmed that it was done: not its owner, nor who did it.
        by confirmed_by ConfirmedBy: "Confirmed by", by_move;
        /// The day on which it was confirmed.
        on confirmed_on ConfirmedOn: "Confirmed on", by_move;
        /// How the confirmation was given.
        how confirmed_how ConfirmedHow: "Confirmed how", by_move;
    }
    /// The review that confirmed it, where one did.
    confirmed_in ConfirmedIn: link("review"), "Confirmed in", by_move;
    /// The action that replaces it.
    superseded_by SupersededBy: link("action"), "Superseded by", by_move;
    /// The action into which it was merged.
    merged_into MergedInto: link("action"), "Merged into", by_move;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Done before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower {
        field: ActionField::Priority.name(),
        from: &[Priority::Critical.key(), Priority::High.key(), Priority::Normal.key(), Priority::Low.key()],
    },
    Better::Lower { field: ActionField::Type.name(), from: &[Type::Corrective.key(), Type::Ordinary.key()] },
    Better::Away(ActionField::Source.name()),
    Better::Away(ActionField::Removes.name()),
    Better::Away(ActionField::Review.name()),
    Better::Gone(ActionMove::Cancel.name()),
    Better::Gone(ActionMove::Supersede.name()),
    Better::Gone(ActionMove::Merge.name()),
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "A confirmed action stands; reopen it to change it.",
        clause: None,
        looks_at: &[],
        holds: Holds::Stands(&[State::Confirmed.key()]),
    },
    Rule {
        says: "What a review decided is extended with a reason and an approval, by the move “extend”.",
        clause: Some("9.3.3"),
        looks_at: &BY_REVIEW,
        holds: Holds::By(day_stands),
    },
];

const EVIDENCE: Fact = Fact::Hanging(EvidenceField::About.link());

static MACHINE: Machine = Machine {
    field: ActionField::State.name(),
    initial: State::Open.key(),
    open: &[State::Open.key(), State::Done.key()],
    due_in: &[State::Open.key()],
    attested: ATTESTED,
    adopted: Some(ActionField::Adopted.name()),
    moves: MOVES,
};

/// Doing and confirming stand on the evidence that was handed over.
static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Done.key(), State::Confirmed.key()],
    opens: Some(ActionMove::Reopen.name()),
    on: &[Ground::itself(fields![ActionField: What, DoneOn, DoneBy, ConfirmedBy, ConfirmedOn]), evidence::GROUND],
    snapshots: &[
        Fact::Linked(ActionField::Review.name()),
        Fact::Linked(ActionField::Source.name()),
        Fact::Past,
        separation::EXCEPTIONS,
        Fact::Linked(ActionField::ConfirmedIn.name()),
        Fact::Beside { through: ActionField::ConfirmedIn.name(), of: AttendanceField::Review.link() },
        Fact::Every(InterestField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
        Fact::Every(PersonField::REGISTER),
    ],
}];

static MOVES: &[Move] = &[
    Move {
        name: ActionMove::Done.name(),
        label: "Mark as done",
        help: "The action has been carried out. Hand over what shows it, or attach evidence first.",
        participle: "marked as done",
        from: &[State::Open.key()],
        to: State::Done.key(),
        asks: fields![ActionField: DoneOn],
        sets: fields![ActionField: DoneBy],
        stamps: &[(ActionField::DoneBy.name(), Stamp::Owner)],
        evidence: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Confirm.name(),
        label: "Confirm",
        help: "Someone other than the owner has seen that the action was carried out.",
        participle: "confirmed",
        from: &[State::Done.key()],
        to: State::Confirmed.key(),
        attests: &[&CONFIRMED],
        sets: fields![ActionField: ConfirmedIn],
        stamps: &[(ActionField::ConfirmedBy.name(), Stamp::Actor)],
        rules: &[
            Rule {
                says: "Nobody confirms their own action.",
                clause: None,
                looks_at: &BY_DOERS,
                holds: Holds::By(|facts| CONFIRMATION.missing(facts)),
            },
            Rule {
                says: "What a meeting confirmed names the meeting.",
                clause: None,
                looks_at: &[],
                holds: Holds::By(meeting_is_named),
            },
        ],
        evidence: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Reopen.name(),
        label: "Reopen",
        help: "It turned out not to be done, or not to hold.",
        participle: "reopened",
        from: &[State::Done.key(), State::Confirmed.key(), State::Cancelled.key()],
        to: State::Open.key(),
        clears: fields![ActionField: DoneOn, DoneBy, ..CONFIRMED, ConfirmedIn, Adopted],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Cancel.name(),
        label: "Cancel",
        help: "It is not to be done any more.",
        participle: "cancelled",
        from: &[State::Open.key()],
        to: State::Cancelled.key(),
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Supersede.name(),
        label: "Supersede",
        help: "Another action takes its place.",
        participle: "superseded",
        from: &[State::Open.key()],
        to: State::Superseded.key(),
        asks: fields![ActionField: SupersededBy],
        rules: &[
            Rule {
                says: "What takes its place is another action that stands.",
                clause: None,
                looks_at: &[Fact::Linked(ActionField::SupersededBy.name())],
                holds: Holds::By(successor_stands),
            },
            Rule {
                says: "What a review decided is put off by an extension, and not by another action.",
                clause: Some("9.3.3"),
                looks_at: &BY_REVIEW_AND_SUCCESSOR,
                holds: Holds::By(successor_is_no_later),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Merge.name(),
        label: "Merge",
        help: "It is carried on as part of another action.",
        participle: "merged",
        from: &[State::Open.key()],
        to: State::Merged.key(),
        asks: fields![ActionField: MergedInto],
        rules: &[
            Rule {
                says: "It is merged into another action that stands.",
                clause: None,
                looks_at: &[Fact::Linked(ActionField::MergedInto.name())],
                holds: Holds::By(host_stands),
            },
            Rule {
                says: "What a review decided is put off by an extension, and not by another action.",
                clause: Some("9.3.3"),
                looks_at: &BY_REVIEW_AND_HOST,
                holds: Holds::By(host_is_no_later),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Extend.name(),
        label: "Extend",
        help: "It is to be done by a later day, for a reason that someone other than the owner approves.",
        participle: "extended",
        from: &[State::Open.key()],
        to: Move::STAYS,
        asks: fields![ActionField: Due],
        attests: &[&EXTENDED],
        rules: &[
            Rule { says: "An extension is to a later day.", clause: None, looks_at: &[], holds: Holds::By(later_day) },
            Rule {
                says: "Someone other than the owner approves an extension.",
                clause: None,
                looks_at: &BY_DOERS,
                holds: Holds::By(|facts| EXTENSION.missing(facts)),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Adopt.name(),
        label: "Carry over as done before",
        help: "It was done before this file was kept; nothing here verifies it.",
        participle: "carried over as done before",
        from: &[State::Open.key()],
        to: State::Done.key(),
        sets: fields![ActionField: DoneOn, DoneBy],
        needs: fields![ActionField: DoneOn],
        stamps: &[(ActionField::Adopted.name(), Stamp::Yes)],
        settles: true,
        ..Move::PLAIN
    },
];

/// What holds for an action in its state, whoever changed what: a guard of each move into the state, and of every edit
/// afterwards.
static RULES: &[Rule] = &[
    Rule {
        says: "An action is done, and confirmed, on evidence that it was done.",
        clause: None,
        looks_at: &[EVIDENCE],
        holds: Holds::By(evidence_of_doing),
    },
    Rule {
        says: "What was done for something stays with it: an action that was done keeps its source.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::By(done_stays),
    },
    Rule {
        says: "Whoever approved an extension does not become the owner.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::Another {
            field: ActionField::Owner.name(),
            than: fields![ActionField: ExtendedBy],
            what: "This person approved its extension: somebody else owns it",
        },
    },
    Rule {
        says: "An action is confirmed after it was done.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[ActionField::DoneOn.name(), ActionField::ConfirmedOn.name()]]),
    },
    Rule {
        says: "Approved minutes stand: no action comes to the review or leaves it.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked(ActionField::Review.name())],
        holds: Holds::By(review_takes_actions),
    },
    Rule {
        says: "A review confirms actions while it is in session with a quorum, through somebody who is there.",
        clause: None,
        looks_at: &super::decision::meeting::meeting(ActionField::ConfirmedIn.name()),
        holds: Holds::By(confirmed_in_session),
    },
];

fn evidence_of_doing(facts: &Facts) -> Vec<Missing> {
    let action = Action(facts.record);
    let asked = match action.state() {
        Some(State::Done) => action.adopted() != Some(true),
        Some(State::Confirmed) => true,
        _ => false,
    };
    if asked && facts.hanging(EvidenceField::About).is_empty() {
        vec![Missing::in_field(EvidenceField::REGISTER, "Evidence is missing: a file, or where the proof is found")]
    } else {
        Vec::new()
    }
}

static EXTENSION: Apart = Apart {
    attests: EXTENDED,
    with: fields![ActionField: Due],
    duty: Duty::Plan,
    act: "Extension approved",
    verb: "approve its extension",
    through: fields![ActionField: Source],
    hands: owners,
    ..Apart::PLAIN
};

/// Everybody who owned it: whoever hands it on does not approve that it is done later.
fn owners(facts: &Facts) -> Vec<Hand> {
    let now = facts.before.unwrap_or(facts.record);
    let past = facts.past();
    let once =
        past.iter().map(|version| &version.record).filter(|record| Action(record).owner() != Action(now).owner());
    let once = once.filter_map(|record| Hand::of(Action(record).owner(), format!("owned {}", record.reference())));
    Hand::of(Action(now).owner(), format!("owns {}", now.reference())).into_iter().chain(once).collect()
}

/// What tells whether a review decided it.
const BY_REVIEW: [Fact; 5] = [
    Fact::Linked(ActionField::Review.name()),
    Fact::Linked(ActionField::Source.name()),
    Fact::Past,
    Fact::Hanging(ActionField::MergedInto.link()),
    Fact::Hanging(ActionField::SupersededBy.link()),
];

const BY_REVIEW_AND_HOST: [Fact; 6] = {
    let [review, source, past, merged, superseded] = BY_REVIEW;
    [review, source, past, merged, superseded, Fact::Linked(ActionField::MergedInto.name())]
};

const BY_REVIEW_AND_SUCCESSOR: [Fact; 6] = {
    let [review, source, past, merged, superseded] = BY_REVIEW;
    [review, source, past, merged, superseded, Fact::Linked(ActionField::SupersededBy.name())]
};

/// Whether a review that is over decided it, or decided what it took the place of. What is said in a meeting that is still
/// held is put right there.
fn was_decided(facts: &Facts) -> bool {
    let Some(before) = facts.before else { return false };
    let (reviews, sources, past) =
        (facts.was_linked(ActionField::Review), facts.was_linked(ActionField::Source), facts.past());
    let of_today = past.first().is_none_or(|first| first.day == Some(facts.today));
    let over = reviews.iter().any(|one| Review(one).state().is_some_and(review::State::is_over));
    let left = Action(before).review().is_none() && past.iter().any(|one| Action(&one.record).review().is_some());
    let of_a_decision = sources.iter().filter_map(Decision::of).any(|one| one.decided_on().is_some());
    let taken_over = [facts.hanging(ActionField::MergedInto), facts.hanging(ActionField::SupersededBy)];
    let others = taken_over.iter().flat_map(|those| those.iter()).any(|one| Action(one).review().is_some());
    over || left || (of_a_decision && reviews.is_empty() && !of_today) || others
}

fn day_stands(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Action(before).due());
    let now = Action(facts.record).due();
    let put_off = was.is_some_and(|was| now.is_none_or(|now| was < now));
    if !put_off || !was_decided(facts) {
        return Vec::new();
    }
    let what = "The day was set by a review: use “extend”, with who approved it";
    vec![Missing::in_field(ActionField::Due.name(), what)]
}

fn later_day(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Action(before).due());
    let sooner = was.zip(Action(facts.record).due()).filter(|(was, now)| now <= was);
    sooner
        .map(|(was, now)| Missing::in_field(ActionField::Due.name(), format!("{now} is not after {was}")))
        .into_iter()
        .collect()
}

fn successor_is_no_later(facts: &Facts) -> Vec<Missing> {
    no_later(facts, facts.linked(ActionField::SupersededBy).first())
}

fn host_is_no_later(facts: &Facts) -> Vec<Missing> {
    no_later(facts, facts.linked(ActionField::MergedInto).first())
}

fn no_later(facts: &Facts, other: Option<&Record>) -> Vec<Missing> {
    let (Some(other), Some(due)) = (other, facts.before.and_then(|before| Action(before).due())) else {
        return Vec::new();
    };
    if !was_decided(facts) || Action(other).due().is_some_and(|day| day <= due) {
        return Vec::new();
    }
    let (own, other_due) = (facts.record.reference(), Action(other).due());
    let when = other_due.map_or("has no day".to_owned(), |day| format!("is due on {day}"));
    let what = format!("{} {when}, and {own} is due on {due}: extend {own} first", other.reference());
    vec![Missing::at(other, ActionField::Due.name(), what)]
}

/// The moves by which an action is done.
pub const DOING: [ActionMove; 2] = [ActionMove::Done, ActionMove::Adopt];

static CONFIRMATION: Apart = Apart {
    attests: CONFIRMED,
    duty: Duty::Confirmation,
    act: "Confirmed",
    verb: "confirm it",
    through: fields![ActionField: Source],
    hands: doers,
    ..Apart::PLAIN
};

const BY_DOERS: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, Fact::Linked(ActionField::Source.name()), Fact::Past]
};

const DERIVED: Derivation =
    Derivation { looks_at: &BY_DOERS, work: |facts| separation::snapshot(facts, &[&CONFIRMATION, &EXTENSION]) };

/// Those who did it or owned it when it was done, whatever became of that since, and its owner.
fn doers(facts: &Facts) -> Vec<Hand> {
    let action = Action(facts.before.unwrap_or(facts.record));
    let (past, reference) = (facts.past(), action.0.reference());
    let mut hands = Vec::new();
    for version in past.iter().filter(|version| version.is_by(&DOING)) {
        let done = Action(&version.record);
        let day = done.done_on().map_or(String::new(), |day| format!(" on {day}"));
        hands.extend(Hand::of(done.done_by(), format!("did {reference}{day}")));
        hands.extend(Hand::of(done.owner(), format!("owned {reference} when it was done{day}")));
    }
    hands.extend(Hand::of(action.done_by(), format!("did {reference}")));
    hands.extend(Hand::of(action.owner(), format!("owns {reference}")));
    hands
}

fn meeting_is_named(facts: &Facts) -> Vec<Missing> {
    let action = Action(facts.record);
    if action.confirmed_how() != Some(Confirmation::Meeting) || action.confirmed_in().is_some() {
        return Vec::new();
    }
    let what = "Confirmed in is empty: name the review, or say that it was by message or by signature";
    vec![Missing::in_field(ActionField::ConfirmedIn.name(), what)]
}

fn done_stays(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| Action(before).source().is_some()) else { return Vec::new() };
    if !facts.changes(ActionField::Source) {
        return Vec::new();
    }
    let past = facts.past();
    let done = past.iter().find(|version| version.is_by(&DOING)).map(|version| Action(&version.record).done_on());
    let words = |day: Option<NaiveDate>| {
        let day = day.map_or(String::new(), |day| format!(" on {day}"));
        format!("{} was done{day} for what it arose from: add another action", before.reference())
    };
    done.map(|day| Missing::in_field(ActionField::Source.name(), words(day))).into_iter().collect()
}

fn review_takes_actions(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_none() || facts.changes(ActionField::Review) { review_is_open(facts) } else { Vec::new() }
}

fn confirmed_in_session(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() && !facts.changes(ActionField::ConfirmedIn) {
        return Vec::new();
    }
    let Some(meeting) = Meeting::of(facts, ActionField::ConfirmedIn.name()) else { return Vec::new() };
    let (review, field) = (&meeting.review, ActionField::ConfirmedIn.name());
    if Review(review).state() != Some(review::State::InSession) {
        let state = review.state_label().unwrap_or_default().to_lowercase();
        return vec![Missing::in_field(field, format!("{} is {state}", review.reference()))];
    }
    let mut missing = Vec::new();
    let standing = meeting.standing(None, &[]);
    if !standing.met {
        missing.push(Missing::in_field(field, standing.words));
    }
    let by = Action(facts.record).confirmed_by();
    if !attendance::there(&meeting.roll).any(|row| row.person() == by) {
        let what = "Who confirms for the meeting is not there";
        missing.push(Missing::in_field(ActionField::ConfirmedBy.name(), what));
    }
    missing
}

fn successor_stands(facts: &Facts) -> Vec<Missing> {
    stands(facts, ActionField::SupersededBy)
}

fn host_stands(facts: &Facts) -> Vec<Missing> {
    stands(facts, ActionField::MergedInto)
}

fn stands(facts: &Facts, field: ActionField) -> Vec<Missing> {
    let field = field.name();
    let wrong = facts.linked(field).iter().find_map(|other| {
        let state = Action(other).state();
        if other.id == facts.record.id {
            Some("an action can't take its own place".to_owned())
        } else if matches!(state, Some(State::Cancelled | State::Superseded | State::Merged)) {
            let state = state.map_or("gone", State::label).to_lowercase();
            Some(format!("{} is {state} itself", other.reference()))
        } else {
            None
        }
    });
    wrong.map(|what| Missing::in_field(field, what)).into_iter().collect()
}

static UPCASTERS: &[Upcaster] = &[Upcaster::By(priority_in_words), Upcaster::Words];

/// Version 1 ranked actions from 1 (most pressing) to 4.
fn priority_in_words(fields: &mut Object) {
    if let Some(Json::Number(rank)) = fields.get("priority") {
        let word = match rank {
            1 => Priority::Critical,
            2 => Priority::High,
            3 => Priority::Normal,
            _ => Priority::Low,
        };
        fields.insert("priority".to_owned(), word.key().into());
    }
}
