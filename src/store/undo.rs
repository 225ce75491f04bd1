//! Taking back what somebody did, and doing it again. Both are new transactions: nothing leaves the journal.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use crate::domain::catalogue::Catalogue;
use crate::domain::favourable::{self, FavourableChangeField};
use crate::domain::identity::{Hash, RecordId, Revision, Sequence};
use crate::domain::register::Register;
use crate::domain::rules::Refusal;
use crate::domain::transaction::{Change, Channel, FieldChange, Way, What};
use crate::domain::value::{Instant, Value};

use super::error::Error;
use super::journal::{self, Entry, Order, Range};
use super::proposal::{Act, Proposal};

/// A transaction that can be taken back, or made to hold again.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What somebody did.
    pub of: Entry,
    /// The transaction whose changes are to be turned round: what somebody did, or the last undo or redo of it.
    turned: Sequence,
    /// When that was written.
    pub at: Instant,
    again: bool,
}

/// Whether a record tells that somebody else agreed to something, and the record of that does not keep it itself.
fn is_agreed(register: &Register, values: &[Option<Value>]) -> bool {
    let there = register.position(FavourableChangeField::ApprovedThere.name()).and_then(|place| values.get(place));
    register == &favourable::REGISTER && there != Some(&Some(Value::YesNo(true)))
}

/// Whose transactions are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Doer<'a> {
    pub person: RecordId,
    /// The operating-system user at whose terminal it was done; whoever it was where there is none.
    pub user: Option<Hash>,
    pub channel: Channel,
    /// Only the transactions of one run, in their order; all of the person's where there is none.
    pub run: Option<&'a [Sequence]>,
}

impl Doer<'_> {
    fn did(&self, entry: &Entry) -> bool {
        let actor = &entry.header.actor;
        match self.run {
            Some(run) => run.contains(&entry.sequence),
            None => {
                let channel = entry.header.channel;
                let imported = channel == Channel::Import && self.channel == Channel::CommandLine;
                let here = self.user.is_none_or(|user| actor.user == user);
                actor.person == self.person && here && (channel == self.channel || imported)
            }
        }
    }

    /// Before this place there is nothing of it.
    fn began(&self) -> Sequence {
        self.run.map_or(0, |run| run.first().map_or(Sequence::MAX, |first| first - 1))
    }
}

/// The last transaction of this doer that still holds.
pub fn last_done(connection: &Connection, doer: &Doer) -> Result<Option<Candidate>, Error> {
    let mut latest: HashMap<Sequence, Entry> = HashMap::new();
    for entry in entries(connection, doer) {
        let entry = entry?;
        match (entry.header.undoes, entry.header.redoes) {
            (Some(of), _) | (_, Some(of)) => {
                latest.entry(of).or_insert(entry);
            }
            (None, None) => match latest.get(&entry.sequence) {
                Some(last) if last.header.undoes.is_some() => {}
                last => {
                    let (turned, at) =
                        last.map_or((entry.sequence, entry.header.at), |last| (last.sequence, last.header.at));
                    return Ok(Some(Candidate { of: entry, turned, at, again: false }));
                }
            },
        }
    }
    Ok(None)
}

/// What this doer did in a transaction, where it still holds.
pub fn numbered(connection: &Connection, doer: &Doer, sequence: Sequence) -> Result<Option<Candidate>, Error> {
    let of = journal::entry(connection, sequence)?;
    let own = |entry: &Entry| doer.did(entry) && entry.header.undoes.or(entry.header.redoes).is_none();
    let Some(of) = of.filter(own) else { return Ok(None) };
    let (mut turned, mut at) = (of.sequence, of.header.at);
    for entry in entries(connection, doer) {
        let entry = entry?;
        if entry.sequence <= sequence {
            break;
        }
        if entry.header.undoes == Some(sequence) {
            return Ok(None);
        }
        if entry.header.redoes == Some(sequence) {
            (turned, at) = (entry.sequence, entry.header.at);
            break;
        }
    }
    Ok(Some(Candidate { of, turned, at, again: false }))
}

