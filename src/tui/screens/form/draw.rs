//! How a form looks: labels in a column, the field in focus with its help and what it offers.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::field::Kind;
use crate::domain::visible::fit;
use crate::tui::canvas::{Canvas, Pane, wrapped};
use crate::tui::input::TextInput;
use crate::tui::theme::{Look, Role};

use super::super::detail::lay;
use super::editor::{Body, Hint};
use super::{Form, Slot};

/// The most rows that a long text takes in a form while another field is filled in.
const ROWS: u16 = 10;

/// From this width of the window on, what is told of a field stands beside it.
const BESIDE: u16 = 120;

/// How wide that is.
const ASIDE: u16 = 38;

/// The most rows that what was picked takes.
const PICKED: usize = 4;

/// What is said where something stands in a field already.
const GOES_ON: &str = "What you type goes behind this. Ctrl-U clears it, Ctrl-Y brings it back";

/// The widest that a field is drawn; longer lines are hard to read.
const WIDEST: u16 = 96;

/// How the room of a form is shared.
#[derive(Debug, Clone, Copy)]
struct Shared {
    label: u16,
    width: u16,
    /// The most rows that the field takes that is filled in.
    most: u16,
    /// Whether what is told of a field stands beside it.
    aside: bool,
}

impl Form {
    pub(super) fn draw_form(&self, canvas: &mut Canvas, area: Rect) {
        let touched = self.touched();
        let starred = self.slots.iter().any(|slot| self.purpose.needs(slot.editor.field));
        let note = match (touched, starred) {
            (true, _) => "not saved yet",
            (false, true) => "* must be filled in",
            (false, false) => "",
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
        let aside = canvas.buffer.area().width >= BESIDE;
        let room = inner.width.saturating_sub(label + 2 + if aside { ASIDE + 2 } else { 0 });
        let shared = Shared { label, width: room.min(WIDEST), most: inner.height.saturating_sub(4).max(ROWS), aside };
        if shared.width == 0 || inner.height == 0 {
            return;
        }
        let heights: Vec<u16> =
            self.slots.iter().enumerate().map(|(place, slot)| self.height(slot, place, shared)).collect();
        let inner = self.draw_about(canvas, inner, heights.iter().sum());
        let start: u16 = heights.iter().take(self.focus).sum();
        let own = heights.get(self.focus).copied().unwrap_or(1);
        let mut top = u16::try_from(self.top.get()).unwrap_or(0).min(start);
        if start + own > top + inner.height {
            top = (start + own).saturating_sub(inner.height).min(start);
        }
        // Where there is more room than before, what stands above comes back.
        top = top.min(heights.iter().sum::<u16>().saturating_sub(inner.height));
        self.top.set(top.into());
        self.seen.set(0);
        let mut y = 0_u16;
        for (place, (slot, height)) in self.slots.iter().zip(&heights).enumerate() {
            if y >= top && y < top + inner.height {
                self.seen.set(self.seen.get() + 1);
                let at = Rect { y: inner.y + (y - top), height: inner.height - (y - top), ..inner };
                self.draw_slot(canvas, at, slot, place == self.focus, shared);
            }
            y += height;
        }
        if let Some(slot) = self.slots.get(self.focus).filter(|_| aside) {
            let x = inner.x + label + 2 + shared.width + 2;
            let lines: Vec<_> = self.told(slot).iter().flat_map(|text| wrapped(text, ASIDE)).collect();
            let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(inner.height);
            let y = (inner.y + start.saturating_sub(top)).min(inner.bottom() - rows);
            for (line, y) in lines.iter().zip(y..inner.bottom()) {
                canvas.put(x, y, inner.right().saturating_sub(x), line, Role::Quiet);
            }
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

    /// What is told of the field that is filled in.
    fn told<'a>(&'a self, slot: &'a Slot) -> Vec<&'a str> {
        if slot.wrong.is_some() {
            return Vec::new();
        }
        let told = slot.told.as_deref();
        let told = match &slot.hint {
            Hint::Means(_) => told,
            Hint::Wrong(_) => None,
            Hint::Nothing => told.or(Some(slot.editor.field.help)),
        };
        let goes_on = matches!(&slot.editor.body, Body::Text(input) if !input.is_empty()) && !slot.editor.touched();
        told.into_iter().chain(goes_on.then_some(GOES_ON)).collect()
    }

    /// The lines under a slot: what is wrong with it, how it is understood, and what is told of it, unless that stands beside.
    fn notes(&self, slot: &Slot, focused: bool, shared: Shared) -> Vec<(String, Role)> {
        let tell = |text: &str, role| {
            wrapped(text, shared.width).into_iter().map(move |line| (line, role)).collect::<Vec<_>>()
        };
        let mut notes = match (&slot.wrong, &slot.hint) {
            (Some(wrong), _) => tell(wrong, Role::Bad),
            (None, Hint::Means(text)) if focused => tell(text, Role::Good),
            (None, Hint::Wrong(why)) => tell(why, if focused { Role::Quiet } else { Role::Bad }),
            (None, _) => Vec::new(),
        };
        if focused && !shared.aside {
            notes.extend(self.told(slot).into_iter().flat_map(|text| tell(text, Role::Quiet)));
        }
        notes
    }

    /// The rows that a typed text takes: what is filled in takes what it needs.
    fn rows(slot: &Slot, input: &TextInput, focused: bool, shared: Shared) -> u16 {
        let most = if focused { shared.most } else { ROWS };
        let least = if focused && slot.editor.field.kind == Kind::LongText { 3 } else { 1 };
        input.height(shared.width, most).max(least)
    }

    fn height(&self, slot: &Slot, place: usize, shared: Shared) -> u16 {
        let focused = place == self.focus;
        let body = match &slot.editor.body {
            Body::Text(input) => Self::rows(slot, input, focused, shared),
            Body::Picks(picks) => {
                let typed = focused || !picks.input.is_empty();
                let chosen = self.chosen(slot, shared.width).len();
                let (seen, rest) = picks.seen();
                let offers = if focused { seen.len() + usize::from(rest.is_some()) } else { 0 };
                u16::try_from(chosen + usize::from(typed) + offers).unwrap_or(1).max(1)
            }
        };
        let notes = u16::try_from(self.notes(slot, focused, shared).len()).unwrap_or(0);
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

    fn draw_slot(&self, canvas: &mut Canvas, area: Rect, slot: &Slot, focused: bool, shared: Shared) {
        let Shared { label, width, .. } = shared;
        let field = slot.editor.field;
        let mark = if self.purpose.needs(field) { " *" } else { "" };
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
                let rows = Self::rows(slot, input, focused, shared);
                let place = Rect { height: rows.min(bottom.saturating_sub(y)), ..body };
                if focused {
                    let cursor = input.draw(canvas, place, true);
                    canvas.cursor = cursor.or(canvas.cursor);
                    underline(canvas, place);
                } else if !input.is_empty() {
                    let lines = wrapped(&input.beginning(width, ROWS), width);
                    for (at, (line, y)) in lines.iter().zip(place.y..place.bottom()).enumerate() {
                        let cut = at + 1 == usize::from(rows) && lines.len() > usize::from(rows);
                        // What goes on is told by a mark.
                        let line = if cut {
                            fit(&format!("{line} …"), usize::from(width)).into_owned()
                        } else {
                            line.clone()
                        };
                        canvas.put(place.x, y, width, &line, Role::Text);
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
        for (text, role) in self.notes(slot, focused, shared) {
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
