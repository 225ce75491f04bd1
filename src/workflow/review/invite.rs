//! The invitation to a meeting: an entry for calendars, and a message to each who is called to it. Nothing is sent here;
//! what was written out for whom is put on record.

use chrono::NaiveTime;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::dispatch::{self, DispatchField, Type};
use crate::domain::house::said::Words;
use crate::domain::identity::{RecordId, Reference, Sequence};
use crate::domain::person::Person;
use crate::domain::record::{Record, Version};
use crate::domain::review::{Review, State};
use crate::domain::value::{Instant, Value};
use crate::store::view::named;
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::calendar::{Calendar, Entry, Method, Part, Party, When, is_address};
use crate::workflow::pack::item_title;

use super::Proceedings;
use super::kept::kept_documents;
use super::minutes::{recipients, sha256};
use super::papers::{Printer, Sheets, read};

/// How long a meeting is whose agenda allots no time.
const USUAL_MINUTES: i64 = 60;

/// An invitation, or the word that the meeting is not held.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub calendar: Calendar,
    /// For each who has an address: who, and what they are told.
    pub letters: Vec<Letter>,
    /// Who is called and has none.
    pub without: Vec<Record>,
    /// The version of the pack that goes with it.
    pub pack: Option<Record>,
    pub kind: Type,
    /// Which it is of all that was written out about this meeting, from 1.
    pub number: usize,
}

/// A message to one person.
#[derive(Debug, Clone)]
pub struct Letter {
    pub person: RecordId,
    pub reference: Reference,
    pub name: String,
    pub address: String,
    pub subject: String,
    pub text: String,
}

/// What goes with a message.
#[derive(Debug, Clone)]
pub struct Attachment {
    pub name: String,
    /// What it is, as mail programs call it: `text/calendar`.
    pub media: &'static str,
    /// What a calendar is to do with it, where it is one.
    pub method: Option<&'static str>,
    pub bytes: Vec<u8>,
}

/// Why there is nothing to be written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Not {
    /// It has no day.
    NoDay,
    /// It is not called yet, or was put off and has no new day.
    NotCalled,
    /// It has begun, or is over.
    Begun,
    /// Nobody who is called has an address.
    NobodyHasAnAddress,
    /// Nobody was ever invited, so that nothing is to be taken back.
    NobodyInvited,
}

/// The invitation as the records stand; of a meeting that was cancelled, the word of it to those who were invited.
///
/// # Errors
/// Where the file can't be read.
pub fn invitation(view: View, proceedings: &Proceedings) -> Result<Result<Invitation, Not>, Error> {
    let review = proceedings.review();
    let before = written(view, proceedings.id())?;
    let kind = match proceedings.state() {
        State::Planned | State::Postponed => return Ok(Err(Not::NotCalled)),
        State::Called | State::Circulated => Type::Invitation,
        State::Cancelled if before.is_empty() => return Ok(Err(Not::NobodyInvited)),
        State::Cancelled => Type::Cancellation,
        _ => return Ok(Err(Not::Begun)),
    };
    let Some(date) = review.date() else { return Ok(Err(Not::NoDay)) };
    let minutes: i64 =
        proceedings.items.iter().filter_map(|one| AgendaItem(one).allotted()).map(|one| one.minutes).sum();
    let minutes = if minutes == 0 { USUAL_MINUTES } else { minutes };
    let when = review.begins().map_or(When::Day(date), |time| When::From(date.and_time(time), minutes));
    let mut parties = Vec::new();
    let mut without = Vec::new();
    for id in recipients(proceedings) {
        let Some(person) = view.record(id)? else { continue };
        let address = Person(&person).address().trim().to_owned();
        if is_address(&address) {
            let part = match id {
                id if review.chair() == Some(id) => Part::Chair,
                id if review.members().contains(&id) => Part::Votes,
                _ => Part::Guest,
            };
            parties.push((Party { id, name: person.title().to_owned(), address, part }, person));
        } else {
            without.push(person);
        }
    }
    if parties.is_empty() {
        return Ok(Err(Not::NobodyHasAnAddress));
    }
    let by = parties.iter().map(|(party, _)| party).find(|party| review.secretary() == Some(party.id)).cloned();
    let method = match (kind, &by) {
        (Type::Cancellation, _) => Method::Cancel,
        // Whoever is asked answers somebody.
        (_, Some(_)) => Method::Request,
        (_, None) => Method::Publish,
    };
    let words = proceedings.words();
    let (sequence, changed) = changes(view, proceedings)?;
    let entry = Entry {
        id: proceedings.id(),
        sequence,
        changed,
        when,
        title: named(&proceedings.meeting.review),
        words: agenda(proceedings, &words),
        place: review.place().to_owned(),
        cancelled: kind == Type::Cancellation,
        by,
        asked: parties.iter().map(|(party, _)| party.clone()).collect(),
    };
    let zone = view.circumstances()?.zone.clone();
    let pack = proceedings.last_pack().filter(|_| kind == Type::Invitation).cloned();
    let with_pack = pack.is_some();
    let letters = parties.into_iter().map(|(_, person)| letter(proceedings, &words, kind, &person, with_pack));
    let letters = letters.collect();
    let calendar = Calendar { method, zone, entries: vec![entry] };
    Ok(Ok(Invitation { calendar, letters, without, pack, kind, number: before.len() + 1 }))
}