/// Something that leans on a transaction: a record that it changed and a later one changed again, or one that points to what
/// it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaning {
    pub record: RecordId,
    /// The later transaction.
    pub since: Sequence,
    /// What it points to, where it was not changed itself.
    pub points_to: Option<RecordId>,
}

/// The last undo of this doer that nothing else has followed.
pub fn last_undone(connection: &Connection, doer: &Doer) -> Result<Option<Candidate>, Error> {
    let mut settled: HashMap<Sequence, bool> = HashMap::new();
    for entry in entries(connection, doer) {
        let entry = entry?;
        match (entry.header.undoes, entry.header.redoes) {
            (Some(of), _) => {
                if !settled.contains_key(&of) {
                    let done = journal::entry(connection, of)?;
                    return Ok(done.map(|done| Candidate {
                        of: done,
                        turned: entry.sequence,
                        at: entry.header.at,
                        again: true,
                    }));
                }
            }
            (_, Some(of)) => {
                settled.entry(of).or_insert(true);
            }
            (None, None) => return Ok(None),
        }
    }
    Ok(None)
}

/// What somebody did, newest first, read a stretch at a time.
fn entries(connection: &Connection, doer: &Doer) -> impl Iterator<Item = Result<Entry, Error>> {
    const STRETCH: u32 = 200;
    let (mut before, after) = (None, doer.began());
    let stretches = std::iter::from_fn(move || {
        let range = Range { before, after, limit: Some(STRETCH), ..Range::default() };
        match journal::entries(connection, &range) {
            Ok(entries) => {
                before = Some(entries.last()?.sequence);
                Some(entries.into_iter().map(Ok).collect::<Vec<_>>())
            }
            Err(error) => Some(vec![Err(error)]),
        }
    });
    stretches.flatten().filter(move |entry| entry.as_ref().map_or(true, |entry| doer.did(entry)))
}

