//! `gavel review pack`: shows the pack as the registers stand, or a version as it was circulated.
//! A version is a document of frozen bytes, and no sheet.

use clap::{ArgMatches, Command};

use crate::domain::pack::Pack;
use crate::report::form::Form;
use crate::report::printer;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::form;
use super::documents;
use super::review::{id, proceedings};

pub fn command() -> Command {
    Command::new("pack")
        .about("Shows the pack: as the registers stand, or a version as it was circulated")
        .arg(id())
        .args(form::options(Form::Markdown))
        .arg(documents::version())
        .arg(documents::compare())
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let asked = documents::wanted(given, &context)?;
    let proceedings = proceedings(given, &context)?;
    let wanted = given.get_one::<i64>("version");
    let frozen = match wanted {
        Some(version) => proceedings.packs.iter().find(|pack| Pack(pack).version() == Some(*version)),
        None => proceedings.last_pack(),
    };
    if let (Some(version), None) = (wanted, frozen) {
        return Err(Failure::Usage(format!("There is no version {version} of the pack")));
    }
    match frozen {
        Some(record) if wanted.is_some() && !given.get_flag("changes") => {
            documents::show_kept(record, &[], asked, &mut context)
        }
        Some(record) if given.get_flag("changes") => {
            let version = Pack(record).version();
            let now = printer::pack(context.view(), &proceedings, version)?;
            documents::show_changes(record, &now, &mut context)
        }
        None if given.get_flag("changes") => Err(Failure::Usage("No version of the pack was circulated".to_owned())),
        _ => {
            let document = printer::pack(context.view(), &proceedings, None)?;
            documents::show(&document, asked, &mut context)
        }
    }
}
