//! Words as WordprocessingML: nothing in them is markup, and no line break stands inside of a text.

use html_escape::encode_double_quoted_attribute;

use crate::domain::visible::{one_line, visible};

/// A text for an attribute, or for an element on one line; what XML can't hold is replaced as what a terminal obeys is.
pub fn line(text: &str) -> String {
    escape(one_line(text).trim())
}

fn escape(text: &str) -> String {
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    encode_double_quoted_attribute(&text).replace('>', "&gt;")
}

/// A run of one line.
pub fn run(text: &str) -> String {
    format!("<w:r>{}</w:r>", told(&line(text)))
}

/// A run of one line, the spaces at its ends kept.
pub fn spaced(text: &str) -> String {
    format!("<w:r>{}</w:r>", told(&escape(&one_line(text))))
}

/// A run of a text with its line breaks.
pub fn lines(text: &str) -> String {
    let safe = visible(text).replace('\t', " ");
    let lines: Vec<_> = safe.trim().split('\n').map(|line| told(&escape(line.trim()))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

/// Lines whose columns matter, as a run.
pub fn drawn(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| told(&escape(one_line(line).trim_end()))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

fn told(escaped: &str) -> String {
    format!("<w:t xml:space=\"preserve\">{escaped}</w:t>")
}

/// The styles of paragraphs, each declared in the part of styles under the name that it has here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Title,
    Subtitle,
    Mark,
    Heading1,
    Heading2,
    Heading3,
    BodyText,
    Caution,
    ListBullet,
    Chart,
    Caption,
    /// What is said of something, and of what.
    Label,
    Said,
    Head,
    Cell,
    /// A number that is seen first.
    Figure,
    DecisionHead,
    Decided,
    Drawing,
    /// The place to sign in, and below it who signs.
    Signature,
    Signer,
    /// Between two tables, which would be one without it.
    Gap,
}

/// A paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph {
    style: Style,
    /// Whether it stays on the page of what follows it.
    keep: bool,
    /// Whether it stands at the right, as numbers do.
    right: bool,
    /// Whether it begins a page.
    apart: bool,
}

impl Paragraph {
    /// One that may stand apart from what follows it.
    pub const fn of(style: Style) -> Self {
        Self { style, keep: false, right: false, apart: false }
    }

    /// The same, which stays with what follows it where that is so.
    pub const fn kept(self, keep: bool) -> Self {
        Self { keep, ..self }
    }

    /// The same, at the right where that is so.
    pub const fn right(self, right: bool) -> Self {
        Self { right, ..self }
    }

    /// The same, at the top of a page where that is so.
    pub const fn apart(self, apart: bool) -> Self {
        Self { apart, ..self }
    }

    /// Writes it with its runs.
    pub fn write(self, runs: &str) -> String {
        let keep = if self.keep { "<w:keepNext/>" } else { "" };
        let apart = if self.apart { "<w:pageBreakBefore/>" } else { "" };
        let right = if self.right { "<w:jc w:val=\"right\"/>" } else { "" };
        format!("<w:p><w:pPr><w:pStyle w:val=\"{:?}\"/>{keep}{apart}{right}</w:pPr>{runs}</w:p>", self.style)
    }
}
