//! What came to look better: voided, merged, carried over, ended as a duplicate, lowered, put off. Each change of that kind is
//! kept with who agreed to it, and told from there; what nobody is asked to agree to (whatever else is voided, cancelled,
//! withdrawn, declined, put off or carried over), from the journal.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::attestation::Confirmation;
use crate::domain::deadline::Deadline;
use crate::domain::favourable::{self, FavourableChange};
use crate::domain::field::{Field, Tone};
use crate::domain::governs::Governs;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::name::FieldName;
use crate::domain::note::Note;
use crate::domain::record::Record;
use crate::domain::restoration::{self, Restoration};
use crate::domain::spelling::day;
use crate::domain::state::Move;
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::workflow::said;
use crate::workflow::sheet::{Cell, Column, Lead, Row};

use super::behind::recorded;
use super::borne::Borne;
use super::grave::wrong;
use super::instead::into;
use super::span::{Claimed, Span, moved};
use super::voided::are_of_one_day;

/// One change by which a record looks better.
#[derive(Debug, Clone)]
pub struct Softened {
    /// The record as it is.
    pub record: Record,
    /// What the record was called before.
    pub title: String,
    pub on: NaiveDate,
    /// What happened to it: `voided`, `extended: Due date 2026-12-01, now 2027-02-01`.
    pub what: String,
    /// How it stood before: `open, major, 12 d late`.
    pub stood: String,
    pub by: String,
    pub because: String,
    /// Who agreed to it, and how that is known; nobody where that was not asked.
    pub agreed: String,
}

pub(super) const COLUMNS: [Column; 8] = [
    Column::words("on", "On"),
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("change", "Change"),
    Column::words("stood", "Stood"),
    Column::words("by", "By"),
    Column::words("because", "Because"),
    Column::words("agreed_by", "Agreed by"),
];

impl Softened {
    /// In one sentence: `voided: NC-12 Bias test skipped (open, major), on 3 November 2026 by …, because …, agreed by …`.
    pub fn words(&self) -> String {
        let stood = if self.stood.is_empty() { String::new() } else { format!(" ({})", self.stood) };
        let because = if self.because.is_empty() { "no reason was given" } else { self.because.trim_end_matches('.') };
        let because = if self.because.is_empty() { because.to_owned() } else { format!("because: {because}") };
        let agreed = match self.agreed.as_str() {
            "" => "; nobody was asked to agree".to_owned(),
            agreed => format!("; agreed by {agreed}"),
        };
        let named = format!("{} {}", self.record.reference(), self.title);
        format!("{}: {}{stood}, on {} by {}, {because}{agreed}", self.what, named.trim_end(), day(self.on), self.by)
    }

