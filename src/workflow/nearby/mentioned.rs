//! What mentions a record in words: by its number, or by its title.

use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::search::Order;
use crate::store::{Error, View};

use super::around::Around;

/// So many finds of a text are looked through.
const LOOKED_AT: u32 = 400;

/// A title of fewer characters is a word that is used for other things, too.
const TELLING: usize = 6;

/// So many characters are shown on either side of what was found.
const BESIDE: usize = 30;

/// A record that mentions another one.
#[derive(Debug)]
pub(super) struct Mention {
    pub record: Record,
    /// The words around it.
    pub words: String,
}

/// What mentions a record and is not near it already; and whether there was more than was looked through.
pub(super) fn mentions(view: View, record: &Record, around: &Around) -> Result<(Vec<Mention>, bool), Error> {
    let mut texts = vec![record.reference().to_string()];
    let title = record.title().lines().next().unwrap_or_default().trim();
    texts.extend((title.chars().count() >= TELLING).then(|| title.to_owned()));
    let (mut found, mut cut): (Vec<Mention>, bool) = (Vec::new(), false);
    for text in &texts {
        let looked_at = view.search(text, Order::Newest, LOOKED_AT)?;
        cut |= looked_at.len() == LOOKED_AT as usize;
        for one in looked_at {
            if around.knows(one.id) || found.iter().any(|mention| mention.record.id == one.id) {
                continue;
            }
            let words = one.fields().find_map(|(_, value)| match value? {
                Value::Text(words) => passage(words, text),
                _ => None,
            });
            found.extend(words.map(|words| Mention { record: one, words }));
        }
    }
    found.sort_by_key(|mention| (mention.record.register.name, mention.record.number));
    Ok((found, cut))
}

/// The words around a text, where it stands there as words of its own: `SYS-1` is not in `SYS-12`.
fn passage(words: &str, text: &str) -> Option<String> {
    let (words, text): (Vec<char>, Vec<char>) = (words.chars().collect(), text.chars().collect());
    let alike = |one: &char, other: &char| one == other || one.to_lowercase().eq(other.to_lowercase());
    let is_word = |at: Option<&char>| at.is_some_and(|one| one.is_alphanumeric());
    let at = words.windows(text.len().max(1)).enumerate().position(|(at, window)| {
        window.iter().zip(&text).all(|(one, other)| alike(one, other))
            && !is_word(at.checked_sub(1).and_then(|before| words.get(before)))
            && !is_word(words.get(at + text.len()))
    })?;
    let (from, to) = (at.saturating_sub(BESIDE), (at + text.len() + BESIDE).min(words.len()));
    let part: String = words[from..to].iter().collect();
    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < words.len() { "…" } else { "" });
    Some(format!("{before}{part}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, passage};

    #[test]
    fn a_number_is_found_as_a_word_of_its_own_and_shown_with_what_is_around_it() {
        assert_eq!(passage("As for sys-1, see below", "SYS-1").as_deref(), Some("As for sys-1, see below"));
        assert_eq!(passage("As for SYS-12", "SYS-1"), None);
        assert_eq!(passage("ASYS-1", "SYS-1"), None);
        assert_eq!(passage("SYS-12 and SYS-1", "SYS-1").as_deref(), Some("SYS-12 and SYS-1"));
        let long = format!("{} SYS-1 {}", "before ".repeat(20), "after ".repeat(20));
        let shown = passage(&long, "SYS-1").unwrap_or_default();
        assert!(shown.starts_with('…') && shown.contains("before SYS-1 after") && shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() <= 2 * BESIDE + "SYS-1".len() + 2, "{shown}");
        assert_eq!(passage("", "SYS-1"), None);
    }
}
