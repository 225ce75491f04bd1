//! `gavel undo` and `gavel redo`: takes back what you last did on the command line, or does it again.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::store::Author;
use crate::store::undo::Doer;

use super::context::Context;
use super::failure::Failure;
use super::log;

pub fn undo_command() -> Command {
    Command::new("undo")
        .about("Takes back the last thing you did on the command line")
        .after_help(
            "It names what it takes back, and is itself in the journal. What was confirmed, closed or erased, and what\n\
             somebody changed since, can't be taken back.",
        )
        .arg(dry_run())
}

pub fn redo_command() -> Command {
    Command::new("redo").about("Does again what you last took back").arg(dry_run())
}

fn dry_run() -> Arg {
    Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Only say what it would be")
}

pub fn undo(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let candidate = context.view().last_done(&doer(&author))?;
    turn(given, context, candidate, "Taking back", "There is nothing of yours to take back.")
}

pub fn redo(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let candidate = context.view().last_undone(&doer(&author))?;
    turn(given, context, candidate, "Doing again", "There is nothing that you took back last.")
}

fn doer(author: &Author) -> Doer<'static> {
    Doer { person: author.person, channel: author.channel, run: None }
}

fn turn(
    given: &ArgMatches,
    mut context: Context,
    candidate: Option<crate::store::undo::Candidate>,
    doing: &str,
    nothing: &str,
) -> Result<(), Failure> {
    let Some(candidate) = candidate else { return Err(Failure::Refused(nothing.to_owned())) };
    context.say(&format!("{doing} transaction {}:", candidate.of.sequence))?;
    log::tell(&mut context, &candidate.of, None)?;
    let proposal = context.view().turn(&candidate)?;
    if given.get_flag("dry-run") {
        return context.say("Nothing was changed.");
    }
    let author = context.author()?;
    let outcome = context.commit(author, proposal)?;
    context.say(&format!("Done, as transaction {}.", outcome.head.sequence))?;
    context.tell_consequences(&outcome)
}
