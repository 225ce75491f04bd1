//! What was done on one person's word: somebody says that it is done, settled, closed or implemented, and nobody else attested
//! it themselves. Whoever is named by the one who did it is not asked, and may not know; files that are on record are named,
//! with who put them there.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::decision::DecisionField;
use crate::domain::evidence::{self, Evidence, Type};
use crate::domain::favourable::{self, Effect};
use crate::domain::field::{Field, Tone};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::Interest;
use crate::domain::record::{Came, Past, Record, Version};
use crate::domain::register::Register;
use crate::domain::resolution::{self, ResolutionMove};
use crate::domain::review::Review;
use crate::domain::separation;
use crate::domain::spelling::day;
use crate::domain::state::{Machine, Move};
use crate::domain::transaction::{Change, FieldChange, Way, What};
use crate::domain::value::Value;
use crate::store::Error;
use crate::workflow::resolutions;
use crate::workflow::said::Recorded;
use crate::workflow::sheet::{Cell, Column, Lead, Row};

use super::better::under;
use super::rules;
use super::span::{Claimed, Span, Step, is_looked_at, moved};

/// Something that is so on one person's word.
#[derive(Debug, Clone)]
pub struct Alone {
    pub record: Record,
    /// What the record was called.
    pub title: String,
    pub on: NaiveDate,
    /// What was said: `marked as done`.
    pub what: String,
    pub by: String,
    pub because: String,
    /// How many changes said it.
    pub changes: u64,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::words("on", "On"),
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("change", "Said"),
    Column::words("by", "By"),
    Column::words("because", "Because"),
];

/// What that it is told means.
pub(super) const MEANS: &str = "One person did it or said so. Nobody else attested it themselves: who is only named by them did not, and a file that is \
     on record shows no more than who put it there, and is named. What looks better by an edit that nobody is asked about is here, too, and so is each rule, \
     right and proof that is new or was changed, with what it says.";

impl Alone {
    /// In one sentence: `A-4 Buy one: marked as done, on 3 November 2026 by Ben Okafor`.
    pub fn words(&self) -> String {
        let because = self.because.trim_end_matches('.');
        let because = if because.is_empty() { String::new() } else { format!(", because: {because}") };
        let named = format!("{} {}", self.record.reference(), self.title);
        format!("{}: {}, on {} by {}{because}", named.trim_end(), self.what, day(self.on), self.by)
    }

