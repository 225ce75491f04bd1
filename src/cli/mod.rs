//! The command line: one file a command, each with its words and what it does.

mod agreement;
mod backup;
mod check;
mod completions;
mod context;
mod demo;
mod elsewhere;
mod erase;
mod evidence;
mod export;
mod failure;
pub mod files;
mod form;
mod former;
mod head;
mod help;
mod import;
mod init;
mod log;
mod man;
mod operation;
mod papers;
mod present;
mod print;
mod reading;
mod register;
mod restore;
mod search;
mod sheet;
mod to_decide;
mod undo;
mod verify;
pub mod world;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgMatches, Command};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::visible::{one_line, quoted, visible};
use crate::workflow;

use context::Context;
use failure::Failure;
pub use failure::told;
pub use world::World;

/// Done.
const DONE: u8 = 0;
/// A rule refused, or a check failed.
const REFUSED: u8 = 1;
/// What was typed can't be understood, or what was to be checked can't be judged.
const USAGE: u8 = 2;

/// The whole command line, as completions and the manual page need it.
pub fn command() -> Command {
    tree(fill)
}

/// The command line as it is read: what a register's command holds is built once somebody names it, for most runs need
/// one register of all.
fn as_named() -> Command {
    tree(|stub| stub.defer(fill))
}

/// What is typed where no command is: the file, and who acts.
fn bare() -> Command {
    Command::new("gavel")
        .arg(
            files::database(DATABASE)
                .long(DATABASE)
                .global(true)
                .help("The file to work on [default: $GAVEL_DB, else aims.db in the user's data folder]"),
        )
        .arg(
            Arg::new(ACTING)
                .long(ACTING)
                .global(true)
                .value_name("PERSON")
                .help("Who acts, where it is not the person of this user [default: $GAVEL_AS]"),
        )
}

/// Whether no more is typed than that, so that the screens are asked for: commands need not be known then, which takes a
/// twentieth of the start.
fn is_bare(typed: &[OsString]) -> bool {
    let mut words = typed.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let option = word.strip_prefix("--").is_some_and(|name| [DATABASE, ACTING].contains(&name));
        if !option || words.next().is_none_or(|value| value.starts_with('-')) {
            return false;
        }
    }
    true
}

const DATABASE: &str = "db";

const ACTING: &str = "as";

fn tree(filled: fn(Command) -> Command) -> Command {
    let registers = CATALOGUE.registers().map(|register| filled(register::stub(register)));
    let command = bare()
        .version(env!("CARGO_PKG_VERSION"))
        .about("Runs an AI management system (ISO/IEC 42001) from the terminal, in one file")
        .after_help(format!(
            "Topics of the manual, by gavel help TOPIC:\n{}\n\
             Without a command, the screens: gavel --db aims.db\n\n\
             Look around: gavel demo\n\
             Start with:  gavel init --db aims.db\n\
             Then:        export GAVEL_DB=aims.db\n\
             \x20            gavel action add \"Repeat the bias test\" --owner me --due fri\n\
             \x20            gavel action list state=open --sort due\n\
             \x20            gavel action done A-1 --evidence report.pdf\n\
             \x20            gavel log\n\n\
             Every command explains itself: gavel help action, gavel action done --help.\n\
             Exit codes: 0 done, 1 a rule refused or a check failed, 2 the words typed can't be understood, or \
             what was to be checked can't be judged.",
            help::topics(),
        ))
        .subcommand(demo::command())
        .subcommand(init::command())
        .subcommands(registers)
        .subcommands(operation::commands())
        .subcommand(present::command())
        .subcommand(filled(print::stub()))
        .subcommand(import::command())
        .subcommand(export::command())
        .subcommands(workflow::reading::by_themselves().map(sheet::command))
        .subcommand(search::command())
        .subcommand(log::command())
        .subcommand(undo::undo_command())
        .subcommand(undo::redo_command())
        .subcommand(check::command())
        .subcommand(verify::command())
        .subcommand(head::command())
        .subcommand(backup::command())
        .subcommand(restore::command())
        .subcommand(erase::command())
        .subcommand(completions::command())
        .subcommand(man::command())
        .disable_help_subcommand(true);
    let names = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    command.subcommand(help::command(names))
}

/// Adds to a command that is a stub what it holds.
fn fill(stub: Command) -> Command {
    if stub.get_name() == print::NAME {
        return print::fill(stub);
    }
    let Some(register) = register_of(stub.get_name()) else { return stub };
    register::fill(register, stub).subcommand(help::within())
}

/// The register that a command is named after.
fn register_of(command: &str) -> Option<&'static Register> {
    CATALOGUE.named(&command.replace('-', "_"))
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
    /// The meeting that is shown to the room, and nothing else.
    pub room: Option<RecordId>,
}

