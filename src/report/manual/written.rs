//! A topic as it is written: the part of Markdown that the document model knows.

use crate::report::document::{Block, Column, Document, Table};

/// Reads a topic: `# ` its title, `## ` a heading, ` ``` ` around lines as they stand, `|` a table, `- **label**: words`,
/// `- words`, and paragraphs between blank lines. Lines that go on are indented below a list and not elsewhere.
pub fn read(text: &str) -> Document {
    let mut document = Document::default();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("# ") {
            document.title = title.to_owned();
        } else if let Some(heading) = line.strip_prefix("## ") {
            document.heading(2, heading);
        } else if line.starts_with("```") {
            document.drawing(lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect());
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            table(&mut document, rows);
        } else if let Some(item) = line.strip_prefix("- ") {
            let mut item = item.to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with("  ")) {
                item = format!("{item} {}", more.trim());
            }
            add_item(&mut document, typed(&item));
        } else if !line.is_empty() {
            let mut words = line.to_owned();
            while let Some(more) = lines.next_if(|line| !line.is_empty()) {
                words = format!("{words} {more}");
            }
            document.paragraph(typed(&words));
        }
    }
    document
}

/// Adds an item to the list that is there, or begins one.
fn add_item(document: &mut Document, item: String) {
    let labelled = item.strip_prefix("**").and_then(|rest| rest.split_once("**: "));
    match (labelled, document.blocks.last_mut()) {
        (Some((label, words)), Some(Block::Facts(facts))) => facts.push((label.to_owned(), words.to_owned())),
        (Some((label, words)), _) => document.blocks.push(Block::Facts(vec![(label.to_owned(), words.to_owned())])),
        (None, Some(Block::List(items))) => items.push(item),
        (None, _) => document.list(vec![item]),
    }
}

/// Adds a table; its second row only tells the headings from the rest.
fn table(document: &mut Document, rows: Vec<Vec<String>>) {
    let mut rows = rows.into_iter();
    let columns = rows.next().unwrap_or_default().iter().map(|heading| Column::words(heading)).collect();
    document.blocks.push(Block::Table(Table { columns, rows: rows.skip(1).collect() }));
}

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| typed(cell.trim())).collect()
}

/// A text with what is typed as it reads on a page: words that are typed as they stand, a key in quotation marks.
fn typed(text: &str) -> String {
    let mut told = String::new();
    for (place, part) in text.split('`').enumerate() {
        match place % 2 == 1 && part.chars().count() == 1 {
            true => told.extend(["“", part, "”"]),
            false => told.push_str(part),
        }
    }
    told
}
