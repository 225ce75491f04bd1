//! Mistyped words, and words as documents spell them.

use chrono::NaiveDate;

/// The bytes of the longest word that is taken for a mistyped one; what is longer is no word.
const LONGEST: usize = 200;

/// The known word that is closest to a mistyped one: `did you mean due?`.
pub fn closest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if typed.len() > LONGEST {
        return None;
    }
    let scored = known.into_iter().map(|word| (strsim::jaro_winkler(typed, word), word));
    scored.filter(|(score, _)| *score > 0.75).max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, word)| word)
}

/// A day as documents spell it: `3 July 2026`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A change with its sign; none is said as such.
pub fn signed(change: i64) -> String {
    if change == 0 { "unchanged".to_owned() } else { format!("{change:+}") }
}

/// A word with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
