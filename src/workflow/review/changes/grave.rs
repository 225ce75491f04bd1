//! How grave a record says that it is, and whether what it says weighs.

use crate::domain::better::Better;
use crate::domain::checklist_item::{Answer, ChecklistItem};
use crate::domain::field::{Choice, Field, Tone};
use crate::domain::finding::Grade;
use crate::domain::incident::Incident;
use crate::domain::note::Note;
use crate::domain::record::Record;
use crate::domain::spelling::day;
use crate::domain::value::Value;

use super::made::graded;

/// How grave a record says that it is.
#[derive(Debug, Clone)]
pub(super) struct Grave {
    /// The place of its level among the answers, the gravest first; the last where it has none.
    pub rank: usize,
    /// Its level, where that is grave.
    pub level: Option<String>,
    /// What else makes it grave: that an authority is to be told.
    pub also: Vec<String>,
}

impl Grave {
    pub fn of(record: &Record) -> Self {
        let register = record.register;
        let (mut rank, mut level) = (usize::MAX, None);
        let order = register.better.iter().find_map(|one| match one {
            Better::Lower { field, from } if graded(register).is_some_and(|graded| graded.name == *field) => {
                Some(*from)
            }
            _ => None,
        });
        if let Some(choice) = graded(register).and_then(|field| wrong(record, field)) {
            rank = order.and_then(|order| order.iter().position(|key| *key == choice.key)).unwrap_or(0);
            level = Some(choice.label.to_lowercase());
        }
        let mut also = Vec::new();
        if let Some(incident) = Incident::of(record).filter(|one| !one.authority().is_empty()) {
            let due = incident.due().map_or("no day is said".to_owned(), |due| format!("by {}", day(due)));
            also.push(format!("to be reported to {}, {due}", incident.authority()));
        }
        // What an edit would make look better looks so from the beginning.
        for one in register.unasked {
            if let Better::Says(field, says) = one
                && record.get(*field) == Some(&Value::YesNo(*says))
                && let Some(field) = register.field(field)
            {
                also.push(format!("{}: {}", field.label.to_lowercase(), if *says { "yes" } else { "no" }));
            }
        }
        Self { rank, level, also }
    }

    /// Whether it is not grave.
    pub fn is_none(&self) -> bool {
        self.level.is_none() && self.also.is_empty()
    }

    /// In a few words: `critical; to be reported to The authority, by 1 December 2026`; empty where it is not grave.
    pub fn words(&self) -> String {
        self.level.iter().chain(&self.also).map(String::as_str).collect::<Vec<_>>().join("; ")
    }
}

/// The answer by which a field says that something is not as it should be; nothing where it does not.
pub(super) fn wrong(record: &Record, field: &Field) -> Option<&'static Choice> {
    let Some(Value::Choice(key)) = record.get(field.name) else { return None };
    field.choice(key).filter(|one| matches!(one.tone, Tone::Watch | Tone::Bad))
}

/// Whether what a record says weighs, so that nothing of it goes as a slip: it is grave, says that something is not as
/// required, or came from outside.
pub(super) fn weighs(record: &Record) -> bool {
    let wrong = ChecklistItem::of(record).and_then(ChecklistItem::answer).and_then(Answer::grade);
    let wrong = matches!(wrong, Some(Grade::Major | Grade::Minor));
    wrong || !Grave::of(record).is_none() || Note::of(record).is_some_and(Note::is_received)
}
