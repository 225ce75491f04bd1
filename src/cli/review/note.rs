//! `gavel review note` and `park`: what was said, and matters set aside for later.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::note::Sort;
use crate::workflow::review::decide;

use super::super::context::Context;
use super::super::failure::Failure;
use super::{carry_out, id, item, item_or_current, proceedings, text};

pub fn note_command() -> Command {
    Command::new("note")
        .about("Takes a note for the minutes, under the item that is being considered")
        .arg(id())
        .arg(text("text", "What is to be noted").required(true))
        .arg(item())
        .arg(Arg::new("working").long("working").action(ArgAction::SetTrue).help("A working note: not in the minutes"))
        .arg(
            Arg::new("restricted")
                .long("restricted")
                .action(ArgAction::SetTrue)
                .conflicts_with("working")
                .help("A restricted note: printed nowhere"),
        )
}

pub fn park_command() -> Command {
    Command::new("park")
        .about("Sets a matter aside for later")
        .arg(id())
        .arg(text("text", "The matter").required(true))
        .arg(item())
}

pub fn note(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let sort = match () {
        () if given.get_flag("working") => Sort::Working,
        () if given.get_flag("restricted") => Sort::Restricted,
        () => Sort::Minuted,
    };
    take(given, context, sort)
}

pub fn park(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    take(given, context, Sort::Parked)
}

fn take(given: &ArgMatches, context: Context, sort: Sort) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let about = item_or_current(given, &proceedings)?.unwrap_or(proceedings.id());
    let text = given.get_one::<String>("text").map_or("", String::as_str);
    let proposal = decide::note(&proceedings, about, sort, text, context.store.ambient());
    carry_out(context, Ok(proposal))
}
