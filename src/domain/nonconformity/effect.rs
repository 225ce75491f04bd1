//! Whether corrective actions worked, worked out from what was tested, measured and recorded since they were done. Nothing
//! that was not looked at is ever taken for an effect.

use chrono::NaiveDate;

use crate::domain::kpi::{Direction, Frequency, Kpi};
use crate::domain::measurement::Measurement;
use crate::domain::proportion::Proportion;
use crate::domain::record::Record;
use crate::domain::requirement;
use crate::domain::retest::Retest;
use crate::domain::value::Decimal;

use super::criterion::{By, Criterion, Percent};
use super::words::{Measure, Nonconformity, State};

/// What the records say that a case is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The retests of the case.
    pub retests: &'a [Record],
    /// The KPI that tells, where one does.
    pub kpi: Option<&'a Record>,
    /// Its measurements.
    pub measurements: &'a [Record],
    /// Nonconformities among which a repeat may be; asked where [`Nonconformity::looks_for_repeats`].
    pub others: &'a [Record],
    pub today: NaiveDate,
}

/// How far a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Met,
    NotMet,
    /// It can't be judged yet: too little was looked at.
    Open,
    /// It is in words, which no figures check.
    InWords,
}

/// What the measure says of the effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub outcome: Outcome,
    /// What was found: `3 of 40 failed`.
    pub found: String,
    /// That it got worse, with the figures; none where it did not, or where nothing is known of before.
    pub worse: Option<String>,
}

impl Effect {
    /// What stands against calling it effective, a sentence each; nothing where the measure shows it, or where a criterion
    /// in words leaves it to whoever judges.
    pub fn against(&self) -> Vec<String> {
        let outcome = match self.outcome {
            Outcome::Met | Outcome::InWords => None,
            Outcome::NotMet => Some(format!("The criterion is not met: {}", self.found)),
            Outcome::Open => Some(format!("The criterion can't be judged yet: {}", self.found)),
        };
        outcome.into_iter().chain(self.worse.clone()).collect()
    }

    /// Whether the measure says that it did not work: what was not looked at says nothing.
    pub fn denies(&self) -> bool {
        self.outcome == Outcome::NotMet || self.worse.is_some()
    }

    /// How far the criterion is met, with what was found.
    pub fn words(&self) -> String {
        match self.outcome {
            Outcome::Met => format!("The criterion is met: {}", self.found),
            Outcome::InWords => "Criterion in words: not checked by figures".to_owned(),
            Outcome::NotMet => format!("The criterion is not met: {}", self.found),
            Outcome::Open => format!("The criterion can't be judged yet: {}", self.found),
        }
    }
}

/// Judges the effect of a case's actions.
pub fn judge(case: Nonconformity, figures: &Figures) -> Effect {
    let tests = Tests::of(case, figures.retests);
    let (outcome, found) = match case.checked_criterion() {
        None => (Outcome::InWords, String::new()),
        Some(Criterion::AtMost { failing, of }) => at_most(case.measured_by(), &tests, failing, of),
        Some(Criterion::Share { most, by, of }) => share(case.measured_by(), &tests, most, by, of),
        Some(Criterion::WithinLimits { periods }) => within(&Series::of(case, figures), periods),
        Some(Criterion::NoRepeat { until, records }) => no_repeat(case, figures, &tests, until, records),
    };
    let worse = match case.measured_by() {
        Some(Measure::Kpi) => Series::of(case, figures).worse(case),
        _ => tests.worse(),
    };
    Effect { outcome, found, worse }
}

impl Nonconformity<'_> {
    /// The criterion in the form that can be checked; none where there are words only.
    pub fn checked_criterion(self) -> Option<Criterion> {
        Criterion::parse(self.criterion()).ok()
    }

    /// Whether other nonconformities say whether the criterion is met.
    pub fn looks_for_repeats(self) -> bool {
        matches!(self.checked_criterion(), Some(Criterion::NoRepeat { .. }))
    }

    /// How the effect is to be judged, in a sentence: the criterion, the measure and the first day.
    pub fn judged_by(self) -> String {
        let criterion = match (self.checked_criterion(), self.effectiveness_criterion().trim()) {
            (Some(criterion), "") => criterion.words(),
            (Some(criterion), words) => format!("{} (in words: {words})", criterion.words()),
            (None, words) => format!("In words: {words}"),
        };
        let measure = self.measured_by().map_or("", Measure::label).to_lowercase();
        let measure = match self.effectiveness_measure().trim() {
            "" => measure,
            name => format!("{measure} ({name})"),
        };
        let from = self.check_from().map_or(String::new(), |day| format!(", from {day}"));
        format!("{criterion}; by {measure}{from}")
    }
}

