//! Messages to those who answer for what is late or due: written here, sent by nobody here, and counted.

use std::collections::BTreeMap;

use crate::domain::identity::RecordId;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::reminder::{self, ReminderField};
use crate::domain::value::Value;
use crate::domain::visible::one_line;
use crate::store::{Act, Ambient, Error, Proposal, View};

use super::reminders::times;
use super::today::{Matter, running};

/// A message to one person.
#[derive(Debug, Clone)]
pub struct Message {
    pub person: Record,
    pub late: Vec<Matter>,
    pub due: Vec<Matter>,
}

/// The messages, and how many matters nobody answers for.
#[derive(Debug, Clone, Default)]
pub struct Chase {
    pub messages: Vec<Message>,
    pub without_owner: usize,
}

/// What each owner is to be told: all that is late, and what is due within some days.
///
/// # Errors
/// Where the file can't be read.
pub fn messages(view: View, days: u64, only: Option<RecordId>) -> Result<Chase, Error> {
    let found = running(view, days, only, None)?;
    let mut by_owner: BTreeMap<RecordId, (Vec<Matter>, Vec<Matter>)> = BTreeMap::new();
    let mut chase = Chase::default();
    for (late, matters) in [(true, found.late), (false, found.due)] {
        for matter in matters {
            let Some(owner) = matter.owner else {
                chase.without_owner += 1;
                continue;
            };
            let (overdue, due) = by_owner.entry(owner).or_default();
            if late { overdue.push(matter) } else { due.push(matter) }
        }
    }
    for (owner, (late, due)) in by_owner {
        if let Some(person) = view.record(owner)? {
            chase.messages.push(Message { person, late, due });
        }
    }
    chase.messages.sort_by_key(|message| message.person.number);
    Ok(chase)
}

impl Message {
    /// What it is about, in a line.
    pub fn subject(&self) -> String {
        match (self.late.len(), self.due.len()) {
            (0, due) => format!("{due} due soon"),
            (late, 0) => format!("{late} late"),
            (late, due) => format!("{late} late, {due} due soon"),
        }
    }

    /// The records that it speaks of.
    pub fn about(&self) -> Vec<RecordId> {
        let mut about: Vec<RecordId> = self.late.iter().chain(&self.due).map(|matter| matter.record.id).collect();
        about.sort_unstable();
        about.dedup();
        about
    }

    /// Where it would be sent; empty where no address is on record.
    pub fn address(&self) -> &str {
        Person(&self.person).address().trim()
    }

    /// The message in plain text.
    pub fn text(&self, organisation: &str) -> String {
        let mut text = format!("{},\n", one_line(self.person.title()));
        for (heading, matters) in [("Late", &self.late), ("Due soon", &self.due)] {
            if matters.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{heading}:\n"));
            for matter in matters {
                let day = matter.deadline.map_or(String::new(), |one| format!(": {} ({})", one.words(), one.day));
                let again = match matter.reminded {
                    0 => String::new(),
                    count => format!("; reminded {} before", times(count)),
                };
                let title = one_line(matter.record.title());
                text.push_str(&format!("- {} {title}{day}{again}\n", matter.record.reference()));
            }
        }
        text.push_str(&format!("\nFrom the AI management system of {organisation}\n"));
        text
    }
}

/// Records that the messages were written.
///
/// # Errors
/// Where the file can't be read.
pub fn record(view: View, messages: &[Message], ambient: &Ambient) -> Result<Proposal, Error> {
    let today = view.circumstances()?.today();
    let acts = messages.iter().map(|message| Act::Create {
        id: ambient.identity(),
        register: &reminder::REGISTER,
        fields: vec![
            (ReminderField::Subject.field(), Value::Text(message.subject())),
            (ReminderField::Person.field(), Value::Link(message.person.id)),
            (ReminderField::About.field(), Value::Links(message.about())),
            (ReminderField::WrittenOn.field(), Value::Date(today)),
        ],
    });
    Ok(Proposal::of(acts.collect::<Vec<_>>()))
}
