//! What the review promised, and where it stands: what is late first.

use chrono::NaiveDate;

use crate::domain::action::{self, Action, ActionField, State};
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::store::list::{Filter, Query};
use crate::store::{Error, Names, View};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row};

use super::basis::Basis;

/// So many are told; the others are counted.
const TOLD: usize = 8;

/// The actions of the review with what became of them, those of earlier reviews that are not over, and how many there are beside
/// those that are told.
pub fn blocks(view: View, words: &Words, basis: &Basis, today: NaiveDate) -> Result<Vec<Block>, Error> {
    let Some(review) = &basis.review else { return Ok(Vec::new()) };
    let of_review = ActionField::Review.field();
    let actions = |filters: Vec<Filter>| view.page(&Query::those(&action::REGISTER, filters)).map(|page| page.records);
    let running = Filter::one_of(ActionField::State.field(), &[State::Open.key(), State::Done.key()]);
    let mut earlier = actions(vec![Filter::Filled(of_review), running])?;
    earlier.retain(|one| Action(one).review().is_some_and(|of| basis.is_before(of)));
    let reference = review.reference();
    let title = match earlier.is_empty() {
        true => words.promised_at(&reference),
        false => words.promised_at_and_before(&reference),
    };
    let mut actions = actions(vec![Filter::to(of_review, review.id)])?;
    actions.append(&mut earlier);
    if actions.is_empty() {
        let none = Cell::said(words.none_promised(&reference));
        return Ok(vec![Block::new(title, Body::Prose(vec![none]))]);
    }
    actions.sort_by_key(|one| (place(one, today), Action(one).due().is_none(), Action(one).due(), one.number));
    let rest = actions.split_off(actions.len().min(TOLD));
    let mut names = Names::default();
    view.learn(&mut names, actions.iter().filter_map(|one| Action(one).owner()))?;
    let row = |record: &Record| {
        let action = Action(record);
        let owner = action.owner().map_or(words.nobody(), |id| names.title(id)).to_owned();
        let due = action.due().map_or_else(|| words.due_no_day().to_owned(), |due| words.short_day(due));
        let (said, tone) = stands(words, record, today);
        let state = Cell { tone, ..Cell::text(said) };
        let number = record.reference().to_string();
        let [number, what, owner, due] = [number, record.title().to_owned(), owner, due].map(Cell::text);
        Row::of([number, what, owner, due, state]).leads(Some(Lead::Record(record.id)))
    };
    let rows = actions.iter().map(row).collect();
    let columns = [
        ("number", ""),
        ("promise", words.action()),
        ("owner", words.owner()),
        ("due", words.due_column()),
        ("state", words.state()),
    ];
    let columns = columns.map(|(key, heading)| Column::words(key, "").headed(heading));
    let mut blocks = vec![Block::table("promised", title, &columns, rows)];
    if !rest.is_empty() {
        let late = rest.iter().filter(|one| place(one, today) == 0).count();
        let late = if late > 0 { words.late_of_them(late) } else { words.none_late().to_owned() };
        let cut = Cell::said(words.cut_actions(rest.len(), late));
        blocks.push(Block::new("", Body::Prose(vec![cut])));
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
fn stands(words: &Words, record: &Record, today: NaiveDate) -> (String, Option<Tone>) {
    let state = words.label_within(&record.state_label().unwrap_or_default());
    match (Deadline::of(record, today).filter(Deadline::is_late), Action(record).state()) {
        (Some(due), _) => {
            let days = usize::try_from(-due.left).unwrap_or_default();
            (words.days_late(state, days), Some(Tone::Bad))
        }
        (None, Some(State::Done)) => (words.done_to_confirm().to_owned(), None),
        (None, _) => (state, None),
    }
}
