//! A record in lines: its fields, what it came from, what hangs on it, what happened to it last.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::deadline::Deadline;
use crate::domain::field::{Field, Tone};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::spelling::{capital, grouped, near};
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::theme::Role;
use crate::workflow::evidence::held;
use crate::workflow::sheet::{Sign, called};
use crate::workflow::{remarks, standing};

/// A line that can be selected: a field, a connected record.
#[derive(Debug, Clone)]
pub struct Item {
    pub label: String,
    pub text: String,
    /// How the text is to be taken.
    pub mark: Mark,
    /// The records it leads to.
    pub leads_to: Vec<RecordId>,
    /// The field it shows.
    pub field: Option<&'static Field>,
    /// Stands at the beginning of a group.
    pub heading: bool,
}

/// The sign before a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    None,
    Tone(Tone),
    Late,
    /// No sign, and the room of one.
    Blank,
    /// A sign of its own.
    Sign(Sign),
}

/// The fields of a record that say something; with `all`, the empty ones too.
pub fn fields(view: View, record: &Record, all: bool) -> Result<Vec<Item>, Error> {
    let today = view.circumstances()?.today();
    let deadline = Deadline::of(record, today);
    let mut items = Vec::new();
    for (field, value) in record.fields() {
        let mut item = Item {
            label: field.label.to_owned(),
            text: String::new(),
            mark: Mark::None,
            leads_to: Vec::new(),
            field: Some(field),
            heading: false,
        };
        let Some(value) = value else {
            if all && !field.by_move && !field.aside {
                items.push(item);
            }
            continue;
        };
        let state = record.register.machine.is_some_and(|machine| machine.field == field.name);
        item.text = if state { record.standing_label(today).unwrap_or_default() } else { view.shown(field, value)? };
        match value {
            Value::Choice(key) => {
                let standing =
                    if state { record.standing_tone(today) } else { field.choice(key).map(|choice| choice.tone) };
                let tone = standing.unwrap_or(Tone::Plain);
                item.mark = if tone == Tone::Plain { Mark::None } else { Mark::Tone(tone) };
            }
            Value::Link(id) => item.leads_to.push(*id),
            Value::Links(ids) => item.leads_to.clone_from(ids),
            Value::File(file) => item.text.push_str(&format!(" ({})", held(view, file)?)),
            Value::Date(day) => item.text = near(*day, today),
            _ => {}
        }
        if let Some(deadline) = deadline.filter(|deadline| deadline.field == field) {
            item.text.push_str(&format!(" · {}", deadline.words()));
            if deadline.is_late() {
                item.mark = Mark::Late;
            }
        }
        items.push(item);
    }
    for (column, value) in standing::told(view, record)? {
        let tone = match value {
            Value::Choice(key) => column.choice(key).map(|choice| choice.tone),
            _ => None,
        };
        let mark = tone.filter(|tone| *tone != Tone::Plain).map_or(Mark::None, Mark::Tone);
        items.push(line(column.label, view.shown(column, &value)?, mark));
    }
    let remarks = remarks::of(view, record)?.into_iter().map(|remark| Item {
        label: remark.label.to_owned(),
        text: remark.text,
        mark: if remark.pressing { Mark::Late } else { Mark::None },
        leads_to: remark.leads_to.into_iter().collect(),
        field: None,
        heading: false,
    });
    // That a record is no longer proven comes before all that it says.
    let place = if record.fallen { 0 } else { items.len() };
    items.splice(place..place, remarks);
    Ok(items)
}

/// A line that shows no field and leads nowhere.
pub fn line(label: impl Into<String>, text: impl Into<String>, mark: Mark) -> Item {
    Item { label: label.into(), text: text.into(), mark, leads_to: Vec::new(), field: None, heading: false }
}

/// Connected records of one kind that are listed; how many there are is told all the same.
const LISTED: u32 = 100;

/// What hangs on a record, grouped by register and by the link through which it hangs, and how much that is.
pub fn connections(view: View, record: &Record) -> Result<(Vec<Item>, u64), Error> {
    let today = view.circumstances()?.today();
    let (mut items, mut all) = (Vec::new(), 0);
    for group in view.hanging(record.id, LISTED)? {
        let mut name = capital(group.register.plural);
        if let Some(field) = group.register.field(&group.relation).filter(|field| field.name != "about") {
            name.push_str(&format!(" ({})", field.label.to_lowercase()));
        }
        all += group.count;
        let count = grouped(group.count);
        let cut = group.count > group.first.len() as u64;
        let count = if cut { format!("the first {} of {count}", group.first.len()) } else { count };
        items.push(heading(&format!("{name} · {count}")));
        for other in &group.first {
            items.push(connected(view, other, &group.relation, today)?);
        }
    }
    Ok((items, all))
}

/// A line that begins a group.
pub fn heading(text: &str) -> Item {
    let label = text.to_owned();
    Item { label, text: String::new(), mark: Mark::None, leads_to: Vec::new(), field: None, heading: true }
}

