//! The SHA-256 of what is written, taken while it is written.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// What a receipt says of a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Passes bytes on, and takes their fingerprint.
pub(super) struct Fingerprinting<W> {
    out: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Fingerprinting<W> {
    /// Of what goes to `out` from now on.
    pub fn new(out: W) -> Self {
        Self { out, hasher: Sha256::new(), bytes: 0 }
    }

    /// The fingerprint of all that was written.
    pub fn finish(self) -> Fingerprint {
        let sha256 = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { bytes: self.bytes, sha256 }
    }
}

impl<W: Write> Write for Fingerprinting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
