//! The causes of a nonconformity as a fishbone: six branches, three above the spine and three below.

use crate::domain::cause::{Branch, Cause};
use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::domain::visible::{one_line, wrapped};

use super::causes::{Signs, tree};

const ABOVE: [Branch; 3] = [Branch::People, Branch::Process, Branch::Data];
const BELOW: [Branch; 3] = [Branch::Technology, Branch::Evaluation, Branch::Context];

/// The fishbone in lines of at most so many columns, 60 at least; what lies on no branch stands below it.
pub fn drawn(words: &Words, effect: &str, causes: &[Record], width: usize, signs: Signs) -> Vec<String> {
    let width = width.max(60);
    let column = (width - 4) / 3;
    let bones = |branches: [Branch; 3]| branches.map(|branch| bone(words, branch, causes, column - 2, signs));
    let (above, below) = (bones(ABOVE), bones(BELOW));
    let height = |bones: &[Vec<String>; 3]| bones.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    // Above the spine the words rest on it.
    for row in 0..height(&above) {
        let missing = height(&above);
        lines.push(across(&above, column, |bone| {
            (row + bone.len()).checked_sub(missing).and_then(|place| bone.get(place))
        }));
    }
    let slant = |sign: &str, at: usize| {
        (0..3).map(|_| format!("{}{sign}", " ".repeat(at))).map(|part| pad(&part, column)).collect::<String>()
    };
    lines.push(slant(signs.pick("╲", "\\"), column - 5));
    lines.push(slant(signs.pick("╲", "\\"), column - 4));
    let spine = signs.pick("─", "-").repeat(column * 3);
    lines.push(format!("{spine}{}", signs.pick("──▶", "-->")));
    lines.push(slant(signs.pick("╱", "/"), column - 4));
    lines.push(slant(signs.pick("╱", "/"), column - 5));
    for row in 0..height(&below) {
        lines.push(across(&below, column, |bone| bone.get(row)));
    }
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.trim_end().to_owned()).collect();
    let loose: Vec<&Record> = causes.iter().filter(|cause| branch_of(cause, causes).is_none()).collect();
    if !loose.is_empty() {
        lines.push(String::new());
        lines.push(words.on_no_branch().to_owned());
        for cause in loose {
            lines.extend(item(cause, 0, width, signs));
        }
    }
    lines.push(String::new());
    let arrow = signs.pick("▶ ", "> ");
    for (place, part) in wrapped(&one_line(effect), width - 2).into_iter().enumerate() {
        lines.push(format!("{}{part}", if place == 0 { arrow } else { "  " }));
    }
    lines
}

/// The branch on which a cause lies: its own, or that of what it leads to.
fn branch_of(cause: &Record, causes: &[Record]) -> Option<Branch> {
    let mut at = Some(cause);
    // A chain is no longer than there are causes.
    for _ in 0..=causes.len() {
        let here = at?;
        if let Some(branch) = Cause(here).branch() {
            return Some(branch);
        }
        at = Cause(here).leads_to().and_then(|id| causes.iter().find(|one| one.id == id));
    }
    None
}

fn bone(words: &Words, branch: Branch, causes: &[Record], width: usize, signs: Signs) -> Vec<String> {
    let mut lines = wrapped(words.label(branch.label()), width);
    let of_it = tree(causes, signs).into_iter().filter(|line| branch_of(&line.cause, causes) == Some(branch));
    let mut empty = true;
    for line in of_it {
        empty = false;
        lines.extend(item(&line.cause, line.depth.min(3), width, signs));
    }
    if empty {
        lines.push(format!("  {}", words.nothing_found()));
    }
    lines
}

fn item(cause: &Record, depth: usize, width: usize, signs: Signs) -> Vec<String> {
    let root = Cause(cause).root() == Some(true);
    let mark = if root { signs.pick("● ", "* ") } else { signs.pick("· ", "- ") };
    let indent = " ".repeat(depth);
    let parts = wrapped(&one_line(Cause(cause).why()), width.saturating_sub(depth + 2).max(8));
    let before = |place: usize| if place == 0 { mark } else { "  " };
    parts.into_iter().enumerate().map(|(place, part)| format!("{indent}{}{part}", before(place))).collect()
}

fn across<'a>(
    bones: &'a [Vec<String>; 3],
    column: usize,
    row: impl Fn(&'a Vec<String>) -> Option<&'a String>,
) -> String {
    bones.iter().map(|bone| pad(row(bone).map_or("", String::as_str), column)).collect()
}

fn pad(text: &str, width: usize) -> String {
    let used = unicode_width::UnicodeWidthStr::width(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(used)))
}
