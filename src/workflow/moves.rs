//! Moves of a state machine, with the evidence that is handed over with them.

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::evidence::{self, Evidence, EvidenceField, Whereabouts};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Ambient, Error, Proposal, View};

use super::Trouble;
use super::entry::Reader;

/// Something that proves what a move says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A file's path, an address, or words.
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
            let most = reader.copied_up_to()?;
            if bytes.len() as u64 > most {
                let mib = most / (1024 * 1024);
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

/// The title of a proof that is told, with its file or its address where it is one.
fn told(proof: &str, fields: &mut Vec<(&'static Field, Value)>, reader: &mut Reader) -> Result<String, Trouble> {
    let path = Path::new(proof);
    Ok(if path.exists() {
        fields
            .extend(reader.value(EvidenceField::File.field(), proof)?.map(|file| (EvidenceField::File.field(), file)));
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    } else if let Some((title, address)) = addressed(proof) {
        fields.push((EvidenceField::Address.field(), Value::Text(address.to_owned())));
        // Whoever hands it over has it from there.
        if let Some(person) = reader.looking()? {
            fields.push((EvidenceField::LookedBy.field(), Value::Link(person)));
            let today = reader.circumstances().today();
            fields.push((EvidenceField::LookedOn.field(), Value::Date(today)));
        }
        title.to_owned()
    } else if looks_like_a_path(proof) {
        return Err(Trouble::Input(format!(
            "There is no file {proof}. Words in its place are told, and not on file: \"{proof}, on the shared drive\""
        )));
    } else {
        proof.to_owned()
    })
}

/// What a proof at an address is called, and the address: `https://wiki.example/gate`, `The gate <https://wiki.example/gate>`.
fn addressed(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let named =
        text.strip_suffix('>').and_then(|text| text.rsplit_once('<')).filter(|(title, _)| !title.trim().is_empty());
    let (title, address) = named.map_or((text, text), |(title, address)| (title.trim(), address));
    let scheme = address.split_once("://")?.0;
    let is_address = !scheme.is_empty()
        && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        && !address.contains(|c: char| c.is_whitespace() || c.is_control());
    is_address.then_some((title, address))
}

/// Whether a move attests something on what was handed over as proof.
pub fn relies(register: &Register, step: &Move) -> bool {
    let attested = register.machine.map_or(&[][..], |machine| machine.attested).iter();
    let to = attested.filter(|attested| attested.states.contains(&step.to));
    to.flat_map(|attested| attested.on).any(|ground| *ground.along == [evidence::VIA])
}

/// That somebody looked today at what is held at the addresses of the evidence of records, where nobody did so yet.
///
/// # Errors
/// Where the file can't be read.
pub fn looked(view: View, records: &[Record], by: RecordId, today: NaiveDate) -> Result<Vec<Act>, Error> {
    let mut acts: Vec<Act> = Vec::new();
    for link in
        records.iter().map(|record| view.backlinks(record.id)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten()
    {
        let known = |act: &Act| matches!(act, Act::Edit { record, .. } if *record == link.record.id);
        let stale = Evidence::of(&link.record).is_some_and(|one| match one.whereabouts() {
            Whereabouts::Address(_, looked) => looked.is_none_or(|(_, on)| on < today),
            _ => false,
        });
        if !stale || link.relation != EvidenceField::About.name().as_str() || acts.iter().any(known) {
            continue;
        }
        let change = |field: EvidenceField, after| {
            let field = field.field();
            FieldChange { field, before: link.record.get(field.name).cloned(), after: Some(after) }
        };
        let fields =
            vec![change(EvidenceField::LookedBy, Value::Link(by)), change(EvidenceField::LookedOn, Value::Date(today))];
        acts.push(Act::Edit { record: link.record.id, based_on: link.record.revision, fields });
    }
    Ok(acts)
}

/// Whether a text was meant as a file: it has folders, or is one word with an ending.
fn looks_like_a_path(text: &str) -> bool {
    let ending = Path::new(text).extension().is_some_and(|ending| ending.len() <= 5);
    !text.contains(' ') && (ending || text.contains(['/', '\\'])) && !text.contains("://")
}