/// A command line that was read.
#[derive(Debug)]
pub struct Line {
    typed: Vec<OsString>,
    read: Result<ArgMatches, clap::Error>,
    /// What it was read by.
    tree: Command,
}

impl Line {
    /// Reads what was typed, the program's name first.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let typed: Vec<OsString> = arguments.into_iter().collect();
        let mut tree = if is_bare(&typed) { bare() } else { as_named() };
        let read = tree.try_get_matches_from_mut(&typed);
        Self { read, typed, tree }
    }

    /// Leaves what it was read by to the end of the process, which comes soon: to take that apart would be a seventh of the
    /// start.
    pub fn leave(&mut self) {
        std::mem::forget(std::mem::take(&mut self.tree));
    }

    /// The screens, where they are asked for: no command is named, or the demo. Otherwise none; or an exit code where
    /// what the screens need could not be made ready, which was told.
    pub fn screens(&self, world: &mut World) -> Option<Result<Screens, u8>> {
        let matches = self.read.as_ref().ok()?;
        match matches.subcommand() {
            None => {}
            Some(("present", given)) => {
                return Some(present::screens(given, world).map_err(|failure| tell(failure, world)));
            }
            Some(("demo", given)) => return Some(demo::screens(given, world).map_err(|failure| tell(failure, world))),
            Some(_) => return None,
        }
        let named = matches.get_one::<String>(ACTING).cloned().or_else(|| world.acting.clone());
        let named = named.filter(|name| !name.trim().is_empty());
        Some(Ok(Screens { path: context::database(matches, world), named, greeting: None, room: None }))
    }

    /// Runs the command that is named and gives its exit code.
    pub fn run(self, mut world: World) -> u8 {
        let matches = match self.read {
            Ok(matches) => matches,
            Err(error) => return explain(error, &mut world),
        };
        if let Some(words) = help::asked(&matches) {
            return help::run(&words, &mut world);
        }
        // Where it can't be told, the command is done all the same.
        let _ = former::tell(former::named(&self.typed, &matches), &mut *world.err);
        let outcome = dispatch(&matches, &mut world).and_then(|()| Ok(world.out.flush()?));
        match outcome {
            Ok(()) => DONE,
            Err(Failure::Refused(message)) => {
                let next = whole(&self.typed, &message).map_or(String::new(), |next| format!("\n  {next}"));
                tell(Failure::Refused(format!("{}{next}", message.trim_end())), &mut world)
            }
            Err(failure) => tell(failure, &mut world),
        }
    }
}

/// The command with the options that are missing, so that it is typed once more and whole; none where more is missing than
/// words that were not typed.
fn whole(typed: &[OsString], refusal: &str) -> Option<String> {
    let typed: Vec<_> = typed.iter().skip(1).map(|word| word.to_string_lossy()).collect();
    let lacks = refusal.lines().filter(|line| line.trim_start().starts_with("- "));
    let mut missing: Vec<String> = Vec::new();
    for lack in lacks {
        let option = format!("--{}", lack.strip_suffix(')')?.rsplit_once(" (--")?.1);
        if typed.iter().any(|word| word.split('=').next() == Some(option.as_str())) {
            return None;
        }
        missing.extend((!missing.contains(&option)).then_some(option));
    }
    let options = missing.iter().flat_map(|option| [option.clone(), "'…'".to_owned()]);
    let words = typed.iter().map(|word| quoted(word)).chain(options).collect::<Vec<_>>().join(" ");
    (!missing.is_empty()).then(|| format!("Whole: gavel {words}"))
}

/// Reads a command line, runs its command and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: World) -> u8 {
    Line::read(arguments).run(world)
}

/// Tells why a command failed, and gives its exit code.
fn tell(failure: Failure, world: &mut World) -> u8 {
    let (message, code) = match failure {
        Failure::Unread => return DONE,
        Failure::Told => return REFUSED,
        Failure::NotJudged(None) => return USAGE,
        Failure::Usage(message) | Failure::NotJudged(Some(message)) => (message, USAGE),
        Failure::Refused(message) => (message, REFUSED),
    };
    let message = visible(&message).into_owned();
    // Where not even the error can be written, the exit code has to say it.
    let _ = writeln!(world.err, "gavel: {message}");
    code
}

