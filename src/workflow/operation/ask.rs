//! What an operation asks for, and where the command line takes it.

use crate::domain::favourable::FavourableChangeField;
use crate::domain::field::{Field, Kind};

/// Why something is done: it stands in the journal.
pub static REASON: Field = Field::new("reason", "Reason", "Why; it stands in the journal.", Kind::LongText);

/// A reason that can't be left out.
pub static NEEDED_REASON: Field =
    Field::new("reason", "Reason", "Why; it stands in the journal.", Kind::LongText).required();

/// What shows that something is so, handed over with it.
pub static EVIDENCE: Field = Field::new(
    "evidence",
    "Evidence",
    "What proves it: the path of a file; an address (https://…), at which you looked today; or words, which are told and not on file.",
    Kind::Text,
);

/// That whoever acts looked today at what is held at the addresses of the evidence.
pub static LOOKED: Field = Field::new(
    "looked",
    "Looked at its evidence",
    "You looked today at what its evidence is held at, where that is an address.",
    Kind::YesNo,
);

/// Whoever else agreed to what makes something look better.
pub static AGREED_BY: &Field = FavourableChangeField::AgreedBy.field();

/// How that is known.
pub static AGREED_HOW: &Field = FavourableChangeField::AgreedHow.field();

/// What is asked where something would look better; a form asks it once that is found.
pub const AGREED: [Ask; 2] = [Ask::option(AGREED_BY).not_in_form(), Ask::option(AGREED_HOW).not_in_form()];

/// Whether a field is the reason for the journal.
pub fn is_reason(field: &Field) -> bool {
    *field == REASON || *field == NEEDED_REASON
}

/// A field that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub field: &'static Field,
    pub at: At,
    /// Whether the command line asks for it in any case.
    pub needed: bool,
    /// Whether a form asks for it, where no way of doing it says otherwise.
    pub form: bool,
    /// Choices that are options by themselves: `--working` for a note of that type.
    pub flags: &'static [(&'static str, &'static str)],
    /// What the command line says of it where that is not what the field says.
    pub help: &'static str,
    /// What the option of a name of its own was called [before](crate::domain::former).
    pub was: &'static [&'static str],
    /// Whether several records count in the order in which they were named, and as often.
    pub in_order: bool,
    /// The field beside which alone it can be typed.
    pub with: Option<&'static Field>,
    /// The field beside which it can't be typed.
    pub without: Option<&'static Field>,
}

/// Where the command line takes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// A word, called so.
    Word(&'static str),
    /// As many words as there are, called so.
    Words(&'static str),
    /// The option of the field's own name.
    Option,
    /// An option of this name.
    Named(&'static str),
    /// An option of this name that takes nothing: it says yes.
    Flag(&'static str),
    /// An option of this name that takes nothing: it says no.
    No(&'static str),
    /// Options of the choices' own names, one of them at most, each of which takes the words of this field.
    Telling(&'static Field, &'static [Telling]),
    /// It is worked out.
    Nowhere,
}

/// A choice that is an option by itself, and takes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling {
    pub choice: &'static str,
    pub help: &'static str,
    /// Whether the words can be left out.
    pub wordless: bool,
}

impl Ask {
    const fn new(field: &'static Field, at: At) -> Self {
        Self {
            field,
            at,
            needed: false,
            form: true,
            flags: &[],
            help: "",
            was: &[],
            in_order: false,
            with: None,
            without: None,
        }
    }

    /// A word that must be there.
    pub const fn word(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { needed: true, help, ..Self::new(field, At::Word(name)) }
    }

    /// Words, as many as there are.
    pub const fn words(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, ..Self::new(field, At::Words(name)) }
    }

    /// An option of the field's own name.
    pub const fn option(field: &'static Field) -> Self {
        Self::new(field, At::Option)
    }

    /// An option of another name.
    pub const fn named(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, ..Self::new(field, At::Named(name)) }
    }

    /// An option that says yes.
    pub const fn flag(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, form: false, ..Self::new(field, At::Flag(name)) }
    }

    /// An option that says no.
    pub const fn no(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, form: false, ..Self::new(field, At::No(name)) }
    }

    /// Options of the choices' own names, each with the words of this field.
    pub const fn telling(field: &'static Field, words: &'static Field, choices: &'static [Telling]) -> Self {
        Self { form: false, ..Self::new(field, At::Telling(words, choices)) }
    }

    /// It is worked out, and asked for by nobody.
    pub const fn worked_out(field: &'static Field) -> Self {
        Self { form: false, ..Self::new(field, At::Nowhere) }
    }

    /// A form alone asks for it.
    pub const fn on_screen(field: &'static Field) -> Self {
        Self::new(field, At::Nowhere)
    }

    /// Must be there.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// An option that was called otherwise before.
    #[must_use]
    pub const fn was(self, words: &'static [&'static str]) -> Self {
        Self { was: words, ..self }
    }

    /// What the option that takes it was called before.
    pub fn option_was(&self) -> &'static [&'static str] {
        if self.at == At::Option { self.field.was } else { self.was }
    }

    /// Several records, in the order in which they are named, and as often.
    #[must_use]
    pub const fn in_order(self) -> Self {
        Self { in_order: true, ..self }
    }

    /// Typed beside this field only.
    #[must_use]
    pub const fn with(self, field: &'static Field) -> Self {
        Self { with: Some(field), ..self }
    }

    /// Not typed beside this field.
    #[must_use]
    pub const fn without(self, field: &'static Field) -> Self {
        Self { without: Some(field), ..self }
    }

    /// With choices that are options by themselves.
    #[must_use]
    pub const fn flags(self, flags: &'static [(&'static str, &'static str)]) -> Self {
        Self { flags, ..self }
    }

    /// The option that takes it; none where it is a word or worked out.
    pub fn option_name(&self) -> Option<&'static str> {
        match self.at {
            At::Option => Some(self.field.name),
            At::Named(name) | At::Flag(name) | At::No(name) => Some(name),
            At::Word(_) | At::Words(_) | At::Telling(..) | At::Nowhere => None,
        }
    }

    /// No form asks for it.
    #[must_use]
    pub const fn not_in_form(self) -> Self {
        Self { form: false, ..self }
    }
}
