//! What the meeting says and undertakes: notes, matters set aside, proposals, actions, interests.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::agenda_item::AgendaItem;
use crate::domain::decision::{Decision, DecisionField};
use crate::domain::field::Target;
use crate::domain::interest::{Consequence, InterestField};
use crate::domain::note::{Note, NoteField, Type};
use crate::domain::review::REGISTER;
use crate::domain::value::Value;
use crate::store::{Error, Proposal};
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::operation::{About, Ask, Operation, Part, Said, Says, Scene, Way};
use crate::workflow::review::{agenda, decide, session};

use super::{ITEM, UNDER_ITEM, changed, is_over, is_past};

/// What the form is called in which something is put on record under an item.
fn under(what: &str, scene: &Scene) -> Result<String, Error> {
    let Some(part) = scene.any_part() else { return Ok(format!("{what}, of the whole meeting")) };
    Ok(match Decision::of(part) {
        Some(_) => format!("{what} from {}: {}", part.reference(), part.title()),
        None => format!("{what} under {}", agenda::words(part)),
    })
}

/// A note is taken.
pub static NOTE: Operation = Operation {
    title: "Note",
    help: "Takes a note for the minutes, under the item that is being considered",
    asks: &[
        Ask::word(NoteField::Text.field(), "text", "What is to be noted"),
        Ask::on_screen(NoteField::Type.field()).flags(&[
            (Type::Working.key(), "A working note: not in the minutes"),
            (Type::Restricted.key(), "A restricted note: printed nowhere"),
        ]),
    ],
    ways: &[Way::form(
        &["n"],
        "Note here",
        "Take a note under the item; it goes into the minutes unless you say otherwise",
    )],
    why_not: is_over,
    starts: |_| Ok(vec![(NoteField::Type.field(), Some(Value::Choice(Type::Minuted.key())))]),
    propose: |scene, said| {
        let kind = said.choice(NoteField::Type.field()).and_then(Type::of_key);
        note(scene, &said, kind.unwrap_or(Type::Working))
    },
    says: |scene, outcome| {
        let Some(note) = changed(scene, outcome, &crate::domain::note::REGISTER)? else { return Ok(Says::default()) };
        let under = scene.any_part().map_or(String::new(), |item| format!(" under {}", agenda::words(item)));
        // What is restricted is read by nobody who only sees the messages.
        let restricted = Note(&note).kind() == Some(Type::Restricted);
        let is = if restricted { "restricted" } else { "noted" };
        Ok(Says::instead([format!("{} is {is}{under}", note.reference())]))
    },
    under: Some(|scene| under("Note", scene)),
    ..Operation::new(&["note", "minute"], &REGISTER, UNDER_ITEM)
};

/// A matter is set aside.
pub static PARK: Operation = Operation {
    title: "Set aside for later",
    help: "Sets a matter aside for later",
    asks: &[Ask::word(NoteField::Text.field(), "text", "The matter")],
    ways: &[Way::form(&["p"], "Park", "Set a matter aside on the list for later")],
    why_not: is_over,
    propose: |scene, said| note(scene, &said, Type::Parked),
    under: Some(|scene| under("For later", scene)),
    ..Operation::new(&["park"], &REGISTER, UNDER_ITEM)
};

fn note(scene: &Scene, said: &Said, kind: Type) -> Result<Proposal, Trouble> {
    let proceedings = scene.proceedings()?;
    let about = scene.any_part().map_or(proceedings.id(), |item| item.id);
    Ok(decide::note(proceedings, about, kind, said.needed_words(NoteField::Text.field())?, scene.ambient))
}

