//! One nonconformity on its way to proven closure: its steps, what the next one lacks, its causes, what was done, and
//! what happened to it.

mod draw;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::nonconformity::REGISTER;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::{action, cause, retest};
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, Notice, open};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::closure::case::Case;
use crate::workflow::closure::operations::{ACTION, CAUSE, GO_ON, ON_CASE, ON_CASES, PUT_OFF, RETEST, ROOT, SHOWN};
use crate::workflow::closure::repeats::{self, Proposal};
use crate::workflow::closure::sheets::{self, case};
use crate::workflow::history as happened;
use crate::workflow::operation::{About, Operation, Subject};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::{Block, Lead};

use super::detail::Mark;
use super::form::{Form, Purpose};
use super::lines::Lines;
use super::sheet::led::Led;
use super::sheet::written;
use super::{acting, history, put_right};

/// A pane of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Steps,
    Facts,
    Causes,
    Work,
    History,
}

const PARTS: [Part; 5] = [Part::Steps, Part::Facts, Part::Causes, Part::Work, Part::History];

static SCOPES: [Scope; 7] = [
    Scope::At(&ON_CASE),
    Scope::At(&ON_CASES),
    Scope::Read,
    Scope::Panes,
    Scope::Record,
    Scope::Rows,
    Scope::Everywhere,
];

/// A nonconformity on its way to closure.
#[derive(Debug)]
pub struct CaseView {
    case: Box<Case>,
    panes: [Lines; 5],
    leads: [Vec<Option<Lead>>; 5],
    /// How much happened to it.
    happened: String,
    focus: usize,
    zoomed: bool,
    /// What a person is asked to decide about it.
    proposals: Loaded<Vec<Proposal>>,
}

impl CaseView {
    /// A nonconformity as a case; `None` where the record is of another register.
    pub fn open(id: RecordId, desk: &Desk) -> Result<Option<Self>, Error> {
        let Some(case) = Case::read(desk.view(), id, me(desk))? else { return Ok(None) };
        let mut screen = Self {
            case: Box::new(case),
            panes: Default::default(),
            leads: Default::default(),
            happened: String::new(),
            focus: 0,
            zoomed: false,
            proposals: Loaded::default(),
        };
        screen.lay(desk.view())?;
        // The first thing that is wanting, where something is.
        let missing = screen.panes[0].items.iter().position(|item| item.mark == MISSING);
        let here = screen.leads[0].iter().position(|lead| matches!(lead, Some(Lead::Operation(..))));
        screen.panes[0].cursor = missing.or(here).unwrap_or(0);
        Ok(Some(screen))
    }

    fn lay(&mut self, view: View) -> Result<(), Error> {
        let blocks = case::blocks(view, &self.case)?;
        let of = |keys: &[&str]| {
            let is = |block: &&Block| block.key.is_some_and(|key| keys.contains(&key));
            Led::of(blocks.iter().filter(is))
        };
        for (place, part) in PARTS.into_iter().enumerate() {
            let led = match part {
                Part::Steps => spelled(of(&["steps"])),
                Part::Facts => of(&["facts"]),
                Part::Causes => of(&["causes"]),
                Part::Work => of(&["actions", "other_actions", "checks", "evidence"]),
                Part::History => {
                    let history = happened::read(view, &self.case.record)?;
                    self.happened = history::note(&history);
                    let items = history::lines(&history);
                    Led { leads: vec![None; items.len()], items }
                }
            };
            self.panes[place].set(led.items);
            self.leads[place] = led.leads;
        }
        Ok(())
    }

    fn part(&self) -> Part {
        PARTS[self.focus.min(PARTS.len() - 1)]
    }

    fn lead(&self) -> Option<&Lead> {
        self.leads[self.focus].get(self.panes[self.focus].cursor)?.as_ref()
    }

    /// Whether the selected line says what is still wanting.
    fn is_missing(&self) -> bool {
        let pane = &self.panes[self.focus];
        pane.items.get(pane.cursor).is_some_and(|item| item.mark == MISSING)
    }

