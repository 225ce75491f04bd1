//! What somebody answers for, handed over: to whom, and after what is asked.

use crate::domain::identity::RecordId;
use crate::domain::person::{self, Person};
use crate::store::list::Query;
use crate::store::view::named;
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice, Submission, open, read};
use crate::workflow::handover::{hand_over, held};

use super::chooser::Chooser;
use super::question::Question;

/// Asks who takes what this person answers for.
pub fn choose(from: RecordId, desk: &Desk) -> Effects {
    read(
        desk,
        move |view| {
            let Some(person) = view.record(from)? else { return Ok(None) };
            let count = held(view, from)?.count();
            Ok(Some((person, count, view.page(&Query::new(&person::REGISTER))?.records)))
        },
        move |found, _| {
            let Some((person, count, people)) = found else { return Ok(Effects::new()) };
            if count == 0 {
                return Ok(Notice::plain(format!("{} answers for nothing that is open", person.title())).into());
            }
            let title = format!("{count} open of {}: hand over to", person.title());
            let mut chooser = Chooser::new(title).called("Hand over");
            for other in people.iter().filter(|one| one.id != from && Person(one).active() != Some(false)) {
                let to = other.id;
                chooser.offer(named(other), Person(other).role(), Answer::does(move |desk| Ok(ask(from, to, desk))));
            }
            Ok(open(chooser))
        },
    )
}

/// Names what would be handed over, and asks.
fn ask(from: RecordId, to: RecordId, desk: &Desk) -> Effects {
    read(
        desk,
        move |view| Ok((view.record(from)?.zip(view.record(to)?), held(view, from)?)),
        |(people, found), _| {
            let Some((from, to)) = people else { return Ok(Effects::new()) };
            let mut lines = found.words();
            lines.push("What is done and waits for confirmation keeps the name of who did it.".to_owned());
            let says = Some(format!("{} handed over from {} to {}", found.count(), from.title(), to.title()));
            let proposal = hand_over(&found, &from, to.id, false);
            let submission = Submission { proposal, closes: false, says, does: None };
            let title = format!("Hand over to {}?", to.title());
            Ok(open(Question::new(title, lines, "Hand over", vec![Effect::Submit(Box::new(submission))])))
        },
    )
}
