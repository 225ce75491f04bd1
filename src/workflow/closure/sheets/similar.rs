//! Where similar cases may be (10.2 b).

use crate::domain::nonconformity::REGISTER;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::similar::{Similar, similar};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet};

/// What may be similar, each a line that leads there.
pub static SIMILAR: Reading = Reading {
    title: "Similar cases",
    about: "Looks for similar cases, findings and incidents: by requirement, cause, system, unit and words",
    of: Of::Record,
    choices: &[Choice::Words { help: "Words to look for [default: those of its title]" }],
    ..Reading::new(&REGISTER, "similar", read)
};

const COLUMNS: [Column; 4] = [
    Column::words("number", "Number"),
    Column::words("title", "What"),
    Column::words("state", "State"),
    Column::words("because", "Because"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let case = wanted.record(view)?;
    let found = similar(view, &case, &wanted.words)?;
    let row = |one: &Similar| {
        let state = one.record.state_label().unwrap_or_default();
        let cells = [one.record.reference().to_string(), one.record.title().to_owned(), state, one.because.join(", ")];
        Row::of(cells.map(Cell::text)).leads(Some(Lead::Record(one.record.id)))
    };
    let left_out = found.left_out().into_iter().map(Cell::text).collect();
    Ok(Sheet {
        note: named(&case),
        nothing: Why::when(found.listed.is_empty(), || {
            "Nothing similar is on record: no case, finding or incident with its requirement, cause, system, unit or words."
                .to_owned()
        }),
        blocks: vec![
            Block::table("similar", "", &COLUMNS, found.listed.iter().map(row).collect()),
            Block::new("", Body::Prose(left_out)).keyed("left_out"),
        ],
        ..Sheet::default()
    })
}
