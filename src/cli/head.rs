//! `gavel head`: prints the journal's head, to be kept elsewhere.

use clap::Command;

use super::context::Context;
use super::failure::Failure;

pub fn command() -> Command {
    Command::new("head")
        .about("Prints the journal's head: keep it elsewhere, and verify --head proves that nothing was cut off since")
}

pub fn run(mut context: Context) -> Result<(), Failure> {
    let head = context.view().head()?;
    context.say(&head.link.to_string())
}
