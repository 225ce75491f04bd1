//! `gavel review circulate`: freezes the pack as it stands and records that it was sent out.

use clap::{ArgMatches, Command};

use crate::domain::pack::REGISTER;
use crate::report::printer::PRINTER;
use crate::store::view::named;
use crate::store::{Ambient, View};
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::papers;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{folder, into_folder};
use super::{documents, id, proceedings};

pub fn command() -> Command {
    Command::new("circulate")
        .about("Freezes the pack as a version, and records to whom it was sent")
        .long_about(
            "Freezes the pack as a version, and records to whom it was sent.\n\n\
             Gavel sends nothing itself: --to writes the documents into a folder. After the meeting began, the version\n\
             is marked as tabled.",
        )
        .arg(id())
        .arg(folder("to").long("to").help("Writes the documents there"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let to = into_folder(given, "to")?;
    let proceedings = proceedings(given, &context)?;
    let write = |view: View, ambient: &Ambient| {
        let proposal = papers::circulate_pack(view, proceedings.id(), &PRINTER, ambient)?;
        // What can't be written out is not circulated.
        if let Some(folder) = to {
            proposal.files().try_for_each(|file| folder.file(&file.name).check())?;
        }
        Ok(proposal)
    };
    let outcome = context.commit_written(&author, write)?;
    let changed = outcome.changed.iter().find(|changed| changed.register == &REGISTER);
    let Some(record) = changed.map(|changed| context.view().record(changed.id)).transpose()?.flatten() else {
        return Ok(());
    };
    context.say(&format!("Circulated {}", named(&record)))?;
    let kept = kept_documents(context.view(), &record)?;
    match to {
        Some(folder) => documents::write_all(&kept, folder, &mut context),
        None => documents::tell_hashes(&kept, &mut context),
    }
}
