//! Whether what was done worked, in numbers: retests before and after, a KPI before and after.

use chrono::NaiveDate;

use crate::analysis::proportion::Comparison;
use crate::domain::house::said::Words;
use crate::domain::kpi::{Direction, Kpi};
use crate::domain::measurement::{self, Measurement, MeasurementField};
use crate::domain::nonconformity::{Measure, Nonconformity};
use crate::domain::proportion::Proportion;
use crate::domain::record::Record;
use crate::domain::retest::Retest;
use crate::domain::value::Decimal;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::workflow::kpis::{POINT, point};

/// At or below this probability a difference is said to be more than chance.
const SIGNIFICANCE: f64 = 0.05;

/// Below this it is not said how small a probability is.
const LEAST: f64 = 0.001;

/// What a check says.
#[derive(Debug, Clone)]
pub struct Check {
    /// The retest or the KPI.
    pub record: Record,
    /// What was found, a sentence for each thing to know.
    pub words: Vec<String>,
}

/// What the retests of a case's present cycle and its KPI say.
///
/// # Errors
/// Where the file can't be read.
pub fn of_case(view: View, words: &Words, case: &Record) -> Result<Vec<Check>, Error> {
    let this = Nonconformity(case);
    let mut retests: Vec<Record> = view.backlinks(case.id)?.into_iter().map(|link| link.record).collect();
    retests.retain(|record| Retest::of(record).is_some());
    retests.sort_by_key(|record| Retest(record).held_on());
    let mut checks: Vec<Check> = retests
        .into_iter()
        .map(|record| {
            let told = retest(words, Retest(&record), this.counts_from());
            Check { record, words: told }
        })
        .collect();
    if this.measured_by() == Some(Measure::Kpi)
        && let Some(kpi) = this.effectiveness_kpi()
        && let Some(record) = view.record(kpi)?
    {
        let filters = vec![Filter::to(measurement_kpi(), kpi)];
        let mut points = Vec::new();
        view.each(
            &Query { filters, ..Query::new(&measurement::REGISTER) }.only(&POINT.map(MeasurementField::field)),
            |one| {
                points.extend(point(Measurement(&one)));
                Ok(())
            },
        )?;
        let told = indicator(words, Kpi(&record), points, this.counts_from());
        checks.push(Check { record, words: told });
    }
    Ok(checks)
}

fn measurement_kpi() -> &'static crate::domain::field::Field {
    MeasurementField::Kpi.field()
}

/// What a retest says: the shares that failed with their 95 % intervals (Wilson), and, where there was a test before,
/// how likely so large a difference is by chance (Fisher's exact test, two-sided).
pub fn retest(words: &Words, retest: Retest, counts_from: Option<NaiveDate>) -> Vec<String> {
    let share = |failed: Option<i64>, tested: Option<i64>| {
        let (failed, tested) = (u32::try_from(failed?).ok()?, u32::try_from(tested?).ok()?);
        Some((failed, tested, Proportion::new(failed, tested)?))
    };
    let told = |when: &str, (failed, tested, share): (u32, u32, Proportion)| {
        let (low, high) = share.interval();
        let (percent, low, high) = (percent(share.share()), percent(low), percent(high));
        words.failed_share(when, failed, tested, percent, low, high)
    };
    let before = share(retest.before_failed(), retest.before_tested());
    let after = share(retest.failed(), retest.tested());
    let mut said = Vec::new();
    said.extend(before.map(|before| told(words.before_it(), before)));
    said.extend(after.map(|after| told(words.after_it(), after)));
    if let (Some((_, _, before)), Some((_, _, after))) = (before, after) {
        let comparison = Comparison::of(before, after);
        let p = probability(words, comparison.p);
        said.push(match (comparison.p <= SIGNIFICANCE, comparison.difference) {
            (true, difference) if difference < 0.0 => words.fewer_fail(p),
            (true, _) => words.more_fail(p),
            (false, _) => words.may_be_chance(p),
        });
    } else if before.is_none() {
        said.push(words.no_test_before().to_owned());
    }
    if let (Some(held), Some(done)) = (retest.held_on(), counts_from)
        && held < done
    {
        said.push(words.tested_before_done().to_owned());
    }
    said
}

/// What a KPI says: the mean of its values before the actions were done and after, and the last of them.
fn indicator(
    words: &Words,
    kpi: Kpi,
    mut points: Vec<(NaiveDate, Decimal)>,
    counts_from: Option<NaiveDate>,
) -> Vec<String> {
    let Some(done) = counts_from else { return vec![words.actions_not_done().to_owned()] };
    points.sort_by_key(|(day, _)| *day);
    let (before, after): (Vec<_>, Vec<_>) = points.into_iter().partition(|(day, _)| *day < done);
    let unit = kpi.unit();
    let told = |when: &str, points: &[(NaiveDate, Decimal)]| {
        let floats: Vec<f64> = points.iter().map(|(_, value)| crate::domain::kpi::reading::float(*value)).collect();
        let mean = floats.iter().sum::<f64>() / floats.len() as f64;
        let mean = format!("{mean:.2} {unit}");
        words.mean_of(when, mean.trim_end(), words.value_count(floats.len()))
    };
    let mut said = Vec::new();
    match before.as_slice() {
        [] => said.push(words.no_value_before().to_owned()),
        points => said.push(told(words.before_it(), points)),
    }
    match after.as_slice() {
        [] => said.push(words.no_value_after().to_owned()),
        points => {
            said.push(told(words.after_it(), points));
            if let Some((day, value)) = points.last() {
                let value = format!("{} {unit}", value.short());
                let last = words.last_value(value.trim_end(), day);
                said.push(match kpi.direction() {
                    Some(Direction::Higher) => format!("{last} {}", words.higher_is_better()),
                    Some(Direction::Lower) => format!("{last} {}", words.lower_is_better()),
                    _ => last,
                });
            }
        }
    }
    said
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn probability(words: &Words, p: f64) -> String {
    if p < LEAST { words.p_below(LEAST) } else { format!("{p:.3}") }
}
