//! Tiles in a pane: side by side, each framed, with its value, its bars and what else is said of it.

use unicode_width::UnicodeWidthStr;

use crate::domain::field::Tone;
use crate::domain::visible::{fit, one_line};
use crate::tui::sparkline::sparkline;
use crate::tui::theme::Role;
use crate::workflow::sheet::Tile;

use super::laid::{Page, role};
use super::tile_rows;

/// From this width on tiles are framed; in a narrower column each is a row.
const FRAMED: u16 = 110;
/// The fewest columns in which a tile is read with ease, and its rows: the frame, the value, the bars, what is said.
const WIDTH: u16 = 38;
/// The most tiles side by side: where there is more room, more is read of each.
const MOST: u16 = 4;
const SAID: usize = 2;
const HEIGHT: usize = 4 + SAID;
/// From its left edge to its text.
const INSIDE: usize = 2;

/// Lays tiles: each as a row, or below each other and side by side.
pub(super) fn lay(page: &mut Page, tiles: &[Tile]) {
    if page.width < FRAMED {
        return tile_rows::lay(page, tiles);
    }
    let columns = usize::from((page.width / WIDTH).clamp(1, MOST));
    let width = usize::from(page.width) / columns;
    for row in tiles.chunks(columns) {
        for (place, tile) in row.iter().enumerate() {
            draw(page, tile, place * width, width, place > 0);
        }
        page.y += HEIGHT;
    }
}

fn draw(page: &mut Page, tile: &Tile, left: usize, width: usize, beside: bool) {
    let look = page.look;
    let mark = u16::try_from(left).unwrap_or(u16::MAX);
    let number = page.stop(mark, HEIGHT, beside);
    let framed = Some((number, Role::Accent));
    let within = |role: Role| Some((number, role));
    let across = look.sign("─", "-").repeat(width.saturating_sub(2));
    let [down, top, bottom] = [("│", "|", "│", "|"), ("╭", "+", "╮", "+"), ("╰", "+", "╯", "+")]
        .map(|(start, plain, end, plain_end)| [look.sign(start, plain), look.sign(end, plain_end)]);
    for (below, [start, end]) in [(0, top), (HEIGHT - 1, bottom)] {
        page.span((left, below), format!("{start}{across}{end}"), Role::Border, framed);
    }
    for below in 1..HEIGHT - 1 {
        page.span((left, below), down[0], Role::Border, framed);
        page.span((left + width.saturating_sub(1), below), down[1], Role::Border, framed);
    }
    let code = format!(" {} ", one_line(&tile.code));
    let title = format!(" {} ", fit(&one_line(&tile.title), width.saturating_sub(6 + code.width())));
    page.span((left + 1, 0), title, Role::Strong, framed);
    page.span((left + width.saturating_sub(2 + code.width()), 0), code, Role::Quiet, within(Role::Quiet));
    let room = width.saturating_sub(2 * INSIDE);
    let mut put = |right: usize, below: usize, text: &str, role: Role| {
        let text = fit(&one_line(text), room.saturating_sub(right)).into_owned();
        let used = text.width();
        page.span((left + INSIDE + right, below), text, role, within(role));
        right + used
    };
    let tone = tile.standing.tone;
    let (sign, stands) = (tone.map_or("", |tone| look.tone(tone).0), role(tone, look));
    let after = put(0, 1, sign, stands);
    let after = put(if sign.is_empty() { 0 } else { after + 1 }, 1, &tile.amount(), Role::Strong);
    put(after + 2, 1, &tile.standing.text, stands);
    // What no longer tells how things stand is grey.
    let bars = if tone == Some(Tone::Gone) { Role::Quiet } else { Role::Accent };
    let values: Vec<f64> = tile.values().collect();
    put(0, 2, &sparkline(&values, room, look), bars);
    for (below, line) in packed(tile, room).iter().enumerate() {
        put(0, 3 + below, line, if below == 0 { Role::Text } else { Role::Quiet });
    }
}

/// What is said of a tile in as many lines as it has, nothing of it broken where that can be.
fn packed(tile: &Tile, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in tile.said() {
        let full = lines.len() == SAID;
        match lines.last_mut() {
            Some(line) if full || line.width() + 3 + text.width() <= room => line.push_str(&format!(" · {text}")),
            _ => lines.push(text.to_owned()),
        }
    }
    lines
}
