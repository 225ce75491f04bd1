//! The sittings of a meeting: it is opened, and adjourned.

use crate::domain::review::{self, REGISTER, ReviewField};
use crate::store::Act;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Says, Scene, Way};
use crate::workflow::review::session;

use super::{SAID_AT, at, not_before};

/// A sitting begins.
pub static OPEN: Operation = Operation {
    title: "Open the meeting: how was its day agreed?",
    help: "Opens the meeting, or another sitting of it",
    more: "Opens the meeting, or another sitting of it. The version of the pack that was circulated last is the one \
           the meeting works on. The attendance is taken anew at each sitting.",
    asks: &[
        SAID_AT,
        Ask::option(ReviewField::NoticeAgreed.field()),
        Ask::option(ReviewField::ActingChair.field()),
        Ask::option(ReviewField::ActingSecretary.field()),
    ],
    ways: &[
        Way::offered(
            "Open the meeting",
            "A sitting begins; the pack that was circulated last is the one it works on. The attendance is taken next.",
        )
        .form_if(asks_how),
        Way::offered("Open another sitting", "The attendance is taken anew; the agenda is where it was.")
            .form_if(asks_how),
    ],
    propose: |scene, said| {
        let at = at(scene, &said);
        Ok(session::open(scene.proceedings()?, at, said.without(&[SAID_AT.field])))
    },
    says: |scene, _| Ok(told(scene, "is in session")),
    ..Operation::new(&["open"], &REGISTER, About::Record(&REGISTER))
};

/// The way of opening another sitting.
pub const ANOTHER: usize = 1;

/// Whether the meeting opens otherwise than everybody was told, so that it is asked how that was agreed.
fn asks_how(scene: &Scene) -> Result<bool, Trouble> {
    let opening = session::open(scene.proceedings()?, scene.now.now, Vec::new());
    let [Act::Move { name, given, .. }] = opening.acts.as_slice() else { return Ok(false) };
    let Some(step) = review::MACHINE.find(name) else { return Ok(false) };
    let actor = scene.author().ok().map(|author| author.person);
    let against = scene.view.against(scene.record()?, step, given, actor)?;
    let asked = ReviewField::NoticeAgreed.name();
    Ok(against
        .iter()
        .flat_map(|broken| &broken.missing)
        .any(|missing| missing.field.is_some_and(|field| asked == field)))
}

/// A sitting ends.
pub static ADJOURN: Operation = Operation {
    title: "Adjourn",
    help: "Ends the sitting, whatever is left; open begins another one",
    asks: &[SAID_AT],
    ways: &[Way::offered("Adjourn", "The sitting ends, whatever is left; the meeting goes on at another one.")],
    propose: |scene, said| Ok(session::adjourn(scene.proceedings()?, not_before(scene, &said)?)),
    says: |scene, _| Ok(told(scene, "is adjourned")),
    ..Operation::new(&["adjourn"], &REGISTER, About::Record(&REGISTER))
};

fn told(scene: &Scene, what: &str) -> Says {
    let says = Says::default();
    match scene.any_record() {
        Some(review) => says.brief(format!("{} {what}", review.reference())),
        None => says,
    }
}
