//! Numbers as spreadsheets of all countries write them. Which sign parts their fraction is asked of the whole column.

use iso_currency::Currency;
use serde::{Deserialize, Serialize};

use crate::domain::value::Money;

use super::column::{Found, tells};
use super::unread::{Reason, Unread};

/// The sign that parts the fraction from the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// `1.234,5`
    Comma,
    /// `1,234.5`
    Point,
}

impl Sign {
    /// Both, as they are offered.
    pub const ALL: [Self; 2] = [Self::Comma, Self::Point];

    /// The word for it, as it is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Point => "point",
        }
    }

    /// The sign of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.word() == word)
    }

    const fn sign(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// The sign that the numbers of a column tell, and the line of the first that does: it can be written by one sign only.
///
/// `None` where each of them can be read both ways, or some by the one sign only and some by the other.
pub fn sign_of<'a>(cells: impl Iterator<Item = (u64, &'a str)>) -> Option<Found<Sign>> {
    tells(cells.filter_map(|(line, cell)| {
        let cell = bare(amount(cell).1);
        match (under(&cell, Sign::Comma), under(&cell, Sign::Point)) {
            (Some(_), None) => Some((line, Sign::Comma)),
            (None, Some(_)) => Some((line, Sign::Point)),
            _ => None,
        }
    }))
}

/// What a number says, with a point before its fraction.
///
/// # Errors
/// Why it is none, or that it could be two.
pub fn read(text: &str, sign: Option<Sign>) -> Result<String, Unread> {
    let bare = bare(text);
    let no_number = || Unread::new(Reason::NoNumber, "No number that can be read");
    let Some(sign) = sign else {
        return match (under(&bare, Sign::Comma), under(&bare, Sign::Point)) {
            (Some(comma), Some(point)) if comma != point => Err(Unread::new(
                Reason::DoubtfulNumber,
                format!("It could be {comma} or {point}: say which sign parts the fraction, comma or point"),
            )),
            (comma, point) => comma.or(point).ok_or_else(no_number),
        };
    };
    under(&bare, sign).ok_or_else(|| match under(&bare, sign.other()) {
        Some(_) => Unread::new(Reason::OtherSign, format!("The numbers of its column have a decimal {}", sign.word())),
        None => no_number(),
    })
}

/// What an amount says; its currency stands in it, or else is the one of its row or of the whole table.
///
/// # Errors
/// Why it is none, or that no currency is known.
pub fn money(text: &str, sign: Option<Sign>, otherwise: Option<Currency>) -> Result<Money, Unread> {
    let (currency, amount) = amount(text);
    let currency = match currency {
        Written::Code(currency) => currency,
        Written::Sign(sign) => otherwise.ok_or_else(|| {
            let why = format!("{sign} is the sign of several currencies: say which");
            Unread::new(Reason::NoCurrency, why)
        })?,
        Written::Nothing => {
            otherwise.ok_or_else(|| Unread::new(Reason::NoCurrency, "No currency: say which, such as EUR"))?
        }
    };
    let number = read(amount, sign)?;
    Money::parse(&format!("{} {number}", currency.code()))
        .ok_or_else(|| Unread::new(Reason::NoNumber, format!("No amount in {}", currency.code())))
}

/// An amount without its currency.
pub fn without_currency(text: &str) -> &str {
    amount(text).1
}

/// The currency that stands in an amount.
enum Written {
    Code(Currency),
    /// A sign that several currencies have.
    Sign(char),
    Nothing,
}

/// An amount parted into its currency and its number.
fn amount(text: &str) -> (Written, &str) {
    let text = text.trim();
    let signs = [('€', Some(Currency::EUR)), ('£', Some(Currency::GBP)), ('$', None), ('¥', None)];
    for (sign, currency) in signs {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (currency.map_or(Written::Sign(sign), Written::Code), rest.trim());
        }
    }
    let code = |code: &str| Currency::from_code(&code.to_ascii_uppercase()).map(Written::Code);
    if let Some((first, rest)) = text.split_at_checked(3)
        && let Some(currency) = code(first)
    {
        return (currency, rest.trim());
    }
    let last = text.len().checked_sub(3).and_then(|place| text.split_at_checked(place));
    match last.and_then(|(rest, last)| Some((code(last)?, rest.trim()))) {
        Some(parted) => parted,
        None => (Written::Nothing, text),
    }
}

/// A number without what stands around it, its minus before it, and a blank for all that parts thousands.
fn bare(text: &str) -> String {
    let text = text.trim().trim_end_matches('%').trim();
    let (negative, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, text),
    };
    let sign = |c: char| match c {
        '\'' | '’' | '_' => ' ',
        '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let bare: String = text.chars().map(sign).collect();
    if negative { format!("-{bare}") } else { bare }
}

