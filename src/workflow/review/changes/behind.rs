//! Who else stands behind what somebody did: whoever attested it themselves, or those of the committee who took that down. What
//! is on file of it is named, with who put it there, and is nobody's word but theirs.

use crate::domain::evidence::{self, Evidence, Type};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::{Came, Record, Version};
use crate::domain::transaction::{Change, FieldChange, What};
use crate::domain::value::Value;
use crate::store::Error;
use crate::workflow::said::Recorded;

use super::span::{Span, Step, moved};

/// Who else stands behind what somebody did.
pub(super) enum Behind {
    /// Somebody who attested it themselves.
    Another,
    /// Nobody but those who were only named, and files: `P-4 Dev Anand is named by Ben Okafor, …`.
    Nobody(Vec<String>),
}

/// Who stands behind a step but whoever did it: what somebody said themselves counts, and what whoever did it or answers for
/// it says of others does not. A file frees nobody from being told of, whoever put it there: it is named. `done` where it
/// says by a day that something was done.
pub(super) fn behind(span: &Span, record: &Record, step: &Step, steps: &[Step], done: bool) -> Result<Behind, Error> {
    let Some(doer) = span.actor(step.sequence) else { return Ok(Behind::Another) };
    let mut own = answering(span, record, steps)?;
    // An answer is that of whoever took it; who made the list of questions says nothing of it.
    if !done && record.register.responsible().is_none() && moved(&step.change).is_none() {
        return Ok(Behind::Another);
    }
    // What somebody types of another's, without a move, is no ending.
    if !done && moved(&step.change).is_none() && !own.is_empty() && !own.contains(&doer) {
        return Ok(Behind::Another);
    }
    // Whoever attests what another did, or records it for who did, is a second person.
    for by in attests(&step.change).filter(|_| !own.is_empty()) {
        if is_apart(span, step.sequence, &own, by)? && somebody_did_it_before(span, record, step, doer)? {
            return Ok(Behind::Another);
        }
    }
    own.push(doer);
    let proofs = Proof::of(span, record)?;
    let mut told = Vec::new();
    let later = steps.iter().skip_while(|one| one.sequence < step.sequence);
    // What is attested once more is another matter.
    for one in later.take_while(|one| one.sequence == step.sequence || !ends_attested(&one.change)) {
        let Some(recorded) = recorded(span, one.sequence)? else { continue };
        for by in attests(&one.change).filter(|by| *by != doer) {
            if recorded.is_of(&[by])
                || is_apart(span, one.sequence, &own, by)?
                || proofs.iter().any(|proof| proof.is_word_of(by))
            {
                return Ok(Behind::Another);
            }
            let by = span.view.name_of(by)?;
            told.push(format!(
                "{by} is named by {}, and did not say so in their own account",
                recorded.words(span.view)?
            ));
        }
    }
    told.extend(on_file(span, &proofs)?);
    Ok(Behind::Nobody(told))
}

/// Who made a transaction, and at whose terminal.
pub(super) fn recorded(span: &Span, sequence: Sequence) -> Result<Option<Recorded>, Error> {
    span.headers.get(&sequence).map(|header| Recorded::then(span.view, header)).transpose()
}

/// Whether who attested something is told of by none of these people, nor at the terminal of one of them: but by themselves, or
/// by those who sit in the committee, or lead or record its meetings.
fn is_apart(span: &Span, sequence: Sequence, own: &[RecordId], by: RecordId) -> Result<bool, Error> {
    let Some(recorded) = recorded(span, sequence)? else { return Ok(false) };
    let speaks = |id: RecordId| !own.contains(&id) && (id == by || span.committee.contains(&id));
    Ok(speaks(recorded.acting) && recorded.at_terminal.is_some_and(speaks))
}

/// What of it is on file, and who put it there: `on file: E-93 (message of Carla Stein, put there by Dev Anand)`.
fn on_file(span: &Span, proofs: &[Proof]) -> Result<Option<String>, Error> {
    let mut named = Vec::new();
    for proof in proofs.iter().take(SPELLED_OUT) {
        let one = Evidence(&proof.evidence);
        let kind = one.kind().map_or("evidence", Type::label).to_lowercase();
        let name =
            |id: RecordId| span.view.record(id).map(|one| one.map_or(String::new(), |one| one.title().to_owned()));
        let of = one.said_by().map(name).transpose()?.map_or(String::new(), |name| format!(" of {name}"));
        let by = proof.by.iter().map(|by| by.words(span.view)).collect::<Result<Vec<_>, _>>()?.join(", linked by ");
        named.push(format!("{} ({kind}{of}, put there by {by}{})", proof.evidence.reference(), proof.of_many()));
    }
    let more = proofs.len().saturating_sub(SPELLED_OUT);
    named.extend((more > 0).then(|| format!("and {more} more")));
    Ok((!named.is_empty()).then(|| format!("on file: {}", named.join(", "))))
}

