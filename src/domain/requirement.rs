//! Requirements as people write them: which clauses and controls a text names, and whether two texts name the same.

use super::standard::{CLAUSES, CONTROLS};

/// The clauses and controls of the standard that a text names, as it names them: `A.6.2.4; release procedure, step 7`
/// names A.6.2.4. Numbers of other documents are left alone.
pub fn codes(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let mut found: Vec<&str> = parts.map(|part| part.trim_matches('.')).filter(|part| is_code(part)).collect();
    let mut seen = Vec::new();
    found.retain(|code| {
        let fresh = !seen.contains(code);
        seen.push(*code);
        fresh
    });
    found
}

/// Whether a word is the number of a clause or control, or of a part of one that has a dot: 9.3, 9.3.2, A.6.2.
fn is_code(word: &str) -> bool {
    let known = |number: &str| number == word || number.strip_prefix(word).is_some_and(|rest| rest.starts_with('.'));
    let whole = CLAUSES.iter().chain(CONTROLS.iter()).any(|node| known(node.number));
    word.contains('.') && whole
}

/// The words under which a requirement is counted: the first clause or control that it names, or else all of it.
pub fn heading(text: &str) -> &str {
    codes(text).first().copied().unwrap_or(text.trim())
}

/// Whether two texts name the same requirement: a clause or control in common, or, where neither names one, the same words.
pub fn same(one: &str, other: &str) -> bool {
    Named::of(one).is(other)
}

/// What a text names, to be compared with many others.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    codes: Vec<&'a str>,
    words: String,
}

impl<'a> Named<'a> {
    /// What a text names.
    pub fn of(text: &'a str) -> Self {
        Self { codes: codes(text), words: words(text) }
    }

    /// Whether another text names the same.
    pub fn is(&self, other: &str) -> bool {
        if self.codes.is_empty() {
            return !self.words.is_empty() && words(other) == self.words && codes(other).is_empty();
        }
        // To find a word is far cheaper than to know every code of a text.
        self.codes.iter().any(|code| other.contains(code)) && codes(other).iter().any(|code| self.codes.contains(code))
    }

    /// Whether another text, or one that differs from it in the case of its letters alone, may name the same.
    pub fn may_be(&self, other: &str) -> bool {
        if self.codes.is_empty() {
            return words(other) == self.words;
        }
        let other = other.to_ascii_lowercase();
        self.codes.iter().any(|code| other.contains(&code.to_ascii_lowercase()))
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_and_controls_are_found_among_other_words() {
        assert_eq!(codes("A.6.2.4; release procedure 1.0, step 7"), ["A.6.2.4"]);
        assert_eq!(codes("6.1, 8.1 to 8.4, 9.1, A.6.2"), ["6.1", "8.1", "8.4", "9.1", "A.6.2"]);
        assert_eq!(codes("Clause 9.3.2. And 9.3.2 again"), ["9.3.2"]);
        assert_eq!(codes("Incident procedure, section 4, 2 CFR 200.303"), Vec::<&str>::new());
    }

    #[test]
    fn the_same_requirement_is_known_by_its_number_or_its_words() {
        assert!(same("A.6.2.4; release procedure", "Control A.6.2.4"));
        assert!(!same("A.6.2.4", "A.6.2.3"));
        assert!(same("Release  procedure, step 7", "release procedure, step 7"));
        assert!(!same("Release procedure", "A.6.2.4"));
        assert!(!same("", ""));
        assert_eq!(heading(" Release procedure "), "Release procedure");
        assert!(Named::of("A.6.2.4").may_be("see a.6.2.4") && !Named::of("A.6.2.4").is("see a.6.2.4"));
        assert!(!Named::of("A.6.2.4").may_be("Release procedure"));
        assert!(Named::of("release  PROCEDURE").may_be("Release procedure"));
    }
}
