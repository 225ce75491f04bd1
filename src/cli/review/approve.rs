//! `gavel review approve`: records an approval of the minutes; the one that completes them seals them.

use clap::{Arg, ArgMatches, Command};

use crate::domain::approval::{ApprovalField, Role};
use crate::domain::attestation::Confirmation;
use crate::domain::minutes::Minutes;
use crate::domain::review::REGISTER;
use crate::domain::value::Value;
use crate::report::printer::PRINTER;
use crate::store::{Ambient, View};
use crate::workflow::review::Proceedings;
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::minutes::Given;
use crate::workflow::review::papers;
use crate::workflow::said::Recorded;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
use super::{documents, id, person, proceedings};

pub fn command() -> Command {
    let choice =
        |name: &'static str, keys: Vec<&'static str>| Arg::new(name).long(name).value_name("CHOICE").value_parser(keys);
    Command::new("approve")
        .about("Records an approval of the minutes; the one that completes them seals them in the same act")
        .arg(id())
        .arg(
            choice("for", Role::ALL.iter().map(|one| one.key()).collect())
                .required(true)
                .help("As what they are approved"),
        )
        .arg(
            Arg::new("by")
                .long("by")
                .value_name("PERSON")
                .help("Who approves [default: the chair or secretary of the review]"),
        )
        .arg(
            choice("how", Confirmation::ALL.iter().map(|one| one.key()).collect())
                .required(true)
                .help("How the approval was given"),
        )
        .arg(fields::option(ApprovalField::ApprovedOn.field()))
        .arg(Arg::new("in").long("in").value_name("REVIEW").help("The next review, where that approves"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let proceedings = proceedings(given, &context)?;
    let said = |name: &str| given.get_one::<String>(name).map_or("", String::as_str);
    let (Some(role), Some(how)) = (Role::of_key(said("for")), Confirmation::of_key(said("how"))) else {
        return Err(Failure::Usage("Say for whom and how the minutes are approved".to_owned()));
    };
    let by_role = match role {
        Role::Chair => proceedings.review().chair(),
        Role::Secretary => proceedings.review().secretary(),
        Role::NextReview => None,
    };
    let who = match given.get_one::<String>("by") {
        Some(name) => Some(person(&context, name)?),
        None => by_role,
    };
    let in_review = match given.get_one::<String>("in") {
        Some(name) => Some(context.record(&REGISTER, name)?.id),
        None => None,
    };
    let field = ApprovalField::ApprovedOn.field();
    let on = match fields::typed(given, field) {
        Some(text) => context.reader()?.value(field, &text)?,
        None => None,
    };
    let today = context.view().circumstances()?.today();
    let on = if let Some(Value::Date(day)) = on { day } else { today };
    let approval = Given { role, person: who, on, how, in_review };
    let recorded = Recorded::now(context.view(), &author)?;
    let write = |view: View, ambient: &Ambient| {
        papers::approve(view, proceedings.id(), &approval, &recorded, &PRINTER, ambient)
    };
    let outcome = context.commit_written(&author, write)?;
    context.tell(&outcome)?;
    let Some(now) = Proceedings::of(context.view(), proceedings.id())? else { return Ok(()) };
    let sealed = now.minutes.iter().find(|one| Minutes(one).sealed() == Some(true));
    match sealed {
        Some(record) => {
            context.say(&format!("The minutes of {} are sealed. SHA-256:", now.meeting.review.reference()))?;
            let kept = kept_documents(context.view(), record)?;
            documents::tell_hashes(&kept, &mut context)?;
            context.say(&format!("Write them out: gavel review seal {} --to FOLDER", now.meeting.review.reference()))
        }
        None => context.say("One more approval is asked for before they are sealed"),
    }
}
