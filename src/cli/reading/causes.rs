//! `gavel nc causes`: the causes of a case as a tree of whys, or as a fishbone.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::nonconformity::REGISTER;
use crate::workflow::closure::causes::{Signs, drawn, of_case, therefore};
use crate::workflow::closure::fishbone;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

/// The width of a page, which a wider terminal does not change: drawings are pasted into reports.
const PAGE: usize = 80;

pub fn command() -> Command {
    Command::new("causes")
        .about("Draws the causes found in the present cycle: a tree of whys, read back with “therefore”")
        .arg(register::id(&REGISTER))
        .arg(Arg::new("fishbone").long("fishbone").action(ArgAction::SetTrue).help("As a fishbone of six branches"))
        .arg(Arg::new("ascii").long("ascii").action(ArgAction::SetTrue).help("With plain signs only"))
        .after_help("Add to it:  gavel cause add \"The gate is a line in a form\" --nonconformity NC-1 --leads-to CA-1")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let case = register::named(&REGISTER, given, &context)?;
    let causes = of_case(context.view(), &case)?;
    let signs = if given.get_flag("ascii") { Signs::Ascii } else { Signs::Drawn };
    if causes.is_empty() {
        let reference = case.reference();
        return context.say(&format!(
            "No cause of {reference} is recorded yet: gavel cause add \"…\" --nonconformity {reference}"
        ));
    }
    let width = context.world.width.unwrap_or(PAGE).min(PAGE);
    if given.get_flag("fishbone") {
        for line in fishbone::drawn(case.title(), &causes, width, signs) {
            context.say(&line)?;
        }
        return Ok(());
    }
    for line in drawn(case.title(), &causes, width, signs) {
        context.say(&line)?;
    }
    context.say("")?;
    for line in therefore(case.title(), &causes) {
        for part in crate::domain::visible::wrapped(&line, width) {
            context.say(&part)?;
        }
    }
    Ok(())
}
