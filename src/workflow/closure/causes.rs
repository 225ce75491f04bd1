//! The causes of a nonconformity as a tree of whys, drawn in text and read back with “therefore”.

use crate::domain::action::{self, Action};
use crate::domain::cause::{Cause, Certainty};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::record::Record;
use crate::domain::visible::{one_line, wrapped};
use crate::store::{Error, View};

/// The signs of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    Drawn,
    Ascii,
}

impl Signs {
    pub(super) fn pick(self, drawn: &'static str, ascii: &'static str) -> &'static str {
        if self == Self::Drawn { drawn } else { ascii }
    }
}

/// A cause in its place in the tree.
#[derive(Debug, Clone)]
pub struct TreeLine {
    /// The lines that lead to it: `│  └─ `.
    pub guides: String,
    /// What stands before a second line of its words.
    pub hang: String,
    /// 0 for an answer to the first why.
    pub depth: usize,
    pub cause: Record,
}

impl TreeLine {
    /// What is known of it beside its words: `root cause, responsibility, verified`.
    pub fn remark(&self, words: &Words) -> String {
        remark(words, Cause(&self.cause))
    }
}

/// What is known of a cause beside its words.
pub fn remark(words: &Words, cause: Cause) -> String {
    let root = (cause.root() == Some(true)).then(|| words.root_cause().to_owned());
    let class = cause.class().map(|class| words.label_within(class.label()));
    let sure = cause.certainty().map(|certainty| words.label_within(certainty.label()));
    [root, class, sure].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The root causes of the present cycle that no action removes yet.
///
/// # Errors
/// Where the file can't be read.
pub fn unremoved(view: View, record: &Record) -> Result<Vec<RecordId>, Error> {
    let case = Nonconformity(record);
    let hanging: Vec<Record> = view.backlinks(record.id)?.into_iter().map(|backlink| backlink.record).collect();
    let root = |one: &&Record| Cause::of(one).is_some_and(|cause| cause.root() == Some(true) && case.has_cause(one));
    let stands = |one: &&Record| {
        Action::of(one).is_some_and(|action| {
            let gone = [action::State::Cancelled, action::State::Superseded, action::State::Merged];
            case.counts(one) && !action.state().is_some_and(|state| gone.contains(&state))
        })
    };
    let removed: Vec<RecordId> = hanging.iter().filter(stands).flat_map(|one| Action(one).removes().to_vec()).collect();
    Ok(hanging.iter().filter(root).map(|one| one.id).filter(|id| !removed.contains(id)).collect())
}

/// The causes of a case's present cycle, in the order in which they were found.
///
/// # Errors
/// Where the file can't be read.
pub fn of_case(view: View, case: &Record) -> Result<Vec<Record>, Error> {
    let mut found: Vec<Record> = view
        .backlinks(case.id)?
        .into_iter()
        .map(|link| link.record)
        .filter(|record| {
            !record.voided
                && Cause::of(record).is_some_and(|cause| {
                    cause.nonconformity() == Some(case.id) && Nonconformity(case).has_cause(record)
                })
        })
        .collect();
    found.sort_by_key(|record| record.number);
    found.dedup_by_key(|record| record.id);
    Ok(found)
}

/// The tree, a line for each cause, what it leads to above it.
pub fn tree(causes: &[Record], signs: Signs) -> Vec<TreeLine> {
    let mut lines = Vec::new();
    grow(causes, None, "", 0, signs, &mut lines);
    lines
}

fn below(causes: &[Record], parent: Option<RecordId>) -> Vec<&Record> {
    let known = |id: RecordId| causes.iter().any(|cause| cause.id == id);
    let leads_to = |cause: &Record| Cause(cause).leads_to().filter(|id| known(*id));
    causes.iter().filter(|cause| leads_to(cause) == parent).collect()
}

fn grow(
    causes: &[Record],
    parent: Option<RecordId>,
    indent: &str,
    depth: usize,
    signs: Signs,
    lines: &mut Vec<TreeLine>,
) {
    let here = below(causes, parent);
    let count = here.len();
    for (place, cause) in here.into_iter().enumerate() {
        let last = place + 1 == count;
        let branch = if last { signs.pick("└─ ", "`- ") } else { signs.pick("├─ ", "|- ") };
        let onward = if last { "   " } else { signs.pick("│  ", "|  ") };
        let deeper = format!("{indent}{onward}");
        lines.push(TreeLine { guides: format!("{indent}{branch}"), hang: deeper.clone(), depth, cause: cause.clone() });
        grow(causes, Some(cause.id), &deeper, depth + 1, signs, lines);
    }
}

/// The tree below what it explains, in lines of at most so many columns.
pub fn drawn(words: &Words, effect: &str, causes: &[Record], width: usize, signs: Signs) -> Vec<String> {
    let mut text = wrapped(&one_line(effect), width);
    for line in tree(causes, signs) {
        let room = width.saturating_sub(line.guides.chars().count()).max(12);
        let remark = line.remark(words);
        let cause = Cause(&line.cause);
        let mark = if cause.root() == Some(true) { signs.pick("● ", "* ") } else { "" };
        let mut why = format!("{mark}{}", one_line(cause.why()));
        if !remark.is_empty() {
            why.push_str(&format!(" ({remark})"));
        }
        let mut first = true;
        for part in wrapped(&why, room) {
            let before = if std::mem::take(&mut first) { &line.guides } else { &line.hang };
            text.push(format!("{before}{part}"));
        }
        if !cause.shown_by().trim().is_empty() {
            for part in wrapped(&words.shown_by(one_line(cause.shown_by())), room) {
                text.push(format!("{}{part}", line.hang));
            }
        }
    }
    text
}

/// Each branch read from its end back to what it explains: “A, therefore B, therefore the effect.” Whoever can't say so
/// has skipped a why.
pub fn therefore(words: &Words, effect: &str, causes: &[Record]) -> Vec<String> {
    let ends = causes.iter().filter(|cause| below(causes, Some(cause.id)).is_empty());
    ends.map(|end| {
        let mut told = sentence(Cause(end).why());
        let mut at = Cause(end).leads_to();
        // A chain is no longer than there are causes.
        for _ in 0..causes.len() {
            let Some(next) = at.and_then(|id| causes.iter().find(|cause| cause.id == id)) else { break };
            told = words.so_that(told, inner(Cause(next).why()));
            at = Cause(next).leads_to();
        }
        told = words.so_that(told, inner(effect));
        let suspected = Cause(end).certainty() == Some(Certainty::Suspected);
        let doubt = if suspected { format!(" {}", words.only_suspected()) } else { String::new() };
        format!("{told}.{doubt}")
    })
    .collect()
}

fn sentence(text: &str) -> String {
    one_line(text).trim().trim_end_matches('.').to_owned()
}

/// The text as it goes on within a sentence; names and abbreviations keep their capitals.
fn inner(text: &str) -> String {
    let text = sentence(text);
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text,
    }
}
