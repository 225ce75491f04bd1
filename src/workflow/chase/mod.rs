//! Messages to those who answer for what is late or due: written here, sent by nobody here, and counted.

mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::deadline;
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::{Number, RecordId, Reference};
use crate::domain::obligation::{Obligation, ObligationField};
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::reminder::{self, ReminderField};
use crate::domain::review::{self, Review, ReviewField, State};
use crate::domain::spelling::counted;
use crate::domain::value::Value;
use crate::domain::visible::one_line;
use crate::store::{Act, Ambient, Error, Names, Proposal, View};

use crate::store::owed::Whose;
use crate::workflow::Trouble;
use crate::workflow::feature::Feature;
use crate::workflow::operation::{About, Ask, Operation, Said, Says};
use crate::workflow::reminders::{Reminders, times};
use crate::workflow::today::DAYS;
use crate::workflow::today::queue::Agenda;
use crate::workflow::today::source::until;

pub use sheet::MESSAGES;

/// Reminders of what is late.
pub static FEATURE: Feature = Feature { operations: &[&CHASE], readings: &[&MESSAGES], ..Feature::PLAIN };

/// The most days that are looked ahead.
const MOST_DAYS: u64 = 3660;

static WITHIN: Field = Field::new("days", "Days", "Due within so many days; 7 where it is not said", Kind::Number);

static ONLY: Field = Field::new("only", "Only", "Only what this person answers for", Kind::Person);

/// Those to whom messages were written; all of them where it is not said.
pub static WRITTEN_TO: Field =
    Field::new("written_to", "Written to", "To whom it was written", Kind::Links(Target::Register("person")));

/// Messages are written, and counted as reminders.
pub static CHASE: Operation = Operation {
    title: "Chase",
    help: "Writes one message to each owner of what is late or due, and counts the reminders",
    more: "Writes one message to each person who answers for something late or due: as text, or as files that a mail \
           program opens. Nothing is sent. Each message is recorded, so that the next one says how often it was said before.",
    asks: &[Ask::option(&WITHIN), Ask::option(&ONLY), Ask::worked_out(&WRITTEN_TO)],
    propose: |scene, said| {
        let Wanted { days, only } = Wanted::by(&said)?;
        let mut found = messages(scene.view, days, only)?.messages;
        if said.get(&WRITTEN_TO).is_some() {
            found.retain(|message| said.links(&WRITTEN_TO).contains(&message.person.id));
        }
        Ok(record(scene.view, &found, scene.ambient)?)
    },
    says: |_, outcome| {
        let count = outcome.changed.len();
        Ok(Says::instead([format!("{} counted as reminders", counted(count, "message is", "messages are"))]))
    },
    nothing: Some(|_| Ok("Nobody has anything late or due.".to_owned())),
    ..Operation::by_itself(&["chase"], About::Nothing)
};

/// What messages are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Due within so many days.
    pub days: u64,
    /// Only to this person.
    pub only: Option<RecordId>,
}

impl Wanted {
    /// Those that were asked for.
    ///
    /// # Errors
    /// [`Trouble::Input`] where the days are no number of days to look ahead.
    pub fn by(said: &Said) -> Result<Self, Trouble> {
        let days = match said.get(&WITHIN) {
            Some(Value::Number(days)) => u64::try_from(*days).ok().filter(|days| *days <= MOST_DAYS),
            _ => Some(DAYS),
        };
        let days = days.ok_or_else(|| Trouble::Input(format!("Look 0 to {MOST_DAYS} days ahead")))?;
        Ok(Self { days, only: said.link(&ONLY) })
    }
}

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
    /// The first few of these.
    pub unanswered: Vec<Reference>,
}

/// Who answers for a record: whom its register names, and for a meeting its secretary.
pub fn answers(record: &Record) -> Option<RecordId> {
    match Review::of(record) {
        Some(review) => review.secretary(),
        None => record.register.responsible().and_then(|field| record.link(record.register.position(field.name)?)),
    }
}

/// How many of those that nobody answers for are named.
const NAMED: usize = 5;

/// Records whose titles are looked up at once.
const PAGE: usize = 200;

/// What of a record says whose it is, when it is due, and since when reminders count.
fn read_of(register: &'static Register) -> Vec<&'static Field> {
    let done = (register == &crate::domain::obligation::REGISTER).then(|| ObligationField::LastDoneOn.field());
    let secretary = (register == &review::REGISTER).then(|| ReviewField::Secretary.field());
    register.responsible().into_iter().chain(register.deadline()).chain(done).chain(secretary).collect()
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
    let agenda = Agenda::of(view, today)?;
    let whose = only.map_or(Whose::Anybodys, Whose::Of);
    let spans = [agenda.late(whose), agenda.due(whose, until(today, days))];
    for (part, span) in spans.iter().enumerate() {
        let mut queue = agenda.queue(span).only(read_of);
        while let Some(record) = queue.take()? {
            let Some(owner) = answers(&record) else {
                chase.without_owner += 1;
                if chase.unanswered.len() < NAMED {
                    chase.unanswered.push(record.reference());
                }
                continue;
            };
            by_owner.entry(owner).or_default()[part].extend(Told::of(&record, &reminders));
        }
    }
    if let Some(person) = only {
        for record in meetings_of(view, person)? {
            let Some(told) = Told::of(&record, &reminders) else { continue };
            let part = match told.day {
                day if day < today => 0,
                day if day <= until(today, days) => 1,
                _ => continue,
            };
            let place = &mut by_owner.entry(person).or_default()[part];
            place.push(told);
            place.sort_by_key(|one| one.day);
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

/// The meetings still to be held of which somebody is the secretary.
fn meetings_of(view: View, person: RecordId) -> Result<Vec<Record>, Error> {
    let mut meetings = view.every(&review::REGISTER)?;
    let ahead = |record: &Record| Review(record).state().is_some_and(State::is_before);
    meetings.retain(|record| !record.voided && ahead(record) && answers(record) == Some(person));
    Ok(meetings)
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
    /// What is told of a record; nothing where it has no day.
    fn of(record: &Record, reminders: &Reminders) -> Option<Self> {
        let day = record.register.deadline().and_then(|field| record.date(record.register.position(field.name)?))?;
        let since = Obligation::of(record).and_then(Obligation::last_done_on);
        let reminded = reminders.since(record.id, since);
        Some(Self { id: record.id, register: record.register, number: record.number, day, reminded })
    }

    /// How its day lies: `3 d late`.
    fn lies(&self, today: NaiveDate) -> String {
        deadline::words(self.day.signed_duration_since(today).num_days())
    }

    fn line(&self, title: &str, today: NaiveDate) -> String {
        let again = match self.reminded {
            0 => String::new(),
            count => format!("; reminded {} before", times(count)),
        };
        let words = self.lies(today);
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
