//! `gavel backup`: copies the file as it stands.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::context::Context;
use super::failure::Failure;

pub fn command() -> Command {
    Command::new("backup").about("Copies the file as it stands to a new one, while others go on writing").arg(
        Arg::new("file").value_name("FILE").required(true).value_hint(clap::ValueHint::FilePath).help("The new file"),
    )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let target = given.get_one::<String>("file").map(Path::new).unwrap_or(Path::new(""));
    let head = context.view().head()?;
    context.store.backup(target)?;
    context.say(&format!("Copied to {}.", target.display()))?;
    context.say(&format!("Head of the journal: {}", head.link))
}
