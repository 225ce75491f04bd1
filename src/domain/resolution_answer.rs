//! Answers to written resolutions: who answered what, on which day and how, whoever recorded it.

use crate::fields;

use super::attestation::Confirmation;
use super::better::Better;
use super::interest::{Interest, InterestField};
use super::record::Record;
use super::resolution::words::{Resolution, State};
use super::rules::{Fact, Facts, Holds, Missing, Rule, Unique};

crate::choices! {
    /// What somebody answers.
    Reply {
        For = "for", "For", Good;
        Against = "against", "Against", Watch;
        Abstaining = "abstaining", "Abstaining", Plain;
        Recused = "recused", "Recused", Plain;
    }
}

crate::register! {
    /// Answers to written resolutions: what each of those who are entitled said, when and how.
    ResolutionAnswer, ResolutionAnswerField: "resolution_answer" / "resolution answers", "WA", "9.3.3", Meetings, composed(),
        rules(RULES), unique_by(UNIQUE), frozen(FROZEN), unasked(UNASKED);

    /// The resolution.
    resolution Resolution: link("resolution"), "Resolution", required, listed;
    /// For, against, abstaining or recused.
    reply Reply: choice(Reply), "Answer", required, listed;
    attestation GIVEN {
        /// Who answers.
        by person Person: "Who", required, listed;
        /// The day of the answer.
        on answered_on AnsweredOn: "Answered on", required, listed, sorted;
        /// How the answer was given.
        how how How: "Given", required, listed;
    }
    /// What they wrote beside it.
    words Words: long_text, "Words", searchable;
}

/// Another answer than the one that was given.
static UNASKED: &[Better] = &[Better::Otherwise(ResolutionAnswerField::Reply.name())];

static RULES: &[Rule] = &[
    IS_OPEN,
    Rule::new("Those who are entitled answer, from the day on which it was sent until it closes.", Holds::By(in_time))
        .looking_at(&[Fact::Linked(ResolutionAnswerField::Resolution.name())]),
    Rule::new("An answer in writing is a message or a signature.", Holds::By(in_writing)),
    Rule::new("Who is recused by a standing interest is recused in writing, too.", Holds::By(recused))
        .looking_at(&[Fact::Every(InterestField::REGISTER)]),
];

static FROZEN: &[Rule] = &[
    IS_OPEN,
    Rule::new("What somebody answered themselves is answered otherwise by nobody else.", Holds::By(own_answer))
        .clause("7.5.3")
        .looking_at(&[Fact::Past]),
];

const IS_OPEN: Rule = Rule {
    says: "Answers are given, and corrected, until they are counted.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked(ResolutionAnswerField::Resolution.name())],
    holds: Holds::By(still_open),
};

static UNIQUE: &[Unique] = &[Unique {
    says: "Everybody who is entitled has one answer.",
    clause: None,
    fields: fields![ResolutionAnswerField: Resolution, Person],
    missing: |other| {
        let what = format!("{} is their answer already: answer again to change it", other.reference());
        Missing::in_field(ResolutionAnswerField::Person.name(), what)
    },
}];

fn still_open(facts: &Facts) -> Vec<Missing> {
    if facts.is_unchanged() {
        return Vec::new();
    }
    let field = ResolutionAnswerField::Resolution;
    let all = [facts.linked(field), facts.was_linked(field)].concat();
    let other = all.iter().find(|one| one.voided || Resolution(one).state() != Some(State::Open));
    let words = |one: &Record| {
        let state = one.state_label().unwrap_or_default().to_lowercase();
        format!("{} is {}", one.reference(), if one.voided { "voided" } else { &state })
    };
    other.map(|one| Missing::in_field(field.name(), words(one))).into_iter().collect()
}

/// Whoever answered in their own name is the only one who changes that; what others typed of theirs, others put right.
fn own_answer(facts: &Facts) -> Vec<Missing> {
    let person = facts.before.and_then(|before| ResolutionAnswer(before).person());
    let own = facts.past().iter().any(|version| version.author.is_some() && version.author == person);
    if facts.is_unchanged() || !own || facts.actor == person {
        return Vec::new();
    }
    let what = "They answered this themselves: only they say otherwise";
    vec![Missing::in_field(ResolutionAnswerField::Person.name(), what)]
}

fn in_time(facts: &Facts) -> Vec<Missing> {
    let answer = ResolutionAnswer(facts.record);
    let all = facts.linked(ResolutionAnswerField::Resolution);
    let Some(resolution) = all.first().map(Resolution) else { return Vec::new() };
    let mut missing = Vec::new();
    if !answer.person().is_some_and(|person| resolution.members().contains(&person)) {
        let what = "This person is not among those who are entitled";
        missing.push(Missing::in_field(ResolutionAnswerField::Person.name(), what));
    }
    let field = ResolutionAnswerField::AnsweredOn.name();
    match (resolution.sent_on(), answer.answered_on(), resolution.closes_on()) {
        (Some(sent), Some(on), _) if on < sent => {
            missing.push(Missing::in_field(field, format!("It was sent on {sent}, after {on}")));
        }
        (_, Some(on), Some(closes)) if closes < on => {
            missing.push(Missing::in_field(field, format!("It closed on {closes}, before {on}")));
        }
        _ => {}
    }
    missing
}

fn in_writing(facts: &Facts) -> Vec<Missing> {
    if ResolutionAnswer(facts.record).how() != Some(Confirmation::Meeting) {
        return Vec::new();
    }
    vec![Missing::in_field(ResolutionAnswerField::How.name(), "What is said in a meeting is decided there")]
}

fn recused(facts: &Facts) -> Vec<Missing> {
    let answer = ResolutionAnswer(facts.record);
    let interests = facts.every(InterestField::REGISTER);
    let stands = |one: &Interest| {
        one.person() == answer.person() && one.review().is_none() && one.item().is_none() && one.recuses()
    };
    let Some(interest) = interests.iter().map(Interest).find(stands) else { return Vec::new() };
    if answer.reply() == Some(Reply::Recused) {
        return Vec::new();
    }
    let what = format!("{} recuses this person", interest.0.reference());
    vec![Missing::in_field(ResolutionAnswerField::Reply.name(), what)]
}