/// What was tested since the actions were done, all of it: a later test takes no earlier one back.
#[derive(Default)]
struct Tests {
    failed: u32,
    tested: u32,
    /// What failed of how many before and after, of those retests that tell of both.
    compared: [(u64, u64); 2],
}

impl Tests {
    fn of(case: Nonconformity, retests: &[Record]) -> Self {
        let done = case.implemented_on();
        let since = retests.iter().map(Retest).filter(|one| done.is_some() && one.held_on() >= done);
        let mut tests = Self::default();
        for one in since {
            let counts = |failed: Option<i64>, tested: Option<i64>| {
                Some((u32::try_from(failed?).ok()?, u32::try_from(tested?).ok()?))
            };
            let Some((failed, tested)) = counts(one.failed(), one.tested()) else { continue };
            tests.failed = tests.failed.saturating_add(failed);
            tests.tested = tests.tested.saturating_add(tested);
            if let Some((before_failed, before_tested)) = counts(one.before_failed(), one.before_tested()) {
                let [before, after] = &mut tests.compared;
                *before = (before.0 + u64::from(before_failed), before.1 + u64::from(before_tested));
                *after = (after.0 + u64::from(failed), after.1 + u64::from(tested));
            }
        }
        tests
    }

    fn found(&self) -> String {
        format!("{} of {} failed", self.failed, self.tested)
    }

    fn worse(&self) -> Option<String> {
        let [(before_failed, before), (failed, after)] = self.compared;
        let worse = u128::from(failed) * u128::from(before) > u128::from(before_failed) * u128::from(after);
        worse.then(|| format!("It got worse: {before_failed} of {before} failed before, {failed} of {after} after"))
    }
}

fn nothing_tested(by: Option<Measure>) -> (Outcome, String) {
    let what = if by == Some(Measure::Sample) { "sample" } else { "retest" };
    (Outcome::Open, format!("no {what} was recorded since the actions were done"))
}

fn at_most(measure: Option<Measure>, tests: &Tests, failing: u32, of: u32) -> (Outcome, String) {
    match tests {
        Tests { tested: 0, .. } => nothing_tested(measure),
        Tests { failed, .. } if *failed > failing => (Outcome::NotMet, tests.found()),
        Tests { tested, .. } if *tested < of => {
            (Outcome::Open, format!("{}, and {of} are to be tested", tests.found()))
        }
        _ => (Outcome::Met, tests.found()),
    }
}

fn share(measure: Option<Measure>, tests: &Tests, most: Percent, by: By, of: Option<u32>) -> (Outcome, String) {
    let Some(proportion) = Proportion::new(tests.failed, tests.tested) else { return nothing_tested(measure) };
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let (low, high) = proportion.interval();
    let mut found = format!("{}, {}", tests.found(), percent(proportion.share()));
    if by == By::Bound {
        found.push_str(&format!(" (95 % interval {} to {})", percent(low), percent(high)));
    }
    if let Some(of) = of.filter(|of| tests.tested < *of) {
        return (Outcome::Open, format!("{found}, and {of} are to be tested"));
    }
    let outcome = match (most.holds(tests.failed, tests.tested), by) {
        (false, _) => Outcome::NotMet,
        (true, By::Point) => Outcome::Met,
        (true, By::Bound) if high <= most.share() => Outcome::Met,
        (true, By::Bound) => {
            found.push_str(": too few are tested to show it");
            Outcome::Open
        }
    };
    (outcome, found)
}

/// What a KPI measured: values of whole periods before the actions were done and since, the oldest first.
struct Series {
    each: Option<Frequency>,
    before: Vec<(NaiveDate, Decimal)>,
    since: Vec<(NaiveDate, Decimal)>,
    limits: (Option<Decimal>, Option<Decimal>),
    unit: String,
    today: NaiveDate,
    direction: Option<Direction>,
}

