//! `gavel obligation task` and `gavel obligation usual`: the task of a round, and what every management system has to do again.

use clap::{ArgMatches, Command};

use crate::domain::obligation::REGISTER;
use crate::workflow::obligations::{self, TASK};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{id, named};

pub fn task_command() -> Command {
    Command::new(TASK)
        .about("Records the task of this time: an action, due when the obligation is")
        .long_about(
            "Records the task of this time: an action of the obligation's owner, due when the obligation is. While that is\n\
             under way there is no second one. Once it is done, say so:  gavel obligation done ID",
        )
        .arg(id(&REGISTER))
}

pub fn usual_command() -> Command {
    Command::new("usual").about("Adds the usual obligations of which there is none yet, each for you to look at")
}

pub fn task(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let record = named(&REGISTER, given, &context)?;
    let proposal = obligations::task(context.view(), &record, context.store.ambient())?;
    let outcome = context.commit(author, proposal)?;
    context.tell(&outcome)
}

pub fn usual(mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let proposal = obligations::usual(context.view(), context.store.ambient())?;
    if proposal.acts.is_empty() {
        return context.say("The usual obligations are all there.");
    }
    let outcome = context.commit(author, proposal)?;
    context.tell(&outcome)?;
    context
        .say("Say of each who answers for it, and look at its day:  gavel obligation edit OB-1 --owner … --next-due …")
}
