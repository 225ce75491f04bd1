//! Audits: the programmes, the audits, the checklist that is answered while people are asked, the findings, and what was
//! audited at all. Each is a tab; the checklist and the findings are those of the audit that is selected.

mod checklist;
mod draw;
mod screen;

use crate::domain::audit::{self, Audit, AuditField};
use crate::domain::audit_programme::{self, AuditProgramme, AuditProgrammeField};
use crate::domain::finding::{self, Finding, FindingField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::domain::{checklist_item, identity};
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::workflow::audits::{self as workflow, coverage};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::Lead;

use super::detail::{self, Item, Mark, line};
use super::sheet::pane::SheetPane;
use super::table::Table;
use checklist::Checklist;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Programmes,
    Audits,
    Checklist,
    Findings,
    Coverage,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Programmes, Self::Audits, Self::Checklist, Self::Findings, Self::Coverage];

    fn label(self) -> &'static str {
        match self {
            Self::Programmes => "Programme",
            Self::Audits => "Audits",
            Self::Checklist => "Checklist",
            Self::Findings => "Findings",
            Self::Coverage => "Coverage",
        }
    }

    fn register(self) -> &'static Register {
        match self {
            Self::Programmes => &audit_programme::REGISTER,
            Self::Audits | Self::Coverage => &audit::REGISTER,
            Self::Checklist => &checklist_item::REGISTER,
            Self::Findings => &finding::REGISTER,
        }
    }

    /// The tab so many further, round and round.
    fn turned(self, by: usize) -> Self {
        let place = Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0);
        Self::ALL[(place + by) % Self::ALL.len()]
    }
}

/// The audits.
#[derive(Debug)]
pub struct AuditsView {
    tab: Tab,
    zoomed: bool,
    programmes: Table,
    audits: Table,
    /// The audit whose checklist and findings are shown.
    audit: Option<Record>,
    checklist: Checklist,
    findings: Table,
    coverage: SheetPane,
    /// To what the selected line of the coverage leads: the audit in which it was looked at last.
    last: Option<Record>,
    /// Whether the checklist and the findings are those of another audit than is selected.
    stale: bool,
    /// What is said of the record that is selected.
    detail: Vec<Item>,
}

fn by_start(register: &'static Register, field: &'static crate::domain::field::Field) -> Query {
    Query { order: Order { field: Some(field), descending: true }, ..Query::new(register) }
}

fn findings_of(audit: Option<RecordId>) -> Query {
    // Without an audit there is none to be of.
    let of = Value::Link(audit.unwrap_or(identity::RecordId(uuid::Uuid::nil())));
    let filters = vec![Filter::Is(FindingField::Audit.field(), vec![of])];
    Query { filters, ..Query::new(&finding::REGISTER) }
}

