//! The sheets of paper on which documents come.

crate::choices! {
    /// A size of paper.
    Paper {
        A4 = "a4", "A4";
        Letter = "letter", "Letter";
    }
}

impl Paper {
    /// The size that is typed so, whichever case that is written in.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.key().eq_ignore_ascii_case(name))
    }

    /// How wide it is and how high, in points.
    pub const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}
