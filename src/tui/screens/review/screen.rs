//! What a review does with keys and events, as every screen does.

use std::time::Duration;

use ratatui::layout::Rect;

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
use crate::tui::layer::Screen;
use crate::tui::screens::acting;
use crate::tui::scroll::Step as Way;
use crate::tui::told::Told;
use crate::workflow::operation::{Lent, Operation, Subject};
use crate::workflow::pack::compile;
use crate::workflow::review::decide::Deciding;
use crate::workflow::review::readiness::readiness;
use crate::workflow::review::{carried, decide, operations};

use super::ballot::BallotView;
use super::lead::{Kind, Lead};
use super::roll::RollView;
use super::steps::Step;
use super::{NONE_YET, ReviewView, draw, offers, session_has_next};

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
        use Command::{Documents, Help, NextPane, Open, Palette, ReviewStep, Zoom};
        match self.state() {
            None => &[ReviewStep, Help, Palette],
            Some(_) => &[ReviewStep, Open, Documents, NextPane, Zoom, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{
            Carry, Documents, Edit, EndItem, Help, NextItem, NextPane, Open, Palette, PreviousItem, ReviewStep, Roll,
            Vote, Zoom,
        };
        let is = Doing::Command;
        let [propose, act, note, park, interest] =
            [&operations::PROPOSE, &operations::ACT, &operations::NOTE, &operations::PARK, &operations::INTEREST]
                .map(|operation| Doing::Operation(operation, 0));
        match self.state() {
            Some(State::InSession) => vec![
                propose,
                act,
                note,
                is(Vote),
                is(Carry),
                park,
                is(NextItem),
                is(PreviousItem),
                is(EndItem),
                is(ReviewStep),
                is(Roll),
                interest,
                is(Documents),
                is(Help),
            ],
            Some(state) if !state.is_final() => vec![
                is(ReviewStep),
                is(Open),
                is(Edit),
                propose,
                is(Documents),
                is(NextPane),
                is(Zoom),
                is(Palette),
                is(Help),
            ],
            _ => self.footer().iter().copied().map(is).collect(),
        }
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let Some(proceedings) = &self.proceedings else { return Err(NONE_YET.to_owned()) };
        let item = self.item.filter(|id| proceedings.item(*id).is_some());
        let part = if std::ptr::eq(operation, &operations::ACT) { self.source().or(item) } else { item };
        Ok(Subject::of(proceedings.id()).part(part))
    }

    fn lends(&self) -> Option<Lent<'_>> {
        self.proceedings.as_deref()
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
            Command::Roll | Command::Arrive | Command::Depart => self.is_over().or_else(write).or_else(|| {
                let over = self.state().is_some_and(State::is_over);
                (over && command != Command::Roll).then(|| "The meeting is over; r corrects the roll".to_owned())
            }),
            Command::Documents => self.proceedings.is_none().then(|| NONE_YET.to_owned()),
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
            Command::Documents => return Ok(open(offers::documents(self))),
            Command::Carry => {
                if let (Some(proceedings), Some(decision)) = (&self.proceedings, self.provisional()) {
                    let words = format!("{} is ratified", decision.reference());
                    return Ok(Self::submit(decide::ratify(proceedings, decision, desk.store.ambient()), words));
                }
                let decision = self.decision();
                return Ok(decision.map_or_else(Effects::new, |one| self.decide(one, &Deciding::NoObjection, desk)));
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
                let ready = readiness(view, &proceedings, &pack)?;
                Ok((pack, ready))
            });
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.compiled.is_stale() && self.proceedings.is_some()
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
