//! The coverage as a matrix: what there is to audit in rows, the audits of the cycle in columns.

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::desk::Desk;
use crate::tui::loaded::Loaded;
use crate::tui::screens::detail::{Item, Mark, line};
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::{Look, Role};
use crate::tui::told::Told;
use crate::workflow::audits::coverage::{Coverage, How, Line, Seen, coverage};

use super::checklist::{sign, word};

/// The width of an audit's column.
const COLUMN: u16 = 7;

/// The widest that a title is shown.
const TITLE: u16 = 48;

/// A row: the heading of a group, or a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Heading(usize),
    Line(usize, usize),
}

/// The coverage as it was read last.
#[derive(Debug, Default)]
pub struct Matrix {
    read: Loaded<Coverage>,
    programme: Option<RecordId>,
    /// The audit that looked at the selected line last, and whether it is to be read anew.
    last: Option<Record>,
    last_is_stale: bool,
    rows: Vec<Row>,
    scroll: Scroll,
}

impl Matrix {
    /// Lets it be read anew, over the days of a programme where there is one.
    pub fn changed(&mut self, programme: Option<RecordId>) {
        self.programme = programme;
        self.read.stale();
    }

    pub fn asks(&self) -> bool {
        self.read.is_stale() || self.last_is_stale
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        let today = desk.circumstances()?.today();
        let programme = self.programme;
        let question = move |view: View| {
            let programme = programme.map(|id| view.record(id)).transpose()?.flatten();
            coverage(view, programme.as_ref(), today)
        };
        self.read.ask(desk, question);
        if self.last_is_stale { self.read_last(desk.view()) } else { Ok(()) }
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        let was = self.line().map(|line| line.code.clone());
        if !self.read.told(told) {
            return false;
        }
        self.last_is_stale = true;
        let Some(found) = self.read.get() else { return true };
        let rows = found.groups.iter().enumerate().flat_map(|(group, one)| {
            std::iter::once(Row::Heading(group)).chain((0..one.lines.len()).map(move |line| Row::Line(group, line)))
        });
        self.rows = rows.collect();
        let codes = self.rows.iter().map(|row| match row {
            Row::Line(group, line) => found.groups.get(*group)?.lines.get(*line).map(|line| &line.code),
            Row::Heading(_) => None,
        });
        match codes.enumerate().find(|(_, code)| code.is_some() && *code == was.as_ref()) {
            Some((place, _)) => self.scroll.put(place),
            None => self.scroll.settle(self.rows.len()),
        }
        if self.scroll.cursor() == 0 {
            self.go(Step::Down);
        }
        true
    }

    /// Moves the cursor; headings are passed over.
    pub fn go(&mut self, step: Step) {
        let line = |row: usize| matches!(self.rows.get(row), Some(Row::Line(..)));
        self.scroll.go_among(step, self.rows.len(), line);
    }

    fn line(&self) -> Option<&Line> {
        match (self.rows.get(self.scroll.cursor())?, self.read.get()) {
            (Row::Line(group, line), Some(read)) => read.groups.get(*group)?.lines.get(*line),
            _ => None,
        }
    }

    /// The audit that looked at the selected line last.
    pub fn last_audit(&self) -> Option<&Record> {
        self.last.as_ref()
    }

    /// Reads the audit that looked at the selected line last.
    pub fn read_last(&mut self, view: View) -> Result<(), Error> {
        self.last_is_stale = false;
        let seen = self.line().and_then(Line::last);
        let held = self.read.get().zip(seen).and_then(|(read, seen)| read.audits.get(seen.audit));
        self.last = held.map(|held| view.record(held.id)).transpose()?.flatten();
        Ok(())
    }

    /// Over which days: `last three years`, `AUP-1, 2026-01-01 to 2028-12-31`.
    pub fn note(&self) -> String {
        let Some(read) = self.read.get() else { return String::new() };
        let mut days = format!("{} to {}", read.from, read.to);
        if read.undated > 0 {
            days.push_str(&format!(", {} without a day not counted", read.undated));
        }
        match &read.programme {
            Some(programme) => format!("{}, {days}", programme.reference()),
            None => format!("last three years, {days}"),
        }
    }

    /// How much was never audited: `14 never`.
    pub fn short(&self) -> String {
        let Some(read) = self.read.get() else { return String::new() };
        let never: usize = read.groups.iter().map(|group| group.count()).map(|(seen, all)| all - seen).sum();
        if never == 0 { "all".to_owned() } else { format!("{never} never") }
    }

