//! The standard as data: its clauses and the controls of Annex A, by number, short title and a paraphrase of our own.

use std::sync::LazyLock;

/// A clause, or a control of Annex A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// `9.3.2`, `A.6.2.4`.
    pub number: &'static str,
    pub title: &'static str,
    /// What it asks, in Gavel's own words.
    pub asks: &'static str,
}

/// The 32 clauses of ISO/IEC 42001 that ask for something of their own, in their order.
pub static CLAUSES: LazyLock<Vec<Node>> = LazyLock::new(|| nodes(include_str!("../../data/standard/clauses.txt")));

/// The 38 controls of Annex A, in their order.
pub static CONTROLS: LazyLock<Vec<Node>> = LazyLock::new(|| nodes(include_str!("../../data/standard/controls.txt")));

/// Whether a code is another, or begins with it and a dot.
pub fn stands_below(code: &str, name: &str) -> bool {
    let (code, name) = (code.to_lowercase(), name.trim().to_lowercase());
    !name.is_empty() && code.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A number as it is sorted: `A.6.1.2` comes before `A.10.2`, clauses before controls, and what is none of the standard last.
pub fn order(code: &str) -> (bool, bool, Vec<u32>, String) {
    let annex = code.to_lowercase().starts_with("a.");
    let numbers: Vec<u32> = code.split('.').filter_map(|part| part.parse().ok()).collect();
    (numbers.is_empty(), annex, numbers, code.to_lowercase())
}

/// Reads a line for each node: number, title and what it asks, with bars between. A test holds the files to it.
fn nodes(text: &'static str) -> Vec<Node> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let node = |line: &'static str| {
        let mut parts = line.splitn(3, " | ").map(str::trim);
        Some(Node { number: parts.next()?, title: parts.next()?, asks: parts.next()? })
    };
    lines.filter_map(node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number as it is sorted: `A.6.1.2` comes before `A.10.2`.
    fn order(number: &str) -> Vec<u32> {
        number.split('.').map(|part| part.parse().unwrap_or(0)).collect()
    }

    fn in_order(nodes: &[Node]) -> bool {
        nodes.is_sorted_by(|one, next| order(one.number) < order(next.number))
    }

    #[test]
    fn every_clause_is_there_once_and_in_order() {
        assert_eq!(CLAUSES.len(), 32);
        assert!(in_order(&CLAUSES));
        let chapters = ["4", "5", "6", "7", "8", "9", "10"];
        let counts =
            chapters.map(|chapter| CLAUSES.iter().filter(|one| one.number.split('.').next() == Some(chapter)).count());
        assert_eq!(counts, [4, 3, 6, 7, 4, 6, 2]);
    }

    #[test]
    fn every_control_is_there_once_and_in_order() {
        assert_eq!(CONTROLS.len(), 38);
        assert!(in_order(&CONTROLS));
        let areas = ["A.2.", "A.3.", "A.4.", "A.5.", "A.6.1.", "A.6.2.", "A.7.", "A.8.", "A.9.", "A.10."];
        let counts = areas.map(|area| CONTROLS.iter().filter(|one| one.number.starts_with(area)).count());
        assert_eq!(counts, [3, 2, 5, 4, 2, 7, 5, 4, 3, 3]);
    }

    #[test]
    fn every_line_says_what_is_asked() {
        for (text, count) in [
            (include_str!("../../data/standard/clauses.txt"), CLAUSES.len()),
            (include_str!("../../data/standard/controls.txt"), CONTROLS.len()),
        ] {
            assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), count);
        }
        assert!(CLAUSES.iter().chain(CONTROLS.iter()).all(|node| node.asks.ends_with('.') && !node.title.is_empty()));
    }
}
