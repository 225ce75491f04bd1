//! `gavel audit-programme draw`: chooses the areas of a programme by its method.

use clap::{Arg, ArgMatches, Command};

use crate::domain::audit_programme::REGISTER;
use crate::domain::field::Target;
use crate::domain::identity::RecordId;
use crate::workflow::audits::drawing::{By, draw, seed};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

pub fn command() -> Command {
    Command::new("draw")
        .about("Chooses the areas by the method of the programme, and records seed, strata and what it means")
        .arg(register::id(&REGISTER))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32))
                .conflicts_with("areas")
                .help("The number from which chance is drawn [default: one that chance gives]"),
        )
        .arg(
            Arg::new("areas")
                .long("areas")
                .value_name("AA-1,AA-4")
                .help("The areas, where they are chosen by judgement"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let programme = register::named(&REGISTER, given, &context)?;
    let by = match (given.get_one::<String>("areas"), given.get_one::<u32>("seed")) {
        (Some(names), _) => By::Names(areas(names, &context)?),
        (None, Some(seed)) => By::Seed(*seed),
        (None, None) => By::Chance(seed(context.store.ambient())?),
    };
    let (drawn, proposal) = draw(context.view(), &programme, &by)?;
    context.commit(author, proposal)?;
    context.say(&drawn.account)?;
    context.say("")?;
    for id in &drawn.sample {
        let name = context.view().name_of(*id)?;
        context.say(&format!("  {name}"))?;
    }
    let reference = programme.reference();
    context.say(&format!("Next: gavel audit-programme check {reference}, approve {reference} --approved-by …"))
}

fn areas(names: &str, context: &Context) -> Result<Vec<RecordId>, Failure> {
    let reader = context.reader()?;
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let found = names.map(|name| Ok(reader.record(Target::Register("audit_area"), name)?.id));
    let mut ids = found.collect::<Result<Vec<RecordId>, Failure>>()?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
