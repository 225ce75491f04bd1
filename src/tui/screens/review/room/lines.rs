//! An entry broken into rows of a width: columns that stand under each other, and words that go on below.

use crate::domain::visible::width;
use crate::tui::canvas::{WIDE, wrapped};
use crate::tui::screens::detail::Mark;
use crate::tui::sparkline::sparkline;
use crate::tui::theme::{Look, Role};

use super::page::{Entry, Shape};

/// How many bars of a series there is room for.
fn bars(room: u16) -> u16 {
    if room < WIDE { 6 } else { 12 }
}

/// Where the words of a decision begin, and those of an action below it.
const WORDS: u16 = 9;

/// The columns that what is told of a matter has beside a long title.
const TOLD: u16 = 30;

/// A piece of a row.
#[derive(Debug)]
pub struct Piece {
    pub x: u16,
    pub room: u16,
    pub text: String,
    pub role: Role,
}

/// What a row is made of.
pub type Row = Vec<Piece>;

/// How wide the columns are that stand under each other on the whole page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Columns {
    title: u16,
    value: u16,
    bars: u16,
    label: u16,
    owner: u16,
    due: u16,
}

fn cols(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

impl Columns {
    /// The columns of these entries in so much room.
    pub fn of(entries: &[Entry], room: u16) -> Self {
        let mut found = Self::default();
        let mut told_most = 0;
        for entry in entries {
            match &entry.shape {
                Shape::Row { title, value, points, told, .. } => {
                    found.title = found.title.max(cols(title));
                    found.value = found.value.max(cols(value).min(14));
                    if points.len() > 2 && room >= 70 {
                        found.bars = bars(room);
                    }
                    // Where there is little room, what matters most is told, and the rest is behind the row.
                    let told = if room < WIDE { &told[..told.len().min(2)] } else { told };
                    told_most = told_most.max(cols(&told.join(" · ")));
                }
                Shape::Spoken(item) => found.label = found.label.max(cols(&item.label)),
                Shape::Action { owner, due, .. } => {
                    found.owner = found.owner.max(cols(owner).min(22));
                    found.due = found.due.max(cols(due));
                }
                _ => {}
            }
        }
        found.label = found.label.min(room / 3).min(24);
        let other = found.value + found.bars + 8;
        // Of what is told beside it, what matters least gives way to the title.
        let least = (room / 3).max(room.saturating_sub(other + TOLD)).min(room.saturating_sub(other));
        let spare = room.saturating_sub(other + told_most);
        found.title = found.title.min(spare.max(least)).max(12);
        found
    }
}

/// The parts of what is told that there is room for, the most important first.
fn fitting(parts: &[String], room: u16) -> String {
    let mut told = String::new();
    for part in parts {
        let more = if told.is_empty() { part.clone() } else { format!("{told} · {part}") };
        if cols(&more) > room && !told.is_empty() {
            break;
        }
        told = more;
    }
    told
}

/// The rows of an entry.
pub fn rows(entry: &Entry, room: u16, columns: Columns, look: Look) -> Vec<Row> {
    let piece = |x: u16, text: String, role: Role| Piece { x, room: room.saturating_sub(x), text, role };
    let at_right = |text: &str, role: Role| {
        let used = cols(text).min(room);
        Piece { x: room - used, room: used, text: text.to_owned(), role }
    };
    match &entry.shape {
        Shape::Title { name, aside, looking, .. } => {
            let role = if *looking { Role::Watch } else { Role::Quiet };
            let left = room.saturating_sub(cols(aside) + 2);
            if left >= cols(name).min(12) {
                let name = Piece { x: 0, room: left, text: name.clone(), role: Role::Strong };
                return vec![vec![name, at_right(aside, role)]];
            }
            vec![vec![piece(0, name.clone(), Role::Strong)], vec![piece(3, aside.clone(), role)]]
        }
        Shape::Counts { before, counts } => {
            let mut rows: Vec<Row> = vec![vec![piece(3, before.clone(), Role::Quiet)]];
            let mut x = if before.is_empty() { 3 } else { 5 + cols(before) };
            for (tone, words) in counts {
                let (sign, role) = look.tone(*tone);
                let used = cols(words) + if sign.is_empty() { 0 } else { 2 };
                if x > 3 && x + used > room {
                    rows.push(Vec::new());
                    x = 3;
                }
                let Some(row) = rows.last_mut() else { continue };
                if !sign.is_empty() {
                    row.push(piece(x, sign.to_owned(), role));
                }
                row.push(piece(x + used - cols(words), words.clone(), Role::Text));
                x += used + 3;
            }
            rows
        }
        Shape::Row { tone, title, value, points, told } => {
            let (sign, role) = look.tone(*tone);
            let mut x = 3;
            let mut row = vec![piece(1, sign.to_owned(), role)];
            row.push(Piece { x, room: columns.title, text: title.clone(), role: Role::Text });
            x += columns.title + 2;
            if columns.value > 0 {
                let used = cols(value).min(columns.value);
                row.push(Piece { x: x + columns.value - used, room: used, text: value.clone(), role: Role::Text });
                x += columns.value + 2;
            }
            if columns.bars > 0 {
                let bars = if points.len() > 2 { sparkline(points, columns.bars.into(), look) } else { String::new() };
                let role = if sign.is_empty() { Role::Quiet } else { role };
                row.push(Piece { x, room: columns.bars, text: bars, role });
                x += columns.bars + 2;
            }
            row.push(piece(x, fitting(told, room.saturating_sub(x)), Role::Quiet));
            vec![row]
        }
        Shape::Spoken(item) => {
            let (sign, role) = match item.mark {
                Mark::None => ("", Role::Text),
                Mark::Tone(tone) => look.tone(tone),
                Mark::Late => (look.bad(), Role::Bad),
                Mark::Blank => (" ", Role::Text),
                Mark::Sign(sign) => (look.sign(sign.drawn, sign.ascii), look.tone(sign.tone).1),
            };
            // What is called nothing begins where the signs of rows stand.
            let (label, x) = if item.label.is_empty() { (0, 3) } else { (3, 3 + columns.label + 4) };
            let sign_at = x - 2;
            let lines = wrapped(&item.text, room.saturating_sub(x));
            let mut rows: Vec<Row> = Vec::new();
            for (at, text) in lines.into_iter().enumerate() {
                let mut row = Vec::new();
                if at == 0 {
                    row.push(Piece { x: label, room: columns.label, text: item.label.clone(), role: Role::Quiet });
                    row.push(piece(sign_at, sign.to_owned(), role));
                }
                row.push(piece(x, text, if item.mark == Mark::Late { role } else { Role::Text }));
                rows.push(row);
            }
            rows
        }
        Shape::Heading(text) => {
            let dash = look.sign("─", "-");
            let before = dash.repeat(2);
            let after = dash.repeat(usize::from(room.saturating_sub(cols(text) + 4)));
            vec![vec![
                piece(0, before, Role::Border),
                piece(3, (*text).to_owned(), Role::Strong),
                piece(4 + cols(text), after, Role::Border),
            ]]
        }
        Shape::Decision { sign, reference, text, result } => {
            let role = look.tone(sign.tone).1;
            let mut rows: Vec<Row> = Vec::new();
            let lines = wrapped(text, room.saturating_sub(WORDS));
            let last = lines.last().map_or(0, |line| cols(line));
            for (at, text) in lines.into_iter().enumerate() {
                let mut row = Vec::new();
                if at == 0 {
                    row.push(piece(1, look.sign(sign.drawn, sign.ascii).to_owned(), role));
                    row.push(Piece { x: 3, room: WORDS - 4, text: reference.clone(), role: Role::Quiet });
                }
                row.push(piece(WORDS, text, Role::Text));
                rows.push(row);
            }
            let told = at_right(result, Role::Quiet);
            match rows.last_mut() {
                Some(row) if WORDS + last + 3 <= told.x => row.push(told),
                _ => rows.push(vec![told]),
            }
            rows
        }
        Shape::Action { reference, text, owner, due, agreed } => {
            let role = if *agreed { Role::Text } else { Role::Watch };
            let due_at = room.saturating_sub(columns.due);
            let owner_at = due_at.saturating_sub(columns.owner + 3);
            let arrow = look.sign("→", "->");
            let x = WORDS + 3 + cols(reference).max(4);
            let mut rows: Vec<Row> = Vec::new();
            for (at, text) in wrapped(text, owner_at.saturating_sub(x + 2).max(16)).into_iter().enumerate() {
                let mut row = Vec::new();
                if at == 0 {
                    row.push(piece(WORDS, arrow.to_owned(), Role::Accent));
                    row.push(piece(WORDS + 2, reference.clone(), Role::Quiet));
                    row.push(Piece { x: owner_at, room: columns.owner, text: owner.clone(), role });
                    row.push(piece(due_at, due.clone(), role));
                }
                row.push(Piece { x, room: owner_at.saturating_sub(x + 1), text, role: Role::Text });
                rows.push(row);
            }
            rows
        }
        Shape::Note { sign, text, reference } => {
            let mut rows: Vec<Row> = Vec::new();
            for (at, text) in wrapped(text, room.saturating_sub(cols(reference) + 6)).into_iter().enumerate() {
                let mut row = Vec::new();
                if at == 0 {
                    if let Some(sign) = sign {
                        let drawn = look.sign(sign.drawn, sign.ascii).to_owned();
                        row.push(piece(1, drawn, look.tone(sign.tone).1));
                    }
                    row.push(at_right(reference, Role::Quiet));
                }
                row.push(piece(3, text, Role::Text));
                rows.push(row);
            }
            rows
        }
        Shape::More(text) => vec![vec![piece(3, text.clone(), Role::Quiet)]],
    }
}
