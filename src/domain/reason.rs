//! Reasons: whether what was given as one says anything. How it is written makes no reason of it: other forms of the same
//! letters, accents, letters that look like Latin ones and characters that are drawn as nothing are seen through.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::visible::is_hidden;

/// Words that are typed where a reason is asked for, in the languages that are typed most, each in its [plainest
/// form](bare) and in order: `n/a` is `na`. They are made of `nothing.txt`, whose words are as people write them.
struct Words {
    /// They stand between others.
    glue: Vec<&'static str>,
    /// They say nothing.
    nothing: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut lines = include_str!("../../data/reason/plain.txt").lines().map(|line| line.split(' ').collect());
    Words { glue: lines.next().unwrap_or_default(), nothing: lines.next().unwrap_or_default() }
});

impl Words {
    fn is_glue(&self, word: &str) -> bool {
        self.glue.binary_search(&word).is_ok()
    }

    fn is_nothing(&self, word: &str) -> bool {
        self.nothing.binary_search(&word).is_ok()
    }
}

/// So many words that stand between others are a sentence, if a poor one.
const SENTENCE: usize = 3;

/// Keys beside each other, and the alphabet: what a hand types that says nothing.
const ROWS: &[&str] = &[
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "yxcvbnm",
    "wxcvbn",
    "abcdefghijklmnopqrstuvwxyz",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "абвгдежзиклмнопрстуфхцчшщ",
];

static FOLDED_ROWS: LazyLock<Vec<String>> = LazyLock::new(|| ROWS.iter().map(|row| bare(row)).collect());

/// Letters of other scripts that look like Latin ones.
const LOOK_ALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('һ', 'h'),
    ('н', 'h'),
    ('і', 'i'),
    ('ı', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('т', 't'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('η', 'n'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'u'),
    ('χ', 'x'),
    ('ø', 'o'),
    ('ł', 'l'),
];

/// Whether a text says why: one word at least that says something, and is no sign or letter typed for the field's sake.
pub fn is_one(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let whole = words.concat();
    let says_nothing = || {
        let others: Vec<_> = words.iter().filter(|word| !WORDS.is_glue(word)).collect();
        others.iter().all(|word| is_nothing(word)) && (!others.is_empty() || words.len() < SENTENCE)
    };
    has_letters(&whole) && !is_nothing(&whole) && !says_nothing()
}

/// Whether a text says what was seen or done, or where that is: a reference with its number does, which gives no reason.
pub fn says_something(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|sign| is(*sign)).count();
    is_one(text) || (count(char::is_alphabetic) >= 2 && count(char::is_numeric) >= 1)
}

/// Whether two texts give the same reason, whatever signs stand between the words.
pub fn is_same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// What stands against a text that is given as a reason for something that is called so; nothing where it is one.
pub fn fault(label: &str, text: &str, called: &[&str]) -> Option<String> {
    let (told, names) = (bare(text), called.iter().map(|name| bare(name)).collect::<Vec<_>>());
    if !told.is_empty() && (told == names.concat() || names.contains(&told)) {
        return Some(format!("{label} only repeats what it is called, “{}”: say why", text.trim()));
    }
    (!is_one(text)).then(|| says_nothing(label, text))
}

/// What is said of a text that is no reason.
pub fn says_nothing(label: &str, text: &str) -> String {
    format!("{label} is “{}”, which gives no reason: say why", text.trim())
}

/// The letters and numbers of a text, each in its plainest form.
fn bare(text: &str) -> String {
    // Nothing of it has another form, and most texts are so.
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
    bare_in_any_script(text)
}

fn bare_in_any_script(text: &str) -> String {
    let seen: Cow<str> = if text.chars().any(is_hidden) {
        text.chars().filter(|sign| !is_hidden(*sign)).collect::<String>().into()
    } else {
        text.into()
    };
    // A letter may only be drawn as nothing once it is decomposed.
    let letters = seen.nfkd().filter(|sign| !is_combining_mark(*sign) && !is_hidden(*sign) && sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).map(plainest).collect()
}

fn plainest(letter: char) -> char {
    LOOK_ALIKES.iter().find(|(like, _)| *like == letter).map_or(letter, |(_, latin)| *latin)
}

/// Whether there are several letters in it, not all the same: three, or two of a script that writes words in one or two.
fn has_letters(whole: &str) -> bool {
    const SEVERAL: usize = 3;
    let mut letters = Vec::with_capacity(SEVERAL);
    for letter in whole.chars().filter(|sign| sign.is_alphabetic()) {
        if !letters.contains(&letter) {
            letters.push(letter);
        }
        if letters.len() == SEVERAL {
            return true;
        }
    }
    letters.len() == 2 && letters.into_iter().any(is_dense)
}

/// Whether a letter is of a script that writes without blanks, a word in a letter or two.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_nothing(word: &str) -> bool {
    let word = word.trim_matches(char::is_numeric);
    word.is_empty()
        || WORDS.is_nothing(word)
        || (word.chars().all(is_dense) && is_made_of_nothings(word))
        || is_typed_for_its_own_sake(word)
}

/// Whether a text that is written without blanks is such words one after the other.
fn is_made_of_nothings(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let mut reached = vec![true];
    for end in 1..=letters.len() {
        let ends =
            (0..end).any(|start| reached[start] && WORDS.is_nothing(&letters[start..end].iter().collect::<String>()));
        reached.push(ends);
    }
    reached[letters.len()]
}

