//! Signatures under sealed minutes: made outside with the key that somebody has, by `ssh-keygen -Y sign`, and known here by
//! the public key that their record has. No private key ever comes here.

use ssh_key::SshSig;

use crate::domain::house::said::Words;
use crate::domain::identity::{Hash, RecordId};
use crate::domain::minutes::Minutes;
use crate::domain::person::{self, Person};
use crate::domain::record::Record;
use crate::domain::signature::{self, Signature, SignatureField};
use crate::domain::signing_key::SigningKey;
use crate::domain::spelling::day;
use crate::domain::value::Value;
use crate::store::view::named;
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::calendar::is_address;
use crate::workflow::said::Recorded;

use super::Proceedings;
use super::kept::{KeptDocument, kept_documents};

/// What a signature is made for: one that was made for something else stands under no minutes.
pub const NAMESPACE: &str = "gavel-minutes";

/// Why a signature is none under these minutes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("It is no signature as ssh-keygen writes it")]
    NoSignature,
    #[error("It was made for “{0}”, and not for “{NAMESPACE}”")]
    MadeForSomethingElse(String),
    #[error(
        "It is of the key {0}, which nobody has on record: put its public half on the record of whoever signed (person edit P-1 --signing-keys \"$(cat KEY.pub)\")"
    )]
    NobodysKey(String),
    #[error("It is of the key {0}, which was taken from the record of {1}")]
    Revoked(String, String),
    #[error("It is of the key {0} of {1}, and not of these minutes: they were changed, or it is of others")]
    OfSomethingElse(String, String),
}

/// A signature that holds.
#[derive(Debug, Clone)]
pub struct Signed {
    pub person: Record,
    pub key: SigningKey,
}

/// A signature on record, with whose it is, or why it holds no more.
pub type Checked = (Record, Result<Signed, Wrong>);

/// The sealed minutes of a review.
pub fn sealed(proceedings: &Proceedings) -> Option<&Record> {
    proceedings.minutes.iter().find(|one| Minutes(one).sealed() == Some(true))
}

/// What is signed: the sealed minutes for programs, in which the head of the journal stands.
///
/// # Errors
/// Where the file can't be read.
pub fn signed_document(view: View, minutes: &Record) -> Result<Option<KeptDocument>, Error> {
    Ok(kept_documents(view, minutes)?.into_iter().find(|one| one.name.ends_with(".json")))
}

/// Whose signature under these bytes it is, or why it is nobody's.
///
/// # Errors
/// Where the file can't be read.
pub fn check(view: View, bytes: &[u8], armored: &str) -> Result<Result<Signed, Wrong>, Error> {
    let Ok(signature) = SshSig::from_pem(armored.trim().as_bytes()) else { return Ok(Err(Wrong::NoSignature)) };
    let fingerprint = signature.public_key().fingerprint(ssh_key::HashAlg::Sha256).to_string();
    if signature.namespace() != NAMESPACE {
        return Ok(Err(Wrong::MadeForSomethingElse(signature.namespace().to_owned())));
    }
    let people = view.every(&person::REGISTER)?;
    let has = |text: &str| SigningKey::all(text).into_iter().find(|key| key.fingerprint() == fingerprint);
    let found = people.iter().find_map(|one| Some((one, has(Person(one).signing_keys())?)));
    let Some((person, key)) = found else {
        for one in &people {
            for version in view.versions(one.id)?.iter() {
                if has(&words_of(view, &version.record)?).is_some() {
                    return Ok(Err(Wrong::Revoked(fingerprint, one.title().to_owned())));
                }
            }
        }
        return Ok(Err(Wrong::NobodysKey(fingerprint)));
    };
    Ok(match key.public().verify(NAMESPACE, bytes, &signature) {
        Ok(()) => Ok(Signed { person: person.clone(), key }),
        Err(_) => Err(Wrong::OfSomethingElse(fingerprint, person.title().to_owned())),
    })
}

/// The keys that stood in a version of a person's record; the journal has them by their salted hash.
fn words_of(view: View, person: &Record) -> Result<String, Error> {
    Ok(match person.get(person::PersonField::SigningKeys.name()) {
        // Words that were erased are none.
        Some(Value::Content(hash)) => view.words(*hash)?.unwrap_or_default(),
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    })
}

/// Who put a key on the record of a person, and when, in words.
fn put_by(view: View, person: RecordId, key: &SigningKey) -> Result<String, Error> {
    let versions = view.versions(person)?;
    let mut first = None;
    for version in versions.iter() {
        if SigningKey::all(&words_of(view, &version.record)?).contains(key) {
            first = Some(version);
            break;
        }
    }
    let Some(first) = first else { return Ok("nobody knows by whom".to_owned()) };
    let by = match Recorded::of_version(view, first)? {
        Some(recorded) if recorded.is_of(&[person]) => "by themselves".to_owned(),
        Some(recorded) => format!("by {}", recorded.called(view)?),
        None => "by nobody who is known".to_owned(),
    };
    Ok(first.day.map_or(by.clone(), |on| format!("{by} on {}", day(on))))
}

