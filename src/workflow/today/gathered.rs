//! The parts of Today, gathered from their sources and from what has a day.

use std::collections::HashSet;

use crate::domain::deadline::Deadline;
use crate::domain::identity::RecordId;
use crate::domain::record::{Fields, Record};
use crate::store::list::Query;
use crate::store::owed::Whose;
use crate::store::{Error, View};
use crate::workflow::feature::FEATURES;
use crate::workflow::reminders::Reminders;

use super::Matter;
use super::offered::{self, Step};
use super::others::{self, Behind, Meanwhile};
use super::placed::{self, Unplaced};
use super::source::{Look, Said, Source, Which};

/// Whose matters are looked at, and how far ahead.
#[derive(Debug, Clone, Copy)]
pub struct Horizon {
    /// What is due within so many days.
    pub days: u64,
    /// Whoever looks, where that is somebody of the file.
    pub me: Option<RecordId>,
    /// Only what they own.
    pub mine: bool,
    /// Whose lateness is told record by record, beside theirs.
    pub owner: Option<Whose>,
    /// At most so many lines of a part.
    pub most: usize,
}

/// One part of Today.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// How many lines it has.
    pub count: u64,
    /// The first of them.
    pub matters: Vec<Matter>,
}

impl Part {
    /// How many there are beside those that are listed.
    pub fn more(&self) -> u64 {
        self.count.saturating_sub(self.matters.len() as u64)
    }
}

/// What there is today.
#[derive(Debug, Clone, Default)]
pub struct Today {
    pub clock: Part,
    pub look: Part,
    pub waiting: Part,
    pub mine: Part,
    /// What was captured and is not placed.
    pub unplaced: Unplaced,
    /// What is late and nobody answers for.
    pub nobodys: Part,
    /// Who else is late.
    pub others: Behind,
    /// With what the one is late who was asked for.
    pub of_one: Option<(Whose, Part)>,
    /// What others did meanwhile.
    pub since: Meanwhile,
}

impl Today {
    /// Whether there is nothing to be dealt with.
    pub fn is_empty(&self) -> bool {
        [&self.clock, &self.look, &self.waiting, &self.mine, &self.unplaced.part].iter().all(|part| part.count == 0)
            && self.others.count + self.nobodys.count == 0
            && self.since.matters.is_empty()
    }

