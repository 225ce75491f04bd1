//! Everything else that was changed: a line for each record, hand and reason, and new records counted. Nothing is chosen here, so that nothing is left
//! out: what is told nowhere else is told here.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::agenda_item;
use crate::domain::better::Hiding;
use crate::domain::favourable;
use crate::domain::governs::Governs;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::transaction::{Change, Channel, What};
use crate::domain::value::Value;
use crate::store::Error;
use crate::workflow::sheet::{Cell, Column, Lead, Row, Shown};

use super::span::{Claimed, Span, Step, is_looked_at, moved};

/// So many new people of one transaction are named.
const NAMED: u64 = 20;

/// What was changed, and is told nowhere else.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// The lines of each record that changed, as far as they are told.
    pub rows: Vec<Other>,
    /// How many more records changed than are told.
    pub more: u64,
    /// How many records of each register changed.
    pub changed: BTreeMap<&'static str, u64>,
    /// How many changes there were of records that were there before.
    pub changes: u64,
    /// New records, by register and who recorded them.
    pub made: Vec<Made>,
    /// What many records at once were part of, and what is to be known of the clock.
    pub remarks: Vec<String>,
}

/// What one person, for one reason, changed of a record.
#[derive(Debug, Clone)]
pub struct Other {
    record: Record,
    /// What the record was called before.
    title: String,
    on: String,
    what: String,
    by: String,
    because: String,
    changes: u64,
}

/// New records of a register that one person recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub register: &'static Register,
    pub by: String,
    pub imported: bool,
    pub count: u64,
    /// Who they are, or what for, where they say who may do what.
    pub named: Vec<String>,
}

pub(super) const COLUMNS: [Column; 7] = [
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("change", "Change"),
    Column::words("on", "On"),
    Column::words("by", "By"),
    Column::words("because", "Because"),
    Column::new("changes", "", Shown::Never),
];

pub(super) const MADE: [Column; 4] = [
    Column::words("register", "New"),
    Column::new("count", "How many", Shown::Numbers),
    Column::words("by", "Recorded by"),
    Column::words("how", ""),
];

/// In which order it is told.
pub(super) const MEANS: &str =
    "Rules and people first, then who answers and what may look better, then what somebody changed of their own.";

impl Others {
    /// Whether nothing else was changed.
    pub fn is_empty(&self) -> bool {
        self.changes == 0 && self.made.is_empty() && self.remarks.is_empty()
    }

    /// A line a register: `actions: 3 changed, 12 new`.
    pub(super) fn counted(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (register, changed) in &self.changed {
            counts.entry(register).or_default().0 += changed;
        }
        for one in &self.made {
            counts.entry(one.register.plural).or_default().1 += one.count;
        }
        let words = |(register, (changed, made)): (&str, (u64, u64))| {
            let changed = (changed > 0).then(|| format!("{changed} changed"));
            let made = (made > 0).then(|| format!("{made} new"));
            let counts = changed.into_iter().chain(made).collect::<Vec<_>>().join(", ");
            format!("{}: {counts}", register)
        };
        counts.into_iter().map(words).collect()
    }
}

