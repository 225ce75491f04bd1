//! What a file that comes from a backup tells of that.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::kpi::reading::Status;
use crate::domain::measurement::Measurement;
use crate::domain::record::Record;
use crate::domain::restoration::{REGISTER, Restoration, RestorationField as To};
use crate::domain::spelling::some_of;
use crate::domain::value::Value;
use crate::store::backup::{Before, Replaced};
use crate::store::list::Query;
use crate::store::{Act, Agreement, Author, Error, Proposal, View};
use crate::workflow::kpis;

/// What is said of a restoration by whoever asks for it.
pub struct Asked<'a> {
    /// By which the record is known that tells it.
    pub id: RecordId,
    /// What the backup is called.
    pub backup: &'a str,
    pub reason: Option<&'a str>,
    pub agreed: Agreement,
}

/// The proposal that tells it, to be written into the backup before that takes the file's place.
///
/// # Errors
/// Where the file that is replaced can't be read.
pub fn told(view: View, replaced: &Replaced, author: &Author, asked: &Asked) -> Result<Proposal, Error> {
    let number = |count: u64| i64::try_from(count).ok().map(Value::Number);
    let text = |text: String| Some(text).filter(|text| !text.trim().is_empty()).map(Value::Text);
    let stood = view.head()?.sequence;
    let before = replaced.before.as_ref();
    let lost = before.map(|one| one.head.sequence.saturating_sub(one.common));
    let named = before.map(|one| named(one)).transpose()?.unwrap_or_default();
    let what = match before.zip(lost) {
        None => format!("Restored from {}; no file stood in its place", asked.backup),
        Some((_, 0)) => format!("Restored from {}; nothing was replaced that it does not have", asked.backup),
        Some((one, lost)) => format!(
            "Restored from {}; {lost} {} replaced{named}, up to {} with the head {}",
            asked.backup,
            if lost == 1 { "transaction was" } else { "transactions were" },
            one.head.sequence,
            one.head.link,
        ),
    };
    let earlier = before.map(|one| earlier(one.view, view)).transpose()?.unwrap_or_default();
    let fields: [(To, Option<Value>); 12] = [
        (To::What, text(what)),
        (To::RestoredBy, Some(Value::Link(author.person))),
        (To::RestoredOn, Some(Value::Date(view.circumstances()?.today()))),
        (To::Backup, text(asked.backup.to_owned())),
        (To::Because, text(asked.reason.unwrap_or_default().trim().to_owned())),
        (To::StoodAt, number(stood)),
        (To::Replaced, lost.and_then(number)),
        (To::LostSequence, before.and_then(|one| number(one.head.sequence))),
        (To::LostHead, before.and_then(|one| text(one.head.link.to_string()))),
        (To::Earlier, text(earlier)),
        (To::AgreedBy, asked.agreed.by.map(Value::Link)),
        (To::AgreedHow, asked.agreed.how.map(Value::Choice)),
    ];
    let fields: Vec<(&'static Field, Value)> =
        fields.into_iter().filter_map(|(field, value)| Some((field.field(), value?))).collect();
    Ok(Proposal::of([Act::Create { id: asked.id, register: &REGISTER, fields }]).because(asked.reason))
}

/// So many records that were made or changed since the backup are named, and so many of those that were grave.
const NAMED: usize = 40;
const GRAVE: usize = 100;

/// So many transactions are looked through for them, the last first, and so many changes of each.
const LOOKED_THROUGH: u64 = 500;

/// What was made or changed since the backup, the gravest first: ` (INC-12 A letter went astray: critical, …)`.
fn named(replaced: &Before) -> Result<String, Error> {
    let (view, last) = (replaced.view, replaced.head.sequence);
    let first = (replaced.common + 1).max((last + 1).saturating_sub(LOOKED_THROUGH));
    let mut lost: BTreeSet<RecordId> = BTreeSet::new();
    for sequence in first..=last {
        let (changes, _) = view.first_changes(sequence, LOOKED_THROUGH as usize)?;
        lost.extend(changes.iter().map(|change| change.record));
    }
    let mut weighed = Vec::new();
    for id in lost {
        weighed.extend(view.record(id)?.map(|record| weigh(view, record)).transpose()?);
    }
    weighed.sort_by_key(|(weight, record, _)| (*weight, record.register.name, record.number));
    // Of what was not grave, the first of each register comes before the second of any: many of one hide no other.
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let nth = |(weight, record, level): (usize, Record, _)| {
        let place = met.entry(record.register.name).or_default();
        *place += usize::from(weight == usize::MAX);
        ((weight, *place), record, level)
    };
    let mut weighed: Vec<_> = weighed.into_iter().map(nth).collect();
    weighed.sort_by_key(|(rank, ..)| *rank);
    let grave = weighed.iter().filter(|((weight, _), ..)| *weight != usize::MAX).count();
    let named = grave.clamp(NAMED, GRAVE);
    let words = weighed.into_iter().map(|(_, record, level)| {
        let level = level.map_or(String::new(), |level| format!(": {}", level.to_lowercase()));
        Ok(format!("{}{}{level}{}", record.reference(), called(view, &record)?, once_called(view, &record)?))
    });
    let words: Vec<_> = words.collect::<Result<_, Error>>()?;
    let last = if first > replaced.common + 1 { format!("of the last {LOOKED_THROUGH} ") } else { String::new() };
    Ok(if words.is_empty() { String::new() } else { format!(" ({last}{})", some_of(words.into_iter(), named)) })
}

/// What a record is called behind its number. Names can be erased from records, and not from words: people have none here.
fn called(view: View, record: &Record) -> Result<String, Error> {
    if let Some(value) = Measurement::of(record) {
        let kpi = value.kpi().map(|kpi| view.record(kpi)).transpose()?.flatten();
        let Some((kpi, figure)) = kpi.zip(value.figure()) else { return Ok(String::new()) };
        return Ok(format!(" {} {}", kpi.reference(), kpis::valued(view, &kpi, Some(record.id), figure)?));
    }
    let personal = record.register.for_people || record.register.title().is_none_or(|title| title.personal);
    Ok(if personal { String::new() } else { format!(" {}", cut(record.title())) })
}

/// What else it was called: `, was called “A letter went astray”`.
fn once_called(view: View, record: &Record) -> Result<String, Error> {
    let personal = record.register.for_people || record.register.title().is_none_or(|title| title.personal);
    if personal {
        return Ok(String::new());
    }
    let mut names: Vec<String> = Vec::new();
    for version in view.versions(record.id)?.iter() {
        let name = cut(version.record.title());
        if name != cut(record.title()) && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let words = names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    Ok(if words.is_empty() { words } else { format!(", was called {words}") })
}

/// How grave a record was at its gravest, the gravest first; and the words for it.
fn weigh(view: View, record: Record) -> Result<(usize, Record, Option<&'static str>), Error> {
    if let Some(value) = Measurement::of(&record) {
        let status = kpis::status(view, value)?;
        return Ok(match status.filter(|status| matches!(status, Status::Critical | Status::Watch)) {
            Some(status) => (status as usize, record, Some(status.label())),
            None => (usize::MAX, record, None),
        });
    }
    let Some((field, from)) = record.register.graded() else { return Ok((usize::MAX, record, None)) };
    let place = |record: &Record| match record.get(field.name) {
        Some(Value::Choice(key)) => from.iter().position(|one| one == key),
        _ => None,
    };
    let past = view.versions(record.id)?;
    let gravest = past.iter().filter_map(|version| place(&version.record)).min();
    let label = gravest.and_then(|place| field.choice(from[place])).map(|choice| choice.label);
    Ok((gravest.unwrap_or(usize::MAX), record, label))
}

/// The most letters of a title.
const LETTERS: usize = 60;

fn cut(title: &str) -> String {
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// The restorations that the file which is replaced tells of and the backup does not: with it they would be forgotten.
fn earlier(replaced: View, backup: View) -> Result<String, Error> {
    let mut told = Vec::new();
    for record in replaced.page(&Query::new(&REGISTER))?.records {
        if backup.record(record.id)?.is_none() {
            // By their numbers: names can be erased from records, and not from words.
            let name = |id| {
                let number = replaced.reference(id).ok().flatten();
                number.map_or_else(|| "somebody".to_owned(), |one| one.to_string())
            };
            told.push(Restoration(&record).words(name));
        }
    }
    Ok(told.join("; "))
}