/// Whether a word is keys that lie beside each other, or a part of itself repeated.
fn is_typed_for_its_own_sake(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let repeats = |part: usize| letters.len() >= 2 * part && letters.chunks(part).all(|one| letters.starts_with(one));
    (1..=4).any(repeats) || runs_along(&letters)
}

/// Whether all letters are runs along a row of keys, of three or more each.
fn runs_along(letters: &[char]) -> bool {
    let longest_row = FOLDED_ROWS.iter().map(|row| row.chars().count()).max().unwrap_or_default();
    let mut rest = letters;
    while !rest.is_empty() {
        // A run begins with one of three.
        let most = if rest.get(..3).is_some_and(is_run) { rest.len().min(longest_row) } else { 0 };
        let longest = (3..=most).rev().find(|&length| is_run(&rest[..length]));
        let Some(length) = longest else { return false };
        rest = &rest[length..];
    }
    true
}

fn is_run(letters: &[char]) -> bool {
    let (there, back): (String, String) = (letters.iter().collect(), letters.iter().rev().collect());
    FOLDED_ROWS.iter().any(|row| row.contains(&there) || row.contains(&back))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_says_nothing_is_no_reason() {
        for text in [
            "",
            " ",
            "-",
            "–",
            "—",
            ".",
            "...",
            "?",
            "x",
            "X",
            "xxx",
            "n/a",
            "N/A",
            "N.A.",
            "n / a",
            "None",
            "none.",
            "- none -",
            "nil",
            "NULL",
            "tbd",
            "T.B.D.",
            "TBD / n/a",
            "not applicable",
            "Not applicable.",
            "no reason",
            "ok",
            "12",
            "yes",
            "see above",
            "\u{200b}",
            "“”",
            "none, n/a",
        ] {
            assert!(!is_one(text), "“{text}”");
        }
        for text in [
            "No data of our own",
            "Not sold to others",
            "Obsolete",
            "R&D only",
            "Keine eigenen Daten",
            "自社では使わない",
            "誤記",
            "无自有数据",
            "Данных нет",
            "Sans données propres",
            "자체 데이터 없음",
            "None is made",
            "A slip",
            "Twice",
            "Typo",
            "Mistake",
            "See decision D-12",
            "There is one of us",
            "It is one",
            "It covers that",
        ] {
            assert!(is_one(text), "“{text}”");
        }
    }

    #[test]
    fn nor_in_another_language_script_or_form() {
        for text in [
            "不适用",
            "不適用。",
            "无",
            "暂无，无",
            "Ｎ／Ａ",
            "なし",
            "該当なし",
            "該当なしです",
            "해당 없음",
            "нет",
            "не применимо",
            "keine",
            "Keine Angabe",
            "entfällt",
            "ENTFALLT",
            "nicht anwendbar",
            "Trifft nicht zu.",
            "k. A.",
            "sans objet",
            "s.o.",
            "néant",
            "non applicable",
            "ne s'applique pas",
            "no aplica",
            "ninguna",
            "non applicabile",
            "não aplicável",
            "n.v.t.",
            "niet van toepassing",
            "brak",
            "nie dotyczy",
            "ej tillämpligt",
            "δεν εφαρμόζεται",
            "لا ينطبق",
            // A Cyrillic о and е, a raised digit, mathematical letters, fillers that are drawn as nothing.
            "nоne",
            "nonе",
            "none¹",
            "𝐧𝐨𝐧𝐞",
            "\u{3164}\u{115f}",
            "n\u{200b}o\u{ad}ne",
            "nőne",
            // Sentences that say no more.
            "does not apply",
            "it is not applicable",
            "not relevant",
            "irrelevant",
            "not needed",
            "no need",
            "as above",
            "cf. above",
            "same as before",
            "dito",
            "idem",
            "lorem ipsum",
            "why not",
            "no justification",
            "justification",
            "nothing to report",
            // A hand on the keys.
            "asdf",
            "asdfjkl;",
            "asdf jkl",
            "qwertz",
            "lkjh",
            "abc",
            "abcd efg",
            "haha",
            "asdasdasd",
            "фыва",
            "a b",
            "ab",
        ] {
            assert!(!is_one(text), "“{text}”");
        }
    }

    #[test]
    fn what_is_compared_with_is_the_plainest_form_of_what_people_write() {
        let lines = include_str!("../../data/reason/nothing.txt").lines().filter(|line| !line.starts_with('#'));
        let (mut glue, mut nothing) = (BTreeSet::new(), BTreeSet::new());
        for line in lines {
            let mut words = line.split_whitespace();
            let into = if words.next() == Some("glue") { &mut glue } else { &mut nothing };
            into.extend(words.map(bare));
        }
        let listed = |words: Vec<&String>| words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let plain = format!("{}\n{}\n", listed(glue.iter().collect()), listed(nothing.difference(&glue).collect()));
        assert!(plain.len() > 4_000, "{plain}");
        assert_eq!(include_str!("../../data/reason/plain.txt"), plain, "write this to data/reason/plain.txt");
    }

    #[test]
    fn what_has_one_form_is_seen_as_what_has_several() {
        for text in (0..=127_u8).map(|sign| format!("a{}Z 9-", char::from(sign))) {
            assert_eq!(bare(&text), bare_in_any_script(&text), "{text:?}");
        }
    }

    #[test]
    fn signs_make_no_other_reason_of_one() {
        assert!(is_same("Asked for by 5.2", "asked  for by 5.2."));
        assert!(is_same("Asked for by 5.2", "Ａsked for by 5.2"));
        assert!(!is_same("Asked for by 5.2", "Asked for by 5.3"));
    }
}
