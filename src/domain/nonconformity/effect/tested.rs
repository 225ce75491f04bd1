//! What retests and samples say of a criterion that counts what fails. Each is judged by itself: none is taken together with
//! others to reach the number that was set, and a later one takes no earlier one back.

use crate::domain::identity::Reference;
use crate::domain::nonconformity::criterion::{By, Criterion};
use crate::domain::nonconformity::words::{Measure, Nonconformity};
use crate::domain::proportion::Proportion;
use crate::domain::record::Record;
use crate::domain::retest::Retest;

use super::judged::Outcome;

/// What failed of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub failed: u32,
    pub tested: u32,
}

impl Count {
    fn of(failed: Option<i64>, tested: Option<i64>) -> Option<Self> {
        Some(Self { failed: u32::try_from(failed?).ok()?, tested: u32::try_from(tested?).ok()? })
    }

    fn and(self, other: Self) -> Self {
        Self { failed: self.failed.saturating_add(other.failed), tested: self.tested.saturating_add(other.tested) }
    }

    fn is_worse_than(self, before: Self) -> bool {
        let product = |one: u32, other: u32| u64::from(one) * u64::from(other);
        product(self.failed, before.tested) > product(before.failed, self.tested)
    }

    fn words(self) -> String {
        format!("{} of {} failed", self.failed, self.tested)
    }
}

/// One retest or sample.
#[derive(Debug, Clone)]
struct Test {
    reference: Reference,
    after: Count,
    /// What it says of before.
    before: Option<Count>,
}

/// What was tested since the actions were done, the oldest first.
#[derive(Debug, Clone, Default)]
pub struct Tests(Vec<Test>);

/// What may fail: such a share of those that are tested, and of so many at least.
#[derive(Debug, Clone, Copy)]
struct Allowed {
    part: u32,
    whole: u32,
    /// How many one test has at least; none where no number was set.
    of: u32,
    /// Whether the upper bound of the interval is compared.
    bound: bool,
}

impl Allowed {
    fn by(criterion: Criterion) -> Option<Self> {
        match criterion {
            Criterion::AtMost { failing, of } => Some(Self { part: failing, whole: of, of, bound: false }),
            Criterion::Share { most, by, of } => {
                let (part, whole) = most.fraction();
                Some(Self { part, whole, of: of.unwrap_or(0), bound: by == By::Bound })
            }
            Criterion::WithinLimits { .. } | Criterion::NoRepeat { .. } => None,
        }
    }

    /// Whether more failed than may, even if all that is still to be tested of the number that was set were good.
    fn is_exceeded(self, count: Count) -> bool {
        self.is_beyond(count.failed, count.tested.max(self.of))
    }

    fn is_beyond(self, failed: u32, tested: u32) -> bool {
        u64::from(failed) * u64::from(self.whole) > u64::from(self.part) * u64::from(tested)
    }

    fn is_large_enough(self, count: Count) -> bool {
        count.tested > 0 && count.tested >= self.of
    }

    /// Whether a test by itself shows that no more fail.
    fn is_shown(self, count: Count) -> bool {
        let by_bound = || {
            let high = Proportion::new(count.failed, count.tested).map(|share| share.interval().1);
            high.is_some_and(|high| high <= f64::from(self.part) / f64::from(self.whole))
        };
        self.is_large_enough(count) && !self.is_exceeded(count) && (!self.bound || by_bound())
    }
}

pub fn nothing_tested(by: Option<Measure>) -> (Outcome, String) {
    let what = if by == Some(Measure::Sample) { "sample" } else { "retest" };
    (Outcome::Open, format!("no {what} was recorded since the actions were done"))
}

impl Tests {
    /// Those of a case that can tell of its actions.
    pub fn of(case: Nonconformity, retests: &[Record]) -> Self {
        let done = case.counts_from();
        let since = retests.iter().map(Retest).filter(|one| done.is_some() && one.held_on() >= done);
        let mut tests: Vec<_> = since
            .filter_map(|one| {
                let before = Count::of(one.before_failed(), one.before_tested());
                let after = Count::of(one.failed(), one.tested())?;
                Some((one.held_on(), Test { reference: one.0.reference(), after, before }))
            })
            .collect();
        tests.sort_by_key(|(held_on, _)| *held_on);
        Self(tests.into_iter().map(|(_, test)| test).collect())
    }

