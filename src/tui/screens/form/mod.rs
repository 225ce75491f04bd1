//! Something being typed: a new record, changes, a move with what it asks for. Every key is kept a moment later, so that
//! nothing typed is ever lost.

mod attested;
mod drafts;
mod draw;
mod editor;
mod picks;
mod preset;
mod purpose;
mod reading;
mod saving;

use std::cell::Cell;
use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::Refusal;
use crate::domain::value::Value;
use crate::store::local::{Draft, DraftId, HeldDraft};
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, centered};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::layer::Screen;
use crate::tui::takeover;
use crate::tui::told::Told;
use crate::workflow::hashing::Fingerprint;

use super::conflict::ConflictView;
use super::detail::Item;
use super::question::Question;
use super::refusal::RefusalView;
use editor::{Body, Editor, Hint};
pub use preset::Preset;
pub use purpose::{Purpose, records_of};
use reading::Reading;

/// How long a draft is waited for when its form is left.
const MOMENT: Duration = Duration::from_millis(500);

/// A form.
#[derive(Debug)]
pub struct Form {
    purpose: Purpose,
    slots: Vec<Slot>,
    focus: usize,
    draft: DraftId,
    /// Whether the draft is kept beside the file, so that closing must not lose it.
    kept: bool,
    /// A draft of the same subject from earlier, and when it was kept.
    offered: Option<(Draft, String)>,
    /// One that another session of the same user has open, and when it was last typed at.
    held: Option<(HeldDraft, String)>,
    refusal: Option<Refusal>,
    /// Fields of single records that stay as others saved them, where several records are edited at once.
    theirs: Vec<(RecordId, &'static str)>,
    /// A large file that is being read before it is saved, those that were read, and whether saving goes on now.
    reading: Option<Reading>,
    read: Vec<(PathBuf, Fingerprint)>,
    goes_on: bool,
    /// What is to be read of the record before it is attested.
    about: Vec<Item>,
    /// What others did to the record meanwhile.
    meanwhile: Option<String>,
    /// What it is called, where that says under what something is put on record.
    heading: Option<String>,
    top: Cell<usize>,
    /// How many fields were in sight when it was drawn last.
    seen: Cell<usize>,
}

/// A field with its editor.
#[derive(Debug)]
struct Slot {
    editor: Editor,
    /// What is wrong with it, as the last attempt to save found.
    wrong: Option<String>,
    hint: Hint,
    /// What is to be known while it is filled in.
    told: Option<String>,
}

impl Form {
    /// A fresh form. A draft of the same subject from earlier is offered in it.
    pub fn open(purpose: Purpose, desk: &Desk) -> Result<Self, Error> {
        let view = desk.view();
        let mut slots = Vec::new();
        let among = purpose.among(desk)?;
        for (field, value) in purpose.fields(desk)? {
            let mut editor = Editor::new(field, value.as_ref(), view)?;
            if let Body::Picks(picks) = &mut editor.body {
                picks.leave_out(purpose.records(), view)?;
                if let Some((_, only)) = among.iter().find(|(one, _)| *one == field) {
                    picks.only(only, view)?;
                }
            }
            let hint = editor.hint(desk);
            slots.push(Slot { editor, wrong: None, hint, told: None });
        }
        let heading = purpose.heading(desk)?;
        let subject = purpose.subject();
        let offered = desk.local.drafts().into_iter().find(|draft| draft.subject == subject);
        let zone = desk.circumstances()?.zone;
        let offered = offered.map(|draft| {
            let at = draft.saved_at.with_timezone(&zone).format("%-d %B %H:%M").to_string();
            (draft, at)
        });
        let held = desk.local.held_drafts().into_iter().find(|held| held.draft.subject == subject);
        let held = held.map(|held| {
            let last = takeover::last_key(&held, desk.store.ambient().now());
            (held, last)
        });
        let moves = matches!(purpose, Purpose::Move { .. } | Purpose::Do { .. });
        let focus = slots.iter().position(|slot: &Slot| moves && slot.editor.is_empty()).unwrap_or(0);
        let mut form = Self {
            purpose,
            slots,
            focus,
            draft: DraftId::new(),
            kept: false,
            offered,
            held,
            refusal: None,
            theirs: Vec::new(),
            reading: None,
            read: Vec::new(),
            goes_on: false,
            about: Vec::new(),
            meanwhile: None,
            heading,
            top: Cell::new(0),
            seen: Cell::new(0),
        };
        form.prepare_to_attest(desk)?;
        Ok(form)
    }

