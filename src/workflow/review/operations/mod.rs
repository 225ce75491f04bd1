//! What is done in a management review, from the call to sealed minutes.

mod matters;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::review::{REGISTER, Review, State};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Operation, Part, PartAt, Scene, Why};

use super::agenda;

pub use matters::{ACT, INTEREST, NOTE, PARK, PROPOSE};

/// What is done in a review, in the order in which a review comes to it.
pub static ALL: &[&Operation] = &[&INTEREST, &NOTE, &PARK, &PROPOSE, &ACT];

/// What is done with the keys of a review.
pub static ON_REVIEW: &[&Operation] = &[&PROPOSE, &ACT, &NOTE, &PARK, &INTEREST];

/// Under an item of the agenda: the one that is being considered, where none is named.
const UNDER_ITEM: About = About::Part(&REGISTER, &ITEM);

static ITEM: Part = Part {
    name: "item",
    at: PartAt::Option,
    help: "The agenda item: its letter, place or number [default: the one being considered]",
    find: |scene, name| {
        let found = agenda::find(scene.proceedings()?, name).cloned();
        let review = scene.record()?.reference();
        found.ok_or_else(|| Trouble::Input(format!("{review} has no agenda item “{name}”")))
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
    Ok(Why::when(state.is_final(), || format!("The review is {}", state.label().to_lowercase())))
}
