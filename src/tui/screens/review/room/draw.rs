//! How a meeting that goes on is drawn: its agenda as a strip, and the page of the item that is looked at.

use ratatui::layout::Rect;

use crate::domain::record::Record;
use crate::domain::value::Instant;
use crate::domain::visible::width;
use crate::tui::canvas::Canvas;
use crate::tui::scroll::in_sight;
use crate::tui::theme::{Look, Role};
use crate::workflow::review::Proceedings;
use crate::workflow::review::room::{Stop, Time, agenda};

use super::lines::{Columns, Row, rows};
use super::page::{Entry, Page, Shape};

/// From this width on, what was decided and noted stands beside the figures.
const BESIDE: u16 = 140;

/// How many pieces the bar of an item's time has.
const PIECES: i64 = 5;

fn cols(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Draws the strip and the page.
pub fn draw(
    page: &Page,
    proceedings: &Proceedings,
    item: &Record,
    canvas: &mut Canvas,
    area: Rect,
    now: Option<Instant>,
) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    strip(proceedings, item, canvas, inner, now);
    let rule = canvas.look.sign("─", "-").repeat(usize::from(inner.width));
    canvas.put(inner.x, inner.y + 1, inner.width, &rule, Role::Border);
    let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let title = page.entries.iter().position(|one| matches!(one.shape, Shape::Title { .. }));
    let mut below_title = body;
    if let Some(place) = title {
        let drawn = Laid::of(&page.entries[place..=place], place, body.width, canvas.look);
        let height = u16::try_from(drawn.rows.len()).unwrap_or(u16::MAX).min(body.height);
        drawn.draw(canvas, Rect { height, ..body }, 0, page.cursor);
        below_title = Rect { y: body.y + height, height: body.height - height, ..body };
    }
    let from = title.map_or(0, |place| place + 1);
    let split = page.entries.iter().position(|one| one.below).unwrap_or(page.entries.len()).max(from);
    parts(page, canvas, below_title, [from, split]);
}

/// What is above and what is below, or beside it where there is room.
fn parts(page: &Page, canvas: &mut Canvas, area: Rect, [from, split]: [usize; 2]) {
    let look = canvas.look;
    if area.width >= BESIDE && split < page.entries.len() {
        let left = area.width * 58 / 100;
        let [above, below] =
            [Rect { width: left, ..area }, Rect { x: area.x + left + 2, width: area.width - left - 2, ..area }];
        let rows = Laid::of(&page.entries[from..split], from, above.width, look);
        window(page, 0, &rows, canvas, above);
        let rows = Laid::of(&page.entries[split..], split, below.width, look);
        return window(page, 1, &rows, canvas, below);
    }
    let above = Laid::of(&page.entries[from..split], from, area.width, look);
    let below = Laid::of(&page.entries[split..], split, area.width, look);
    let height = usize::from(area.height);
    let (many, few) = (above.rows.len(), below.rows.len());
    let low = few.min(height.saturating_sub(many).max(height * 3 / 5));
    let high = many.min(height - low);
    // A row of air where there is one to spare.
    let air = usize::from(high + low < height && low > 0 && high > 0);
    let top = |high: usize| u16::try_from(high).unwrap_or(u16::MAX);
    window(page, 0, &above, canvas, Rect { height: top(high), ..area });
    let y = area.y + top(high + air);
    window(page, 1, &below, canvas, Rect { y, height: area.bottom().saturating_sub(y).min(top(low)), ..area });
}

/// Rows that were laid out, each with the entry that it belongs to.
struct Laid {
    rows: Vec<(usize, Row)>,
}

impl Laid {
    fn of(entries: &[Entry], first: usize, room: u16, look: Look) -> Self {
        let columns = Columns::of(entries, room);
        let of_entry = |(place, entry): (usize, &Entry)| {
            let rows = rows(entry, room, columns, look);
            rows.into_iter().map(move |row| (first + place, row)).collect::<Vec<_>>()
        };
        Self { rows: entries.iter().enumerate().flat_map(of_entry).collect() }
    }

    /// Draws the rows from one on.
    fn draw(&self, canvas: &mut Canvas, area: Rect, top: usize, cursor: usize) {
        let mut first = true;
        for ((entry, row), y) in self.rows.iter().skip(top).zip(area.y..area.bottom()) {
            let chosen = *entry == cursor;
            if chosen {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, ..area }, style);
                if first {
                    canvas.cursor = Some((area.x, y).into());
                    first = false;
                }
            }
            for piece in row {
                let room = piece.room.min(area.width.saturating_sub(piece.x));
                let role = if chosen { Role::Selected } else { piece.role };
                canvas.put(area.x + piece.x, y, room, &piece.text, role);
            }
        }
    }
}

