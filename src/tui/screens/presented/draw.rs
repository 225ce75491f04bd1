//! How the room's view is drawn: few words, large; no key, no reference, nothing that moves but the time that is left.

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::value::Instant;
use crate::domain::zone::Zone;
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::scroll::Scroll;
use crate::tui::theme::Role;
use crate::workflow::review::presented::{Charted, Motion, Page, Presented, Voted};
use crate::workflow::review::room::{self, Outlook, Time};

use super::digits;
use super::laid::{Row, Sheet, fitted};

/// From this size on, what was decided stands beside the figures.
const BESIDE: u16 = 110;
/// The widest column.
const COLUMN: u16 = 84;
/// The widest line of a motion and of a heading.
const MOTION: u16 = 48;
/// From this height on, the time that is left is written large.
const TALL: u16 = 22;

/// When and where it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'z> {
    pub now: Instant,
    pub zone: &'z Zone,
}

/// Draws it; gives how many rows there are to be rolled.
pub fn draw(
    shown: &Presented,
    chart: Option<&Charted>,
    canvas: &mut Canvas,
    area: Rect,
    moment: Moment,
    scroll: &Scroll,
) -> usize {
    let margin = if area.width >= 100 { 4 } else { 2 };
    let inner = Rect {
        x: area.x + margin,
        y: area.y + 1,
        width: area.width.saturating_sub(2 * margin),
        height: area.height.saturating_sub(2),
    };
    let (ended, count) = shown.progress;
    let progress = if count > 0 { format!("{ended} of {count} done") } else { String::new() };
    let used = canvas.right(inner, inner.y, &progress, Role::Quiet);
    canvas.put(inner.x, inner.y, inner.width.saturating_sub(used + 2), shown.title, Role::Quiet);
    let below = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let taken = shown.time.map_or(0, |(time, outlook)| draw_time(canvas, below, time, outlook, moment));
    let heading = Rect { width: below.width.saturating_sub(taken + u16::from(taken > 0) * 3), ..below };
    match &shown.page {
        Page::Words(title, words) => {
            let first = title_of(canvas, heading, "", title) + 1;
            let lines = words.iter().flat_map(|word| wrapped(word, below.width.min(MOTION)));
            for (y, line) in (first..below.bottom()).zip(lines) {
                canvas.put(below.x, y, below.width, &line, Role::Text);
            }
        }
        Page::Item(page, vote) => {
            let mut y = title_of(canvas, heading, page.letter(), page.item.title());
            if !page.presenter.is_empty() {
                canvas.put(heading.x, y, heading.width, page.presenter, Role::Quiet);
                y += 1;
            }
            draw_item(canvas, rest(below, y, shown.time.is_some()), (page, vote.as_ref()), chart, moment);
        }
        Page::Motion(motion) => {
            let y = title_of(canvas, heading, "", "Motion");
            canvas.put(heading.x, y, heading.width, &motion.under, Role::Quiet);
            draw_motion(canvas, rest(below, y + 1, shown.time.is_some()), motion, moment);
        }
        Page::ReadBack(decided, others, asks) => {
            let y = title_of(canvas, heading, "", "Decided and undertaken");
            let area = rest(below, y, shown.time.is_some());
            let sheet = sheet(canvas, area.width.min(COLUMN), moment);
            let mut rows: Vec<Row> = Vec::new();
            for lines in decided.iter().map(|one| sheet.decided(one)) {
                rows.extend(lines);
                rows.push(Row::default());
            }
            rows.extend(others.iter().flat_map(|one| sheet.undertaken(one, 0)));
            draw_rolling(canvas, area, &rows, asks, scroll);
            return rows.len();
        }
    }
    0
}

fn sheet(canvas: &Canvas, width: u16, moment: Moment) -> Sheet {
    Sheet { width, look: canvas.look, today: moment.now.with_timezone(moment.zone).date_naive() }
}

/// What is left below a heading, and below the time.
fn rest(area: Rect, y: u16, timed: bool) -> Rect {
    let tall = timed && area.height + 2 >= TALL;
    let y = (y + 1).max(area.y + if tall { digits::HEIGHT + 3 } else { 3 });
    Rect { y, height: area.bottom().saturating_sub(y), ..area }
}

/// A heading; gives the row below it.
fn title_of(canvas: &mut Canvas, area: Rect, letter: &str, title: &str) -> u16 {
    let text = format!("{letter}  {}", title.to_uppercase());
    let mut y = area.y;
    for line in wrapped(text.trim_start(), area.width.min(MOTION)).into_iter().take(3) {
        canvas.put(area.x, y, area.width, &line, Role::Strong);
        y += 1;
    }
    y
}

/// The time that is left, at the right; gives the columns that it takes.
fn draw_time(canvas: &mut Canvas, area: Rect, time: Time, outlook: Outlook, moment: Moment) -> u16 {
    let role = match (time.is_over(), time.is_near()) {
        (true, _) => Role::Bad,
        (false, true) => Role::Watch,
        (false, false) => Role::Text,
    };
    let (number, of) = match time.left() {
        None => (time.minutes(), "min so far".to_owned()),
        Some(left) if left < 0 => (-left, "min over".to_owned()),
        Some(left) => (left, format!("min left of {}", time.allotted)),
    };
    let number = number.to_string();
    let ends = outlook.ends.with_timezone(moment.zone).format("meeting ends %H:%M").to_string();
    let ends = if outlook.over > 0 { format!("{ends}, {} min over", outlook.over) } else { ends };
    let large = area.height + 2 >= TALL;
    let first = if large { of } else { format!("{number} {of}") };
    let mut y = area.y;
    if large {
        digits::right(canvas, Rect { height: digits::HEIGHT, ..area }, &number, role);
        y += digits::HEIGHT;
    }
    let first = canvas.right(area, y, &first, role);
    let second = canvas.right(area, y + 1, &ends, Role::Quiet);
    first.max(second).max(if large { digits::width(&number) } else { 0 })
}

