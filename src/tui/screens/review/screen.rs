//! What a review does with keys and events, as every screen does.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::agenda_item::AgendaItem;
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
use crate::tui::effect::{Answer, Effect, Effects, open};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::screens::acting;
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::presented::Stage;
use crate::tui::scroll::Step as Way;
use crate::tui::told::Told;
use crate::workflow::operation::{About, Lent, Operation, Subject};
use crate::workflow::pack::compile;
use crate::workflow::review::operations::{
    self, ACT, AGENDA_ITEM, ATTEND, CAST, CORRECT, DECIDE, INTEREST, LEAVE, NOTE, ON_REVIEW, OPEN, PARK, PROPOSE,
    RESPELL, VOTE, WORD_ANEW,
};
use crate::workflow::review::presented::Compiled;
use crate::workflow::review::session;
use crate::workflow::review::sheets::prepared;

use super::ballot::BallotView;
use super::lead::{Kind, Lead};
use super::roll::RollView;
use super::{NONE_YET, ReviewView, documents, draw, offers};

static SCOPES: [Scope; 5] = [Scope::At(&ON_REVIEW), Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];

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
        &SCOPES
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Documents, Help, NextPane, Open, Palette, ReviewStep, Zoom};
        match self.state() {
            None => &[ReviewStep, Help, Palette],
            Some(_) => &[ReviewStep, Open, Documents, NextPane, Zoom, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{Documents, Edit, Help, NextPane, Open, Palette, ReviewStep, Zoom};
        let is = Doing::Command;
        let does = Doing::Operation;
        match self.state() {
            Some(State::InSession) => vec![
                does(&PROPOSE, 0),
                does(&ACT, 0),
                does(&NOTE, 0),
                does(&VOTE, 0),
                does(&DECIDE, operations::CARRIED),
                does(&PARK, 0),
                does(&AGENDA_ITEM, operations::NEXT),
                does(&AGENDA_ITEM, operations::BACK),
                does(&AGENDA_ITEM, operations::FINISH),
                is(ReviewStep),
                does(&ATTEND, 0),
                does(&INTEREST, 0),
                is(Documents),
                is(Help),
            ],
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
        let item = self.item.filter(|id| proceedings.item(*id).is_some());
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
        _: &Desk,
    ) -> Result<Option<Effects>, Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(None) };
        let is = |other: &'static Operation| std::ptr::eq(operation, other);
        let current = proceedings.current();
        let decision = || proceedings.decisions.iter().find(|one| Some(one.id) == subject.part);
        Ok(match (way, current) {
            (operations::NEXT, Some(item)) if is(&AGENDA_ITEM) && session::neighbour(proceedings, false).is_some() => {
                Some(open(offers::ends(proceedings, item, true)))
            }
            // The last item ends where it stands; the conclusion is ended by concluding.
            (operations::NEXT, Some(item)) if is(&AGENDA_ITEM) && !AgendaItem(item).ends_with_the_meeting() => {
                Some(open(offers::ends(proceedings, item, false)))
            }
            (operations::FINISH, Some(item)) if is(&AGENDA_ITEM) => Some(open(offers::ends(proceedings, item, false))),
            (operations::ARRIVES, _) if is(&ATTEND) => Some(open(offers::people(proceedings, true))),
            (0, _) if is(&ATTEND) => Some(open(RollView::new(proceedings))),
            (_, _) if is(&LEAVE) => Some(open(offers::people(proceedings, false))),
            (operations::CARRIED, _) if is(&DECIDE) && decision().is_some_and(operations::is_tied) => {
                decision().map(|decision| open(offers::tie(proceedings, decision)))
            }
            (_, _) if is(&VOTE) => decision().map(|decision| open(BallotView::new(proceedings, decision))),
            (operations::CARRIED, _)
                if is(&DECIDE) && self.provisional().is_some_and(|one| Some(one.id) == subject.part) =>
            {
                Some(vec![Effect::OperateOn(&DECIDE, operations::RATIFY, subject)])
            }
            _ => None,
        })
    }

    fn did(&mut self, operation: &'static Operation, changed: bool, _: &Desk) -> Result<Effects, Error> {
        // A sitting begins with its roll.
        let begun = changed && std::ptr::eq(operation, &raw const OPEN);
        let roll = self.proceedings.as_deref().filter(|_| begun).map(RollView::new);
        if let Some(roll) = roll {
            return Ok(open(roll));
        }
        // A tie is put to the chair at once.
        let voted = self.proceedings.as_deref().filter(|_| changed && std::ptr::eq(operation, &raw const VOTE));
        let tied = voted.and_then(|here| Some((here, here.decisions.iter().find(|one| operations::is_tied(one))?)));
        Ok(tied.map_or_else(Effects::new, |(here, decision)| open(offers::tie(here, decision))))
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
            Command::Open => return self.open_lead(desk),
            Command::OpenPane => {
                let register = match self.pane().map(|pane| pane.kind) {
                    Some(Kind::Decisions) => &decision::REGISTER,
                    Some(Kind::Actions) => &crate::domain::action::REGISTER,
                    Some(Kind::Notes) => &crate::domain::note::REGISTER,
                    _ => &review::REGISTER,
                };
                return Ok(vec![Effect::Go(Destination::Register(register))]);
            }
            Command::ReviewStep => return Ok(open(offers::steps(self))),
            Command::Documents => return Ok(open(documents::chooser(self))),
            Command::Edit if self.decided().is_some() => return Ok(self.decided().map_or_else(Effects::new, open)),
            other => return acting::run(other, &self.subjects(), None, desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if self.stage.take().is_some() {
            return Ok(Some(Effects::new()));
        }
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn goes_back(&self) -> bool {
        self.zoomed || self.stage.is_some()
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
                self.show(id);
                self.lay(desk)?;
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
    /// What becomes of the selected decision, where it was decided: its words are not edited.
    fn decided(&self) -> Option<Chooser> {
        let Some(Lead::Record(record)) = self.lead() else { return None };
        let decision = Decision::of(record)?;
        decision.decided_on()?;
        Some(offers::decided(self.proceedings.as_deref()?, record))
    }
}
