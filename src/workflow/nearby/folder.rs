//! Everything about a record, to be handed to somebody: a page that lists it, a page of each record, and the files of its
//! evidence. What is restricted is printed nowhere, and so not here.

use crate::domain::evidence;
use crate::domain::note::{Note, Type};
use crate::domain::record::Record;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::Trouble;
use crate::workflow::account;
use crate::workflow::evidence::{Of, export};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::{Block, Body, Cell, Sheet};

use super::around::Around;
use super::mentioned::mentions;
use super::sheet::{says, told_of};

/// What is written into a folder.
#[derive(Debug)]
pub struct Handed {
    pub index: Sheet,
    /// The page of each record, by its number.
    pub pages: Vec<(String, Sheet)>,
    /// The files of the evidence, each with its name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Everything about a record.
///
/// # Errors
/// Where the file can't be read.
pub fn handed(view: View, wanted: &Wanted) -> Result<Handed, Error> {
    let record = wanted.record(view)?;
    let mut around = Around::of(view, &record)?;
    let (mut found, cut) = mentions(view, &record, &around)?;
    let before = around.near.len() + found.len();
    around.near.retain(|near| !is_restricted(&near.record));
    found.retain(|mention| !is_restricted(&mention.record));
    let restricted = before - around.near.len() - found.len();
    let mut index = told_of(view, &record, &around, &found, cut)?;
    let all: Vec<&Record> = std::iter::once(&record)
        .chain(around.near.iter().map(|near| &near.record))
        .chain(found.iter().map(|mention| &mention.record))
        .collect();
    let (mut files, mut lacking) = (Vec::new(), Vec::new());
    for one in all.iter().filter(|one| one.register == &evidence::REGISTER) {
        match export(view, one, Of::Latest) {
            Ok(export) => files.push((export.file_name(one), export.bytes)),
            Err(Trouble::Store(error)) => return Err(error),
            Err(trouble) => lacking.push(Cell::said(trouble.why()?.words)),
        }
    }
    if restricted > 0 {
        lacking.push(Cell::said(format!("Notes that are restricted, and printed nowhere: {restricted}")));
    }
    index.blocks.push(Block::new("Not in this folder", Body::Prose(lacking)));
    let pages = all.iter().map(|one| Ok((one.reference().to_string(), page(view, one)?)));
    Ok(Handed { index, pages: pages.collect::<Result<_, Error>>()?, files })
}

fn is_restricted(record: &Record) -> bool {
    Note::of(record).is_some_and(|note| note.kind() == Some(Type::Restricted))
}

/// What a record says, and what was done with it.
fn page(view: View, record: &Record) -> Result<Sheet, Error> {
    let today = view.circumstances()?.today();
    let mut told = Vec::new();
    let history = view.history(record.id)?;
    for (sequence, change) in &history {
        if let Some(entry) = view.entry(*sequence)? {
            let one = account::of_record(view, &entry, std::slice::from_ref(change))?;
            let because = one.reason.map_or(String::new(), |reason| format!(" ({reason})"));
            told.push(Cell::said(format!("{} {}: {}{because}", one.at, one.who, one.changes.join("; "))));
        }
    }
    let blocks = vec![says(view, record, today)?, Block::new("History", Body::Prose(told))];
    Ok(Sheet { title: named(record), blocks, ..Sheet::default() })
}
