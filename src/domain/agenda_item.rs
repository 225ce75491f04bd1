//! Agenda items: what a review takes up, in the standard's order, and how each of them ended.

use crate::fields;

use super::better::{Better, Hiding};
use super::reason;
use super::review::open::{IN_SESSION, OPEN_REVIEW, comes_too_late};
use super::review::words::{Review, State as ReviewState};
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// What an item is: one of the inputs that the standard asks for (9.3.2), or one of the meeting's own.
    Input {
        Opening = "opening", "Opening";
        Arising = "arising", "Matters arising";
        Actions = "a", "a  Earlier actions";
        Context = "b", "b  Context";
        Parties = "c", "c  Interested parties";
        Nonconformities = "d1", "d1 Nonconformities";
        Monitoring = "d2", "d2 Monitoring and measurement";
        Audits = "d3", "d3 Audit results";
        Improvement = "e", "e  Opportunities to improve";
        Risks = "risks", "Risks";
        Incidents = "incidents", "Incidents";
        Resources = "resources", "Resources";
        Own = "own", "Own item";
        AnyOther = "any-other", "Any other business";
        Conclusion = "conclusion", "Conclusion";
    }
}

impl Input {
    /// Whether the standard asks for it.
    pub fn is_required(self) -> bool {
        self.clause().is_some() && self != Self::Conclusion
    }

    /// Whether it belongs to a management review: no other meeting considers it for one, or concludes on the system.
    pub fn is_of_review(self) -> bool {
        self.clause().is_some()
    }

    /// Where the standard asks for it; none for the meeting's own.
    pub fn clause(self) -> Option<&'static str> {
        Some(match self {
            Self::Actions => "9.3.2 a)",
            Self::Context => "9.3.2 b)",
            Self::Parties => "9.3.2 c)",
            Self::Nonconformities => "9.3.2 d) 1)",
            Self::Monitoring => "9.3.2 d) 2)",
            Self::Audits => "9.3.2 d) 3)",
            Self::Improvement => "9.3.2 e)",
            Self::Conclusion => "9.3.1, 9.3.3",
            Self::Opening
            | Self::Arising
            | Self::Risks
            | Self::Incidents
            | Self::Resources
            | Self::Own
            | Self::AnyOther => return None,
        })
    }

    /// What stands before its title: the letter of the standard, or nothing.
    pub fn letter(self) -> &'static str {
        if self.is_required() { self.key() } else { "" }
    }

    /// The title that an item of this kind has unless it is given another.
    pub fn title(self) -> &'static str {
        match self {
            Self::Opening => "Opening and previous minutes",
            Self::Arising => "Matters arising",
            Self::AnyOther => "Any other business",
            Self::Actions => "Actions from earlier reviews",
            Self::Context => "Changes in context",
            Self::Parties => "Interested parties and their needs",
            Self::Nonconformities => "Nonconformities and corrective actions",
            Self::Monitoring => "Monitoring and measurement",
            Self::Audits => "Audit results",
            Self::Improvement => "Opportunities for improvement",
            Self::Risks => "Risks and their treatment",
            Self::Incidents => "Incidents and near misses",
            Self::Resources => "Resources",
            Self::Own => "Own item",
            Self::Conclusion => "Conclusion",
        }
    }

    /// The title where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Opening => "Opening",
            Self::Arising => "Matters arising",
            Self::AnyOther => "Any other",
            Self::Actions => "Earlier actions",
            Self::Context => "Context",
            Self::Parties => "Interested parties",
            Self::Nonconformities => "Nonconformities",
            Self::Monitoring => "Measurement",
            Self::Audits => "Audit results",
            Self::Improvement => "Improvement",
            Self::Risks => "Risks",
            Self::Incidents => "Incidents",
            Self::Resources => "Resources",
            Self::Own => "Own item",
            Self::Conclusion => "Conclusion",
        }
    }

    /// Letter and title in a sentence: `d1 Nonconformities and corrective actions`.
    pub fn words(self) -> String {
        format!("{} {}", self.letter(), self.title()).trim_start().to_owned()
    }
}

