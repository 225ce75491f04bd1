//! `gavel restore`: puts a backup in the file's place, after it was verified.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::visible::one_line;
use crate::store::Store;
use crate::store::backup::{Replaced, Unfit, restore};
use crate::store::gavel::GAVEL;
use crate::store::source::Source;
use crate::workflow::restoring::{self, Asked};

use super::agreement;
use super::context::{Context, database};
use super::failure::Failure;
use super::files::input;
use super::world::World;

/// What is said where a restoration is refused.
const HOW: &str = "Nothing was changed. Say why with --reason; where transactions are replaced, who agreed with --agreed-by \
                   and how with --agreed-how";

/// The most faults that are listed; the rest is counted.
const LISTED: usize = 20;

pub fn command() -> Command {
    Command::new("restore")
        .about("Verifies a backup and puts it in the file's place; what stood there is kept beside it")
        .arg(input("backup").value_name("BACKUP").required(true).help("The backup"))
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("Replace a file that is there"))
        .arg(Arg::new("other").long("other").action(ArgAction::SetTrue).help(
            "It is another file, or an older copy: put it there although documents of the file that is there print \
             heads of the journal that it does not have",
        ))
        .arg(
            Arg::new("reason")
                .long("reason")
                .value_name("TEXT")
                .help("Why; the file tells it from then on, with what was replaced"),
        )
        .args(agreement::options())
}

pub fn run(given: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    let backup = given.get_one::<Source>("backup").map(Source::path).unwrap_or(Path::new(""));
    let target = database(given, world);
    if target.exists() && !given.get_flag("yes") {
        return Err(Failure::Refused(format!(
            "{} is there. Type --yes to put the backup in its place; it is copied beside it first",
            target.display(),
        )));
    }
    let ambient = world.ambient.clone();
    let told = |store: Store, replaced: &Replaced| {
        let mut context = Context::over(store, given, world)?;
        let author = context.author()?;
        let name = backup.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let agreed = agreement::typed(given, &context)?;
        let reason = given.get_one::<String>("reason").map(String::as_str);
        let asked = Asked { id: ambient.identity(), backup: &one_line(&name), reason, agreed };
        let proposal = restoring::told(context.view(), replaced, &author, &asked)?;
        context.commit(author, proposal).map(drop).map_err(|failure| match failure {
            Failure::Refused(why) => Failure::Refused(format!("{why}\n{HOW}")),
            other => other,
        })
    };
    match restore(backup, &target, given.get_flag("other"), (&GAVEL, &ambient), told)? {
        Ok(restored) => {
            world.say(&format!("The backup holds, and stands in {}.", target.display()))?;
            world.say(&format!("Head of the journal: {}", restored.head.link))?;
            for document in &restored.unknown {
                world.say(&format!(
                    "{document} of the file that stood there prints a head that this backup does not have: it is an \
                     older copy, or one of another file.",
                ))?;
            }
            if let Some((before, kept)) = restored.kept {
                let (sequence, now) = (before.sequence, restored.head.sequence);
                world.say(&format!(
                    "Before, it had {sequence} transactions, now {now}; that file is kept as {}.",
                    kept.display()
                ))?;
            }
            Ok(())
        }
        Err(Unfit::Lacks(documents)) => {
            let more = if documents.len() > LISTED {
                format!(", and {} more", documents.len() - LISTED)
            } else {
                String::new()
            };
            let named =
                documents.iter().take(LISTED).map(|one| one_line(one).into_owned()).collect::<Vec<_>>().join(", ");
            Err(Failure::Refused(format!(
                "The backup does not have the heads of the journal that documents of the file in its place print: \
                 {named}{more}. Nothing was changed. Where it is an older copy, or another file, type --other"
            )))
        }
        Err(Unfit::Faulty(report)) => {
            writeln!(
                world.err,
                "gavel: The backup does not hold, so nothing was changed: {} found.",
                report.faults.len()
            )?;
            for fault in report.faults.iter().take(LISTED) {
                writeln!(world.err, "  {}", one_line(&fault.to_string()))?;
            }
            if report.faults.len() > LISTED {
                writeln!(world.err, "  and {} more", report.faults.len() - LISTED)?;
            }
            Err(Failure::Told)
        }
    }
}
