//! Who else is late with how much, and what others did since somebody did something last.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::journal::{Entry, Range};
use crate::store::{Error, View};
use crate::workflow::account;

use super::Matter;
use super::gathered::{Part, standing};
use super::queue::{Queue, Queued};
use super::source::{Look, Said};

/// What of each record that is late is read: whose it is, and its day.
const READ: usize = 500;

/// Who is late with how much.
#[derive(Debug, Clone)]
pub struct Owing {
    pub owner: RecordId,
    pub count: u64,
    /// What is longest overdue.
    pub oldest: Record,
    pub left: i64,
}

/// What others are late with.
#[derive(Debug, Clone, Default)]
pub struct Behind {
    /// How much of it there is.
    pub count: u64,
    /// Of how many of the longest overdue it is told who answers for them.
    pub told: u64,
    pub owing: Vec<Owing>,
    /// What nobody answers for, of which it is told one by one.
    pub nobodys: Part,
}

/// Looks who is late: of very many, those longest overdue are told of.
pub(super) fn behind(look: &Look, most: usize) -> Result<Behind, Error> {
    let mut all = Queue::late(look.view, look.today, None)?;
    let mine = look.me.map_or(Ok(0), |me| Queue::late(look.view, look.today, Some(me))?.count())?;
    let count = all.count()?.saturating_sub(mine);
    let mut by_owner: BTreeMap<RecordId, Owing> = BTreeMap::new();
    let mut nobodys = Part::default();
    let mut told = 0;
    while count > told && told < READ as u64 {
        let Some(Queued { record }) = all.take()? else { break };
        let owner = record.register.responsible().and_then(|field| record.link(record.register.position(field.name)?));
        if owner.is_some() && owner == look.me {
            continue;
        }
        told += 1;
        let Some(owner) = owner else {
            nobodys.count += 1;
            if nobodys.matters.len() < most {
                let said = Said::why(standing(look, &record));
                nobodys.matters.push(Matter::of(look, record, "nobodys", said));
            }
            continue;
        };
        let left = record.register.deadline().and_then(|field| day(&record, field.name));
        let left = left.map_or(0, |day| day.signed_duration_since(look.today).num_days());
        match by_owner.get_mut(&owner) {
            Some(owing) => owing.count += 1,
            None => drop(by_owner.insert(owner, Owing { owner, count: 1, oldest: record, left })),
        }
    }
    let mut owing: Vec<_> = by_owner.into_values().collect();
    owing.sort_by_key(|one| (std::cmp::Reverse(one.count), one.left));
    let (count, told) = (count - nobodys.count, told - nobodys.count);
    Ok(Behind { count, told, owing, nobodys })
}

fn day(record: &Record, field: &str) -> Option<NaiveDate> {
    match record.get(field) {
        Some(crate::domain::value::Value::Date(day)) => Some(*day),
        _ => None,
    }
}

/// Something that somebody else did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The record that was changed first by it.
    pub record: Record,
    pub words: String,
    pub by: RecordId,
    pub day: NaiveDate,
}

/// What others did meanwhile.
#[derive(Debug, Clone, Default)]
pub struct Meanwhile {
    /// How many transactions there were; those that are looked at.
    pub count: u64,
    /// The day of what whoever looks did last; none where that lies further back than is looked.
    pub since: Option<NaiveDate>,
    /// The newest of them.
    pub matters: Vec<Done>,
}

/// So many transactions back it is looked for what somebody did last.
const BACK: u32 = 60;

/// So many of them are told.
const TOLD: usize = 5;

/// What others did since whoever looks did something last.
pub(super) fn meanwhile(look: &Look) -> Result<Meanwhile, Error> {
    let Some(me) = look.me else { return Ok(Meanwhile::default()) };
    let entries = look.view.entries(&Range { limit: Some(BACK), ..Range::default() })?;
    let zone = look.view.circumstances()?.zone;
    let day = |entry: &Entry| entry.header.at.with_timezone(&zone).date_naive();
    let own = entries.iter().position(|entry| entry.header.actor.person == me);
    let others = &entries[..own.unwrap_or(entries.len())];
    let mut meanwhile = Meanwhile {
        count: others.len() as u64,
        since: own.and_then(|place| entries.get(place)).map(day),
        matters: Vec::new(),
    };
    for entry in others.iter().take(TOLD) {
        if let Some((record, words)) = told(look.view, entry)? {
            let by = entry.header.actor.person;
            meanwhile.matters.push(Done { record, words, by, day: day(entry) });
        }
    }
    Ok(meanwhile)
}

fn told(view: View, entry: &Entry) -> Result<Option<(Record, String)>, Error> {
    let (changes, count) = view.first_changes(entry.sequence, 1)?;
    let Some(first) = changes.first() else { return Ok(None) };
    let Some(record) = view.record(first.record)? else { return Ok(None) };
    let words = account::brief(first);
    let more = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
    Ok(Some((record, format!("{words}{more}"))))
}
