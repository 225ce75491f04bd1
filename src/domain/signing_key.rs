//! Keys with which people sign, as OpenSSH writes them: of Ed25519 or ECDSA P-256, also where they sit in a device.

use ssh_key::{Algorithm, EcdsaCurve, HashAlg, PublicKey};

/// The kinds of keys, in words.
pub const KINDS: &str = "Ed25519 or ECDSA P-256";

/// A key by which a signature is known to be somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey(PublicKey);

impl SigningKey {
    /// Reads a line of a public key file: `ssh-ed25519 AAAA… noor@laptop`. RSA is none: too weak a library reads it.
    pub fn read(line: &str) -> Option<Self> {
        let key = PublicKey::from_openssh(line.trim()).ok()?;
        let known = matches!(
            key.algorithm(),
            Algorithm::Ed25519
                | Algorithm::SkEd25519
                | Algorithm::SkEcdsaSha2NistP256
                | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 }
        );
        known.then_some(Self(key))
    }

    /// The keys of a text, one a line; those that are none are left out.
    pub fn all(text: &str) -> Vec<Self> {
        lines(text).filter_map(Self::read).collect()
    }

    /// The line by which others know it, without the comment.
    pub fn line(&self) -> String {
        let mut key = self.0.clone();
        key.set_comment("");
        key.to_openssh().unwrap_or_default().trim_end().to_owned()
    }

    /// What it is told from others by: `SHA256:…`.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The key itself.
    pub fn public(&self) -> &PublicKey {
        &self.0
    }
}

/// The lines of a text in which something stands.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Whether a text is, or holds, the half of a key that nobody else may have.
pub fn is_private(text: &str) -> bool {
    text.contains("PRIVATE KEY")
}
