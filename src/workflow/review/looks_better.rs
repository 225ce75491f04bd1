//! What came to look better since the last review: voided, merged, carried over, ended as a duplicate, lowered, put off. One list,
//! out of the journal, which the pack, the minutes and a sheet of its own print, so that whoever reviews is told what is no
//! longer late, open or counted, and why.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::attestation::Confirmation;
use crate::domain::deadline::Deadline;
use crate::domain::favourable::{self, FavourableChange, FavourableChangeField, can_look_better, found};
use crate::domain::field::{Field, Kind};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::{self, InterestMove};
use crate::domain::record::{Came, Record, Version};
use crate::domain::register::Register;
use crate::domain::review::{self, Review, words::ReviewMove};
use crate::domain::spelling::day;
use crate::domain::state::Move;
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::Value;
use crate::store::journal::Range;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Cell, Column, Fact, Lead, Row, Sheet};

use super::{Proceedings, call};

/// What came to look better since the last review.
pub static CHANGES: Reading = Reading {
    title: "What looks better",
    about: "Lists what came to look better since the last review: voided, merged, carried over, a duplicate, lowered, put off",
    more: "Lists each change since the last review that was held by which something is no longer late, open or counted, or\n\
           less grave: by whom, why, and who agreed to it. Pack and minutes print the same. What somebody recorded and took\n\
           back on the same day is none.",
    of: Of::Record,
    ..Reading::new(&review::REGISTER, "changes", read)
};

/// One change by which a record looks better.
#[derive(Debug, Clone)]
pub struct Softened {
    /// The record as it is.
    pub record: Record,
    pub on: NaiveDate,
    /// What happened to it: `voided`, `extended: Due date 2026-12-01, now 2027-02-01`.
    pub what: String,
    /// How it stood before: `major, open, 12 d late`.
    pub stood: String,
    pub by: String,
    pub because: String,
    /// Who agreed to it, and how that is known; nobody where that was not asked.
    pub agreed: String,
}

/// What came to look better between two reviews, the first first.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The review since which it is told; from the beginning of the file where there was none.
    pub since: Option<Record>,
    pub all: Vec<Softened>,
}

impl Softened {
    /// In one sentence: `voided: NC-12 Bias test skipped (major, open), on 3 November 2026 by …, because …, agreed by …`.
    pub fn words(&self) -> String {
        let stood = if self.stood.is_empty() { String::new() } else { format!(" ({})", self.stood) };
        let because = if self.because.is_empty() { "no reason was given" } else { self.because.trim_end_matches('.') };
        let because = if self.because.is_empty() { because.to_owned() } else { format!("because: {because}") };
        let agreed = if self.agreed.is_empty() { String::new() } else { format!("; agreed by {}", self.agreed) };
        format!("{}: {}{stood}, on {} by {}, {because}{agreed}", self.what, named(&self.record), day(self.on), self.by)
    }
}

impl Changes {
    /// What stands above it.
    pub fn title(&self) -> String {
        match &self.since {
            Some(review) => format!("What looks better since {}", review.reference()),
            None => "What looks better since the file was begun".to_owned(),
        }
    }

    /// The records of a register that were voided, and are hidden.
    pub fn voided(&self, register: &'static Register) -> impl Iterator<Item = &Record> {
        let mut told = BTreeSet::new();
        let hidden = self.all.iter().map(|one| &one.record);
        hidden.filter(move |record| record.register == register && record.voided && told.insert(record.id))
    }

    /// It as a table; empty where there is nothing.
    pub fn block(&self) -> Block {
        let row = |one: &Softened| {
            let words = [
                one.record.reference().to_string(),
                one.record.title().to_owned(),
                one.what.clone(),
                one.stood.clone(),
                one.by.clone(),
                one.because.clone(),
                one.agreed.clone(),
            ];
            let cells = std::iter::once(one.on.to_string()).chain(words).map(Cell::text);
            Row { cells: cells.collect(), lead: Some(Lead::Record(one.record.id)) }
        };
        Block::table("better", self.title(), &COLUMNS, self.all.iter().map(row).collect())
    }
}

