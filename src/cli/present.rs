//! `gavel present`: a window for the room, which follows a meeting that is held in another one.

use clap::{ArgMatches, Command};

use crate::domain::review::REGISTER;
use crate::workflow::review;

use super::context::{self, Context};
use super::failure::Failure;
use super::world::World;
use super::{Screens, register};

pub fn command() -> Command {
    Command::new("present")
        .about("Shows a meeting to the room, large: the item, its figures, the motion, what is decided, the time left")
        .long_about(
            "Shows a meeting to the room, large: the item in session with its figures, the motion and the vote, what is \
             decided and who does it by when, and the time that is left. It follows what is saved in another window, on \
             this machine or over SSH, and changes nothing itself. It shows no restricted note, no reference and no keys. \
             q closes it.",
        )
        .arg(
            register::id(&REGISTER)
                .required(false)
                .help("The meeting, such as MR-3 [default: the one that is running, or comes next]"),
        )
}

/// Says that a window needs a terminal.
pub fn run() -> Result<(), Failure> {
    let what = "The window for the room needs a terminal; how far a meeting is: gavel review agenda MR-1";
    Err(Failure::Usage(what.to_owned()))
}

/// The window for the room.
pub fn screens(given: &ArgMatches, world: &mut World) -> Result<Screens, Failure> {
    let path = context::database(given, world);
    let context = Context::only_reading(given, world)?;
    let meeting = match given.get_one::<String>("id") {
        Some(_) => Some(register::named(&REGISTER, given, &context)?.id),
        None => review::current(context.view())?,
    };
    let none = || Failure::Refused("No meeting is running or prepared; name one: gavel present MR-2".to_owned());
    Ok(Screens { path, named: None, greeting: None, room: Some(meeting.ok_or_else(none)?) })
}
