//! `gavel review seal`: writes out the sealed minutes, or says what is missing before they are sealed.
//! It writes files.

use clap::{ArgMatches, Command};

use crate::domain::minutes::Minutes;
use crate::workflow::review::kept::kept_documents;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{folder, into_folder};
use super::documents;
use super::review::{id, proceedings};

pub fn command() -> Command {
    Command::new("seal")
        .about("Writes out the sealed minutes with their hashes; they are sealed by the approval that completes them")
        .arg(id())
        .arg(folder("to").long("to").help("Writes the documents there"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let to = into_folder(given, "to")?;
    let proceedings = proceedings(given, &context)?;
    let review = proceedings.meeting.review.reference();
    let Some(record) = proceedings.minutes.iter().find(|one| Minutes(one).sealed() == Some(true)) else {
        let state = proceedings.state().label().to_lowercase();
        return Err(Failure::Refused(format!(
            "{review} is {state}, and its minutes are not sealed. They are sealed by the approvals of chair and \
             secretary, or of the next review: gavel review approve {review} --for chair --how meeting"
        )));
    };
    let kept = kept_documents(context.view(), record)?;
    context.say(&format!("Head of the journal before the seal: {}", Minutes(record).head()))?;
    match to {
        Some(folder) => documents::write_all(&kept, folder, &mut context),
        None => documents::tell_hashes(&kept, &mut context),
    }
}