    pub(super) fn row(&self) -> Row {
        let reference = self.record.reference().to_string();
        let words = [reference, self.title.clone(), self.what.clone(), self.by.clone(), self.because.clone()];
        let cells = std::iter::once(self.on.to_string()).chain(words).map(Cell::text);
        Row { cells: cells.collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

/// What is so on one person's word, the first first; the changes that say so are claimed, and new rules, rights and proofs
/// counted by their transaction and register.
pub(super) fn of(
    span: &Span,
    claimed: &mut Claimed,
    counted: &mut BTreeMap<(Sequence, &'static str), u64>,
) -> Result<Vec<Alone>, Error> {
    let mut all = Vec::new();
    for (id, step) in &span.founded {
        let Some(record) = span.view.record(*id)?.filter(|_| !span.is_set_up(step)) else { continue };
        if is_declared(span, &record, step)? {
            continue;
        }
        *counted.entry((step.sequence, record.register.name)).or_default() += 1;
        let what = span.told(&[step])?;
        all.push((step.sequence, Alone { what, ..said_by(span, &record, step, std::slice::from_ref(step), &[])? }));
    }
    for (id, steps) in &span.steps {
        let left = |step: &&Step| !claimed.contains(&(step.sequence, *id)) && may_be_said(&step.change);
        let said: Vec<&Step> = steps.iter().filter(left).collect();
        if said.is_empty() {
            continue;
        }
        let Some(record) = span.view.record(*id)? else { continue };
        for step in said {
            let softened = softened(span, &record, step)?;
            let told = (rules::bend(&step.change) && !span.is_set_up(step))
                || is_turned(&step.change)
                || matches!(softened, Softened::Turned | Softened::Otherwise);
            if !told && softened == Softened::Not && !is_said(&step.change) {
                continue;
            }
            let named = match behind(span, &record, step, steps, softened == Softened::Done)? {
                Behind::Another if !told => continue,
                Behind::Another => Vec::new(),
                Behind::Nobody(named) => named,
            };
            let one = said_by(span, &record, step, steps, &named)?;
            let what = match softened {
                Softened::Not if !is_turned(&step.change) => one.what,
                Softened::Otherwise => format!("said otherwise: {}", one.what),
                _ => format!("looks better: {}", one.what),
            };
            all.push((step.sequence, Alone { what, ..one }));
        }
    }
    all.extend(carried_in_writing(span, claimed)?);
    for (sequence, one) in &all {
        claimed.insert((*sequence, one.record.id));
    }
    all.sort_by_key(|(sequence, one)| (*sequence, one.record.register.name, one.record.number));
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// Whether it is an interest that whoever has it declared themselves, or those who lead and record its meeting took down: the
/// minutes name them.
fn is_declared(span: &Span, record: &Record, step: &Step) -> Result<bool, Error> {
    let Some(interest) = Interest::of(record) else { return Ok(false) };
    let review = interest.review().map(|id| span.view.record(id)).transpose()?.flatten();
    let officers = review.as_ref().and_then(Review::of).map_or([None; 4], |review| {
        [review.chair(), review.secretary(), review.acting_chair(), review.acting_secretary()]
    });
    let hands: Vec<RecordId> = officers.into_iter().chain([interest.person()]).flatten().collect();
    Ok(recorded(span, step.sequence)?.is_some_and(|recorded| recorded.is_of(&hands)))
}

/// What was carried in writing, where it was not by what those who are entitled answered themselves.
fn carried_in_writing(span: &Span, claimed: &Claimed) -> Result<Vec<(Sequence, Alone)>, Error> {
    let mut all = Vec::new();
    for (id, steps) in &span.steps {
        let carried = |step: &&Step| {
            let is_it = step.change.register == &resolution::REGISTER && !claimed.contains(&(step.sequence, *id));
            is_it && moved(&step.change).is_some_and(|made| ResolutionMove::Carry.name() == made.name)
        };
        let Some(step) = steps.iter().find(carried) else { continue };
        let Some(record) = span.view.record(*id)? else { continue };
        let told = resolutions::Told::of(span.view, record.clone())?;
        let typed = told.answers.iter().filter(|one| one.is_in_favour() && one.is_only_typed());
        let named = typed.map(|one| Ok(format!("{} ({})", span.view.name_of(one.person)?, one.given)));
        let named = named.collect::<Result<Vec<_>, Error>>()?;
        if told.count.in_favour >= told.count.needed() + named.len() {
            continue;
        }
        let named = format!("typed by others, not by themselves: {}", named.join("; "));
        all.push((step.sequence, said_by(span, &record, step, steps, &[named])?));
    }
    Ok(all)
}

/// Whether an edit makes a record look better that nobody is asked to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Softened {
    Not,
    /// It says by a day that something was done.
    Done,
    /// It does, whoever says it.
    Turned,
    /// What was said is said otherwise, which may be better or not.
    Otherwise,
}

fn softened(span: &Span, record: &Record, step: &Step) -> Result<Softened, Error> {
    let register = step.change.register;
    let What::Update { way, fields, .. } = &step.change.what else { return Ok(Softened::Not) };
    let (mut before, mut after) = (record.clone(), record.clone());
    for side in fields {
        before.set(side.field.name, side.before.clone());
        after.set(side.field.name, side.after.clone());
    }
    // The chair's casting vote is told as that, and not as another count than the tie which it decides.
    if fields.iter().any(|side| side.field == DecisionField::Casting.field() && side.before.is_none()) {
        return Ok(Softened::Not);
    }
    let mut ways = favourable::shown(register.unasked.iter().copied(), &before, &after);
    if matches!(way, Way::Move(_)) {
        // A move says itself what it does, but for a result that was there before it.
        ways.retain(|one| one.field.is_some_and(|field| field.by_move));
    } else if !ways.is_empty() {
        let versions = span.view.versions(record.id)?;
        ways.retain(|one| !one.field.is_some_and(|field| is_slip(span, &versions, field, step)));
    }
    // What somebody softens on the day on which they recorded it is no slip where another answers for it.
    if !matches!(way, Way::Move(_))
        && span.responsible(record)?.is_some_and(|owner| span.actor(step.sequence) != Some(owner))
    {
        ways.extend(favourable::shown(register.made_better(), &before, &after));
    }
    Ok(match &ways[..] {
        [] => Softened::Not,
        ways if ways.iter().all(|one| one.field.is_some_and(|field| field.past)) => Softened::Done,
        ways if ways.iter().all(|one| one.effect == Effect::Figure) => Softened::Otherwise,
        _ => Softened::Turned,
    })
}

/// Whether whoever wrote a field writes over it on the same day.
fn is_slip(span: &Span, versions: &Past, field: &Field, step: &Step) -> bool {
    let mut written = None;
    let mut held = None;
    for version in versions.iter().take_while(|version| version.sequence < step.sequence) {
        let now = version.record.get(field.name);
        if now != held {
            (held, written) = (now, Some(version));
        }
    }
    let on = span.day(step.sequence);
    written.is_some_and(|one| one.author == span.actor(step.sequence) && one.day == Some(on))
}

fn said_by(span: &Span, record: &Record, step: &Step, steps: &[Step], named_only: &[String]) -> Result<Alone, Error> {
    let here: Vec<&Step> = span.steps_at(record.id, step.sequence).collect();
    let exceptions = here.iter().flat_map(|step| match &step.change.what {
        What::Update { fields, .. } => fields.as_slice(),
        _ => &[],
    });
    let exceptions =
        exceptions.filter(|side| separation::UNDER == *side.field.name).filter_map(|side| match &side.after {
            Some(Value::Links(ids)) => Some(under(span.view, ids)),
            _ => None,
        });
    let exceptions = exceptions.collect::<Result<Vec<_>, _>>()?;
    let said = span.told(&here)?;
    let parts = std::iter::once(&said).chain(&exceptions).chain(named_only).filter(|part| !part.is_empty());
    Ok(Alone {
        record: record.clone(),
        title: span.titled(record, step.sequence)?,
        on: span.day(step.sequence),
        what: parts.map(String::as_str).collect::<Vec<_>>().join("; "),
        by: span.by(step.sequence),
        because: span.reason(step.sequence).to_owned(),
        changes: steps.iter().filter(|one| one.sequence == step.sequence).count() as u64,
    })
}

/// Whether a change may be said on one person's word.
fn may_be_said(change: &Change) -> bool {
    matches!(change.what, What::Update { .. }) && (rules::bend(change) || is_said(change) || is_looked_at(change))
}

/// Whether a change says that something is as it should be: by a move that ends it well, or in an answer.
fn is_said(change: &Change) -> bool {
    let register = change.register;
    if register.for_people || register.composed || register == &agenda_item::REGISTER {
        return false;
    }
    match &change.what {
        What::Update { way: Way::Move(_), .. } => {
            moved(change).zip(register.machine).is_some_and(|(step, machine)| ends_well(register, machine, step))
        }
        What::Update { fields, .. } => fields.iter().any(comes_well) || is_turned(change),
        _ => false,
    }
}

/// Whether a move ends something well, for good or for this time: it leads to where things are as they should be, or out of
/// what is open, or it says that something was done that can be shown.
fn ends_well(register: &Register, machine: &'static Machine, step: &Move) -> bool {
    let good = register.field(machine.field).and_then(|field| tone(field, step.to)) == Some(Tone::Good);
    let stays = step.to == Move::STAYS;
    let over = !stays && !machine.open.contains(&step.to);
    let due_no_more = !machine.due_in.is_empty() && !machine.due_in.contains(&step.to);
    good || over || (step.evidence && (stays || due_no_more))
}

fn tone(field: &Field, key: &str) -> Option<Tone> {
    field.choice(key).map(|choice| choice.tone)
}

fn tone_of(field: &Field, value: Option<&Value>) -> Option<Tone> {
    match value {
        Some(Value::Choice(key)) => tone(field, key),
        _ => None,
    }
}

fn comes_well(side: &FieldChange) -> bool {
    !side.field.derived && tone_of(side.field, side.after.as_ref()) == Some(Tone::Good)
}

/// Whether an answer that something is wrong became another one, which says no such thing: that is told whoever did it.
fn is_turned(change: &Change) -> bool {
    let What::Update { way: Way::Edit | Way::Revert, fields, .. } = &change.what else { return false };
    let wrong =
        |field: &Field, value: &Option<Value>| matches!(tone_of(field, value.as_ref()), Some(Tone::Watch | Tone::Bad));
    let of_its_own = |field: &Field| !field.derived && !field.by_move;
    fields.iter().any(|one| of_its_own(one.field) && wrong(one.field, &one.before) && !wrong(one.field, &one.after))
}

/// Who else stands behind what somebody did.
enum Behind {
    /// Somebody who attested it themselves.
    Another,
    /// Nobody but those who were only named, and files: `P-4 Dev Anand is named by Ben Okafor, …`.
    Nobody(Vec<String>),
}

/// Who stands behind a step but whoever did it: what somebody said themselves counts, and what whoever did it or answers for
/// it says of others does not. A file frees nobody from being told of, whoever put it there: it is named. `done` where it
/// says by a day that something was done.
fn behind(span: &Span, record: &Record, step: &Step, steps: &[Step], done: bool) -> Result<Behind, Error> {
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
    for one in steps.iter().filter(|one| one.sequence >= step.sequence) {
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
