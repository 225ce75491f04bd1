//! The font that somebody adds for signs that the program's own fonts lack: of scripts whose signs stand one after the other,
//! from the left to the right, as those of Chinese, Japanese and Korean do. Signs that join, or go from the right to the left,
//! are not drawn by it: put side by side they would not be the words that were written.

use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

use skrifa::FontRef;
use skrifa::raw::TableProvider;

use crate::store::source;

use super::fonts::{Cut, Glyph};

/// The largest font that is read.
const MOST: u64 = 64 << 20;

/// That a font must not be put into documents, among what it says of its use.
const RESTRICTED: u16 = 2;

/// The files that were named: for one command, and for all.
static FOR_ONE: OnceLock<PathBuf> = OnceLock::new();
static FOR_ALL: OnceLock<PathBuf> = OnceLock::new();

static READ: LazyLock<Option<Result<Cut, String>>> = LazyLock::new(|| {
    let path = FOR_ONE.get().or(FOR_ALL.get())?;
    Some(read(path).map_err(|why| format!("The font {} can't be used: {why}", path.display())))
});

/// Names the font of the command that runs; the first that is named holds.
pub fn name(path: PathBuf) {
    drop(FOR_ONE.set(path));
}

/// Names the font of all that this program writes, where a command names none.
pub fn name_for_all(path: PathBuf) {
    drop(FOR_ALL.set(path));
}

/// Whether the font that was named can be used, if there is one.
///
/// # Errors
/// Where it can't be read, is no font, or must not be put into documents.
pub fn check() -> Result<(), String> {
    match &*READ {
        Some(Err(why)) => Err(why.clone()),
        _ => Ok(()),
    }
}

/// The font, where there is one that can be used.
pub(super) fn cut() -> Option<&'static Cut> {
    READ.as_ref()?.as_ref().ok()
}

/// A sign as it draws it.
pub(super) fn glyph(sign: char) -> Option<Glyph> {
    if stands_alone(sign) { cut()?.glyph(sign) } else { None }
}

fn read(path: &std::path::Path) -> Result<Cut, String> {
    let bytes = source::read(path, MOST).map_err(|error| error.to_string())?;
    let font = FontRef::from_index(&bytes, 0).map_err(|_| "it is no font of the kinds TTF, OTF and TTC".to_owned())?;
    if font.os2().is_ok_and(|os2| os2.fs_type() & 0xf == RESTRICTED) {
        return Err("it says of itself that it must not be put into documents; take another one".to_owned());
    }
    let cut = Cut::read(bytes.leak());
    if cut.is_empty() { Err("it has no signs".to_owned()) } else { Ok(cut) }
}

/// Whether a sign stands by itself between its neighbours, which a line may part: one of Chinese, Japanese or Korean.
pub fn is_ideograph(sign: char) -> bool {
    matches!(sign,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{30ff}' | '\u{3105}'..='\u{318f}' | '\u{31a0}'..='\u{33ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3134f}')
}

/// Whether no line begins with a sign: it closes what stands before it.
pub fn closes(sign: char) -> bool {
    "、。，．：；！？）］｝〉》」』】〕ーっゃゅょッャュョ々".contains(sign)
}

/// Whether a sign is drawn by itself, whatever stands beside it. Latin, Greek and Cyrillic, Armenian, Georgian, and signs of all
/// kinds are, too.
fn stands_alone(sign: char) -> bool {
    is_ideograph(sign)
        || matches!(sign,
            '\u{80}'..='\u{2ff}' | '\u{370}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2bff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_joins_or_goes_from_the_right_to_the_left_is_drawn_by_no_added_font() {
        for sign in "株式会社はカ한국，𠀀Ωжა".chars() {
            assert!(stands_alone(sign), "{sign}");
        }
        for sign in "שلمनไ\u{301}\u{202e}👍\u{200d}".chars() {
            assert!(!stands_alone(sign), "{sign}");
        }
    }

    #[test]
    fn what_is_no_font_is_told_and_so_is_one_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no.ttf");
        assert!(read(&path).is_err());
        std::fs::write(&path, "no font").unwrap();
        assert_eq!(read(&path).err(), Some("it is no font of the kinds TTF, OTF and TTC".to_owned()));
        std::fs::write(&path, include_bytes!("../../../data/font/GavelSans-Regular.ttf")).unwrap();
        assert!(read(&path).unwrap().glyph('A').is_some());
    }
}
