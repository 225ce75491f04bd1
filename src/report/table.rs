//! Tables of plain text: columns as wide as their content, cut to the terminal where there is one.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::domain::visible::{fit, one_line, wrapped};

/// The narrowest that a column is cut to.
const NARROWEST: usize = 8;

/// The narrowest that words are read in.
const READ: usize = 16;

/// A column is left out before another is narrower than that.
const SPARED: usize = 13;

/// What stands above a column, and whether its cells are numbers, which stand below each other by their ends.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    pub words: &'a str,
    pub number: bool,
}

impl<'a> Head<'a> {
    /// Above words.
    pub const fn words(words: &'a str) -> Self {
        Self { words, number: false }
    }
}

/// Whether a list can be read without a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Always,
    /// Only where there is no room at all.
    Mostly,
    /// Where there is room.
    Perhaps,
}

/// Rows under a heading, kept as one text so that a hundred thousand of them are held lightly.
pub struct Rows {
    heading: Vec<String>,
    numbers: Vec<bool>,
    /// The widest cell of each column.
    widths: Vec<usize>,
    text: String,
    /// Where in the text each cell ends.
    ends: Vec<usize>,
}

impl Rows {
    /// No rows yet.
    pub fn new(heading: &[Head]) -> Self {
        Self {
            heading: heading.iter().map(|head| head.words.to_owned()).collect(),
            numbers: heading.iter().map(|head| head.number).collect(),
            widths: heading.iter().map(|head| head.words.width()).collect(),
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

    /// Leaves out columns that are not needed, until what is left can be read in a terminal of this width: those first in which
    /// nothing stands, then the last of those of which least depends. Gives what is left out.
    pub fn narrow(&mut self, width: usize, needs: &[Need]) -> Vec<String> {
        let mut left: Vec<usize> = (0..self.widths.len()).collect();
        let columns = self.widths.len().max(1);
        let mut empty = vec![true; columns];
        let mut start = 0;
        for (place, end) in self.ends.iter().enumerate() {
            empty[place % columns] &= start == *end;
            start = *end;
        }
        let mut out = Vec::new();
        loop {
            let whole: Vec<usize> = left.iter().map(|place| self.widths[*place]).collect();
            let mut squeezed = whole.clone();
            squeeze(&mut squeezed, width);
            if squeezed.iter().zip(&whole).all(|(squeezed, whole)| squeezed == whole || *squeezed >= SPARED) {
                break;
            }
            let spare = |place: &&usize| needs.get(**place).is_some_and(|need| *need != Need::Always);
            let least = left.iter().filter(spare).max_by_key(|place| (empty[**place], needs[**place], **place));
            let Some(least) = least.copied() else { break };
            left.retain(|place| *place != least);
            out.push(least);
        }
        if !out.is_empty() {
            self.keep(&left);
        }
        out.sort_unstable();
        let heading = std::mem::take(&mut self.heading);
        let told = out.iter().map(|place| heading[*place].clone()).collect();
        self.heading = left.iter().map(|place| heading[*place].clone()).collect();
        told
    }

    /// Keeps these columns of the rows alone.
    fn keep(&mut self, left: &[usize]) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        let mut start = 0;
        for row in self.ends.chunks(self.widths.len().max(1)) {
            let cells: Vec<&str> =
                row.iter().map(|end| &self.text[std::mem::replace(&mut start, *end)..*end]).collect();
            for place in left {
                text.push_str(cells[*place]);
                ends.push(text.len());
            }
        }
        (self.text, self.ends) = (text, ends);
        self.widths = left.iter().map(|place| self.widths[*place]).collect();
        self.numbers = left.iter().map(|place| self.numbers[*place]).collect();
    }

    /// Writes the heading and the rows. Where they are wider than the terminal, the widest columns give way first.
    pub fn write(mut self, out: &mut dyn Write, width: Option<usize>) -> io::Result<()> {
        if let Some(width) = width {
            squeeze(&mut self.widths, width);
        }
        let columns: Vec<_> = self.widths.iter().copied().zip(self.numbers.iter().copied()).collect();
        line(out, self.heading.iter().map(String::as_str), &columns)?;
        let mut start = 0;
        for ends in self.ends.chunks(self.widths.len().max(1)) {
            let cells = ends.iter().map(|end| &self.text[std::mem::replace(&mut start, *end)..*end]);
            line(out, cells, &columns)?;
        }
        Ok(())
    }
}

/// Writes a heading and rows. Where they are wider than the terminal, the widest columns give way first, and their cells go on in
/// the lines below.
pub fn write(out: &mut dyn Write, heading: &[Head], rows: &[Vec<String>], width: Option<usize>) -> io::Result<()> {
    let mut held = Rows::new(heading);
    rows.iter().for_each(|row| held.add(row));
    let Some(width) = width else { return held.write(out, None) };
    squeeze(&mut held.widths, width);
    let columns: Vec<_> = held.widths.iter().copied().zip(held.numbers.iter().copied()).collect();
    line(out, held.heading.iter().map(String::as_str), &columns)?;
    for row in rows {
        let cells: Vec<_> = row.iter().zip(&columns).map(|(cell, (width, _))| broken(cell, *width)).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
        for place in 0..lines {
            line(out, cells.iter().map(|cell| cell.get(place).map_or("", String::as_str)), &columns)?;
        }
    }
    Ok(())
}

/// A cell goes on in so many lines at most.
const LINES: usize = 3;

/// The lines of a cell; what does not fit into the last of them is cut there.
fn broken(cell: &str, width: usize) -> Vec<String> {
    let cell = one_line(cell);
    let mut lines = wrapped(&cell, width);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(rest);
    }
    lines
}

