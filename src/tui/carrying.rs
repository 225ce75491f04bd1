//! Carrying out what screens ask for: opening and closing layers, writing, telling, settings.

use super::app::{App, Request};
use super::destination::Destination;
use super::effect::{Answer, Effect, Effects, Notice};
use super::screens::registrar;
use super::settings::Settings;

impl App {
    /// Carries out what a screen asks for.
    pub(super) fn carry_out(&mut self, effects: Effects) {
        for effect in effects {
            self.carry(effect);
        }
    }

    fn carry(&mut self, effect: Effect) {
        match effect {
            Effect::Open(layer) => self.layers.push(layer),
            Effect::Close => self.close(),
            Effect::Visit(destination) => self.visit(destination),
            Effect::Go(destination) => self.go(destination),
            Effect::Answer(answer) => {
                if !matches!(*answer, Answer::Removed(_)) {
                    self.close();
                }
                self.answer(*answer);
            }
            Effect::Lead(answer) => self.lead(*answer),
            Effect::Submit(submission) => self.submit(*submission),
            Effect::Notify(notice) => self.say(notice),
            Effect::Copy { text, what } => {
                self.requests.push(Request::Copy(text));
                self.say(Notice::good(format!("Sent to your terminal's clipboard: {what}")));
            }
            Effect::Run(command) => self.command(command),
            Effect::Operate(operation, way) => self.operate(operation, way),
            Effect::OperateOn(operation, way, subject) => self.operate_on(operation, way, subject),
            Effect::OperateWith(operation, subject, said) => self.operate_with(operation, subject, said),
            Effect::Discard(draft) => {
                // The form on top goes without being asked what stands in it.
                self.layers.pop();
                self.local.drop_draft(draft);
                self.with_top(|screen, desk| screen.changed(desk).map(|()| Effects::new()));
            }
            Effect::Forget(draft) => {
                self.local.drop_draft(draft);
                self.say(Notice::plain("Threw the draft away"));
            }
            Effect::TakeOver(held) => self.take_over(*held),
            Effect::Await(awaited) => self.awaited = Some(awaited),
            Effect::Written(sequence) => self.run.push(sequence),
            Effect::Settings(settings) => self.set(settings),
            Effect::Act(person) => self.act_as(person),
            Effect::Suspend => self.requests.push(Request::Suspend),
            Effect::Redraw => self.requests.push(Request::Redraw),
            Effect::Quit => self.end(0),
        }
    }

    /// Lays the screen of a place on top.
    fn visit(&mut self, destination: Destination) {
        match registrar::visit(destination, &self.desk()) {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
    }

    /// Shows the screen of a place above the one that lies below all others. What is there stays where the place can't be opened.
    fn go(&mut self, destination: Destination) {
        if matches!(destination, Destination::Place(place) if place == self.ground) {
            while self.layers.len() > 1 {
                self.close();
            }
            return;
        }
        match registrar::visit(destination, &self.desk()) {
            Ok(effects) => {
                if effects.iter().any(|effect| matches!(effect, Effect::Open(_))) {
                    self.close_all();
                }
                self.carry_out(effects);
            }
            Err(error) => self.failed(error),
        }
    }

    pub(super) fn set(&mut self, settings: Settings) {
        if settings.mouse != self.settings.mouse {
            self.requests.push(Request::Mouse(settings.mouse));
        }
        self.settings = settings;
        self.look = settings.look(&self.person.surroundings);
        self.local.keep("settings", &settings);
        if self.person.surroundings.no_color && settings.theme.is_some() {
            self.say(Notice::watch("NO_COLOR is set, so there are no colours"));
        }
    }

    /// Takes the topmost screen away, after it has put in safety what stands in it.
    pub(super) fn close(&mut self) {
        self.close_quietly();
        // What comes to light may be older than the file, where nobody told of the change yet.
        if self.store.view().head().is_ok_and(|head| head.sequence == self.seen) {
            return;
        }
        self.with_top(|screen, desk| screen.changed(desk).map(|()| Effects::new()));
    }

    fn close_quietly(&mut self) {
        if self.layers.len() > 1
            && let Some(mut layer) = self.layers.pop()
        {
            layer.closing(&self.desk());
        }
    }

    pub(super) fn close_all(&mut self) {
        while self.layers.len() > 1 {
            self.close_quietly();
        }
    }
}
