//! What has been audited over a cycle, and what never: every clause, control, system and area, with the audits in which
//! it was looked at. Internal audits that are reported tell (9.2); those under way, those of others, and a mock, are told
//! of by themselves.

mod held;
mod others;
mod sheet;

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};

use crate::domain::audit::Party;
use crate::domain::audit_area::{self, AuditArea, AuditAreaField};
use crate::domain::audit_programme::AuditProgramme;
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField};
use crate::domain::control::{self, Control, ControlField};
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::standard::{self, CONTROLS};
use crate::domain::system::{self, System, SystemField};
use crate::store::list::Query;
use crate::store::{Error, View};

pub use held::Held;
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
    /// The audits of the cycle that are under way or reported: the internal ones first, each in the order of their days.
    pub audits: Vec<Held>,
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
    /// By what it need not be audited, where it need not.
    pub left_out: Option<LeftOut>,
    /// By audit, in their order.
    pub seen: Vec<Seen>,
}

/// By what a line need not be audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// The statement of applicability says that the control does not apply.
    NotApplicable,
    /// The area is excluded from the audit universe.
    Excluded,
}

impl LeftOut {
    const fn words(self) -> &'static str {
        match self {
            Self::NotApplicable => "not applicable by the statement of applicability",
            Self::Excluded => "excluded from the audit universe",
        }
    }

    const fn brief(self) -> &'static str {
        match self {
            Self::NotApplicable => "not applicable",
            Self::Excluded => "excluded",
        }
    }
}

/// What an audit did about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The place of the audit among those of the cycle.
    pub audit: usize,
    pub how: How,
    /// Whose audit it is.
    pub party: Party,
    /// Whether it falls within the criteria of that audit.
    pub within: bool,
    /// Whether that audit is not reported yet.
    pub under_way: bool,
    /// Whether it counts: within the criteria, reported, and what is transcribed with the report that it is transcribed
    /// from.
    pub counts: bool,
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
    /// Where an internal audit last looked at it.
    pub fn last(&self) -> Option<Seen> {
        self.last_by(Party::Internal)
    }

    /// Where it last came up: in an internal audit, or else in that of somebody else.
    pub fn nearest(&self) -> Option<Seen> {
        let internal = self.seen.iter().rfind(|seen| seen.party.is_internal());
        internal.or(self.seen.last()).copied()
    }

    /// Where an audit of somebody last looked at it.
    pub fn last_by(&self, party: Party) -> Option<Seen> {
        let looked = |seen: &&Seen| seen.party == party && seen.counts && seen.how.is_audited();
        self.seen.iter().rfind(looked).copied()
    }
}

impl Group {
    /// How many internal audits looked at, of how many that are to be.
    pub fn count(&self) -> (usize, usize) {
        self.count_by(Party::Internal)
    }

    /// How many the audits of somebody looked at, of how many that are to be.
    pub fn count_by(&self, party: Party) -> (usize, usize) {
        let counted = self.lines.iter().filter(|line| line.left_out.is_none());
        (counted.clone().filter(|line| line.last_by(party).is_some()).count(), counted.count())
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
    let (mut audits, undated) = held::between(view, from, to)?;
    let asked = asked(view, &mut audits)?;
    let areas = areas(view)?;
    let audited = Audited { places: places(&audits), audits: &audits };
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

fn asked(view: View, audits: &mut [Held]) -> Result<Questions, Error> {
    if audits.is_empty() {
        return Ok(Questions::new());
    }
    let places: HashMap<RecordId, usize> = audits.iter().enumerate().map(|(place, held)| (held.id, place)).collect();
    let mut found: HashMap<String, BTreeMap<usize, Option<Answer>>> = HashMap::new();
    let fields = [
        ChecklistItemField::Audit,
        ChecklistItemField::Code,
        ChecklistItemField::Answer,
        ChecklistItemField::AnsweredBy,
        ChecklistItemField::NotApplicableBecause,
    ];
    view.each(&Query::new(&checklist_item::REGISTER).only(&fields.map(ChecklistItemField::field)), |record| {
        let item = ChecklistItem(&record);
        let Some(audit) = item.audit().and_then(|audit| places.get(&audit)) else { return Ok(()) };
        audits[*audit].notice(item);
        if item.code().is_empty() {
            return Ok(());
        }
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
    let mut all = Questions::with_capacity(found.len());
    for (code, answers) in found {
        let mut seen = Vec::with_capacity(answers.len());
        for (place, answer) in answers {
            seen.push(audits[place].asked(place, &code, answer));
        }
        all.insert(code, seen);
    }
    audits.iter_mut().for_each(|held| held.outside.sort_by_key(|code| standard::order(code)));
    held::without_evidence(view, audits, &places)?;
    Ok(all)
}

fn of_code(asked: &Questions, code: &str) -> Vec<Seen> {
    asked.get(&code.to_lowercase()).cloned().unwrap_or_default()
}

fn clauses(asked: &Questions) -> Vec<Line> {
    let line = |node: &standard::Node| Line {
        code: node.number.to_owned(),
        title: node.title.to_owned(),
        record: None,
        left_out: None,
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
        left_out: record.filter(|record| Control(record).applicable() == Some(false)).map(|_| LeftOut::NotApplicable),
        seen: of_code(asked, code),
    };
    let mut lines: Vec<Line> = CONTROLS.iter().map(|node| line(node.number, node.title, find(node.number))).collect();
    let is_own =
        |record: &&Record| !CONTROLS.iter().any(|node| node.number.eq_ignore_ascii_case(Control(record).code()));
    lines.extend(there.iter().filter(is_own).map(|record| line(Control(record).code(), record.title(), Some(record))));
    Ok(lines)
}

/// The audits of each system and of each area, by their places.
struct Audited<'a> {
    places: HashMap<RecordId, Vec<usize>>,
    audits: &'a [Held],
}

fn places(audits: &[Held]) -> HashMap<RecordId, Vec<usize>> {
    let mut found: HashMap<RecordId, Vec<usize>> = HashMap::new();
    for (place, held) in audits.iter().enumerate() {
        for id in held.systems.iter().chain(&held.areas) {
            found.entry(*id).or_default().push(place);
        }
    }
    found
}

impl Audited<'_> {
    /// The audits of any of these.
    fn seen(&self, ids: impl Iterator<Item = RecordId>) -> Vec<Seen> {
        let mut places: Vec<usize> = ids.filter_map(|id| self.places.get(&id)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|audit| self.audits[audit].seen(audit, How::Audited)).collect()
    }
}

/// What is to be known of an area.
struct Area {
    id: RecordId,
    reference: Reference,
    title: String,
    system: Option<RecordId>,
    left_out: Option<LeftOut>,
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
            left_out: area.excluded().filter(|excluded| *excluded).map(|_| LeftOut::Excluded),
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
                left_out: None,
                seen: audited.seen(std::iter::once(record.id).chain(areas)),
            });
        }
        Ok(())
    })?;
    Ok(lines)
}
