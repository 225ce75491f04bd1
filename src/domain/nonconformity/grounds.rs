//! What a verified and a closed nonconformity stand on.

use crate::domain::action::{self, Action};
use crate::domain::ground::{Attested, Counts, Gain, Ground, Loss, Step};
use crate::domain::measurement::Measurement;
use crate::domain::record::Record;
use crate::domain::retest::Retest;
use crate::domain::rules::Fact;

use super::apart;
use super::words::{Measure, Nonconformity, State};

pub static ATTESTED: &[Attested] = &[
    Attested {
        states: &[State::Verified.key()],
        opens: Some("reopen"),
        on: &[ITSELF, Ground::EVIDENCE, ACTIONS, CAUSES, OF_CAUSES, RETESTS, OF_RETESTS],
        snapshots: SNAPSHOTS,
    },
    Attested {
        states: &[State::Closed.key(), State::Corrected.key()],
        opens: Some("reopen"),
        on: &[ITSELF, Ground::EVIDENCE, ACTIONS, CAUSES, OF_CAUSES, RETESTS, OF_RETESTS, MEASUREMENTS, KPI, CHANGED],
        snapshots: SNAPSHOTS,
    },
];

/// What was known of hands and exceptions is told in the record; who had a hand is history, and stays.
const SNAPSHOTS: &[Fact] = &{
    let [exceptions, people, organisation, system, past, done] = apart::BY_WORK;
    [exceptions, people, organisation, system, past, done, Fact::Linked("raised_from")]
};

const ITSELF: Ground = Ground::itself(&[
    "requirement",
    "statement",
    "objective_evidence",
    "raised_from",
    "system",
    "unit",
    "correction",
    "corrected_on",
    "cause",
    "effectiveness_criterion",
    "measured_by",
    "effectiveness_measure",
    "effectiveness_kpi",
    "check_from",
    "verified_by",
    "verified_on",
    "effectiveness",
    "effectiveness_evidence",
    "checked_by",
    "checked_on",
    "changed",
    "closed_on",
]);

/// What was done stays done; another corrective action would say that it was not all.
const ACTIONS: Ground = Ground {
    name: "corrective actions",
    along: &[Step::From { register: "action", field: "source" }],
    only: is_done,
    counts: Counts::Fields(&["removes"]),
    proven: true,
    gain: Gain::Refused(is_promised),
    ..Ground::PLAIN
};

const CAUSES: Ground = Ground {
    name: "causes",
    along: &[Step::From { register: "cause", field: "nonconformity" }],
    only: |case, cause| Nonconformity(case).has_cause(cause),
    counts: Counts::Fields(&["why", "leads_to", "root", "class"]),
    gain: Gain::Refused(|case, cause| Nonconformity(case).has_cause(cause)),
    ..Ground::PLAIN
};

/// A later retest that is no better than what was before the actions is news, and always recorded.
const RETESTS: Ground = Ground {
    name: "retests",
    along: &[Step::From { register: "retest", field: "nonconformity" }],
    only: since_the_actions,
    counts: Counts::Fields(&["before_failed", "before_tested", "held_on", "failed", "tested"]),
    gain: Gain::Falls(|case, retest| since_the_actions(case, retest) && shows_no_effect(retest)),
    ..Ground::PLAIN
};

/// A value that was measured wrongly is put right, whatever rests on it.
const MEASUREMENTS: Ground = Ground {
    name: "measurements",
    along: &[Step::To("effectiveness_kpi"), Step::From { register: "measurement", field: "kpi" }],
    only: until_the_check,
    counts: Counts::Fields(&["period_end", "value", "counted", "total", "quality"]),
    loss: Loss::Falls,
    gain: Gain::Falls(until_the_check),
    ..Ground::PLAIN
};

/// What the measure means: the same figures would say something else.
const KPI: Ground = Ground {
    name: "KPI",
    along: &[Step::To("effectiveness_kpi")],
    counts: Counts::Fields(&["unit", "direction", "formula"]),
    loss: Loss::Falls,
    ..Ground::PLAIN
};

/// What was answered to change elsewhere has to be there.
const CHANGED: Ground = Ground {
    name: "changes elsewhere",
    along: &[Step::To("changed")],
    counts: Counts::Fields(&[]),
    loss: Loss::Falls,
    ..Ground::PLAIN
};

const OF_CAUSES: Ground = Ground::evidence_of(
    "evidence of its causes",
    &[Step::From { register: "cause", field: "nonconformity" }, Step::EVIDENCE],
);

const OF_RETESTS: Ground = Ground::evidence_of(
    "evidence of its retests",
    &[Step::From { register: "retest", field: "nonconformity" }, Step::EVIDENCE],
);

fn is_done(case: &Record, action: &Record) -> bool {
    let done = matches!(Action(action).state(), Some(action::State::Done | action::State::Confirmed));
    done && Nonconformity(case).counts(action)
}

fn is_promised(case: &Record, action: &Record) -> bool {
    let standing =
        matches!(Action(action).state(), Some(action::State::Open | action::State::Done | action::State::Confirmed));
    // What removes a cause corrects, whatever it is called.
    standing && (Nonconformity(case).counts(action) || !Action(action).removes().is_empty())
}

fn since_the_actions(case: &Record, retest: &Record) -> bool {
    Retest(retest).held_on() >= Nonconformity(case).implemented_on()
}

/// Whether as many fail as before, or any where nothing is known of before.
fn shows_no_effect(retest: &Record) -> bool {
    let retest = Retest(retest);
    let (Some(failed), Some(tested)) = (retest.failed(), retest.tested()) else { return true };
    match (retest.before_failed(), retest.before_tested()) {
        (Some(before_failed), Some(before_tested)) => {
            i128::from(failed) * i128::from(before_tested) >= i128::from(before_failed) * i128::from(tested)
        }
        _ => failed > 0,
    }
}

fn until_the_check(case: &Record, measurement: &Record) -> bool {
    let case = Nonconformity(case);
    let end = Measurement(measurement).period_end();
    case.measured_by() == Some(Measure::Kpi) && end >= case.implemented_on() && end <= case.checked_on()
}
