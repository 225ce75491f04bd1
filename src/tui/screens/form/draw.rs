//! How a form looks: labels in a column, the field in focus with its help and what it offers.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::field::Kind;
use crate::tui::canvas::{Canvas, Pane, wrapped};
use crate::tui::theme::{Look, Role};

use super::super::detail::lay;
use super::editor::{Body, Hint};
use super::{Form, Slot};

/// The most rows that a long text takes in a form.
const ROWS: u16 = 10;

/// The most rows that what was picked takes.
const PICKED: usize = 4;

/// What is said where something stands in a field already.
const GOES_ON: &str = "What you type goes behind this. Ctrl-U clears it, Ctrl-Y brings it back";

/// The widest that a field is drawn; longer lines are hard to read.
const WIDEST: u16 = 96;

impl Form {
    pub(super) fn draw_form(&self, canvas: &mut Canvas, area: Rect) {
        let touched = self.touched();
        let note = match (touched, self.purpose.leaves_empty() || self.slots.is_empty()) {
            (true, _) => "not saved yet",
            (false, true) => "",
            (false, false) => "* must be filled in",
        };
        let title = self.heading.clone().unwrap_or_else(|| self.purpose.title());
        let inner = canvas.pane(area, Pane { title: &title, note, focused: true });
        let mut inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        for (text, role) in self.banners(canvas.look) {
            if inner.height > 2 {
                canvas.put(inner.x, inner.y, inner.width, &text, role);
                inner.y += 1;
                inner.height -= 1;
            }
        }
        if self.slots.is_empty() {
            canvas.put(inner.x, inner.y, inner.width, "Nothing is asked here. Ctrl-S does it.", Role::Quiet);
        }
        let widest = self.slots.iter().map(|slot| slot.editor.field.label.width() + 2).max().unwrap_or(0);
        let label = u16::try_from(widest).unwrap_or(u16::MAX).min(inner.width * 2 / 5).min(34);
        let width = inner.width.saturating_sub(label + 2).min(WIDEST);
        if width == 0 || inner.height == 0 {
            return;
        }
        let heights: Vec<u16> =
            self.slots.iter().enumerate().map(|(place, slot)| self.height(slot, place, width)).collect();
        let inner = self.draw_about(canvas, inner, heights.iter().sum());
        let start: u16 = heights.iter().take(self.focus).sum();
        let own = heights.get(self.focus).copied().unwrap_or(1);
        let mut top = u16::try_from(self.top.get()).unwrap_or(0).min(start);
        if start + own > top + inner.height {
            top = (start + own).saturating_sub(inner.height).min(start);
        }
        self.top.set(top.into());
        let mut y = 0_u16;
        for (place, (slot, height)) in self.slots.iter().zip(&heights).enumerate() {
            if y >= top && y < top + inner.height {
                let at = Rect { y: inner.y + (y - top), height: inner.height - (y - top), ..inner };
                self.draw_slot(canvas, at, slot, place == self.focus, (label, width));
            }
            y += height;
        }
        if y > top + inner.height {
            canvas.right(area_of_border(area), area.bottom().saturating_sub(1), " more below ", Role::Quiet);
        }
    }

    /// Draws what is to be read above the fields, as far as these leave room for it, or a third of the form; gives what is
    /// left.
    fn draw_about(&self, canvas: &mut Canvas, area: Rect, fields: u16) -> Rect {
        let laid = lay(&self.about, area.width);
        let whole = u16::try_from(laid.height).unwrap_or(u16::MAX);
        let rows = whole.min(area.height.saturating_sub(fields + 1).max(area.height / 3));
        if rows == 0 {
            return area;
        }
        laid.draw(canvas, Rect { height: rows, ..area }, &self.about, 0, None);
        let rule = Rect { y: area.y + rows, height: 1, ..area };
        let line = canvas.look.sign("─", "-").repeat(usize::from(rule.width));
        canvas.put(rule.x, rule.y, rule.width, &line, Role::Border);
        if rows < whole {
            canvas.right(rule, rule.y, &format!(" {} more lines: Esc, then P ", whole - rows), Role::Quiet);
        }
        Rect { y: rule.y + 1, height: area.height - rows - 1, ..area }
    }

