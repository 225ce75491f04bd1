//! The end of a review: conclusions, results, minutes and their approval.

use crate::domain::approval::{ApprovalField, Role};
use crate::domain::attestation::Confirmation;
use crate::domain::conclusion::{Aspect, ConclusionField, Judgement};
use crate::domain::field::{Field, Kind};
use crate::domain::house::said::Words;
use crate::domain::minutes::{self, Minutes};
use crate::domain::record::Record;
use crate::domain::review::{REGISTER, Review, ReviewField};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::view::named;
use crate::store::{Act, Proposal};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Given as Starting, Operation, Said, Says, Scene, Way};
use crate::workflow::review::minutes::Given;
use crate::workflow::review::{Proceedings, conclude, papers};
use crate::workflow::said::Recorded;

use super::{SAID_AT, changed, hashes, not_before};

/// An aspect of the system is judged.
pub static JUDGE: Operation = Operation {
    title: "Conclude on the system",
    help: "Concludes on the system: suitability, adequacy, effectiveness, each with a reason (9.3.1)",
    asks: &[
        Ask::word(ConclusionField::Aspect.field(), "aspect", "What is judged").not_in_form(),
        Ask::word(ConclusionField::Judgement.field(), "judgement", "The judgement"),
        Ask::word(ConclusionField::Grounds.field(), "reason", "What it rests on"),
    ],
    ways: &[
        judged(Aspect::Suitability)
            .saying(&[(ConclusionField::Aspect.field(), Aspect::Suitability.key())])
            .once("judge-suitability")
            .starting(|scene| there(scene, Aspect::Suitability)),
        judged(Aspect::Adequacy)
            .saying(&[(ConclusionField::Aspect.field(), Aspect::Adequacy.key())])
            .once("judge-adequacy")
            .starting(|scene| there(scene, Aspect::Adequacy)),
        judged(Aspect::Effectiveness)
            .saying(&[(ConclusionField::Aspect.field(), Aspect::Effectiveness.key())])
            .once("judge-effectiveness")
            .starting(|scene| there(scene, Aspect::Effectiveness)),
        judged(Aspect::Resources)
            .saying(&[(ConclusionField::Aspect.field(), Aspect::Resources.key())])
            .once("judge-resources")
            .starting(|scene| there(scene, Aspect::Resources)),
    ],
    propose: |scene, said| {
        let aspect = said.needed_choice(ConclusionField::Aspect.field())?;
        let aspect = Aspect::of_key(aspect).ok_or_else(|| Trouble::input("It is not said what is judged"))?;
        let judgement = said.needed_choice(ConclusionField::Judgement.field())?;
        let judgement = Judgement::of_key(judgement).ok_or_else(|| Trouble::input("The judgement is not said"))?;
        let grounds = said.words(ConclusionField::Grounds.field());
        Ok(conclude::judge(scene.proceedings()?, aspect, judgement, grounds, scene.ambient))
    },
    ..Operation::new(&["judge"], &REGISTER, About::Record(&REGISTER))
};

/// The form in which an aspect is judged.
const fn judged(aspect: Aspect) -> Way {
    Way::form(&[], aspect.label(), aspect.question()).asking(aspect.question())
}

/// The way in which an aspect is judged.
pub fn judging(aspect: Aspect) -> usize {
    Aspect::ALL.iter().position(|one| *one == aspect).unwrap_or(0)
}

/// What stands of an aspect already.
fn there(scene: &Scene, aspect: Aspect) -> Result<Vec<Starting>, Trouble> {
    let conclusion = scene.proceedings()?.conclusion(aspect);
    let judgement = conclusion.and_then(|conclusion| conclusion.judgement());
    Ok(vec![
        (ConclusionField::Judgement.field(), judgement.map(|judgement| Value::Choice(judgement.key()))),
        (ConclusionField::Grounds.field(), conclusion.map(|conclusion| Value::Text(conclusion.grounds().to_owned()))),
    ])
}

/// What a review says of its results beside its decisions and conclusions.
const SAID: [ReviewField; 3] = [ReviewField::NoImprovements, ReviewField::NoChanges, ReviewField::NextReview];

/// Whether a field of a review is one of its results.
pub fn is_result(field: &str) -> bool {
    SAID.iter().any(|one| one.name() == field)
}

