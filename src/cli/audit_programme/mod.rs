//! `gavel audit-programme …`: choosing the areas, and checking the choice, beside what every register can do.

mod check;
mod draw;

use clap::{ArgMatches, Command};

use crate::domain::audit_programme::REGISTER;

use super::context::Context;
use super::failure::Failure;
use super::register;

/// Adds the commands of the register of audit programmes.
pub fn fill(command: Command) -> Command {
    register::fill(&REGISTER, command).subcommand(draw::command()).subcommand(check::command()).after_help(
        "A programme from end to end:\n\
         \x20 gavel audit-area from-systems\n\
         \x20 gavel audit-programme add \"Audits 2027 to 2029\" --starts-on 2027-01-01 --ends-on 2029-12-31 \
         --method stratified --size 12\n\
         \x20 gavel audit-programme draw AUP-1, check AUP-1, approve AUP-1 --approved-by ines --approved-how meeting",
    )
}

/// Runs one of them.
pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    match given.subcommand() {
        Some(("draw", given)) => draw::run(given, context),
        Some(("check", given)) => check::run(given, context),
        _ => register::run(&REGISTER, given, context),
    }
}
