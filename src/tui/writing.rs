//! Writing, and following what others write: what is handed over, what comes of it, what every screen then reads anew.

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::organisation;
use crate::domain::transaction::{Change, What};
use crate::store::journal::Range;
use crate::store::{Error, Outcome};
use crate::workflow::{account, consequences, saved};

use super::app::{App, Writing};
use super::effect::{Effects, Notice, Submission};
use super::event::Event;
use super::screens::registrar;

impl App {
    pub(super) fn submit(&mut self, submission: Submission) {
        let author = match &self.acting.author {
            Ok(author) => author.clone(),
            Err(why) => return self.say(Notice::watch(why.clone())),
        };
        let Submission { proposal, closes, says, does, again } = submission;
        self.writing = Some(Writing { closes, says, does, again });
        let post = self.post.clone();
        self.store.submit_then(author, proposal, move |outcome| {
            // The program may be ending.
            let _ = post.send(Event::Committed(outcome));
        });
    }

    pub(super) fn committed(&mut self, outcome: Result<Outcome, Error>) {
        let writing = self.writing.take();
        let again = writing.as_ref().and_then(|writing| writing.does.zip(writing.again));
        match (outcome, again) {
            (Ok(outcome), _) => self.written(&outcome, writing),
            // It is written out from the records as they are now.
            (Err(Error::Stale), Some(((operation, subject), way))) => self.operate_on(operation, way, subject),
            // What no form asked for is no form's to put right.
            (Err(Error::Refused(refusal)), _) if writing.as_ref().is_none_or(|writing| !writing.closes) => {
                self.layers.push(registrar::refusal(refusal, None));
                self.refuse();
            }
            (Err(error), _) => {
                let mut layer = self.layers.pop();
                let refused = match &mut layer {
                    Some(layer) => layer.refused(error, &self.desk()),
                    None => Err(error),
                };
                self.layers.extend(layer);
                match refused {
                    Ok(effects) => {
                        self.carry_out(effects);
                        if self.writing.is_none() {
                            self.refuse();
                        }
                    }
                    Err(error) => self.failed(error),
                }
            }
        }
        if let (Some(code), None) = (self.ends.take(), &self.writing) {
            return self.end(code);
        }
        // Others may have committed while it was being written.
        self.file_changed();
    }

    fn written(&mut self, outcome: &Outcome, writing: Option<Writing>) {
        let nothing = Writing { closes: false, says: None, does: None, again: None };
        let Writing { closes, says, does, .. } = writing.unwrap_or(nothing);
        let (mut follows, mut shows) = (Ok(Effects::new()), Effects::new());
        if closes && let Some(mut layer) = self.layers.pop() {
            follows = layer.written(&self.desk());
            if self.top().is_some_and(|screen| screen.is_overtaken()) {
                self.layers.pop();
            }
        }
        if outcome.changed.is_empty() {
            self.say(Notice::plain("It holds that already; nothing was changed"));
        } else {
            self.run.push(outcome.head.sequence);
            // It is written either way; only the words for it can't be read.
            let (told, shown) = does
                .and_then(|(operation, subject)| self.told_of(operation, subject, outcome).ok())
                .unwrap_or_default();
            shows = shown;
            let mut text = says.or(told).unwrap_or_else(|| self.what_was_saved(outcome));
            if !outcome.merged.is_empty() {
                let labels: Vec<_> = outcome.merged.iter().map(|field| field.label.to_lowercase()).collect();
                text.push_str(&format!(" · changed by others meanwhile, and kept: {}", labels.join(", ")));
            }
            // It is written either way; only what follows from it can't be read.
            for line in consequences::of(self.store.view(), outcome).unwrap_or_default() {
                text.push_str(&format!(" · {line}"));
            }
            self.say(match self.write_files(outcome) {
                Ok(None) => Notice::good(text),
                Ok(Some(wrote)) => Notice::good(format!("{text} · {wrote}")),
                Err(error) => Notice::bad(format!("{text} · its files were not written: {error}")),
            });
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.acted();
        }
        self.refresh();
        let awaited = self.top().and_then(|screen| screen.awaits());
        let awaited = awaited.filter(|id| outcome.changed.iter().any(|changed| changed.id == *id));
        let added = if closes { self.added(outcome) } else { None };
        if let Some(added) = awaited.or(added) {
            self.with_top(|screen, desk| screen.select(added, desk));
        }
        if let Some((operation, _)) = does {
            let changed = !outcome.changed.is_empty();
            self.with_top(|screen, desk| screen.did(operation, changed, desk));
        }
        match follows {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
        self.carry_out(shows);
    }

    /// The record that a transaction added, where it added one for the screen that is in sight.
    fn added(&self, outcome: &Outcome) -> Option<RecordId> {
        let top = self.top()?;
        let changes = self.store.view().first_changes(outcome.head.sequence, 1).ok()?.0;
        let first = changes.first().filter(|change| top.holds(change.register))?;
        matches!(first.what, What::Create { .. }).then_some(first.record)
    }

    /// What was put on record, by what it says; or what happened, where nothing was added.
    fn what_was_saved(&self, outcome: &Outcome) -> String {
        let added = saved::added(self.store.view(), outcome).ok().flatten();
        added.unwrap_or_else(|| self.what_happened(outcome.head.sequence))
    }

    /// A transaction in the journal's words.
    pub(super) fn what_happened(&self, sequence: Sequence) -> String {
        let told = || -> Result<String, Error> {
            let view = self.store.view();
            let (changes, count) = view.first_changes(sequence, 4)?;
            // Of a move with its evidence, the move is what matters; it comes last.
            let update = |change: &&Change| matches!(change.what, What::Update { .. });
            let shown = if count > changes.len() { None } else { changes.iter().rfind(update) };
            let shown = shown.or(changes.first());
            let shown = match shown {
                Some(change) => account::said(view, change)?,
                None => String::new(),
            };
            let journal = registrar::key_of_journal();
            Ok(if count > 1 { format!("{shown} (and {} more: {journal} shows them)", count - 1) } else { shown })
        };
        // It is written either way; only the words for it can't be read.
        told().unwrap_or_else(|_| format!("Saved as transaction {sequence}"))
    }

    pub(super) fn file_changed(&mut self) {
        if self.writing.is_some() {
            return;
        }
        let Ok(head) = self.store.view().head() else { return };
        if head.sequence == self.seen {
            return;
        }
        let by_others = !self.run.contains(&head.sequence);
        self.overtaken |= by_others;
        self.refresh();
        if by_others && self.notice.is_none() {
            let entry = self.store.view().entries(&Range { limit: Some(1), ..Default::default() });
            let who = entry.ok().and_then(|entries| {
                let person = entries.first()?.header.actor.person;
                Some(self.store.view().record(person).ok()??.title().to_owned())
            });
            let what = self.what_happened(head.sequence);
            self.say(Notice::plain(format!("{}: {what}", who.unwrap_or_default())));
        }
    }

    /// Every screen reads anew what it shows.
    pub(super) fn refresh(&mut self) {
        if let Ok(head) = self.store.view().head() {
            self.seen = head.sequence;
        }
        let mut layers = std::mem::take(&mut self.layers);
        let mut failed = None;
        for layer in &mut layers {
            if let Err(error) = layer.changed(&self.desk()) {
                failed = Some(error);
            }
        }
        self.layers = layers;
        if let Some(error) = failed {
            self.say(Notice::bad(error.to_string()));
        }
        if let Ok(Some(record)) = self.store.view().single(&organisation::REGISTER) {
            record.title().clone_into(&mut self.organisation);
        }
    }
}
