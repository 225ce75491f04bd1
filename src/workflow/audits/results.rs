//! What an audit found, put together: its findings with what became of each, counted by grade, requirement, cause and
//! unit, and the last audit of its kind to compare with.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit, AuditField, State};
use crate::domain::finding::{self, Finding, FindingField, Grade};
use crate::domain::house::said::Words;
use crate::domain::identity::{Number, RecordId};
use crate::domain::nonconformity::{self, CauseClass, Nonconformity, NonconformityField};
use crate::domain::record::Record;
use crate::domain::separation::Duty;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::workflow::excepted;

/// A finding, and the nonconformity that was raised from it, with the fields by which they are counted and labelled.
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
    pub found: Vec<Found>,
    /// The last audit of the same kind that was held before, with its findings.
    pub before: Option<(Record, Graded)>,
    /// Every exception from the separation of duties.
    exceptions: Vec<Record>,
}

/// What is said of a nonconformity whose cause was not looked for yet.
pub const NOT_ANALYSED: &str = "Not analysed";

/// What is said where nobody said by what it is counted.
pub const NOT_SAID: &str = "Not said";

/// Words, each with a number.
pub type Counts = Vec<(String, usize)>;

/// Puts together what is on record about an audit.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View, audit: &Record) -> Result<Results, Error> {
    let mut found = Vec::new();
    view.each(&super::findings_of(audit.id).only(&COUNTED.map(FindingField::field)), |finding| {
        found.push(Found { finding, nonconformity: None });
        Ok(())
    })?;
    let raised = |one: &Found| Finding(&one.finding).nonconformity();
    let ids: Vec<RecordId> = found.iter().filter_map(raised).collect();
    let mut cases: HashMap<RecordId, Record> = HashMap::new();
    view.some(&nonconformity::REGISTER, &LABELLED.map(NonconformityField::field), &ids, |case| {
        cases.insert(case.id, case);
        Ok(())
    })?;
    for one in &mut found {
        one.nonconformity = raised(one).and_then(|id| cases.get(&id)).cloned();
    }
    let before = match before(view, audit)? {
        Some(before) => {
            let graded = Graded::of(view, before.id)?;
            Some((before, graded))
        }
        None => None,
    };
    Ok(Results {
        programme: Audit(audit).programme().map(|id| view.record(id)).transpose()?.flatten(),
        found,
        before,
        exceptions: excepted::exceptions(view)?,
        audit: audit.clone(),
    })
}

/// What of a finding is counted.
const COUNTED: [FindingField; 6] = [
    FindingField::State,
    FindingField::Grade,
    FindingField::Requirement,
    FindingField::Unit,
    FindingField::Nonconformity,
    FindingField::Adopted,
];

/// What of a nonconformity is counted, told beside its finding, or labelled.
const LABELLED: [NonconformityField; 12] = [
    NonconformityField::Title,
    NonconformityField::State,
    NonconformityField::CheckFrom,
    NonconformityField::Due,
    NonconformityField::CauseClass,
    NonconformityField::Adopted,
    NonconformityField::Excepted,
    NonconformityField::Owner,
    NonconformityField::PlanApprovedBy,
    NonconformityField::PlanApprovedOn,
    NonconformityField::VerifiedBy,
    NonconformityField::VerifiedOn,
];

/// How many findings of an audit stand, and of which grade.
#[derive(Debug, Clone, Default)]
pub struct Graded {
    by_grade: Vec<(Grade, usize)>,
    /// Those that are not graded included.
    pub standing: usize,
}

impl Graded {
    fn of(view: View, audit: RecordId) -> Result<Self, Error> {
        let mut found = Self::default();
        let fields = [FindingField::State, FindingField::Grade].map(FindingField::field);
        view.each(&super::findings_of(audit).only(&fields), |finding| {
            found.add(&finding);
            Ok(())
        })?;
        Ok(found)
    }

    fn add(&mut self, finding: &Record) {
        if !stands(finding) {
            return;
        }
        self.standing += 1;
        if let Some(grade) = Finding(finding).grade() {
            match self.by_grade.iter_mut().find(|(one, _)| *one == grade) {
                Some((_, count)) => *count += 1,
                None => self.by_grade.push((grade, 1)),
            }
        }
    }

    /// How many stand of a grade.
    pub fn graded(&self, grade: Grade) -> usize {
        self.by_grade.iter().find(|(one, _)| *one == grade).map_or(0, |(_, count)| *count)
    }
}

/// The last audit of the same kind that was reported and lies before.
fn before(view: View, audit: &Record) -> Result<Option<Record>, Error> {
    let Some(kind) = Audit(audit).kind() else { return Ok(None) };
    let filters = vec![
        Filter::one_of(AuditField::Type.field(), &[kind.key()]),
        Filter::one_of(AuditField::State.field(), &[State::Reported.key()]),
    ];
    let days = [AuditField::State, AuditField::StartsOn, AuditField::EndsOn, AuditField::ReportedOn];
    let held = Query { filters, ..Query::new(&audit::REGISTER) }.only(&days.map(AuditField::field));
    let place = |record: &Record| (super::day(Audit(record)).unwrap_or(NaiveDate::MIN), record.number);
    let this = super::day(Audit(audit)).map_or((NaiveDate::MAX, audit.number), |day| (day, audit.number));
    let mut last: Option<((NaiveDate, Number), RecordId)> = None;
    view.each(&held, |one| {
        let own = place(&one);
        if one.id != audit.id && own < this && last.is_none_or(|(latest, _)| own > latest) {
            last = Some((own, one.id));
        }
        Ok(())
    })?;
    last.map_or(Ok(None), |(_, id)| view.record(id))
}

/// Whether a finding counts: the auditor did not take it back.
pub fn stands(finding: &Record) -> bool {
    Finding(finding).state() != Some(finding::State::Withdrawn)
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
        self.standing().filter(|one| Finding(&one.finding).grade() == Some(grade)).count()
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
        let said = |words: &str| if words.is_empty() { NOT_SAID.to_owned() } else { words.to_owned() };
        self.counted(|one| Some(said(Finding(&one.finding).requirement())))
    }

    /// By the part of the organisation concerned.
    pub fn by_unit(&self) -> Counts {
        let said = |words: &str| if words.is_empty() { NOT_SAID.to_owned() } else { words.to_owned() };
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

    /// What is labelled wherever it is told: done by one person under an exception, or not verified here.
    pub fn labels(&self, words: &Words, one: &Found) -> Vec<String> {
        let mut labels = Vec::new();
        if Finding(&one.finding).adopted() == Some(true) {
            labels.push(words.not_verified_here(words.label_within("Settled")));
        }
        let Some(case) = one.nonconformity.as_ref().map(Nonconformity) else { return labels };
        if case.adopted() == Some(true) {
            labels.push(words.label_within(&case.0.state_label().unwrap_or_default()));
        }
        labels.extend(excepted::kept(case.excepted(), &self.exceptions).into_iter().map(|one| one.words));
        let owned = |person: Option<RecordId>| person.is_some() && person == case.owner();
        let done = [
            (Duty::Plan, case.plan_approved_by(), case.plan_approved_on()),
            (Duty::Verification, case.verified_by(), case.verified_on()),
        ];
        for (duty, person, day) in done.into_iter().filter(|_| case.excepted().is_empty()) {
            let before = day.and_then(|day| excepted::before_they_named_anybody(&self.exceptions, duty, day));
            labels.extend(before.filter(|_| owned(person)).map(|one| one.words));
        }
        labels
    }
}