/// A decision is proposed.
pub static PROPOSE: Operation = Operation {
    title: "Decide: the words to be decided on",
    help: "Proposes a decision; it is reworded freely until it is put to the meeting",
    asks: &[
        Ask::word(DecisionField::Text.field(), "text", "The decision, in the words that are to stand in the minutes"),
        Ask::option(DecisionField::Subject.field()),
        Ask::option(DecisionField::Grounds.field()),
        Ask::option(DecisionField::Proposer.field()),
        Ask::option(DecisionField::About.field()).not_in_form(),
    ],
    ways: &[Way::form(&["d"], "Decide", "Word a decision; then put it to the meeting")],
    why_not: is_past,
    starts: |scene| {
        let subject = decide::usual_subject(scene.any_part());
        Ok(vec![(DecisionField::Subject.field(), Some(Value::Choice(subject.key())))])
    },
    propose: |scene, said| {
        let item = scene.any_part().map(|item| item.id);
        Ok(decide::propose(scene.proceedings()?, item, said.all(), scene.ambient).1)
    },
    under: Some(|scene| under("Decision", scene)),
    ..Operation::new(&["propose"], &REGISTER, UNDER_ITEM)
};

static SOURCE: Part = Part {
    name: "from",
    help: "A decision or an agenda item [default: the item being considered]",
    find: |scene, name| match agenda::find(scene.proceedings()?, name) {
        Some(item) => Ok(item.clone()),
        None => Reader::new(scene.view, scene.ambient, None)?.record(Target::Any, name),
    },
    of: |source| match Decision::of(source) {
        Some(decision) => decision.review(),
        None => AgendaItem::of(source).and_then(AgendaItem::review),
    },
    ..ITEM
};

/// An action is agreed.
pub static ACT: Operation = Operation {
    title: "New action",
    help: "Agrees an action, from a decision or an agenda item",
    asks: &[
        Ask::word(ActionField::What.field(), "text", "What is to be done"),
        Ask::option(ActionField::Owner.field()),
        Ask::option(ActionField::Due.field()),
        Ask::option(ActionField::Priority.field()),
        Ask::option(ActionField::Type.field()),
        Ask::option(ActionField::Details.field()),
    ],
    ways: &[Way::form(&["a"], "Action", "An action is agreed: from the selected decision, or from the item")],
    why_not: is_over,
    propose: |scene, said| {
        let source = scene.any_part().map(|source| source.id);
        Ok(decide::act(scene.proceedings()?, source, said.all(), scene.ambient))
    },
    says: |scene, outcome| {
        let Some(made) = changed(scene, outcome, &action::REGISTER)? else { return Ok(Says::default()) };
        let action = Action(&made);
        let owner = action.owner().map(|owner| scene.view.record(owner)).transpose()?.flatten();
        let owner = owner.map_or("nobody's yet".to_owned(), |owner| format!("{}'s", owner.title()));
        let due = action.due().map_or("with no day yet".to_owned(), |due| format!("by {}", due.format("%A %-d %B")));
        Ok(Says::default().brief(format!("{} is {owner}, {due}", made.reference())))
    },
    under: Some(|scene| under("Action", scene)),
    ..Operation::new(&["act", "undertake"], &REGISTER, About::Part(&REGISTER, &SOURCE))
};

static CONCERNED: Part =
    Part { help: "The agenda item it is about [default: the whole review]", usual: |_| Ok(None), ..ITEM };

/// Somebody declares an interest.
pub static INTEREST: Operation = Operation {
    title: "Declare an interest",
    help: "Declares an interest, and what follows from it: a recused member does not vote",
    asks: &[
        Ask::word(InterestField::Person.field(), "person", "Who has the interest"),
        Ask::word(InterestField::What.field(), "what", "What the interest is"),
        Ask::named(
            InterestField::Consequence.field(),
            "consequence",
            "What follows: noted, recused and stays, recused and leaves [default: stays]",
        ),
    ],
    ways: &[Way::form(&["i"], "Interest", "Somebody declares an interest in the item, and recuses themselves")],
    why_not: is_over,
    starts: |_| Ok(vec![(InterestField::Consequence.field(), Some(Value::Choice(Consequence::Stays.key())))]),
    propose: |scene, said| {
        let item = scene.any_part().map(|item| (InterestField::Item.field(), Value::Link(item.id)));
        let fields = said.all().into_iter().chain(item).collect();
        Ok(session::declare(scene.proceedings()?, fields, scene.now.now, scene.ambient))
    },
    under: Some(|scene| under("Interest", scene)),
    ..Operation::new(&["interest"], &REGISTER, About::Part(&REGISTER, &CONCERNED))
};
