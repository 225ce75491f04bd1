//! Why something was not done: the rule, and everything that is missing, each line a way to the place where it is put
//! right.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::rules::Refusal;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Doing, Scope, find};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects};
use crate::tui::keys::Key;
use crate::tui::layer::Screen;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;

/// A refusal to be looked through.
#[derive(Debug)]
pub struct RefusalView {
    attempt: String,
    lines: Vec<RefusalLine>,
    /// The line that is selected, among those that lead somewhere.
    cursor: usize,
    /// The lines in sight.
    room: Cell<usize>,
    /// The record it is about, where no form lies below that knows it.
    record: Option<RecordId>,
}

#[derive(Debug)]
struct RefusalLine {
    text: String,
    rule: bool,
    leads_to: Option<Place>,
}

/// Where something is put right.
#[derive(Debug, Clone, Copy)]
enum Place {
    Field(&'static str),
    Record(RecordId),
}

impl RefusalView {
    /// A refusal; with a record, its lines lead to forms of that record, otherwise into the form below.
    pub fn new(refusal: Refusal, record: Option<RecordId>) -> Self {
        let mut lines = Vec::new();
        for broken in refusal.broken {
            let clause = broken.clause.map_or(String::new(), |clause| format!(" ({clause})"));
            lines.push(RefusalLine { text: format!("{}{clause}", broken.rule), rule: true, leads_to: None });
            for missing in broken.missing {
                let leads_to = missing.field.map(Place::Field).or(missing.record.map(Place::Record));
                lines.push(RefusalLine { text: missing.what, rule: false, leads_to });
            }
        }
        let cursor = lines.iter().position(|line| line.leads_to.is_some()).unwrap_or(0);
        Self { attempt: refusal.attempt, lines, cursor, room: Cell::new(1), record }
    }

    fn go(&mut self, step: Step) {
        let leads = |place: usize| self.lines[place].leads_to.is_some();
        self.cursor = step.lead(self.cursor, self.room.get(), self.lines.len(), leads);
    }
}

impl Screen for RefusalView {
    fn name(&self) -> String {
        "Not done".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Refusal, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    /// Words that were meant for the form below are no commands.
    fn types(&self, key: Key) -> bool {
        let goes = [Scope::Refusal, Scope::Rows].iter().any(|scope| find(*scope, key).is_some());
        let leaves = matches!(find(Scope::Everywhere, key), Some(Doing::Command(Command::Close | Command::Help)));
        key.types() && !goes && !leaves
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::GoTo, Command::Back]
    }

    fn is_overtaken(&self) -> bool {
        true
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let leads = self.lines.get(self.cursor).is_some_and(|line| line.leads_to.is_some());
        (command == Command::GoTo && !leads).then(|| "There is nothing to be filled in; Esc goes back".to_owned())
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        match command {
            Command::GoTo => {
                let field = match self.lines.get(self.cursor).and_then(|line| line.leads_to) {
                    Some(Place::Field(field)) => field,
                    Some(Place::Record(id)) => return Ok(vec![Effect::Lead(Box::new(Answer::Lead(id)))]),
                    None => return Ok(vec![Effect::Close]),
                };
                let Some(id) = self.record else { return Ok(vec![Effect::Lead(Box::new(Answer::Field(field)))]) };
                return Ok(vec![Effect::Visit(Destination::Field(id, field))]);
            }
            other => Step::of(other).into_iter().for_each(|step| self.go(step)),
        }
        Ok(Effects::new())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(84);
        let inside = width.saturating_sub(4);
        let mut rows: Vec<(String, Role, bool)> = Vec::new();
        for (place, line) in self.lines.iter().enumerate() {
            let indent = if line.rule { 0 } else { 4 };
            if line.rule && place > 0 {
                rows.push((String::new(), Role::Text, false));
            }
            for (row, text) in wrapped(&line.text, inside.saturating_sub(indent)).into_iter().enumerate() {
                let sign = match (line.rule, row) {
                    (true, _) => "",
                    (false, 0) => canvas.look.sign("  ✖ ", "  x "),
                    (false, _) => "    ",
                };
                let role = if line.rule { Role::Strong } else { Role::Text };
                rows.push((format!("{sign}{text}"), role, place == self.cursor && line.leads_to.is_some()));
            }
        }
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(4);
        let area = centered(area, width, height);
        canvas.clear(area);
        let title = format!("{}. Nothing was changed", self.attempt);
        // Two rows of the frame, and one left free at the top.
        let room = usize::from(area.height.saturating_sub(3)).max(1);
        let at = rows.iter().rposition(|(_, _, selected)| *selected).unwrap_or(0);
        self.room.set(room);
        let top = (at + 1).saturating_sub(room);
        let note = if rows.len() > top + room { "more below" } else { "" };
        let inner = canvas.pane(area, Pane { title: &title, note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        for ((text, role, selected), y) in rows.iter().skip(top).zip(inner.y + 1..inner.bottom()) {
            if *selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, ..inner }, style);
                canvas.cursor = Some((inner.x, y).into());
            }
            canvas.put(inner.x, y, inner.width, text, if *selected { Role::Selected } else { *role });
        }
    }
}
