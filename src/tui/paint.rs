//! What a frame sends: what differs from the last one, in few bytes. Over a slow line they are what is waited for.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// What turns one frame into another of the same size. The terminal writes plain letters before it, and after it again.
pub fn difference(before: &Buffer, now: &Buffer) -> String {
    let mut pen = Pen::default();
    let (area, width) = (now.area(), usize::from(now.area().width));
    let place = |x: u16, y: u16| usize::from(y - area.y) * width + usize::from(x - area.x);
    for (x, y, cell) in before.diff(now) {
        // Both are of one size, and each cell was just found in them.
        if before.content.get(place(x, y)).is_none_or(|was| !looks_alike(was, cell)) {
            pen.go(now, x, y);
            pen.put(cell, now.area().right());
        }
    }
    pen.end()
}

/// Whether two cells look the same though they differ: of a blank only its ground is seen.
fn looks_alike(one: &Cell, other: &Cell) -> bool {
    is_blank(one) && is_blank(other) && one.bg == other.bg
}

/// Whether nothing but the ground of a cell is seen.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN)
}

/// Whether it is one plain letter or sign.
fn is_letter(symbol: &str) -> bool {
    matches!(symbol.as_bytes(), [b' '..=b'~'])
}

/// What is seen of a blank, too.
const SEEN: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// What turns each modifier on and off.
const MODIFIERS: [(Modifier, u8, u8); 8] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Where the terminal writes next, and how.
#[derive(Debug, Default)]
struct Pen {
    out: String,
    /// Unknown at first, at the end of a row, and behind what terminals are not at one about how wide it is.
    at: Option<(u16, u16)>,
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    /// Goes to a cell, the shortest way: over a few letters by writing them anew.
    fn go(&mut self, now: &Buffer, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && from < x => {
                let steps = x - from;
                let step = if steps == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{steps}C") };
                let between = || (from..x).map(|x| &now[(x, y)]);
                if usize::from(steps) <= step.len() && between().all(|cell| self.writes(cell)) {
                    between().for_each(|cell| self.out.push_str(cell.symbol()));
                } else {
                    self.out.push_str(&step);
                }
            }
            _ => drop(write!(self.out, "\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    /// Whether a cell is one letter, or a blank, that looks as it should in the style that is written now.
    fn writes(&self, cell: &Cell) -> bool {
        let letter = is_letter(cell.symbol());
        let blank = is_blank(cell) && cell.bg == self.bg && !self.modifier.intersects(SEEN);
        letter && (blank || (cell.fg, cell.bg, cell.modifier) == (self.fg, self.bg, self.modifier))
    }

    /// Writes a cell where it is.
    fn put(&mut self, cell: &Cell, right: u16) {
        if !self.writes(cell) {
            self.style(cell);
        }
        let symbol = cell.symbol();
        self.out.push_str(symbol);
        let narrow = is_letter(symbol) || symbol.chars().count() == 1 && symbol.width() == 1;
        self.at = self.at.map(|(x, y)| (x + 1, y)).filter(|(x, _)| narrow && *x < right);
    }

    fn style(&mut self, cell: &Cell) {
        let begun = self.out.len();
        let gone = self.modifier - cell.modifier;
        let mut last = 0;
        for (_, _, off) in MODIFIERS.iter().filter(|(one, ..)| gone.contains(*one)) {
            // Bold and dim are turned off by the same.
            if *off != last {
                self.code(format_args!("{off}"), begun);
                last = *off;
            }
        }
        let weights = Modifier::BOLD | Modifier::DIM;
        let lost = if gone.intersects(weights) { weights } else { Modifier::empty() };
        let come = cell.modifier - (self.modifier - lost);
        for (_, on, _) in MODIFIERS.iter().filter(|(one, ..)| come.contains(*one)) {
            self.code(format_args!("{on}"), begun);
        }
        if cell.fg != self.fg {
            self.color(cell.fg, 38, begun);
        }
        if cell.bg != self.bg {
            self.color(cell.bg, 48, begun);
        }
        (self.fg, self.bg, self.modifier) = (cell.fg, cell.bg, cell.modifier);
        if self.out.len() > begun {
            self.out.push('m');
        }
    }

    /// A code of a style, with what stands before it: the first since a place begins the sequence.
    fn code(&mut self, code: std::fmt::Arguments, begun: usize) {
        self.out.push_str(if self.out.len() == begun { "\x1b[" } else { ";" });
        let _ = self.out.write_fmt(code);
    }

    /// A colour of letters (38) or of the ground (48). Of the sixteen, the dark ones have the long form: by the short one some
    /// terminals make what is bold another colour.
    fn color(&mut self, color: Color, of: u8, begun: usize) {
        let (bright, dark) = (of + 52, |index: u8| (of, 5, index));
        let (of, way, index) = match color {
            Color::Reset => return self.code(format_args!("{}", of + 1), begun),
            Color::Rgb(red, green, blue) => return self.code(format_args!("{of};2;{red};{green};{blue}"), begun),
            Color::DarkGray => return self.code(format_args!("{bright}"), begun),
            Color::LightRed => return self.code(format_args!("{}", bright + 1), begun),
            Color::LightGreen => return self.code(format_args!("{}", bright + 2), begun),
            Color::LightYellow => return self.code(format_args!("{}", bright + 3), begun),
            Color::LightBlue => return self.code(format_args!("{}", bright + 4), begun),
            Color::LightMagenta => return self.code(format_args!("{}", bright + 5), begun),
            Color::LightCyan => return self.code(format_args!("{}", bright + 6), begun),
            Color::White => return self.code(format_args!("{}", bright + 7), begun),
            Color::Black => dark(0),
            Color::Red => dark(1),
            Color::Green => dark(2),
            Color::Yellow => dark(3),
            Color::Blue => dark(4),
            Color::Magenta => dark(5),
            Color::Cyan => dark(6),
            Color::Gray => dark(7),
            Color::Indexed(index) => dark(index),
        };
        self.code(format_args!("{of};{way};{index}"), begun);
    }

    /// What was written, with plain letters behind it.
    fn end(mut self) -> String {
        if (self.fg, self.bg, self.modifier) != (Color::Reset, Color::Reset, Modifier::empty()) {
            self.out.push_str("\x1b[m");
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// What a terminal makes of it.
    fn shown(before: &Buffer, sent: &str) -> Buffer {
        let mut screen = before.clone();
        let (mut x, mut y, mut style) = (0_u16, 0_u16, Style::reset());
        let mut rest = sent;
        while let Some(first) = rest.chars().next() {
            let Some(escape) = rest.strip_prefix("\x1b[") else {
                let width = u16::try_from(first.to_string().width()).unwrap();
                screen.set_string(x, y, first.to_string(), style);
                (x, rest) = (x + width, &rest[first.len_utf8()..]);
                continue;
            };
            let end = escape.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            let codes: Vec<u16> = escape[..end].split(';').map(|code| code.parse().unwrap_or(0)).collect();
            match (&escape[end..=end], codes.as_slice()) {
                ("H", [row, column]) => (x, y) = (column - 1, row - 1),
                ("C", [steps]) => x += (*steps).max(1),
                ("m", codes) => style = styled(style, codes),
                other => panic!("{other:?}"),
            }
            rest = &escape[end + 1..];
        }
        assert_eq!(style, Style::reset(), "letters are plain behind it");
        screen
    }

    fn styled(mut style: Style, codes: &[u16]) -> Style {
        let mut codes = codes.iter().copied();
        while let Some(code) = codes.next() {
            style = match code {
                0 => Style::reset(),
                38 | 48 => {
                    assert_eq!(codes.next(), Some(5));
                    let index = Color::Indexed(u8::try_from(codes.next().unwrap()).unwrap());
                    if code == 38 { style.fg(index) } else { style.bg(index) }
                }
                39 => style.fg(Color::Reset),
                49 => style.bg(Color::Reset),
                90 => style.fg(Color::DarkGray),
                22 => style.remove_modifier(Modifier::BOLD | Modifier::DIM),
                code => {
                    let one = MODIFIERS.iter().find(|(_, on, off)| [u16::from(*on), u16::from(*off)].contains(&code));
                    let (one, on, _) = one.unwrap_or_else(|| panic!("{code}"));
                    if u16::from(*on) == code { style.add_modifier(*one) } else { style.remove_modifier(*one) }
                }
            };
        }
        style
    }

    /// A word in each row; no word lies over half of a wide letter of another.
    fn frames() -> impl Strategy<Value = Vec<(u16, u16, String, u8)>> {
        let word = |row: u16| (0_u16..12, Just(row), "[ab ─…漢]{0,6}", 0_u8..8);
        (0_u16..4).map(word).collect::<Vec<_>>()
    }

    fn painted(words: &[(u16, u16, String, u8)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 4));
        let plain = Style::reset();
        let styles = [
            plain,
            plain.fg(Color::DarkGray),
            plain.fg(Color::Indexed(1)).add_modifier(Modifier::BOLD),
            plain.add_modifier(Modifier::REVERSED),
            plain.add_modifier(Modifier::DIM),
            plain.bg(Color::Indexed(4)),
            plain.add_modifier(Modifier::UNDERLINED),
            plain.add_modifier(Modifier::BOLD | Modifier::DIM),
        ];
        for (x, y, text, style) in words {
            buffer.set_stringn(*x, *y, text, usize::from(14 - x), styles[usize::from(*style)]);
        }
        buffer
    }

    proptest! {
        /// Whatever was on the screen, what is sent leads to what is to be there.
        #[test]
        fn what_is_sent_leads_to_the_frame(before in frames(), now in frames()) {
            let (before, now) = (painted(&before), painted(&now));
            let screen = shown(&before, &difference(&before, &now));
            for (cell, wanted) in screen.content.iter().zip(&now.content) {
                let same = (cell.symbol(), cell.fg, cell.bg, cell.modifier)
                    == (wanted.symbol(), wanted.fg, wanted.bg, wanted.modifier);
                prop_assert!(same || looks_alike(cell, wanted), "{cell:?} is not {wanted:?}");
            }
            prop_assert_eq!(difference(&now, &now), "");
        }
    }
}
