//! Where a text holds another one whole: not as a part of a longer word, name or address.

/// The places, in bytes, at which a text holds a value whole. `Ann` stands in “Ann, 4 May” and neither in “Annual” nor in
/// “Ann-Marie” or “ann@example.org”.
pub fn places<'t>(text: &'t str, value: &'t str) -> impl Iterator<Item = usize> + 't {
    let value = value.trim();
    let found = (!value.is_empty()).then(|| text.match_indices(value)).into_iter().flatten();
    found.map(|(place, _)| place).filter(move |place| {
        let before = text[..*place].chars().rev();
        let after = &text[place + value.len()..];
        // What belongs to Ann is Ann's.
        let after = after.strip_prefix("'s").or_else(|| after.strip_prefix("’s")).unwrap_or(after).chars();
        let begins = value.chars().next().is_some_and(char::is_alphanumeric);
        let ends = value.chars().next_back().is_some_and(char::is_alphanumeric);
        let longer = begins && goes_on(before) || ends && goes_on(after);
        !longer
    })
}

/// Whether a word goes on: with a letter or a digit, or with a sign that holds two of its parts together.
fn goes_on(mut chars: impl Iterator<Item = char>) -> bool {
    match chars.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('-' | '\'' | '’' | '@' | '.' | '_' | '+') => chars.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn a_value_is_found_whole_and_not_in_longer_ones() {
        for text in ["Ann", "Ann, 4 May", "by Ann.", "(Ann)", "“Ann”", "Present: Ann\n", "| Ann |", "Ann's", "Ann- and"]
        {
            assert_eq!(places(text, "Ann").count(), 1, "{text}");
        }
        for text in
            ["Annual", "Joann", "JoAnn", "Ann-Marie", "Ann'sen", "Ann@example.org", "x.Ann", "O'Ann", "ann", "An n", ""]
        {
            assert_eq!(places(text, "Ann").count(), 0, "{text}");
        }
        assert_eq!(places("Ann and Ann", " Ann ").collect::<Vec<_>>(), [0, 8]);
        assert_eq!(places("äAnn Ünal Ann", "Ann").collect::<Vec<_>>(), [12]);
        assert_eq!(places("anything", "  ").count(), 0, "nothing is held by no text");
        assert_eq!(places("see (x)y", "(x)").count(), 1, "a value that ends with a sign ends there");
    }
}
