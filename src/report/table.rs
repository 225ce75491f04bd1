//! Tables of plain text: columns as wide as their content, cut to the terminal where there is one.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::domain::visible::{fit, one_line};

/// The narrowest that a column is cut to.
const NARROWEST: usize = 8;

/// Rows under a heading, kept as one text so that a hundred thousand of them are held lightly.
pub struct Rows {
    heading: Vec<String>,
    /// The widest cell of each column.
    widths: Vec<usize>,
    text: String,
    /// Where in the text each cell ends.
    ends: Vec<usize>,
}

impl Rows {
    /// No rows yet.
    pub fn new(heading: &[&str]) -> Self {
        Self {
            heading: heading.iter().map(|&cell| cell.to_owned()).collect(),
            widths: heading.iter().map(|cell| cell.width()).collect(),
            text: String::new(),
            ends: Vec::new(),
        }
    }

    /// Adds a row; it has a cell for each column.
    pub fn add(&mut self, row: &[String]) {
        for (width, cell) in self.widths.iter_mut().zip(row) {
            let cell = one_line(cell);
            *width = (*width).max(cell.width());
            self.text.push_str(&cell);
            self.ends.push(self.text.len());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Writes the heading and the rows. Where they are wider than the terminal, the widest columns give way first.
    pub fn write(mut self, out: &mut dyn Write, width: Option<usize>) -> io::Result<()> {
        if let Some(width) = width {
            squeeze(&mut self.widths, width);
        }
        line(out, self.heading.iter().map(String::as_str), &self.widths)?;
        let mut start = 0;
        for ends in self.ends.chunks(self.widths.len().max(1)) {
            let cells = ends.iter().map(|end| &self.text[std::mem::replace(&mut start, *end)..*end]);
            line(out, cells, &self.widths)?;
        }
        Ok(())
    }
}

/// Writes a heading and rows. Where they are wider than the terminal, the widest columns give way first.
pub fn write(out: &mut dyn Write, heading: &[&str], rows: &[Vec<String>], width: Option<usize>) -> io::Result<()> {
    let mut held = Rows::new(heading);
    rows.iter().for_each(|row| held.add(row));
    held.write(out, width)
}

fn squeeze(widths: &mut [usize], width: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let Some(widest) = widths.iter_mut().max() else { return };
        if *widest <= NARROWEST {
            return;
        }
        *widest -= 1;
    }
}

fn line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> io::Result<()> {
    let mut line = String::new();
    for (place, (cell, width)) in cells.zip(widths).enumerate() {
        let cell = one_line(cell);
        let cell = fit(&cell, *width);
        if place > 0 {
            line.push_str("  ");
        }
        line.push_str(&cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_is_in_them() {
        let mut out = Vec::new();
        let rows =
            [vec!["A-1".into(), "漢字 \u{1b}[2Jand more words than fit".into()], vec!["A-100".into(), "short".into()]];
        write(&mut out, &["Number", "What"], &rows, Some(24)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "Number  What\nA-1     漢字 \u{fffd}[2Jand mo…\nA-100   short\n");
    }
}
