//! `gavel demo`: the sample organisation, to look around in.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::review::Review;
use crate::domain::visible::visible;
use crate::report::printer::PRINTER;
use crate::store::gavel::GAVEL;
use crate::store::output::Folder;
use crate::store::{Error, Store};
use crate::workflow::review;
use crate::workflow::sample::{self, ORGANISATION};

use super::Screens;
use super::failure::Failure;
use super::files::Database;
use super::world::World;

/// A hint is given for a review that is no further away than this.
const SOON: i64 = 6;

pub fn command() -> Command {
    Command::new("demo")
        .about("Opens a sample organisation to look around in")
        .long_about(format!(
            "Opens a sample organisation to look around in: {ORGANISATION}, an insurer that does not exist, with eight AI \
             systems, two years of figures, two sealed management reviews, and one that is due this week.\n\n\
             It is made once, in a file of its own, and opened as you left it from then on; your own file is not touched. \
             A sample in another place: gavel init --sample --db FILE",
        ))
        .arg(
            Arg::new("fresh")
                .long("fresh")
                .action(ArgAction::SetTrue)
                .help("Throws the old one away and makes it anew, as of today"),
        )
}

/// Says where the sample is: for a pipe, which can't show screens.
pub fn run(given: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    let path = ready(given, world)?;
    let shown = path.display();
    world.say(&format!("{ORGANISATION}, a sample organisation, is in {shown}."))?;
    world.say(&format!(
        "\nOn a terminal, its screens:  gavel demo\nOn the command line:\n  export GAVEL_DB={shown}\n  gavel today\n  \
         gavel review readiness MR-3\n  gavel verify"
    ))?;
    Ok(())
}

/// The screens of the sample, and a hint where to begin.
pub fn screens(given: &ArgMatches, world: &mut World) -> Result<Screens, Failure> {
    let path = ready(given, world)?;
    let greeting = greeting(&path, world)?;
    Ok(Screens { path, named: given.get_one::<String>(super::ACTING).cloned(), greeting: Some(greeting), room: None })
}

/// Makes the sample in a new file.
pub fn make(path: &Path, world: &World) -> Result<(), Failure> {
    let ambient = &world.ambient;
    let [a, b, c, d, e, f, g, h, ..] = ambient.random()?;
    let seed = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    Ok(sample::make(path, ambient.now(), seed, &world.os_user, PRINTER)?)
}

/// The demo's file: as it was left, or made where there is none or a fresh one is asked for.
fn ready(given: &ArgMatches, world: &mut World) -> Result<PathBuf, Failure> {
    if given.get_one::<Database>(super::DATABASE).is_some() {
        let what = "The demo keeps a file of its own; a sample in another file: gavel init --sample --db FILE";
        return Err(Failure::Usage(what.to_owned()));
    }
    let folder = world.state.join("demo");
    Folder::make(&folder)?;
    let path = folder.join("demo.gavel");
    if path.exists() && given.get_flag("fresh") {
        discard(&path)?;
    }
    if !path.exists() {
        writeln!(world.err, "Making a sample organisation in {} …", visible(&path.display().to_string()))?;
        make(&path, world)?;
    }
    Ok(path)
}

/// Removes a file with what SQLite and the screens keep beside it: a log left behind would be played into the new file.
fn discard(path: &Path) -> Result<(), Failure> {
    for ending in ["-wal", "-shm", ".local", ".local-wal", ".local-shm", ""] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let beside = PathBuf::from(name);
        if beside.exists() {
            fs::remove_file(&beside).map_err(Error::io(&beside))?;
        }
    }
    Ok(())
}

/// What to do first: the review that is due, or how to get a sample of today.
fn greeting(path: &Path, world: &World) -> Result<String, Failure> {
    let store = Store::open(path, &GAVEL, world.ambient.clone())?;
    let view = store.view();
    let today = view.circumstances()?.today();
    let due = match review::current(view)? {
        Some(id) => view.record(id)?,
        None => None,
    };
    let due =
        due.as_ref().and_then(|record| Some((record.reference(), Review(record).date()?, Review(record).state()?)));
    Ok(match due {
        Some((review, _, state)) if state.is_running() => {
            format!("Press 2: the management review {review} is in session")
        }
        Some((review, day, _)) if day >= today => {
            format!("Press 2: the management review {review} is due {}", when(day, today))
        }
        _ => "The review of this sample is behind you; gavel demo --fresh makes it anew".to_owned(),
    })
}

/// `today`, `tomorrow`, `on Thursday`, `on 3 March`.
fn when(day: NaiveDate, today: NaiveDate) -> String {
    match day.signed_duration_since(today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=SOON => day.format("on %A").to_string(),
        _ => day.format("on %-d %B").to_string(),
    }
}