    /// How much of it there is: `2 on the clock, 4 to look at, 13 waiting, 3 yours`.
    pub fn note(&self) -> String {
        let parts = [
            (self.clock.count, "on the clock"),
            (self.look.count, "to look at"),
            (self.waiting.count, "waiting"),
            (self.mine.count, "yours"),
            (self.unplaced.part.count, "not placed"),
            (self.nobodys.count, "late and nobody's"),
            (self.others.count, "late with others"),
        ];
        let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// Up to so many matters, reminders are sought by them, and what comes next is asked of so many of each part.
const FEW: usize = 1_000;

/// Looks at everything. What stands in a part above is not told again below.
///
/// # Errors
/// Where the file can't be read.
pub fn today(view: View, scope: Horizon) -> Result<Today, Error> {
    let look = Look::of(view, scope.me, scope.days)?;
    let clock = by_day(part(&look, scope, Which::Clock)?, scope.most);
    let seen = ids(&clock);
    let waiting = without(part(&look, scope, Which::Waiting)?, &seen);
    let above = without(part(&look, scope, Which::Look)?, &seen);
    let told: Vec<Matter> = [&clock, &above, &waiting].iter().flat_map(|part| part.matters.clone()).collect();
    let mine = mine(&look, scope, &told)?;
    let unplaced = placed::unplaced(&look, scope, &told)?;
    let everybody = !scope.mine;
    let others = if everybody { others::behind(&look, scope.most)? } else { Behind::default() };
    let of_one = scope.owner.map(|owner| Ok::<_, Error>((owner, owed(&look, owner, scope.most, &[])?))).transpose()?;
    let mut today = Today {
        clock,
        look: above,
        waiting,
        mine,
        unplaced,
        nobodys: others.nobodys.clone(),
        others,
        of_one,
        since: if everybody { others::meanwhile(&look)? } else { Meanwhile::default() },
    };
    let of_one = today.of_one.as_mut().map(|(_, part)| part);
    let parts = [
        &mut today.clock,
        &mut today.look,
        &mut today.waiting,
        &mut today.mine,
        &mut today.unplaced.part,
        &mut today.nobodys,
    ];
    let mut parts: Vec<&mut Part> = parts.into_iter().chain(of_one).collect();
    let told: Vec<RecordId> = parts.iter().flat_map(|part| &part.matters).map(|matter| matter.record.id).collect();
    let reminders = match told.len() {
        0 => Reminders::default(),
        1..=FEW => Reminders::about(view, &told)?,
        _ => Reminders::of(view)?,
    };
    for part in &mut parts {
        for (place, matter) in part.matters.iter_mut().enumerate() {
            matter.reminded = reminders.count(&matter.record);
            if place < FEW && matter.step.is_none() {
                let next = offered::next(&look, &matter.record)?;
                (matter.step, matter.why_not, matter.task) = (next.step, next.why_not, next.task);
            }
        }
    }
    Ok(today)
}

fn ids(part: &Part) -> HashSet<RecordId> {
    part.matters.iter().map(|matter| matter.record.id).collect()
}

fn without(mut part: Part, seen: &HashSet<RecordId>) -> Part {
    let before = part.matters.len();
    part.matters.retain(|matter| !seen.contains(&matter.record.id));
    part.count -= (before - part.matters.len()) as u64;
    part
}

/// The first of them by their days.
fn by_day(mut part: Part, most: usize) -> Part {
    part.matters.sort_by_key(|matter| matter.left.unwrap_or(i64::MAX));
    part.matters.truncate(most);
    part
}

/// Every source of a part, in their order.
fn sources(which: Which) -> Vec<&'static Source> {
    let all = FEATURES.iter().flat_map(|feature| feature.today.iter().copied());
    let mut sources: Vec<_> = all.filter(|source| source.part == which).collect();
    sources.sort_by_key(|source| source.rank);
    sources
}

/// A part that its sources tell.
fn part(look: &Look, scope: Horizon, which: Which) -> Result<Part, Error> {
    let mut part = Part::default();
    let mut seen = HashSet::new();
    for source in sources(which) {
        for query in (source.among)(look)? {
            // The first days are known once all lines are.
            let most = if which == Which::Clock { usize::MAX } else { scope.most.saturating_sub(part.matters.len()) };
            part.count += lines(look, scope, source, &query, most, &mut seen, &mut part.matters)?;
        }
    }
    Ok(part)
}

/// Records that are read at once.
const PAGE: u32 = 50;

/// So many records in a row that are not meant after all end a look at a list.
const IN_VAIN: usize = 200;

/// Adds at most so many lines of a list, and says how many there are.
fn lines(
    look: &Look,
    scope: Horizon,
    source: &'static Source,
    query: &Query,
    most: usize,
    seen: &mut HashSet<RecordId>,
    into: &mut Vec<Matter>,
) -> Result<u64, Error> {
    let whole = query;
    // The first of them are told by their identities, and read as the guards read them: a statement that names every
    // column takes longer to be made than to be run.
    let mut query = Query { limit: Some(PAGE), ..query.clone() }.only(&[]);
    let (mut taken, mut in_vain, mut count, mut dropped) = (0, 0, 0, 0);
    loop {
        if taken >= most || in_vain >= IN_VAIN {
            // The rest is counted, and not looked at.
            return Ok(look.view.count(whole)?.saturating_sub(dropped));
        }
        let mut page = look.view.page(&query)?;
        query.after = page.records.last().map(|record| record.id).or(query.after);
        if query.fields != Fields::ALL {
            let ids: Vec<RecordId> = page.records.iter().map(|record| record.id).collect();
            page.records = look.view.these(query.register, &ids)?;
            query.fields = Fields::ALL;
        }
        for record in page.records {
            let said = (source.says)(look, &record)?.filter(|_| !seen.contains(&record.id));
            let matter = said.map(|said| Matter::of(look, record, source.name, said));
            let Some(matter) = matter.map(|one| meant(look, scope, source, one)).transpose()?.flatten() else {
                (in_vain, dropped) = (in_vain + 1, dropped + 1);
                continue;
            };
            in_vain = 0;
            count += 1;
            seen.insert(matter.record.id);
            if taken < most {
                into.push(matter);
                taken += 1;
            }
        }
        if !page.more {
            return Ok(count);
        }
    }
}

/// A line, where it is of whom is asked for; what waits for somebody is only what they can do.
fn meant(look: &Look, scope: Horizon, source: &Source, matter: Matter) -> Result<Option<Matter>, Error> {
    if source.part == Which::Waiting {
        let step = match matter.step {
            Some(Step::Move(step)) => step,
            // Its source has looked whether they can.
            Some(Step::Operation(..) | Step::Set(_)) => return Ok(Some(matter)),
            None => return Ok(None),
        };
        return Ok(offered::against(&look.hearing, &matter.record, step, look.me)?.is_none().then_some(matter));
    }
    Ok(Some(matter).filter(|matter| !scope.mine || (scope.me.is_some() && matter.owner == scope.me)))
}

/// What whoever looks answers for, late first, then due, then what else is expected of them; those that stand above are not
/// told again.
fn mine(look: &Look, scope: Horizon, above: &[Matter]) -> Result<Part, Error> {
    let Some(me) = scope.me else { return Ok(Part::default()) };
    let mut mine = owed(look, Whose::Of(me), scope.most, above)?;
    let expected = part(look, scope, Which::Mine)?;
    mine.count += expected.count;
    mine.matters.extend(expected.matters);
    mine.matters.truncate(scope.most);
    Ok(mine)
}

/// What somebody answers for and is late or due, but for what stands above.
fn owed(look: &Look, whose: Whose, most: usize, above: &[Matter]) -> Result<Part, Error> {
    let told: HashSet<RecordId> = above.iter().map(|matter| matter.record.id).collect();
    let agenda = look.agenda()?;
    let mut part = Part::default();
    for span in [agenda.late(whose), agenda.due(whose, look.until)] {
        let count = look.view.count_due(&span)?;
        part.count += count;
        let mut queue = agenda.queue(&span);
        while count > 0 && part.matters.len() < most {
            let Some(record) = queue.take()? else { break };
            if !told.contains(&record.id) {
                let said = Said::why(standing(look, &record));
                part.matters.push(Matter::of(look, record, "own", said));
            }
        }
    }
    let again = above.iter().filter(|matter| is_owed(look, whose, &matter.record));
    let again: HashSet<RecordId> = again.map(|matter| matter.record.id).collect();
    part.count = part.count.saturating_sub(again.len() as u64);
    Ok(part)
}

/// Where a record stands, in words.
pub(super) fn standing(look: &Look, record: &Record) -> String {
    record.standing_label(look.today).unwrap_or_default().to_lowercase()
}

/// Whether a record is among those that somebody owns and that are late or due.
fn is_owed(look: &Look, whose: Whose, record: &Record) -> bool {
    let own = record.register.responsible().and_then(|field| record.link(record.register.position(field.name)?));
    let day = Deadline::of(record, look.today);
    let runs = day.is_some_and(|day| look.is_near(day.day) && (!day.is_late() || record.register.machine.is_some()));
    let over = record.lapsed(look.today).is_some();
    own == whose.person() && (runs || over)
}
