//! The management review: one screen from the call to sealed minutes. The agenda leads; what belongs to the item that is
//! selected stands beside it.

mod asking;
mod closing;
mod confirming;
mod document;
mod documents;
mod draw;
mod ending;
mod head;
mod lead;
mod looking;
mod motion;
mod offers;
mod panes;
pub mod roll;
mod room;
mod screen;
mod told;

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::conclusion::Aspect;
use crate::domain::decision::{self, Decision};
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::{self, State};
use crate::store::Error;
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, Notice, open};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::pack::Pack;
use crate::workflow::review::operations::{self, AGENDA_ITEM, JUDGE, RESULTS, VOTE, judging};
use crate::workflow::review::presented::Compiled;
use crate::workflow::review::{self as workflow, Proceedings, decide};
use crate::workflow::sheet::{Row, Sheet};

use super::form::{Form, Purpose};
use super::lines::Lines;
use super::presented::Stage;
use lead::{Kind, Lead, Pane, decisions};
use roll::RollView;
use room::Page;

/// Why nothing can be done in a review where there is none.
const NONE_YET: &str = "There is no review yet; s begins one";

/// What was chosen on a screen that lay above a review, and is no operation.
#[derive(Debug, Clone)]
pub enum ReviewAnswer {
    /// Begin a review.
    Plan,
    /// Look at an item of the agenda.
    Look(RecordId),
    /// Correct sealed minutes.
    Addendum,
    /// Write the sealed minutes out.
    WriteOut,
    /// Show a document.
    Show(Shown),
    /// Edit the rules of the committee, or the review's own fields.
    EditRules,
    EditReview,
    /// Go to the register of people.
    People,
}

/// A document of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The pack as the registers stand.
    Pack,
    /// A frozen document.
    Frozen(RecordId),
    /// What is different between a frozen document and the records as they stand.
    Changes(RecordId),
    /// The minutes as the records stand.
    Minutes,
}

/// A review.
#[derive(Debug)]
pub struct ReviewView {
    pub(super) proceedings: Option<Box<Proceedings>>,
    /// The pack, and the sheet of what is ready.
    pub(super) compiled: Loaded<(Compiled, Sheet)>,
    /// While this window shows what the room sees.
    stage: Option<Stage>,
    panes: Vec<Pane>,
    focus: usize,
    /// The page of a meeting that goes on.
    page: Page,
    zoomed: bool,
    timer: bool,
    /// The item whose matters are shown.
    item: Option<RecordId>,
    /// The minutes of the review before can be approved: its identity.
    pub(super) previous: Option<Box<Record>>,
    /// Decisions of the review before that wait to be ratified.
    pub(super) unratified: Vec<Record>,
}

