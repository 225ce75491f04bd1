//! How wide words are, and where lines end.

use super::added::{closes, is_ideograph};
use super::fonts::{ASCENT, DESCENT, Face, Glyph};

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// How words are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub face: Face,
    pub size: f32,
    /// From one line to the next.
    pub leading: f32,
    pub colour: Colour,
}

impl Style {
    /// Where the letters stand below the top of their line.
    pub fn foot(self) -> f32 {
        (self.leading - (ASCENT + DESCENT) * self.size) / 2.0 + ASCENT * self.size
    }

    /// The same in another size.
    pub fn sized(self, size: f32) -> Self {
        Self { size, leading: self.leading * size / self.size, ..self }
    }
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// With the space at which it ends, so that its last word and the first of the next line stay two.
    pub text: String,
    /// Without that space.
    pub width: f32,
}

/// A sign of a line, with the face that has it, as far as it moves the next one on.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// Where it begins in the text.
    pub at: usize,
    pub sign: char,
    pub face: Face,
    pub glyph: Glyph,
    /// With what is added before the next one, as a share of the size.
    pub advance: f32,
}

/// The signs of a text one after the other; all of them are in the fonts.
pub fn placed(text: &str, face: Face) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        let Some((face, glyph)) = face.glyph(sign) else { continue };
        if let Some(last) = all.last_mut().filter(|last| last.face == face) {
            last.advance += face.between(last.glyph.id, glyph.id);
        }
        all.push(Placed { at, sign, face, glyph, advance: glyph.advance });
    }
    all
}

/// How wide a text is on one line.
pub fn width(text: &str, style: Style) -> f32 {
    placed(text, style.face).iter().map(|one| one.advance).sum::<f32>() * style.size
}

/// The width of its longest word, and of its longest line.
pub fn extent(text: &str, style: Style) -> (f32, f32) {
    let longest = |parts: &mut dyn Iterator<Item = &str>| parts.map(|part| width(part, style)).fold(0.0, f32::max);
    (longest(&mut text.split([' ', '\n'])), longest(&mut text.lines()))
}

/// A text in lines of at most a width: broken at spaces, and within a word only where that alone is wider.
pub fn broken(text: &str, style: Style, width: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = text.split('\n').flat_map(|line| broken_line(line, style, width)).collect();
    if lines.is_empty() {
        lines.push(Line { text: String::new(), width: 0.0 });
    }
    lines
}

/// A text, or as much of it as there is room for and a sign that it goes on.
pub fn cut(text: &str, style: Style, room: f32) -> String {
    if width(text, style) <= room {
        return text.to_owned();
    }
    let room = room - width("…", style);
    let mut used = 0.0;
    let kept = placed(text, style.face).into_iter().take_while(|sign| {
        used += sign.advance * style.size;
        used <= room
    });
    let kept: String = kept.map(|sign| sign.sign).collect();
    format!("{}…", kept.trim_end())
}

/// So little is lost when widths are added up.
const SLACK: f32 = 0.01;

fn broken_line(text: &str, style: Style, width: f32) -> Vec<Line> {
    let signs = placed(text, style.face);
    let room = width / style.size + SLACK;
    let mut lines = Vec::new();
    let mut start = 0;
    while start < signs.len() {
        let end = line_end(&signs, start, room);
        let from = signs[start].at;
        let to = signs.get(end).map_or(text.len(), |sign| sign.at);
        let seen = signs[start..end].iter().rposition(|sign| sign.sign != ' ').map_or(0, |last| last + 1);
        let wide = signs[start..start + seen].iter().map(|sign| sign.advance).sum::<f32>() * style.size;
        lines.push(Line { text: text[from..to].to_owned(), width: wide });
        start = end;
    }
    if lines.is_empty() {
        lines.push(Line { text: String::new(), width: 0.0 });
    }
    lines
}

/// Where a line ends that begins at a sign: after the last space that fits, or within a word that no line holds.
fn line_end(signs: &[Placed], start: usize, room: f32) -> usize {
    let mut used = 0.0;
    let mut after_space = None;
    let mut after_sign = None;
    for (place, sign) in signs.iter().enumerate().skip(start) {
        if sign.sign == ' ' {
            after_space = Some(place + 1);
        } else if used + sign.glyph.advance > room && place > start {
            // Spaces at the end of a line take no room.
            return after_space.or(after_sign).unwrap_or(place);
        }
        // Between two signs of these a line may end, where nothing closes what stands before it.
        if is_ideograph(sign.sign) && signs.get(place + 1).is_none_or(|next| !closes(next.sign)) && place > start {
            after_space = Some(place + 1);
        }
        if matches!(sign.sign, '/' | '-' | '_' | '.' | ',' | ']') {
            after_sign = Some(place + 1).filter(|_| place > start + 8);
        }
        used += sign.advance;
    }
    signs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { face: Face::Regular, size: 10.0, leading: 14.0, colour: [0; 3] };

    fn texts(text: &str, wide: f32) -> Vec<String> {
        broken(text, STYLE, wide).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_at_spaces_and_nothing_is_lost() {
        let text = "Promise an explanation to every customer who is refused or pays a loading";
        let lines = broken(text, STYLE, 100.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
        for line in &lines {
            assert!(line.width <= 100.1, "{line:?}");
            assert!(line.text.ends_with(' ') || text.ends_with(&line.text), "{line:?}");
        }
    }

    #[test]
    fn a_word_that_no_line_holds_is_broken_within() {
        let word = "5df89c41b1a70194055d2acc8836926c657ef0e2469f49c298264c832cc3bb3f";
        let lines = texts(word, 100.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.concat(), word);
        // However narrow it is, a line holds a sign.
        assert_eq!(texts("ab", 0.0), ["a", "b"]);
    }

    #[test]
    fn breaks_of_its_own_are_kept_and_nothing_is_one_line() {
        assert_eq!(texts("one\n\ntwo", 100.0), ["one", "", "two"]);
        assert_eq!(texts("", 100.0), [""]);
    }
}