    /// All that was looked through, whenever it was.
    pub fn together(&self) -> Count {
        self.0.iter().fold(Count::default(), |all, one| all.and(one.after))
    }

    /// Whether they meet a criterion that counts what fails, and what was found.
    pub fn judged(&self, measure: Option<Measure>, criterion: Criterion) -> (Outcome, String) {
        let (Some(allowed), false) = (Allowed::by(criterion), self.0.is_empty()) else {
            return nothing_tested(measure);
        };
        let words = |count: Count| match criterion {
            Criterion::Share { by, .. } => share(count, by),
            _ => count.words(),
        };
        let told = |test: &Test| match self.0.len() {
            1 => words(test.after),
            _ => format!("{} in {}", words(test.after), test.reference),
        };
        let (whole, few): (Vec<&Test>, Vec<&Test>) =
            self.0.iter().partition(|test| allowed.is_large_enough(test.after));
        if let Some(test) = self.0.iter().rfind(|test| allowed.is_exceeded(test.after)) {
            return (Outcome::NotMet, told(test));
        }
        // Those that are too small speak against it together, and never for it: what failed in them is added up, and more
        // good ones take none of it back.
        let together = few.iter().fold(Count::default(), |all, test| all.and(test.after));
        if allowed.is_beyond(together.failed, allowed.of) {
            return (Outcome::NotMet, format!("{} in {} smaller tests together", words(together), few.len()));
        }
        if let Some(test) = whole.iter().rfind(|test| allowed.is_shown(test.after)) {
            return (Outcome::Met, told(test));
        }
        let largest = self.0.iter().max_by_key(|test| test.after.tested);
        let found = largest.map(told).unwrap_or_default();
        let of = allowed.of;
        let found = match (whole.is_empty(), self.0.len()) {
            (false, _) => format!("{found}: too few are tested to show it"),
            (true, 1) => format!("{found}, and {of} are to be tested"),
            (true, _) => format!("{found}, and {of} are to be tested in one"),
        };
        (Outcome::Open, found)
    }

    /// That more failed than before, in a test that tells of both: another one takes it back as little.
    pub fn worse(&self) -> Option<String> {
        let worse = |test: &&Test| test.before.is_some_and(|before| test.after.is_worse_than(before));
        let test = self.0.iter().rfind(worse)?;
        let before = test.before?;
        Some(format!("It got worse: {} before, {} of {} after", before.words(), test.after.failed, test.after.tested))
    }
}

fn share(count: Count, by: By) -> String {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let Some(proportion) = Proportion::new(count.failed, count.tested) else { return count.words() };
    let found = format!("{}, {}", count.words(), percent(proportion.share()));
    match by {
        By::Point => found,
        By::Bound => {
            let (low, high) = proportion.interval();
            format!("{found} (95 % interval {} to {})", percent(low), percent(high))
        }
    }
}

