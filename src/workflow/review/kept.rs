//! The frozen documents of a review, as they are kept.

use crate::domain::identity::Hash;
use crate::domain::record::Record;
use crate::domain::value::Held;
use crate::store::view::named;
use crate::store::{Error, View};

use super::minutes::sha256;

/// A frozen document of a review as it is kept: the name of its file and its bytes.
#[derive(Debug, Clone)]
pub struct KeptDocument {
    pub name: String,
    pub bytes: Vec<u8>,
    pub sha256: Hash,
    /// The salted hash under which the bytes are kept.
    pub content: Hash,
    /// What the record says of its hash, where it says something.
    pub recorded: Option<String>,
}

impl KeptDocument {
    /// Whether its bytes are those whose hash was recorded, where one was.
    pub fn is_as_recorded(&self) -> bool {
        self.recorded.as_ref().is_none_or(|recorded| *recorded == self.sha256.to_string())
    }
}

/// Documents as files that are to be written: names and bytes.
pub fn files(documents: &[KeptDocument]) -> Vec<(&str, &[u8])> {
    documents.iter().map(|document| (document.name.as_str(), document.bytes.as_slice())).collect()
}

/// The forms of a frozen document: of a pack, or of minutes.
///
/// # Errors
/// Where the file can't be read.
pub fn kept_documents(view: View, record: &Record) -> Result<Vec<KeptDocument>, Error> {
    let mut found = Vec::new();
    for field in ["markdown", "html", "json"] {
        let Some(place) = record.register.position(field) else { continue };
        let Some(file) = record.file(place) else { continue };
        let Held::Here(hash) = file.held else { continue };
        let Some(bytes) = view.bytes(hash)? else { continue };
        let recorded = record.register.position("sha256").map(|place| record.text(place).to_owned());
        let recorded = recorded.filter(|_| field == "markdown");
        found.push(KeptDocument { name: file.name.clone(), sha256: sha256(&bytes), content: hash, bytes, recorded });
    }
    Ok(found)
}

/// How many forms of a document are frozen with it.
const FORMS: usize = 3;

/// What is wrong with a frozen document as it is kept; nothing where each of its forms is there, and is the one whose hash
/// was recorded.
pub fn faults(record: &Record, kept: &[KeptDocument]) -> Vec<String> {
    let gone = (kept.len() < FORMS).then(|| format!("{}: bytes are gone", named(record)));
    let wrong = kept.iter().filter(|one| !one.is_as_recorded());
    let wrong = wrong.map(|one| format!("{}: its bytes are not those whose hash was recorded", one.name));
    gone.into_iter().chain(wrong).collect()
}
