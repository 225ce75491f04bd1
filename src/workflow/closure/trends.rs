//! How nonconformities and audit findings go: raised and closed over time, how old the open ones are, how long closing
//! takes, how often it was proven, what comes back.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::analysis::pareto::{Bar, pareto};
use crate::analysis::survival::{Curve, Spell};
use crate::domain::finding::{self, Finding};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, CauseClass, Grade, Nonconformity, State};
use crate::domain::requirement;
use crate::store::list::Query;
use crate::store::{Error, View};

use super::costs::{self, Costs, NOT_ANALYSED};

/// The quarters that are told, the running one included.
const QUARTERS: u32 = 8;

/// The ages of open cases, each to a day and in words.
const BANDS: [(i64, &str); 5] = [
    (30, "up to 30 days"),
    (90, "31 to 90 days"),
    (180, "91 to 180 days"),
    (365, "181 to 365 days"),
    (i64::MAX, "over a year"),
];

/// A quarter, and what came and went in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub raised: usize,
    pub closed: usize,
}

/// What is to be known of a case to tell how cases go.
#[derive(Debug, Clone)]
struct Case {
    raised_on: Option<NaiveDate>,
    /// The day of closing; open where `is_open` says so.
    closed_on: Option<NaiveDate>,
    is_open: bool,
    grade: &'static str,
    requirement: String,
    cause: &'static str,
    repeats: bool,
    again: bool,
    end: Option<End>,
}

/// How a case ended, where its register tells more than that it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Proven,
    Unproven,
    Corrected,
}

/// What is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Nonconformities,
    Findings,
}

/// How cases go.
#[derive(Debug, Clone)]
pub struct Trends {
    pub of: Of,
    /// Cases that are known: drafts, and what was rejected or withdrawn, are none.
    pub cases: usize,
    pub quarters: Vec<Quarter>,
    /// Open cases by how long ago they were raised.
    pub ages: Vec<(&'static str, usize)>,
    /// How long closing takes, open cases counted.
    pub curve: Curve,
    /// Closed, and shown to be effective.
    pub proven: usize,
    /// Closed before the file was kept.
    pub unproven: usize,
    /// Closed as corrected, for which no action was needed: they stay out of the share.
    pub corrected: usize,
    /// Open, in a second cycle or later.
    pub again: usize,
    /// Cases that repeat an earlier one.
    pub repeats: usize,
    /// Each grade, with how many are open and how many there are.
    pub by_grade: Vec<(&'static str, usize, usize)>,
    pub by_requirement: Vec<Bar<String>>,
    pub by_cause: Vec<Bar<String>>,
    pub costs: Vec<Costs>,
}

impl Trends {
    /// The share of closed cases whose effectiveness was proven, in percent; none where none was closed for good.
    pub fn proven_percent(&self) -> Option<f64> {
        let closed = self.proven + self.unproven;
        (closed > 0).then(|| 100.0 * self.proven as f64 / closed as f64)
    }

    /// The share of cases that repeat an earlier one, in percent.
    pub fn repeat_percent(&self) -> Option<f64> {
        (self.cases > 0).then(|| 100.0 * self.repeats as f64 / self.cases as f64)
    }

    /// What the figures say, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let mut lines = vec![format!("Median time to closure: {}.", self.median_words())];
        if self.of == Of::Nonconformities {
            lines.push(match self.proven_percent() {
                Some(percent) => format!(
                    "Closed with effectiveness proven: {} of {} ({percent:.0} %); closed as corrected and so out of this: {}.",
                    self.proven,
                    self.proven + self.unproven,
                    self.corrected
                ),
                None => format!("None was closed for good yet; closed as corrected: {}.", self.corrected),
            });
            lines.push(format!("In a second cycle or later: {}.", self.again));
        }
        if let Some(percent) = self.repeat_percent() {
            lines.push(format!("Repeats: {} of {} ({percent:.0} %).", self.repeats, self.cases));
        }
        lines
    }

    /// The median time to closure in words: `41 days, open cases counted`.
    pub fn median_words(&self) -> String {
        match (self.curve.closed + self.curve.open, self.curve.median()) {
            (0, _) => "no case to tell from".to_owned(),
            (_, Some(1)) => "1 day, open cases counted".to_owned(),
            (_, Some(days)) => format!("{days} days, open cases counted"),
            (_, None) => "not reached, too many are still open".to_owned(),
        }
    }
}

/// Reads every nonconformity, and what they cost.
///
/// # Errors
/// Where the file can't be read.
pub fn nonconformities(view: View, today: NaiveDate) -> Result<Trends, Error> {
    let records = view.page(&Query::new(&nonconformity::REGISTER))?.records;
    let cases: Vec<Case> = records.iter().filter_map(|record| of_nonconformity(Nonconformity(record))).collect();
    Ok(Trends { costs: costs::read(view)?, ..of(Of::Nonconformities, &cases, today) })
}

/// Reads every audit finding; its cause class is that of its nonconformity.
///
/// # Errors
/// Where the file can't be read.
pub fn findings(view: View, today: NaiveDate) -> Result<Trends, Error> {
    let classes: HashMap<RecordId, CauseClass> = view
        .page(&Query::new(&nonconformity::REGISTER))?
        .records
        .iter()
        .filter_map(|record| Some((record.id, Nonconformity(record).cause_class()?)))
        .collect();
    let records = view.page(&Query::new(&finding::REGISTER))?.records;
    let cases: Vec<Case> = records.iter().filter_map(|record| of_finding(Finding(record), &classes)).collect();
    Ok(of(Of::Findings, &cases, today))
}

fn of_nonconformity(case: Nonconformity) -> Option<Case> {
    let end = match case.state()? {
        State::Draft | State::Rejected => return None,
        State::Closed => Some(End::Proven),
        State::ClosedBefore => Some(End::Unproven),
        State::Corrected => Some(End::Corrected),
        _ => None,
    };
    Some(Case {
        raised_on: case.raised_on(),
        closed_on: case.closed_on(),
        is_open: case.is_open(),
        grade: case.grade().map_or(NOT_GRADED, Grade::label),
        requirement: named(case.requirement()),
        cause: case.cause_class().map_or(NOT_ANALYSED, CauseClass::label),
        repeats: case.repeats().is_some(),
        again: case.is_open() && case.cycle().is_some_and(|cycle| cycle > 1),
        end,
    })
}

fn of_finding(finding: Finding, classes: &HashMap<RecordId, CauseClass>) -> Option<Case> {
    let state = finding.state().filter(|state| *state != finding::State::Withdrawn)?;
    let nonconformity = finding.grade().is_some_and(finding::Grade::is_nonconformity);
    let class = finding.nonconformity().and_then(|id| classes.get(&id));
    Some(Case {
        raised_on: finding.raised_on(),
        closed_on: finding.settled_on(),
        is_open: state != finding::State::Settled,
        grade: finding.grade().map_or(NOT_GRADED, finding::Grade::label),
        requirement: named(finding.requirement()),
        cause: match class {
            Some(class) => class.label(),
            None if nonconformity => NOT_ANALYSED,
            None => "No nonconformity",
        },
        repeats: finding.repeat() == Some(true) || finding.repeats().is_some(),
        again: false,
        end: None,
    })
}

const NOT_GRADED: &str = "Not graded";

fn named(requirement: &str) -> String {
    let heading = requirement::heading(requirement);
    if heading.is_empty() { "No requirement named".to_owned() } else { heading.to_owned() }
}

fn of(what: Of, cases: &[Case], today: NaiveDate) -> Trends {
    let count = |is: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| is(case)).count();
    let ended = |end: End| count(&|case| case.end == Some(end));
    let mut grades: Vec<&'static str> = Vec::new();
    for case in cases {
        if !grades.contains(&case.grade) {
            grades.push(case.grade);
        }
    }
    let order = |grade: &&str| finding::Grade::ALL.iter().position(|one| one.label().starts_with(*grade)).unwrap_or(9);
    grades.sort_by_key(order);
    let by_grade = grades
        .into_iter()
        .map(|grade| (grade, count(&|case| case.grade == grade && case.is_open), count(&|case| case.grade == grade)));
    Trends {
        of: what,
        cases: cases.len(),
        quarters: quarters(cases, today),
        ages: ages(cases, today),
        curve: Curve::of(&cases.iter().filter_map(|case| spell(case, today)).collect::<Vec<_>>()),
        proven: ended(End::Proven),
        unproven: ended(End::Unproven),
        corrected: ended(End::Corrected),
        again: count(&|case| case.again),
        repeats: count(&|case| case.repeats),
        by_grade: by_grade.collect(),
        by_requirement: pareto(cases.iter().map(|case| (case.requirement.clone(), 1))),
        by_cause: pareto(cases.iter().map(|case| (case.cause.to_owned(), 1))),
        costs: Vec::new(),
    }
}