impl Other {
    pub(super) fn row(&self) -> Row {
        let words = [self.record.reference().to_string(), self.title.clone(), self.what.clone(), self.on.clone()];
        let words = words.into_iter().chain([self.by.clone(), self.because.clone()]).map(Cell::text);
        let changes = Cell::count(usize::try_from(self.changes).unwrap_or(usize::MAX));
        Row { cells: words.chain([changes]).collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

impl Made {
    pub(super) fn row(&self) -> Row {
        let how = self.imported.then(|| "imported".to_owned()).into_iter();
        let how = how.chain(self.named.iter().cloned()).collect::<Vec<_>>().join(", ");
        let count = Cell::count(usize::try_from(self.count).unwrap_or(usize::MAX));
        Row::of([Cell::text(self.register.plural), count, Cell::text(self.by.clone()), Cell::text(how)])
    }
}

/// What is looked at first: who may do what, by which rules and when; then who answers for what, and what may look better;
/// then what somebody changed of their own; the meeting's own steps last, which its minutes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Rules,
    Answers,
    MayLookBetter,
    Own,
    Plain,
    /// One of many that were changed alike at once, which is told beside them.
    AtOnce,
    Meeting,
}

/// Everything that is not claimed, of which so many lines are told at most.
pub(super) fn of(
    span: &Span,
    claimed: &Claimed,
    counted: &BTreeMap<(Sequence, &'static str), u64>,
    most: usize,
) -> Result<Others, Error> {
    let mut others = Others { made: made(span, counted)?, remarks: remarks(span)?, ..Others::default() };
    let mut touched: Vec<(Rank, Sequence, RecordId, Vec<&Step>)> = Vec::new();
    let ids: BTreeSet<RecordId> = span.steps.keys().chain(span.founded.keys()).copied().collect();
    for id in ids {
        let new = span.founded.get(&id).filter(|one| !claimed.contains(&(one.sequence, id)));
        let steps = span.steps.get(&id).into_iter().flatten();
        let left: Vec<&Step> = steps.filter(|one| !claimed.contains(&(one.sequence, id))).collect();
        others.changes += left.len() as u64;
        if let Some(last) = left.last() {
            *others.changed.entry(last.change.register.plural).or_default() += 1;
        }
        let told: Vec<&Step> = new.into_iter().chain(left).collect();
        let Some(last) = told.last() else { continue };
        touched.push((rank(span, &told)?, last.sequence, id, told));
    }
    touched.sort_by_key(|(rank, sequence, id, _)| (*rank, std::cmp::Reverse(*sequence), *id));
    others.more = touched.len().saturating_sub(most) as u64;
    for (_, _, id, steps) in touched.into_iter().take(most) {
        others.rows.extend(told(span, id, &steps)?);
    }
    Ok(others)
}

/// What became of a record, a line for each who changed it and for each reason.
fn told(span: &Span, id: RecordId, steps: &[&Step]) -> Result<Vec<Other>, Error> {
    let Some(record) = span.view.record(id)? else { return Ok(Vec::new()) };
    let mut hands: Vec<(Option<RecordId>, &str, Vec<&Step>)> = Vec::new();
    for step in steps {
        let (actor, reason) = (span.actor(step.sequence), span.reason(step.sequence));
        match hands.iter_mut().find(|(by, because, _)| *by == actor && *because == reason) {
            Some((_, _, known)) => known.push(step),
            None => hands.push((actor, reason, vec![step])),
        }
    }
    hands.into_iter().map(|(_, _, steps)| by_one(span, &record, &steps)).collect()
}

fn by_one(span: &Span, record: &Record, steps: &[&Step]) -> Result<Other, Error> {
    let days: BTreeSet<_> = steps.iter().map(|step| span.day(step.sequence)).collect();
    let on = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (_, last) => last.map_or(String::new(), ToString::to_string),
    };
    let first = steps.first().map_or(span.until, |step| step.sequence);
    Ok(Other {
        on,
        title: span.titled(record, first)?,
        what: span.told(steps)?,
        by: span.by(first),
        because: span.reason(first).to_owned(),
        changes: steps.iter().filter(|step| !matches!(step.change.what, What::Create { .. })).count() as u64,
        record: record.clone(),
    })
}

fn rank(span: &Span, steps: &[&Step]) -> Result<Rank, Error> {
    let Some(register) = steps.first().map(|step| step.change.register) else { return Ok(Rank::Plain) };
    if steps.iter().all(|step| span.batches.contains(&step.sequence)) {
        return Ok(Rank::AtOnce);
    }
    if register.governs != Governs::Nothing || steps.iter().any(|step| matches!(step.change.what, What::Create { .. }))
    {
        return Ok(Rank::Rules);
    }
    if register.for_people || register.composed || register == &agenda_item::REGISTER {
        return Ok(Rank::Meeting);
    }
    let handed = |step: &&Step| match (&step.change.what, register.responsible()) {
        (What::Update { fields, .. }, Some(field)) => fields.iter().any(|one| one.field == field),
        _ => false,
    };
    if steps.iter().any(handed) {
        return Ok(Rank::Answers);
    }
    if steps.iter().any(|step| may_look_better(&step.change)) {
        return Ok(Rank::MayLookBetter);
    }
    let Some(field) = register.responsible() else { return Ok(Rank::Plain) };
    let owner = span.view.record(steps[0].change.record)?.and_then(|record| record.get(field.name).cloned());
    let of_own = |step: &&Step| owner.is_some() && span.actor(step.sequence).map(Value::Link) == owner;
    Ok(if steps.iter().any(of_own) { Rank::Own } else { Rank::Plain })
}

/// Whether it is of a kind by which records come to look better.
fn may_look_better(change: &Change) -> bool {
    match &change.what {
        What::Void { .. } => change.register.hiding != Hiding::Nothing,
        _ => moved(change).is_some_and(|step| step.settles) || is_looked_at(change),
    }
}

/// New records, but for those that are told elsewhere.
fn made(span: &Span, counted: &BTreeMap<(Sequence, &'static str), u64>) -> Result<Vec<Made>, Error> {
    let mut made: Vec<Made> = Vec::new();
    for tally in &span.made {
        let Some(register) = tally.made.filter(|register| *register != &favourable::REGISTER) else { continue };
        let count = tally.count.saturating_sub(counted.get(&(tally.sequence, register.name)).copied().unwrap_or(0));
        let imported = span.headers.get(&tally.sequence).is_some_and(|header| header.channel == Channel::Import);
        let by = span.by(tally.sequence);
        let mut named = Vec::new();
        if [&crate::domain::person::REGISTER, &crate::domain::separation::REGISTER].contains(&register)
            && count <= NAMED
        {
            for id in span.view.made(tally.sequence, register)? {
                named.extend(span.view.record(id)?.map(|record| record.title().to_owned()));
            }
        }
        match made.iter_mut().find(|one| one.register == register && one.by == by && one.imported == imported) {
            Some(one) => {
                one.count += count;
                one.named.append(&mut named);
            }
            None => made.push(Made { register, by, imported, count, named }),
        }
    }
    made.retain(|one| one.count > 0);
    made.sort_by(|one, other| {
        (one.register.name, &one.by, one.imported).cmp(&(other.register.name, &other.by, other.imported))
    });
    Ok(made)
}

/// What many records at once were part of, and where the clock was put back.
fn remarks(span: &Span) -> Result<Vec<String>, Error> {
    let mut remarks = Vec::new();
    for sequence in &span.batches {
        let mut parts = Vec::new();
        for kind in span.view.kinds(*sequence)? {
            let step = kind.step.as_deref().and_then(|name| super::span::step(kind.register, name));
            let verb = match (step, kind.verb.as_str()) {
                (Some(step), _) => step.participle,
                (None, "void") => "voided",
                (None, "unvoid") => "brought back",
                (None, "revert") => "put back by an undo",
                (None, _) => "edited",
            };
            parts.push(format!("{} {} {verb}", kind.count, kind.register.plural));
        }
        let reason = span.reason(*sequence);
        let because = if reason.is_empty() { String::new() } else { format!(", because: {reason}") };
        remarks.push(format!(
            "At once on {} by {}: {}{because}; transaction {sequence} of the journal has them all.",
            span.day(*sequence),
            span.by(*sequence),
            parts.join(", ")
        ));
    }
    for (sequence, header) in &span.headers {
        if let Some(behind) = header.behind {
            let spelled = |at: crate::domain::value::Instant| at.with_timezone(&span.zone).format("%Y-%m-%d %H:%M");
            remarks.push(format!(
                "The clock was put back: transaction {sequence}, by {}, says {}, and was written after {}.",
                span.by(*sequence),
                spelled(header.at),
                spelled(behind)
            ));
        }
    }
    Ok(remarks)
}
