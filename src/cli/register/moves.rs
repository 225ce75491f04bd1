//! The moves of a register's state machine as commands: `gavel action done A-31 --evidence report.pdf`.

use std::io::Read;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::workflow::entry::COPIED_UP_TO;
use crate::workflow::moves::{self, Proof};

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
    let command = Command::new(step.name.as_str())
        .about(step.label)
        .long_about(step.help)
        .arg(id(register))
        .args(sets)
        .arg(reason);
    if !step.evidence {
        return command;
    }
    command.arg(
        Arg::new("evidence")
            .long("evidence")
            .value_name("FILE|TEXT")
            .action(ArgAction::Append)
            .value_hint(clap::ValueHint::FilePath)
            .help("What shows it: a file, which is copied in; words that say where the proof is; - for standard input"),
    )
    .arg(
        Arg::new("evidence-name")
            .long("evidence-name")
            .value_name("NAME")
            .requires("evidence")
            .help("What to call what comes from standard input [default: standard-input.txt]"),
    )
}

pub fn run(register: &'static Register, name: &str, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let record = named(register, given, &context)?;
    let evidence = evidence(given, &mut context)?;
    let mut reader = context.reader()?;
    let values = fields::values(register, given, &mut reader)?;
    let proposal =
        moves::make(std::slice::from_ref(&record), name, values, &evidence, &mut reader, context.store.ambient())?;
    let outcome = context.commit(author, proposal.because(given.get_one::<String>("reason")))?;
    context.tell(&outcome)?;
    context.tell_consequences(&outcome)?;
    proposals::tell(&mut context, &outcome)
}

/// What was handed over as evidence; `-` is what comes from standard input.
fn evidence(given: &ArgMatches, context: &mut Context) -> Result<Vec<Proof>, Failure> {
    let told = given.try_get_many::<String>("evidence").ok().flatten().unwrap_or_default();
    let mut proofs = Vec::new();
    for proof in told {
        if proof != "-" {
            proofs.push(Proof::Told(proof.clone()));
            continue;
        }
        if proofs.iter().any(|proof| matches!(proof, Proof::Bytes { .. })) {
            return Err(Failure::Usage("Standard input can be read once; say --evidence - once".to_owned()));
        }
        let mut bytes = Vec::new();
        // One byte more than is kept tells that there is more.
        context.world.input.take(COPIED_UP_TO + 1).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(Failure::Usage("Nothing came from standard input, so there is no evidence".to_owned()));
        }
        let name = given.get_one::<String>("evidence-name").map_or("standard-input.txt", String::as_str);
        if name.trim().is_empty() || name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\')) {
            return Err(Failure::Usage(
                "--evidence-name takes a file's name, without folders: pipeline.log".to_owned(),
            ));
        }
        proofs.push(Proof::Bytes { name: name.to_owned(), bytes });
    }
    Ok(proofs)
}
