//! What stands around every screen: the top line and the bottom line.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::field::Tone;
use crate::domain::visible::{fit, one_line, width, wrapped};

use super::canvas::Canvas;
use super::command::{Command, Doing};
use super::effect::{Notice, Weight};
use super::layer::Head;
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
    /// What goes on in the room, which is told in place of the organisation.
    pub head: Option<&'a Head>,
}

impl Top<'_> {
    /// Draws it. Where there is little room, the organisation gives way first.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let saved = canvas.look.sign("●", "*");
        let (state, role) = match self.state {
            Some(state) => (format!("{} {state}", canvas.look.sign("○", "o")), Role::Watch),
            None => (format!("{saved} saved"), Role::Good),
        };
        // As what somebody writes is told where there is room for it.
        let aside = self.head.map_or("", |head| head.aside);
        let person = match aside.is_empty() || area.width < super::canvas::WIDE {
            true => one_line(self.person).into_owned(),
            false => format!("{}, {aside}", one_line(self.person)),
        };
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
        if let Some(head) = self.head {
            let (sign, role) = canvas.look.tone(head.tone);
            let words = if head.tone == Tone::Good { Role::Text } else { role };
            let more = if area.width < super::canvas::WIDE { "" } else { &head.more };
            let used = canvas.right(right, area.y, &format!("{}{more}", head.told), words);
            right.width = right.width.saturating_sub(used + 2);
            canvas.put(right.right(), area.y, 2, sign, role);
            right.width = right.width.saturating_sub(2);
            canvas.put(x, area.y, right.right().saturating_sub(x), self.screen, Role::Strong);
            return;
        }
        x += canvas.put(x, area.y, right.right().saturating_sub(x), "Gavel", Role::Accent) + 2;
        let screen = u16::try_from(self.screen.width()).unwrap_or(u16::MAX);
        let room = right.right().saturating_sub(x);
        if room > screen + 10 {
            x += canvas.put(x, area.y, room - screen - 3, self.organisation, Role::Text) + 3;
        }
        canvas.put(x, area.y, right.right().saturating_sub(x), self.screen, Role::Strong);
    }
}

/// What stands below every screen: the keys that matter here, and what happened.
#[derive(Debug)]
pub struct Bottom<'a> {
    pub notice: Option<&'a Notice>,
    /// What the screen offers, and whether it can be done.
    pub offered: &'a [(Doing, bool)],
    /// The key that shows all that can be done here, where there is one.
    pub help: Option<&'static str>,
}

/// The most lines that what happened takes above the keys; the messages have the whole of it.
const MOST: usize = 4;

impl Bottom<'_> {
    /// What happened, in lines of its own where it has no room beside the keys: whoever reads it needs its end, which says
    /// what to press next.
    pub fn above(&self, area: Rect) -> Vec<String> {
        let Some(notice) = self.notice.filter(|notice| width(&notice.to_string()) > self.beside(notice, area)) else {
            return Vec::new();
        };
        let room = usize::from(area.width.saturating_sub(4));
        let mut lines = wrapped(&one_line(&notice.to_string()), room);
        let most = MOST.min(usize::from(area.height / 3).max(1));
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            // One letter more than there is room for makes room for the sign.
            lines.push(fit(&rest, room).into_owned());
        }
        lines
    }

    /// The room that what happened has in the line of the keys. What needs an answer may take all of it; beside the rest
    /// the keys stay in sight.
    fn beside(&self, notice: &Notice, area: Rect) -> usize {
        let least = match notice.weight {
            Weight::Good | Weight::Plain if !self.offered.is_empty() => area.width * 3 / 5,
            _ => area.width,
        };
        least.min(area.width.saturating_sub(3)).into()
    }

    /// Draws it into an area of a line more than what is [`Bottom::above`].
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, above: &[String]) {
        let keys = Rect { y: area.bottom() - 1, height: 1, ..area };
        let mut x = area.x + 1;
        if let Some(notice) = self.notice {
            let (sign, role) = notice.weight.sign(canvas.look);
            let used = canvas.put(x, area.y, area.right().saturating_sub(x), sign, role) + 1;
            for (line, y) in above.iter().zip(area.y..keys.y) {
                canvas.put(x + used, y, area.right().saturating_sub(x + used), line, Role::Text);
            }
            if above.is_empty() {
                x += used;
                x += canvas.put(x, keys.y, keys.right().saturating_sub(x), &notice.to_string(), Role::Text) + 3;
            }
        }
        self.keys(canvas, Rect { x, width: keys.right().saturating_sub(x), ..keys });
    }

    /// The keys, as far as there is room, and which one shows the others.
    fn keys(&self, canvas: &mut Canvas, area: Rect) {
        let room_of = |does: &Doing| width(does.key()) + 1 + width(does.name()) + 2;
        let all = self.offered.iter().map(|(does, _)| room_of(does)).sum::<usize>().saturating_sub(2);
        let whole = all <= usize::from(area.width);
        let more = self.help.filter(|_| !whole).map(|key| (canvas.look.sign("…", "..."), key));
        let kept = more.map_or(0, |(dots, key)| width(dots) + width(key) + 6);
        let mut x = area.x;
        let left = |x: u16| area.right().saturating_sub(x);
        for (does, available) in self.offered {
            if more.is_some() && *does == Doing::Command(Command::Help) {
                continue;
            }
            if room_of(does) + kept > usize::from(left(x)) + if kept > 0 { 0 } else { 2 } {
                break;
            }
            let key = if *available { Role::Accent } else { Role::Quiet };
            x += canvas.put(x, area.y, left(x), does.key(), key) + 1;
            x += canvas.put(x, area.y, left(x), &does.name().to_lowercase(), Role::Quiet) + 2;
        }
        if let Some((dots, key)) = more.filter(|_| kept <= usize::from(left(x))) {
            x += canvas.put(x, area.y, left(x), dots, Role::Quiet) + 1;
            x += canvas.put(x, area.y, left(x), key, Role::Accent) + 1;
            canvas.put(x, area.y, left(x), "more", Role::Quiet);
        }
    }
}
