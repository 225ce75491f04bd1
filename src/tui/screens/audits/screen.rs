//! What the audits do with keys and events, as every screen does.

use ratatui::layout::Rect;

use crate::domain::checklist_item::ChecklistItemField;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::sheet::document;
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer as Chosen, Effect, Effects, Notice, open, read};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::screens::acting;
use crate::tui::screens::form::{Form, Purpose};
use crate::tui::screens::page::Page;
use crate::tui::screens::reading;
use crate::tui::screens::refusal::RefusalView;
use crate::tui::scroll::Step as Way;
use crate::tui::told::Told;
use crate::workflow::audits::REPORT;
use crate::workflow::audits::operations::{ANSWER, CHECKLIST, DRAW, FINDING, ON_AUDITS, ON_CHECKLIST, RAISE};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::Sheet;

use super::{AuditsView, Tab, draw};

impl AuditsView {
    fn go(&mut self, tab: Tab, desk: &Desk) -> Result<(), Error> {
        if self.stale {
            self.take_audit(desk)?;
        }
        self.tab = tab;
        self.read_detail(desk)
    }

    fn step(&mut self, step: Way, desk: &Desk) -> Result<(), Error> {
        match self.tab {
            Tab::Programmes => self.programmes.step(step, desk)?,
            Tab::Audits => {
                self.audits.step(step, desk)?;
                self.stale = true;
            }
            Tab::Findings => self.findings.step(step, desk)?,
            Tab::Checklist => self.checklist.go(desk.view(), step)?,
            Tab::Coverage => self.coverage.step(step),
        }
        self.read_detail(desk)
    }
}

/// The first is that of the checklist alone.
static SCOPES: [Scope; 6] =
    [Scope::At(&ON_CHECKLIST), Scope::At(&ON_AUDITS), Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];

