//! Counting votes: which majority is asked for, of whom, and what that gives. The words show the whole arithmetic.

crate::choices! {
    /// What a member said.
    Ballot {
        For = "for", "For", Good;
        Against = "against", "Against", Watch;
        Abstaining = "abstaining", "Abstaining", Plain;
        Recused = "recused", "Recused", Gone;
    }
}

crate::choices! {
    /// Which majority carries a proposal. An abstention counts where those present or all members are the base.
    Basis {
        MajorityCast = "majority-cast", "Majority of votes cast";
        MajorityPresent = "majority-present", "Majority of members present";
        MajorityMembers = "majority-members", "Majority of all voting members";
        TwoThirdsCast = "two-thirds-cast", "Two thirds of votes cast";
        TwoThirdsPresent = "two-thirds-present", "Two thirds of members present";
        TwoThirdsMembers = "two-thirds-members", "Two thirds of all voting members";
        Consensus = "consensus", "Consensus: nobody against";
    }
}

crate::choices! {
    /// What a tie leads to.
    Tie {
        Fails = "fails", "The proposal fails";
        Casting = "casting", "The chair's vote decides";
    }
}

/// Of whom the votes were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voters {
    /// Voting members present, those who recused themselves and stayed included.
    pub present: usize,
    /// All voting members of the review.
    pub members: usize,
    /// Voting members who recused themselves and left, and so said nothing.
    pub recused_away: usize,
}

/// By what rule votes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counting {
    pub basis: Basis,
    pub tie: Tie,
    /// Whether those who recused themselves stay in the base of members.
    pub recused_count: bool,
}

/// What votes led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub carried: bool,
    /// The arithmetic in one sentence.
    pub words: String,
}

/// How many said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub in_favour: usize,
    pub against: usize,
    pub abstaining: usize,
    pub recused: usize,
}

impl Tally {
    /// Counts ballots.
    pub fn of(ballots: impl IntoIterator<Item = Ballot>) -> Self {
        let mut tally = Self::default();
        for ballot in ballots {
            match ballot {
                Ballot::For => tally.in_favour += 1,
                Ballot::Against => tally.against += 1,
                Ballot::Abstaining => tally.abstaining += 1,
                Ballot::Recused => tally.recused += 1,
            }
        }
        tally
    }

    /// `9–2–7`, with those recused where there are any.
    pub fn short(self) -> String {
        let recused = if self.recused > 0 { format!(", {} recused", self.recused) } else { String::new() };
        format!("{}–{}–{}{recused}", self.in_favour, self.against, self.abstaining)
    }

    /// Everybody who said something.
    pub fn total(self) -> usize {
        self.in_favour + self.against + self.abstaining + self.recused
    }

