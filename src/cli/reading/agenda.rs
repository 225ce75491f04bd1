//! `gavel review agenda`: the agenda as it stands.

use clap::ArgMatches;

use crate::domain::agenda_item::AgendaItem;
use crate::workflow::operation::Why;
use crate::workflow::review::operations::CALL;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::{operation, table};
use super::review::proceedings;

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let rows = proceedings.items.iter().map(|record| {
        let item = AgendaItem(record);
        let input = item.input();
        vec![
            item.place().unwrap_or_default().to_string(),
            record.reference().to_string(),
            input.map_or("", |input| input.letter()).to_owned(),
            record.title().to_owned(),
            item.state().map_or("", |state| state.label()).to_owned(),
            item.allotted().map_or(String::new(), |time| time.to_string()),
            proceedings.person(item.presenter()).to_owned(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        let mut context = context;
        let review = proceedings.meeting.review.reference();
        let none = Why::until(format!("{review} has no agenda yet"), &CALL, "makes one");
        return context.say(&operation::spelled(&none, Some(&proceedings.meeting.review)));
    }
    let heading = ["Place", "Number", "Input", "Item", "State", "Time", "Presented by"];
    table::write(context.world.out, &heading, &rows, context.world.width)
}
