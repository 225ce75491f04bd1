//! Everything else that was changed: a line for each record, hand and reason, and new records counted. Nothing is chosen here, so that nothing is left
//! out: what is told nowhere else is told here.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::note;
use crate::domain::record::Record;
use crate::domain::spelling::within_a_sentence;
use crate::domain::transaction::What;
use crate::store::Error;
use crate::workflow::sheet::{Cell, Column, Lead, Row, Shown};

use super::alike;
use super::handed::once;
use super::made::{self, Levels, Made, add, told_by_level};
use super::rank::{Rank, is_heavy, is_working, rank};
use super::set_back;
use super::span::{Claimed, Span, Step};

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
/// no more than so many are told with what may be cut: somebody's own work since on which nobody relies, the steps of meetings,
/// and new notes. What came of a meeting, and what stood there before, is never cut.
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
        let may_slip = |rank: Rank| !matches!(rank, Rank::Heavy | Rank::Result | Rank::Meeting | Rank::Noted);
        for one in touched.iter_mut().filter(|one| may_slip(one.rank)) {
            if alike::is_own_work(span, one.id)? {
                one.rank = Rank::Slip;
            }
        }
        touched = alike::folded(span, touched);
    }
    touched.sort_by_key(|one| (one.rank, std::cmp::Reverse(one.last), one.id));
    for (place, one) in touched.into_iter().enumerate() {
        let may_go = one.rank == Rank::Slip || (one.rank >= Rank::Meeting && span.is_new(one.id)?);
        if place >= room && may_go {
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
    // The edits of a note are one line a hand, whatever reasons they were given.
    let is_noted = record.register == &note::REGISTER && is_working(span, steps)?;
    for step in steps {
        let reason = if is_noted { "" } else { span.reason(step.sequence) };
        let hand = span.by(step.sequence);
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
        because: once(steps.iter().map(|step| span.reason(step.sequence).to_owned())),
        changes: steps.iter().filter(|step| !matches!(step.change.what, What::Create { .. })).count() as u64,
        heavy: if heavy.is_empty() { String::new() } else { span.told(&heavy)? },
        record: record.clone(),
    })
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
