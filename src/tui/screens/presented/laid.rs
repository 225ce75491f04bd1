//! What the room sees, laid into rows: parts under a heading, each with its lines; what does not fit is counted.

use chrono::NaiveDate;

use crate::domain::ballot::Ballot;
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::note::Note;
use crate::domain::record::Record;
use crate::domain::spelling::{counted, near};
use crate::domain::visible::width;
use crate::tui::canvas::wrapped;
use crate::tui::theme::{Look, Role};
use crate::workflow::review::presented::{COUNTED, Voted, is_open, names_a_record, stands};
use crate::workflow::review::room::{self, Count, Decided, Undertaken};
use crate::workflow::sheet::Sign;

/// The widest line of words: what is longer is not read from across a room.
const LINE: u16 = 64;
/// The columns before the words of a line with a sign.
const SIGN: u16 = 2;
/// The columns before the bar of a vote: its name and its number.
const BEFORE_BARS: usize = 15;
/// The columns between what is said and what stands at the right of it.
const BETWEEN: u16 = 2;
/// The rows that parts behind another one keep: a gap, a heading, two lines.
const KEPT: usize = 4;
/// A space at which no line is broken.
const KEPT_TOGETHER: &str = "\u{a0}";

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub sign: Option<(&'static str, Role)>,
    pub indent: u16,
    pub text: String,
    pub role: Option<Role>,
    /// What stands at the right end.
    pub right: String,
}

/// Lines of one kind, each of one or more rows that stay together.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub heading: &'static str,
    pub lines: Vec<Vec<Row>>,
    /// How many there are beyond these.
    pub more: usize,
}

/// For whom it is laid out: how wide, with which signs, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: u16,
    pub look: Look,
    pub today: NaiveDate,
}

impl Sheet {
    fn words(self, text: &str, indent: u16, role: Role) -> Vec<Row> {
        let width = self.width.saturating_sub(indent).min(LINE);
        let row = |text| Row { indent, text, role: Some(role), ..Row::default() };
        wrapped(text, width.max(1)).into_iter().map(row).collect()
    }

    /// Words with something at the right of the last row; below them where there is no room beside.
    fn beside(self, text: &str, right: String, indent: u16, role: Role) -> Vec<Row> {
        let taken = u16::try_from(width(&right)).unwrap_or(u16::MAX);
        let room = self.width.saturating_sub(indent + taken + BETWEEN);
        if taken == 0 || room < LINE.min(self.width) / 3 {
            let mut rows = self.words(text, indent, role);
            rows.extend((taken > 0).then(|| Row { right, ..Row::default() }));
            return rows;
        }
        let mut rows = Self { width: indent + room, ..self }.words(text, indent, role);
        if let Some(last) = rows.last_mut() {
            last.right = right;
        }
        rows
    }

