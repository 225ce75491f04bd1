//! Declarations of interest: who has a stake in what is to be decided, and what follows from it. One that a meeting was held
//! under is withdrawn, and never hidden.

use crate::fields;

use super::better::Better;
use super::canonical::Object;
use super::decision::words::{Decision, DecisionField};
use super::governs::Governs;
use super::organisation::{Organisation, OrganisationField};
use super::record::Record;
use super::register::Upcaster;
use super::review::open::OPEN_REVIEW;
use super::review::words::{self as review, Review, ReviewField};
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::state::{Machine, Move, Stamp};
use super::vote::{Ballot, Vote, VoteField};
use super::zone::Zone;

crate::choices! {
    /// What follows from an interest.
    Consequence {
        Noted = "noted", "Noted; votes all the same";
        Stays = "stays", "Recused; stays in the room";
        Leaves = "leaves", "Recused; leaves the room";
    }
}

impl Consequence {
    /// Whether the person does not vote.
    pub fn is_recusal(self) -> bool {
        self != Self::Noted
    }
}

crate::choices! {
    /// Where a declaration stands.
    State {
        Declared = "declared", "Declared";
        Withdrawn = "withdrawn", "Withdrawn", Gone;
    }
}

crate::moves! {
    /// The moves of a declaration.
    InterestMove {
        Withdraw = "withdraw",
    }
}

crate::register! {
    /// Declarations of interest: a stake that somebody has in a matter, in one review or standing.
    Interest, InterestField: "interest" / "interests", "DI", "5.3, 9.3", People, for_people(),
        machine(&MACHINE), rules(RULES), frozen(FROZEN), upcasters(UPCASTERS), unasked(UNASKED), governs(Governs::All);

    /// What the interest is.
    what What: text, "Interest", title;
    /// Who has it.
    person Person: person, "Person", required, listed, told;
    /// What follows from it where the matter is decided.
    consequence Consequence: choice(Consequence), "Consequence", required, listed;
    /// The review in which it was declared; empty for one that stands beyond it.
    review Review: link("review"), "Review", listed;
    /// The agenda item that it is about; all of the review where there is none.
    item Item: link("agenda_item"), "Agenda item", listed;
    /// Whether it still holds; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// Who withdrew it.
    withdrawn_by WithdrawnBy: person, "Withdrawn by", by_move, day(WithdrawnOn);
    /// The day on which it was withdrawn.
    withdrawn_on WithdrawnOn: date, "Withdrawn on", by_move, past;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// Whoever was recused votes, or stays in the room.
static UNASKED: &[Better] = &[Better::Lower {
    field: InterestField::Consequence.name(),
    from: &[Consequence::Leaves.key(), Consequence::Stays.key()],
}];

impl Interest<'_> {
    /// Whether it says that the person does not vote.
    pub fn is_recusal(self) -> bool {
        self.consequence().is_some_and(Consequence::is_recusal)
    }

    /// Whether it was not withdrawn.
    pub fn stands(self) -> bool {
        self.state() != Some(State::Withdrawn)
    }

    /// Whether the person does not vote because of it.
    pub fn recuses(self) -> bool {
        self.is_recusal() && self.stands()
    }
}

static MACHINE: Machine = Machine {
    field: InterestField::State.name(),
    initial: State::Declared.key(),
    adopted: None,
    open: &[State::Declared.key()],
    due_in: &[],
    attested: &[],
    moves: &[Move {
        name: InterestMove::Withdraw.name(),
        label: "Withdraw",
        help: "It holds no longer, or never did: the minutes say so, with the reason.",
        participle: "withdrawn",
        from: &[State::Declared.key()],
        to: State::Withdrawn.key(),
        asks: fields![InterestField: WithdrawnBy, WithdrawnOn],
        stamps: &[(InterestField::WithdrawnBy.name(), Stamp::Actor)],
        reason: true,
        settles: true,
        ..Move::PLAIN
    }],
};

static RULES: &[Rule] = &[OPEN_REVIEW];

