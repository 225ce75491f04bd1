//! What is read and no more: `gavel audit coverage`, or `gavel audit checklist --list` beside what is done by that word.

mod audit_report;
mod checklist;
mod coverage;
mod programme_check;

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::{audit, audit_programme};
use crate::workflow::audits::operations::CHECKLIST;
use crate::workflow::operation::Operation;

use super::context::Context;
use super::failure::Failure;

type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

/// What is read under the word of a register.
struct Reading {
    register: &'static Register,
    command: fn() -> Command,
    run: Run,
}

static READINGS: &[Reading] = &[
    Reading { register: &audit::REGISTER, command: coverage::command, run: coverage::run },
    Reading { register: &audit::REGISTER, command: audit_report::command, run: audit_report::run },
    Reading { register: &audit_programme::REGISTER, command: programme_check::command, run: programme_check::run },
];

/// What is read in place of doing what a word does, where an option asks for it.
struct Instead {
    operation: &'static Operation,
    option: fn() -> Arg,
    run: Run,
}

static INSTEAD: &[Instead] = &[Instead { operation: &CHECKLIST, option: checklist::option, run: checklist::run }];

fn of(register: &Register) -> impl Iterator<Item = &'static Reading> {
    READINGS.iter().filter(move |reading| reading.register == register)
}

/// The commands under the word of a register.
pub fn commands(register: &Register) -> impl Iterator<Item = Command> {
    of(register).map(|reading| (reading.command)())
}

/// Runs the one of this name; `None` where the register has none.
pub fn named(register: &Register, name: &str) -> Option<Run> {
    of(register).find(|reading| (reading.command)().get_name() == name).map(|reading| reading.run)
}

/// The options that ask to read in place of doing this.
pub fn options(operation: &Operation) -> impl Iterator<Item = Arg> {
    INSTEAD.iter().filter(move |one| std::ptr::eq(one.operation, operation)).map(|one| (one.option)())
}

/// What is read in place of doing this, where that was asked.
pub fn instead(operation: &Operation, given: &ArgMatches) -> Option<Run> {
    let mut read = INSTEAD.iter().filter(|one| std::ptr::eq(one.operation, operation));
    read.find(|one| given.get_flag((one.option)().get_id().as_str())).map(|one| one.run)
}
