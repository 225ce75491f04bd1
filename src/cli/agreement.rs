//! Who agreed, as options of a command that is none of a register's own.

use clap::{Arg, ArgMatches};

use crate::store::Agreement;
use crate::workflow::operation::{AGREED_BY, AGREED_HOW, Said};

use super::context::Context;
use super::failure::Failure;
use super::register::fields;

/// The options.
pub fn options() -> [Arg; 2] {
    [AGREED_BY, AGREED_HOW].map(fields::option)
}

/// What was typed for them.
pub fn typed(given: &ArgMatches, context: &Context) -> Result<Agreement, Failure> {
    let mut reader = context.reader()?;
    let mut values = Vec::new();
    for field in [AGREED_BY, AGREED_HOW] {
        if let Some(text) = fields::typed(given, field) {
            values.push((field, reader.value(field, &text)?));
        }
    }
    Ok(Said::of(values).take_agreement())
}
