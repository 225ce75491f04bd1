//! How nonconformities and audit findings go: raised and closed over time, how old the open ones are, how long closing
//! takes, how often it was proven, what comes back.

mod sheet;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Months, NaiveDate};

use crate::analysis::pareto::{Bar, pareto};
use crate::analysis::survival::{Curve, Spell, Spells};
use crate::domain::audit::{self, Audit, AuditField, Party};
use crate::domain::finding::{self, Finding, FindingField};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, CauseClass, Grade, Nonconformity, NonconformityField, State};
use crate::domain::requirement;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};

use crate::workflow::audits::rehearsed;
use crate::workflow::closure::costs::{self, Costs, NOT_ANALYSED};
use crate::workflow::filter;

pub use sheet::{FINDINGS, NONCONFORMITIES};

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
#[derive(Debug, Clone, Copy)]
struct Case<'a> {
    raised_on: Option<NaiveDate>,
    /// The day of closing; open where `is_open` says so.
    closed_on: Option<NaiveDate>,
    is_open: bool,
    /// Another one is dealt with in its place: it was raised, and closing it took no time of anybody's.
    is_duplicate: bool,
    grade: &'static str,
    requirement: &'a str,
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
    Overruled,
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
    /// The conditions that find the cases that are counted.
    counted: String,
    /// Cases that are known: drafts, and what was rejected or withdrawn, are none.
    pub cases: usize,
    pub quarters: Vec<Quarter>,
    /// Open cases by how long ago they were raised.
    pub ages: Vec<(&'static str, usize)>,
    /// How long closing takes, open cases counted.
    pub curve: Curve,
    /// Closed, and shown to be effective.
    pub proven: usize,
    /// Closed before the file was kept, or no longer proven.
    pub unproven: usize,
    /// Closed although the measure says that it did not work: they count as closed, and never as proven.
    pub overruled: usize,
    /// Closed as corrected, for which no action was needed: they stay out of the share.
    pub corrected: usize,
    /// Open, in a second cycle or later.
    pub again: usize,
    /// Cases that repeat an earlier one.
    pub repeats: usize,
    /// Each grade, with how many are open and how many there are.
    pub by_grade: Vec<(&'static str, usize, usize)>,
    /// Those whose audits made findings, with how many are open and how many there are. What a mock found stands here alone.
    pub by_audit: Vec<(Party, usize, usize)>,
    pub by_requirement: Vec<Bar<String>>,
    pub by_cause: Vec<Bar<String>>,
    pub costs: Vec<Costs>,
}

impl Trends {
    /// The share of closed cases whose effectiveness was proven, in percent; none where none was closed for good.
    pub fn proven_percent(&self) -> Option<f64> {
        let closed = self.closed_for_good();
        (closed > 0).then(|| 100.0 * self.proven as f64 / closed as f64)
    }

    fn closed_for_good(&self) -> usize {
        self.proven + self.unproven + self.overruled
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
                    self.closed_for_good(),
                    self.corrected
                ),
                None => format!("None was closed for good yet; closed as corrected: {}.", self.corrected),
            });
            if self.overruled > 0 {
                lines.push(format!(
                    "Closed although the measure says otherwise: {}, none of them proven.",
                    self.overruled
                ));
            }
            lines.push(format!("In a second cycle or later: {}.", self.again));
        }
        if let Some(percent) = self.repeat_percent() {
            lines.push(format!("Repeats: {} of {} ({percent:.0} %).", self.repeats, self.cases));
        }
        lines
    }

    /// The median time to closure in words: `41 days, open cases counted`.
    pub fn median_words(&self) -> String {
        match self.median_days() {
            None => "no case to tell from".to_owned(),
            Some(Some(1)) => "1 day, open cases counted".to_owned(),
            Some(Some(days)) => format!("{days} days, open cases counted"),
            Some(None) => "not reached, too many are still open".to_owned(),
        }
    }

    /// The days after which half are closed, where that is reached; none where there is no case to tell from.
    pub fn median_days(&self) -> Option<Option<u32>> {
        (self.curve.closed + self.curve.open > 0).then(|| self.curve.median())
    }
}

/// Reads every nonconformity, and what they cost.
///
/// # Errors
/// Where the file can't be read.
pub fn nonconformities(view: View, today: NaiveDate) -> Result<Trends, Error> {
    let fields = [
        NonconformityField::State,
        NonconformityField::RaisedOn,
        NonconformityField::ClosedOn,
        NonconformityField::Grade,
        NonconformityField::Requirement,
        NonconformityField::CauseClass,
        NonconformityField::Repeats,
        NonconformityField::Cycle,
    ];
    let mut told = Telling::new(today);
    view.each(&Query::new(&nonconformity::REGISTER).only(&fields.map(NonconformityField::field)), |record| {
        told.add(of_nonconformity(Nonconformity(&record)));
        Ok(())
    })?;
    Ok(Trends { costs: costs::read(view)?, ..told.trends(Of::Nonconformities) })
}