/// An item, with the vote on what was decided last under it.
type Shown<'a> = (&'a room::Page<'a>, Option<&'a (RecordId, Voted)>);

fn draw_item(canvas: &mut Canvas, area: Rect, (page, vote): Shown, chart: Option<&Charted>, moment: Moment) {
    let room = usize::from(area.height);
    let beside = area.width >= BESIDE;
    let width = if beside { area.width / 2 - 3 } else { area.width }.min(COLUMN);
    let sheet = sheet(canvas, width, moment);
    let (before, brought) = (sheet.laid_before(page), sheet.brought(page, vote));
    let left = Rect { width, ..area };
    if !beside {
        let rows = fitted(brought.into_iter().chain(before).collect(), room);
        let used = draw_rows(canvas, left, &rows);
        draw_chart(canvas, below(left, used), chart);
        return;
    }
    let right = Rect { x: left.right() + 6, ..left };
    let used = draw_rows(canvas, right, &fitted(brought, room));
    let drawn = draw_chart(canvas, below(right, used), chart);
    let used = draw_rows(canvas, left, &fitted(before, room));
    if !drawn {
        draw_chart(canvas, below(left, used), chart);
    }
}

fn below(area: Rect, used: u16) -> Rect {
    Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area }
}

/// The chart, where there is room for the whole of it; says whether there was.
fn draw_chart(canvas: &mut Canvas, area: Rect, chart: Option<&Charted>) -> bool {
    let Some(chart) = chart else { return false };
    let lines = chart.chart.rows(usize::from(area.width), canvas.look.ascii);
    let gap = u16::from(area.y > 0);
    if lines.is_empty() || usize::from(area.height) < lines.len() + usize::from(gap) + 1 {
        return false;
    }
    canvas.put(area.x, area.y + gap, area.width, &chart.title, Role::Quiet);
    for (line, y) in lines.iter().zip(area.y + gap + 1..area.bottom()) {
        canvas.put(area.x, y, area.width, line, Role::Accent);
    }
    true
}

fn draw_rows(canvas: &mut Canvas, area: Rect, rows: &[Row]) -> u16 {
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        let used = canvas.right(area, y, &row.right, Role::Text);
        if let Some((sign, role)) = row.sign {
            canvas.put(area.x + row.indent.saturating_sub(2), y, 1, sign, role);
        }
        let room = area.width.saturating_sub(row.indent + used);
        canvas.put(area.x + row.indent, y, room, &row.text, row.role.unwrap_or(Role::Text));
    }
    u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.height)
}

/// Rows that may be more than there is room for, and what is asked below them.
fn draw_rolling(canvas: &mut Canvas, area: Rect, rows: &[Row], asks: &str, scroll: &Scroll) {
    let [above, below] = [area.height.saturating_sub(2), 2];
    let area_of_rows = Rect { height: above, ..area };
    let room = usize::from(above);
    scroll.see(room);
    let first = scroll.cursor().min(rows.len().saturating_sub(room));
    draw_rows(canvas, area_of_rows, &rows[first..(first + room).min(rows.len())]);
    let hidden = rows.len().saturating_sub(first + room);
    let y = area.y + above + below - 1;
    canvas.put(area.x, y, area.width, asks, Role::Strong);
    let told = match (first, hidden) {
        (0, 0) => String::new(),
        (_, 0) => "more above".to_owned(),
        (0, _) => "more below".to_owned(),
        _ => "more above and below".to_owned(),
    };
    canvas.right(area, y, &told, Role::Watch);
}

fn draw_motion(canvas: &mut Canvas, area: Rect, motion: &Motion, moment: Moment) {
    let mut y = area.y;
    for line in wrapped(motion.words, area.width.min(MOTION)) {
        if y >= area.bottom() {
            return;
        }
        canvas.put(area.x, y, area.width, &line, Role::Strong);
        y += 1;
    }
    y += 1;
    match &motion.vote {
        Some(vote) => {
            let rows = sheet(canvas, area.width.min(COLUMN), moment).vote(vote);
            y += draw_rows(canvas, below(area, y - area.y), &rows) + 1;
        }
        None if y < area.bottom() => {
            canvas.put(area.x, y, area.width, "Does anybody object?", Role::Accent);
            y += 1;
        }
        None => {}
    }
    let quorum = if motion.quorum.met { "Quorum" } else { "No quorum" };
    let mut said = vec![(format!("{quorum}: {}", motion.quorum.words), motion.quorum.met)];
    if !motion.recused.is_empty() {
        said.push((format!("Recused: {}", motion.recused.join(", ")), true));
    }
    for (text, calm) in said {
        for line in wrapped(&text, area.width.min(COLUMN)) {
            y += 1;
            if y < area.bottom() {
                canvas.put(area.x, y, area.width, &line, if calm { Role::Quiet } else { Role::Watch });
            }
        }
    }
}