    /// The record that commands mean: what is selected among causes and work, the case itself elsewhere.
    fn subject(&self) -> &Record {
        let own = match (self.part(), self.lead()) {
            (Part::Causes | Part::Work, Some(Lead::Record(id))) => self.case.find(*id),
            _ => None,
        };
        own.unwrap_or(&self.case.record)
    }

    fn follow(&self, desk: &Desk) -> Result<Effects, Error> {
        match self.lead() {
            Some(Lead::Record(id)) => Ok(vec![Effect::Visit(Destination::Record(*id))]),
            Some(Lead::Field(_, name)) => put_right::to_field(&self.case.record, name, desk),
            Some(Lead::Operation(operation, subject)) => Ok(vec![Effect::OperateOn(operation, 0, *subject)]),
            Some(Lead::List(register, filter)) => Ok(vec![Effect::Visit(Destination::List(register, filter.clone()))]),
            None if self.part() == Part::History => {
                Ok(Notice::plain("o shows the whole record, and how it stood at each step").into())
            }
            None => Ok(Notice::plain("This leads nowhere else").into()),
        }
    }

    /// The form in which something else is put right that the case waits for: an action that is to be done, or that has
    /// no owner or no day.
    fn put_right(&self, id: RecordId, desk: &Desk) -> Result<Effects, Error> {
        let Some(record) = desk.view().record(id)? else {
            return Ok(Notice::watch("It is not there any more").into());
        };
        let does = self.case.next.as_ref().is_some_and(|next| next.step.name != "plan");
        let step = record.register.machine.and_then(|machine| machine.onward(&record).next()).filter(|_| does);
        let purpose = match step {
            Some(step) => Purpose::Move { records: vec![record], step },
            None => Purpose::Edit { records: vec![record] },
        };
        Ok(open(Form::open(purpose, desk)?))
    }
}

/// What is still wanting.
const MISSING: Mark = Mark::Sign(case::MISSING);

/// The steps with the keys that take the case on.
fn spelled(mut led: Led) -> Led {
    let key = Doing::usual(&GO_ON).key();
    for (item, lead) in led.items.iter_mut().zip(&led.leads) {
        if matches!(lead, Some(Lead::Operation(..))) && item.mark != MISSING {
            item.text = item.text.replacen(": ", &format!(" ({key}): "), 1);
        }
        if item.label == case::OR {
            item.label.clear();
            item.text = format!("Or with m: {}", item.text);
        }
    }
    led
}

/// Who looks.
fn me(desk: &Desk) -> Option<RecordId> {
    desk.acting.author.as_ref().ok().map(|author| author.person)
}

impl Screen for CaseView {
    fn name(&self) -> String {
        self.case.record.reference().to_string()
    }

