//! What a card says, in words and signs.

use unicode_width::UnicodeWidthStr;

use crate::domain::field::Tone;
use crate::domain::nonconformity::{Grade, Nonconformity};
use crate::domain::visible::{fit, one_line};
use crate::tui::canvas::wrapped;
use crate::tui::theme::{Look, Role};
use crate::workflow::closure::board::Card;

/// The sign, the word and the role of a grade.
pub fn grade(card: &Card, look: Look) -> (&'static str, &'static str, Role) {
    match Nonconformity(&card.record).grade() {
        Some(Grade::Major) => {
            let (sign, role) = look.tone(Tone::Watch);
            (sign, "major", role)
        }
        Some(Grade::Minor) => (look.sign("○", "o"), "minor", Role::Text),
        None => ("", "not graded", Role::Quiet),
    }
}

/// Who answers for it.
pub fn owner(card: &Card) -> &str {
    if card.owner.is_empty() { "no owner" } else { &card.owner }
}

/// As many of these as fit whole into a width, one after another.
pub fn whole(parts: &[String], width: u16) -> String {
    let mut line = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let more = if line.is_empty() { part.width() } else { part.width() + 3 };
        if line.width() + more > usize::from(width) {
            break;
        }
        if !line.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(part);
    }
    line
}

/// A text in at most so many lines, cut by whole words.
pub fn cut(text: &str, width: u16, most: usize) -> Vec<String> {
    let mut lines = wrapped(&one_line(text), width);
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while last.width() + 1 > usize::from(width) {
            match last.trim_end().rsplit_once(' ') {
                Some((kept, _)) => *last = kept.to_owned(),
                None => {
                    // One letter more than there is room for makes room for the sign.
                    *last = fit(&format!("{last}x"), usize::from(width)).trim_end_matches('…').to_owned();
                    break;
                }
            }
        }
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_title_is_cut_by_whole_words() {
        assert_eq!(cut("Fraud vendor not assessed", 30, 2), ["Fraud vendor not assessed"]);
        assert_eq!(cut("Fraud vendor not assessed at all", 14, 2), ["Fraud vendor", "not assessed…"]);
        assert_eq!(cut("Fraud vendor not assessed", 12, 1), ["Fraud…"]);
        assert_eq!(cut("Undurchschaubarkeit", 8, 1), ["Undurch…"]);
    }
}
