//! Everything else that was changed: a line for each record, hand and reason, and new records counted. Nothing is chosen here, so that nothing is left
//! out: what is told nowhere else is told here.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::agenda_item::{self, AgendaItemField};
use crate::domain::better::Hiding;
use crate::domain::conclusion;
use crate::domain::decision::{self, words::DecisionMove};
use crate::domain::field::Tone;
use crate::domain::governs::Governs;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::name::FieldName;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::within_a_sentence;
use crate::domain::state::Move;
use crate::domain::transaction::{Change, Channel, FieldChange, What};
use crate::domain::value::Value;
use crate::domain::{resolution, resolution_answer, review};
use crate::fields;
use crate::store::Error;
use crate::workflow::review::operations::is_result;
use crate::workflow::sheet::{Cell, Column, Lead, Row, Shown};

use super::alike;
use super::made::{self, Levels, Made, add, told_by_level};
use super::rules;
use super::set_back;
use super::span::{Claimed, Span, Step, is_looked_at, moved};

/// What was changed, and is told nowhere else.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// The lines of each record that changed, as far as they are told.
    pub rows: Vec<Other>,
    /// How many more records of each register changed than are told.
    pub cut: BTreeMap<&'static str, u64>,
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
    /// What of it is told on every page; nothing where nothing is.
    heavy: String,
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

/// In which order it is told.
pub(super) const MEANS: &str = "What was said, decided or ruled otherwise first, which is never cut; then who answers and what may look better, then what \
     somebody changed of their own.";

impl Others {
    /// Whether nothing else was changed.
    pub fn is_empty(&self) -> bool {
        self.changes == 0 && self.made.is_empty() && self.remarks.is_empty()
    }

    /// A line a register: `actions: 3 changed, 12 new`.
    pub(super) fn counted(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, (u64, u64, Levels, Vec<String>)> = BTreeMap::new();
        for (register, changed) in &self.changed {
            counts.entry(register).or_default().0 += changed;
        }
        for one in &self.made {
            let (_, made, levels, bursts) = counts.entry(one.register.plural).or_default();
            *made += one.count;
            add(levels, &one.levels);
            bursts.extend(one.burst().map(|burst| format!("{} by {} {burst}", one.count, one.by)));
        }
        let words = |(register, (changed, made, levels, bursts)): (&str, (u64, u64, Levels, Vec<String>))| {
            let changed = (changed > 0).then(|| format!("{changed} changed"));
            let graded = Some(told_by_level(&levels)).filter(|words| !words.is_empty());
            let graded = graded.into_iter().chain(bursts).collect::<Vec<_>>().join("; ");
            let graded = if graded.is_empty() { graded } else { format!(" ({graded})") };
            let made = (made > 0).then(|| format!("{made} new{graded}"));
            let counts = changed.into_iter().chain(made).collect::<Vec<_>>().join(", ");
            format!("{}: {counts}", register)
        };
        counts.into_iter().map(words).collect()
    }
}

impl Other {
    /// In one sentence: `AG-28 Incidents: commentary: Nothing to report, on 2026-11-30 by P-12 Maeve Adelakun`.
    fn words(&self, what: &str) -> String {
        let named = format!("{} {}", self.record.reference(), self.title);
        let because = self.because.trim_end_matches('.');
        let because = if because.is_empty() { String::new() } else { format!(", because: {because}") };
        let what = within_a_sentence(what);
        format!("{}: {what}, on {} by {}{because}", named.trim_end(), self.on, self.by)
    }

    /// The same of others that are named.
    fn alike(self, others: &str) -> Self {
        if others.is_empty() { self } else { Self { title: format!("{} {others}", self.title), ..self } }
    }

    /// Whether it is of one of these records.
    pub fn is_of(&self, records: &[Record]) -> bool {
        records.iter().any(|one| one.id == self.record.id)
    }

    /// What is told on every page, in one sentence; nothing where nothing is.
    pub fn told_everywhere(&self) -> Option<String> {
        Some(self.heavy.as_str()).filter(|heavy| !heavy.is_empty()).map(|heavy| self.words(heavy))
    }

