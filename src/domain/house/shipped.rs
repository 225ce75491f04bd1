//! The files of the languages, as the program carries them. A section is read once a word of it is asked for: most commands ask
//! for a few words, and the whole file would cost them more than all else that they do.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::language::Language;
use super::texts::{Text, Texts, trusted};

type Section = LazyLock<Texts, Box<dyn FnOnce() -> Texts + Send>>;
type Sections = BTreeMap<&'static str, Section>;

/// The file of a language.
pub struct Shipped {
    sections: LazyLock<Sections>,
}

static IN_ENGLISH: Shipped = Shipped { sections: LazyLock::new(|| sections(ENGLISH)) };
static IN_GERMAN: Shipped = Shipped { sections: LazyLock::new(|| sections(GERMAN)) };

pub(super) const ENGLISH: &str = include_str!("../../../data/template/en.toml");
pub(super) const GERMAN: &str = include_str!("../../../data/template/de.toml");

/// The file of a language.
pub fn shipped(language: Language) -> &'static Shipped {
    match language {
        Language::English => &IN_ENGLISH,
        Language::German => &IN_GERMAN,
    }
}

impl Shipped {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Text> {
        let (section, _) = key.split_once('.')?;
        self.sections.get(section)?.get(key)
    }

    /// Everything under its key.
    pub fn texts(&self) -> impl Iterator<Item = (&String, &Text)> {
        self.sections.values().flat_map(|section| section.iter())
    }

    /// What stands in a section.
    pub fn section(&self, name: &str) -> impl Iterator<Item = (&String, &Text)> {
        self.sections.get(name).into_iter().flat_map(|section| section.iter())
    }
}

/// The sections of a file, none read yet.
fn sections(source: &'static str) -> Sections {
    let headed = source.split("\n[").skip(1).filter_map(|part| part.split_once(']'));
    headed.map(|(name, body)| (name, LazyLock::new(Box::new(move || trusted(name, body)) as Box<_>))).collect()
}
