//! What must be there before a review goes on to its next state.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField, Input};
use crate::domain::approval::{Approval, ApprovalField, Role};
use crate::domain::attendance::{AttendanceField, for_top_management};
use crate::domain::conclusion::{Aspect, Conclusion, ConclusionField};
use crate::domain::decision::words::DecisionField;
use crate::domain::decision::{self, Decision, Subject};
use crate::domain::identity::RecordId;
use crate::domain::minutes::{Minutes, MinutesField};
use crate::domain::note::{self, Note, NoteField};
use crate::domain::pack::PackField;
use crate::domain::person::{Person, PersonField};
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Records, Rule};

use super::words::{Review, ReviewField, State};

pub static CALL: &[Rule] = &[
    Rule {
        says: "A call says when, and who leads, records and decides.",
        clause: Some("9.3.1"),
        looks_at: &[],
        holds: Holds::By(invitation),
    },
    Rule {
        says: "The agenda has every input that the standard asks for.",
        clause: Some("9.3.2"),
        looks_at: &[Fact::Hanging(AgendaItemField::Review.link())],
        holds: Holds::By(|facts| of_a_review(facts, inputs_on_agenda)),
    },
];

pub static CIRCULATE: &[Rule] = &[Rule {
    says: "A pack is circulated as a frozen version.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Hanging(PackField::Review.link())],
    holds: Holds::By(pack_frozen),
}];

