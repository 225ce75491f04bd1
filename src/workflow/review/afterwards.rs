//! What was put on record of a meeting, or changed of it, once it was over: who was there, which interests were declared,
//! what was noted, what it concluded with. The minutes name each such change and who made it; what is said of items and
//! judged of the system stands beside those.

use crate::domain::attendance::{self, Attendance};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::{self, Interest};
use crate::domain::note::{self, Note, NoteField};
use crate::domain::record::{Record, Version};
use crate::domain::register::Register;
use crate::domain::review::{self, Review, State};
use crate::domain::transaction::{Change, Way, What};
use crate::domain::visible::one_line;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};
use crate::workflow::account;
use crate::workflow::said::Recorded;

use super::Proceedings;

/// What is told of besides the review itself.
const TOLD: [&Register; 3] = [&attendance::REGISTER, &interest::REGISTER, &note::REGISTER];

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
    let words = proceedings.words();
    let mut told = Vec::new();
    for tally in view.tallies(end, sealed)? {
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
        for change in changes.iter().filter(|change| says_something(change)) {
            if !belongs(view, proceedings.id(), change, tally.sequence)? {
                continue;
            }
            let entry = view.entry(tally.sequence)?;
            let by = entry.map(|entry| Recorded::then(view, &entry.header)?.told(view, &words)).transpose()?;
            let what = account::tell(view, change)?;
            told.push(words.changed_by(what.trim_end_matches('.'), by.unwrap_or_default()));
        }
    }
    Ok(told)
}

/// The notes of a meeting that are not there any more, each with its words, who took it away and why: `A note was removed:
/// “The major case is to come back”, by Ben Okafor, because: typed twice.` Of one that is printed nowhere since, the words
/// are not told. Those that another hand worded otherwise follow, with what they said.
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
        told.push(match (removed, because.is_empty()) {
            (true, true) => words.note_removed(one_line(note.text()), by),
            (true, false) => words.note_removed_because(one_line(note.text()), by, because),
            (false, true) => words.note_unprinted(reference, by),
            (false, false) => words.note_unprinted_because(reference, by, because),
        });
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
    Ok(told)
}

/// The steps of the meeting tell themselves, and what is erased is gone.
fn says_something(change: &Change) -> bool {
    !matches!(change.what, What::Erase { .. } | What::Update { way: Way::Move(_), .. })
}

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
        _ => Note(record).review() == Some(review) && Note(record).is_printed(),
    };
    let versions = view.versions(change.record)?;
    let before = versions.iter().rfind(|version| version.sequence < at);
    let after = versions.iter().find(|version| version.sequence == at);
    Ok([before, after].into_iter().flatten().any(|version| of(&version.record)))
}
