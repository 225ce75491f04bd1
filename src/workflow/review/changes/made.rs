//! New records: how many of which register, by whom, how grave or how well they were said to be, and how fast.

use std::collections::BTreeMap;

use crate::domain::favourable;
use crate::domain::field::{Field, Tone};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::register::Register;
use crate::domain::spelling::counted;
use crate::domain::transaction::{Channel, What};
use crate::domain::value::{Instant, Value};
use crate::domain::{person, separation, vote};
use crate::store::Error;
use crate::workflow::sheet::{Cell, Column, Row, Shown};

use super::span::Span;

/// So many new people of one transaction are named.
const NAMED: u64 = 20;

/// New records of a register that one person recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub register: &'static Register,
    pub by: String,
    pub imported: bool,
    pub count: u64,
    /// Who they are, or what for, where they say who may do what.
    pub named: Vec<String>,
    /// How many were said to be how grave, or how well, where that is said of them.
    pub(super) levels: Levels,
    /// When the first and the last was recorded, one after the other.
    span: Option<(Instant, Instant)>,
}

/// So many new records that say how well it is, in less than so many minutes each, are told to have come in a burst.
const BURST: u64 = 10;

/// See [`BURST`].
const MINUTES_EACH: i64 = 2;

/// How many are how grave: the place of the answer among those that can be given, and its words.
pub(super) type Levels = BTreeMap<(usize, &'static str), u64>;

/// So many new records of one transaction are looked at for how grave they were said to be.
const LOOKED_AT: u64 = 1000;

pub(super) const COLUMNS: [Column; 4] = [
    Column::words("register", "New"),
    Column::new("count", "How many", Shown::Numbers),
    Column::words("by", "Recorded by"),
    Column::words("how", ""),
];

impl Made {
    pub(super) fn row(&self) -> Row {
        let how = self.imported.then(|| "imported".to_owned()).into_iter();
        let graded = Some(told_by_level(&self.levels)).filter(|words| !words.is_empty());
        let how = how.chain(self.named.iter().cloned()).chain(graded).chain(self.burst());
        let how = how.collect::<Vec<_>>().join(", ");
        let count = Cell::count(usize::try_from(self.count).unwrap_or(usize::MAX));
        Row::of([Cell::text(self.register.plural), count, Cell::text(self.by.clone()), Cell::text(how)])
    }
}

impl Made {
    /// That many which say how it stands were recorded faster than anybody looks: `within 4 minutes`.
    pub(super) fn burst(&self) -> Option<String> {
        let (first, last) = self.span.filter(|_| !self.imported && self.count >= BURST && !self.levels.is_empty())?;
        let minutes = last.signed_duration_since(first).num_minutes() + 1;
        let fast = minutes < MINUTES_EACH.saturating_mul(i64::try_from(self.count).unwrap_or(i64::MAX));
        fast.then(|| format!("within {}", counted(usize::try_from(minutes).unwrap_or(1), "minute", "minutes")))
    }
}

/// New records, but for those that are told elsewhere.
pub(super) fn of(span: &Span, counted: &BTreeMap<(Sequence, &'static str), u64>) -> Result<Vec<Made>, Error> {
    let mut made: Vec<Made> = Vec::new();
    for tally in &span.made {
        let Some(register) = tally.made.filter(|register| *register != &favourable::REGISTER) else { continue };
        let count = tally.count.saturating_sub(counted.get(&(tally.sequence, register.name)).copied().unwrap_or(0));
        let imported = span.headers.get(&tally.sequence).is_some_and(|header| header.channel == Channel::Import);
        let by = span.by(tally.sequence);
        let mut named = Vec::new();
        if [&person::REGISTER, &separation::REGISTER].contains(&register) && count <= NAMED {
            for id in span.view.made(tally.sequence, register)? {
                named.extend(span.view.record(id)?.map(|record| record.title().to_owned()));
            }
        }
        let mut levels = Levels::new();
        if let Some(field) = said_of(register).filter(|_| count > 0 && tally.count <= LOOKED_AT) {
            for id in span.view.made(tally.sequence, register)? {
                if let Some(level) = said_first(span, id, field)? {
                    *levels.entry(level).or_default() += 1;
                }
            }
        }
        let at = span.headers.get(&tally.sequence).map(|header| header.at);
        match made.iter_mut().find(|one| one.register == register && one.by == by && one.imported == imported) {
            Some(one) => {
                one.count += count;
                one.named.append(&mut named);
                add(&mut one.levels, &levels);
                one.span = one.span.zip(at).map(|((first, last), at)| (first.min(at), last.max(at)));
            }
            None => made.push(Made { register, by, imported, count, named, levels, span: at.map(|at| (at, at)) }),
        }
    }
    made.retain(|one| one.count > 0);
    made.sort_by(|one, other| {
        (one.register.name, &one.by, one.imported).cmp(&(other.register.name, &other.by, other.imported))
    });
    Ok(made)
}

/// The field by which it is said how grave a record is, of what is dealt with.
pub(super) fn graded(register: &'static Register) -> Option<&'static Field> {
    register.graded().map(|(field, _)| field)
}

/// The field by which it is said how a new record stands: how grave it is, or how well something is.
fn said_of(register: &'static Register) -> Option<&'static Field> {
    let well = |field: &&Field| field.kind.choices().iter().any(|choice| choice.tone == Tone::Good);
    let answer =
        || register.fields.iter().find(|field| field.listed && !field.by_move && !field.derived && well(field));
    // What the meeting itself consists of is told where it is.
    let of_the_meeting = register.for_people || register == &vote::REGISTER;
    graded(register).or_else(|| if of_the_meeting { None } else { answer() })
}

/// What was said in a field when a record was made.
fn said_first(span: &Span, id: RecordId, field: &'static Field) -> Result<Option<(usize, &'static str)>, Error> {
    let Some((_, first)) = span.view.history(id)?.into_iter().next() else { return Ok(None) };
    let What::Create { values, .. } = &first.what else { return Ok(None) };
    let Some(Some(Value::Choice(key))) = first.register.position(field.name).and_then(|place| values.get(place)) else {
        return Ok(None);
    };
    let place = field.kind.choices().iter().position(|choice| choice.key == *key);
    Ok(place.map(|place| (place, field.kind.choices()[place].label)))
}

pub(super) fn add(levels: &mut Levels, more: &Levels) {
    more.iter().for_each(|(level, count)| *levels.entry(*level).or_default() += count);
}

/// `1 critical, 2 low`.
pub(super) fn told_by_level(levels: &Levels) -> String {
    let words = |((_, label), count): (&(usize, &str), &u64)| format!("{count} {}", label.to_lowercase());
    levels.iter().map(words).collect::<Vec<_>>().join(", ")
}
