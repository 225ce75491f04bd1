//! Two people changed the same fields of one record: both sides, field by field, and the choice between them.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::store::Error;
use crate::store::error::Conflict;
use crate::tui::canvas::{Canvas, Pane, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice};
use crate::tui::layer::Screen;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;

/// A conflict to be settled.
#[derive(Debug)]
pub struct ConflictView {
    conflict: Conflict,
    sides: Vec<Sides>,
    /// For each field whether ours stands; nothing until it was chosen.
    chosen: Vec<Option<bool>>,
    cursor: usize,
    /// Rows that were scrolled past, for texts longer than the window.
    past: usize,
    /// The rows in sight.
    room: Cell<usize>,
}

/// A field in words.
#[derive(Debug)]
struct Sides {
    before: String,
    theirs: String,
    mine: String,
    by: String,
}

impl ConflictView {
    /// The conflict in words.
    pub fn new(conflict: Conflict, desk: &Desk) -> Result<Self, Error> {
        let view = desk.view();
        let zone = desk.circumstances()?.zone;
        let mut sides = Vec::new();
        for field in &conflict.fields {
            let shown = |value: &Option<_>| match value {
                Some(value) => view.shown(field.field, value),
                None => Ok("nothing".to_owned()),
            };
            let by = match field.by {
                Some((person, at)) => {
                    let person = view.record(person)?.map_or(String::new(), |person| person.title().to_owned());
                    format!("{person}, {}", at.with_timezone(&zone).format("%-d %b %H:%M"))
                }
                None => String::new(),
            };
            sides.push(Sides {
                before: shown(&field.before)?,
                theirs: shown(&field.theirs)?,
                mine: shown(&field.yours)?,
                by,
            });
        }
        let chosen = vec![None; sides.len()];
        Ok(Self { conflict, sides, chosen, cursor: 0, past: 0, room: Cell::new(1) })
    }

    fn choose(&mut self, mine: bool) {
        if let Some(slot) = self.chosen.get_mut(self.cursor) {
            *slot = Some(mine);
        }
        // On to the next field that is still open.
        if let Some(next) = self.chosen.iter().position(Option::is_none) {
            self.cursor = next;
        }
    }
}

impl Screen for ConflictView {
    fn name(&self) -> String {
        "Conflict".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Conflict, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Theirs, Command::Mine, Command::Resolve, Command::Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let open = self.chosen.iter().filter(|chosen| chosen.is_none()).count();
        (command == Command::Resolve && open > 0)
            .then(|| format!("Choose first: {open} to go. Left keeps theirs, Right puts yours in its place"))
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        match (Step::of(command), self.room.get()) {
            // A page goes through a text that is longer than the window.
            (Some(step @ (Step::PageDown | Step::HalfDown)), room) => self.past += step.rows(room),
            (Some(step @ (Step::PageUp | Step::HalfUp)), room) => {
                self.past = self.past.saturating_sub(step.rows(room));
            }
            (Some(step), room) => self.cursor = step.lead(self.cursor, room, self.sides.len(), |_| true),
            (None, _) => {}
        }
        match command {
            Command::Theirs => self.choose(false),
            Command::Mine => self.choose(true),
            Command::Resolve => {
                let chosen: Option<Vec<bool>> = self.chosen.iter().copied().collect();
                let Some(chosen) = chosen else { return Ok(Notice::watch("Choose for each field first").into()) };
                let answer = Answer::Resolved(self.conflict.clone(), chosen);
                return Ok(vec![Effect::Answer(Box::new(answer))]);
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    fn unsaved(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let title = format!("{} was changed by someone else first", self.conflict.reference);
        let note = format!("{} of {} chosen", self.chosen.iter().flatten().count(), self.chosen.len());
        let inner = canvas.pane(area, Pane { title: &title, note: &note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        canvas.put(
            inner.x,
            inner.y,
            inner.width,
            "Nothing of either is lost. Choose which stands, field by field.",
            Role::Quiet,
        );
        let half = inner.width.saturating_sub(3) / 2;
        let mut rows: Vec<Row> = Vec::new();
        for (place, (sides, field)) in self.sides.iter().zip(&self.conflict.fields).enumerate() {
            let pointed = place == self.cursor;
            rows.push(Row {
                kind: Kind::Field(pointed),
                left: field.field.label.to_owned(),
                right: format!("was {}", sides.before),
            });
            let chosen = self.chosen[place];
            rows.push(Row {
                kind: Kind::Head(chosen),
                left: format!("Theirs, by {}", sides.by),
                right: "Yours".to_owned(),
            });
            let (theirs, mine) = (wrapped(&sides.theirs, half), wrapped(&sides.mine, half));
            for row in 0..theirs.len().max(mine.len()) {
                let text = |lines: &[String]| lines.get(row).cloned().unwrap_or_default();
                rows.push(Row { kind: Kind::Words(chosen), left: text(&theirs), right: text(&mine) });
            }
            rows.push(Row { kind: Kind::Words(None), left: String::new(), right: String::new() });
        }
        let room = usize::from(inner.height.saturating_sub(2));
        let at = rows.iter().position(|row| row.kind == Kind::Field(true)).unwrap_or(0);
        self.room.set(room);
        let top = if at + 4 > room { at } else { 0 };
        let top = (top + self.past).min(rows.len().saturating_sub(room).max(top));
        for (row, y) in rows.iter().skip(top).zip(inner.y + 2..inner.bottom()) {
            row.draw(canvas, Rect { y, height: 1, ..inner }, half);
        }
    }
}

struct Row {
    kind: Kind,
    left: String,
    right: String,
}

#[derive(PartialEq)]
enum Kind {
    /// The name of a field, and whether it is pointed at.
    Field(bool),
    Head(Option<bool>),
    Words(Option<bool>),
}

impl Row {
    fn draw(&self, canvas: &mut Canvas, area: Rect, half: u16) {
        let right = area.x + half + 3;
        match self.kind {
            Kind::Field(pointed) => {
                let role = if pointed { Role::Selected } else { Role::Strong };
                if pointed {
                    let style = canvas.look.style(Role::Selected);
                    canvas.paint(area, style);
                    canvas.cursor = Some((area.x, area.y).into());
                }
                let used = canvas.put(area.x, area.y, area.width, &self.left, role) + 2;
                let role = if pointed { Role::Selected } else { Role::Quiet };
                canvas.put(area.x + used, area.y, area.width.saturating_sub(used), &self.right, role);
            }
            Kind::Head(chosen) => {
                for (x, text, side) in [(area.x, &self.left, false), (right, &self.right, true)] {
                    let taken = chosen == Some(side);
                    let sign = if taken { canvas.look.sign("✓ ", "+ ") } else { "  " };
                    let role = if taken { Role::Good } else { Role::Quiet };
                    let used = canvas.put(x, area.y, half, sign, role).max(2);
                    canvas.put(x + used, area.y, half.saturating_sub(used), text, role);
                }
            }
            Kind::Words(chosen) => {
                for (x, text, side) in [(area.x, &self.left, false), (right, &self.right, true)] {
                    let role = if chosen == Some(!side) { Role::Quiet } else { Role::Text };
                    canvas.put(x + 2, area.y, half.saturating_sub(2), text, role);
                }
            }
        }
    }
}
