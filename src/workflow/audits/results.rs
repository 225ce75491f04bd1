//! What an audit found, put together: its findings with what became of each, counted by grade, requirement, cause and
//! unit, and the last audit of its kind to compare with.

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit, AuditField, State};
use crate::domain::finding::{self, Finding, Grade};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{CauseClass, Nonconformity};
use crate::domain::record::Record;
use crate::domain::separation::{self, Duty, Separation};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// A finding, and the nonconformity that was raised from it.
#[derive(Debug, Clone)]
pub struct Found {
    pub finding: Record,
    pub nonconformity: Option<Record>,
}

/// An audit and what it found.
#[derive(Debug, Clone)]
pub struct Results {
    pub audit: Record,
    pub programme: Option<Record>,
    pub items: Vec<Record>,
    pub found: Vec<Found>,
    /// The last audit of the same kind that was held before, with its findings.
    pub before: Option<(Record, Vec<Record>)>,
    /// Every exception from the separation of duties.
    exceptions: Vec<Record>,
}

/// What is said of a nonconformity whose cause was not looked for yet.
pub const NOT_ANALYSED: &str = "Not analysed";

/// Words, each with a number.
pub type Counts = Vec<(String, usize)>;

/// Puts together what is on record about an audit.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View, audit: &Record) -> Result<Results, Error> {
    let mut found = Vec::new();
    for finding in super::findings(view, audit.id)? {
        let raised = Finding(&finding).nonconformity().map(|id| view.record(id)).transpose()?.flatten();
        found.push(Found { finding, nonconformity: raised });
    }
    let before = match before(view, audit)? {
        Some(before) => {
            let findings = super::findings(view, before.id)?;
            Some((before, findings))
        }
        None => None,
    };
    Ok(Results {
        programme: Audit(audit).programme().map(|id| view.record(id)).transpose()?.flatten(),
        items: super::items(view, audit.id)?,
        found,
        before,
        exceptions: view.page(&Query::new(&separation::REGISTER))?.records,
        audit: audit.clone(),
    })
}

/// The last audit of the same kind that was reported and lies before.
fn before(view: View, audit: &Record) -> Result<Option<Record>, Error> {
    let Some(sort) = Audit(audit).sort() else { return Ok(None) };
    let filters = vec![
        Filter::Is(AuditField::Sort.field(), vec![Value::Choice(sort.key())]),
        Filter::Is(AuditField::State.field(), vec![Value::Choice(State::Reported.key())]),
    ];
    let held = view.page(&Query { filters, ..Query::new(&audit::REGISTER) })?.records;
    let place = |record: &Record| (super::day(Audit(record)).unwrap_or(NaiveDate::MIN), record.number);
    let this = super::day(Audit(audit)).map_or((NaiveDate::MAX, audit.number), |day| (day, audit.number));
    Ok(held.into_iter().filter(|one| one.id != audit.id && place(one) < this).max_by_key(place))
}

/// Whether a finding counts: the auditor did not take it back.
pub fn stands(finding: &Record) -> bool {
    Finding(finding).state() != Some(finding::State::Withdrawn)
}

/// How many findings stand of a grade.
pub fn of_grade<'a>(findings: impl IntoIterator<Item = &'a Record>, grade: Grade) -> usize {
    findings.into_iter().filter(|one| stands(one) && Finding(one).grade() == Some(grade)).count()
}

/// The grades, the gravest first.
pub const GRADES: [Grade; 4] = [Grade::Major, Grade::Minor, Grade::Opportunity, Grade::Positive];

/// Words as they are sorted, numbers within them by what they are worth: 9.1 before 10.2.
fn order(words: &str) -> Vec<(u64, &str)> {
    words.split(['.', ' ', ';', ',']).map(|part| (part.parse().unwrap_or(u64::MAX), part)).collect()
}

impl Results {
    /// The findings that the auditor did not take back.
    pub fn standing(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|one| stands(&one.finding))
    }

    /// How many findings stand of a grade.
    pub fn graded(&self, grade: Grade) -> usize {
        of_grade(self.found.iter().map(|one| &one.finding), grade)
    }

    fn counted(&self, key: impl Fn(&Found) -> Option<String>) -> Counts {
        let mut counts = Counts::new();
        for key in self.standing().filter_map(key) {
            match counts.iter_mut().find(|(one, _)| *one == key) {
                Some((_, count)) => *count += 1,
                None => counts.push((key, 1)),
            }
        }
        counts.sort_by(|(one, few), (other, more)| more.cmp(few).then_with(|| order(one).cmp(&order(other))));
        counts
    }

    /// By what they were made against.
    pub fn by_requirement(&self) -> Counts {
        let said = |words: &str| if words.is_empty() { "Not said".to_owned() } else { words.to_owned() };
        self.counted(|one| Some(said(Finding(&one.finding).requirement())))
    }

    /// By the part of the organisation concerned.
    pub fn by_unit(&self) -> Counts {
        let said = |words: &str| if words.is_empty() { "Not said".to_owned() } else { words.to_owned() };
        self.counted(|one| Some(said(Finding(&one.finding).unit())))
    }

    /// The major and minor ones by the kind of cause that was found since.
    pub fn by_cause(&self) -> Counts {
        self.counted(|one| {
            Finding(&one.finding).grade().filter(|grade| grade.is_nonconformity())?;
            let class = one.nonconformity.as_ref().and_then(|case| Nonconformity(case).cause_class());
            Some(class.map_or(NOT_ANALYSED, CauseClass::label).to_owned())
        })
    }

    /// What is labelled wherever it is told: done by one person under an exception, or not proven.
    pub fn labels(&self, one: &Found) -> Vec<String> {
        let mut labels = Vec::new();
        if Finding(&one.finding).adopted() == Some(true) {
            labels.push("settled before, not proven".to_owned());
        }
        let Some(case) = one.nonconformity.as_ref().map(Nonconformity) else { return labels };
        if case.adopted() == Some(true) {
            labels.push("closed before, not proven".to_owned());
        }
        let owned = |person: Option<RecordId>| person.is_some() && person == case.owner();
        let done = [
            ("plan approved by its owner", Duty::Plan, case.plan_approved_by(), case.plan_approved_on()),
            ("verified by its owner", Duty::Verification, case.verified_by(), case.verified_on()),
        ];
        for (words, duty, person, day) in done {
            if owned(person) {
                let exception = day.and_then(|day| separation::in_force(&self.exceptions, duty, day));
                labels.push(match exception {
                    Some(Separation(exception)) => format!("{words}, under the exception {}", exception.reference()),
                    None => format!("{words}, under an exception"),
                });
            }
        }
        labels
    }
}
