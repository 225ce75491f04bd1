//! The causes of a case as a tree: each line answers why the one above it came about.

use crate::domain::cause::{Cause, Certainty};
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::tui::screens::detail::Mark;
use crate::workflow::closure::case::Case;

use super::steps::line;
use super::{Lead, Led};

pub fn lines(case: &Case) -> Led {
    let mut led = Led::default();
    for (depth, record) in tree(&case.causes) {
        let cause = Cause(record);
        let mut parts = vec![format!("{}{}", guide(depth), record.title())];
        if cause.root() == Some(true) {
            let class = cause.class().map_or(String::new(), |class| format!(": {}", class.label().to_lowercase()));
            parts.push(format!("root cause{class}"));
        }
        parts.extend(cause.certainty().map(|certainty| certainty.label().to_lowercase()));
        let mark = match (cause.root(), cause.certainty()) {
            (Some(true), Some(Certainty::Verified)) => Mark::Tone(Tone::Good),
            (Some(true), _) => Mark::Tone(Tone::Active),
            _ => Mark::Blank,
        };
        let mut item = line(record.reference().to_string(), parts.join(" · "), mark);
        item.leads_to = vec![record.id];
        led.add(item, Lead::Record(record.id));
    }
    led
}

/// What stands before a cause so many whys below the first.
fn guide(depth: usize) -> String {
    match depth {
        0 => String::new(),
        depth => format!("{}└ ", "  ".repeat(depth - 1)),
    }
}

/// Each cause with how many whys it lies below the first, in the order of the tree.
fn tree(causes: &[Record]) -> Vec<(usize, &Record)> {
    let known = |id: RecordId| causes.iter().any(|one| one.id == id);
    let first = causes.iter().filter(|one| Cause(one).leads_to().is_none_or(|id| !known(id)));
    let mut waiting: Vec<(usize, &Record)> = first.map(|one| (0, one)).collect();
    waiting.reverse();
    let mut lines = Vec::new();
    while let Some((depth, record)) = waiting.pop() {
        lines.push((depth, record));
        let below = causes.iter().filter(|one| Cause(one).leads_to() == Some(record.id));
        let mut below: Vec<_> = below.map(|one| (depth + 1, one)).collect();
        below.reverse();
        // A tree has no more lines than causes.
        if lines.len() <= causes.len() {
            waiting.extend(below);
        }
    }
    lines
}
