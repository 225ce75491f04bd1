//! A meeting that is not held, or not on its day: what waited for it goes to another one, or is withdrawn.

use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::RecordId;
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{REGISTER, Review, State};
use crate::domain::value::Value;
use crate::store::{Act, Proposal};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, NEEDED_REASON, Operation, Said, Says, Scene, Way, Why};
use crate::workflow::review::hanging::Hanging;
use crate::workflow::review::invite::invitation;
use crate::workflow::review::{self, Proceedings};

use super::{CALL, INVITE, state};

crate::choices! {
    /// What becomes of what waits for a meeting.
    Left {
        Kept = "keep", "It waits for its new day";
        Moved = "move", "It goes to another meeting";
        Withdrawn = "withdraw", "It is withdrawn, for the same reason";
    }
}

/// A review that is not held keeps nothing.
static LEFT: Field = Field::new(
    "left",
    "What waits for it",
    "What becomes of items, proposals, matters set aside and commentaries.",
    Kind::Choice(Left::CHOICES.split_at(1).1),
);

static LEFT_OR_KEPT: Field = Field::new(
    "left",
    "What waits for it",
    "What becomes of items, proposals, matters set aside and commentaries.",
    Kind::Choice(Left::CHOICES),
);

static TO: Field = Field::new(
    "to",
    "To",
    "The meeting to which it goes; the one that is prepared next, where none is named.",
    Kind::Link(Target::Register("review")),
);

const TAKES: Ask = Ask::named(&TO, "to", "The meeting that takes what waits for it [default: the one prepared next]");

const FLAGS: &[(&str, &str)] = &[
    (Left::Moved.key(), "What waits for it goes to another meeting: the one prepared next, or that of --to"),
    (Left::Withdrawn.key(), "What waits for it is withdrawn, for the same reason"),
];

/// The review is not held.
pub static CANCEL: Operation = Operation {
    title: "Cancel the meeting",
    help: "Cancels a review: what waits for it goes to another meeting, or is withdrawn",
    more: "Cancels a review. Items of its own, proposals, matters set aside and commentaries go to another meeting (--to, \
           --move), or are withdrawn for the same reason (--withdraw). What was cancelled before Gavel asked for that is \
           cleared in the same way.",
    asks: &[Ask::option(&NEEDED_REASON).needed(), Ask::on_screen(&LEFT).flags(FLAGS), TAKES],
    ways: &[Way::form(
        &[],
        "Cancel",
        "The meeting is not held. What waits for it goes to another meeting, or is withdrawn.",
    )
    .titled("Cancel the meeting: what becomes of what waits for it?")],
    among: Some(takers),
    why_not: |scene| {
        let state = state(scene)?;
        let cleared = || Ok::<_, Trouble>(Hanging::of(scene.proceedings()?).is_empty());
        if state == State::Cancelled {
            return Ok(cleared()?.then(|| Why::is("It is cancelled, and nothing waits for it")));
        }
        Ok(Why::when(!state.is_before(), || format!("It is {}", state.label().to_lowercase())))
    },
    starts: |scene| {
        // Another meeting takes it, where one is prepared.
        let next = review::next(scene.view, scene.record()?.id)?;
        Ok(vec![(&LEFT, next.map(|_| Value::Choice(Left::Moved.key())))])
    },
    propose: |scene, said| {
        let state = state(scene)?;
        let waits = state.is_before() || state == State::Cancelled;
        let mut acts = if waits { left(scene, &said, &LEFT)? } else { Vec::new() };
        if state != State::Cancelled {
            acts.push(step(scene, ReviewMove::Cancel)?);
        }
        Ok(Proposal::of(acts))
    },
    says: |scene, _| {
        let says = told(scene, "is cancelled")?;
        let Some(review) = scene.any_record().cloned() else { return Ok(says) };
        let invited = Proceedings::of(scene.view, review.id)?.map(|one| invitation(scene.view, &one)).transpose()?;
        Ok(match invited {
            Some(Ok(_)) => says.then(&INVITE, review, "tells those who were invited"),
            _ => says,
        })
    },
    ..Operation::new(&["cancel"], &REGISTER, About::Record(&REGISTER))
};

