//! `gavel print WHAT`: whatever is declared to be read, and the papers of a review, as documents, in one way for all.

use clap::{ArgMatches, Command};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::review;
use crate::workflow::reading::{Of, Reading, all};

use super::context::Context;
use super::failure::Failure;
use super::reading::{PAPERS, Paper};
use super::{register, register_of, sheet};

pub const NAME: &str = "print";

/// The command without what can be printed.
pub fn stub() -> Command {
    Command::new(NAME).about("Writes whatever can be read as a document: Markdown, HTML, DOCX and more, to hand it on")
}

/// Adds what can be printed.
pub fn fill(stub: Command) -> Command {
    let papers = || PAPERS.iter().map(|paper| (paper.command)());
    let registers = CATALOGUE.registers().filter(|register| of(register).next().is_some());
    let registers = registers.map(|register| {
        let command = register::stub(register).about(format!("What can be printed of {}", register.plural));
        let command = command.subcommands(of(register).map(sheet::printed));
        // They are found where they are read, too.
        let papers = papers().filter(|_| *register == review::REGISTER).map(|paper| paper.hide(true));
        command.subcommands(papers).subcommand_required(true).arg_required_else_help(true)
    });
    stub.subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name("WHAT")
        .subcommands(papers())
        .subcommands(by_themselves().map(sheet::printed))
        .subcommands(registers)
        // Each with the word of its register is told below.
        .help_template("{about-with-newline}\n{usage-heading} {usage}\n\nOptions:\n{options}{after-help}")
        .after_help(told())
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let Some((what, given)) = given.subcommand() else { return Ok(()) };
    let paper = |name: &str| PAPERS.iter().find(|paper| (paper.command)().get_name() == name);
    if let Some(paper) = paper(what) {
        return (paper.run)(given, context);
    }
    if let Some(reading) = by_themselves().find(|reading| reading.printed() == what) {
        return sheet::print(reading, given, context);
    }
    let Some((register, (what, given))) = register_of(what).zip(given.subcommand()) else { return Ok(()) };
    match (of(register).find(|reading| reading.printed() == what), paper(what)) {
        (Some(reading), _) => sheet::print(reading, given, context),
        (None, Some(paper)) => (paper.run)(given, context),
        (None, None) => Ok(()),
    }
}

/// What is printed under the word of a register.
fn of(register: &Register) -> impl Iterator<Item = &'static Reading> {
    all().filter(move |reading| reading.register == register && reading.of.is_under_register())
}

/// What is printed under no register's word.
fn by_themselves() -> impl Iterator<Item = &'static Reading> {
    all().filter(|reading| !reading.of.is_under_register())
}

/// What can be printed, a line each, as it is typed.
fn told() -> String {
    let record = |register: &Register| format!(" {}", register.reference(1));
    let paper = |paper: &Paper| {
        (format!("{}{}", (paper.command)().get_name(), record(&review::REGISTER)), paper.title.to_owned())
    };
    let reading = |reading: &'static Reading| {
        let of = match reading.of {
            Of::Record if !reading.register.single => record(reading.register),
            Of::Any => " RECORD".to_owned(),
            Of::Record | Of::File | Of::Register => String::new(),
        };
        let under = if reading.of.is_under_register() { reading.register.command() + " " } else { String::new() };
        (format!("{under}{}{of}", reading.printed()), reading.title.to_owned())
    };
    let of_registers = CATALOGUE.registers().flat_map(of);
    let all: Vec<_> =
        PAPERS.iter().map(paper).chain(by_themselves().map(reading)).chain(of_registers.map(reading)).collect();
    let wide = all.iter().map(|(typed, _)| typed.len()).max().unwrap_or(0);
    let lines: String = all.iter().map(|(typed, about)| format!("  {typed:wide$}  {about}\n")).collect();
    format!(
        "WHAT is one of these:\n{lines}\n\
         Examples:  gavel print minutes MR-1 -o minutes.docx\n\
         \x20          gavel print nonconformity report NC-1 --format html -o NC-1.html"
    )
}
