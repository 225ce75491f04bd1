//! `gavel chase`: the messages to those who answer for what is late or due, shown or written as files, before they are counted.
//! It writes the letters themselves, into files or to the terminal; who is written to about what is a sheet.

use clap::{Arg, ArgAction, ArgMatches};

use crate::domain::spelling::some_of;
use crate::domain::value::Value;
use crate::domain::visible::visible;
use crate::report::mail::eml;
use crate::store::output::{Folder, NewFile};
use crate::workflow::chase::{Message, WRITTEN_TO, Wanted, messages};
use crate::workflow::operation::{Given, Said};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{folder, into_folder};

/// Where the messages go.
pub fn options() -> [Arg; 2] {
    [
        folder("eml").long("eml").help("Writes a file for each message into a folder that is there"),
        Arg::new("dry-run")
            .long("dry-run")
            .action(ArgAction::SetTrue)
            .conflicts_with("eml")
            .help("Shows the messages and counts nothing"),
    ]
}

/// Writes the messages; says to whom there are some, so that they are counted.
pub fn write(given: &ArgMatches, context: &mut Context, said: &[Given]) -> Result<Option<Vec<Given>>, Failure> {
    let into = into_folder(given, "eml")?;
    let Wanted { days, only } = Wanted::by(&Said::of(said.to_vec()))?;
    let chase = messages(context.view(), days, only)?;
    let organisation = context.view().single(&crate::domain::organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or(String::new(), |one| one.title().to_owned());
    let mut written = Vec::new();
    match into {
        Some(folder) => {
            let addressed = chase.messages.iter().filter(|message| !message.address().is_empty());
            addressed
                .map(|message| file(message, folder, context))
                .try_for_each(|file| Ok::<_, Failure>(file?.check()?))?;
            for message in chase.messages.iter().filter(|message| !message.address().is_empty()) {
                let path = write_file(message, &organisation, folder, context)?;
                context.say(&format!("Wrote {path}: {}", message.subject()))?;
                written.push(message.person.id);
            }
            let without: Vec<_> = chase.messages.iter().filter(|message| message.address().is_empty()).collect();
            if let Some(first) = without.first() {
                let whose = match without.len() {
                    1 => format!("{} has no address, and gets no message", first.person.title()),
                    several => {
                        let names = without.iter().map(|message| message.person.title().to_owned());
                        format!("{several} people have no address, and get no message ({})", some_of(names, NAMED))
                    }
                };
                context.say(&format!("{whose}: gavel person edit {} --address …", first.person.reference()))?;
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
                written.push(message.person.id);
            }
        }
    }
    if chase.without_owner > 0 {
        context.say(&format!("Nobody answers for {} more: gavel today", chase.without_owner))?;
    }
    if chase.messages.is_empty() {
        context.say(&format!("Nobody has anything late, or due within {days} days."))?;
    }
    if given.get_flag("dry-run") || written.is_empty() {
        return Ok(None);
    }
    Ok(Some(vec![(&WRITTEN_TO, Some(Value::Links(written)))]))
}

/// How many people without an address are named.
const NAMED: usize = 5;

/// The file for a message, under a name that tells whose it is and of which day.
fn file(message: &Message, folder: &Folder, context: &Context) -> Result<NewFile, Failure> {
    let today = context.view().circumstances()?.today();
    Ok(folder.file(&format!("{}-{today}.eml", message.person.reference())))
}

/// Writes a message into a folder.
fn write_file(message: &Message, organisation: &str, folder: &Folder, context: &Context) -> Result<String, Failure> {
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
