//! A matrix: rows against columns. Its headings and its legend stay in sight; of its rows those are drawn that are.

use ratatui::layout::Rect;

use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::theme::Role;
use crate::workflow::sheet::{Crossing, Group, Matrix};

use super::laid::role;

/// The width of a column, and the widest that a title is shown.
const COLUMN: u16 = 7;
const TITLE: u16 = 48;
/// The room of a code with what stands before it.
const CODE: u16 = 11;
/// A space at which no line is broken.
const KEPT: &str = "\u{a0}";

/// A line of it.
pub enum Line<'a> {
    Heading(&'a Group),
    Row(&'a Crossing),
}

/// Its lines.
pub fn lines(matrix: &Matrix) -> impl Iterator<Item = Line<'_>> {
    matrix.groups.iter().flat_map(|group| std::iter::once(Line::Heading(group)).chain(group.rows.iter().map(Line::Row)))
}

/// A matrix where it is drawn.
pub struct Drawn<'a> {
    matrix: &'a Matrix,
    area: Rect,
    /// The first column that there is room for: the last ones matter most.
    first: usize,
    /// Where titles end and signs begin; the room of the signs, and of what is said last.
    title: u16,
    across: u16,
    words: u16,
}

impl<'a> Drawn<'a> {
    /// Draws the headings and the legend; gives what is left between them.
    pub fn frame(matrix: &'a Matrix, canvas: &mut Canvas, area: Rect) -> (Self, Rect) {
        // What was last said takes a third, the columns what is left beside codes and titles.
        let words = (area.width / 3).clamp(18, 44).min(area.width);
        let left = area.width.saturating_sub(words + CODE + 20);
        let shown = usize::from(left / COLUMN).min(matrix.across.len());
        let across = u16::try_from(shown).unwrap_or(0) * COLUMN;
        // On a wide screen the signs stay near the titles.
        let title = area.width.saturating_sub(words + CODE + across).min(TITLE);
        let drawn = Self { matrix, area, first: matrix.across.len() - shown, title, across, words };
        let [code, what, last] = matrix.headings;
        canvas.put(area.x + 2, area.y, 9, code, Role::Quiet);
        canvas.put(area.x + CODE, area.y, title, what, Role::Quiet);
        for (column, across) in matrix.across.iter().enumerate().skip(drawn.first) {
            canvas.put(drawn.at(column), area.y, COLUMN - 1, &across.code, Role::Quiet);
        }
        canvas.put(drawn.last(), area.y, words, last, Role::Quiet);
        // A sign stays with its word where the line is broken.
        let look = canvas.look;
        let one = |(sign, words): &(crate::workflow::sheet::Sign, &str)| {
            format!("{} {words}", look.sign(sign.drawn, sign.ascii)).replace(' ', KEPT)
        };
        let legend = wrapped(&matrix.legend.iter().map(one).collect::<Vec<_>>().join("  "), area.width);
        let below = u16::try_from(legend.len()).unwrap_or(1).min(area.height.saturating_sub(2));
        for (line, y) in legend.iter().zip(area.bottom() - below..area.bottom()) {
            canvas.put(area.x, y, area.width, &line.replace(KEPT, " "), Role::Quiet);
        }
        (drawn, Rect { y: area.y + 1, height: area.height - 1 - below, ..area })
    }

    fn at(&self, column: usize) -> u16 {
        let place = u16::try_from(column.saturating_sub(self.first)).unwrap_or(0);
        self.area.x + CODE + self.title + place * COLUMN
    }

    fn last(&self) -> u16 {
        self.area.x + CODE + self.title + self.across
    }

    /// Draws a line of it.
    pub fn line(&self, line: &Line, selected: bool, canvas: &mut Canvas, y: u16) {
        let area = Rect { y, height: 1, ..self.area };
        let row = match line {
            Line::Heading(group) => {
                canvas.put(area.x, y, area.width, &group.title.replacen(": ", " · ", 1), Role::Strong);
                return;
            }
            Line::Row(row) => row,
        };
        let look = canvas.look;
        let as_selected = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            canvas.paint(area, look.style(Role::Selected));
            canvas.put(area.x, y, 2, look.sign("▶", ">"), Role::Selected);
            canvas.cursor = Some((area.x, y).into());
        }
        canvas.put(area.x + 2, y, CODE - 3, &row.code, as_selected(Role::Quiet));
        canvas.put(area.x + CODE, y, self.title.saturating_sub(1), &row.title, as_selected(Role::Text));
        for (column, mark) in
            row.marks.iter().filter(|(column, _)| (self.first..self.matrix.across.len()).contains(column))
        {
            let sign = look.sign(mark.sign.drawn, mark.sign.ascii);
            canvas.put(self.at(*column) + 2, y, 2, sign, as_selected(role(Some(mark.sign.tone), look)));
        }
        let said = row.last.brief.as_ref().unwrap_or(&row.last.text);
        canvas.put(self.last(), y, self.words, said, as_selected(role(row.last.tone, look)));
    }
}
