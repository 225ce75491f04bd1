//! The figures of every input as the registers stand, between two reviews as well: what a report tells that waits for none.

use uuid::Uuid;

use crate::domain::agenda_item::{self, AgendaItemField};
use crate::domain::decision::meeting::Meeting;
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::review::{self, ReviewField};
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;

use super::{Figure, SOURCES, compile};

/// The figures as the pack of the next review has them, be it called or not, whatever is on its agenda.
///
/// # Errors
/// Where the file can't be read.
pub fn figures(view: View, next: Option<RecordId>, last: Option<RecordId>) -> Result<Vec<Figure>, Error> {
    let called = next.map(|id| Proceedings::of(view, id)).transpose()?.flatten();
    let Some(mut proceedings) = called.map_or_else(|| not_called(view, last), |called| Ok(Some(called)))? else {
        return Ok(Vec::new());
    };
    let item = |input: agenda_item::Input| {
        let mut item = unrecorded(&agenda_item::REGISTER);
        item.set(AgendaItemField::Input.name(), Some(Value::Choice(input.key())));
        item
    };
    proceedings.items = SOURCES.iter().map(|source| item(source.input)).collect();
    Ok(compile(view, &proceedings)?.sections.into_iter().flat_map(|section| section.figures).collect())
}

/// The review after another one, of which nothing is on record yet; none where there is no organisation.
fn not_called(view: View, last: Option<RecordId>) -> Result<Option<Proceedings>, Error> {
    let Some(organisation) = view.single(&organisation::REGISTER)? else { return Ok(None) };
    let mut review = unrecorded(&review::REGISTER);
    review.set(ReviewField::Previous.name(), last.map(Value::Link));
    let day = view.circumstances()?.today();
    let (roll, people, interests) = (Vec::new(), Vec::new(), Vec::new());
    let house = Organisation(&organisation).house();
    Ok(Some(Proceedings {
        house,
        meeting: Meeting { review, organisation, roll, people, interests, day },
        items: Vec::new(),
        decisions: Vec::new(),
        votes: Vec::new(),
        notes: Vec::new(),
        actions: Vec::new(),
        confirmed: Vec::new(),
        conclusions: Vec::new(),
        packs: Vec::new(),
        minutes: Vec::new(),
        approvals: Vec::new(),
        addenda: Vec::new(),
        approves: Vec::new(),
        ratified: Vec::new(),
        exceptions: Vec::new(),
        namesakes: Vec::new(),
    }))
}

/// A record that is in no register: nothing hangs on it.
fn unrecorded(register: &'static Register) -> Record {
    Record {
        id: RecordId(Uuid::nil()),
        register,
        number: 0,
        revision: 0,
        voided: false,
        fallen: false,
        values: vec![None; register.fields.len()],
        known: Fields::ALL,
    }
}
