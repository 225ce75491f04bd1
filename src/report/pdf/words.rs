//! Words as the fonts can draw them: nothing in them is lost, whatever somebody typed.

use std::cell::Cell;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::domain::visible::{one_line, visible};

use super::fonts::Face;

/// What a tab is drawn as.
const TAB: &str = "    ";

/// Makes words ready to be drawn, and counts what the fonts lack.
#[derive(Debug, Default)]
pub struct Words {
    coded: Cell<usize>,
}

impl Words {
    /// A text on one line.
    pub fn line(&self, text: &str) -> String {
        self.drawable(one_line(text).trim())
    }

    /// A text, its own line breaks kept.
    pub fn lines(&self, text: &str) -> String {
        self.drawable(visible(text).trim())
    }

    /// A line whose columns matter.
    pub fn drawn(&self, text: &str) -> String {
        self.drawable(one_line(text).trim_end())
    }

    /// How many signs stand as their codes.
    pub fn coded(&self) -> usize {
        self.coded.get()
    }

    fn drawable(&self, text: &str) -> String {
        let composed = if is_nfc(text) { text.to_owned() } else { text.nfc().collect() };
        let mut out = String::with_capacity(composed.len());
        for sign in composed.chars() {
            match sign {
                '\n' => out.push(sign),
                '\t' => out.push_str(TAB),
                _ if Face::Regular.glyph(sign).is_some() => out.push(sign),
                _ => {
                    out.push_str(&format!("[U+{:04X}]", u32::from(sign)));
                    self.coded.set(self.coded.get() + 1);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_stands_as_its_code_and_is_counted() {
        let words = Words::default();
        assert_eq!(words.line("Agreed 👍 by\n株"), "Agreed [U+1F44D] by [U+682A]");
        assert_eq!(words.coded(), 2);
        assert_eq!(words.line("no sign \u{fffe}"), "no sign [U+FFFE]");
    }

    #[test]
    fn letters_and_their_marks_are_composed_and_what_is_hidden_is_seen() {
        let words = Words::default();
        assert_eq!(words.lines("re\u{301}sume\u{301}\n\u{202e}x"), "résumé\n\u{fffd}x");
        assert_eq!(words.coded(), 0);
    }
}
