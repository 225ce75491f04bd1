//! The board as one list: a line each where every word has room, two lines where it has not.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::nonconformity::Nonconformity;
use crate::domain::spelling::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::workflow::closure::board::{Card, LISTED};

use super::{BoardView, card};

/// What the columns of a wide list are called.
const NAMES: [&str; 7] = ["No.", "Grade", "Nonconformity", "State", "Due date", "Raised", "Owner"];

/// The column of the title.
const TITLE: usize = 2;

/// A cell with its sign.
struct Cell {
    sign: &'static str,
    text: String,
    role: Role,
}

impl BoardView {
    /// Draws the rows that fit, and says where the cursor is.
    pub(super) fn draw_list(&self, canvas: &mut Canvas, area: Rect) -> String {
        let cards = self.listed();
        // The widths follow from all that are listed, so that they stay while the cursor goes.
        let mut widths = NAMES.map(UnicodeWidthStr::width);
        for one in cards {
            for (width, cell) in widths.iter_mut().zip(self.cells(one, canvas)) {
                let sign = if cell.sign.is_empty() { 0 } else { 2 };
                *width = (*width).max(cell.text.width() + sign);
            }
        }
        let wide = widths.iter().sum::<usize>() + 2 * (NAMES.len() - 1) <= usize::from(area.width);
        let (head, height) = if wide { (1, 1) } else { (0, 2) };
        let rows = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        let room = usize::from(rows.height / height).max(1);
        let window = self.line.window(room, cards.len());
        let top = window.start;
        if wide {
            let mut x = area.x;
            for (name, width) in NAMES.iter().zip(widths) {
                canvas.put(x, area.y, area.right().saturating_sub(x), name, Role::Quiet);
                x += u16::try_from(width + 2).unwrap_or(0);
            }
        }
        for place in window {
            let one = &cards[place];
            let y = rows.y + u16::try_from(place - top).unwrap_or(0) * height;
            let own = Rect { y, height, ..rows };
            let selected = place == self.line.cursor();
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(own, style);
                canvas.cursor = Some((own.x, own.y).into());
            }
            let cells = self.cells(one, canvas);
            if wide {
                one_row(canvas, own, &cells, widths, selected);
            } else {
                two_rows(canvas, own, &cells, widths, selected);
            }
        }
        let all = self.board.get().map_or(0, |board| board.count());
        let note = format!("{} of {}", grouped(self.line.cursor() as u64 + 1), grouped(all));
        if self.line.cursor() + 1 == LISTED as usize && all > u64::from(LISTED) {
            return format!("{note}: o lists them all");
        }
        note
    }

    fn cells(&self, one: &Card, canvas: &Canvas) -> [Cell; 7] {
        let cell = |text: &str, role| Cell { sign: "", text: text.to_owned(), role };
        let (sign, grade, tone) = card::grade(one, canvas.look);
        let (due, late) = one.due(self.today());
        let state = Nonconformity(&one.record).state().map_or("", |state| state.label());
        let due = match late {
            true => Cell { sign: canvas.look.bad(), text: due, role: Role::Bad },
            false => cell(&due, Role::Text),
        };
        let age = one.raised();
        [
            cell(&one.record.reference().to_string(), Role::Quiet),
            Cell { sign, text: grade.to_owned(), role: tone },
            cell(one.record.title(), Role::Strong),
            cell(state, Role::Text),
            due,
            cell(age.trim_start_matches("raised "), Role::Quiet),
            cell(card::owner(one), Role::Text),
        ]
    }
}

fn put(canvas: &mut Canvas, area: Rect, x: u16, cell: &Cell, selected: bool) -> u16 {
    let role = if selected { Role::Selected } else { cell.role };
    let room = |x: u16| area.right().saturating_sub(x);
    let mut at = x;
    if !cell.sign.is_empty() {
        at += canvas.put(at, area.y, room(at), cell.sign, role) + 1;
    }
    at += canvas.put(at, area.y, room(at), &cell.text, role);
    at - x
}

fn one_row(canvas: &mut Canvas, area: Rect, cells: &[Cell; 7], widths: [usize; 7], selected: bool) {
    let mut x = area.x;
    for (cell, width) in cells.iter().zip(widths) {
        put(canvas, area, x, cell, selected);
        x += u16::try_from(width + 2).unwrap_or(0);
    }
}

/// The title whole in the first row as far as it goes, everything else below it.
fn two_rows(canvas: &mut Canvas, area: Rect, cells: &[Cell; 7], widths: [usize; 7], selected: bool) {
    let [reference, grade, title, state, due, age, owner] = cells;
    let wide = |place: usize| u16::try_from(widths[place] + 2).unwrap_or(0);
    let under = area.x + wide(0);
    put(canvas, area, area.x, reference, selected);
    put(canvas, area, under, grade, selected);
    let x = under + wide(1);
    let room = area.right().saturating_sub(x);
    let words = card::cut(&title.text, room, 1).into_iter().next().unwrap_or_default();
    put(canvas, area, x, &Cell { sign: "", text: words, role: cells[TITLE].role }, selected);
    if area.height < 2 {
        return;
    }
    let below = Rect { y: area.y + 1, height: 1, ..area };
    let mut x = under;
    x += put(canvas, below, x, state, selected);
    let dot = Cell { sign: "", text: " · ".to_owned(), role: Role::Quiet };
    x += put(canvas, below, x, &dot, selected);
    x += put(canvas, below, x, due, selected);
    // What has no room whole is left out: the age first.
    let age = if age.text.starts_with("not") { age.text.clone() } else { format!("raised {}", age.text) };
    let rest = card::whole(&[owner.text.clone(), age], area.right().saturating_sub(x + 3));
    if !rest.is_empty() {
        x += put(canvas, below, x, &dot, selected);
        put(canvas, below, x, &Cell { sign: "", text: rest, role: Role::Text }, selected);
    }
}
