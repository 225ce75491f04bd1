//! What is read and no more: `gavel audit coverage`, or `gavel audit checklist --list` beside what is done by that word.

pub mod documents;
mod evidence_export;
pub mod handed;
mod messages;
mod minutes;
mod pack;
mod review;
mod review_proof;
mod sealed;
mod signing;

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::{evidence, review as reviews};
use crate::workflow;
use crate::workflow::chase::CHASE;
use crate::workflow::operation::{Ask, At, Given, Operation};
use crate::workflow::review::operations::{MINUTES, SIGN};

use super::context::Context;
use super::failure::Failure;
use super::sheet;

pub type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

/// What is read under the word of a register.
struct Reading {
    register: &'static Register,
    command: fn() -> Command,
    run: Run,
}

static READINGS: &[Reading] = &[
    Reading { register: &evidence::REGISTER, command: evidence_export::command, run: evidence_export::run },
    Reading { register: &reviews::REGISTER, command: pack::command, run: pack::run },
    Reading { register: &reviews::REGISTER, command: sealed::command, run: sealed::run },
    Reading { register: &reviews::REGISTER, command: review_proof::command, run: review_proof::run },
];

/// A paper of a review, as something to be printed.
pub struct Paper {
    pub title: &'static str,
    pub command: fn() -> Command,
    pub run: Run,
}

/// The papers of a review.
pub static PAPERS: &[Paper] = &[
    Paper { title: "Minutes", command: minutes::command, run: minutes::run },
    Paper { title: "Pack", command: pack::command, run: pack::run },
];

/// What is read in place of doing what a word does.
struct Instead {
    operation: &'static Operation,
    /// The options that only reading has.
    options: fn() -> Vec<Arg>,
    run: Run,
}

static INSTEAD: &[Instead] = &[Instead { operation: &MINUTES, options: minutes::options, run: minutes::run }];

/// The sheet that is read in place of doing this: by one of its options, or because nothing is to be done.
pub fn sheet_beside(operation: &Operation, given: &ArgMatches) -> Option<&'static workflow::reading::Reading> {
    let reading = workflow::reading::beside(operation)?;
    (sheet::is_asked(reading, given) || reading.choices.is_empty() && is_told_nothing(operation, given))
        .then_some(reading)
}

/// The options of the sheet that is read in place of doing this: what is to be done is not said beside them.
fn sheet_options(operation: &Operation) -> Vec<Arg> {
    let Some(reading) = workflow::reading::beside(operation) else { return Vec::new() };
    // What narrows the sheet as well is said beside it.
    let narrows =
        |name: &str| reading.choices.iter().any(|choice| sheet::asks(operation, choice) && choice.name() == name);
    let asks = typed(operation).map(|ask| ask.field.name).filter(|name| !narrows(name));
    let first = FIRST.iter().filter(|one| std::ptr::eq(one.operation, operation)).flat_map(|one| (one.options)());
    let others: Vec<_> = asks.map(str::to_owned).chain(first.map(|option| option.get_id().to_string())).collect();
    sheet::options(reading).into_iter().map(|option| option.conflicts_with_all(&others)).collect()
}

/// Whether nothing of what an operation asks for was typed.
fn is_told_nothing(operation: &Operation, given: &ArgMatches) -> bool {
    use clap::parser::ValueSource::CommandLine;
    typed(operation).all(|ask| given.value_source(ask.field.name) != Some(CommandLine))
}

/// What an operation asks for under the name of its field.
fn typed(operation: &Operation) -> impl Iterator<Item = &Ask> {
    operation.asks.iter().filter(|ask| !matches!(ask.at, At::Nowhere | At::Telling(..)))
}

/// What is written out before something is done, which then counts what was written.
struct First {
    operation: &'static Operation,
    options: fn() -> [Arg; 2],
    run: Write,
}

/// Writes out; says what more is said to the operation, or nothing where that is not to be done.
type Write = fn(&ArgMatches, &mut Context, &[Given]) -> Result<Option<Vec<Given>>, Failure>;

static FIRST: &[First] = &[
    First { operation: &CHASE, options: messages::options, run: messages::write },
    First { operation: &SIGN, options: signing::options, run: signing::made },
];

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

/// What is read in place of doing this, where nothing is to be done.
pub fn instead(operation: &Operation, given: &ArgMatches) -> Option<Run> {
    in_place_of(operation).filter(|_| is_told_nothing(operation, given)).map(|one| one.run)
}
