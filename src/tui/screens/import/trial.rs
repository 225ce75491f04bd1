//! The trial of an import, and the import itself: handed to the writing thread, and what came of it, line by line.

use std::sync::Arc;

use crate::domain::spelling::grouped;
use crate::domain::transaction::Channel;
use crate::exchange::import::run::report::Report;
use crate::exchange::import::run::{Import, Mode};
use crate::store::{Author, Error, Outcome, Proposal};
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice};
use crate::tui::told::{Told, Topic};

use super::ImportView;
use super::held::Running;
use super::lines;

impl ImportView {
    pub(super) fn try_soon(&mut self) {
        if let Some(running) = &self.running {
            running.progress.stop();
        }
        self.stale = true;
    }

    /// Hands the import to the writing thread.
    pub(super) fn start(&mut self, mode: Mode, desk: &Desk) -> Effects {
        let Some(table) = &self.table else { return Effects::new() };
        let author = match &desk.acting.author {
            Ok(author) => Author { channel: Channel::Import, ..author.clone() },
            Err(why) => return Notice::watch(why.clone()).into(),
        };
        let ambient = desk.store.ambient().clone();
        let import = match Import::new(self.register, Arc::clone(table), &self.mapping, mode, ambient) {
            Ok(import) => import,
            Err(why) => return Notice::watch(why.to_string()).into(),
        };
        self.readings = import.readings();
        let topic = Topic::fresh();
        self.running = Some(Running { topic, mode, progress: Arc::clone(&import.progress) });
        let teller = desk.teller(topic);
        let told = move |outcome: Result<Imported, Error>| teller.tell(outcome);
        desk.store.batch(
            author,
            Proposal::default().because(Some(import.reason())),
            move |batch| import.run(batch),
            told,
        );
        Effects::new()
    }

    pub(super) fn write(&mut self, mode: Mode, desk: &Desk) -> Effects {
        desk.local.keep(&format!("import.{}", self.register.name), &self.mapping);
        self.start(mode, desk)
    }

    /// Why it can't be written now.
    pub(super) fn why_not_write(&self, command: Command, desk: &Desk) -> Option<String> {
        if let Some(why) = desk.why_not_write() {
            return Some(why);
        }
        match &self.report {
            Some(report) if report.kept => Some("It is written already".to_owned()),
            Some(report) if report.added + report.updated == 0 => Some("There is nothing to write".to_owned()),
            Some(report) if command == Command::WriteAll && report.refused_rows > 0 => {
                Some("Rows are refused: mend them, or press a to write the others".to_owned())
            }
            Some(_) if self.running.is_none() && !self.stale => None,
            _ => Some("It is still being tried".to_owned()),
        }
    }

    /// Takes what came of it, where it is over.
    pub(super) fn tried(&mut self, told: &mut Told) -> Result<Effects, Error> {
        let came =
            self.running.as_ref().and_then(|running| Some((running.mode, told.take::<Imported>(running.topic)?)));
        let Some((mode, outcome)) = came else { return Ok(Effects::new()) };
        self.running = None;
        match outcome {
            Ok((_, report)) if report.stopped => {
                // A trial that was overtaken is followed by another one.
                self.stale |= mode != Mode::Trial;
            }
            Ok((outcome, report)) => {
                let said = outcome.filter(|_| report.kept).map(|outcome| imported(&outcome, &report));
                self.lines.begin();
                self.reading = self.reading && lines::count(&report) > 0;
                self.report = Some(report);
                return Ok(said.unwrap_or_default());
            }
            Err(why) => {
                self.report = None;
                self.wrong = Some(why.to_string());
            }
        }
        Ok(Effects::new())
    }
}

/// What a table brought in did, or would do.
type Imported = (Option<Outcome>, Report);

/// A table was brought in.
fn imported(outcome: &Outcome, report: &Report) -> Effects {
    let refused = match report.refused_rows {
        0 => String::new(),
        1 => "; 1 row was refused".to_owned(),
        rows => format!("; {} rows were refused", grouped(rows as u64)),
    };
    let (added, changed) = (grouped(report.added as u64), grouped(report.updated as u64));
    let said = Notice::good(format!("Imported: {added} added, {changed} changed{refused}; u takes it back"));
    let written = (report.added + report.updated > 0).then_some(Effect::Written(outcome.head.sequence));
    written.into_iter().chain([Effect::Notify(said)]).collect()
}
