//! Documents that are written into a folder beside what is done, and where they are written out from later.

use clap::{Arg, ArgMatches};

use crate::domain::{minutes, pack};
use crate::store::{Outcome, Proposal};
use crate::workflow::operation::Operation;
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::operations::{APPROVE, CIRCULATE};

use super::context::Context;
use super::failure::Failure;
use super::files::{folder, into_folder};
use super::reading::documents;

const TO: &str = "to";

fn writes(operation: &Operation) -> bool {
    std::ptr::eq(operation, &raw const CIRCULATE)
}

/// The option that names the folder, where an operation freezes documents for others.
pub fn option(operation: &Operation) -> Option<Arg> {
    writes(operation).then(|| folder(TO).long(TO).help("Writes the documents there"))
}

/// Refuses what can't be written out: it is not circulated either.
pub fn check(operation: &Operation, given: &ArgMatches, proposal: &Proposal) -> Result<(), Failure> {
    if writes(operation)
        && let Some(folder) = into_folder(given, TO)?
    {
        proposal.files().try_for_each(|file| folder.file(&file.name).check())?;
    }
    Ok(())
}

/// Writes the documents that were frozen, or tells how they are written out.
pub fn write(
    operation: &Operation,
    given: &ArgMatches,
    outcome: &Outcome,
    context: &mut Context,
) -> Result<(), Failure> {
    if std::ptr::eq(operation, &raw const APPROVE) {
        return tell(outcome, context);
    }
    let Some(folder) = (if writes(operation) { into_folder(given, TO)? } else { None }) else { return Ok(()) };
    let frozen = outcome.changed.iter().find(|one| *one.register == pack::REGISTER);
    let Some(record) = frozen.map(|one| context.view().record(one.id)).transpose()?.flatten() else { return Ok(()) };
    documents::write_all(&kept_documents(context.view(), &record)?, folder, context)
}

/// Tells how minutes that were sealed are written out.
fn tell(outcome: &Outcome, context: &mut Context) -> Result<(), Failure> {
    let sealed = outcome.changed.iter().find(|one| *one.register == minutes::REGISTER);
    let Some(record) = sealed.map(|one| context.view().record(one.id)).transpose()?.flatten() else { return Ok(()) };
    let review =
        minutes::Minutes(&record).review().map(|review| context.view().reference(review)).transpose()?.flatten();
    review.map_or(Ok(()), |review| context.say(&format!("Write them out: gavel review seal {review} --to FOLDER")))
}
