//! The papers of a review, from a pack that circulates to minutes that are sealed: written out by a printer that is handed
//! in, and proposed with their bytes.

use chrono::NaiveDate;

use crate::domain::approval::{Approval, Role};
use crate::domain::house::said::Words;
use crate::domain::identity::{Hash, RecordId, Reference};
use crate::domain::late_record;
use crate::domain::minutes::Minutes;
use crate::domain::record::Record;
use crate::domain::rules::Refusal;
use crate::domain::transaction::What;
use crate::domain::value::Instant;
use crate::store::{Ambient, Error, Head, Proposal, View};
use crate::workflow::calendar::Calendar;
use crate::workflow::said::{self, Recorded, Shown};

use super::Proceedings;
use super::invite::{Attachment, Letter};
use super::kept::KeptDocument;
use super::minutes::{self, Given, Rendered, Seal, sha256};

/// Writes out what a review circulates and seals.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// The pack as the registers stand, as the version of a number.
    pub pack: fn(View, &Proceedings, Option<i64>) -> Result<Rendered, Error>,
    /// The minutes as the records stand.
    pub minutes: fn(View, &Proceedings, &Stage) -> Result<Rendered, Error>,
    /// What goes into calendars.
    pub calendar: fn(&Calendar) -> String,
    /// Copies of a frozen document as it is read and signed on paper: in the forms that are asked for, each with its name. None where what it is
    /// made of is gone.
    pub copies: Copies,
    /// A message as a draft to be sent: of a moment, under an identity, with what goes with it.
    pub draft: Draft,
}

/// Copies of a frozen document, each with its name.
pub type Copies = fn(&Record, &[KeptDocument], Sheets) -> Vec<(String, Vec<u8>)>;

/// In which forms something comes on sheets of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheets {
    /// In each that there is: to be read, and to be signed in a word processor.
    EveryForm,
    /// As PDF alone: to be read.
    Pdf,
}

/// Writes a message.
pub type Draft = fn(&Letter, Instant, &str, &[Attachment]) -> std::io::Result<Vec<u8>>;

/// What a copy of the minutes is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// As the records stand.
    Draft,
    /// What the approval is of: the same whatever stage a copy is at.
    Substance,
    /// The version of this number, as it is circulated on a day.
    Circulated(i64, NaiveDate),
    /// Approved and sealed.
    Sealed { version: i64, approvals: Vec<Approved>, head: Hash },
}

/// An approval as the minutes tell it.
#[derive(Debug, Clone)]
pub struct Approved {
    pub given: Given,
    /// Who put it on record, in words.
    pub recorded_by: String,
    /// How it was said, in words: `by signature, not on file`.
    pub how: String,
    /// Whether anything that shows it is on file.
    pub on_file: bool,
    /// At which terminal.
    pub recorded: Recorded,
    /// How many days after it was given it was recorded, where that was more than a week.
    pub after: Option<i64>,
    /// The review in whose meeting it was given, where that is the next one.
    pub given_in: Option<Reference>,
}

impl Approved {
    /// How it was said and who put that on record: `by signature, not on file; recorded by Noor Halvorsen`.
    pub fn words(&self, words: &Words) -> String {
        let after = self.after.map_or(String::new(), |days| format!(", {}", words.recorded_after(days)));
        words.recorded_by(&self.how, &self.recorded_by) + &after
    }
}

/// The day on which minutes were approved: that of the approval that completed them, whenever it was typed.
pub fn approved_on(approvals: &[Approved]) -> Option<NaiveDate> {
    approvals.iter().map(|one| one.given.on).max()
}

/// The head of the journal, and a review as it stood there or later: a proposal that follows the head is stale where it
/// was later.
pub(super) fn read(view: View, review: RecordId) -> Result<(Head, Proceedings), Error> {
    let head = view.head()?;
    let proceedings = Proceedings::of(view, review)?.ok_or_else(|| Error::NoRecord(review.to_string()))?;
    Ok((head, proceedings))
}

/// Freezes the pack as it is now and circulates it; after the meeting began, it is tabled.
///
/// # Errors
/// Where the file can't be read. The proposal is [`Error::Stale`] where others commit before it.
pub fn circulate_pack(view: View, review: RecordId, printer: &Printer, ambient: &Ambient) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let version = minutes::next_pack(&proceedings);
    let rendered = (printer.pack)(view, &proceedings, Some(version))?;
    let proposal = minutes::circulate_pack(&proceedings, &rendered, view.circumstances()?.today(), ambient)?;
    Ok(proposal.following(head))
}

/// SHA-256 of what the minutes say now, whatever stage a copy is at.
fn substance(view: View, proceedings: &Proceedings, printer: &Printer) -> Result<Hash, Error> {
    Ok(sha256(&(printer.minutes)(view, proceedings, &Stage::Substance)?.markdown))
}

/// Freezes the minutes as the records stand and circulates them for comments.
///
/// # Errors
/// Where the file can't be read. The proposal is [`Error::Stale`] where others commit before it.
pub fn circulate_minutes(
    view: View,
    review: RecordId,
    printer: &Printer,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let version = minutes::next_minutes(&proceedings);
    let today = view.circumstances()?.today();
    let rendered = (printer.minutes)(view, &proceedings, &Stage::Circulated(version, today))?;
    let substance = substance(view, &proceedings, printer)?;
    let proposal = minutes::circulate(&proceedings, &rendered, substance, today, ambient)?;
    Ok(proposal.following(head))
}