/// Reads every audit finding; its cause class is that of its nonconformity. What a mock found is counted by itself.
///
/// # Errors
/// Where the file can't be read.
pub fn findings(view: View, today: NaiveDate) -> Result<Trends, Error> {
    let class = NonconformityField::CauseClass.field();
    let classed = Query { filters: vec![Filter::Filled(class)], ..Query::new(&nonconformity::REGISTER) };
    let mut classes: HashMap<RecordId, CauseClass> = HashMap::new();
    view.each(&classed.only(&[class]), |record| {
        classes.extend(Nonconformity(&record).cause_class().map(|class| (record.id, class)));
        Ok(())
    })?;
    let mut parties: HashMap<RecordId, Party> = HashMap::new();
    let audits = Query { voided: Voided::Shown, ..Query::new(&audit::REGISTER) };
    view.each(&audits.only(&[AuditField::Type.field()]), |record| {
        parties.insert(record.id, Audit(&record).party());
        Ok(())
    })?;
    let fields = [
        FindingField::Audit,
        FindingField::State,
        FindingField::RaisedOn,
        FindingField::SettledOn,
        FindingField::Grade,
        FindingField::Requirement,
        FindingField::Nonconformity,
        FindingField::Repeat,
        FindingField::Repeats,
    ];
    let mut told = Telling::new(today);
    let mut by_audit: BTreeMap<Party, (usize, usize)> = BTreeMap::new();
    view.each(&Query::new(&finding::REGISTER).only(&fields.map(FindingField::field)), |record| {
        let Some(case) = of_finding(Finding(&record), &classes) else { return Ok(()) };
        let party =
            Finding(&record).audit().map_or(Party::Other, |audit| parties.get(&audit).copied().unwrap_or(Party::Other));
        let (open, all) = by_audit.entry(party).or_default();
        *open += usize::from(case.is_open);
        *all += 1;
        if party.gives_results() {
            told.add(Some(case));
        }
        Ok(())
    })?;
    let by_audit = by_audit.into_iter().map(|(party, (open, all))| (party, open, all)).collect();
    let mut trends = Trends { by_audit, ..told.trends(Of::Findings) };
    let mocks: Vec<RecordId> =
        parties.into_iter().filter(|(_, party)| !party.gives_results()).map(|(audit, _)| audit).collect();
    if !mocks.is_empty() {
        trends.counted.push_str(&format!(" {}", filter::spell(&[rehearsed::findings(&mocks, false)], view)?));
    }
    Ok(trends)
}

fn of_nonconformity(case: Nonconformity) -> Option<Case> {
    let end = match case.state()? {
        State::Draft | State::Rejected => return None,
        State::Closed if case.0.fallen => Some(End::Unproven),
        State::Closed => Some(End::Proven),
        State::ClosedBefore => Some(End::Unproven),
        State::Overruled => Some(End::Overruled),
        State::Corrected => Some(End::Corrected),
        _ => None,
    };
    Some(Case {
        raised_on: case.raised_on(),
        closed_on: case.closed_on(),
        is_open: case.is_open(),
        is_duplicate: case.state() == Some(State::Duplicate),
        grade: case.grade().map_or(NOT_GRADED, Grade::label),
        requirement: case.requirement(),
        cause: case.cause_class().map_or(NOT_ANALYSED, CauseClass::label),
        repeats: case.repeats().is_some(),
        again: case.is_open() && case.cycle().is_some_and(|cycle| cycle > 1),
        end,
    })
}

