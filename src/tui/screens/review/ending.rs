//! How the item in session ends, with a key for each way; the meeting then goes on to the next one.

use ratatui::layout::Rect;

use crate::domain::record::Record;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::theme::Role;
use crate::workflow::operation::Subject;
use crate::workflow::review::operations::{AGENDA_ITEM, DEFERRED, DISCUSSED_AND_ON, LEFT_OPEN, NOTED};
use crate::workflow::review::{Proceedings, agenda, session};

/// The ways in which it ends.
const WAYS: [(Command, usize); 4] = [
    (Command::EndDiscussed, DISCUSSED_AND_ON),
    (Command::EndNoted, NOTED),
    (Command::EndDeferred, DEFERRED),
    (Command::LeaveOpen, LEFT_OPEN),
];

/// How an item ends.
#[derive(Debug)]
pub struct Ending {
    item: String,
    subject: Subject,
    /// The item to which the meeting goes on.
    next: Option<String>,
    /// Whether there is one behind it, so that it can be left open.
    leaves: bool,
}

impl Ending {
    /// How the item in session ends.
    pub fn of(proceedings: &Proceedings, item: &Record) -> Self {
        Self {
            item: agenda::words(item),
            subject: Subject::of(proceedings.id()).part(Some(item.id)),
            next: session::following(proceedings).map(agenda::words),
            leaves: session::neighbour(proceedings, false).is_some(),
        }
    }

    /// The ways that there are: nothing is left open where there is nothing to go on to.
    fn ways(&self) -> &'static [(Command, usize)] {
        if self.leaves { &WAYS } else { &WAYS[..WAYS.len() - 1] }
    }
}

impl Screen for Ending {
    fn name(&self) -> String {
        "End the item".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Ending, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, EndDeferred, EndDiscussed, EndNoted, LeaveOpen};
        &[EndDiscussed, EndNoted, EndDeferred, LeaveOpen, Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let nowhere = command == Command::LeaveOpen && !self.leaves;
        nowhere.then(|| "No open item stands behind it".to_owned())
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        let way = WAYS.iter().find(|(one, _)| *one == command).map(|(_, way)| *way);
        Ok(way.map_or_else(Effects::new, |way| vec![Effect::Close, Effect::OperateOn(&AGENDA_ITEM, way, self.subject)]))
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(76);
        let inside = width.saturating_sub(4);
        let mut rows: Vec<(&str, String, Role)> = Vec::new();
        for (command, way) in self.ways() {
            let (entry, way) = (command.entry(), &AGENDA_ITEM.ways[*way]);
            rows.push((entry.key(), way.name.to_owned(), Role::Strong));
            rows.extend(wrapped(way.help, inside.saturating_sub(5)).into_iter().map(|line| ("", line, Role::Quiet)));
        }
        let on = self.next.as_ref().map_or("It is the last item.".to_owned(), |next| format!("Then comes {next}."));
        let height = u16::try_from(rows.len() + 4).unwrap_or(u16::MAX);
        let area = centered(area, width, height.min(area.height));
        canvas.clear(area);
        let title = format!("How does it end? {}", self.item);
        let inner = canvas.pane(area, Pane { title: &title, note: "", focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        for ((key, words, role), y) in rows.iter().zip(inner.y..inner.bottom()) {
            canvas.put(inner.x, y, 4, key, Role::Accent);
            canvas.put(inner.x + 4, y, inner.width.saturating_sub(4), words, *role);
        }
        if inner.height > 0 {
            canvas.put(inner.x, inner.bottom() - 1, inner.width, &on, Role::Text);
            canvas.cursor = Some((inner.x, inner.y).into());
        }
    }
}
