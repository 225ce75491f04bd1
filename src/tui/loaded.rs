//! What is read in the background: asked for once the cursor rests, shown when it comes, asked for anew when the file
//! has changed. Nothing here knows what is read.

use std::borrow::Cow;

use crate::store::{Error, View};

use super::desk::{Asking, Desk};
use super::told::Told;

/// Something that is read in the background.
#[derive(Debug)]
pub struct Loaded<T> {
    read: Option<T>,
    trouble: Option<String>,
    asking: Option<Asking>,
    /// Whether it is to be asked for.
    stale: bool,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self { read: None, trouble: None, asking: None, stale: true }
    }
}

impl<T> From<T> for Loaded<T> {
    /// What is known already.
    fn from(read: T) -> Self {
        Self { read: Some(read), trouble: None, asking: None, stale: false }
    }
}

impl<T: Send + 'static> Loaded<T> {
    /// What was read last.
    pub fn get(&self) -> Option<&T> {
        self.read.as_ref()
    }

    /// Why it could not be read.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// What is shown in place of what is not read: why it can't be, or what is being done about it.
    pub fn instead<'a>(&self, reading: &'a str) -> Cow<'a, str> {
        match &self.trouble {
            Some(why) => Cow::Owned(format!("This can't be read: {why}")),
            None => Cow::Borrowed(reading),
        }
    }

    /// It is to be read anew; until then what was read stands.
    pub fn stale(&mut self) {
        self.stale = true;
    }

    /// Something else is to be read; what was read is of no use, and what is being read is given up.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether it is to be asked for.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether it was asked for and did not come yet.
    pub fn is_asked(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether nothing newer is to come.
    pub fn is_fresh(&self) -> bool {
        !self.stale && self.asking.is_none()
    }

    /// Asks, where it is to be asked for; what was asked before is given up.
    pub fn ask(&mut self, desk: &Desk, question: impl FnOnce(View) -> Result<T, Error> + Send + 'static) {
        if std::mem::take(&mut self.stale) {
            self.asking = Some(desk.ask(question));
        }
    }

    /// Takes the answer where it is its own; says whether it was.
    pub fn told(&mut self, told: &mut Told) -> bool {
        let own = self.asking.as_ref().and_then(|asking| told.take(asking.topic));
        match own {
            Some(Ok(read)) => (self.read, self.trouble) = (Some(read), None),
            Some(Err(error)) => self.trouble = Some(error.to_string()),
            None => return false,
        }
        self.asking = None;
        true
    }

    /// Takes the answer where it is its own, to be kept elsewhere.
    pub fn taken(&mut self, told: &mut Told) -> Option<T> {
        self.told(told).then(|| self.read.take())?
    }
}
