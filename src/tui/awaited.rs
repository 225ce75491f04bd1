//! What a command needs before it can go on: read behind the screen, while the keys that follow wait their turn.

use std::fmt;

use crate::store::{Error, View};

use super::desk::{Asking, Desk};
use super::effect::Effects;
use super::told::Told;

type Then = dyn FnOnce(&mut Told, &Desk) -> Result<Effects, Error>;

/// A question with what comes of its answer; given up where this is dropped.
pub struct Awaited {
    asking: Asking,
    then: Box<Then>,
}

impl fmt::Debug for Awaited {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_tuple("Awaited").field(&self.asking).finish()
    }
}

impl Awaited {
    /// Asks, and says what is done with the answer.
    pub fn ask<T: Send + 'static>(
        desk: &Desk,
        question: impl FnOnce(View) -> Result<T, Error> + Send + 'static,
        then: impl FnOnce(T, &Desk) -> Result<Effects, Error> + 'static,
    ) -> Self {
        let asking = desk.ask(question);
        let topic = asking.topic;
        let then = move |told: &mut Told, desk: &Desk| match told.take(topic) {
            Some(answer) => then(answer?, desk),
            None => Ok(Effects::new()),
        };
        Self { asking, then: Box::new(then) }
    }

    /// Whether this is its answer.
    pub fn is_answered(&self, told: &Told) -> bool {
        told.is_about(self.asking.topic)
    }

    /// What comes of its answer.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn answered(self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        (self.then)(told, desk)
    }
}
