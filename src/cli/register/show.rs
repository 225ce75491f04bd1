//! `gavel REGISTER show`: one record whole, with what it points to and what hangs on it.

use clap::{ArgMatches, Command};

use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::{Held, Value};
use crate::domain::visible::visible;
use crate::exchange::json;
use crate::store::View;
use crate::store::view;
use crate::workflow::evidence::held;
use crate::workflow::{remarks, standing};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{as_of, id, named};

pub fn command(register: &'static Register) -> Command {
    Command::new("show")
        .about("Shows a record whole")
        .arg(id(register))
        .arg(super::json())
        .arg(super::plain())
        .arg(as_of())
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let record = named(register, given, &context)?;
    let Some(text) = given.get_one::<String>("as-of") else {
        let lines = lines(given, context.store.view(), &record)?;
        return Ok(writeln!(context.world.out, "{lines}")?);
    };
    let (place, at) = context.moment(text)?;
    let lines = {
        let past = context.store.as_of(place)?.seen_at(at);
        match past.view().record(record.id)? {
            Some(record) => lines(given, past.view(), &record)?,
            None => return Err(Failure::Refused(format!("{} was not there yet", record.reference()))),
        }
    };
    Ok(writeln!(context.world.out, "{lines}")?)
}

fn lines(given: &ArgMatches, view: View, record: &Record) -> Result<String, Failure> {
    if given.get_flag("json") {
        return Ok(json::print(&json::record(view, record)?));
    }
    let plain = given.get_flag("plain");
    let today = view.circumstances()?.today();
    let mark = if record.voided { "  (voided)" } else { "" };
    let mut lines = vec![format!("{}{mark}", view::named(record))];
    let width = record.register.fields.iter().map(|field| field.label.chars().count()).max().unwrap_or_default();
    for (field, value) in record.fields() {
        let Some(value) = value else { continue };
        let state = record.register.machine.is_some_and(|machine| machine.field == field.name);
        let mut shown =
            if state { record.standing_label(today).unwrap_or_default() } else { view.shown(field, value)? };
        if let Value::File(file) = value {
            shown.push_str(&format!(" ({})", held(view, file)?));
            if let Held::Elsewhere { sha256, .. } = &file.held {
                shown.push_str(&format!(", SHA-256 {sha256}"));
            }
        }
        if plain {
            lines.push(format!("{}: {shown}", field.label));
            continue;
        }
        let indented = shown.replace('\n', &format!("\n{:width$}", "", width = width + 4));
        lines.push(format!("  {:<width$}  {indented}", field.label));
    }
    for (column, value) in standing::told(view, record)? {
        let shown = view.shown(column, &value)?;
        lines.push(match plain {
            true => format!("{}: {shown}", column.label),
            false => format!("  {:<width$}  {shown}", column.label),
        });
    }
    for remark in remarks::of(view, record)? {
        lines.push(match plain {
            true => format!("{}: {}", remark.label, remark.text),
            false => format!("  {:<width$}  {}", remark.label, remark.text),
        });
    }
    if plain {
        lines.push(format!("Revision: {}", record.revision));
        lines.extend(what_hangs(view, record)?.iter().map(|line| line.trim().to_owned()));
    } else {
        lines.push(format!("  {:<width$}  {}", "Revision", record.revision));
        lines.extend(what_hangs(view, record)?);
    }
    Ok(visible(&lines.join("\n")).into_owned())
}

/// The records that point here, under the register that they are in and the link through which they do.
fn what_hangs(view: View, record: &Record) -> Result<Vec<String>, Failure> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for backlink in view.backlinks(record.id)? {
        let register = backlink.record.register;
        let mut group = register.plural.to_owned();
        group[..1].make_ascii_uppercase();
        if let Some(field) = register.field(&backlink.relation).filter(|field| field.name != "about") {
            group.push_str(&format!(" ({})", field.label.to_lowercase()));
        }
        let named = view::named(&backlink.record);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, records)) => records.push(named),
            None => groups.push((group, vec![named])),
        }
    }
    let mut lines = Vec::new();
    for (group, records) in groups {
        lines.push(format!("\n  {group}"));
        lines.extend(records.iter().map(|named| format!("    {named}")));
    }
    Ok(lines)
}
