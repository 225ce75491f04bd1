//! `gavel review …`: the management review step by step, beside what every register can do.

mod adjourn;
mod agenda;
mod approve;
mod attend;
mod call;
mod circulate;
mod conclude;
mod confirm;
mod decide;
pub mod documents;
mod item;
mod minutes;
mod open;
mod pack;
mod readiness;
mod seal;
mod verify;
mod vote;

use clap::{Arg, ArgMatches, Command};

use crate::domain::field::{Field, Target};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::value::{Instant, Value};
use crate::store::Proposal;
use crate::workflow::Trouble;
use crate::workflow::review::{Proceedings, agenda as order, session};

use super::context::Context;
use super::failure::Failure;
use super::register;

type Words = fn() -> Command;
type Run = fn(&ArgMatches, Context) -> Result<(), Failure>;

/// The steps in the order in which a review takes them.
static STEPS: &[(Words, Run)] = &[
    (call::command, call::run),
    (agenda::command, agenda::run),
    (readiness::command, readiness::run),
    (pack::command, pack::run),
    (circulate::command, circulate::run),
    (open::command, open::run),
    (attend::attend_command, attend::attend),
    (attend::leave_command, attend::leave),
    (item::command, item::run),
    (decide::command, decide::run),
    (vote::command, vote::run),
    (confirm::command, confirm::run),
    (adjourn::command, adjourn::run),
    (conclude::judge_command, conclude::judge),
    (conclude::command, conclude::run),
    (minutes::command, minutes::run),
    (approve::command, approve::run),
    (seal::command, seal::run),
    (verify::command, verify::run),
];

/// What the register is there for.
pub const ABOUT: &str = "Holds management reviews (9.3): from the call to sealed minutes";

/// Adds the commands of the review register, and the steps of a review.
pub fn fill(command: Command) -> Command {
    register::fill(&REGISTER, command).subcommands(STEPS.iter().map(|(command, _)| command())).after_help(
        "A review from end to end:\n\
         \x20 gavel review call --date fri --chair tom --secretary me\n\
         \x20 gavel review readiness MR-1, then circulate MR-1\n\
         \x20 gavel review open MR-1, attend MR-1 --all, item MR-1 next\n\
         \x20 gavel review propose MR-1 \"Pause releases\" --item d1, decide MR-1 D-1, act MR-1 \"Tell the vendors\" --from D-1\n\
         \x20 gavel review judge MR-1 suitability yes \"It fits\", conclude MR-1\n\
         \x20 gavel review minutes MR-1 --circulate, approve MR-1 --for chair, verify MR-1",
    )
}

/// Runs one of them.
pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let Some((name, step)) = given.subcommand() else { return Ok(()) };
    match STEPS.iter().find(|(command, _)| command().get_name() == name) {
        Some((_, run)) => run(step, context),
        None => register::run(&REGISTER, given, context),
    }
}

/// The review that a step is about.
fn id() -> Arg {
    register::id(&REGISTER)
}

/// When something happened, where that is not now.
fn at() -> Arg {
    Arg::new("at")
        .long("at")
        .value_name("TIME")
        .help("When it happened: a time today, or a date and a time [default: now]")
}

fn text(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name("TEXT").help(help)
}

/// The review that is named, with all that is on record about it.
fn proceedings(given: &ArgMatches, context: &Context) -> Result<Proceedings, Failure> {
    let record = register::named(&REGISTER, given, context)?;
    let found = Proceedings::of(context.view(), record.id)?;
    found.ok_or_else(|| Failure::Usage(format!("{} can't be read", record.reference())))
}

static MOMENT: Field = Field::new("at", "Time", "When it happened.", crate::domain::field::Kind::Instant);

/// The moment that was named, or now.
fn moment(given: &ArgMatches, context: &Context) -> Result<Instant, Failure> {
    let Some(text) = given.get_one::<String>("at") else { return Ok(context.view().circumstances()?.now) };
    match context.reader()?.value(&MOMENT, text)? {
        Some(Value::Instant(at)) => Ok(at),
        _ => Err(Failure::Usage("--at takes a time, such as 14:30 or 2026-12-12 14:30".to_owned())),
    }
}

/// The moment at which a sitting ends: the one that was named, or now, were the clock put back meanwhile.
fn end_of_sitting(given: &ArgMatches, context: &Context, proceedings: &Proceedings) -> Result<Instant, Failure> {
    let at = moment(given, context)?;
    Ok(if given.contains_id("at") { at } else { session::not_before(proceedings, at) })
}

/// The agenda item that somebody names: a letter, a place, a reference, a part of its title.
fn item_named<'a>(proceedings: &'a Proceedings, name: &str) -> Result<&'a Record, Failure> {
    order::find(proceedings, name).ok_or_else(|| {
        let review = proceedings.meeting.review.reference();
        Failure::Usage(format!("{review} has no agenda item “{name}”; see: gavel review agenda {review}"))
    })
}

/// The person whom somebody names.
fn person(context: &Context, name: &str) -> Result<RecordId, Failure> {
    Ok(context.reader()?.record(Target::Register("person"), name)?.id)
}

/// The people named in an option, apart or between commas.
fn people(given: &ArgMatches, option: &str, context: &Context) -> Result<Vec<RecordId>, Failure> {
    let names = given.get_many::<String>(option).unwrap_or_default().flat_map(|names| names.split(','));
    names.map(str::trim).filter(|name| !name.is_empty()).map(|name| person(context, name)).collect()
}

/// Does what a step proposes and tells what it did.
fn carry_out(mut context: Context, proposal: Result<Proposal, Trouble>) -> Result<(), Failure> {
    let author = context.author()?;
    let proposal = proposal?;
    let outcome = context.commit(author, proposal)?;
    context.tell(&outcome)
}
