//! The review of which something is read.

use clap::{Arg, ArgMatches};

use crate::domain::review::REGISTER;
use crate::workflow::review::Proceedings;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

/// The review.
pub fn id() -> Arg {
    register::id(&REGISTER)
}

/// The review that is named, with all that is on record about it.
pub fn proceedings(given: &ArgMatches, context: &Context) -> Result<Proceedings, Failure> {
    let record = register::named(&REGISTER, given, context)?;
    let found = Proceedings::of(context.view(), record.id)?;
    found.ok_or_else(|| Failure::Usage(format!("{} can't be read", record.reference())))
}
