//! What was captured and is not placed: nobody answers for it, or it has no day. What nobody answers for is theirs who put it
//! on record, until they give it away.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::placing::Lacks;
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::owed::Whose;

use super::Matter;
use super::aspect::Aspect;
use super::gathered::{Horizon, Part};
use super::offered::Step;
use super::source::{Look, Said};

/// So much of what nobody answers for is looked at for who put it on record, the newest of it, where a part is shown.
const LOOKED_AT: u32 = 100;

/// What is not placed.
#[derive(Debug, Clone, Default)]
pub struct Unplaced {
    pub part: Part,
    /// How much of what nobody answers for was not looked at, where only what somebody captured is told.
    pub unread: u64,
    /// How much others answer for that has no day.
    pub others: u64,
}

/// Something with the day on which it was put on record.
type Captured = (RecordId, Option<NaiveDate>);

/// Looks for it: what whoever looks answers for or has captured first, and the newest first. What stands above is not told
/// again.
pub(super) fn unplaced(look: &Look, scope: Horizon, above: &[Matter]) -> Result<Unplaced, Error> {
    let (view, today) = (look.view, look.today);
    let own = scope.me.map(Whose::Of);
    let limit = if scope.most == usize::MAX { u32::MAX } else { LOOKED_AT };
    let owned = own.map_or(Ok(0), |own| view.count_unplaced(own, today))?;
    let nobodys = view.count_unplaced(Whose::Nobodys, today)?;
    let is_again = |id: &RecordId| above.iter().any(|matter| matter.record.id == *id);
    let mut mine: Vec<Captured> = Vec::new();
    for one in own.filter(|_| owned > 0).map_or(Ok(Vec::new()), |own| view.unplaced(own, today, limit))? {
        mine.push((one, captured(look, one)?.0));
    }
    let mut others: Vec<Captured> = Vec::new();
    let mut captures = 0;
    let of_nobody = if nobodys > 0 { view.unplaced(Whose::Nobodys, today, limit)? } else { Vec::new() };
    for one in of_nobody {
        let (day, by) = captured(look, one)?;
        let own = scope.me.is_some() && by == scope.me;
        captures += u64::from(own && !is_again(&one));
        if own { mine.push((one, day)) } else { others.push((one, day)) }
    }
    let again = |owner: Option<RecordId>| {
        let told = above.iter().filter(|matter| lacks(look, &matter.record, owner).is_some());
        told.count() as u64
    };
    let owned_left = owned.saturating_sub(scope.me.map_or(0, |me| again(Some(me))));
    let mut found = Unplaced::default();
    if scope.mine {
        found.part.count = owned_left + captures;
        found.unread = nobodys.saturating_sub(limit.into());
    } else {
        found.part.count = owned_left + nobodys.saturating_sub(again(None));
        found.others = view.count_unplaced(Whose::Anybodys, today)?.saturating_sub(owned);
        mine.append(&mut others);
    }
    for (one, since) in mine {
        if found.part.matters.len() >= scope.most {
            break;
        }
        if let Some(record) = view.record(one)?.filter(|record| !is_again(&record.id)) {
            found.part.matters.extend(matter(look, record, since));
        }
    }
    Ok(found)
}

/// When something was put on record, and by whom.
fn captured(look: &Look, one: RecordId) -> Result<(Option<NaiveDate>, Option<RecordId>), Error> {
    let zone = look.view.circumstances()?.zone;
    let by = look.view.begun(one)?;
    Ok((by.map(|by| by.at.with_timezone(&zone).date_naive()), by.map(|by| by.person)))
}

/// What a record lacks, as far as that of this owner, or of nobody's, is told here.
fn lacks(look: &Look, record: &Record, owner: Option<RecordId>) -> Option<Lacks> {
    let lacks = Lacks::of(record)?;
    let late = record.register.deadline().and_then(|field| record.date(record.register.position(field.name)?));
    let late = record.register.machine.is_some() && late.is_some_and(|day| day < look.today);
    let own = || record.link(record.register.position("owner")?);
    let told = match owner {
        Some(owner) => lacks.day && own() == Some(owner),
        None => lacks.owner && !late,
    };
    Some(lacks).filter(|_| told)
}

/// A line. What comes next is that somebody answers for it, or that it gets a day.
fn matter(look: &Look, record: Record, since: Option<NaiveDate>) -> Option<Matter> {
    let lacks = Lacks::of(&record)?;
    let aspect = if lacks.owner { Aspect::Owner } else { Aspect::Day };
    let said = Said { step: Some(Step::Set(aspect)), since, ..Said::why(lacks.words()) };
    Some(Matter::of(look, record, "unplaced", said))
}
