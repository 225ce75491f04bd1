//! The open nonconformities by where each of them stands: counted by the file, read a page at a time.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::deadline::Deadline;
use crate::domain::field::Field as Declared;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Grade, Nonconformity, NonconformityField as Field, REGISTER, State};
use crate::domain::record::Record;
use crate::domain::spelling::near;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

/// The most that are read of one state; the others are counted.
pub const MOST: u32 = 60;

/// The most that are read as one list.
pub const LISTED: u32 = 200;

/// Which of them are looked at: all that are open, or those of each kind that is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Those that this person owns.
    pub mine: bool,
    /// Those whose day has passed.
    pub late: bool,
    pub major: bool,
    /// Those that this person can verify, or whose effect they can judge, today.
    pub waiting: bool,
}

/// A nonconformity as a card.
#[derive(Debug, Clone)]
pub struct Card {
    pub record: Record,
    /// Who answers for it.
    pub owner: String,
    pub deadline: Option<Deadline>,
    /// Days since it was raised.
    pub age: Option<i64>,
}

impl Card {
    /// When it is to be dealt with, or from when its effect can be judged: `12 d late`, `due in 5 d`, `from Fri 12 Mar 2027`;
    /// and whether it is late.
    pub fn due(&self, today: NaiveDate) -> (String, bool) {
        let case = Nonconformity(&self.record);
        match (self.deadline, case.state(), case.check_from()) {
            (_, Some(State::Verified), Some(day)) if day <= today => ("can be judged now".to_owned(), false),
            (_, Some(State::Verified), Some(day)) => (format!("from {}", near(day, today)), false),
            (Some(deadline), _, _) if deadline.is_late() => (deadline.words(), true),
            (Some(deadline), _, _) => (format!("due {}", deadline.words()), false),
            (None, _, _) => ("no day set".to_owned(), false),
        }
    }

    /// How long ago it was raised.
    pub fn raised(&self) -> String {
        match self.age {
            None => "not raised yet".to_owned(),
            Some(0) => "raised today".to_owned(),
            Some(1) => "raised yesterday".to_owned(),
            Some(days) => format!("raised {days} days ago"),
        }
    }
}

/// The nonconformities of one state.
#[derive(Debug, Clone)]
pub struct Column {
    pub state: State,
    pub count: u64,
    /// The first of them, the most pressing first.
    pub cards: Vec<Card>,
}

/// Where they all stand.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// The day of which it tells.
    pub today: NaiveDate,
    /// Which of them it tells of.
    pub narrowed: Narrowed,
    /// Each state in which something is still to be done.
    pub columns: Vec<Column>,
    /// The same as one list, the most pressing first.
    pub listed: Vec<Card>,
    /// Those whose day has passed, of all that are shown.
    pub late: u64,
    /// How many are over, by how they ended; whatever is looked at.
    pub over: Vec<(State, u64)>,
    /// Whether there are more than were looked through for those that somebody can verify.
    pub cut: bool,
}

impl Board {
    /// How many are shown or counted.
    pub fn count(&self) -> u64 {
        self.columns.iter().map(|column| column.count).sum()
    }
}

impl Narrowed {
    /// Whether all that are open are looked at.
    pub fn is_all(self) -> bool {
        self == Self::default()
    }

    /// The conditions that the file itself can judge.
    pub fn filters(self, me: Option<RecordId>, today: NaiveDate) -> Vec<Filter> {
        let mut filters = Vec::new();
        if self.mine {
            // Somebody who is nobody yet owns nothing.
            filters.push(Filter::Is(Field::Owner.field(), me.map(Value::Link).into_iter().collect()));
        }
        if self.late {
            filters.extend(late(today));
        }
        if self.major {
            filters.push(Filter::one_of(Field::Grade.field(), &[Grade::Major.key()]));
        }
        filters
    }
}

/// The states in which something is still to be done, in their order.
pub fn open_states() -> Vec<State> {
    State::ALL.iter().copied().filter(|state| state.is_open()).collect()
}

/// A condition on the state.
pub fn standing(states: &[State]) -> Filter {
    Filter::Is(Field::State.field(), states.iter().map(|state| Value::Choice(state.key())).collect())
}

fn late(today: NaiveDate) -> Vec<Filter> {
    let runs = REGISTER.machine.map_or(&[][..], |machine| machine.due_in);
    let running = Filter::Is(Field::State.field(), runs.iter().map(|key| Value::Choice(key)).collect());
    vec![running, Filter::passed(Field::Due.field(), today)]
}

