//! Minutes as documents: versions that circulate, approvals, the seal. The bytes are made elsewhere and handed over.

use chrono::NaiveDate;

use crate::domain::approval::{self, ApprovalField, Role};
use crate::domain::attestation::Confirmation;
use crate::domain::field::Field;
use crate::domain::identity::{Hash, RecordId};
use crate::domain::minutes::{self, MinutesField};
use crate::domain::pack::{self, Pack, PackField};
use crate::domain::register::Register;
use crate::domain::review::ReviewField;
use crate::domain::review::words::ReviewMove;
use crate::domain::value::{File, Held, Value};
use crate::store::content::{Content, Purpose};
use crate::store::{Act, Ambient, Error, Proposal};

use super::Proceedings;

/// A document in the forms in which it is kept.
#[derive(Debug, Clone)]
pub struct Rendered {
    pub markdown: Vec<u8>,
    pub html: Vec<u8>,
    pub json: Vec<u8>,
}

impl Rendered {
    /// The forms, each with the ending of its file.
    pub fn forms(&self) -> [(&'static str, &Vec<u8>); 3] {
        [("md", &self.markdown), ("html", &self.html), ("json", &self.json)]
    }
}

/// What freezing a document takes.
struct Frozen {
    fields: Vec<(&'static Field, Value)>,
    contents: Vec<Content>,
}

fn freeze(register: &'static Register, stem: &str, rendered: &Rendered, ambient: &Ambient) -> Result<Frozen, Error> {
    let mut frozen = Frozen { fields: Vec::new(), contents: Vec::new() };
    let mut put = |name: &str, value: Value| frozen.fields.extend(register.field(name).map(|field| (field, value)));
    put("sha256", Value::Text(sha256(&rendered.markdown).to_string()));
    for ((ending, bytes), field) in rendered.forms().into_iter().zip(["markdown", "html", "json"]) {
        let content = Content::new(Purpose::Sealed, bytes.clone(), ambient)?;
        let file = File { name: format!("{stem}.{ending}"), size: bytes.len() as u64, held: Held::Here(content.hash) };
        frozen.contents.push(content);
        frozen.fields.extend(register.field(field).map(|field| (field, Value::File(Box::new(file)))));
    }
    Ok(frozen)
}

/// The SHA-256 of bytes, as `sha256sum` prints it of the file.
pub fn sha256(bytes: &[u8]) -> Hash {
    use sha2::{Digest, Sha256};
    Hash(Sha256::digest(bytes).into())
}

/// The number of the next version of the pack.
pub fn next_pack(proceedings: &Proceedings) -> i64 {
    proceedings.last_pack().and_then(|pack| Pack(pack).version()).unwrap_or(0) + 1
}

/// The number of the next version of the minutes.
pub fn next_minutes(proceedings: &Proceedings) -> i64 {
    proceedings.last_minutes().and_then(|one| minutes::Minutes(one).version()).unwrap_or(0) + 1
}

/// Everybody who is to get a document of the review.
pub fn recipients(proceedings: &Proceedings) -> Vec<RecordId> {
    let review = proceedings.review();
    let mut all: Vec<_> = review.members().iter().chain(review.guests()).copied().collect();
    all.extend(review.chair());
    all.extend(review.secretary());
    all.sort_unstable();
    all.dedup();
    all
}

/// Freezes the next version of the pack. Before the meeting it is circulated with it; afterwards it is tabled.
///
/// # Errors
/// Where the system gives no randomness.
pub fn circulate_pack(
    proceedings: &Proceedings,
    rendered: &Rendered,
    today: NaiveDate,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let version = next_pack(proceedings);
    let reference = proceedings.meeting.review.reference();
    let mut frozen = freeze(&pack::REGISTER, &format!("{reference}-pack-{version}"), rendered, ambient)?;
    let before = proceedings.state().is_before();
    frozen.fields.extend([
        (PackField::Title.field(), Value::Text(format!("Pack of {reference}, version {version}"))),
        (PackField::Review.field(), Value::Link(proceedings.id())),
        (PackField::Version.field(), Value::Number(version)),
        (PackField::CirculatedOn.field(), Value::Date(today)),
        (PackField::Recipients.field(), Value::Links(recipients(proceedings))),
    ]);
    if !before {
        frozen.fields.push((PackField::Tabled.field(), Value::YesNo(true)));
    }
    let mut acts = vec![Act::Create { id: ambient.identity(), register: &pack::REGISTER, fields: frozen.fields }];
    if before {
        acts.push(Act::Move {
            record: proceedings.id(),
            name: ReviewMove::Circulate.into(),
            based_on: None,
            given: Vec::new(),
        });
    }
    Ok(Proposal::of(acts).with(frozen.contents))
}

fn version(
    proceedings: &Proceedings,
    version: i64,
    rendered: &Rendered,
    substance: Hash,
    today: NaiveDate,
    ambient: &Ambient,
) -> Result<Frozen, Error> {
    let reference = proceedings.meeting.review.reference();
    let mut frozen = freeze(&minutes::REGISTER, &format!("{reference}-minutes-{version}"), rendered, ambient)?;
    frozen.fields.extend([
        (MinutesField::Title.field(), Value::Text(format!("Minutes of {reference}, version {version}"))),
        (MinutesField::Review.field(), Value::Link(proceedings.id())),
        (MinutesField::Version.field(), Value::Number(version)),
        (MinutesField::Dated.field(), Value::Date(today)),
        (MinutesField::Recipients.field(), Value::Links(recipients(proceedings))),
        (MinutesField::Substance.field(), Value::Text(substance.to_string())),
    ]);
    Ok(frozen)
}

/// Freezes the next version of the minutes and circulates it.
///
/// # Errors
/// Where the system gives no randomness.
pub fn circulate(
    proceedings: &Proceedings,
    rendered: &Rendered,
    substance: Hash,
    today: NaiveDate,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let next = next_minutes(proceedings);
    let frozen = version(proceedings, next, rendered, substance, today, ambient)?;
    let create = Act::Create { id: ambient.identity(), register: &minutes::REGISTER, fields: frozen.fields };
    let step = Act::Move {
        record: proceedings.id(),
        name: ReviewMove::CirculateMinutes.into(),
        based_on: None,
        given: Vec::new(),
    };
    Ok(Proposal::of([create, step]).with(frozen.contents))
}

/// An approval as it is given.
#[derive(Debug, Clone)]
pub struct Given {
    pub role: Role,
    /// Who approves; nobody by name where the next review does.
    pub person: Option<RecordId>,
    pub on: NaiveDate,
    pub how: Confirmation,
    /// The review that approves, where it is the next one.
    pub in_review: Option<RecordId>,
}

/// What records an approval of the version that was circulated last.
pub fn approval(proceedings: &Proceedings, given: &Given, ambient: &Ambient) -> Act {
    let mut fields = vec![
        (ApprovalField::Role.field(), Value::Choice(given.role.key())),
        (ApprovalField::ApprovedOn.field(), Value::Date(given.on)),
        (ApprovalField::How.field(), Value::Choice(given.how.key())),
        (ApprovalField::Review.field(), Value::Link(proceedings.id())),
    ];
    let last = proceedings.last_minutes().map(|one| one.id);
    fields.extend(last.map(|last| (ApprovalField::Minutes.field(), Value::Link(last))));
    fields.extend(given.person.map(|person| (ApprovalField::Person.field(), Value::Link(person))));
    fields.extend(given.in_review.map(|review| (ApprovalField::ApprovedIn.field(), Value::Link(review))));
    Act::Create { id: ambient.identity(), register: &approval::REGISTER, fields }
}

/// Whose approval of the version that was circulated last is still asked for.
pub fn waits_for(proceedings: &Proceedings) -> Vec<Role> {
    let last = proceedings.last_minutes().map(|one| one.id);
    let there = proceedings.approvals.iter().map(approval::Approval).filter(|one| one.minutes() == last);
    let there: Vec<_> = there.filter_map(approval::Approval::role).collect();
    if there.contains(&Role::NextReview) {
        return Vec::new();
    }
    [Role::Chair, Role::Secretary].into_iter().filter(|role| !there.contains(role)).collect()
}

/// Whether the approvals there are, with one more, are all that sealing asks for.
pub fn completes(proceedings: &Proceedings, given: &Given) -> bool {
    given.role == Role::NextReview || waits_for(proceedings).iter().all(|role| *role == given.role)
}

/// What is said with the seal of minutes.
#[derive(Debug, Clone, Copy)]
pub struct Seal {
    /// What the approval is of.
    pub substance: Hash,
    /// The head of the journal that is printed in them.
    pub head: Hash,
    /// The day of the approval that completed them.
    pub approved_on: NaiveDate,
    /// The day of the seal itself.
    pub today: NaiveDate,
}

/// What approves the minutes and seals them in the same act.
///
/// # Errors
/// Where the system gives no randomness.
pub fn seal(proceedings: &Proceedings, rendered: &Rendered, seal: &Seal, ambient: &Ambient) -> Result<Proposal, Error> {
    let next = next_minutes(proceedings);
    let mut frozen = version(proceedings, next, rendered, seal.substance, seal.today, ambient)?;
    frozen.fields.push((MinutesField::Sealed.field(), Value::YesNo(true)));
    frozen.fields.push((MinutesField::Head.field(), Value::Text(seal.head.to_string())));
    let id = ambient.identity();
    let review = proceedings.id();
    let given = vec![(ReviewField::ApprovedOn.field(), Some(Value::Date(seal.approved_on)))];
    let approve = Act::Move { record: review, name: ReviewMove::Approve.into(), based_on: None, given };
    let create = Act::Create { id, register: &minutes::REGISTER, fields: frozen.fields };
    let given = vec![(ReviewField::Minutes.field(), Some(Value::Link(id)))];
    let seal = Act::Move { record: review, name: ReviewMove::Seal.into(), based_on: None, given };
    Ok(Proposal::of([approve, create, seal]).with(frozen.contents))
}
