//! `gavel nc similar`: where similar cases may be (10.2 b).

use clap::{Arg, ArgMatches, Command};

use crate::domain::nonconformity::REGISTER;
use crate::workflow::closure::similar::similar;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::{register, table};

pub fn command() -> Command {
    Command::new("similar")
        .about("Looks for similar cases, findings and incidents: by requirement, cause, system, unit and words")
        .arg(register::id(&REGISTER))
        .arg(
            Arg::new("words").value_name("WORDS").num_args(0..).help("Words to look for [default: those of its title]"),
        )
        .after_help("What was found is said with:  gavel nc analyse NC-1 --similar-searched … --similar-cases …")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let case = register::named(&REGISTER, given, &context)?;
    let words: Vec<&str> = given.get_many::<String>("words").unwrap_or_default().map(String::as_str).collect();
    let found = similar(context.view(), &case, &words.join(" "))?;
    if found.listed.is_empty() {
        return context.say("Nothing similar is on record: no case, finding or incident with its requirement, cause, system, unit or words.");
    }
    let row = |one: &crate::workflow::closure::similar::Similar| {
        vec![
            one.record.reference().to_string(),
            one.record.title().to_owned(),
            one.record.state_label().unwrap_or_default(),
            one.because.join(", "),
        ]
    };
    let rows: Vec<_> = found.listed.iter().map(row).collect();
    table::write(context.world.out, &["Number", "What", "State", "Because"], &rows, context.world.width)?;
    found.left_out().map_or(Ok(()), |words| context.say(&words))
}
