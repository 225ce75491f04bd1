//! How a review is drawn: the agenda at the left, what belongs to the selected item beside it. Where there is little
//! room, the agenda folds into one line.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::agenda_item::{AgendaItem, State as ItemState};
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::domain::value::Instant;
use crate::tui::canvas::{Canvas, Pane as Frame, WIDE, wrapped};
use crate::tui::desk::Desk;
use crate::tui::theme::Role;
use crate::workflow::review::room::{Time, ended};
use crate::workflow::review::{Proceedings, agenda};

use super::lead::{Kind, Pane};
use super::{ReviewView, room, tone};

/// Draws the screen.
pub fn draw(screen: &ReviewView, canvas: &mut Canvas, area: Rect, desk: &Desk) {
    let Some(proceedings) = screen.proceedings.as_deref() else { return begin(canvas, area) };
    let now = desk.store.ambient().now();
    if proceedings.state().is_running()
        && let Some(item) = screen.item()
    {
        return room::draw(&screen.page, proceedings, item, canvas, area, screen.timer.then_some(now));
    }
    let mut area = area;
    let wide = area.width >= WIDE;
    if !wide && !screen.zoomed && !proceedings.items.is_empty() {
        folded(screen, proceedings, canvas, Rect { height: 1, ..area }, now);
        area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    for (place, area) in places(screen, area, wide) {
        let Some(pane) = screen.panes.get(place) else { continue };
        let focused = place == screen.focus;
        let (title, note) = heading(pane, screen, proceedings);
        let inner = canvas.pane(area, Frame { title: &title, note: &note, focused });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        if inner.height == 0 {
            continue;
        }
        if pane.kind == Kind::Agenda {
            agenda(screen, proceedings, pane, canvas, inner, now);
        } else if pane.lines.items.is_empty() {
            let words = wrapped(empty(pane.kind, proceedings.state()), inner.width);
            for (line, y) in words.iter().zip(inner.y..inner.bottom()) {
                canvas.put(inner.x, y, inner.width, line, Role::Quiet);
            }
            if focused {
                canvas.cursor = Some((inner.x, inner.y).into());
            }
        } else {
            pane.lines.draw(canvas, inner, focused);
        }
    }
}

/// What a person sees before there is any review.
fn begin(canvas: &mut Canvas, area: Rect) {
    let inner = canvas.pane(area, Frame { title: "Management review", note: "9.3", focused: true });
    let inner = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4).min(76), ..inner };
    let words = "Top management looks at the management system at planned intervals: what came in, how the system does, \
                 what is decided. No review is on record yet.\n\n\
                 s   begins one: plan it, call it, circulate its pack, open the meeting\n\
                 8   all registers: the people who take part are entered there first\n\n\
                 Every step is offered under s when it can be made, and says what it does.";
    let top = inner.y + inner.height.saturating_sub(10) / 3;
    for (line, y) in wrapped(words, inner.width).iter().zip(top..inner.bottom()) {
        canvas.put(inner.x, y, inner.width, line, Role::Text);
    }
}

/// Which pane stands where.
fn places(screen: &ReviewView, area: Rect, wide: bool) -> Vec<(usize, Rect)> {
    if screen.zoomed {
        return vec![(screen.focus, area)];
    }
    let of = |kind: Kind| screen.panes.iter().position(|pane| pane.kind == kind);
    let rest: Vec<usize> = (0..screen.panes.len()).filter(|place| screen.panes[*place].kind != Kind::Agenda).collect();
    if wide {
        let share = if area.width >= 160 { 46 } else { 36 };
        let [left, right] = Layout::horizontal([Constraint::Length(share), Constraint::Fill(1)]).areas(area);
        let weigh = |place: &usize| {
            let focused = *place == screen.focus;
            match screen.panes[*place].kind {
                Kind::State | Kind::Input => Constraint::Fill(if focused { 6 } else { 5 }),
                _ => Constraint::Fill(if focused { 4 } else { 2 }),
            }
        };
        let heights: Vec<_> = rest.iter().map(weigh).collect();
        let areas = Layout::vertical(heights).split(right);
        let mut places: Vec<_> = of(Kind::Agenda).map(|place| (place, left)).into_iter().collect();
        places.extend(rest.into_iter().zip(areas.iter().copied()));
        return places;
    }
    // Folded, the agenda takes the place of the input only while it is gone through.
    let agenda = of(Kind::Agenda).filter(|place| *place == screen.focus);
    let shown: Vec<usize> = match agenda {
        Some(agenda) => std::iter::once(agenda).chain(rest.into_iter().skip(1)).collect(),
        None => rest,
    };
    let heights: Vec<_> = shown
        .iter()
        .enumerate()
        .map(|(order, place)| match (*place == screen.focus, order) {
            (true, _) => Constraint::Fill(4),
            (false, 0) => Constraint::Fill(2),
            (false, _) => Constraint::Length(3),
        })
        .collect();
    let areas = Layout::vertical(heights).split(area);
    shown.into_iter().zip(areas.iter().copied()).collect()
}