/// Records an approval of the minutes. The one that completes them seals them in the same act.
///
/// # Errors
/// A refusal where the records say something else than the version that was circulated; or where the file can't be read.
/// The proposal is [`Error::Stale`] where others commit before it: what is approved and sealed is what was read.
pub fn approve(
    view: View,
    review: RecordId,
    given: &Given,
    recorder: &Recorded,
    printer: &Printer,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let proceedings = &proceedings;
    let attempt = format!("The minutes of {} can't be approved", proceedings.meeting.review.reference());
    let Some(last) = proceedings.last_minutes() else {
        let rule = "No version was circulated: circulate the minutes first.";
        return Err(Refusal::plain(attempt, rule).into());
    };
    let substance = substance(view, proceedings, printer)?;
    if Minutes(last).substance() != substance.to_string() {
        let version = Minutes(last).version().unwrap_or_default();
        let rule = format!(
            "The records were changed since version {version} was circulated: circulate a new version, then approve that."
        );
        return Err(Refusal::plain(attempt, rule).into());
    }
    let mut acts = vec![minutes::approval(proceedings, given, ambient)];
    if !minutes::completes(proceedings, given) {
        return Ok(Proposal::of(acts).following(head));
    }
    let today = view.circumstances()?.today();
    let words = proceedings.words();
    let mut approvals = approved(view, proceedings, &words, last.id)?;
    approvals.push(told(view, proceedings, &words, (None, given.clone()), (recorder, today))?);
    let approved_on = approved_on(&approvals).unwrap_or(today);
    let stage = Stage::Sealed { version: minutes::next_minutes(proceedings), approvals, head: head.link };
    let rendered = (printer.minutes)(view, proceedings, &stage)?;
    let seal = Seal { substance, head: head.link, approved_on, today };
    let sealing = minutes::seal(proceedings, &rendered, &seal, ambient)?;
    acts.extend(sealing.acts);
    Ok(Proposal::of(acts).with(sealing.contents).following(head))
}

/// The stage at which a frozen version of the minutes is, with its day and its approvals.
///
/// # Errors
/// Where the file can't be read.
pub fn stage_of(view: View, proceedings: &Proceedings, frozen: &Record) -> Result<Stage, Error> {
    let minutes = Minutes(frozen);
    let version = minutes.version().unwrap_or_default();
    match Hash::parse(minutes.head()).filter(|_| minutes.sealed() == Some(true)) {
        Some(head) => {
            // What is sealed is what was circulated last before it.
            let circulated = proceedings.minutes.iter().rfind(|one| Minutes(one).version() < Some(version));
            let words = proceedings.words();
            let approvals = circulated.map(|one| approved(view, proceedings, &words, one.id)).transpose()?;
            let approvals = approvals.unwrap_or_default();
            Ok(Stage::Sealed { version, approvals, head })
        }
        None => Ok(Stage::Circulated(version, minutes.dated().unwrap_or(view.circumstances()?.today()))),
    }
}

/// The approvals of a version that are on record, each with who recorded it, in these words.
///
/// # Errors
/// Where the file can't be read.
pub fn approved(
    view: View,
    proceedings: &Proceedings,
    words: &Words,
    version: RecordId,
) -> Result<Vec<Approved>, Error> {
    let of_version = proceedings.approvals.iter().filter(|one| Approval(one).minutes() == Some(version));
    let found = of_version.map(|record| approval(view, proceedings, words, record)).filter_map(Result::transpose);
    found.collect()
}

/// An approval that is on record, as the minutes tell it, in these words; nothing where it does not say what it is of.
///
/// # Errors
/// Where the file can't be read.
pub fn approval(
    view: View,
    proceedings: &Proceedings,
    words: &Words,
    record: &Record,
) -> Result<Option<Approved>, Error> {
    let approval = Approval(record);
    let (Some(role), Some(on), Some(how)) = (approval.role(), approval.approved_on(), approval.how()) else {
        return Ok(None);
    };
    let history = view.history(record.id)?;
    let created = history.iter().find(|(_, change)| matches!(change.what, What::Create { .. }));
    let Some(entry) = created.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten() else {
        return Ok(None);
    };
    let recorded_by = Recorded::then(view, &entry.header)?;
    let given = Given { role, person: approval.person(), on, how, in_review: approval.approved_in() };
    let recorded_on = late_record::recorded_on(&entry.header, &view.circumstances()?.zone);
    told(view, proceedings, words, (Some(record), given), (&recorded_by, recorded_on)).map(Some)
}

/// How it was given is looked for beside the approval, once it is on record, and beside its review.
fn told(
    view: View,
    proceedings: &Proceedings,
    words: &Words,
    (approval, given): (Option<&Record>, Given),
    (recorded, recorded_on): (&Recorded, NaiveDate),
) -> Result<Approved, Error> {
    let next = given.in_review.map(|next| view.record(next)).transpose()?.flatten();
    let (how, on_file) = match given.role {
        // The next review says it in its own minutes.
        Role::NextReview => (words.in_the_meeting().to_owned(), true),
        _ => {
            let shown = |about| said::shown(view, about, given.how, given.person, Some(recorded));
            let beside = approval.map(shown).transpose()?.filter(Shown::is_on_file);
            let shown = beside.map_or_else(|| shown(&proceedings.meeting.review), Ok)?;
            (shown.words(view, given.how, words)?, shown.is_on_file())
        }
    };
    Ok(Approved {
        after: late_record::days_after(given.on, recorded_on),
        given,
        recorded_by: recorded.told(view, words)?,
        how,
        on_file,
        recorded: recorded.clone(),
        given_in: next.map(|next| next.reference()),
    })
}