    fn signed(self, sign: (&'static str, Role), mut rows: Vec<Row>) -> Vec<Row> {
        if let Some(first) = rows.first_mut().filter(|_| !sign.0.is_empty()) {
            first.sign = Some(sign);
        }
        rows
    }

    fn sign(self, sign: Sign) -> (&'static str, Role) {
        (self.look.sign(sign.drawn, sign.ascii), self.look.tone(sign.tone).1)
    }

    /// What is counted, in one paragraph, what needs looking at first: `✖ 1 critical (+1)   ▲ 2 watch   15 KPIs`.
    fn counts(self, counts: &[Count]) -> Vec<Row> {
        let mut counts: Vec<_> =
            counts.iter().filter(|one| one.value != 0 || one.change.is_some_and(|by| by != 0)).collect();
        counts.sort_by_key(|one| match one.standing {
            Tone::Bad => 0,
            Tone::Watch => 1,
            _ => 2,
        });
        let words =
            |one: &&Count| format!("{} {}", self.look.tone(one.standing).0, one.words()).trim_start().to_owned();
        // What is said of one count stays together.
        let words = counts.iter().map(|one| words(one).replace(' ', KEPT_TOGETHER));
        let text = words.collect::<Vec<_>>().join(&format!("{KEPT_TOGETHER}{KEPT_TOGETHER} "));
        self.words(&text, 0, Role::Text)
    }

    fn row(self, row: &room::Row) -> Vec<Row> {
        let mut rows =
            self.signed(self.look.tone(row.tone), self.beside(row.title, row.value.clone(), SIGN, Role::Text));
        let told =
            row.told.iter().filter(|part| !names_a_record(part)).map(String::as_str).collect::<Vec<_>>().join(", ");
        if !told.is_empty() {
            rows.extend(self.words(&told, SIGN, Role::Quiet));
        }
        rows
    }

    /// What somebody does: `→ Tell the investigators   Mateo Lindqvarn, Fri 4 Dec`.
    pub fn undertaken(self, one: &Undertaken, indent: u16) -> Vec<Row> {
        let owner = if one.owner.is_empty() { "nobody yet" } else { one.owner };
        let due = one.due.map_or("no day yet".to_owned(), |due| near(due, self.today));
        let rows = self.beside(one.record.title(), format!("{owner}, {due}"), indent + SIGN, Role::Text);
        self.signed((self.look.sign("→", ">"), Role::Accent), rows)
    }

    /// A decision with the vote on it, where that is shown.
    fn voted(self, one: &Decided, vote: Option<&(RecordId, Voted)>) -> Vec<Row> {
        let vote = vote.filter(|(id, _)| *id == one.record.id);
        self.taken(one, vote.map_or_else(Vec::new, |(_, vote)| self.vote(vote)))
    }

    /// A decision, its result, and its actions.
    pub fn decided(self, one: &Decided) -> Vec<Row> {
        self.taken(one, Vec::new())
    }

    fn taken(self, one: &Decided, vote: Vec<Row>) -> Vec<Row> {
        let mut rows = self.signed(self.sign(one.sign), self.words(one.record.title(), SIGN, Role::Strong));
        rows.extend(self.words(&one.words, SIGN, Role::Text));
        rows.extend(vote);
        rows.extend(one.actions.iter().flat_map(|action| self.undertaken(action, SIGN)));
        rows
    }

    /// The bars of a vote and what it gives.
    pub fn vote(self, vote: &Voted) -> Vec<Row> {
        let tally = vote.tally;
        let of = |ballot| match ballot {
            Ballot::For => tally.in_favour,
            Ballot::Against => tally.against,
            Ballot::Abstaining => tally.abstaining,
            Ballot::Recused => tally.recused,
        };
        let most = COUNTED.iter().map(|(ballot, _)| of(*ballot)).max().unwrap_or(0).max(1);
        let needed = vote.count.needed.map_or(String::new(), |needed| format!("{needed} needed"));
        let room = usize::from(self.width.min(LINE)).saturating_sub(BEFORE_BARS + needed.len() + usize::from(BETWEEN));
        let bars = COUNTED.map(|(ballot, name)| {
            let (count, role) = (of(ballot), if ballot == Ballot::For { Role::Accent } else { Role::Text });
            let bar = self.look.sign("█", "#").repeat(count * room / most);
            let text = format!("{name:<8}{count:>3}  {bar}");
            let right = if ballot == Ballot::For { needed.clone() } else { String::new() };
            Row { indent: SIGN, text, role: Some(role), right, ..Row::default() }
        });
        bars.into_iter().chain(self.words(&vote.count.words, SIGN, Role::Text)).collect()
    }

    /// The parts of an item that say what it is about.
    pub fn laid_before(self, page: &room::Page) -> Vec<Part> {
        let mut figures = vec![self.counts(&page.counts)];
        if !page.cautions.is_empty() {
            let words = counted(page.cautions.len(), "caution", "cautions");
            let words = self.words(&format!("{words} on these figures in the pack"), SIGN, Role::Text);
            figures.push(self.signed(self.look.tone(Tone::Watch), words));
        }
        figures.retain(|rows| rows.iter().any(|row| !row.text.is_empty()));
        let more = usize::try_from(page.more).unwrap_or(usize::MAX);
        vec![
            Part { lines: figures, ..Part::default() },
            Part { lines: page.rows.iter().map(|row| self.row(row)).collect(), more, ..Part::default() },
        ]
    }

    /// The parts of an item that say what became of it, the last first.
    pub fn brought(self, page: &room::Page, vote: Option<&(RecordId, Voted)>) -> Vec<Part> {
        let part = |heading, lines| Part { heading, lines, more: 0 };
        let noted =
            |notes: &[&Record]| notes.iter().map(|note| self.words(Note(note).text(), SIGN, Role::Text)).collect();
        let decisions =
            |open| page.decided.iter().rev().filter(move |one| stands(one.record) && is_open(one.record) == open);
        vec![
            part("Decided", decisions(false).map(|one| self.voted(one, vote)).collect()),
            part("Proposed", decisions(true).map(|one| self.words(one.record.title(), SIGN, Role::Strong)).collect()),
            part("Undertaken", page.undertaken.iter().map(|one| self.undertaken(one, 0)).collect()),
            part("Noted", noted(&page.noted)),
            part("For later", noted(&page.parked)),
        ]
    }
}

/// The rows of parts where there is room for so many: each part gets what it needs, as long as those behind it keep their
/// heading and a line; what is left out is counted.
pub fn fitted(parts: Vec<Part>, room: usize) -> Vec<Row> {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.lines.is_empty() || part.more > 0).collect();
    let count = parts.len();
    let mut rows = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        let gap = usize::from(!rows.is_empty());
        // A row is left to say that there is more.
        let left = room.saturating_sub(rows.len() + gap + usize::from(place + 1 < count));
        let mine = left.saturating_sub((count - place - 1) * KEPT).max(left.min(part.least()));
        if mine < part.least().min(KEPT) {
            rows.push(quiet("more in the pack".to_owned(), SIGN));
            break;
        }
        rows.extend((gap > 0).then(Row::default));
        rows.extend(part.within(mine));
    }
    rows
}

fn quiet(text: String, indent: u16) -> Row {
    Row { indent, text, role: Some(Role::Quiet), ..Row::default() }
}

impl Part {
    /// The rows that it takes at least: its heading, its first line, and how many more there are.
    fn least(&self) -> usize {
        let others = usize::from(self.lines.len() > 1 || self.more > 0);
        usize::from(!self.heading.is_empty()) + self.lines.first().map_or(0, Vec::len) + others
    }

    /// As many of its rows as there is room for, and how many lines are left out.
    fn within(self, room: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if !self.heading.is_empty() {
            rows.push(quiet(self.heading.to_owned(), 0));
        }
        let needed = rows.len() + self.lines.iter().map(Vec::len).sum::<usize>();
        let room = if needed <= room && self.more == 0 { room } else { room.saturating_sub(1) };
        let mut left = self.lines.len();
        for line in self.lines {
            if rows.len() + line.len() > room {
                break;
            }
            left -= 1;
            rows.extend(line);
        }
        let more = left.saturating_add(self.more);
        rows.extend((more > 0).then(|| quiet(format!("and {more} more"), SIGN)));
        rows
    }
}
