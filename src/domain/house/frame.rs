//! What stands around a document: the head of its first page, the words of every page, its language and its paper. It is kept
//! with the document, so that one that was frozen comes out of every later program as it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::paper::Paper;

use super::language::Language;
use super::said::Words;
use super::template::pieces;
use super::texts::{Text, Texts};

/// The section of the words that stand around documents.
const SECTION: &str = "frame";

/// The frame of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The key of the language; English where none is said, as in what was frozen before there were others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The key of the paper, where it is not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paper: Option<String>,
    /// The name and the address at the head of the first page, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letterhead: Vec<String>,
    /// The day that the document speaks of, where its words spell days otherwise than in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// The words that are not those of the English file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<String, Vec<String>>,
}

/// A piece of the foot of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Foot {
    Words(String),
    /// The number of the page, and of how many.
    Page,
    Pages,
}

impl Frame {
    /// A frame in these words, with this head, on this paper.
    pub(super) fn new(words: &Words, letterhead: Vec<String>, paper: Paper) -> Self {
        let own = words.own(SECTION);
        Self {
            language: Some(words.language()).filter(|one| *one != Language::English).map(|one| one.key().to_owned()),
            paper: Some(paper).filter(|one| *one != Paper::A4).map(|one| one.key().to_owned()),
            letterhead,
            dated: None,
            words: own.into_iter().map(|(key, Text(texts))| (key, texts)).collect(),
        }
    }

    /// The same around a document that speaks of a day.
    pub fn of_day(self, day: NaiveDate) -> Self {
        let dated = self.language.is_some().then_some(day);
        Self { dated, ..self }
    }

    /// The same around a document whose words are English, whatever the house speaks.
    pub fn in_english(self) -> Self {
        Self { language: None, words: BTreeMap::new(), dated: None, ..self }
    }

    /// Whether it is that of every document of before.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The language of the document.
    pub fn language(&self) -> Language {
        self.language.as_deref().and_then(Language::of_key).unwrap_or(Language::English)
    }

    /// Its paper.
    pub fn paper(&self) -> Paper {
        self.paper.as_deref().and_then(Paper::of_key).unwrap_or(Paper::A4)
    }

    /// The words that stand around it.
    pub fn words(&self) -> Words {
        let own: Texts = self.words.iter().map(|(key, texts)| (key.clone(), Text(texts.clone()))).collect();
        Words::otherwise(self.language(), own)
    }

    /// The foot of a page, in its pieces.
    pub fn foot(&self) -> Vec<Foot> {
        let words = self.words();
        let text = words.page("{page}", "{pages}");
        let piece = |piece: Result<&str, &str>| match piece {
            Ok(words) => Foot::Words(words.to_owned()),
            Err("page") => Foot::Page,
            Err(_) => Foot::Pages,
        };
        pieces(&text).map(piece).collect()
    }
}