/// What was written out about a meeting before.
fn written(view: View, review: RecordId) -> Result<Vec<Record>, Error> {
    let mut all = view.every(&dispatch::REGISTER)?;
    all.retain(|one| dispatch::Dispatch(one).review() == Some(review));
    Ok(all)
}

/// The agenda in words, one item a line.
fn agenda(proceedings: &Proceedings, words: &Words) -> String {
    let item = |record: &Record| {
        let item = AgendaItem(record);
        let time = item.allotted().map_or(String::new(), |time| format!(", {time}"));
        let presenter = match proceedings.person(item.presenter()) {
            "" => String::new(),
            name => format!(", {name}"),
        };
        format!("{} {}{time}{presenter}", item.place().unwrap_or_default(), item_title(words, record))
    };
    proceedings.items.iter().map(item).collect::<Vec<_>>().join("\n")
}

/// What of a meeting a calendar holds.
type Held = (Option<chrono::NaiveDate>, Option<NaiveTime>, String, bool);

fn held(record: &Record) -> Held {
    let review = Review(record);
    (review.date(), review.begins(), review.place().to_owned(), review.state() == Some(State::Cancelled))
}

/// How often day, time, place or length were changed since the call, and when last.
fn changes(view: View, proceedings: &Proceedings) -> Result<(usize, Instant), Error> {
    let versions = view.versions(proceedings.id())?;
    let is_called = |version: &&Version| Review(&version.record).state() == Some(State::Called);
    let Some(called) = versions.iter().find(is_called).map(|version| version.sequence) else {
        return Ok((0, Instant::default()));
    };
    let mut at: Vec<Sequence> = vec![called];
    let mut before: Option<Held> = None;
    for version in versions.iter() {
        let now = held(&version.record);
        if version.sequence > called && before.as_ref().is_some_and(|before| *before != now) {
            at.push(version.sequence);
        }
        before = Some(now);
    }
    for item in &proceedings.items {
        let mut before = None;
        for version in view.versions(item.id)?.iter() {
            let now = AgendaItem(&version.record).allotted();
            if version.sequence > called && before != Some(now) {
                at.push(version.sequence);
            }
            before = Some(now);
        }
    }
    at.sort_unstable();
    at.dedup();
    let last = at.last().copied().unwrap_or(called);
    let changed = view.entry(last)?.map_or_else(Instant::default, |entry| entry.header.at);
    Ok((at.len() - 1, changed))
}

fn letter(proceedings: &Proceedings, words: &Words, kind: Type, person: &Record, with_pack: bool) -> Letter {
    let review = proceedings.review();
    let (title, on) = (review.title(), review.called_for_in(words));
    let place = if review.place().is_empty() { String::new() } else { words.place_line(review.place()) };
    let (subject, text) = match kind {
        Type::Cancellation => (words.cancelled(title, &on), words.called_off(title, &on)),
        Type::Invitation => {
            let agenda = words.agenda_items(proceedings.items.len(), agenda(proceedings, words));
            let pack = if with_pack { words.pack_attached() } else { "" };
            (words.invitation(title, &on), words.invited(title, &on, place, agenda, pack))
        }
    };
    let organisation = proceedings.meeting.organisation.title();
    let text = words.letter(person.title(), text, proceedings.person(review.secretary()), organisation);
    let (name, address) = (person.title().to_owned(), Person(person).address().trim().to_owned());
    Letter { person: person.id, reference: person.reference(), name, address, subject, text }
}

