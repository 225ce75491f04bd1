//! How a place is drawn.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::store::view::named;
use crate::tui::canvas::{Canvas, Pane as Frame, WIDE};
use crate::tui::screens::detail;
use crate::tui::theme::Role;
use crate::workflow::place::Layout as Shared;

use super::{PlaceView, arrange};

/// Rows of what is said below a pane, where there is no room beside it; a row of a matrix needs few.
const BELOW: u16 = 8;
const BELOW_SHEET: u16 = 5;

impl PlaceView {
    pub(super) fn draw_place(&self, canvas: &mut Canvas, area: Rect) {
        if self.layout() == Shared::Beside {
            return self.draw_beside(canvas, area);
        }
        let mut body = area;
        if self.layout() == Shared::Tabs && self.panes.len() > 1 {
            self.draw_tabs(canvas, area);
            body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        for (place, area) in self.in_sight(body) {
            self.draw_pane(canvas, area, place);
        }
    }

    /// The panes that are in sight, each with its area.
    fn in_sight(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed || self.layout() != Shared::Columns {
            return vec![(self.focus, area)];
        }
        arrange::columns(self.panes.len(), self.focus, area).into_iter().enumerate().collect()
    }

    fn draw_tabs(&self, canvas: &mut Canvas, area: Rect) {
        let mut x = area.x + 1;
        for (place, pane) in self.panes.iter().enumerate() {
            let chosen = place == self.focus;
            let role = if chosen { Role::Selected } else { Role::Text };
            let sign = if chosen { canvas.look.sign("▶", ">") } else { " " };
            let short = pane.short();
            let gap = if short.is_empty() { "" } else { " " };
            let name = if self.layout() == Shared::Beside { pane.tab() } else { pane.title().to_owned() };
            let text = format!("{sign}{name}{gap}{short} ");
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &text, role) + 1;
        }
    }

    fn draw_pane(&self, canvas: &mut Canvas, area: Rect, place: usize) {
        let Some(pane) = self.panes.get(place) else { return };
        let focused = place == self.focus;
        let inner = canvas.pane(area, Frame { title: pane.title(), note: &pane.note(), focused });
        if inner.height == 0 {
            return;
        }
        // A sheet keeps away from its border by itself.
        let apart = self.layout() == Shared::Beside && pane.as_sheet().is_none();
        let inner = if apart { Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner } } else { inner };
        pane.draw(canvas, inner, focused);
        if focused && pane.more_below() {
            let line = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
            canvas.right(line, area.bottom() - 1, " more below ", Role::Quiet);
        }
    }

    /// One pane at a time: the tabs in a line, the record that is chosen, the pane, and what is said of its selected row.
    fn draw_beside(&self, canvas: &mut Canvas, area: Rect) {
        let [tabs, chosen, body] =
            Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        self.draw_tabs(canvas, tabs);
        self.draw_chosen(canvas, chosen);
        let (pane, beside) = self.areas(body);
        self.draw_pane(canvas, pane, self.focus);
        let Some(beside) = beside else { return };
        let (title, items) = &self.beside;
        let inner = canvas.pane(beside, Frame { title, note: "", focused: false });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        detail::lay(items, inner.width).draw(canvas, inner, items, 0, None);
    }

    /// The areas of a pane and of what is said of its selected row.
    fn areas(&self, body: Rect) -> (Rect, Option<Rect>) {
        // What has nothing to select has nothing to say of it.
        if self.zoomed || self.pane().is_none_or(|pane| pane.is_empty()) {
            return (body, None);
        }
        // A sheet wants the whole width.
        let sheet = self.shown().is_some();
        if body.width >= WIDE && !sheet {
            let [pane, beside] = Layout::horizontal([Constraint::Percentage(60), Constraint::Fill(1)]).areas(body);
            return (pane, Some(beside));
        }
        let below = (if sheet { BELOW_SHEET } else { BELOW }).min(body.height / 2);
        let [pane, beside] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(body);
        (pane, Some(beside))
    }

    /// The record that the panes are about, in one line.
    fn draw_chosen(&self, canvas: &mut Canvas, area: Rect) {
        let Some(chosen) = self.chooses() else { return };
        let (x, room) = (area.x + 2, area.width.saturating_sub(2));
        let Some(record) = &self.chosen else {
            let register = self.panes.get(chosen.pane).map_or(String::new(), |pane| pane.register().singular());
            canvas.put(x, area.y, room, &format!("No {register} is on record yet"), Role::Quiet);
            return;
        };
        let state = record.state_label().unwrap_or_default().to_lowercase();
        let on = (chosen.day)(record).map_or(String::new(), |day| format!(" · {}", day.format("%-d %b %Y")));
        let used = canvas.put(x, area.y, room, &named(record), Role::Strong);
        canvas.put(x + used, area.y, area.right().saturating_sub(x + used), &format!(" · {state}{on}"), Role::Quiet);
    }
}
