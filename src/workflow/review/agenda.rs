//! The agenda: the standard's inputs in their order between opening and conclusion, and the organisation's own items.

use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField, Input};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::transaction::FieldChange;
use crate::domain::value::{Duration, Value};
use crate::domain::{incident, risk};
use crate::store::list::Query;
use crate::store::{Act, Ambient, Error, View};

use super::Proceedings;

/// The standard's agenda with the minutes that each item usually takes. Risks, incidents and resources are the
/// organisation's own: resources are always on, the others where there are any.
pub const STANDARD: [(Input, i64); 12] = [
    (Input::Opening, 5),
    (Input::Actions, 15),
    (Input::Context, 10),
    (Input::Parties, 10),
    (Input::Nonconformities, 15),
    (Input::Monitoring, 15),
    (Input::Audits, 10),
    (Input::Improvement, 15),
    (Input::Risks, 10),
    (Input::Incidents, 10),
    (Input::Resources, 10),
    (Input::Conclusion, 15),
];

/// The minutes that an item of the organisation's own takes, where nothing else is said.
pub const USUAL_MINUTES: i64 = 10;

/// The letter or nothing, and the title of an item.
pub fn words(item: &Record) -> String {
    let letter = AgendaItem(item).input().map_or("", Input::letter);
    format!("{letter} {}", item.title()).trim_start().to_owned()
}

/// What makes the standard's agenda of a review, leaving what stands on it already.
///
/// # Errors
/// Where the file can't be read.
pub fn standard(view: View, review: RecordId, there: &[Record], ambient: &Ambient) -> Result<Vec<Act>, Error> {
    let first = i64::try_from(there.len()).unwrap_or(0) + 1;
    let mut inputs = Vec::new();
    for (input, minutes) in STANDARD {
        let is_on = match input {
            Input::Risks => has_records(view, &risk::REGISTER)?,
            Input::Incidents => has_records(view, &incident::REGISTER)?,
            _ => true,
        };
        if is_on && !there.iter().any(|item| AgendaItem(item).input() == Some(input)) {
            inputs.push((input, minutes));
        }
    }
    let acts = inputs
        .into_iter()
        .zip(first..)
        .map(|((input, minutes), place)| {
            let fields = vec![
                (AgendaItemField::Title.field(), Value::Text(input.title().to_owned())),
                (AgendaItemField::Review.field(), Value::Link(review)),
                (AgendaItemField::Place.field(), Value::Number(place)),
                (AgendaItemField::Input.field(), Value::Choice(input.key())),
                (AgendaItemField::Allotted.field(), Value::Duration(Duration { minutes })),
            ];
            Act::Create { id: ambient.identity(), register: &agenda_item::REGISTER, fields }
        })
        .collect();
    Ok(acts)
}

fn has_records(view: View, register: &'static Register) -> Result<bool, Error> {
    Ok(!view.page(&Query { limit: Some(1), ..Query::new(register) })?.records.is_empty())
}

/// Adds an item of the organisation's own before the conclusion. What is given for its fields stands; the rest is
/// filled in.
pub fn add(proceedings: &Proceedings, given: Vec<(&'static Field, Value)>, ambient: &Ambient) -> Vec<Act> {
    let end = proceedings.item_of(Input::Conclusion).and_then(|item| AgendaItem(item).place());
    let last = proceedings.items.iter().filter_map(|item| AgendaItem(item).place()).max().unwrap_or(0);
    let place = end.unwrap_or(last + 1);
    let mut acts: Vec<Act> = proceedings
        .items
        .iter()
        .filter(|item| AgendaItem(item).place().is_some_and(|there| there >= place))
        .map(|item| moved(item, AgendaItem(item).place().unwrap_or(0) + 1))
        .collect();
    let mut fields = given;
    let mut fill = |field: AgendaItemField, value: Value| {
        if !fields.iter().any(|(one, _)| *one == field.field()) {
            fields.push((field.field(), value));
        }
    };
    fill(AgendaItemField::Review, Value::Link(proceedings.id()));
    fill(AgendaItemField::Place, Value::Number(place));
    fill(AgendaItemField::Input, Value::Choice(Input::Own.key()));
    fill(AgendaItemField::Allotted, Value::Duration(Duration { minutes: USUAL_MINUTES }));
    acts.push(Act::Create { id: ambient.identity(), register: &agenda_item::REGISTER, fields });
    acts
}

/// Puts an item one place up or down, in exchange with its neighbour.
pub fn shift(proceedings: &Proceedings, item: RecordId, down: bool) -> Vec<Act> {
    let Some(at) = proceedings.items.iter().position(|one| one.id == item) else { return Vec::new() };
    let other = if down { at + 1 } else { at.wrapping_sub(1) };
    let (Some(one), Some(other)) = (proceedings.items.get(at), proceedings.items.get(other)) else { return Vec::new() };
    let place = |record| AgendaItem(record).place().unwrap_or(0);
    vec![moved(one, place(other)), moved(other, place(one))]
}

fn moved(item: &Record, place: i64) -> Act {
    let field = AgendaItemField::Place.field();
    let before = item.get(field.name).cloned();
    let fields = vec![FieldChange { field, before, after: Some(Value::Number(place)) }];
    Act::Edit { record: item.id, based_on: item.revision, fields }
}

/// The item that somebody calls by a letter of the standard, a place, a reference or a part of its title.
pub fn find<'a>(proceedings: &'a Proceedings, name: &str) -> Option<&'a Record> {
    let wanted = name.trim().to_lowercase();
    let items = &proceedings.items;
    let by_input = items
        .iter()
        .find(|item| AgendaItem(item).input().is_some_and(|input| input != Input::Own && input.key() == wanted));
    let by_reference = || items.iter().find(|item| item.reference().to_string().to_lowercase() == wanted);
    let by_place = || {
        let place = wanted.parse::<i64>().ok()?;
        items.iter().find(|item| AgendaItem(item).place() == Some(place))
    };
    let by_title = || {
        let mut with = items.iter().filter(|item| item.title().to_lowercase().contains(&wanted));
        with.next().filter(|_| with.next().is_none())
    };
    by_input.or_else(by_reference).or_else(by_place).or_else(by_title)
}