/// The number that a bare text is where this sign parts its fraction: with a point before it.
fn under(bare: &str, sign: Sign) -> Option<String> {
    let (minus, digits) = match bare.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, fraction) = match digits.split_once(sign.sign()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_some_and(|fraction| fraction.is_empty() || !is_digits(fraction)) {
        return None;
    }
    let parting = whole.chars().find(|c| !c.is_ascii_digit());
    let whole: String = match parting {
        None if whole.is_empty() && fraction.is_none() => return None,
        None => whole.to_owned(),
        Some(parting) if parting == ' ' || parting == sign.other().sign() => {
            let groups: Vec<&str> = whole.split(parting).collect();
            // India parts by two but for the last three.
            let well = |(place, group): (usize, &&str)| match place {
                0 => (1..=3).contains(&group.len()) && !group.starts_with('0'),
                place if place + 1 == groups.len() => group.len() == 3,
                _ => (2..=3).contains(&group.len()),
            };
            if !groups.iter().all(|group| is_digits(group)) || !groups.iter().enumerate().all(well) {
                return None;
            }
            groups.concat()
        }
        Some(_) => return None,
    };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Some(fraction.map_or_else(|| format!("{minus}{whole}"), |fraction| format!("{minus}{whole}.{fraction}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> Option<Sign> {
        sign_of(cells.iter().enumerate().map(|(line, cell)| (line as u64 + 2, *cell))).map(|found| found.is)
    }

    #[test]
    fn numbers_that_can_be_written_by_one_sign_only_need_no_column() {
        for (text, means) in [
            ("12", "12"),
            ("12.5 %", "12.5"),
            ("12,5", "12.5"),
            ("0,125", "0.125"),
            (",5", "0.5"),
            ("1 234,50", "1234.50"),
            ("1\u{202f}234", "1234"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("1,234,567", "1234567"),
            ("12,34,567", "1234567"),
            ("1'234.5", "1234.5"),
            ("-3", "-3"),
            ("−3", "-3"),
            ("(1,234.50)", "-1234.50"),
        ] {
            assert_eq!(read(text, None).as_deref(), Ok(means), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_numbers_is_told_and_the_column_decides() {
        for text in ["1,234", "1.234", "1.000"] {
            let why = read(text, None).unwrap_err();
            assert!(why.why.contains("comma or point"), "{why:?}");
        }
        assert_eq!(read("1.000", Some(Sign::Comma)).as_deref(), Ok("1000"));
        assert_eq!(read("1.000", Some(Sign::Point)).as_deref(), Ok("1.000"));
        assert!(read("12.5", Some(Sign::Comma)).unwrap_err().why.contains("have a decimal comma"));
    }

    #[test]
    fn a_column_tells_its_sign() {
        assert_eq!(told(&["1.234", "1.234,5"]), Some(Sign::Comma));
        assert_eq!(told(&["1,234", "0.5"]), Some(Sign::Point));
        assert_eq!(told(&["1,234", "7"]), None);
        assert_eq!(told(&["12,5", "12.5"]), None, "a column of two minds");
        assert_eq!(told(&["1.2.3", "12.03.2024", "1.000", "12,5"]), Some(Sign::Comma));
    }

    #[test]
    fn no_number_is_made_of_other_words() {
        for text in ["1.2.3", "12.03.2024", "1 2", "12-", "v2", "", ".", "1e5", "0.123.456,7", "1,2,3"] {
            for sign in [None, Some(Sign::Comma), Some(Sign::Point)] {
                assert!(read(text, sign).is_err(), "{text} {sign:?}");
            }
        }
    }

    #[test]
    fn an_amount_takes_its_currency_from_itself_or_from_beside_it() {
        for (text, means) in [
            ("EUR 1,234.50", "EUR 1234.50"),
            ("EUR 1.234,56", "EUR 1234.56"),
            ("1 234,50 eur", "EUR 1234.50"),
            ("€12", "EUR 12.00"),
            ("12,50 €", "EUR 12.50"),
            ("JPY 1200", "JPY 1200"),
        ] {
            assert_eq!(money(text, None, None).map(|money| money.to_string()).as_deref(), Ok(means), "{text}");
        }
        assert_eq!(money("$12.50", None, Some(Currency::CAD)).unwrap().to_string(), "CAD 12.50");
        for text in ["12.50", "$12.50"] {
            assert_eq!(money(text, None, None).unwrap_err().reason, Reason::NoCurrency, "{text}");
        }
    }
}
