//! How long something takes until it is closed, with what is still open counted as such: the product-limit estimate
//! (Kaplan and Meier 1958). To leave open cases out would make the time look shorter than it is.

use std::collections::BTreeMap;

/// How far a share may lie above one half and still be read as one half: products of fractions are rounded.
const ROUNDING: f64 = 1e-9;

/// How long one case was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// Whole days from its beginning to its closing, or to today where it is still open.
    pub days: u32,
    /// Whether it closed then; otherwise all that is known is that it takes longer.
    pub closed: bool,
}

/// Cases by how long each was looked at. No more is held than there are different numbers of days, however many cases.
#[derive(Debug, Clone, Default)]
pub struct Spells(BTreeMap<u32, Ends>);

/// How many cases closed after so many days, and how many were only looked at for as long.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    closed: usize,
    open: usize,
}

impl Extend<Spell> for Spells {
    fn extend<I: IntoIterator<Item = Spell>>(&mut self, spells: I) {
        for spell in spells {
            let ends = self.0.entry(spell.days).or_default();
            ends.closed += usize::from(spell.closed);
            ends.open += usize::from(!spell.closed);
        }
    }
}

/// A number of days after which cases closed, and what it left open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days since the beginning.
    pub day: u32,
    /// Cases that were looked at for as many days and still open when the day came. What is open today after just as
    /// many days counts among them.
    pub at_risk: usize,
    /// Cases that closed after as many days.
    pub closed: usize,
    /// The share that is expected to be open for longer, from 0 to 1.
    pub open: f64,
}

/// The share of cases that is still open, over the days since their beginning.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Where the curve falls, by days: between two steps it is level, and before the first it is 1.
    pub steps: Vec<Step>,
    /// Cases that closed.
    pub closed: usize,
    /// Cases that are still open.
    pub open: usize,
}

impl Curve {
    /// Estimates the curve; without cases it has no steps.
    pub fn of(spells: &Spells) -> Self {
        let sum = |count: fn(&Ends) -> usize| spells.0.values().map(count).sum::<usize>();
        let (all_closed, all_open) = (sum(|ends| ends.closed), sum(|ends| ends.open));
        let (mut at_risk, mut open) = (all_closed + all_open, 1.0);
        let mut steps = Vec::new();
        for (day, ends) in &spells.0 {
            if ends.closed > 0 {
                open *= (at_risk - ends.closed) as f64 / at_risk as f64;
                steps.push(Step { day: *day, at_risk, closed: ends.closed, open });
            }
            at_risk -= ends.closed + ends.open;
        }
        Self { steps, closed: all_closed, open: all_open }
    }

    /// The share that is expected to be open for longer than so many days, from 0 to 1. After the last step it stays as
    /// it is: how the cases go on that are still open, nobody knows.
    pub fn at(&self, day: u32) -> f64 {
        let passed = self.steps.partition_point(|step| step.day <= day);
        passed.checked_sub(1).map_or(1.0, |last| self.steps[last].open)
    }

