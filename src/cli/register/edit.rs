//! `gavel REGISTER edit`: changes fields of a record.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::identity::Revision;
use crate::domain::register::Register;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Proposal};
use crate::workflow::{entry, past};

use super::super::context::Context;
use super::super::failure::Failure;
use super::add::reason;
use super::{fields, id, named};

pub fn command(register: &'static Register) -> Command {
    Command::new("edit")
        .about("Changes fields of a record")
        .after_help(format!("Empty a field:  gavel {} edit ID --clear FIELD", register.command()))
        .arg(id(register))
        .args(fields::options(register))
        .arg(Arg::new("clear").long("clear").value_name("FIELD").action(ArgAction::Append).help("Empty this field"))
        .arg(
            Arg::new("based-on")
                .long("based-on")
                .value_name("REVISION")
                .value_parser(clap::value_parser!(Revision))
                .help("The revision you have seen: what others changed since is merged, or told as a conflict"),
        )
        .arg(reason())
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let record = named(register, given, &context)?;
    let mut reader = context.reader()?;
    let mut wanted = fields::values(register, given, &mut reader)?;
    for name in given.get_many::<String>("clear").unwrap_or_default() {
        let field = entry::field(register, name)?;
        if wanted.iter().any(|(other, _)| *other == field) {
            return Err(Failure::Usage(format!("{} is both set and emptied: do one of them", field.label)));
        }
        wanted.push((field, None));
    }
    let contents = std::mem::take(&mut reader.contents);
    if wanted.is_empty() {
        return Err(Failure::Usage(format!("Say what to change: gavel help {} edit", register.command())));
    }
    let seen = match given.get_one::<Revision>("based-on") {
        Some(revision) => past::at_revision(context.view(), &record, *revision)?,
        None => record.clone(),
    };
    let change = |(field, after): (&'static crate::domain::field::Field, Option<Value>)| FieldChange {
        field,
        before: seen.get(field.name).cloned(),
        after,
    };
    let fields = wanted.into_iter().map(change).collect();
    let act = Act::Edit { record: record.id, based_on: seen.revision, fields };
    let proposal = Proposal::of([act]).with(contents).because(given.get_one::<String>("reason"));
    let outcome = context.commit(author, proposal)?;
    if outcome.changed.is_empty() {
        return context.say(&format!("{} holds that already; nothing was changed.", record.reference()));
    }
    context.say(&format!("Changed {}", record.reference()))?;
    if !outcome.merged.is_empty() {
        let labels: Vec<_> = outcome.merged.iter().map(|field| field.label.to_lowercase()).collect();
        context.say(&format!("Others changed meanwhile, and it was kept: {}", labels.join(", ")))?;
    }
    context.tell_consequences(&outcome)
}
