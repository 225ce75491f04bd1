//! The first half of verification: the chain of the journal, walked from its beginning.

use rusqlite::Connection;

use crate::domain::canonical::Json;
use crate::domain::identity::{Hash, Sequence};
use crate::domain::value::{Instant, read_instant};

use super::chain::{self, Body, Head};
use super::error::Error;
use super::fault::{Fault, Jump, Report};
use super::witness::Watch;

/// Walks the chain and makes every hash again.
pub fn chain(connection: &Connection) -> Result<Report, Error> {
    chain_to(connection, None, Watch::default())
}

pub(super) fn chain_to(connection: &Connection, wanted: Option<Hash>, mut watch: Watch) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut headers = connection.prepare("SELECT sequence, header, body_hash, link FROM journal ORDER BY sequence")?;
    let mut changes =
        connection.prepare("SELECT sequence, position, body FROM journal_change ORDER BY sequence, position")?;
    let mut headers = headers.query([])?;
    let mut changes = changes.query([])?;
    let mut change = changes.next()?;
    let mut before = Head::EMPTY;
    let mut latest: Option<Instant> = None;
    watch.see(0, Hash::GENESIS);
    let mut found = wanted.is_none_or(|wanted| wanted == Hash::GENESIS);
    while let Some(row) = headers.next()? {
        let Ok(sequence @ 1..) = Sequence::try_from(row.get::<_, i64>(0)?) else {
            report.faults.push(Fault::Stray { sequence: 0 });
            continue;
        };
        let header = row.get_ref(1)?.as_str().unwrap_or_default();
        let body_hash = Hash(row.get(2)?);
        let link = Hash(row.get(3)?);
        if sequence != before.sequence + 1 {
            report.faults.push(Fault::Gap { from: before.sequence + 1, to: sequence - 1 });
        }
        let mut body = Body::new(header);
        let mut position = 0;
        let mut in_place = true;
        while let Some(row) = change {
            let at = Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            if at > sequence {
                break;
            }
            if at < sequence {
                report.faults.push(Fault::Stray { sequence: at });
            } else {
                in_place &= row.get::<_, i64>(1)? == position;
                body.push(row.get_ref(2)?.as_str().unwrap_or_default());
                position += 1;
                report.changes += 1;
            }
            change = changes.next()?;
        }
        if body.finish() != body_hash || !in_place {
            report.faults.push(Fault::Body { sequence });
        }
        if chain::link(before.link, sequence, body_hash) != link {
            report.faults.push(Fault::Link { sequence });
        }
        found |= wanted == Some(link);
        watch.see(sequence, link);
        if let Some(at) = clock(header) {
            if let Some(after) = latest.filter(|latest| *latest > at) {
                report.jumps.push(Jump { sequence, at, after });
            }
            latest = latest.max(Some(at));
        }
        report.transactions += 1;
        before = Head { sequence, link };
    }
    while let Some(row) = change {
        report.faults.push(Fault::Stray { sequence: Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0) });
        change = changes.next()?;
    }
    report.head = Some(before);
    if let Some(wanted) = wanted.filter(|_| !found) {
        report.faults.push(Fault::Head { wanted });
    }
    report.faults.extend(watch.faults());
    report.faults.dedup();
    Ok(report)
}

/// What the clock of a transaction said; none where its header can't be read, which the comparison names.
fn clock(header: &str) -> Option<Instant> {
    let Ok(Json::Object(header)) = Json::parse(header) else { return None };
    read_instant(header.get("at")?.as_text()?)
}