impl Candidate {
    /// What leans on it, each record once.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn leaning(&self, connection: &Connection, catalogue: Catalogue) -> Result<Vec<Leaning>, Error> {
        let (mut touched, mut made): (Vec<RecordId>, Vec<RecordId>) = (Vec::new(), Vec::new());
        let mut seen: HashSet<RecordId> = HashSet::new();
        journal::each_change(connection, catalogue, self.turned, Order::AsMade, |change| {
            if matches!(change.what, What::Create { .. } | What::Unvoid { .. }) {
                made.push(change.record);
            }
            if seen.insert(change.record) {
                touched.push(change.record);
            }
            Ok(())
        })?;
        let mut found: Vec<Leaning> = Vec::new();
        for record in &touched {
            let later = self.standing_since(connection, &journal::places(connection, *record)?)?;
            found.extend(later.map(|since| Leaning { record: *record, since, points_to: None }));
        }
        let mut pointing = connection.prepare_cached(
            "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id WHERE l.to_id = ? AND r.voided = 0 ORDER BY r.key",
        )?;
        for to in made {
            let ids = pointing.query_map([to.0], |row| row.get(0).map(RecordId))?.collect::<Result<Vec<_>, _>>()?;
            for record in ids.into_iter().filter(|id| seen.insert(*id)) {
                let since = journal::places(connection, record)?.last().copied().unwrap_or_default();
                found.push(Leaning { record, since, points_to: Some(to) });
            }
        }
        Ok(found)
    }

    /// The proposal that takes it back, or does it again.
    ///
    /// # Errors
    /// A [`Refusal`] where it attested, closed or erased something.
    pub fn proposal(&self, connection: &Connection, catalogue: Catalogue) -> Result<Proposal, Error> {
        // What was made in it is hidden whole: the moves that it made in there prove nothing any more.
        let made: HashSet<RecordId> = journal::made(connection, self.turned, None)?.into_iter().collect();
        let mut acts = Vec::with_capacity(made.len());
        let mut turned: HashMap<RecordId, Revision> = HashMap::new();
        journal::each_change(connection, catalogue, self.turned, Order::LastFirst, |change| {
            if matches!(change.what, What::Update { .. }) && made.contains(&change.record) {
                return Ok(());
            }
            let before = turned.entry(change.record).or_default();
            acts.push(self.turn(connection, &change, *before)?);
            *before += 1;
            Ok(())
        })?;
        let (undoes, redoes) = if self.again { (None, Some(self.of.sequence)) } else { (Some(self.of.sequence), None) };
        Ok(Proposal { acts, undoes, redoes, ..Proposal::default() })
    }

    /// Turns one change round; `before` counts the acts on the same record that come before it.
    fn turn(&self, connection: &Connection, change: &Change, before: Revision) -> Result<Act, Error> {
        let record = change.record;
        let attempt = || format!("Transaction {} can't be taken back", self.of.sequence);
        match &change.what {
            What::Create { values, .. } if is_agreed(change.register, values) => {
                let rule = "Somebody else agreed to it, which stands as evidence: change it back, for a reason.";
                Err(Refusal::plain(attempt(), rule).into())
            }
            What::Create { .. } | What::Unvoid { .. } => {
                let based_on = self.revision_after(connection, record)? + before;
                Ok(Act::Void { record, based_on: Some(based_on) })
            }
            What::Void { .. } => {
                let based_on = self.revision_after(connection, record)? + before;
                Ok(Act::Unvoid { record, based_on: Some(based_on) })
            }
            What::Update { way, fields, .. } => {
                if let Way::Move(name) = way {
                    let step = change.register.machine.and_then(|machine| machine.find(name));
                    if step.is_none_or(|step| step.settles) {
                        let rule = format!(
                            "The {} was {} in it, which stands as evidence: “Move on” offers what can be done with it now.",
                            change.register.singular(),
                            step.map_or("settled", |step| step.participle)
                        );
                        return Err(Refusal::plain(attempt(), rule).into());
                    }
                }
                let swap = |one: &FieldChange| FieldChange {
                    field: one.field,
                    before: one.after.clone(),
                    after: one.before.clone(),
                };
                Ok(Act::Revert { record, fields: fields.iter().map(swap).collect() })
            }
            What::Erase { .. } => {
                Err(Refusal::plain(attempt(), "Something was erased in it, and what is erased is gone.").into())
            }
        }
    }

    /// The revision at which the turned transaction left a record; today's, where all that came since was taken back.
    fn revision_after(&self, connection: &Connection, record: RecordId) -> Result<Revision, Error> {
        let places = journal::places(connection, record)?;
        let until = if self.standing_since(connection, &places)?.is_none() { Sequence::MAX } else { self.turned };
        let changes = places.iter().filter(|sequence| **sequence <= until).count();
        Ok(Revision::try_from(changes).unwrap_or(Revision::MAX))
    }

    /// Of the transactions that changed a record, the first that makes it otherwise than the turned one left it; none where
    /// all that came since was taken back.
    fn standing_since(&self, connection: &Connection, places: &[Sequence]) -> Result<Option<Sequence>, Error> {
        let mut standing: BTreeMap<Sequence, bool> = BTreeMap::new();
        for sequence in places.iter().filter(|sequence| **sequence > self.turned) {
            let header = journal::entry(connection, *sequence)?.map(|entry| entry.header);
            let (undoes, redoes) = header.map_or((None, None), |header| (header.undoes, header.redoes));
            standing.insert(undoes.or(redoes).unwrap_or(*sequence), undoes.is_none());
        }
        Ok(standing.into_iter().find(|(of, stands)| *stands != (*of < self.turned)).map(|(of, _)| of))
    }
}
