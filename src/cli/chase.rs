//! `gavel chase`: writes to those who answer for what is late or due.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::person;
use crate::domain::visible::visible;
use crate::exchange::mail::eml;
use crate::store::output::{Folder, NewFile};
use crate::workflow::chase::{Message, messages, record};

use super::context::Context;
use super::failure::Failure;
use super::files::{folder, into_folder};

pub fn command() -> Command {
    Command::new("chase")
        .about("Writes one message to each owner of what is late or due, and counts the reminders")
        .long_about(
            "Writes one message to each person who answers for something late or due: as text, or as files that a mail\n\
             program opens. Nothing is sent. Each message is recorded, so that the next one says how often it was said before.",
        )
        .arg(
            Arg::new("days")
                .long("days")
                .value_name("N")
                .value_parser(clap::value_parser!(u64).range(0..=3660))
                .default_value("7")
                .help("Due within so many days"),
        )
        .arg(Arg::new("only").long("only").value_name("PERSON").help("Only what this person answers for"))
        .arg(
            folder("eml")
                .long("eml")
                .help("Writes a file for each message into a folder that is there"),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .conflicts_with("eml")
                .help("Shows the messages and counts nothing"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let into = into_folder(given, "eml")?;
    let days = given.get_one::<u64>("days").copied().unwrap_or(7);
    let only = match given.get_one::<String>("only") {
        Some(name) => Some(context.record(&person::REGISTER, name)?.id),
        None => None,
    };
    let chase = messages(context.view(), days, only)?;
    let organisation = context.view().single(&crate::domain::organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or(String::new(), |one| one.title().to_owned());
    let mut written = Vec::new();
    match into {
        Some(folder) => {
            let addressed = chase.messages.iter().filter(|message| !message.address().is_empty());
            addressed
                .map(|message| file(message, folder, &context))
                .try_for_each(|file| Ok::<_, Failure>(file?.check()?))?;
            for message in &chase.messages {
                if message.address().is_empty() {
                    let name = message.person.title();
                    context
                        .say(&format!("{name} has no address, and gets no message: gavel person edit … --address …"))?;
                } else {
                    let path = write(message, &organisation, folder, &context)?;
                    context.say(&format!("Wrote {path}: {}", message.subject()))?;
                    written.push(message.clone());
                }
            }
        }
        None => {
            for message in &chase.messages {
                let to = match message.address() {
                    "" => message.person.title().to_owned(),
                    address => format!("{} <{address}>", message.person.title()),
                };
                context.say(&format!("To: {to}\nSubject: {}\n", message.subject()))?;
                let view = context.store.view();
                let out = &mut *context.world.out;
                message.write(view, &organisation, |piece| Ok::<_, Failure>(write!(out, "{}", visible(piece))?))?;
                context.say("")?;
                written.push(message.clone());
            }
        }
    }
    if chase.without_owner > 0 {
        context.say(&format!("Nobody answers for {} more: gavel today", chase.without_owner))?;
    }
    if chase.messages.is_empty() {
        return context.say(&format!("Nobody has anything late, or due within {days} days."));
    }
    if given.get_flag("dry-run") || written.is_empty() {
        return Ok(());
    }
    let proposal = record(context.view(), &written, context.store.ambient())?;
    context.commit(author, proposal)?;
    let messages = if written.len() == 1 { "1 message is" } else { &format!("{} messages are", written.len()) };
    context.say(&format!("{messages} counted as reminders"))
}

/// The file for a message, under a name that tells whose it is and of which day.
fn file(message: &Message, folder: &Folder, context: &Context) -> Result<NewFile, Failure> {
    let today = context.view().circumstances()?.today();
    Ok(folder.file(&format!("{}-{today}.eml", message.person.reference())))
}

/// Writes a message into a folder.
fn write(message: &Message, organisation: &str, folder: &Folder, context: &Context) -> Result<String, Failure> {
    let circumstances = context.view().circumstances()?;
    let id = context.store.ambient().identity();
    let subject = format!("{organisation}: {}", message.subject());
    let to = (message.person.title(), message.address());
    let text = message.text(context.view(), organisation)?;
    let bytes = eml(to, &subject, &text, circumstances.now, &id.to_string())?;
    let file = file(message, folder, context)?;
    file.write(&bytes)?;
    Ok(file.path().display().to_string())
}
