//! The columns of a list: which fields, how wide, and what stands in each cell.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::deadline::Deadline;
use crate::domain::field::{Field, Kind, Tone};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::domain::visible::{one_line, width};
use crate::store::names::linked;
use crate::store::{Error, Names, Standings, View};
use crate::tui::canvas::Canvas;
use crate::tui::folded::{self, Part};
use crate::tui::theme::{Look, Role};

/// The narrowest that a title is shown.
const TITLE: usize = 22;

/// The narrowest that a title is shown for columns that can be spared.
const LONG_TITLE: usize = 36;

/// The widest that a state is told in place of a day.
const BRIEF: usize = 20;

/// The widest that any other column is shown, as long as there is not room for all.
const WIDEST: usize = 26;

/// The same of a state, and of a person, as long as the title has little.
const STATE: usize = 24;
const PERSON: usize = 16;

/// The narrowest that a state is cut to, for columns that tell what the list is about, and for its own sake.
const SHORT_STATE: usize = 20;
const CUT_STATE: usize = 10;

/// What a record shows in a list.
#[derive(Debug, Clone)]
pub struct Cells {
    pub id: RecordId,
    reference: String,
    cells: Vec<Cell>,
    voided: bool,
}

#[derive(Debug, Clone, Default)]
struct Cell {
    text: String,
    sign: Sign,
    /// What stands in its place where the state has no column: that, where its day does not run.
    instead: Option<(String, Sign)>,
}

/// The sign before a text, whose shape and colour the look decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sign {
    #[default]
    None,
    Tone(Tone),
    Late,
}

/// The columns of a register.
#[derive(Debug)]
pub struct Columns {
    fields: Vec<&'static Field>,
    /// The widths that the content asked for so far; they never shrink, so that columns stay where they are.
    asked: Vec<usize>,
    reference: usize,
    /// The field by which the list is ordered: its column stays.
    lead: Option<&'static Field>,
    /// Where the state stands among them.
    state: Option<usize>,
    /// The first column that says how a record stands.
    standing: Option<&'static Field>,
    /// Names of linked records that were looked up.
    names: Names,
    /// How the records stand.
    standings: Standings,
}

/// The fields of which a row speaks: those of its columns, and those that its state and its day follow from.
pub fn needed(register: &'static Register, order: Option<&'static Field>) -> Vec<&'static Field> {
    register.listed().into_iter().chain(register.of_state()).chain(register.deadline()).chain(order).collect()
}

impl Columns {
    /// The columns that a register declares.
    pub fn of(register: &'static Register) -> Self {
        let fields = register.listed();
        let asked = fields.iter().map(|field| field.label.width()).collect();
        let state = register.machine.and_then(|machine| fields.iter().position(|field| machine.field == field.name));
        Self {
            state,
            fields,
            asked,
            reference: register.prefix.len() + 2,
            lead: None,
            standing: register.worked_out().find(|column| column.listed),
            names: Names::default(),
            standings: Standings::default(),
        }
    }

    /// Keeps the column by which the list is ordered.
    pub fn led_by(&mut self, field: Option<&'static Field>) {
        self.lead = field;
        // The arrow of the order stands beside the label.
        let place = self.fields.iter().position(|one| Some(*one) == field);
        if let Some(place) = place {
            self.asked[place] = self.asked[place].max(self.fields[place].label.width() + 2);
        }
    }

    /// What records show.
    pub fn cells(&mut self, view: View, records: &[Record], today: NaiveDate) -> Result<Vec<Cells>, Error> {
        self.names = Names::default();
        view.learn(&mut self.names, linked(records, &self.fields))?;
        self.standings = match records.first() {
            Some(first) => view.standings(first.register, &self.fields, records)?,
            None => Standings::default(),
        };
        records.iter().map(|record| self.row(view, record, today)).collect()
    }

