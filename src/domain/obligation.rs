//! Recurring obligations (9.1): what has to be done again and again, at planned intervals.

use chrono::Months;

use crate::fields;

use super::action::{self, Action, ActionField};
use super::better::{Better, Hiding};
use super::field::{Field, Kind};
use super::record::Record;
use super::register::Derived;
use super::rules::{Derivation, Facts, Holds, Rule};
use super::standing::{Follows, Look, Standing};
use super::state::{Machine, Move};
use super::value::Value;

crate::choices! {
    /// What is done again.
    Type {
        Review = "review", "Management review";
        Audit = "audit", "Internal audit";
        RiskAssessment = "risk-assessment", "Risk assessment";
        ImpactAssessment = "impact-assessment", "Impact assessment";
        Policy = "policy", "Review of the policy";
        Applicability = "applicability", "Statement of applicability";
        Other = "other", "Other";
    }
}

crate::choices! {
    /// Where an obligation stands.
    State {
        Running = "running", "Running", Active;
        Ended = "ended", "Ended", Gone;
    }
}

crate::choices! {
    /// How far the present round of an obligation is.
    Round {
        NotBegun = "not-begun", "Not begun";
        UnderWay = "under-way", "Under way", Active;
        Done = "done", "Done, not marked", Watch;
    }
}

crate::moves! {
    /// The moves of an obligation.
    ObligationMove {
        Done = "done", End = "end", Resume = "resume",
    }
}

crate::register! {
    /// Recurring obligations: what comes round again, how often, and when next.
    Obligation, ObligationField: "obligation" / "obligations", "OB", "9.1", machine(&MACHINE), derives(NEXT),
        standing(STANDING), rules(RULES), reworded(), better(BETTER), hiding(Hiding::WhileOpen);

    /// What is to be done.
    what What: text, "Obligation", title, sorted;
    /// What type of thing it is.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// The clause, law or contract that asks for it.
    requirement Requirement: text, "Requirement", searchable, listed;
    /// The system that it is about.
    system System: link("system"), "System";
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// The months from one time to the next.
    every_months EveryMonths: number, "Every so many months", required, listed;
    /// The day by which it is next to be done.
    next_due NextDue: date, "Next due", required, listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day on which it was done last.
    last_done_on LastDoneOn: date, "Last done", by_move, past, listed, sorted;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::More(ObligationField::EveryMonths.name()),
    Better::Otherwise(ObligationField::Type.name()),
    Better::Away(ObligationField::System.name()),
    Better::Gone(ObligationMove::End.name()),
];

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
            help: "It was done; it is next due so many months after that day.",
            participle: "marked as done",
            from: &[State::Running.key()],
            to: Move::STAYS,
            asks: fields![ObligationField: LastDoneOn],
            clears: fields![ObligationField: LastDoneOn],
            evidence: true,
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

static RULES: &[Rule] = &[Rule::new(
    "It comes round after one month at least.",
    Holds::Within { field: ObligationField::EveryMonths.name(), least: 1, most: 120 },
)];

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

const NEXT: Derivation = Derivation { looks_at: &[], work: next };

/// Once it was done, it is due again after its interval.
fn next(facts: &Facts) -> Derived {
    let one = Obligation(facts.record);
    let before = facts.before.and_then(|before| Obligation(before).last_done_on());
    let months = one.every_months().and_then(|months| u32::try_from(months).ok());
    match (one.last_done_on(), months) {
        (Some(done), Some(months)) if Some(done) != before => {
            let due = done.checked_add_months(Months::new(months));
            vec![(ObligationField::NextDue.field(), due.map(Value::Date))]
        }
        _ => Vec::new(),
    }
}
