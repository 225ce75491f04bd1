//! What is done in a management review, from the call to sealed minutes.

mod closing;
mod correct;
mod decide;
mod ending;
mod invite;
mod item;
mod matters;
mod prepare;
mod roll;
mod sign;
mod sitting;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::field::{Field, Kind};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{REGISTER, Review, State};
use crate::domain::value::Instant;
use crate::store::{Error, Outcome};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Part, PartAt, Said, Scene, Why};
use crate::workflow::place::Spot;

use super::kept::kept_documents;
use super::{Proceedings, agenda, session};

pub use closing::{APPROVE, CONCLUDE, CORRECTED, JUDGE, MINUTES, PREVIOUS, RESULTS, approving, is_result, judging};
pub use correct::{CORRECT, RESPELL, WORD_ANEW};
pub use decide::{
    BY_TOP_MANAGEMENT, CARRIED, CAST, CONFIRM, COUNT, DECIDE, RATIFY, REST, TIE, VOTE, is_tied, of_actions,
};
pub use ending::{CANCEL, Left, POSTPONE};
pub use invite::INVITE;
pub use item::{
    BACK, DEFERRED, DISCUSSED, DISCUSSED_AND_ON, FINISH, ITEM as AGENDA_ITEM, LEFT_OPEN, NEXT, NOTED, TAKE_UP, Turn,
};
pub use matters::{ACT, INTEREST, NOTE, PARK, PROPOSE};
pub use prepare::{AGENDA, ANOTHER_MEETING, CALL, CIRCULATE, FIRST_VERSION, NEW_VERSION, TABLED};
pub use roll::{ADMIT, ARRIVES, ATTEND, DELEGATE, LEAVE, of_people, quorum};
pub use sign::SIGN;
pub use sitting::{ADJOURN, ANOTHER, OPEN};

/// What is done in a review, in the order in which a review comes to it.
pub static ALL: &[&Operation] = &[
    &CALL,
    &AGENDA,
    &CIRCULATE,
    &INVITE,
    &OPEN,
    &ATTEND,
    &ADMIT,
    &LEAVE,
    &INTEREST,
    &AGENDA_ITEM,
    &NOTE,
    &PARK,
    &PROPOSE,
    &DECIDE,
    &VOTE,
    &CAST,
    &CORRECT,
    &RESPELL,
    &WORD_ANEW,
    &ACT,
    &CONFIRM,
    &ADJOURN,
    &JUDGE,
    &RESULTS,
    &CONCLUDE,
    &MINUTES,
    &APPROVE,
    &SIGN,
    &POSTPONE,
    &CANCEL,
];

/// What is done with the keys of a review.
pub static ON_REVIEW: Spot = Spot {
    label: "In a review",
    topic: "meeting",
    operations: &[&AGENDA_ITEM, &PROPOSE, &DECIDE, &VOTE, &ACT, &NOTE, &PARK, &INTEREST, &ATTEND, &LEAVE, &CONFIRM],
    rarer: &[],
};

/// Under an item of the agenda: the one that is being considered, where none is named.
const UNDER_ITEM: About = About::Part(&REGISTER, &ITEM);

static ITEM: Part = Part {
    name: "item",
    at: PartAt::Option,
    help: "The agenda item: its letter, place or number [default: the one being considered]",
    find: |scene, name| {
        let found = agenda::find(scene.proceedings()?, name).cloned();
        let review = scene.record()?.reference();
        found.ok_or_else(|| {
            Why::until(format!("{review} has no agenda item “{name}”"), &AGENDA, "shows what there is").into()
        })
    },
    of: |item| AgendaItem::of(item).and_then(AgendaItem::review),
    usual: |scene| Ok(scene.proceedings()?.current().cloned()),
};

/// Where a review stands.
fn state(scene: &Scene) -> Result<State, Trouble> {
    Ok(Review(scene.record()?).state().unwrap_or(State::Planned))
}

/// Why nothing can be added to a review whose minutes are approved, or that is not held.
fn is_over(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let state = state(scene)?;
    Ok(Why::when(state.is_final(), || format!("The meeting is {}", state.label().to_lowercase())))
}

/// Why nothing can be proposed to a meeting any more, and what is done instead.
fn is_past(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let state = state(scene)?;
    let instead = match state {
        State::Approved | State::Sealed => "what its minutes say wrongly is put right in an addendum",
        _ => "what was taken down wrongly is corrected",
    };
    let words = || {
        let state = state.label().to_lowercase();
        format!("The meeting is over ({state}): propose it to the next one; {instead}")
    };
    Ok(if state.is_over() { Some(Why::is(words())) } else { is_over(scene)? })
}

/// Why a step that belongs to the meeting can't be made now.
fn in_session(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let state = state(scene)?;
    let label = state.label().to_lowercase();
    Ok(match state {
        State::InSession => None,
        _ if state.is_over() || state.is_final() => Some(Why::is(format!("The meeting is over ({label})"))),
        _ => Some(Why::until(format!("The meeting is not in session (it is {label})"), &OPEN, "opens it")),
    })
}

static MOMENT: Field = Field::new("at", "Time", "When it happened.", Kind::Instant);

/// When something happened, where that is not now.
const SAID_AT: Ask =
    Ask::named(&MOMENT, "at", "When it happened: a time today, or a date and a time [default: now]").not_in_form();

fn at(scene: &Scene, said: &Said) -> Instant {
    said.moment(&MOMENT).unwrap_or(scene.now.now)
}

/// The moment at which a sitting ends: the one that was said, or now, were the clock put back meanwhile.
fn not_before(scene: &Scene, said: &Said) -> Result<Instant, Trouble> {
    let said = said.moment(&MOMENT);
    Ok(said.unwrap_or(session::not_before(scene.proceedings()?, scene.now.now)))
}

/// All that is on record about the review, for what is said of it; nothing where it can't be read any more.
fn proceedings<'a>(scene: &'a Scene) -> Result<Option<&'a Proceedings>, Error> {
    scene.proceedings().map(Some).or_else(|trouble| trouble.why().map(|_| None))
}

/// The record of a register that was changed.
fn changed(scene: &Scene, outcome: &Outcome, register: &'static Register) -> Result<Option<Record>, Error> {
    let changed = outcome.changed.iter().find(|one| one.register == register);
    Ok(changed.map(|one| scene.view.record(one.id)).transpose()?.flatten())
}

/// The hash of each document of a frozen version, as `sha256sum` would tell it.
fn hashes(scene: &Scene, frozen: &Record) -> Result<Vec<String>, Error> {
    let kept = kept_documents(scene.view, frozen)?;
    Ok(kept.iter().map(|one| format!("{}  {}", one.sha256, one.name)).collect())
}
