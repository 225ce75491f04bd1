//! What a field can hold.

use std::fmt;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use iso_currency::Currency;

use super::identity::{Hash, RecordId};

/// A moment, kept to the millisecond.
pub type Instant = DateTime<Utc>;

/// What stands in place of a value that was erased. Nobody can type it: fields refuse exactly this text.
pub const ERASED: &str = "(erased)";

/// One field's content. An empty field is `None` around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
    Decimal(Decimal),
    Money(Money),
    Date(NaiveDate),
    Instant(Instant),
    YesNo(bool),
    /// The key of one of the field's choices.
    Choice(&'static str),
    /// Keys of some of the field's choices, in the order in which the field declares them.
    Choices(Vec<&'static str>),
    Link(RecordId),
    /// Each record once, in the order of their identities.
    Links(Vec<RecordId>),
    Duration(Duration),
    /// Boxed: it is much larger than the others, of which a record holds dozens.
    File(Box<File>),
    /// A personal text as the journal speaks of it: the salted hash of bytes in the content table.
    Content(Hash),
    /// A personal text or a file whose bytes were erased.
    Erased,
}

/// A record holds one for each of its fields, and a page of records thousands.
const _: () = assert!(size_of::<Option<Value>>() <= 40);

/// A decimal number: `scaled` divided by ten to the power `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    pub scaled: i64,
    pub scale: u8,
}

impl Decimal {
    /// Reads `12.5`, `-0.25`, `1 234.5` or `9,5`; no more digits than `scale` may follow the point. A comma is one, where it
    /// is not [doubtful](Self::both).
    pub fn parse(text: &str, scale: u8) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '_')).collect();
        let (negative, digits) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
        };
        let (whole, fraction) = match digits.split_once('.').or_else(|| digits.split_once(',')) {
            Some((whole, fraction)) if !may_group(digits) => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty())
            || !all_digits(whole)
            || !all_digits(fraction)
            || fraction.len() > usize::from(scale)
        {
            return None;
        }
        let padded =
            format!("{}{whole}{fraction:0<width$}", if negative { "-" } else { "" }, width = usize::from(scale));
        padded.parse().ok().map(|scaled| Self { scaled, scale })
    }

    /// Both readings of a number whose only comma can divide thousands as well as be a point: `1.234` and `1234`.
    pub fn both(text: &str) -> Option<[String; 2]> {
        let text = text.trim();
        may_group(text.trim_start_matches(['-', '+'])).then(|| [text.replace(',', "."), text.replace(',', "")])
    }
}

/// Whether three digits follow the only comma, and one to three that no nought begins are before it.
fn may_group(digits: &str) -> bool {
    let Some((whole, fraction)) = digits.split_once(',') else { return false };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && fraction.len() == 3
        && !whole.starts_with('0')
        && all_digits(whole)
        && all_digits(fraction)
}

impl Decimal {
    /// The number without the noughts at its end.
    pub fn short(self) -> String {
        let text = self.to_string();
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let width = usize::from(self.scale);
        let sign = if self.scaled < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.scaled.unsigned_abs(), width = width + 1);
        let (whole, fraction) = digits.split_at(digits.len() - width);
        if width == 0 { write!(formatter, "{sign}{whole}") } else { write!(formatter, "{sign}{whole}.{fraction}") }
    }
}

/// An amount in the minor units (cents) of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    /// Decimal places of the currency: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn scale(currency: Currency) -> u8 {
        currency.exponent().and_then(|places| u8::try_from(places).ok()).unwrap_or(0)
    }

    /// Reads `EUR 1200.50` or `1200.50 EUR`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (code, amount) = if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            text.split_at_checked(3)?
        } else {
            let split = text.len().checked_sub(3)?;
            let (amount, code) = text.split_at_checked(split)?;
            (code, amount)
        };
        let currency = Currency::from_code(&code.to_ascii_uppercase())?;
        let amount = Decimal::parse(amount.trim(), Self::scale(currency))?;
        Some(Self { minor: amount.scaled, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let amount = Decimal { scaled: self.minor, scale: Self::scale(self.currency) };
        write!(formatter, "{} {amount}", self.currency.code())
    }
}

/// A length of time in whole minutes; 90 is shown as `1 h 30 min`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    pub minutes: i64,
}

impl Duration {
    /// Reads `90`, `90m`, `1h`, `1h30`, `1 h 30 min` or `1:30`. Days are refused: a working day has no fixed length.
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let whole = |part: &str| part.parse::<u32>().ok().map(i64::from);
        let minutes = if let Some((hours, rest)) = bare.split_once('h').or_else(|| bare.split_once(':')) {
            let rest = rest.trim_end_matches("min").trim_end_matches('m');
            let extra = if rest.is_empty() { 0 } else { whole(rest).filter(|minutes| *minutes < 60)? };
            whole(hours)? * 60 + extra
        } else {
            whole(bare.trim_end_matches("min").trim_end_matches('m'))?
        };
        Some(Self { minutes })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match (self.minutes / 60, self.minutes % 60) {
            (0, minutes) => write!(formatter, "{minutes} min"),
            (hours, 0) => write!(formatter, "{hours} h"),
            (hours, minutes) => write!(formatter, "{hours} h {minutes} min"),
        }
    }
}