    /// The form of a draft, as it was left; `None` where what it was about is gone.
    pub fn resume(draft: &Draft, desk: &Desk) -> Result<Option<Self>, Error> {
        let Some(purpose) = Purpose::of_draft(draft, desk)? else { return Ok(None) };
        let Some(draft) = desk.local.claim(draft.id) else { return Ok(None) };
        let mut form = Self::open(purpose, desk)?;
        form.take_up(&draft, desk)?;
        Ok(Some(form))
    }

    /// The form, with the focus on a field.
    pub fn focused_on(mut self, field: &str) -> Self {
        self.go_to(field);
        self
    }

    /// The form, with the focus on the first field that is still to be filled in.
    pub fn beginning(mut self) -> Self {
        self.focus = self.slots.iter().position(|slot| slot.editor.is_empty()).unwrap_or(0);
        self
    }

    /// The form, with what is to be known of a field while it is filled in.
    pub fn telling(mut self, field: &'static Field, words: String) -> Self {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.editor.field == field) {
            slot.told = Some(words);
        }
        self
    }

    /// The form with a value put forward in a field, as if it had been typed there.
    pub fn proposing(mut self, field: &'static Field, value: &Value, desk: &Desk) -> Result<Self, Error> {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.editor.field == field) {
            slot.editor.propose(value, desk.view())?;
            slot.hint = slot.editor.hint(desk);
        }
        Ok(self)
    }

    fn take_up(&mut self, draft: &Draft, desk: &Desk) -> Result<(), Error> {
        let view = desk.view();
        self.draft = draft.id;
        self.offered = None;
        for typed in &draft.fields {
            self.ask_also(&typed.field, desk)?;
            if let Some(slot) = self.slots.iter_mut().find(|slot| slot.editor.field.is_called(&typed.field)) {
                slot.editor.restore(typed, view)?;
            }
        }
        // The edit was begun on an earlier revision: what changed since is a conflict to be shown, not overwritten.
        let edits = matches!(self.purpose, Purpose::Edit { .. });
        if self.purpose.leaves_empty() {
            self.meanwhile =
                Some("These records may have changed since you began; look at them before you save".to_owned());
        }
        if let (Some((id, revision)), [record], true) = (draft.record, self.purpose.records_mut(), edits)
            && record.id == id
            && revision < record.revision
            && let Ok(seen) = crate::workflow::past::at_revision(view, record, revision)
        {
            self.meanwhile =
                Some("It was changed since you began; where you both changed a field, you will be asked".to_owned());
            *record = seen;
        }
        if self.meanwhile.is_none() {
            let at = draft.saved_at.with_timezone(&desk.circumstances()?.zone).format("%-d %B %H:%M");
            self.meanwhile = Some(format!("This is the draft of {at}"));
        }
        self.keep(desk);
        Ok(())
    }

    /// Asks for a field that is not always asked for, once it is found that it is needed.
    fn ask_also(&mut self, name: &str, desk: &Desk) -> Result<(), Error> {
        let shown = self.slots.iter().any(|slot| slot.editor.field.is_called(name));
        let Some(field) = self.purpose.asks_also(name).filter(|_| !shown) else { return Ok(()) };
        let editor = Editor::new(field, None, desk.view())?;
        let hint = editor.hint(desk);
        self.slots.push(Slot { editor, wrong: None, hint, told: None });
        Ok(())
    }

    fn go_to(&mut self, field: &str) -> bool {
        let place = self.slots.iter().position(|slot| slot.editor.field.name == field);
        if let Some(place) = place {
            self.focus = place;
        }
        place.is_some()
    }

    fn touched(&self) -> bool {
        self.slots.iter().any(|slot| slot.editor.touched())
    }

    fn slot(&mut self) -> Option<&mut Slot> {
        self.slots.get_mut(self.focus)
    }

    fn as_draft(&self, desk: &Desk) -> Draft {
        let record = match self.purpose.records() {
            [one] => Some((one.id, one.revision)),
            _ => None,
        };
        let touched = self.slots.iter().filter(|slot| slot.editor.touched());
        Draft {
            id: self.draft,
            subject: self.purpose.subject(),
            label: self.purpose.short_title(),
            saved_at: desk.store.ambient().now(),
            record,
            fields: touched.map(|slot| slot.editor.typed()).collect(),
        }
    }

    /// Keeps what is typed; where nothing is, there is no draft.
    fn keep(&mut self, desk: &Desk) {
        for slot in &mut self.slots {
            slot.hint = slot.editor.hint(desk);
        }
        if self.touched() {
            desk.local.keep_draft(&self.as_draft(desk));
            self.kept = true;
        } else if self.kept {
            desk.local.drop_draft(self.draft);
            self.kept = false;
        }
    }

    /// Takes the choice that was typed, or pointed at where Enter says so, if the field in focus has one.
    fn settle(&mut self, view: View, pointed: bool) -> Result<bool, Error> {
        match self.slot().map(|slot| &mut slot.editor.body) {
            Some(Body::Picks(picks)) if pointed || !picks.input.is_empty() => picks.take(view),
            _ => Ok(false),
        }
    }

    fn step(&mut self, down: bool) {
        let last = self.slots.len().saturating_sub(1);
        self.focus = if down { (self.focus + 1).min(last) } else { self.focus.saturating_sub(1) };
    }
}