/// The answers that conclude a review are given.
pub static RESULTS: Operation = Operation {
    title: "Results of the review",
    help: "Gives the answers that conclude a review: why no improvement and no change is needed, when the next one is",
    asks: &[Ask::option(SAID[0].field()), Ask::option(SAID[1].field()), Ask::option(SAID[2].field())],
    ways: &[Way::form(&[], "Results", "Why no improvement and no change is needed, and when the next review is.")],
    starts: |scene| {
        let review = scene.record()?;
        Ok(SAID.map(|field| (field.field(), review.get(field.name()).cloned())).to_vec())
    },
    propose: |scene, said| {
        if SAID.iter().all(|field| said.get(field.field()).is_none()) {
            return Err(Trouble::input("Say what comes of the review: why nothing is needed, or when the next one is"));
        }
        Ok(Proposal::of(results(scene.proceedings()?, &said).into_iter().collect::<Vec<_>>()))
    },
    ..Operation::new(&["results"], &REGISTER, About::Record(&REGISTER))
};

/// The edit of a review's results, of those that were said.
fn results(proceedings: &Proceedings, said: &Said) -> Option<Act> {
    let review = &proceedings.meeting.review;
    let change = |field: &ReviewField| {
        let (before, after) = (review.get(field.name()).cloned(), said.get(field.field()).cloned());
        FieldChange { field: field.field(), before, after }
    };
    let fields: Vec<_> = SAID.iter().filter(|field| said.has(field.field())).map(change).collect();
    if fields.is_empty() { None } else { Some(Act::Edit { record: review.id, based_on: review.revision, fields }) }
}

/// A review is concluded.
pub static CONCLUDE: Operation = Operation {
    title: "Conclude the meeting",
    help: "Concludes the meeting; what is missing is listed",
    asks: &[
        Ask::option(SAID[0].field()).not_in_form(),
        Ask::option(SAID[1].field()).not_in_form(),
        Ask::option(SAID[2].field()).not_in_form(),
        SAID_AT,
    ],
    ways: &[Way::offered(
        "Conclude the meeting",
        "The meeting is complete. What is missing is listed, each line a way to its place.",
    )],
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let mut acts: Vec<_> = results(proceedings, &said).into_iter().collect();
        acts.extend(conclude::conclude(proceedings, not_before(scene, &said)?).acts);
        Ok(Proposal::of(acts))
    },
    says: |scene, _| {
        let says = Says::default();
        let Some(review) = scene.any_record() else { return Ok(says) };
        let now = scene.view.record(review.id)?;
        let lacked = now.as_ref().map_or("", |now| Review(now).lacked());
        if !lacked.is_empty() {
            let lines = [format!("It does not count as the management review: {lacked}.")];
            return Ok(Says::beside(lines).brief(format!("{} is concluded, and does not count", review.reference())));
        }
        Ok(says.brief(format!("{} is concluded; its minutes come next", review.reference())))
    },
    ..Operation::new(&["conclude"], &REGISTER, About::Record(&REGISTER))
};

static CIRCULATED: Field = Field::new("circulate", "Circulated", "They are circulated.", Kind::YesNo);

/// The minutes are frozen and circulated.
pub static MINUTES: Operation = Operation {
    title: "Circulate the minutes",
    help: "Shows the minutes: drafted from the records at any moment, or a frozen version",
    more: "Shows the minutes. Until they are sealed they are drafted from the records as these stand, and marked as a \
           draft; what is to be put right is put right in the notes, decisions and outcomes themselves. Once they are \
           sealed, their exact bytes are shown.",
    asks: &[Ask::flag(&CIRCULATED, "circulate", "Freezes a version, to be sent out for comments")],
    ways: &[
        Way::offered(
            "Circulate the minutes",
            "A version of the minutes is frozen, to be sent out for comments. Until they are approved, what is wrong is put right in the records.",
        ),
        Way::offered(
            "Circulate a corrected version of the minutes",
            "What was put right in the records since goes into a further version.",
        ),
    ],
    propose: |scene, _| Ok(papers::circulate_minutes(scene.view, scene.record()?.id, scene.printer, scene.ambient)?),
    says: |scene, outcome| {
        let Some(record) = changed(scene, outcome, &minutes::REGISTER)? else { return Ok(Says::default()) };
        let says = Says::instead([format!("Circulated {}", named(&record))]);
        Ok(says.brief("The minutes are frozen, to be sent out").details(hashes(scene, &record)?))
    },
    rewrites: true,
    reads: true,
    ..Operation::new(&["minutes"], &REGISTER, About::Record(&REGISTER))
};

/// The way of circulating the minutes once more.
pub const CORRECTED: usize = 1;

const SEALS: &str = "Who approved, when and how is recorded. The approval that completes them seals the minutes: a message or a \
                     signature that is not on file by then is told so for good.";

