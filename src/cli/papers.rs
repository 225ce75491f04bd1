//! Documents that are written into a folder beside what is done, and where they are written out from later.

use clap::{Arg, ArgMatches};

use crate::domain::{minutes, pack};
use crate::store::output::Folder;
use crate::store::{Outcome, Proposal};
use crate::workflow::operation::{Operation, Scene};
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
    let help = match operation.files {
        Some(_) => "Writes the files there [default: beside the database]",
        None => "Writes the documents there",
    };
    (writes(operation) || operation.files.is_some()).then(|| folder(TO).long(TO).help(help))
}

/// Refuses what can't be written out: it is not put on record either.
pub fn check(
    operation: &Operation,
    given: &ArgMatches,
    proposal: &Proposal,
    scene: &Scene,
    context: &Context,
) -> Result<(), Failure> {
    if let Some(files) = operation.files {
        let folder = beside(given, context)?;
        return Ok(folder.has_room_for(files(scene)?.iter().map(|(name, _)| name))?);
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

/// Writes the files of what was put on record.
pub fn write_files(files: Vec<(String, Vec<u8>)>, given: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let folder = beside(given, context)?;
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    folder.keep(&files)?;
    files.iter().try_for_each(|(name, _)| context.say(&format!("Wrote {}", folder.file(name).path().display())))
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