impl Screen for Form {
    fn name(&self) -> String {
        self.purpose.short_title()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Everywhere]
    }

    fn typing(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        matches!(self.purpose, Purpose::Do { .. })
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, Discard, Missing, NextField, Resume, Save, TakeField};
        match (self.offered.is_some() || self.held.is_some(), self.refusal.is_some()) {
            (true, _) => &[Save, NextField, Resume, Back, Discard],
            (_, true) => &[Save, NextField, Missing, Back, Discard],
            _ => &[Save, NextField, TakeField, Back, Discard],
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::Save => desk.why_not_write(),
            Command::Missing => self.refusal.is_none().then(|| "Nothing was refused yet".to_owned()),
            Command::Resume => {
                let none = self.offered.is_none() && self.held.is_none();
                none.then(|| "No draft of this is kept".to_owned())
            }
            Command::Discard => (!self.touched()).then(|| "Nothing was typed yet; Esc goes back".to_owned()),
            _ => None,
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let view = desk.view();
        match command {
            Command::Save => return self.save(desk),
            Command::NextField | Command::PreviousField => {
                self.settle(view, false)?;
                self.step(command == Command::NextField);
                self.keep(desk);
            }
            Command::FieldsDown | Command::FieldsUp => {
                self.settle(view, false)?;
                // A page is what is in sight, less the field that stays.
                for _ in 1..self.seen.get().clamp(2, self.slots.len().max(2)) {
                    self.step(command == Command::FieldsDown);
                }
                self.keep(desk);
            }
            Command::FieldDown | Command::FieldUp => {
                let down = command == Command::FieldDown;
                let within = match self.slot().map(|slot| &mut slot.editor.body) {
                    Some(Body::Picks(picks)) => picks.go(down),
                    Some(Body::Text(input)) => {
                        let (top, bottom) = input.at_edge();
                        let stays = if down { !bottom } else { !top };
                        if stays {
                            let code =
                                if down { crossterm::event::KeyCode::Down } else { crossterm::event::KeyCode::Up };
                            input.input(code.into());
                        }
                        stays
                    }
                    None => true,
                };
                if !within {
                    self.step(down);
                }
            }
            Command::TakeField => {
                let took = self.settle(view, true)?;
                let stays = match self.slot().map(|slot| &mut slot.editor) {
                    Some(Editor { body: Body::Text(input), field, .. }) if field.kind == Kind::LongText => {
                        input.input(crossterm::event::KeyCode::Enter.into());
                        true
                    }
                    Some(Editor { body: Body::Picks(picks), .. }) => took && picks.is_many(),
                    _ => false,
                };
                if !stays {
                    self.step(true);
                }
                self.keep(desk);
            }
            Command::Missing => {
                if let Some(refusal) = self.refusal.clone() {
                    return Ok(open(RefusalView::new(refusal, None)));
                }
            }
            Command::Resume => {
                if let Some((draft, _)) = self.offered.take() {
                    let Some(draft) = desk.local.claim(draft.id) else {
                        return Ok(Notice::watch("That draft is open elsewhere, or was saved or thrown away").into());
                    };
                    desk.local.park_draft(self.draft);
                    let mut fresh = Self::open(self.purpose.clone(), desk)?;
                    fresh.take_up(&draft, desk)?;
                    fresh.offered = None;
                    *self = fresh;
                    return Ok(Notice::plain("Going on with the draft").into());
                }
                if let Some((held, _)) = &self.held {
                    let now = desk.store.ambient().now();
                    return Ok(open(takeover::ask(held.clone(), now, vec![Effect::Close])));
                }
            }
            Command::Discard => {
                let lines = vec![format!("What you typed into “{}” is thrown away for good.", self.purpose.title())];
                let then = vec![Effect::Discard(self.draft)];
                return Ok(open(Question::new("Discard the draft?", lines, "Throw it away", then)));
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        if let Some(slot) = self.slot()
            && slot.editor.input(key, desk)?
        {
            slot.wrong = None;
            self.keep(desk);
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Result<Effects, Error> {
        if let Some(slot) = self.slot() {
            slot.editor.paste(text, desk)?;
            slot.wrong = None;
            self.keep(desk);
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.reading.take().is_some() {
            return Ok(Some(Notice::plain("Reading was given up; nothing was saved").into()));
        }
        if !self.touched() {
            return Ok(None);
        }
        self.keep(desk);
        desk.local.park_draft(self.draft);
        // What can't be kept is not left.
        desk.local.flush(MOMENT);
        let kept = match desk.local.trouble() {
            None => Notice::plain("Draft kept; D shows the drafts"),
            Some(_) if desk.local.in_memory() => Notice::watch("Draft kept until Gavel ends; D shows the drafts"),
            Some(why) => {
                let told =
                    format!("It stays here, since no draft can be kept: {why}. Save it, or discard it with Ctrl-X");
                return Ok(Some(Notice::bad(told).into()));
            }
        };
        Ok(Some(vec![Effect::Close, Effect::Notify(kept)]))
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let free = desk.local.drafts();
        self.offered.take_if(|(offered, _)| !free.iter().any(|draft| draft.id == offered.id));
        self.follow(desk)
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        match answer {
            Answer::Field(name) => {
                if self.go_to(name) {
                    return Ok(Effects::new());
                }
                match self.purpose.records() {
                    [one] => Ok(vec![Effect::Visit(Destination::Field(one.id, name))]),
                    _ => Ok(Notice::watch("That is put right outside this form; Esc keeps what you typed").into()),
                }
            }
            Answer::Resolved(conflict, mine) => self.resolve(&conflict, &mine, desk),
            _ => Ok(Effects::new()),
        }
    }

    fn refused(&mut self, error: Error, desk: &Desk) -> Result<Effects, Error> {
        match error {
            Error::Refused(refusal) => {
                let asked = self.slots.len();
                for missing in refusal.broken.iter().flat_map(|broken| &broken.missing) {
                    let name = missing.field;
                    name.map_or(Ok(()), |name| self.ask_also(name, desk))?;
                    let slot = self.slots.iter_mut().find(|slot| Some(slot.editor.field.name) == name);
                    if let Some(slot) = slot {
                        slot.wrong = Some(missing.what.clone());
                    }
                }
                if self.slots.len() > asked {
                    self.focus = asked;
                }
                self.refusal = Some(refusal.clone());
                Ok(open(RefusalView::new(refusal, None)))
            }
            Error::Conflict(conflict) => Ok(open(ConflictView::new(*conflict, desk)?)),
            // What was typed holds; what is written out with it is written from the records as they are now.
            Error::Stale => self.save(desk),
            other => Err(other),
        }
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        self.read_on(told);
        Ok(Effects::new())
    }

    fn goes_on(&self) -> bool {
        self.goes_on
    }

    fn written(&mut self, desk: &Desk) -> Result<Effects, Error> {
        desk.local.drop_draft(self.draft);
        self.remember_how(desk);
        Ok(Effects::new())
    }

    fn unsaved(&self) -> bool {
        self.touched()
    }

    fn closing(&mut self, desk: &Desk) {
        if self.touched() {
            self.keep(desk);
            desk.local.park_draft(self.draft);
        }
    }

    fn opened(&self) -> Option<RecordId> {
        match self.purpose.records() {
            [one] => Some(one.id),
            _ => None,
        }
    }

    fn subjects(&self) -> Vec<&Record> {
        self.purpose.records().iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        match &self.purpose {
            Purpose::Create { register, .. } => Some(register),
            other => other.records().first().map(|record| record.register),
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        if !self.floats() {
            return self.draw_form(canvas, area);
        }
        // The meeting stays in sight behind it.
        let height = u16::try_from(self.slots.len()).unwrap_or(u16::MAX).saturating_add(12);
        let area = centered(area, area.width.saturating_sub(4).min(96), height.min(area.height.saturating_sub(2)));
        canvas.clear(area);
        self.draw_form(canvas, area);
    }
}