/// A file that proves something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub held: Held,
}

/// Where a file's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Copied into the content table under this salted hash.
    Here(Hash),
    /// Left where it was, unchanged as of a date if its SHA-256 is still this.
    Elsewhere { location: String, sha256: Hash, as_of: NaiveDate },
}

impl Held {
    /// What tells the bytes from others: the salted hash of those that are kept here, the SHA-256 of those elsewhere.
    pub const fn hash(&self) -> Hash {
        match self {
            Self::Here(hash) | Self::Elsewhere { sha256: hash, .. } => *hash,
        }
    }
}

/// The form in which the journal and the tables spell an instant: UTC with milliseconds.
pub fn spell_instant(instant: Instant) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads what [`spell_instant`] writes.
pub fn read_instant(text: &str) -> Option<Instant> {
    let instant = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    (spell_instant(instant) == text).then_some(instant)
}

/// Reads an ISO date as the journal and the tables spell it.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    // Nearly every date, read a hundred times a screen; years of other than four digits go the long way.
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() {
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0, |number, digit| Some(number * 10 + char::from(**digit).to_digit(10)?))
        };
        let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
        return NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?);
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (date.to_string() == text).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_read_as_it_is_spelled_and_in_no_other_way() {
        for spelled in
            ["2026-11-29", "2024-02-29", "0001-01-01", "0000-12-31", "9999-12-31", "+12026-01-01", "-0001-01-01"]
        {
            assert_eq!(read_date(spelled).map(|date| date.to_string()).as_deref(), Some(spelled));
        }
        for other in [
            "",
            "2026-11-31",
            "2023-02-29",
            "2026-1-1",
            "2026-11-29 ",
            "26-11-29",
            "+026-11-29",
            "2026-+1-29",
            "2026/11/29",
            "2026-11-2९",
        ] {
            assert_eq!(read_date(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn decimals_survive_print_and_parse(scaled in any::<i64>(), scale in 0u8..9) {
            let decimal = Decimal { scaled, scale };
            prop_assert_eq!(Decimal::parse(&decimal.to_string(), scale), Some(decimal));
        }

        #[test]
        fn money_survives_print_and_parse(minor in any::<i64>(), code in prop::sample::select(vec!["EUR", "JPY", "KWD", "USD"])) {
            let money = Money { minor, currency: Currency::from_code(code).unwrap() };
            prop_assert_eq!(Money::parse(&money.to_string()), Some(money));
        }

        #[test]
        fn durations_survive_print_and_parse(minutes in 0i64..1_000_000) {
            let duration = Duration { minutes };
            prop_assert_eq!(Duration::parse(&duration.to_string()), Some(duration));
        }

        #[test]
        fn parsers_never_panic(text in "\\PC{0,12}") {
            let _ = (Decimal::parse(&text, 2), Money::parse(&text), Duration::parse(&text));
        }
    }

    #[test]
    fn decimals_keep_their_places() {
        let read = |text, scale| Decimal::parse(text, scale).map(|decimal| decimal.to_string());
        assert_eq!(read("12.5", 2).as_deref(), Some("12.50"));
        assert_eq!(read("-.5", 1).as_deref(), Some("-0.5"));
        assert_eq!(read("1 234", 0).as_deref(), Some("1234"));
        assert_eq!(read("9,5", 2).as_deref(), Some("9.50"));
        assert_eq!(read("-12,5", 2).as_deref(), Some("-12.50"));
        assert_eq!(read("−12,5", 2).as_deref(), Some("-12.50"));
        assert_eq!(read("-0,125", 3).as_deref(), Some("-0.125"));
        assert_eq!(read("1234,567", 3).as_deref(), Some("1234.567"), "no thousands are divided so");
        assert_eq!(Decimal::both("-1,234"), Some(["-1.234".to_owned(), "-1234".to_owned()]));
        assert_eq!(Decimal::both("9,5"), None);
        for text in ["1.234", "1,234", "1,2,3", "1.5,2", "1,234.5", "", ".", ",", "-", "1e3", "99999999999999999999"] {
            assert_eq!(read(text, 2), None, "{text}");
        }
    }

    #[test]
    fn money_knows_each_currency_s_minor_unit() {
        let read = |text| Money::parse(text).map(|money| (money.minor, money.to_string()));
        assert_eq!(read("eur 1200.5"), Some((120_050, "EUR 1200.50".into())));
        assert_eq!(read("1200 JPY"), Some((1200, "JPY 1200".into())));
        assert_eq!(read("KWD 1.234"), Some((1234, "KWD 1.234".into())));
        for text in ["12", "JPY 1.5", "EUR", "ZZZ 1", "€ 5", "é5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
