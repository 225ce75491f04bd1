//! The management review: one screen from the call to sealed minutes. The agenda leads; what belongs to the item that is
//! selected stands beside it.

pub mod ballot;
mod draw;
mod offers;
mod panes;
mod reading;
pub mod roll;
pub mod steps;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::decision::{self, Decision};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{self, ReviewField, State};
use crate::domain::verdict::Aspect;
use crate::domain::vote::Ballot;
use crate::store::{Error, Proposal};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::{Desk, topic};
use crate::tui::effect::{Answer, Effect, Effects, Notice, Submission, open};
use crate::tui::event::Told;
use crate::tui::layer::Screen;
use crate::workflow::pack::{Pack, compile};
use crate::workflow::review::decide::Deciding;
use crate::workflow::review::readiness::{Ready, readiness};
use crate::workflow::review::session::End;
use crate::workflow::review::{self as workflow, Proceedings, carried, decide, session};

use super::acting;
use super::form::{Form, Purpose};
use super::lines::Lines;
use super::list::List;
use super::record::RecordView;
use ballot::BallotView;
use roll::RollView;
use steps::Step;

/// What was chosen on a screen that lay above a review.
#[derive(Debug, Clone)]
pub enum ReviewAnswer {
    /// Begin a review.
    Plan,
    /// Make a step that asks for nothing more.
    Do(Deed),
    /// Fill in what a step asks for.
    Ask(Step),
    /// End the item, and go on to the next one where that is wanted.
    End(End, bool),
    /// Go on, and leave the item open.
    GoOn,
    /// Put a proposal: nobody objects.
    NoObjection(RecordId),
    /// Put a proposal to the vote.
    Vote(RecordId),
    /// Let the executive decide.
    Executive(RecordId),
    /// What the members voted.
    Voted(RecordId, Vec<(RecordId, Ballot)>),
    /// The roll as it was called.
    Called(Vec<session::Entry>, Vec<RecordId>),
    /// Somebody comes, or leaves.
    Arrives(RecordId),
    Leaves(RecordId),
    /// Ratify what was decided without a quorum.
    Ratify(RecordId),
    /// Correct sealed minutes.
    Addendum,
    /// Show a document.
    Show(Shown),
    /// Edit the rules of the committee, or the review's own fields.
    EditRules,
    EditReview,
    /// Go to the register of people.
    People,
}

/// A step of a review that asks for nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Call,
    Circulate,
    Open,
    Adjourn,
    Conclude,
    CirculateMinutes,
    WriteOut,
    Move(&'static str),
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

/// What a pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Agenda,
    /// What is ready, or what the minutes still need.
    State,
    Input,
    Notes,
    Decisions,
    Actions,
}

/// Where a line leads.
#[derive(Debug, Clone)]
pub(super) enum Lead {
    Nothing,
    Record(Box<Record>),
    List(&'static Register, String),
    /// A place that a rule names.
    Place(&'static str),
    Step(Step),
    Steps,
}

/// A pane with its lines.
#[derive(Debug)]
pub(super) struct Pane {
    pub kind: Kind,
    pub lines: Lines,
    pub leads: Vec<Lead>,
}

/// A review.
#[derive(Debug)]
pub struct ReviewView {
    pub(super) proceedings: Option<Box<Proceedings>>,
    pub(super) pack: Option<Pack>,
    pub(super) ready: Vec<Ready>,
    topic: u64,
    asked: bool,
    /// Whether the pack came and is not laid out yet.
    came: bool,
    panes: Vec<Pane>,
    focus: usize,
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
            pack: None,
            ready: Vec::new(),
            topic: topic(),
            asked: false,
            came: false,
            panes: Vec::new(),
            focus: 0,
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
        let was = self.proceedings.as_ref().and_then(|proceedings| proceedings.current().map(|item| item.id));
        self.proceedings = id.map(|id| Proceedings::of(view, id)).transpose()?.flatten().map(Box::new);
        self.previous = match &self.proceedings {
            Some(proceedings) => workflow::call::previous(view, Some(proceedings.id()))?.map(Box::new),
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
            }
            let there = self.item.is_some_and(|id| proceedings.item(id).is_some());
            if !there {
                self.item = current.or(proceedings.items.first().map(|item| item.id));
            }
        }
        self.asked = false;
        self.lay(desk)
    }

