//! The past: a file as it stood at a place of its journal, which is what a replay up to there gives.

use std::borrow::Cow;

use rusqlite::Connection;

use crate::domain::identity::Sequence;
use crate::domain::value::Instant;

use super::ambient::Ambient;
use super::error::Error;
use super::replay::{self, Replayed, Trouble};
use super::schema::Schema;
use super::view::View;

/// A file as it stood at a place of its journal.
#[derive(Debug)]
pub struct Past<'a> {
    replayed: Replayed,
    source: &'a Connection,
    schema: &'a Schema,
    ambient: Cow<'a, Ambient>,
}

impl<'a> Past<'a> {
    pub(super) fn at(
        source: &'a Connection,
        schema: &'a Schema,
        ambient: &'a Ambient,
        place: Sequence,
    ) -> Result<Self, Error> {
        let replayed = replay::replay(source, schema, Some(place), Trouble::Stop, &mut |_, _| {})?;
        Ok(Self { replayed, source, schema, ambient: Cow::Borrowed(ambient) })
    }

    /// The same, where it is looked at in a moment of then: what counts days counts them to that day.
    #[must_use]
    pub fn seen_at(self, at: Instant) -> Self {
        Self { ambient: Cow::Owned(Ambient::of_the_past(at)), ..self }
    }

    /// What can be asked of it. Searching is not: the past has no index of words.
    pub fn view(&self) -> View<'_> {
        View {
            connection: &self.replayed.connection,
            contents: self.source,
            schema: self.schema,
            ambient: &self.ambient,
        }
    }
}

impl<'a> View<'a> {
    /// The file as it stood after a transaction.
    ///
    /// # Errors
    /// Where its journal can't be replayed.
    pub fn as_of(self, place: Sequence) -> Result<Past<'a>, Error> {
        Past::at(self.connection, self.schema, self.ambient, place)
    }
}
