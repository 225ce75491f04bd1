//! `gavel backup`: copies the file as it stands.

use clap::{ArgMatches, Command};

use super::context::Context;
use super::failure::Failure;
use super::files::{new_file, output};

pub fn command() -> Command {
    Command::new("backup")
        .about("Copies the file as it stands to a new one, while others go on writing")
        .arg(output("file").required(true).help("The new file"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let Some(target) = new_file(given, "file")? else { return Ok(()) };
    let head = context.view().head()?;
    context.store.backup(target)?;
    context.say(&format!("Copied to {}.", target.path().display()))?;
    context.say(&format!("Head of the journal: {}", head.link))
}
