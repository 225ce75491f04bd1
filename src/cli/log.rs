//! `gavel log`: what happened, newest first.

use std::sync::mpsc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, object};
use crate::domain::field::Target;
use crate::domain::identity::RecordId;
use crate::domain::transaction::Change;
use crate::domain::visible::{fit, one_line};
use crate::domain::when::{self, Tense};
use crate::exchange::json;
use crate::store::Error;
use crate::store::journal::Entry;
use crate::workflow::account::{self, Account};
use crate::workflow::narrowed::{self, Narrowed};

use super::context::Context;
use super::failure::Failure;

/// So many changes of a transaction are told whole.
const FEW: usize = 5;

/// The columns that a change takes where there are more.
const LINE: usize = 160;

pub fn command() -> Command {
    Command::new("log")
        .about("Shows the journal: who did what, when and why")
        .arg(
            Arg::new("terms")
                .value_name("CONDITION")
                .num_args(0..)
                .help(format!("What it is narrowed to: {}", narrowed::SYNTAX)),
        )
        .arg(Arg::new("record").long("record").value_name("RECORD").help("Only what changed this record, such as A-31"))
        .arg(Arg::new("since").long("since").value_name("DATE").allow_hyphen_values(true).help("Only from this day on"))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .help("At most so many transactions, the newest"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON, with the journal's own words"))
        .arg(
            Arg::new("follow")
                .long("follow")
                .action(ArgAction::SetTrue)
                .conflicts_with("json")
                .help("Go on and show what others commit, until interrupted"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let terms: Vec<String> = given.get_many::<String>("terms").unwrap_or_default().cloned().collect();
    let reader = context.reader()?;
    let mut wanted = Narrowed::read(&terms, &reader)?;
    wanted.range.limit = given.get_one::<u32>("limit").copied();
    if let Some(name) = given.get_one::<String>("record") {
        wanted.range.record = Some(reader.record(Target::Any, name)?.id);
    }
    if let Some(text) = given.get_one::<String>("since") {
        let circumstances = reader.circumstances();
        let day = when::date(text, circumstances.today(), Tense::Past)
            .ok_or_else(|| Failure::Usage(format!("--since: “{text}” can't be read; {}", when::EXAMPLES)))?;
        let start = circumstances.start_of(day);
        wanted.range.since = Some(start.ok_or_else(|| Failure::Usage(format!("The day {day} is out of range")))?);
    }
    drop(reader);
    if given.get_flag("follow") {
        return follow(context, wanted);
    }
    let entries = wanted.entries(context.view())?;
    if given.get_flag("json") {
        let list = entries.iter().map(|entry| raw(&context, entry)).collect::<Result<_, _>>()?;
        return Ok(writeln!(context.world.out, "{}", json::print(&Json::List(list)))?);
    }
    for entry in &entries {
        tell(&mut context, entry, wanted.range.record)?;
    }
    Ok(())
}

/// Shows what there is, oldest first, and then what comes.
fn follow(mut context: Context, mut wanted: Narrowed) -> Result<(), Failure> {
    let (told, commits) = mpsc::channel();
    let _watch = context.store.watch(move || {
        // Ends with the loop below.
        let _ = told.send(());
    });
    loop {
        // What is committed while it is looked through is looked through next.
        let head = context.view().head()?.sequence;
        let entries = wanted.entries(context.view())?;
        for entry in entries.iter().rev() {
            tell(&mut context, entry, wanted.range.record)?;
        }
        context.world.out.flush()?;
        wanted.range.after = entries.first().map_or(head, |entry| entry.sequence.max(head));
        wanted.range.limit = None;
        if commits.recv().is_err() {
            return Ok(());
        }
    }
}

fn raw(context: &Context, entry: &Entry) -> Result<Json, Failure> {
    let bodies = context.view().bodies(entry.sequence)?;
    let changes = bodies.iter().map(|body| Json::parse(body));
    let changes = changes.collect::<Result<_, _>>().map_err(|why| Error::journal(entry.sequence, why.to_string()))?;
    let sequence = i64::try_from(entry.sequence).unwrap_or(i64::MAX);
    Ok(object([
        ("sequence", Json::Number(sequence)),
        ("header", entry.header.to_json()),
        ("changes", Json::List(changes)),
    ]))
}

/// Writes one transaction; of a record's history, only what concerns the record.
pub fn tell(context: &mut Context, entry: &Entry, record: Option<RecordId>) -> Result<(), Failure> {
    let view = context.view();
    let told = match record {
        Some(record) => {
            let history = view.history(record)?;
            let here = history.into_iter().filter(|(sequence, _)| *sequence == entry.sequence);
            let changes: Vec<Change> = here.map(|(_, change)| change).collect();
            account::of_record(view, entry, &changes)?
        }
        None => account::of(view, entry)?,
    };
    let Account { sequence, at, behind, who, how, reason, changes } = told;
    context.say(&format!("{sequence}  {at}  {who} ({how})"))?;
    if let Some(behind) = behind {
        context.say(&format!("    {behind}"))?;
    }
    // Of many changes each is told in a line; of a few, whole.
    let width = if changes.len() > FEW { LINE } else { usize::MAX };
    for change in changes {
        context.say(&format!("    {}", fit(&one_line(&change), width)))?;
    }
    if let Some(reason) = reason {
        context.say(&format!("    Reason: {}", one_line(&reason)))?;
    }
    Ok(())
}