    fn banners(&self, look: Look) -> Vec<(String, Role)> {
        let mut banners = Vec::new();
        if let Some(reading) = &self.reading {
            banners.push((reading.banner(look), Role::Accent));
        }
        if let Some((_, at)) = &self.offered {
            banners.push((format!("A draft of this was kept on {at}: Ctrl-R goes on with it"), Role::Watch));
        }
        if let Some((_, last)) = &self.held {
            banners.push((format!("Ctrl-R takes over what you type in another session, {last}"), Role::Watch));
        }
        if let Some(meanwhile) = &self.meanwhile {
            banners.push((meanwhile.clone(), Role::Watch));
        }
        if self.purpose.leaves_empty() {
            banners.push((
                "What you fill in goes to all of them; what you leave empty stays as it is".to_owned(),
                Role::Quiet,
            ));
        }
        banners
    }

    /// The lines under a slot: what is wrong with it, how it is understood, or what it is for.
    fn notes(&self, slot: &Slot, focused: bool, width: u16) -> Vec<(String, Role)> {
        let tell =
            |text: &str, role| wrapped(text, width).into_iter().map(move |line| (line, role)).collect::<Vec<_>>();
        if let Some(wrong) = &slot.wrong {
            return tell(wrong, Role::Bad);
        }
        let mut notes: Vec<(String, Role)> = match (&slot.hint, focused) {
            (Hint::Means(text), true) => {
                let told = slot.told.iter().flat_map(|told| wrapped(told, width)).map(|line| (line, Role::Quiet));
                tell(text, Role::Good).into_iter().chain(told).collect()
            }
            (Hint::Wrong(why), true) => tell(why, Role::Quiet),
            (Hint::Wrong(why), false) => tell(why, Role::Bad),
            (_, true) => tell(slot.told.as_deref().unwrap_or(slot.editor.field.help), Role::Quiet),
            _ => Vec::new(),
        };
        let goes_on = matches!(&slot.editor.body, Body::Text(input) if !input.is_empty()) && !slot.editor.touched();
        if focused && goes_on {
            notes.extend(tell(GOES_ON, Role::Quiet));
        }
        notes
    }

    fn height(&self, slot: &Slot, place: usize, width: u16) -> u16 {
        let focused = place == self.focus;
        let body = match &slot.editor.body {
            Body::Text(input) if slot.editor.field.kind == Kind::LongText => {
                input.height(width, ROWS).max(if focused { 3 } else { 1 })
            }
            Body::Text(_) => 1,
            Body::Picks(picks) => {
                let typed = focused || !picks.input.is_empty();
                let chosen = self.chosen(slot, width).len();
                let (seen, rest) = picks.seen();
                let offers = if focused { seen.len() + usize::from(rest.is_some()) } else { 0 };
                u16::try_from(chosen + usize::from(typed) + offers).unwrap_or(1).max(1)
            }
        };
        let notes = u16::try_from(self.notes(slot, focused, width).len()).unwrap_or(0);
        body + notes + u16::from(focused)
    }

    fn chosen(&self, slot: &Slot, width: u16) -> Vec<String> {
        let Body::Picks(picks) = &slot.editor.body else { return Vec::new() };
        let labels: Vec<&str> = picks.picked.iter().map(|pick| pick.label.as_str()).collect();
        if labels.is_empty() {
            return Vec::new();
        }
        let mut lines = wrapped(&labels.join(", "), width);
        if lines.len() > PICKED {
            lines.truncate(PICKED);
            lines.push(format!("… {} in all", labels.len()));
        }
        lines
    }

