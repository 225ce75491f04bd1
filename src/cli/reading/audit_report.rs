//! `gavel audit print`: the report of an audit, from the records as they stand.

use clap::{ArgMatches, Command};

use crate::domain::audit::REGISTER;
use crate::report::audit::document;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;
use super::documents;

pub fn command() -> Command {
    Command::new("print")
        .about("Writes the report of an audit: objectives, criteria, team, what was found, what became of it")
        .arg(register::id(&REGISTER))
        .args(documents::options())
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let audit = register::named(&REGISTER, given, &context)?;
    let document = document(context.view(), &audit)?;
    documents::show(&document, given, &mut context)
}
