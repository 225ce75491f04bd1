//! The house: in which language its documents come, in which words and in which order, with which head and on which paper. The
//! words stand in `data/template/`, a file a language; a house says otherwise what it likes, in the same form.

pub mod frame;
pub mod language;
pub mod order;
pub mod said;
pub mod shipped;
pub mod template;
#[cfg(test)]
mod tests;
pub mod texts;
mod words;

use std::collections::BTreeMap;

use crate::domain::paper::Paper;

use frame::Frame;
use language::Language;
use order::{MinutesPart, PackPart};
use said::Words;
use shipped::shipped;
use template::{Fault, read};

/// How the documents of an organisation look and sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    pub words: Words,
    letterhead: Vec<String>,
    paper: Paper,
}

impl House {
    /// A house by what it says of itself; what is wrong in its own words says nothing.
    pub fn of(language: Language, otherwise: &str, letterhead: &str, paper: Paper) -> Self {
        let own = if otherwise.trim().is_empty() { Default::default() } else { own(otherwise).0 };
        let lines = letterhead.lines().map(str::trim).filter(|line| !line.is_empty());
        Self { words: Words::otherwise(language, own), letterhead: lines.map(str::to_owned).collect(), paper }
    }

    /// What stands around its documents.
    pub fn frame(&self) -> Frame {
        Frame::new(&self.words, self.letterhead.clone(), self.paper)
    }

    /// The parts of the minutes in their order.
    pub fn minutes(&self) -> Vec<MinutesPart> {
        self.words.texts("order.minutes").iter().filter_map(|key| MinutesPart::of_key(key)).collect()
    }

    /// The parts of the pack in their order.
    pub fn pack(&self) -> Vec<PackPart> {
        self.words.texts("order.pack").iter().filter_map(|key| PackPart::of_key(key)).collect()
    }
}

/// Every fixed word by its section and its key, as English has it; what is called by its name in English stands under that.
pub fn fixed_words() -> BTreeMap<&'static str, Vec<(&'static str, Vec<String>)>> {
    let (english, mut sections) = (shipped(Language::English), BTreeMap::<_, Vec<_>>::new());
    let named = shipped(Language::German).texts().filter(|(key, _)| english.get(key).is_none());
    for (key, text) in english.texts().chain(named) {
        let Some((section, name)) = key.split_once('.') else { continue };
        let texts = if english.get(key).is_some() { text.0.clone() } else { vec![name.to_owned()] };
        sections.entry(section).or_default().push((name, texts));
    }
    sections
}

/// What is wrong with the words that a house would say otherwise.
pub fn faults(otherwise: &str) -> Vec<Fault> {
    own(otherwise).1
}

/// What a house says otherwise, and what is wrong in it. What may be called otherwise is what the German file calls so.
fn own(otherwise: &str) -> (texts::Texts, Vec<Fault>) {
    let all: Vec<&shipped::Shipped> = Language::ALL.iter().map(|one| shipped(*one)).collect();
    read(otherwise, Some(&all))
}