fn of_finding<'a>(finding: Finding<'a>, classes: &HashMap<RecordId, CauseClass>) -> Option<Case<'a>> {
    let state = finding.state().filter(|state| *state != finding::State::Withdrawn)?;
    let nonconformity = finding.grade().is_some_and(finding::Grade::is_nonconformity);
    let class = finding.nonconformity().and_then(|id| classes.get(&id));
    Some(Case {
        raised_on: finding.raised_on(),
        closed_on: finding.settled_on(),
        is_open: matches!(state, finding::State::Open | finding::State::Raised),
        is_duplicate: state == finding::State::Duplicate,
        grade: finding.grade().map_or(NOT_GRADED, finding::Grade::label),
        requirement: finding.requirement(),
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

fn named(requirement: &str) -> &str {
    let heading = requirement::heading(requirement);
    if heading.is_empty() { "No requirement named" } else { heading }
}

/// Cases, told one after another.
struct Telling {
    today: NaiveDate,
    cases: usize,
    quarters: Vec<Quarter>,
    ages: [usize; BANDS.len()],
    spells: Spells,
    ended: [usize; 4],
    again: usize,
    repeats: usize,
    /// Each grade, in the order in which it was met, with how many are open and how many there are.
    by_grade: Vec<(&'static str, usize, usize)>,
    /// As each case words it; what a wording is counted under is looked up once.
    by_requirement: BTreeMap<String, i64>,
    by_cause: BTreeMap<&'static str, i64>,
}

impl Telling {
    fn new(today: NaiveDate) -> Self {
        Self {
            today,
            cases: 0,
            quarters: quarters(today),
            ages: [0; BANDS.len()],
            spells: Spells::default(),
            ended: [0; 4],
            again: 0,
            repeats: 0,
            by_grade: Vec::new(),
            by_requirement: BTreeMap::new(),
            by_cause: BTreeMap::new(),
        }
    }

    fn add(&mut self, case: Option<Case>) {
        let Some(case) = case else { return };
        self.cases += 1;
        for quarter in &mut self.quarters {
            let within = |day: Option<NaiveDate>| day.is_some_and(|day| (quarter.first..=quarter.last).contains(&day));
            quarter.raised += usize::from(within(case.raised_on));
            quarter.closed += usize::from(!case.is_open && !case.is_duplicate && within(case.closed_on));
        }
        if let Some(raised) = case.raised_on.filter(|_| case.is_open) {
            let age = self.today.signed_duration_since(raised).num_days();
            if let Some(band) = BANDS.iter().position(|(to, _)| age <= *to) {
                self.ages[band] += 1;
            }
        }
        self.spells.extend(spell(&case, self.today));
        if let Some(end) = case.end {
            self.ended[end as usize] += 1;
        }
        self.again += usize::from(case.again);
        self.repeats += usize::from(case.repeats);
        let place = self.by_grade.iter().position(|(grade, _, _)| *grade == case.grade).unwrap_or_else(|| {
            self.by_grade.push((case.grade, 0, 0));
            self.by_grade.len() - 1
        });
        self.by_grade[place].1 += usize::from(case.is_open);
        self.by_grade[place].2 += 1;
        match self.by_requirement.get_mut(case.requirement) {
            Some(count) => *count += 1,
            None => drop(self.by_requirement.insert(case.requirement.to_owned(), 1)),
        }
        *self.by_cause.entry(case.cause).or_default() += 1;
    }

    fn trends(mut self, of: Of) -> Trends {
        let order =
            |grade: &str| finding::Grade::ALL.iter().position(|one| one.label().starts_with(grade)).unwrap_or(9);
        self.by_grade.sort_by_key(|(grade, _, _)| order(grade));
        let ended = |end: End| self.ended[end as usize];
        Trends {
            of,
            counted: of.counted().1.to_owned(),
            cases: self.cases,
            quarters: self.quarters,
            ages: BANDS.iter().zip(self.ages).map(|((_, words), count)| (*words, count)).collect(),
            curve: Curve::of(&self.spells),
            proven: ended(End::Proven),
            unproven: ended(End::Unproven),
            overruled: ended(End::Overruled),
            corrected: ended(End::Corrected),
            again: self.again,
            repeats: self.repeats,
            by_grade: self.by_grade,
            by_audit: Vec::new(),
            by_requirement: pareto(self.by_requirement.iter().map(|(words, count)| (named(words).to_owned(), *count))),
            by_cause: pareto(self.by_cause.into_iter().map(|(cause, count)| (cause.to_owned(), count))),
            costs: Vec::new(),
        }
    }
}

/// How long a case was open, or is; none where it is not known since when, or until when, or where another one tells it.
fn spell(case: &Case, today: NaiveDate) -> Option<Spell> {
    if case.is_duplicate {
        return None;
    }
    let end = if case.is_open { today } else { case.closed_on? };
    let days = u32::try_from(end.signed_duration_since(case.raised_on?).num_days()).ok()?;
    Some(Spell { days, closed: !case.is_open })
}

/// The quarters, with nothing in them yet.
fn quarters(today: NaiveDate) -> Vec<Quarter> {
    let month = today.month0() / 3 * 3;
    let Some(running) = today.with_day(1).and_then(|day| day.with_month0(month)) else { return Vec::new() };
    let quarter = |back: u32| {
        let first = running.checked_sub_months(Months::new(3 * back))?;
        let last = first.checked_add_months(Months::new(3))?.pred_opt()?.min(today);
        Some(Quarter { first, last, raised: 0, closed: 0 })
    };
    (0..QUARTERS).rev().filter_map(quarter).collect()
}