/// Whether two columns or more would be cut to so little that nobody could read them.
pub fn is_stubs(heading: &[Head], rows: &[Vec<String>], width: usize) -> bool {
    let mut held = Rows::new(heading);
    rows.iter().for_each(|row| held.add(row));
    let mut squeezed = held.widths.clone();
    squeeze(&mut squeezed, width);
    let cut = |(squeezed, whole): &(&usize, &usize)| squeezed < whole && **squeezed < READ;
    squeezed.iter().zip(&held.widths).filter(cut).count() > 1
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

fn line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>, columns: &[(usize, bool)]) -> io::Result<()> {
    let mut line = String::new();
    for (place, (cell, (width, number))) in cells.zip(columns).enumerate() {
        let cell = one_line(cell);
        let cell = fit(&cell, *width);
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        if place > 0 {
            line.push_str("  ");
        }
        let (before, after) = if *number { (gap.as_str(), "") } else { ("", gap.as_str()) };
        line.extend([before, &*cell, after]);
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
        let heads = ["Number", "What"].map(Head::words);
        write(&mut out, &heads, &rows, Some(24)).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Number  What\nA-1     漢字 \u{fffd}[2Jand\n        more words than\n        fit\nA-100   short\n"
        );
    }

    #[test]
    fn what_does_not_fit_goes_on_below_and_is_cut_at_last() {
        let mut out = Vec::new();
        let rows = [
            vec!["A-1".into(), "review circulate MR-3".into()],
            vec!["A-2".into(), "one two three four five six seven".into()],
        ];
        write(&mut out, &["Number", "Next"].map(Head::words), &rows, Some(18)).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Number  Next\nA-1     review\n        circulate\n        MR-3\nA-2     one two\n        three four\n        five six …\n"
        );
    }

    #[test]
    fn what_can_be_spared_is_left_out_before_words_are_cut_to_stubs() {
        let heads = ["Number", "What", "Owner", "Site", "Due"].map(Head::words);
        let mut rows = Rows::new(&heads);
        let cells =
            ["A-1", "Ask the vendor for its figures", "Ana of the Registers", "Galway, on the quay", "2026-12-04"];
        rows.add(&cells.map(str::to_owned));
        let needs = [Need::Always, Need::Always, Need::Mostly, Need::Perhaps, Need::Always];
        assert_eq!(rows.narrow(200, &needs), Vec::<String>::new());
        assert_eq!(rows.narrow(60, &needs), ["Site"]);
        let mut out = Vec::new();
        rows.write(&mut out, Some(60)).unwrap();
        let told = String::from_utf8(out).unwrap();
        assert!(told.contains("2026-12-04") && told.contains("Ana of the Regis") && !told.contains("Galway"), "{told}");
        assert_eq!(rows_of_none().narrow(10, &needs).len(), 2, "nothing is left that can be spared");
    }

    fn rows_of_none() -> Rows {
        Rows::new(&["Number of it", "What is to be done", "Owner", "Site", "Due date"].map(Head::words))
    }

    #[test]
    fn numbers_end_below_each_other() {
        let mut out = Vec::new();
        let heads = [("KPI", false), ("Value", true), ("Owner", false)].map(|(words, number)| Head { words, number });
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        write(&mut out, &heads, &[row(["Late", "4.6", "Ana"]), row(["Right", "0.108", ""])], None).unwrap();
        let told = String::from_utf8(out).unwrap();
        assert_eq!(told, "KPI    Value  Owner\nLate     4.6  Ana\nRight  0.108\n");
    }
}
