//! The hashes that chain the journal.
//!
//! `body_hash` covers a transaction's header and its changes in order, each as its exact bytes, and leaves its place in
//! the journal out. `link` covers the previous link, the sequence and the body hash, so that a server can one day put
//! transactions in order without hashing their bodies again. Lengths go in before bytes: no two different bodies can
//! run together into the same input.

use sha2::{Digest, Sha256};

use crate::domain::identity::{Hash, Sequence};

/// A place in the journal and the link that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// 0 where the journal is empty.
    pub sequence: Sequence,
    pub link: Hash,
}

impl Head {
    /// The head of an empty journal.
    pub const EMPTY: Self = Self { sequence: 0, link: Hash::GENESIS };

    /// The head after one more transaction.
    pub fn next(self, body: Hash) -> Self {
        let sequence = self.sequence + 1;
        Self { sequence, link: link(self.link, sequence, body) }
    }
}

/// Hashes a transaction's body as it comes.
#[derive(Debug, Clone)]
pub struct Body(Sha256);

impl Body {
    /// Starts with the header.
    pub fn new(header: &str) -> Self {
        let mut body = Self(Sha256::new_with_prefix(b"gavel body 1\0"));
        body.push(header);
        body
    }

    /// Adds the next change.
    pub fn push(&mut self, change: &str) {
        self.0.update((change.len() as u64).to_be_bytes());
        self.0.update(change.as_bytes());
    }

    /// The body hash.
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

/// The link at a place of the journal.
pub fn link(previous: Hash, sequence: Sequence, body: Hash) -> Hash {
    let mut hash = Sha256::new_with_prefix(b"gavel link 1\0");
    hash.update(previous.0);
    hash.update(sequence.to_be_bytes());
    hash.update(body.0);
    Hash(hash.finalize().into())
}

/// The salted hash under which bytes are kept in the content table.
pub fn content(purpose: &str, salt: &[u8], bytes: &[u8]) -> Hash {
    let mut hash = Sha256::new_with_prefix(b"gavel content 1\0");
    for part in [purpose.as_bytes(), salt, bytes] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Hash(hash.finalize().into())
}

/// The plain SHA-256 of a file's bytes, as `sha256sum` prints it.
pub fn file(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_its_parts_and_not_their_sum() {
        let body = |parts: &[&str]| {
            let mut body = Body::new(parts[0]);
            parts[1..].iter().for_each(|part| body.push(part));
            body.finish()
        };
        assert_ne!(body(&["ab", "c"]), body(&["a", "bc"]));
        assert_ne!(body(&["a", "b", "c"]), body(&["a", "c", "b"]));
        assert_ne!(body(&["a"]), body(&["a", ""]));
    }

    /// Links are printed in sealed minutes: their value may never change.
    #[test]
    fn the_hashes_are_pinned() {
        let head = Head::EMPTY.next(Body::new("{}").finish());
        assert_eq!(head.link.to_string(), "bca0800fa6fba405e55dd8f1ced7064810ea340b6fb8d0eca4bf68126b57c312");
        assert_eq!(file(b"").to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
