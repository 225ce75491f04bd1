//! `gavel review open`: opens the meeting, or another sitting of it.

use clap::{ArgMatches, Command};

use crate::workflow::review::session;

use super::super::context::Context;
use super::super::failure::Failure;
use super::{at, carry_out, id, moment, proceedings};

pub fn command() -> Command {
    Command::new("open")
        .about("Opens the meeting, or another sitting of it")
        .long_about(
            "Opens the meeting, or another sitting of it. The version of the pack that was circulated last is the one\n\
             the meeting works on. The roll is called anew at each sitting: gavel review attend.",
        )
        .arg(id())
        .arg(at())
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let at = moment(given, &context)?;
    carry_out(context, Ok(session::open(&proceedings, at)))
}
