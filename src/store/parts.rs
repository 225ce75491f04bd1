//! The parts of words that the search index holds, and what is asked of it: a word is found by any part of it that has three
//! letters or more, by one letter or two that it begins with, and in scripts without blanks by any letter.
//!
//! Each part that goes on to the end of its word is a term, so that what is looked for is a beginning of one: no more than
//! a stretch of the index is read, whatever is typed. Words that are joined by signs are one word with parts: `nc-7`.

use crate::domain::folding::{folded, is_unspaced, words};

/// The fewest letters by which a part within a word is found.
const FEWEST: usize = 3;

/// The most letters of a term; of what is longer, each stretch of so many is looked for.
const MOST: usize = 24;

/// What stands before the letters with which a word begins.
const BEGINS: char = '^';

/// What joins the words that stand beside each other without a blank.
const JOINED: char = '-';

/// The terms of a text.
pub(super) fn terms(text: &str) -> String {
    let text = folded(text);
    let mut terms = String::with_capacity(text.len() * 4);
    for word in text.split_whitespace() {
        let joined: Vec<char> = join(word);
        let mut left = 0;
        for (at, letter) in joined.iter().enumerate() {
            let begins = at == 0 || joined[at - 1] == JOINED;
            if begins {
                left = joined[at..].iter().take_while(|letter| **letter != JOINED).count();
                for many in 1..FEWEST.min(left + 1) {
                    terms.extend([' ', BEGINS]);
                    terms.extend(&joined[at..at + many]);
                }
            }
            let is_part = begins || left >= FEWEST || is_unspaced(*letter);
            if *letter != JOINED && is_part {
                terms.push(' ');
                terms.extend(joined[at..].iter().take(MOST));
            }
            left = left.saturating_sub(1);
        }
    }
    terms
}

/// Words as a query of the index: all of them, each a part; nothing where there is none among what is typed.
pub(super) fn query(words: &str) -> Option<String> {
    let mut asked = Vec::new();
    for word in folded(words).split_whitespace() {
        let joined = join(word);
        let unspaced = joined.first().is_some_and(|letter| is_unspaced(*letter));
        match joined.len() {
            0 => {}
            few if few < FEWEST && !unspaced => {
                asked.push(format!("\"{BEGINS}{}\"", joined.iter().collect::<String>()));
            }
            many => {
                let last = many.saturating_sub(MOST);
                for at in (0..last).step_by(MOST).chain([last]) {
                    let part: String = joined[at..].iter().take(MOST).collect();
                    asked.push(format!("\"{}\"*", part.trim_start_matches(JOINED)));
                }
            }
        }
    }
    (!asked.is_empty()).then(|| asked.join(" "))
}

/// A word whose signs within are one.
fn join(word: &str) -> Vec<char> {
    words(word).collect::<Vec<_>>().join("-").chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text has what a query asks for, in the way of the index.
    fn finds(text: &str, typed: &str) -> bool {
        let terms = terms(text);
        let terms: Vec<&str> = terms.split_whitespace().collect();
        let Some(query) = query(typed) else { return false };
        query.split(' ').all(|asked| match asked.strip_suffix('*') {
            Some(part) => terms.iter().any(|term| term.starts_with(part.trim_matches('"'))),
            None => terms.contains(&asked.trim_matches('"')),
        })
    }

    #[test]
    fn words_are_found_by_their_parts_in_every_script() {
        for (text, typed) in [
            ("Fotos der Straßenkamera", "kamera"),
            ("Fotos der Straßenkamera", "STRASSE"),
            ("東京支店の記録", "支店"),
            ("東京支店の記録", "記"),
            ("서울지점 기록", "지점"),
            ("ระบบปัญญาประดิษฐ์", "ปัญญา"),
            ("हिन्दी प्रणाली", "हिन्दी"),
            ("NC-7 Bias", "nc-7"),
            ("NC-70 Bias", "NC-7"),
            ("e\u{2011}mail", "e-mail"),
            ("ﬁnal", "fin"),
            ("Zoë", "zoe"),
            ("ＡＩ system", "ai"),
            ("state-of-the-art", "the-art"),
            ("A-4711 Check", "4711"),
            ("ab", "a"),
            ("Donaudampfschifffahrtsgesellschaftskapitän", "dampfschifffahrtsgesellschaftskapitän"),
        ] {
            assert!(finds(text, typed), "{typed} in {text}: {}", terms(text));
        }
        for (text, typed) in [
            ("東京支店", "店支"),
            ("cab", "b"),
            ("cabs", "ab"),
            ("NC-17", "NC-7"),
            ("bias", "bais"),
            ("comment of attention", "mention"),
            ("bias", "-"),
        ] {
            assert!(!finds(text, typed), "{typed} in {text}: {}", terms(text));
        }
    }

    #[test]
    fn what_is_typed_means_itself() {
        assert_eq!(query("NC-7 bias").as_deref(), Some("\"nc-7\"* \"bias\"*"));
        assert_eq!(query("say \"no\" OR").as_deref(), Some("\"say\"* \"^no\" \"^or\""));
        assert_eq!(query(" \" - * "), None);
    }
}
