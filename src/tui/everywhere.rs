//! The commands that work on every screen, and what chosen answers lead to.

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::spelling::counted;
use crate::domain::transaction::Channel;
use crate::store::undo::Doer;
use crate::store::{Error, Proposal, View};
use crate::workflow::account;

use super::app::{App, MOVED, Request};
use super::command::{Command, Scope};
use super::desk::Desk;
use super::destination::Destination;
use super::effect::{Answer, Effect, Effects, Notice, Submission, read};
use super::layer::{Layer, Screen};
use super::screens::chooser::Chooser;
use super::screens::help::Help;
use super::screens::page::Page;
use super::screens::palette::palette;
use super::screens::question::Question;
use super::screens::registrar;
use super::takeover;
use super::theme::Theme;

impl App {
    pub(super) fn unavailable_everywhere(&self, command: Command) -> Option<String> {
        match command {
            Command::Undo | Command::Redo if self.run.is_empty() => {
                Some("Nothing was saved in this run yet".to_owned())
            }
            Command::Undo | Command::Redo => self.desk().why_not_write(),
            Command::Drafts => {
                let none = self.local.drafts().is_empty() && self.local.held_drafts().is_empty();
                none.then(|| "No drafts are kept".to_owned())
            }
            Command::Back if self.layers.len() == 1 && self.top().is_some_and(|screen| !screen.goes_back()) => {
                self.top().map(|screen| format!("This is the first screen, {}; q leaves Gavel", screen.name()))
            }
            _ => None,
        }
    }

    pub(super) fn everywhere(&mut self, command: Command) {
        let done = self.try_everywhere(command);
        match done {
            Ok(effects) => self.carry_out(effects),
            Err(Error::Refused(refusal)) => {
                self.layers.push(registrar::refusal(refusal, None));
                self.refuse();
            }
            Err(error) => self.say(Notice::bad(error.to_string())),
        }
    }

    fn try_everywhere(&mut self, command: Command) -> Result<Effects, Error> {
        let desk = self.desk();
        Ok(match command {
            Command::Help => match self.top() {
                Some(screen) => push(Help::of(screen, |does| self.why_not(does))),
                None => Effects::new(),
            },
            Command::Palette => match self.top() {
                Some(screen) => push(palette(screen, |does| self.why_not(does), &desk)),
                None => Effects::new(),
            },
            Command::Undo => self.ask_to_turn(true),
            Command::Redo => self.ask_to_turn(false),
            Command::Drafts => push(self.drafts()?),
            Command::Messages => push(Page::messages(&self.messages, self.look)),
            Command::Settings => push(self.offer_settings()),
            Command::Redraw => vec![Effect::Redraw],
            Command::Suspend => vec![Effect::Suspend],
            Command::Back => self.go_back()?,
            // Unlike Esc, it leaves a filter or a zoomed pane as it is.
            Command::Close => {
                if self.layers.len() > 1 {
                    self.closing()
                } else {
                    self.leaving()
                }
            }
            Command::Quit => self.leaving(),
            other => registrar::everywhere(other, &desk)?,
        })
    }

    fn go_back(&mut self) -> Result<Effects, Error> {
        let Some(mut layer) = self.layers.pop() else { return Ok(Effects::new()) };
        let within = layer.back(&self.desk());
        self.layers.push(layer);
        match within? {
            Some(effects) => Ok(effects),
            None if self.layers.len() > 1 => Ok(self.closing()),
            None => Ok(Effects::new()),
        }
    }

    /// Closes the topmost screen; asks before, where something goes on there.
    fn closing(&self) -> Effects {
        let then = vec![Effect::Close];
        match self.top().and_then(Screen::stays) {
            Some(why) => push(Question::new("Close this screen?", vec![why], "Close it", then)),
            None => then,
        }
    }

