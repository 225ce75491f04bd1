//! The agenda: the standard's inputs in their order between opening and conclusion, and the organisation's own items.

use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField, Input};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::Type;
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

/// The agenda of another meeting of the committee. What people add stands between.
const OF_A_MEETING: [(Input, i64); 3] = [(Input::Opening, 5), (Input::Arising, 15), (Input::AnyOther, 5)];

/// The minutes that an item of the organisation's own takes, where nothing else is said.
pub const USUAL_MINUTES: i64 = 10;

/// The letter or nothing, and the title of an item.
pub fn words(item: &Record) -> String {
    let letter = AgendaItem(item).input().map_or("", Input::letter);
    format!("{letter} {}", item.title()).trim_start().to_owned()
}

/// What makes the agenda that a meeting of a kind has, leaving what stands on it already.
///
/// # Errors
/// Where the file can't be read.
pub fn usual(view: View, review: RecordId, kind: Type, there: &[Record], ambient: &Ambient) -> Result<Vec<Act>, Error> {
    let agenda = if kind == Type::ManagementReview { &STANDARD[..] } else { &OF_A_MEETING };
    let mut order: Vec<Laid> = there.iter().map(Laid::There).collect();
    // What is missing comes after what stands before it in the agenda of the kind; its end comes last.
    let mut next = 0;
    for (at, (input, minutes)) in agenda.iter().copied().enumerate() {
        let is_it = |one: &Laid| matches!(one, Laid::There(item) if AgendaItem(item).input() == Some(input));
        let is_on = match input {
            Input::Risks => has_records(view, &risk::REGISTER)?,
            Input::Incidents => has_records(view, &incident::REGISTER)?,
            _ => true,
        };
        if let Some(place) = order.iter().position(is_it) {
            next = place + 1;
        } else if is_on {
            next = if at + 1 == agenda.len() { order.len() } else { next };
            order.insert(next, Laid::New(input, minutes));
            next += 1;
        }
    }
    if !order.iter().any(|one| matches!(one, Laid::New(..))) {
        return Ok(Vec::new());
    }
    let laid = order.into_iter().zip(1..).filter_map(|(one, place)| match one {
        Laid::There(item) => (AgendaItem(item).place() != Some(place)).then(|| moved(item, place)),
        Laid::New(input, minutes) => {
            let fields = vec![
                (AgendaItemField::Title.field(), Value::Text(input.title().to_owned())),
                (AgendaItemField::Review.field(), Value::Link(review)),
                (AgendaItemField::Place.field(), Value::Number(place)),
                (AgendaItemField::Input.field(), Value::Choice(input.key())),
                (AgendaItemField::Allotted.field(), Value::Duration(Duration { minutes })),
            ];
            Some(Act::Create { id: ambient.identity(), register: &agenda_item::REGISTER, fields })
        }
    });
    Ok(laid.collect())
}

/// An item of an agenda that is laid out.
enum Laid<'a> {
    There(&'a Record),
    New(Input, i64),
}

fn has_records(view: View, register: &'static Register) -> Result<bool, Error> {
    Ok(!view.page(&Query { limit: Some(1), ..Query::new(register) })?.records.is_empty())
}

/// Where what comes to an agenda stands: before any other business and the conclusion.
pub fn free_place(proceedings: &Proceedings) -> i64 {
    let end = [Input::AnyOther, Input::Conclusion].into_iter().filter_map(|input| proceedings.item_of(input));
    let end = end.filter_map(|item| AgendaItem(item).place()).min();
    let last = proceedings.items.iter().filter_map(|item| AgendaItem(item).place()).max().unwrap_or(0);
    end.unwrap_or(last + 1)
}

/// Adds an item of the organisation's own before the conclusion. What is given for its fields stands; the rest is
/// filled in.
pub fn add(proceedings: &Proceedings, given: Vec<(&'static Field, Value)>, ambient: &Ambient) -> Vec<Act> {
    let place = free_place(proceedings);
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
