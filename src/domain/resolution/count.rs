//! What the answers to a written resolution come to, counted of all who are entitled.

use crate::domain::record::Record;
use crate::domain::resolution_answer::{Reply, ResolutionAnswer};

use super::words::{Basis, Resolution};

/// What the answers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub basis: Basis,
    pub entitled: usize,
    pub in_favour: usize,
    pub against: usize,
    pub abstaining: usize,
    pub recused: usize,
}

impl Count {
    /// Counts these answers to a resolution. Those who are recused stay among the entitled.
    pub fn of(resolution: Resolution, answers: &[Record]) -> Self {
        let entitled = resolution.members();
        let is_entitled = |one: &ResolutionAnswer| one.person().is_some_and(|person| entitled.contains(&person));
        let said = |reply: Reply| {
            let answers = answers.iter().map(ResolutionAnswer).filter(is_entitled);
            answers.filter(|one| one.reply() == Some(reply)).count()
        };
        Self {
            basis: resolution.basis().unwrap_or(Basis::All),
            entitled: entitled.len(),
            in_favour: said(Reply::For),
            against: said(Reply::Against),
            abstaining: said(Reply::Abstaining),
            recused: said(Reply::Recused),
        }
    }

    /// How many have to be in favour.
    pub fn needed(self) -> usize {
        self.basis.needed(self.entitled)
    }

    /// How many did not answer.
    pub fn silent(self) -> usize {
        self.entitled.saturating_sub(self.in_favour + self.against + self.abstaining + self.recused)
    }

    /// Whether so many are for it as its basis asks for.
    pub fn is_reached(self) -> bool {
        self.in_favour >= self.needed()
    }

    /// Whether it would not be carried even if everybody who did not answer were for it.
    pub fn is_beyond_reach(self) -> bool {
        self.in_favour + self.silent() < self.needed()
    }

    /// The arithmetic in one sentence.
    pub fn words(self) -> String {
        let Self { entitled, in_favour, against, abstaining, recused, .. } = self;
        let mut parts = vec![format!("{against} against"), format!("{abstaining} abstaining")];
        if recused > 0 {
            parts.push(format!("{recused} recused"));
        }
        parts.push(format!("{} did not answer", self.silent()));
        let basis = self.basis.label().to_lowercase();
        format!(
            "{in_favour} of {entitled} entitled are for it, {} needed ({basis}); {}",
            self.needed(),
            parts.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// It is carried, can't be carried any more, or waits for answers: one of them, and what is carried stays so.
        #[test]
        fn one_outcome_at_a_time(basis in 0usize..3, entitled in 1usize..40, said in prop::collection::vec(0usize..4, 0..40)) {
            let of = |reply| said.iter().take(entitled).filter(|one| **one == reply).count();
            let basis = Basis::ALL[basis];
            let (in_favour, against, abstaining, recused) = (of(0), of(1), of(2), of(3));
            let count = Count { basis, entitled, in_favour, against, abstaining, recused };
            prop_assert!(!(count.is_reached() && count.is_beyond_reach()));
            prop_assert!(count.silent() > 0 || count.is_reached() || count.is_beyond_reach());
            prop_assert!(count.needed() <= entitled && 2 * count.needed() > entitled);
        }
    }
}