    /// Counts by a rule; `chair` is what the chair said, which decides a tie where the organisation has it so.
    pub fn count(self, voters: Voters, counting: Counting, chair: Option<Ballot>) -> Count {
        let Self { in_favour, against, abstaining, recused } = self;
        let left_out = if counting.recused_count { 0 } else { recused };
        let (base, of) = match counting.basis {
            Basis::MajorityCast | Basis::TwoThirdsCast => (in_favour + against, "votes cast"),
            Basis::MajorityPresent | Basis::TwoThirdsPresent => {
                (voters.present.saturating_sub(left_out), "members present")
            }
            Basis::MajorityMembers | Basis::TwoThirdsMembers => {
                let away = if counting.recused_count { 0 } else { voters.recused_away };
                (voters.members.saturating_sub(left_out + away), "voting members")
            }
            Basis::Consensus => (in_favour + against, "votes cast"),
        };
        let said = {
            let recused = match (recused, counting.basis) {
                (0, _) => String::new(),
                (recused, Basis::MajorityCast | Basis::TwoThirdsCast | Basis::Consensus) => {
                    format!(", {recused} recused")
                }
                (recused, _) if counting.recused_count => format!(", {recused} recused and counted in the base"),
                (recused, _) => format!(", {recused} recused and left out of the base"),
            };
            format!("{in_favour} for, {against} against, {abstaining} abstaining{recused}")
        };
        let two_thirds =
            matches!(counting.basis, Basis::TwoThirdsCast | Basis::TwoThirdsPresent | Basis::TwoThirdsMembers);
        if counting.basis == Basis::Consensus {
            let carried = against == 0 && in_favour > 0;
            let reason = match (against, in_favour) {
                (0, 0) => "nobody voted for it".to_owned(),
                (0, _) => "nobody is against".to_owned(),
                (against, _) => format!("{against} against"),
            };
            return Count { carried, words: format!("{said}; consensus: {reason}, {}", outcome(carried)) };
        }
        let needed = if two_thirds { (2 * base).div_ceil(3).max(1) } else { base / 2 + 1 };
        let mut carried = in_favour >= needed;
        let asked = if two_thirds { "two thirds" } else { "more than half" };
        let mut arithmetic = format!("{in_favour} of {base} {of}, {asked} is {needed}");
        let tie = !two_thirds && in_favour == against && in_favour > 0;
        if tie && !carried {
            match (counting.tie, chair) {
                (Tie::Fails, _) => arithmetic.push_str("; a tie fails"),
                (Tie::Casting, Some(Ballot::For)) => {
                    // The casting vote is one more for it, and where votes cast are the base, one more cast.
                    let (votes, base) = match counting.basis {
                        Basis::MajorityCast => (in_favour + 1, base + 1),
                        _ => (in_favour + 1, base),
                    };
                    carried = 2 * votes > base;
                    arithmetic.push_str(&format!("; a tie, the chair's casting vote is for it: {votes} of {base}"));
                }
                (Tie::Casting, Some(Ballot::Against)) => {
                    arithmetic.push_str("; a tie, the chair's casting vote is against it");
                }
                (Tie::Casting, _) => arithmetic.push_str("; a tie, and the chair cast no vote"),
            }
        }
        Count { carried, words: format!("{said}; {arithmetic}: {}", outcome(carried)) }
    }
}

