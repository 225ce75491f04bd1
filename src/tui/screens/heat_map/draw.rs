//! The map as it is drawn: likelihood upwards, impact to the right, each cell filled by its level.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::risk_criteria::{Impact, Level, Likelihood};
use crate::domain::spelling::grouped;
use crate::tui::canvas::{Canvas, centered};
use crate::tui::theme::{Look, Role};

use super::heat::Heat;

/// The least width of a cell that shows a number, its sign and the line of appetite.
const LEAST: u16 = 6;

/// The columns that the words of a likelihood take.
const WORDS: u16 = 15;

impl Heat {
    /// The rows that the map takes in so many columns, where there are so many rows.
    pub(super) fn rows(&self, width: u16, height: u16) -> u16 {
        let legend = u16::try_from(self.legend(Look::default(), width).len()).unwrap_or(1);
        5 * if height >= 30 { 2 } else { 1 } + 1 + legend
    }

    /// Draws the map.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, cell: Option<(usize, usize)>) {
        let label = if area.width >= WORDS + 5 * LEAST { WORDS } else { 2 };
        let width = area.width.saturating_sub(label) / 5;
        if width < 3 || area.height < 3 {
            return;
        }
        let height = if area.height >= 12 { 2 } else { 1 };
        let column = |impact: usize| area.x + label + u16::try_from(impact).unwrap_or(0) * width;
        for (row, &likelihood) in Likelihood::ALL.iter().rev().enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0) * height;
            if y + height > area.bottom() {
                return;
            }
            let words = if label > 2 { named(likelihood.label()) } else { likelihood.key() };
            canvas.put(area.x, y, label.saturating_sub(1), words, Role::Quiet);
            for &impact in Impact::ALL {
                let inside = Rect { x: column(impact as usize), y, width: width - 1, height };
                self.cell(canvas, inside, (likelihood, impact), cell == Some((likelihood as usize, impact as usize)));
                if self.ends_appetite(likelihood, impact) {
                    for y in inside.y..inside.bottom() {
                        canvas.put(inside.right(), y, 1, canvas.look.sign("┃", "|"), Role::Strong);
                    }
                }
            }
        }
        let y = area.y + 5 * height;
        if y < area.bottom() {
            for &impact in Impact::ALL {
                let words = if width > 10 { named(impact.label()) } else { impact.key() };
                let middle =
                    centered(Rect { x: column(impact as usize), y, width: width - 1, height: 1 }, length(words), 1);
                canvas.put(middle.x, y, middle.width, words, Role::Quiet);
            }
        }
        for (line, y) in self.legend(canvas.look, area.width).iter().zip(y + 1..area.bottom()) {
            let mut x = area.x;
            for meaning in line {
                meaning.draw(canvas, Rect { x, y, width: area.right().saturating_sub(x), height: 1 });
                x = x.saturating_add(meaning.width() + 2);
            }
        }
    }

    /// A cell: its ground says of which level its risks are, its number how many there are.
    fn cell(&self, canvas: &mut Canvas, area: Rect, (likelihood, impact): (Likelihood, Impact), chosen: bool) {
        let level = self.criteria.map(|criteria| criteria.level(likelihood, impact));
        let counted = self.counted.get();
        let of = |counts: &[[u64; 5]; 5]| counts[likelihood as usize][impact as usize];
        let count = counted.map(|counted| of(&counted.cells));
        let number = match count {
            None => "…".to_owned(),
            Some(0) => String::new(),
            Some(some) => grouped(some),
        };
        let over = counted.is_some_and(|counted| of(&counted.over) > 0);
        let over = if over { "!" } else { "" };
        let words = format!(" {number}{over}{} ", self.movement_into((likelihood, impact), canvas.look));
        let role = if chosen { Role::Selected } else { Role::Strong };
        match level {
            _ if chosen => canvas.paint(area, canvas.look.ground().patch(canvas.look.style(Role::Selected))),
            Some(level) => fill(canvas, area, level),
            None => {}
        }
        let middle = centered(area, length(&words), 1);
        if !number.is_empty() {
            // What is written on a ground has its ink, and what stands between shades the terminal's own.
            let style = canvas.look.heat(0).map_or_else(|| canvas.look.style(role), |_| Style::new().bold());
            canvas.styled(middle.x, middle.y, middle.width, &words, style);
        }
        if chosen {
            canvas.put(area.x, middle.y, 1, canvas.look.sign("▶", ">"), role);
            canvas.cursor = Some((area.x, middle.y).into());
        }
    }

    /// The signs of what rose into a cell, and of what fell into it, since the last review.
    fn movement_into(&self, cell: (Likelihood, Impact), look: Look) -> String {
        let movement = self.counted.get().and_then(|counted| counted.movement.as_ref());
        let into = || movement.iter().flat_map(|one| one.moved.iter()).filter(|one| one.cell == cell);
        let sign = |rose: bool, sign| into().any(|one| one.rose() == rose).then_some(sign);
        [sign(true, up(look)), sign(false, down(look))].into_iter().flatten().collect()
    }

    /// Whether the cell is the last of its row that an owner may accept.
    fn ends_appetite(&self, likelihood: Likelihood, impact: Impact) -> bool {
        let (Some(criteria), Some(counted)) = (self.criteria, self.counted.get()) else { return false };
        let within = |impact: Impact| Some(criteria.level(likelihood, impact)) <= counted.appetite;
        let next = Impact::ALL.get(impact as usize + 1);
        within(impact) && next.is_some_and(|next| !within(*next))
    }

    /// What the grounds and the signs mean, in lines of a width.
    fn legend(&self, look: Look, width: u16) -> Vec<Vec<Meaning>> {
        let mut meanings: Vec<Meaning> = Level::ALL
            .iter()
            .map(|level| Meaning { of: Some(*level), words: level.label().to_lowercase(), role: Role::Quiet })
            .collect();
        if let Some(counted) = self.counted.get() {
            if counted.appetite.is_some_and(|appetite| appetite < Level::Critical) {
                let until = if counted.own { "" } else { ", until you set your own criteria" };
                let words = format!("{} owners accept up to here{until}", look.sign("┃", "|"));
                meanings.push(Meaning { of: None, words, role: Role::Quiet });
            }
            if counted.over.iter().flatten().any(|over| *over > 0) {
                let words = "! acceptance over".to_owned();
                meanings.push(Meaning { of: None, words, role: Role::Watch });
            }
        }
        if let Some(movement) = self.counted.get().and_then(|counted| counted.movement.as_ref()) {
            let signed = |sign| format!("{sign} ");
            let words = movement.words(&signed(up(look)), &signed(down(look)));
            let role = if movement.counts().0 > 0 { Role::Watch } else { Role::Quiet };
            meanings.push(Meaning { of: None, words, role });
        }
        let mut lines: Vec<Vec<Meaning>> = Vec::new();
        let mut left = 0;
        for meaning in meanings {
            match lines.last_mut().filter(|_| meaning.width() <= left) {
                Some(line) => {
                    left = left.saturating_sub(meaning.width() + 2);
                    line.push(meaning);
                }
                None => {
                    left = width.saturating_sub(meaning.width() + 2);
                    lines.push(vec![meaning]);
                }
            }
        }
        lines
    }
}

