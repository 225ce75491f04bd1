//! The sample organisation: Brackwater Mutual, an insurer that does not exist, as it stands today. Its past is replayed
//! from the day on which the file was begun, step by step through the one way to write, each with its own day and hour.

mod calendar;
mod meeting;
mod replay;
mod script;

use std::path::Path;

use crate::domain::transaction::Channel;
use crate::domain::value::Instant;
use crate::domain::zone::Zone;
use crate::store::gavel::GAVEL;
use crate::store::output::NewFile;
use crate::store::workshop::Workshop;
use crate::store::{Ambient, Store};

use super::Trouble;
use super::begin::{Beginning, begin};
use super::review::papers::Printer;
use calendar::{Calendar, Mark};
use replay::Replay;

/// What the sample organisation is called.
pub const ORGANISATION: &str = "Brackwater Mutual";

const TIME_ZONE: &str = "Europe/Dublin";
/// Who keeps the file: the person who sits at the keyboard.
const SECRETARY: &str = "Noor Halvorsen";
/// The day on which the file was begun.
const BEGUN: Mark = Mark { days: -245, minutes: 9 * 60 };

/// Makes the sample in a new file, as it stands at a moment. The same moment and seed make the same bytes of history.
/// It is made beside its place and appears there when it is whole.
///
/// # Errors
/// Where there is a file already or none can be written; or where a step of the script is refused, which its tests rule out.
pub fn make(path: &Path, now: Instant, seed: u64, os_user: &str, printer: Printer) -> Result<(), Trouble> {
    NewFile::named(path).check_database()?;
    let zone = Zone::named(TIME_ZONE).unwrap_or(Zone::UTC);
    let calendar = Calendar { today: now.with_timezone(&zone).date_naive(), zone };
    let steps = script::read(&calendar)?;
    let begun = calendar.moment(BEGUN).ok_or_else(|| Trouble::input("Today is out of the range of dates"))?;
    let ambient = Ambient::fixed(begun, seed);
    let beginning = Beginning {
        organisation: ORGANISATION.to_owned(),
        time_zone: TIME_ZONE.to_owned(),
        name: SECRETARY.to_owned(),
        os_user: os_user.to_owned(),
        top_management: false,
    };
    let (author, first) = begin(&beginning, &ambient, Channel::CommandLine)?;
    let workshop = Workshop::beside(path)?;
    let made = workshop.path("sample");
    let store = Store::create(&made, &GAVEL, ambient, &author, &first)?;
    Replay::new(store, author, calendar, printer).run(&steps)?;
    // The file is whole by itself once its last connection is closed, which it is by now; a fixed clock did not wait for
    // the disk.
    Ok(workshop.put_database(made, path)?)
}
