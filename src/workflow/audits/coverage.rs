//! What has been audited over a cycle, and what never: every clause, control, system and area, with the audits in which
//! it was looked at.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use crate::domain::audit::{self, Audit, AuditField, State};
use crate::domain::audit_area::{self, AuditArea};
use crate::domain::audit_programme::AuditProgramme;
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField};
use crate::domain::control::{self, Control};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::standard::{CLAUSES, CONTROLS};
use crate::domain::system::{self, System};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// Months of the cycle that is looked at where no programme is named: the three years of a certificate.
const CYCLE: u32 = 36;

/// What was audited over a cycle.
#[derive(Debug, Clone)]
pub struct Coverage {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The programme whose days they are.
    pub programme: Option<Record>,
    /// The audits of the cycle that are under way or reported, in the order of their days.
    pub audits: Vec<(NaiveDate, Record)>,
    /// Audits that were held on no known day, and are not counted.
    pub undated: usize,
    pub groups: Vec<Group>,
}

/// Lines of one kind.
#[derive(Debug, Clone)]
pub struct Group {
    pub label: &'static str,
    pub lines: Vec<Line>,
}

/// A clause, a control, a system or an area, and where it was looked at.
#[derive(Debug, Clone)]
pub struct Line {
    /// `9.2.2`, `A.6.2.4`, `SYS-3`.
    pub code: String,
    pub title: String,
    /// The record that it is, where it is one.
    pub record: Option<RecordId>,
    /// Whether the statement of applicability leaves it out.
    pub left_out: bool,
    /// By audit, in the order of their days.
    pub seen: Vec<Seen>,
}

/// What an audit did about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The place of the audit among those of the cycle.
    pub audit: usize,
    pub how: How,
}

/// How something came up in an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was on the checklist; the gravest answer, or none yet.
    Asked(Option<Answer>),
    /// The audit was of this system or area.
    Audited,
}

impl How {
    /// Whether it was looked at.
    pub const fn is_audited(self) -> bool {
        match self {
            Self::Asked(Some(answer)) => answer.is_examined(),
            Self::Asked(None) => false,
            Self::Audited => true,
        }
    }

    /// The words for it.
    pub fn words(self) -> String {
        match self {
            Self::Asked(Some(answer)) => answer.label().to_lowercase(),
            Self::Asked(None) => "not answered yet".to_owned(),
            Self::Audited => "audited".to_owned(),
        }
    }
}

impl Line {
    /// Where it was last looked at.
    pub fn last(&self) -> Option<Seen> {
        self.seen.iter().rfind(|seen| seen.how.is_audited()).copied()
    }

    /// What an audit did about it.
    pub fn by(&self, audit: usize) -> Option<How> {
        self.seen.iter().find(|seen| seen.audit == audit).map(|seen| seen.how)
    }
}

impl Group {
    /// How many were looked at, of how many that are to be.
    pub fn count(&self) -> (usize, usize) {
        let counted = self.lines.iter().filter(|line| !line.left_out);
        (counted.clone().filter(|line| line.last().is_some()).count(), counted.count())
    }
}

impl Coverage {
    /// When, in which audit and how a line was last looked at: `2026-06-12 in AU-3: conforms`; or that it never was.
    pub fn words(&self, line: &Line) -> String {
        match line.last().and_then(|seen| Some((self.audits.get(seen.audit)?, seen))) {
            Some(((day, record), seen)) => {
                let adopted = if Audit(record).adopted() == Some(true) { ", not proven" } else { "" };
                format!("{day} in {}: {}{adopted}", record.reference(), seen.how.words())
            }
            None if line.left_out => "left out by the statement of applicability".to_owned(),
            None => match line.seen.last().and_then(|seen| Some((self.audits.get(seen.audit)?, seen))) {
                Some(((_, record), seen)) => format!("never; {} in {}", seen.how.words(), record.reference()),
                None => "never".to_owned(),
            },
        }
    }
}

/// How grave an answer is, where one audit asked twice.
fn weight(answer: Option<Answer>) -> u8 {
    match answer {
        Some(Answer::Major) => 7,
        Some(Answer::Minor) => 6,
        Some(Answer::Opportunity) => 5,
        Some(Answer::Positive) => 4,
        Some(Answer::Conforms) => 3,
        Some(Answer::NotReached) => 2,
        Some(Answer::NotApplicable) => 1,
        None => 0,
    }
}

/// Works out the coverage of a programme's days, or of the last three years.
///
/// # Errors
/// Where the file can't be read.
pub fn coverage(view: View, programme: Option<&Record>, today: NaiveDate) -> Result<Coverage, Error> {
    let days = programme.map(AuditProgramme);
    let three_years = today.checked_sub_months(Months::new(CYCLE)).unwrap_or(today);
    let from = days.and_then(AuditProgramme::starts_on).unwrap_or(three_years);
    let to = days.and_then(AuditProgramme::ends_on).unwrap_or(today);
    let held = [State::Underway, State::Reported].map(|state| Value::Choice(state.key())).to_vec();
    let filters = vec![Filter::Is(AuditField::State.field(), held)];
    let all = view.page(&Query { filters, ..Query::new(&audit::REGISTER) })?.records;
    let undated = all.iter().filter(|record| super::day(Audit(record)).is_none()).count();
    let dated = all.into_iter().filter_map(|record| Some((super::day(Audit(&record))?, record)));
    let mut audits: Vec<(NaiveDate, Record)> = dated.filter(|(day, _)| (from..=to).contains(day)).collect();
    audits.sort_by_key(|(day, record)| (*day, record.number));
    let asked = asked(view, &audits)?;
    let areas = view.page(&Query::new(&audit_area::REGISTER))?.records;
    let groups = vec![
        Group { label: "Clauses", lines: clauses(&asked) },
        Group { label: "Controls", lines: controls(view, &asked)? },
        Group { label: "Systems", lines: systems(view, &audits, &areas)? },
        Group { label: "Areas", lines: areas_of(&audits, &areas) },
    ];
    Ok(Coverage { from, to, programme: programme.cloned(), audits, undated, groups })
}

