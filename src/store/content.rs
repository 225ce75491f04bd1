//! Bytes of which the journal holds only a salted hash: personal values, users' names, files, sealed documents.
//!
//! The salt keeps a short value, such as a name, from being guessed from its hash. An erasure removes salt and bytes;
//! the hash stays and with it the proof that something was there.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::identity::Hash;

use super::ambient::Ambient;
use super::chain;
use super::error::Error;

/// What bytes are kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The value of a personal field.
    Field,
    /// The name of an operating-system user.
    User,
    /// A file that is evidence.
    File,
    /// A document that was sealed: erasures leave it whole and name it.
    Sealed,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Field, Self::User, Self::File, Self::Sealed];

    /// The word in the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::User => "user",
            Self::File => "file",
            Self::Sealed => "sealed",
        }
    }
}

/// Bytes on their way into the content table, salted and hashed.
#[derive(Debug, Clone)]
pub struct Content {
    pub hash: Hash,
    purpose: Purpose,
    salt: [u8; 16],
    bytes: Vec<u8>,
}

impl Content {
    /// Salts and hashes bytes.
    ///
    /// # Errors
    /// Where the system gives no randomness.
    pub fn new(purpose: Purpose, bytes: Vec<u8>, ambient: &Ambient) -> Result<Self, Error> {
        let salt = ambient.random()?;
        Ok(Self { hash: chain::content(purpose.word(), &salt, &bytes), purpose, salt, bytes })
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Whether nothing can be seen in them: there are none, or blanks and line ends alone.
    pub fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    pub(super) fn insert(&self, connection: &Connection) -> Result<(), Error> {
        connection
            .prepare_cached("INSERT INTO content (hash, purpose, salt, bytes) VALUES (?, ?, ?, ?)")?
            .execute(params![self.hash.0, self.purpose.word(), self.salt, self.bytes])?;
        Ok(())
    }
}

/// The bytes behind a hash: `None` where they were erased or were never here.
pub fn bytes(connection: &Connection, hash: Hash) -> Result<Option<Vec<u8>>, Error> {
    let found = connection
        .prepare_cached("SELECT bytes FROM content WHERE hash = ?")?
        .query_row([hash.0], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

/// What has become of the bytes behind a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// They are here, and are those of which the hash was made.
    Bytes(Vec<u8>),
    /// They were erased, or were never here.
    Gone,
    /// Something else stands in their place.
    Altered,
}

/// The bytes behind a hash, compared with it.
pub(super) fn kept(connection: &Connection, hash: Hash) -> Result<Kept, Error> {
    let found = connection
        .prepare_cached("SELECT purpose, salt, bytes FROM content WHERE hash = ? AND bytes IS NOT NULL")?
        .query_row([hash.0], |row| {
            let (purpose, salt, bytes): (String, Option<Vec<u8>>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let same = chain::content(&purpose, &salt.unwrap_or_default(), &bytes) == hash;
            Ok(if same { Kept::Bytes(bytes) } else { Kept::Altered })
        })
        .optional()?;
    Ok(found.unwrap_or(Kept::Gone))
}

/// Whether the bytes behind a hash are still kept.
pub fn keeps(connection: &Connection, hash: Hash) -> Result<bool, Error> {
    let kept = connection
        .prepare_cached("SELECT bytes IS NOT NULL FROM content WHERE hash = ?")?
        .query_row([hash.0], |row| row.get(0))
        .optional()?;
    Ok(kept.unwrap_or(false))
}

/// What the bytes behind a hash are, or were, kept for.
pub(super) fn purpose(connection: &Connection, hash: Hash) -> Result<Option<Purpose>, Error> {
    let found: Option<String> = connection
        .prepare_cached("SELECT purpose FROM content WHERE hash = ?")?
        .query_row([hash.0], |row| row.get(0))
        .optional()?;
    Ok(found.and_then(|word| Purpose::ALL.into_iter().find(|purpose| purpose.word() == word)))
}

/// The words behind a hash.
pub fn words(connection: &Connection, hash: Hash) -> Result<Option<String>, Error> {
    Ok(bytes(connection, hash)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The content that holds the name of an operating-system user; none where they never wrote, or it was erased.
pub(super) fn known_user(connection: &Connection, name: &str) -> Result<Option<Hash>, Error> {
    let known = connection
        .prepare_cached("SELECT hash FROM content WHERE purpose = 'user' AND bytes = ?")?
        .query_row([name.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(known.map(Hash))
}

/// The content that holds the name of an operating-system user, made where there is none yet.
pub(super) fn user(connection: &Connection, name: &str, ambient: &Ambient) -> Result<Hash, Error> {
    if let Some(hash) = known_user(connection, name)? {
        return Ok(hash);
    }
    let content = Content::new(Purpose::User, name.as_bytes().to_vec(), ambient)?;
    content.insert(connection)?;
    Ok(content.hash)
}

/// Removes salt and bytes, and keeps the hash.
pub(super) fn erase(connection: &Connection, hashes: &[Hash]) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("UPDATE content SET salt = NULL, bytes = NULL WHERE hash = ?")?;
    for hash in hashes {
        statement.execute([hash.0])?;
    }
    Ok(())
}