fn heading(pane: &Pane, screen: &ReviewView, proceedings: &Proceedings) -> (String, String) {
    let count = match pane.lines.items.len() {
        0 => String::new(),
        count => count.to_string(),
    };
    let item = screen.item();
    match pane.kind {
        Kind::Agenda => {
            let ended = proceedings.items.iter().filter(|item| is_ended(item)).count();
            ("Agenda".to_owned(), format!("{ended} of {} ended", proceedings.items.len()))
        }
        Kind::State if proceedings.state().is_before() => {
            let open = screen.ready().map(|ready| ready.iter().filter(|row| tone(row) != Some(Tone::Good)).count());
            let note = match open {
                None => String::new(),
                Some(0) => "all ready".to_owned(),
                Some(open) => format!("{open} open"),
            };
            ("Readiness".to_owned(), note)
        }
        Kind::State => ("Minutes".to_owned(), String::new()),
        Kind::Input => {
            let title = item.map_or("Input".to_owned(), agenda::words);
            let clause = item.and_then(|item| AgendaItem(item).input()).and_then(|input| input.clause());
            (title, clause.unwrap_or_default().to_owned())
        }
        Kind::Decisions if proceedings.state().is_before() => ("Proposals".to_owned(), count),
        Kind::Decisions => ("Decisions".to_owned(), count),
        Kind::Actions => ("Actions".to_owned(), count),
    }
}

fn empty(kind: Kind, state: State) -> &'static str {
    match (kind, state.is_before(), state.is_over()) {
        _ if state == State::Cancelled => "None.",
        (Kind::Decisions, true, _) => {
            "None drafted for this item. d words one ahead, to be put with one key in the meeting."
        }
        (Kind::Decisions, _, false) => "None yet. d words one.",
        (Kind::Actions, _, false) => "None yet. a records one, from the decision that is selected.",
        (Kind::Agenda, ..) => "No agenda yet. s calls the review, which puts the standard's agenda in place.",
        _ => "None.",
    }
}

fn is_ended(item: &Record) -> bool {
    AgendaItem(item).state().is_some_and(ItemState::is_ended)
}

/// Minutes used and allotted, and whether that is more than it may take.
fn time(item: &Record, now: Instant, shown: bool) -> (String, bool) {
    let time = Time::of(item, now);
    (if shown { time.words() } else { String::new() }, time.is_over())
}

fn sign_of(item: &Record, canvas: &Canvas) -> (&'static str, Role) {
    match AgendaItem(item).state() {
        Some(ItemState::Current) => (canvas.look.sign("▶", ">"), Role::Accent),
        _ => match ended(item) {
            Some(sign) => (canvas.look.sign(sign.drawn, sign.ascii), canvas.look.tone(sign.tone).1),
            None => (" ", Role::Quiet),
        },
    }
}

fn agenda(screen: &ReviewView, proceedings: &Proceedings, pane: &Pane, canvas: &mut Canvas, area: Rect, now: Instant) {
    let focused = screen.pane().is_some_and(|focused| focused.kind == pane.kind);
    if proceedings.items.is_empty() {
        for (line, y) in wrapped(empty(Kind::Agenda, proceedings.state()), area.width).iter().zip(area.y..area.bottom())
        {
            canvas.put(area.x, y, area.width, line, Role::Quiet);
        }
        return;
    }
    for (place, y) in pane.lines.window(area.height.into()).zip(area.y..area.bottom()) {
        let Some(item) = proceedings.items.get(place) else { continue };
        let row = Rect { y, height: 1, ..area };
        let chosen = screen.item().is_some_and(|one| one.id == item.id);
        let (sign, role) = sign_of(item, canvas);
        if chosen && focused {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, y).into());
        }
        let role_of = |role| if chosen && focused { Role::Selected } else { role };
        canvas.put(row.x, y, 2, sign, role_of(role));
        let (time, over) = time(item, now, screen.timer || !proceedings.state().is_running());
        let used = canvas.right(row, y, &time, role_of(if over { Role::Bad } else { Role::Quiet }));
        let view = AgendaItem(item);
        let words = match view.state() {
            Some(ItemState::Current) => Role::Accent,
            Some(state) if state.is_ended() => Role::Quiet,
            _ => Role::Text,
        };
        let words = if chosen && !focused { Role::Strong } else { words };
        let letter = view.input().map_or("", |input| input.letter());
        canvas.put(row.x + 2, y, 2, letter, role_of(words));
        let width = row.width.saturating_sub(5 + used + 1);
        let short = view.input().filter(|input| input.title() == item.title() && area.width < 50);
        canvas.put(row.x + 5, y, width, short.map_or(item.title(), |input| input.short()), role_of(words));
    }
}

/// The agenda in one line: where the meeting is, and how far.
fn folded(screen: &ReviewView, proceedings: &Proceedings, canvas: &mut Canvas, area: Rect, now: Instant) {
    let Some(item) = screen.item() else { return };
    let (sign, role) = sign_of(item, canvas);
    let (time, over) = time(item, now, screen.timer || !proceedings.state().is_running());
    let place = proceedings.items.iter().position(|one| one.id == item.id).map_or(0, |place| place + 1);
    let ended = proceedings.items.iter().filter(|item| is_ended(item)).count();
    let right = format!("item {place} of {}, {ended} ended", proceedings.items.len());
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let used = canvas.right(inner, inner.y, &right, Role::Quiet);
    let mut x = inner.x;
    x += canvas.put(x, inner.y, 2, sign, role).max(1) + 1;
    let room = inner.right().saturating_sub(x + used + 2);
    let words = agenda::words(item);
    x += canvas.put(x, inner.y, room.saturating_sub(8), &words, Role::Strong) + 1;
    canvas.put(x, inner.y, 8, &time, if over { Role::Bad } else { Role::Quiet });
}
