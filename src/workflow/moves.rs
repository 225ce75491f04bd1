//! Moves of a state machine, with the evidence that is handed over with them.

use std::path::Path;

use crate::domain::evidence::{self, EvidenceField};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::{Act, Ambient, Proposal};

use super::Trouble;
use super::entry::{COPIED_UP_TO, Reader};

/// Something that proves what a move says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A file's path, or words that say where the proof is found.
    Told(String),
    /// The proof itself, under a name.
    Bytes { name: String, bytes: Vec<u8> },
}

/// A proof that was read: what the evidence says of itself.
pub type Piece = Vec<(&'static Field, Value)>;

/// The proposal that makes a move of one or more records, after each piece of evidence was put on record.
pub fn make(
    records: &[Record],
    name: &str,
    given: Vec<(&'static Field, Option<Value>)>,
    evidence: Vec<Piece>,
    ambient: &Ambient,
) -> Proposal {
    let mut acts = Vec::new();
    let mut about: Vec<RecordId> = records.iter().map(|record| record.id).collect();
    about.sort_unstable();
    for piece in evidence {
        let mut fields = vec![(EvidenceField::About.field(), Value::Links(about.clone()))];
        fields.extend(piece);
        acts.push(Act::Create { id: ambient.identity(), register: &evidence::REGISTER, fields });
    }
    for record in records {
        acts.push(Act::Move { record: record.id, name: name.to_owned(), given: given.clone(), based_on: None });
    }
    Proposal::of(acts)
}

/// Reads a proof; its bytes are kept by the reader.
///
/// # Errors
/// [`Trouble::Input`] where it is no file though it looks like one, or is too large to be copied in.
pub fn read(proof: &Proof, reader: &mut Reader) -> Result<Piece, Trouble> {
    let mut fields = Piece::new();
    let title = match proof {
        Proof::Told(proof) => told(proof, &mut fields, reader)?,
        Proof::Bytes { name, bytes } => {
            if bytes.len() as u64 > COPIED_UP_TO {
                let mib = COPIED_UP_TO / (1024 * 1024);
                return Err(Trouble::Input(format!(
                    "{name} is larger than {mib} MiB: write it to a file and name that, so that its hash is kept and not its bytes"
                )));
            }
            fields.push((EvidenceField::File.field(), Value::File(Box::new(reader.keep(name, bytes.clone())?))));
            name.clone()
        }
    };
    fields
        .extend(reader.value(EvidenceField::Title.field(), &title)?.map(|title| (EvidenceField::Title.field(), title)));
    Ok(fields)
}

/// The title of a proof that is told, with its file where it is one.
fn told(proof: &str, fields: &mut Vec<(&'static Field, Value)>, reader: &mut Reader) -> Result<String, Trouble> {
    let path = Path::new(proof);
    Ok(if path.exists() {
        fields
            .extend(reader.value(EvidenceField::File.field(), proof)?.map(|file| (EvidenceField::File.field(), file)));
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    } else if looks_like_a_path(proof) {
        return Err(Trouble::Input(format!(
            "There is no file {proof}. To record words in its place, say where the proof is: \"{proof}, on the shared drive\""
        )));
    } else {
        proof.to_owned()
    })
}

/// Whether a text was meant as a file: it has folders, or is one word with an ending.
fn looks_like_a_path(text: &str) -> bool {
    let ending = Path::new(text).extension().is_some_and(|ending| ending.len() <= 5);
    !text.contains(' ') && (ending || text.contains(['/', '\\'])) && !text.contains("://")
}