impl ReviewView {
    /// The review that people mean when they name none.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        Self::with(Self::meant(desk)?, desk)
    }

    fn meant(desk: &Desk) -> Result<Option<RecordId>, Error> {
        match workflow::current(desk.view())? {
            Some(current) => Ok(Some(current)),
            None => workflow::last(desk.view()),
        }
    }

    /// A review.
    pub fn of(id: RecordId, desk: &Desk) -> Result<Self, Error> {
        Self::with(Some(id), desk)
    }

    fn with(id: Option<RecordId>, desk: &Desk) -> Result<Self, Error> {
        let mut screen = Self {
            proceedings: None,
            compiled: Loaded::default(),
            stage: None,
            panes: Vec::new(),
            focus: 0,
            page: Page::default(),
            zoomed: false,
            timer: true,
            item: None,
            previous: None,
            unratified: Vec::new(),
        };
        screen.read(id, desk)?;
        Ok(screen)
    }

    fn read(&mut self, id: Option<RecordId>, desk: &Desk) -> Result<(), Error> {
        let view = desk.view();
        let before = self.proceedings.take();
        let was = before.as_ref().and_then(|proceedings| proceedings.current().map(|item| item.id));
        self.proceedings = id.map(|id| Proceedings::of(view, id)).transpose()?.flatten().map(Box::new);
        self.previous = match &self.proceedings {
            Some(proceedings) => {
                // Whose minutes this one can approve: those of the last meeting, of whatever kind.
                workflow::call::last_meeting(view, Some(proceedings.id()))?.map(Box::new)
            }
            None => None,
        };
        self.unratified = match &self.previous {
            Some(previous) => decide::unratified(view, previous.id)?,
            None => Vec::new(),
        };
        if let Some(proceedings) = &self.proceedings {
            let current = proceedings.current().map(|item| item.id);
            // The meeting came to another item: what is shown follows.
            if current.is_some() && current != was {
                self.item = current;
                self.focus = 1;
                self.page.turn();
            }
            let there = self.item.is_some_and(|id| proceedings.item(id).is_some());
            if !there {
                let open = |item: &&Record| AgendaItem(item).state().is_some_and(|state| !state.is_ended());
                let first = proceedings.items.iter().find(|item| self.is_running() && open(item));
                self.item = current.or(first.or(proceedings.items.first()).map(|item| item.id));
            }
        }
        self.compiled.stale();
        let missing = self.page.missing();
        self.lay(desk)?;
        if self.page.missing() < missing {
            self.page.put_on_missing();
        }
        // What was decided just now is what is spoken of next.
        let open =
            |one: &&Record| matches!(Decision(one).state(), Some(decision::State::Proposed | decision::State::Put));
        let waited: Vec<_> =
            before.iter().flat_map(|one| one.decisions.iter().filter(open)).map(|one| one.id).collect();
        let decided = self.proceedings.iter().flat_map(|one| one.decisions.iter()).filter(|one| !open(one));
        if let Some(decided) = decided.map(|one| one.id).find(|id| waited.contains(id)) {
            self.page.put(|lead| lead.record().is_some_and(|record| record.id == decided));
        }
        Ok(())
    }

    /// The panes of the state in which the review is, with their lines.
    fn lay(&mut self, desk: &Desk) -> Result<(), Error> {
        let Some(proceedings) = self.proceedings.take() else {
            self.panes.clear();
            return Ok(());
        };
        let kinds: &[Kind] = match proceedings.state() {
            state if state.is_before() => &[Kind::Agenda, Kind::State, Kind::Input, Kind::Decisions],
            state if state.is_running() => &[],
            _ => &[Kind::Agenda, Kind::State, Kind::Input, Kind::Decisions, Kind::Actions],
        };
        if self.panes.iter().map(|pane| pane.kind).ne(kinds.iter().copied()) {
            let fresh = |kind: &Kind| Pane { kind: *kind, lines: Lines::default(), leads: Vec::new() };
            self.panes = kinds.iter().map(fresh).collect();
            // Beside the agenda, which follows by itself.
            self.focus = 1;
        }
        let mut laid = Vec::new();
        let item = self.item.and_then(|id| proceedings.item(id));
        let page = item.filter(|_| proceedings.state().is_running()).map(|item| self.entries(&proceedings, item, desk));
        self.page.set(page.transpose()?.unwrap_or_default());
        for pane in &self.panes {
            laid.push(self.lines(pane.kind, &proceedings, item, desk)?);
        }
        for (pane, gathered) in self.panes.iter_mut().zip(laid) {
            pane.leads = gathered.leads;
            pane.lines.set(gathered.items);
            if pane.kind == Kind::Agenda {
                let place = proceedings.items.iter().position(|item| Some(item.id) == self.item);
                pane.lines.cursor = place.unwrap_or(0);
            }
        }
        self.proceedings = Some(proceedings);
        Ok(())
    }

    /// The pack as the registers stand, once it is compiled.
    pub(super) fn pack(&self) -> Option<&Pack> {
        self.compiled.get().map(|(compiled, _)| &compiled.pack)
    }

    fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    fn lead(&self) -> Option<&Lead> {
        if self.is_running() {
            return self.page.lead();
        }
        self.pane().and_then(|pane| pane.leads.get(pane.lines.cursor))
    }

    /// The item whose matters are shown.
    pub(super) fn item(&self) -> Option<&Record> {
        let proceedings = self.proceedings.as_ref()?;
        self.item.and_then(|id| proceedings.item(id))
    }

    fn state(&self) -> Option<State> {
        self.proceedings.as_ref().map(|proceedings| proceedings.state())
    }

    /// The decision that commands mean: the one selected, or the first under the item that is still to be decided.
    fn decision(&self) -> Option<&Record> {
        let proceedings = self.proceedings.as_ref()?;
        if let Some(Lead::Record(record)) = self.lead()
            && record.register == &decision::REGISTER
        {
            return proceedings.decisions.iter().find(|one| one.id == record.id);
        }
        let item = self.meant_item().map(|item| item.id);
        let mut here = proceedings.decisions.iter().filter(|one| Decision(one).item() == item);
        let open =
            |one: &&Record| matches!(Decision(one).state(), Some(decision::State::Proposed | decision::State::Put));
        here.rfind(open)
    }

    /// What an action arises from: the decision that is selected, or the last one under the item.
    fn source(&self) -> Option<RecordId> {
        match self.lead() {
            Some(Lead::Record(record)) if record.register == &decision::REGISTER => Some(record.id),
            _ => {
                let proceedings = self.proceedings.as_ref()?;
                let holds = |one: &&Record| Decision(one).state().is_some_and(decision::State::holds);
                proceedings.decisions_of(self.meant_item()?.id).filter(holds).last().map(|one| one.id)
            }
        }
    }

    /// The selected decision, where it was taken without a quorum and waits to be ratified.
    fn provisional(&self) -> Option<&Record> {
        let Some(Lead::Record(record)) = self.lead() else { return None };
        let view = Decision::of(record)?;
        (view.state() == Some(decision::State::Provisional)).then_some(&**record)
    }

    /// Opens the form of an operation in one of its ways.
    fn ask(&self, operation: &'static Operation, way: usize, field: &str, desk: &Desk) -> Result<Effects, Error> {
        let Ok(subject) = self.subject(operation) else { return Ok(Effects::new()) };
        Ok(open(Form::open(Purpose::Do { operation, way, subject }, desk)?.focused_on(field)))
    }

    fn edit_review(&self, field: Option<&'static str>, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(Effects::new()) };
        let form = Form::open(Purpose::Edit { records: vec![proceedings.meeting.review.clone()] }, desk)?;
        Ok(open(match field {
            Some(field) => form.focused_on(field),
            None => form,
        }))
    }

    /// Goes to a place that a rule names.
    fn go_to(&mut self, place: &'static str, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(Effects::new()) };
        if let Some(aspect) = Aspect::of_key(place) {
            return self.ask(&JUDGE, judging(aspect), "", desk);
        }
        if let Some(input) = Input::of_key(place)
            && let Some(item) = proceedings.item_of(input)
        {
            let item = item.id;
            self.focus = 0;
            self.look(item, desk)?;
            return Ok(Effects::new());
        }
        match place {
            "attendance" => Ok(open(RollView::new(proceedings))),
            "vote" => Ok(vec![Effect::Operate(&VOTE, 0)]),
            "outcome" => Ok(vec![Effect::Operate(&AGENDA_ITEM, operations::FINISH)]),
            "approval" | "opened_at" => self.run(Command::ReviewStep, desk),
            field if operations::is_result(field) => self.ask(&RESULTS, 0, field, desk),
            field if review::REGISTER.field(field).is_some() => self.edit_review(Some(field), desk),
            _ => Ok(Notice::plain("That is put right in the record itself: Enter opens it").into()),
        }
    }

    fn open_lead(&mut self, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else {
            return self.run(Command::ReviewStep, desk);
        };
        match self.lead().cloned() {
            Some(Lead::Item(item)) => {
                let is_current = proceedings.current().is_some_and(|current| current.id == item.id);
                let way = if is_current { operations::FINISH } else { operations::TAKE_UP };
                let subject = Subject::of(proceedings.id()).part(Some(item.id));
                Ok(vec![Effect::OperateOn(&AGENDA_ITEM, way, subject)])
            }
            Some(Lead::Counts) => match self.pack().zip(self.item).and_then(|(pack, item)| pack.section(item)) {
                Some(section) => Ok(open(asking::counts(section, desk)?)),
                None => Ok(Effects::new()),
            },
            Some(Lead::Unfold) => {
                self.page.unfolded = true;
                self.lay(desk)?;
                Ok(Effects::new())
            }
            Some(Lead::Restricted) => self.run(Command::Reveal, desk),
            Some(Lead::Record(record)) => Ok(vec![Effect::Visit(Destination::Whole(record.id))]),
            Some(Lead::List(register, filter)) => Ok(vec![Effect::Visit(Destination::List(register, filter))]),
            Some(Lead::Field(record, field)) => {
                let form = Form::open(Purpose::Edit { records: vec![*record] }, desk)?;
                Ok(open(form.focused_on(field)))
            }
            Some(Lead::Place(place)) => self.go_to(place, desk),
            Some(Lead::Operation(operation, way)) => self.ask(operation, way, "", desk),
            Some(Lead::Steps) => self.run(Command::ReviewStep, desk),
            Some(Lead::Nothing) | None => Ok(Notice::plain("This line leads nowhere").into()),
        }
    }

    fn is_over(&self) -> Option<String> {
        match self.state() {
            None => Some(NONE_YET.to_owned()),
            Some(state) if state.is_final() => Some(format!("The review is {}", state.label().to_lowercase())),
            Some(_) => None,
        }
    }
}

impl ReviewView {
    /// Selects an item, or the item and the line of a decision.
    fn show(&mut self, id: RecordId) {
        let Some(proceedings) = &self.proceedings else { return };
        if proceedings.item(id).is_some() {
            self.item = Some(id);
            self.focus = 0;
            self.page.turn();
        } else if let Some(decision) = proceedings.decisions.iter().find(|one| one.id == id) {
            self.item = Decision(decision).item().or(self.item);
            if let Some(place) = self.panes.iter().position(|pane| pane.kind == Kind::Decisions) {
                self.focus = place;
                let of_item: Vec<_> = decisions(proceedings, self.item).map(|one| one.id).collect();
                if let Some(pane) = self.panes.get_mut(place) {
                    pane.lines.cursor = of_item.iter().position(|one| *one == id).unwrap_or(0);
                }
            }
        }
    }
}

/// How a line of a sheet is to be taken.
pub(super) fn tone(row: &Row) -> Option<Tone> {
    row.cells.first().and_then(|cell| cell.tone)
}
