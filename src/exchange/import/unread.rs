//! Why words of a table can't be read, and by which kind of reason refusals are put together.

/// A kind of reason: whatever the words are, the same mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// None of a choice's answers.
    NoAnswer,
    /// There is no record of this name.
    NotFound,
    /// It could be two days.
    DoubtfulDay,
    /// A month or a year, and no day.
    Period,
    NoDate,
    /// It could be two numbers.
    DoubtfulNumber,
    /// It is written by the other sign than its column.
    OtherSign,
    NoNumber,
    NoCurrency,
    NoYesNo,
    /// A record can't begin in this state.
    NoBeginning,
    /// Told by its own sentence.
    Other,
}

impl Reason {
    /// What is said of all that is refused for it; none where each has a sentence of its own.
    pub const fn told(self) -> Option<&'static str> {
        Some(match self {
            Self::NoAnswer => "None of the answers that it takes",
            Self::NotFound => "There is no record of this name",
            Self::DoubtfulDay => "It could be two days: say which, day-first or month-first",
            Self::Period => "No day, but a longer time: say whether its first or its last day is meant",
            Self::NoDate => "No date that can be read",
            Self::DoubtfulNumber => "It could be two numbers: say which sign parts the fraction, comma or point",
            Self::OtherSign => "A number by the other sign than its column",
            Self::NoNumber => "No number that can be read",
            Self::NoCurrency => "No currency is known",
            Self::NoYesNo => "Neither yes nor no",
            Self::NoBeginning => "A record can't begin so",
            Self::Other => return None,
        })
    }

    /// Whether a word for which it is given can be given a meaning.
    pub const fn asks_for_a_meaning(self) -> bool {
        matches!(
            self,
            Self::NoAnswer | Self::NotFound | Self::NoYesNo | Self::NoDate | Self::Period | Self::NoBeginning
        )
    }
}

/// Words that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub reason: Reason,
    /// A sentence without the field's name.
    pub why: String,
    /// The one of several words that it is about.
    pub word: Option<String>,
}

impl Unread {
    /// Words that can't be read for a reason.
    pub fn new(reason: Reason, why: impl Into<String>) -> Self {
        Self { reason, why: why.into(), word: None }
    }

    /// That is about one of several words.
    #[must_use]
    pub fn about(self, word: &str) -> Self {
        Self { word: Some(word.to_owned()), ..self }
    }
}

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self::new(Reason::Other, why)
    }
}
