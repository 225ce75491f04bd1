//! Quorum: how many voting members must be there for the meeting to decide. It is about who is present; which majority
//! decides is about who votes.

crate::choices! {
    /// How many voting members must be there.
    Quorum {
        None = "none", "No quorum is asked for";
        MoreThanHalf = "more-than-half", "More than half";
        TwoThirds = "two-thirds", "Two thirds";
        Third = "third", "One third";
        Number = "number", "A fixed number";
    }
}

/// What the organisation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub quorum: Quorum,
    /// The fixed number, where it is one.
    pub number: usize,
    /// Whether the chair has to be there.
    pub chair: bool,
    /// Whether somebody of top management has to be there.
    pub top_management: bool,
}

/// Who is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    /// Voting members of the review.
    pub members: usize,
    /// Voting members who are there, or whose voting delegate is.
    pub present: usize,
    pub chair: bool,
    pub top_management: bool,
}

/// Whether the meeting can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub met: bool,
    /// Voting members needed.
    pub needed: usize,
    pub there: There,
    /// The arithmetic in one sentence.
    pub words: String,
}

impl Asked {
    /// How many voting members are needed of so many: one at least, unless no quorum is asked for.
    pub fn needed(self, members: usize) -> usize {
        match self.quorum {
            Quorum::None => 0,
            Quorum::MoreThanHalf => members / 2 + 1,
            Quorum::TwoThirds => (2 * members).div_ceil(3).max(1),
            Quorum::Third => members.div_ceil(3).max(1),
            Quorum::Number => self.number.max(1),
        }
    }

    /// Whether those who are there are enough.
    pub fn check(self, there: There) -> Standing {
        let needed = self.needed(there.members);
        let mut words = format!("{} of {} voting members present", there.present, there.members);
        if self.quorum == Quorum::None {
            words.push_str("; no quorum is asked for");
        } else {
            words.push_str(&format!(", {needed} needed"));
        }
        let mut met = there.present >= needed;
        if self.chair && !there.chair {
            met = false;
            words.push_str("; the chair is not there");
        }
        if self.top_management && !there.top_management {
            met = false;
            words.push_str("; nobody of top management is there");
        }
        Standing { met, needed, there, words }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ASKED: Asked = Asked { quorum: Quorum::MoreThanHalf, number: 0, chair: false, top_management: false };

    fn there(present: usize, members: usize) -> There {
        There { members, present, chair: false, top_management: false }
    }

    #[test]
    fn the_words_show_the_arithmetic() {
        let standing = ASKED.check(there(4, 7));
        assert_eq!((standing.met, standing.words.as_str()), (true, "4 of 7 voting members present, 4 needed"));
        assert!(!ASKED.check(there(3, 7)).met);
        assert_eq!(Asked { quorum: Quorum::TwoThirds, ..ASKED }.needed(7), 5);
        assert_eq!(Asked { quorum: Quorum::Third, ..ASKED }.needed(7), 3);
        assert_eq!(Asked { quorum: Quorum::Number, number: 2, ..ASKED }.needed(7), 2);
        let none = Asked { quorum: Quorum::None, ..ASKED }.check(there(0, 7));
        assert_eq!((none.met, none.words.as_str()), (true, "0 of 7 voting members present; no quorum is asked for"));
        let roles = Asked { chair: true, top_management: true, ..ASKED }.check(there(7, 7));
        assert!(!roles.met && roles.words.ends_with("; the chair is not there; nobody of top management is there"));
    }

    #[test]
    fn nobody_is_no_quorum_of_nobody() {
        for quorum in Quorum::ALL.iter().copied().filter(|one| *one != Quorum::None) {
            assert!(!Asked { quorum, ..ASKED }.check(there(0, 0)).met, "{quorum:?}");
        }
    }

    proptest! {
        #[test]
        fn more_than_half_is_more_than_half(members in 0usize..200) {
            let needed = ASKED.needed(members);
            prop_assert!(2 * needed > members && 2 * (needed - 1) <= members);
            let thirds = Asked { quorum: Quorum::TwoThirds, ..ASKED }.needed(members);
            prop_assert!(3 * thirds >= 2 * members && (thirds == 1 || 3 * (thirds - 1) < 2 * members));
        }
    }
}
