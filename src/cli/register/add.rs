//! `gavel REGISTER add`: puts a new record on the register.

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::store::{Act, Proposal};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::nonconformity::proposals;
use super::fields;

pub fn command(register: &'static Register) -> Command {
    let command = Command::new("add").about(format!("Adds to the {}", register.plural));
    let title = register.title();
    let command = match title {
        Some(title) => {
            command.arg(Arg::new(title.name).value_name(title.label.to_uppercase()).required(true).help(title.help))
        }
        None => command,
    };
    let others = fields::options(register).filter(|arg| title.is_none_or(|title| arg.get_id() != title.name));
    command.args(others).arg(reason())
}

/// Why something is done, for the journal.
pub fn reason() -> Arg {
    Arg::new("reason").long("reason").value_name("TEXT").help("Why; it stands in the journal")
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let mut reader = context.reader()?;
    let values = fields::values(register, given, &mut reader)?;
    let fields = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    let contents = std::mem::take(&mut reader.contents);
    let id = context.store.ambient().identity();
    let act = Act::Create { id, register, fields };
    let proposal = Proposal::of([act]).with(contents).because(given.get_one::<String>("reason"));
    let outcome = context.commit(author, proposal)?;
    for changed in &outcome.changed {
        let name = context.view().name_of(changed.id)?;
        context.say(&format!("Added {}", name.lines().next().unwrap_or_default()))?;
    }
    context.tell_consequences(&outcome)?;
    proposals::tell(&mut context, &outcome)
}