static FROZEN: &[Rule] = &[
    OPEN_REVIEW,
    Rule::new(
        "A withdrawn declaration stands as it is; declare another one.",
        Holds::Stands(&[State::Withdrawn.key()]),
    ),
    Rule::new(
        "Once a meeting was opened under it, an interest is withdrawn with a reason, and stays in the minutes.",
        Holds::By(declared_before_the_meeting),
    )
    .clause("9.3")
    .looking_at(&[
        Fact::Linked(InterestField::Review.name()),
        Fact::Every(ReviewField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
        Fact::Past,
    ]),
    Rule {
        says: "What a decision was taken on stands: who was recused stays so.",
        clause: None,
        looks_at: &[
            Fact::Past,
            Fact::PastBeside { through: InterestField::Person.name(), of: VoteField::Person.link() },
            Fact::Beside { through: InterestField::Review.name(), of: DecisionField::Review.link() },
        ],
        holds: Holds::By(undecided),
    },
];

fn undecided(facts: &Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    // Neither does it leave a matter that was decided under it, nor come to one that was decided without it.
    let sides = [
        (facts.before, facts.was_beside(InterestField::Review, DecisionField::Review)),
        (Some(facts.record), facts.beside(InterestField::Review, DecisionField::Review)),
    ];
    for (interest, decisions) in sides {
        let Some(item) = interest.map(|one| Interest(one).item()) else { continue };
        let decided = |one: &Decision| one.decided_on().is_some() && (item.is_none() || one.item() == item);
        if let Some(one) = decisions.iter().map(Decision).find(decided) {
            missing.push(Missing::elsewhere(format!("{} was decided under it", one.0.reference())));
        }
    }
    // What stands beyond one review is known by the votes that it kept from being cast: none of those before it was declared.
    let standing =
        facts.before.is_some_and(|before| Interest(before).review().is_none() && Interest(before).is_recusal());
    if standing {
        let declared = facts.past().first().map(|version| version.sequence);
        let votes = facts.was_past_beside(InterestField::Person, VoteField::Person);
        let since = votes.iter().filter(|past| past.first().map(|version| version.sequence) >= declared);
        let recused = |vote: &&Record| !vote.voided && Vote(vote).ballot() == Some(Ballot::Recused);
        let vote = since.filter_map(|past| past.last()).map(|version| &version.record).find(recused);
        missing.extend(vote.map(|vote| Missing::elsewhere(format!("{} was recused under it", vote.reference()))));
    }
    missing.dedup();
    missing
}

/// Hiding it, making less of it, or letting it be somebody else's or of another matter takes it out of the meeting.
fn declared_before_the_meeting(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| !before.voided) else { return Vec::new() };
    let (was, now) = (Interest(before), Interest(facts.record));
    let moved = [InterestField::Person, InterestField::Review, InterestField::Item].iter();
    let changed = moved.map(|field| field.name()).find(|field| facts.changes(*field));
    let less = (now.consequence().map(|one| one as u8) < was.consequence().map(|one| one as u8))
        .then_some(InterestField::Consequence.name());
    let field = changed.or(less);
    if !facts.record.voided && field.is_none() {
        return Vec::new();
    }
    let Some(review) = opened_under(facts, was) else { return Vec::new() };
    let what = format!("{} was opened: use “withdraw” instead, with a reason", review.reference());
    vec![field.map_or_else(|| Missing::elsewhere(what.clone()), |field| Missing::in_field(field, what.clone()))]
}

/// A review that was opened while an interest stood in it.
fn opened_under(facts: &Facts, interest: Interest) -> Option<Record> {
    if interest.review().is_some() {
        let reviews = facts.was_linked(InterestField::Review);
        return reviews.iter().find(|one| Review(one).opened_at().is_some()).cloned();
    }
    // One that stands beyond a review is of every meeting that was held since.
    let declared = facts.past().first().and_then(|version| version.day).unwrap_or(facts.today);
    let organisations = facts.every(OrganisationField::REGISTER);
    let zone = organisations.first().and_then(|one| Zone::named(Organisation(one).time_zone())).unwrap_or(Zone::UTC);
    let held = |one: &&Record| {
        let review = Review(one);
        let since = review.opened_at().is_some_and(|at| at.with_timezone(&zone).date_naive() >= declared);
        since || review.state().is_some_and(review::State::is_running)
    };
    facts.every(ReviewField::REGISTER).iter().find(held).cloned()
}

static UPCASTERS: &[Upcaster] = &[Upcaster::By(declared)];

/// In version 1 none could be withdrawn. A creation holds every field.
fn declared(fields: &mut Object) {
    let own = [InterestField::What, InterestField::Person, InterestField::Consequence, InterestField::Review];
    if own.iter().all(|field| fields.contains_key(field.name().as_str())) {
        fields.insert(InterestField::State.name().to_string(), State::Declared.key().into());
    }
}