/// How long a case was open, or is; none where it is not known since when, or until when.
fn spell(case: &Case, today: NaiveDate) -> Option<Spell> {
    let end = if case.is_open { today } else { case.closed_on? };
    let days = u32::try_from(end.signed_duration_since(case.raised_on?).num_days()).ok()?;
    Some(Spell { days, closed: !case.is_open })
}

fn ages(cases: &[Case], today: NaiveDate) -> Vec<(&'static str, usize)> {
    let open = cases.iter().filter(|case| case.is_open).filter_map(|case| case.raised_on);
    let ages: Vec<i64> = open.map(|raised| today.signed_duration_since(raised).num_days()).collect();
    let mut above = i64::MIN;
    let mut bands = Vec::new();
    for (to, words) in BANDS {
        bands.push((words, ages.iter().filter(|age| **age > above && **age <= to).count()));
        above = to;
    }
    bands
}

fn quarters(cases: &[Case], today: NaiveDate) -> Vec<Quarter> {
    let month = today.month0() / 3 * 3;
    let Some(running) = today.with_day(1).and_then(|day| day.with_month0(month)) else { return Vec::new() };
    let quarter = |back: u32| {
        let first = running.checked_sub_months(Months::new(3 * back))?;
        let last = first.checked_add_months(Months::new(3))?.pred_opt()?.min(today);
        let within = |day: Option<NaiveDate>| day.is_some_and(|day| (first..=last).contains(&day));
        let raised = cases.iter().filter(|case| within(case.raised_on)).count();
        let closed = cases.iter().filter(|case| !case.is_open && within(case.closed_on)).count();
        Some(Quarter { first, last, raised, closed })
    };
    (0..QUARTERS).rev().filter_map(quarter).collect()
}
