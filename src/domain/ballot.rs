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
    /// How a vote is taken.
    Voting {
        Count = "count", "By count";
        Name = "name", "By name";
    }
}

crate::choices! {
    /// What a tie leads to.
    Tie {
        Fails = "fails", "The proposal fails";
        Casting = "casting", "The chair's vote decides";
        ChairOnly = "chair-only", "The chair votes only in a tie";
    }
}

impl Tie {
    /// Whether the chair decides it.
    pub fn is_the_chairs(self) -> bool {
        self != Self::Fails
    }
}

crate::choices! {
    /// What the chair says to a tie.
    Casting {
        For = "for", "For it";
        Against = "against", "Against it";
        None = "none", "No casting vote";
    }
}

/// What is known of the chair where a tie is theirs to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chair {
    /// Nobody is in the chair who could: the chair is away, recused, or no voting member.
    Away,
    /// The chair is still to be asked.
    Asked,
    Said(Casting),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Carried,
    NotCarried,
    /// A tie that waits for the chair.
    Tied,
}

/// What votes give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub outcome: Outcome,
    /// How many have to be for it; none where that depends on those against it.
    pub needed: Option<usize>,
    /// The arithmetic in one sentence.
    pub words: String,
}

impl Count {
    /// Whether the proposal has its majority.
    pub fn is_carried(&self) -> bool {
        self.outcome == Outcome::Carried
    }

    fn of(carried: bool, needed: Option<usize>, words: &str) -> Self {
        let (outcome, said) =
            if carried { (Outcome::Carried, "carried") } else { (Outcome::NotCarried, "not carried") };
        Self { outcome, needed, words: format!("{words}{said}") }
    }
}

/// How many said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub in_favour: usize,
    pub against: usize,
    pub abstaining: usize,
    pub recused: usize,
    /// Those who could have said something in a vote by count, and did not.
    pub silent: usize,
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

    /// Counts by a rule. A tie that the organisation leaves to the chair waits until the chair was asked.
    pub fn count(self, voters: Voters, counting: Counting, chair: Chair) -> Count {
        let Self { in_favour, against, .. } = self;
        let said = self.said(counting);
        let left_out = if counting.recused_count { 0 } else { self.recused };
        let (base, of) = match counting.basis {
            Basis::Consensus => return consensus(in_favour, against, &said),
            Basis::MajorityCast | Basis::TwoThirdsCast => (in_favour + against, ["vote cast", "votes cast"]),
            Basis::MajorityPresent | Basis::TwoThirdsPresent => {
                (voters.present.saturating_sub(left_out), ["member present", "members present"])
            }
            Basis::MajorityMembers | Basis::TwoThirdsMembers => {
                let away = if counting.recused_count { 0 } else { voters.recused_away };
                (voters.members.saturating_sub(left_out + away), ["voting member", "voting members"])
            }
        };
        let two_thirds =
            matches!(counting.basis, Basis::TwoThirdsCast | Basis::TwoThirdsPresent | Basis::TwoThirdsMembers);
        let needed = if two_thirds { (2 * base).div_ceil(3).max(1) } else { base / 2 + 1 };
        let are = if needed == 1 { "is" } else { "are" };
        let words = format!("{said}; {}; {needed} {are} needed", forward(in_favour, base, of));
        let carried = in_favour >= needed;
        let tie = !two_thirds && in_favour == against && in_favour > 0;
        if carried || !tie {
            return Count::of(carried, Some(needed), &format!("{words}: "));
        }
        match chair {
            _ if !counting.tie.is_the_chairs() => Count::of(false, Some(needed), &format!("{words}; a tie fails: ")),
            Chair::Away => {
                Count::of(false, Some(needed), &format!("{words}; a tie, and nobody in the chair who votes: "))
            }
            Chair::Asked => Count {
                outcome: Outcome::Tied,
                needed: Some(needed),
                words: format!("{words}; a tie, which the chair decides"),
            },
            Chair::Said(Casting::None) => {
                Count::of(false, Some(needed), &format!("{words}; a tie, and the chair cast no vote: "))
            }
            Chair::Said(Casting::Against) => {
                Count::of(false, Some(needed), &format!("{words}; a tie, the chair's casting vote is against it: "))
            }
            Chair::Said(Casting::For) => {
                // The casting vote is one more for it, and where votes cast are the base, one more cast.
                let base = if counting.basis == Basis::MajorityCast { base + 1 } else { base };
                let votes = in_favour + 1;
                let told = format!("{words}; a tie, the chair's casting vote is for it, {votes} of {base}: ");
                Count::of(2 * votes > base, Some(needed), &told)
            }
        }
    }

    /// Who said what, and what becomes of those who were recused.
    fn said(self, counting: Counting) -> String {
        let Self { in_favour, against, abstaining, recused, silent } = self;
        let of_votes = matches!(counting.basis, Basis::MajorityCast | Basis::TwoThirdsCast | Basis::Consensus);
        let recused = match recused {
            0 => String::new(),
            recused if of_votes => format!(", {recused} recused"),
            recused if counting.recused_count => format!(", {recused} recused and counted in the base"),
            recused => format!(", {recused} recused and left out of the base"),
        };
        let silent = if silent > 0 { format!(", {silent} said nothing") } else { String::new() };
        format!("{in_favour} for, {against} against, {abstaining} abstaining{recused}{silent}")
    }
}

