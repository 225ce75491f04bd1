//! What it all comes to, in a sentence: what the review concluded, what is critical today, and what is asked.

use chrono::NaiveDate;

use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::deadline::Deadline;
use crate::domain::finding::Grade;
use crate::domain::house::said::Words;
use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::Status;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField};
use crate::domain::record::Record;
use crate::domain::risk::{self, RiskField, State};
use crate::domain::risk_criteria::Level;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::workflow::kpis::{self, Stood};

use super::basis::Basis;
use super::figures::Counts;

/// So many are named of each kind.
const NAMED: usize = 2;

/// The sentence.
pub fn told(
    view: View,
    words: &Words,
    basis: &Basis,
    counts: &Counts,
    asked: usize,
    today: NaiveDate,
) -> Result<String, Error> {
    let concluded = match &basis.review {
        Some(review) => concluded(view, words, review)?,
        None => words.no_review_yet().to_owned(),
    };
    let critical = critical(view, words, today)?;
    let recorded = |key: &str| counts.get(key).is_some_and(|figure| figure.value > 0);
    let unknown = match (recorded("d2.kpis"), recorded("risks.open")) {
        (true, true) => None,
        (false, true) => Some(words.unknown_kpis()),
        (true, false) => Some(words.unknown_risks()),
        (false, false) => Some(words.unknown_both()),
    };
    let mut parts = vec![concluded];
    match (critical.is_empty(), unknown) {
        (false, _) => parts.push(words.critical_today(critical.join(", "))),
        (true, None) => parts.push(words.nothing_critical().to_owned()),
        (true, _) => {}
    }
    parts.extend(unknown.map(str::to_owned));
    parts.push(match asked {
        0 => words.none_asked().to_owned(),
        many => words.asked_today(many),
    });
    Ok(format!("{}.", parts.join("; ")))
}

/// What a review said of the system: `MR-2 judged the system suitable, in part adequate, in part effective`.
fn concluded(view: View, words: &Words, review: &Record) -> Result<String, Error> {
    let linked = view.backlinks(review.id)?.into_iter().map(|link| link.record);
    let conclusions: Vec<_> = linked.filter(|one| Conclusion::of(one).is_some() && !one.voided).collect();
    let judged = |aspect: Aspect| conclusions.iter().map(Conclusion).find(|one| one.aspect() == Some(aspect));
    let (mut said, mut left) = (Vec::new(), Vec::new());
    for aspect in Aspect::ALL {
        match judged(*aspect).and_then(Conclusion::judgement) {
            Some(Judgement::Yes) => said.push(adjective(words, *aspect).to_owned()),
            Some(Judgement::Partly) => said.push(words.in_part_so(adjective(words, *aspect))),
            Some(Judgement::No) => said.push(words.not_so(adjective(words, *aspect))),
            None if aspect.is_required() => left.push(words.label_within(aspect.label())),
            None => {}
        }
    }
    let reference = review.reference();
    let left = left.into_iter().reduce(|one, other| words.and(one, other));
    Ok(match (said.is_empty(), left) {
        (true, _) => words.judged_nothing(reference),
        (false, None) => words.judged_so(reference, words.all_of(&said, said.len())),
        (false, Some(left)) => words.judged_in_part(reference, said.join(", "), left),
    })
}

fn adjective(words: &Words, aspect: Aspect) -> &str {
    match aspect {
        Aspect::Suitability => words.suitable(),
        Aspect::Adequacy => words.adequate(),
        Aspect::Effectiveness => words.effective(),
        Aspect::Resources => words.adequately_resourced(),
    }
}

/// What is critical today, the KPIs first.
fn critical(view: View, words: &Words, today: NaiveDate) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let is_critical = |one: &Stood| {
        one.status == Status::Critical || one.last_known.is_some_and(|(status, ..)| status == Status::Critical)
    };
    let mut named = Vec::new();
    for one in kpis::stood(view, today)?.iter().filter(|one| is_critical(one)) {
        named.extend(view.record(one.kpi)?.map(|record| of_kpi(words, &record, one)));
    }
    named.sort();
    found.extend(some(words, named));
    let standing = Filter::one_of(RiskField::State.field(), &[State::Identified, State::Treated].map(State::key));
    let worst = Filter::one_of(RiskField::Level.field(), &[Level::Critical.key()]);
    let risks = view.page(&Query::those(&risk::REGISTER, [standing, worst]))?.records;
    found.extend(names(words, &risks, |count| words.critical_risks(count)));
    let open = nonconformity::State::ALL.iter().filter(|state| state.is_open()).map(|state| state.key());
    let open = Filter::one_of(NonconformityField::State.field(), &open.collect::<Vec<_>>());
    let major = Filter::one_of(NonconformityField::Grade.field(), &[Grade::Major.key()]);
    let mut late = view.page(&Query::those(&nonconformity::REGISTER, [open, major]))?.records;
    late.retain(|record| Deadline::of(record, today).is_some_and(|due| due.is_late()));
    found.extend(names(words, &late, |count| words.late_majors(count)));
    let again = Query::those(&nonconformity::REGISTER, []);
    let mut again = view.page(&again)?.records;
    again.retain(|record| {
        let case = Nonconformity(record);
        case.state().is_some_and(|state| state.is_open()) && case.cycle().is_some_and(|cycle| cycle > 1)
    });
    found.extend(names(words, &again, |count| words.failed_actions(count)));
    Ok(found)
}

/// `fraud referrals that lead nowhere (57.6 %, limit 55)`.
fn of_kpi(words: &Words, record: &Record, one: &Stood) -> String {
    let title = words.within(record.title());
    let said = match (one.status, one.latest, one.last_known) {
        (Status::Critical, Some((_, value)), _) => {
            let value = format!("{} {}", value.short(), Kpi(record).unit()).trim_end().to_owned();
            one.limit.map_or(value.clone(), |limit| words.with_limit(value, limit.short()))
        }
        (.., Some((_, day, value))) => words.when_measured(value.short(), day),
        _ => return title,
    };
    format!("{title} ({said})")
}

fn some(words: &Words, named: Vec<String>) -> Vec<String> {
    let more = named.len().saturating_sub(NAMED);
    let mut named: Vec<_> = named.into_iter().take(NAMED).collect();
    named.extend((more > 0).then(|| words.more_kpis(more)));
    named
}

/// `1 critical risk (R-12)`; nothing of none.
fn names(words: &Words, records: &[Record], counted: impl Fn(usize) -> String) -> Option<String> {
    let references: Vec<_> = records.iter().map(|record| record.reference().to_string()).collect();
    (!records.is_empty()).then(|| format!("{} ({})", counted(records.len()), words.all_of(&references, NAMED)))
}
