//! Whether two shares of a count differ: the exact test of a table of two rows and two columns (Fisher 1934), which holds
//! for small counts, where the usual approximations do not.

use crate::domain::proportion::Proportion;

/// By how much of itself a table's chance may exceed that of the observed one and still be taken for the same: chances
/// that are equal as fractions come out a little apart.
const ROUNDING: f64 = 1e-7;

/// What can be said of two shares of different things, such as the years before and after a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The second share less the first, from -1 to 1.
    pub difference: f64,
    /// The 95 % interval around each.
    pub intervals: [(f64, f64); 2],
    /// The chance of a table no likelier than this one where there is no difference, whichever way it goes.
    pub p: f64,
    /// The chance of as large a second share or a larger one where there is no difference.
    pub p_rise: f64,
    /// The chance of as small a second share or a smaller one where there is no difference.
    pub p_fall: f64,
}

impl Comparison {
    /// Compares two shares.
    pub fn of(first: Proportion, second: Proportion) -> Self {
        let chances = chances(first, second);
        let count = u64::from(second.count());
        let sum = |wanted: &dyn Fn(u64, f64) -> bool| {
            let wanted = chances.iter().filter(|(at, chance)| wanted(*at, *chance));
            // Not `sum`, which makes -0 of nothing.
            wanted.fold(0.0_f64, |sum, (_, chance)| sum + chance).min(1.0)
        };
        let limit = sum(&|at, _| at == count) * (1.0 + ROUNDING);
        Self {
            difference: second.share() - first.share(),
            intervals: [first.interval(), second.interval()],
            p: sum(&|_, chance| chance <= limit),
            p_rise: sum(&|at, _| at >= count),
            p_fall: sum(&|at, _| at <= count),
        }
    }
}

/// Each count that the second can have where the sum of both counts stays as it is, with its chance where each way to
/// spread that sum over both is as likely (the hypergeometric distribution). Each follows from its neighbour by a ratio
/// of whole numbers, outwards from the likeliest; what is too unlikely for a number is left out.
fn chances(first: Proportion, second: Proportion) -> Vec<(u64, f64)> {
    let [first_of, second_of] = [first.of(), second.of()].map(u64::from);
    let counted = u64::from(first.count()) + u64::from(second.count());
    let (least, most) = (counted.saturating_sub(first_of), counted.min(second_of));
    let likeliest = u128::from(second_of + 1) * u128::from(counted + 1) / u128::from(first_of + second_of + 2);
    let likeliest = u64::try_from(likeliest).unwrap_or(most).clamp(least, most);
    // The chance of one more than a count over the chance of that count.
    let ratio = |count: u64| {
        let more = (counted - count) as f64 * (second_of - count) as f64;
        let less = (count + 1) as f64 * (first_of + count + 1 - counted) as f64;
        more / less
    };
    let mut weights = vec![(likeliest, 1.0)];
    let mut weight = 1.0;
    for count in likeliest..most {
        weight *= ratio(count);
        if weight < f64::MIN_POSITIVE {
            break;
        }
        weights.push((count + 1, weight));
    }
    weight = 1.0;
    for count in (least..likeliest).rev() {
        weight /= ratio(count);
        if weight < f64::MIN_POSITIVE {
            break;
        }
        weights.push((count, weight));
    }
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    weights.into_iter().map(|(count, weight)| (count, weight / total)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(count: u32, of: u32) -> Proportion {
        Proportion::new(count, of).unwrap()
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    /// The lady who tastes tea: three of four cups, and all four. By counting: 1, 16, 36, 16, 1 of 70 ways.
    #[test]
    fn the_lady_tastes_tea() {
        let three = Comparison::of(of(1, 4), of(3, 4));
        close(three.difference, 0.5);
        close(three.p_rise, 17.0 / 70.0);
        close(three.p_fall, 69.0 / 70.0);
        close(three.p, 34.0 / 70.0);
        let four = Comparison::of(of(0, 4), of(4, 4));
        close(four.p_rise, 1.0 / 70.0);
        close(four.p, 2.0 / 70.0);
    }

    #[test]
    fn where_nothing_or_everything_is_counted_nothing_differs() {
        for (one, other) in [(of(0, 5), of(0, 9)), (of(5, 5), of(9, 9))] {
            let comparison = Comparison::of(one, other);
            assert_eq!((comparison.p, comparison.p_rise, comparison.p_fall), (1.0, 1.0, 1.0));
            assert_eq!(comparison.difference, 0.0);
        }
    }

    #[test]
    fn large_counts_keep_their_digits() {
        let same = Comparison::of(of(50_000, 100_000), of(50_000, 100_000));
        close(same.p, 1.0);
        let other = Comparison::of(of(10, 100_000), of(99_000, 100_000));
        assert_eq!((other.p, other.p_rise), (0.0, 0.0));
        assert!(other.p.is_sign_positive() && other.p_rise.is_sign_positive());
        close(other.p_fall, 1.0);
        let most = Comparison::of(of(u32::MAX / 2, u32::MAX), of(u32::MAX / 2, u32::MAX));
        assert!(most.p > 0.999 && most.p <= 1.0);
    }

    fn choose(n: u32, k: u32) -> u128 {
        (0..k).fold(1, |ways, at| ways * u128::from(n - at) / u128::from(at + 1))
    }

    fn two() -> impl Strategy<Value = (Proportion, Proportion)> {
        let one = || (1u32..=25).prop_flat_map(|of| (0..=of, Just(of)));
        (one(), one()).prop_map(|(first, second)| (of(first.0, first.1), of(second.0, second.1)))
    }

    proptest! {
        /// Every table with the same sums, counted in whole numbers.
        #[test]
        fn chances_are_those_of_all_tables((first, second) in two()) {
            let counted = first.count() + second.count();
            let ways = |count: u32| match counted.checked_sub(count) {
                Some(rest) if rest <= first.of() => choose(second.of(), count) * choose(first.of(), rest),
                _ => 0,
            };
            let sum = |wanted: &dyn Fn(u32) -> bool| {
                (0..=second.of()).filter(|count| wanted(*count)).map(ways).sum::<u128>() as f64
            };
            let all = choose(first.of() + second.of(), counted) as f64;
            let found = Comparison::of(first, second);
            prop_assert!((found.p_rise - sum(&|count| count >= second.count()) / all).abs() < 1e-12);
            prop_assert!((found.p_fall - sum(&|count| count <= second.count()) / all).abs() < 1e-12);
            prop_assert!((found.p - sum(&|count| ways(count) <= ways(second.count())) / all).abs() < 1e-12);
        }

        #[test]
        fn the_other_way_round_it_is_the_other_way_round((first, second) in two()) {
            let (one, other) = (Comparison::of(first, second), Comparison::of(second, first));
            prop_assert!((one.p - other.p).abs() < 1e-12 && (one.p_rise - other.p_fall).abs() < 1e-12);
            prop_assert!((one.difference + other.difference).abs() < 1e-12);
        }
    }
}
