//! The places of a page of the web that are led to, each under a name that no other has, and the texts that lead there.

use std::collections::BTreeSet;

use html_escape::encode_text;

use crate::domain::visible::{one_line, visible};

use super::document::{Block, Document};
use super::references::{References, Target, pieces};

/// The places of a page.
pub struct Anchors<'d> {
    references: References<'d>,
    headings: Vec<String>,
    rows: Vec<String>,
}

impl<'d> Anchors<'d> {
    /// Those of a document: its headings and decisions, and the rows that are named elsewhere.
    pub fn of(document: &'d Document) -> Self {
        let references = References::of(document);
        let mut taken = BTreeSet::new();
        let heads = document.blocks.iter().filter_map(|block| match block {
            Block::Heading { text, .. } => Some(text),
            Block::Decision(decision) => Some(&decision.head),
            _ => None,
        });
        let headings = heads.map(|text| name(&mut taken, text)).collect();
        let rows = references.rows().map(|(reference, _)| name(&mut taken, reference)).collect();
        Self { references, headings, rows }
    }

    /// The name of a heading or decision, by its number among all.
    pub fn heading(&self, number: usize) -> String {
        self.headings.get(number).map_or(String::new(), |name| encode_text(name).into_owned())
    }

    /// The name of a row that is led to.
    pub fn row(&self, block: usize, row: usize) -> Option<String> {
        let name = self.rows.get(self.references.row(block, row)?)?;
        Some(encode_text(name).into_owned())
    }

    /// A text in its lines, in which references lead to where more is told of them.
    pub fn lines(&self, text: &str) -> String {
        let text = visible(text);
        let told = |(words, named): (&str, bool)| match self.references.target(words).filter(|_| named) {
            Some(target) => format!("<a href=\"#{}\">{words}</a>", self.name(target)),
            None => encode_text(words).replace('\n', "<br>\n"),
        };
        pieces(text.trim()).map(told).collect()
    }

    fn name(&self, target: Target) -> String {
        match target {
            Target::Heading(number) => self.heading(number),
            Target::Row(number) => self.rows.get(number).map_or(String::new(), |name| encode_text(name).into_owned()),
        }
    }
}

/// What a place is found by, each of them once: `monitoring-and-measurement`.
fn name(taken: &mut BTreeSet<String>, text: &str) -> String {
    let text = one_line(text);
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() { "part".to_owned() } else { words.join("-") };
    let mut free = name.clone();
    let mut count = 1;
    while !taken.insert(free.clone()) {
        count += 1;
        free = format!("{name}-{count}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    #[test]
    fn no_two_places_are_found_by_the_same() {
        let mut taken = BTreeSet::new();
        let found = ["A", "A 2", "a", "A!", "…", ""].map(|heading| name(&mut taken, heading));
        assert_eq!(found.len(), taken.len(), "{found:?}");
    }

    #[test]
    fn a_reference_leads_to_its_row_and_one_of_which_nothing_more_is_told_stands_as_it_is() {
        let mut document = Document::default();
        document.heading(2, "A 1");
        document.paragraph("<b>A-1\nA-2");
        document.table(vec![Column::words("")], vec![vec!["A-1".into()]]);
        let anchors = Anchors::of(&document);
        assert_eq!(anchors.lines("<b>A-1\nA-2 "), "&lt;b&gt;<a href=\"#a-1-2\">A-1</a><br>\nA-2");
        assert_eq!((anchors.heading(0), anchors.row(2, 0)), ("a-1".to_owned(), Some("a-1-2".to_owned())));
    }
}
