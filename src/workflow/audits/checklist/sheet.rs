//! The checklist of an audit as it stands.

use crate::domain::audit::REGISTER;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField as Item};
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::audits::operations::CHECKLIST;
use crate::workflow::audits::{Progress, checklist_of};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet};

use super::short;

/// What is asked, what was answered, and the findings that were made of it.
pub static LIST: Reading = Reading {
    title: "Checklist",
    about: "Shows the checklist as it stands",
    of: Of::Record,
    choices: &[Choice::Flag { name: "list", was: &[], help: "Shows it as it stands and adds nothing" }],
    beside: Some(&CHECKLIST),
    ..Reading::new(&REGISTER, "checklist", read)
};

const COLUMNS: [Column; 5] = [
    Column::words("number", "Number"),
    Column::words("code", "Code"),
    Column::words("question", "What is asked"),
    Column::words("answer", "Answer"),
    Column::words("finding", "Finding"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let audit = wanted.record(view)?;
    let reference = audit.reference();
    let progress = Progress::of(view, audit.id)?;
    let fields = [Item::Question, Item::Type, Item::Code, Item::Answer, Item::Finding].map(Item::field);
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    view.each(&checklist_of(audit.id).only(&fields), |record| {
        let item = ChecklistItem(&record);
        findings.push(item.finding());
        let answer = item.answer().map_or("", Answer::label);
        let cells = [record.reference().to_string(), item.code().into(), short(&record).into(), answer.into()];
        rows.push(Row { cells: cells.map(Cell::text).into(), lead: Some(Lead::Record(record.id)) });
        Ok(())
    })?;
    let mut names = Names::default();
    view.learn(&mut names, findings.iter().flatten().copied())?;
    for (row, finding) in rows.iter_mut().zip(findings) {
        let finding = finding.and_then(|id| names.of(id));
        row.cells.push(Cell::text(finding.map_or(String::new(), |name| name.reference().to_string())));
    }
    let none = || Why::until(format!("{reference} has no checklist yet"), &CHECKLIST, "makes one");
    Ok(Sheet {
        note: named(&audit),
        nothing: rows.is_empty().then(none),
        blocks: vec![
            Block::table("items", "", &COLUMNS, rows),
            Block::new("", Body::Prose(vec![Cell::text(progress.words())])),
        ],
        ..Sheet::default()
    })
}