    fn scopes(&self) -> &'static [Scope] {
        &SCOPES
    }

    fn footer(&self) -> &'static [Command] {
        &[]
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{Evidence, Fishbone, Help, Move, NextPane, Note, Open, SimilarCases, WholeRecord};
        let (operation, command) = (Doing::usual, Doing::Command);
        let mut offers = vec![operation(&GO_ON)];
        match self.part() {
            Part::Causes => {
                offers.extend([&CAUSE, &ROOT, &SHOWN, &ACTION].map(operation));
                offers.extend([Fishbone, Open, NextPane, WholeRecord, Help].map(command));
            }
            Part::Work => {
                offers.extend([Move, Evidence].map(command));
                offers.extend([&ACTION, &RETEST].map(operation));
                offers.extend([Open, NextPane, WholeRecord, Help].map(command));
            }
            _ => {
                offers.push(command(Open));
                offers.extend([&CAUSE, &ACTION].map(operation));
                offers.push(command(Evidence));
                offers.extend([&RETEST, &PUT_OFF].map(operation));
                offers.extend([Move, NextPane, SimilarCases, WholeRecord, Note, Help].map(command));
            }
        }
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let cause = Some(self.subject()).filter(|record| record.register == &cause::REGISTER).map(|record| record.id);
        match operation.about {
            About::Record(register) if *register == cause::REGISTER => cause
                .map(Subject::of)
                .ok_or_else(|| "Select a cause first; Tab goes to the causes, c adds one".to_owned()),
            _ => Ok(Subject::of(self.case.record.id).part(cause)),
        }
    }

    fn asks(&self, operation: &'static Operation, _: usize, _: Subject, desk: &Desk) -> Result<Option<Effects>, Error> {
        // What the next step waits for is gone on with first, where it is what is selected.
        match self.lead() {
            Some(Lead::Record(id)) if self.is_missing() && std::ptr::eq(operation, &raw const GO_ON) => {
                self.put_right(*id, desk).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::Fishbone => {
                self.case.causes.is_empty().then(|| "No cause is recorded yet; c adds the first".to_owned())
            }
            Command::OpenPane => Some("The pane has no list of its own".to_owned()),
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.panes[self.focus].go(step);
            return Ok(Effects::new());
        }
        match command {
            Command::NextPane => self.focus = (self.focus + 1) % PARTS.len(),
            Command::PreviousPane => self.focus = (self.focus + PARTS.len() - 1) % PARTS.len(),
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::History => self.focus = 4,
            Command::WholeRecord => return Ok(vec![Effect::Visit(Destination::Whole(self.case.record.id))]),
            Command::Fishbone => {
                let wanted = Wanted { flags: sheets::DRAWINGS.into(), ..Wanted::of(self.case.record.id) };
                return Ok(vec![Effect::Visit(Destination::Sheet(&sheets::CAUSES, wanted))]);
            }
            Command::SimilarCases => {
                let wanted = Wanted::of(self.case.record.id);
                return Ok(vec![Effect::Visit(Destination::Sheet(&sheets::SIMILAR, wanted))]);
            }
            Command::WriteSheet => {
                let wanted = Wanted { me: me(desk), ..Wanted::of(self.case.record.id) };
                return Ok(written::offer(&case::CASE, wanted, desk));
            }
            Command::Open => return self.follow(desk),
            Command::Edit => {
                let pane = &self.panes[self.focus];
                let field = pane.items.get(pane.cursor).and_then(|item| item.field).filter(|field| !field.by_move);
                let form = Form::open(Purpose::Edit { records: vec![self.subject().clone()] }, desk)?;
                return Ok(open(match field {
                    Some(field) => form.focused_on(field.name),
                    None => form,
                }));
            }
            Command::CopyText => {
                let pane = &self.panes[self.focus];
                let Some(item) = pane.items.get(pane.cursor) else { return Ok(Effects::new()) };
                let text = format!("{} {}", item.label.trim(), item.text);
                return Ok(vec![Effect::Copy { text, what: "what is selected".to_owned() }]);
            }
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        Ok(std::mem::take(&mut self.zoomed).then(Effects::new))
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(case) = Case::read(desk.view(), self.case.record.id, me(desk))? {
            let proposals = std::mem::take(&mut self.case.proposals);
            *self.case = Case { proposals, ..case };
            self.lay(desk.view())?;
            self.proposals.stale();
        }
        Ok(())
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        if let Some(proposals) = self.proposals.taken(told) {
            self.case.proposals = proposals;
            self.lay(desk.view())?;
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        let record = self.case.record.clone();
        self.proposals.ask(desk, move |view| repeats::proposals(view, &record));
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.proposals.is_stale()
    }

    fn select(&mut self, record: RecordId, _: &Desk) -> Result<Effects, Error> {
        // What was added is shown where it belongs.
        let is = |lead: &Option<Lead>| matches!(lead, Some(Lead::Record(id)) if *id == record);
        for (place, leads) in self.leads.iter().enumerate().filter(|(place, _)| PARTS[*place] != Part::Steps) {
            if let Some(line) = leads.iter().position(is) {
                self.focus = place;
                self.panes[place].cursor = line;
                break;
            }
        }
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.part() != Part::Facts || self.proposals.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        vec![self.subject()]
    }

    fn opened(&self) -> Option<RecordId> {
        Some(self.case.record.id)
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&REGISTER)
    }

    fn holds(&self, register: &'static Register) -> bool {
        [&cause::REGISTER, &action::REGISTER, &retest::REGISTER].contains(&register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        self.draw_case(canvas, area);
    }
}
