//! Who else is late with how much, and what others did since somebody did something last.

use chrono::NaiveDate;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::store::journal::Doing;
use crate::store::owed::{Due, Whose};
use crate::store::{Error, View};
use crate::workflow::account;

use super::Matter;
use super::gathered::{Part, standing};
use super::source::{Look, Said};

/// Who is late with how much.
#[derive(Debug, Clone)]
pub struct Owing {
    pub owner: RecordId,
    pub count: u64,
    /// What is longest overdue.
    pub oldest: Due,
    /// How its day lies; none where it was over before that.
    pub left: Option<i64>,
}

/// What others are late with.
#[derive(Debug, Clone, Default)]
pub struct Behind {
    /// How much of it there is.
    pub count: u64,
    /// How many people are.
    pub people: u64,
    /// The first of them: those with the most of it.
    pub owing: Vec<Owing>,
    /// What nobody answers for, of which it is told one by one.
    pub nobodys: Part,
}

/// Looks who is late.
pub(super) fn behind(look: &Look, most: usize) -> Result<Behind, Error> {
    let (view, agenda) = (look.view, look.agenda()?);
    let mut behind = Behind::default();
    for owner in view.owners()?.into_iter().filter(|owner| Some(*owner) != look.me) {
        let late = agenda.late(Whose::Of(owner));
        let count = view.count_due(&late)?;
        if count > 0
            && let Some(oldest) = view.due(&late, None, 1)?.pop()
        {
            let left = oldest.day.map(|day| day.signed_duration_since(look.today).num_days());
            behind.count += count;
            behind.owing.push(Owing { owner, count, oldest, left });
        }
    }
    behind.people = behind.owing.len() as u64;
    behind.owing.sort_by_key(|one| (std::cmp::Reverse(one.count), one.left));
    behind.owing.truncate(most);
    let late = agenda.late(Whose::Nobodys);
    behind.nobodys.count = view.count_due(&late)?;
    let mut queue = agenda.queue(&late);
    while behind.nobodys.count > 0 && behind.nobodys.matters.len() < most {
        let Some(record) = queue.take()? else { break };
        let said = Said::why(standing(look, &record));
        behind.nobodys.matters.push(Matter::of(look, record, "nobodys", said));
    }
    Ok(behind)
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
    let doings = look.view.doings_since(me, BACK)?;
    let zone = look.view.circumstances()?.zone;
    let day = |doing: &Doing| doing.at.with_timezone(&zone).date_naive();
    let own = doings.iter().position(|doing| doing.person == me);
    let others = &doings[..own.unwrap_or(doings.len())];
    let mut meanwhile = Meanwhile {
        count: others.len() as u64,
        since: own.and_then(|place| doings.get(place)).map(day),
        matters: Vec::new(),
    };
    for doing in others.iter().take(TOLD) {
        if let Some((record, words)) = told(look.view, doing.sequence)? {
            meanwhile.matters.push(Done { record, words, by: doing.person, day: day(doing) });
        }
    }
    Ok(meanwhile)
}

fn told(view: View, place: Sequence) -> Result<Option<(Record, String)>, Error> {
    let (changes, count) = view.first_changes(place, 1)?;
    let Some(first) = changes.first() else { return Ok(None) };
    let Some(record) = view.record(first.record)? else { return Ok(None) };
    let words = account::brief(first);
    let more = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
    Ok(Some((record, format!("{words}{more}"))))
}