/// Reads where they stand.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View, narrowed: Narrowed, me: Option<RecordId>) -> Result<Board, Error> {
    let today = view.circumstances()?.today();
    let state = Field::State.field();
    let filters = narrowed.filters(me, today);
    let mut board = Board { today, narrowed, over: over(view, state)?, ..Board::default() };
    let mut names = Names::default();
    if narrowed.waiting {
        return waiting(view, board, filters, me, today);
    }
    let query = Query { filters, ..Query::new(&REGISTER) };
    let counted = view.tally(&query, state, state)?;
    let count = |state: State| counted.iter().find(|(key, _, _)| *key == state.key()).map_or(0, |(_, _, count)| *count);
    // Few are far apart in an order by day: all of those are found in one walk through it, and not one walk a state.
    let few: Vec<State> =
        open_states().into_iter().filter(|state| (1..=u64::from(MOST)).contains(&count(*state))).collect();
    let mut found = if few.is_empty() { Vec::new() } else { paged(view, &query, &few, MOST * 8)? };
    for state in open_states() {
        let count = count(state);
        let own = |record: &Record| Nonconformity(record).state() == Some(state);
        let records = if count > u64::from(MOST) {
            paged(view, &query, &[state], MOST)?
        } else {
            found.extract_if(.., |record| own(record)).collect()
        };
        let cards = records.into_iter().map(|record| names.card(view, record, today)).collect::<Result<_, _>>()?;
        board.columns.push(Column { state, count, cards });
    }
    for record in paged(view, &query, &open_states(), LISTED)? {
        board.listed.push(names.card(view, record, today)?);
    }
    let mut behind = query;
    behind.filters.extend(late(today));
    board.late = view.count(&behind)?;
    Ok(board)
}

/// Those of some states, the most pressing first.
fn paged(view: View, query: &Query, states: &[State], limit: u32) -> Result<Vec<Record>, Error> {
    let order = Order { field: Some(Field::Due.field()), descending: false };
    let mut page = Query { order, limit: Some(limit), ..query.clone() };
    page.filters.push(standing(states));
    Ok(view.page(&page)?.records)
}

fn over(view: View, state: &'static Declared) -> Result<Vec<(State, u64)>, Error> {
    let counted = view.tally(&Query::new(&REGISTER), state, state)?;
    let ended = State::ALL.iter().copied().filter(|state| !state.is_open());
    let count = |state: State| counted.iter().find(|(key, _, _)| *key == state.key()).map_or(0, |(_, _, count)| *count);
    Ok(ended.map(|state| (state, count(state))).filter(|(_, count)| *count > 0).collect())
}

/// Those that somebody can verify or judge today, by the rules themselves.
fn waiting(
    view: View,
    mut board: Board,
    filters: Vec<Filter>,
    me: Option<RecordId>,
    today: NaiveDate,
) -> Result<Board, Error> {
    let mut names = Names::default();
    let order = Order { field: Some(Field::ImplementedOn.field()), descending: false };
    for state in [State::Implemented, State::Verified] {
        let mut page = Query { filters: filters.clone(), order, limit: Some(LISTED), ..Query::new(&REGISTER) };
        page.filters.push(standing(&[state]));
        let found = view.page(&page)?;
        board.cut |= found.more;
        let mut cards = Vec::new();
        for record in found.records {
            if can_attest(view, &record, me, today)? {
                cards.push(names.card(view, record, today)?);
            }
        }
        board.listed.extend(cards.iter().cloned());
        board.columns.push(Column { state, count: cards.len() as u64, cards });
    }
    Ok(board)
}

/// Whether somebody may verify that the actions were done, or judge their effect, today.
pub fn can_attest(view: View, record: &Record, me: Option<RecordId>, today: NaiveDate) -> Result<bool, Error> {
    let case = Nonconformity(record);
    let (name, field) = match case.state() {
        Some(State::Implemented) => ("verify", Field::VerifiedBy),
        Some(State::Verified) if case.check_from().is_none_or(|day| day <= today) => ("close", Field::CheckedBy),
        _ => return Ok(false),
    };
    let step = REGISTER.machine.and_then(|machine| machine.find(name));
    let (Some(step), Some(me)) = (step, me) else { return Ok(false) };
    let broken = view.against(record, step, &[(field.field(), Some(Value::Link(me)))], Some(me))?;
    Ok(!broken.iter().flat_map(|broken| &broken.missing).any(|missing| missing.field == Some(field.name().as_str())))
}

/// The names of people, each looked up once.
#[derive(Default)]
struct Names(HashMap<RecordId, String>);

impl Names {
    fn of(&mut self, view: View, id: RecordId) -> Result<String, Error> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = view.record(id)?.map_or(String::new(), |person| person.title().to_owned());
        self.0.insert(id, name.clone());
        Ok(name)
    }

    fn card(&mut self, view: View, record: Record, today: NaiveDate) -> Result<Card, Error> {
        let case = Nonconformity(&record);
        let owner = case.owner().map_or(Ok(String::new()), |owner| self.of(view, owner))?;
        let age = case.raised_on().map(|day| today.signed_duration_since(day).num_days());
        Ok(Card { owner, deadline: Deadline::of(&record, today), age, record })
    }
}
