//! `gavel nonconformity …` (or `gavel nc …`): what is to be seen of nonconformities, beside what every register can do.

mod causes;
mod effect;
mod print;
pub mod proposals;
mod similar;
mod trends;

use clap::{ArgMatches, Command};

use crate::domain::nonconformity::REGISTER;

use super::context::Context;
use super::failure::Failure;
use super::register;

type Words = fn() -> Command;
type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

static VIEWS: &[(Words, Run)] = &[
    (causes::command, causes::run),
    (similar::command, similar::run),
    (proposals::command, proposals::run),
    (effect::command, effect::run),
    (trends::command, trends::run),
    (print::command, print::run),
];

/// Adds the commands of the nonconformity register, and what is to be seen of it.
pub fn fill(command: Command) -> Command {
    register::fill(&REGISTER, command).subcommands(VIEWS.iter().map(|(command, _)| command())).after_help(
        "A case from end to end:\n\
         \x20 gavel nc add \"Bias test skipped\" --requirement A.6.2.4 … --owner tom, open NC-1\n\
         \x20 gavel nc contain NC-1 --correction \"Release stopped\" --consequences \"None: nobody used it\"\n\
         \x20 gavel cause add \"The gate is a line in a form\" --nonconformity NC-1 --root yes --class tool\n\
         \x20 gavel nc similar NC-1, analyse NC-1 --cause-method five-whys --similar-searched … --similar-cases …\n\
         \x20 gavel action add \"Let the pipeline refuse\" --sort corrective --source NC-1 --owner ben --due +30d\n\
         \x20 gavel nc plan NC-1 …, begin NC-1, action done A-1 --evidence log.txt, implement NC-1\n\
         \x20 gavel nc verify NC-1 …, and from the day that was set: close NC-1 …, or ineffective NC-1 …",
    )
}

/// Runs one of them.
pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let Some((name, step)) = given.subcommand() else { return Ok(()) };
    match VIEWS.iter().find(|(command, _)| command().get_name() == name) {
        Some((_, run)) => run(step, context),
        None => register::run(&REGISTER, given, context),
    }
}
