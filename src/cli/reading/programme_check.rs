//! `gavel audit-programme check`: draws the areas again and says whether they are the recorded ones.

use clap::{ArgMatches, Command};

use crate::domain::audit_programme::{Method, REGISTER};
use crate::domain::identity::RecordId;
use crate::workflow::audits::check::{check, drawn_at};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

pub fn command() -> Command {
    Command::new("check")
        .about("Draws the areas again from the seed and the journal, and says whether they are the recorded ones")
        .long_about(
            "Draws the areas again, from the universe as it stood then and from the seed that is recorded, and says whether\n\
             that gives the areas on record, and which of them were replaced since, by whom and why. Exits with 1 where\n\
             they are not what the seed gives.",
        )
        .arg(register::id(&REGISTER))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let programme = register::named(&REGISTER, given, &context)?;
    let reference = programme.reference();
    let Some(sequence) = drawn_at(context.view(), programme.id)? else {
        return Err(Failure::Refused(format!(
            "The areas of {reference} were not chosen yet; choose them: gavel audit-programme draw {reference}"
        )));
    };
    let found = {
        let then = context.store.as_of(sequence)?;
        check(context.view(), then.view(), sequence, &programme)?
    };
    match (found.method, found.seed) {
        (Some(Method::Judgement), _) => context.say(
            "The areas were chosen by judgement, so there is nothing to draw again; what is found tells nothing of the rest.",
        )?,
        (_, Some(seed)) if found.missing.is_empty() && found.strange.is_empty() => {
            context.say(&format!("Seed {seed} gives the areas that were recorded in transaction {sequence}."))?;
        }
        (_, Some(seed)) => {
            context.say(&format!("Seed {seed} does not give the areas that were recorded in transaction {sequence}."))?;
        }
        (_, None) => context.say("All areas were taken, so nothing was drawn.")?,
    }
    tell(&mut context, "Given by the seed, and not recorded", &found.missing)?;
    tell(&mut context, "Recorded, and not given by the seed", &found.strange)?;
    tell(&mut context, "In the universe then, and not chosen from", &found.passed_over)?;
    for one in &found.replaced {
        context.say(&format!("Replaced in transaction {} by {}", one.sequence, one.words))?;
        tell(&mut context, "  taken out", &one.out)?;
        tell(&mut context, "  put in", &one.in_place)?;
    }
    tell(&mut context, "On record now, or gone from it, without a step of the journal", &found.unaccounted)?;
    if found.holds() { Ok(()) } else { Err(Failure::Told) }
}

fn tell(context: &mut Context, label: &str, areas: &[RecordId]) -> Result<(), Failure> {
    if areas.is_empty() {
        return Ok(());
    }
    let names = areas.iter().map(|id| context.view().name_of(*id)).collect::<Result<Vec<_>, _>>()?;
    context.say(&format!("{label}: {}", names.join(", ")))
}