    pub(super) fn row(&self) -> Row {
        let words = [self.record.reference().to_string(), self.title.clone(), self.what.clone(), self.on.clone()];
        let words = words.into_iter().chain([self.by.clone(), self.because.clone()]).map(Cell::text);
        let changes = Cell::count(usize::try_from(self.changes).unwrap_or(usize::MAX));
        Row { cells: words.chain([changes]).collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

/// What is looked at first: who may do what, by which rules and when, what was said to the meeting or decided; then who
/// answers for what, and what may look better; then what somebody changed of their own; the meeting's own steps last, which
/// its minutes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Heavy,
    Answers,
    MayLookBetter,
    Own,
    Plain,
    /// One of many that were changed at once, which is told beside them, or imported.
    AtOnce,
    /// Somebody's own work since, on which nobody relies.
    Slip,
    Meeting,
}

/// What became of one record, and is told nowhere else; or of many, alike.
pub(super) struct Touched<'a> {
    rank: Rank,
    last: Sequence,
    pub id: RecordId,
    pub steps: Vec<&'a Step>,
    /// The others to which the same was done.
    pub alike: Vec<RecordId>,
}

impl Touched<'_> {
    /// Whether it is told on every page.
    pub fn is_heavy(&self) -> bool {
        self.rank == Rank::Heavy
    }

    /// Whether it is somebody's own work since, on which nobody relies.
    pub fn is_slip(&self) -> bool {
        self.rank == Rank::Slip
    }
}