/// A connected record in one line: by its title, or by what its list shows beside the connection.
fn connected(view: View, record: &Record, relation: &str, today: chrono::NaiveDate) -> Result<Item, Error> {
    let mut text = called(view, record, relation)?;
    let mut mark = Mark::None;
    if let Some(state) = record.standing_label(today) {
        text.push_str(&format!(" · {}", state.to_lowercase()));
        mark = record.standing_tone(today).map_or(Mark::None, Mark::Tone);
    }
    if let Some(deadline) = Deadline::of(record, today) {
        text.push_str(&format!(" · due {} · {}", deadline.day, deadline.words()));
        if deadline.is_late() {
            mark = Mark::Late;
        }
    }
    let label = record.reference().to_string();
    Ok(Item { label, text, mark, leads_to: vec![record.id], field: None, heading: false })
}

/// Items laid out for a width: each with its lines, labels in a column of their own.
#[derive(Debug)]
pub struct Laid {
    label: u16,
    /// For each item its first row and its lines.
    rows: Vec<(usize, Vec<String>)>,
    pub height: usize,
}

/// Breaks the items to a width.
pub fn lay(items: &[Item], width: u16) -> Laid {
    let widest = items.iter().filter(|item| !item.heading).map(|item| item.label.width()).max().unwrap_or(0);
    // Where there is little room, what is said needs more of it than what that is called.
    let most = if width < 40 { width / 3 } else { width / 2 };
    let label = u16::try_from(widest).unwrap_or(u16::MAX).min(most).min(24);
    let mut height = 0;
    let mut rows = Vec::new();
    for item in items {
        if item.heading && height > 0 {
            height += 1;
        }
        let sign = if item.mark == Mark::None { 0 } else { 2 };
        let room = width.saturating_sub(label + 2 + sign);
        let lines = if item.heading { vec![String::new()] } else { wrapped(&item.text, room) };
        let lines = if lines.is_empty() { vec![String::new()] } else { lines };
        let count = lines.len();
        rows.push((height, lines));
        height += count;
    }
    Laid { label, rows, height }
}

/// The text with the lines of a tree drawn plainly.
fn plain(text: &str) -> String {
    text.replace(['│', '├'], "|").replace(['└', '╰'], "`").replace('─', "-")
}

impl Laid {
    /// The rows that an item takes.
    pub fn span(&self, item: usize) -> std::ops::Range<usize> {
        self.rows.get(item).map_or(0..0, |(row, lines)| *row..row + lines.len())
    }

    /// How many items begin in these rows.
    pub fn between(&self, from: usize, to: usize) -> usize {
        self.rows.iter().filter(|(row, _)| (from..to).contains(row)).count()
    }

    /// Draws the items from a row on; the selected one stands out.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, items: &[Item], top: usize, selected: Option<usize>) {
        for (place, (item, (row, lines))) in items.iter().zip(&self.rows).enumerate() {
            let chosen = selected == Some(place);
            for (offset, line) in lines.iter().enumerate() {
                let Some(y) = (row + offset).checked_sub(top).and_then(|y| u16::try_from(y).ok()) else { continue };
                if y >= area.height {
                    return;
                }
                let y = area.y + y;
                let role = |role| if chosen { Role::Selected } else { role };
                if chosen {
                    let style = canvas.look.style(Role::Selected);
                    canvas.paint(Rect { y, height: 1, ..area }, style);
                }
                if item.heading {
                    canvas.put(area.x, y, area.width, &item.label, Role::Strong);
                    continue;
                }
                if offset == 0 {
                    canvas.put(area.x, y, self.label, &item.label, role(Role::Quiet));
                }
                let (sign, tone) = match item.mark {
                    Mark::None => ("", Role::Text),
                    Mark::Tone(tone) => canvas.look.tone(tone),
                    Mark::Late => (canvas.look.bad(), Role::Bad),
                    Mark::Blank => (" ", Role::Text),
                    Mark::Sign(sign) => (canvas.look.sign(sign.drawn, sign.ascii), canvas.look.tone(sign.tone).1),
                };
                let mut x = area.x + self.label + 2;
                if !sign.is_empty() {
                    if offset == 0 {
                        canvas.put(x, y, area.right().saturating_sub(x), sign, role(tone));
                    }
                    x += 2;
                }
                let tone = if item.mark == Mark::Late { tone } else { Role::Text };
                // What goes on below the last row says so.
                let goes_on = y + 1 == area.bottom() && offset + 1 < lines.len();
                let rest = lines.iter().skip(offset).cloned().collect::<Vec<_>>();
                let line = if goes_on { &rest.join(" ") } else { line };
                let line = if canvas.look.ascii { plain(line) } else { line.clone() };
                canvas.put(x, y, area.right().saturating_sub(x), &line, role(tone));
            }
        }
    }
}
