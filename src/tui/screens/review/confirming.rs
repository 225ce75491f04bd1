//! What the meeting confirms as done: all of it is marked at first, and nothing is confirmed before that is said.

use ratatui::layout::Rect;

use crate::domain::action::Action;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::spelling::counted;
use crate::domain::visible::fit;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice};
use crate::tui::layer::Screen;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::workflow::operation::Subject;
use crate::workflow::review::operations::{CONFIRM, of_actions};
use crate::workflow::review::{Proceedings, carried};

/// Actions that were done.
#[derive(Debug)]
pub struct Confirming {
    review: RecordId,
    rows: Vec<Row>,
    scroll: Scroll,
}

#[derive(Debug)]
struct Row {
    action: Record,
    owner: String,
    marked: bool,
}

impl Confirming {
    /// What was done and waits for a meeting.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(proceedings: &Proceedings, desk: &Desk) -> Result<Self, Error> {
        let row = |action: Record| {
            let owner = proceedings.person(Action(&action).owner()).to_owned();
            Row { action, owner, marked: true }
        };
        let rows = carried::to_confirm(desk.view())?.into_iter().map(row).collect();
        Ok(Self { review: proceedings.id(), rows, scroll: Scroll::default() })
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn marked(&self) -> Vec<RecordId> {
        self.rows.iter().filter(|row| row.marked).map(|row| row.action.id).collect()
    }

    fn words(&self) -> String {
        let marked = self.marked().len();
        format!("y confirms {marked} of {} as done, for the meeting.", counted(self.rows.len(), "action", "actions"))
    }
}

impl Screen for Confirming {
    fn name(&self) -> String {
        "Confirm what was done".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Confirming, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, ConfirmThem, TakeAll, TakeOrLeave};
        &[ConfirmThem, TakeOrLeave, TakeAll, Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let none = command == Command::ConfirmThem && self.marked().is_empty();
        none.then(|| "Nothing is marked; Space marks an action".to_owned())
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.go(step, self.rows.len());
            return Ok(Effects::new());
        }
        match command {
            Command::TakeOrLeave => {
                let count = self.rows.len();
                if let Some(row) = self.rows.get_mut(self.scroll.cursor()) {
                    row.marked = !row.marked;
                    self.scroll.go(Step::Down, count);
                }
            }
            Command::TakeAll => {
                let all = self.rows.iter().all(|row| row.marked);
                self.rows.iter_mut().for_each(|row| row.marked = !all);
            }
            Command::ConfirmThem => {
                let (subject, said) = (Subject::of(self.review), of_actions(&self.marked()));
                return Ok(vec![Effect::Close, Effect::OperateWith(&CONFIRM, subject, said)]);
            }
            Command::Open => return Ok(Notice::plain(self.words()).into()),
            _ => {}
        }
        Ok(Effects::new())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(96);
        let height = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(4);
        let area = centered(area, width, height);
        canvas.clear(area);
        let note = format!("{} of {} marked", self.marked().len(), self.rows.len());
        let inner = canvas.pane(area, Pane { title: "Confirm what was done", note: &note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let room = usize::from(inner.height.saturating_sub(2));
        let longest = self.rows.iter().map(|row| row.owner.chars().count()).max().unwrap_or(0);
        let owner = u16::try_from(longest).unwrap_or(u16::MAX).min(inner.width / 3);
        for (place, y) in self.scroll.window(room, self.rows.len()).zip(inner.y..) {
            let row = &self.rows[place];
            let chosen = place == self.scroll.cursor();
            let role = |role| if chosen { Role::Selected } else { role };
            if chosen {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, ..inner }, style);
                canvas.cursor = Some((inner.x, y).into());
            }
            let mark = if row.marked { canvas.look.sign("✓", "+") } else { canvas.look.sign("·", ".") };
            canvas.put(inner.x, y, 2, mark, role(if row.marked { Role::Good } else { Role::Quiet }));
            canvas.put(inner.x + 2, y, 6, &row.action.reference().to_string(), role(Role::Quiet));
            let title = inner.width.saturating_sub(owner + 11);
            canvas.put(inner.x + 8, y, title, row.action.title(), role(Role::Text));
            let who = fit(&row.owner, owner.into());
            canvas.put(inner.right().saturating_sub(owner), y, owner, &who, role(Role::Quiet));
        }
        if inner.height > 1 {
            canvas.put(inner.x, inner.bottom() - 1, inner.width, &self.words(), Role::Text);
        }
    }
}
