//! Documents that are written into a folder beside what is done, and where they are written out from later.

use clap::{Arg, ArgMatches};

use crate::domain::{minutes, pack};
use crate::store::output::Folder;
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

/// The option that names the folder, where an operation writes documents for others.
pub fn option(operation: &Operation) -> Option<Arg> {
    let help = if operation.files {
        "Writes the files there [default: beside the database]"
    } else {
        "Writes the documents there"
    };
    (writes(operation) || operation.files).then(|| folder(TO).long(TO).help(help))
}

/// Refuses what can't be written out: it is not put on record either.
pub fn check(operation: &Operation, given: &ArgMatches, proposal: &Proposal, context: &Context) -> Result<(), Failure> {
    if operation.files {
        return Ok(beside(given, context)?.has_room_for(proposal.beside.iter().map(|(name, _)| name))?);
    }
    if writes(operation)
        && let Some(folder) = into_folder(given, TO)?
    {
        proposal.files().try_for_each(|file| folder.file(&file.name).check())?;
    }
    Ok(())
}

/// The folder that was named, or that in which the database is.
fn beside(given: &ArgMatches, context: &Context) -> Result<Folder, Failure> {
    Ok(into_folder(given, TO)?.cloned().unwrap_or_else(|| Folder::of(context.store.path())))
}

/// Writes the files that go out with what was put on record.
fn write_files(outcome: &Outcome, given: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let folder = beside(given, context)?;
    let files = outcome.beside.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>();
    folder.keep(&files)?;
    files.iter().try_for_each(|(name, _)| context.say(&format!("Wrote {}", folder.file(name).path().display())))
}

/// Writes the files that go out with it and the documents that were frozen, or tells how those are written out.
pub fn write(
    operation: &Operation,
    given: &ArgMatches,
    outcome: &Outcome,
    context: &mut Context,
) -> Result<(), Failure> {
    if operation.files {
        return write_files(outcome, given, context);
    }
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
