//! References within a document: what it tells of by a heading, a decision or a row of its own is led to from wherever else it is
//! named. What it tells nothing more of stands as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Block, Document};

/// Where a document tells of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The heading or decision of this number among all.
    Heading(usize),
    /// The row of this number among those that are led to.
    Row(usize),
}

/// A row: the place of its table among the blocks, and its own among the rows.
type At = (usize, usize);

/// What a document tells of, and where, as far as it is named elsewhere in it.
#[derive(Debug, Default)]
pub struct References<'d> {
    targets: BTreeMap<&'d str, Target>,
    rows: BTreeMap<At, usize>,
}

impl<'d> References<'d> {
    /// Finds them. A heading tells more than a row, and of several rows the last one does: registers stand behind.
    pub fn of(document: &'d Document) -> Self {
        let (mut headings, mut rows) = (BTreeMap::new(), BTreeMap::new());
        let mut number = 0;
        for (place, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading { text, .. } | Block::Decision(super::document::Decision { head: text, .. }) => {
                    if let Some(reference) = heading(text) {
                        headings.entry(reference).or_insert(number);
                    }
                    number += 1;
                }
                Block::Table(table) => {
                    let named = table.rows.iter().enumerate().filter_map(|(row, cells)| Some((row, cells.first()?)));
                    let named = named.filter(|(_, cell)| whole(cell));
                    rows.extend(named.map(|(row, cell)| (cell.trim(), (place, row))));
                }
                _ => {}
            }
        }
        let mut led = BTreeSet::new();
        for (place, block) in document.blocks.iter().enumerate() {
            each_text(block, &mut |text, row| {
                let own = |reference: &str| row.is_some_and(|row| rows.get(reference) == Some(&(place, row)));
                let named = pieces(text).filter_map(|(words, named)| named.then_some(words));
                led.extend(named.filter(|reference| !own(reference)));
            });
        }
        let mut found = Self::default();
        for (reference, number) in headings.iter().filter(|(reference, _)| led.contains(*reference)) {
            found.targets.insert(reference, Target::Heading(*number));
        }
        let rows =
            rows.into_iter().filter(|(reference, _)| led.contains(reference) && !headings.contains_key(reference));
        for (number, (reference, at)) in rows.enumerate() {
            found.targets.insert(reference, Target::Row(number));
            found.rows.insert(at, number);
        }
        found
    }

    /// Where more is told of a reference.
    pub fn target(&self, reference: &str) -> Option<Target> {
        self.targets.get(reference).copied()
    }

    /// Its rows that are led to.
    pub fn rows(&self) -> impl Iterator<Item = (&str, usize)> {
        self.targets.iter().filter_map(|(reference, target)| match target {
            Target::Row(number) => Some((*reference, *number)),
            Target::Heading(_) => None,
        })
    }

    /// The number of a row that is led to: that of a table by its place among the blocks.
    pub fn row(&self, block: usize, row: usize) -> Option<usize> {
        self.rows.get(&(block, row)).copied()
    }
}

/// What a heading tells of: it begins with a reference.
fn heading(text: &str) -> Option<&str> {
    match pieces(text.trim()).next() {
        Some((reference, true)) => Some(reference),
        _ => None,
    }
}

/// Whether a text is a reference, and nothing else.
fn whole(text: &str) -> bool {
    let text = text.trim();
    pieces(text).next() == Some((text, true))
}

/// The texts of a block in which references lead somewhere, each with its row where it is the first cell of one.
fn each_text<'d>(block: &'d Block, told: &mut dyn FnMut(&'d str, Option<usize>)) {
    match block {
        Block::Paragraph(text) | Block::Caution(text) | Block::Summary(text) => told(text, None),
        Block::Facts(facts) => facts.iter().for_each(|(_, text)| told(text, None)),
        Block::List(items) => items.iter().for_each(|item| told(item, None)),
        Block::Table(table) => {
            for (row, cells) in table.rows.iter().enumerate() {
                cells.iter().enumerate().for_each(|(place, cell)| told(cell, (place == 0).then_some(row)));
            }
        }
        Block::Decision(decision) => {
            told(&decision.words, None);
            decision.facts.iter().for_each(|(_, text)| told(text, None));
        }
        Block::Pictures(pictures) => pictures.iter().for_each(|picture| told(&picture.note, None)),
        Block::Heading { .. } | Block::Drawing(_) | Block::Chart(_) | Block::Figures(_) => {}
    }
}

/// The most letters and digits that a reference has.
const LETTERS: usize = 5;
const DIGITS: usize = 9;

/// A text in its pieces, each with whether it is spelled like a reference: `NC-12`.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    let mut begins = true;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if begins && let Some(length) = reference_length(rest) {
            let (reference, after) = rest.split_at(length);
            (rest, begins) = (after, false);
            return Some((reference, true));
        }
        let mut before = None;
        let end = rest.char_indices().find_map(|(at, sign)| {
            let apart = before.is_some_and(|before: char| !goes_on(before));
            before = Some(sign);
            (at > 0 && apart && reference_length(&rest[at..]).is_some()).then_some(at)
        });
        let (words, after) = rest.split_at(end.unwrap_or(rest.len()));
        (rest, begins) = (after, true);
        Some((words, false))
    })
}

/// Whether a sign belongs to the word beside it.
fn goes_on(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_' | '/')
}

/// How long the reference is with which a text begins; none where it begins with something else.
fn reference_length(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = text.get(letters..)?.strip_prefix('-')?.bytes().take_while(u8::is_ascii_digit).count();
    let length = letters + 1 + digits;
    let ends = text[length..].chars().next().is_none_or(|sign| !goes_on(sign));
    ((1..=LETTERS).contains(&letters) && (1..=DIGITS).contains(&digits) && ends).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    #[test]
    fn references_are_told_from_what_only_looks_like_them() {
        let found =
            |text: &str| pieces(text).filter(|(_, named)| *named).map(|(one, _)| one.to_owned()).collect::<Vec<_>>();
        assert_eq!(found("NC-12, see (A-1) and A-2/A-3; D-4: carried"), ["NC-12", "A-1", "D-4"]);
        assert_eq!(found("ISO/IEC-42001 x-A-1 A-1b A- -1 A-1-2 É-1 42"), Vec::<String>::new());
        for text in ["NC-12, see (A-1) and A-2", "", "–A-1–", "A-1"] {
            assert_eq!(pieces(text).map(|(words, _)| words).collect::<String>(), text);
        }
    }

    #[test]
    fn what_has_a_place_of_its_own_is_led_to_from_elsewhere_and_nothing_else_is() {
        let mut document = Document::default();
        document.paragraph("D-4 and A-1 and A-2 and A-3");
        document.table(vec![Column::words("")], vec![vec!["A-1".into()], vec!["A-9".into()]]);
        document.decision("D-4: carried".into(), "Do it", Vec::new());
        document.table(vec![Column::words("")], vec![vec!["A-2".into()], vec!["A-1".into()]]);
        let found = References::of(&document);
        assert_eq!(found.target("D-4"), Some(Target::Heading(0)));
        assert_eq!([found.target("A-1"), found.target("A-2")].map(|one| one.is_some()), [true; 2]);
        assert_eq!([found.target("A-3"), found.target("A-9")], [None; 2]);
        assert_eq!((found.row(1, 0), found.row(3, 0).is_some(), found.row(3, 1).is_some()), (None, true, true));
    }
}
