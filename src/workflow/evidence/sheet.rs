//! The versions of the bytes of evidence, and what was attested on each.

use crate::domain::canonical::Json;
use crate::domain::evidence::REGISTER;
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::value::Held;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Cell, Column, Fact, Lead, Row, Sheet, Shown};

use super::bytes::{Version, versions};
use super::relied::{Relied, relied};
use super::whereabouts::{held, whereabouts};

/// Which bytes evidence had, and what was attested on which.
pub static VERSIONS: Reading = Reading {
    title: "Versions of its file",
    about: "Tells which bytes it had when, and what was attested on which",
    more: "Tells which bytes it had when, and what was attested on which. Of a file that is kept here the hash is salted, as it \
           stands in the journal; to compare it with another copy, write it out.",
    of: Of::Record,
    ..Reading::new(&REGISTER, "versions", read)
};

const FILES: [Column; 7] = [
    Column::new("version", "Version", Shown::Numbers),
    Column::words("recorded", "Recorded"),
    Column::new("by", "By", Shown::Never),
    Column::words("file", "File"),
    Column::words("held", "Where"),
    Column::words("hash", "Hash in the journal"),
    Column::new("transaction", "Transaction", Shown::Never),
];

const ATTESTED: [Column; 4] = [
    Column::new("version", "Version", Shown::Numbers),
    Column::words("record", "What"),
    Column::words("state", "State then"),
    Column::words("on", "On"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let evidence = wanted.record(view)?;
    let all = versions(view, evidence.id)?;
    let relied = relied(view, evidence.id)?;
    let files = all.iter().map(|version| row(view, version)).collect::<Result<Vec<_>, _>>()?;
    let attested = relied.iter().map(|one| attested(view, one, &all)).collect::<Result<Vec<_>, _>>()?;
    let stands = whereabouts(view, &evidence)?;
    let nothing = all.is_empty() && attested.is_empty();
    Ok(Sheet {
        note: named(&evidence),
        facts: vec![Fact::new("Where it is", Cell::text(stands)).keyed("whereabouts")],
        nothing: Why::when(nothing, || "No file of it was ever on record, and nothing was attested on it.".to_owned()),
        blocks: vec![
            Block::table("versions", "", &FILES, files),
            Block::table("attested", "Attested on it", &ATTESTED, attested),
        ],
        ..Sheet::default()
    })
}

fn row(view: View, version: &Version) -> Result<Row, Error> {
    let (day, by) = recorded(view, version.since)?;
    let tone = version.until.map(|_| Tone::Gone);
    let cell = |text: String| Cell { tone, ..Cell::text(text) };
    let number = |number: u64| Json::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let hash = version.file.held.hash().to_string();
    let cells = [
        Cell { value: Some(number(version.number as u64)), ..cell(version.number.to_string()) },
        cell(day),
        cell(by.map(|by| view.name_of(by)).transpose()?.unwrap_or_default()),
        cell(version.file.name.clone()),
        cell(held(view, &version.file)?).brief(if matches!(version.file.held, Held::Here(_)) {
            "here"
        } else {
            "elsewhere"
        }),
        cell(hash.clone()).brief(format!("{}…", &hash[..8])),
        Cell { value: Some(number(version.since)), ..cell(version.since.to_string()) },
    ];
    Ok(Row::of(cells))
}

fn attested(view: View, one: &Relied, all: &[Version]) -> Result<Row, Error> {
    let version =
        all.iter().find(|version| version.since <= one.at && version.until.is_none_or(|until| until >= one.at));
    let state = one.record.state_label().unwrap_or_default();
    let cells = [
        version.map_or(Cell::text("none"), |version| Cell::count(version.number)),
        Cell::text(named(&one.record)),
        Cell::text(state),
        Cell::text(recorded(view, one.at)?.0),
    ];
    Ok(Row::of(cells).leads(Some(Lead::Record(one.record.id))))
}

/// The day of a transaction, and who made it.
fn recorded(view: View, at: u64) -> Result<(String, Option<RecordId>), Error> {
    let zone = view.circumstances()?.zone;
    let entry = view.entry(at)?;
    let day = entry.as_ref().map(|entry| entry.header.at.with_timezone(&zone).format("%Y-%m-%d").to_string());
    Ok((day.unwrap_or_default(), entry.map(|entry| entry.header.actor.person)))
}
