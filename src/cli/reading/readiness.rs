//! `gavel review readiness`: what is missing or stale before the day.

use clap::{ArgMatches, Command};

use crate::workflow::pack::compile;
use crate::workflow::review::readiness::{Standing, readiness};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::table;
use super::review::{id, proceedings};

pub fn command() -> Command {
    Command::new("readiness")
        .about("Lists what is missing or stale before the day, input by input")
        .arg(id())
        .after_help("The exit code is 1 while something is missing.")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let pack = compile(context.view(), &proceedings)?;
    let lines = readiness(context.view(), &proceedings, &pack)?;
    let mut rows = Vec::new();
    for line in &lines {
        let place = match line.leads_to {
            Some((record, _)) => {
                context.view().record(record)?.map_or(String::new(), |one| one.reference().to_string())
            }
            None => String::new(),
        };
        rows.push(vec![line.standing.label().to_owned(), line.about.clone(), line.what.clone(), place]);
    }
    table::write(context.world.out, &["", "About", "What", "Where"], &rows, context.world.width)?;
    let missing = lines.iter().filter(|line| line.standing == Standing::Missing).count();
    if missing == 0 {
        return context.say("Nothing is missing.");
    }
    context.say(&format!("{missing} missing."))?;
    Err(Failure::Told)
}
