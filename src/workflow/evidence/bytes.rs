//! The bytes of evidence, version by version, and how they are written out.

use sha2::{Digest, Sha256};

use crate::domain::evidence::EvidenceField;
use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::value::{File, Held, Value};
use crate::store::content::Kept;
use crate::store::{Error, View};
use crate::workflow::Trouble;

/// A file that evidence had, from a transaction on.
#[derive(Debug, Clone)]
pub struct Version {
    /// Counts from 1.
    pub number: usize,
    pub file: File,
    pub since: Sequence,
    /// The last transaction before it was replaced; none where it is what stands.
    pub until: Option<Sequence>,
}

/// Which version of the bytes is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Latest,
    /// The one of this number.
    Number(usize),
    /// The one that stood after a transaction.
    At(Sequence),
}

/// Bytes that are to be written out: exactly those that the journal speaks of.
#[derive(Debug)]
pub struct Export {
    pub version: Version,
    /// How many versions there are.
    pub of: usize,
    pub bytes: Vec<u8>,
    pub sha256: Hash,
}

/// The files that evidence had, the first first.
///
/// # Errors
/// Where the file can't be read.
pub fn versions(view: View, evidence: RecordId) -> Result<Vec<Version>, Error> {
    let mut found: Vec<Version> = Vec::new();
    let mut stands: Option<File> = None;
    for past in view.versions(evidence)?.iter() {
        let file = match past.record.get(EvidenceField::File.name()) {
            Some(Value::File(file)) => Some((**file).clone()),
            _ => None,
        };
        if file == stands {
            continue;
        }
        if let Some(last) = found.last_mut().filter(|last| last.until.is_none()) {
            last.until = Some(past.sequence.saturating_sub(1));
        }
        let number = found.len() + 1;
        found.extend(file.clone().map(|file| Version { number, file, since: past.sequence, until: None }));
        stands = file;
    }
    Ok(found)
}

/// The bytes of a version, checked against the hash in the journal.
///
/// # Errors
/// [`Trouble::Input`] where there is no such version, or its bytes are not here as they were recorded.
pub fn export(view: View, evidence: &Record, of: Of) -> Result<Export, Trouble> {
    let reference = evidence.reference();
    let all = versions(view, evidence.id)?;
    let wanted = match of {
        Of::Latest => all.last().filter(|last| last.until.is_none()),
        Of::Number(number) => all.iter().find(|one| one.number == number),
        Of::At(place) => all.iter().find(|one| one.since <= place && one.until.is_none_or(|until| until >= place)),
    };
    let Some(version) = wanted.cloned() else {
        return Err(Trouble::Input(match (of, all.len()) {
            (_, 0) => format!("{reference} never had a file, so there is nothing to write out"),
            (Of::Number(number), 1) => format!("{reference} has one version; there is no version {number}"),
            (Of::Number(number), count) => format!("{reference} has {count} versions; there is no version {number}"),
            (Of::Latest, _) => format!("{reference} has no file any more; name one of its earlier versions"),
            (Of::At(_), _) => format!("{reference} had no file then; name one of its versions"),
        }));
    };
    let name = &version.file.name;
    let hash = match &version.file.held {
        Held::Here(hash) => *hash,
        Held::Elsewhere { location, .. } => {
            return Err(Trouble::Input(format!(
                "{name} of {reference} is held elsewhere, and its bytes are not in this file: {location}"
            )));
        }
    };
    match view.kept(hash)? {
        Kept::Bytes(bytes) => {
            let sha256 = Hash(Sha256::digest(&bytes).into());
            Ok(Export { version, of: all.len(), bytes, sha256 })
        }
        Kept::Gone => Err(Trouble::Input(format!("The bytes of {name} of {reference} are erased"))),
        Kept::Altered => Err(Trouble::Input(format!(
            "The bytes of {name} of {reference} are not those that were recorded: nothing was written. Verify the file"
        ))),
    }
}

impl Export {
    /// What is said once they are written.
    pub fn words(&self) -> String {
        let version =
            if self.of > 1 { format!("version {} of {}, ", self.version.number, self.of) } else { String::new() };
        let (size, hash) = (self.bytes.len(), self.sha256);
        format!("{version}{size} bytes, which are those in the journal; SHA-256 {hash}")
    }

    /// A name for them beside other files: which evidence it is, which version, and the name that the file had, with nothing
    /// in it that leads to another folder or hides it.
    pub fn file_name(&self, evidence: &Record) -> String {
        let plain = |c: char| {
            if c.is_control() || matches!(c, '/' | '\\' | ':' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                '_'
            } else {
                c
            }
        };
        let name: String = self.version.file.name.chars().map(plain).collect();
        // File systems take 255 bytes; the ending is kept.
        let from = name.char_indices().map(|(at, _)| at).find(|at| name.len() - at <= 160).unwrap_or(0);
        let version = if self.of > 1 { format!(" v{}", self.version.number) } else { String::new() };
        format!("{}{version} {}", evidence.reference(), name[from..].trim())
    }
}
