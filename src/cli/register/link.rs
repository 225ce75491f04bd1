//! `gavel REGISTER link` and `unlink`: one link more or less, whatever the others are.

use clap::{Arg, ArgMatches, Command};

use crate::domain::register::Register;
use crate::store::{Act, Proposal};
use crate::workflow::{Trouble, entry};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{id, named};

/// Both commands, where the register has links that people set.
pub fn commands(register: &'static Register) -> Vec<Command> {
    let links: Vec<_> =
        register.fields.iter().filter(|field| field.kind.is_link() && !field.by_move).map(|field| field.name).collect();
    if links.is_empty() {
        return Vec::new();
    }
    let field = Arg::new("field").value_name("FIELD").required(true).help(format!("Which link: {}", links.join(", ")));
    let target = Arg::new("target").value_name("RECORD").required(true).help("The record at its other end");
    [("link", "Links a record to another one"), ("unlink", "Takes a link away")]
        .map(|(name, about)| Command::new(name).about(about).arg(id(register)).arg(field.clone()).arg(target.clone()))
        .into()
}

pub fn run(
    register: &'static Register,
    given: &ArgMatches,
    mut context: Context,
    present: bool,
) -> Result<(), Failure> {
    let text = |name: &str| given.get_one::<String>(name).map(String::as_str).unwrap_or_default();
    let author = context.author()?;
    let record = named(register, given, &context)?;
    let field = entry::field(register, text("field"))?;
    let Some(target) = field.kind.target() else {
        return Err(Trouble::input(format!("{} is no link", field.label)).into());
    };
    let target = context.reader()?.record(target, text("target"))?;
    let act = Act::Link { record: record.id, field, target: target.id, present };
    let outcome = context.commit(author, Proposal::of([act]))?;
    let (reference, target) = (record.reference(), target.reference());
    context.say(&match (outcome.changed.is_empty(), present) {
        (true, _) => format!("{reference} holds that already; nothing was changed."),
        (false, true) => format!("Linked {reference} to {target}"),
        (false, false) => format!("Unlinked {reference} from {target}"),
    })
}
