//! The agenda is walked: an item is taken up, or ends.

use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField};
use crate::domain::decision::Decision;
use crate::domain::field::{Field, Kind};
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::value::Value;
use crate::store::Proposal;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Part, PartAt, Said, Says, Scene, Telling, Way, Why};
use crate::workflow::review::session::{self, End};
use crate::workflow::review::{Proceedings, agenda};

use super::{AGENDA, CONCLUDE, ITEM as UNDER, SAID_AT, at, in_session, proceedings};

crate::choices! {
    /// Where the agenda is walked.
    Turn {
        Next = "next", "On";
        Back = "back", "Back";
    }
}

static TURN: Field =
    Field::new("turn", "Where to", "To the next item, or to the one before.", Kind::Choice(Turn::CHOICES));
static ENDS: Field = Field::new("ends", "How it ends", "How the item ends.", Kind::Choice(End::CHOICES));

static TAKEN_UP: Part = Part {
    at: PartAt::MaybeWord,
    help: "A letter, a place, a number, next or back [default: the one being considered]",
    find: |scene, name| match Turn::of_key(name) {
        Some(Turn::Back) if scene.proceedings()?.current().is_none() => Err(none_named()),
        Some(turn) => turned(scene.proceedings()?, turn).cloned(),
        None => (UNDER.find)(scene, name),
    },
    ..UNDER
};

/// The item to which the agenda is walked.
fn turned(proceedings: &Proceedings, turn: Turn) -> Result<&Record, Trouble> {
    let back = turn == Turn::Back;
    session::neighbour(proceedings, back).ok_or_else(|| {
        Trouble::from(match (back, proceedings.current()) {
            (true, None) => nothing_considered(),
            (true, Some(_)) => Why::is("This is the first item"),
            (false, Some(last)) if !AgendaItem(last).ends_with_the_meeting() => Why::until(
                format!("{} is the last item: say whether it was discussed, noted or deferred", last.reference()),
                &ITEM,
                "ends it",
            ),
            (false, Some(_)) => Why::until("This is the last item", &CONCLUDE, "concludes the meeting"),
            (false, None) => Why::until("Every item is ended", &CONCLUDE, "concludes the meeting"),
        })
    })
}

fn nothing_considered() -> Why {
    Why::until("No item is being considered", &ITEM, "goes to the first")
}

fn none_named() -> Trouble {
    Why::until("No item is named, and none is being considered", &AGENDA, "shows what there is").into()
}

fn none_considered(scene: &Scene) -> Result<Option<Why>, Trouble> {
    Ok(scene.proceedings()?.current().is_none().then(nothing_considered))
}

