//! What a record bore: how grave it was at its worst, what it was called, the first day by which it was due. What weighs is
//! judged by that, and what is taken away is told with it, whatever somebody made of the record before they took it away.

use chrono::NaiveDate;

use crate::domain::better::Better;
use crate::domain::deadline::Deadline;
use crate::domain::field::Field;
use crate::domain::identity::Sequence;
use crate::domain::note::{self, Note};
use crate::domain::record::{Record, Version};

use super::grave::{Grave, weighs, wrong};
use super::made::graded;

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
        self.gravest().is_some()
    }

    /// How grave it was at its worst; nothing where it never was.
    pub fn gravest(&self) -> Option<Grave> {
        let all = self.0.iter().map(|version| Grave::of(&version.record));
        all.filter(|one| !one.is_none()).min_by_key(|one| one.rank)
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

    /// What it bore and does not any more, and what else makes it grave: `was critical`, `to be reported to The authority, by 1
    /// December 2026`, `was called “Stop it”`, `due date was 2026-11-10, 20 d late`.
    pub fn words(&self, on: NaiveDate) -> Vec<String> {
        let Some(last) = self.last() else { return Vec::new() };
        let now = Grave::of(last);
        let level = self.gravest().and_then(|one| one.level).filter(|level| now.level.as_ref() != Some(level));
        let level = level.map(|level| format!("was {level}"));
        let before =
            || self.0.iter().rev().map(|version| Grave::of(&version.record).also).find(|also| !also.is_empty());
        let also = match now.also.is_empty() {
            true => before().unwrap_or_default().into_iter().map(|one| format!("was {one}")).collect(),
            false => now.also,
        };
        level
            .into_iter()
            .chain(also)
            .chain(self.answers(last))
            .chain(called(&self.names()))
            .chain(self.first_due(last, on))
            .collect()
    }

    /// What else it said was not as it should be, and says no more: `answer was minor nonconformity`.
    fn answers(&self, last: &Record) -> Vec<String> {
        let level = graded(last.register);
        let told = |field: &&Field| Some(*field) != level && !field.personal && (!field.by_move || field.derived);
        let once = last.register.fields.iter().filter(told).filter(|field| wrong(last, field).is_none());
        let once = once.filter_map(|field| {
            let was = self.0.iter().rev().find_map(|version| wrong(&version.record, field))?;
            Some(format!("{} was {}", field.label.to_lowercase(), was.label.to_lowercase()))
        });
        once.collect()
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
