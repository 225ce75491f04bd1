//! Whether a series rises or falls: the Mann-Kendall test (Mann 1945; Kendall 1975, with ties), and Sen's slope
//! (Sen 1968). Too few points are said to be too few; what is not significant is no trend found, and never “stable”.

/// The fewest points of which a trend is spoken: with four, even a series that only rises is not significant
/// (p = 0.083).
pub const FEWEST: usize = 5;

/// The chance of error that is accepted where a trend is spoken of.
pub const SIGNIFICANCE: f64 = 0.05;

/// The largest series whose chance is worked out exactly.
const EXACT: usize = 9;

/// What the test says of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// The variance of `s` where nothing but chance is at work, corrected for ties.
    pub variance: f64,
    /// `s` in standard deviations, corrected for continuity.
    pub z: f64,
    /// The two-sided chance of so much of a trend where there is none: exact up to nine points without ties.
    pub p: f64,
    /// The median of the slopes of all pairs, per point.
    pub slope: f64,
}

impl Trend {
    /// Tests a series in the order of time; `None` where it has fewer than two points.
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.len() < 2 {
            return None;
        }
        let pairs =
            || values.iter().enumerate().flat_map(|(at, one)| values[at + 1..].iter().map(move |other| (*one, *other)));
        let s: i64 = pairs().map(|(one, other)| sign(other - one)).sum();
        let variance = variance(values);
        let z = match s {
            0 => 0.0,
            _ if variance == 0.0 => 0.0,
            s => (s - s.signum()) as f64 / variance.sqrt(),
        };
        let tied = pairs().any(|(one, other)| one == other);
        let p = if values.len() <= EXACT && !tied {
            exact(values.len(), s.unsigned_abs())
        } else {
            libm::erfc(z.abs() / std::f64::consts::SQRT_2)
        };
        Some(Self { s, variance, z, p, slope: slope(values) })
    }

    /// Which way the series goes: 1 up, -1 down, 0 where no trend is found or there are too few points.
    pub fn direction(values: &[f64]) -> Option<i64> {
        if values.len() < FEWEST {
            return None;
        }
        let trend = Self::of(values)?;
        Some(if trend.p < SIGNIFICANCE { trend.s.signum() } else { 0 })
    }
}

fn sign(difference: f64) -> i64 {
    if difference > 0.0 {
        1
    } else if difference < 0.0 {
        -1
    } else {
        0
    }
}

fn variance(values: &[f64]) -> f64 {
    let spread = |n: usize| (n * (n - 1) * (2 * n + 5)) as f64;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ties: f64 = sorted.chunk_by(|one, next| one == next).map(|group| spread(group.len())).sum();
    (spread(values.len()) - ties) / 18.0
}

/// The chance that as many pairs or more rise (or fall) where every order is as likely: counted by how many orders of
/// n values have each number of pairs out of order.
fn exact(n: usize, s: u64) -> f64 {
    let mut counts = vec![1.0_f64];
    for size in 2..=n {
        let mut next = vec![0.0; counts.len() + size - 1];
        for (inversions, count) in counts.iter().enumerate() {
            for more in 0..size {
                next[inversions + more] += count;
            }
        }
        counts = next;
    }
    let pairs = (n * (n - 1) / 2) as u64;
    let orders: f64 = counts.iter().sum();
    let as_far = counts.iter().enumerate().filter(|(inversions, _)| {
        let s_of = pairs.abs_diff(2 * *inversions as u64);
        s_of >= s
    });
    as_far.map(|(_, count)| count).sum::<f64>() / orders
}

fn slope(values: &[f64]) -> f64 {
    let mut slopes: Vec<f64> = Vec::new();
    for (at, one) in values.iter().enumerate() {
        for (later, other) in values.iter().enumerate().skip(at + 1) {
            slopes.push((other - one) / (later - at) as f64);
        }
    }
    slopes.sort_unstable_by(f64::total_cmp);
    let middle = slopes.len() / 2;
    match slopes.len() {
        0 => 0.0,
        count if count % 2 == 1 => slopes[middle],
        _ => f64::midpoint(slopes[middle - 1], slopes[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn ties_are_corrected_for() {
        let trend = Trend::of(&[4.0, 4.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.0]).unwrap();
        assert_eq!(trend.s, -23);
        close(trend.variance, 59.666_667);
        close(trend.z, -2.848_110);
        close(trend.p, 0.004_398);
        close(trend.slope, -0.414_286);
    }

    #[test]
    fn small_series_are_counted_out() {
        close(Trend::of(&[1.0, 2.0, 3.0, 4.0]).unwrap().p, 0.083_333_3);
        close(Trend::of(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap().p, 0.016_666_7);
        let trend = Trend::of(&[3.0, 1.0, 4.0, 2.0, 5.0, 6.0]).unwrap();
        assert_eq!(trend.s, 9);
        close(trend.p, 0.136_111_1);
        close(trend.slope, 0.6);
    }

    #[test]
    fn under_five_points_no_trend_is_spoken_of() {
        assert_eq!(Trend::direction(&[1.0, 2.0, 3.0, 4.0]), None);
        assert_eq!(Trend::direction(&[1.0, 2.0, 3.0, 4.0, 5.0]), Some(1));
        assert_eq!(Trend::direction(&[5.0, 4.0, 3.0, 2.0, 1.0]), Some(-1));
        assert_eq!(Trend::direction(&[1.0, 3.0, 2.0, 4.0, 3.0]), Some(0));
    }

    proptest! {
        #[test]
        fn a_series_read_backwards_goes_the_other_way(values in prop::collection::vec(-100i32..100, 2..20)) {
            let forwards: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let backwards: Vec<f64> = forwards.iter().rev().copied().collect();
            let (one, other) = (Trend::of(&forwards).unwrap(), Trend::of(&backwards).unwrap());
            prop_assert_eq!(one.s, -other.s);
            prop_assert!((one.p - other.p).abs() < 1e-9);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&one.p));
        }
    }
}
