//! Where evidence is, in words.

use crate::domain::evidence::{Evidence, TOLD, Whereabouts};
use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::domain::value::{File, Held};
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

/// So many of the digits of a hash are told where there is no room for all.
const DIGITS: usize = 16;

/// Where evidence is, in a sentence's words: `held at https://…, looked at on 2026-11-12 by Rosa Lindt`.
///
/// # Errors
/// Where the file can't be read.
pub fn whereabouts(view: View, record: &Record) -> Result<String, Error> {
    whereabouts_in(view, &Words::default(), record)
}

/// The same in the words of a house.
///
/// # Errors
/// Where the file can't be read.
pub fn whereabouts_in(view: View, words: &Words, record: &Record) -> Result<String, Error> {
    let name = |id| Ok::<_, Error>(view.record(id)?.map_or(String::new(), |one| one.title().to_owned()));
    Ok(match Evidence(record).whereabouts() {
        Whereabouts::File(file) => format!("{}, {}", file.name, held_in(view, words, file)?),
        Whereabouts::Address(address, Some((by, on))) => {
            let said = words.held_at_looked(address, on, name(by)?);
            match typed_by(view, record)?.filter(|typed| !typed.is_of(&[by])) {
                Some(typed) => words.as_typed(said, typed.told(view, words)?),
                None => said,
            }
        }
        Whereabouts::Address(address, None) => words.held_at_unlooked(address),
        Whereabouts::Paper(place, Some(keeper)) => words.on_paper_kept(place, name(keeper)?),
        Whereabouts::Paper(place, None) => words.on_paper_in(place),
        Whereabouts::Told => words.told_only().to_owned(),
    })
}

/// Who put on record that somebody looked, as it stands.
fn typed_by(view: View, record: &Record) -> Result<Option<Recorded>, Error> {
    let looked = |one: &Record| Evidence(one).looked_by().zip(Evidence(one).looked_on());
    let (versions, now) = (view.versions(record.id)?, looked(record));
    let first = versions.iter().rev().take_while(|version| looked(&version.record) == now).last();
    first.map_or(Ok(None), |version| Recorded::of_version(view, version))
}

/// What is said beside the title of evidence where that is all there is room for; nothing where its bytes are kept here.
///
/// # Errors
/// Where the file can't be read.
pub fn brief(view: View, record: &Record) -> Result<&'static str, Error> {
    Ok(match Evidence(record).whereabouts() {
        Whereabouts::File(File { held: Held::Here(hash), .. }) if view.keeps(*hash)? => "",
        Whereabouts::File(File { held: Held::Here(_), .. }) => "erased",
        Whereabouts::File(_) => "a file held elsewhere",
        Whereabouts::Address(_, Some(_)) => "held at an address",
        Whereabouts::Address(_, None) => "held at an address, not looked at",
        Whereabouts::Paper(..) => "on paper",
        Whereabouts::Told => TOLD,
    })
}

/// How large a file is, and where its bytes are.
///
/// # Errors
/// Where the file can't be read.
pub fn held(view: View, file: &File) -> Result<String, Error> {
    held_in(view, &Words::default(), file)
}

/// The same in the words of a house.
fn held_in(view: View, words: &Words, file: &File) -> Result<String, Error> {
    let size = file.size;
    Ok(match &file.held {
        Held::Here(hash) if view.keeps(*hash)? => words.bytes_here(size),
        Held::Here(_) => words.bytes_erased(size),
        Held::Elsewhere { location, as_of, .. } => words.bytes_elsewhere(size, location, as_of),
    })
}

/// A file with what tells its bytes from others: `report.pdf (12345 bytes, salted hash 3fa9c2d1e5b70f66…)`. The hash of
/// bytes that are kept here is salted, and so is not the one that other programs work out.
pub fn sized(file: &File) -> String {
    let hash = file.held.hash().to_string();
    let (elsewhere, kind) = match &file.held {
        Held::Here(_) => (String::new(), "salted hash"),
        Held::Elsewhere { location, .. } => (format!(" at {location}"), "SHA-256"),
    };
    format!("{} ({} bytes{elsewhere}, {kind} {}…)", file.name, file.size, &hash[..DIGITS])
}
