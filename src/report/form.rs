//! The forms in which whatever is read is written out. There is no other list of them: the command line and the screens
//! offer these, and each knows how it is typed, how its files end, and how a document is written in it.

use std::io;

use super::document::Document;
use super::{docx, html, markdown, pdf, text};
use crate::domain::paper::Paper;

/// The columns of a document that is written as text.
const COLUMNS: usize = 100;

/// A form in which something is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Markdown,
    Html,
    Docx,
    Pdf,
    /// As a terminal shows it.
    Text,
    /// A sentence a line: for screen readers and pipes.
    Plain,
    Json,
}

/// What is said of a form.
struct Told {
    /// As it is typed, and as it may be typed as well.
    names: &'static [&'static str],
    /// How a file of it ends, and how it may end as well.
    endings: &'static [&'static str],
    called: &'static str,
}

impl Form {
    /// Every form, those that are handed on first.
    pub const ALL: [Self; 7] = [Self::Markdown, Self::Html, Self::Docx, Self::Pdf, Self::Text, Self::Plain, Self::Json];

    const fn told(self) -> Told {
        let (names, endings, called): (&[_], &[_], _) = match self {
            Self::Markdown => (&["md", "markdown"], &["md", "markdown"], "Markdown"),
            Self::Html => (&["html"], &["html", "htm"], "One HTML page"),
            Self::Docx => (&["docx"], &["docx"], "DOCX, for word processors"),
            Self::Pdf => (&["pdf"], &["pdf"], "PDF"),
            Self::Text => (&["text"], &["txt"], "Text"),
            Self::Plain => (&["plain"], &["plain.txt", "txt"], "Plain sentences"),
            Self::Json => (&["json"], &["json"], "JSON, for programs"),
        };
        Told { names, endings, called }
    }

    /// As it is typed.
    pub const fn name(self) -> &'static str {
        self.told().names[0]
    }

    /// As it may be typed as well.
    pub fn also(self) -> &'static [&'static str] {
        &self.told().names[1..]
    }

    /// How a file of it ends.
    pub const fn ending(self) -> &'static str {
        self.told().endings[0]
    }

    /// What people call it.
    pub const fn called(self) -> &'static str {
        self.told().called
    }

    /// The form that is typed so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.told().names.contains(&name))
    }

    /// Whether a file of it may end so, whichever case that is written in.
    pub fn may_end(self, ending: &str) -> bool {
        self.told().endings.iter().any(|one| one.eq_ignore_ascii_case(ending))
    }

    /// The form of a file that ends so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.may_end(ending))
    }

    /// How files end whose form is known by that, each once.
    pub fn endings() -> Vec<&'static str> {
        let mut endings = Vec::new();
        for form in Self::ALL {
            endings.extend((!form.ending().contains('.')).then_some(form.ending()));
        }
        endings
    }

    /// Whether it is nothing that a terminal shows.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Pdf)
    }

    /// Whether it comes on sheets of paper of some size.
    pub const fn is_paged(self) -> bool {
        matches!(self, Self::Docx | Self::Pdf)
    }

    /// Whether documents are frozen in it: what was frozen is handed on byte by byte.
    pub const fn is_frozen(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Json)
    }

    /// Writes a document, on its own paper where no other is asked for.
    ///
    /// # Errors
    /// Where it can't be written in that form.
    pub fn write(self, document: &Document, paper: Option<Paper>) -> io::Result<Vec<u8>> {
        let paper = paper.unwrap_or(document.frame.paper());
        Ok(match self {
            Self::Text => text::whole(document, COLUMNS).into_bytes(),
            Self::Plain => text::plain(document).into_bytes(),
            Self::Markdown => markdown::write(document).into_bytes(),
            Self::Html => html::write(document).into_bytes(),
            Self::Json => document.to_json().into_bytes(),
            Self::Docx => docx::write(document, paper)?,
            Self::Pdf => pdf::to_pdf(document, paper).map_err(io::Error::other)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_found_by_its_names_and_by_its_endings() {
        for form in Form::ALL {
            assert!(form.told().names.iter().all(|name| Form::named(name) == Some(form)), "{form:?}");
            assert!(form.may_end(&form.ending().to_uppercase()), "{form:?}");
            let of_ending = Form::of_ending(form.ending());
            assert_eq!(of_ending, Some(form));
        }
        assert_eq!(Form::of_ending("pdfx").or(Form::named("")), None);
    }
}
