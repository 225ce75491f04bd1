//! Where the open nonconformities stand, state by state, as the board on the screen has them.

use crate::domain::nonconformity::{Nonconformity, NonconformityField as Field, REGISTER};
use crate::domain::spelling::grouped;
use crate::store::{Error, View};
use crate::workflow::closure::board::{self, Card, Column as Stage, Narrowed};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, Row, Sheet};

/// Where they stand.
pub static BOARD: Reading = Reading {
    title: "Board",
    about: "Shows where the open nonconformities stand, state by state, the most pressing first",
    of: Of::Register,
    ..Reading::new(&REGISTER, "board", read)
};

const COLUMNS: [Column; 6] = [
    Column::words("number", "Number"),
    Column::words("title", "Nonconformity"),
    Column::words("grade", "Grade"),
    Column::words("due", "When"),
    Column::words("raised", "Raised"),
    Column::words("owner", "Owner"),
];

fn read(view: View, _: &Wanted) -> Result<Sheet, Error> {
    let board = board::read(view, Narrowed::default(), None)?;
    let row = |card: &Card| {
        let grade = Nonconformity(&card.record).grade().map_or("not graded", |grade| grade.label());
        let (due, _) = card.due(board.today);
        let owner = if card.owner.is_empty() { "no owner" } else { &card.owner };
        let number = card.record.reference().to_string();
        let cells =
            [number, card.record.title().to_owned(), grade.to_lowercase(), due, card.raised(), owner.to_owned()];
        Row::of(cells.map(Cell::text)).leads(Some(Lead::Record(card.record.id)))
    };
    let stage = |stage: &Stage| {
        let told = u64::try_from(stage.cards.len()).unwrap_or(u64::MAX);
        let more = if told < stage.count { format!(", the first {told} of them") } else { String::new() };
        let title = format!("{}: {}{more}", stage.state.label(), grouped(stage.count));
        Block::table(stage.state.key(), title, &COLUMNS, stage.cards.iter().map(row).collect())
    };
    let over = board.over.iter().map(|(state, count)| {
        let filter = format!("{}={}", Field::State.name(), state.key());
        let words = format!("{} {}", grouped(*count), state.label().to_lowercase());
        Fact::new("", Cell::text(words)).leads(Some(Lead::List(&REGISTER, filter)))
    });
    let blocks = board.columns.iter().filter(|column| column.count > 0).map(stage);
    Ok(Sheet {
        note: format!("{} open, {} late", grouped(board.count()), grouped(board.late)),
        short: grouped(board.late),
        nothing: Why::when(board.count() == 0 && board.over.is_empty(), || "No nonconformity is on record.".to_owned()),
        blocks: blocks.chain([Block::new("Over", Body::Facts(over.collect())).keyed("over")]).collect(),
        ..Sheet::default()
    })
}