    /// The panes of the state in which the review is, with their lines.
    fn lay(&mut self, desk: &Desk) -> Result<(), Error> {
        let Some(proceedings) = self.proceedings.take() else {
            self.panes.clear();
            return Ok(());
        };
        let kinds: &[Kind] = match proceedings.state() {
            state if state.is_before() => &[Kind::Agenda, Kind::State, Kind::Input, Kind::Decisions],
            state if state.is_running() => &[Kind::Agenda, Kind::Input, Kind::Notes, Kind::Decisions, Kind::Actions],
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
        for pane in &self.panes {
            laid.push(panes::lines(pane.kind, &proceedings, item, self, desk)?);
        }
        for (pane, (items, leads)) in self.panes.iter_mut().zip(laid) {
            pane.leads = leads;
            pane.lines.set(items);
            if pane.kind == Kind::Agenda {
                let place = proceedings.items.iter().position(|item| Some(item.id) == self.item);
                pane.lines.cursor = place.unwrap_or(0);
            }
        }
        self.proceedings = Some(proceedings);
        Ok(())
    }

    fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    fn lead(&self) -> Option<&Lead> {
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
        let item = self.item.filter(|_| self.item().is_some());
        let mut here = proceedings.decisions.iter().filter(|one| Decision(one).item() == item);
        let open =
            |one: &&Record| matches!(Decision(one).state(), Some(decision::State::Proposed | decision::State::Put));
        here.rfind(open)
    }

    /// The selected decision, where it was taken without a quorum and waits to be ratified.
    fn provisional(&self) -> Option<&Record> {
        let Some(Lead::Record(record)) = self.lead() else { return None };
        let view = Decision::of(record)?;
        (view.state() == Some(decision::State::Provisional)).then_some(&**record)
    }

    fn submit(proposal: Proposal, says: impl Into<String>) -> Effects {
        if proposal.acts.is_empty() {
            return Notice::plain("There is nothing to do").into();
        }
        vec![Effect::Submit(Box::new(Submission { proposal, closes: false, says: Some(says.into()) }))]
    }

    fn ask(&self, step: Step, about: Option<RecordId>, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(Effects::new()) };
        let purpose = Purpose::Step { step, review: proceedings.id(), about };
        Ok(open(Form::open(purpose, desk)?))
    }

    /// Goes to the next item, or the one before.
    fn go_on(&self, back: bool, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(Effects::new()) };
        let now = desk.circumstances()?.now;
        match session::neighbour(proceedings, back) {
            Some(item) => Ok(Self::submit(session::go_to(proceedings, item, now), item_words(item))),
            None if back && proceedings.current().is_none() => {
                Ok(Notice::plain("No item is being considered; ] goes to the first").into())
            }
            None if back => Ok(Notice::plain("This is the first item").into()),
            None => Ok(Notice::plain("This is the last item; s concludes the review").into()),
        }
    }

    fn decide(&self, decision: RecordId, how: &Deciding, desk: &Desk) -> Effects {
        let Some(proceedings) = &self.proceedings else { return Effects::new() };
        match proceedings.decisions.iter().find(|one| one.id == decision) {
            Some(decision) => {
                let proposal = decide::decide(proceedings, decision, how, desk.store.ambient());
                Self::submit(proposal, format!("{} is decided", decision.reference()))
            }
            None => Effects::new(),
        }
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
            return self.ask(Step::Judge(aspect), None, desk);
        }
        if let Some(input) = Input::of_key(place)
            && let Some(item) = proceedings.item_of(input)
        {
            self.item = Some(item.id);
            self.focus = 0;
            self.lay(desk)?;
            return Ok(Effects::new());
        }
        match place {
            "attendance" => Ok(open(RollView::new(proceedings))),
            "vote" => self.run(Command::Vote, desk),
            "outcome" => self.run(Command::EndItem, desk),
            "approval" | "opened_at" => self.run(Command::ReviewStep, desk),
            field if steps::is_result(field) => {
                let purpose = Purpose::Step { step: Step::Results, review: proceedings.id(), about: None };
                Ok(open(Form::open(purpose, desk)?.focused_on(field)))
            }
            field if review::REGISTER.field(field).is_some() => self.edit_review(Some(field), desk),
            _ => Ok(Notice::plain("That is put right in the record itself: Enter opens it").into()),
        }
    }

    fn open_lead(&mut self, desk: &Desk) -> Result<Effects, Error> {
        let Some(proceedings) = &self.proceedings else {
            return self.run(Command::ReviewStep, desk);
        };
        let running = proceedings.state() == State::InSession;
        match self.lead().cloned() {
            Some(Lead::Record(record)) if self.pane().is_some_and(|pane| pane.kind == Kind::Agenda) && running => {
                let now = desk.circumstances()?.now;
                let item = proceedings.item(record.id);
                if proceedings.current().map(|current| current.id) == Some(record.id) {
                    return self.run(Command::EndItem, desk);
                }
                Ok(item.map_or_else(Effects::new, |item| {
                    Self::submit(session::go_to(proceedings, item, now), item_words(item))
                }))
            }
            Some(Lead::Record(record)) => Ok(open(RecordView::open(record.id, desk)?)),
            Some(Lead::List(register, filter)) => Ok(open(List::filtered(register, &filter, desk)?)),
            Some(Lead::Place(place)) => self.go_to(place, desk),
            Some(Lead::Step(step)) => self.ask(step, self.item, desk),
            Some(Lead::Steps) => self.run(Command::ReviewStep, desk),
            Some(Lead::Nothing) | None => Ok(Notice::plain("This line leads nowhere").into()),
        }
    }

    /// Why a step that belongs to the meeting can't be made now.
    fn not_in_session(&self) -> Option<String> {
        match self.state() {
            None => Some("There is no review yet; s begins one".to_owned()),
            Some(State::InSession) => None,
            Some(state) => {
                Some(format!("The meeting is not in session (it is {}); s opens it", state.label().to_lowercase()))
            }
        }
    }

    fn is_over(&self) -> Option<String> {
        match self.state() {
            None => Some("There is no review yet; s begins one".to_owned()),
            Some(state) if state.is_final() => Some(format!("The review is {}", state.label().to_lowercase())),
            Some(_) => None,
        }
    }
}