/// Draws a window of rows; what is left out above and below it is told.
fn window(page: &Page, part: usize, laid: &Laid, canvas: &mut Canvas, area: Rect) {
    let (count, height) = (laid.rows.len(), usize::from(area.height));
    if height == 0 || count == 0 {
        return;
    }
    let mut shown = laid.rows.iter().enumerate().filter(|(_, (entry, _))| *entry == page.cursor).map(|(at, _)| at);
    let first = shown.next();
    let last = shown.last().or(first);
    let room = if count > height && height > 1 { height - 1 } else { height };
    // A heading comes into sight with what stands below it.
    let first = first.map(|at| if at == 1 { 0 } else { at });
    let span = match (first, last) {
        (Some(first), Some(last)) => first..(last + 1).min(first + room),
        _ => page.tops[part].get()..page.tops[part].get(),
    };
    let seen = in_sight(&page.tops[part], span, room, count);
    page.room.set(page.room.get().max(room));
    laid.draw(canvas, Rect { height: u16::try_from(room).unwrap_or(area.height), ..area }, seen.start, page.cursor);
    if room < height {
        let (before, after) = (seen.start, count - seen.end);
        let words = match (before, after) {
            (0, after) => format!("{after} more below"),
            (before, 0) => format!("{before} more above"),
            (before, after) => format!("{before} more above, {after} below"),
        };
        let words = format!("{} {words}", canvas.look.sign("…", "..."));
        canvas.put(area.x + 3, area.bottom() - 1, area.width.saturating_sub(3), &words, Role::Quiet);
    }
}

/// The agenda in one line: how each item ended, which one is in session, how its time goes, how far the meeting is.
fn strip(proceedings: &Proceedings, looked_at: &Record, canvas: &mut Canvas, area: Rect, now: Option<Instant>) {
    let stops = agenda(proceedings);
    let ended = stops.iter().filter(|stop| stop.ended()).count();
    let far = format!("{ended}/{}", stops.len());
    let mut right = area;
    let used = canvas.right(right, area.y, &far, Role::Quiet);
    right.width = right.width.saturating_sub(used + 1);
    if let (Some(item), Some(now)) = (proceedings.current(), now) {
        let time = Time::of(item, now);
        let role = match (time.is_over(), time.is_near()) {
            (true, _) => Role::Bad,
            (_, true) => Role::Watch,
            _ => Role::Quiet,
        };
        if let Some(share) = time.share() {
            let full = usize::try_from((share * PIECES / 100).clamp(0, PIECES)).unwrap_or(0);
            let [filled, empty] = [canvas.look.sign("▰", "#"), canvas.look.sign("▱", "-")];
            let bar = format!("{}{}", filled.repeat(full), empty.repeat(PIECES as usize - full));
            let used = canvas.right(right, area.y, &bar, role);
            right.width = right.width.saturating_sub(used + 1);
        }
        let used = canvas.right(right, area.y, &time.words(), role);
        right.width = right.width.saturating_sub(used + 2);
    }
    let here =
        stops.iter().position(|stop| stop.current).or(stops.iter().position(|stop| stop.item.id == looked_at.id));
    let words = spelled(&stops, looked_at, canvas.look);
    let mut x = right.x;
    for (text, role) in fitting(words, here.unwrap_or(0), right.width, canvas.look) {
        x += canvas.put(x, area.y, right.right().saturating_sub(x), &text, role);
    }
}

/// How each item is spelled in the strip.
fn spelled(stops: &[Stop], looked_at: &Record, look: Look) -> Vec<[(String, Role); 2]> {
    let one = |stop: &Stop| {
        let looks = stop.item.id == looked_at.id;
        let role = match (stop.current, looks, stop.ended()) {
            (true, ..) => Role::Accent,
            (_, true, _) => Role::Strong,
            (.., true) => Role::Quiet,
            _ => Role::Text,
        };
        let text = match (stop.current, looks) {
            (true, _) => format!("[{}]", stop.short),
            (_, true) => format!("<{}>", stop.short),
            _ => stop.short.to_owned(),
        };
        let sign = stop.sign.map_or((String::new(), Role::Quiet), |sign| {
            (look.sign(sign.drawn, sign.ascii).to_owned(), look.tone(sign.tone).1)
        });
        [(text, role), sign]
    };
    stops.iter().map(one).collect()
}

/// The stops that there is room for, those around the one in session first; what is left out is told by a mark.
fn fitting(words: Vec<[(String, Role); 2]>, here: usize, room: u16, look: Look) -> Vec<(String, Role)> {
    let wide = |one: &[(String, Role); 2]| cols(&one[0].0) + cols(&one[1].0) + 1;
    let all: u16 = words.iter().map(wide).sum();
    let (mut first, mut last) = (0, words.len());
    if all > room + 1 {
        (first, last) = (here.min(words.len().saturating_sub(1)), (here + 1).min(words.len()));
        let mut used = words.get(here).map_or(0, wide) + 4;
        loop {
            let after = words.get(last).map(wide).filter(|more| used + more <= room);
            if let Some(more) = after {
                used += more;
                last += 1;
            }
            let before = first.checked_sub(1).and_then(|at| words.get(at)).map(wide).filter(|more| used + more <= room);
            if let Some(more) = before {
                used += more;
                first -= 1;
            }
            if after.is_none() && before.is_none() {
                break;
            }
        }
    }
    let dots = look.sign("…", "~");
    let mut found = Vec::new();
    if first > 0 {
        found.push((format!("{dots} "), Role::Quiet));
    }
    let count = words.len();
    for [text, sign] in words.into_iter().take(last).skip(first) {
        found.push(text);
        found.push(sign);
        found.push((" ".to_owned(), Role::Text));
    }
    if last < count {
        found.push((dots.to_owned(), Role::Quiet));
    }
    found
}
