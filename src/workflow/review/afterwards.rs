//! What was put on record of a meeting, or changed of it, once it was over: who was there, which interests were declared,
//! what was noted, who undertook what, what it concluded with. The minutes name each such change and who made it, and what was
//! taken back or said otherwise while it went on; what is said of items and judged of the system stands beside those.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField};
use crate::domain::attendance::{self, Attendance};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::{self, Interest};
use crate::domain::name::FieldName;
use crate::domain::note::{self, Note, NoteField};
use crate::domain::record::{Record, Version};
use crate::domain::register::Register;
use crate::domain::respelled;
use crate::domain::review::{self, Review, State};
use crate::domain::transaction::{Change, FieldChange, Way, What};
use crate::domain::value::Value;
use crate::domain::visible::one_line;
use crate::fields;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};
use crate::workflow::account;
use crate::workflow::said::Recorded;

use super::Proceedings;

/// What is told of besides the review itself.
const TOLD: [&Register; 5] =
    [&attendance::REGISTER, &interest::REGISTER, &note::REGISTER, &action::REGISTER, &agenda_item::REGISTER];

/// Where in the journal the meeting was over; none while it is not.
///
/// # Errors
/// Where the file can't be read.
pub fn end(view: View, proceedings: &Proceedings) -> Result<Option<Sequence>, Error> {
    Ok(if proceedings.state().is_over() { first(view, proceedings.id(), State::is_over)? } else { None })
}

/// Where in the journal a review first stood so.
pub(super) fn first(view: View, review: RecordId, stands: fn(State) -> bool) -> Result<Option<Sequence>, Error> {
    let versions = view.versions(review)?;
    let found = versions.iter().find(|version| Review(&version.record).state().is_some_and(stands));
    Ok(found.map(|version| version.sequence))
}

/// Each change between the end of the meeting and the approval of its minutes, in a sentence, the first first:
/// `AT-3: how Present, was Absent, by Ben Okafor.`
///
/// # Errors
/// Where the file can't be read.
pub fn changes(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let Some(end) = end(view, proceedings)? else { return Ok(Vec::new()) };
    // From then on nothing of it is changed.
    let sealed = first(view, proceedings.id(), |state| state == State::Sealed)?;
    between(view, proceedings, (end, sealed), says_something)
}

/// Each thing that the meeting agreed to, or had on its agenda, and that was taken back or said otherwise from the day on which the
/// agenda was sent out until it was over.
///
/// # Errors
/// Where the file can't be read.
fn meanwhile(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let sent = |state: State| state == State::Circulated || state.is_running();
    let Some(sent) = first(view, proceedings.id(), sent)? else { return Ok(Vec::new()) };
    between(view, proceedings, (sent, end(view, proceedings)?), is_said_otherwise)
}

/// What was changed of a meeting between two places of the journal, as far as it is meant.
fn between(
    view: View,
    proceedings: &Proceedings,
    (after, until): (Sequence, Option<Sequence>),
    is_meant: fn(&Change) -> bool,
) -> Result<Vec<String>, Error> {
    let words = proceedings.words();
    let mut told = Vec::new();
    for tally in view.tallies(after, until)? {
        let changes = match tally.made {
            Some(register) if TOLD.contains(&register) => {
                let made = view.made(tally.sequence, register)?;
                let first =
                    made.into_iter().map(|id| Ok(view.history(id)?.into_iter().next().map(|(_, change)| change)));
                first.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect()
            }
            Some(_) => Vec::new(),
            None => view.amendments(tally.sequence)?,
        };
        for change in changes.iter().filter(|change| is_meant(change)) {
            if !belongs(view, proceedings.id(), change, tally.sequence)? {
                continue;
            }
            let Some(entry) = view.entry(tally.sequence)? else { continue };
            let by = Recorded::then(view, &entry.header)?.told(view, &words)?;
            let what = account::tell(view, change)?;
            let whose = match change.register == &attendance::REGISTER {
                true => view.record(change.record)?.and_then(|row| Attendance(&row).person()),
                false => None,
            };
            let whose =
                whose.map(|id| view.name_of(id)).transpose()?.map_or(String::new(), |name| format!(" ({name})"));
            let what = format!("{}{whose}", what.trim_end_matches('.'));
            let because = entry.header.reason.unwrap_or_default();
            told.push(match because.trim().trim_end_matches('.') {
                "" => words.changed_by(what, by),
                because => words.changed_by_because(what, by, because),
            });
        }
    }
    Ok(told)
}

