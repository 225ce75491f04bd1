//! Text from outside, made safe to be shown: nothing in it can move a cursor, change a colour or turn a line round.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with everything replaced that a terminal would obey or hide: control characters and escape sequences,
/// bidirectional overrides, zero-width characters, fillers that are drawn as nothing, soft hyphens, joiners and variation
/// selectors. Line breaks and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        text.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect::<String>().into()
    } else {
        text.into()
    }
}

/// The text on one line: line breaks and tabs become spaces, the rest is as [`visible`].
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    if text.contains(['\n', '\r', '\t']) {
        visible(&text.replace(['\n', '\r', '\t'], " ")).into_owned().into()
    } else {
        visible(text)
    }
}

/// The text, or as much of it as fits into so many columns and an ellipsis; for text that is [`one_line`] already.
pub fn fit(text: &str, width: usize) -> Cow<'_, str> {
    if text.len() <= width || text.width() <= width {
        return text.into();
    }
    if width == 0 {
        return "".into();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept.into()
}

/// A text broken into lines of at most so many columns, its own line breaks kept.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let safe = visible(text);
    let safe = safe.replace('\t', "    ");
    // A date is not broken at its hyphens.
    let options = textwrap::Options::new(width.max(1))
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::wrap(&safe, options).into_iter().map(|line| line.into_owned()).collect()
}

/// Whether a text is visible ASCII alone, as most are: a column a letter, and nothing to be replaced.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The columns that a text takes.
pub fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// A text of JSON with everything escaped that a terminal would obey or hide: all of it stands in strings, since elsewhere
/// JSON is ASCII.
pub fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || "-_./:=+@%,".contains(sign);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Whether a terminal would obey a character, or hide it.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{3164}' | '\u{ffa0}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_escape_survives(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            prop_assert!(!one_line(&text).chars().any(char::is_control));
        }
    }

    #[test]
    fn what_is_drawn_as_nothing_is_seen() {
        for hidden in
            ['\u{ad}', '\u{34f}', '\u{115f}', '\u{1160}', '\u{180e}', '\u{200b}', '\u{3164}', '\u{ffa0}', '\u{feff}']
        {
            assert_eq!(visible(&format!("a{hidden}b")), "a\u{fffd}b", "{:x}", u32::from(hidden));
        }
    }

    #[test]
    fn what_is_harmless_stays() {
        assert_eq!(visible("Änderung\t漢字\nline"), "Änderung\t漢字\nline");
        assert_eq!(one_line("a\u{1b}[31mred\r\nb\u{202e}c"), "a\u{fffd}[31mred  b\u{fffd}c");
    }
}