impl Series {
    fn of(case: Nonconformity, figures: &Figures) -> Self {
        let kpi = figures.kpi.map(Kpi);
        // What was set with the criterion counts, whatever became of the KPI since.
        let each = case.limit_period().or(kpi.and_then(Kpi::frequency));
        let limits = (case.limit_low(), case.limit_high());
        let direction = match limits {
            (None, None) => kpi.and_then(Kpi::direction),
            (Some(_), None) => Some(Direction::Higher),
            (None, Some(_)) => Some(Direction::Lower),
            (Some(_), Some(_)) => Some(Direction::Within),
        };
        let (mut before, mut since) = (Vec::new(), Vec::new());
        for one in figures.measurements.iter().map(Measurement) {
            let (Some(end), Some(value), Some(done)) = (one.period_end(), one.figure(), case.implemented_on()) else {
                continue;
            };
            if end < done {
                before.push((end, value));
            } else if each.and_then(|each| each.begins(end)).is_some_and(|first| first >= done) {
                since.push((end, value));
            }
        }
        before.sort_by_key(|(end, _)| *end);
        since.sort_by_key(|(end, _)| *end);
        let unit = kpi.map_or(String::new(), |kpi| kpi.unit().to_owned());
        Self { each, before, since, limits, unit, today: figures.today, direction }
    }

    /// Whether a whole period lies between the end of one and a day.
    fn is_silent(&self, end: NaiveDate, until: NaiveDate) -> bool {
        let next = |end: NaiveDate| self.each.and_then(|each| each.next(end));
        next(end).and_then(next).is_some_and(|second| second <= until)
    }

    /// The latest values of which each follows the one before.
    fn in_a_row(&self) -> &[(NaiveDate, Decimal)] {
        let broken = self.since.windows(2).rposition(|two| self.is_silent(two[0].0, two[1].0));
        self.since.get(broken.map_or(0, |place| place + 1)..).unwrap_or_default()
    }

    fn is_within(&self, value: Decimal) -> bool {
        let (low, high) = self.limits;
        low.is_none_or(|low| value.scaled >= low.scaled) && high.is_none_or(|high| value.scaled <= high.scaled)
    }

    fn told(&self, value: Decimal) -> String {
        format!("{} {}", value.short(), self.unit).trim().to_owned()
    }

    fn limits_in_words(&self) -> String {
        match self.limits {
            (Some(low), Some(high)) => format!("from {} to {}", low.short(), self.told(high)),
            (Some(low), None) => format!("at least {}", self.told(low)),
            (None, Some(high)) => format!("at most {}", self.told(high)),
            (None, None) => String::new(),
        }
    }

    /// Whether the mean of the periods since the actions is worse than that of as many before.
    fn worse(&self, case: Nonconformity) -> Option<String> {
        let wanted = match case.checked_criterion() {
            Some(Criterion::WithinLimits { periods }) => periods as usize,
            _ => usize::MAX,
        };
        let last = |points: &[(NaiveDate, Decimal)]| -> (i128, i128) {
            let points = points.iter().rev().take(wanted);
            points.fold((0, 0), |(sum, count), (_, value)| (sum + i128::from(value.scaled), count + 1))
        };
        let ((before, earlier), (after, later)) = (last(&self.before), last(&self.since));
        if earlier == 0 || later == 0 {
            return None;
        }
        let (before_all, after_all) = (before * later, after * earlier);
        let worse = match self.direction? {
            Direction::Higher => after_all < before_all,
            Direction::Lower => after_all > before_all,
            Direction::Within => false,
        };
        let mean = |sum: i128, count: i128| {
            let scale = self.since.first().map_or(0, |(_, value)| value.scale);
            let scaled = i64::try_from(sum / count).unwrap_or(i64::MAX);
            self.told(Decimal { scaled, scale })
        };
        worse
            .then(|| format!("It got worse: {} on average before, {} after", mean(before, earlier), mean(after, later)))
    }
}

fn within(series: &Series, periods: u32) -> (Outcome, String) {
    let row = series.in_a_row();
    let Some((last, _)) = row.last().copied() else {
        return (Outcome::Open, "the KPI has no measurement of a whole period since the actions were done".to_owned());
    };
    if series.is_silent(last, series.today) {
        return (Outcome::Open, format!("the KPI has no measurement since that to {last}"));
    }
    let looked_at = &row[row.len().saturating_sub(periods as usize)..];
    let limits = series.limits_in_words();
    if let Some((end, value)) = looked_at.iter().rfind(|(_, value)| !series.is_within(*value)) {
        return (Outcome::NotMet, format!("{} to {end}, and {limits} was set", series.told(*value)));
    }
    let found = format!("{} of {periods} periods in a row within {limits}", looked_at.len());
    if looked_at.len() < periods as usize { (Outcome::Open, found) } else { (Outcome::Met, found) }
}

