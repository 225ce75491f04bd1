//! How the audits are drawn: the tabs in a line, the audit that is meant, a list, and what is said of its selected row.

use std::collections::HashSet;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::audit::Audit;
use crate::store::view::named;
use crate::tui::canvas::{Canvas, Pane, WIDE, wrapped};
use crate::tui::chrome::grouped;
use crate::tui::screens::detail;
use crate::tui::theme::Role;
use crate::workflow::audits::{Progress, day};

use super::{AuditsView, Tab};

/// Rows of what is said below a list, where there is no room beside it.
const BELOW: u16 = 8;

/// Draws the screen.
pub fn draw(screen: &AuditsView, canvas: &mut Canvas, area: Rect) {
    let [tabs, meant, body] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    draw_tabs(screen, canvas, tabs);
    draw_meant(screen, canvas, meant);
    let (list, beside) = places(screen, body);
    let (title, note) = heading(screen);
    let inner = canvas.pane(list, Pane { title: &title, note: &note, focused: true });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    match empty(screen) {
        Some(words) => {
            for (line, y) in wrapped(&words, inner.width).iter().zip(inner.y..inner.bottom()) {
                canvas.put(inner.x, y, inner.width, line, Role::Quiet);
            }
            canvas.cursor = Some((inner.x, inner.y).into());
        }
        None => match screen.tab {
            Tab::Programmes => screen.programmes.draw(canvas, inner, &HashSet::new(), true),
            Tab::Audits => screen.audits.draw(canvas, inner, &HashSet::new(), true),
            Tab::Findings => screen.findings.draw(canvas, inner, &HashSet::new(), true),
            Tab::Checklist => screen.checklist.draw(canvas, inner),
            Tab::Coverage => screen.coverage.draw(canvas, inner, true),
        },
    }
    let Some(beside) = beside else { return };
    let title = match (screen.tab, screen.selected()) {
        (Tab::Coverage, _) => "When and how".to_owned(),
        (Tab::Checklist, Some(record)) => record.reference().to_string(),
        (_, Some(record)) => named(record),
        (_, None) => String::new(),
    };
    let inner = canvas.pane(beside, Pane { title: &title, note: "", focused: false });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    detail::lay(&screen.detail, inner.width).draw(canvas, inner, &screen.detail, 0, None);
}

fn places(screen: &AuditsView, body: Rect) -> (Rect, Option<Rect>) {
    // What has nothing to select has nothing to say of it.
    if screen.zoomed || empty(screen).is_some() {
        return (body, None);
    }
    // The matrix wants the whole width.
    if body.width >= WIDE && screen.tab != Tab::Coverage {
        let [list, beside] = Layout::horizontal([Constraint::Percentage(60), Constraint::Fill(1)]).areas(body);
        return (list, Some(beside));
    }
    // A line of the matrix needs little.
    let wanted = if screen.tab == Tab::Coverage { BELOW - 3 } else { BELOW };
    let below = wanted.min(body.height / 2);
    let [list, beside] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(body);
    (list, Some(beside))
}

fn draw_tabs(screen: &AuditsView, canvas: &mut Canvas, area: Rect) {
    let mut x = area.x + 1;
    for tab in Tab::ALL {
        let note = match tab {
            Tab::Programmes | Tab::Audits => String::new(),
            Tab::Checklist if screen.checklist.is_empty() => String::new(),
            Tab::Checklist => match screen.checklist.progress() {
                Some(Progress { answered, count }) => format!(" {answered}/{count}"),
                None => String::new(),
            },
            Tab::Findings => screen.findings.count().map_or(String::new(), |count| format!(" {}", grouped(count))),
            Tab::Coverage => match screen.coverage.short() {
                "" => String::new(),
                short => format!(" {short}"),
            },
        };
        let chosen = tab == screen.tab;
        let role = if chosen { Role::Selected } else { Role::Text };
        let sign = if chosen { canvas.look.sign("▶", ">") } else { " " };
        let text = format!("{sign}{}{note} ", tab.label());
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &text, role) + 1;
    }
}

/// The audit whose checklist and findings are shown, in one line.
fn draw_meant(screen: &AuditsView, canvas: &mut Canvas, area: Rect) {
    let Some(record) = &screen.audit else {
        canvas.put(area.x + 2, area.y, area.width.saturating_sub(2), "No audit is on record yet", Role::Quiet);
        return;
    };
    let state = record.state_label().unwrap_or_default().to_lowercase();
    let on = day(Audit(record)).map_or(String::new(), |day| format!(" · {}", day.format("%-d %b %Y")));
    let x = area.x + 2;
    let used = canvas.put(x, area.y, area.width.saturating_sub(2), &named(record), Role::Strong);
    canvas.put(x + used, area.y, area.right().saturating_sub(x + used), &format!(" · {state}{on}"), Role::Quiet);
}

fn heading(screen: &AuditsView) -> (String, String) {
    match screen.tab {
        Tab::Programmes => ("Audit programmes".to_owned(), screen.programmes.note()),
        Tab::Audits => ("Audits".to_owned(), screen.audits.note()),
        Tab::Checklist => ("Checklist".to_owned(), screen.checklist.note()),
        Tab::Findings => ("Findings".to_owned(), screen.findings.note()),
        Tab::Coverage => ("What was audited".to_owned(), screen.coverage.note().to_owned()),
    }
}

/// What is said where there is nothing.
fn empty(screen: &AuditsView) -> Option<String> {
    let words = match screen.tab {
        Tab::Programmes if screen.programmes.is_empty() => {
            "No audit programme yet. a adds one; d then chooses its areas from the audit universe, which is a register of \
             its own (8, audit areas)."
        }
        Tab::Audits if screen.audits.is_empty() => {
            "No audit yet. a adds one: what it is to find out, against what, by whom. C then makes its checklist."
        }
        Tab::Checklist if screen.audit.is_none() => "No audit yet; Tab goes to the audits, where a adds one.",
        Tab::Checklist if screen.checklist.is_empty() => {
            "The audit has no checklist yet. C makes one from the clauses and the controls; a adds a question of your own."
        }
        Tab::Findings if screen.findings.is_empty() => {
            "No findings. On the checklist, f makes the finding of an item that was answered; a adds one without."
        }
        _ => return None,
    };
    Some(words.to_owned())
}
