//! `gavel erase`: removes a personal value or a file's bytes for good.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Kind, Target};
use crate::domain::transaction::What;
use crate::store::{Act, Error, Proposal};
use crate::workflow::{Trouble, entry};

use super::context::Context;
use super::failure::Failure;
use super::former;

pub fn command() -> Command {
    Command::new("erase")
        .about("Removes a personal value or a file's bytes from the whole file, for good")
        .long_about(
            "Removes a personal value or a file's bytes from the whole file, for good: earlier values too, and the traces \
             in free pages, the search index and the write-ahead log. The journal keeps the proof that something was \
             there, who removed it, why and with whose approval: somebody else's, where somebody else takes part, unless \
             the law demands it. Sealed documents stay whole; those that hold the value are listed with their lines. \
             Copies made before, such as backups and evidence that was written out, are not touched.",
        )
        .arg(Arg::new("register").value_name("REGISTER").required_unless_present("finish").help("Such as person"))
        .arg(Arg::new("record").value_name("ID").required_unless_present("finish").help("Such as P-3"))
        .arg(Arg::new("field").value_name("FIELD").required_unless_present("finish").help("Such as address"))
        .arg(Arg::new("reason").long("reason").value_name("TEXT").required_unless_present("finish").help("Why; do not repeat the value"))
        .arg(
            Arg::new("legal-ground")
                .long("legal-ground")
                .value_name("TEXT")
                .help("The law that demands it, such as GDPR 17(1)(b); then one's own approval is marked and not refused"),
        )
        .arg(
            Arg::new("finish")
                .long("finish")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["register", "record", "field", "reason", "approved-by", "legal-ground"])
                .help("Remove what an earlier erasure left in free space, because others had the file open"),
        )
        .arg(Arg::new("approved-by").long("approved-by").value_name("PERSON").required_unless_present("finish").help("Who approved it"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    if given.get_flag("finish") {
        scrub(&context)?;
        return context.say("Nothing erased is left in the file's free space.");
    }
    let text = |name: &str| given.get_one::<String>(name).map(String::as_str).unwrap_or_default();
    let register = CATALOGUE
        .called(&text("register").replace('-', "_"))
        .ok_or_else(|| Trouble::input(format!("There is no register “{}”; gavel help lists them", text("register"))))?;
    let record = context.record(register, text("record"))?;
    let field = entry::field(register, text("field"))?;
    former::tell(entry::former(register, text("field")).into_iter().collect(), &mut *context.world.err)?;
    let approved_by = context.reader()?.record(Target::Register("person"), text("approved-by"))?.id;
    let author = context.author()?;
    let legal_ground = given.get_one::<String>("legal-ground").cloned();
    let act = Act::Erase { record: record.id, field, approved_by, legal_ground };
    let proposal = Proposal::of([act]).because(Some(text("reason")));
    let outcome = context.commit(author, proposal)?;
    context.say(&format!(
        "{} of {} is erased, as transaction {}.",
        field.label,
        record.reference(),
        outcome.head.sequence
    ))?;
    for change in context.view().changes(outcome.head.sequence)? {
        if let What::Erase { self_approved: true, .. } = change.what {
            context.say("Nobody else approved it; the journal marks it as self-approved.")?;
        }
    }
    if field.kind == Kind::File {
        context.say(
            "Copies that were written out, and backups made before, are beyond this file: see to them yourself.",
        )?;
    }
    for remains in outcome.erased.iter().flat_map(|erased| &erased.remains) {
        context.say(&format!("A sealed document still holds it: {remains}"))?;
    }
    scrub(&context)?;
    match outcome.erased.iter().find_map(|erased| erased.drafts.as_ref()) {
        Some(why) => Err(Failure::Refused(format!(
            "Drafts beside the file may still hold it: {why}. Close the screens everywhere, and delete what is named"
        ))),
        None => Ok(()),
    }
}

fn scrub(context: &Context) -> Result<(), Failure> {
    match context.store.scrub() {
        Err(Error::DiskFull) => Err(Failure::Refused(
            "The disk is full, so traces are still in the file's free space. When there is room as large as the file, \
             type: gavel erase --finish"
                .to_owned(),
        )),
        Err(Error::Busy) => Err(Failure::Refused(
            "Others have the file open, so traces are still in its free space. When they have closed it, type: \
             gavel erase --finish"
                .to_owned(),
        )),
        other => Ok(other?),
    }
}