const COLUMNS: [Column; 8] = [
    Column::words("on", "On"),
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("change", "Change"),
    Column::words("stood", "Stood"),
    Column::words("by", "By"),
    Column::words("because", "Because"),
    Column::words("agreed_by", "Agreed by"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let review = wanted.record(view)?;
    let proceedings = Proceedings::of(view, review.id)?;
    let proceedings = proceedings.ok_or_else(|| Error::NoRecord(review.reference().to_string()))?;
    let changes = since_the_last(view, &proceedings)?;
    let since = changes.since.as_ref().map_or(String::new(), |one| one.reference().to_string());
    let none = || Why::is(format!("Nothing {}", within(&changes.title())));
    Ok(Sheet {
        note: named(&review),
        short: changes.all.len().to_string(),
        facts: vec![Fact::data("review", review.reference().to_string().into()), Fact::data("since", since.into())],
        nothing: changes.all.is_empty().then(none),
        blocks: vec![changes.block()],
        ..Sheet::default()
    })
}

/// A title as it goes on within a sentence: `looks better since MR-2`.
fn within(title: &str) -> &str {
    title.trim_start_matches("What ")
}

/// What came to look better since the review before this one was concluded, and until this one was.
///
/// # Errors
/// Where the file can't be read.
pub fn since_the_last(view: View, proceedings: &Proceedings) -> Result<Changes, Error> {
    let until = concluded(view, proceedings.id())?;
    let previous = match proceedings.review().previous() {
        Some(previous) => view.record(previous)?,
        None => call::previous(view, Some(proceedings.id()))?,
    };
    let begins = previous.as_ref().map(|one| concluded(view, one.id)).transpose()?.flatten();
    let begins = begins.filter(|begins| until.is_none_or(|until| *begins < until));
    let since = previous.filter(|one| begins.is_some() && Review(one).state().is_some());
    Ok(Changes { since, all: between(view, begins.unwrap_or(0), until)? })
}

/// Where in the journal a review was concluded.
fn concluded(view: View, review: RecordId) -> Result<Option<Sequence>, Error> {
    let history = view.history(review)?;
    let concludes = |what: &What| match what {
        What::Update { way: Way::Move(name), .. } => ReviewMove::Conclude.name() == name.as_str(),
        _ => false,
    };
    Ok(history.iter().rfind(|(_, change)| concludes(&change.what)).map(|(sequence, _)| *sequence))
}

/// What was agreed with a change of a record, as its transaction tells it.
struct Agreed {
    /// The record that tells it.
    told_by: RecordId,
    by: Option<RecordId>,
    how: Option<&'static str>,
    because: String,
}

/// What came to look better by the transactions after one and up to another.
fn between(view: View, after: Sequence, until: Option<Sequence>) -> Result<Vec<Softened>, Error> {
    let range = Range { after, before: until.map(|until| until + 1), ..Range::default() };
    let mut touched: BTreeSet<RecordId> = BTreeSet::new();
    let mut headers = BTreeMap::new();
    let mut agreed: BTreeMap<(Sequence, RecordId), Agreed> = BTreeMap::new();
    for entry in view.entries(&range)? {
        for change in view.changes(entry.sequence)? {
            if let Some((record, one)) = agreement(&change) {
                agreed.insert((entry.sequence, record), one);
            } else if may_look_better(&change) {
                touched.insert(change.record);
                headers.insert(entry.sequence, entry.header.clone());
            }
        }
    }
    let mut all = Vec::new();
    for id in touched {
        let Some(record) = view.record(id)? else { continue };
        let versions = view.versions(id)?;
        for pair in versions.windows(2) {
            let [before, now] = pair else { continue };
            let Some(header) = headers.get(&now.sequence) else { continue };
            let Some((what, step)) = looks_better(view, before, now, &versions)? else { continue };
            let there = agreed.remove(&(now.sequence, id));
            let there = there.as_ref();
            let reason = header.reason.clone().filter(|reason| !reason.trim().is_empty());
            let reason = reason.or_else(|| said_in_it(step, &now.record));
            all.push((
                now.sequence,
                Softened {
                    record: record.clone(),
                    on: now.day.unwrap_or_else(|| header.at.date_naive()),
                    what,
                    stood: stood(&before.record, now.day),
                    by: name(view, Some(header.actor.person))?,
                    because: reason.or(there.map(|one| one.because.clone())).unwrap_or_default(),
                    agreed: agreed_by(view, step, &now.record, there)?,
                },
            ));
        }
    }
    for ((sequence, id), one) in agreed {
        all.extend(taken_over(view, id, &one)?.map(|softened| (sequence, softened)));
    }
    all.sort_by_key(|(sequence, one)| (*sequence, one.record.register.name, one.record.number));
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// What looks better since a new record took the place of one, as a limit does, by what was agreed to with it.
fn taken_over(view: View, id: RecordId, agreed: &Agreed) -> Result<Option<Softened>, Error> {
    let (Some(record), Some(told)) = (view.record(id)?, view.record(agreed.told_by)?) else { return Ok(None) };
    let told = FavourableChange(&told);
    let Some(on) = told.made_on() else { return Ok(None) };
    Ok(Some(Softened {
        what: told.what().to_owned(),
        stood: told.stood().to_owned(),
        by: name(view, told.made_by())?,
        because: agreed.because.clone(),
        agreed: agreed_by(view, None, &record, Some(agreed))?,
        record,
        on,
    }))
}

/// The record whose change somebody agreed to, where a change records that.
fn agreement(change: &Change) -> Option<(RecordId, Agreed)> {
    let What::Create { values, .. } = &change.what else { return None };
    if change.register != &favourable::REGISTER {
        return None;
    }
    let link = |field: FavourableChangeField| match values.get(field as usize)? {
        Some(Value::Link(id)) => Some(*id),
        _ => None,
    };
    let how = match values.get(FavourableChangeField::AgreedHow as usize) {
        Some(Some(Value::Choice(key))) => Some(*key),
        _ => None,
    };
    let because = match values.get(FavourableChangeField::Because as usize) {
        Some(Some(Value::Text(text))) => text.clone(),
        _ => String::new(),
    };
    let by = link(FavourableChangeField::AgreedBy);
    Some((link(FavourableChangeField::Record)?, Agreed { told_by: change.record, by, how, because }))
}

/// Whether it is worth looking at what a change did: by its kind alone.
fn may_look_better(change: &Change) -> bool {
    let own = change.register == &interest::REGISTER;
    match &change.what {
        What::Void { .. } => can_look_better(change.register),
        What::Update { way: Way::Move(name), .. } => {
            own || can_look_better(change.register) || moved(change.register, name).is_some_and(|one| one.1)
        }
        What::Update { fields, .. } => {
            let better: Vec<_> = change.register.made_better().collect();
            let looked_at =
                |field: &Field| better.iter().any(|one| one.fields().iter().any(|name| *name == field.name));
            fields.iter().any(|one| looked_at(one.field))
        }
        _ => false,
    }
}

/// The move of this name, and whether it adopts a state.
fn moved(register: &'static Register, name: &str) -> Option<(&'static Move, bool)> {
    let machine = register.machine?;
    machine.find(name).map(|step| (step, machine.adopts(step)))
}

/// What of a change makes the record look better, in words, and the move that it was; nothing where nothing does.
fn looks_better(
    view: View,
    before: &Version,
    now: &Version,
    versions: &[Version],
) -> Result<Option<(String, Option<&'static Move>)>, Error> {
    let register = now.record.register;
    let step = match &now.by {
        Came::Move(name) => moved(register, name),
        _ => None,
    };
    let withdraws = register == &interest::REGISTER && now.is_by(&[InterestMove::Withdraw]);
    if let Some((step, adopts)) = step
        && (adopts || withdraws)
    {
        return Ok(Some((step.participle.to_owned(), Some(step))));
    }
    if step.is_none() && is_own_slip(now, versions) {
        return Ok(None);
    }
    let step = step.map(|(step, _)| step);
    let found = found(&before.record, &now.record, step, |id| view.record(id))?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut parts: Vec<String> = Vec::new();
    for one in &found {
        match one.field {
            Some(field) => parts.push(changed(view, field, before, now)?),
            None if now.record.voided && !before.record.voided => return Ok(Some(("voided".to_owned(), step))),
            None => {}
        }
    }
    let gone = found.iter().any(|one| one.field.is_none());
    let what = match step {
        Some(step) if gone => format!("{}{}", step.participle, into(view, step, &now.record)?),
        Some(step) if parts.is_empty() => step.participle.to_owned(),
        Some(step) => format!("{}: {}", step.participle, parts.join("; ")),
        None => parts.join("; "),
    };
    Ok(Some((what, step)))
}

/// Whether somebody puts their own record of the same day right, or takes it back, before anything was done with it.
fn is_own_slip(now: &Version, versions: &[Version]) -> bool {
    let earlier = versions.iter().take_while(|one| one.sequence < now.sequence);
    let same = |one: &Version| one.author == now.author && one.day == now.day && now.author.is_some();
    let mut earlier = earlier.peekable();
    earlier.peek().is_some() && earlier.all(|one| same(one) && matches!(one.by, Came::Create | Came::Edit))
}

/// The record into which a move leads: ` into A-4`.
fn into(view: View, step: &Move, record: &Record) -> Result<String, Error> {
    for field in step.asks.iter().filter_map(|name| record.register.field(name)) {
        if let (Kind::Link(_), Some(Value::Link(id))) = (field.kind, record.get(field.name)) {
            let reference = view.reference(*id)?.map_or(String::new(), |one| one.to_string());
            return Ok(format!(" ({} {reference})", field.label.to_lowercase()));
        }
    }
    Ok(String::new())
}

/// `Due date 2026-12-01, now 2027-02-01`.
fn changed(view: View, field: &Field, before: &Version, now: &Version) -> Result<String, Error> {
    let shown = |record: &Record| match record.get(field.name) {
        Some(Value::Content(_)) => Ok("other words".to_owned()),
        Some(value) => view.shown(field, value),
        None => Ok("none".to_owned()),
    };
    Ok(format!("{} {}, now {}", field.label, shown(&before.record)?, shown(&now.record)?))
}

/// How grave it was, where it stood, and how late it was.
fn stood(record: &Record, on: Option<NaiveDate>) -> String {
    let label = |name: &str| match record.get(name) {
        Some(Value::Choice(key)) => record.register.field(name)?.choice(key).map(|choice| choice.label.to_lowercase()),
        _ => None,
    };
    let mut parts: Vec<String> =
        ["grade", "severity", "level", "tier", "priority"].into_iter().filter_map(label).collect();
    parts.extend(record.state_label().map(|state| state.to_lowercase()));
    let late = on.and_then(|on| Deadline::of(record, on)).filter(Deadline::is_late);
    parts.extend(late.map(|deadline| deadline.words()));
    parts.join(", ")
}

/// The reason that a move asks for as a field of the record: why a system is excluded.
fn said_in_it(step: Option<&Move>, record: &Record) -> Option<String> {
    let because = step?.fills().find(|name| name.ends_with("because") || name.ends_with("reason"))?;
    match record.get(because) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Who agreed, by the move itself or beside it.
fn agreed_by(view: View, step: Option<&Move>, now: &Record, there: Option<&Agreed>) -> Result<String, Error> {
    let attested = step.into_iter().flat_map(|step| step.attests).next();
    let (by, how) = match attested {
        Some(one) => (one.who(now), one.said(now)),
        None => (there.and_then(|one| one.by), there.and_then(|one| one.how).and_then(Confirmation::of_key)),
    };
    if by.is_none() {
        return Ok(String::new());
    }
    let how = how.map_or(String::new(), |how| format!(", {}", how.label().to_lowercase()));
    Ok(format!("{}{how}", name(view, by)?))
}

fn name(view: View, person: Option<RecordId>) -> Result<String, Error> {
    let person = person.map(|id| view.record(id)).transpose()?.flatten();
    Ok(person.map_or("somebody".to_owned(), |person| person.title().to_owned()))
}
