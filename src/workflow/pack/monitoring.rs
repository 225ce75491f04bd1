//! Input d2): what was monitored and measured, each KPI with its status and its series.

use chrono::{Datelike, NaiveDate};

use crate::domain::agenda_item::Input;
use crate::domain::house::said::Words;
use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::{GAPS_NAMED, Reading, Status};
use crate::domain::kpi::words::Frequency;
use crate::store::Error;
use crate::workflow::kpis;

use super::{Better, Figure, Section, Series, Source, Span};

pub const SOURCE: Source = Source { input: Input::Monitoring, registers: "KPIs, measurements", compile };

/// The figures, each with the statuses that it counts.
const COUNTS: [(&str, &str, Better, Status); 7] = [
    ("d2.critical", "Critical", Better::Lower, Status::Critical),
    ("d2.watch", "Watch", Better::Lower, Status::Watch),
    ("d2.good", "On target", Better::Higher, Status::Good),
    ("d2.within", "Within limits", Better::Open, Status::Within),
    ("d2.late", "No recent value", Better::Lower, Status::Late),
    ("d2.unmeasured", "Not measured", Better::Lower, Status::Unmeasured),
    ("d2.unlimited", "No target", Better::Lower, Status::Unlimited),
];

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let all = section.count(span, "d2.kpis", "KPIs", Better::Open, kpis::measured())?;
    if all == 0 {
        section.cautions.push(span.words.no_kpi().to_owned());
        return Ok(());
    }
    let readings = kpis::read(span.view, span.today)?;
    for (key, label, better, status) in COUNTS {
        let count = readings.iter().filter(|one| one.reading.status == status).count();
        let value = i64::try_from(count).unwrap_or(i64::MAX);
        let (standing, behind) = (status.tone(), Some(kpis::measured()));
        section.figures.push(Figure { key, label, value, better, standing, series: Vec::new(), behind });
    }
    let silent = readings.iter().filter(|one| matches!(one.reading.status, Status::Late | Status::Unmeasured)).count();
    if silent > 0 {
        section.cautions.push(span.words.no_recent(silent, span.words.kpis(all)));
    }
    let gaps = readings.iter().filter(|one| !one.reading.gaps.is_empty());
    let gaps: Vec<_> = gaps.map(|one| one.record.reference().to_string()).collect();
    if !gaps.is_empty() {
        section.cautions.push(span.words.not_measured(gaps.join(", ")));
    }
    // Whoever stops to measure what is critical does not make it less so.
    let worst = readings.iter().filter_map(|one| match one.reading.last_known()? {
        (Status::Critical, ..) => Some(one.record.reference().to_string()),
        _ => None,
    });
    let worst: Vec<_> = worst.collect();
    if !worst.is_empty() {
        section.cautions.push(span.words.last_critical(worst.join(", ")));
    }
    for one in readings {
        let kpi = Kpi(&one.record);
        let target = one.reading.target.map(|target| span.words.target(target.short()));
        let recent = !matches!(one.reading.status, Status::Late | Status::Unmeasured);
        let trend = recent.then(|| kpis::trend(span.words, &one.reading));
        let gaps = gaps_in(span.words, &one.reading);
        let unit = kpis::former_unit(span.view, &one.record)?.map(|former| span.words.then_in_unit(former));
        let parts = [Some(span.words.within(&standing(span.words, &one.reading))), gaps, target, trend, unit];
        section.series.push(Series {
            label: one.record.title().to_owned(),
            unit: kpi.unit().to_owned(),
            remark: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            tone: one.reading.status.tone(),
            points: one.reading.series,
            record: Some(one.record),
        });
    }
    Ok(())
}

/// How it stands; where the latest value is too old to say that, what is known last, where that is bad.
fn standing(words: &Words, reading: &Reading) -> String {
    let label = words.label(reading.status.label());
    match reading.last_known() {
        Some((known @ (Status::Critical | Status::Watch), day, value)) => {
            words.last_known(label, words.label_within(known.label()), value.short(), day)
        }
        _ => label.to_owned(),
    }
}

/// Which periods were never measured, though a later one was.
fn gaps_in(words: &Words, reading: &Reading) -> Option<String> {
    let (each, (latest, _)) = (reading.frequency?, reading.latest()?);
    let period = |end: &NaiveDate| words.period_of(each == Frequency::Monthly, *end, latest.year());
    let names: Vec<_> = reading.gaps.iter().map(period).collect();
    (!names.is_empty()).then(|| words.no_value_for(words.all_of(&names, GAPS_NAMED)))
}