/// For each requirement, in small letters, the audits that asked about it and the gravest answer of each.
type Questions = HashMap<String, Vec<Seen>>;

fn asked(view: View, audits: &[(NaiveDate, Record)]) -> Result<Questions, Error> {
    let mut found = Questions::new();
    if audits.is_empty() {
        return Ok(found);
    }
    let of = audits.iter().map(|(_, record)| Value::Link(record.id)).collect();
    let filters = vec![Filter::Is(ChecklistItemField::Audit.field(), of)];
    for item in view.page(&Query { filters, ..Query::new(&checklist_item::REGISTER) })?.records {
        let item = ChecklistItem(&item);
        let place = audits.iter().position(|(_, record)| Some(record.id) == item.audit());
        let (Some(audit), false) = (place, item.code().is_empty()) else { continue };
        let seen = found.entry(item.code().to_lowercase()).or_default();
        let fresh = item.answer();
        match seen.iter_mut().find(|one| one.audit == audit) {
            Some(one) => {
                if let How::Asked(known) = one.how
                    && weight(known) < weight(fresh)
                {
                    one.how = How::Asked(fresh);
                }
            }
            None => seen.push(Seen { audit, how: How::Asked(fresh) }),
        }
    }
    for seen in found.values_mut() {
        seen.sort_by_key(|one| one.audit);
    }
    Ok(found)
}

fn of_code(asked: &Questions, code: &str) -> Vec<Seen> {
    asked.get(&code.to_lowercase()).cloned().unwrap_or_default()
}

fn clauses(asked: &Questions) -> Vec<Line> {
    let line = |node: &crate::domain::standard::Node| Line {
        code: node.number.to_owned(),
        title: node.title.to_owned(),
        record: None,
        left_out: false,
        seen: of_code(asked, node.number),
    };
    CLAUSES.iter().map(line).collect()
}

fn controls(view: View, asked: &Questions) -> Result<Vec<Line>, Error> {
    let there = view.page(&Query::new(&control::REGISTER))?.records;
    let find = |code: &str| there.iter().find(|record| Control(record).code().eq_ignore_ascii_case(code));
    let line = |code: &str, title: &str, record: Option<&Record>| Line {
        code: code.to_owned(),
        title: title.to_owned(),
        record: record.map(|record| record.id),
        left_out: record.is_some_and(|record| Control(record).applicable() == Some(false)),
        seen: of_code(asked, code),
    };
    let mut lines: Vec<Line> = CONTROLS.iter().map(|node| line(node.number, node.title, find(node.number))).collect();
    let is_own =
        |record: &&Record| !CONTROLS.iter().any(|node| node.number.eq_ignore_ascii_case(Control(record).code()));
    lines.extend(there.iter().filter(is_own).map(|record| line(Control(record).code(), record.title(), Some(record))));
    Ok(lines)
}

fn among(audits: &[(NaiveDate, Record)], is_of: impl Fn(Audit) -> bool) -> Vec<Seen> {
    let of = |(place, (_, record)): (usize, &(NaiveDate, Record))| {
        is_of(Audit(record)).then_some(Seen { audit: place, how: How::Audited })
    };
    audits.iter().enumerate().filter_map(of).collect()
}

/// The systems that the management system covers: looked at by themselves, or through an area.
fn systems(view: View, audits: &[(NaiveDate, Record)], areas: &[Record]) -> Result<Vec<Line>, Error> {
    let systems = view.page(&Query::new(&system::REGISTER))?.records;
    let in_scope = systems.iter().filter(|record| System(record).in_scope() != Some(false));
    let line = |record: &Record| {
        let own: Vec<RecordId> =
            areas.iter().filter(|area| AuditArea(area).system() == Some(record.id)).map(|area| area.id).collect();
        let is_of =
            |audit: Audit| audit.systems().contains(&record.id) || audit.areas().iter().any(|id| own.contains(id));
        Line {
            code: record.reference().to_string(),
            title: record.title().to_owned(),
            record: Some(record.id),
            left_out: false,
            seen: among(audits, is_of),
        }
    };
    Ok(in_scope.map(line).collect())
}

fn areas_of(audits: &[(NaiveDate, Record)], areas: &[Record]) -> Vec<Line> {
    let line = |record: &Record| Line {
        code: record.reference().to_string(),
        title: record.title().to_owned(),
        record: Some(record.id),
        left_out: AuditArea(record).left_out() == Some(true),
        seen: among(audits, |audit| audit.areas().contains(&record.id)),
    };
    areas.iter().map(line).collect()
}