    fn draw_slot(&self, canvas: &mut Canvas, area: Rect, slot: &Slot, focused: bool, (label, width): (u16, u16)) {
        let field = slot.editor.field;
        let mark = if field.required && !self.purpose.leaves_empty() { " *" } else { "" };
        let role = if focused { Role::Accent } else { Role::Quiet };
        if focused {
            canvas.put(area.x.saturating_sub(1), area.y, 1, canvas.look.sign("▌", ">"), Role::Accent);
        }
        canvas.put(area.x, area.y, label, &format!("{}{mark}", field.label), role);
        let body = Rect { x: area.x + label + 2, width, ..area };
        let mut y = body.y;
        let bottom = body.bottom();
        match &slot.editor.body {
            Body::Text(input) => {
                let rows = if field.kind == Kind::LongText {
                    input.height(width, ROWS).max(if focused { 3 } else { 1 })
                } else {
                    1
                };
                let place = Rect { height: rows.min(bottom.saturating_sub(y)), ..body };
                if focused {
                    let cursor = input.draw(canvas, place, true);
                    canvas.cursor = cursor.or(canvas.cursor);
                    underline(canvas, place);
                } else if !input.is_empty() {
                    for (line, y) in wrapped(&input.beginning(width, ROWS), width).iter().zip(place.y..place.bottom()) {
                        canvas.put(place.x, y, width, line, Role::Text);
                    }
                } else {
                    canvas.put(place.x, place.y, place.width, canvas.look.sign("·", "."), Role::Quiet);
                }
                y += rows;
            }
            Body::Picks(picks) => {
                let chosen = self.chosen(slot, width);
                for line in &chosen {
                    if y < bottom {
                        canvas.put(body.x, y, width, line, Role::Text);
                    }
                    y += 1;
                }
                if focused || !picks.input.is_empty() {
                    let place = Rect { y, height: u16::from(y < bottom), ..body };
                    let cursor = picks.input.draw(canvas, place, focused);
                    canvas.cursor = cursor.or(canvas.cursor);
                    if focused {
                        underline(canvas, place);
                        if picks.input.is_empty() && chosen.is_empty() {
                            canvas.put(
                                place.x + 2,
                                y,
                                width.saturating_sub(2),
                                "type part of a name, or press Down",
                                Role::Quiet,
                            );
                        }
                    }
                    y += 1;
                } else if chosen.is_empty() && y < bottom {
                    canvas.put(body.x, y, width, canvas.look.sign("·", "."), Role::Quiet);
                    y += 1;
                }
                if focused {
                    let (seen, rest) = picks.seen();
                    for place in seen {
                        let offer = &picks.offers[place];
                        let pointed = picks.cursor == Some(place);
                        let row = Rect { y, height: 1, ..body };
                        let role = if pointed { Role::Selected } else { Role::Text };
                        if pointed && y < bottom {
                            let style = canvas.look.style(Role::Selected);
                            canvas.paint(row, style);
                        }
                        if y < bottom {
                            let sign = if pointed { canvas.look.sign("▶", ">") } else { " " };
                            canvas.put(row.x, y, 2, sign, role);
                            canvas.put(row.x + 2, y, width.saturating_sub(2), &offer.label, role);
                        }
                        y += 1;
                    }
                    if let Some(rest) = rest {
                        if y < bottom {
                            canvas.put(body.x + 2, y, width.saturating_sub(2), rest, Role::Quiet);
                        }
                        y += 1;
                    }
                }
            }
        }
        for (text, role) in self.notes(slot, focused, width) {
            if y < bottom {
                canvas.put(body.x, y, width, &text, role);
            }
            y += 1;
        }
    }
}

/// Shows where one types.
fn underline(canvas: &mut Canvas, area: Rect) {
    let style = ratatui::style::Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
    canvas.paint(area, style);
}

fn area_of_border(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area }
}