    /// What each audit did about the selected line.
    pub fn detail(&self) -> Vec<Item> {
        let (Some(read), Some(selected)) = (self.read.get(), self.line()) else { return Vec::new() };
        let mut items =
            vec![line(selected.code.as_str(), format!("{}: {}", selected.title, read.words(selected)), Mark::None)];
        items.extend(selected.seen.iter().rev().filter_map(|seen| {
            let held = read.audits.get(seen.audit)?;
            let text = format!("{} {}: {}", held.day, held.title, seen.how.words());
            Some(line(held.reference.to_string(), text, Mark::None))
        }));
        items
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let Some(read) = self.read.get() else {
            canvas.put(area.x, area.y, area.width, &self.read.instead("Reading the audits…"), Role::Quiet);
            return;
        };
        if area.height < 3 {
            return;
        }
        // What was last said takes a third, the audits what is left beside codes and titles.
        let words = (area.width / 3).clamp(18, 44).min(area.width);
        let left = area.width.saturating_sub(words + 11 + 20);
        let shown = usize::from(left / COLUMN).min(read.audits.len());
        let first = read.audits.len() - shown;
        let across = u16::try_from(shown).unwrap_or(0) * COLUMN;
        // On a wide screen the signs stay near the titles.
        let title = area.width.saturating_sub(words + 11 + across).min(TITLE);
        let at = area.x + 11 + title;
        canvas.put(area.x + 2, area.y, 9, "Code", Role::Quiet);
        canvas.put(area.x + 11, area.y, title, "What", Role::Quiet);
        for (place, held) in read.audits.iter().enumerate().skip(first) {
            let x = at + u16::try_from(place - first).unwrap_or(0) * COLUMN;
            canvas.put(x, area.y, COLUMN - 1, &held.reference.to_string(), Role::Quiet);
        }
        canvas.put(at + across, area.y, words, "Last audited", Role::Quiet);
        let legend = wrapped(&legend(canvas.look), area.width);
        let below = u16::try_from(legend.len()).unwrap_or(1).min(area.height.saturating_sub(2));
        let body = Rect { y: area.y + 1, height: area.height - 1 - below, ..area };
        // The heading of the first group stays in sight.
        let window = self.scroll.window_under(1, body.height.into(), self.rows.len());
        for (place, y) in window.zip(body.y..body.bottom()) {
            let row = &self.rows[place];
            match row {
                Row::Heading(group) => {
                    let Some(group) = read.groups.get(*group) else { continue };
                    let (seen, all) = group.count();
                    let text = format!("{} · {seen} of {all} audited", group.label);
                    canvas.put(area.x, y, area.width, &text, Role::Strong);
                }
                Row::Line(group, line) => {
                    let Some(line) = read.groups.get(*group).and_then(|group| group.lines.get(*line)) else { continue };
                    let selected = place == self.scroll.cursor();
                    let role = |role: Role| if selected { Role::Selected } else { role };
                    if selected {
                        let style = canvas.look.style(Role::Selected);
                        canvas.paint(Rect { y, height: 1, ..area }, style);
                        canvas.put(area.x, y, 2, canvas.look.sign("▶", ">"), Role::Selected);
                        canvas.cursor = Some((area.x, y).into());
                    }
                    canvas.put(area.x + 2, y, 8, &line.code, role(Role::Quiet));
                    canvas.put(area.x + 11, y, title.saturating_sub(1), &line.title, role(Role::Text));
                    for audit in first..read.audits.len() {
                        let x = at + u16::try_from(audit - first).unwrap_or(0) * COLUMN + 2;
                        if let Some(how) = line.by(audit) {
                            let (sign, tone) = how_sign(how, canvas.look);
                            canvas.put(x, y, 2, sign, role(tone));
                        }
                    }
                    let never = line.last().is_none() && !line.left_out;
                    let tone = if never { Role::Watch } else { Role::Text };
                    canvas.put(at + across, y, words, &last_words(read, line), role(tone));
                }
            }
        }
        for (line, y) in legend.iter().zip(area.bottom() - below..area.bottom()) {
            canvas.put(area.x, y, area.width, &line.replace(KEPT, " "), Role::Quiet);
        }
    }
}

/// When, where and how a line was looked at last, where there is little room: `16 Nov 26 AU-1 conforms`.
fn last_words(read: &Coverage, line: &Line) -> String {
    let audit = |seen: Seen| read.audits.get(seen.audit);
    match (line.last(), line.seen.last()) {
        (Some(seen), _) => audit(seen).map_or(String::new(), |held| {
            let how = match seen.how {
                How::Asked(Some(answer)) => word(answer).to_lowercase(),
                other => other.words(),
            };
            format!("{} {} {how}", held.day.format("%-d %b %y"), held.reference)
        }),
        (None, _) if line.left_out => "left out".to_owned(),
        (None, Some(seen)) => format!("never: {}", seen.how.words()),
        (None, None) => "never".to_owned(),
    }
}

fn how_sign(how: How, look: Look) -> (&'static str, Role) {
    match how {
        How::Asked(Some(answer)) => sign(answer, look),
        How::Asked(None) => (look.sign("·", "?"), Role::Quiet),
        How::Audited => (look.sign("●", "#"), Role::Accent),
    }
}

/// A space at which no line is broken.
const KEPT: &str = "\u{a0}";

fn legend(look: Look) -> String {
    use crate::domain::checklist_item::Answer;
    let answers = [
        (Answer::Conforms, "conforms"),
        (Answer::Major, "major"),
        (Answer::Minor, "minor"),
        (Answer::Opportunity, "opportunity"),
        (Answer::Positive, "good"),
        (Answer::NotApplicable, "left out"),
        (Answer::NotReached, "not reached"),
    ];
    let mut parts: Vec<String> =
        answers.iter().map(|(answer, words)| format!("{} {words}", sign(*answer, look).0)).collect();
    parts.insert(5, format!("{} audited", how_sign(How::Audited, look).0));
    parts.push(format!("{} open", how_sign(How::Asked(None), look).0));
    // A sign stays with its word where the line is broken.
    parts.iter().map(|part| part.replace(' ', KEPT)).collect::<Vec<_>>().join("  ")
}
