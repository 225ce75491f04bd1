//! A line for words that come at the wrong moment, whatever else is open: kept as it is typed, and filed later from the
//! drafts, under the item that was in session.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::note::{self, NoteField};
use crate::store::Error;
use crate::store::local::{Draft, DraftId, Typed};
use crate::tui::canvas::{Canvas, Pane, centered};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::theme::Role;
use crate::workflow::operation::Subject;
use crate::workflow::review::operations::NOTE;
use crate::workflow::review::{self, Proceedings};

use super::form::Purpose;

/// The widest line.
const WIDTH: u16 = 76;

/// A line of words to be filed later.
#[derive(Debug)]
pub struct Scratch {
    draft: Draft,
    input: TextInput,
}

impl Scratch {
    /// An empty line. Where a meeting is in session, what is typed becomes a note of it.
    pub fn new(desk: &Desk) -> Result<Self, Error> {
        let purpose = purpose(desk)?;
        let draft = Draft {
            id: DraftId::new(),
            subject: purpose.subject(),
            label: purpose.short_title(),
            saved_at: desk.store.ambient().now(),
            record: None,
            fields: Vec::new(),
        };
        Ok(Self { draft, input: TextInput::line("") })
    }

    /// Keeps what stands there; nothing where nothing does.
    fn keep(&mut self, desk: &Desk) {
        let text = self.input.text();
        if text.trim().is_empty() {
            return desk.local.drop_draft(self.draft.id);
        }
        let field = NoteField::Text.field().name.to_owned();
        self.draft.fields = vec![Typed { field, text, picked: Vec::new() }];
        self.draft.saved_at = desk.store.ambient().now();
        desk.local.keep_draft(&self.draft);
    }
}

/// What the words become: a note under the item that is in session, or about whatever is named then.
fn purpose(desk: &Desk) -> Result<Purpose, Error> {
    let meeting = review::current(desk.view())?.map(|id| Proceedings::of(desk.view(), id)).transpose()?.flatten();
    let item = meeting.as_ref().and_then(|meeting| Some((meeting.id(), meeting.current()?.id)));
    Ok(match item {
        Some((meeting, item)) => {
            Purpose::Do { operation: &NOTE, way: 0, subject: Subject::of(meeting).part(Some(item)) }
        }
        None => Purpose::Create { register: &note::REGISTER, about: Vec::new(), preset: Vec::new() },
    })
}

impl Screen for Scratch {
    fn name(&self) -> String {
        "For later".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Scratch, Scope::Everywhere]
    }

    fn typing(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::KeepWords, Command::Back]
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        if self.input.input(key) {
            self.keep(desk);
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Result<Effects, Error> {
        self.input.paste(text);
        self.keep(desk);
        Ok(Effects::new())
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        let mut effects = Effects::new();
        if command == Command::KeepWords {
            effects.push(Effect::Close);
        }
        Ok(effects)
    }

    fn closing(&mut self, desk: &Desk) {
        self.keep(desk);
        desk.local.park_draft(self.draft.id);
    }

    fn unsaved(&self) -> bool {
        !self.input.is_empty()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let area = centered(area, area.width.saturating_sub(4).min(WIDTH), 4);
        canvas.clear(area);
        let inner = canvas.pane(area, Pane { title: "For later", note: "", focused: true });
        let line = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: inner.height.min(1), ..inner };
        canvas.cursor = self.input.draw(canvas, line, true).or(canvas.cursor);
        let told = "Kept as you type; D lists it and files it.";
        if inner.height > 1 {
            canvas.put(line.x, line.y + 1, line.width, told, Role::Quiet);
        }
    }
}
