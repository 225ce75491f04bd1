//! Messages to those who answer for what is late or due: written here, sent by nobody here, and counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::deadline;
use crate::domain::field::Field;
use crate::domain::identity::{Number, RecordId};
use crate::domain::obligation::{Obligation, ObligationField};
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::reminder::{self, ReminderField};
use crate::domain::value::Value;
use crate::domain::visible::one_line;
use crate::store::{Act, Ambient, Error, Names, Proposal, View};

use super::reminders::{Reminders, times};
use super::today::queue::{Queue, Queued};
use super::today::until;

/// Something that a message speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    pub id: RecordId,
    register: &'static Register,
    number: Number,
    day: NaiveDate,
    /// How often it was said before.
    reminded: usize,
}

/// A message to one person.
#[derive(Debug, Clone)]
pub struct Message {
    pub person: Record,
    /// The longest overdue first.
    pub late: Vec<Told>,
    /// The next first.
    pub due: Vec<Told>,
    today: NaiveDate,
}

/// The messages, and how many matters nobody answers for.
#[derive(Debug, Clone, Default)]
pub struct Chase {
    pub messages: Vec<Message>,
    pub without_owner: usize,
}

/// Records whose titles are looked up at once.
const PAGE: usize = 200;

/// What of a record says whose it is, when it is due, and since when reminders count.
fn read_of(register: &'static Register) -> Vec<&'static Field> {
    let done = (register == &crate::domain::obligation::REGISTER).then(|| ObligationField::LastDoneOn.field());
    register.field("owner").into_iter().chain(done).collect()
}

/// What each owner is to be told: all that is late, and what is due within some days.
///
/// # Errors
/// Where the file can't be read.
pub fn messages(view: View, days: u64, only: Option<RecordId>) -> Result<Chase, Error> {
    let today = view.circumstances()?.today();
    let reminders = Reminders::of(view)?;
    let mut by_owner: BTreeMap<RecordId, [Vec<Told>; 2]> = BTreeMap::new();
    let mut chase = Chase::default();
    let queues = [Queue::late(view, today, only), Queue::due(view, today, until(today, days), only)];
    for (part, queue) in queues.into_iter().enumerate() {
        let mut queue = queue.only(read_of);
        while let Some(Queued { record, .. }) = queue.take()? {
            let Some(owner) = record.register.position("owner").and_then(|place| record.link(place)) else {
                chase.without_owner += 1;
                continue;
            };
            let day = record.register.deadline().and_then(|field| record.register.position(field.name));
            let Some(day) = day.and_then(|place| record.date(place)) else { continue };
            let since = Obligation::of(&record).and_then(Obligation::last_done_on);
            let reminded = reminders.since(record.id, since);
            let told = Told { id: record.id, register: record.register, number: record.number, day, reminded };
            by_owner.entry(owner).or_default()[part].push(told);
        }
    }
    for (owner, [late, due]) in by_owner {
        if let Some(person) = view.record(owner)? {
            chase.messages.push(Message { person, late, due, today });
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
        let mut about: Vec<RecordId> = self.late.iter().chain(&self.due).map(|told| told.id).collect();
        about.sort_unstable();
        about.dedup();
        about
    }

    /// Where it would be sent; empty where no address is on record.
    pub fn address(&self) -> &str {
        Person(&self.person).address().trim()
    }

    /// The message in plain text, handed over piece by piece.
    ///
    /// # Errors
    /// Where the file can't be read, and what `take` fails with.
    pub fn write<E: From<Error>>(
        &self,
        view: View,
        organisation: &str,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        take(&format!("{},\n", one_line(self.person.title())))?;
        for (heading, matters) in [("Late", &self.late), ("Due soon", &self.due)] {
            if matters.is_empty() {
                continue;
            }
            take(&format!("\n{heading}:\n"))?;
            for page in matters.chunks(PAGE) {
                let mut names = Names::default();
                view.learn(&mut names, page.iter().map(|told| told.id))?;
                let lines: String = page.iter().map(|told| told.line(names.title(told.id), self.today)).collect();
                take(&lines)?;
            }
        }
        take(&format!("\nFrom the AI management system of {organisation}\n"))
    }

    /// The message in plain text.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn text(&self, view: View, organisation: &str) -> Result<String, Error> {
        let mut text = String::new();
        self.write(view, organisation, |piece| {
            text.push_str(piece);
            Ok::<_, Error>(())
        })?;
        Ok(text)
    }
}

impl Told {
    fn line(&self, title: &str, today: NaiveDate) -> String {
        let again = match self.reminded {
            0 => String::new(),
            count => format!("; reminded {} before", times(count)),
        };
        let words = deadline::words(self.day.signed_duration_since(today).num_days());
        format!("- {} {}: {words} ({}){again}\n", self.register.reference(self.number), one_line(title), self.day)
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