fn outcome(carried: bool) -> &'static str {
    if carried { "carried" } else { "not carried" }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counting(basis: Basis) -> Counting {
        Counting { basis, tie: Tie::Fails, recused_count: false }
    }

    /// A public committee's record: 18 voting members, 9 for, 2 against, 7 abstaining.
    #[test]
    fn nine_two_seven_is_carried_by_votes_cast_and_by_nothing_else() {
        let tally = Tally { in_favour: 9, against: 2, abstaining: 7, recused: 0 };
        let voters = Voters { present: 18, members: 18, recused_away: 0 };
        let count = |basis| tally.count(voters, counting(basis), None);
        assert_eq!(
            count(Basis::MajorityCast).words,
            "9 for, 2 against, 7 abstaining; 9 of 11 votes cast, more than half is 6: carried"
        );
        assert_eq!(
            count(Basis::MajorityPresent).words,
            "9 for, 2 against, 7 abstaining; 9 of 18 members present, more than half is 10: not carried"
        );
        assert_eq!(
            count(Basis::MajorityMembers).words,
            "9 for, 2 against, 7 abstaining; 9 of 18 voting members, more than half is 10: not carried"
        );
        assert_eq!(
            count(Basis::TwoThirdsCast).words,
            "9 for, 2 against, 7 abstaining; 9 of 11 votes cast, two thirds is 8: carried"
        );
        assert!(!count(Basis::TwoThirdsPresent).carried && !count(Basis::TwoThirdsMembers).carried);
        assert_eq!(count(Basis::Consensus).words, "9 for, 2 against, 7 abstaining; consensus: 2 against, not carried");
    }

    #[test]
    fn those_recused_are_in_the_base_or_out_of_it() {
        let tally = Tally { in_favour: 4, against: 2, abstaining: 1, recused: 2 };
        let voters = Voters { present: 9, members: 9, recused_away: 0 };
        let count =
            |basis, recused_count| tally.count(voters, Counting { basis, tie: Tie::Fails, recused_count }, None);
        let out = count(Basis::MajorityPresent, false);
        assert_eq!(
            (out.carried, out.words.as_str()),
            (
                true,
                "4 for, 2 against, 1 abstaining, 2 recused and left out of the base; \
                 4 of 7 members present, more than half is 4: carried"
            )
        );
        let within = count(Basis::MajorityPresent, true);
        assert_eq!(
            (within.carried, within.words.as_str()),
            (
                false,
                "4 for, 2 against, 1 abstaining, 2 recused and counted in the base; \
                 4 of 9 members present, more than half is 5: not carried"
            )
        );
    }

    #[test]
    fn a_tie_fails_or_the_chair_decides() {
        let tally = Tally { in_favour: 3, against: 3, abstaining: 0, recused: 0 };
        let voters = Voters { present: 6, members: 6, recused_away: 0 };
        let count = |tie, chair| {
            tally.count(voters, Counting { basis: Basis::MajorityCast, tie, recused_count: false }, chair).words
        };
        let before = "3 for, 3 against, 0 abstaining; 3 of 6 votes cast, more than half is 4; ";
        assert_eq!(count(Tie::Fails, Some(Ballot::For)), format!("{before}a tie fails: not carried"));
        assert_eq!(
            count(Tie::Casting, Some(Ballot::For)),
            format!("{before}a tie, the chair's casting vote is for it: 4 of 7: carried")
        );
        assert_eq!(
            count(Tie::Casting, Some(Ballot::Against)),
            format!("{before}a tie, the chair's casting vote is against it: not carried")
        );
        assert_eq!(
            count(Tie::Casting, Some(Ballot::Abstaining)),
            format!("{before}a tie, and the chair cast no vote: not carried")
        );
    }

    #[test]
    fn nobody_voting_carries_nothing() {
        let voters = Voters { present: 5, members: 5, recused_away: 0 };
        for basis in Basis::ALL {
            let tally = Tally { abstaining: 5, ..Tally::default() };
            assert!(!tally.count(voters, counting(*basis), None).carried, "{basis:?}");
        }
    }

    proptest! {
        /// One more vote for it never loses what was carried, and one more against it never carries it.
        #[test]
        fn counting_is_monotone(
            in_favour in 0usize..20, against in 0usize..20, abstaining in 0usize..20, recused in 0usize..5,
            absent in 0usize..10, basis in prop::sample::select(Basis::ALL), recused_count in any::<bool>(),
        ) {
            let tally = Tally { in_favour, against, abstaining, recused };
            let counting = Counting { basis, tie: Tie::Fails, recused_count };
            let count = |tally: Tally| {
                let present = tally.total();
                tally.count(Voters { present, members: present + absent, recused_away: 0 }, counting, None).carried
            };
            if abstaining > 0 {
                let changed = Tally { in_favour: in_favour + 1, abstaining: abstaining - 1, ..tally };
                prop_assert!(!count(tally) || count(changed));
                let changed = Tally { against: against + 1, abstaining: abstaining - 1, ..tally };
                prop_assert!(count(tally) || !count(changed));
            }
        }

        /// Whoever has two thirds has the majority, and whoever has it of all members has it of those present.
        #[test]
        fn stricter_rules_imply_weaker_ones(
            in_favour in 0usize..20, against in 0usize..20, abstaining in 0usize..20, absent in 0usize..10,
        ) {
            let tally = Tally { in_favour, against, abstaining, recused: 0 };
            let voters = Voters { present: tally.total(), members: tally.total() + absent, recused_away: 0 };
            let carried = |basis| tally.count(voters, counting(basis), None).carried;
            let implies = |strict, weak| !carried(strict) || carried(weak);
            prop_assert!(implies(Basis::MajorityMembers, Basis::MajorityPresent));
            prop_assert!(implies(Basis::MajorityPresent, Basis::MajorityCast));
            prop_assert!(implies(Basis::TwoThirdsMembers, Basis::TwoThirdsPresent));
            prop_assert!(implies(Basis::TwoThirdsCast, Basis::MajorityCast));
            prop_assert!(implies(Basis::Consensus, Basis::TwoThirdsCast));
        }
    }
}