crate::choices! {
    /// How far an item is.
    State {
        Open = "open", "Not considered", Plain;
        Current = "current", "Being considered", Active;
        Discussed = "discussed", "Discussed", Good;
        Noted = "noted", "Noted", Good;
        Deferred = "deferred", "Deferred", Watch;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
    }
}

impl State {
    /// Whether the meeting is done with it.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Discussed | Self::Noted | Self::Deferred)
    }
}

crate::moves! {
    /// The moves of an agenda item.
    AgendaItemMove {
        Begin = "begin", Leave = "leave", Discuss = "discuss", Note = "note", Defer = "defer", Withdraw = "withdraw",
    }
}

crate::register! {
    /// Agenda items: what a review takes up, in which order, for how long, and how each of them ended.
    AgendaItem, AgendaItemField: "agenda_item" / "agenda items", "AG", "9.3.2", Meetings,
        machine(&MACHINE), rules(RULES), frozen(FROZEN), better(BETTER), unasked(UNASKED), hiding(Hiding::Counted);

    /// What it is about.
    title Title: text, "Title", title;
    /// The review on whose agenda it stands.
    review Review: link("review"), "Review", required;
    /// Its place on the agenda: 1 is the first.
    place Place: number, "Place", listed, sorted;
    /// The input of the standard that it is, or the organisation's own.
    input Input: choice(Input), "Input", required, listed;
    /// How far it is; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// How long it may take.
    allotted Allotted: duration, "Time allotted", listed;
    /// Who presents it.
    presenter Presenter: person, "Presenter", listed;
    /// Who writes what the figures mean, before the meeting.
    contributor Contributor: person, "Contributor", responsible;
    /// The day by which that is to be there.
    contribution_due ContributionDue: date, "Commentary due", deadline, sorted;
    /// What the figures mean, as its contributor sees it; goes into the pack.
    commentary Commentary: long_text, "Commentary", searchable;
    /// How it ended, in words: what was noted, or why it was deferred.
    outcome Outcome: long_text, "Outcome", searchable;
    /// When the meeting came to it last.
    begun_at BegunAt: instant, "Begun", by_move;
    /// The seconds that the meeting spent on it before it came to it last.
    used_seconds UsedSeconds: number, "Seconds used", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// Nobody is asked any more for what the figures mean.
static BETTER: &[Better] = &[Better::Emptied(AgendaItemField::Contributor.name())];

/// What was said of the figures, or of how it ended, is said otherwise; another is to say it; or it goes to another meeting.
static UNASKED: &[Better] = &[
    Better::Away(AgendaItemField::Review.name()),
    Better::Otherwise(AgendaItemField::Contributor.name()),
    Better::Otherwise(AgendaItemField::Commentary.name()),
    Better::Otherwise(AgendaItemField::Outcome.name()),
];

static RULES: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "An input of the standard stands on the agenda once.",
        clause: Some("9.3.2"),
        looks_at: &[Fact::Beside { through: AgendaItemField::Review.name(), of: AgendaItemField::Review.link() }],
        holds: Holds::By(once),
    },
    Rule {
        says: "The inputs of a management review, and what it concludes, are on the agenda of one.",
        clause: Some("9.3.1, 9.3.2"),
        looks_at: &[Fact::Linked(AgendaItemField::Review.name())],
        holds: Holds::By(of_a_review),
    },
    Rule {
        says: "Of which input an item is was told with the agenda, and stands: what is to be considered is not called otherwise.",
        clause: Some("9.3.2"),
        looks_at: &[],
        holds: Holds::By(input_stays),
    },
    Rule {
        says: "Nothing to decide is said in words, and so is the reason of a deferral.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(outcome_in_words),
    },
    Rule {
        says: "What a meeting is to consider is on its agenda before the meeting is over.",
        clause: None,
        looks_at: &[Fact::Linked(AgendaItemField::Review.name())],
        holds: Holds::By(on_in_time),
    },
];

static FROZEN: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "Once the review is over, its items stay as they ended.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Linked(AgendaItemField::Review.name())],
        holds: Holds::By(ended_with_review),
    },
];

