//! What weighs most: causes (or whatever else bears a label) by their weight, with what share of the whole they make
//! up together (Juran's Pareto analysis).

use std::collections::BTreeMap;

/// A label with everything that goes under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar<L> {
    pub label: L,
    /// The sum of its weights, in their unit: cases, or minor units of one currency.
    pub weight: i64,
    /// Its part of the whole: 0 to 1 where no weight is negative.
    pub share: f64,
    /// The part of the whole that it and all before it make up; 1 at the last.
    pub cumulative: f64,
}

/// Adds up the weights of each label and puts the heaviest first; of labels that weigh the same, the lesser label comes
/// first. Nothing where the whole is not more than zero: of nothing there are no shares.
pub fn pareto<L: Ord>(pairs: impl IntoIterator<Item = (L, i64)>) -> Vec<Bar<L>> {
    let mut weights: BTreeMap<L, i64> = BTreeMap::new();
    for (label, weight) in pairs {
        let sum = weights.entry(label).or_default();
        *sum = sum.saturating_add(weight);
    }
    let total: i128 = weights.values().copied().map(i128::from).sum();
    if total <= 0 {
        return Vec::new();
    }
    let mut sorted: Vec<(L, i64)> = weights.into_iter().collect();
    // A stable order keeps the labels' own among equals.
    sorted.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let share = |weight: i128| weight as f64 / total as f64;
    let mut so_far = 0;
    let bar = |(label, weight): (L, i64)| {
        so_far += i128::from(weight);
        Bar { label, weight, share: share(weight.into()), cumulative: share(so_far) }
    };
    sorted.into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_heaviest_comes_first_and_equals_by_their_labels() {
        let bars = pareto([("data", 2), ("model", 1), ("people", 3), ("data", 1), ("vendor", 1)]);
        let found: Vec<_> = bars.iter().map(|bar| (bar.label, bar.weight, bar.share, bar.cumulative)).collect();
        assert_eq!(
            found,
            [
                ("data", 3, 0.375, 0.375),
                ("people", 3, 0.375, 0.75),
                ("model", 1, 0.125, 0.875),
                ("vendor", 1, 0.125, 1.0),
            ]
        );
    }

    #[test]
    fn of_nothing_there_are_no_shares() {
        assert_eq!(pareto::<&str>([]), []);
        assert_eq!(pareto([("data", 0), ("model", 0)]), []);
        assert_eq!(pareto([("data", 2), ("model", -2)]), []);
        assert_eq!(pareto([("data", i64::MIN), ("model", i64::MIN)]), []);
    }

    #[test]
    fn the_largest_sums_are_held() {
        let bars = pareto([("data", i64::MAX), ("data", i64::MAX), ("model", i64::MAX)]);
        assert!(bars.iter().all(|bar| bar.weight == i64::MAX && bar.share == 0.5));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_shares_make_up_the_whole(pairs in prop::collection::vec((0u8..8, 0i64..1000), 0..30)) {
            let bars = pareto(pairs.clone());
            let total: i64 = pairs.iter().map(|(_, weight)| weight).sum();
            prop_assert_eq!(bars.iter().map(|bar| bar.weight).sum::<i64>(), total);
            prop_assert!(bars.is_sorted_by(|one, next| (next.weight, one.label) < (one.weight, next.label)));
            let mut so_far = 0.0;
            for bar in &bars {
                let weight: i64 = pairs.iter().filter(|(label, _)| *label == bar.label).map(|(_, weight)| weight).sum();
                prop_assert_eq!(bar.weight, weight);
                so_far += bar.share;
                prop_assert!((bar.cumulative - so_far).abs() < 1e-12);
            }
            prop_assert!(bars.last().is_none_or(|bar| bar.cumulative == 1.0));
        }
    }
}
