//! What the months are called, in the languages in which people write.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static NAMES: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/when/months.txt").lines().filter(|line| !line.starts_with('#'));
    let months = lines.filter_map(|line| line.split_once(':'));
    let months = months.filter_map(|(month, names)| Some((month.parse().ok()?, names)));
    months.flat_map(|(month, names): (u32, _)| names.split(',').map(move |name| (name.trim(), month))).collect()
});

/// The month of this name, whatever its case and its accents.
pub fn month(name: &str) -> Option<u32> {
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c));
    let folded: String = letters.flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).collect();
    NAMES.get(folded.trim_end_matches('.')).copied()
}

/// Whether a name is that of a month in another language than English: between other words it could be one of them, or
/// somebody's.
pub fn is_doubtful(name: &str) -> bool {
    month(name).is_some() && name.trim_end_matches('.').parse::<chrono::Month>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        for (name, number) in
            [("Dez.", 12), ("März", 3), ("DÉCEMBRE", 12), ("августа", 8), ("mai", 5), ("Şubat", 2), ("Ağu", 8)]
        {
            assert_eq!(month(name), Some(number), "{name}");
        }
        assert_eq!(month("listopad"), None, "October in Zagreb and November in Warsaw");
        assert_eq!(month("soon"), None);
    }

    #[test]
    fn names_of_other_languages_are_doubtful() {
        assert!(is_doubtful("set") && is_doubtful("dez.") && is_doubtful("Marco"));
        assert!(!is_doubtful("dec") && !is_doubtful("December") && !is_doubtful("or"));
    }

    /// No name stands for two months.
    #[test]
    fn each_name_is_one_month() {
        let lines = include_str!("../../../data/when/months.txt").lines().filter(|line| !line.starts_with('#'));
        let names: usize = lines.filter_map(|line| Some(line.split_once(':')?.1.split(',').count())).sum();
        assert_eq!(NAMES.len(), names);
        assert!(NAMES.values().all(|month| (1..=12).contains(month)));
    }
}
