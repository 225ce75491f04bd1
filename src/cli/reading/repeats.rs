//! `gavel nc repeats`: whether a case repeats an earlier one, or should be graded as major; a person decides.

use clap::{ArgMatches, Command};

use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Nonconformity, REGISTER};
use crate::store::Outcome;
use crate::workflow::closure::repeats::{Proposal, proposals};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

pub fn command() -> Command {
    Command::new("repeats")
        .about("Says whether it repeats an earlier case, and whether it should be graded as major")
        .arg(register::id(&REGISTER))
        .after_help(
            "The months that are looked back, and how many minor ones make a major, are settings of the organisation.",
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let case = register::named(&REGISTER, given, &context)?;
    if tell_of(&mut context, case.id)? == 0 {
        context.say("Nothing is proposed: no earlier case has its requirement, or it was decided.")?;
    }
    Ok(())
}

/// Tells what is proposed for the cases that a transaction changed.
pub fn tell(context: &mut Context, outcome: &Outcome) -> Result<(), Failure> {
    for changed in &outcome.changed {
        tell_of(context, changed.id)?;
    }
    Ok(())
}

fn tell_of(context: &mut Context, id: RecordId) -> Result<usize, Failure> {
    let Some(case) = context.view().record(id)?.filter(|record| Nonconformity::of(record).is_some()) else {
        return Ok(0);
    };
    let found = proposals(context.view(), &case)?;
    let reference = case.reference();
    for proposal in &found {
        let decide = match proposal {
            Proposal::Repeat { earlier, .. } => format!("gavel nc edit {reference} --repeats {}", earlier.reference()),
            _ => format!("gavel nc edit {reference} --grade major, or --stays-minor \"why\""),
        };
        context.say(&format!("{} {decide}", proposal.words()))?;
    }
    Ok(found.len())
}
