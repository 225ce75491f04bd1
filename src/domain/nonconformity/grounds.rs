//! What a verified and a closed nonconformity stand on.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::cause::CauseField;
use crate::domain::evidence;
use crate::domain::ground::{Attested, Counts, Gain, Ground, Loss, Via};
use crate::domain::kpi::words::KpiField;
use crate::domain::measurement::{Measurement, MeasurementField};
use crate::domain::record::Record;
use crate::domain::retest::{Retest, RetestField};
use crate::domain::rules::Fact;
use crate::fields;

use super::words::{Measure, Nonconformity, NonconformityField as Field, NonconformityMove, State};
use super::{apart, effect, planning, showing};

pub static ATTESTED: &[Attested] = &[
    Attested {
        states: &[State::Verified.key()],
        opens: Some(NonconformityMove::Reopen.name()),
        on: &[ITSELF, evidence::GROUND, ACTIONS, CAUSES, OF_CAUSES, RETESTS_SO_FAR, OF_RETESTS],
        snapshots: SNAPSHOTS,
    },
    Attested {
        states: &[State::Closed.key(), State::Overruled.key(), State::Corrected.key()],
        opens: Some(NonconformityMove::Reopen.name()),
        on: &[
            ITSELF,
            evidence::GROUND,
            ACTIONS,
            CAUSES,
            OF_CAUSES,
            RETESTS,
            OF_RETESTS,
            MEASUREMENTS,
            KPI,
            REPEATS,
            CHANGED,
        ],
        snapshots: SNAPSHOTS,
    },
];

/// What was known of hands and exceptions is told in the record; who had a hand is history, and stays. The limits that the
/// KPI had are kept with the criterion, and a repeat that is recorded later is a ground of its own.
const SNAPSHOTS: &[Fact] = &{
    let [exceptions, people, organisation, system, past, done] = apart::BY_WORK;
    let [kpi, limits] = planning::LIMITS;
    let raised_from = Fact::Linked(Field::RaisedFrom.name());
    [exceptions, people, organisation, system, past, done, raised_from, kpi, limits, showing::OTHERS]
};

const ITSELF: Ground = Ground::itself(fields![Field:
    Requirement, Statement, ObjectiveEvidence, RaisedFrom, System, Unit, Correction, CorrectedOn, Cause,
    Criterion, EffectivenessCriterion, MeasuredBy, EffectivenessMeasure, EffectivenessKpi, CheckFrom, RevisedBecause,
    RevisedBy, RevisedOn, ImplementedOn, VerifiedBy, VerifiedOn,
    Effectiveness, EffectivenessEvidence, CheckedBy, CheckedOn, OverruledBecause, OverruledBy, Changed,
    ClosedOn
]);

/// What was done stays done; another corrective action would say that it was not all.
const ACTIONS: Ground = Ground {
    name: "corrective actions",
    along: &[Via::From(ActionField::Source.link())],
    only: is_done,
    counts: Counts::Fields(fields![ActionField: Removes]),
    proven: true,
    gain: Gain::Refused(is_promised),
    ..Ground::PLAIN
};

const CAUSES: Ground = Ground {
    name: "causes",
    along: &[Via::From(CauseField::Nonconformity.link())],
    only: |case, cause| Nonconformity(case).has_cause(cause),
    counts: Counts::Fields(fields![CauseField: Why, LeadsTo, Root, Class]),
    gain: Gain::Refused(|case, cause| Nonconformity(case).has_cause(cause)),
    ..Ground::PLAIN
};

/// A later retest that denies the effect is news, and always recorded.
const RETESTS: Ground = Ground {
    name: "retests",
    along: &[Via::From(RetestField::Nonconformity.link())],
    only: since_the_actions,
    counts: Counts::Fields(fields![RetestField: BeforeFailed, BeforeTested, HeldOn, Failed, Tested]),
    gain: Gain::Falls(|case, retest| since_the_actions(case, retest) && effect::denies(Nonconformity(case), retest)),
    ..Ground::PLAIN
};

/// What is tested before the effect is judged is judged with it, good or bad.
const RETESTS_SO_FAR: Ground = Ground { gain: Gain::Free, ..RETESTS };

/// A value that was measured wrongly is put right, whatever rests on it.
const MEASUREMENTS: Ground = Ground {
    name: "measurements",
    along: &[Via::To(Field::EffectivenessKpi.name()), Via::From(MeasurementField::Kpi.link())],
    only: until_the_check,
    counts: Counts::Fields(fields![MeasurementField: PeriodEnd, Value, Counted, Total, Quality]),
    loss: Loss::Falls,
    gain: Gain::Falls(until_the_check),
    ..Ground::PLAIN
};

/// What the measure means: the same figures would say something else.
const KPI: Ground = Ground {
    name: "KPI",
    along: &[Via::To(Field::EffectivenessKpi.name())],
    counts: Counts::Fields(fields![KpiField: Unit, Direction, Formula]),
    loss: Loss::Falls,
    ..Ground::PLAIN
};

/// That it came back, although none was to, is news, and always recorded.
const REPEATS: Ground = Ground {
    name: "repeats",
    along: &[Via::From(Field::Repeats.link())],
    only: |case, other| effect::is_told_as_one(Nonconformity(case), other),
    counts: Counts::Fields(fields![Field: OccurredOn]),
    loss: Loss::Falls,
    gain: Gain::Falls(|case, other| effect::is_told_as_one(Nonconformity(case), other)),
    ..Ground::PLAIN
};

/// What was answered to change elsewhere has to be there.
const CHANGED: Ground = Ground {
    name: "changes elsewhere",
    along: &[Via::To(Field::Changed.name())],
    counts: Counts::Fields(&[]),
    loss: Loss::Falls,
    ..Ground::PLAIN
};

const OF_CAUSES: Ground =
    evidence::ground_of("evidence of its causes", &[Via::From(CauseField::Nonconformity.link()), evidence::VIA]);

const OF_RETESTS: Ground =
    evidence::ground_of("evidence of its retests", &[Via::From(RetestField::Nonconformity.link()), evidence::VIA]);

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
    Retest(retest).held_on() >= Nonconformity(case).counts_from()
}

fn until_the_check(case: &Record, measurement: &Record) -> bool {
    let case = Nonconformity(case);
    let end = Measurement(measurement).period_end();
    case.measured_by() == Some(Measure::Kpi) && end >= case.counts_from() && end <= case.checked_on()
}
