//! The fields of a register as options of a command, and what was typed for them.

use clap::{Arg, ArgAction, ArgMatches};

use crate::domain::field::{Field, Kind};

/// An option for a field.
pub fn option(field: &'static Field) -> Arg {
    let arg = Arg::new(field.name)
        .long(field.name.replace('_', "-"))
        .value_name(takes(field))
        .action(ArgAction::Append)
        .allow_hyphen_values(true)
        .help(help(field));
    match field.kind {
        Kind::File => arg.value_hint(clap::ValueHint::FilePath),
        _ => arg,
    }
}

fn takes(field: &Field) -> &'static str {
    match field.kind {
        Kind::Text | Kind::LongText => "TEXT",
        Kind::Number | Kind::Decimal(_) => "NUMBER",
        Kind::Money => "AMOUNT",
        Kind::Date => "DATE",
        Kind::Instant => "TIME",
        Kind::YesNo => "YES|NO",
        Kind::Choice(_) => "CHOICE",
        Kind::Choices(_) => "CHOICES",
        Kind::Link(_) => "RECORD",
        Kind::Links(_) => "RECORDS",
        Kind::Person => "PERSON",
        Kind::Duration => "DURATION",
        Kind::File => "FILE",
    }
}

/// What the command line says of a field.
pub fn help(field: &Field) -> String {
    let choices: Vec<_> = field.kind.choices().iter().map(|choice| choice.key).collect();
    if choices.is_empty() { field.help.to_owned() } else { format!("{} [{}]", field.help, choices.join(", ")) }
}

/// What was typed for a field; several values of one option are put together as the field takes them.
pub fn typed(given: &ArgMatches, field: &Field) -> Option<String> {
    let texts: Vec<_> = given.try_get_many::<String>(field.name).ok().flatten()?.map(String::as_str).collect();
    let between = if field.kind == Kind::LongText { "\n" } else { "," };
    match field.kind {
        Kind::LongText | Kind::Links(_) | Kind::Choices(_) => Some(texts.join(between)),
        // The last word counts, as with other options.
        _ => texts.last().map(|text| (*text).to_owned()),
    }
}
