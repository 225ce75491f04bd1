//! A document as Markdown: to be read as it stands, and by every program that shows Markdown.

use unicode_width::UnicodeWidthStr;

use crate::domain::visible::{one_line, visible};

use crate::workflow::sheet::picture::{Drawn, Picture};

use super::document::{Block, Document, Table, labelled};
use super::sheet::PAGE;

/// Writes a document.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    if !document.frame.letterhead.is_empty() {
        paragraph(&mut out, "", &document.frame.letterhead.join("\n"));
        out.push('\n');
    }
    out.push_str(&format!("# {}\n\n{}\n", text(&document.title), text(&document.subtitle)));
    if let Some(mark) = &document.mark {
        out.push_str(&format!("\n**{}**\n", text(mark)));
    }
    for block in &document.blocks {
        out.push('\n');
        write_block(&mut out, block);
    }
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading { level, text: words, .. } => {
            out.push_str(&format!("{} {}\n", "#".repeat(usize::from(*level)), text(words)));
        }
        Block::Paragraph(words) => paragraph(out, "", words),
        Block::Caution(words) => paragraph(out, "> ", words),
        Block::Facts(facts) => write_facts(out, facts),
        Block::Decision(decision) => {
            out.push_str(&format!("### {}\n\n", text(&decision.head)));
            paragraph(out, "", &decision.words);
            out.push('\n');
            write_facts(out, &decision.facts);
        }
        Block::List(items) => {
            for item in items {
                out.push_str(&format!("- {}\n", hanging(item)));
            }
        }
        Block::Table(table) => write_table(out, table),
        Block::Drawing(lines) => write_drawing(out, lines),
        Block::Chart(chart) => write_drawing(out, &chart.rows(PAGE, false)),
        Block::Summary(words) => out.push_str(&format!("**{}**\n", text(words))),
        Block::Figures(figures) => write_facts(out, &labelled(figures)),
        Block::Pictures(pictures) => pictures.iter().for_each(|one| write_picture(out, one)),
    }
}

/// A picture under its title, apart from the one before it.
fn write_picture(out: &mut String, picture: &Picture) {
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    out.push_str(&format!("**{}**\n\n", text(&picture.title)));
    match &picture.drawn {
        Drawn::Chart(chart) => write_drawing(out, &chart.rows(PAGE, false)),
        Drawn::Heat(map) => write_table(out, &Table::of_heat(map)),
    }
    if !picture.note.is_empty() {
        out.push('\n');
        paragraph(out, "", &picture.note);
    }
}

/// Labels, each with what is said.
fn write_facts(out: &mut String, facts: &[(String, String)]) {
    for (label, words) in facts {
        out.push_str(&format!("- **{}:** {}\n", text(label), hanging(words)));
    }
}

/// Lines that stand as they are.
fn write_drawing(out: &mut String, lines: &[String]) {
    // Longer than any run of backticks in it, so that nothing in it ends it.
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    out.push_str(&format!("{fence}text\n"));
    for line in lines {
        out.push_str(&format!("{}\n", one_line(line)));
    }
    out.push_str(&format!("{fence}\n"));
}

/// Lines of a paragraph; a blank one begins another.
fn paragraph(out: &mut String, before: &str, words: &str) {
    let words = visible(words);
    let lines: Vec<_> = words.trim().lines().map(str::trim).collect();
    for (place, line) in lines.iter().enumerate() {
        let goes_on = lines.get(place + 1).is_some_and(|next| !next.is_empty()) && !line.is_empty();
        let ends = if goes_on { "\\" } else { "" };
        out.push_str(format!("{before}{}{ends}", escape(line)).trim_end());
        out.push('\n');
    }
}

/// A text within a list, its further lines under its beginning.
fn hanging(words: &str) -> String {
    let words = visible(words);
    let lines: Vec<_> = words.trim().lines().map(str::trim).filter(|line| !line.is_empty()).map(escape).collect();
    lines.join("\\\n  ")
}

/// So wide a table has its columns one below the other.
const ALIGNED: usize = 160;

fn write_table(out: &mut String, table: &Table) {
    let cell = |words: &String| text(words);
    let heading: Vec<_> = table.columns.iter().map(|column| cell(&column.heading)).collect();
    let rows: Vec<Vec<_>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let width = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.get(place)).chain(heading.get(place));
        cells.map(|cell| cell.width()).max().unwrap_or(0).max(3)
    };
    let mut widths: Vec<_> = (0..heading.len()).map(width).collect();
    // What no screen holds in one line is not read as it stands: there, spaces would be most of it.
    if widths.iter().map(|width| width + 3).sum::<usize>() > ALIGNED {
        widths.fill(3);
    }
    let line = |out: &mut String, row: &[String]| {
        for (place, width) in widths.iter().enumerate() {
            let cell = row.get(place).map_or("", String::as_str);
            let space = " ".repeat(width.saturating_sub(cell.width()));
            let numbers = table.columns[place].numbers;
            out.push_str(&if numbers { format!("| {space}{cell} ") } else { format!("| {cell}{space} ") });
        }
        out.push_str("|\n");
    };
    line(out, &heading);
    for (column, width) in table.columns.iter().zip(&widths) {
        let dashes = "-".repeat(width + 1);
        out.push_str(&if column.numbers { format!("|{dashes}:") } else { format!("|-{dashes}") });
    }
    out.push_str("|\n");
    for row in &rows {
        line(out, row);
    }
}

/// A text on one line.
fn text(words: &str) -> String {
    escape(one_line(words).trim())
}

/// Takes from a line what Markdown, or the HTML in it, would make of its signs.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    // What would begin a list, a number of one, a rule or a table.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let item = |rest: &str| rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if digits > 0 && item(&out[digits..]) {
        out.insert(digits, '\\');
    } else if out.starts_with(['-', '+', '=', ':']) {
        out.insert(0, '\\');
    }
    out
}