impl Screen for AuditsView {
    fn name(&self) -> String {
        match (&self.audit, self.tab) {
            (Some(audit), Tab::Checklist | Tab::Findings) => {
                format!("Audit {} · {}", audit.reference(), self.tab.label().to_lowercase())
            }
            _ => "Audits".to_owned(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.tab == Tab::Checklist { &SCOPES } else { &SCOPES[1..] }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Add, AuditReport, Edit, Help, Move, NextPane, NextUnanswered, Open, OpenPane, Palette, TakeNotes, Zoom,
        };
        match self.tab {
            Tab::Programmes => &[Open, Add, Edit, Move, NextPane, OpenPane, Palette, Help],
            Tab::Audits => &[Open, Add, Edit, Move, AuditReport, NextPane, OpenPane, Zoom, Palette, Help],
            Tab::Checklist if self.checklist.is_empty() => &[Add, NextPane, Palette, Help],
            Tab::Checklist => &[TakeNotes, NextUnanswered, NextPane, Help],
            Tab::Findings => &[Open, Edit, Move, Add, AuditReport, NextPane, OpenPane, Zoom, Palette, Help],
            Tab::Coverage => &[Open, NextPane, OpenPane, Zoom, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        let mut offers: Vec<Doing> = self.footer().iter().copied().map(Doing::Command).collect();
        let inserted = match self.tab {
            Tab::Programmes => Some((3, &DRAW)),
            Tab::Audits => Some((4, &CHECKLIST)),
            Tab::Checklist if self.checklist.is_empty() => Some((0, &CHECKLIST)),
            Tab::Findings => Some((0, &RAISE)),
            Tab::Checklist | Tab::Coverage => None,
        };
        if let Some((place, operation)) = inserted {
            offers.insert(place, Doing::Operation(operation, 0));
        } else if self.tab == Tab::Checklist {
            let answer = |way| Doing::Operation(&ANSWER, way);
            let [conforms, major, minor, opportunity, positive, not_applicable, not_audited] =
                [0, 1, 2, 3, 4, 5, 6].map(answer);
            let later = [not_applicable, not_audited, opportunity, positive, Doing::Operation(&RAISE, 0)];
            offers.splice(1..1, later);
            offers.splice(0..0, [conforms, minor, major, Doing::Operation(&FINDING, 0)]);
        }
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let item = self.checklist.selected().map(|item| item.id);
        match operation {
            _ if std::ptr::eq(operation, &RAISE) => self.finding().map(Subject::of),
            _ if std::ptr::eq(operation, &DRAW) && self.tab != Tab::Programmes => {
                Err("Areas are chosen for a programme; Tab goes to the programmes".to_owned())
            }
            _ if std::ptr::eq(operation, &CHECKLIST) => {
                let audit = self.audits.selected().ok_or("No audit is on record yet; a among the audits adds one")?;
                Ok(Subject::of(audit.id))
            }
            _ if std::ptr::eq(operation, &ANSWER) => {
                Ok(Subject { record: self.audit.as_ref().map(|audit| audit.id), part: item })
            }
            _ if std::ptr::eq(operation, &FINDING) => Ok(Subject { record: item, part: None }),
            _ => subject_among(operation, &self.subjects()),
        }
    }

    fn begins(&mut self, operation: &'static Operation, desk: &Desk) -> Result<(), Error> {
        if std::ptr::eq(operation, &CHECKLIST) {
            return self.go(Tab::Checklist, desk);
        }
        if [&ANSWER, &FINDING].iter().any(|one| std::ptr::eq(*one, operation)) {
            self.checklist.answering();
        }
        Ok(())
    }

    fn did(&mut self, operation: &'static Operation, changed: bool, desk: &Desk) -> Result<Effects, Error> {
        // It was answered so already: the next one is to be answered.
        if std::ptr::eq(operation, &ANSWER) && !changed {
            self.checklist.not_answered();
            self.checklist.next_open(desk.view(), true)?;
            self.read_detail(desk)?;
        }
        Ok(Effects::new())
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let write = || desk.why_not_write();
        match command {
            Command::AuditReport => {
                let none = self.audits.selected().is_none();
                none.then(|| "No audit is on record yet; a among the audits adds one".to_owned())
            }
            Command::TakeNotes | Command::NextUnanswered => {
                let none = self.checklist.is_empty();
                none.then(|| "There is no checklist yet; C makes one".to_owned()).or_else(write)
            }
            Command::Open if self.tab == Tab::Coverage && self.last.is_none() => {
                Some("It was never audited in these days".to_owned())
            }
            Command::NextPane | Command::PreviousPane | Command::OpenPane | Command::Zoom => None,
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Way::of(command) {
            self.step(step, desk)?;
            return Ok(Effects::new());
        }
        match command {
            Command::NextPane => self.go(self.tab.turned(1), desk)?,
            Command::PreviousPane => self.go(self.tab.turned(Tab::ALL.len() - 1), desk)?,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::OpenPane => {
                return Ok(vec![Effect::Go(Destination::Register(self.tab.register()))]);
            }
            Command::AuditReport => {
                self.go(self.tab, desk)?;
                if let Some(audit) = &self.audit {
                    let wanted = Wanted::of(audit.id);
                    let report = move |view: View| (REPORT.read)(view, &wanted);
                    let page = |sheet: Sheet| {
                        let document = document(REPORT.title, &sheet, None);
                        Page::prose(document.title.clone(), reading::lines(&document))
                    };
                    return Ok(read(desk, report, move |read, _| Ok(open(page(read)))));
                }
            }
            Command::NextUnanswered => {
                if !self.checklist.next_open(desk.view(), false)? {
                    return Ok(Notice::good("Everything is answered").into());
                }
                self.read_detail(desk)?;
            }
            Command::TakeNotes => {
                if let Some(item) = self.checklist.selected() {
                    let form = Form::open(Purpose::Edit { records: vec![item.clone()] }, desk)?;
                    return Ok(open(form.focused_on(ChecklistItemField::Notes.name().as_str())));
                }
            }
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        Ok(std::mem::take(&mut self.zoomed).then(Effects::new))
    }

    fn goes_back(&self) -> bool {
        self.zoomed
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.programmes.refresh(desk)?;
        self.audits.refresh(desk)?;
        self.take_audit(desk)?;
        self.read_detail(desk)
    }

    fn answered(&mut self, answer: Chosen, desk: &Desk) -> Result<Effects, Error> {
        match answer {
            // What a refusal names is put right in the record itself.
            Chosen::Field(field) => match self.selected() {
                Some(record) => {
                    let form = Form::open(Purpose::Edit { records: vec![record.clone()] }, desk)?;
                    Ok(open(form.focused_on(field)))
                }
                None => Ok(Effects::new()),
            },
            _ => Ok(Effects::new()),
        }
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        let tables = [&mut self.programmes, &mut self.audits, &mut self.findings];
        let own = tables.into_iter().any(|table| table.told(told)) || self.checklist.told(told);
        if !own && self.coverage.told(told) && self.tab == Tab::Coverage {
            self.read_detail(desk)?;
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.stale {
            self.take_audit(desk)?;
        }
        for table in [&mut self.programmes, &mut self.audits, &mut self.findings] {
            if table.asks() {
                table.ask(desk);
            }
        }
        self.checklist.ask(self.audit.as_ref().map(|one| one.id), desk);
        self.coverage.ask(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        let tables = [&self.programmes, &self.audits, &self.findings];
        self.stale
            || self.coverage.asks()
            || self.checklist.asks()
            || tables.into_iter().any(super::super::table::Table::asks)
    }

    fn refused(&mut self, error: Error, _: &Desk) -> Result<Effects, Error> {
        self.checklist.not_answered();
        match error {
            Error::Refused(refusal) => Ok(open(RefusalView::new(refusal, None))),
            other => Err(other),
        }
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        match self.tab {
            Tab::Programmes => self.programmes.select(record, desk)?,
            Tab::Audits => {
                self.audits.select(record, desk)?;
                self.take_audit(desk)?;
            }
            Tab::Findings => self.findings.select(record, desk)?,
            Tab::Checklist => self.checklist.select(desk.view(), record)?,
            Tab::Coverage => {}
        }
        self.read_detail(desk)?;
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.selected().into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.tab.register())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        draw::draw(self, canvas, area);
    }
}