pub const CONCLUDE: &[Rule] = &[
    Rule {
        says: "Every input that the standard asks for is considered.",
        clause: Some("9.3.2"),
        looks_at: &[Fact::Hanging(AgendaItemField::Review.link())],
        holds: Holds::By(|facts| of_a_review(facts, inputs_considered)),
    },
    Rule {
        says: "Every item of the agenda but the conclusion must have ended: come to it, and say how.",
        clause: None,
        looks_at: &[Fact::Hanging(AgendaItemField::Review.link())],
        holds: Holds::By(others_ended),
    },
    Rule {
        says: "Top management, or who it gave its mandate to, took part.",
        clause: Some("9.3.1"),
        looks_at: &[Fact::Hanging(AttendanceField::Review.link()), Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(|facts| of_a_review(facts, top_management_took_part)),
    },
    Rule {
        says: "Suitability, adequacy and effectiveness are each judged, with a reason.",
        clause: Some("9.3.1"),
        looks_at: &[Fact::Hanging(ConclusionField::Review.link())],
        holds: Holds::By(|facts| of_a_review(facts, aspects_judged)),
    },
    Rule {
        says: "What was put to the meeting is decided.",
        clause: None,
        looks_at: &[Fact::Hanging(DecisionField::Review.link())],
        holds: Holds::By(proposals_settled),
    },
    Rule {
        says: "Improvement opportunities are answered, with a decision or a reason why none is needed.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Hanging(DecisionField::Review.link())],
        holds: Holds::By(|facts| of_a_review(facts, improvements_answered)),
    },
    Rule {
        says: "The need for change to the system is answered, with a decision or a reason why there is none.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Hanging(DecisionField::Review.link())],
        holds: Holds::By(|facts| of_a_review(facts, changes_answered)),
    },
    Rule {
        says: "The day of the next review is set.",
        clause: Some("9.3.1"),
        looks_at: &[],
        holds: Holds::By(|facts| of_a_review(facts, next_review_set)),
    },
];

/// What is circulated can be approved as it is: all that approving asks of the records is there.
pub static CIRCULATE_MINUTES: &[Rule] = &[
    CONCLUDE[0],
    CONCLUDE[1],
    CONCLUDE[2],
    CONCLUDE[3],
    CONCLUDE[4],
    CONCLUDE[5],
    CONCLUDE[6],
    CONCLUDE[7],
    OWNED_AND_DATED,
    Rule {
        says: "Minutes are circulated as a frozen version.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Hanging(MinutesField::Review.link())],
        holds: Holds::By(minutes_frozen),
    },
];

const OWNED_AND_DATED: Rule = Rule {
    says: "Every action of the review has an owner and a day.",
    clause: Some("9.3.3"),
    looks_at: &[Fact::Hanging(ActionField::Review.link())],
    holds: Holds::By(actions_owned_and_dated),
};

/// All that concluding asked for is still there, and what is said of the actions besides.
pub static APPROVE: &[Rule] = &[
    CONCLUDE[0],
    CONCLUDE[1],
    CONCLUDE[2],
    CONCLUDE[3],
    CONCLUDE[4],
    CONCLUDE[5],
    CONCLUDE[6],
    CONCLUDE[7],
    OWNED_AND_DATED,
    Rule {
        says: "Minutes are approved by the chair and the secretary, or by the next review.",
        clause: None,
        looks_at: &[Fact::Hanging(ApprovalField::Review.link()), Fact::Hanging(MinutesField::Review.link())],
        holds: Holds::By(approved),
    },
];

pub static SEAL: &[Rule] = &[Rule {
    says: "The version that was approved is the one that is sealed.",
    clause: None,
    looks_at: &[Fact::Hanging(MinutesField::Review.link())],
    holds: Holds::By(sealed_version),
}];

/// Whoever wrote, proposed or set something aside for a meeting is told what became of it.
pub static CANCEL: &[Rule] = &[Rule {
    says: "A review that is not held leaves nothing hanging: what waited for it goes to another meeting, or is withdrawn.",
    clause: None,
    looks_at: &[
        Fact::Hanging(AgendaItemField::Review.link()),
        Fact::Hanging(DecisionField::Review.link()),
        Fact::Hanging(NoteField::Review.link()),
    ],
    holds: Holds::By(nothing_hangs),
}];

fn nothing_hangs(facts: &Facts) -> Vec<Missing> {
    let items = items(facts);
    let items = items.iter().filter(|one| AgendaItem(one).is_on()).cloned();
    let decisions = facts.hanging(DecisionField::Review);
    let waits = |one: &&Record| Decision(one).state().is_some_and(decision::State::waits);
    let notes = facts.hanging(NoteField::Review);
    let parked = notes.iter().filter(|one| Note(one).kind() == Some(note::Type::Parked)).cloned();
    let all = items.chain(decisions.iter().filter(waits).cloned()).chain(parked);
    all.map(|one| Missing::in_record(&one, format!("{} {} waits for it", one.reference(), one.title()))).collect()
}

fn invitation(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    let mut missing = Vec::new();
    let mut ask = |absent: bool, field: ReviewField| {
        if absent {
            missing.push(Missing::in_field(field.name(), format!("{} is empty", field.field().label)));
        }
    };
    ask(review.date().is_none(), ReviewField::Date);
    if review.is_management_review() {
        ask(review.period_start().is_none(), ReviewField::PeriodStart);
        ask(review.period_end().is_none(), ReviewField::PeriodEnd);
    }
    ask(review.chair().is_none(), ReviewField::Chair);
    ask(review.secretary().is_none(), ReviewField::Secretary);
    ask(review.members().is_empty(), ReviewField::Members);
    missing
}

fn items(facts: &Facts) -> Records {
    facts.hanging(AgendaItemField::Review)
}

/// What the standard asks of a management review, and of no other meeting.
fn of_a_review(facts: &Facts, missing: fn(&Facts) -> Vec<Missing>) -> Vec<Missing> {
    if Review(facts.record).is_management_review() { missing(facts) } else { Vec::new() }
}

fn inputs_on_agenda(facts: &Facts) -> Vec<Missing> {
    let items = items(facts);
    let items: Vec<_> = items.iter().map(AgendaItem).filter(|item| item.is_on()).collect();
    let there = |input: Input| items.iter().any(|item| item.input() == Some(input));
    let absent = Input::ALL.iter().copied().filter(|input| input.is_required() && !there(*input));
    absent.map(|input| Missing::in_field(input.key(), format!("{} is not on the agenda", input.words()))).collect()
}

fn pack_frozen(facts: &Facts) -> Vec<Missing> {
    if facts.hanging(PackField::Review).is_empty() {
        vec![Missing::elsewhere("There is no version of the pack yet")]
    } else {
        Vec::new()
    }
}

fn inputs_considered(facts: &Facts) -> Vec<Missing> {
    let items = items(facts);
    let mut missing = inputs_on_agenda(facts);
    let required = |item: &AgendaItem| item.is_on() && item.input().is_some_and(Input::is_required);
    for item in items.iter().filter(|item| required(&AgendaItem(item))) {
        let view = AgendaItem(item);
        let input = view.input().unwrap_or(Input::Own);
        match view.state() {
            Some(agenda_item::State::Discussed | agenda_item::State::Noted) => {}
            Some(agenda_item::State::Deferred) => {
                missing.push(Missing::at(item, input.key(), format!("{} is deferred, not considered", input.words())));
            }
            _ => missing.push(Missing::at(item, input.key(), format!("{} is not considered", input.words()))),
        }
    }
    missing
}

fn others_ended(facts: &Facts) -> Vec<Missing> {
    let open = |item: &Record| {
        let view = AgendaItem(item);
        // The conclusion is what is being done.
        let other = view.input().is_some_and(|input| !input.is_of_review());
        other && matches!(view.state(), Some(agenda_item::State::Open | agenda_item::State::Current))
    };
    let items = items(facts);
    let open = items.iter().filter(|item| open(item));
    open.map(|item| Missing::in_record(item, format!("{} {} is still open", item.reference(), item.title()))).collect()
}

fn top_management_took_part(facts: &Facts) -> Vec<Missing> {
    let people = facts.every(PersonField::REGISTER);
    let is_top = |id: RecordId| people.iter().any(|one| one.id == id && Person(one).top_management() == Some(true));
    let took_part = !for_top_management(&facts.hanging(AttendanceField::Review), is_top).is_empty();
    if took_part {
        return Vec::new();
    }
    let what = if people.iter().any(|one| Person(one).top_management() == Some(true)) {
        "Nobody of top management is recorded as present, and nobody with its mandate to decide"
    } else {
        "Nobody in the people register is marked as top management"
    };
    vec![Missing::in_field(AttendanceField::REGISTER, what)]
}

fn aspects_judged(facts: &Facts) -> Vec<Missing> {
    let conclusions = facts.hanging(ConclusionField::Review);
    let judged = |aspect: Aspect| conclusions.iter().any(|conclusion| Conclusion(conclusion).aspect() == Some(aspect));
    let asked = Aspect::ALL.iter().copied().filter(|aspect| aspect.is_required() && !judged(*aspect));
    asked.map(|aspect| Missing::in_field(aspect.key(), format!("{} is not judged", aspect.label()))).collect()
}

fn proposals_settled(facts: &Facts) -> Vec<Missing> {
    let decisions = facts.hanging(DecisionField::Review);
    let open = decisions.iter().filter(|decision| {
        matches!(Decision(decision).state(), Some(decision::State::Proposed | decision::State::Put))
    });
    // Nothing is put to a meeting that is over.
    let over = facts.before.and_then(|before| Review(before).state()).is_some_and(State::is_over);
    let ways = if over { "withdraw or defer it" } else { "decide, withdraw or defer it" };
    let words = |decision: &Record| {
        let state = decision.state_label().unwrap_or_default().to_lowercase();
        format!("{} is only {state}: {ways}", decision.reference())
    };
    open.map(|decision| Missing::in_record(decision, words(decision))).collect()
}

fn carried(facts: &Facts, subjects: &[Subject]) -> bool {
    facts.hanging(DecisionField::Review).iter().any(|decision| {
        let view = Decision(decision);
        view.state().is_some_and(decision::State::holds) && view.subject().is_some_and(|one| subjects.contains(&one))
    })
}

fn improvements_answered(facts: &Facts) -> Vec<Missing> {
    if carried(facts, &[Subject::Improvement]) || reason::is_one(Review(facts.record).no_improvements()) {
        return Vec::new();
    }
    let what = "No improvement is decided; decide one, or say why none is needed";
    vec![unanswered(ReviewField::NoImprovements, Review(facts.record).no_improvements(), what)]
}

fn changes_answered(facts: &Facts) -> Vec<Missing> {
    let subjects = [Subject::Change, Subject::Policy, Subject::Scope, Subject::Resources];
    if carried(facts, &subjects) || reason::is_one(Review(facts.record).no_changes()) {
        return Vec::new();
    }
    let what = "No change to the system is decided; decide one, or say why none is needed";
    vec![unanswered(ReviewField::NoChanges, Review(facts.record).no_changes(), what)]
}

/// What is missing of an answer that is empty, or says nothing.
fn unanswered(field: ReviewField, said: &str, empty: &str) -> Missing {
    let what = if said.is_empty() { empty.to_owned() } else { reason::says_nothing(field.field().label, said) };
    Missing::in_field(field.name(), what)
}

fn next_review_set(facts: &Facts) -> Vec<Missing> {
    if Review(facts.record).next_review().is_some() {
        return Vec::new();
    }
    vec![Missing::in_field(ReviewField::NextReview.name(), "Next review is empty")]
}

/// The version of the minutes that was frozen last.
pub fn last_minutes(facts: &Facts) -> Option<Record> {
    facts.hanging(MinutesField::Review).iter().max_by_key(|minutes| Minutes(minutes).version()).cloned()
}

fn minutes_frozen(facts: &Facts) -> Vec<Missing> {
    if last_minutes(facts).is_some() {
        return Vec::new();
    }
    vec![Missing::elsewhere("There is no version of the minutes yet")]
}

fn actions_owned_and_dated(facts: &Facts) -> Vec<Missing> {
    let actions = facts.hanging(ActionField::Review);
    let mut missing = Vec::new();
    for record in actions.iter() {
        let action = Action(record);
        if !matches!(action.state(), Some(action::State::Open | action::State::Done)) {
            continue;
        }
        let lacks = match (action.owner(), action.due()) {
            (None, None) => "an owner and a day",
            (None, Some(_)) => "an owner",
            (Some(_), None) => "a day",
            (Some(_), Some(_)) => continue,
        };
        let what = format!("{} {} lacks {lacks}", record.reference(), record.title());
        missing.push(Missing::in_record(record, what));
    }
    missing
}

fn approved(facts: &Facts) -> Vec<Missing> {
    let Some(last) = last_minutes(facts) else { return minutes_frozen(facts) };
    let approvals = facts.hanging(ApprovalField::Review);
    let of_last: Vec<_> =
        approvals.iter().map(Approval).filter(|approval| approval.minutes() == Some(last.id)).collect();
    let by = |role: Role| of_last.iter().any(|approval| approval.role() == Some(role));
    if by(Role::NextReview) {
        return Vec::new();
    }
    let version = Minutes(&last).version().unwrap_or_default();
    let asked = [Role::Chair, Role::Secretary].into_iter().filter(|role| !by(*role));
    let words = |role: Role| format!("The {} has not approved version {version}", role.label().to_lowercase());
    asked.map(|role| Missing::in_field(ApprovalField::REGISTER, words(role))).collect()
}

fn sealed_version(facts: &Facts) -> Vec<Missing> {
    let sealed = Review(facts.record).minutes();
    let last = last_minutes(facts).filter(|last| Minutes(last).sealed() == Some(true));
    if sealed.is_some() && last.map(|last| last.id) == sealed {
        return Vec::new();
    }
    vec![Missing::in_field(ReviewField::Minutes.name(), "It is not the sealed version")]
}
