//! Mistyped words, and words as documents spell them.

use chrono::{Datelike, NaiveDate};

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

/// A day where there is little room: `3 Jul 2026`.
pub fn brief(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A day as it is said of what is at hand: `Fri 4 Dec`, with its year where that is not this one.
pub fn near(day: NaiveDate, today: NaiveDate) -> String {
    day.format(if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// A number with what it counts, within a sentence: `open 3`, `raised since 24 May 2026: 4`.
pub fn figure(label: &str, value: i64) -> String {
    let between = if label.ends_with(char::is_numeric) { ": " } else { " " };
    format!("{}{between}{value}", within_a_sentence(label))
}

/// How many there are of something: `1 KPI`, `3 KPIs`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A label as it stands within a sentence: its first letter small, unless it begins an abbreviation.
pub fn within_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

/// The first of several names, and how many there are beside them: `CI-2, CI-5 and 3 more`.
pub fn some_of(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let named = names.take(most).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// Several names as a sentence has them, or the first of them: `CI-2, CI-5 and CI-7`, `CI-2, CI-5 and 3 more`.
pub fn all_of(names: &[String], most: usize) -> String {
    match names {
        [first @ .., last] if !first.is_empty() && names.len() <= most => format!("{} and {last}", first.join(", ")),
        _ => some_of(names.iter().cloned(), most),
    }
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

/// A number with its thousands apart: `1 234`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn one_is_told_as_one() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "change", "changes")), ["0 changes", "1 change", "2 changes"]);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_000), "1 000");
        assert_eq!(grouped(12_345_678), "12 345 678");
    }
}
