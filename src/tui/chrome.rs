//! What stands around every screen: the top line and the bottom line.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::visible::one_line;

use super::canvas::Canvas;
use super::command::Doing;
use super::effect::{Notice, Weight};
use super::theme::Role;

/// What the top line says.
#[derive(Debug)]
pub struct Top<'a> {
    pub organisation: &'a str,
    pub screen: &'a str,
    pub person: &'a str,
    /// What is unsaved, worked on or closed to changes; nothing where all is saved.
    pub state: Option<&'a str>,
    /// Who else has the record open.
    pub others: &'a [String],
}

impl Top<'_> {
    /// Draws it. Where there is little room, the organisation gives way first.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let saved = canvas.look.sign("●", "*");
        let (state, role) = match self.state {
            Some(state) => (format!("{} {state}", canvas.look.sign("○", "o")), Role::Watch),
            None => (format!("{saved} saved"), Role::Good),
        };
        let person = one_line(self.person);
        let mut right = area;
        right.width = right.width.saturating_sub(1);
        let used = canvas.right(right, area.y, &state, role);
        right.width = right.width.saturating_sub(used + 2);
        let person_width = u16::try_from(person.width()).unwrap_or(u16::MAX).min(area.width / 4);
        right.width = right.width.saturating_sub(person_width);
        canvas.put(right.right(), area.y, person_width, &person, Role::Text);
        if !self.others.is_empty() {
            let also = format!("also open: {}", self.others.join(", "));
            let width = u16::try_from(also.width()).unwrap_or(u16::MAX).min(right.width / 2);
            right.width = right.width.saturating_sub(width + 2);
            canvas.put(right.right(), area.y, width, &also, Role::Watch);
        }
        right.width = right.width.saturating_sub(2);
        let mut x = area.x + 1;
        x += canvas.put(x, area.y, right.right().saturating_sub(x), "Gavel", Role::Accent) + 2;
        let screen = u16::try_from(self.screen.width()).unwrap_or(u16::MAX);
        let room = right.right().saturating_sub(x);
        if room > screen + 10 {
            x += canvas.put(x, area.y, room - screen - 3, self.organisation, Role::Text) + 3;
        }
        canvas.put(x, area.y, right.right().saturating_sub(x), self.screen, Role::Strong);
    }
}

/// Draws the bottom line: what happened, and the keys that matter here as far as there is room.
pub fn bottom(canvas: &mut Canvas, area: Rect, notice: Option<&Notice>, offered: &[(Doing, bool)]) {
    let mut x = area.x + 1;
    if let Some(notice) = notice {
        let (sign, role) = match notice.weight {
            Weight::Good => (canvas.look.sign("✓", "+"), Role::Good),
            Weight::Plain => (canvas.look.sign("●", "o"), Role::Accent),
            Weight::Watch => (canvas.look.sign("▲", "^"), Role::Watch),
            Weight::Bad => (canvas.look.bad(), Role::Bad),
        };
        x += canvas.put(x, area.y, area.right().saturating_sub(x), sign, role) + 1;
        // What needs an answer is told whole; beside the rest the keys stay in sight.
        let least = match notice.weight {
            Weight::Good | Weight::Plain if !offered.is_empty() => area.width * 3 / 5,
            _ => area.width,
        };
        // How much was not taken is told whole, too.
        let behind = notice.behind.as_ref().map_or(String::new(), |behind| format!(" · {behind}"));
        let after = u16::try_from(behind.width()).unwrap_or(u16::MAX);
        let room = area.right().saturating_sub(x + after);
        x += canvas.put(x, area.y, least.min(room), &notice.text, Role::Text);
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &behind, Role::Text) + 3;
    }
    for (does, available) in offered {
        let (own, name) = (does.key(), does.name());
        let width = own.width() + 1 + name.width();
        if x + u16::try_from(width).unwrap_or(u16::MAX) > area.right() {
            return;
        }
        let key = if *available { Role::Accent } else { Role::Quiet };
        x += canvas.put(x, area.y, area.right().saturating_sub(x), own, key) + 1;
        let words = name.to_lowercase();
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &words, Role::Quiet) + 2;
    }
}
