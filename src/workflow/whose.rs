//! Whose papers are written: the organisation, and the words of its house.

use crate::domain::house::said::Words;
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::Record;
use crate::store::{Error, View};

/// An organisation by what its papers need of it.
#[derive(Debug, Default)]
pub struct Whose {
    pub name: String,
    pub words: Words,
}

impl Whose {
    /// The organisation of the file.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View) -> Result<Self, Error> {
        let of = |one: &Record| Self { name: one.title().to_owned(), words: Organisation(one).house().words };
        Ok(view.single(&organisation::REGISTER)?.as_ref().map(of).unwrap_or_default())
    }
}