fn consensus(in_favour: usize, against: usize, said: &str) -> Count {
    let reason = match (against, in_favour) {
        (0, 0) => "nobody voted for it".to_owned(),
        (0, _) => "nobody is against".to_owned(),
        (against, _) => format!("{against} against"),
    };
    Count::of(against == 0 && in_favour > 0, None, &format!("{said}; consensus: {reason}, "))
}

/// `4 of the 5 votes cast are for`.
fn forward(in_favour: usize, base: usize, [one, many]: [&str; 2]) -> String {
    match (in_favour, base) {
        (_, 0) => format!("there are no {many}"),
        (0, 1) => format!("the one {one} is not for"),
        (_, 1) => format!("the one {one} is for"),
        (0, base) => format!("none of the {base} {many} is for"),
        (1, base) => format!("1 of the {base} {many} is for"),
        (in_favour, base) => format!("{in_favour} of the {base} {many} are for"),
    }
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
        let tally = Tally { in_favour: 9, against: 2, abstaining: 7, ..Tally::default() };
        let voters = Voters { present: 18, members: 18, recused_away: 0 };
        let count = |basis| tally.count(voters, counting(basis), Chair::Away);
        assert_eq!(
            count(Basis::MajorityCast).words,
            "9 for, 2 against, 7 abstaining; 9 of the 11 votes cast are for; 6 are needed: carried"
        );
        assert_eq!(
            count(Basis::MajorityPresent).words,
            "9 for, 2 against, 7 abstaining; 9 of the 18 members present are for; 10 are needed: not carried"
        );
        assert_eq!(
            count(Basis::MajorityMembers).words,
            "9 for, 2 against, 7 abstaining; 9 of the 18 voting members are for; 10 are needed: not carried"
        );
        assert_eq!(
            count(Basis::TwoThirdsCast).words,
            "9 for, 2 against, 7 abstaining; 9 of the 11 votes cast are for; 8 are needed: carried"
        );
        assert!(!count(Basis::TwoThirdsPresent).is_carried() && !count(Basis::TwoThirdsMembers).is_carried());
        assert_eq!(count(Basis::Consensus).words, "9 for, 2 against, 7 abstaining; consensus: 2 against, not carried");
    }

    #[test]
    fn those_recused_are_in_the_base_or_out_of_it() {
        let tally = Tally { in_favour: 4, against: 2, abstaining: 1, recused: 2, silent: 0 };
        let voters = Voters { present: 9, members: 9, recused_away: 0 };
        let count =
            |basis, recused_count| tally.count(voters, Counting { basis, tie: Tie::Fails, recused_count }, Chair::Away);
        let out = count(Basis::MajorityPresent, false);
        assert_eq!(
            (out.is_carried(), out.words.as_str()),
            (
                true,
                "4 for, 2 against, 1 abstaining, 2 recused and left out of the base; \
                 4 of the 7 members present are for; 4 are needed: carried"
            )
        );
        let within = count(Basis::MajorityPresent, true);
        assert_eq!(
            (within.is_carried(), within.words.as_str()),
            (
                false,
                "4 for, 2 against, 1 abstaining, 2 recused and counted in the base; \
                 4 of the 9 members present are for; 5 are needed: not carried"
            )
        );
    }

    #[test]
    fn a_tie_fails_or_the_chair_decides() {
        let tally = Tally { in_favour: 3, against: 3, ..Tally::default() };
        let voters = Voters { present: 6, members: 6, recused_away: 0 };
        let count = |tie, chair| {
            tally.count(voters, Counting { basis: Basis::MajorityCast, tie, recused_count: false }, chair).words
        };
        let before = "3 for, 3 against, 0 abstaining; 3 of the 6 votes cast are for; 4 are needed; ";
        for (tie, chair, words) in [
            (Tie::Fails, Chair::Said(Casting::For), "a tie fails: not carried"),
            (Tie::Casting, Chair::Asked, "a tie, which the chair decides"),
            (Tie::Casting, Chair::Away, "a tie, and nobody in the chair who votes: not carried"),
            (Tie::ChairOnly, Chair::Said(Casting::For), "a tie, the chair's casting vote is for it, 4 of 7: carried"),
            (Tie::Casting, Chair::Said(Casting::Against), "a tie, the chair's casting vote is against it: not carried"),
            (Tie::Casting, Chair::Said(Casting::None), "a tie, and the chair cast no vote: not carried"),
        ] {
            assert_eq!(count(tie, chair), format!("{before}{words}"));
        }
    }

    #[test]
    fn the_arithmetic_reads_forward() {
        let voters = Voters { present: 4, members: 4, recused_away: 0 };
        let count = |in_favour, against, silent| {
            let tally = Tally { in_favour, against, silent, ..Tally::default() };
            tally.count(voters, counting(Basis::MajorityCast), Chair::Away).words
        };
        for (words, said) in [
            (
                count(0, 4, 0),
                "0 for, 4 against, 0 abstaining; none of the 4 votes cast is for; 3 are needed: not carried",
            ),
            (
                count(0, 0, 4),
                "0 for, 0 against, 0 abstaining, 4 said nothing; there are no votes cast; 1 is needed: not carried",
            ),
            (
                count(1, 0, 3),
                "1 for, 0 against, 0 abstaining, 3 said nothing; the one vote cast is for; 1 is needed: carried",
            ),
            (count(1, 3, 0), "1 for, 3 against, 0 abstaining; 1 of the 4 votes cast is for; 3 are needed: not carried"),
        ] {
            assert_eq!(words, said);
        }
    }

    #[test]
    fn nobody_voting_carries_nothing() {
        let voters = Voters { present: 5, members: 5, recused_away: 0 };
        for basis in Basis::ALL {
            let tally = Tally { abstaining: 5, ..Tally::default() };
            assert!(!tally.count(voters, counting(*basis), Chair::Away).is_carried(), "{basis:?}");
        }
    }

    proptest! {
        /// One more vote for it never loses what was carried, and one more against it never carries it.
        #[test]
        fn counting_is_monotone(
            in_favour in 0usize..20, against in 0usize..20, abstaining in 0usize..20, recused in 0usize..5,
            absent in 0usize..10, basis in prop::sample::select(Basis::ALL), recused_count in any::<bool>(),
        ) {
            let tally = Tally { in_favour, against, abstaining, recused, silent: 0 };
            let counting = Counting { basis, tie: Tie::Fails, recused_count };
            let count = |tally: Tally| {
                let present = tally.total();
                tally.count(Voters { present, members: present + absent, recused_away: 0 }, counting, Chair::Away).is_carried()
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
            let tally = Tally { in_favour, against, abstaining, ..Tally::default() };
            let voters = Voters { present: tally.total(), members: tally.total() + absent, recused_away: 0 };
            let carried = |basis| tally.count(voters, counting(basis), Chair::Away).is_carried();
            let implies = |strict, weak| !carried(strict) || carried(weak);
            prop_assert!(implies(Basis::MajorityMembers, Basis::MajorityPresent));
            prop_assert!(implies(Basis::MajorityPresent, Basis::MajorityCast));
            prop_assert!(implies(Basis::TwoThirdsMembers, Basis::TwoThirdsPresent));
            prop_assert!(implies(Basis::TwoThirdsCast, Basis::MajorityCast));
            prop_assert!(implies(Basis::Consensus, Basis::TwoThirdsCast));
        }
    }
}
