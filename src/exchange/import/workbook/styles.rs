//! Which styles of cells show a number as a day, a time or a share.

use std::collections::HashMap;
use std::io::BufRead;

use iso_currency::Currency;

use super::Broken;
use super::xml::{Piece, attribute, walk};

/// What a style makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shows {
    #[default]
    Number,
    Day,
    /// Hours that may be more than a day has.
    Hours,
    Share,
    /// An amount in a currency.
    Amount(Currency),
}

/// The styles of cells, by their numbers.
#[derive(Debug, Default)]
pub struct Styles(Vec<Shows>);

impl Styles {
    pub fn read(from: &mut dyn BufRead) -> Result<Self, Broken> {
        let mut formats: HashMap<u32, Shows> = HashMap::new();
        let mut styles = Vec::new();
        let mut cells = false;
        let number = |text: Option<String>| text.and_then(|text| text.parse::<u32>().ok()).unwrap_or_default();
        walk(from, |piece| {
            match piece {
                Piece::Open("numFmt", start) => {
                    let code = attribute(start, "formatCode").unwrap_or_default();
                    formats.insert(number(attribute(start, "numFmtId")), shows(&code));
                }
                Piece::Open("cellXfs", _) => cells = true,
                Piece::Close("cellXfs") => cells = false,
                Piece::Open("xf", start) if cells => {
                    let id = number(attribute(start, "numFmtId"));
                    styles.push(formats.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(Self(styles))
    }

    /// What a style shows.
    pub fn of(&self, style: Option<usize>) -> Shows {
        style.and_then(|style| self.0.get(style)).copied().unwrap_or_default()
    }
}

/// The formats that need not be written.
fn built_in(id: u32) -> Shows {
    match id {
        9 | 10 => Shows::Share,
        46 => Shows::Hours,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Day,
        _ => Shows::Number,
    }
}

/// What a format shows: what is quoted, escaped, or a colour in brackets says nothing of it.
fn shows(code: &str) -> Shows {
    let mut signs = code.chars();
    let mut shows = Shows::Number;
    while let Some(sign) = signs.next() {
        match sign.to_ascii_lowercase() {
            '"' => {
                let inner: String = signs.by_ref().take_while(|c| *c != '"').collect();
                if let Some(currency) = currency(&inner) {
                    return Shows::Amount(currency);
                }
            }
            '\\' | '_' | '*' => drop(signs.next()),
            '[' => {
                let inner: String = signs.by_ref().take_while(|c| *c != ']').collect();
                let named = inner.strip_prefix('$').and_then(|inner| inner.split('-').next());
                if let Some(currency) = named.and_then(currency) {
                    return Shows::Amount(currency);
                }
                let inner = inner.to_lowercase();
                if !inner.is_empty() && ["h", "m", "s"].iter().any(|unit| inner.replace(unit, "").is_empty()) {
                    return Shows::Hours;
                }
            }
            ';' => return shows,
            'g' => return Shows::Number,
            'd' | 'm' | 'y' | 'h' | 's' => shows = Shows::Day,
            '%' if shows == Shows::Number => shows = Shows::Share,
            _ => {}
        }
    }
    shows
}

/// The currency of a code, or of a sign that only one has.
fn currency(named: &str) -> Option<Currency> {
    match named.trim() {
        "€" => Some(Currency::EUR),
        "£" => Some(Currency::GBP),
        code => Currency::from_code(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_it_shows() {
        for (code, told) in [
            ("yyyy\\-mm\\-dd", Shows::Day),
            ("[$-407]d. mmmm yyyy;@", Shows::Day),
            ("h:mm AM/PM", Shows::Day),
            ("[h]:mm:ss", Shows::Hours),
            ("0.0%", Shows::Share),
            ("#,##0.00 \"days\"", Shows::Number),
            ("[Red]0.00", Shows::Number),
            ("[$EUR] #,##0.00", Shows::Amount(Currency::EUR)),
            ("#,##0.00\\ [$€-407]", Shows::Amount(Currency::EUR)),
            ("General", Shows::Number),
            ("\"Rund \"0", Shows::Number),
        ] {
            assert_eq!(shows(code), told, "{code}");
        }
    }
}
