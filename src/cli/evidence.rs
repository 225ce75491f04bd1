//! Evidence that is handed over on the command line: files, words, what comes through a pipe.

use std::io::Read;

use clap::{Arg, ArgAction, ArgMatches};

use crate::workflow::entry::copied_up_to;
use crate::workflow::moves::Proof;
use crate::workflow::operation::{EVIDENCE, Operation};

use super::context::Context;
use super::failure::Failure;

const NAME: &str = "evidence-name";

/// The options with which it is handed over.
pub fn options() -> [Arg; 2] {
    [
        Arg::new(EVIDENCE.name)
            .long(EVIDENCE.name)
            .value_name("FILE|TEXT")
            .action(ArgAction::Append)
            .value_hint(clap::ValueHint::FilePath)
            .help("What shows it: a file; an address (https://…), at which you looked today; - for standard input; or words"),
        Arg::new(NAME)
            .long(NAME)
            .value_name("NAME")
            .requires(EVIDENCE.name)
            .help("What to call what comes from standard input [default: standard-input.txt]"),
    ]
}

/// What was handed over; `-` is what comes from standard input.
pub fn handed_over(operation: &Operation, given: &ArgMatches, context: &mut Context) -> Result<Vec<Proof>, Failure> {
    let mut proofs = Vec::new();
    if !operation.asks.iter().any(|ask| *ask.field == EVIDENCE) {
        return Ok(proofs);
    }
    for proof in given.get_many::<String>(EVIDENCE.name).unwrap_or_default() {
        if proof != "-" {
            proofs.push(Proof::Told(proof.clone()));
            continue;
        }
        if proofs.iter().any(|proof| matches!(proof, Proof::Bytes { .. })) {
            return Err(Failure::Usage("Standard input can be read once; say --evidence - once".to_owned()));
        }
        let mut bytes = Vec::new();
        // One byte more than is kept tells that there is more.
        let most = copied_up_to(context.view())?;
        context.world.input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(Failure::Usage("Nothing came from standard input, so there is no evidence".to_owned()));
        }
        let name = given.get_one::<String>(NAME).map_or("standard-input.txt", String::as_str);
        if name.trim().is_empty() || name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\')) {
            return Err(Failure::Usage(
                "--evidence-name takes a file's name, without folders: pipeline.log".to_owned(),
            ));
        }
        proofs.push(Proof::Bytes { name: name.to_owned(), bytes });
    }
    Ok(proofs)
}