static MACHINE: Machine = Machine {
    field: AgendaItemField::State.name(),
    initial: State::Open.key(),
    adopted: None,
    open: &[State::Open.key(), State::Current.key()],
    due_in: &[State::Open.key()],
    attested: &[],
    moves: MOVES,
};

static BEGIN: &[Rule] = &[
    IN_SESSION,
    Rule {
        says: "The meeting considers one item at a time.",
        clause: None,
        looks_at: &[Fact::Beside { through: AgendaItemField::Review.name(), of: AgendaItemField::Review.link() }],
        holds: Holds::By(only_one),
    },
];

static MOVES: &[Move] = &[
    Move {
        name: AgendaItemMove::Begin.name(),
        label: "Come to it",
        help: "The meeting comes to this item.",
        participle: "taken up",
        from: &[State::Open.key(), State::Discussed.key(), State::Noted.key(), State::Deferred.key()],
        to: State::Current.key(),
        asks: fields![AgendaItemField: BegunAt],
        stamps: &[(AgendaItemField::BegunAt.name(), Stamp::Now)],
        rules: BEGIN,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: AgendaItemMove::Leave.name(),
        label: "Leave it open",
        help: "The meeting goes on to something else and comes back to this.",
        participle: "left",
        from: &[State::Current.key()],
        to: State::Open.key(),
        sets: fields![AgendaItemField: UsedSeconds],
        clears: fields![AgendaItemField: BegunAt],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: AgendaItemMove::Discuss.name(),
        label: "Discussed",
        help: "The meeting discussed it; what came of it stands in its notes and decisions.",
        participle: "ended as discussed",
        from: &[State::Current.key()],
        to: State::Discussed.key(),
        sets: fields![AgendaItemField: UsedSeconds],
        clears: fields![AgendaItemField: BegunAt],
        rules: &[IN_SESSION],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: AgendaItemMove::Note.name(),
        label: "Noted",
        help: "The meeting considered it and had nothing to decide; that is said in words.",
        participle: "ended as noted",
        from: &[State::Current.key()],
        to: State::Noted.key(),
        sets: fields![AgendaItemField: UsedSeconds],
        clears: fields![AgendaItemField: BegunAt],
        rules: &[IN_SESSION],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: AgendaItemMove::Defer.name(),
        label: "Deferred",
        help: "The meeting puts it off, for a reason.",
        participle: "deferred",
        from: &[State::Open.key(), State::Current.key()],
        to: State::Deferred.key(),
        sets: fields![AgendaItemField: UsedSeconds],
        clears: fields![AgendaItemField: BegunAt],
        rules: &[IN_SESSION],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: AgendaItemMove::Withdraw.name(),
        label: "Withdraw",
        help: "The meeting for which it stood on the agenda is not held, and it goes to no other.",
        participle: "withdrawn",
        from: &[State::Open.key()],
        to: State::Withdrawn.key(),
        rules: NOT_HELD,
        reason: true,
        guided: true,
        ..Move::PLAIN
    },
];

static NOT_HELD: &[Rule] = &[Rule {
    says: "An item leaves the agenda with the day of its meeting: one that is to be held deals with it, or defers it.",
    clause: Some("9.3.2"),
    looks_at: &[Fact::Linked(AgendaItemField::Review.name())],
    holds: Holds::By(before_the_meeting),
}];

impl AgendaItem<'_> {
    /// Whether it stands on the agenda: it was not withdrawn with a day on which the meeting was not held.
    pub fn is_on(self) -> bool {
        self.state() != Some(State::Withdrawn)
    }

    /// Whether its commentary is there: words that say nothing are none.
    pub fn is_commented(self) -> bool {
        reason::says_something(self.commentary())
    }

    /// Whether it is ended by concluding the meeting, and not before.
    pub fn ends_with_the_meeting(self) -> bool {
        self.input() == Some(Input::Conclusion)
    }
}

fn before_the_meeting(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(AgendaItemField::Review);
    let held = reviews.iter().find(|one| Review(one).sittings().unwrap_or(0) > 0);
    let words = |review: &super::record::Record| format!("{} was opened", review.reference());
    held.map(|review| Missing::in_field(AgendaItemField::Review.name(), words(review))).into_iter().collect()
}

