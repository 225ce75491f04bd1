//! The nonconformities by where each of them stands: in columns from draft to awaiting effectiveness, or as one list.

mod card;
mod columns;
mod listed;

use std::cell::Cell;

use chrono::NaiveDate;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{REGISTER, State};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::grouped;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, WIDE, wrapped};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, Notice};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step, onward};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::closure::board::{self, Board, Card, Column, LISTED, Narrowed};
use crate::workflow::closure::operations::{GO_ON, ON_CASES};

use super::{acting, filters};

/// What is kept of the board between two looks at it.
const KEPT: &str = "nonconformities";

static SCOPES: [Scope; 5] = [Scope::Board, Scope::At(&ON_CASES), Scope::Record, Scope::Rows, Scope::Everywhere];

/// The nonconformities by where they stand.
#[derive(Debug)]
pub struct BoardView {
    board: Loaded<Board>,
    /// Which of them were asked for last; those at hand say themselves which they are.
    wanted: Narrowed,
    /// Whether they are one list; where nobody said, the width decides.
    as_list: Option<bool>,
    /// The one under the cursor; it is followed wherever others take it.
    selected: Option<RecordId>,
    /// Whether something was done here since they were read.
    acted: bool,
    column: usize,
    /// The place in the column, and in the list.
    row: Scroll,
    line: Scroll,
    /// As it was drawn last.
    width: Cell<u16>,
}

/// How the board was left.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    as_list: Option<bool>,
}

