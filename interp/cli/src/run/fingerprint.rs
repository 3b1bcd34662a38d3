//! The SHA-256 of what is written, taken while it is written.

use sha2::{Digest, Sha256};

/// What a receipt says of a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Takes the fingerprint of bytes.
pub(super) struct Fingerprinting {
    hasher: Sha256,
    bytes: u64,
}

impl Fingerprinting {
    /// Of no bytes yet.
    pub fn new() -> Self {
        Self { hasher: Sha256::new(), bytes: 0 }
    }

    /// Takes the bytes that follow.
    pub fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// The fingerprint of all that was taken.
    pub fn finish(self) -> Fingerprint {
        let sha256 = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { bytes: self.bytes, sha256 }
    }
}