    fn row(&mut self, view: View, record: &Record, today: NaiveDate) -> Result<Cells, Error> {
        let reference = record.reference().to_string();
        self.reference = self.reference.max(reference.len());
        let deadline = Deadline::of(record, today);
        let mut cells = Vec::with_capacity(self.fields.len());
        for place in 0..self.fields.len() {
            let field = self.fields[place];
            let cell = self.cell(view, record, field, (deadline, today))?;
            let wide = |text: &str, sign| width(text) + if sign == Sign::None { 0 } else { 2 };
            let instead = cell.instead.as_ref().map_or(0, |(text, sign)| wide(text, *sign));
            self.asked[place] = self.asked[place].max(wide(&cell.text, cell.sign)).max(instead);
            cells.push(cell);
        }
        Ok(Cells { id: record.id, reference, cells, voided: record.voided })
    }

    fn cell(
        &mut self,
        view: View,
        record: &Record,
        field: &'static Field,
        (deadline, today): (Option<Deadline>, NaiveDate),
    ) -> Result<Cell, Error> {
        let state = record.register.machine.is_some_and(|machine| machine.field == field.name);
        let value = record.get(field.name).or_else(|| self.standings.of(record.id, field));
        let Some(value) = value else { return Ok(Cell::default()) };
        let text = match value {
            _ if state => record.standing_label(today).unwrap_or_default(),
            Value::Link(id) => self.name(*id),
            Value::Links(ids) => {
                let first = ids.first().and_then(|id| self.names.of(*id));
                let first = first.map_or(String::new(), |name| name.reference().to_string());
                if ids.len() > 1 { format!("{first} and {} more", ids.len() - 1) } else { first }
            }
            Value::Text(text) => one_line(text.get(..text.floor_char_boundary(400)).unwrap_or(text)).into_owned(),
            _ => view.shown(field, value)?,
        };
        let due = deadline.filter(|deadline| deadline.field == field);
        let plain = |text| Cell { text, ..Cell::default() };
        Ok(match (value, due) {
            // The day itself stands in the detail; at a glance it matters how late it is.
            (_, Some(deadline)) if deadline.is_late() => Cell { sign: Sign::Late, ..plain(deadline.words()) },
            // Nor does a day that no longer runs, as of what is done and waits to be confirmed.
            (_, None) if field.deadline => {
                let state = record.standing_label(today).filter(|label| label.len() <= BRIEF);
                let sign = record.standing_tone(today).map_or(Sign::None, Sign::Tone);
                Cell { instead: state.map(|state| (state, sign)), ..plain(text) }
            }
            (Value::Choice(key), _) => {
                let standing =
                    if state { record.standing_tone(today) } else { field.choice(key).map(|choice| choice.tone) };
                let tone = standing.unwrap_or(Tone::Plain);
                Cell { sign: if tone == Tone::Plain { Sign::None } else { Sign::Tone(tone) }, ..plain(text) }
            }
            _ => plain(text),
        })
    }

    /// The title of a linked person, the reference and title of any other record.
    fn name(&self, id: RecordId) -> String {
        match self.names.of(id) {
            Some(name) if name.register.name == "person" && !name.title.is_empty() => name.title.clone(),
            Some(name) => name.words(),
            None => String::new(),
        }
    }

    /// How soon a column comes where there is little room: the day, how it stands, and the person come before a long title,
    /// everything else after it.
    fn rank(&self, place: usize) -> Rank {
        match self.fields[place] {
            field if field.deadline || Some(field) == self.lead => Rank::Day,
            field if Some(place) == self.state || Some(field) == self.standing || field.telling => Rank::State,
            field if field.kind == Kind::Person => Rank::Person,
            _ => Rank::Other,
        }
    }

    /// The columns in which a row with a short title tells how its record stands, and who answers for it.
    pub fn wants(&self) -> u16 {
        let ranks = (1..self.asked.len()).map(|place| (self.rank(place), self.asked[place]));
        let told = ranks.filter(|(rank, _)| *rank < Rank::Other).map(|(rank, asked)| 2 + asked.min(rank.widest()));
        let title = self.asked.first().map_or(0, |asked| (*asked).min(TITLE));
        u16::try_from(self.reference + 2 + title + told.sum::<usize>()).unwrap_or(u16::MAX)
    }

