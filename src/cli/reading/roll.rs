//! `gavel review attend`: the roll as it stands.

use clap::ArgMatches;

use crate::domain::attendance::{Attendance, Capacity, How};
use crate::workflow::review::operations::quorum;
use crate::workflow::review::session;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::table;
use super::review::proceedings;

/// Whether nobody is to be put on the roll: nobody is named, and of everybody something is on record.
pub fn asked(given: &ArgMatches, context: &Context) -> Result<bool, Failure> {
    let named = given.get_many::<String>("people").is_some_and(|mut people| people.any(|one| !one.trim().is_empty()));
    Ok(!named && (!given.get_flag("all") || session::not_on_roll(&proceedings(given, context)?).is_empty()))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    if given.get_flag("all") {
        for (_, why) in proceedings.meeting.unseated() {
            context.say(&format!("Not on the roll: {why}"))?;
        }
    }
    let zone = context.view().circumstances()?.zone;
    let time = |at: Option<crate::domain::value::Instant>| {
        at.map_or(String::new(), |at| at.with_timezone(&zone).format("%H:%M").to_string())
    };
    let rows = proceedings.meeting.roll.iter().map(Attendance).map(|row| {
        vec![
            row.0.reference().to_string(),
            proceedings.person(row.person()).to_owned(),
            row.capacity().map_or("", Capacity::label).to_owned(),
            row.how().map_or("", How::label).to_owned(),
            time(row.arrived_at()),
            time(row.left_at()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    table::write(context.world.out, &["Number", "Name", "As", "How", "From", "To"], &rows, context.world.width)?;
    context.say(&quorum(&proceedings))
}
