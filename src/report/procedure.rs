//! What circulates or seals a document: written out, and proposed with its bytes.

use crate::domain::approval::Approval;
use crate::domain::identity::{Hash, RecordId};
use crate::domain::minutes::Minutes;
use crate::domain::record::Record;
use crate::domain::rules::Refusal;
use crate::domain::transaction::What;
use crate::domain::value::Held;
use crate::store::{Ambient, Error, Head, Proposal, View};
use crate::workflow::pack::compile;
use crate::workflow::review::Proceedings;
use crate::workflow::review::minutes::{self, Given, Seal, sha256};

use super::minutes::{Approved, Stage};
use super::{Document, render, to_markdown};

/// The pack as the registers stand.
///
/// # Errors
/// Where the file can't be read.
pub fn pack(view: View, proceedings: &Proceedings, version: Option<i64>) -> Result<Document, Error> {
    let pack = compile(view, proceedings)?;
    Ok(super::pack::document(proceedings, &pack, version, view.circumstances()?.today()))
}

/// The head of the journal, and a review as it stood there or later: a proposal that follows the head is stale where it
/// was later.
fn read(view: View, review: RecordId) -> Result<(Head, Proceedings), Error> {
    let head = view.head()?;
    let proceedings = Proceedings::of(view, review)?.ok_or_else(|| Error::NoRecord(review.to_string()))?;
    Ok((head, proceedings))
}

/// Freezes the pack as it is now and circulates it; after the meeting began, it is tabled.
///
/// # Errors
/// Where the file can't be read. The proposal is [`Error::Stale`] where others commit before it.
pub fn circulate_pack(view: View, review: RecordId, ambient: &Ambient) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let version = minutes::next_pack(&proceedings);
    let rendered = render(&pack(view, &proceedings, Some(version))?);
    let proposal = minutes::circulate_pack(&proceedings, &rendered, view.circumstances()?.today(), ambient)?;
    Ok(proposal.following(head))
}

/// SHA-256 of what the minutes say now, whatever stage a copy is at.
fn substance(view: View, proceedings: &Proceedings) -> Result<Hash, Error> {
    let document = super::minutes::document(view, proceedings, &Stage::Substance)?;
    Ok(sha256(to_markdown(&document).as_bytes()))
}

/// Freezes the minutes as the records stand and circulates them for comments.
///
/// # Errors
/// Where the file can't be read. The proposal is [`Error::Stale`] where others commit before it.
pub fn circulate_minutes(view: View, review: RecordId, ambient: &Ambient) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let version = minutes::next_minutes(&proceedings);
    let today = view.circumstances()?.today();
    let document = super::minutes::document(view, &proceedings, &Stage::Circulated(version, today))?;
    let substance = substance(view, &proceedings)?;
    let proposal = minutes::circulate(&proceedings, &render(&document), substance, today, ambient)?;
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
    recorder: RecordId,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let (head, proceedings) = read(view, review)?;
    let proceedings = &proceedings;
    let attempt = format!("The minutes of {} can't be approved", proceedings.meeting.review.reference());
    let Some(last) = proceedings.last_minutes() else {
        let rule = "No version was circulated: circulate the minutes first (gavel review minutes --circulate).";
        return Err(Refusal::plain(attempt, rule).into());
    };
    let substance = substance(view, proceedings)?;
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
    let mut approvals = approved(view, proceedings, last.id)?;
    approvals.push(told(view, given.clone(), recorder)?);
    let today = view.circumstances()?.today();
    let approved_on = super::minutes::approved_on(&approvals).unwrap_or(today);
    let stage = Stage::Sealed { version: minutes::next_minutes(proceedings), approvals, head: head.link };
    let document = super::minutes::document(view, proceedings, &stage)?;
    let seal = Seal { substance, head: head.link, approved_on, today };
    let sealing = minutes::seal(proceedings, &render(&document), &seal, ambient)?;
    acts.extend(sealing.acts);
    Ok(Proposal::of(acts).with(sealing.contents).following(head))
}

/// What the records say now, told as a frozen version of the minutes tells it: at its stage and with its day.
///
/// # Errors
/// Where the file can't be read.
pub fn minutes_as(view: View, proceedings: &Proceedings, frozen: &Record) -> Result<Document, Error> {
    let minutes = Minutes(frozen);
    let version = minutes.version().unwrap_or_default();
    let stage = match Hash::parse(minutes.head()).filter(|_| minutes.sealed() == Some(true)) {
        Some(head) => {
            // What is sealed is what was circulated last before it.
            let circulated = proceedings.minutes.iter().rfind(|one| Minutes(one).version() < Some(version));
            let approvals = circulated.map(|one| approved(view, proceedings, one.id)).transpose()?.unwrap_or_default();
            Stage::Sealed { version, approvals, head }
        }
        None => Stage::Circulated(version, minutes.dated().unwrap_or(view.circumstances()?.today())),
    };
    super::minutes::document(view, proceedings, &stage)
}

/// The approvals of a version that are on record, each with who recorded it.
fn approved(view: View, proceedings: &Proceedings, version: RecordId) -> Result<Vec<Approved>, Error> {
    let mut found = Vec::new();
    for record in &proceedings.approvals {
        let approval = Approval(record);
        let (Some(role), Some(on), Some(how)) = (approval.role(), approval.approved_on(), approval.how()) else {
            continue;
        };
        if approval.minutes() != Some(version) {
            continue;
        }
        let history = view.history(record.id)?;
        let created = history.iter().find(|(_, change)| matches!(change.what, What::Create { .. }));
        let entry = created.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten();
        let recorded_by = entry.map_or(record.id, |entry| entry.header.actor.person);
        let given = Given { role, person: approval.person(), on, how, in_review: approval.approved_in() };
        found.push(told(view, given, recorded_by)?);
    }
    Ok(found)
}

fn told(view: View, given: Given, recorded_by: RecordId) -> Result<Approved, Error> {
    let next = given.in_review.map(|next| view.record(next)).transpose()?.flatten();
    Ok(Approved { given, recorded_by, given_in: next.map(|next| next.reference()) })
}

/// A frozen document of a review as it is kept: the name of its file and its bytes.
#[derive(Debug, Clone)]
pub struct KeptDocument {
    pub name: String,
    pub bytes: Vec<u8>,
    pub sha256: Hash,
    /// The salted hash under which the bytes are kept.
    pub content: Hash,
    /// What the record says of its hash, where it says something.
    pub recorded: Option<String>,
}

/// The forms of a frozen document: of a pack, or of minutes.
///
/// # Errors
/// Where the file can't be read.
pub fn kept_documents(view: View, record: &Record) -> Result<Vec<KeptDocument>, Error> {
    let mut found = Vec::new();
    for field in ["markdown", "html", "json"] {
        let Some(place) = record.register.position(field) else { continue };
        let Some(file) = record.file(place) else { continue };
        let Held::Here(hash) = file.held else { continue };
        let Some(bytes) = view.bytes(hash)? else { continue };
        let recorded = record.register.position("sha256").map(|place| record.text(place).to_owned());
        let recorded = recorded.filter(|_| field == "markdown");
        found.push(KeptDocument { name: file.name.clone(), sha256: sha256(&bytes), content: hash, bytes, recorded });
    }
    Ok(found)
}

/// The lines by which a document is different from a frozen one; nothing where it is not.
pub fn changes(frozen: &str, now: &str, called: &str) -> String {
    let difference = similar::TextDiff::from_lines(frozen, now);
    let text = difference.unified_diff().context_radius(1).header(called, "as the records stand").to_string();
    if text.is_empty() { "Nothing is different.".to_owned() } else { text }
}
