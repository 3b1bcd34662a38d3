//! The bytes of a file, counted and digested while they are read.

use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use crate::input::{Contents, Progress};

/// Bytes that can be read twice, by any thread.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// A file that is read once from its beginning.
pub struct Counted<'r> {
    content: &'r mut dyn ReadSeek,
    digest: Sha256,
    bytes: u64,
    ended: bool,
    progress: Option<Progress<'r>>,
}

impl<'r> Counted<'r> {
    /// The file from its beginning.
    pub fn new(content: &'r mut dyn ReadSeek, progress: Option<Progress<'r>>) -> io::Result<Self> {
        content.rewind()?;
        Ok(Self { content, digest: Sha256::new(), bytes: 0, ended: false, progress })
    }

    /// How many bytes it has, if that can be told.
    pub fn length(&mut self) -> Option<u64> {
        let here = self.content.stream_position().ok()?;
        let length = self.content.seek(SeekFrom::End(0)).ok();
        self.content.seek(SeekFrom::Start(here)).ok()?;
        length
    }

    /// What the file held, if all of it was read.
    pub fn contents(self) -> Option<Contents> {
        self.ended.then(|| Contents { bytes: self.bytes, sha256: hexadecimal(&self.digest.finalize()) })
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        self.ended |= count == 0 && !buffer.is_empty();
        self.bytes += count as u64;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        if let Some(progress) = self.progress {
            progress(count as u64);
        }
        Ok(count)
    }
}

/// What a file holds.
pub fn contents(content: &mut dyn ReadSeek) -> io::Result<Contents> {
    let mut counted = Counted::new(content, None)?;
    io::copy(&mut counted, &mut io::sink())?;
    counted.ended = true;
    Ok(counted.contents().unwrap_or_default())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
