//! Drawing a case: its panes beside each other where there is room, one at a time where there is not.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::store::view::named;
use crate::tui::canvas::{Canvas, Pane, WIDE};
use crate::tui::screens::detail;
use crate::tui::theme::Role;

use super::{CaseView, PARTS, Part};

impl CaseView {
    fn title(&self, part: Part) -> String {
        match part {
            Part::Steps => "Steps".to_owned(),
            Part::Facts => "What it is".to_owned(),
            Part::Causes => "Causes".to_owned(),
            Part::Work => "What is done about it".to_owned(),
            Part::History => "What happened".to_owned(),
        }
    }

    fn note(&self, part: Part) -> String {
        match part {
            Part::Steps => self.case.record.state_label().unwrap_or_default(),
            Part::Facts if self.case.record.voided => "voided".to_owned(),
            Part::Facts => String::new(),
            Part::Causes => match (self.case.causes.len(), self.case.earlier_causes) {
                (some, 0) => some.to_string(),
                (some, earlier) => format!("{some}, {earlier} of earlier cycles"),
            },
            Part::Work => {
                let counted = self.case.work.iter().filter(|work| work.counts).count();
                let word = if counted == 1 { "action" } else { "actions" };
                format!("{counted} corrective {word}")
            }
            Part::History => self.happened.clone(),
        }
    }

    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed || area.width < WIDE {
            return vec![(self.focus, area)];
        }
        let [left, right] = Layout::horizontal([Constraint::Percentage(50), Constraint::Fill(1)]).areas(area);
        let needs = |place: usize, width: u16| {
            let rows = detail::lay(&self.panes[place].items, width.saturating_sub(4)).height.max(2) + 2;
            u16::try_from(rows).unwrap_or(u16::MAX)
        };
        let above = needs(0, left.width).min(left.height * 2 / 3);
        let [steps, facts] = Layout::vertical([Constraint::Length(above), Constraint::Fill(1)]).areas(left);
        let causes = needs(2, right.width).min(right.height / 3);
        let work = needs(3, right.width).min(right.height * 2 / 5);
        let [causes, work, history] =
            Layout::vertical([Constraint::Length(causes), Constraint::Length(work), Constraint::Fill(1)]).areas(right);
        vec![(0, steps), (1, facts), (2, causes), (3, work), (4, history)]
    }

    /// The panes by name, the one that is shown marked: where there is no room for all of them.
    fn tabs(&self, canvas: &mut Canvas, area: Rect) {
        let names = ["Steps", "What it is", "Causes", "Work", "History"];
        let mut x = area.x + 1;
        for (place, name) in names.into_iter().enumerate() {
            let on = place == self.focus;
            let sign = if on { canvas.look.sign("▶", ">") } else { " " };
            let role = if on { Role::Accent } else { Role::Quiet };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &format!("{sign} {name}"), role) + 2;
        }
        let rest = Rect { x, width: area.right().saturating_sub(x + 1), ..area };
        canvas.right(rest, area.y, "Tab goes on", Role::Quiet);
    }

    /// Draws its name and its panes.
    pub(super) fn draw_case(&self, canvas: &mut Canvas, area: Rect) {
        let name = named(&self.case.record);
        canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &name, Role::Strong);
        let mut below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if area.width < WIDE && !self.zoomed {
            self.tabs(canvas, below);
            below = Rect { y: below.y + 1, height: below.height.saturating_sub(1), ..below };
        }
        for (place, area) in self.places(below) {
            let part = PARTS[place];
            let pane = &self.panes[place];
            let focused = place == self.focus;
            let inner = canvas.pane(area, Pane { title: &self.title(part), note: &self.note(part), focused });
            let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            if pane.items.is_empty() {
                let words = match part {
                    Part::Causes => "No cause yet. c adds why it came about.",
                    _ => "Nothing yet. a adds a corrective action, v evidence.",
                };
                canvas.put(inner.x, inner.y, inner.width, words, Role::Quiet);
                if focused {
                    canvas.cursor = Some((inner.x, inner.y).into());
                }
                continue;
            }
            pane.draw(canvas, inner, focused);
        }
    }
}