    /// The days after which at most half of the cases are expected to be open; `None` where the curve does not reach
    /// one half.
    pub fn median(&self) -> Option<u32> {
        self.steps.iter().find(|step| step.open <= 0.5 + ROUNDING).map(|step| step.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn curve(closed: &[u32], open: &[u32]) -> Curve {
        let spell = |closed| move |days: &u32| Spell { days: *days, closed };
        estimated(closed.iter().map(spell(true)).chain(open.iter().map(spell(false))))
    }

    fn estimated(spells: impl IntoIterator<Item = Spell>) -> Curve {
        let mut all = Spells::default();
        all.extend(spells);
        Curve::of(&all)
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn open_cases_count_for_as_long_as_they_are_known() {
        let curve = curve(&[10, 20, 30], &[15, 40]);
        let at_risk: Vec<_> = curve.steps.iter().map(|step| (step.day, step.at_risk, step.closed)).collect();
        assert_eq!(at_risk, [(10, 5, 1), (20, 3, 1), (30, 2, 1)]);
        for (day, open) in [(0, 1.0), (9, 1.0), (10, 0.8), (19, 0.8), (20, 0.533_333), (30, 0.266_667), (99, 0.266_667)]
        {
            close(curve.at(day), open);
        }
        assert_eq!((curve.median(), curve.closed, curve.open), (Some(30), 3, 2));
    }

    #[test]
    fn what_closes_on_a_day_closes_before_what_is_open_on_it_is_lost_sight_of() {
        let curve = curve(&[5, 5], &[5, 5]);
        assert_eq!(curve.steps, [Step { day: 5, at_risk: 4, closed: 2, open: 0.5 }]);
        assert_eq!(curve.median(), Some(5));
    }

    #[test]
    fn a_median_that_is_not_reached_is_none() {
        assert_eq!(curve(&[3], &[4, 5]).median(), None);
        assert_eq!(curve(&[], &[4, 5]).median(), None);
        let nothing = estimated([]);
        assert_eq!((nothing.median(), nothing.closed, nothing.open), (None, 0, 0));
        close(nothing.at(7), 1.0);
    }

    #[test]
    fn closing_on_the_first_day_is_closing() {
        assert_eq!(curve(&[0, 0, 0], &[1]).median(), Some(0));
        close(curve(&[0, 0, 0], &[1]).at(0), 0.25);
    }

    /// Exactly one half, as a fraction of whole numbers: 6/7 × 5/6 × … is rounded on the way.
    #[test]
    fn one_half_is_one_half_however_it_is_rounded() {
        for half in 1..=200 {
            let days: Vec<u32> = (1..=2 * half).collect();
            assert_eq!(curve(&days, &[]).median(), Some(half));
        }
    }

    fn spells() -> impl Strategy<Value = Vec<Spell>> {
        prop::collection::vec((0u32..12, any::<bool>()).prop_map(|(days, closed)| Spell { days, closed }), 0..14)
    }

    proptest! {
        #[test]
        fn without_open_cases_it_is_the_share_that_took_longer(days in prop::collection::vec(0u32..30, 1..40), at in 0u32..32) {
            let curve = curve(&days, &[]);
            let longer = days.iter().filter(|one| **one > at).count();
            prop_assert!((curve.at(at) - longer as f64 / days.len() as f64).abs() < 1e-12);
            let half = days.iter().copied().filter(|day| days.iter().filter(|one| *one > day).count() * 2 <= days.len());
            prop_assert_eq!(curve.median(), half.min());
        }

        #[test]
        fn the_curve_falls_from_one_and_stays_above_nothing(spells in spells()) {
            let curve = estimated(spells.iter().copied());
            let shares: Vec<f64> = std::iter::once(1.0).chain(curve.steps.iter().map(|step| step.open)).collect();
            prop_assert!(shares.windows(2).all(|pair| pair[1] < pair[0]) && shares.iter().all(|share| *share >= 0.0));
            prop_assert_eq!(curve.closed + curve.open, spells.len());
            prop_assert_eq!(curve.steps.iter().map(|step| step.closed).sum::<usize>(), curve.closed);
        }

        /// The product as it stands in the definition, in whole numbers, over every day there is.
        #[test]
        fn it_is_the_product_of_the_shares_that_passed_each_day(spells in spells(), at in 0u32..14) {
            let (mut over, mut under) = (1u128, 1u128);
            let mut median = None;
            for day in 0..=13 {
                let at_risk = spells.iter().filter(|one| one.days >= day).count();
                let closed = spells.iter().filter(|one| one.days == day && one.closed).count();
                if closed > 0 {
                    over *= (at_risk - closed) as u128;
                    under *= at_risk as u128;
                }
                if day == at {
                    prop_assert!((estimated(spells.iter().copied()).at(at) - over as f64 / under as f64).abs() < 1e-12);
                }
                if over * 2 <= under {
                    median = median.or(Some(day));
                }
            }
            prop_assert_eq!(estimated(spells.iter().copied()).median(), median);
        }
    }
}