impl BoardView {
    /// The board, arranged as this person left it.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let left: Left = desk.local.kept(KEPT).unwrap_or_default();
        Ok(Self {
            board: Loaded::default(),
            wanted: Narrowed::default(),
            as_list: left.as_list,
            selected: None,
            acted: false,
            column: 0,
            row: Scroll::default(),
            line: Scroll::default(),
            width: Cell::new(WIDE),
        })
    }

    fn is_list(&self) -> bool {
        self.as_list.unwrap_or(self.width.get() < WIDE)
    }

    /// The columns that have something in them.
    fn columns(&self) -> Vec<&Column> {
        self.board.get().into_iter().flat_map(|board| &board.columns).filter(|column| column.count > 0).collect()
    }

    fn today(&self) -> NaiveDate {
        self.board.get().map(|board| board.today).unwrap_or_default()
    }

    fn listed(&self) -> &[Card] {
        self.board.get().map_or(&[], |board| &board.listed)
    }

    /// Which of them are shown.
    fn narrowed(&self) -> Narrowed {
        self.board.get().map(|board| board.narrowed).unwrap_or_default()
    }

    /// The one under the cursor; none where the screen says why they can't be read.
    fn card(&self) -> Option<&Card> {
        if self.board.trouble().is_some() {
            return None;
        }
        if self.is_list() {
            return self.listed().get(self.line.cursor());
        }
        self.columns().get(self.column)?.cards.get(self.row.cursor())
    }

    /// Those that stand in a column, or in the list where no column is told.
    fn standing(&self, state: Option<State>) -> Vec<RecordId> {
        let columns = self.columns();
        let column = columns.iter().find(|column| Some(column.state) == state).map(|column| &column.cards);
        let cards = match state {
            Some(_) => column.map_or(&[][..], |cards| cards),
            None => self.listed(),
        };
        cards.iter().map(|card| card.record.id).collect()
    }

    /// The column of the cursor, where they stand in columns; those among which it is, and the place of it.
    fn around(&self) -> (Option<State>, Vec<RecordId>, usize) {
        let column = self.columns().get(self.column).map(|column| column.state).filter(|_| !self.is_list());
        let at = if self.is_list() { self.line.cursor() } else { self.row.cursor() };
        (column, self.standing(column), at)
    }

    /// Puts the cursor on the record that is selected, or leaves it as near as it can to where it was.
    fn settle(&mut self) {
        let id = self.selected;
        let columns: Vec<Vec<RecordId>> =
            self.columns().iter().map(|column| column.cards.iter().map(|card| card.record.id).collect()).collect();
        let place = columns
            .iter()
            .enumerate()
            .find_map(|(column, ids)| Some((column, ids.iter().position(|one| Some(*one) == id)?)));
        let near = (self.column.min(columns.len().saturating_sub(1)), self.row.cursor());
        let (column, row) = place.unwrap_or(near);
        self.column = column;
        self.row.put(row);
        self.row.settle(columns.get(column).map_or(0, Vec::len));
        let line = self.listed().iter().position(|card| Some(card.record.id) == id);
        self.line.put(line.unwrap_or(self.line.cursor()));
        self.line.settle(self.listed().len());
        self.selected = self.card().map(|card| card.record.id);
    }

    fn go(&mut self, step: Step) {
        if self.is_list() {
            let count = self.listed().len();
            self.line.go(step, count);
        } else {
            let count = self.columns().get(self.column).map_or(0, |column| column.cards.len());
            self.row.go(step, count);
        }
        self.selected = self.card().map(|card| card.record.id);
    }

    fn sideways(&mut self, right: bool) {
        let last = self.columns().len().saturating_sub(1);
        self.column = if right { (self.column + 1).min(last) } else { self.column.saturating_sub(1) };
        let cards = self.columns().get(self.column).map_or(0, |column| column.cards.len());
        self.row.settle(cards);
        self.selected = self.card().map(|card| card.record.id);
    }

    fn narrow(&mut self, desk: &Desk, change: impl FnOnce(&mut Narrowed)) -> Result<Effects, Error> {
        change(&mut self.wanted);
        self.board.stale();
        self.rested(desk)?;
        Ok(Effects::new())
    }

    /// The register as a list, with the conditions that hold here as far as a list knows them.
    fn register_list(&self) -> Effects {
        let mut filter = match (self.is_list(), self.columns().get(self.column)) {
            (false, Some(column)) => format!("state={}", column.state.key()),
            _ => filters::home(&REGISTER),
        };
        for (on, term) in [
            (self.wanted.mine, " owner=me"),
            (self.wanted.late, " due=..yesterday"),
            (self.wanted.major, " grade=major"),
        ] {
            filter.push_str(if on { term } else { "" });
        }
        // The whole register stays as it was left, where nothing narrows it here.
        let whole = self.wanted.is_all() && self.is_list();
        let list = if whole { Destination::Register(&REGISTER) } else { Destination::List(&REGISTER, filter) };
        vec![Effect::Visit(list)]
    }

    /// What is looked at, in words: `only mine, only late`.
    fn narrowed_words(&self) -> String {
        let narrowed = self.narrowed();
        let told = [
            (narrowed.mine, "only mine"),
            (narrowed.late, "only late"),
            (narrowed.major, "only major"),
            (narrowed.waiting, "that I can verify or judge"),
        ];
        told.into_iter().filter(|(on, _)| *on).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
    }

    fn title(&self) -> String {
        match self.narrowed_words() {
            words if words.is_empty() => "Nonconformities".to_owned(),
            words => format!("Nonconformities · {words}"),
        }
    }

    fn note(&self) -> String {
        let Some(board) = self.board.get() else { return String::new() };
        let count = if board.narrowed.is_all() {
            format!("{} open", grouped(board.count()))
        } else {
            format!("{} here{}", grouped(board.count()), looked_through(board))
        };
        match board.late {
            0 => count,
            late => format!("{count}, {} late", grouped(late)),
        }
    }

    /// Those that are over, by how they ended where there is room to say so.
    fn over(&self, width: u16) -> String {
        let Some(board) = self.board.get() else { return String::new() };
        if board.over.is_empty() {
            return "None is closed yet.".to_owned();
        }
        let words =
            board.over.iter().map(|(state, count)| format!("{} {}", grouped(*count), state.label().to_lowercase()));
        let words = words.collect::<Vec<_>>().join(" · ");
        if words.width() <= usize::from(width) {
            return words;
        }
        let sum = |before: bool| -> u64 {
            let counted = board.over.iter().filter(|(state, _)| (*state == State::ClosedBefore) == before);
            counted.map(|(_, count)| count).sum()
        };
        match (sum(false), sum(true)) {
            (here, 0) => format!("{} closed or rejected", grouped(here)),
            (here, before) => {
                format!("{} closed or rejected · {} not verified here", grouped(here), grouped(before))
            }
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas, area: Rect) {
        let words = match (self.board.trouble(), self.board.get(), self.narrowed().is_all()) {
            (Some(_), _, _) | (None, None, _) => vec![self.board.instead("Reading where they stand…").into_owned()],
            (None, Some(_), true) => {
                vec![
                    "No nonconformity is open.".to_owned(),
                    "Press a to raise one, o for those that are over.".to_owned(),
                ]
            }
            (None, Some(board), false) => vec![
                format!("None is here{}: {}.", looked_through(board), self.narrowed_words()),
                "The same key shows all of them again: i mine, d late, s major, w waiting for you.".to_owned(),
            ],
        };
        let lines = words.iter().flat_map(|line| wrapped(line, area.width.saturating_sub(2)));
        for (line, y) in lines.zip(area.y + area.height / 3..area.bottom()) {
            canvas.put(area.x + 1, y, area.width.saturating_sub(2), &line, Role::Quiet);
        }
    }
}