impl AuditsView {
    /// The audits, with the one selected that people mean when they name none.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let audit = workflow::current(desk.view())?;
        let selected = audit.as_ref().map(|record| record.id);
        let programmes = by_start(&audit_programme::REGISTER, AuditProgrammeField::StartsOn.field());
        let audits = by_start(&audit::REGISTER, AuditField::StartsOn.field());
        let mut screen = Self {
            tab: Tab::Audits,
            zoomed: false,
            programmes: Table::new(programmes, None, desk)?,
            audits: Table::new(audits, selected, desk)?,
            audit: None,
            checklist: Checklist::default(),
            findings: Table::new(findings_of(selected), None, desk)?,
            coverage: SheetPane::new(&coverage::READING, Wanted::default()),
            last: None,
            stale: true,
            detail: Vec::new(),
        };
        screen.take_audit(desk)?;
        let underway = screen.audit.as_ref().is_some_and(|one| Audit(one).state() == Some(audit::State::Underway));
        if underway && !screen.checklist.is_empty() {
            screen.tab = Tab::Checklist;
        }
        screen.read_detail(desk)?;
        Ok(screen)
    }

    /// Reads the checklist and the findings of the audit that is selected.
    fn take_audit(&mut self, desk: &Desk) -> Result<(), Error> {
        self.stale = false;
        let selected = self.audits.selected().cloned();
        let same = selected.as_ref().map(|one| one.id) == self.audit.as_ref().map(|one| one.id);
        self.audit = selected;
        let id = self.audit.as_ref().map(|one| one.id);
        self.checklist.read(desk.view(), id, same)?;
        if same {
            self.findings.refresh(desk)?;
        } else {
            self.findings.list(findings_of(id), desk)?;
        }
        let programme = self.audit.as_ref().and_then(|one| Audit(one).programme());
        self.coverage.want(Wanted { within: programme, ..Wanted::default() });
        Ok(())
    }

    /// The record that is selected; of a line of the coverage, the audit in which it was looked at last.
    fn selected(&self) -> Option<&Record> {
        match self.tab {
            Tab::Programmes => self.programmes.selected(),
            Tab::Audits => self.audits.selected(),
            Tab::Checklist => self.checklist.selected(),
            Tab::Findings => self.findings.selected(),
            Tab::Coverage => self.last.as_ref(),
        }
    }

    fn read_detail(&mut self, desk: &Desk) -> Result<(), Error> {
        let view = desk.view();
        if self.tab == Tab::Coverage {
            self.last = match self.coverage.lead() {
                Some(Lead::Record(id)) => view.record(*id)?,
                _ => None,
            };
        }
        self.detail = match (self.tab, self.selected()) {
            (Tab::Coverage, _) => self.coverage.detail(),
            (Tab::Checklist, Some(item)) => checklist::detail(view, item)?,
            (Tab::Findings, Some(record)) => {
                let mut items = detail::fields(view, record, false)?;
                let raised = Finding(record).nonconformity().map(|id| view.record(id)).transpose()?.flatten();
                if let Some(raised) = raised {
                    let text = raised.state_label().unwrap_or_default();
                    items.insert(0, line("Nonconformity is", text, Mark::None));
                }
                items
            }
            (Tab::Programmes, Some(record)) => programme(view, record)?,
            (_, Some(record)) => detail::fields(view, record, false)?,
            (_, None) => Vec::new(),
        };
        Ok(())
    }

    /// The finding that is selected, or the one that was made of the selected item; or why there is none.
    fn finding(&self) -> Result<RecordId, String> {
        match self.tab {
            Tab::Findings => {
                let selected = self.findings.selected();
                selected.map(|finding| finding.id).ok_or_else(|| "No finding is selected".to_owned())
            }
            Tab::Checklist => {
                let made = self.checklist.selected().and_then(|item| checklist_item::ChecklistItem(item).finding());
                made.ok_or_else(|| "No finding was made of it yet; f makes it".to_owned())
            }
            _ => Err("A nonconformity is raised from a finding; Tab goes to the findings".to_owned()),
        }
    }
}

/// The most areas of a programme that are spelled out beside it.
const SPELLED_OUT: usize = 12;

/// What is said of a programme: how its areas were chosen, and then which.
fn programme(view: View, record: &Record) -> Result<Vec<Item>, Error> {
    let one = AuditProgramme(record);
    let mut brief = record.clone();
    brief.set(AuditProgrammeField::Universe.name(), None);
    brief.set(AuditProgrammeField::Sample.name(), None);
    let mut items = detail::fields(view, &brief, false)?;
    if one.universe().is_empty() {
        return Ok(items);
    }
    let count = format!("{} of {}", one.sample().len(), one.universe().len());
    items.push(line(AuditProgrammeField::Sample.field().label, count, Mark::None));
    for id in one.sample().iter().take(SPELLED_OUT) {
        items.push(line("", view.name_of(*id)?, Mark::None));
    }
    if one.sample().len() > SPELLED_OUT {
        items.push(line(
            "",
            format!("and {} more; Enter shows them all", one.sample().len() - SPELLED_OUT),
            Mark::None,
        ));
    }
    Ok(items)
}
