//! What a person is asked to decide of a case: whether it repeats an earlier one, whether it is major.

use crate::domain::nonconformity::{NonconformityField as Field, REGISTER};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::repeats::{Proposal, proposals};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Cell, Column, Lead, Row, Sheet};

/// What is proposed, each a line that leads to the field in which it is decided.
pub static REPEATS: Reading = Reading {
    title: "Repeats",
    about: "Says whether it repeats an earlier case, and whether it should be graded as major",
    more: "Says whether it repeats an earlier case, and whether it should be graded as major. The months that are looked \
           back, and how many minor ones make a major, are settings of the organisation.",
    of: Of::Record,
    ..Reading::new(&REGISTER, "repeats", read)
};

const COLUMNS: [Column; 2] = [Column::words("what", "What was found"), Column::words("decided_in", "Decided in")];

impl Proposal {
    /// The field in which it is decided.
    pub fn field(&self) -> Field {
        match self {
            Self::Repeat { .. } => Field::Repeats,
            Self::MajorByRepeat { .. } | Self::MajorByNumber { .. } => Field::Grade,
        }
    }
}

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let case = wanted.record(view)?;
    let found = proposals(view, &case)?;
    let row = |proposal: &Proposal| {
        let decided = match proposal.field() {
            Field::Grade => format!("{}, or {}", Field::Grade.field().label, Field::StaysMinor.field().label),
            other => other.field().label.to_owned(),
        };
        let lead = Lead::Field(case.id, proposal.field().field().name);
        Row::of([proposal.words(), decided].map(Cell::text)).leads(Some(lead))
    };
    Ok(Sheet {
        note: named(&case),
        short: found.len().to_string(),
        nothing: Why::when(found.is_empty(), || {
            "Nothing is proposed: no earlier case has its requirement, or it was decided.".to_owned()
        }),
        blocks: vec![Block::table("proposals", "", &COLUMNS, found.iter().map(row).collect())],
        ..Sheet::default()
    })
}