/// Puts a signature under sealed minutes.
///
/// # Errors
/// Where the file can't be read.
pub fn sign(
    view: View,
    minutes: &Record,
    signed: &Signed,
    armored: &str,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let title = format!("Signature of {} under {}", signed.person.title(), minutes.reference());
    let fields = vec![
        (SignatureField::Title.field(), Value::Text(title)),
        (SignatureField::Minutes.field(), Value::Link(minutes.id)),
        (SignatureField::Person.field(), Value::Link(signed.person.id)),
        (SignatureField::SignedOn.field(), Value::Date(view.circumstances()?.today())),
        (SignatureField::Fingerprint.field(), Value::Text(signed.key.fingerprint())),
        (SignatureField::KeyBy.field(), Value::Text(put_by(view, signed.person.id, &signed.key)?)),
        (SignatureField::Armored.field(), Value::Text(armored.trim().to_owned())),
    ];
    Ok(Proposal::of(vec![Act::Create { id: ambient.identity(), register: &signature::REGISTER, fields }]))
}

/// The signatures under minutes, each with whose it is, or with why it holds no more.
///
/// # Errors
/// Where the file can't be read.
pub fn under(view: View, minutes: &Record) -> Result<Vec<Checked>, Error> {
    let mut all = view.every(&signature::REGISTER)?;
    all.retain(|one| Signature(one).minutes() == Some(minutes.id));
    let bytes = signed_document(view, minutes)?.map_or(Vec::new(), |one| one.bytes);
    all.into_iter()
        .map(|one| {
            let checked = check(view, &bytes, Signature(&one).armored())?;
            // Whose it was said to be is whose it is.
            let checked = checked.and_then(|signed| match Signature(&one).person() == Some(signed.person.id) {
                true => Ok(signed),
                false => Err(Wrong::NobodysKey(Signature(&one).fingerprint().to_owned())),
            });
            Ok((one, checked))
        })
        .collect()
}

/// A signature as the file in which it is handed on: its name, beside that of what was signed, and its bytes.
///
/// # Errors
/// Where the file can't be read.
pub fn filed(view: View, signature: &Record) -> Result<Option<(String, Vec<u8>)>, Error> {
    let minutes = Signature(signature).minutes().map(|id| view.record(id)).transpose()?.flatten();
    let signed = minutes.map(|minutes| signed_document(view, &minutes)).transpose()?.flatten();
    let name = |signed: KeptDocument| format!("{}.{}.sig", signed.name, signature.reference());
    let bytes = || format!("{}\n", Signature(signature).armored().trim()).into_bytes();
    Ok(signed.map(|signed| (name(signed), bytes())))
}

/// What somebody is called where their signature is checked: their address, or their reference where they have none, or share
/// it with somebody.
///
/// # Errors
/// Where the file can't be read.
pub fn principal(view: View, person: &Record) -> Result<String, Error> {
    Ok(principal_among(&view.every(&person::REGISTER)?, person))
}

fn principal_among(people: &[Record], person: &Record) -> String {
    let address = Person(person).address().trim();
    let is_same = |one: &&Record| Person(one).address().trim().eq_ignore_ascii_case(address);
    let is_own = is_address(address) && people.iter().filter(is_same).count() <= 1;
    if is_own { address.to_owned() } else { person.reference().to_string() }
}

/// The list by which `ssh-keygen -Y verify` knows whose key is whose.
///
/// # Errors
/// Where the file can't be read.
pub fn allowed_signers(view: View) -> Result<String, Error> {
    let mut list = String::new();
    let people = view.every(&person::REGISTER)?;
    for person in &people {
        let principal = principal_among(&people, person);
        for key in SigningKey::all(Person(person).signing_keys()) {
            list.push_str(&format!("{principal} namespaces=\"{NAMESPACE}\" {}\n", key.line()));
        }
    }
    Ok(list)
}

/// What minutes are told from others by: `version 3, SHA-256 …, head of the journal …`.
pub fn told_by(words: &Words, minutes: &Record) -> String {
    let minutes = Minutes(minutes);
    let (version, hash) = (minutes.version().unwrap_or_default(), minutes.sha256());
    match Hash::parse(minutes.head()) {
        Some(head) => words.with_head(version, hash, head),
        None => words.with_hash(version, hash),
    }
}

/// A signature in words, for lists; and who handed it over, where that was not who signed.
///
/// # Errors
/// Where the file can't be read.
pub fn words(view: View, record: &Record, checked: &Result<Signed, Wrong>) -> Result<String, Error> {
    let signed = match checked {
        Ok(signed) => signed,
        Err(wrong) => {
            let of = Signature(record).person().map_or(Ok(String::new()), |id| view.name_of(id))?;
            return Ok(format!("{} of {of} holds no more. {wrong}", record.reference()));
        }
    };
    let versions = view.versions(record.id)?;
    let recorded = versions.iter().next().map(|first| Recorded::of_version(view, first)).transpose()?.flatten();
    let handed = match recorded.filter(|one| !one.is_of(&[signed.person.id])) {
        Some(one) => format!("; handed over by {}", one.called(view)?),
        None => String::new(),
    };
    let (name, key, by) = (named(&signed.person), signed.key.fingerprint(), Signature(record).key_by().to_owned());
    Ok(format!("{}: {name} signed with the key {key}, put on record {by}{handed}", record.reference()))
}
