//! What is read and no more: `gavel audit coverage`, or `gavel audit checklist --list` beside what is done by that word.

mod audit_report;
mod case_report;
pub mod documents;
mod messages;
mod minutes;
mod pack;
pub mod repeats;
mod review;
mod review_proof;
mod roll;
mod sealed;

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::{audit, nonconformity, review as reviews};
use crate::workflow;
use crate::workflow::chase::CHASE;
use crate::workflow::operation::{Ask, At, Given, Operation};
use crate::workflow::review::operations::{ATTEND, MINUTES};

use super::context::Context;
use super::failure::Failure;
use super::sheet;

type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

/// What is read under the word of a register.
struct Reading {
    register: &'static Register,
    command: fn() -> Command,
    run: Run,
}

static READINGS: &[Reading] = &[
    Reading { register: &audit::REGISTER, command: audit_report::command, run: audit_report::run },
    Reading { register: &nonconformity::REGISTER, command: repeats::command, run: repeats::run },
    Reading { register: &nonconformity::REGISTER, command: case_report::command, run: case_report::run },
    Reading { register: &reviews::REGISTER, command: pack::command, run: pack::run },
    Reading { register: &reviews::REGISTER, command: sealed::command, run: sealed::run },
    Reading { register: &reviews::REGISTER, command: review_proof::command, run: review_proof::run },
];

/// What is read in place of doing what a word does.
struct Instead {
    operation: &'static Operation,
    /// The options that only reading has.
    options: fn() -> Vec<Arg>,
    /// Whether it is asked for: by one of its options, or because nothing is to be done.
    asked: fn(&ArgMatches, &Context) -> Result<bool, Failure>,
    run: Run,
}

static INSTEAD: &[Instead] = &[
    Instead { operation: &ATTEND, options: Vec::new, asked: roll::asked, run: roll::run },
    Instead {
        operation: &MINUTES,
        options: minutes::options,
        asked: |given, _| Ok(is_told_nothing(&MINUTES, given)),
        run: minutes::run,
    },
];

/// The sheet that is read in place of doing this: by one of its options, or because nothing is to be done.
pub fn sheet_beside(operation: &Operation, given: &ArgMatches) -> Option<&'static workflow::reading::Reading> {
    let reading = workflow::reading::beside(operation)?;
    let asked = sheet::options(reading).iter().any(|option| given.get_flag(option.get_id().as_str()));
    (asked || reading.choices.is_empty() && is_told_nothing(operation, given)).then_some(reading)
}

/// The options of the sheet that is read in place of doing this: what is to be done is not said beside them.
fn sheet_options(operation: &Operation) -> Vec<Arg> {
    let typed = |ask: &&Ask| !matches!(ask.at, At::Nowhere | At::Telling(..));
    let asks: Vec<_> = operation.asks.iter().filter(typed).map(|ask| ask.field.name).collect();
    let options = workflow::reading::beside(operation).map_or_else(Vec::new, sheet::options);
    options.into_iter().map(|option| option.conflicts_with_all(&asks)).collect()
}

/// Whether nothing of what an operation asks for was typed.
fn is_told_nothing(operation: &Operation, given: &ArgMatches) -> bool {
    use clap::parser::ValueSource::CommandLine;
    operation.asks.iter().all(|ask| given.value_source(ask.field.name) != Some(CommandLine))
}

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

fn in_place_of(operation: &Operation) -> Option<&'static Instead> {
    INSTEAD.iter().find(|one| std::ptr::eq(one.operation, operation))
}

/// The options of what is read in place of doing this, and of what is written out first.
pub fn options(operation: &Operation) -> impl Iterator<Item = Arg> {
    let instead = in_place_of(operation).map_or_else(Vec::new, |one| (one.options)());
    let first = FIRST.iter().filter(move |one| std::ptr::eq(one.operation, operation));
    instead.into_iter().chain(sheet_options(operation)).chain(first.flat_map(|one| (one.options)()))
}

/// What is written out before this is done.
pub fn first(operation: &Operation) -> Option<Write> {
    FIRST.iter().find(|one| std::ptr::eq(one.operation, operation)).map(|one| one.run)
}

/// What is read in place of doing this, where that was asked.
///
/// # Errors
/// Where the file can't be read.
pub fn instead(operation: &Operation, given: &ArgMatches, context: &Context) -> Result<Option<Run>, Failure> {
    let Some(one) = in_place_of(operation) else { return Ok(None) };
    Ok((one.asked)(given, context)?.then_some(one.run))
}
