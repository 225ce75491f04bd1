//! `gavel review vote`: puts a proposal and counts the votes.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::decision::Decision;
use crate::domain::vote::Ballot;
use crate::workflow::review::decide::{self, Deciding};

use super::super::context::Context;
use super::super::failure::Failure;
use super::decide::{named, of_this_review};
use super::{carry_out, id, people, proceedings};

pub fn command() -> Command {
    let option = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("PEOPLE").action(ArgAction::Append).help(help)
    };
    Command::new("vote")
        .about("Puts a proposal to the vote: all members present in favour, except those named otherwise")
        .arg(id())
        .arg(Arg::new("decision").value_name("DECISION").required(true).help("The proposal, such as D-21"))
        .arg(option("against", "Those who vote against it"))
        .arg(option("abstaining", "Those who abstain"))
        .arg(option("recused", "Those who recuse themselves; those who declared an interest are recused already"))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let decision = named(given, &context)?;
    of_this_review(&decision, &proceedings)?;
    let mut except = Vec::new();
    let options = [("against", Ballot::Against), ("abstaining", Ballot::Abstaining), ("recused", Ballot::Recused)];
    for (option, ballot) in options {
        except.extend(people(given, option, &context)?.into_iter().map(|person| (person, ballot)));
    }
    let ballots = decide::all_in_favour_except(&proceedings, Decision(&decision).item(), &except)?;
    let proposal = decide::decide(&proceedings, &decision, &Deciding::Vote(ballots), context.store.ambient());
    carry_out(context, Ok(proposal))
}
