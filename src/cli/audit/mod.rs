//! `gavel audit …`: the checklist, its answers, findings and what is raised from them, beside what every register can do.

mod checklist;
mod coverage;
mod print;
mod raise;

use clap::{Arg, ArgMatches, Command};

use crate::domain::audit::REGISTER;

use super::context::Context;
use super::failure::Failure;
use super::register;

type Words = fn() -> Command;
type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

/// The steps in the order in which an audit takes them.
static STEPS: &[(Words, Run)] = &[
    (checklist::command, checklist::run),
    (raise::command, raise::run),
    (coverage::command, coverage::run),
    (print::command, print::run),
];

/// What the register is there for.
pub const ABOUT: &str = "Holds audits (9.2): from the checklist to the findings and what is raised from them";

/// Adds the commands of the audit register, and the steps of an audit.
pub fn fill(command: Command) -> Command {
    register::fill(&REGISTER, command)
        .subcommands(STEPS.iter().map(|(command, _)| command()))
        .after_help(
            "An audit from end to end:\n\
             \x20 gavel audit add \"Internal audit of release\" --sort internal --lead ines --systems SYS-1 --starts-on fri\n\
             \x20 gavel audit checklist AU-1, then begin AU-1\n\
             \x20 gavel audit answer AU-1 9.2.2 minor --objective-evidence \"No programme for 2026\"\n\
             \x20 gavel audit finding CK-24 \"No audit programme\" --statement …, raise F-1\n\
             \x20 gavel audit report AU-1 --evidence …, print AU-1\n\
             \x20 gavel audit coverage",
        )
}

/// Runs one of them.
pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let Some((name, step)) = given.subcommand() else { return Ok(()) };
    match STEPS.iter().find(|(command, _)| command().get_name() == name) {
        Some((_, run)) => run(step, context),
        None => register::run(&REGISTER, given, context),
    }
}

/// The audit that a step is about.
fn id() -> Arg {
    register::id(&REGISTER)
}
