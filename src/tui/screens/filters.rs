//! Filters and orders of lists: as they are typed, as they come ready-made from a register's declaration, in words.

use crate::domain::field::{Field, Kind, Tone};
use crate::domain::register::Register;
use crate::store::Error;
use crate::store::list::{Query, Voided};
use crate::tui::desk::Desk;
use crate::workflow::filter::FALLEN;
use crate::workflow::{Trouble, filter};

/// What the ready-made filter for what is late is called.
pub const LATE: &str = "Late";

/// The query that a filter and an order, as they are typed, ask for.
pub fn asked(
    register: &'static Register,
    text: &str,
    order: &str,
    voided: Voided,
    desk: &Desk,
) -> Result<Query, Trouble> {
    let mut reader = desk.reader()?;
    let terms = filter::terms(register, text, &reader);
    let wanted = filter::read(register, &terms, &mut reader)?;
    let order = filter::order(register, order)?;
    Ok(Query { filters: wanted.filters, words: wanted.words, order, voided, ..Query::new(register) })
}

/// The query of a filter and an order that Gavel itself asks for; `None` where the register knows them not.
pub fn query(register: &'static Register, filter: &str, order: &str, desk: &Desk) -> Result<Option<Query>, Error> {
    match asked(register, filter, order, Voided::Hidden, desk) {
        Ok(query) => Ok(Some(query)),
        Err(trouble) => trouble.why().map(|_| None),
    }
}

/// The filter with which the list of a register begins: what waits for its day, where a new record does, so that what is
/// late stands first; and else what is open.
pub fn begun(register: &Register) -> String {
    let waits =
        register.machine.filter(|machine| register.deadline().is_some() && machine.due_in.contains(&machine.initial));
    waits.map_or_else(|| home(register), |machine| format!("{}={}", machine.field, machine.due_in.join(",")))
}

/// What is open of a register, where its records have states.
pub fn home(register: &Register) -> String {
    register.machine.map_or(String::new(), |machine| format!("{}={}", machine.field, machine.open.join(",")))
}

/// A filter with what it begins with named as the ready-made filters name it.
pub fn in_words(register: &'static Register, filter: &str) -> String {
    let ready = ready_made(register).into_iter().filter(|(_, ready)| filter.starts_with(ready.as_str()));
    match ready.max_by_key(|(_, ready)| ready.len()) {
        Some((name, ready)) => {
            let rest = filter[ready.len()..].trim();
            let name = name.to_lowercase();
            if rest.is_empty() { name } else { format!("{name}, {rest}") }
        }
        None => filter.to_owned(),
    }
}

/// Filters that a register is asked for every day, made from its declaration.
pub fn ready_made(register: &'static Register) -> Vec<(String, String)> {
    let mut filters = Vec::new();
    if let Some(machine) = register.machine {
        let open = format!("{}={}", machine.field, machine.open.join(","));
        filters.push(("Open".to_owned(), open.clone()));
        if let Some(owner) = register.field("owner") {
            filters.push(("Mine, open".to_owned(), format!("{open} {}=me", owner.name)));
        }
        if let Some(deadline) = register.deadline() {
            let runs = format!("{}={}", machine.field, machine.due_in.join(","));
            if runs != open {
                filters.push(("To do".to_owned(), runs.clone()));
            }
            filters.push((LATE.to_owned(), format!("{runs} {}=..yesterday", deadline.name)));
            filters.push(("Due in two weeks".to_owned(), format!("{runs} {}=..+2w", deadline.name)));
        }
        if register.attests() {
            filters.push(("No longer proven".to_owned(), FALLEN.to_owned()));
        }
    }
    let columns = register.worked_out().filter(|column| column.listed);
    for (column, choice) in columns.flat_map(|column| column.kind.choices().iter().map(move |choice| (column, choice)))
    {
        if matches!(choice.tone, Tone::Bad | Tone::Watch) {
            let name = format!("{}: {}", column.label, choice.label.to_lowercase());
            filters.push((name, format!("{}={}", column.name, choice.key)));
        }
    }
    let over = register.lapses.map_or(&[][..], |lapses| lapses.filters);
    filters.extend(over.iter().map(|(name, filter)| ((*name).to_owned(), (*filter).to_owned())));
    filters
}

/// What comes first in an order, in words.
pub fn direction(field: Option<&Field>, descending: bool) -> String {
    let pick = |first: &'static str, last: &'static str| (if descending { last } else { first }).to_owned();
    match field.map(|field| field.kind) {
        Some(Kind::Choice(choices)) => {
            let first = if descending { choices.last() } else { choices.first() };
            format!("{} first", first.map_or("", |choice| choice.label).to_lowercase())
        }
        Some(Kind::Date | Kind::Instant) => pick("earliest first", "latest first"),
        Some(Kind::Text | Kind::LongText) => pick("A to Z", "Z to A"),
        None => pick("oldest first", "newest first"),
        Some(_) => pick("lowest first", "highest first"),
    }
}
