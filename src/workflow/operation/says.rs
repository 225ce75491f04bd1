//! What is said of what was done.

use crate::domain::record::Record;

use super::Operation;

/// What is said of what was done, and what comes next: each face names that by its own word or key.
#[derive(Debug, Default)]
pub struct Says {
    /// Whether the lines stand in place of the journal's own words.
    pub instead: bool,
    /// What is said on the screen in place of the journal's own words, or of the lines where these stand in their place.
    pub brief: Option<String>,
    pub lines: Vec<String>,
    /// Lines for which a screen has no room: the hashes of documents.
    pub details: Vec<String>,
    pub next: Vec<Next>,
    /// The record to go to, on the screen.
    pub shows: Option<Record>,
}

/// What comes next, and to what it is done.
#[derive(Debug)]
pub struct Next {
    pub operation: &'static Operation,
    pub record: Record,
    /// The part of it that is meant.
    pub part: Option<Record>,
    /// What it does: `makes the finding`.
    pub does: &'static str,
}

impl Says {
    /// Lines beside the journal's own words.
    pub fn beside(lines: impl IntoIterator<Item = String>) -> Self {
        Self { lines: lines.into_iter().collect(), ..Self::default() }
    }

    /// Lines in place of the journal's own words.
    pub fn instead(lines: impl IntoIterator<Item = String>) -> Self {
        Self { instead: true, ..Self::beside(lines) }
    }

    /// What is said on the screen where the journal's own words are not.
    pub fn in_place(&self) -> Option<String> {
        self.instead.then(|| self.brief.clone().unwrap_or_else(|| self.lines.join(" · ")))
    }

    /// With what is said on the screen.
    #[must_use]
    pub fn brief(self, brief: impl Into<String>) -> Self {
        Self { brief: Some(brief.into()), ..self }
    }

    /// With lines for which a screen has no room.
    #[must_use]
    pub fn details(self, details: impl IntoIterator<Item = String>) -> Self {
        Self { details: details.into_iter().collect(), ..self }
    }

    /// With what comes next.
    #[must_use]
    pub fn then(mut self, operation: &'static Operation, record: Record, does: &'static str) -> Self {
        self.next.push(Next { operation, record, part: None, does });
        self
    }

    /// With what comes next of a part of a record.
    #[must_use]
    pub fn then_of(mut self, operation: &'static Operation, record: Record, part: Record, does: &'static str) -> Self {
        self.next.push(Next { operation, record, part: Some(part), does });
        self
    }
}
