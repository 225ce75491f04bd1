//! Reasons: whether what was given as one says anything.

/// Words that are typed where a reason is asked for and say nothing, without their signs: `n/a` is `na`.
const SAY_NOTHING: &[&str] = &[
    "above",
    "any",
    "applicable",
    "because",
    "blank",
    "ditto",
    "empty",
    "na",
    "nil",
    "no",
    "none",
    "not",
    "nothing",
    "notapplicable",
    "null",
    "obvious",
    "ok",
    "okay",
    "other",
    "pending",
    "reason",
    "same",
    "see",
    "tba",
    "tbc",
    "tbd",
    "test",
    "todo",
    "unknown",
    "unspecified",
    "various",
    "void",
    "yes",
];

/// Whether a text says why: one word at least that says something, and is no sign or letter typed for the field's sake.
pub fn is_one(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let whole = words.concat();
    let first = whole.chars().next();
    let one_sign = whole.chars().all(|sign| Some(sign) == first);
    let says_nothing = |word: &str| SAY_NOTHING.contains(&word) || word.chars().all(char::is_numeric);
    !one_sign && !says_nothing(&whole) && !words.iter().all(|word| says_nothing(word))
}

/// Whether two texts give the same reason, whatever signs stand between the words.
pub fn is_same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// The letters and numbers of a text, in small letters.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What is said of a text that is no reason.
pub fn says_nothing(label: &str, text: &str) -> String {
    format!("{label} is “{}”, which gives no reason: say why", text.trim())
}

#[cfg(test)]
mod tests {
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
            "None is made",
            "A slip",
            "Twice",
            "See decision D-12",
        ] {
            assert!(is_one(text), "“{text}”");
        }
    }

    #[test]
    fn signs_make_no_other_reason_of_one() {
        assert!(is_same("Asked for by 5.2", "asked  for by 5.2."));
        assert!(!is_same("Asked for by 5.2", "Asked for by 5.3"));
    }
}