/// Writes an invitation out and puts that on record.
///
/// # Errors
/// Where the file can't be read, or the pack is too large for a message. The proposal is [`Error::Stale`] where others commit
/// before it: the hash on record is that of the entry that goes out.
pub fn write_out(
    view: View,
    review: RecordId,
    printer: &Printer,
    ambient: &Ambient,
) -> Result<Result<Proposal, Not>, Trouble> {
    let (head, proceedings) = read(view, review)?;
    let invitation = match invitation(view, &proceedings)? {
        Ok(invitation) => invitation,
        Err(not) => return Ok(Err(not)),
    };
    let calendar = (printer.calendar)(&invitation.calendar).into_bytes();
    let act = on_record(view, &proceedings, &invitation, &calendar, ambient)?;
    let files = files(view, &proceedings, &invitation, calendar, printer)?;
    Ok(Ok(Proposal::of([act]).beside(files).following(head)))
}

/// That an invitation was written out, for whom, and with which entry for calendars.
fn on_record(
    view: View,
    proceedings: &Proceedings,
    invitation: &Invitation,
    calendar: &[u8],
    ambient: &Ambient,
) -> Result<Act, Error> {
    let reference = proceedings.meeting.review.reference();
    let mut people: Vec<RecordId> = invitation.letters.iter().map(|letter| letter.person).collect();
    people.sort_unstable();
    let joins = if invitation.kind == Type::Cancellation { "of" } else { "to" };
    let title = format!("{} {joins} {reference}, {}", invitation.kind.label(), proceedings.review().called_for());
    let mut fields = vec![
        (DispatchField::Title.field(), Value::Text(title)),
        (DispatchField::Review.field(), Value::Link(proceedings.id())),
        (DispatchField::Type.field(), Value::Choice(invitation.kind.key())),
        (DispatchField::WrittenOn.field(), Value::Date(view.circumstances()?.today())),
        (DispatchField::Sha256.field(), Value::Text(sha256(calendar).to_string())),
    ];
    if !people.is_empty() {
        fields.push((DispatchField::Recipients.field(), Value::Links(people)));
    }
    fields.extend(invitation.pack.as_ref().map(|pack| (DispatchField::Pack.field(), Value::Link(pack.id))));
    Ok(Act::Create { id: ambient.identity(), register: &dispatch::REGISTER, fields })
}

/// The most bytes of what goes with a message: more goes through few mail servers.
const MOST: usize = 20_000_000;

/// The files of an invitation, each with its name: the entry for calendars, and a message to each.
fn files(
    view: View,
    proceedings: &Proceedings,
    invitation: &Invitation,
    calendar: Vec<u8>,
    printer: &Printer,
) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let Some(entry) = invitation.calendar.entries.first() else { return Ok(Vec::new()) };
    let reference = proceedings.meeting.review.reference();
    let stem = format!("{reference}-{}-{}", invitation.kind.key(), invitation.number);
    let mut attached = attached(view, invitation, printer)?;
    attached.push(Attachment {
        name: format!("{reference}.ics"),
        media: "text/calendar",
        method: Some(invitation.calendar.method.key()),
        bytes: calendar.clone(),
    });
    let size: usize = attached.iter().map(|one| one.bytes.len()).sum();
    if size > MOST {
        let (size, most) = (size / 1_000_000, MOST / 1_000_000);
        return Err(Trouble::Input(format!(
            "The pack is {size} MB, and more than {most} MB go through few mail servers: send it another way"
        )));
    }
    let written_at = view.circumstances()?.now;
    let mut files = vec![(format!("{stem}.ics"), calendar)];
    for letter in &invitation.letters {
        let id = format!("{}.{}.{}", entry.id, letter.person, invitation.number);
        let bytes = (printer.draft)(letter, written_at, &id, &attached)
            .map_err(|error| Trouble::Input(format!("The message to {} can't be written: {error}", letter.name)))?;
        files.push((format!("{stem}-{}.eml", letter.reference), bytes));
    }
    Ok(files)
}

/// The pack that goes with it.
fn attached(view: View, invitation: &Invitation, printer: &Printer) -> Result<Vec<Attachment>, Error> {
    let Some(pack) = &invitation.pack else { return Ok(Vec::new()) };
    let kept = kept_documents(view, pack)?;
    // The pages to be read, in which what programs read of it is attached.
    let pages = (printer.copies)(pack, &kept, Sheets::Pdf).into_iter().map(|(name, bytes)| Attachment {
        name,
        media: "application/pdf",
        method: None,
        bytes,
    });
    Ok(pages.collect())
}