fn once(facts: &Facts) -> Vec<Missing> {
    let item = AgendaItem(facts.record);
    if !item.is_on() {
        return Vec::new();
    }
    let Some(input) = item.input().filter(|input| input.is_required() || *input == Input::Conclusion) else {
        return Vec::new();
    };
    let others = facts.beside(AgendaItemField::Review, AgendaItemField::Review);
    let is_it = |other: &AgendaItem| other.is_on() && other.input() == Some(input);
    let other = others.iter().filter(|other| is_it(&AgendaItem(other))).find(|other| other.id != facts.record.id);
    let words = |other: &super::record::Record| format!("{} is {} already", other.reference(), input.words());
    other.map(|other| Missing::in_field(AgendaItemField::Input.name(), words(other))).into_iter().collect()
}

fn input_stays(facts: &Facts) -> Vec<Missing> {
    // What goes to another meeting is there an item of its own.
    let stays = facts.before.is_some() && !facts.changes(AgendaItemField::Review);
    let changed = stays && facts.changes(AgendaItemField::Input);
    let what = "Take it off the agenda, which is told, and add another";
    changed.then(|| Missing::in_field(AgendaItemField::Input.name(), what)).into_iter().collect()
}

fn of_a_review(facts: &Facts) -> Vec<Missing> {
    let item = AgendaItem(facts.record);
    if !item.is_on() || !item.input().is_some_and(Input::is_of_review) {
        return Vec::new();
    }
    let reviews = facts.linked(AgendaItemField::Review);
    let other = reviews.iter().find(|one| !Review(one).is_management_review());
    let words = |meeting: &super::record::Record| {
        let kind = Review(meeting).meeting().label().to_lowercase();
        format!("{} is an {kind}: take it up there as an item of its own", meeting.reference())
    };
    other.map(|meeting| Missing::in_field(AgendaItemField::Input.name(), words(meeting))).into_iter().collect()
}

fn outcome_in_words(facts: &Facts) -> Vec<Missing> {
    let item = AgendaItem(facts.record);
    let what = match item.state() {
        Some(State::Noted) => "Say what was noted, such as: nothing to decide",
        Some(State::Deferred) => "Say why it is deferred",
        _ => return Vec::new(),
    };
    if item.outcome().is_empty() { vec![Missing::in_field(AgendaItemField::Outcome.name(), what)] } else { Vec::new() }
}

fn only_one(facts: &Facts) -> Vec<Missing> {
    let others = facts.beside(AgendaItemField::Review, AgendaItemField::Review);
    let current =
        others.iter().find(|other| other.id != facts.record.id && AgendaItem(other).state() == Some(State::Current));
    current
        .map(|other| Missing::in_record(other, format!("{} is being considered", other.reference())))
        .into_iter()
        .collect()
}

fn on_in_time(facts: &Facts) -> Vec<Missing> {
    comes_too_late(facts, |record| matches!(AgendaItem(record).state(), Some(State::Open | State::Current)))
}

fn ended_with_review(facts: &Facts) -> Vec<Missing> {
    use AgendaItemField::{BegunAt, State, UsedSeconds};
    let changed = [State, UsedSeconds, BegunAt].into_iter().find(|field| facts.changes(field.name()));
    let reviews = facts.was_linked(AgendaItemField::Review);
    let over = reviews.iter().find(|review| Review(review).state().is_some_and(ReviewState::is_over));
    let (Some(field), Some(review)) = (changed, over) else { return Vec::new() };
    let state = review.state_label().unwrap_or_default().to_lowercase();
    vec![Missing::in_field(field.name(), format!("{} is {state}", review.reference()))]
}

/// The seconds that the meeting has spent on an item by a moment.
pub fn seconds_used(item: AgendaItem, now: super::value::Instant) -> i64 {
    let running = item.begun_at().map_or(0, |begun| now.signed_duration_since(begun).num_seconds().max(0));
    item.used_seconds().unwrap_or(0) + running
}
