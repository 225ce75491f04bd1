//! `gavel review decide`: puts a proposal and decides it without a vote.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::decision::{Decision, REGISTER};
use crate::workflow::review::decide::{self, Deciding};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{carry_out, id, person, proceedings};

pub fn command() -> Command {
    Command::new("decide")
        .about("Puts a proposal to the meeting and decides it: nobody objects, or the executive decides")
        .long_about(
            "Puts a proposal to the meeting and decides it: nobody objects, or the executive decides after the advice of\n\
             the meeting. Without a quorum it is provisional until a meeting with one ratifies it (--ratify).",
        )
        .arg(id())
        .arg(Arg::new("decision").value_name("DECISION").required(true).help("The proposal, such as D-21"))
        .arg(Arg::new("executive").long("executive").value_name("PERSON").help("The person of top management who decides"))
        .arg(Arg::new("advice").long("advice").value_name("TEXT").requires("executive").help("What the meeting advised"))
        .arg(Arg::new("against").long("against").action(ArgAction::SetTrue).requires("executive").help("The executive decides against it"))
        .arg(Arg::new("ratify").long("ratify").action(ArgAction::SetTrue).conflicts_with("executive").help("Ratifies what was decided without a quorum, in this or an earlier review"))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let decision = named(given, &context)?;
    let ambient = context.store.ambient().clone();
    if given.get_flag("ratify") {
        return carry_out(context, Ok(decide::ratify(&proceedings, &decision, &ambient)));
    }
    of_this_review(&decision, &proceedings)?;
    let how = match given.get_one::<String>("executive") {
        Some(name) => Deciding::Executive {
            by: person(&context, name)?,
            advice: given.get_one::<String>("advice").cloned().unwrap_or_default(),
            in_favour: !given.get_flag("against"),
        },
        None => Deciding::NoObjection,
    };
    carry_out(context, Ok(decide::decide(&proceedings, &decision, &how, &ambient)))
}

/// The decision that is named.
pub fn named(given: &ArgMatches, context: &Context) -> Result<crate::domain::record::Record, Failure> {
    let name = given.get_one::<String>("decision").map_or("", String::as_str);
    context.record(&REGISTER, name)
}

/// Refuses a decision of another review.
pub fn of_this_review(
    decision: &crate::domain::record::Record,
    proceedings: &crate::workflow::review::Proceedings,
) -> Result<(), Failure> {
    if Decision(decision).review() == Some(proceedings.id()) {
        return Ok(());
    }
    let (decision, review) = (decision.reference(), proceedings.meeting.review.reference());
    Err(Failure::Usage(format!("{decision} is no proposal of {review}")))
}
