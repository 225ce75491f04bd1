//! What a meeting that goes on asks for: which figures are meant, and whether something is meant that can't be undone.

use crate::domain::agenda_item::{AgendaItem, State as ItemState};
use crate::domain::record::Record;
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, Submission, open};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::question::Question;
use crate::workflow::filter;
use crate::workflow::operation::Subject;
use crate::workflow::pack::Section;
use crate::workflow::review::operations::{AGENDA_ITEM, DECIDE};
use crate::workflow::review::{Proceedings, agenda, decide, room, session};

/// What an input counts, each a way to the list of what is counted.
pub fn counts(section: &Section, desk: &Desk) -> Result<Chooser, Error> {
    let mut chooser = Chooser::new("What is counted").called("Figures");
    for count in room::counts(section) {
        let list = match &count.behind {
            Some(query) => Some((query.register, filter::spell(&query.filters, desk.view())?)),
            None => None,
        };
        let note = if list.is_some() { "list" } else { "" };
        let leads = Answer::does(move |_| {
            Ok(match &list {
                Some((register, filter)) => vec![Effect::Visit(Destination::List(register, filter.clone()))],
                None => Notice::plain("No list has what is counted here").into(),
            })
        });
        chooser.offer(count.words(), note, leads);
    }
    Ok(chooser)
}

/// What asks before an item is taken up that has ended: how it ended is no longer so then.
pub fn taken_up_again(proceedings: &Proceedings, item: &Record, desk: &Desk) -> Effects {
    let view = AgendaItem(item);
    let ended = view.state().map_or("", ItemState::label).to_lowercase();
    let mut lines = vec![format!("{} has ended as {ended}. Taken up again, it is open.", agenda::words(item))];
    if !view.outcome().is_empty() {
        lines.push(format!("How it ended is cleared, and kept in its history: “{}”", view.outcome()));
    }
    let at = match desk.circumstances() {
        Ok(circumstances) => circumstances.now,
        Err(error) => return Notice::bad(error.to_string()).into(),
    };
    let does = Some((&AGENDA_ITEM, Subject::of(proceedings.id()).part(Some(item.id))));
    let proposal = session::go_to(proceedings, item, at);
    let then = vec![Effect::Submit(Box::new(Submission { does, ..Submission::of(proposal) }))];
    open(Question::new("Take it up again?", lines, "Take it up", then))
}

/// What asks before something is ratified, with its words.
pub fn ratifies(proceedings: &Proceedings, decision: &Record, desk: &Desk) -> Effects {
    let lines = vec![
        format!("{}: {}", decision.reference(), decision.title()),
        "It was carried provisionally, without a quorum. Ratified, it is carried.".to_owned(),
    ];
    let does = Some((&DECIDE, Subject::of(proceedings.id()).part(Some(decision.id))));
    let proposal = decide::ratify(proceedings, decision, desk.store.ambient());
    let then = vec![Effect::Submit(Box::new(Submission { does, ..Submission::of(proposal) }))];
    open(Question::new("Ratify?", lines, "Ratify", then))
}
