//! What a review does with keys and events, as every screen does.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::agenda_item::{AgendaItem, State as ItemState};
use crate::domain::decision::{self, Decision};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{self, State};
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::layer::{Head, Screen, subject_among};
use crate::tui::screens::acting;
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::presented::Stage;
use crate::tui::scroll::Step as Way;
use crate::tui::told::Told;
use crate::workflow::operation::{About, Lent, Operation, Subject};
use crate::workflow::pack::compile;
use crate::workflow::review::operations::{
    self, ACT, AGENDA_ITEM, ATTEND, CAST, CONFIRM, CORRECT, DECIDE, INTEREST, LEAVE, NOTE, ON_REVIEW, OPEN, PARK,
    PROPOSE, RESPELL, VOTE, WORD_ANEW,
};
use crate::workflow::review::presented::Compiled;
use crate::workflow::review::session;
use crate::workflow::review::sheets::prepared;

use super::confirming::Confirming;
use super::ending::Ending;
use super::lead::{Kind, Lead};
use super::motion::MotionView;
use super::roll::RollView;
use super::{NONE_YET, ReviewView, asking, documents, draw, head, offers};

static SCOPES: [Scope; 5] = [Scope::At(&ON_REVIEW), Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];
static IN_SESSION: [Scope; 5] = [Scope::At(&ON_REVIEW), Scope::Session, Scope::Record, Scope::Rows, Scope::Everywhere];

impl Screen for ReviewView {
    fn name(&self) -> String {
        match &self.proceedings {
            Some(proceedings) => {
                let reference = proceedings.meeting.review.reference();
                let what = if proceedings.review().is_management_review() { "Review" } else { "Meeting" };
                format!("{what} {reference} · {}", proceedings.state().label().to_lowercase())
            }
            None => "Review".to_owned(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.is_running() { &IN_SESSION } else { &SCOPES }
    }

    fn head(&self, desk: &Desk) -> Option<Head> {
        let proceedings = self.proceedings.as_deref().filter(|_| self.is_running())?;
        Some(head::of(&self.name(), proceedings, self.timer, desk))
    }

    fn stays(&self) -> Option<String> {
        let proceedings = self.proceedings.as_ref().filter(|one| one.state() == State::InSession)?;
        Some(format!(
            "{} is in session. It goes on while its screen is closed.",
            proceedings.meeting.review.reference()
        ))
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Documents, Help, NextPane, Open, Palette, ReviewStep, Zoom};
        match self.state() {
            None => &[ReviewStep, Help, Palette],
            Some(_) => &[ReviewStep, Open, Documents, NextPane, Zoom, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{Documents, Edit, Help, NextPane, Open, Palette, ReviewStep, WholeAgenda, Zoom};
        let is = Doing::Command;
        let does = Doing::Operation;
        match self.state() {
            Some(State::InSession) => vec![
                does(&NOTE, 0),
                does(&PROPOSE, 0),
                does(&ACT, 0),
                does(&VOTE, 0),
                does(&AGENDA_ITEM, operations::NEXT),
                is(WholeAgenda),
                does(&DECIDE, operations::CARRIED),
                does(&PARK, 0),
                is(ReviewStep),
                does(&AGENDA_ITEM, operations::BACK),
                does(&ATTEND, 0),
                does(&INTEREST, 0),
                is(Documents),
                is(Help),
            ],
            Some(State::Adjourned) => [ReviewStep, Open, WholeAgenda, Documents, Palette, Help].map(is).to_vec(),
            Some(state) if !state.is_final() => {
                // Nothing is proposed to a meeting that is over.
                let proposes = (!state.is_over()).then_some(does(&PROPOSE, 0));
                let first = [is(ReviewStep), is(Open), is(Edit)].into_iter().chain(proposes);
                first.chain([Documents, NextPane, Zoom, Palette, Help].map(is)).collect()
            }
            _ => self.footer().iter().copied().map(is).collect(),
        }
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        if let About::Record(other) | About::Part(other, _) = operation.about
            && other != &review::REGISTER
        {
            return subject_among(operation, &self.subjects());
        }
        let Some(proceedings) = &self.proceedings else { return Err(NONE_YET.to_owned()) };
        let item = self.meant_item().map(|item| item.id);
        let is = |other: &'static Operation| std::ptr::eq(operation, other);
        let part = match operation.about {
            About::Part(..) if is(&AGENDA_ITEM) => proceedings.current().map(|item| item.id),
            About::Part(..) if [&CORRECT, &RESPELL, &WORD_ANEW].into_iter().any(is) => {
                self.decision().map(|one| one.id)
            }
            About::Part(..) if is(&DECIDE) || is(&VOTE) || is(&CAST) => {
                self.provisional().filter(|_| is(&DECIDE)).or(self.decision()).map(|one| one.id)
            }
            About::Part(..) if is(&ACT) => self.source().or(item),
            About::Part(..) => item,
            _ => None,
        };
        Ok(Subject::of(proceedings.id()).part(part))
    }

    fn lends(&self) -> Option<Lent<'_>> {
        self.proceedings.as_deref()
    }

    fn asks(
        &self,
        operation: &'static Operation,
        way: usize,
        subject: Subject,
        desk: &Desk,
    ) -> Result<Option<Effects>, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(None) };
        let is = |other: &'static Operation| std::ptr::eq(operation, other);
        let current = proceedings.current();
        let decision = || proceedings.decisions.iter().find(|one| Some(one.id) == subject.part);
        let ended = |item: &Record| AgendaItem(item).state().is_some_and(ItemState::is_ended);
        let ends_later = current.is_some_and(|item| AgendaItem(item).ends_with_the_meeting());
        Ok(match (way, current) {
            // The conclusion is ended by concluding.
            (operations::NEXT | operations::FINISH, Some(item)) if is(&AGENDA_ITEM) && !ends_later => {
                Some(open(Ending::of(proceedings, item)))
            }
            (operations::BACK, Some(_)) if is(&AGENDA_ITEM) => session::neighbour(proceedings, true)
                .filter(|item| ended(item))
                .map(|item| asking::taken_up_again(proceedings, item, desk)),
            (operations::TAKE_UP, _) if is(&AGENDA_ITEM) => {
                let item = subject.part.and_then(|id| proceedings.item(id)).filter(|item| ended(item));
                item.map(|item| asking::taken_up_again(proceedings, item, desk))
            }
            (operations::ARRIVES, _) if is(&ATTEND) => Some(open(offers::people(proceedings, true))),
            (0, _) if is(&ATTEND) => Some(open(RollView::new(proceedings))),
            (_, _) if is(&LEAVE) => Some(open(offers::people(proceedings, false))),
            (_, _) if is(&VOTE) => decision().map(|decision| open(MotionView::vote(proceedings, decision))),
            (operations::CARRIED, _)
                if is(&DECIDE) && self.provisional().is_some_and(|one| Some(one.id) == subject.part) =>
            {
                self.provisional().map(|one| asking::ratifies(proceedings, one, desk))
            }
            (operations::CARRIED, _) if is(&DECIDE) => {
                decision().map(|decision| open(MotionView::put(proceedings, decision)))
            }
            (0, _) if is(&CONFIRM) => {
                let waits = Confirming::of(proceedings, desk)?;
                Some(match waits.is_empty() {
                    true => Notice::plain("No action waits to be confirmed in one stroke").into(),
                    false => open(waits),
                })
            }
            _ => None,
        })
    }

