//! What a record bore: how grave it was at its worst, what it was called, the first day by which it was due. What weighs is
//! judged by that, and what is taken away is told with it, whatever somebody made of the record before they took it away.

use chrono::NaiveDate;

use crate::domain::better::Better;
use crate::domain::deadline::Deadline;
use crate::domain::identity::Sequence;
use crate::domain::note::{self, Note};
use crate::domain::record::{Record, Version};

use super::recorded::{grave, is_grave, weighs};

/// What a record was, version by version.
#[derive(Clone, Copy)]
pub(super) struct Borne<'a>(&'a [Version]);

impl<'a> Borne<'a> {
    /// All that it ever was.
    pub fn of(past: &'a [Version]) -> Self {
        Self(past)
    }

    /// What it was before a place of the journal.
    pub fn before(past: &'a [Version], place: Sequence) -> Self {
        Self(&past[..past.partition_point(|version| version.sequence < place)])
    }

    /// As it stood last.
    pub fn last(&self) -> Option<&'a Record> {
        self.0.last().map(|version| &version.record)
    }

    /// Whether it ever weighed.
    pub fn weighed(&self) -> bool {
        self.0.iter().any(|version| weighs(&version.record))
    }

    /// Whether it was ever grave.
    pub fn was_grave(&self) -> bool {
        self.0.iter().any(|version| is_grave(&version.record))
    }

    /// How grave it was at its worst: its place among the answers, the gravest first, and the words; nothing where it never was.
    pub fn gravest(&self) -> Option<(usize, String)> {
        let all = self.0.iter().map(|version| grave(&version.record));
        all.filter(|(_, words)| !words.is_empty()).min_by_key(|(rank, _)| *rank)
    }

    /// What it was called otherwise, the first name first; nothing of what is printed nowhere, nor of a person.
    pub fn names(&self) -> Vec<&'a str> {
        let Some(last) = self.last().filter(|last| is_named(last)) else { return Vec::new() };
        let mut names = Vec::new();
        for version in self.0 {
            let name = first_line(&version.record);
            if !name.is_empty() && name != first_line(last) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// What it bore and does not any more: `was critical`, `was called “Stop it”`, `due date was 2026-11-10, 20 d late`.
    pub fn words(&self, on: NaiveDate) -> Vec<String> {
        let Some(last) = self.last() else { return Vec::new() };
        let was = self.gravest().map(|(_, words)| words).filter(|was| *was != grave(last).1);
        let graver = was.map(|was| format!("was {was}"));
        graver.into_iter().chain(called(&self.names())).chain(self.first_due(last, on)).collect()
    }

    /// The first day by which it was due, where it was put off since.
    fn first_due(&self, last: &Record, on: NaiveDate) -> Option<String> {
        let field = last.register.deadline()?;
        // What comes round again is due later each time that it is done.
        let is_put_off = |better: Better| matches!(better, Better::Later(name) if name == *field.name);
        if !last.register.made_better().any(is_put_off) {
            return None;
        }
        let due = self.0.iter().filter_map(|version| Deadline::of(&version.record, on));
        let first = due.min_by_key(|one| one.day)?;
        let put_off = Deadline::of(last, on).is_none_or(|now| first.day < now.day);
        let late = if first.is_late() { format!(", {}", first.words()) } else { String::new() };
        put_off.then(|| format!("{} was {}{late}", field.label.to_lowercase(), first.day))
    }
}

/// `was called “Stop document reading”, then “Look at it”`; nothing where it was called nothing else.
pub(super) fn called(names: &[&str]) -> Option<String> {
    let names: Vec<_> = names.iter().map(|name| format!("“{name}”")).collect();
    (!names.is_empty()).then(|| format!("was called {}", names.join(", then ")))
}

/// Whether what it was called is told: it is no person's name, nor a note that is printed nowhere.
fn is_named(record: &Record) -> bool {
    let personal = record.register.title().is_none_or(|field| field.personal);
    !personal && (record.register != &note::REGISTER || Note(record).is_told())
}

fn first_line(record: &Record) -> &str {
    record.title().lines().next().unwrap_or_default()
}
