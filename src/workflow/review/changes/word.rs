//! What was done on one person's word: somebody says that it is done, settled, closed or implemented, and nobody else attested
//! it themselves. Whoever is named by the one who did it is not asked, and may not know; files that are on record are named,
//! with who put them there.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::better::Better;
use crate::domain::decision::DecisionField;
use crate::domain::favourable::{self, Effect};
use crate::domain::field::{Field, Tone};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::Interest;
use crate::domain::record::{Past, Record};
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
use crate::workflow::sheet::{Cell, Column, Lead, Row};

use super::behind::{Behind, behind, recorded};
use super::better::under;
use super::borne::Borne;
use super::carried_on;
use super::left_out;
use super::looked_at;
use super::rules;
use super::span::{Claimed, Span, Step, is_looked_at, moved};

/// So many new records of one transaction that are left out from the beginning are named.
const LEFT_OUT: u64 = 50;

/// What somebody said of a record.
#[derive(Debug, Clone)]
pub struct Said {
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

impl Said {
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
) -> Result<Vec<Said>, Error> {
    let mut all = Vec::new();
    let (mut at_once, mut named) = (BTreeMap::<_, u64>::new(), BTreeMap::<_, u64>::new());
    for step in span.founded.values().filter(|step| left_out::is(&step.change)) {
        *at_once.entry((step.sequence, step.change.register.name)).or_default() += 1;
    }
    for (id, step) in &span.founded {
        let Some(record) = span.view.record(*id)?.filter(|_| !span.is_set_up(step)) else { continue };
        if is_declared(span, &record, step)? {
            continue;
        }
        let place = (step.sequence, record.register.name);
        let what = match left_out::words(span, step)? {
            Some(what) => {
                let named = named.entry(place).or_default();
                *named += 1;
                // The others are counted with what else is new.
                if *named > LEFT_OUT {
                    continue;
                }
                let more = at_once[&place].saturating_sub(LEFT_OUT);
                if *named == LEFT_OUT && more > 0 { format!("{what}; {more} more were left out with it") } else { what }
            }
            None => span.told(&[step])?,
        };
        *counted.entry(place).or_default() += 1;
        all.push((step.sequence, Said { what, ..said_by(span, &record, step, std::slice::from_ref(step), &[])? }));
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
            let looked_at = looked_at::of(span, &record, step)?;
            let again = is_turned_again(&step.change, steps);
            let told = (rules::bend(&step.change) && !span.is_set_up(step))
                || is_turned(&step.change)
                || again
                || looked_at.as_ref().is_some_and(|one| one.is_moved)
                || matches!(softened, Softened::Turned | Softened::Otherwise);
            if !told && softened == Softened::Not && !is_said(&step.change) {
                continue;
            }
            let named = match behind(span, &record, step, steps, softened == Softened::Done)? {
                Behind::Another if !told => continue,
                Behind::Another => Vec::new(),
                Behind::Nobody(named) => named,
            };
            let carried_on = carried_on::words(span, step, true)?;
            let looked_at = looked_at.map(|one| one.words).into_iter().chain(carried_on);
            let named: Vec<_> = looked_at.chain(named).collect();
            let one = said_by(span, &record, step, steps, &named)?;
            let what = match softened {
                Softened::Not if !is_turned(&step.change) && !again => one.what,
                Softened::Not if !is_turned(&step.change) => format!("said otherwise: {}", one.what),
                Softened::Otherwise => format!("said otherwise: {}", one.what),
                _ => format!("looks better: {}", one.what),
            };
            all.push((step.sequence, Said { what, ..one }));
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
fn carried_in_writing(span: &Span, claimed: &Claimed) -> Result<Vec<(Sequence, Said)>, Error> {
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
    } else {
        let asked = favourable::shown(register.made_better(), &before, &after);
        if ways.is_empty() && asked.is_empty() {
            return Ok(Softened::Not);
        }
        let versions = span.view.versions(record.id)?;
        let weighed = Borne::before(&versions, step.sequence).weighed();
        if !weighed {
            let reached = |field: &Field| {
                register.unasked.iter().any(|one| matches!(one, Better::Reaches(name, _) if *name == *field.name))
            };
            let slip = |field: &Field| !reached(field) && is_slip(span, &versions, field, step);
            ways.retain(|one| !one.field.is_some_and(slip));
        }
        // What somebody softens on the day on which they recorded it is no slip where another answers for it, or where it
        // ever weighed.
        if weighed || span.responsible(record)?.is_some_and(|owner| span.actor(step.sequence) != Some(owner)) {
            ways.extend(asked);
        }
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

pub(super) fn said_by(
    span: &Span,
    record: &Record,
    step: &Step,
    steps: &[Step],
    named_only: &[String],
) -> Result<Said, Error> {
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
    Ok(Said {
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
    let What::Update { fields, .. } = &change.what else { return false };
    let may_be_wrong = |side: &FieldChange| {
        side.field.kind.choices().iter().any(|choice| matches!(choice.tone, Tone::Watch | Tone::Bad))
    };
    rules::bend(change) || is_said(change) || is_looked_at(change) || fields.iter().any(may_be_wrong)
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
    fields
        .iter()
        .any(|side| is_answer(side.field) && is_wrong(side.field, &side.before) && !is_wrong(side.field, &side.after))
}

/// Whether such an answer became yet another one, which is asked of nobody.
fn is_turned_again(change: &Change, steps: &[Step]) -> bool {
    let What::Update { way: Way::Edit | Way::Revert, fields, .. } = &change.what else { return false };
    let asked =
        |field: &Field| change.register.made_better().any(|one| one.fields().iter().any(|name| *name == *field.name));
    let earlier = steps.iter().map(|step| &step.change).take_while(|one| !std::ptr::eq(*one, change));
    let turned: Vec<&FieldChange> = earlier.filter(|one| is_turned(one)).flat_map(sides_of).collect();
    let was = |field: &Field| turned.iter().any(|side| side.field == field && is_wrong(field, &side.before));
    fields.iter().any(|side| is_answer(side.field) && !asked(side.field) && was(side.field))
}

fn sides_of(change: &Change) -> &[FieldChange] {
    if let What::Update { fields, .. } = &change.what { fields } else { &[] }
}

fn is_answer(field: &Field) -> bool {
    !field.derived && !field.by_move
}

fn is_wrong(field: &Field, value: &Option<Value>) -> bool {
    matches!(tone_of(field, value.as_ref()), Some(Tone::Watch | Tone::Bad))
}
