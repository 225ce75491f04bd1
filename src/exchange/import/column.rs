//! One reading of a column: by which sign its numbers part the fraction, in which order its dates stand, and what kind of
//! thing stands in it at all; each with what tells so.

use std::collections::HashSet;
use std::fmt;

use crate::domain::field::{Field, Kind};

use super::dates::{self, Order};
use super::numbers::{self, Sign};
use super::{FileTable, fold};

/// The rows at which a look is taken, and the different words among them.
const ROWS: usize = 2000;
const WORDS: usize = 200;

/// From so many words on, a text is a sentence.
const SENTENCE: usize = 3;

/// The most characters of a line.
const LINE: usize = 300;

/// What was found out, and the line that tells so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<T> {
    pub is: T,
    /// None where somebody said it.
    pub line: Option<u64>,
}

impl<T> Found<T> {
    /// What somebody said.
    pub const fn said(is: T) -> Self {
        Self { is, line: None }
    }
}

/// What all that tell say alike, and the line of the first of them.
pub fn tells<T: Copy + PartialEq>(mut telling: impl Iterator<Item = (u64, T)>) -> Option<Found<T>> {
    let (line, is) = telling.next()?;
    telling.all(|(_, other)| other == is).then_some(Found { is, line: Some(line) })
}

/// How the words of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    pub sign: Option<Found<Sign>>,
    pub order: Option<Found<Order>>,
}

impl Reading {
    /// How the columns of a field are read; what was said goes before what they tell.
    pub fn of(field: &Field, table: &FileTable, columns: &[usize], sign: Option<Sign>, order: Option<Order>) -> Self {
        let cells = || columns.iter().flat_map(|column| table.rows.iter().map(|row| (row.line, row.cell(*column))));
        let mut reading = Self::default();
        match field.kind {
            Kind::Number | Kind::Decimal(_) | Kind::Money => {
                reading.sign = sign.or(table.form.sign()).map(Found::said).or_else(|| numbers::sign_of(cells()));
            }
            Kind::Date => reading.order = order.map(Found::said).or_else(|| dates::order_of(cells())),
            _ => {}
        }
        reading
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let because = |line: Option<u64>| line.map_or(String::new(), |line| format!(", because of line {line}"));
        if let Some(Found { is, line }) = self.sign {
            write!(formatter, "decimal {}{}", is.word(), because(line))?;
        }
        if let Some(Found { is, line }) = self.order {
            write!(formatter, "{}{}", is.word().replace('-', " "), because(line))?;
        }
        Ok(())
    }
}

/// What stands in a column, as far as a look at the first rows tells. Words that stand for nothing are not looked at.
#[derive(Debug)]
pub struct Profile<'t> {
    /// Cells that are filled.
    filled: usize,
    /// The different words in them.
    words: Vec<&'t str>,
    yes_no: usize,
    numbers: usize,
    days: usize,
    codes: usize,
    sentences: usize,
    /// Longer than the name of somebody.
    phrases: usize,
    structures: usize,
    long: usize,
}

impl<'t> Profile<'t> {
    /// The profile of a column.
    pub fn of(table: &'t FileTable, column: usize) -> Self {
        let mut seen = HashSet::new();
        let cells = table.rows.iter().take(ROWS).map(|row| row.cell(column).trim());
        let cells: Vec<&str> = cells.filter(|cell| !fold::is_nothing(cell)).collect();
        let words: Vec<&str> = cells.iter().copied().filter(|cell| seen.insert(*cell)).collect();
        let looked: Vec<&str> = words.iter().copied().take(WORDS).collect();
        let count = |is: &dyn Fn(&str) -> bool| looked.iter().filter(|word| is(word)).count();
        Self {
            filled: cells.len(),
            yes_no: count(&|word| fold::yes_no(word).is_some()),
            numbers: count(&is_number),
            days: count(&dates::is_day),
            codes: count(&is_code),
            sentences: count(&is_sentence),
            phrases: count(&|word| word.split_whitespace().count() > SENTENCE),
            structures: count(&|word| word.starts_with(['[', '{'])),
            long: count(&|word| word.chars().count() > LINE),
            words: looked,
        }
    }

    fn mostly(&self, count: usize) -> bool {
        !self.words.is_empty() && count * 2 >= self.words.len()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many different words stand in it; no more than a few hundred are counted.
    pub fn different(&self) -> usize {
        self.words.len()
    }

    /// Whether its words mostly differ.
    fn differs(&self) -> bool {
        self.filled < 4 || self.words.len() * 2 >= self.filled.min(WORDS)
    }

    /// Whether what stands in it is of some kind that is no text.
    fn is_no_text(&self) -> bool {
        [self.yes_no, self.numbers, self.days, self.structures].into_iter().any(|count| self.mostly(count))
    }

    /// How many of its words an answer, a day or a number of the field can be made of.
    pub fn readable(&self, field: &Field) -> usize {
        let signs = Sign::ALL.map(Some);
        let reads = |word: &&&str| match field.kind {
            Kind::Choice(choices) => fold::choice(choices, word).is_some(),
            Kind::Choices(choices) => fold::choice(choices, word.split([',', ';']).next().unwrap_or(word)).is_some(),
            Kind::YesNo => fold::yes_no(word).is_some(),
            Kind::Date => dates::is_day(word) || dates::is_period(word),
            Kind::Instant => dates::is_day(word),
            Kind::Number | Kind::Decimal(_) => signs.iter().any(|sign| numbers::read(word, *sign).is_ok()),
            Kind::Money => is_number(numbers::without_currency(word)),
            Kind::Duration => word.contains(|c: char| c.is_ascii_digit()) && word.len() < 20,
            _ => true,
        };
        self.words.iter().filter(reads).count()
    }

    /// Whether what stands in it is what a field takes. What is only `likely` by its name has to be so all the more.
    pub fn fits(&self, field: &Field, likely: bool) -> bool {
        if self.is_empty() {
            return !likely;
        }
        let line = !self.mostly(self.long);
        match field.kind {
            Kind::LongText if likely => !self.is_no_text() && self.mostly(self.sentences) && self.differs(),
            Kind::LongText => !self.is_no_text() && !self.mostly(self.codes),
            Kind::Text if field.title => {
                line && !self.is_no_text() && !self.mostly(self.codes) && (!likely || self.differs())
            }
            Kind::Text if likely => line && !self.is_no_text() && !self.mostly(self.sentences),
            Kind::Text => line && !self.mostly(self.yes_no) && !self.mostly(self.structures),
            Kind::Link(_) | Kind::Links(_) => line && !self.mostly(self.yes_no) && !self.mostly(self.days),
            Kind::Person => line && !self.is_no_text() && !self.mostly(self.phrases),
            Kind::File => false,
            _ => self.mostly(self.readable(field)),
        }
    }
}

fn is_number(word: &str) -> bool {
    Sign::ALL.iter().any(|sign| numbers::read(word, Some(*sign)).is_ok())
}

/// One word that numbers or abbreviates: `X-1`, `eng`, `ai_012`.
fn is_code(word: &str) -> bool {
    let few = word.chars().count() <= 3 && word.is_ascii();
    !word.contains(char::is_whitespace) && (few || word.contains(|c: char| c.is_ascii_digit() || c == '_'))
}

/// Several words; in a script without spaces, as many letters as they would take.
fn is_sentence(word: &str) -> bool {
    let wide = word.chars().filter(|c| *c >= '\u{2e80}').count();
    word.split_whitespace().count() >= SENTENCE || wide >= 6
}
