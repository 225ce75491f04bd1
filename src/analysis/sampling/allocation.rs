//! How a sample is spread over strata: in proportion to their sizes, by the largest remainder (Hamilton's method).

use std::cmp::Reverse;

/// What a stratum is due whatever its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Its proportional part, which may be nothing.
    Part,
    /// Its proportional part, and at least one where it holds anything.
    One,
    /// Everything in it.
    All,
}

/// A part of what is sampled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// How many items it holds.
    pub size: usize,
    /// What it is due.
    pub claim: Claim,
}

impl Stratum {
    /// The fewest items that satisfy its claim.
    fn least(self) -> usize {
        match self.claim {
            Claim::Part => 0,
            Claim::One => self.size.min(1),
            Claim::All => self.size,
        }
    }
}

/// The sample is smaller than what the strata are due together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the strata need a sample of at least {needed}")]
pub struct TooSmall {
    /// The smallest sample that satisfies every claim.
    pub needed: usize,
}

/// Spreads a sample over strata: how many items of each, in their order. Together they make up the sample, or everything
/// where it is larger than that; none gives more than it holds.
///
/// A stratum whose proportional part is less than what it is due gets just what it is due, and the others share the rest in
/// proportion to their sizes, until that holds for all. Each gets the whole part of its share; what is left goes one each
/// to the largest remainders, of equal ones to that of the larger stratum, then to the one that comes first.
pub fn allocate(sample: usize, strata: &[Stratum]) -> Result<Vec<usize>, TooSmall> {
    let needed = strata.iter().map(|stratum| stratum.least()).sum();
    if sample < needed {
        return Err(TooSmall { needed });
    }
    let mut taken: Vec<usize> = strata.iter().map(|stratum| stratum.least()).collect();
    let mut sharing: Vec<usize> = (0..strata.len()).filter(|at| strata[*at].size > 0).collect();
    let size = |sharing: &[usize]| sharing.iter().map(|at| strata[*at].size as u128).sum::<u128>();
    let mut rest = (sample as u128).min(size(&sharing));
    loop {
        let whole = size(&sharing);
        let is_due_more = |at: &usize| rest * (strata[*at].size as u128) < strata[*at].least() as u128 * whole;
        let (settled, others): (Vec<usize>, Vec<usize>) = sharing.iter().partition(|at| is_due_more(at));
        if settled.is_empty() {
            break;
        }
        rest -= settled.iter().map(|at| taken[*at] as u128).sum::<u128>();
        sharing = others;
    }
    let whole = size(&sharing).max(1);
    for at in &sharing {
        taken[*at] = (rest * strata[*at].size as u128 / whole) as usize;
    }
    let left = rest - sharing.iter().map(|at| taken[*at] as u128).sum::<u128>();
    sharing.sort_by_key(|at| Reverse((rest * strata[*at].size as u128 % whole, strata[*at].size)));
    for at in sharing.iter().take(left as usize) {
        taken[*at] += 1;
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strata(claim: Claim, sizes: &[usize]) -> Vec<Stratum> {
        sizes.iter().map(|size| Stratum { size: *size, claim }).collect()
    }

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(allocate(12, &strata(Claim::Part, &[5, 15, 30, 50])), Ok(vec![0, 2, 4, 6]));
        assert_eq!(allocate(12, &strata(Claim::One, &[5, 15, 30, 50])), Ok(vec![1, 2, 3, 6]));
    }

    #[test]
    fn of_equal_remainders_the_larger_stratum_gets_it_then_the_first() {
        assert_eq!(allocate(1, &strata(Claim::Part, &[3, 3, 3])), Ok(vec![1, 0, 0]));
        assert_eq!(allocate(2, &strata(Claim::Part, &[1, 3])), Ok(vec![0, 2]));
        assert_eq!(allocate(2, &strata(Claim::Part, &[3, 1])), Ok(vec![2, 0]));
    }

    #[test]
    fn what_is_due_comes_first() {
        let mut tiers = strata(Claim::One, &[4, 20, 0, 100]);
        tiers[0].claim = Claim::All;
        assert_eq!(allocate(10, &tiers), Ok(vec![4, 1, 0, 5]));
        assert_eq!(allocate(6, &tiers), Ok(vec![4, 1, 0, 1]));
        assert_eq!(allocate(5, &tiers), Err(TooSmall { needed: 6 }));
        assert_eq!(allocate(5, &tiers).unwrap_err().to_string(), "the strata need a sample of at least 6");
    }

    #[test]
    fn more_than_there_is_is_everything() {
        assert_eq!(allocate(1000, &strata(Claim::One, &[5, 0, 7])), Ok(vec![5, 0, 7]));
        assert_eq!(allocate(3, &strata(Claim::Part, &[0, 0])), Ok(vec![0, 0]));
        assert_eq!(allocate(3, &[]), Ok(vec![]));
        assert_eq!(allocate(usize::MAX, &strata(Claim::Part, &[usize::MAX])), Ok(vec![usize::MAX]));
    }

    fn any_strata() -> impl Strategy<Value = Vec<Stratum>> {
        let claim = prop_oneof![Just(Claim::Part), Just(Claim::One), Just(Claim::All)];
        prop::collection::vec((0usize..12, claim).prop_map(|(size, claim)| Stratum { size, claim }), 0..5)
    }

    /// Every way to spread a sample over strata.
    fn ways(sample: usize, strata: &[Stratum]) -> Vec<Vec<usize>> {
        let Some((last, before)) = strata.split_last() else {
            return if sample == 0 { vec![vec![]] } else { vec![] };
        };
        let takes = last.least()..=last.size.min(sample);
        takes
            .flat_map(|take| ways(sample - take, before).into_iter().map(move |way| [way, vec![take]].concat()))
            .collect()
    }

    proptest! {
        #[test]
        fn every_claim_is_satisfied_and_nothing_is_lost(sample in 0usize..50, strata in any_strata()) {
            let size: usize = strata.iter().map(|stratum| stratum.size).sum();
            let needed: usize = strata.iter().map(|stratum| stratum.least()).sum();
            match allocate(sample, &strata) {
                Ok(taken) => {
                    prop_assert_eq!(taken.iter().sum::<usize>(), sample.min(size));
                    let held = |(take, stratum): (&usize, &Stratum)| (stratum.least()..=stratum.size).contains(take);
                    prop_assert!(taken.iter().zip(&strata).all(held));
                }
                Err(TooSmall { needed: found }) => prop_assert!(found == needed && sample < needed),
            }
        }

        /// Of all ways to spread it, the sum of the squared distances from the proportional parts is the least.
        #[test]
        fn no_other_spread_is_nearer_to_the_proportion(sample in 0usize..30, sizes in prop::collection::vec(0usize..12, 1..5)) {
            let strata = strata(Claim::Part, &sizes);
            let size: usize = sizes.iter().sum();
            let sample = sample.min(size);
            let off = |way: &Vec<usize>| -> usize {
                way.iter().zip(&sizes).map(|(take, one)| (take * size).abs_diff(sample * one).pow(2)).sum()
            };
            let best = ways(sample, &strata).iter().map(off).min();
            prop_assert_eq!(allocate(sample, &strata).ok().as_ref().map(off), best);
        }

        #[test]
        fn claims_that_the_proportion_satisfies_change_nothing(sample in 0usize..50, sizes in prop::collection::vec(1usize..12, 1..5)) {
            let size: usize = sizes.iter().sum();
            prop_assume!(sizes.iter().all(|one| sample * one >= size));
            prop_assert_eq!(allocate(sample, &strata(Claim::One, &sizes)), allocate(sample, &strata(Claim::Part, &sizes)));
        }
    }
}
