//! `gavel review open`: opens the meeting, or another sitting of it.

use clap::{ArgMatches, Command};

use crate::domain::review::{REGISTER, ReviewField};
use crate::workflow::review::session;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
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
        .args(ASKED.map(|field| fields::option(field.field())))
}

/// What is said where the day was not as everybody was told, or somebody is absent.
const ASKED: [ReviewField; 3] = [ReviewField::NoticeAgreed, ReviewField::ActingChair, ReviewField::ActingSecretary];

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let proceedings = proceedings(given, &context)?;
    let at = moment(given, &context)?;
    let said = fields::values(&REGISTER, given, &mut context.reader()?)?;
    let said = said.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    carry_out(context, Ok(session::open(&proceedings, at, said)))
}
