//! `gavel undo` and `gavel redo`: takes back what you last did on the command line, or does it again.

use chrono::TimeDelta;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::identity::Sequence;
use crate::domain::spelling::some_of;
use crate::domain::value::Instant;
use crate::store::journal::Range;
use crate::store::undo::{Candidate, Doer};
use crate::workflow::account;

use super::context::Context;
use super::failure::Failure;
use super::log;

/// How far back it reaches. What is older has been read, and may have been acted upon.
const REACH: TimeDelta = TimeDelta::hours(1);

/// What differs between the two.
struct Turn {
    command: &'static str,
    doing: &'static str,
    question: &'static str,
    nothing: &'static str,
}

const UNDO: Turn = Turn {
    command: "undo",
    doing: "Taking back",
    question: "Take it back?",
    nothing: "There is nothing of yours to take back.",
};

const REDO: Turn = Turn {
    command: "redo",
    doing: "Doing again",
    question: "Do it again?",
    nothing: "There is nothing that you took back last.",
};

pub fn undo_command() -> Command {
    Command::new(UNDO.command)
        .about("Takes back the last thing you did on the command line, within an hour")
        .after_help(
            "It names what it takes back, asks, and is itself in the journal. What was done more than an hour ago, by \
             others or at another user's terminal is out of its reach; what was confirmed, closed or erased, and what \
             somebody changed since, can't be taken back.",
        )
        .arg(
            Arg::new("transaction")
                .value_name("TRANSACTION")
                .value_parser(clap::value_parser!(Sequence))
                .help("One of yours that is not the last, by its number, where nothing later leans on it: gavel log"),
        )
        .args(options())
}

pub fn redo_command() -> Command {
    Command::new(REDO.command).about("Does again what you took back within the last hour").args(options())
}

fn options() -> [Arg; 2] {
    [
        Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Only say what it would be"),
        Arg::new("yes").long("yes").short('y').action(ArgAction::SetTrue).help("Do not ask, as in a script"),
    ]
}

pub fn undo(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    if let Some(number) = given.get_one::<Sequence>("transaction") {
        let candidate = numbered(&context, *number)?;
        return turn(&UNDO, given, context, Some(candidate));
    }
    let candidate = match doer(&context)? {
        Some(doer) => context.view().last_done(&doer)?,
        None => None,
    };
    turn(&UNDO, given, context, candidate)
}

/// How many records that lean on a transaction are named.
const NAMED: usize = 5;

/// The transaction of this number, where it is whoever acts who did it, and nothing later leans on it.
fn numbered(context: &Context, number: Sequence) -> Result<Candidate, Failure> {
    let view = context.view();
    let own = doer(context)?.map(|doer| view.numbered(&doer, number)).transpose()?.flatten();
    let candidate = own.ok_or_else(|| {
        Failure::Refused(format!(
            "Transaction {number} is none of yours on the command line that still holds; gavel log tells whose it is, and \
             what was taken back"
        ))
    })?;
    let leaning = view.leaning(&candidate)?;
    if leaning.is_empty() {
        return Ok(candidate);
    }
    let mut told = Vec::new();
    for one in &leaning {
        let name = view.reference(one.record)?.map_or_else(String::new, |reference| reference.to_string());
        let since = one.since;
        told.push(match one.points_to {
            Some(to) => {
                let to = view.reference(to)?.map_or_else(String::new, |reference| reference.to_string());
                format!("{name} points to {to} (transaction {since})")
            }
            None => format!("{name} was changed in transaction {since}"),
        });
    }
    let told = some_of(told.into_iter(), NAMED);
    Err(Failure::Refused(format!(
        "Transaction {number} can't be taken back, since this leans on it: {told}. Take that back first, or change what is not \
         right by edit or void, which say why"
    )))
}

pub fn redo(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let candidate = match doer(&context)? {
        Some(doer) => context.view().last_undone(&doer)?,
        None => None,
    };
    turn(&REDO, given, context, candidate)
}

/// Whoever acts, at their own terminal; none where this user never wrote.
fn doer(context: &Context) -> Result<Option<Doer<'static>>, Failure> {
    let author = context.author()?;
    let user = context.view().user(&author.os_user)?;
    Ok(user.map(|user| Doer { person: author.person, user: Some(user), channel: author.channel, run: None }))
}

fn turn(turn: &Turn, given: &ArgMatches, mut context: Context, candidate: Option<Candidate>) -> Result<(), Failure> {
    let Some(candidate) = candidate else { return Err(Failure::Refused(turn.nothing.to_owned())) };
    if now(&context)? - candidate.at > REACH {
        let told = account::of(context.view(), &candidate.of)?;
        let what = told.changes.first().map_or(String::new(), |change| format!(" ({change})"));
        let at = candidate.at.with_timezone(&context.view().circumstances()?.zone).format("%Y-%m-%d %H:%M");
        return Err(Failure::Refused(format!(
            "The last of yours, transaction {}{what}, is from {at}, and gavel {} reaches an hour. Change what is not right \
             by edit or void, which say why",
            told.sequence, turn.command,
        )));
    }
    context.say(&format!("{} transaction {}:", turn.doing, candidate.of.sequence))?;
    log::tell(&mut context, &candidate.of, None)?;
    let proposal = context.view().turn(&candidate)?;
    if given.get_flag("dry-run") {
        return context.say("Nothing was changed.");
    }
    if !given.get_flag("yes") && !agreed(turn, &mut context)? {
        return context.say("Nothing was changed.");
    }
    let author = context.author()?;
    let outcome = context.commit(author, proposal)?;
    context.say(&format!("Done, as transaction {}.", outcome.head.sequence))?;
    context.tell_consequences(&outcome)
}

/// Now; or when the journal was written last, where the clock was set back since.
fn now(context: &Context) -> Result<Instant, Failure> {
    let last = context.view().entries(&Range { limit: Some(1), ..Range::default() })?;
    let now = context.store.ambient().now();
    Ok(last.first().map_or(now, |entry| entry.header.at.max(now)))
}

fn agreed(turn: &Turn, context: &mut Context) -> Result<bool, Failure> {
    if !context.world.interactive {
        return Err(Failure::Refused(format!(
            "Nothing was changed, since nobody can be asked here. Without being asked: gavel {} --yes",
            turn.command
        )));
    }
    let answer = context.world.answer(&format!("{} [y/N]", turn.question))?;
    Ok(answer.is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
}