impl Screen for BoardView {
    fn name(&self) -> String {
        "Nonconformities".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &SCOPES
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Add, Arranged, Help, Move, OnlyLate, OnlyMajor, OnlyMine, OnlyWaiting, Open, WholeRegister};
        &[Open, Move, OnlyMine, OnlyLate, OnlyMajor, OnlyWaiting, Arranged, Add, WholeRegister, Help]
    }

    fn offers(&self) -> Vec<Doing> {
        let mut offers: Vec<Doing> = Doing::commands(self.footer()).collect();
        offers.insert(1, Doing::usual(&GO_ON));
        offers
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::ColumnLeft | Command::ColumnRight if self.is_list() => {
                Some("This is one list; b shows them in columns".to_owned())
            }
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.go(step);
            return Ok(Effects::new());
        }
        match command {
            Command::ColumnLeft => self.sideways(false),
            Command::ColumnRight => self.sideways(true),
            Command::Arranged => {
                self.as_list = Some(!self.is_list());
                desk.local.keep(KEPT, &Left { as_list: self.as_list });
                self.settle();
            }
            Command::OnlyMine => return self.narrow(desk, |narrowed| narrowed.mine = !narrowed.mine),
            Command::OnlyLate => return self.narrow(desk, |narrowed| narrowed.late = !narrowed.late),
            Command::OnlyMajor => return self.narrow(desk, |narrowed| narrowed.major = !narrowed.major),
            Command::OnlyWaiting => {
                if let (Err(why), false) = (&desk.acting.author, self.wanted.waiting) {
                    return Ok(Notice::watch(why.clone()).into());
                }
                return self.narrow(desk, |narrowed| narrowed.waiting = !narrowed.waiting);
            }
            Command::WholeRegister => return Ok(self.register_list()),
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.wanted.is_all() {
            return Ok(None);
        }
        self.narrow(desk, |narrowed| *narrowed = Narrowed::default()).map(Some)
    }

    fn goes_back(&self) -> bool {
        !self.wanted.is_all()
    }

    fn acted(&mut self) {
        self.acted = true;
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.board.stale();
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let (state, before, at) = self.around();
        if self.board.told(told) {
            if self.board.trouble().is_some() {
                // The key that asked for others asks once more.
                self.wanted = self.narrowed();
                return Ok(Effects::new());
            }
            if std::mem::take(&mut self.acted) {
                // What comes next of where it stood; the other arrangement goes with that.
                let now = self.standing(state);
                self.selected = onward(&before, at, &now).map(|row| now[row]);
            }
            // It begins at what is most pressing.
            let begins = || self.listed().first().map(|card| card.record.id);
            self.selected = self.selected.or_else(|| begins().filter(|_| before.is_empty()));
            self.settle();
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        let me = desk.acting.author.as_ref().ok().map(|author| author.person);
        let narrowed = self.wanted;
        self.board.ask(desk, move |view| board::read(view, narrowed, me));
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.board.is_stale()
    }

    fn select(&mut self, record: RecordId, _: &Desk) -> Result<Effects, Error> {
        // What was just added is not read yet; the cursor waits for it, and goes on from nothing else.
        (self.selected, self.acted) = (Some(record), false);
        self.board.stale();
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.board.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.card().map(|card| &card.record).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&REGISTER)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        self.width.set(area.width);
        let title = self.title();
        let inner = canvas.pane(area, Pane { title: &title, note: &self.note(), focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let empty = self.columns().is_empty();
        if empty || self.board.trouble().is_some() {
            return self.draw_empty(canvas, inner);
        }
        let below = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        let hidden = if self.is_list() { self.draw_list(canvas, below) } else { self.draw_columns(canvas, below) };
        let used = canvas.right(inner, inner.y, &hidden, Role::Accent);
        let room = inner.width.saturating_sub(if used > 0 { used + 2 } else { 0 });
        canvas.put(inner.x, inner.y, room, &self.over(room), Role::Quiet);
    }
}

/// How far those that somebody can verify or judge were looked for, where not all were looked through.
fn looked_through(board: &Board) -> String {
    if board.cut { format!(" among the {LISTED} of each state that were done first") } else { String::new() }
}
