//! `gavel nc effect`: whether what was done worked, in numbers.

use clap::{ArgMatches, Command};

use crate::domain::nonconformity::{Nonconformity, REGISTER};
use crate::domain::visible::wrapped;
use crate::store::view::named;
use crate::workflow::closure::checks::of_case;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register;

pub fn command() -> Command {
    Command::new("effect")
        .about("Shows the retests and the KPI by which its effect is judged: before the action, and after")
        .arg(register::id(&REGISTER))
        .after_help("A retest:  gavel retest add \"Bias test\" --nonconformity NC-1 --held-on -1d --failed 0 --tested 40 --before-failed 6 --before-tested 20")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let record = register::named(&REGISTER, given, &context)?;
    let case = Nonconformity(&record);
    context.say(&format!("{}: {}", named(&record), case.standing()))?;
    for (label, text) in [("Criterion", case.effectiveness_criterion()), ("Measure", case.effectiveness_measure())] {
        if !text.is_empty() {
            context.say(&format!("{label}: {text}"))?;
        }
    }
    let checks = of_case(context.view(), &record)?;
    if checks.is_empty() {
        return context.say("No retest is recorded, and no KPI was named to tell.");
    }
    let width = context.world.width.unwrap_or(usize::MAX);
    for check in checks {
        context.say("")?;
        context.say(&named(&check.record))?;
        for line in check.words.iter().flat_map(|words| wrapped(words, width.saturating_sub(2))) {
            context.say(&format!("  {line}"))?;
        }
    }
    Ok(())
}
