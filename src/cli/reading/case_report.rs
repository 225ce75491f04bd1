//! `gavel nc print`: a case as a document.

use clap::{ArgMatches, Command};

use crate::domain::nonconformity::REGISTER;
use crate::report::nonconformity::document;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;
use super::documents;

pub fn command() -> Command {
    Command::new("print")
        .about("Writes a case as a document: what happened, why, what was done, whether it worked, who says so")
        .arg(register::id(&REGISTER))
        .args(documents::options())
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let case = register::named(&REGISTER, given, &context)?;
    let today = context.view().circumstances()?.today();
    let document = document(context.view(), &case, today)?;
    documents::show(&document, given, &mut context)
}