    fn did(&mut self, operation: &'static Operation, changed: bool, _: &Desk) -> Result<Effects, Error> {
        // A sitting begins with its roll.
        let begun = changed && std::ptr::eq(operation, &raw const OPEN);
        let roll = self.proceedings.as_deref().filter(|_| begun).map(RollView::new);
        Ok(roll.map_or_else(Effects::new, open))
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let write = || desk.why_not_write();
        match command {
            Command::ReviewStep => write(),
            Command::Documents | Command::Present => self.proceedings.is_none().then(|| NONE_YET.to_owned()),
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
        if let (Some(way), Some(stage)) = (Way::of(command), &mut self.stage) {
            stage.roll(way);
            return Ok(Effects::new());
        }
        if let Some(way) = Way::of(command) {
            if self.is_running() {
                self.page.go(way);
                return Ok(Effects::new());
            }
            let focus = self.focus;
            if let Some(pane) = self.panes.get_mut(focus) {
                pane.lines.go(way);
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
            Command::Present => self.stage = if self.stage.is_some() { None } else { Some(Stage::of(desk)?) },
            Command::LookOn => self.look_on(false, desk)?,
            Command::LookBack => self.look_on(true, desk)?,
            Command::WholeAgenda => return Ok(self.whole_agenda(desk)),
            Command::Reveal => {
                self.page.reveals = !self.page.reveals;
                self.lay(desk)?;
            }
            Command::Open => return self.open_lead(desk),
            Command::OpenPane => {
                let register = match self.pane().map(|pane| pane.kind) {
                    Some(Kind::Decisions) => &decision::REGISTER,
                    Some(Kind::Actions) => &crate::domain::action::REGISTER,
                    _ => &review::REGISTER,
                };
                return Ok(vec![Effect::Go(Destination::Register(register))]);
            }
            Command::ReviewStep => return Ok(open(offers::steps(self))),
            Command::Documents => return Ok(open(documents::chooser(self))),
            Command::Edit if self.decided().is_some() => return Ok(self.decided().map_or_else(Effects::new, open)),
            Command::Sheets => return Ok(acting::choose_among_sheets(self.whole(), &self.subjects())),
            other => return acting::run(other, &self.subjects(), None, desk),
        }
        Ok(Effects::new())
    }

    /// One level back from what is looked at is the item in session.
    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.stage.take().is_some() {
            return Ok(Some(Effects::new()));
        }
        if let Some(current) = self.elsewhere() {
            self.look(current, desk)?;
            return Ok(Some(Effects::new()));
        }
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn goes_back(&self) -> bool {
        self.zoomed || self.stage.is_some() || self.elsewhere().is_some()
    }

    fn bare(&self) -> bool {
        self.stage.is_some()
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
            Answer::Field(place) => self.go_to(place, desk),
            Answer::Lead(id) => {
                self.go_to_record(id, desk)?;
                Ok(Effects::new())
            }
            own => match own.to() {
                Some(answer) => offers::answered(self, answer, desk),
                None => Ok(Effects::new()),
            },
        }
    }

    fn shows(&self, record: RecordId) -> bool {
        self.proceedings.as_ref().is_some_and(|proceedings| {
            proceedings.item(record).is_some() || proceedings.decisions.iter().any(|one| one.id == record)
        })
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        if self.compiled.told(told) {
            self.lay(desk)?;
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(proceedings) = self.proceedings.clone().filter(|_| self.compiled.is_stale()) {
            self.compiled.ask(desk, move |view| {
                let pack = compile(view, &proceedings)?;
                let ready = prepared(view, &proceedings, &pack)?;
                Ok((Compiled::read(view, &proceedings, pack)?, ready))
            });
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.compiled.is_stale() && self.proceedings.is_some()
    }

    fn is_fresh(&self) -> bool {
        // What is ready is read behind the screen; all else stands there at once.
        let readied =
            self.state().is_some_and(State::is_before) && self.pane().is_some_and(|pane| pane.kind == Kind::State);
        !readied || self.compiled.is_fresh()
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
        self.go_to_record(record, desk)?;
        // A proposal that was just worded is put with one more key.
        let running = self.state() == Some(State::InSession);
        let proposed = self.proceedings.as_ref().and_then(|one| one.decisions.iter().find(|one| one.id == record));
        match proposed.filter(|_| running) {
            Some(decision) => {
                Ok(self.proceedings.as_deref().map_or_else(Effects::new, |here| open(MotionView::put(here, decision))))
            }
            None => Ok(Effects::new()),
        }
    }

    fn subjects(&self) -> Vec<&Record> {
        match self.lead().and_then(Lead::record) {
            Some(record) => vec![record],
            _ => self.proceedings.iter().map(|proceedings| &proceedings.meeting.review).collect(),
        }
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&decision::REGISTER)
    }

    fn whole(&self) -> Option<&Record> {
        self.proceedings.as_ref().map(|proceedings| &proceedings.meeting.review)
    }

    fn opened(&self) -> Option<RecordId> {
        self.proceedings.as_ref().map(|proceedings| proceedings.id())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk) {
        match (&self.stage, &self.proceedings) {
            (Some(stage), Some(proceedings)) => {
                let compiled = self.compiled.get().map(|(compiled, _)| compiled);
                stage.draw(proceedings, compiled, canvas, area, desk.store.ambient().now());
            }
            _ => draw::draw(self, canvas, area, desk),
        }
    }
}

impl ReviewView {
    /// The item in session, where another is looked at.
    fn elsewhere(&self) -> Option<RecordId> {
        let current = self.proceedings.as_ref().filter(|_| self.is_running())?.current()?;
        Some(current.id).filter(|current| Some(*current) != self.item)
    }

    fn whole_agenda(&self, desk: &Desk) -> Effects {
        let now = desk.circumstances().ok().map(|circumstances| circumstances.now);
        let chooser = self.proceedings.as_deref().map(|here| offers::whole_agenda(here, now));
        chooser.map_or_else(Effects::new, open)
    }

    /// What becomes of the selected decision, where it was decided: its words are not edited.
    fn decided(&self) -> Option<Chooser> {
        let Some(Lead::Record(record)) = self.lead() else { return None };
        let decision = Decision::of(record)?;
        decision.decided_on()?;
        Some(offers::decided(self.proceedings.as_deref()?, record))
    }
}