/// The notes of a meeting that are not there any more, each with its words, who took it away and why: `A note was removed:
/// “The major case is to come back”, by Ben Okafor, because: typed twice.` Of one that whoever wrote it has printed nowhere
/// since, the words are not told. Those that another hand worded otherwise follow, with what they said, and what else the
/// meeting had agreed to or on its agenda and took back or worded otherwise while it went on.
///
/// # Errors
/// Where the file can't be read.
pub fn removed(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let of = Filter::to(NoteField::Review.field(), proceedings.id());
    let hidden = view.page(&Query { voided: Voided::Only, ..Query::those(&note::REGISTER, [of]) })?.records;
    let unprinted = proceedings.notes.iter().filter(|one| !Note(one).is_printed()).cloned();
    let words = proceedings.words();
    let mut told = Vec::new();
    for record in hidden.into_iter().chain(unprinted) {
        let versions = view.versions(record.id)?;
        let printed = |version: &&Version| !version.record.voided && Note(&version.record).is_printed();
        let Some(last) = versions.iter().rfind(printed) else { continue };
        let Some(gone) = versions.iter().find(|version| version.sequence > last.sequence) else { continue };
        let Some(entry) = view.entry(gone.sequence)? else { continue };
        let by = Recorded::then(view, &entry.header)?.told(view, &words)?;
        let because = entry.header.reason.unwrap_or_default();
        let because = because.trim().trim_end_matches('.');
        let (note, reference) = (Note(&record), record.reference());
        let removed = record.voided && gone.record.voided && note.is_printed();
        let mut said = match (removed, because.is_empty()) {
            (true, true) => words.note_removed(one_line(note.text()), by),
            (true, false) => words.note_removed_because(one_line(note.text()), by, because),
            (false, true) => words.note_unprinted(reference, by),
            (false, false) => words.note_unprinted_because(reference, by, because),
        };
        let of_another =
            gone.author.is_none() || versions.iter().next().is_none_or(|first| first.author != gone.author);
        if !removed && of_another {
            said.push_str(&format!(" {}", words.note_said(one_line(Note(&last.record).text()))));
        }
        told.push(said);
    }
    for record in proceedings.notes.iter().filter(|one| Note(one).is_printed()) {
        let versions = view.versions(record.id)?;
        let pairs = versions.iter().zip(versions.iter().skip(1));
        let reworded = |(was, now): &(&Version, &Version)| {
            let (before, after) = (Note(&was.record), Note(&now.record));
            before.is_printed() && before.text() != after.text() && (was.author, was.day) != (now.author, now.day)
        };
        for (was, now) in pairs.filter(reworded) {
            let Some(entry) = view.entry(now.sequence)? else { continue };
            let by = Recorded::then(view, &entry.header)?.told(view, &words)?;
            let said = one_line(Note(&was.record).text());
            told.push(words.note_reworded(record.reference(), by, said));
        }
    }
    told.extend(meanwhile(view, proceedings)?);
    Ok(told)
}

/// The steps of the meeting tell themselves, and what is erased is gone; what was said of items stands beside them, and what
/// is only filled in of an action is no other promise.
fn says_something(change: &Change) -> bool {
    let is_new = matches!(change.what, What::Create { .. });
    let is_promise = change.register == &action::REGISTER || change.register == &agenda_item::REGISTER;
    !matches!(change.what, What::Erase { .. } | What::Update { way: Way::Move(_), .. })
        && (!is_promise || is_new || is_said_otherwise(change))
}

/// Whether it takes back what a meeting agreed to, had on its agenda or took down, or says it otherwise; a slip of the hand that
/// is put right, and what was not said before, is no such thing.
fn is_said_otherwise(change: &Change) -> bool {
    let said: &[FieldName] = match change.register {
        register if register == &action::REGISTER => AGREED,
        register if register == &agenda_item::REGISTER => &[AgendaItemField::Title.name()],
        register if register == &attendance::REGISTER => &[],
        _ => return false,
    };
    let otherwise = |side: &FieldChange| match (&side.before, &side.after) {
        (Some(Value::Text(was)), Some(Value::Text(now))) => respelled::why_not(was, now, &[]).is_some(),
        (before, _) => before.is_some(),
    };
    match &change.what {
        What::Void { .. } | What::Unvoid { .. } => true,
        What::Update { way: Way::Move(_), .. } => false,
        What::Update { fields, .. } => {
            fields.iter().any(|side| said.iter().any(|name| *name == *side.field.name) && otherwise(side))
        }
        _ => false,
    }
}

/// What a meeting agrees to of an action.
const AGREED: &[FieldName] = fields![ActionField: What, Owner, Due, Source, Review];

/// Whether what was changed belonged to the review, before or after; what was noted for nobody but whoever wrote it is
/// nobody else's.
fn belongs(view: View, review: RecordId, change: &Change, at: Sequence) -> Result<bool, Error> {
    if change.register == &review::REGISTER {
        return Ok(change.record == review);
    }
    if !TOLD.contains(&change.register) {
        return Ok(false);
    }
    let of = |record: &Record| match record.register {
        register if register == &attendance::REGISTER => Attendance(record).review() == Some(review),
        register if register == &interest::REGISTER => Interest(record).review() == Some(review),
        register if register == &action::REGISTER => Action(record).review() == Some(review),
        register if register == &agenda_item::REGISTER => AgendaItem(record).review() == Some(review),
        _ => Note(record).review() == Some(review) && Note(record).is_printed(),
    };
    let versions = view.versions(change.record)?;
    let before = versions.iter().rfind(|version| version.sequence < at);
    let after = versions.iter().find(|version| version.sequence == at);
    Ok([before, after].into_iter().flatten().any(|version| of(&version.record)))
}
