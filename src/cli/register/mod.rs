//! `gavel REGISTER …`: what can be done in every register, made from its declaration.

pub mod fields;
mod history;
pub mod list;
mod show;
mod words;

use clap::{Arg, ArgMatches, Command};

use crate::domain::field::Target;
use crate::domain::nonconformity;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::workflow::{self, operation};

use super::context::Context;
use super::failure::Failure;
use super::{former, reading, sheet};

/// The command of one register without what it holds, which is added once somebody names it.
pub fn stub(register: &'static Register) -> Command {
    let about = words::about(register).unwrap_or(register.about.trim_end_matches('.'));
    let command = Command::new(register.command()).about(about);
    let command = command.aliases(former::options(register.was));
    // Its short name is in everybody's mouth.
    let command = if *register == nonconformity::REGISTER { command.visible_alias("nc") } else { command };
    let plural = register.plural.replace(' ', "-");
    if plural == register.command() { command } else { command.alias(plural) }
}

/// Adds to the command of one register what can be done in it.
pub fn fill(register: &'static Register, command: Command) -> Command {
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(list::command(register))
        .subcommand(show::command(register))
        .subcommand(history::command(register))
        .subcommands(operation::of(register).map(super::operation::command))
        .subcommands(workflow::reading::of(register).map(sheet::command))
        .subcommands(reading::commands(register))
        .after_help(words::example(register))
}

/// Runs one of them.
pub fn run(register: &'static Register, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let Some((name, given)) = given.subcommand() else { return Ok(()) };
    if let Some(operation) = operation::of(register).find(|operation| operation.name() == name) {
        return super::operation::run(operation, given, context);
    }
    if let Some(reading) = workflow::reading::of(register).find(|reading| reading.name == name) {
        return sheet::run(reading, given, context);
    }
    if let Some(run) = reading::named(register, name) {
        return run(given, context);
    }
    match name {
        "list" => list::run(register, given, context),
        "show" => show::run(register, given, context),
        "history" => history::run(register, given, context),
        _ => Ok(()),
    }
}

/// The record that a command is about. A register that holds one record needs no name for it.
pub fn id(register: &'static Register) -> Arg {
    let arg = Arg::new("id").value_name("ID").help(format!("The record, such as {}", register.reference(3)));
    if register.single { arg.hide(true) } else { arg.required(true) }
}

pub fn named(register: &'static Register, given: &ArgMatches, context: &Context) -> Result<Record, Failure> {
    match given.get_one::<String>("id") {
        Some(name) => context.record(register, name),
        None => context.record(register, "1"),
    }
}

/// A record of any register.
pub fn any() -> Arg {
    Arg::new("id").value_name("RECORD").required(true).help("The record: its number, such as A-31, or its title")
}

pub fn named_anywhere(given: &ArgMatches, context: &Context) -> Result<Record, Failure> {
    let name = given.get_one::<String>("id").map_or("", String::as_str);
    Ok(context.reader()?.record(Target::Any, name)?)
}

/// At which place of the journal something is meant.
pub fn as_of() -> Arg {
    Arg::new("as-of")
        .long("as-of")
        .value_name("DATE|SEQUENCE")
        .allow_hyphen_values(true)
        .help("As it stood at the end of a day, or after a transaction of the journal")
}

fn json() -> Arg {
    Arg::new("json").long("json").action(clap::ArgAction::SetTrue).help("As JSON")
}

pub fn plain() -> Arg {
    Arg::new("plain")
        .long("plain")
        .action(clap::ArgAction::SetTrue)
        .conflicts_with("json")
        .help("As plain sentences, for screen readers and pipes")
}
