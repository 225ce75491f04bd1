//! How an operation is done on the screen.

use crate::domain::field::Field;
use crate::workflow::Trouble;

use super::{Reason, Scene, Start};

/// A way of doing it on the screen: with a key or from a choice that is offered, and with what is said already by that.
#[derive(Debug)]
pub struct Way {
    /// The keys; none where it is only offered.
    pub keys: &'static [&'static str],
    pub name: &'static str,
    pub help: &'static str,
    /// What its form is called, where that is not what the operation's is.
    pub title: &'static str,
    /// What is said by choosing it.
    pub says: &'static [(&'static Field, &'static str)],
    pub opens: Opens,
    /// The fields that its form asks for; those of the operation where it names none.
    pub only: &'static [&'static Field],
    /// The fields that must be filled in where it is done so, beside those that the operation needs anyway.
    pub needs: &'static [&'static Field],
    /// What its form asks, after its own name.
    pub question: &'static str,
    /// Why it can't be done so, where it can be done otherwise.
    pub why_not: Option<Reason>,
    /// What its fields start from, beside what those of the operation do.
    pub starts: Option<Start>,
    /// The name under which drafts of it were kept once.
    pub once: &'static str,
}

/// What a way of doing something opens.
#[derive(Debug, Clone, Copy)]
pub enum Opens {
    Always,
    /// It is done at once.
    Never,
    /// Where this holds.
    If(fn(&Scene) -> Result<bool, Trouble>),
    /// It opens a choice of the ways that have no key.
    Choice,
}

impl Way {
    /// A key that opens the form.
    pub const fn form(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self {
            keys,
            name,
            help,
            title: "",
            says: &[],
            opens: Opens::Always,
            only: &[],
            needs: &[],
            question: "",
            why_not: None,
            starts: None,
            once: "",
        }
    }

    /// A key that does it at once.
    pub const fn at_once(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self { opens: Opens::Never, ..Self::form(keys, name, help) }
    }

    /// A key that opens a choice of the ways that have none.
    pub const fn choice(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self { opens: Opens::Choice, ..Self::form(keys, name, help) }
    }

    /// One of the choices: it is done at once.
    pub const fn offered(name: &'static str, help: &'static str) -> Self {
        Self::at_once(&[], name, help)
    }

    /// With something said already.
    #[must_use]
    pub const fn saying(self, says: &'static [(&'static Field, &'static str)]) -> Self {
        Self { says, ..self }
    }

    /// The form has a name of its own.
    #[must_use]
    pub const fn titled(self, title: &'static str) -> Self {
        Self { title, ..self }
    }

    /// The form is called by its own name and what it asks.
    #[must_use]
    pub const fn asking(self, question: &'static str) -> Self {
        Self { question, ..self }
    }

    /// It can't be done so where there is a reason.
    #[must_use]
    pub const fn unless(self, why_not: Reason) -> Self {
        Self { why_not: Some(why_not), ..self }
    }

    /// The fields start from this.
    #[must_use]
    pub const fn starting(self, starts: Start) -> Self {
        Self { starts: Some(starts), ..self }
    }

    /// These fields must be filled in.
    #[must_use]
    pub const fn needing(self, fields: &'static [&'static Field]) -> Self {
        Self { needs: fields, ..self }
    }

    /// Drafts of it were kept under this name once.
    #[must_use]
    pub const fn once(self, name: &'static str) -> Self {
        Self { once: name, ..self }
    }

    /// The form asks for these fields only.
    #[must_use]
    pub const fn only(self, only: &'static [&'static Field]) -> Self {
        Self { only, ..self }
    }

    /// The form opens where this holds; otherwise it is done at once.
    #[must_use]
    pub const fn form_if(self, asks: fn(&Scene) -> Result<bool, Trouble>) -> Self {
        Self { opens: Opens::If(asks), ..self }
    }
}
