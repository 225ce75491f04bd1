//! The manual: topics that are read on the command line and on the screens alike. What a topic tells is written under
//! `data/manual`; what the program can tell of itself, its registers, checks and keys, is made from what declares it.

mod made;
mod written;

use super::document::{Block, Document};

/// A topic of the manual.
#[derive(Debug)]
pub struct Topic {
    /// The word by which it is asked for; no command has it.
    pub name: &'static str,
    /// As it is written: headings, paragraphs, lists, tables, lines to be typed.
    text: &'static str,
    /// What is added from declarations.
    made: Option<fn(&mut Document, Keys)>,
    /// The commands that it is about.
    pub commands: &'static [&'static str],
}

/// The keys of each place of the screens, with what each does. Only the screens know them.
pub type Keys = fn() -> Vec<(&'static str, Vec<(String, String)>)>;

macro_rules! topics {
    ($($(#[doc = $doc:literal])* $constant:ident: $name:literal, $made:expr, [$($command:literal),*];)+) => {
        $(
            $(#[doc = $doc])*
            pub static $constant: Topic = Topic {
                name: $name,
                text: include_str!(concat!("../../../data/manual/", $name, ".md")),
                made: $made,
                commands: &[$($command),*],
            };
        )+

        /// Every topic, in the order in which they are listed.
        pub static TOPICS: &[&Topic] = &[$(&$constant),+];
    };
}

topics! {
    /// How a file is begun.
    START: "start", None, ["init", "demo", "organisation"];
    /// What each screen is for.
    SCREENS: "screens", None, ["today"];
    /// Every key.
    KEYS: "keys", Some(made::keys), [];
    /// What is typed, at the command line and in forms.
    TYPING: "typing", None, ["add", "action", "search", "undo", "redo"];
    /// What can be read of several records, and in which forms.
    SHEETS: "sheets", Some(made::sheets), [];
    /// In which language and words documents come.
    LANGUAGE: "language", None, [];
    /// The fixed words of documents, each with its key.
    WORDING: "wording", Some(made::wording), [];
    /// Which files are read and written.
    FILES: "files", None, [];
    /// Where evidence is, and how it is looked at and written out.
    KEEPING: "keeping", None, ["evidence"];
    /// The management review.
    MEETING: "meeting", None, ["review", "agenda-item", "decision", "vote", "pack", "minutes", "resolution"];
    /// Nonconformities.
    CLOSURE: "closure", None, ["nonconformity", "cause", "retest", "quality-cost"];
    /// Audits.
    AUDITING: "auditing", None, ["audit", "audit-programme", "audit-area", "checklist-item", "finding", "deadline-profile"];
    /// What comes round again, is late, or changes hands.
    FOLLOWING: "following", None, ["obligation", "chase", "handover", "reminder"];
    /// Who may attest what.
    SEPARATION: "separation", None, ["person", "separation-exception"];
    /// What attested states stand on.
    STANDING: "standing", None, ["approval"];
    /// What has to hold of the whole system.
    CHECKS: "checks", Some(made::checks), ["check"];
    /// Tables that are brought in.
    IMPORTING: "importing", None, ["import"];
    /// How the journal proves itself, and what it can't prove.
    PROOF: "proof", None, ["verify", "head", "backup", "restore", "log"];
    /// What is removed for good.
    ERASURE: "erasure", None, ["erase"];
    /// Every register.
    REGISTERS: "registers", Some(made::registers), [];
    /// Every field of every register.
    GLOSSARY: "glossary", Some(made::glossary), [];
}

/// The topic of this name.
pub fn named(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().copied().find(|topic| topic.name == name)
}

/// The topic that tells more of a command.
pub fn about(command: &str) -> Option<&'static Topic> {
    TOPICS.iter().copied().find(|topic| topic.commands.contains(&command))
}

impl Topic {
    /// What it is about, in a line.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// All that it tells.
    pub fn document(&self, keys: Keys) -> Document {
        let mut document = written::read(self.text);
        if let Some(add) = self.made {
            add(&mut document, keys);
        }
        document
    }
}

/// The parts of a document below its headings, each as a document of its own.
pub fn passages(document: &Document) -> Vec<Document> {
    let mut passages: Vec<Document> = Vec::new();
    for block in &document.blocks {
        match (block, passages.last_mut()) {
            (Block::Heading { text, .. }, _) => {
                passages.push(Document { title: text.clone(), ..Document::default() });
            }
            (block, Some(passage)) => passage.blocks.push(block.clone()),
            _ => {}
        }
    }
    passages
}
