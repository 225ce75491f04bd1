//! Words as they are compared, in every script: whatever their case, width, ligatures and accents, and with whichever hyphen
//! or blank they are joined. What is searched, narrowed and named by words is folded here and nowhere else.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::visible::is_hidden;

/// A text as it is compared: compatible forms of letters are one, case is folded (`ß` as `ss`), accents of Latin, Greek and
/// Cyrillic are off, and so are the points of Hebrew and Arabic; what is drawn as nothing is gone, and hyphens and blanks of
/// all kinds are `-` and a space.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let lower = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if lower { text.to_ascii_lowercase().into() } else { text.into() };
    }
    let mut folded = String::with_capacity(text.len());
    let mut bare = false;
    for c in text.nfkd() {
        if is_combining_mark(c) && (bare || is_point(c)) {
            continue;
        }
        bare = has_accents(c);
        match c {
            '\u{640}' => {}
            '\n' | '\t' => folded.push(c),
            c if is_hyphen(c) => folded.push('-'),
            c if c.is_whitespace() => folded.push(' '),
            c if is_hidden(c) => {}
            c => fold_case(c, &mut folded),
        }
    }
    folded.nfc().collect::<String>().into()
}

/// Folds the case of a letter, and takes apart what is one letter for two, or has its accent within.
fn fold_case(c: char, folded: &mut String) {
    // Capitals have no dotless, long or sharp letters, so that what is made great and small again is folded; but for the
    // great sharp s.
    for c in c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase) {
        match c {
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            c => folded.push(c),
        }
    }
}

/// Whether a letter is of a script whose accents are left out.
fn has_accents(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{370}'..='\u{3ff}'
        | '\u{1f00}'..='\u{1fff}' | '\u{400}'..='\u{52f}')
}

/// The points of Hebrew and Arabic, which are mostly not written.
fn is_point(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Whether words of a script stand beside each other without a blank, or take endings that are words: what is looked for is a
/// part of them, of two letters even.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character of a folded text is part of a word.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The words of a folded text.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c| !is_of_word(c)).filter(|word| !word.is_empty())
}

/// The words of a text as they are compared whole, a blank between them.
pub fn in_words(text: &str) -> String {
    words(&folded(text)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_the_same_is_folded_alike() {
        for (one, other) in [
            ("Straßenkamera", "STRASSENKAMERA"),
            ("STRAẞE", "strasse"),
            ("Zoë", "zoe"),
            ("Zoe\u{308}", "ZOË"),
            ("Ångström Łódź Øre", "angstrom lodz ore"),
            ("ﬁnal œuvre ǆ", "FINAL OEUVRE dž"),
            ("ＡＩ１２", "ai12"),
            ("ｶﾒﾗ", "カメラ"),
            ("Ἀθῆναι ΣΊΣΥΦΟΣ", "αθηναι σισυφοσ"),
            ("Ёлка Йод", "елка иод"),
            ("İstanbul IŞIK", "istanbul isik"),
            ("co\u{2011}pilot", "Co-Pilot"),
            ("e\u{ad}mail", "email"),
            ("Article\u{a0}6\u{202f}§", "article 6 §"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("مُحَمَّد", "محمد"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn what_tells_letters_apart_stays() {
        for (one, other) in [("が", "か"), ("कि", "की"), ("ก่", "ก้"), ("a-b", "ab"), ("ö", "u")] {
            assert_ne!(folded(one), folded(other), "{one} and {other}");
        }
        let text = folded("Prüfung: हिन्दी, NC-7");
        assert_eq!(words(&text).collect::<Vec<_>>(), ["prufung", "हिन्दी", "nc", "7"]);
    }
}
