//! `gavel REGISTER void` and `unvoid`: hides a record and keeps it, and shows it again.

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::store::{Act, Proposal};

use super::super::context::Context;
use super::super::failure::Failure;
use super::add::reason;
use super::{id, named};

pub fn void_command(register: &'static Register) -> Command {
    Command::new("void")
        .about("Hides a record that should not be there; it is kept, with its history")
        .arg(id(register))
        .arg(Arg::new("reason").long("reason").value_name("TEXT").required(true).help("Why; it stands in the journal"))
}

pub fn unvoid_command(register: &'static Register) -> Command {
    Command::new("unvoid").about("Shows a voided record again").arg(id(register)).arg(reason())
}

pub fn void(register: &'static Register, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    act(register, given, context, "Voided", |record| Act::Void { record, based_on: None })
}

pub fn unvoid(register: &'static Register, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    act(register, given, context, "Brought back", |record| Act::Unvoid { record, based_on: None })
}

fn act(
    register: &'static Register,
    given: &ArgMatches,
    mut context: Context,
    done: &str,
    act: impl Fn(crate::domain::identity::RecordId) -> Act,
) -> Result<(), Failure> {
    let author = context.author()?;
    let record = named(register, given, &context)?;
    let proposal = Proposal::of([act(record.id)]).because(given.get_one::<String>("reason"));
    let outcome = context.commit(author, proposal)?;
    context.say(&format!("{done} {}", crate::store::view::named(&record)))?;
    context.tell_consequences(&outcome)
}
