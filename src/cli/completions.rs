//! `gavel completions`: what a shell needs to complete commands.

use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use super::failure::Failure;
use super::world::World;

pub fn command() -> Command {
    Command::new("completions")
        .about("Prints completions for your shell")
        .after_help("For bash:  gavel completions bash > ~/.local/share/bash-completion/completions/gavel")
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .help("Your shell")
                .value_parser(clap::value_parser!(Shell)),
        )
}

pub fn run(given: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    if let Some(shell) = given.get_one::<Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut super::command(), "gavel", &mut script);
        world.out.write_all(&script)?;
    }
    Ok(())
}
