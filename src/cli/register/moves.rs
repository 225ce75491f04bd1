//! The moves of a register's state machine as commands: `gavel action done A-31 --evidence report.pdf`.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::workflow::moves;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::nonconformity::proposals;
use super::add::reason;
use super::{fields, id, named};

/// A command for each move.
pub fn commands(register: &'static Register) -> Vec<Command> {
    let moves = register.machine.map_or(&[][..], |machine| machine.moves);
    moves.iter().filter(|step| !step.guided).map(|step| command(register, step)).collect()
}

fn command(register: &'static Register, step: &'static Move) -> Command {
    let sets = step.sets.iter().filter_map(|name| register.field(name)).map(fields::option);
    let reason = if step.reason { reason().required(true) } else { reason() };
    let command =
        Command::new(step.name).about(step.label).long_about(step.help).arg(id(register)).args(sets).arg(reason);
    if !step.evidence {
        return command;
    }
    command.arg(
        Arg::new("evidence")
            .long("evidence")
            .value_name("FILE|TEXT")
            .action(ArgAction::Append)
            .value_hint(clap::ValueHint::FilePath)
            .help("What shows it: a file, which is copied in, or words that say where the proof is"),
    )
}

pub fn run(register: &'static Register, name: &str, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let record = named(register, given, &context)?;
    let mut reader = context.reader()?;
    let values = fields::values(register, given, &mut reader)?;
    let evidence: Vec<String> =
        given.try_get_many::<String>("evidence").ok().flatten().unwrap_or_default().cloned().collect();
    let proposal =
        moves::make(std::slice::from_ref(&record), name, values, &evidence, &mut reader, context.store.ambient())?;
    let outcome = context.commit(author, proposal.because(given.get_one::<String>("reason")))?;
    context.tell(&outcome)?;
    proposals::tell(&mut context, &outcome)
}
