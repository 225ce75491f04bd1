//! Saving a form: reading what was typed, settling conflicts, following what others change meanwhile.

use std::path::PathBuf;

use crate::domain::field::Field;
use crate::store::Error;
use crate::store::error::Conflict;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, Submission, open};
use crate::tui::operating::spelled;
use crate::tui::screens::question::Question;
use crate::tui::told::Told;
use crate::workflow::entry::copied_up_to;
use crate::workflow::hashing;
use crate::workflow::operation::own::takes_a_file;
use crate::workflow::operation::{EVIDENCE, is_reason};

use super::Form;
use super::editor::{Body, Editor};
use super::purpose::{Given, Purpose};
use super::reading::{News, Reading};

impl Form {
    /// Starts to read the first large file that the form speaks of and that was not read yet; says whether there is one.
    fn read_large(&mut self, desk: &Desk) -> Result<bool, Error> {
        let most = copied_up_to(desk.view())?;
        let paths = self.slots.iter().filter_map(|slot| match &slot.editor.body {
            Body::Text(input) if takes_a_file(slot.editor.field) => Some(PathBuf::from(input.text().trim())),
            _ => None,
        });
        let unread = paths.filter(|path| !self.read.iter().any(|(known, _)| known == path));
        let large = unread.filter_map(|path| Some((hashing::large(&path, most)?, path))).next();
        self.reading = large.map(|(size, path)| Reading::begin(&path, size, desk));
        Ok(self.reading.is_some())
    }

    /// Takes what the reading thread tells.
    pub(super) fn read_on(&mut self, told: &mut Told) {
        let Some(News::Read(whole)) = self.reading.as_mut().and_then(|reading| reading.news(told)) else { return };
        let Some(reading) = self.reading.take() else { return };
        match whole {
            Ok(whole) => {
                self.read.push((reading.path().to_owned(), whole));
                self.goes_on = true;
            }
            Err(why) => {
                if let Some(slot) = self.slot() {
                    slot.wrong = Some(why);
                }
            }
        }
    }

    pub(super) fn save(&mut self, desk: &Desk) -> Result<Effects, Error> {
        self.settle(desk.view(), false)?;
        for slot in &mut self.slots {
            slot.wrong = None;
        }
        self.goes_on = false;
        if self.reading.is_some() || self.read_large(desk)? {
            return Ok(Effects::new());
        }
        let mut reader = desk.reader()?;
        reader.read.clone_from(&self.read);
        let mut given = Given::default();
        let edits = matches!(self.purpose, Purpose::Edit { .. });
        let leaves_empty = self.purpose.leaves_empty();
        for slot in &mut self.slots {
            let editor = &slot.editor;
            if edits && !editor.touched() {
                continue;
            }
            let read = editor.value(&mut reader);
            if let Ok(value) = &read {
                given.all.push((editor.field, value.clone()));
            }
            match read {
                Ok(value) if is_reason(editor.field) => {
                    given.reason = value.map(|_| editor.typed().text);
                }
                Ok(value) if *editor.field == EVIDENCE => {
                    given.evidence = value.map(|_| editor.typed().text.trim().to_owned());
                }
                Ok(None) if leaves_empty || !edits => {}
                Ok(value) => given.values.push((editor.field, value)),
                Err(trouble) => slot.wrong = Some(spelled(&trouble.why()?)),
            }
        }
        if let Some(place) = self.slots.iter().position(|slot| slot.wrong.is_some()) {
            self.focus = place;
            let why = self.slots[place].wrong.clone().unwrap_or_default();
            return Ok(Notice::watch(format!("Not saved yet. {why}")).into());
        }
        if edits && given.values.is_empty() {
            return Ok(Notice::plain("Nothing is changed yet; Esc goes back").into());
        }
        given.theirs.clone_from(&self.theirs);
        // What stands against it is said of the proposal.
        let preview = self.purpose.preview(&given.all, desk).ok().flatten();
        match self.purpose.proposal(given, &mut reader, desk) {
            Ok(proposal) => {
                let does = self.purpose.operation();
                let submission =
                    Submission { does, closes: true, says: self.purpose.says(), ..Submission::of(proposal) };
                let then = vec![Effect::Submit(Box::new(submission))];
                Ok(match preview {
                    Some(preview) => {
                        // What it comes to is seen where there is no room for all of it.
                        let lines = [preview.brief.join(" · "), String::new()].into_iter().chain(preview.lines);
                        open(Question::new(preview.question, lines.collect(), preview.yes, then))
                    }
                    None => then,
                })
            }
            Err(trouble) => {
                let why = trouble.why()?;
                self.go_to(why.field.map_or(EVIDENCE.name, |field| field.name));
                let why = spelled(&why);
                if let Some(slot) = self.slot() {
                    slot.wrong = Some(why.clone());
                }
                Ok(Notice::watch(format!("Not saved yet. {why}")).into())
            }
        }
    }