impl Screen for ReviewView {
    fn name(&self) -> String {
        match &self.proceedings {
            Some(proceedings) => {
                let reference = proceedings.meeting.review.reference();
                format!("Review {reference} · {}", proceedings.state().label().to_lowercase())
            }
            None => "Review".to_owned(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Review, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Carry, Documents, Edit, EndItem, Help, Interest, Minute, NextItem, NextPane, Open, Palette, Park,
            PreviousItem, Propose, ReviewStep, Roll, Undertake, Vote, Zoom,
        };
        match self.state() {
            None => &[ReviewStep, Help, Palette],
            Some(State::InSession) => &[
                Propose,
                Undertake,
                Minute,
                Vote,
                Carry,
                Park,
                NextItem,
                PreviousItem,
                EndItem,
                ReviewStep,
                Roll,
                Interest,
                Documents,
                Help,
            ],
            Some(state) if state.is_final() => &[ReviewStep, Open, Documents, NextPane, Zoom, Palette, Help],
            Some(_) => &[ReviewStep, Open, Edit, Propose, Documents, NextPane, Zoom, Palette, Help],
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let write = || desk.why_not_write();
        let undecided = || {
            let Some(decision) = self.decision() else {
                return Some("No proposal is selected; d words one".to_owned());
            };
            let open = matches!(Decision(decision).state(), Some(decision::State::Proposed | decision::State::Put));
            (!open).then(|| format!("{} is decided already", decision.reference()))
        };
        match command {
            Command::ReviewStep => write(),
            Command::NextItem | Command::PreviousItem | Command::Confirm => self.not_in_session().or_else(write),
            Command::EndItem => self.not_in_session().or_else(write).or_else(|| {
                let current = self.proceedings.as_ref().and_then(|proceedings| proceedings.current());
                current.is_none().then(|| "No item is being considered; ] goes to the first".to_owned())
            }),
            Command::Carry if self.provisional().is_some() => self.not_in_session().or_else(write),
            Command::Carry | Command::Vote | Command::Executive => {
                self.not_in_session().or_else(write).or_else(undecided)
            }
            Command::Roll | Command::Arrive | Command::Depart | Command::Interest => {
                self.is_over().or_else(write).or_else(|| {
                    let over = self.state().is_some_and(State::is_over);
                    (over && command != Command::Interest && command != Command::Roll)
                        .then(|| "The meeting is over; r corrects the roll".to_owned())
                })
            }
            Command::Propose | Command::Undertake | Command::Minute | Command::Park => self.is_over().or_else(write),
            Command::Documents => self.proceedings.is_none().then(|| "There is no review yet; s begins one".to_owned()),
            Command::Timer | Command::Zoom | Command::NextPane | Command::PreviousPane | Command::OpenPane => None,
            Command::Open => None,
            Command::Add => Some("Here d words a decision, a an action, n a note; s adds an agenda item".to_owned()),
            Command::Edit | Command::Move | Command::Void | Command::Evidence => {
                self.is_over().or_else(|| acting::unavailable(command, &self.subjects(), None, desk))
            }
            other => acting::unavailable(other, &self.subjects(), None, desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if Lines::is_step(command) {
            let focus = self.focus;
            if let Some(pane) = self.panes.get_mut(focus) {
                pane.lines.go(command);
                if pane.kind == Kind::Agenda {
                    let item = self.lead().and_then(|lead| match lead {
                        Lead::Record(record) => Some(record.id),
                        _ => None,
                    });
                    self.item = item.or(self.item);
                    self.lay(desk)?;
                }
            }
            return Ok(Effects::new());
        }
        let count = self.panes.len().max(1);
        match command {
            Command::NextPane => self.focus = (self.focus + 1) % count,
            Command::PreviousPane => self.focus = (self.focus + count - 1) % count,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::Timer => self.timer = !self.timer,
            Command::Open => return self.open_lead(desk),
            Command::OpenPane => {
                let register = match self.pane().map(|pane| pane.kind) {
                    Some(Kind::Decisions) => &decision::REGISTER,
                    Some(Kind::Actions) => &crate::domain::action::REGISTER,
                    Some(Kind::Notes) => &crate::domain::note::REGISTER,
                    _ => &review::REGISTER,
                };
                return Ok(vec![Effect::Go(Box::new(List::open(register, desk)?.into()))]);
            }
            Command::ReviewStep => return Ok(open(offers::steps(self))),
            Command::Documents => return Ok(open(offers::documents(self))),
            Command::Propose => return self.ask(Step::Propose, self.item, desk),
            Command::Minute => return self.ask(Step::Minute, self.item, desk),
            Command::Park => return self.ask(Step::Park, self.item, desk),
            Command::Interest => return self.ask(Step::Interest, self.item, desk),
            Command::Undertake => {
                let selected = match self.lead() {
                    Some(Lead::Record(record)) if record.register == &decision::REGISTER => Some(record.id),
                    _ => None,
                };
                let last = self.item.and_then(|item| {
                    let proceedings = self.proceedings.as_ref()?;
                    proceedings.decisions_of(item).last().map(|one| one.id)
                });
                return self.ask(Step::Undertake, selected.or(last).or(self.item), desk);
            }
            Command::Carry => {
                if let (Some(proceedings), Some(decision)) = (&self.proceedings, self.provisional()) {
                    let words = format!("{} is ratified", decision.reference());
                    return Ok(Self::submit(decide::ratify(proceedings, decision, desk.store.ambient()), words));
                }
                let decision = self.decision().map(|one| one.id);
                return Ok(decision.map_or_else(Effects::new, |id| self.decide(id, &Deciding::NoObjection, desk)));
            }
            Command::Vote => {
                if let (Some(proceedings), Some(decision)) = (&self.proceedings, self.decision()) {
                    return Ok(open(BallotView::new(proceedings, decision)));
                }
            }
            Command::Executive => {
                let decision = self.decision().map(|one| one.id);
                return self.ask(Step::Executive, decision, desk);
            }
            Command::NextItem => {
                let current = self.proceedings.as_ref().and_then(|proceedings| proceedings.current());
                if current.is_some() && session_has_next(self.proceedings.as_deref()) {
                    return Ok(open(offers::ends(self, true)));
                }
                return self.go_on(false, desk);
            }
            Command::PreviousItem => return self.go_on(true, desk),
            Command::EndItem => return Ok(open(offers::ends(self, false))),
            Command::Roll => {
                if let Some(proceedings) = &self.proceedings {
                    return Ok(open(RollView::new(proceedings)));
                }
            }
            Command::Arrive | Command::Depart => {
                if let Some(proceedings) = &self.proceedings {
                    return Ok(open(offers::people(proceedings, command == Command::Arrive)));
                }
            }
            Command::Confirm => {
                if let Some(proceedings) = &self.proceedings {
                    let done = carried::to_confirm(desk.view())?;
                    if done.is_empty() {
                        return Ok(Notice::plain("No action waits to be confirmed in one stroke").into());
                    }
                    return Ok(match decide::confirm(proceedings, &done) {
                        Ok(proposal) => Self::submit(proposal, format!("Confirmed as done: {}", done.len())),
                        Err(trouble) => Notice::watch(trouble.to_string()).into(),
                    });
                }
            }
            other => return acting::run(other, &self.subjects(), None, desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn goes_back(&self) -> bool {
        self.zoomed
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let id = match &self.proceedings {
            Some(proceedings) => Some(proceedings.id()),
            None => Self::meant(desk)?,
        };
        self.read(id, desk)
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        match answer {
            Answer::Review(answer) => offers::answered(self, answer, desk),
            Answer::Field(place) => self.go_to(place, desk),
            Answer::Lead(id) => {
                self.show(id);
                self.lay(desk)?;
                Ok(Effects::new())
            }
            _ => Ok(Effects::new()),
        }
    }

    fn shows(&self, record: RecordId) -> bool {
        self.proceedings.as_ref().is_some_and(|proceedings| {
            proceedings.item(record).is_some() || proceedings.decisions.iter().any(|one| one.id == record)
        })
    }

    fn told(&mut self, topic: u64, told: &Told) {
        if let (true, Told::Pack(Ok(found))) = (topic == self.topic, told) {
            let (pack, ready) = found.as_ref().clone();
            self.pack = Some(pack);
            self.ready = ready;
            self.came = true;
        }
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        // The pack that came meanwhile is laid out; a fresh one is asked for where the file has changed.
        if std::mem::take(&mut self.came) {
            self.lay(desk)?;
        }
        if let (false, Some(proceedings)) = (self.asked, self.proceedings.clone()) {
            self.asked = true;
            let question = move |view: crate::store::View| {
                let pack = compile(view, &proceedings)?;
                let ready = readiness(view, &proceedings, &pack)?;
                Ok(Box::new((pack, ready)))
            };
            desk.ask(self.topic, question, Told::Pack);
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.came || (!self.asked && self.proceedings.is_some())
    }

    fn ticks(&self) -> Option<Duration> {
        let runs = self.timer && self.proceedings.as_ref().is_some_and(|one| one.state() == State::InSession);
        runs.then(|| Duration::from_secs(10))
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        // A review that was just planned takes the place of the one before.
        if desk.view().record(record)?.is_some_and(|record| record.register == &review::REGISTER) {
            self.read(Some(record), desk)?;
            return Ok(Effects::new());
        }
        self.show(record);
        self.lay(desk)?;
        // A proposal that was just worded is put with one more key.
        let running = self.state() == Some(State::InSession);
        let proposed = self.proceedings.as_ref().and_then(|one| one.decisions.iter().find(|one| one.id == record));
        match proposed.filter(|_| running) {
            Some(decision) => Ok(open(offers::put(self, decision))),
            None => Ok(Effects::new()),
        }
    }

    fn subjects(&self) -> Vec<&Record> {
        match self.lead() {
            Some(Lead::Record(record)) => vec![&**record],
            _ => self.proceedings.iter().map(|proceedings| &proceedings.meeting.review).collect(),
        }
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&decision::REGISTER)
    }

    fn opened(&self) -> Option<RecordId> {
        self.proceedings.as_ref().map(|proceedings| proceedings.id())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk) {
        draw::draw(self, canvas, area, desk);
    }
}

impl ReviewView {
    /// Selects an item, or the item and the line of a decision.
    fn show(&mut self, id: RecordId) {
        let Some(proceedings) = &self.proceedings else { return };
        if proceedings.item(id).is_some() {
            self.item = Some(id);
            self.focus = 0;
        } else if let Some(decision) = proceedings.decisions.iter().find(|one| one.id == id) {
            self.item = Decision(decision).item().or(self.item);
            if let Some(place) = self.panes.iter().position(|pane| pane.kind == Kind::Decisions) {
                self.focus = place;
                let of_item: Vec<_> = panes::decisions(proceedings, self.item).map(|one| one.id).collect();
                if let Some(pane) = self.panes.get_mut(place) {
                    pane.lines.cursor = of_item.iter().position(|one| *one == id).unwrap_or(0);
                }
            }
        }
    }
}

/// Whether there is an item after the one that is being considered.
fn session_has_next(proceedings: Option<&Proceedings>) -> bool {
    proceedings.is_some_and(|proceedings| session::neighbour(proceedings, false).is_some())
}

/// The field of the review of this name, for lines that lead to it.
pub(super) fn review_field(field: ReviewField) -> Lead {
    Lead::Place(field.name())
}

/// The letter or nothing, and the title of an item.
pub(super) fn item_words(item: &Record) -> String {
    let letter = AgendaItem(item).input().map_or("", Input::letter);
    format!("{letter} {}", item.title()).trim_start().to_owned()
}
