//! Measurements: one value of a KPI for one period.

use crate::fields;

use super::action::ActionField;
use super::better::{Better, Hiding};
use super::kpi::words::{Kpi, KpiField};
use super::name::FieldName;
use super::nonconformity::figures;
use super::nonconformity::words::{Measure, NonconformityField};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule, Unique};
use super::separation::{Apart, EXCEPTIONS, ORGANISATION, PEOPLE};
use super::value::Decimal;

crate::choices! {
    /// How far a value can be relied on.
    Quality {
        Measured = "measured", "Measured";
        Estimated = "estimated", "Estimated", Watch;
        Doubtful = "doubtful", "Doubtful", Watch;
    }
}

crate::register! {
    /// Measurements of the KPIs: a value for the period that ends on a day.
    Measurement, MeasurementField: "measurement" / "measurements", "M", "9.1", Kpis, grows(), derives(SHARE), rules(RULES), unique_by(UNIQUE), frozen(FROZEN), better(BETTER), hiding(Hiding::Counted), unasked(UNASKED);

    /// The KPI.
    kpi Kpi: link("kpi"), "KPI", required, listed;
    /// The last day of the period that was measured.
    period_end PeriodEnd: date, "Period to", required, past, listed, sorted;
    /// The value, in the KPI's unit.
    value Value: decimal(4), "Value", listed, sorted;
    /// Of how many: the cases counted, where the value is a share in per cent.
    counted Counted: number, "Counted";
    /// Out of how many, where the value is a share in per cent.
    total Total: number, "Out of";
    /// The share that the two counts give, in per cent.
    share Share: decimal(4), "Share", derived;
    /// How far it can be relied on.
    quality Quality: choice(Quality), "Quality", listed;
    /// What is to be known of it.
    remark Remark: long_text, "Remark", searchable;
    /// Who measured it.
    measured_by MeasuredBy: person, "Measured by", day(PeriodEnd), by_machine;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Figure {
        fields: fields![MeasurementField: Value, Share],
        of: MeasurementField::Kpi.name(),
        direction: KpiField::Direction.name(),
    },
    Better::Lower {
        field: MeasurementField::Quality.name(),
        from: &[Quality::Doubtful.key(), Quality::Estimated.key(), Quality::Measured.key()],
    },
    Better::Otherwise(MeasurementField::PeriodEnd.name()),
];

/// How far it can be relied on, what is to be known of it, or who measured it, is said otherwise, or for the first time.
static UNASKED: &[Better] = &[
    Better::Said(MeasurementField::Quality.name()),
    Better::Said(MeasurementField::Remark.name()),
    Better::Otherwise(MeasurementField::MeasuredBy.name()),
];

static RULES: &[Rule] = &[
    Rule::new("A measurement has a value, or the counts that give one.", Holds::By(has_a_value)).clause("9.1"),
    Rule {
        says: "A value is of a whole period of its KPI, known by the last day of it.",
        clause: Some("9.1"),
        looks_at: &[Fact::Linked(MeasurementField::Kpi.name())],
        holds: Holds::By(ends_a_period),
    },
    Rule::new(
        "A value stays with its KPI: what it said there is told there.",
        Holds::Kept(MeasurementField::Kpi.name(), "Void it, with the reason, and add one to the other KPI"),
    )
    .clause("9.1"),
    Rule::new(
        "A part is counted out of a whole.",
        Holds::PartOf(&[(MeasurementField::Counted.name(), MeasurementField::Total.name())]),
    ),
];

static UNIQUE: &[Unique] = &[Unique {
    says: "A KPI has one value for a period; a better one replaces it.",
    clause: None,
    fields: fields![MeasurementField: PeriodEnd, Kpi],
    missing: |other| Missing::in_record(other, format!("{} has a value for this period already", other.reference())),
}];

/// What an effect is judged by.
const COUNTS: &[FieldName] = fields![MeasurementField: Kpi, PeriodEnd, Value, Counted, Total];

static FROZEN: &[Rule] = &[Rule {
    says: "A value by which the effect of actions is judged is changed by somebody who had no hand in them.",
    clause: Some("10.2"),
    looks_at: &[
        Fact::Past,
        EXCEPTIONS,
        PEOPLE,
        ORGANISATION,
        Fact::Linked(MeasurementField::Kpi.name()),
        Fact::PastBeside { through: MeasurementField::Kpi.name(), of: NonconformityField::EffectivenessKpi.link() },
        Fact::PastAround {
            through: MeasurementField::Kpi.name(),
            of: NonconformityField::EffectivenessKpi.link(),
            then: ActionField::Source.link(),
        },
    ],
    holds: Holds::By(changed_by_another),
}];

static CHANGING: Apart = Apart { through: fields![MeasurementField: Kpi], ..figures::CHANGING };

fn changed_by_another(facts: &Facts) -> Vec<Missing> {
    figures::changed_by_a_hand(
        facts,
        COUNTS,
        &CHANGING,
        |case| case.measured_by() == Some(Measure::Kpi),
        || {
            let cases = facts.was_past_beside(MeasurementField::Kpi, NonconformityField::EffectivenessKpi);
            [
                cases,
                facts.was_past_around(MeasurementField::Kpi, NonconformityField::EffectivenessKpi, ActionField::Source),
            ]
        },
    )
}

impl Measurement<'_> {
    /// The value: as typed, or as its counts give it.
    pub fn figure(self) -> Option<Decimal> {
        self.value().or_else(|| self.share())
    }
}

const SHARE: Derivation = Derivation { looks_at: &[], work: share };

/// Rounded half away from zero to four places.
fn share(facts: &Facts) -> super::register::Derived {
    let one = Measurement(facts.record);
    let share = match (one.counted(), one.total()) {
        (Some(counted), Some(total)) if total > 0 && (0..=total).contains(&counted) => {
            let scaled = (i128::from(counted) * 2_000_000 + i128::from(total)) / (2 * i128::from(total));
            i64::try_from(scaled).ok().map(|scaled| super::value::Value::Decimal(Decimal { scaled, scale: 4 }))
        }
        _ => None,
    };
    vec![(MeasurementField::Share.field(), share)]
}

/// What stood before is not asked again.
fn ends_a_period(facts: &Facts) -> Vec<Missing> {
    let said =
        facts.before.is_none() || facts.changes(MeasurementField::PeriodEnd) || facts.changes(MeasurementField::Kpi);
    let kpis = facts.linked(MeasurementField::Kpi);
    let each = kpis.first().and_then(|kpi| Kpi(kpi).frequency()).filter(|_| said);
    let Some((each, end)) = each.zip(Measurement(facts.record).period_end()) else { return Vec::new() };
    let Some(own) = each.ends(end).filter(|own| *own != end) else { return Vec::new() };
    let before = each.begins(own).and_then(|first| first.pred_opt());
    let nearest = before.map_or_else(|| own.to_string(), |before| format!("{before} or {own}"));
    let what = format!("{end} is not the end of {}: {nearest} is", each.words());
    vec![Missing::in_field(MeasurementField::PeriodEnd.name(), what)]
}

fn has_a_value(facts: &Facts) -> Vec<Missing> {
    if Measurement(facts.record).figure().is_some() {
        return Vec::new();
    }
    vec![Missing::in_field(MeasurementField::Value.name(), "Value is empty")]
}