    pub(super) fn row(&self) -> Row {
        let words = [
            self.record.reference().to_string(),
            self.title.clone(),
            self.what.clone(),
            self.stood.clone(),
            self.by.clone(),
            self.because.clone(),
            self.agreed.clone(),
        ];
        let cells = std::iter::once(self.on.to_string()).chain(words).map(Cell::text);
        Row { cells: cells.collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

/// What came to look better, the first first; the changes that are told so are claimed, and new records counted by their
/// transaction and register.
pub(super) fn of(
    span: &Span,
    claimed: &mut Claimed,
    counted: &mut BTreeMap<(Sequence, &'static str), u64>,
) -> Result<Vec<Softened>, Error> {
    let mut told: BTreeMap<(Sequence, RecordId), Vec<Record>> = BTreeMap::new();
    for tally in span.made(&favourable::REGISTER) {
        for id in span.view.made(tally.sequence, &favourable::REGISTER)? {
            let Some(record) = span.view.record(id)? else { continue };
            if let Some(of) = FavourableChange(&record).record() {
                told.entry((tally.sequence, of)).or_default().push(record);
            }
        }
    }
    let mut all = Vec::new();
    for (&(sequence, id), told) in &told {
        let Some(one) = agreed_to(span, sequence, id, told)? else { continue };
        // A new record looks better than the one whose place it takes.
        if span.at(id, sequence).next().is_none() {
            *counted.entry((sequence, one.record.register.name)).or_default() += 1;
        } else {
            claimed.insert((sequence, id));
        }
        all.push((sequence, one));
    }
    for step in span.steps.values().flatten() {
        let place = (step.sequence, step.change.record);
        if claimed.contains(&place) || !is_told_by_itself(&step.change) {
            continue;
        }
        if let Some(one) = by_itself(span, step.sequence, &step.change)? {
            claimed.insert(place);
            all.push((step.sequence, one));
        }
    }
    restored(span, counted, &mut all)?;
    all.sort_by_key(|(sequence, one)| (*sequence, one.record.register.name, one.record.number));
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// Backups that took the file's place: what was there since is told nowhere else.
fn restored(
    span: &Span,
    counted: &mut BTreeMap<(Sequence, &'static str), u64>,
    all: &mut Vec<(Sequence, Softened)>,
) -> Result<(), Error> {
    for tally in span.made(&restoration::REGISTER) {
        for id in span.view.made(tally.sequence, &restoration::REGISTER)? {
            let Some(record) = span.view.record(id)? else { continue };
            let one = Restoration(&record);
            let agreed = match (one.agreed_by(), one.agreed_how()) {
                (by @ Some(person), Some(how)) => {
                    let hand = recorded(span, tally.sequence)?;
                    let how = said::words(span.view, &record, how, by, hand.as_ref())?;
                    let hand = hand.map(|hand| hand.words(span.view)).transpose()?.unwrap_or_default();
                    format!("{}, {how}, as recorded by {hand}", span.view.name_of(person)?)
                }
                (by, how) => as_recorded(span, tally.sequence, by, how)?,
            };
            let under = under(span.view, one.exceptions())?;
            let earlier = Some(one.earlier()).filter(|earlier| !earlier.is_empty());
            let what = match earlier {
                Some(earlier) => format!("restored; before that, {earlier}"),
                None => "restored".to_owned(),
            };
            *counted.entry((tally.sequence, restoration::REGISTER.name)).or_default() += 1;
            let told = Softened {
                on: one.restored_on().unwrap_or_else(|| span.day(tally.sequence)),
                title: record.title().to_owned(),
                what,
                stood: String::new(),
                by: span.by(tally.sequence),
                because: one.because().to_owned(),
                agreed: [agreed, under].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
                record,
            };
            all.push((tally.sequence, told));
        }
    }
    Ok(())
}

/// What looks better of a record by one transaction, as it was kept with who agreed.
fn agreed_to(span: &Span, sequence: Sequence, id: RecordId, told: &[Record]) -> Result<Option<Softened>, Error> {
    let (Some(record), Some(first)) = (span.view.record(id)?, told.first().map(FavourableChange)) else {
        return Ok(None);
    };
    let changes: Vec<&Change> = span.at(id, sequence).collect();
    let step = changes.iter().find_map(|change| moved(change));
    let told = || told.iter().map(FavourableChange);
    let gone = told().find(|one| one.changed().is_empty());
    let mut parts: Vec<String> = Vec::new();
    for one in told() {
        let Some(field) = record.register.field(one.changed()) else { continue };
        let (was, now) = match field.personal {
            true => sides_of(span, &changes, field)?,
            false => (one.was().to_owned(), one.now().to_owned()),
        };
        let or_none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
        parts.push(format!("{} {}, now {}", field.label, or_none(was), or_none(now)));
    }
    let mut what = match (gone, step) {
        (Some(_), Some(step)) => format!("{}{}", step.participle, into(span, sequence, step, &record)?),
        (Some(gone), None) => gone.now().to_owned(),
        (None, Some(step)) => format!("{}: {}", step.participle, parts.join("; ")),
        (None, None) => parts.join("; "),
    };
    for also in beside(span, &changes, &|name| told().any(|one| one.changed() == name))? {
        what.push_str(&format!("; with it {also}"));
    }
    what.push_str(&span.late(span.steps_at(id, sequence)));
    let agreed = as_recorded(span, sequence, first.agreed_by(), first.agreed_how())?;
    let under = under(span.view, first.exceptions())?;
    let on = first.made_on().unwrap_or_else(|| span.day(sequence));
    let borne = match gone {
        Some(_) => Borne::before(&span.view.versions(id)?, sequence).words(on),
        None => Vec::new(),
    };
    Ok(Some(Softened {
        on,
        what,
        stood: with_all(first.stood().to_owned(), borne),
        by: span.by(sequence),
        because: first.because().to_owned(),
        agreed: [agreed, under].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        title: span.titled(&record, sequence)?,
        record,
    }))
}

/// How it stood, and what else is to be known of that: `open, low, was critical`.
fn with_all(stood: String, borne: Vec<String>) -> String {
    let parts: Vec<_> = std::iter::once(stood).filter(|stood| !stood.is_empty()).chain(borne).collect();
    parts.join(", ")
}

/// What a personal field held before and after, out of the journal: it is kept nowhere else, so that it can be erased.
fn sides_of(span: &Span, changes: &[&Change], field: &Field) -> Result<(String, String), Error> {
    let side = changes.iter().find_map(|change| match &change.what {
        What::Update { fields, .. } => fields.iter().find(|side| side.field == field),
        _ => None,
    });
    let shown = |value: Option<&Value>| {
        value.map(|value| span.view.shown(field, value)).transpose().map(Option::unwrap_or_default)
    };
    Ok(match side {
        Some(side) => (shown(side.before.as_ref())?, shown(side.after.as_ref())?),
        None => (String::new(), String::new()),
    })
}

/// What else the same changes did to a record: other fields that somebody edited, or filled in with a move.
fn beside(span: &Span, changes: &[&Change], is_told: &dyn Fn(&str) -> bool) -> Result<Vec<String>, Error> {
    let mut also = Vec::new();
    for change in changes {
        let What::Update { way, fields, .. } = &change.what else { continue };
        let step = moved(change);
        let typed = |name: &str| match way {
            Way::Move(_) => {
                step.is_some_and(|step| step.sets.iter().copied().chain(step.supplies()).any(|one| one == *name))
            }
            Way::Edit | Way::Revert => true,
        };
        for side in fields.iter().filter(|one| !one.field.derived && typed(one.field.name) && !is_told(one.field.name))
        {
            also.push(span.side(change, side)?);
        }
    }
    Ok(also)
}

/// Whether a change takes something away, or puts it off, that nobody else is asked to agree to: it tells itself as what it
/// is. Whatever is hidden is, and whatever a move leads to where things are over without having been done.
fn is_told_by_itself(change: &Change) -> bool {
    let register = change.register;
    match &change.what {
        What::Void { .. } => !register.composed,
        _ => moved(change).zip(register.machine).is_some_and(|(step, machine)| {
            let state = register.field(machine.field).and_then(|field| field.choice(step.to));
            let gone = state.is_some_and(|state| state.tone == Tone::Gone);
            let sides = if let What::Update { fields, .. } = &change.what { fields.as_slice() } else { &[] };
            let had = |field: FieldName| match &sides.iter().find(|side| field == side.field.name)?.before {
                Some(Value::Choice(key)) => Some(*key),
                _ => None,
            };
            gone || machine.adopts(step) || register.unasked.iter().any(|one| one.is_by(step.name, had))
        }),
    }
}

/// Nothing where somebody takes back what they themselves recorded on the same day, and it never weighed: what was grave, or
/// came from outside, is told whoever takes it back, and however soon, and whatever they made of it before.
fn by_itself(span: &Span, sequence: Sequence, change: &Change) -> Result<Option<Softened>, Error> {
    let Some(record) = span.view.record(change.record)? else { return Ok(None) };
    let versions = span.view.versions(record.id)?;
    let on = span.day(sequence);
    let step = moved(change);
    let before: Vec<_> = versions.iter().take_while(|version| version.sequence < sequence).collect();
    let slip = step.is_none() && are_of_one_day(&before, span.actor(sequence), Some(on));
    let borne = Borne::before(&versions, sequence);
    if slip && !borne.weighed() {
        return Ok(None);
    }
    let changes: Vec<&Change> = span.at(record.id, sequence).collect();
    let undone = span.headers.get(&sequence).is_some_and(|header| header.undoes.is_some());
    let hidden = if undone { "taken back by an undo" } else { "voided" };
    let mut what = match step {
        Some(step) => format!("{}{}", step.participle, into(span, sequence, step, &record)?),
        None => hidden.to_owned(),
    };
    if Note::of(&record).is_some_and(Note::is_received) {
        for said in span.said(change)? {
            what.push_str(&format!("; {said}"));
        }
    }
    for also in beside(span, &changes, &|_| false)? {
        what.push_str(&format!("; with it {also}"));
    }
    what.push_str(&span.late(span.steps_at(record.id, sequence)));
    let agreed = match step.and_then(|step| step.attests.first()) {
        Some(attested) => as_recorded(span, sequence, attested.who(&record), attested.said(&record))?,
        None => String::new(),
    };
    let reason = span.reason(sequence);
    let said = step.and_then(|step| said_in_it(step, &record));
    Ok(Some(Softened {
        on,
        what,
        stood: with_all(
            borne.last().map(|record| stood(span.view, record, on)).transpose()?.unwrap_or_default(),
            borne.words(on),
        ),
        by: span.by(sequence),
        because: if reason.is_empty() { said.unwrap_or_default() } else { reason.to_owned() },
        agreed,
        title: span.titled(&record, sequence)?,
        record,
    }))
}

/// Who agreed, how that is known, and by whom it was recorded.
fn as_recorded(
    span: &Span,
    sequence: Sequence,
    by: Option<RecordId>,
    how: Option<Confirmation>,
) -> Result<String, Error> {
    let how = how.map_or(String::new(), |how| format!(", {}", how.label().to_lowercase()));
    Ok(match by {
        None => String::new(),
        Some(by) if span.actor(sequence) == Some(by) && span.hands.is_own(sequence) => {
            format!("{}{how}, who made it", span.view.name_of(by)?)
        }
        Some(by) => {
            let (name, added) = (span.view.name_of(by)?, span.added(by)?);
            format!("{name}{added}{how}, as recorded by {}", span.by(sequence))
        }
    })
}

/// Where it stood, what was wrong by it, and how late it was; of what governs, all that it said.
fn stood(view: View, record: &Record, on: NaiveDate) -> Result<String, Error> {
    let mut parts: Vec<String> = record.state_label().map(|state| state.to_lowercase()).into_iter().collect();
    let governs = record.register.governs == Governs::All;
    let said = |field: &&Field| !field.title && !field.personal && (!field.by_move || field.derived);
    for field in record.register.fields.iter().filter(said) {
        let Some(value) = record.get(field.name) else { continue };
        if governs || wrong(record, field).is_some() {
            parts.push(format!("{} {}", field.label, view.shown(field, value)?.replace('\n', " ")));
        }
    }
    parts.extend(Deadline::of(record, on).filter(Deadline::is_late).map(|late| late.words()));
    Ok(parts.join(", "))
}

/// The reason that a move asks for as a field of the record: why a system is excluded.
fn said_in_it(step: &Move, record: &Record) -> Option<String> {
    let because = step.fills().find(|name| name.ends_with("because") || name.ends_with("reason"))?;
    match record.get(because) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// `under exception SX-1`; empty where none was used.
pub(super) fn under(view: View, exceptions: &[RecordId]) -> Result<String, Error> {
    let references = exceptions.iter().map(|id| view.reference(*id)).collect::<Result<Vec<_>, _>>()?;
    let references: Vec<_> = references.into_iter().flatten().map(|one| one.to_string()).collect();
    Ok(if references.is_empty() { String::new() } else { format!("under exception {}", references.join(", ")) })
}
