//! What the draft of an operation is kept under, and what older drafts were.

use crate::domain::identity::RecordId;
use crate::store::{Error, View};
use crate::workflow::operation::{self, About, Operation, Subject};

/// What a draft is kept under: `do review propose decide RECORD PART`.
pub fn spell(operation: &Operation, way: usize, subject: Subject) -> String {
    let way = operation.ways.get(way).map_or(String::new(), |way| slug(way.name));
    let ids = [subject.record, subject.part].map(|id| id.map_or("-".to_owned(), |id| id.to_string()));
    let register = operation.register.map_or("-", |register| register.name);
    format!("do {register} {} {way} {}", operation.name(), ids.join(" "))
}

/// Reads what [`spell`] wrote, and what drafts of a review or of an audit were kept under before: `audit finding ITEM`.
///
/// # Errors
/// Where the file can't be read.
pub fn read(text: &str, view: View) -> Result<Option<(&'static Operation, usize, Subject)>, Error> {
    let words: Vec<&str> = text.split(' ').collect();
    let id = |place: usize| words.get(place).and_then(|word| RecordId::parse(word));
    match words.as_slice() {
        ["do", register, name, way, ..] => {
            let found = operation::named(register.trim_matches('-'), name);
            let subject = Subject { record: id(4), part: id(5) };
            Ok(found.map(|operation| (operation, way_called(operation, way), subject)))
        }
        [register @ ("audit" | "review"), name, ..] => {
            let register = if *name == "areas" { "audit_programme" } else { register };
            let Some(operation) = operation::named(register, name) else { return Ok(None) };
            let subject = match (operation.about, id(2), id(3)) {
                // The part alone was named.
                (About::Part(_, part), Some(only), None) if *words[0] == *"audit" => {
                    let record = view.record(only)?.and_then(|record| (part.of)(&record));
                    Subject { record, part: Some(only) }
                }
                (_, record, part) => Subject { record, part },
            };
            Ok(Some((operation, way_called(operation, name), subject)))
        }
        _ => Ok(None),
    }
}

/// The way of this name, or of one that begins so; the usual one where there is none.
fn way_called(operation: &Operation, name: &str) -> usize {
    let whole = operation.ways.iter().position(|way| way.once == name || slug(way.name) == name);
    let begun = || operation.ways.iter().position(|way| slug(way.name).starts_with(name));
    whole.or_else(begun).unwrap_or(0)
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
