//! What is asked: the proposals to the next review, and the resources that nobody has granted or declined.

use chrono::NaiveDate;

use crate::domain::decision::Decision;
use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::domain::resource_need::{self, ResourceNeed, ResourceNeedField};
use crate::domain::review::Review;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::pack::{consequences, waits};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Table};

use super::basis::Basis;

/// What is asked, a row each.
pub fn rows(view: View, words: &Words, basis: &Basis, today: NaiveDate) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    if let Some(next) = &basis.next {
        let by = Review(next).date();
        for link in view.backlinks(next.id)?.into_iter().filter(|link| link.relation == "review") {
            let Some(decision) = Decision::of(&link.record).filter(|one| waits(*one)) else { continue };
            let if_not = consequences(view, decision)?;
            rows.push(row(words, &link.record, link.record.title(), decision.grounds(), &if_not, by));
        }
    }
    let open = Filter::one_of(ResourceNeedField::State.field(), &[resource_need::State::Open.key()]);
    let order = Order { field: Some(ResourceNeedField::NeededBy.field()), descending: false };
    for record in view.page(&Query { order, ..Query::those(&resource_need::REGISTER, [open]) })?.records {
        let need = ResourceNeed(&record);
        let what = match need.amount() {
            Some(amount) => words.grant_of(record.title(), amount),
            None => words.grant(record.title()),
        };
        let why = match need.needed_by().map(|by| by.signed_duration_since(today).num_days()) {
            Some(left @ ..0) => words.needed_late(-left),
            Some(0) => words.needed_today().to_owned(),
            Some(left) => words.needed_in(left),
            None => String::new(),
        };
        rows.push(row(words, &record, &what, &why, need.consequence(), need.needed_by()));
    }
    Ok(rows)
}

fn row(words: &Words, record: &Record, what: &str, why_now: &str, if_not: &str, by: Option<NaiveDate>) -> Row {
    let or_not = |said: &str| if said.trim().is_empty() { words.not_recorded() } else { said }.to_owned();
    let by = by.map_or_else(|| words.not_recorded().to_owned(), |by| words.short_day(by));
    let cells = [record.reference().to_string(), what.to_owned(), or_not(why_now), or_not(if_not), by];
    Row::of(cells.map(Cell::text)).leads(Some(Lead::Record(record.id)))
}

/// What is asked as a part of the report; that nothing is, is said.
pub fn block(words: &Words, rows: Vec<Row>, basis: &Basis) -> Block {
    let title = words.asked_of_board();
    if rows.is_empty() {
        let said = match &basis.next {
            Some(next) => words.none_proposed(next.reference()),
            None => words.none_called().to_owned(),
        };
        return Block::new(title, Body::Prose(vec![Cell::said(said)]));
    }
    let columns = [
        ("number", ""),
        ("decision", words.decision()),
        ("why_now", words.why_now()),
        ("if_not", words.if_not()),
        ("by", words.due()),
    ];
    let columns = columns.map(|(key, heading)| Column::words(key, "").headed(heading)).into();
    Block::new(title, Body::Table(Table { columns, rows })).keyed("asked")
}
