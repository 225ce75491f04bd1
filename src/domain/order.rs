//! The order of words: numbers within them by what they count, and letters as people look them up, `Ä` with `A`.

use super::folding::folded;

/// A key by which a text stands before or after others; two have the same only where they are [folded] alike.
pub fn key(text: &str) -> String {
    let text = folded(text);
    let mut key = String::with_capacity(text.len() + 8);
    let mut zeros = String::new();
    let mut left = text.as_ref();
    while let Some(at) = left.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = left.split_at(at);
        let (number, after) = from.split_at(from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len()));
        let digits = number.trim_start_matches('0');
        key.push_str(before);
        // How long a number is stands before it: of two, the longer one is greater.
        match digits.len() {
            few @ 0..9 => key.push(char::from(b'0' + few as u8)),
            many => key.push_str(&format!("9{many:05}")),
        }
        key.push_str(digits);
        zeros.push(char::from(b'0' + (number.len() - digits.len()).min(9) as u8));
        left = after;
    }
    key.push_str(left);
    if zeros.contains(|c| c != '0') {
        key.push('\u{1}');
        key.push_str(&zeros);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_by_what_they_count_and_letters_where_they_are_looked_up() {
        let wanted = [
            "9.3.2",
            "10.2",
            "A.6.2.4",
            "A.10.2",
            "Änderung 3",
            "Anfang",
            "ärztlich",
            "item 2",
            "Item 10",
            "item 010b",
            "item 123456789012",
            "zoë",
            "Zulu",
        ];
        let mut sorted = wanted;
        sorted.reverse();
        sorted.sort_by_key(|text| key(text));
        assert_eq!(sorted, wanted);
    }

    #[test]
    fn what_is_folded_alike_stands_in_one_place_and_nothing_else_does() {
        for (one, other, same) in [
            ("Zoë", "ZOE", true),
            ("Straße 7", "STRASSE 7", true),
            ("A-7", "A-07", false),
            ("7 0", "70", false),
            ("a b", "a-b", false),
        ] {
            assert_eq!(key(one) == key(other), same, "{one} and {other}");
        }
    }
}
