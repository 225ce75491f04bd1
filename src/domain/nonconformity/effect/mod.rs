//! Whether corrective actions worked, worked out from what was tested, measured and recorded since they were done. Nothing
//! that was not looked at is ever taken for an effect.

mod judged;
mod repeats;
mod series;
mod tested;

use super::criterion::Criterion;
use super::words::{Measure, Nonconformity};

use series::Series;
use tested::Tests;

pub use judged::{Effect, Figures, Outcome};
pub use repeats::{comes_back, is_told_as_one};
pub use tested::denies;

/// Judges the effect of a case's actions.
pub fn judge(case: Nonconformity, figures: &Figures) -> Effect {
    let tests = Tests::of(case, figures.retests);
    let (outcome, found) = match case.checked_criterion() {
        None => (Outcome::InWords, String::new()),
        Some(criterion @ (Criterion::AtMost { .. } | Criterion::Share { .. })) => {
            tests.judged(case.measured_by(), criterion)
        }
        Some(Criterion::WithinLimits { periods }) => Series::of(case, figures).within(periods),
        Some(Criterion::NoRepeat { until, records }) => repeats::looked_for(case, figures, &tests, until, records),
    };
    let worse = match case.measured_by() {
        Some(Measure::Kpi) => Series::of(case, figures).worse(),
        _ => tests.worse(),
    };
    Effect { outcome, found, worse }
}
