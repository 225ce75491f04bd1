//! What an import did, or would do.

use std::collections::BTreeMap;

use crate::domain::field::Field;
use crate::exchange::import::FileTable;
use crate::exchange::import::bound::Bound;
use crate::exchange::import::unread::Reason;

use super::gather::{Gathered, RecordRows};

/// The most that is kept of each list; the counts are whole.
const KEPT: usize = 1000;

/// What became of the rows.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// All rows of the file.
    pub rows: usize,
    /// Records that the rows tell of.
    pub records: usize,
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    /// Rows that are refused.
    pub refused_rows: usize,
    /// Rows that are not meant by the mapping.
    pub passed_over: usize,
    /// Rows in which nothing stands that fills a field.
    pub blank_rows: usize,
    /// Records that several rows of the same key tell of: how many, and the keys of the first.
    pub merged: usize,
    pub merged_first: Vec<String>,
    pub repeated_rows: usize,
    /// Rows that repeat an earlier one in every cell, each with the line of that.
    pub repeated: Vec<(u64, u64)>,
    pub refused: Vec<Refused>,
    /// How often each reason was given, with the column that it is about.
    pub reasons: BTreeMap<(Option<String>, String), usize>,
    /// The words of each field that mean nothing to it yet, and in how many rows each of them stands.
    pub words: BTreeMap<&'static str, BTreeMap<String, usize>>,
    pub changes: Vec<Planned>,
    /// Records of other registers that are added because rows name them: how many of each register.
    pub others: BTreeMap<&'static str, usize>,
    /// What was left out, and from which lines.
    pub left_out: BTreeMap<String, Lines>,
    /// Whether somebody stopped it.
    pub stopped: bool,
    /// Whether it was written.
    pub kept: bool,
}

/// Some lines of the file, and how many there are.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    pub count: usize,
    pub first: Vec<u64>,
}

impl Planned {
    /// What a row would do: `Line 2 changes R-1 · Impact: 2 Minor → 4 Major`.
    pub fn told(&self) -> String {
        let Some(reference) = &self.reference else { return format!("Line {} added · {}", self.line, self.title) };
        let told = |(label, before, after): &(&str, String, String)| {
            let before = if before.is_empty() { "nothing" } else { before };
            format!("{label}: {before} → {after}")
        };
        let changes: Vec<_> = self.fields.iter().map(told).collect();
        format!("Line {} changes {reference} · {}", self.line, changes.join("; "))
    }
}

/// A value for which a row is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<String>,
    pub value: String,
    pub why: String,
    /// The kind of reason.
    pub reason: Reason,
    /// The field that its words can't fill.
    pub field: Option<&'static Field>,
}

impl Refused {
    /// A refusal that is about no word.
    pub fn row(line: u64, column: Option<String>, value: String, why: String) -> Self {
        Self { line, column, value, why, reason: Reason::Other, field: None }
    }

    /// With what it is told together: its column, and why.
    pub fn group(&self) -> (Option<&str>, &str) {
        (self.column.as_deref(), self.reason.told().unwrap_or(&self.why))
    }
}

/// A record that is added or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub line: u64,
    /// The record's reference, where it is there already.
    pub reference: Option<String>,
    pub title: String,
    /// For a changed record, each field with its words before and after.
    pub fields: Vec<(&'static str, String, String)>,
}

impl Report {
    pub(super) fn of(table: &FileTable, bound: &Bound, gathered: &Gathered) -> Self {
        let merged = || gathered.entries.iter().filter(|entry| entry.count() > 1);
        let key = |entry: &RecordRows| bound.key_of(&table.rows[entry.first]).unwrap_or_default();
        Self {
            rows: table.rows.len(),
            records: gathered.entries.len(),
            passed_over: gathered.passed_over,
            merged: merged().count(),
            merged_first: merged().take(5).map(key).collect(),
            repeated_rows: gathered.repeated.len(),
            repeated: gathered.repeated.iter().take(KEPT).copied().collect(),
            ..Self::default()
        }
    }

    pub(super) fn refuse(&mut self, rows: usize, refused: Vec<Refused>) {
        self.refused_rows += rows;
        for one in &refused {
            let (column, why) = one.group();
            let reason = (column.map(str::to_owned), why.to_owned());
            if self.reasons.len() < KEPT || self.reasons.contains_key(&reason) {
                *self.reasons.entry(reason).or_default() += 1;
            }
            if let Some(field) = one.field.filter(|_| one.reason.asks_for_a_meaning()) {
                let words = self.words.entry(field.name).or_default();
                if words.len() < KEPT || words.contains_key(&one.value) {
                    *words.entry(one.value.clone()).or_default() += rows;
                }
            }
        }
        let room = KEPT.saturating_sub(self.refused.len());
        self.refused.extend(refused.into_iter().take(room));
    }

    pub(super) fn plan(&mut self, planned: Planned) {
        match planned.reference {
            Some(_) => self.updated += 1,
            None => self.added += 1,
        }
        if self.changes.len() < KEPT {
            self.changes.push(planned);
        }
    }

    pub(super) fn leave_out(&mut self, what: String, line: u64) {
        let lines = self.left_out.entry(what).or_default();
        lines.count += 1;
        if lines.first.len() < 5 {
            lines.first.push(line);
        }
    }

    /// The keys of records that several rows tell of, as far as they are named.
    pub fn merged_told(&self) -> String {
        let more = self.merged - self.merged_first.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", self.merged_first.join(", "))
    }

    /// The words of a field that mean nothing to it yet, the commonest first.
    pub fn words_of(&self, field: &str) -> Vec<(&str, usize)> {
        let words = self.words.get(field).into_iter().flatten();
        let mut words: Vec<_> = words.map(|(word, count)| (word.as_str(), *count)).collect();
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        words
    }

    /// The reasons for refusals, the commonest first: the column, why, and how often.
    pub fn by_reason(&self) -> Vec<(Option<&str>, &str, usize)> {
        let reasons = self.reasons.iter().map(|((column, why), count)| (column.as_deref(), why.as_str(), *count));
        let mut reasons: Vec<_> = reasons.collect();
        reasons.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
        reasons
    }
}