    /// Puts the chosen side of each field in place. What the others saved is the new base of these fields and of no others,
    /// so that whatever was changed after it was shown is a conflict again.
    pub(super) fn resolve(&mut self, conflict: &Conflict, mine: &[bool], desk: &Desk) -> Result<Effects, Error> {
        let view = desk.view();
        let several = self.purpose.records().len() > 1;
        for (side, mine) in conflict.fields.iter().zip(mine) {
            let theirs = side.theirs.as_ref();
            if let Some(record) = self.purpose.records_mut().iter_mut().find(|record| record.id == conflict.record) {
                record.set(side.field.name, theirs.cloned());
            }
            if several {
                // What was typed still goes to the others.
                if !mine {
                    self.theirs.push((conflict.record, side.field.name));
                }
            } else if let Some(slot) = self.slots.iter_mut().find(|slot| slot.editor.field == side.field) {
                if *mine {
                    slot.editor.rebase(theirs, view)?;
                } else {
                    slot.editor = Editor::new(side.field, theirs, view)?;
                }
            }
        }
        self.meanwhile = None;
        if several || self.slots.iter().any(|slot| slot.editor.touched() && !is_reason(slot.editor.field)) {
            self.keep(desk);
            return self.save(desk);
        }
        desk.local.drop_draft(self.draft);
        let kept = Notice::plain("Kept as the other saved it; nothing of yours was changed");
        Ok(vec![Effect::Discard(self.draft), Effect::Notify(kept)])
    }

    /// What others changed since the form was opened: where nothing was typed it is shown at once.
    pub(super) fn follow(&mut self, desk: &Desk) -> Result<(), Error> {
        let view = desk.view();
        let [record] = self.purpose.records() else { return Ok(()) };
        let Some(fresh) = view.record(record.id)? else { return Ok(()) };
        if fresh.revision == record.revision {
            return Ok(());
        }
        let base = record.clone();
        let changed = |field: &Field| fresh.get(field.name) != base.get(field.name);
        let mut labels = Vec::new();
        let (mut both, mut shown) = (false, Vec::new());
        let edits = matches!(self.purpose, Purpose::Edit { .. });
        for slot in &mut self.slots {
            let field = slot.editor.field;
            if base.register.field(field.name).is_none() || !edits || !changed(field) {
                continue;
            }
            labels.push(field.label.to_lowercase());
            if slot.editor.touched() {
                both = true;
            } else {
                slot.editor.rebase(fresh.get(field.name), view)?;
                shown.push(field);
            }
        }
        // What is shown is what further typing is based on; a void is of the record as it is.
        let voids = matches!(self.purpose, Purpose::Void { .. });
        if let [record] = self.purpose.records_mut() {
            for field in shown {
                record.set(field.name, fresh.get(field.name).cloned());
            }
            if voids {
                record.clone_from(&fresh);
            }
        }
        let who = view.entries(&crate::store::journal::Range {
            record: Some(fresh.id),
            limit: Some(1),
            ..Default::default()
        })?;
        let who = match who.first() {
            Some(entry) => {
                view.record(entry.header.actor.person)?.map_or(String::new(), |person| person.title().to_owned())
            }
            None => String::new(),
        };
        if !labels.is_empty() {
            let then = if both { "; where you both changed a field, you will be asked" } else { "; it is shown here" };
            self.meanwhile = Some(format!("{who} changed {}{then}", labels.join(", ")));
        } else if fresh.voided != base.voided || fresh.state() != base.state() {
            self.meanwhile = Some(format!("{who} changed the record meanwhile"));
        }
        Ok(())
    }
}
