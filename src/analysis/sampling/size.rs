//! How many items are enough.

/// By how much of itself a chance may exceed the limit and still be taken for it: products of fractions are rounded.
const ROUNDING: f64 = 1e-12;

/// The smallest sample that misses all of `bad` bad ones among `items` with a chance of at most `alpha` (discovery
/// sampling: drawn without replacement, so by the hypergeometric distribution). `None` where there is nothing to be
/// found, more bad ones than items, or an `alpha` that is not between 0 and 1.
pub fn discovery(items: u32, bad: u32, alpha: f64) -> Option<u32> {
    if bad == 0 || bad > items || !(f64::MIN_POSITIVE..1.0).contains(&alpha) {
        return None;
    }
    let limit = alpha * (1.0 + ROUNDING);
    // With as many as these, one is bad for certain.
    let (mut low, mut high) = (0, items - bad + 1);
    while low < high {
        let middle = u32::midpoint(low, high);
        if finds(items, bad, middle, limit) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// Whether the chance that none of `bad` is in a sample is within the limit. The two change places without changing it, so
/// that the smaller one says how many factors there are.
fn finds(items: u32, bad: u32, sample: u32, limit: f64) -> bool {
    let (few, many) = (bad.min(sample), bad.max(sample));
    let mut missed = 1.0;
    (0..few).any(|at| {
        missed *= f64::from((items - many).saturating_sub(at)) / f64::from(items - at);
        missed <= limit
    })
}

/// What brings a certification body to the sites of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visit {
    /// The first certification.
    Initial,
    /// A surveillance audit between two certifications.
    Surveillance,
    /// The certification that follows on another.
    Recertification,
}

/// How many of `sites` like sites a certification body visits at least, besides the central function: the square root of
/// their number, 0.6 and 0.8 of it, rounded up (IAF MD 1). At least a quarter of them is to be drawn by chance.
pub fn sites(visit: Visit, sites: u32) -> u32 {
    let fifths: u64 = match visit {
        Visit::Initial => 5,
        Visit::Surveillance => 3,
        Visit::Recertification => 4,
    };
    // A whole number is at least fifths / 5 × √sites where five of it are at least √(fifths² × sites), rounded up.
    let square = fifths * fifths * u64::from(sites);
    let root = square.isqrt();
    let root = if root * root < square { root + 1 } else { root };
    u32::try_from(root.div_ceil(5)).unwrap_or(sites)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_discovery_sample_is_as_small_as_it_can_be() {
        assert_eq!(discovery(100, 5, 0.05), Some(45));
        assert_eq!(discovery(50, 3, 0.05), Some(31));
        assert_eq!(discovery(20, 1, 0.05), Some(19));
        assert_eq!(discovery(500, 25, 0.05), Some(56));
        assert_eq!(discovery(1000, 10, 0.01), Some(368));
        assert_eq!(discovery(777, 13, 0.1), Some(126));
    }

    #[test]
    fn where_nothing_is_to_be_found_there_is_no_sample() {
        assert_eq!(discovery(100, 0, 0.05), None);
        assert_eq!(discovery(0, 0, 0.05), None);
        assert_eq!(discovery(5, 6, 0.05), None);
        for alpha in [0.0, 1.0, -0.5, f64::NAN, f64::INFINITY] {
            assert_eq!(discovery(100, 5, alpha), None);
        }
        assert_eq!(discovery(5, 5, 0.05), Some(1));
    }

    #[test]
    fn large_numbers_take_no_longer() {
        assert_eq!(discovery(u32::MAX, u32::MAX / 20, 0.05), Some(59));
        assert_eq!(discovery(u32::MAX, 1, 0.5), Some(1 << 31));
        assert_eq!(discovery(1_000_000, 500_000, 1e-300), Some(996));
    }

    #[test]
    fn sites_are_those_of_the_mandatory_document() {
        let all =
            |count| [Visit::Initial, Visit::Surveillance, Visit::Recertification].map(|visit| sites(visit, count));
        assert_eq!(all(2), [2, 1, 2]);
        assert_eq!(all(26), [6, 4, 5]);
        assert_eq!(all(24), [5, 3, 4]);
        assert_eq!(all(25), [5, 3, 4]);
        assert_eq!(all(100), [10, 6, 8]);
        assert_eq!(all(1), [1, 1, 1]);
        assert_eq!(all(0), [0, 0, 0]);
        assert_eq!(all(u32::MAX), [65_536, 39_322, 52_429]);
    }

    fn choose(n: u32, k: u32) -> u128 {
        (0..k).fold(1, |ways, at| ways * u128::from(n.saturating_sub(at)) / u128::from(at + 1))
    }

    proptest! {
        /// Every size in turn, counted in whole numbers, for a chance of so many in a hundred.
        #[test]
        fn the_first_sample_whose_chance_is_low_enough(items in 1u32..60, bad in 1u32..60, percent in 1u32..100) {
            let bad = bad.min(items);
            let low_enough = |n: &u32| choose(items - bad, *n) * 100 <= choose(items, *n) * u128::from(percent);
            prop_assert_eq!(discovery(items, bad, f64::from(percent) / 100.0), (0..=items).find(low_enough));
        }

        #[test]
        fn the_first_number_that_is_no_less_than_its_part_of_the_root(count: u32) {
            for (visit, tenths) in [(Visit::Initial, 10u64), (Visit::Surveillance, 6), (Visit::Recertification, 8)] {
                let enough = |found: u64| (10 * found).pow(2) >= tenths * tenths * u64::from(count);
                let found = u64::from(sites(visit, count));
                prop_assert!(enough(found) && (found == 0 || !enough(found - 1)));
            }
        }
    }
}
