//! Files that are held elsewhere: whether each is still where it was, and has the bytes that it had.

use std::io::ErrorKind;
use std::path::Path;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::evidence::{self, Evidence, Whereabouts};
use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::value::{File, Held, Value};
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::hashing::{self, Fingerprint};

/// A file that is held elsewhere.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    pub record: RecordId,
    /// What people call the record: `E-83 Raw figures`.
    pub name: String,
    pub file: File,
}

/// What looking at a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It has the bytes that it had.
    Same,
    /// It has others.
    Changed(Fingerprint),
    /// It is not there; on another machine it may be.
    NotHere,
    /// Something has its name that can't be looked at, and why.
    Unread(String),
}

/// What no program can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Others {
    /// Evidence that is held at an address.
    pub addresses: u64,
    /// Evidence on paper.
    pub papers: u64,
    /// Evidence of which there are words alone.
    pub told: u64,
}

/// The files of records in force that are held elsewhere, register by register.
///
/// # Errors
/// Where the file can't be read.
pub fn all(view: View) -> Result<Vec<Elsewhere>, Error> {
    let mut found = Vec::new();
    for register in CATALOGUE.registers() {
        let fields: Vec<&'static Field> = register.fields.iter().filter(|field| field.kind == Kind::File).collect();
        if fields.is_empty() {
            continue;
        }
        view.each(&titled(register, &fields), |record| {
            for field in &fields {
                let Some(Value::File(file)) = record.get(field.name) else { continue };
                if matches!(file.held, Held::Elsewhere { .. }) {
                    let (name, file) = (named(&record), (**file).clone());
                    found.push(Elsewhere { record: record.id, name, file });
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn titled(register: &'static Register, fields: &[&'static Field]) -> Query {
    let read: Vec<_> = register.title().into_iter().chain(fields.iter().copied()).collect();
    Query::new(register).only(&read)
}

/// How much evidence no program can look at.
///
/// # Errors
/// Where the file can't be read.
pub fn others(view: View) -> Result<Others, Error> {
    let mut others = Others::default();
    view.each(&Query::new(&evidence::REGISTER), |record| {
        match Evidence(&record).whereabouts() {
            Whereabouts::File(_) => {}
            Whereabouts::Address(..) => others.addresses += 1,
            Whereabouts::Paper(..) => others.papers += 1,
            Whereabouts::Told => others.told += 1,
        }
        Ok(())
    })?;
    Ok(others)
}

impl Elsewhere {
    /// Looks at it. One that has another size is not read: its bytes are others.
    pub fn look(&self) -> Found {
        let Held::Elsewhere { location, sha256, .. } = &self.file.held else { return Found::NotHere };
        let path = Path::new(location);
        match path.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Found::NotHere,
            Err(error) => return Found::Unread(error.to_string()),
            Ok(_) => {}
        }
        // It is never told to stop.
        match hashing::fingerprint(path, &mut |_| true) {
            Ok(Some(found)) if found.sha256 == *sha256 && found.size == self.file.size => Found::Same,
            Ok(Some(found)) => Found::Changed(found),
            Ok(None) => Found::NotHere,
            Err(error) => Found::Unread(error.to_string()),
        }
    }
}