/// The sign of what rose, and of what fell.
fn up(look: Look) -> &'static str {
    look.sign("▲", "^")
}

fn down(look: Look) -> &'static str {
    look.sign("▼", "v")
}

/// What a ground or a sign means.
struct Meaning {
    /// The level of which it is the ground.
    of: Option<Level>,
    words: String,
    role: Role,
}

impl Meaning {
    fn width(&self) -> u16 {
        length(&self.words) + if self.of.is_some() { 4 } else { 0 }
    }

    /// Draws it, with the ground before its words.
    fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let mut words = area;
        if let Some(level) = self.of {
            fill(canvas, Rect { width: area.width.min(3), ..area }, level);
            words = Rect { x: area.x + 4, width: area.width.saturating_sub(4), ..area };
        }
        canvas.put(words.x, words.y, words.width, &self.words, self.role);
    }
}

/// Fills an area as a level: with its ground, or its shade where there are no grounds.
fn fill(canvas: &mut Canvas, area: Rect, level: Level) {
    let step = level as usize;
    if let Some(style) = canvas.look.heat(step) {
        canvas.paint(area, style);
        return;
    }
    let shade = canvas.look.sign(["░", "▒", "▓", "█"][step], [".", ":", "%", "#"][step]);
    let role = [Role::Good, Role::Accent, Role::Watch, Role::Bad][step];
    for y in area.y..area.bottom() {
        canvas.put(area.x, y, area.width, &shade.repeat(area.width.into()), role);
    }
}

/// A likelihood or an impact without its number.
fn named(label: &str) -> &str {
    label.split_once(' ').map_or(label, |(_, words)| words)
}

fn length(words: &str) -> u16 {
    u16::try_from(crate::domain::visible::width(words)).unwrap_or(u16::MAX)
}
