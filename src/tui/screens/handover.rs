//! What somebody answers for, handed over: to whom, and after what is asked.

use crate::domain::identity::RecordId;
use crate::domain::person::{self, Person};
use crate::store::Error;
use crate::store::list::Query;
use crate::store::view::named;
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice, Submission, open};
use crate::workflow::handover::{hand_over, held};

use super::chooser::Chooser;
use super::question::Question;

/// Asks who takes what this person answers for.
pub fn choose(from: RecordId, desk: &Desk) -> Result<Effects, Error> {
    let Some(person) = desk.view().record(from)? else { return Ok(Effects::new()) };
    let count = held(desk.view(), from)?.count();
    if count == 0 {
        return Ok(Notice::plain(format!("{} answers for nothing that is open", person.title())).into());
    }
    let mut chooser = Chooser::new(format!("{count} open of {}: hand over to", person.title())).called("Hand over");
    for other in desk.view().page(&Query::new(&person::REGISTER))?.records {
        if other.id != from && Person(&other).active() != Some(false) {
            chooser.offer(named(&other), Person(&other).role(), Answer::does(move |desk| ask(from, other.id, desk)));
        }
    }
    Ok(open(chooser))
}

/// Names what would be handed over, and asks.
pub fn ask(from: RecordId, to: RecordId, desk: &Desk) -> Result<Effects, Error> {
    let view = desk.view();
    let (Some(from), Some(to)) = (view.record(from)?, view.record(to)?) else { return Ok(Effects::new()) };
    let found = held(view, from.id)?;
    let mut lines = found.words();
    lines.push("What is done and waits for confirmation keeps the name of who did it.".to_owned());
    let says = Some(format!("{} handed over from {} to {}", found.count(), from.title(), to.title()));
    let proposal = hand_over(&found, &from, to.id, false);
    let submission = Submission { proposal, closes: false, says };
    let title = format!("Hand over to {}?", to.title());
    Ok(open(Question::new(title, lines, "Hand over", vec![Effect::Submit(Box::new(submission))])))
}
