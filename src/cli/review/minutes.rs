//! `gavel review minutes`: the minutes as the records stand, circulated as a version, compared.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::minutes::{Minutes, REGISTER};
use crate::report::minutes::document;
use crate::report::printer;
use crate::store::view::named;
use crate::store::{Ambient, View};
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::papers::{self, Stage};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{documents, id, proceedings};

pub fn command() -> Command {
    Command::new("minutes")
        .about("Shows the minutes: drafted from the records at any moment, or a frozen version")
        .long_about(
            "Shows the minutes. Until they are sealed they are drafted from the records as these stand, and marked as a\n\
             draft; what is to be put right is put right in the notes, decisions and outcomes themselves. Once they are\n\
             sealed, their exact bytes are shown.",
        )
        .arg(id())
        .args(documents::options())
        .arg(documents::version())
        .arg(documents::compare())
        .arg(
            Arg::new("circulate")
                .long("circulate")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["output", "version", "changes"])
                .help("Freezes a version and records that it was sent out for comments"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    if given.get_flag("circulate") {
        return circulate(&proceedings, context);
    }
    let sealed = proceedings.minutes.iter().find(|one| Minutes(one).sealed() == Some(true));
    let wanted = given.get_one::<i64>("version");
    let frozen = match wanted {
        Some(version) => proceedings.minutes.iter().find(|one| Minutes(one).version() == Some(*version)),
        None => sealed,
    };
    if let (Some(version), None) = (wanted, frozen) {
        return Err(Failure::Usage(format!("There is no version {version} of the minutes")));
    }
    if given.get_flag("changes") {
        let Some(record) = frozen.or(proceedings.last_minutes()) else {
            return Err(Failure::Usage("No version of the minutes was circulated".to_owned()));
        };
        let now = printer::minutes_as(context.view(), &proceedings, record)?;
        return documents::show_changes(record, &now, &mut context);
    }
    match frozen {
        Some(record) => documents::show_kept(record, given, &mut context),
        None => {
            let draft = document(context.view(), &proceedings, &Stage::Draft)?;
            documents::show(&draft, given, &mut context)
        }
    }
}

fn circulate(proceedings: &crate::workflow::review::Proceedings, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let write =
        |view: View, ambient: &Ambient| papers::circulate_minutes(view, proceedings.id(), &printer::PRINTER, ambient);
    let outcome = context.commit_written(&author, write)?;
    let changed = outcome.changed.iter().find(|changed| changed.register == &REGISTER);
    if let Some(record) = changed.map(|changed| context.view().record(changed.id)).transpose()?.flatten() {
        context.say(&format!("Circulated {}", named(&record)))?;
        let kept = kept_documents(context.view(), &record)?;
        documents::tell_hashes(&kept, &mut context)?;
    }
    Ok(())
}
