//! Shares of a count with what can be said of them: the score interval (Wilson 1927), which holds for small counts, where
//! the usual approximation does not.

/// Standard deviations on either side of the middle that cover 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    count: u32,
    of: u32,
}

impl Proportion {
    /// `count` of `of`; `None` where there is nothing to count in, or less than was counted.
    pub fn new(count: u32, of: u32) -> Option<Self> {
        (of > 0 && count <= of).then_some(Self { count, of })
    }

    /// How many were counted.
    pub const fn count(self) -> u32 {
        self.count
    }

    /// Of how many.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// The share, from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.count) / f64::from(self.of)
    }

    /// The 95 % interval around the share, by Wilson's score without correction for continuity: from 0 to 1, and never
    /// without width.
    pub fn interval(self) -> (f64, f64) {
        let (share, n) = (self.share(), f64::from(self.of));
        let width = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / width;
        let reach = Z / width * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let low = if self.count == 0 { 0.0 } else { (middle - reach).max(0.0) };
        let high = if self.count == self.of { 1.0 } else { (middle + reach).min(1.0) };
        (low, high)
    }
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

    #[test]
    fn intervals_hold_for_small_counts_and_at_the_ends() {
        let (low, high) = of(8, 10).interval();
        close(low, 0.490_162);
        close(high, 0.943_318);
        let (low, high) = of(0, 20).interval();
        assert_eq!(low, 0.0);
        close(high, 0.161_125);
        let (low, high) = of(20, 20).interval();
        close(low, 1.0 - 0.161_125);
        assert_eq!(high, 1.0);
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        assert_eq!(Proportion::new(0, 0), None);
        assert_eq!(Proportion::new(3, 2), None);
    }

    proptest! {
        /// The ends are where the share lies just Z standard deviations of that end away.
        #[test]
        fn an_interval_ends_where_the_score_does(one in (1u32..=25).prop_flat_map(|n| (0..=n, Just(n))).prop_map(|(count, n)| of(count, n))) {
            let (low, high) = one.interval();
            prop_assert!(0.0 <= low && low <= one.share() && one.share() <= high && high <= 1.0 && low < high);
            for end in [low, high].into_iter().filter(|end| 0.0 < *end && *end < 1.0) {
                let score = (one.share() - end) / (end * (1.0 - end) / f64::from(one.of())).sqrt();
                prop_assert!((score.abs() - Z).abs() < 1e-6);
            }
        }
    }
}
