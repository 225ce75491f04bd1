//! `gavel review seal`: writes out the sealed minutes with all by which a stranger proves them, or says what is missing
//! before they are sealed. It writes files.

use clap::{ArgMatches, Command};

use crate::domain::minutes::Minutes;
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::proof::proof;
use crate::workflow::review::signing::sealed;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{folder, into_folder};
use super::documents;
use super::review::{id, proceedings};

pub fn command() -> Command {
    Command::new("seal")
        .about("Writes out the sealed minutes with their hashes; they are sealed by the approval that completes them")
        .long_about(
            "Writes out the sealed minutes as they were frozen, as PDF and as DOCX, the pack that they rest on, the signatures under \
             them with the list of the keys of those who may sign, what is on file about them, and their hashes. VERIFY.md \
             says how a stranger proves them, with no Gavel at hand.",
        )
        .arg(id())
        .arg(folder("to").long("to").help("Writes the documents there"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let to = into_folder(given, "to")?;
    let proceedings = proceedings(given, &context)?;
    let review = proceedings.meeting.review.reference();
    let Some(record) = sealed(&proceedings) else {
        let state = proceedings.state().label().to_lowercase();
        return Err(Failure::Refused(format!(
            "{review} is {state}, and its minutes are not sealed. They are sealed by the approvals of chair and \
             secretary, or of the next review: gavel review approve {review} --for chair --how meeting"
        )));
    };
    context.say(&format!("Head of the journal before the seal: {}", Minutes(record).head()))?;
    let Some(folder) = to else {
        let kept = kept_documents(context.view(), record)?;
        documents::tell_hashes(&kept, &mut context)?;
        return context.say(&format!(
            "Write them out, with all by which they are proven: gavel review seal {review} --to FOLDER"
        ));
    };
    let files = proof(context.view(), &proceedings, record, &crate::report::printer::PRINTER)?;
    let named: Vec<(&str, &[u8])> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    folder.keep(&named)?;
    for file in &files {
        context.say(&format!("{}  {}", file.sha256(), folder.file(&file.name).path().display()))?;
    }
    context.say("How a stranger proves them: VERIFY.md")
}
