//! Numbers so large that they are read from the other end of a room.

use font8x8::UnicodeFonts;
use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// The columns and rows of a digit: a column a dot, two dots a row.
const WIDTH: u16 = 8;
pub const HEIGHT: u16 = 4;

/// The columns that a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.chars().count()).unwrap_or(u16::MAX).saturating_mul(WIDTH)
}

/// Writes digits so that they end at the right of an area, from its first row on.
pub fn right(canvas: &mut Canvas, area: Rect, text: &str, role: Role) {
    let (full, upper, lower) = if canvas.look.ascii { ("#", "#", "#") } else { ("█", "▀", "▄") };
    let start = area.right().saturating_sub(width(text)).max(area.x);
    for (letter, x) in text.chars().zip((start..area.right()).step_by(usize::from(WIDTH))) {
        let Some(dots) = font8x8::BASIC_FONTS.get(letter) else { continue };
        for (pair, y) in dots.chunks(2).zip(area.y..area.bottom()) {
            for column in 0..WIDTH.min(area.right() - x) {
                let is_set = |row: usize| pair.get(row).is_some_and(|dots| dots >> column & 1 == 1);
                let sign = match (is_set(0), is_set(1)) {
                    (true, true) => full,
                    (true, false) => upper,
                    (false, true) => lower,
                    (false, false) => continue,
                };
                canvas.put(x + column, y, 1, sign, role);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::tui::theme::Look;

    fn drawn(text: &str, look: Look) -> Vec<String> {
        let area = Rect::new(0, 0, width(text), HEIGHT);
        let mut buffer = Buffer::empty(area);
        right(&mut Canvas::new(&mut buffer, look), area, text, Role::Text);
        let row = |y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..HEIGHT).map(|y| row(y).trim_end().to_owned()).collect()
    }

    #[test]
    fn a_number_is_four_rows_of_blocks() {
        assert_eq!(drawn("1", Look::default()), [" ▄██", "  ██", "  ██", "▀▀▀▀▀▀"].map(|row| row.to_owned()));
        let plain = drawn("1", Look { ascii: true, ..Look::default() });
        assert!(plain.iter().all(|row| row.chars().all(|letter| " #".contains(letter))), "{plain:?}");
    }
}
