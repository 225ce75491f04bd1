//! `gavel today`: what is late, what is due, what waits for you.

use std::io::Write;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, object};
use crate::exchange::json;
use crate::store::{Names, View};
use crate::workflow::obligations::standing;
use crate::workflow::today::{Horizon, Matter, SHOWN, Which, each, today};

use super::context::Context;
use super::failure::Failure;
use super::table;

pub fn command() -> Command {
    Command::new("today")
        .about("Shows what is late, what is due, and what waits for you")
        .after_help("What comes next is a command:  gavel action done A-31")
        .arg(Arg::new("mine").long("mine").action(ArgAction::SetTrue).help("Only what you answer for"))
        .arg(
            Arg::new("days")
                .long("days")
                .value_name("N")
                .value_parser(clap::value_parser!(u64).range(0..=3660))
                .default_value("7")
                .help("Due within so many days"),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(u32).range(1..))
                .help(format!("At most so many of each part [{SHOWN}; with --json all]")),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

/// The heading of what has fallen.
const FALLEN: &str = "No longer proven";

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let mine = given.get_flag("mine");
    // Whoever looks may be nobody of the register; only what is theirs needs a person.
    let me = match context.author() {
        Ok(author) => Some(author.person),
        Err(failure) if mine => return Err(failure),
        Err(_) => None,
    };
    let days = given.get_one::<u64>("days").copied().unwrap_or(7);
    let scope = Horizon { days, me, mine };
    let _hold = context.store.view().hold()?;
    let limit = given.get_one::<u32>("limit").and_then(|limit| usize::try_from(*limit).ok());
    if given.get_flag("json") {
        return write_json(context.store.view(), scope, limit.unwrap_or(usize::MAX), &mut *context.world.out);
    }
    let found = today(context.view(), scope, limit.unwrap_or(SHOWN))?;
    if found.is_empty() {
        writeln!(context.world.out, "Nothing is late, due within {days} days or waiting for you.")?;
    }
    let parts =
        [("Late", &found.late), ("Due", &found.due), ("Waiting for you", &found.waiting), (FALLEN, &found.fallen)];
    let mut first = true;
    for (name, part) in parts.into_iter().filter(|(_, part)| part.count > 0) {
        if !std::mem::take(&mut first) {
            writeln!(context.world.out)?;
        }
        writeln!(context.world.out, "{name}: {}", part.count)?;
        let mut names = Names::default();
        context.view().learn(&mut names, part.matters.iter().filter_map(|matter| matter.owner))?;
        let otherwise = if name == FALLEN { "show" } else { "edit" };
        let rows: Vec<_> = part.matters.iter().map(|matter| row(&names, matter, otherwise)).collect();
        table::write(context.world.out, &["Number", "What", "Owner", "Day", "Next"], &rows, context.world.width)?;
        if part.more() > 0 {
            writeln!(context.world.out, "and {} more: --limit {}", part.more(), part.count)?;
        }
    }
    Ok(())
}

/// Everything, one matter after another.
fn write_json(view: View, scope: Horizon, most: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let mut before = "[";
    let parts = [
        ("late", Which::Late),
        ("due", Which::Due),
        ("waiting for you", Which::Waiting),
        ("no longer proven", Which::Fallen),
    ];
    for (name, which) in parts {
        each(view, which, scope, most, |matter| {
            let one = object([
                ("part", name.into()),
                ("next", matter.next.map_or(Json::Null, Into::into)),
                ("reminded", Json::Number(i64::try_from(matter.reminded).unwrap_or(i64::MAX))),
                ("task", matter.task.as_ref().map_or(Json::Null, |task| task.reference().to_string().into())),
                ("record", json::record(view, &matter.record)?),
            ]);
            Ok::<_, Failure>(write!(out, "{}{}", std::mem::replace(&mut before, ","), json::print(&one))?)
        })?;
    }
    let nothing = if before == "[" { "[" } else { "" };
    writeln!(out, "{nothing}]")?;
    Ok(())
}

fn row(names: &Names, matter: &Matter, otherwise: &str) -> Vec<String> {
    let record = &matter.record;
    let owner = matter.owner.map_or(String::new(), |owner| names.title(owner).to_owned());
    let mut day = matter.day();
    for more in
        matter.over().map(str::to_owned).into_iter().chain(matter.reminded()).chain(matter.task.as_ref().map(standing))
    {
        day = if day.is_empty() { more } else { format!("{day}, {more}") };
    }
    let next = matter.next.unwrap_or(otherwise);
    vec![
        record.reference().to_string(),
        record.title().to_owned(),
        owner,
        day,
        format!("{} {next}", record.register.command()),
    ]
}
