//! What is read and no more: `gavel audit coverage`, or `gavel audit checklist --list` beside what is done by that word.

mod audit_report;
mod case_report;
mod causes;
mod checklist;
mod coverage;
mod effect;
mod messages;
mod programme_check;
pub mod repeats;
mod similar;
mod trends;

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::{audit, audit_programme, nonconformity};
use crate::workflow::audits::operations::CHECKLIST;
use crate::workflow::chase::CHASE;
use crate::workflow::operation::{Given, Operation};

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
    Reading { register: &nonconformity::REGISTER, command: causes::command, run: causes::run },
    Reading { register: &nonconformity::REGISTER, command: similar::command, run: similar::run },
    Reading { register: &nonconformity::REGISTER, command: repeats::command, run: repeats::run },
    Reading { register: &nonconformity::REGISTER, command: effect::command, run: effect::run },
    Reading { register: &nonconformity::REGISTER, command: trends::command, run: trends::run },
    Reading { register: &nonconformity::REGISTER, command: case_report::command, run: case_report::run },
];

/// What is read in place of doing what a word does, where an option asks for it.
struct Instead {
    operation: &'static Operation,
    option: fn() -> Arg,
    run: Run,
}

static INSTEAD: &[Instead] = &[Instead { operation: &CHECKLIST, option: checklist::option, run: checklist::run }];

/// What is written out before something is done, which then counts what was written.
struct First {
    operation: &'static Operation,
    options: fn() -> [Arg; 2],
    run: Write,
}

/// Writes out; says what more is said to the operation, or nothing where that is not to be done.
type Write = fn(&ArgMatches, &mut Context, &[Given]) -> Result<Option<Vec<Given>>, Failure>;

static FIRST: &[First] = &[First { operation: &CHASE, options: messages::options, run: messages::write }];

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

/// The options that ask to read in place of doing this, and those of what is written out first.
pub fn options(operation: &Operation) -> impl Iterator<Item = Arg> {
    let instead = INSTEAD.iter().filter(move |one| std::ptr::eq(one.operation, operation)).map(|one| (one.option)());
    let first = FIRST.iter().filter(move |one| std::ptr::eq(one.operation, operation));
    instead.chain(first.flat_map(|one| (one.options)()))
}

/// What is written out before this is done.
pub fn first(operation: &Operation) -> Option<Write> {
    FIRST.iter().find(|one| std::ptr::eq(one.operation, operation)).map(|one| one.run)
}

/// What is read in place of doing this, where that was asked.
pub fn instead(operation: &Operation, given: &ArgMatches) -> Option<Run> {
    let mut read = INSTEAD.iter().filter(|one| std::ptr::eq(one.operation, operation));
    read.find(|one| given.get_flag((one.option)().get_id().as_str())).map(|one| one.run)
}
