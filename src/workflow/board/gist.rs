//! What it all comes to, in a sentence: what the review concluded, what is critical today, and what is asked.

use chrono::NaiveDate;

use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::deadline::Deadline;
use crate::domain::finding::Grade;
use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::Status;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField};
use crate::domain::record::Record;
use crate::domain::risk::{self, RiskField, State};
use crate::domain::risk_criteria::Level;
use crate::domain::spelling::{all_of, counted, within_a_sentence};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::workflow::kpis::{self, Stood};

use super::basis::Basis;
use super::figures::Counts;

/// So many are named of each kind.
const NAMED: usize = 2;

/// The sentence.
pub fn words(view: View, basis: &Basis, counts: &Counts, asked: usize, today: NaiveDate) -> Result<String, Error> {
    let concluded = match &basis.review {
        Some(review) => concluded(view, review)?,
        None => "No management review was held yet".to_owned(),
    };
    let critical = critical(view, today)?;
    let recorded = |key: &str| counts.get(key).is_some_and(|figure| figure.value > 0);
    let unknown = [("d2.kpis", "KPI"), ("risks.open", "open risk")];
    let unknown: Vec<_> = unknown.into_iter().filter(|(key, _)| !recorded(key)).map(|(_, what)| what).collect();
    let mut parts = vec![concluded];
    match (critical.is_empty(), unknown.as_slice()) {
        (false, _) => parts.push(format!("critical today: {}", critical.join(", "))),
        (true, []) => parts.push("nothing on the registers is critical today".to_owned()),
        (true, _) => {}
    }
    if !unknown.is_empty() {
        parts.push(format!("no {} is on record, so that nothing can be told of that", unknown.join(" and no ")));
    }
    parts.push(match asked {
        0 => "no decision is asked".to_owned(),
        1 => "1 decision is asked".to_owned(),
        many => format!("{many} decisions are asked"),
    });
    Ok(format!("{}.", parts.join("; ")))
}

/// What a review said of the system: `MR-2 judged the system suitable, in part adequate, in part effective`.
fn concluded(view: View, review: &Record) -> Result<String, Error> {
    let linked = view.backlinks(review.id)?.into_iter().map(|link| link.record);
    let conclusions: Vec<_> = linked.filter(|one| Conclusion::of(one).is_some() && !one.voided).collect();
    let judged = |aspect: Aspect| conclusions.iter().map(Conclusion).find(|one| one.aspect() == Some(aspect));
    let (mut said, mut left) = (Vec::new(), Vec::new());
    for aspect in Aspect::ALL {
        match judged(*aspect).and_then(Conclusion::judgement) {
            Some(Judgement::Yes) => said.push(adjective(*aspect).to_owned()),
            Some(Judgement::Partly) => said.push(format!("in part {}", adjective(*aspect))),
            Some(Judgement::No) => said.push(format!("not {}", adjective(*aspect))),
            None if aspect.is_required() => left.push(aspect.label().to_lowercase()),
            None => {}
        }
    }
    let reference = review.reference();
    Ok(match (said.is_empty(), left.is_empty()) {
        (true, _) => format!("{reference} did not judge the system"),
        (false, true) => format!("{reference} judged the system {}", all_of(&said, said.len())),
        (false, false) => {
            format!("{reference} judged the system {}, and did not judge its {}", said.join(", "), left.join(" and "))
        }
    })
}

const fn adjective(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Suitability => "suitable",
        Aspect::Adequacy => "adequate",
        Aspect::Effectiveness => "effective",
        Aspect::Resources => "adequately resourced",
    }
}

/// What is critical today, the KPIs first.
fn critical(view: View, today: NaiveDate) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let is_critical = |one: &Stood| {
        one.status == Status::Critical || one.last_known.is_some_and(|(status, ..)| status == Status::Critical)
    };
    let mut named = Vec::new();
    for one in kpis::stood(view, today)?.iter().filter(|one| is_critical(one)) {
        named.extend(view.record(one.kpi)?.map(|record| of_kpi(&record, one)));
    }
    named.sort();
    found.extend(some(named));
    let standing = Filter::one_of(RiskField::State.field(), &[State::Identified, State::Treated].map(State::key));
    let worst = Filter::one_of(RiskField::Level.field(), &[Level::Critical.key()]);
    found.extend(counted_with_names(
        view,
        Query::those(&risk::REGISTER, [standing, worst]),
        "critical risk",
        "critical risks",
    )?);
    let open = nonconformity::State::ALL.iter().filter(|state| state.is_open()).map(|state| state.key());
    let open = Filter::one_of(NonconformityField::State.field(), &open.collect::<Vec<_>>());
    let major = Filter::one_of(NonconformityField::Grade.field(), &[Grade::Major.key()]);
    let mut late = view.page(&Query::those(&nonconformity::REGISTER, [open, major]))?.records;
    late.retain(|record| Deadline::of(record, today).is_some_and(|due| due.is_late()));
    found.extend(names(&late, "major nonconformity that is late", "major nonconformities that are late"));
    let again = Query::those(&nonconformity::REGISTER, []);
    let mut again = view.page(&again)?.records;
    again.retain(|record| {
        let case = Nonconformity(record);
        case.state().is_some_and(|state| state.is_open()) && case.cycle().is_some_and(|cycle| cycle > 1)
    });
    found.extend(names(&again, "corrective action that did not work", "corrective actions that did not work"));
    Ok(found)
}

/// `fraud referrals that lead nowhere (57.6 %, limit 55)`.
fn of_kpi(record: &Record, one: &Stood) -> String {
    let title = within_a_sentence(record.title());
    let said = match (one.status, one.latest, one.last_known) {
        (Status::Critical, Some((_, value)), _) => {
            let limit = one.limit.map_or(String::new(), |limit| format!(", limit {}", limit.short()));
            format!("{} {}", value.short(), Kpi(record).unit()).trim_end().to_owned() + &limit
        }
        (.., Some((_, day, value))) => format!("{} when last measured, to {day}", value.short()),
        _ => return title,
    };
    format!("{title} ({said})")
}

fn some(named: Vec<String>) -> Vec<String> {
    let more = named.len().saturating_sub(NAMED);
    let mut named: Vec<_> = named.into_iter().take(NAMED).collect();
    named.extend((more > 0).then(|| counted(more, "more KPI", "more KPIs")));
    named
}

fn counted_with_names(view: View, query: Query, one: &str, many: &str) -> Result<Option<String>, Error> {
    Ok(names(&view.page(&query)?.records, one, many))
}

/// `1 critical risk (R-12)`; nothing of none.
fn names(records: &[Record], one: &str, many: &str) -> Option<String> {
    let references: Vec<_> = records.iter().map(|record| record.reference().to_string()).collect();
    (!records.is_empty()).then(|| format!("{} ({})", counted(records.len(), one, many), all_of(&references, NAMED)))
}
