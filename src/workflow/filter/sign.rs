//! The signs of conditions: what stands between the name of a column and a value.

use crate::domain::spelling::closest;

/// How a column is compared with what stands behind the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Is,
    IsNot,
    Contains,
    Less { at: bool },
    More { at: bool },
}

/// The letters of which signs are made.
pub const LETTERS: [char; 7] = ['=', '~', '<', '>', '≤', '≥', '≠'];

/// Each sign, as it is spelled and as it is told.
const SIGNS: [(&str, Sign, &str); 14] = [
    ("=", Sign::Is, "="),
    ("==", Sign::Is, "="),
    ("!=", Sign::IsNot, "!="),
    ("<>", Sign::IsNot, "!="),
    ("≠", Sign::IsNot, "!="),
    ("~", Sign::Contains, "~"),
    ("=~", Sign::Contains, "~"),
    ("~=", Sign::Contains, "~"),
    ("<", Sign::Less { at: false }, "<"),
    ("<=", Sign::Less { at: true }, "<="),
    ("≤", Sign::Less { at: true }, "<="),
    (">", Sign::More { at: false }, ">"),
    (">=", Sign::More { at: true }, ">="),
    ("≥", Sign::More { at: true }, ">="),
];

/// A term that is spelled as a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelled<'a> {
    pub name: &'a str,
    /// The sign as it is typed.
    pub typed: &'a str,
    /// What stands behind it.
    pub text: &'a str,
}

impl<'a> Spelled<'a> {
    /// The parts of a term; none where there is no sign in it.
    pub fn of(term: &'a str) -> Option<Self> {
        let first = term.find(LETTERS)?;
        let name = term[..first].trim_end_matches('!');
        let behind = term[first..].find(|c: char| !LETTERS.contains(&c)).map_or(term.len(), |length| first + length);
        Some(Self { name: name.trim(), typed: &term[name.len()..behind], text: &term[behind..] })
    }

    /// The sign that is meant.
    ///
    /// # Errors
    /// The term as it is probably meant, where there is no such sign.
    pub fn sign(&self) -> Result<Sign, String> {
        let known = SIGNS.iter().find(|(typed, ..)| *typed == self.typed);
        known.map(|(_, sign, _)| *sign).ok_or_else(|| {
            let turned: String = self.typed.chars().rev().collect();
            let told = SIGNS.iter().find(|(typed, ..)| *typed == turned).map_or_else(
                || closest(self.typed, SIGNS.map(|(typed, ..)| typed)).unwrap_or("="),
                |(_, _, told)| told,
            );
            format!("“{}” is no sign of a condition; did you mean {}{told}{}?", self.typed, self.name, self.text)
        })
    }

    /// The term as it is read, where its sign could be meant otherwise: `=~` takes patterns elsewhere.
    pub fn told(&self) -> Option<String> {
        matches!(self.typed, "=~" | "~=").then(|| format!("{}~{}", self.name, self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_read_whole() {
        for (term, name, sign) in [
            ("due<+2w", "due", Sign::Less { at: false }),
            ("due≤+2w", "due", Sign::Less { at: true }),
            ("due >= today", "due", Sign::More { at: true }),
            ("what=~foo", "what", Sign::Contains),
            ("owner!=", "owner", Sign::IsNot),
            ("owner==me", "owner", Sign::Is),
        ] {
            let spelled = Spelled::of(term).unwrap();
            assert_eq!((spelled.name, spelled.sign()), (name, Ok(sign)), "{term}");
        }
        assert_eq!(Spelled::of("bias!"), None);
        for (term, meant) in [("due=>fri", "due>=fri"), ("due=<fri", "due<=fri"), ("due!<fri", "due")] {
            let told = Spelled::of(term).unwrap().sign().unwrap_err();
            assert!(told.contains(meant), "{term}: {told}");
        }
        assert_eq!(Spelled::of("what=~foo").unwrap().told().as_deref(), Some("what~foo"));
        assert_eq!(Spelled::of("what~foo").unwrap().told(), None);
    }
}