fn no_repeat(
    case: Nonconformity,
    figures: &Figures,
    tests: &Tests,
    until: NaiveDate,
    records: u32,
) -> (Outcome, String) {
    let mut unknown = None;
    for other in figures.others {
        match repeats(case, Nonconformity(other)) {
            Some(true) => return (Outcome::NotMet, format!("{} repeats it", other.reference())),
            Some(false) => {}
            None => unknown = unknown.or(Some(other)),
        }
    }
    if tests.failed > 0 {
        return (Outcome::NotMet, format!("found again in {} of {} records", tests.failed, tests.tested));
    }
    let found = format!("no repeat in {} records", tests.tested);
    if figures.today <= until {
        return (Outcome::Open, format!("{found}, and {until} is not over"));
    }
    if let Some(other) = unknown {
        let what = format!("{} is on the same requirement, and its cause is not known yet", other.reference());
        return (Outcome::Open, what);
    }
    if tests.tested == 0 {
        return nothing_tested(case.measured_by());
    }
    if tests.tested < records {
        return (Outcome::Open, format!("{found}, and {records} are to be looked through"));
    }
    (Outcome::Met, found)
}

/// Whether another case repeats this one, since its actions were done; `None` where that can't be told yet.
fn repeats(case: Nonconformity, other: Nonconformity) -> Option<bool> {
    let is_none = matches!(other.state(), Some(State::Rejected | State::Duplicate));
    if other.0.id == case.0.id || other.0.voided || is_none {
        return Some(false);
    }
    let day = other.occurred_on().or(other.raised_on());
    if case.implemented_on().is_none() || day.is_some_and(|day| Some(day) < case.implemented_on()) {
        return Some(false);
    }
    if other.repeats() == Some(case.0.id) {
        return Some(true);
    }
    if !requirement::same(case.requirement(), other.requirement()) {
        return Some(false);
    }
    match (case.cause_class(), other.cause_class()) {
        (Some(own), Some(theirs)) => Some(own == theirs),
        // Without a class of its own the requirement alone tells.
        (None, _) => Some(true),
        (Some(_), None) => None,
    }
}

/// Whether a retest by itself denies that a criterion is met, or shows that it got worse; where there are words only,
/// whether as many fail as before, or any where nothing is known of before.
pub fn denies(case: Nonconformity, retest: &Record) -> bool {
    let one = std::slice::from_ref(retest);
    let tests = Tests::of(case, one);
    let fails = match case.checked_criterion() {
        Some(Criterion::AtMost { failing, .. }) => tests.failed > failing,
        Some(Criterion::Share { most, .. }) => !most.holds(tests.failed, tests.tested),
        Some(Criterion::NoRepeat { .. }) => tests.failed > 0,
        Some(Criterion::WithinLimits { .. }) => false,
        None => {
            let [(before_failed, before), (failed, after)] = tests.compared;
            match before {
                0 => tests.failed > 0,
                _ => u128::from(failed) * u128::from(before) >= u128::from(before_failed) * u128::from(after),
            }
        }
    };
    fails || tests.worse().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome(criterion: Criterion, failed: u32, tested: u32) -> Outcome {
        let tests = Tests { failed, tested, ..Tests::default() };
        match criterion {
            Criterion::AtMost { failing, of } => at_most(None, &tests, failing, of).0,
            Criterion::Share { most, by, of } => share(None, &tests, most, by, of).0,
            other => panic!("{other} is not counted"),
        }
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

    proptest! {
        /// Nothing tested is never met, more failures never help, and what is met was tested often enough.
        #[test]
        fn no_failure_and_no_silence_meets_a_criterion(
            criterion in counted(),
            (failed, tested) in (1u32..200).prop_flat_map(|tested| (0..tested, Just(tested)))
        ) {
            prop_assert_eq!(outcome(criterion, 0, 0), Outcome::Open);
            prop_assert_ne!(outcome(criterion, tested, tested), Outcome::Met);
            if outcome(criterion, failed, tested) != Outcome::Met {
                prop_assert_ne!(outcome(criterion, failed + 1, tested), Outcome::Met);
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
                && outcome(criterion, failed, tested) == Outcome::Met
            {
                let point = Criterion::Share { most, by: By::Point, of };
                prop_assert_eq!(outcome(point, failed, tested), Outcome::Met);
            }
        }
    }
}