fn explain(mut error: clap::Error, world: &mut World) -> u8 {
    // What was typed stands in it as it was typed: it may hold what a terminal obeys or hides.
    let typed: Vec<(ContextKind, ContextValue)> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(one_line(text).into_owned()))),
            ContextValue::Strings(texts) => {
                Some((kind, ContextValue::Strings(texts.iter().map(|text| one_line(text).into_owned()).collect())))
            }
            ContextValue::StyledStrs(texts) if kind == ContextKind::Suggested => {
                let texts = texts.iter().map(|text| one_line(&text.to_string()).into_owned().into());
                Some((kind, ContextValue::StyledStrs(texts.collect())))
            }
            _ => None,
        })
        .collect();
    for (kind, value) in typed {
        error.insert(kind, value);
    }
    let asked = !error.use_stderr();
    let target = if asked { &mut *world.out } else { &mut *world.err };
    let told = error.render().to_string();
    // As above.
    let _ = write!(target, "{}", visible(&told));
    if asked { DONE } else { USAGE }
}

fn dispatch(matches: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    let Some((name, given)) = matches.subcommand() else {
        // Without a command the screens are meant, and they need a terminal.
        let help = as_named().render_help();
        write!(world.err, "Gavel's screens need a terminal. For a pipe there are commands:\n\n{help}")?;
        return Err(Failure::Told);
    };
    match name {
        "demo" => demo::run(given, world),
        "present" => present::run(),
        "init" => init::run(given, world),
        "check" => check::run(given, world),
        "restore" => restore::run(given, world),
        "completions" => completions::run(given, world),
        "man" => man::run(world),
        word => {
            let context = Context::new(given, world)?;
            let still = context.store.still();
            run_on_file(word, given, context)?;
            Ok(still.settled()?)
        }
    }
}

/// Runs a command on an open file.
fn run_on_file(word: &str, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    match word {
        "import" => import::run(given, context),
        "export" => export::run(given, context),
        print::NAME => print::run(given, context),
        "search" => search::run(given, context),
        "log" => log::run(given, context),
        "undo" => undo::undo(given, context),
        "redo" => undo::redo(given, context),
        "verify" => verify::run(given, context),
        "head" => head::run(context),
        "backup" => backup::run(given, context),
        "erase" => erase::run(given, context),
        word => {
            if let Some(operation) = operation::by_itself(word) {
                return operation::run(operation, given, context);
            }
            if let Some(reading) = workflow::reading::by_themselves().find(|reading| reading.name == word) {
                return sheet::run(reading, given, context);
            }
            let Some(register) = register_of(word) else { return Ok(()) };
            register::run(register, given, context)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Ambient, compiled};

    /// What somebody does in a morning, over one file: every statement is compiled when it is first asked, and kept.
    #[test]
    fn no_statement_is_compiled_twice_over_a_whole_walk() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("risks.csv");
        std::fs::write(&table, "Risk title;Probability;Impact\nDrift;likely;major\nOutage;rare;minor\n").unwrap();
        let ambient = Ambient::fixed("2026-11-23T09:00:00Z".parse().unwrap(), 7);
        let run = |line: &[&str]| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let world = World {
                out: &mut out,
                err: &mut err,
                input: &mut std::io::empty(),
                ambient: ambient.clone(),
                os_user: "rosa".into(),
                width: None,
                interactive: false,
                database: Some(folder.path().join("aims.db").into()),
                acting: Some("P-1".into()),
                default_database: folder.path().join("default.db"),
                state: folder.path().join("state"),
                time_zone: None,
                keys: Vec::new,
            };
            let words = std::iter::once("gavel").chain(line.iter().copied()).map(OsString::from);
            let code = super::run(words, world);
            assert_eq!(code, DONE, "{line:?}: {}", String::from_utf8_lossy(&err));
        };
        let before = compiled::seen().run;
        run(&["init", "--sample"]);
        let path = table.to_string_lossy();
        for line in [
            &["today"][..],
            &["action", "list"],
            &["action", "list", "--csv"],
            &["action", "add", "Repeat the bias test", "--owner", "P-2", "--due", "fri"],
            &["action", "done", "A-61", "--evidence", "Vendor report, page 3"],
            &["action", "history", "A-61"],
            &["import", "risk", &path, "--write"],
            &["risk", "list", "--json"],
            &["kpi", "list"],
            &["nc", "trends"],
            &["nc", "similar", "NC-4"],
            &["audit", "coverage"],
            &["audit", "print", "AU-1"],
            &["review", "pack", "MR-3"],
            &["review", "minutes", "MR-2"],
            &["search", "bias"],
            &["log"],
            &["verify"],
            &["undo", "--yes"],
        ] {
            run(line);
        }
        let seen = compiled::seen();
        assert!(seen.run > before + 5_000, "the walk was counted: {}", seen.run - before);
        assert_eq!(seen.compiled_anew, Vec::<String>::new());
    }
}
