//! What the review promised, and where it stands: what is late first.

use chrono::NaiveDate;

use crate::domain::action::{self, Action, ActionField, State};
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::domain::spelling::{brief, counted};
use crate::store::list::{Filter, Query};
use crate::store::{Error, Names, View};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row};

use super::basis::Basis;

/// So many are told; the others are counted.
const TOLD: usize = 8;

const COLUMNS: [Column; 5] = [
    Column::words("number", ""),
    Column::words("promise", "Action"),
    Column::words("owner", "Owner"),
    Column::words("due", "Due"),
    Column::words("state", "State"),
];

/// The actions of the review with what became of them, those of earlier reviews that are not over, and how many there are beside
/// those that are told.
pub fn blocks(view: View, basis: &Basis, today: NaiveDate) -> Result<Vec<Block>, Error> {
    let Some(review) = &basis.review else { return Ok(Vec::new()) };
    let of_review = ActionField::Review.field();
    let actions = |filters: Vec<Filter>| view.page(&Query::those(&action::REGISTER, filters)).map(|page| page.records);
    let running = Filter::one_of(ActionField::State.field(), &[State::Open.key(), State::Done.key()]);
    let mut earlier = actions(vec![Filter::Filled(of_review), running])?;
    earlier.retain(|one| Action(one).review().is_some_and(|of| basis.is_before(of)));
    let reference = review.reference();
    let title = match earlier.is_empty() {
        true => format!("Promised at {reference}, and where it stands"),
        false => format!("Promised at {reference} and before, and where it stands"),
    };
    let mut actions = actions(vec![Filter::to(of_review, review.id)])?;
    actions.append(&mut earlier);
    if actions.is_empty() {
        let words = format!("{reference} agreed no action, and none of an earlier review is open.");
        return Ok(vec![Block::new(title, Body::Prose(vec![Cell::said(words)]))]);
    }
    actions.sort_by_key(|one| (place(one, today), Action(one).due().is_none(), Action(one).due(), one.number));
    let rest = actions.split_off(actions.len().min(TOLD));
    let mut names = Names::default();
    view.learn(&mut names, actions.iter().filter_map(|one| Action(one).owner()))?;
    let row = |record: &Record| {
        let action = Action(record);
        let owner = action.owner().map_or("nobody", |id| names.title(id)).to_owned();
        let due = action.due().map_or("no day".to_owned(), brief);
        let (words, tone) = stands(record, today);
        let state = Cell { tone, ..Cell::text(words) };
        let number = record.reference().to_string();
        let [number, what, owner, due] = [number, record.title().to_owned(), owner, due].map(Cell::text);
        Row::of([number, what, owner, due, state]).leads(Some(Lead::Record(record.id)))
    };
    let rows = actions.iter().map(row).collect();
    let mut blocks = vec![Block::table("promised", title, &COLUMNS, rows)];
    if !rest.is_empty() {
        let late = rest.iter().filter(|one| place(one, today) == 0).count();
        let late = if late > 0 { format!("{late} of them late") } else { "none of them late".to_owned() };
        let words = format!("This is cut: {}, {late}.", counted(rest.len(), "more action", "more actions"));
        blocks.push(Block::new("", Body::Prose(vec![Cell::said(words)])));
    }
    Ok(blocks)
}

/// What is late comes first, then what is open, what waits to be confirmed, and what is over.
fn place(record: &Record, today: NaiveDate) -> u8 {
    match Action(record).state() {
        _ if is_late(record, today) => 0,
        Some(State::Open) | None => 1,
        Some(State::Done) => 2,
        Some(State::Confirmed | State::Cancelled | State::Superseded | State::Merged) => 3,
    }
}

fn is_late(record: &Record, today: NaiveDate) -> bool {
    Deadline::of(record, today).is_some_and(|due| due.is_late())
}

/// Where an action stands, in words; and how that is to be taken.
fn stands(record: &Record, today: NaiveDate) -> (String, Option<Tone>) {
    let state = record.state_label().unwrap_or_default().to_lowercase();
    match (Deadline::of(record, today).filter(Deadline::is_late), Action(record).state()) {
        (Some(due), _) => {
            let days = usize::try_from(-due.left).unwrap_or_default();
            (format!("{state}, {} late", counted(days, "day", "days")), Some(Tone::Bad))
        }
        (None, Some(State::Done)) => ("done, to be confirmed".to_owned(), None),
        (None, _) => (state, None),
    }
}
