//! `gavel today`: what is late, what is due, what waits for you.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, object};
use crate::exchange::json;
use crate::store::Error;
use crate::workflow::obligations::standing;
use crate::workflow::today::{Matter, today};

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
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let mine = given.get_flag("mine");
    // Whoever looks may be nobody of the register; only what is theirs needs a person.
    let me = match context.author() {
        Ok(author) => Some(author.person),
        Err(failure) if mine => return Err(failure),
        Err(_) => None,
    };
    let days = given.get_one::<u64>("days").copied().unwrap_or(7);
    let found = today(context.view(), days, me, mine)?;
    let parts = [("Late", &found.late), ("Due", &found.due), ("Waiting for you", &found.waiting)];
    if given.get_flag("json") {
        let mut list = Vec::new();
        for (part, matters) in parts {
            for matter in matters {
                list.push(object([
                    ("part", part.to_lowercase().into()),
                    ("next", matter.next.map_or(Json::Null, Into::into)),
                    ("reminded", Json::Number(i64::try_from(matter.reminded).unwrap_or(i64::MAX))),
                    ("task", matter.task.as_ref().map_or(Json::Null, |task| task.reference().to_string().into())),
                    ("record", json::record(context.view(), &matter.record)?),
                ]));
            }
        }
        writeln!(context.world.out, "{}", json::print(&Json::List(list)))?;
        return Ok(());
    }
    if found.is_empty() {
        writeln!(context.world.out, "Nothing is late, due within {days} days or waiting for you.")?;
    }
    let mut first = true;
    for (part, matters) in parts.into_iter().filter(|(_, matters)| !matters.is_empty()) {
        if !std::mem::take(&mut first) {
            writeln!(context.world.out)?;
        }
        writeln!(context.world.out, "{part}: {}", matters.len())?;
        let rows = matters.iter().map(|matter| row(&context, matter)).collect::<Result<Vec<_>, Error>>()?;
        table::write(context.world.out, &["Number", "What", "Owner", "Day", "Next"], &rows, context.world.width)?;
    }
    Ok(())
}

fn row(context: &Context, matter: &Matter) -> Result<Vec<String>, Error> {
    let record = &matter.record;
    let owner = match matter.owner {
        Some(owner) => context.view().record(owner)?.map_or(String::new(), |owner| owner.title().to_owned()),
        None => String::new(),
    };
    let mut day = matter.deadline.map_or(String::new(), |deadline| deadline.words());
    for more in matter.reminded().into_iter().chain(matter.task.as_ref().map(standing)) {
        day = if day.is_empty() { more } else { format!("{day}, {more}") };
    }
    let next = matter.next.map_or("edit", |next| next);
    Ok(vec![
        record.reference().to_string(),
        record.title().to_owned(),
        owner,
        day,
        format!("{} {next}", record.register.command()),
    ])
}
