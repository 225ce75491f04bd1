//! `gavel control annex-a`: puts the controls of Annex A on the register.

use clap::Command;

use crate::workflow::annex_a::annex_a;

use super::super::context::Context;
use super::super::failure::Failure;

pub fn command() -> Command {
    Command::new("annex-a")
        .about("Adds the controls of Annex A that are not there yet, each for you to say whether it applies")
}

pub fn run(mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let proposal = annex_a(context.view(), context.store.ambient())?;
    let count = proposal.acts.len();
    if count == 0 {
        writeln!(context.world.out, "All 38 controls of Annex A are there.")?;
        return Ok(());
    }
    context.commit(author, proposal)?;
    writeln!(
        context.world.out,
        "Added {count} controls of Annex A. Say of each whether it applies, and why:\n  \
         gavel control edit C-1 --applicable yes --justification …"
    )?;
    Ok(())
}