/// An item is taken up, or ends.
pub static ITEM: Operation = Operation {
    title: "Agenda item",
    help: "Comes to an agenda item, or ends the one that is being considered",
    asks: &[
        Ask::worked_out(&TURN),
        Ask::telling(
            &ENDS,
            AgendaItemField::Outcome.field(),
            &[
                Telling {
                    choice: End::Discussed.key(),
                    help: "It was discussed; what came of it may be said",
                    wordless: true,
                },
                Telling {
                    choice: End::Noted.key(),
                    help: "There was nothing to decide: say so in words",
                    wordless: false,
                },
                Telling { choice: End::Deferred.key(), help: "It is deferred: say why", wordless: false },
            ],
        ),
        Ask::on_screen(AgendaItemField::Outcome.field()),
        SAID_AT,
    ],
    ways: &[
        Way::at_once(&["]", ")"], "Next", "Go on to the next item of the agenda; how this one ends is asked first")
            .saying(&[(&TURN, Turn::Next.key())]),
        Way::at_once(&["[", "("], "Back an item", "Go back to the item before this one")
            .saying(&[(&TURN, Turn::Back.key())]),
        Way::at_once(&["f"], "Finish", "End the item: discussed, noted, deferred").unless(none_considered),
        Way::offered("Discussed", "What came of it stands in its notes and decisions.")
            .titled("Discussed")
            .once("discussed")
            .saying(&[(&ENDS, End::Discussed.key())]),
        Way::offered("Discussed", "What came of it stands in its notes and decisions.")
            .saying(&[(&ENDS, End::Discussed.key()), (&TURN, Turn::Next.key())]),
        Way::form(&["N"], "Noted, and on", "There was nothing to decide; that is said in words.")
            .titled("Noted: say that there is nothing to decide")
            .needing(&[AgendaItemField::Outcome.field()])
            .once("noted")
            .unless(none_considered)
            .saying(&[(&ENDS, End::Noted.key()), (&TURN, Turn::Next.key())]),
        Way::form(
            &["Z"],
            "Deferred, and on",
            "It is deferred, for a reason. An input of the standard that is deferred keeps the review open.",
        )
        .titled("Deferred: say why")
        .needing(&[AgendaItemField::Outcome.field()])
        .once("deferred")
        .unless(none_considered)
        .saying(&[(&ENDS, End::Deferred.key()), (&TURN, Turn::Next.key())]),
        Way::offered("Leave it open", "The meeting goes on and comes back to it.").saying(&[(&TURN, Turn::Next.key())]),
        Way::offered("Take it up", "The meeting comes to the item."),
    ],
    why_not: in_session,
    starts: |scene| {
        let said = scene.any_part().map(|item| AgendaItem(item).outcome().to_owned());
        let said = said.filter(|said| !said.is_empty()).map(Value::Text);
        Ok(vec![(AgendaItemField::Outcome.field(), said)])
    },
    propose: walking,
    says: |scene, outcome| {
        let changed = |id| outcome.changed.iter().any(|one| one.id == id);
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let mut items = proceedings.items.iter().filter(|item| changed(item.id));
        let ended = items.find_map(|item| AgendaItem(item).state().filter(|state| state.is_ended()));
        let now = proceedings.current().filter(|item| changed(item.id)).map(agenda::words);
        let ended = ended.map(agenda_item::State::label);
        let brief = match (ended, now) {
            (Some(ended), Some(now)) => format!("{ended}; now {now}"),
            (Some(ended), None) => ended.to_owned(),
            (None, Some(now)) => now,
            (None, None) => return Ok(Says::default()),
        };
        let open = |item: &&Record| AgendaItem(item).state() == Some(agenda_item::State::Open);
        let left = proceedings.items.iter().filter(|item| changed(item.id)).filter(open);
        let left = left.map(|item| left_open(proceedings, item));
        Ok(Says::beside(left).brief(brief))
    },
    ..Operation::new(&["item"], &REGISTER, About::Part(&REGISTER, &TAKEN_UP))
};

/// The ways of an item.
pub const NEXT: usize = 0;
pub const BACK: usize = 1;
pub const FINISH: usize = 2;
pub const DISCUSSED: usize = 3;
pub const DISCUSSED_AND_ON: usize = 4;
pub const NOTED: usize = 5;
pub const DEFERRED: usize = 6;
pub const LEFT_OPEN: usize = 7;
pub const TAKE_UP: usize = 8;

/// That an item is still open, with what was done under it: it is to be ended before the meeting is.
fn left_open(proceedings: &Proceedings, item: &Record) -> String {
    let decided = proceedings.decisions_of(item.id).filter(|one| Decision(one).decided_on().is_some());
    let decided: Vec<_> = decided.map(|one| one.reference().to_string()).collect();
    let under = if decided.is_empty() { String::new() } else { format!(", with {} under it", decided.join(", ")) };
    format!("{} is left open{under}: come back to it and say how it ended", agenda::words(item))
}

fn walking(scene: &Scene, said: Said) -> Result<Proposal, Trouble> {
    let proceedings = scene.proceedings()?;
    let at = at(scene, &said);
    let turn = said.choice(&TURN).and_then(Turn::of_key);
    let meant = || {
        let item = scene.any_part().and_then(|item| proceedings.item(item.id));
        item.ok_or_else(none_named)
    };
    let Some(how) = said.choice(&ENDS).and_then(End::of_key) else {
        let item = turn.map_or_else(meant, |turn| turned(proceedings, turn))?;
        return Ok(session::go_to(proceedings, item, at));
    };
    let item = meant()?;
    let is_current = proceedings.current().is_some_and(|current| current.id == item.id);
    // What is deferred needs no discussion.
    if !is_current && how != End::Deferred {
        let what = format!("{} is not being considered", item.reference());
        return Err(Why::until(what, &ITEM, "comes to it").into());
    }
    let words = said.words(AgendaItemField::Outcome.field());
    let words = (words != AgendaItem(item).outcome()).then_some(words);
    let mut proposal = session::end(item, how, words, at);
    if turn == Some(Turn::Next) {
        let next = session::following(proceedings);
        proposal.acts.extend(next.map(|next| session::begin(proceedings, next, at)).unwrap_or_default());
    }
    Ok(proposal)
}