    /// Leaves the program; asks before, where something was typed or goes on.
    fn leaving(&self) -> Effects {
        let mut why: Vec<_> = self.layers.iter().filter_map(|layer| layer.stays()).collect();
        if self.layers.iter().any(|layer| layer.unsaved()) {
            why.push(match self.local.trouble() {
                None => "What you typed is kept as a draft and offered next time.".to_owned(),
                Some(why) => format!("What you typed is lost then, because drafts can't be kept: {why}"),
            });
        }
        let then = vec![Effect::Quit];
        if why.is_empty() { then } else { push(Question::new("Leave Gavel?", why, "Leave", then)) }
    }

    /// Names what would be taken back or done again, and asks.
    fn ask_to_turn(&self, back: bool) -> Effects {
        let Ok(author) = &self.acting.author else { return Effects::new() };
        let (person, run) = (author.person, self.run.clone());
        read(&self.desk(), move |view| Turn::read(view, person, &run, back), move |turn, _| Ok(ask(turn, back)))
    }

    fn drafts(&self) -> Result<Chooser, Error> {
        let zone = self.store.view().circumstances()?.zone;
        let mut chooser = Chooser::new("Drafts: typed and not saved yet").called("Drafts");
        for draft in self.local.drafts() {
            let at = draft.saved_at.with_timezone(&zone).format("%-d %B %H:%M").to_string();
            let words = format!("{}: {}", draft.label, draft.first_words());
            chooser.offer_removable(words, &at, Answer::Draft(draft));
        }
        for held in self.local.held_drafts() {
            let now = self.store.ambient().now();
            let words = format!("{}: {}", held.draft.label, held.draft.first_words());
            let place = format!("in another session, {}", takeover::last_key(&held, now));
            let asks = move |_: &Desk| Ok(push(takeover::ask(held.clone(), now, Effects::new())));
            chooser.offer(words, &place, Answer::does(asks));
        }
        Ok(chooser)
    }

    fn offer_settings(&self) -> Chooser {
        let mut chooser = Chooser::new("Settings");
        let now = self.settings;
        let mark = |on: bool| if on { "now" } else { "" };
        let automatic = super::settings::Settings { theme: None, ..now };
        chooser.offer("Colours: what the terminal says", mark(now.theme.is_none()), Answer::Settings(automatic));
        for theme in Theme::ALL {
            let settings = super::settings::Settings { theme: Some(theme), ..now };
            let words = format!("Colours: {}", theme.label().to_lowercase());
            chooser.offer(words, mark(now.theme == Some(theme)), Answer::Settings(settings));
        }
        let ascii = super::settings::Settings { ascii: !now.ascii, ..now };
        let words = if now.ascii { "Borders and signs: drawn" } else { "Borders and signs: plain ASCII" };
        chooser.offer(words, "", Answer::Settings(ascii));
        for (ground, place) in registrar::GROUNDS.iter().enumerate() {
            let settings = super::settings::Settings { ground, ..now };
            let words = format!("First screen, from the next start on: {}", place.title.to_lowercase());
            chooser.offer(words, mark(now.ground == ground), Answer::Settings(settings));
        }
        let mouse = super::settings::Settings { mouse: !now.mouse, ..now };
        let words = if now.mouse { "Mouse: off" } else { "Mouse: on; the terminal then selects text with Shift" };
        chooser.offer(words, "", Answer::Settings(mouse));
        chooser
    }

    /// What was chosen on a screen that is closed now.
    pub(super) fn answer(&mut self, answer: Answer) {
        let done = self.try_answer(answer);
        match done {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.say(Notice::bad(error.to_string())),
        }
    }

