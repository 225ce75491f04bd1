//! What is asked: the proposals to the next review, and the resources that nobody has granted or declined.

use chrono::NaiveDate;

use crate::domain::deadline;
use crate::domain::decision::Decision;
use crate::domain::record::Record;
use crate::domain::resource_need::{self, ResourceNeed, ResourceNeedField};
use crate::domain::review::Review;
use crate::domain::spelling::brief;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::pack::{consequences, waits};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Table};

use super::basis::Basis;

/// What is said where a register holds nothing.
const NOT_RECORDED: &str = "not recorded";

const COLUMNS: [(&str, &str); 5] =
    [("number", ""), ("decision", "Decision"), ("why_now", "Why now"), ("if_not", "If not"), ("by", "By")];

/// What is asked, a row each.
pub fn rows(view: View, basis: &Basis, today: NaiveDate) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    if let Some(next) = &basis.next {
        let by = Review(next).date();
        for link in view.backlinks(next.id)?.into_iter().filter(|link| link.relation == "review") {
            let Some(decision) = Decision::of(&link.record).filter(|one| waits(*one)) else { continue };
            let if_not = consequences(view, decision)?;
            rows.push(row(&link.record, link.record.title(), decision.grounds(), &if_not, by));
        }
    }
    let open = Filter::one_of(ResourceNeedField::State.field(), &[resource_need::State::Open.key()]);
    let order = Order { field: Some(ResourceNeedField::NeededBy.field()), descending: false };
    for record in view.page(&Query { order, ..Query::those(&resource_need::REGISTER, [open]) })?.records {
        let need = ResourceNeed(&record);
        let amount = need.amount().map_or(String::new(), |amount| format!(" ({amount})"));
        let what = format!("Grant: {}{amount}", record.title());
        let left = need.needed_by().map(|by| by.signed_duration_since(today).num_days());
        let why = left.map_or(String::new(), |left| format!("needed {}", deadline::words(left)));
        rows.push(row(&record, &what, &why, need.consequence(), need.needed_by()));
    }
    Ok(rows)
}

fn row(record: &Record, what: &str, why_now: &str, if_not: &str, by: Option<NaiveDate>) -> Row {
    let or_not = |words: &str| if words.trim().is_empty() { NOT_RECORDED.to_owned() } else { words.to_owned() };
    let by = by.map_or_else(|| NOT_RECORDED.to_owned(), brief);
    let cells = [record.reference().to_string(), what.to_owned(), or_not(why_now), or_not(if_not), by];
    Row::of(cells.map(Cell::text)).leads(Some(Lead::Record(record.id)))
}

/// What is asked as a part of the report; that nothing is, is said.
pub fn block(rows: Vec<Row>, basis: &Basis) -> Block {
    let title = "Decisions asked of the board";
    if rows.is_empty() {
        let next = match &basis.next {
            Some(next) => format!("nothing is proposed to {}", next.reference()),
            None => "no further review is called".to_owned(),
        };
        let words = format!("No decision is asked: {next}, and no resource need is open.");
        return Block::new(title, Body::Prose(vec![Cell::said(words)]));
    }
    let columns = COLUMNS.map(|(key, heading)| Column::words(key, heading)).into();
    Block::new(title, Body::Table(Table { columns, rows })).keyed("asked")
}
