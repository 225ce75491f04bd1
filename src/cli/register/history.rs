//! `gavel REGISTER history`: what happened to a record.

use clap::{ArgMatches, Command};

use crate::domain::register::Register;
use crate::store::journal::Range;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::log;
use super::{id, named};

pub fn command(register: &'static Register) -> Command {
    Command::new("history").about("Shows who changed a record, when, how and why").arg(id(register))
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let record = named(register, given, &context)?;
    let range = Range { record: Some(record.id), ..Range::default() };
    for entry in context.view().entries(&range)? {
        log::tell(&mut context, &entry, Some(record.id))?;
    }
    Ok(())
}
