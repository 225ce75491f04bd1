//! Text read as rows of cells: the delimiter found out, quotes that do not close told.

use std::collections::HashMap;

use csv::{ReaderBuilder, Trim};

use super::Unusable;
use super::row::{Cells, FileRow};
use super::table::{SAMPLE, begins};

/// The delimiter of a text, and its rows.
///
/// # Errors
/// [`Unusable`], where it can't be read.
pub fn rows(text: &str, called: &str) -> Result<(char, Vec<FileRow>), Unusable> {
    let delimiter = delimiter(text);
    if let Some((line, begins)) = unclosed(text, delimiter) {
        return Err(Unusable::Unclosed { called: called.to_owned(), line, begins });
    }
    let rows = Lines::of(text, delimiter).collect::<Result<Vec<_>, _>>().map_err(|error| {
        let line = error.position().map_or(0, csv::Position::line);
        Unusable::Malformed { called: called.to_owned(), line, why: error.to_string() }
    })?;
    Ok((char::from(delimiter), rows))
}

/// The line in which a quote opens that never closes, and how what follows it begins.
fn unclosed(text: &str, delimiter: u8) -> Option<(u64, String)> {
    let bytes = text.as_bytes();
    let (mut at, mut line, mut opened, mut starts) = (0, 1, None, true);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match (opened, byte) {
            (None, b'"') if starts => opened = Some((at, line)),
            (Some(_), b'"') if bytes.get(at) == Some(&b'"') => at += 1,
            (Some(_), b'"') => opened = None,
            _ => {}
        }
        line += u64::from(*byte == b'\n');
        starts = opened.is_none() && (*byte == delimiter || matches!(byte, b'\n' | b'\r'));
    }
    opened.map(|(at, line)| (line, begins(text[at..].lines().next().unwrap_or_default())))
}

/// The rows of a text.
struct Lines<'a> {
    text: &'a str,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, delimiter: u8) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true).trim(Trim::None);
        Self { text, records: builder.from_reader(text.as_bytes()).into_records() }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<FileRow, csv::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let cells = match self.records.next()? {
            Ok(cells) => cells,
            Err(error) => return Some(Err(error)),
        };
        let line = cells.position().map_or(0, |position| {
            // A row that follows a line ended by two characters is counted from between them.
            let place = usize::try_from(position.byte()).unwrap_or(usize::MAX);
            let skipped = self.text.as_bytes().get(place..).unwrap_or_default();
            let ends = skipped.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
            position.line() + ends.count() as u64
        });
        Some(Ok(FileRow { line, cells: Cells::of(&cells) }))
    }
}

/// The delimiter that splits the first rows most evenly into most cells.
fn delimiter(text: &str) -> u8 {
    let evenness = |delimiter: u8| {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for row in Lines::of(text, delimiter).take(SAMPLE).flatten() {
            *counts.entry(row.cells.len()).or_default() += 1;
        }
        let rows: usize = counts.values().sum();
        let (cells, alike) = counts.into_iter().max_by_key(|(cells, rows)| (*rows, *cells)).unwrap_or((1, 0));
        if cells < 2 { (0, 0) } else { (alike * 100 / rows.max(1) / 10, cells) }
    };
    let candidates = [b',', b';', b'\t', b'|'];
    candidates.into_iter().max_by_key(|candidate| (evenness(*candidate), *candidate == b',')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_never_closes_is_told_where_it_opens() {
        let told = |text: &str| unclosed(text, b',');
        assert_eq!(told("a,b\n\"one\",\"two\nlines\"\n"), None);
        assert_eq!(told("a,b\n\"say \"\"so\"\"\",6\" pipe\n"), None);
        assert_eq!(told("a,b\n1,2\n\"B,P-1\nC,P-2\n"), Some((3, "B,P-1".to_owned())));
    }
}
