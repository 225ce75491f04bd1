//! Words of other tools read as the words of a field: choices, yes and no, nothing.

use crate::domain::field::Choice;
use crate::domain::former;

/// A text with nothing left but its letters and digits in lower case, single spaces between.
pub fn plain(text: &str) -> String {
    let folded: String =
        text.chars().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The answer that a text means: its key or label whatever its case and punctuation, with a number before it (`1 - Low`)
/// or without, what it was called before, or an unmistakable beginning of one.
pub fn choice(choices: &'static [Choice], text: &str) -> Option<&'static str> {
    let plain_text = plain(text);
    let bare = unnumbered(&plain_text);
    [plain_text, bare].iter().filter(|text| !text.is_empty()).find_map(|text| {
        let names = |choice: &Choice| [plain(choice.key), plain(choice.label), unnumbered(&plain(choice.label))];
        if let Some(whole) = choices.iter().find(|choice| names(choice).contains(text)) {
            return Some(whole.key);
        }
        if let Some(former) = former::choice(choices, text) {
            return Some(former.key);
        }
        let mut beginning = choices.iter().filter(|choice| names(choice).iter().any(|name| name.starts_with(text)));
        match (beginning.next(), beginning.next()) {
            (Some(choice), None) => Some(choice.key),
            _ => None,
        }
    })
}

/// How like an answer a text is that does not mean it: by the words that both have, and then by their letters.
pub fn likeness(choice: &Choice, text: &str) -> (usize, u32) {
    let (text, label) = (plain(text), plain(choice.label));
    let shared = text.split(' ').filter(|word| word.len() > 3 && label.split(' ').any(|other| other == *word)).count();
    // Letters are compared in thousandths, which are ordered.
    (shared, (strsim::jaro_winkler(&text, &label) * 1000.0) as u32)
}

/// A text without the number that it begins with.
fn unnumbered(text: &str) -> String {
    text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().to_owned()
}

/// Yes or no, as the spreadsheets of several languages say it.
pub fn yes_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "ja" | "j" | "oui" | "o" | "si" | "sí" | "s" | "sim" | "wahr"
        | "vrai" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "nein" | "non" | "nee" | "não" | "falsch" | "faux" => Some(false),
        _ if matches!(text.trim(), "✓" | "✔" | "☑") => Some(true),
        _ if matches!(text.trim(), "✗" | "✘" | "☐") => Some(false),
        _ => None,
    }
}

/// Whether a text stands for nothing: `N/A`, `none`, a dash.
pub fn is_nothing(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "" | "n a"
            | "na"
            | "none"
            | "null"
            | "nil"
            | "nan"
            | "not applicable"
            | "not available"
            | "tbd"
            | "unknown"
            | "not known"
            | "unassigned"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::finding::Grade;
    use crate::domain::risk_criteria::Likelihood;
    use crate::domain::system::{LegalClass, Stage};

    #[test]
    fn answers_are_known_by_what_others_write() {
        assert_eq!(choice(Grade::CHOICES, "Major Nonconformity\n"), Some("major"));
        assert_eq!(choice(Grade::CHOICES, "MINOR"), Some("minor"));
        assert_eq!(choice(Stage::CHOICES, "1 - Operation"), Some("operation"));
        assert_eq!(choice(LegalClass::CHOICES, "High risk"), Some("high-risk"));
        assert_eq!(choice(Stage::CHOICES, "re"), None, "re-evaluation and retired");
        assert_eq!(choice(Likelihood::CHOICES, "almost-certain"), Some("5"));
        assert_eq!(choice(Likelihood::CHOICES, "3"), Some("3"));
        assert_eq!(choice(Likelihood::CHOICES, "no idea"), None);
    }

    #[test]
    fn yes_is_said_in_many_ways() {
        for text in ["Yes", "YES ", "TRUE", "x", "✓", "1", "ja"] {
            assert_eq!(yes_no(text), Some(true), "{text}");
        }
        for text in ["No", "FALSE", "0", "nein", "☐"] {
            assert_eq!(yes_no(text), Some(false), "{text}");
        }
        assert_eq!(yes_no("perhaps"), None);
    }
}
