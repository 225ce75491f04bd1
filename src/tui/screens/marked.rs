//! The marked records of a list: which of them commands mean, which the filter hides, and when the marks end.

use std::collections::HashSet;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::spelling::{counted, some_of};
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::tui::command::Command;
use crate::tui::effect::{Answer, Effect};
use crate::workflow::operation::{Operation, Subject};

use super::chooser::Chooser;

/// Marked records.
#[derive(Debug, Default)]
pub struct Marks {
    records: Vec<Record>,
    ids: HashSet<RecordId>,
    /// Those that the list does not show.
    hidden: HashSet<RecordId>,
    /// Whether those are meant too, once somebody has said so.
    settled: Option<bool>,
    /// Whether something was begun with them.
    begun: bool,
}

/// Whether hidden ones are meant too, and what is done then.
#[derive(Debug, Clone)]
pub struct Settled {
    too: bool,
    then: Then,
}

/// What is done with marked records.
#[derive(Debug, Clone, Copy)]
pub enum Then {
    Command(Command),
    Operation(&'static Operation, usize, Subject),
}

impl Marks {
    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Which are marked.
    pub fn ids(&self) -> &HashSet<RecordId> {
        &self.ids
    }

    /// Marks a record, or takes its mark away.
    pub fn turn(&mut self, record: &Record) {
        self.settled = None;
        if self.ids.remove(&record.id) {
            self.records.retain(|marked| marked.id != record.id);
        } else {
            self.ids.insert(record.id);
            self.records.push(record.clone());
        }
    }

    /// Marks these, all of which are in sight.
    pub fn all(&mut self, records: Vec<Record>) {
        *self = Self { ids: records.iter().map(|record| record.id).collect(), records, ..Self::default() };
    }

    /// Takes every mark away.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Looks which of them a list shows.
    pub fn look(&mut self, query: &Query, view: View) -> Result<(), Error> {
        self.settled = None;
        self.hidden.clear();
        for id in &self.ids {
            let there = Query { after: Some(*id), including: true, backward: false, limit: Some(1), ..query.clone() };
            if view.page(&there)?.records.first().is_none_or(|first| first.id != *id) {
                self.hidden.insert(*id);
            }
        }
        Ok(())
    }

    /// Reads them anew.
    pub fn refresh(&mut self, query: &Query, view: View) -> Result<(), Error> {
        let mut records = Vec::new();
        for record in &self.records {
            records.extend(view.record(record.id)?);
        }
        self.ids = records.iter().map(|record| record.id).collect();
        self.records = records;
        self.look(query, view)
    }

    /// The marked records that commands mean: those in sight, and the hidden ones where somebody has said so.
    pub fn meant(&self) -> Vec<&Record> {
        let too = self.settled == Some(true);
        self.records.iter().filter(|record| too || !self.hidden.contains(&record.id)).collect()
    }

    /// `2 marked, 1 hidden`; nothing where none is.
    pub fn note(&self) -> Option<String> {
        let marked = (!self.is_empty()).then(|| format!("{} marked", self.records.len()))?;
        Some(if self.hidden.is_empty() { marked } else { format!("{marked}, {} hidden", self.hidden.len()) })
    }

    /// What is asked before something is done while some are hidden; nothing where that is settled.
    pub fn asks(&self, then: Then) -> Option<Chooser> {
        if self.hidden.is_empty() || self.settled.is_some() {
            return None;
        }
        let (hidden, seen): (Vec<_>, Vec<_>) =
            self.records.iter().partition::<Vec<_>, _>(|record| self.hidden.contains(&record.id));
        let count = counted(hidden.len(), "marked record is hidden", "marked records are hidden");
        let mut chooser = Chooser::new(format!("{count} by the filter")).called("Hidden marks");
        let answer = |too| Answer::own(Settled { too, then });
        let those = match seen.as_slice() {
            [] => "Leave that out: only the selected row is meant".to_owned(),
            seen => format!("Only what is in sight: {}", records_in_words(seen)),
        };
        chooser.offer(those, "", answer(false));
        chooser.offer(format!("What is hidden too: {}", records_in_words(&hidden)), "", answer(true));
        Some(chooser)
    }

    /// What was settled is done.
    pub fn settle(&mut self, settled: &Settled) -> Effect {
        self.settled = Some(settled.too);
        match settled.then {
            Then::Command(command) => Effect::Run(command),
            Then::Operation(operation, way, subject) => Effect::OperateOn(operation, way, subject),
        }
    }

    /// Something is begun, with them or with something else.
    pub fn begin(&mut self, with_them: bool) {
        self.begun = with_them;
    }

    /// Something was done. They end with what they were made for.
    pub fn acted(&mut self) {
        if self.begun {
            self.clear();
        }
    }
}

/// One record by its name, several by how many there are and by the first ones: `5 records (A-1, A-2, A-3 and 2 more)`.
pub fn records_in_words(records: &[&Record]) -> String {
    match records {
        [one] => named(one),
        several => {
            let names = some_of(several.iter().map(|record| record.reference().to_string()), 3);
            format!("{} records ({names})", several.len())
        }
    }
}
