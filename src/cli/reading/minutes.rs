//! `gavel review minutes`: the minutes as the records stand, or a frozen version, or what is different.
//! Minutes are a document of frozen bytes, and no sheet.

use clap::{Arg, ArgMatches, Command};

use crate::domain::minutes::Minutes;
use crate::domain::visible::visible;
use crate::report::form::Form;
use crate::report::minutes::document;
use crate::report::{frozen, printer};
use crate::workflow::review::addenda;
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::papers::Stage;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::form;
use super::documents;
use super::review::{id, proceedings};

/// What is asked for beside the operation by whose word they are read.
pub fn options() -> Vec<Arg> {
    shown().map(|arg| arg.conflicts_with("circulate")).collect()
}

/// The minutes as something to be printed.
pub fn command() -> Command {
    Command::new("minutes")
        .about("The minutes of a review: as the records stand, or a version as it was circulated or sealed")
        .arg(id())
        .args(shown())
}

fn shown() -> impl Iterator<Item = Arg> {
    form::options(Form::Markdown).into_iter().chain([documents::version(), documents::compare()])
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let asked = documents::wanted(given, &context)?;
    let proceedings = proceedings(given, &context)?;
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
        Some(record) => {
            let words = frozen::words(&kept_documents(context.view(), record)?);
            let addenda = addenda::told(context.view(), &words, &proceedings)?;
            documents::show_kept(record, &addenda, asked, &mut context)?;
            // The bytes stay as they were sealed: what goes on through a pipe has the hash that is on record.
            let into = match context.world.width {
                Some(_) => &mut *context.world.out,
                None => &mut *context.world.err,
            };
            if !addenda.is_empty() {
                writeln!(into, "\n{}", words.addenda())?;
            }
            addenda.iter().try_for_each(|one| writeln!(into, "- {}", visible(one)))?;
            Ok(())
        }
        None => {
            let draft = document(context.view(), &proceedings, &Stage::Draft)?;
            documents::show(&draft, asked, &mut context)
        }
    }
}
