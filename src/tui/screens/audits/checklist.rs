//! The checklist of an audit, as it is answered while people are asked.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::domain::checklist_item::{Answer, ChecklistItem, Sort};
use crate::domain::identity::{RecordId, Revision};
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::screens::detail::{self, Item, Mark, line};
use crate::tui::theme::{Look, Role};
use crate::workflow::audits::{checklist::short, progress};

/// Items with a cursor.
#[derive(Debug, Default)]
pub struct Checklist {
    pub items: Vec<Record>,
    pub cursor: usize,
    top: Cell<usize>,
    /// The item that is being answered, as it stood.
    answering: Option<(RecordId, Revision)>,
}

/// The sign and the role of an answer.
pub fn sign(answer: Answer, look: Look) -> (&'static str, Role) {
    match answer {
        Answer::Conforms => (look.sign("✓", "+"), Role::Good),
        Answer::Major => (look.bad(), Role::Bad),
        Answer::Minor => (look.sign("▲", "^"), Role::Watch),
        Answer::Opportunity => (look.sign("○", "o"), Role::Text),
        Answer::Positive => (look.sign("★", "*"), Role::Good),
        Answer::NotApplicable => (look.sign("–", "-"), Role::Quiet),
        Answer::NotReached => (look.sign("…", "."), Role::Quiet),
    }
}

/// What an answer is called where there is little room.
pub fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Major => "Major",
        Answer::Minor => "Minor",
        other => other.label(),
    }
}

impl Checklist {
    /// Takes the items as they stand now. Once the item that was being answered is, the cursor goes on to the next that
    /// is not; it stays where a finding is to be made.
    pub fn set(&mut self, items: Vec<Record>, same: bool) {
        let was = self.selected().map(|record| record.id).filter(|_| same);
        self.items = items;
        let place = was.and_then(|id| self.items.iter().position(|item| item.id == id));
        self.cursor = match place {
            Some(place) => place,
            None if same => self.cursor.min(self.items.len().saturating_sub(1)),
            None => 0,
        };
        if !same {
            self.top.set(0);
            self.answering = None;
            self.next_open(0);
            return;
        }
        let Some((id, revision)) = self.answering else { return };
        let Some(place) = self.items.iter().position(|item| item.id == id) else { return };
        let item = &self.items[place];
        if item.revision > revision {
            self.answering = None;
            let stays = matches!(ChecklistItem(item).answer(), None | Some(Answer::Major | Answer::Minor));
            if place == self.cursor && !stays {
                self.next_open(place);
            }
        }
    }

    /// The item is being answered.
    pub fn answering(&mut self) {
        self.answering = self.selected().map(|item| (item.id, item.revision));
    }

    /// It was not answered after all.
    pub fn not_answered(&mut self) {
        self.answering = None;
    }

    pub fn selected(&self) -> Option<&Record> {
        self.items.get(self.cursor)
    }

    /// Goes to the first item from a place on that has no answer, round and round; says whether there is one.
    pub fn next_open(&mut self, from: usize) -> bool {
        let count = self.items.len();
        let open = |place: &usize| ChecklistItem(&self.items[*place]).answer().is_none();
        let found = (0..count).map(|step| (from + step) % count).find(open);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// How much is answered: `12 of 70 answered`.
    pub fn note(&self) -> String {
        let (answered, count) = progress(&self.items);
        if count == 0 { "none yet".to_owned() } else { format!("{answered} of {count} answered") }
    }

    /// Moves the cursor by so many rows.
    pub fn go(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let room = usize::from(area.height);
        let last_top = self.items.len().saturating_sub(room);
        let mut top = self.top.get().min(last_top).min(self.cursor);
        if room > 0 && self.cursor >= top + room {
            top = self.cursor + 1 - room;
        }
        self.top.set(top);
        for (place, (record, y)) in self
            .items
            .iter()
            .enumerate()
            .skip(top)
            .zip(area.y..area.bottom())
            .map(|((place, record), y)| (place, (record, y)))
        {
            let row = Rect { y, height: 1, ..area };
            self.row(canvas, row, record, place == self.cursor);
        }
    }

    fn row(&self, canvas: &mut Canvas, row: Rect, record: &Record, selected: bool) {
        let item = ChecklistItem(record);
        let role = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, row.y).into());
            canvas.put(row.x, row.y, 2, canvas.look.sign("▶", ">"), Role::Selected);
        }
        let (sign, tone, answer) = match item.answer() {
            Some(answer) => {
                let (sign, tone) = sign(answer, canvas.look);
                (sign, tone, word(answer))
            }
            None => ("", Role::Quiet, "open"),
        };
        let finding = if item.finding().is_some() { " · finding" } else { "" };
        let words = format!("{answer}{finding}");
        let room = 24.min(row.width / 3);
        let right = row.right().saturating_sub(room);
        let code = if item.sort() == Some(Sort::Own) && item.code().is_empty() { "own" } else { item.code() };
        canvas.put(row.x + 2, row.y, 8, code, role(Role::Quiet));
        let x = row.x + 11;
        canvas.put(x, row.y, right.saturating_sub(x + 1), short(record), role(Role::Text));
        canvas.put(right, row.y, 2, sign, role(tone));
        canvas.put(right + 2, row.y, room.saturating_sub(2), &words, role(tone));
    }
}

/// What is said of an item: the question first.
pub fn detail(view: View, record: &Record) -> Result<Vec<Item>, Error> {
    let item = ChecklistItem(record);
    let label = if item.code().is_empty() { record.reference().to_string() } else { item.code().to_owned() };
    let mut items = vec![line(label, record.title(), Mark::None)];
    let known = ["question", "audit", "place", "sort", "code"];
    let rest = detail::fields(view, record, false)?;
    items.extend(rest.into_iter().filter(|one| one.field.is_none_or(|field| !known.contains(&field.name))));
    Ok(items)
}
