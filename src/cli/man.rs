//! `gavel man`: the manual page.

use clap::Command;

use super::failure::Failure;
use super::world::World;

pub fn command() -> Command {
    Command::new("man")
        .about("Prints the manual page")
        .after_help("Read it:  gavel man | man -l -\nKeep it:  gavel man > ~/.local/share/man/man1/gavel.1")
}

pub fn run(world: &mut World) -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(super::command()).render(&mut page)?;
    Ok(world.out.write_all(&page)?)
}