    fn try_answer(&mut self, answer: Answer) -> Result<Effects, Error> {
        let desk = self.desk();
        Ok(match answer {
            Answer::Command(command) => vec![Effect::Run(command)],
            Answer::Register(register) => vec![Effect::Go(Destination::Register(register))],
            Answer::Record(id) => vec![Effect::Visit(Destination::Record(id))],
            Answer::Lead(id) if self.top().is_none_or(|screen| !screen.shows(id)) => {
                vec![Effect::Visit(Destination::Record(id))]
            }
            Answer::Person(id) => vec![Effect::Act(id)],
            Answer::Does(does) => does.effects(&desk)?,
            Answer::Draft(draft) => vec![Effect::Visit(Destination::Draft(Box::new(draft)))],
            Answer::Settings(settings) => vec![Effect::Settings(settings)],
            Answer::CommandFor(command, ids) => {
                let now: Vec<_> =
                    self.top().map(Screen::subjects).unwrap_or_default().iter().map(|record| record.id).collect();
                let about_records = matches!(command.entry().scope, Scope::Record | Scope::List);
                if about_records && now != ids {
                    return Ok(Notice::watch(MOVED).into());
                }
                vec![Effect::Run(command)]
            }
            Answer::Operation(operation, way, subject) => {
                let moved = self.top().is_some_and(|screen| screen.subject(operation).is_ok_and(|now| now != subject));
                if moved {
                    return Ok(Notice::watch(MOVED).into());
                }
                vec![Effect::OperateOn(operation, way, subject)]
            }
            Answer::Removed(removed) => {
                // The chooser is still there and shows what is gone.
                self.close();
                if let Answer::Draft(draft) = *removed {
                    let lines = vec![format!("“{}” is thrown away for good.", draft.label)];
                    let then = vec![Effect::Forget(draft.id)];
                    return Ok(push(Question::new("Discard the draft?", lines, "Throw it away", then)));
                }
                return self.below(Answer::Removed(removed));
            }
            other => return self.below(other),
        })
    }

    /// Goes where a line of the topmost screen leads, and keeps that screen below what opens there.
    pub(super) fn lead(&mut self, answer: Answer) {
        let Some(from) = self.layers.pop() else { return };
        match self.try_answer(answer) {
            Ok(effects) => {
                if effects.iter().any(|effect| matches!(effect, Effect::Open(_) | Effect::Visit(_))) {
                    self.layers.push(from);
                }
                self.carry_out(effects);
            }
            Err(error) => self.say(Notice::bad(error.to_string())),
        }
    }

    /// Tells the screen that is on top now.
    fn below(&mut self, answer: Answer) -> Result<Effects, Error> {
        let Some(mut layer) = self.layers.pop() else { return Ok(Effects::new()) };
        let effects = layer.answered(answer, &self.desk());
        self.layers.push(layer);
        effects
    }

    pub(super) fn wants_mouse(&self) -> Option<Request> {
        self.settings().mouse.then_some(Request::Mouse(true))
    }
}

/// A transaction that can be taken back or done again, and what that would do.
struct Turn {
    proposal: Proposal,
    lines: Vec<String>,
}

impl Turn {
    /// Reads it; `None` where there is nothing to be taken back or done again.
    fn read(view: View, person: RecordId, run: &[Sequence], back: bool) -> Result<Option<Self>, Error> {
        let doer = Doer { person, user: None, channel: Channel::Screen, run: Some(run) };
        let candidate = if back { view.last_done(&doer)? } else { view.last_undone(&doer)? };
        let Some(candidate) = candidate else { return Ok(None) };
        let proposal = view.turn(&candidate)?;
        let (changes, count) = view.first_changes(candidate.of.sequence, 6)?;
        let mut lines = vec![format!("Transaction {}; the journal keeps both.", candidate.of.sequence)];
        for change in &changes {
            lines.push(account::tell(view, change)?);
        }
        if count > changes.len() {
            lines.push(format!("and {}", counted(count - changes.len(), "more change", "more changes")));
        }
        Ok(Some(Self { proposal, lines }))
    }
}

fn ask(turn: Option<Turn>, back: bool) -> Effects {
    let Some(Turn { proposal, lines }) = turn else {
        let nothing = if back { "Nothing of this run is left to take back" } else { "Nothing was taken back last" };
        return Notice::watch(nothing).into();
    };
    let (title, yes) = if back { ("Take this back?", "Take back") } else { ("Do this again?", "Do again") };
    let submission = Submission::of(proposal);
    push(Question::new(title, lines, yes, vec![Effect::Submit(Box::new(submission))]).by_enter_alone())
}

fn push(layer: impl Into<Layer>) -> Effects {
    super::effect::open(layer)
}
