//! `gavel review adjourn`: ends the sitting, whatever is left.

use clap::{ArgMatches, Command};

use crate::workflow::review::session;

use super::super::context::Context;
use super::super::failure::Failure;
use super::{at, carry_out, end_of_sitting, id, proceedings};

pub fn command() -> Command {
    Command::new("adjourn").about("Ends the sitting, whatever is left; open begins another one").arg(id()).arg(at())
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let at = end_of_sitting(given, &context, &proceedings)?;
    carry_out(context, Ok(session::adjourn(&proceedings, at)))
}
