//! What the audits do with keys and events, as every screen does.

use ratatui::layout::Rect;

use crate::domain::audit::{Audit, State as AuditState};
use crate::domain::audit_programme::{AuditProgramme, Method, State as ProgrammeState};
use crate::domain::checklist_item::{ChecklistItem, ChecklistItemField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::Document;
use crate::report::audit::document;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer as Chosen, Effect, Effects, Notice, open, read};
use crate::tui::layer::Screen;
use crate::tui::screens::acting;
use crate::tui::screens::form::{Form, Purpose};
use crate::tui::screens::page::Page;
use crate::tui::screens::refusal::RefusalView;
use crate::tui::screens::review::reading;
use crate::tui::scroll::Step as Way;
use crate::tui::told::Told;
use crate::workflow::audits::drawing::{self, By};
use crate::workflow::audits::operations::{ANSWER, FINDING};
use crate::workflow::operation::{About, Operation, Subject};

use super::steps::Step;
use super::{AuditsView, Tab, draw, offers, submit};

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
            Tab::Coverage => self.matrix.go(step),
        }
        self.read_detail(desk)
    }

    fn draw_areas(&self, desk: &Desk) -> Result<Effects, Error> {
        let Some(record) = self.programmes.selected() else { return Ok(Effects::new()) };
        if AuditProgramme(record).method() == Some(Method::Judgement) {
            return Self::ask(Step::Areas, record.id, desk);
        }
        let by = By::Chance(drawing::seed(desk.store.ambient())?);
        match drawing::draw(desk.view(), record, &by) {
            Ok((drawn, proposal)) => {
                let (chosen, count) = (drawn.sample.len(), drawn.universe.len());
                let seed = drawn.seed.map_or(String::new(), |seed| format!(", by seed {seed}"));
                Ok(submit(proposal, format!("{}: {chosen} of {count} areas chosen{seed}", record.reference())))
            }
            Err(trouble) => Ok(Notice::watch(trouble.why()?.words).into()),
        }
    }

    /// Why a checklist can't be made any more.
    fn is_over(&self) -> Option<String> {
        let audit = self.audit.as_ref()?;
        let over = matches!(Audit(audit).state(), Some(AuditState::Reported | AuditState::Cancelled));
        over.then(|| {
            let state = audit.state_label().unwrap_or_default().to_lowercase();
            format!("{} is {state}; among the audits, m reopens it", audit.reference())
        })
    }

    fn no_audit(&self) -> Option<String> {
        self.audit.is_none().then(|| "No audit is on record yet; a among the audits adds one".to_owned())
    }
}

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
        match self.tab {
            Tab::Checklist => {
                &[Scope::Checklist, Scope::Audits, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
            }
            _ => &[Scope::Audits, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere],
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Add, AuditReport, DrawAreas, Edit, Help, MakeChecklist, Move, NextPane, Open, OpenPane, Palette, RaiseCase,
            Zoom,
        };
        match self.tab {
            Tab::Programmes => &[Open, Add, Edit, DrawAreas, Move, NextPane, OpenPane, Palette, Help],
            Tab::Audits => {
                &[Open, Add, Edit, Move, MakeChecklist, AuditReport, NextPane, OpenPane, Zoom, Palette, Help]
            }
            Tab::Checklist => &[MakeChecklist, Add, NextPane, Palette, Help],
            Tab::Findings => &[RaiseCase, Open, Edit, Move, Add, AuditReport, NextPane, OpenPane, Zoom, Palette, Help],
            Tab::Coverage => &[Open, NextPane, OpenPane, Zoom, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{Help, NextPane, NextUnanswered, RaiseCase, TakeNotes};
        let commands = |commands: &[Command]| commands.iter().copied().map(Doing::Command).collect::<Vec<_>>();
        if self.tab != Tab::Checklist || self.checklist.is_empty() {
            return commands(self.footer());
        }
        let answer = |way| Doing::Operation(&ANSWER, way);
        let [conforms, major, minor, opportunity, positive, not_applicable, not_reached] =
            [0, 1, 2, 3, 4, 5, 6].map(answer);
        let mut offers = vec![conforms, minor, major, Doing::Operation(&FINDING, 0)];
        offers.extend(commands(&[TakeNotes]));
        offers.extend([not_applicable, not_reached, opportunity, positive]);
        offers.extend(commands(&[RaiseCase, NextUnanswered, NextPane, Help]));
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let item = self.checklist.selected().map(|item| item.id);
        let (Some(audit), Some(item)) = (self.audit.as_ref(), item) else {
            return Err("There is no checklist yet; C makes one".to_owned());
        };
        Ok(match operation.about {
            About::Part(..) => Subject::of(audit.id).part(Some(item)),
            _ => Subject::of(item),
        })
    }

    fn begins(&mut self, _: &'static Operation, _: &Desk) -> Result<(), Error> {
        self.checklist.answering();
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
            Command::MakeChecklist => self.no_audit().or_else(|| self.is_over()).or_else(write),
            Command::AuditReport => self.no_audit(),
            Command::DrawAreas => {
                if self.tab != Tab::Programmes {
                    return Some("Areas are chosen for a programme; Tab goes to the programmes".to_owned());
                }
                let Some(record) = self.programmes.selected() else { return Some("Nothing is selected".to_owned()) };
                let draft = AuditProgramme(record).state() == Some(ProgrammeState::Draft);
                write().or_else(|| {
                    (!draft).then(|| {
                        let state = record.state_label().unwrap_or_default().to_lowercase();
                        format!("{} is {state} already; m takes it back to draft", record.reference())
                    })
                })
            }
            Command::RaiseCase => match self.tab {
                Tab::Findings if self.findings.selected().is_none() => Some("No finding is selected".to_owned()),
                Tab::Findings => write(),
                Tab::Checklist => {
                    let made = self.checklist.selected().is_some_and(|one| ChecklistItem(one).finding().is_some());
                    (!made).then(|| "No finding was made of it yet; f makes it".to_owned()).or_else(write)
                }
                _ => Some("A nonconformity is raised from a finding; Tab goes to the findings".to_owned()),
            },
            Command::TakeNotes | Command::NextUnanswered => {
                let none = self.checklist.is_empty();
                none.then(|| "There is no checklist yet; C makes one".to_owned()).or_else(write)
            }
            Command::Open if self.tab == Tab::Coverage && self.matrix.last_audit().is_none() => {
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
            Command::MakeChecklist => {
                self.go(Tab::Checklist, desk)?;
                return Ok(open(offers::checklists(self)));
            }
            Command::AuditReport => {
                self.go(self.tab, desk)?;
                if let Some(audit) = self.audit.clone() {
                    let page = |document: Document| Page::prose(document.title.clone(), reading::lines(&document));
                    return Ok(read(desk, move |view| document(view, &audit), move |read, _| Ok(open(page(read)))));
                }
            }
            Command::DrawAreas => return self.draw_areas(desk),
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
            Command::RaiseCase => {
                if let Some(finding) = self.finding(desk)? {
                    return self.raise(&finding, desk);
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
            own => match own.to() {
                Some(answer) => offers::answered(self, answer, desk),
                None => Ok(Effects::new()),
            },
        }
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let tables = [&mut self.programmes, &mut self.audits, &mut self.findings];
        let own = tables.into_iter().any(|table| table.told(told)) || self.checklist.told(told);
        if !own && self.matrix.told(told) && self.tab == Tab::Coverage {
            self.detail = self.matrix.detail();
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
        self.matrix.ask(desk)
    }

    fn waits_for_rest(&self) -> bool {
        let tables = [&self.programmes, &self.audits, &self.findings];
        self.stale
            || self.matrix.asks()
            || self.checklist.asks()
            || tables.into_iter().any(super::super::table::Table::asks)
    }

    fn refused(&mut self, error: Error, _: &Desk) -> Result<Effects, Error> {
        self.raising = None;
        self.checklist.not_answered();
        match error {
            Error::Refused(refusal) => Ok(open(RefusalView::new(refusal, None))),
            other => Err(other),
        }
    }

    fn awaits(&self) -> Option<RecordId> {
        self.raising
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        if self.raising == Some(record) {
            self.raising = None;
            return Ok(vec![Effect::Visit(Destination::Whole(record))]);
        }
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
