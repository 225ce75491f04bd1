//! Input d2): what was monitored and measured, each KPI with its status and its series.

use crate::domain::agenda_item::Input;
use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::Status;
use crate::domain::spelling::{counted, within_a_sentence};
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
        section.cautions.push("No KPI is recorded: nothing can be told of performance from this.".to_owned());
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
        let words = if silent == 1 { "has no recent value: it is" } else { "have no recent value: they are" };
        section.cautions.push(format!(
            "{silent} of {} {words} neither good nor bad.",
            counted(usize::try_from(all).unwrap_or(usize::MAX), "KPI", "KPIs")
        ));
    }
    let gaps = readings.iter().filter(|one| !one.reading.gaps.is_empty());
    let gaps: Vec<_> = gaps.map(|one| one.record.reference().to_string()).collect();
    if !gaps.is_empty() {
        section.cautions.push(format!("Not measured in some periods, though in later ones: {}.", gaps.join(", ")));
    }
    // Whoever stops to measure what is critical does not make it less so.
    let worst = readings.iter().filter_map(|one| match one.reading.last_known()? {
        (Status::Critical, ..) => Some(one.record.reference().to_string()),
        _ => None,
    });
    let worst: Vec<_> = worst.collect();
    if !worst.is_empty() {
        section.cautions.push(format!("Critical when last measured, and not measured since: {}.", worst.join(", ")));
    }
    for one in readings {
        let kpi = Kpi(&one.record);
        let target = one.reading.target.map(|target| format!("target {}", target.short()));
        let recent = !matches!(one.reading.status, Status::Late | Status::Unmeasured);
        let trend = recent.then(|| one.reading.trend_words());
        let gaps = one.reading.gaps_in_words();
        let unit = kpis::former_unit(span.view, &one.record)?.map(|former| format!("{former}, then in the unit above"));
        let parts = [Some(within_a_sentence(&one.reading.standing_words())), gaps, target, trend, unit];
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
