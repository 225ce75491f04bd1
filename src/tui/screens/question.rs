//! Something to be agreed to before it is done. Undo is agreed to by Enter alone: letters may be words that were typed for
//! something else.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice};
use crate::tui::layer::Screen;
use crate::tui::theme::Role;

/// A question that yes or no answers.
#[derive(Debug)]
pub struct Question {
    title: String,
    /// What will be done, and to what.
    lines: Vec<String>,
    /// What yes does: `Take back`.
    yes: &'static str,
    then: Effects,
    /// Whether Enter alone means yes, and every other key no.
    strict: bool,
}

impl Question {
    /// A question that names what yes does.
    pub fn new(title: impl Into<String>, lines: Vec<String>, yes: &'static str, then: Effects) -> Self {
        Self { title: title.into(), lines, yes, then, strict: false }
    }

    /// The same; Enter alone means yes, and every other key no.
    pub fn by_enter_alone(self) -> Self {
        Self { strict: true, ..self }
    }
}

impl Screen for Question {
    fn name(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.strict { &[Scope::Turning] } else { &[Scope::Question] }
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        if self.strict { &[Command::Turn, Command::LeaveIt] } else { &[Command::Yes, Command::No] }
    }

    fn typing(&self) -> bool {
        self.strict
    }

    fn typed(&mut self, _: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        self.pasted("", desk)
    }

    fn pasted(&mut self, _: &str, _: &Desk) -> Result<Effects, Error> {
        Ok(vec![Effect::Close, Effect::Notify(Notice::watch("Left as it is: only Enter does that"))])
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        let mut effects = vec![Effect::Close];
        if matches!(command, Command::Yes | Command::Turn) {
            effects.append(&mut self.then);
        }
        Ok(effects)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(76);
        let lines: Vec<_> = self.lines.iter().flat_map(|line| wrapped(line, width.saturating_sub(4))).collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let area = centered(area, width, height);
        canvas.clear(area);
        let inner = canvas.pane(area, Pane { title: &self.title, note: "", focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let all = usize::from(inner.height.saturating_sub(2)) >= lines.len();
        // Where there is no room for all, the empty line goes first, and the last one says what is not seen.
        let room = inner.height.saturating_sub(if all { 2 } else { 1 });
        let shown = if all { lines.len() } else { usize::from(room).saturating_sub(1) };
        let more = format!("… {} more lines: make the window larger", lines.len() - shown);
        let seen = lines[..shown].iter().chain((!all).then_some(&more));
        for (line, y) in seen.zip(inner.y..inner.y + room) {
            canvas.put(inner.x, y, inner.width, line, if *line == more { Role::Watch } else { Role::Text });
        }
        if inner.height > 0 {
            let y = inner.bottom() - 1;
            let mut x = inner.x;
            let (yes, no) = if self.strict { ("Enter", "Esc") } else { ("y", "n") };
            for (key, words) in [(yes, self.yes), (no, "No")] {
                x += canvas.put(x, y, inner.right().saturating_sub(x), key, Role::Accent) + 1;
                x += canvas.put(x, y, inner.right().saturating_sub(x), words, Role::Text) + 3;
            }
        }
    }
}
