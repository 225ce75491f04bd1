//! How records, people's names for them, and places in the journal are identified.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A record's identity: the same in every file and on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub Uuid);

impl RecordId {
    /// Reads the hyphenated form in which the journal spells identities.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.as_hyphenated().fmt(formatter)
    }
}

/// A record's number within its register; given when its creation is appended, never reused.
pub type Number = u32;

/// How often a record has changed, its creation included.
pub type Revision = u32;

/// A place in the journal: 1 is the first transaction.
pub type Sequence = u64;

/// What people call a record: `A-31`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The register's prefix, in capitals.
    pub prefix: String,
    pub number: Number,
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(&format!("{}-{}", self.prefix, self.number))
    }
}

/// A text that is not a reference such as `A-31`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a reference such as A-31")]
pub struct NotAReference(pub String);

impl FromStr for Reference {
    type Err = NotAReference;

    /// Reads `A-31`, `a-31` or `a31`, with or without a leading `#`.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let wrong = || NotAReference(text.to_owned());
        let bare = text.trim().trim_start_matches('#');
        let digits = bare.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
        let (prefix, number) = bare.split_at(digits);
        let prefix = prefix.strip_suffix('-').unwrap_or(prefix);
        if prefix.is_empty() || !prefix.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(wrong());
        }
        let number = number.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)?;
        Ok(Self { prefix: prefix.to_ascii_uppercase(), number })
    }
}

/// A SHA-256 value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first transaction.
    pub const GENESIS: Self = Self([0; 32]);

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_are_read_as_people_type_them() {
        for text in ["A-31", "a-31", "a31", "#A-31", " A-31 "] {
            assert_eq!(text.parse::<Reference>().unwrap().to_string(), "A-31");
        }
        for text in ["", "31", "A-", "A-0", "A-x", "-3", "A--3", "A-99999999999", "A 3", "é-1"] {
            assert!(text.parse::<Reference>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn hashes_survive_print_and_parse(bytes in any::<[u8; 32]>()) {
            let hash = Hash(bytes);
            prop_assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        }
    }
}
