//! Moves of a state machine, with the evidence that is handed over with them.

use std::path::Path;

use crate::domain::evidence::{self, EvidenceField};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::{Act, Ambient, Proposal};

use super::Trouble;
use super::entry::Reader;

/// The proposal that makes a move of one or more records, after each piece of evidence was put on record: a file's path,
/// or words that say where the proof is found.
pub fn make(
    records: &[Record],
    name: &str,
    given: Vec<(&'static Field, Option<Value>)>,
    evidence: &[String],
    reader: &mut Reader,
    ambient: &Ambient,
) -> Result<Proposal, Trouble> {
    let mut acts = Vec::new();
    let mut about: Vec<RecordId> = records.iter().map(|record| record.id).collect();
    about.sort_unstable();
    for proof in evidence {
        acts.push(put_on_record(&about, proof, reader, ambient)?);
    }
    for record in records {
        acts.push(Act::Move { record: record.id, name: name.to_owned(), given: given.clone(), based_on: None });
    }
    Ok(Proposal::of(acts).with(std::mem::take(&mut reader.contents)))
}

fn put_on_record(about: &[RecordId], proof: &str, reader: &mut Reader, ambient: &Ambient) -> Result<Act, Trouble> {
    let path = Path::new(proof);
    let mut fields = vec![(EvidenceField::About.field(), Value::Links(about.to_vec()))];
    let title = if path.exists() {
        fields
            .extend(reader.value(EvidenceField::File.field(), proof)?.map(|file| (EvidenceField::File.field(), file)));
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    } else if looks_like_a_path(proof) {
        return Err(Trouble::Input(format!(
            "There is no file {proof}. To record words in its place, say where the proof is: \"{proof}, on the shared drive\""
        )));
    } else {
        proof.to_owned()
    };
    fields
        .extend(reader.value(EvidenceField::Title.field(), &title)?.map(|title| (EvidenceField::Title.field(), title)));
    Ok(Act::Create { id: ambient.identity(), register: &evidence::REGISTER, fields })
}

/// Whether a text was meant as a file: it has folders, or is one word with an ending.
fn looks_like_a_path(text: &str) -> bool {
    let ending = Path::new(text).extension().is_some_and(|ending| ending.len() <= 5);
    !text.contains(' ') && (ending || text.contains(['/', '\\'])) && !text.contains("://")
}
