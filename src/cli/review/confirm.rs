//! `gavel review confirm`: the meeting confirms actions that were done.

use clap::{Arg, ArgMatches, Command};

use crate::domain::action::REGISTER;
use crate::workflow::review::{carried, decide};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{carry_out, id, proceedings};

pub fn command() -> Command {
    Command::new("confirm")
        .about("Confirms actions that were done: all ordinary ones in one stroke, corrective ones one by one")
        .arg(id())
        .arg(
            Arg::new("actions")
                .value_name("ACTION")
                .num_args(0..)
                .help("Which [default: all that are done, but for corrective actions]"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let mut actions = Vec::new();
    for name in given.get_many::<String>("actions").unwrap_or_default() {
        actions.push(context.record(&REGISTER, name)?);
    }
    if actions.is_empty() {
        actions = carried::to_confirm(context.view())?;
    }
    if actions.is_empty() {
        return context.say("No action waits to be confirmed in one stroke");
    }
    carry_out(context, decide::confirm(&proceedings, &actions))
}
