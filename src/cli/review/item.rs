//! `gavel review item`: comes to an agenda item, or ends the one that is being considered.

use clap::{Arg, ArgGroup, ArgMatches, Command};

use crate::store::Proposal;
use crate::workflow::review::session::{self, End};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{at, carry_out, id, item_named, moment, proceedings};

pub fn command() -> Command {
    let ends = |name: &'static str, help: &'static str| Arg::new(name).long(name).value_name("TEXT").help(help);
    Command::new("item")
        .about("Comes to an agenda item, or ends the one that is being considered")
        .arg(id())
        .arg(
            Arg::new("item")
                .value_name("ITEM")
                .help("A letter, a place, a number, next or back [default: the one being considered]"),
        )
        .arg(
            ends("discussed", "It was discussed; what came of it may be said")
                .num_args(0..=1)
                .default_missing_value(""),
        )
        .arg(ends("noted", "There was nothing to decide: say so in words"))
        .arg(ends("deferred", "It is put off: say why"))
        .arg(at())
        .group(ArgGroup::new("end").args(["discussed", "noted", "deferred"]))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let at = moment(given, &context)?;
    let item = match given.get_one::<String>("item").map(String::as_str) {
        None => proceedings.current(),
        Some("next") => session::neighbour(&proceedings, false),
        Some("back") => session::neighbour(&proceedings, true),
        Some(name) => Some(item_named(&proceedings, name)?),
    };
    let Some(item) = item else {
        let review = proceedings.meeting.review.reference();
        return Err(Failure::Usage(format!("Name an item; the agenda: gavel review agenda {review}")));
    };
    let ends = [("discussed", End::Discussed), ("noted", End::Noted), ("deferred", End::Deferred)];
    for (option, how) in ends {
        if let Some(words) = given.get_one::<String>(option) {
            // What is ended without having been taken up is taken up with it; a deferral needs no discussion.
            let mut proposal = Proposal::default();
            let is_current = proceedings.current().is_some_and(|current| current.id == item.id);
            if !is_current && how != End::Deferred {
                let what =
                    format!("{0} is not being considered: come to it first, gavel review item", item.reference());
                return Err(Failure::Usage(what));
            }
            proposal.acts.extend(session::end(item, how, Some(words), at).acts);
            return carry_out(context, Ok(proposal));
        }
    }
    let proposal = session::go_to(&proceedings, item, at);
    carry_out(context, Ok(proposal))
}
