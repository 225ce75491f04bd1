//! Brings the rows of a table into a register: tried first, then written in one transaction.
//!
//! A trial does what the import would do, in a transaction that is then dropped; so it tells exactly what the rules will
//! say. It holds the write lock meanwhile, as the import itself does.

mod begun;
mod filled;
mod gather;
mod known;
mod links;
mod recognised;
pub mod report;
mod trial;
mod value;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::domain::register::Register;
use crate::exchange::import::bound::Bound;
use crate::exchange::import::{FileTable, Mapping, Unusable};
use crate::store::{Ambient, Batch, End, Error};

use gather::gather;
use report::Report;
use trial::{Trial, Tried};

/// How far an import goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is written.
    Trial,
    /// All rows, or none where one is refused.
    All,
    /// The rows that are not refused.
    Good,
}

/// How far an import has come, and whether somebody has stopped it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
}

impl Progress {
    /// Records done, and how many there are; 0 while they are still being gathered.
    pub fn so_far(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Stops it: nothing of it is kept.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// An import that is ready to be run.
#[derive(Debug)]
pub struct Import {
    pub table: Arc<FileTable>,
    bound: Bound,
    pub mode: Mode,
    pub progress: Arc<Progress>,
    ambient: Ambient,
}

impl Import {
    /// An import of a table into a register.
    ///
    /// # Errors
    /// [`Unusable::Unfit`] where the mapping does not fit the table or the register.
    pub fn new(
        register: &'static Register,
        table: Arc<FileTable>,
        mapping: &Mapping,
        mode: Mode,
        ambient: Ambient,
    ) -> Result<Self, Unusable> {
        if register.single || register.composed {
            let why = if register.single { "holds one record: edit it" } else { "is filled by its own procedure" };
            return Err(Unusable::Unfit(format!("The {} register {why}; nothing is imported", register.singular())));
        }
        let bound = mapping.bind(register, &table)?;
        Ok(Self { table, bound, mode, progress: Arc::default(), ambient })
    }

    /// How the numbers and dates of the fields' columns are read, by the fields' names, where that is known.
    pub fn readings(&self) -> BTreeMap<&'static str, String> {
        let readings = self.bound.fields.iter().map(|bound| (bound.field.name, bound.reading.to_string()));
        readings.filter(|(_, reading)| !reading.is_empty()).collect()
    }

    /// What the journal says of it.
    pub fn reason(&self) -> String {
        format!("Import of {} ({} rows, SHA-256 {})", self.table.name, self.table.rows.len(), self.table.hash)
    }

    /// Tries every row, and says whether the batch is to be kept.
    ///
    /// # Errors
    /// Trouble with the file; what is wrong with rows stands in the report.
    pub fn run(&self, batch: &mut Batch) -> Result<(End, Report), Error> {
        let gathered = gather(&self.table, &self.bound);
        self.progress.total.store(gathered.entries.len(), Ordering::Relaxed);
        let mut report = Report::of(&self.table, &self.bound, &gathered);
        let mut trial = Trial::new(&self.table, &self.bound, &self.ambient, batch.view())?;
        // Rows that speak of later rows of the file come after them; those that speak only of each other never can.
        let mut round: Vec<_> = gathered.entries.iter().collect();
        let mut patient = true;
        while !round.is_empty() {
            let mut waiting = Vec::new();
            let begun = round.len();
            for entry in round {
                if self.progress.is_stopped() {
                    report.stopped = true;
                    return Ok((End::Drop, report));
                }
                match trial.take(entry, batch, patient, &mut report)? {
                    Tried::Settled => drop(self.progress.done.fetch_add(1, Ordering::Relaxed)),
                    Tried::Waits => waiting.push(entry),
                }
            }
            patient = waiting.len() < begun;
            round = waiting;
        }
        let keep = match self.mode {
            Mode::Trial => false,
            Mode::All => report.refused_rows == 0,
            Mode::Good => true,
        };
        report.kept = keep;
        Ok((if keep { End::Keep } else { End::Drop }, report))
    }
}