/// Those who answered for a record at the end, and between.
fn answering(span: &Span, record: &Record, steps: &[Step]) -> Result<Vec<RecordId>, Error> {
    let mut answers: Vec<RecordId> = span.responsible(record)?.into_iter().collect();
    for change in steps.iter().map(|step| &step.change) {
        if let What::Update { fields, .. } = &change.what {
            let sides = fields.iter().filter(|one| Some(one.field) == record.register.responsible());
            answers.extend(sides.flat_map(|one| [&one.before, &one.after]).flatten().filter_map(person));
        }
    }
    Ok(answers)
}

/// Whether somebody else moved a record on before: what is attested then is their work.
fn somebody_did_it_before(span: &Span, record: &Record, step: &Step, doer: RecordId) -> Result<bool, Error> {
    let versions = span.view.versions(record.id)?;
    let before = versions.iter().take_while(|version| version.sequence < step.sequence);
    Ok(before.into_iter().any(|one| matches!(one.by, Came::Move(_)) && one.author.is_some_and(|by| by != doer)))
}

fn person(value: &Value) -> Option<RecordId> {
    if let Value::Link(id) = value { Some(*id) } else { None }
}

/// Those who attest something by a change.
fn attests(change: &Change) -> impl Iterator<Item = RecordId> {
    let fields: &[FieldChange] = if let What::Update { fields, .. } = &change.what { fields } else { &[] };
    let attester = |name: &str| change.register.attestations.iter().any(|one| one.attester() == *name);
    fields.iter().filter(move |one| attester(one.field.name)).filter_map(|one| one.after.as_ref().and_then(person))
}

/// Whether what somebody attested is attested by them no more.
fn ends_attested(change: &Change) -> bool {
    let attester =
        |side: &FieldChange| change.register.attestations.iter().any(|one| one.attester() == *side.field.name);
    matches!(&change.what, What::Update { fields, .. } if fields.iter().any(|side| side.before.is_some() && attester(side)))
}

/// Evidence of a record that is on file.
struct Proof {
    evidence: Record,
    /// Who recorded it, and who said that it is about this, where that was another time.
    by: Vec<Recorded>,
}

/// So many pieces of evidence are named.
const SPELLED_OUT: usize = 3;

/// What is evidence of more than so many records shows little of each.
const FEW: usize = 3;

impl Proof {
    fn of(span: &Span, record: &Record) -> Result<Vec<Self>, Error> {
        let mut proofs = Vec::new();
        for one in span.view.backlinks(record.id)?.iter().filter(|one| one.record.register == &evidence::REGISTER) {
            let versions = span.view.versions(one.record.id)?;
            let until = || versions.iter().take_while(|version| version.sequence <= span.until);
            let about = |version: &&Version| Evidence(&version.record).about().contains(&record.id);
            let (Some(made), Some(linked), Some(last)) = (until().next(), until().find(about), until().last()) else {
                continue;
            };
            if last.record.voided || !about(&last) || !Evidence(&last.record).is_on_file() {
                continue;
            }
            let mut places = vec![made.sequence, linked.sequence];
            places.dedup();
            let mut by = Vec::new();
            for entry in places.into_iter().map(|place| span.view.entry(place)) {
                by.extend(entry?.map(|entry| Recorded::then(span.view, &entry.header)).transpose()?);
            }
            proofs.push(Self { evidence: last.record.clone(), by });
        }
        Ok(proofs)
    }

    /// Whether it is a message or the signature of somebody, who put it there for this themselves.
    fn is_word_of(&self, person: RecordId) -> bool {
        let one = Evidence(&self.evidence);
        let is_word = matches!(one.kind(), Some(Type::Message | Type::Signature)) && one.said_by() == Some(person);
        is_word && one.about().len() <= FEW && self.by.iter().all(|by| by.is_of(&[person]))
    }

    /// That it is said to be about many things.
    fn of_many(&self) -> String {
        let count = Evidence(&self.evidence).about().len();
        if count > FEW { format!(", for {count} records") } else { String::new() }
    }
}