    /// The columns that fit into a width, each with its place and its own width. Where not all do, those that don't are
    /// left out: the last declared first, the person, how it stands, and the deadline and what the list is ordered by last.
    /// What is left over goes to
    /// the title until it can be read, then to how it stands and to the person, then to the rest of the title, and then to
    /// the others.
    fn layout(&self, width: u16) -> Vec<(usize, u16, u16)> {
        let width = usize::from(width);
        let start = self.reference + 2;
        let asked = self.asked.first().copied().unwrap_or(0);
        let mut used = start;
        let mut places: Vec<(Rank, usize)> = (1..self.asked.len()).map(|place| (self.rank(place), place)).collect();
        places.sort_unstable();
        let mut fitting = Vec::new();
        for (rank, place) in places {
            let mut wide = self.asked[place].min(rank.widest());
            let least = if rank == Rank::Other { LONG_TITLE } else { TITLE };
            let room = width.saturating_sub(used + 2 + asked.min(least).min(width / 2).max(8));
            // What a list is about is told beside a state that is cut a little.
            let lacks = wide.saturating_sub(room);
            let state = fitting.iter_mut().find(|(_, one, _): &&mut (Rank, usize, usize)| Some(*one) == self.state);
            if let Some((_, _, stated)) =
                state.filter(|(_, _, stated)| self.fields[place].telling && *stated >= SHORT_STATE + lacks)
            {
                *stated -= lacks;
                used -= lacks;
            } else if wide > room {
                match rank {
                    // How a record stands is told in any case, cut where it must be.
                    Rank::State if Some(place) == self.state && room >= CUT_STATE => wide = room,
                    // A shorter one may fit still; of the others the title has the room.
                    Rank::Other => break,
                    _ => continue,
                }
            }
            used += 2 + wide;
            fitting.push((rank, place, wide));
        }
        let mut title = width.saturating_sub(used);
        for (kept, widest, ranks) in
            [(LONG_TITLE, WIDEST, Rank::State..=Rank::Person), (usize::MAX, usize::MAX, Rank::Day..=Rank::Other)]
        {
            for (_, place, wide) in fitting.iter_mut().filter(|(rank, ..)| ranks.contains(rank)) {
                let more = self.asked[*place].min(widest).saturating_sub(*wide);
                let more = more.min(title.saturating_sub(asked.min(kept)));
                *wide += more;
                title -= more;
            }
        }
        let mut shown: Vec<(usize, usize)> = fitting.into_iter().map(|(_, place, wide)| (place, wide)).collect();
        shown.sort_unstable();
        let mut x = start;
        let mut layout = Vec::new();
        let to = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        if !self.fields.is_empty() {
            layout.push((0, to(x), to(title)));
            x += title + 2;
        }
        for (place, wide) in shown {
            layout.push((place, to(x), to(wide)));
            x += wide + 2;
        }
        layout
    }

    /// Draws the heading: of each column, or of rows that are folded of what they are about and by what they are ordered.
    pub fn draw_heading(&self, canvas: &mut Canvas, area: Rect, sorted: Option<(&Field, bool)>, folded: bool) {
        let reference = u16::try_from(self.reference).unwrap_or(u16::MAX);
        canvas.put(area.x, area.y, reference.min(area.width), "No.", Role::Quiet);
        let look = canvas.look;
        let label = |field: &Field| match sorted.filter(|(sorted, _)| *sorted == field) {
            Some((_, true)) => format!("{} {}", field.label, look.sign("↓", "v")),
            Some((_, false)) => format!("{} {}", field.label, look.sign("↑", "^")),
            None => field.label.to_owned(),
        };
        if folded {
            let Some(first) = self.fields.first() else { return };
            let by = sorted.filter(|(sorted, _)| sorted != first);
            let used = by.map_or(0, |(sorted, _)| canvas.right(area, area.y, &label(sorted), Role::Quiet) + 1);
            let x = reference + 2;
            canvas.put(area.x + x, area.y, area.width.saturating_sub(x + used), &label(first), Role::Quiet);
            return;
        }
        for (place, x, width) in self.layout(area.width) {
            let field = self.fields[place];
            let width = width.min(area.width.saturating_sub(x));
            if is_number(field) {
                canvas.right(Rect { x: area.x + x, width, ..area }, area.y, &label(field), Role::Quiet);
            } else {
                canvas.put(area.x + x, area.y, width, &label(field), Role::Quiet);
            }
        }
    }

