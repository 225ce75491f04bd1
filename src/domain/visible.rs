//! Text from outside, made safe to be shown: nothing in it can move a cursor, change a colour or turn a line round.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with everything replaced that a terminal would obey or hide: control characters and escape sequences,
/// bidirectional overrides, zero-width characters, fillers that are drawn as nothing, soft hyphens, joiners and variation
/// selectors. Line breaks and tabs stay, and so do joiners and selectors that are [spelling](is_spelling).
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return text.into();
    }
    let mut seen = String::with_capacity(text.len());
    let mut before = None;
    let mut left = text.chars().peekable();
    while let Some(c) = left.next() {
        let stays = !is_hidden(c) || is_spelling(before, c, left.peek().copied());
        seen.push(if stays { c } else { '\u{fffd}' });
        // Behind a selector, its picture goes on.
        if c != SELECTOR {
            before = Some(c);
        }
    }
    seen.into()
}

/// Asks that a sign is drawn as a picture.
const SELECTOR: char = '\u{fe0f}';

/// Whether a joiner or a selector is part of how a word or a picture is spelled: between letters of a script that joins its
/// letters, between pictures that are one together, behind a picture.
fn is_spelling(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{200c}' | '\u{200d}' => {
            let joins = joining(before).is_some() && after.is_some_and(|after| joining(after) == joining(before));
            joins || (c == '\u{200d}' && is_picture(before) && after.is_some_and(is_picture))
        }
        SELECTOR => is_picture(before) || (matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20e3}')),
        _ => false,
    }
}

/// The script of a letter, where its letters are joined or kept apart by signs that are not drawn.
fn joining(c: char) -> Option<u8> {
    match c {
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Some(0),
        '\u{700}'..='\u{74f}' => Some(1),
        // Each of these scripts has its block.
        '\u{900}'..='\u{dff}' => u8::try_from((u32::from(c) - 0x900) / 0x80 + 2).ok(),
        _ => None,
    }
}

fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether what stands in one cell of a screen has something that a terminal would obey or hide; a joiner at its end goes on
/// in the next cell.
pub fn is_harmful(cell: &str) -> bool {
    let goes_on = cell.strip_suffix(['\u{200c}', '\u{200d}']);
    match goes_on.and_then(|bare| bare.chars().next_back()) {
        Some(last) if joining(last).is_some() => goes_on.is_some_and(is_harmful),
        _ => cell.chars().any(is_hidden) && visible(cell) != cell,
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
    fn joiners_that_are_spelling_stay_and_those_that_hide_are_seen() {
        for spelled in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ශ්\u{200d}රී",
            "👩\u{200d}💻",
            "❤\u{fe0f}\u{200d}🔥",
            "☎\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(visible(spelled), spelled);
            assert!(!is_harmful(spelled), "{spelled}");
        }
        for hidden in [
            "pay\u{200d}pal",
            "a\u{fe0f}",
            "1\u{fe0f}2",
            "م\u{200c}a",
            "\u{200d}",
            "می\u{200c}",
            "👩\u{200d}",
            "👩\u{200c}💻",
        ] {
            assert!(visible(hidden).contains('\u{fffd}'), "{hidden}");
        }
        // A cell ends between two letters.
        assert!(!is_harmful("ی\u{200c}") && is_harmful("y\u{200c}") && is_harmful("\u{202e}") && !is_harmful("é"));
    }

    #[test]
    fn what_is_harmless_stays() {
        assert_eq!(visible("Änderung\t漢字\nline"), "Änderung\t漢字\nline");
        assert_eq!(one_line("a\u{1b}[31mred\r\nb\u{202e}c"), "a\u{fffd}[31mred  b\u{fffd}c");
    }
}
