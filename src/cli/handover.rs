//! `gavel handover`: hands what somebody answers for over to somebody else.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::person::{self, Person};
use crate::workflow::handover::{hand_over, held};

use super::context::Context;
use super::failure::Failure;

pub fn command() -> Command {
    let person = |name: &'static str, help: &'static str| Arg::new(name).value_name("PERSON").required(true).help(help);
    Command::new("handover")
        .about("Hands everything open that somebody answers for over to somebody else, in one step")
        .arg(person("from", "Who hands over"))
        .arg(person("to", "Who takes it").long("to"))
        .arg(
            Arg::new("left").long("left").action(ArgAction::SetTrue).help("The person has left and takes part no more"),
        )
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Only says what it would be"))
        .arg(Arg::new("reason").long("reason").value_name("TEXT").help("Why; it stands in the journal"))
        .after_help("gavel undo takes it back. What is done and waits for confirmation keeps the name of who did it.")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let named = |name: &str| given.get_one::<String>(name).map_or("", String::as_str);
    let author = context.author()?;
    let from = context.record(&person::REGISTER, named("from"))?;
    let to = context.record(&person::REGISTER, named("to"))?;
    if from.id == to.id {
        return Err(Failure::Usage(format!("{} can't hand over to themselves; name somebody else", from.title())));
    }
    if Person(&to).active() == Some(false) {
        return Err(Failure::Usage(format!("{} takes part no more; name somebody who does", to.title())));
    }
    let found = held(context.view(), from.id)?;
    let leaves = given.get_flag("left");
    if found.count() == 0 && !leaves {
        return context.say(&format!("{} answers for nothing that is open", from.title()));
    }
    for (register, records) in &found.parts {
        for record in records {
            context.say(&format!("  {} {}", record.reference(), record.title()))?;
        }
        context.say(&format!("{}: {}", register.plural, records.len()))?;
    }
    if given.get_flag("dry-run") {
        return context.say(&format!("{} would go to {}; nothing was changed", found.count(), to.title()));
    }
    let proposal = hand_over(&found, &from, to.id, leaves).because(given.get_one::<String>("reason"));
    context.commit(author, proposal)?;
    let left = if leaves { format!("; {} is active no more", from.title()) } else { String::new() };
    context.say(&format!("{} handed over from {} to {}{left}", found.count(), from.title(), to.title()))
}
