//! Written resolutions: what cannot wait for a meeting is sent to everybody who is entitled, with a closing day. It is counted
//! of all of them, and lapses where it did not reach its basis by then.

mod count;
pub mod words;

use crate::fields;

use super::person::Person;
use super::register::{Derived, Register};
use super::resolution_answer::ResolutionAnswerField;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::state::{Machine, Move};
use super::value::Value;

pub use count::Count;
pub use words::{Basis, Resolution, ResolutionField, ResolutionMove, State};

/// Written resolutions: what is decided between meetings, everybody who is entitled answering in writing by a closing day.
pub static REGISTER: Register = words::DECLARATION.for_people().machine(&MACHINE).derives(DERIVED).frozen(FROZEN);

static MACHINE: Machine = Machine {
    field: ResolutionField::State.name(),
    initial: State::Draft.key(),
    adopted: None,
    open: &[State::Draft.key(), State::Open.key()],
    due_in: &[State::Open.key()],
    attested: &[],
    moves: &[
        Move {
            name: ResolutionMove::Send.name(),
            label: "Send out",
            help: "It goes to everybody who is entitled; from then on its words, its basis and its closing day stand.",
            participle: "sent out",
            from: &[State::Draft.key()],
            to: State::Open.key(),
            asks: fields![ResolutionField: SentOn],
            needs: fields![ResolutionField: Members, Basis, ClosesOn, Secretary],
            rules: SEND,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            label: "Carried",
            help: "So many of all who are entitled are for it as its basis asks for.",
            participle: "carried",
            rules: &[Rule::new("It is carried where its basis is reached.", Holds::By(reached)).looking_at(ANSWERS)],
            ..counted(ResolutionMove::Carry, State::Carried)
        },
        Move {
            label: "Not carried",
            help: "So many answered otherwise that its basis can't be reached any more.",
            participle: "recorded as not carried",
            rules: &[Rule::new("It is not carried once its basis can't be reached any more.", Holds::By(beyond_reach))
                .looking_at(ANSWERS)],
            ..counted(ResolutionMove::Reject, State::NotCarried)
        },
        Move {
            label: "Lapsed",
            help: "Its closing day is over, and too few have answered.",
            participle: "recorded as lapsed",
            rules: &[Rule::new(
                "It lapses once its closing day is over and its basis was not reached.",
                Holds::By(lapsed),
            )
            .looking_at(ANSWERS)],
            ..counted(ResolutionMove::Lapse, State::Lapsed)
        },
        Move {
            name: ResolutionMove::Withdraw.name(),
            label: "Withdraw",
            help: "It is not decided in writing; the minutes say so, and why.",
            participle: "withdrawn",
            from: &[State::Draft.key(), State::Open.key()],
            to: State::Withdrawn.key(),
            asks: fields![ResolutionField: SettledAt],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
    ],
};

const OPEN: &[&str] = &[State::Open.key()];

/// The answers are counted, one way or the other.
const fn counted(name: ResolutionMove, to: State) -> Move {
    Move {
        name: name.name(),
        from: OPEN,
        to: to.key(),
        asks: fields![ResolutionField: SettledAt],
        settles: true,
        guided: true,
        ..Move::PLAIN
    }
}

const ANSWERS: &[Fact] = &[Fact::Hanging(ResolutionAnswerField::Resolution.link())];

static SEND: &[Rule] = &[
    Rule::new(
        "There is time to answer: the closing day is after the day on which it is sent.",
        Holds::By(closes_later),
    ),
    Rule::new("Entitled is who has a seat.", Holds::By(all_have_seats))
        .looking_at(&[Fact::Linked(ResolutionField::Members.name())]),
];

static FROZEN: &[Rule] = &[Rule {
    says: "What was sent out stands, with its basis and its closing day: withdraw it, and send another.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Stands(&[
        State::Open.key(),
        State::Carried.key(),
        State::NotCarried.key(),
        State::Lapsed.key(),
        State::Withdrawn.key(),
    ]),
}];

const DERIVED: Derivation = Derivation { looks_at: ANSWERS, work: count_of };

/// What the answers came to stands from when they were counted.
fn count_of(facts: &Facts) -> Derived {
    let state = |record| Resolution(record).state();
    let counts = state(facts.record).is_some_and(State::is_counted);
    if !counts || facts.before.is_none_or(|before| state(before) != Some(State::Open)) {
        return Vec::new();
    }
    vec![(ResolutionField::Count.field(), Some(Value::Text(counting(facts).words())))]
}

fn counting(facts: &Facts) -> Count {
    Count::of(Resolution(facts.record), &facts.hanging(ResolutionAnswerField::Resolution))
}

fn closes_later(facts: &Facts) -> Vec<Missing> {
    let resolution = Resolution(facts.record);
    let sent = resolution.sent_on().unwrap_or(facts.today).max(facts.today);
    let Some(closes) = resolution.closes_on().filter(|closes| *closes <= sent) else { return Vec::new() };
    vec![Missing::in_field(ResolutionField::ClosesOn.name(), format!("It closes on {closes}, and is sent on {sent}"))]
}

fn all_have_seats(facts: &Facts) -> Vec<Missing> {
    let people = facts.linked(ResolutionField::Members);
    let why = people.iter().filter_map(|one| Person(one).why_no_seat_on(facts.today));
    why.map(|why| Missing::in_field(ResolutionField::Members.name(), why)).collect()
}

fn reached(facts: &Facts) -> Vec<Missing> {
    let count = counting(facts);
    if count.is_reached() { Vec::new() } else { vec![Missing::elsewhere(count.words())] }
}

fn beyond_reach(facts: &Facts) -> Vec<Missing> {
    let count = counting(facts);
    if count.is_beyond_reach() { Vec::new() } else { vec![Missing::elsewhere(count.words())] }
}

fn lapsed(facts: &Facts) -> Vec<Missing> {
    let count = counting(facts);
    if count.is_reached() || count.is_beyond_reach() {
        return vec![Missing::elsewhere(count.words())];
    }
    let open = Resolution(facts.record).closes_on().filter(|closes| facts.today <= *closes);
    // The day stands, so that no field is named in which it could be changed.
    let words = |closes| format!("It can be answered until {closes}, and then lapses: {}", count.words());
    open.map(|closes| Missing::elsewhere(words(closes))).into_iter().collect()
}