/// Everything that is not claimed. Where it is more than so many lines, many records to which the same was done are one, and
/// no more than so many are told with what may be cut: somebody's own work since on which nobody relies, and the steps of the
/// meeting. What stood there before is never cut.
pub(super) fn of(
    span: &Span,
    claimed: &Claimed,
    counted: &BTreeMap<(Sequence, &'static str), u64>,
    most: usize,
) -> Result<Others, Error> {
    let mut others = Others { made: made::of(span, counted)?, remarks: remarks(span)?, ..Others::default() };
    let mut touched: Vec<Touched> = Vec::new();
    let ids: BTreeSet<RecordId> = span.steps.keys().chain(span.founded.keys()).copied().collect();
    for id in ids {
        let new = span.founded.get(&id).filter(|one| !claimed.contains(&(one.sequence, id)) && !span.is_set_up(one));
        let steps = span.steps.get(&id).into_iter().flatten();
        let left: Vec<&Step> = steps.filter(|one| !claimed.contains(&(one.sequence, id))).collect();
        others.changes += left.len() as u64;
        if let Some(last) = left.last() {
            *others.changed.entry(last.change.register.plural).or_default() += 1;
        }
        let told: Vec<&Step> = new.into_iter().chain(left).collect();
        let Some(last) = told.last() else { continue };
        let (rank, last) = (rank(span, &told)?, last.sequence);
        touched.push(Touched { rank, last, id, steps: told, alike: Vec::new() });
    }
    let heavy = touched.iter().filter(|one| one.rank == Rank::Heavy).count();
    let room = heavy.saturating_add(most);
    if touched.len() > room {
        for one in touched.iter_mut().filter(|one| !matches!(one.rank, Rank::Heavy | Rank::Meeting)) {
            if alike::is_own_work(span, one.id)? {
                one.rank = Rank::Slip;
            }
        }
        touched = alike::folded(span, touched);
    }
    touched.sort_by_key(|one| (one.rank, std::cmp::Reverse(one.last), one.id));
    for (place, one) in touched.into_iter().enumerate() {
        if place >= room && (one.rank == Rank::Slip || (one.rank == Rank::Meeting && span.is_new(one.id)?)) {
            let plural = one.steps.first().map_or("", |step| step.change.register.plural);
            *others.cut.entry(plural).or_default() += 1 + one.alike.len() as u64;
            continue;
        }
        let lines = told(span, one.id, &one.steps)?;
        let named = alike::named(span, &one)?;
        others.rows.extend(lines.into_iter().map(|line| line.alike(&named)));
    }
    Ok(others)
}

/// What became of a record, a line for each who changed it and for each reason.
fn told(span: &Span, id: RecordId, steps: &[&Step]) -> Result<Vec<Other>, Error> {
    let Some(record) = span.view.record(id)? else { return Ok(Vec::new()) };
    let mut hands: Vec<(String, &str, Vec<&Step>)> = Vec::new();
    for step in steps {
        let (hand, reason) = (span.by(step.sequence), span.reason(step.sequence));
        match hands.iter_mut().find(|(by, because, _)| *by == hand && *because == reason) {
            Some((_, _, known)) => known.push(step),
            None => hands.push((hand, reason, vec![step])),
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
    let heavy: Vec<&Step> = steps.iter().copied().filter(|step| is_heavy(span, step)).collect();
    Ok(Other {
        on,
        title: span.titled(record, first)?,
        what: span.told(steps)?,
        by: span.by(first),
        because: span.reason(first).to_owned(),
        changes: steps.iter().filter(|step| !matches!(step.change.what, What::Create { .. })).count() as u64,
        heavy: if heavy.is_empty() { String::new() } else { span.told(&heavy)? },
        record: record.clone(),
    })
}

fn rank(span: &Span, steps: &[&Step]) -> Result<Rank, Error> {
    let Some(register) = steps.first().map(|step| step.change.register) else { return Ok(Rank::Plain) };
    if steps.iter().any(|step| is_heavy(span, step)) {
        return Ok(Rank::Heavy);
    }
    let imported = |step: &Step| span.headers.get(&step.sequence).is_some_and(|one| one.channel == Channel::Import);
    if steps.iter().all(|step| span.batches.contains(&step.sequence) || imported(step)) {
        return Ok(Rank::AtOnce);
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

/// Who is to say something of an input, and by when.
const ASKED: &[FieldName] = fields![AgendaItemField: Contributor, ContributionDue];

/// What is done with a decision of whatever meeting beside deciding it, which the minutes of its own tell.
const UNDONE: [DecisionMove; 3] = [DecisionMove::Supersede, DecisionMove::Withdraw, DecisionMove::Defer];

/// Whether it is told on every page, however much else there is: by what it goes, what is said to the meeting, and what is
/// decided beside it or taken out of it.
fn is_heavy(span: &Span, step: &Step) -> bool {
    let change = &step.change;
    let register = change.register;
    let step_of = moved(change);
    if span.is_set_up(step) {
        return false;
    }
    if rules::bend(change) || matches!(change.what, What::Create { .. } | What::Erase { .. }) {
        return true;
    }
    let of_the_meeting = register.for_people || register.composed || register == &agenda_item::REGISTER;
    if step_of.is_some_and(|made| !of_the_meeting && (opens(register, made) || goes_wrong(register, made))) {
        return true;
    }
    if matches!(change.what, What::Void { .. } | What::Unvoid { .. }) && register.governs != Governs::Nothing {
        return true;
    }
    // A judgement that is made anew is told by its history; one that is taken away is gone from the minutes.
    if register == &conclusion::REGISTER {
        return matches!(change.what, What::Void { .. } | What::Unvoid { .. });
    }
    if register == &agenda_item::REGISTER {
        let What::Update { fields, .. } = &change.what else { return true };
        let asked = |side: &FieldChange| side.before.is_some() && ASKED.iter().any(|name| *name == *side.field.name);
        let said = |side: &FieldChange| side.field == AgendaItemField::Commentary.field() || asked(side);
        return step_of.is_none() && fields.iter().any(said);
    }
    if register == &decision::REGISTER {
        return step_of.is_none_or(|step| UNDONE.iter().any(|one| one.name() == step.name));
    }
    if register == &review::REGISTER {
        // Its results stand in its minutes.
        let What::Update { fields, .. } = &change.what else { return true };
        return step_of.is_none() && !fields.iter().all(|side| is_result(side.field.name));
    }
    register == &resolution::REGISTER || register == &resolution_answer::REGISTER
}

/// Whether a move opens what was attested: what was reported, closed or approved is so no more.
fn opens(register: &Register, made: &Move) -> bool {
    let attested = register.machine.map_or(&[][..], |machine| machine.attested);
    attested.iter().any(|one| one.opens == Some(made.name))
}

/// Whether a move leads to where something is not as it should be: in effect, and not approved.
fn goes_wrong(register: &Register, made: &Move) -> bool {
    let state = register.machine.and_then(|machine| register.field(machine.field)?.choice(made.to));
    state.is_some_and(|state| matches!(state.tone, Tone::Watch | Tone::Bad))
}

/// Whether it is of a kind by which records come to look better.
fn may_look_better(change: &Change) -> bool {
    match &change.what {
        What::Void { .. } => change.register.hiding != Hiding::Nothing,
        _ => moved(change).is_some_and(|step| step.settles) || is_looked_at(change),
    }
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
    remarks.extend(set_back::of(span)?);
    Ok(remarks)
}
