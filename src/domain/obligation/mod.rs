//! Recurring obligations (9.1): what has to be done again and again, at planned intervals.

pub mod fulfilment;
mod schedule;
pub mod words;

use chrono::Datelike;

use crate::fields;

use super::action::{self, Action, ActionField};
use super::better::{Better, Hiding};
use super::field::{Field, Kind};
use super::organisation::OrganisationField;
use super::record::Record;
use super::register::{Derived, Register};
use super::rules::{Derivation, Fact, Facts, Holds, Rule};
use super::standing::{Follows, Look, Standing};
use super::state::{Machine, Move};
use super::value::Value;

pub use words::{Obligation, ObligationField, ObligationMove, Recurs, Round, State, Type};

/// Recurring obligations: what comes round again, how often, and when next.
pub static REGISTER: Register = words::DECLARATION
    .machine(&MACHINE)
    .derives(NEXT)
    .follows(fulfilment::FOLLOWS)
    .standing(STANDING)
    .rules(RULES)
    .reworded()
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::WhileOpen);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::More(ObligationField::EveryMonths.name()),
    Better::Otherwise(ObligationField::Type.name()),
    // It is due again on another day than it would be.
    Better::Otherwise(ObligationField::Recurs.name()),
    // It is to be done for one system from then on, or for another.
    Better::Comes(ObligationField::System.name()),
    Better::Away(ObligationField::System.name()),
    // A version of a document that is approved fulfils it from then on.
    Better::Comes(ObligationField::Document.name()),
    Better::Away(ObligationField::Document.name()),
    Better::Gone(ObligationMove::End.name()),
];

/// What is to be done, or what asks for it, is said otherwise.
static UNASKED: &[Better] =
    &[Better::Otherwise(ObligationField::What.name()), Better::Otherwise(ObligationField::Requirement.name())];

static MACHINE: Machine = Machine {
    field: ObligationField::State.name(),
    initial: State::Running.key(),
    adopted: None,
    open: &[State::Running.key()],
    due_in: &[State::Running.key()],
    attested: &[],
    moves: &[
        Move {
            name: ObligationMove::Done.name(),
            label: "Done this time",
            help: "It was done; when it is next due follows from how it comes round. What a review, an audit or a document of \
                   this file fulfils is settled by that, on its day, and nobody has to say so.",
            participle: "marked as done",
            from: &[State::Running.key()],
            to: Move::STAYS,
            asks: fields![ObligationField: LastDoneOn],
            clears: fields![ObligationField: LastDoneOn, SettledBy],
            rules: &[Rule::new(
                "What the file itself fulfils is not said to be done: the review, audit or document settles it.",
                Holds::By(fulfilment::done_by_hand),
            )],
            evidence: true,
            ..Move::PLAIN
        },
        // Made by what fulfils it, in the same transaction; nobody asks for it.
        Move {
            name: ObligationMove::Settle.name(),
            label: "Settle",
            help: "A review, an audit or a document of this file fulfilled it, or does so no longer.",
            participle: "settled",
            from: &[],
            to: Move::STAYS,
            guided: true,
            ..Move::PLAIN
        },
        Move {
            name: ObligationMove::End.name(),
            label: "End",
            help: "It need not be done any more, for a reason.",
            participle: "ended",
            from: &[State::Running.key()],
            to: State::Ended.key(),
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: ObligationMove::Resume.name(),
            label: "Resume",
            help: "It has to be done again after all.",
            participle: "resumed",
            from: &[State::Ended.key()],
            to: State::Running.key(),
            reason: true,
            ..Move::PLAIN
        },
    ],
};

static RULES: &[Rule] = &[
    Rule::new(
        "It comes round after one month at least.",
        Holds::Within { field: ObligationField::EveryMonths.name(), least: 1, most: 120 },
    ),
    Rule::new("What was done stays what it is.", Holds::By(fulfilment::retyped)),
    Rule::new("The interval of reviews is set once, for all who read it.", Holds::By(fulfilment::beside_the_setting))
        .clause("9.3.1")
        .looking_at(&[Fact::Every(OrganisationField::REGISTER)]),
];

static STANDING: &[Standing] = &[Standing {
    columns: &[
        Field::new("round", "This round", "How far its present round is.", Kind::Choice(Round::CHOICES)).sorted()
    ],
    follows: Follows::Others {
        own: fields![ObligationField: State, LastDoneOn],
        looks_at: &[Look { through: ActionField::Source.link(), fields: fields![ActionField: State, DoneOn] }],
        work: |record, seen, _| vec![round(Obligation(record), seen).map(|round| Value::Choice(round.key()))],
    },
}];

impl Obligation<'_> {
    /// How far an action takes its present round: not at all where it was called off, or done in an earlier one.
    pub fn taken(self, action: Action) -> Option<Round> {
        match action.state() {
            Some(action::State::Open) => Some(Round::UnderWay),
            // What was done before the obligation was last met belongs to an earlier round.
            Some(action::State::Done | action::State::Confirmed) => {
                let done = |last| action.done_on().is_some_and(|done| done > last);
                self.last_done_on().is_none_or(done).then_some(Round::Done)
            }
            _ => None,
        }
    }
}

fn round(obligation: Obligation, seen: &[Vec<Record>]) -> Option<Round> {
    let mut tasks: Vec<_> = seen.iter().flatten().collect();
    tasks.sort_unstable_by_key(|task| std::cmp::Reverse(task.number));
    let taken = tasks.into_iter().find_map(|task| obligation.taken(Action(task)));
    (obligation.state() == Some(State::Running)).then(|| taken.unwrap_or(Round::NotBegun))
}

const NEXT: Derivation = Derivation { looks_at: &fulfilment::LOOKS_AT, work: next };

/// Once it was done, it is due again after its interval. Where nothing of it was changed, something did that fulfils it.
fn next(facts: &Facts) -> Derived {
    let one = Obligation(facts.record);
    if facts.is_unchanged() {
        return fulfilment::settled(facts);
    }
    let mut derived = kept(facts);
    let before = facts.before.and_then(|before| Obligation(before).last_done_on());
    if one.last_done_on().is_some() && one.last_done_on() != before {
        derived.extend(fulfilment::said_done(facts));
        return derived;
    }
    let set = fulfilment::months_set(facts).filter(|_| one.every_months().is_none());
    derived.extend(set.map(|set| (ObligationField::EveryMonths.field(), Some(Value::Number(i64::from(set))))));
    derived
}

/// How it comes round where nothing is said of that, and the day of the month that it keeps.
fn kept(facts: &Facts) -> Derived {
    let one = Obligation(facts.record);
    let mut derived = Derived::new();
    // What the file itself fulfils is counted from that, and what people do keeps its day.
    let usual = if fulfilment::of(one).is_some() { Recurs::FromCompletion } else { Recurs::OnItsDay };
    let recurs = one.recurs().or_else(|| facts.before.is_none().then_some(usual));
    if one.recurs() != recurs {
        derived.extend(recurs.map(|recurs| (ObligationField::Recurs.field(), Some(Value::Choice(recurs.key())))));
    }
    let is_set = facts.before.is_none() || facts.changes(ObligationField::NextDue) || one.on_day().is_none();
    let day = match recurs {
        Some(Recurs::OnItsDay) if is_set => one.next_due().map(|due| i64::from(due.day())),
        Some(Recurs::OnItsDay) => one.on_day(),
        _ => None,
    };
    if one.on_day() != day {
        derived.push((ObligationField::OnDay.field(), day.map(Value::Number)));
    }
    derived
}
