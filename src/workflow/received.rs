//! What was received from outside, a complaint or a question: put on record, shown on Today until it is answered, and counted
//! for the review.

use chrono::NaiveDate;

use crate::domain::note::{self, Note, NoteField, Type};
use crate::domain::organisation;
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Act, Proposal};

use super::Trouble;
use super::feature::Feature;
use super::operation::{About, Ask, Operation, Says, Way, Why};
use super::saved;
use super::today::source::{Said, Source, Which};

/// What was received from outside.
pub static FEATURE: Feature = Feature { operations: &[&RECEIVED, &ANSWER], today: &[&WAITS], ..Feature::PLAIN };

/// What was received, all of it.
pub fn all() -> Query {
    let received = Filter::one_of(NoteField::Type.field(), &[Type::Received.key()]);
    Query {
        order: Order { field: Some(NoteField::ReceivedOn.field()), descending: false },
        // What was not received has no such day: the index on it leads to what was.
        ..Query::those(&note::REGISTER, [Filter::Filled(NoteField::ReceivedOn.field()), received])
    }
}

/// What was received and is not answered, the longest first.
pub fn unanswered() -> Query {
    let mut query = all();
    query.filters.push(Filter::Empty(NoteField::AnsweredOn.field()));
    query
}

/// What somebody outside said is put on record.
pub static RECEIVED: Operation = Operation {
    title: "Received from outside",
    help: "Puts a complaint or a question from outside on record, which stands on Today until it is answered",
    more: "Puts a complaint or a question from outside on record: from whom, when, and about what. It stands on Today until \
           it is said how it was answered, and is counted for the review.",
    asks: &[
        Ask::word(NoteField::Text.field(), "text", "What was said"),
        Ask::named(NoteField::ReceivedFrom.field(), "from", "Who outside said it").needed(),
        Ask::named(NoteField::ReceivedOn.field(), "on", "The day on which it was received [today]"),
        Ask::named(NoteField::About.field(), "about", "The record that it is about [the organisation]"),
    ],
    ways: &[Way::form(&[], "Received from outside", "Put a complaint or a question from outside on record")],
    starts: |scene| {
        let about = scene.view.single(&organisation::REGISTER)?.map(|one| Value::Link(one.id));
        Ok(vec![
            (NoteField::ReceivedOn.field(), Some(Value::Date(scene.now.today()))),
            (NoteField::About.field(), about),
        ])
    },
    propose: |scene, said| {
        said.needed_words(NoteField::Text.field())?;
        said.needed_words(NoteField::ReceivedFrom.field())?;
        let mut fields = said.all();
        fields.push((NoteField::Type.field(), Value::Choice(Type::Received.key())));
        Ok(Proposal::of([Act::Create { id: scene.ambient.identity(), register: &note::REGISTER, fields }]))
    },
    says: |scene, outcome| {
        let made = outcome.changed.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        let told = made.as_ref().map(|made| saved::numbered(scene.view, made)).transpose()?;
        let says = Says::instead(told);
        Ok(match made {
            Some(made) => says.then(&ANSWER, made, "answers it"),
            None => says,
        })
    },
    ..Operation::new(&["received"], &note::REGISTER, About::Nothing)
};

/// It is said how it was answered.
pub static ANSWER: Operation = Operation {
    title: "Answer",
    help: "Says how what was received from outside was answered, when and by whom",
    asks: &[
        Ask::option(NoteField::Answer.field()).needed(),
        Ask::named(NoteField::AnsweredOn.field(), "on", "The day on which it was answered [today]"),
        Ask::named(NoteField::AnsweredBy.field(), "by", "Who answered it [you]"),
    ],
    ways: &[Way::form(&[], "Answer", "Say how what was received from outside was answered")],
    why_not: |scene| Ok(why_not(scene.record()?)),
    starts: |scene| {
        Ok(vec![
            (NoteField::AnsweredOn.field(), Some(Value::Date(scene.now.today()))),
            (NoteField::AnsweredBy.field(), scene.author().ok().map(|author| Value::Link(author.person))),
        ])
    },
    propose: |scene, said| {
        let record = scene.record()?;
        if let Some(why) = why_not(record) {
            return Err(Trouble::Until(why));
        }
        said.needed_words(NoteField::Answer.field())?;
        let change =
            |(field, value)| FieldChange { field, before: record.get(field.name).cloned(), after: Some(value) };
        let fields = said.all().into_iter().map(change).collect();
        Ok(Proposal::of([Act::Edit { record: record.id, based_on: record.revision, fields }]))
    },
    says: |scene, _| {
        let told = scene.any_record().map(|one| format!("{} is answered", one.reference()));
        Ok(Says::instead(told))
    },
    ..Operation::new(&["answer"], &note::REGISTER, About::Record(&note::REGISTER))
};

fn why_not(record: &Record) -> Option<Why> {
    let note = Note(record);
    let received = Why::when(!note.is_received(), || format!("{} was not received from outside", record.reference()));
    let answered = || format!("{} is answered already; edit it where that is wrong", record.reference());
    received.or_else(|| Why::when(note.answered_on().is_some(), answered))
}

/// Whether it waits for an answer.
pub fn waits(record: &Record) -> bool {
    Note::of(record).is_some_and(|note| note.is_received() && note.answered_on().is_none() && !record.voided)
}

static WAITS: Source = Source {
    name: "received",
    part: Which::Look,
    rank: 4,
    among: |_| Ok(vec![unanswered().sought(NoteField::ReceivedOn.field())]),
    says: |look, record| {
        let note = Note(record);
        let Some(day) = note.received_on() else { return Ok(None) };
        let what = format!("{}: {}", note.received_from(), record.title().lines().next().unwrap_or_default());
        Ok(Some(Said { what: Some(what), since: Some(day), ..Said::why(since(day, look.today)) }))
    },
};

/// Since when it waits, in words.
fn since(day: NaiveDate, today: NaiveDate) -> String {
    match today.signed_duration_since(day).num_days() {
        ..1 => "received today".to_owned(),
        days => format!("received {days} d ago"),
    }
}