/// The meeting is not held on its day.
pub static POSTPONE: Operation = Operation {
    title: "Postpone the meeting",
    help: "Postpones a review; call it again for another day",
    more: "Postpones a review; call it again for another day. What waits for it stays on its agenda, unless it goes to another \
           meeting (--to, --move) or is withdrawn for the same reason (--withdraw).",
    asks: &[Ask::option(&NEEDED_REASON).needed(), Ask::on_screen(&LEFT_OR_KEPT).flags(FLAGS), TAKES],
    ways: &[Way::form(&[], "Postpone", "The meeting is not held on its day; call it again for another one.")
        .titled("Postpone the meeting: what becomes of what waits for it?")],
    among: Some(takers),
    why_not: |scene| {
        let state = state(scene)?;
        let can = state.is_before() && state != State::Postponed;
        Ok(Why::when(!can, || format!("It is {}", state.label().to_lowercase())))
    },
    starts: |_| Ok(vec![(&LEFT_OR_KEPT, Some(Value::Choice(Left::Kept.key())))]),
    propose: |scene, said| {
        let mut acts = if state(scene)?.is_before() { left(scene, &said, &LEFT_OR_KEPT)? } else { Vec::new() };
        acts.push(step(scene, ReviewMove::Postpone)?);
        Ok(Proposal::of(acts))
    },
    says: |scene, _| {
        let says = told(scene, "is postponed")?;
        let Some(review) = scene.any_record().cloned() else { return Ok(says) };
        Ok(says.then(&CALL, review, "calls it for another day"))
    },
    ..Operation::new(&["postpone"], &REGISTER, About::Record(&REGISTER))
};

/// The meetings that can take what waits for this one.
fn takers(scene: &Scene) -> Result<Vec<(&'static Field, Vec<RecordId>)>, Trouble> {
    let this = scene.record()?.id;
    let mut others = scene.view.every(&REGISTER)?;
    others.retain(|one| {
        one.id != this && Review(one).state().is_some_and(|state| state.is_before() || state.is_running())
    });
    Ok(vec![(&TO, others.into_iter().map(|one| one.id).collect())])
}

fn step(scene: &Scene, step: ReviewMove) -> Result<Act, Trouble> {
    Ok(Act::Move { record: scene.record()?.id, name: step.into(), based_on: None, given: Vec::new() })
}

/// What becomes of what waits for the meeting.
fn left(scene: &Scene, said: &Said, field: &'static Field) -> Result<Vec<Act>, Trouble> {
    let proceedings = scene.proceedings()?;
    let hanging = Hanging::of(proceedings);
    let said_so = said.choice(field).and_then(Left::of_key);
    let how = match said_so {
        // Whoever names a meeting means that it goes there; a form says nothing by a field that is left empty.
        Some(Left::Kept) | None => said.link(&TO).map(|_| Left::Moved).or(said_so),
        how => how,
    };
    let words = hanging.words();
    match how {
        Some(Left::Kept) => Ok(Vec::new()),
        Some(Left::Withdrawn) => Ok(hanging.withdrawn()),
        None if words.is_empty() => Ok(hanging.withdrawn()),
        Some(Left::Moved) => Ok(hanging.moved(proceedings, &target(scene, said)?)),
        None => {
            let review = scene.record()?.reference();
            Err(Trouble::Input(format!(
                "{words} of {review} would be left hanging: say whether that goes to another meeting or is withdrawn"
            )))
        }
    }
}

/// The meeting that takes what waited for this one.
fn target(scene: &Scene, said: &Said) -> Result<Proceedings, Trouble> {
    let this = scene.record()?;
    let id = match said.link(&TO) {
        Some(id) => Some(id),
        None => review::next(scene.view, this.id)?,
    };
    let none = || Trouble::input("No other meeting is prepared: put one on the register first, or withdraw what waits");
    let to = Proceedings::of(scene.view, id.ok_or_else(none)?)?.ok_or_else(none)?;
    if to.id() == this.id {
        return Err(Trouble::Input(format!("{} is the meeting that is not held: name another one", this.reference())));
    }
    if !to.state().is_before() && !to.state().is_running() {
        let state = to.state().label().to_lowercase();
        return Err(Trouble::Input(format!("{} is {state}: name one that is to come", to.meeting.review.reference())));
    }
    Ok(to)
}

fn told(scene: &Scene, what: &str) -> Result<Says, crate::store::Error> {
    let Some(review) = scene.any_record() else { return Ok(Says::default()) };
    Ok(Says::default().brief(format!("{} {what}", review.reference())))
}
