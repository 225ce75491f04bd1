//! `gavel add`: captures an action in one line.

use clap::{Arg, ArgMatches, Command};

use crate::workflow::capture::capture;

use super::context::Context;
use super::failure::Failure;

pub fn command() -> Command {
    Command::new("add")
        .about("Captures an action in one line")
        .long_about(
            "Captures an action in one line: @ names the owner, ! the priority, # the record from which it arises. A day\n\
             stands after the first of these, or last.",
        )
        .after_help("For example:  gavel add \"Ask the vendor for figures @ben !high fri #SYS-3\"")
        .arg(Arg::new("line").value_name("TEXT").required(true).num_args(1..).help("What is to be done"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let line = given.get_many::<String>("line").unwrap_or_default().cloned().collect::<Vec<_>>().join(" ");
    let mut reader = context.reader()?;
    let proposal = capture(&line, &mut reader, context.store.ambient())?;
    let outcome = context.commit(author, proposal)?;
    context.tell(&outcome)
}
