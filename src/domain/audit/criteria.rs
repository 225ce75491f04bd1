//! What the criteria of an audit name: the clauses and controls against which it audits, read from their words. What lies
//! outside them was not what the audit set out to judge, whatever was asked.

use crate::domain::standard::{CLAUSES, CONTROLS, Node, stands_below};

use super::words::Audit;

/// The clauses and controls that the criteria of an audit name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    /// Codes, each with all that stands below it.
    named: Vec<String>,
    clauses: bool,
    controls: bool,
}

impl Audit<'_> {
    /// What its criteria name.
    pub fn against(self) -> Criteria {
        Criteria::read(self.criteria())
    }
}

impl Criteria {
    /// Reads what people write: `6.1, 8.1 to 8.4, A.6.2`, `Clauses 4 to 10, statement of applicability`, `ISO/IEC 42001`.
    pub fn read(words: &str) -> Self {
        let text = spaced(&words.to_lowercase());
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let mut read = Self::default();
        let mut standard = false;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1).copied().unwrap_or_default();
            match *token {
                "clause" | "clauses" if !is_code(next) => read.clauses = true,
                "control" | "controls" if !is_code(next) => read.controls = true,
                "annex" if next == "a" => read.controls = true,
                "applicability" | "soa" => read.controls = true,
                "42001" => standard = true,
                "to" | "through" | "until" if at > 0 && is_code(tokens[at - 1]) && is_code(next) => {
                    read.named.extend(between(tokens[at - 1], next));
                }
                code => read.named.push(code.to_owned()),
            }
            at += 1;
        }
        // The standard is named beside what is audited of it.
        let nothing = !read.clauses && !read.controls && !read.named.iter().any(|one| is_code(one));
        if standard && nothing {
            (read.clauses, read.controls) = (true, true);
        }
        read
    }

    /// Whether a clause, a control, or what the organisation calls so falls within them.
    pub fn names(&self, code: &str) -> bool {
        let is_clause = code.starts_with(|first: char| first.is_ascii_digit());
        let all = if is_clause { self.clauses } else { self.controls };
        all || self.named.iter().any(|name| stands_below(code, name))
    }
}

/// The words apart: what stands between them means nothing here, but for a dash between two codes.
fn spaced(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut before = ' ';
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        match letter {
            '–' | '—' | '-' if before.is_ascii_digit() && (next.is_ascii_digit() || next == 'a') => {
                text.push_str(" to ");
            }
            '–' | '—' => text.push_str(" to "),
            // A full stop ends a sentence, or stands within a code.
            '.' if before.is_alphanumeric() && next.is_alphanumeric() => text.push('.'),
            '-' => text.push('-'),
            letter if letter.is_alphanumeric() => text.push(letter),
            _ => text.push(' '),
        }
        before = letter;
    }
    text
}

/// Whether it is a clause or a control of the standard, or something stands below it: `9.2.2`, `4`, `a.6`.
fn is_code(token: &str) -> bool {
    nodes().any(|node| stands_below(node.number, token))
}

fn nodes() -> impl Iterator<Item = &'static Node> {
    CLAUSES.iter().chain(CONTROLS.iter())
}

/// What stands between two codes, in the order of the standard; nothing where the second comes first.
fn between(from: &str, to: &str) -> Vec<String> {
    let begins = nodes().position(|node| stands_below(node.number, from));
    let ends = nodes().enumerate().filter(|(_, node)| stands_below(node.number, to)).last();
    let (Some(begins), Some((ends, _))) = (begins, ends) else { return Vec::new() };
    nodes().take(ends + 1).skip(begins).map(|node| node.number.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses and controls that criteria name: how many, and whether these are among them.
    fn named(words: &str) -> (usize, usize) {
        let criteria = Criteria::read(words);
        let count = |nodes: &[Node]| nodes.iter().filter(|node| criteria.names(node.number)).count();
        (count(&CLAUSES), count(&CONTROLS))
    }

    #[test]
    fn what_people_write_is_read_as_they_mean_it() {
        for (words, counts) in [
            ("", (0, 0)),
            ("Contract of two years ago, annexes on duties and on changes", (0, 0)),
            ("42001", (32, 38)),
            ("ISO/IEC 42001:2023", (32, 38)),
            ("ISO/IEC 42001, 9.2", (2, 0)),
            ("Clauses and controls", (32, 38)),
            ("All clauses", (32, 0)),
            ("Clauses 4 to 10, statement of applicability", (32, 38)),
            ("Clauses 4–6", (13, 0)),
            ("4-10", (32, 0)),
            ("6.1, 8.1 to 8.4, 9.1, A.6.2, A.7", (9, 12)),
            ("A.6.2.4 through A.7.", (0, 10)),
            ("Annex A; clause 9.3", (3, 38)),
            ("8.4 to 8.1", (2, 0)),
            ("ISO/IEC 27001:2022 of 2026-11-20", (0, 0)),
        ] {
            assert_eq!(named(words), counts, "{words}");
        }
    }

    #[test]
    fn what_stands_outside_is_not_named_and_what_the_organisation_calls_so_is() {
        let criteria = Criteria::read("7.4, 8.1, OWN-1");
        for (code, within) in
            [("7.4", true), ("7.4.1", true), ("7", false), ("4.1", false), ("own-1", true), ("OWN-2", false)]
        {
            assert_eq!(criteria.names(code), within, "{code}");
        }
        assert!(Criteria::read("Controls").names("OWN-2") && !Criteria::read("Clauses").names("OWN-2"));
    }
}
