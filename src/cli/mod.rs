//! The command line: one file a command, each with its words and what it does.

mod audit;
mod audit_programme;
mod backup;
mod capture;
mod chase;
mod completions;
mod context;
mod demo;
mod erase;
mod failure;
mod handover;
mod head;
mod import;
mod init;
mod log;
mod man;
mod nonconformity;
mod register;
mod restore;
mod review;
mod search;
mod table;
mod today;
mod undo;
mod verify;
pub mod world;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use crate::domain::catalogue::CATALOGUE;

use context::Context;
use failure::Failure;
pub use world::World;

/// Done.
const DONE: u8 = 0;
/// A rule refused, or a check failed.
const REFUSED: u8 = 1;
/// What was typed can't be understood.
const USAGE: u8 = 2;

/// The whole command line, as help, completions and the manual page show it.
pub fn command() -> Command {
    let registers = CATALOGUE.registers().map(|register| match register.name {
        "audit" => audit::command(),
        "audit_programme" => audit_programme::command(),
        "review" => review::command(),
        "nonconformity" => nonconformity::command(),
        _ => register::command(register),
    });
    Command::new("gavel")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Runs an AI management system (ISO/IEC 42001) from the terminal, in one file")
        .after_help(
            "Without a command, the screens: gavel --db aims.db\n\n\
             Look around: gavel demo\n\
             Start with:  gavel init --db aims.db\n\
             Then:        gavel action add \"Repeat the bias test\" --owner me --due fri\n\
             \x20            gavel action list state=open --sort due\n\
             \x20            gavel action done A-1 --evidence report.pdf\n\
             \x20            gavel log\n\n\
             Every command explains itself: gavel help action, gavel action done --help.\n\
             Exit codes: 0 done, 1 a rule refused or a check failed, 2 the words typed can't be understood.",
        )
        .arg(
            Arg::new("db")
                .long("db")
                .global(true)
                .value_name("FILE")
                .value_hint(clap::ValueHint::FilePath)
                .help("The file to work on [default: $GAVEL_DB, else aims.db in the user's data folder]"),
        )
        .arg(
            Arg::new("as")
                .long("as")
                .global(true)
                .value_name("PERSON")
                .help("Who acts, where it is not the person of this user [default: $GAVEL_AS]"),
        )
        .subcommand(demo::command())
        .subcommand(init::command())
        .subcommands(registers)
        .subcommand(capture::command())
        .subcommand(import::command())
        .subcommand(today::command())
        .subcommand(handover::command())
        .subcommand(chase::command())
        .subcommand(search::command())
        .subcommand(log::command())
        .subcommand(undo::undo_command())
        .subcommand(undo::redo_command())
        .subcommand(verify::command())
        .subcommand(head::command())
        .subcommand(backup::command())
        .subcommand(restore::command())
        .subcommand(erase::command())
        .subcommand(completions::command())
        .subcommand(man::command())
}

/// What the screens are to be started with.
#[derive(Debug)]
pub struct Screens {
    /// The file.
    pub path: PathBuf,
    /// Who acts, where it was said.
    pub named: Option<String>,
    /// What the person is told first.
    pub greeting: Option<String>,
}

/// The screens, where the arguments ask for them: they name no command, or the demo. Otherwise none; or an exit code
/// where what the screens need could not be made ready, which was told.
pub fn asks_for_screens(
    arguments: impl IntoIterator<Item = OsString>,
    world: &mut World,
) -> Option<Result<Screens, u8>> {
    let matches = command().try_get_matches_from(arguments).ok()?;
    match matches.subcommand() {
        None => {}
        Some(("demo", given)) => return Some(demo::screens(given, world).map_err(|failure| tell(failure, world))),
        Some(_) => return None,
    }
    let named = matches.get_one::<String>("as").cloned().or_else(|| world.acting.clone());
    let named = named.filter(|name| !name.trim().is_empty());
    Some(Ok(Screens { path: context::database(&matches, world), named, greeting: None }))
}

/// Runs one command and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, mut world: World) -> u8 {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return explain(&error, &mut world),
    };
    let outcome = dispatch(&matches, &mut world).and_then(|()| Ok(world.out.flush()?));
    match outcome {
        Ok(()) => DONE,
        Err(failure) => tell(failure, &mut world),
    }
}

/// Tells why a command failed, and gives its exit code.
fn tell(failure: Failure, world: &mut World) -> u8 {
    let (message, code) = match failure {
        Failure::Unread => return DONE,
        Failure::Told => return REFUSED,
        Failure::Usage(message) => (message, USAGE),
        Failure::Refused(message) => (message, REFUSED),
    };
    let message = crate::domain::visible::visible(&message).into_owned();
    // Where not even the error can be written, the exit code has to say it.
    let _ = writeln!(world.err, "gavel: {message}");
    code
}

fn explain(error: &clap::Error, world: &mut World) -> u8 {
    let asked = !error.use_stderr();
    let target = if asked { &mut *world.out } else { &mut *world.err };
    // As above.
    let _ = write!(target, "{}", error.render());
    if asked { DONE } else { USAGE }
}

fn dispatch(matches: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    let Some((name, given)) = matches.subcommand() else {
        // Without a command the screens are meant, and they need a terminal.
        let help = command().render_help();
        write!(world.err, "Gavel's screens need a terminal. For a pipe there are commands:\n\n{help}")?;
        return Err(Failure::Told);
    };
    match name {
        "demo" => demo::run(given, world),
        "init" => init::run(given, world),
        "audit" => audit::run(given, Context::new(given, world)?),
        "audit-programme" => audit_programme::run(given, Context::new(given, world)?),
        "review" => review::run(given, Context::new(given, world)?),
        "nonconformity" => nonconformity::run(given, Context::new(given, world)?),
        "import" => import::run(given, Context::new(given, world)?),
        "add" => capture::run(given, Context::new(given, world)?),
        "today" => today::run(given, Context::new(given, world)?),
        "chase" => chase::run(given, Context::new(given, world)?),
        "handover" => handover::run(given, Context::new(given, world)?),
        "search" => search::run(given, Context::new(given, world)?),
        "log" => log::run(given, Context::new(given, world)?),
        "undo" => undo::undo(given, Context::new(given, world)?),
        "redo" => undo::redo(given, Context::new(given, world)?),
        "verify" => verify::run(given, Context::new(given, world)?),
        "head" => head::run(Context::new(given, world)?),
        "backup" => backup::run(given, Context::new(given, world)?),
        "restore" => restore::run(given, world),
        "erase" => erase::run(given, Context::new(given, world)?),
        "completions" => completions::run(given, world),
        "man" => man::run(world),
        register => match CATALOGUE.named(&register.replace('-', "_")) {
            Some(register) => register::run(register, given, Context::new(given, world)?),
            None => Ok(()),
        },
    }
}