/// Whether a retest by itself denies that a criterion is met, or shows that it got worse; where there are words only,
/// whether as many fail as before, or any where nothing is known of before.
pub fn denies(case: Nonconformity, retest: &Record) -> bool {
    let tests = Tests::of(case, std::slice::from_ref(retest));
    let Some(Test { after, before, .. }) = tests.0.first().cloned() else { return false };
    let fails = match case.checked_criterion() {
        Some(Criterion::NoRepeat { .. }) => after.failed > 0,
        Some(Criterion::WithinLimits { .. }) => false,
        Some(criterion) => Allowed::by(criterion).is_some_and(|allowed| allowed.is_exceeded(after)),
        None => before.map_or(after.failed > 0, |before| !before.is_worse_than(after)),
    };
    fails || tests.worse().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::nonconformity::criterion::Percent;
    use proptest::prelude::*;

    fn of(counts: &[(u32, u32)]) -> Tests {
        let test = |(number, (failed, tested)): (usize, &(u32, u32))| Test {
            reference: Reference { prefix: "RT".to_owned(), number: u32::try_from(number).unwrap() + 1 },
            after: Count { failed: *failed, tested: *tested },
            before: None,
        };
        Tests(counts.iter().enumerate().map(test).collect())
    }

    fn outcome(criterion: Criterion, counts: &[(u32, u32)]) -> Outcome {
        of(counts).judged(None, criterion).0
    }

    fn counted() -> impl Strategy<Value = Criterion> {
        let at_most = (1u32..60)
            .prop_flat_map(|of| (0..of, Just(of)))
            .prop_map(|(failing, of)| Criterion::AtMost { failing, of });
        let share = (1u32..9_999, any::<bool>(), 1u32..60).prop_map(|(most, point, of)| {
            let by = if point { By::Point } else { By::Bound };
            Criterion::Share { most: Percent::of_hundredths(most).unwrap(), by, of: point.then_some(of) }
        });
        prop_oneof![at_most, share]
    }

    fn some() -> impl Strategy<Value = (u32, u32)> {
        (1u32..200).prop_flat_map(|tested| (0..=tested, Just(tested)))
    }

    proptest! {
        /// Nothing tested is never met, more failures never help, and what is met was tested often enough at once.
        #[test]
        fn no_failure_and_no_silence_meets_a_criterion(
            criterion in counted(),
            (failed, tested) in (1u32..200).prop_flat_map(|tested| (0..tested, Just(tested)))
        ) {
            prop_assert_eq!(outcome(criterion, &[]), Outcome::Open);
            prop_assert_ne!(outcome(criterion, &[(tested, tested)]), Outcome::Met);
            if outcome(criterion, &[(failed, tested)]) != Outcome::Met {
                prop_assert_ne!(outcome(criterion, &[(failed + 1, tested)]), Outcome::Met);
            } else {
                let least = match criterion {
                    Criterion::AtMost { of, .. } => of,
                    Criterion::Share { of, .. } => of.unwrap_or(1),
                    _ => 0,
                };
                prop_assert!(tested >= least);
            }
            // By the bound no more is met than by the point.
            if let Criterion::Share { most, by: By::Bound, of } = criterion
                && outcome(criterion, &[(failed, tested)]) == Outcome::Met
            {
                let point = Criterion::Share { most, by: By::Point, of };
                prop_assert_eq!(outcome(point, &[(failed, tested)]), Outcome::Met);
            }
        }

        /// However much else is tested, what denies a criterion denies it; and tests that are each too small show nothing.
        #[test]
        fn no_other_test_takes_one_back_or_makes_up_for_one(
            criterion in counted(), tests in proptest::collection::vec(some(), 1..5), other in some()
        ) {
            let more = [tests.clone(), vec![other]].concat();
            if outcome(criterion, &tests) == Outcome::NotMet {
                prop_assert_eq!(outcome(criterion, &more), Outcome::NotMet);
            }
            if outcome(criterion, &more) == Outcome::Met {
                prop_assert!(more.iter().any(|one| outcome(criterion, &[*one]) == Outcome::Met));
            }
        }
    }

    #[test]
    fn at_most_so_many_of_so_many_is_a_share_where_more_are_tested() {
        let criterion = Criterion::AtMost { failing: 2, of: 40 };
        for (count, told) in [
            ((2, 40), Outcome::Met),
            ((3, 4000), Outcome::Met),
            ((200, 4000), Outcome::Met),
            ((201, 4000), Outcome::NotMet),
            ((3, 41), Outcome::NotMet),
            ((3, 39), Outcome::NotMet),
            ((2, 39), Outcome::Open),
        ] {
            assert_eq!(outcome(criterion, &[count]), told, "{count:?}");
        }
        assert_eq!(outcome(Criterion::AtMost { failing: 0, of: 40 }, &[(1, 4000)]), Outcome::NotMet);
    }
}
