//! What one person both did and attested under an exception from the separation of duties: told in the exception's words
//! as they then were, wherever it is told.

use chrono::NaiveDate;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::separation::{self, Duty, Separation, SeparationField};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Act, Error, Proposal, View};

use super::Trouble;
use super::feature::Feature;
use super::operation::{About, Ask, NEEDED_REASON, Operation, Says, Scene, Way, Why};
use super::sheet::{Block, Cell, Column, Lead, Row};

/// Exceptions from the separation of duties.
pub static FEATURE: Feature = Feature { operations: &[&END], ..Feature::PLAIN };

/// An exception ends before its day. What was done under it stays told.
static END: Operation = Operation {
    title: "End an exception",
    help: "Ends an exception before its last day: from the day after, it excuses nobody",
    asks: &[Ask::option(SeparationField::Ends.field()), Ask::option(&NEEDED_REASON).needed()],
    ways: &[Way::form(&["K"], "End the exception", "End the exception before its last day, for a reason")],
    why_not: over,
    starts: |scene| Ok(vec![(SeparationField::Ends.field(), Some(Value::Date(scene.now.today())))]),
    propose: |scene, said| {
        if let Some(why) = over(scene)? {
            return Err(why.into());
        }
        let (record, field) = (scene.record()?, SeparationField::Ends.field());
        let after = said.get(field).cloned();
        let change = FieldChange { field, before: record.get(field.name).cloned(), after };
        Ok(Proposal::of([Act::Edit { record: record.id, based_on: record.revision, fields: vec![change] }]))
    },
    says: |scene, _| Ok(Says::instead(scene.any_record().map(|one| format!("Ended {}", one.reference())))),
    ..Operation::new(&["end"], &separation::REGISTER, About::Record(&separation::REGISTER))
};

fn over(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let (record, today) = (scene.record()?, scene.now.today());
    let over = Separation(record).ends().filter(|ends| *ends <= today);
    Ok(over.map(|ends| Why::is(format!("{} ends on {ends} already", record.reference()))))
}

/// What stands before it, on screens and in documents.
pub const LABEL: &str = "Done and checked by one person";

/// What was done so, and the exception by which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excepted {
    /// `Done and checked by one person: Verified on … by …; by exception SX-1, …`.
    pub words: String,
    pub exception: Option<RecordId>,
}

/// Every exception, the withdrawn ones too.
///
/// # Errors
/// Where the file can't be read.
pub fn exceptions(view: View) -> Result<Vec<Record>, Error> {
    Ok(view.page(&Query { voided: Voided::Shown, ..Query::new(&separation::REGISTER) })?.records)
}

/// What a record keeps of it, a line each time.
pub fn kept(text: &str, exceptions: &[Record]) -> Vec<Excepted> {
    let named = |line: &str| {
        let by = |one: &&Record| line.contains(&format!("by exception {},", one.reference()));
        exceptions.iter().find(by).map(|one| one.id)
    };
    let told = |line: &str| Excepted { words: format!("{LABEL}: {line}"), exception: named(line) };
    text.lines().map(told).collect()
}

/// The exception that held on a day for everybody: those that were made before an exception named for whom it is.
pub fn before_they_named_anybody(exceptions: &[Record], duty: Duty, day: NaiveDate) -> Option<Excepted> {
    let one = separation::for_everybody(exceptions, duty, day)?;
    let words = format!("{LABEL}, by an exception that names nobody: {} {}", one.0.reference(), one.why());
    Some(Excepted { words, exception: Some(one.0.id) })
}

/// Everything that one person both did and attested, for the next internal audit to look at, register by register.
///
/// # Errors
/// Where the file can't be read.
pub fn for_the_next_audit(view: View) -> Result<Vec<(RecordId, Reference, String)>, Error> {
    let mut found = Vec::new();
    for register in CATALOGUE.registers() {
        let Some(field) = register.field(separation::TOLD) else { continue };
        let query = Query { filters: vec![Filter::Filled(field)], voided: Voided::Shown, ..Query::new(register) };
        view.each(&query.only(&[field]), |record| {
            if let Some(Value::Text(lines)) = record.get(field.name) {
                found.extend(lines.lines().map(|line| (record.id, record.reference(), line.to_owned())));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// What one person both did and attested, each line leading to its record; `whom` it is told, after its heading.
///
/// # Errors
/// Where the file can't be read.
pub fn block(view: View, whom: &str) -> Result<Block, Error> {
    const COLUMNS: [Column; 2] = [Column::words("number", "Number"), Column::words("words", "What")];
    let found = for_the_next_audit(view)?;
    let title = format!("{LABEL}{whom}: {}", found.len());
    let row = |(id, reference, words): (RecordId, Reference, String)| {
        Row::of([Cell::text(reference.to_string()), Cell::text(words)]).leads(Some(Lead::Record(id)))
    };
    Ok(Block::table("by_one_person", title, &COLUMNS, found.into_iter().map(row).collect()))
}
