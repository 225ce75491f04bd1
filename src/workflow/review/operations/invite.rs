//! People are invited, or told that the meeting is not held.

use crate::domain::dispatch;
use crate::domain::record::Record;
use crate::domain::review::{REGISTER, Review, State};
use crate::domain::spelling::{counted, some_of};
use crate::store::view::named;
use crate::workflow::operation::{About, Operation, Says, Way, Why};
use crate::workflow::review::Proceedings;
use crate::workflow::review::invite::{Not, invitation, write_out};

use super::{CALL, changed};

/// How many people without an address are named.
const NAMED: usize = 5;

/// An invitation is written out for everybody who is called.
pub static INVITE: Operation = Operation {
    title: "Invite",
    help: "Writes the invitation: a calendar entry, and a message to each who is called",
    more: "Writes the invitation to a meeting into a folder: an entry for calendars, and a message to each who is called and \
           has an address, with the pack and the entry attached. Nothing is sent: a mail program opens each message as \
           a draft. For whom it was written, when, and the hash of the entry are put on record.\n\n\
           A meeting that was put off and called again is the same entry at its new time; for one that was cancelled, \
           the entry takes itself out of calendars again.",
    why_not: |scene| {
        let proceedings = scene.proceedings()?;
        Ok(invitation(scene.view, proceedings)?.err().map(|not| why_not(not, &proceedings.meeting.review)))
    },
    propose: |scene, _| {
        let review = scene.record()?;
        let written = write_out(scene.view, review.id, scene.printer, scene.ambient)?;
        Ok(written.map_err(|not| why_not(not, review))?)
    },
    files: true,
    rewrites: true,
    says: |scene, outcome| {
        let Some(dispatch) = changed(scene, outcome, &dispatch::REGISTER)? else { return Ok(Says::default()) };
        let count = dispatch::Dispatch(&dispatch).recipients().len();
        let mut lines = vec![format!("{}: written for {}", named(&dispatch), counted(count, "person", "people"))];
        let review = dispatch::Dispatch(&dispatch).review();
        let proceedings = review.map(|id| Proceedings::of(scene.view, id)).transpose()?.flatten();
        let invitation = proceedings.map(|one| invitation(scene.view, &one)).transpose()?;
        if let Some(Ok(invitation)) = invitation
            && !invitation.without.is_empty()
        {
            let names = invitation.without.iter().map(|person| person.title().to_owned());
            lines.push(format!("Without an address to which a message can go: {}", some_of(names, NAMED)));
        }
        Ok(Says::instead(lines))
    },
    ways: &[Way::offered(
        "Invite",
        "An entry for calendars and a message to each who is called are written beside this file, and put on record.",
    )],
    ..Operation::new(&["invite"], &REGISTER, About::Record(&REGISTER))
};

/// Why there is nothing to be written out.
fn why_not(not: Not, review: &Record) -> Why {
    let reference = review.reference();
    match not {
        Not::NoDay => Why::until(format!("{reference} has no day"), &CALL, "says it"),
        Not::NotCalled => Why::until(format!("{reference} is not called"), &CALL, "calls it"),
        Not::Begun => {
            let over = if Review(review).state() == Some(State::InSession) { "has begun" } else { "was held" };
            Why::is(format!("{reference} {over}: nobody can be invited to it any more"))
        }
        Not::NobodyHasAnAddress => Why::is(format!(
            "Nobody who is called to {reference} has an address: say it on their records (person edit)"
        )),
        Not::NobodyInvited => {
            Why::is(format!("Nobody was invited to {reference}, so that nothing is to be taken back"))
        }
    }
}
