//! What a word of a table means where a field names records: one that is there, a new one, or whoever answers for it.

use crate::domain::field::{Field, Kind};
use crate::domain::register::Register;

/// What a word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// A record by its reference or its name; nothing where it is blank.
    Is(&'a str),
    /// A record that is added, by this name.
    New(&'a str),
    /// A record that stands for what was named; the words themselves are kept beside it.
    For(&'a str),
}

/// How a new record is said.
pub const NEW: &str = "new";

/// How it is said that a record stands for what was named.
pub const FOR: &str = "for";

impl<'a> Meaning<'a> {
    /// The meaning of a word, as it is said in a mapping.
    pub fn of(word: &'a str, said: &'a str) -> Self {
        let said = said.trim();
        let rest = |keyword: &str| said.strip_prefix(keyword).filter(|rest| rest.starts_with(' ')).map(str::trim);
        if said == NEW {
            Self::New(word.trim())
        } else if let Some(name) = rest(NEW) {
            Self::New(name)
        } else {
            rest(FOR).map_or(Self::Is(said), Self::For)
        }
    }

    /// What the record is called.
    pub const fn name(&self) -> &'a str {
        match self {
            Self::Is(name) | Self::New(name) | Self::For(name) => name,
        }
    }
}

/// The fields in which words are kept that name more than a record says, the best first.
const KEEPERS: [&str; 5] = ["details", "remark", "about", "description", "implementation"];

/// The field of a register in which such words are kept.
pub fn keeper(register: &'static Register) -> Option<&'static Field> {
    let named = KEEPERS.iter().find_map(|name| register.field(name));
    let fits = |field: &&Field| field.kind == Kind::LongText && !field.by_move && !field.personal;
    named.filter(fits).or_else(|| register.fields.iter().filter(|field| field.searchable).find(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_a_record_a_new_one_or_who_answers_for_it() {
        assert_eq!(Meaning::of("HR", "P-4"), Meaning::Is("P-4"));
        assert_eq!(Meaning::of("HR", ""), Meaning::Is(""));
        assert_eq!(Meaning::of("M. Lindqvarn", "new"), Meaning::New("M. Lindqvarn"));
        assert_eq!(Meaning::of("M. Lindqvarn", "new Mats Lindqvarn"), Meaning::New("Mats Lindqvarn"));
        assert_eq!(Meaning::of("HR", "for P-4"), Meaning::For("P-4"));
        assert_eq!(Meaning::of("x", "Newton"), Meaning::Is("Newton"));
    }
}