/// The minutes are approved; the approval that completes them seals them in the same act.
pub static APPROVE: Operation = Operation {
    title: "Approve the minutes",
    help: "Records an approval of the minutes; the one that completes them seals them in the same act",
    asks: &[
        Ask::named(ApprovalField::Role.field(), "for", "As what they are approved").needed().not_in_form(),
        Ask::named(ApprovalField::Person.field(), "by", "Who approves [default: the chair or secretary of the review]"),
        Ask::named(ApprovalField::How.field(), "how", "How the approval was given").needed(),
        Ask::option(ApprovalField::ApprovedOn.field()),
        Ask::named(ApprovalField::ApprovedIn.field(), "in", "The next review, where that approves").not_in_form(),
    ],
    ways: &[
        Way::form(&[], "Approve the minutes: chair", SEALS)
            .titled("Approve the minutes: chair")
            .once("approve-chair")
            .saying(&[(ApprovalField::Role.field(), Role::Chair.key())])
            .starting(|scene| Ok(vec![by_role(scene.proceedings()?, Role::Chair)])),
        Way::form(&[], "Approve the minutes: secretary", SEALS)
            .titled("Approve the minutes: secretary")
            .once("approve-secretary")
            .saying(&[(ApprovalField::Role.field(), Role::Secretary.key())])
            .starting(|scene| Ok(vec![by_role(scene.proceedings()?, Role::Secretary)])),
        Way::form(
            &[],
            "Approve the previous minutes",
            "This review approves the minutes of the one before, which seals them.",
        )
        .titled("Approve the previous minutes")
        .once("approve-next")
        .saying(&[(ApprovalField::Role.field(), Role::NextReview.key())])
        .only(&[ApprovalField::How.field(), ApprovalField::ApprovedOn.field()])
        .starting(|_| Ok(vec![(ApprovalField::How.field(), Some(Value::Choice(Confirmation::Meeting.key())))])),
    ],
    starts: |scene| Ok(vec![(ApprovalField::ApprovedOn.field(), Some(Value::Date(scene.now.today())))]),
    propose: |scene, said| {
        let role = Role::of_key(said.needed_choice(ApprovalField::Role.field())?);
        let how = Confirmation::of_key(said.needed_choice(ApprovalField::How.field())?);
        let (Some(role), Some(how)) = (role, how) else {
            return Err(Trouble::input("Say for whom and how the minutes are approved"));
        };
        let person = match said.has(ApprovalField::Person.field()) {
            true => said.link(ApprovalField::Person.field()),
            false => match by_role(scene.proceedings()?, role).1 {
                Some(Value::Link(person)) => Some(person),
                _ => None,
            },
        };
        // Where a part is meant, it is the review before this one: this one approves its minutes.
        let (approved, in_review) = match scene.any_part() {
            Some(previous) => (previous.id, Some(scene.record()?.id)),
            None => (scene.record()?.id, said.link(ApprovalField::ApprovedIn.field())),
        };
        let on = said.needed_day(ApprovalField::ApprovedOn.field())?;
        let recorder = Recorded::now(scene.view, scene.author()?)?;
        let given = Given { role, person, on, how, in_review };
        Ok(papers::approve(scene.view, approved, &given, &recorder, scene.printer, scene.ambient)?)
    },
    says: |scene, _| {
        let Some(approved) = scene.any_part().or(scene.any_record()) else { return Ok(Says::default()) };
        let Some(now) = Proceedings::of(scene.view, approved.id)? else { return Ok(Says::default()) };
        let Some(sealed) = now.minutes.iter().find(|one| Minutes(one).sealed() == Some(true)) else {
            let mut lines = vec!["One more approval is asked for before they are sealed".to_owned()];
            let given = |last: &Record| papers::approved(scene.view, &now, &Words::default(), last.id);
            for one in now.last_minutes().map_or(Ok(Vec::new()), given)? {
                let who = now.person(one.given.person);
                lines.extend((!one.on_file).then(|| {
                    let about = approved.reference();
                    format!(
                        "What {who} said {}: until they are sealed, evidence about {about} can be put on record",
                        one.how
                    )
                }));
            }
            return Ok(Says::beside(lines));
        };
        let told = format!("The minutes of {} are sealed. SHA-256:", approved.reference());
        Ok(Says::default().details(std::iter::once(told).chain(hashes(scene, sealed)?)))
    },
    rewrites: true,
    ..Operation::new(&["approve"], &REGISTER, About::Record(&REGISTER))
};

/// The way of approving the minutes of the review before.
pub const PREVIOUS: usize = 2;

/// The way of approving as chair, as secretary, or for the next review.
pub fn approving(role: Role) -> usize {
    match role {
        Role::Chair => 0,
        Role::Secretary => 1,
        Role::NextReview => PREVIOUS,
    }
}

/// Who approves in a role, where nobody else is named.
fn by_role(proceedings: &Proceedings, role: Role) -> Starting {
    let person = match role {
        Role::Chair => proceedings.review().chair(),
        Role::Secretary => proceedings.review().secretary(),
        Role::NextReview => None,
    };
    (ApprovalField::Person.field(), person.map(Value::Link))
}