    /// Draws one row, in as many lines as the area has.
    pub fn draw_row(&self, canvas: &mut Canvas, area: Rect, row: &Cells, selected: bool) {
        let role = |role: Role| match (selected, row.voided) {
            // One style for the whole row: the eye finds it, and little is sent.
            (true, _) => Role::Selected,
            (false, true) => Role::Quiet,
            (false, false) => role,
        };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(area, style);
        }
        let reference = u16::try_from(self.reference).unwrap_or(u16::MAX);
        canvas.put(area.x, area.y, reference.min(area.width), &row.reference, role(Role::Quiet));
        let (layout, below) = match area.height {
            0 | 1 => (self.layout(area.width), Vec::new()),
            _ => (vec![(0, reference + 2, area.width.saturating_sub(reference + 2))], self.below(canvas.look, row)),
        };
        let stated = self.state.is_some_and(|state| layout.iter().any(|(place, ..)| *place == state));
        for (place, x, width) in layout {
            let Some(cell) = row.cells.get(place) else { continue };
            let width = width.min(area.width.saturating_sub(x));
            let at = area.x + x;
            let (text, sign) = cell.said(stated);
            let (sign, tone) = sign.drawn(canvas.look);
            let used = if sign.is_empty() { 0 } else { canvas.put(at, area.y, width, sign, role(tone)) + 1 };
            let text = if row.voided && place == 0 { format!("(voided) {text}") } else { text.to_owned() };
            let left = width.saturating_sub(used);
            let place_of_text = Rect { x: at + used, width: left, ..area };
            let text_role = text_role(tone);
            if is_number(self.fields[place]) {
                canvas.right(place_of_text, area.y, &text, role(text_role));
            } else {
                canvas.put(place_of_text.x, area.y, left, &text, role(text_role));
            }
        }
        let x = (reference + 2).min(area.width);
        let under = Rect { x: area.x + x, y: area.y + 1, width: area.width - x, height: 1 };
        let below = below.into_iter().map(|part| Part { role: role(part.role), ..part });
        folded::below(canvas, under, below, role(Role::Quiet));
    }

    /// What a row says below what it is about: what is late first, then what counts most. What its heading alone would
    /// explain is told with that.
    fn below<'a>(&self, look: Look, row: &'a Cells) -> Vec<Part<'a>> {
        let mut places: Vec<usize> = (1..row.cells.len()).collect();
        places.sort_by_key(|place| (row.cells[*place].sign != Sign::Late, self.rank(*place)));
        let part = |place: usize| {
            let (cell, field) = (&row.cells[place], self.fields[place]);
            let (sign, tone) = cell.sign.drawn(look);
            let bare = is_number(field) || field.kind == Kind::YesNo || (field.kind == Kind::Date && !field.deadline);
            let text = match bare && !cell.text.is_empty() {
                true => format!("{} {}", field.label, cell.text).into(),
                false => cell.text.as_str().into(),
            };
            Part { sign, text, role: text_role(tone) }
        };
        places.into_iter().map(part).collect()
    }
}

/// The role of the words behind a sign.
fn text_role(tone: Role) -> Role {
    if tone == Role::Accent { Role::Text } else { tone }
}

impl Cell {
    /// What stands there, where the state has a column of its own, or has none.
    fn said(&self, stated: bool) -> (&str, Sign) {
        match self.instead.as_ref().filter(|_| !stated) {
            Some((text, sign)) => (text, *sign),
            None => (&self.text, self.sign),
        }
    }
}

impl Sign {
    fn drawn(self, look: Look) -> (&'static str, Role) {
        match self {
            Self::None => ("", Role::Text),
            Self::Tone(tone) => look.tone(tone),
            Self::Late => (look.bad(), Role::Bad),
        }
    }
}

/// What a column tells of a record, the most needed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Day,
    State,
    Person,
    Other,
}

impl Rank {
    /// The widest that a column is shown as long as the title has little.
    fn widest(self) -> usize {
        match self {
            Self::Day | Self::Other => WIDEST,
            Self::State => STATE,
            Self::Person => PERSON,
        }
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Number | Kind::Decimal(_) | Kind::Money | Kind::Duration)
}
