//! What has been audited over a cycle, and what never: every clause, control, system and area, with the audits in which
//! it was looked at.

mod sheet;

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};

use crate::domain::audit::{self, Audit, AuditField, State};
use crate::domain::audit_area::{self, AuditArea, AuditAreaField};
use crate::domain::audit_programme::AuditProgramme;
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField};
use crate::domain::control::{self, Control, ControlField};
use crate::domain::identity::{Number, RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::standard::{self, CONTROLS};
use crate::domain::system::{self, System, SystemField};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

pub use sheet::READING;

/// The group of the clauses.
pub const CLAUSES: &str = "Clauses";

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
    pub audits: Vec<Held>,
    /// Audits that were held on no known day, and are not counted.
    pub undated: usize,
    pub groups: Vec<Group>,
}

/// An audit that was held, or is.
#[derive(Debug, Clone)]
pub struct Held {
    pub id: RecordId,
    pub reference: Reference,
    pub title: String,
    pub day: NaiveDate,
    /// Whether it was reported before the file was kept.
    pub adopted: bool,
    number: Number,
    systems: Vec<RecordId>,
    areas: Vec<RecordId>,
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
}

impl Group {
    /// How many were looked at, of how many that are to be.
    pub fn count(&self) -> (usize, usize) {
        let counted = self.lines.iter().filter(|line| !line.left_out);
        (counted.clone().filter(|line| line.last().is_some()).count(), counted.count())
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
        Some(Answer::NotAudited) => 2,
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
    let fields = [
        AuditField::Title,
        AuditField::State,
        AuditField::StartsOn,
        AuditField::EndsOn,
        AuditField::ReportedOn,
        AuditField::Adopted,
        AuditField::Systems,
        AuditField::Areas,
    ];
    let (mut audits, mut undated) = (Vec::new(), 0);
    let all = Query { filters, ..Query::new(&audit::REGISTER) }.only(&fields.map(AuditField::field));
    view.each(&all, |record| {
        let audit = Audit(&record);
        match crate::workflow::audits::day(audit) {
            Some(day) if (from..=to).contains(&day) => audits.push(Held {
                id: record.id,
                reference: record.reference(),
                title: record.title().to_owned(),
                day,
                adopted: audit.adopted() == Some(true),
                number: record.number,
                systems: audit.systems().to_vec(),
                areas: audit.areas().to_vec(),
            }),
            Some(_) => {}
            None => undated += 1,
        }
        Ok(())
    })?;
    audits.sort_by_key(|held| (held.day, held.number));
    let asked = asked(view, &audits)?;
    let areas = areas(view)?;
    let audited = Audited::of(&audits);
    let groups = vec![
        Group { label: CLAUSES, lines: clauses(&asked) },
        Group { label: "Controls", lines: controls(view, &asked)? },
        Group { label: "Systems", lines: systems(view, &audited, &areas)? },
        Group { label: "Areas", lines: areas.into_iter().map(|area| area.line(&audited)).collect() },
    ];
    Ok(Coverage { from, to, programme: programme.cloned(), audits, undated, groups })
}

/// For each requirement, in small letters, the audits that asked about it and the gravest answer of each.
type Questions = HashMap<String, Vec<Seen>>;

fn asked(view: View, audits: &[Held]) -> Result<Questions, Error> {
    if audits.is_empty() {
        return Ok(Questions::new());
    }
    let places: HashMap<RecordId, usize> = audits.iter().enumerate().map(|(place, held)| (held.id, place)).collect();
    let mut found: HashMap<String, BTreeMap<usize, Option<Answer>>> = HashMap::new();
    let fields = [ChecklistItemField::Audit, ChecklistItemField::Code, ChecklistItemField::Answer];
    view.each(&Query::new(&checklist_item::REGISTER).only(&fields.map(ChecklistItemField::field)), |record| {
        let item = ChecklistItem(&record);
        let place = item.audit().and_then(|audit| places.get(&audit));
        let (Some(audit), false) = (place, item.code().is_empty()) else { return Ok(()) };
        let code = item.code().to_lowercase();
        let answers = match found.get_mut(&code) {
            Some(answers) => answers,
            None => found.entry(code).or_default(),
        };
        let known = answers.entry(*audit).or_default();
        if weight(*known) < weight(item.answer()) {
            *known = item.answer();
        }
        Ok(())
    })?;
    let seen = |answers: BTreeMap<usize, Option<Answer>>| {
        answers.into_iter().map(|(audit, answer)| Seen { audit, how: How::Asked(answer) }).collect()
    };
    Ok(found.into_iter().map(|(code, answers)| (code, seen(answers))).collect())
}

fn of_code(asked: &Questions, code: &str) -> Vec<Seen> {
    asked.get(&code.to_lowercase()).cloned().unwrap_or_default()
}

fn clauses(asked: &Questions) -> Vec<Line> {
    let line = |node: &standard::Node| Line {
        code: node.number.to_owned(),
        title: node.title.to_owned(),
        record: None,
        left_out: false,
        seen: of_code(asked, node.number),
    };
    standard::CLAUSES.iter().map(line).collect()
}

fn controls(view: View, asked: &Questions) -> Result<Vec<Line>, Error> {
    let fields = [ControlField::Code, ControlField::Name, ControlField::Applicable].map(ControlField::field);
    let there = view.page(&Query::new(&control::REGISTER).only(&fields))?.records;
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

/// The audits of each system and of each area, by their places.
struct Audited(HashMap<RecordId, Vec<usize>>);

impl Audited {
    fn of(audits: &[Held]) -> Self {
        let mut found: HashMap<RecordId, Vec<usize>> = HashMap::new();
        for (place, held) in audits.iter().enumerate() {
            for id in held.systems.iter().chain(&held.areas) {
                found.entry(*id).or_default().push(place);
            }
        }
        Self(found)
    }

    /// The audits of any of these.
    fn seen(&self, ids: impl Iterator<Item = RecordId>) -> Vec<Seen> {
        let mut places: Vec<usize> = ids.filter_map(|id| self.0.get(&id)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|audit| Seen { audit, how: How::Audited }).collect()
    }
}

/// What is to be known of an area.
struct Area {
    id: RecordId,
    reference: Reference,
    title: String,
    system: Option<RecordId>,
    left_out: bool,
}

impl Area {
    fn line(self, audited: &Audited) -> Line {
        Line {
            code: self.reference.to_string(),
            title: self.title,
            record: Some(self.id),
            left_out: self.left_out,
            seen: audited.seen(std::iter::once(self.id)),
        }
    }
}

fn areas(view: View) -> Result<Vec<Area>, Error> {
    let fields = [AuditAreaField::Title, AuditAreaField::System, AuditAreaField::Excluded].map(AuditAreaField::field);
    let mut found = Vec::new();
    view.each(&Query::new(&audit_area::REGISTER).only(&fields), |record| {
        let area = AuditArea(&record);
        found.push(Area {
            id: record.id,
            reference: record.reference(),
            title: record.title().to_owned(),
            system: area.system(),
            left_out: area.excluded() == Some(true),
        });
        Ok(())
    })?;
    Ok(found)
}

/// The systems that the management system covers: looked at by themselves, or through an area.
fn systems(view: View, audited: &Audited, areas: &[Area]) -> Result<Vec<Line>, Error> {
    let mut own: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
    for area in areas {
        if let Some(system) = area.system {
            own.entry(system).or_default().push(area.id);
        }
    }
    let mut lines = Vec::new();
    let fields = [SystemField::Name, SystemField::InScope].map(SystemField::field);
    view.each(&Query::new(&system::REGISTER).only(&fields), |record| {
        if System(&record).in_scope() != Some(false) {
            let areas = own.get(&record.id).into_iter().flatten().copied();
            lines.push(Line {
                code: record.reference().to_string(),
                title: record.title().to_owned(),
                record: Some(record.id),
                left_out: false,
                seen: audited.seen(std::iter::once(record.id).chain(areas)),
            });
        }
        Ok(())
    })?;
    Ok(lines)
}
