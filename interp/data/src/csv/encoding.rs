//! From the bytes of a text file to UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, GB18030, UTF_16BE, UTF_16LE};

use super::contents::{Counted, ReadSeek};
use super::fault;
use crate::Fallible;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// With or without a byte order mark.
    Utf8,
    /// What Chinese spreadsheets call ANSI; holds GBK and GB2312.
    Gb18030,
    /// With a byte order mark: what spreadsheets call Unicode text.
    Utf16(Endian),
}

/// The order of the bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// FF FE
    Little,
    /// FE FF
    Big,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16(_) => "UTF-16",
        }
    }

    fn decoder(self) -> Option<Decoder> {
        match self {
            Self::Utf8 => None,
            Self::Gb18030 => Some(GB18030.new_decoder_without_bom_handling()),
            Self::Utf16(Endian::Little) => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Self::Utf16(Endian::Big) => Some(UTF_16BE.new_decoder_with_bom_removal()),
        }
    }
}

const CHUNK: usize = 64 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The encoding that the first bytes tell: by a byte order mark, or UTF-16 without one. Other files are UTF-8 if all of it is, which is
/// seen by reading it.
pub fn of_start(content: &mut dyn ReadSeek) -> Fallible<Option<Encoding>> {
    let io = |e: io::Error| fault::unreadable(&e);
    content.rewind().map_err(io)?;
    let mut start = Vec::new();
    content.take(4).read_to_end(&mut start).map_err(io)?;
    match start.as_slice() {
        [] => return Err(fault::empty().into()),
        [0xff, 0xfe, ..] => return Ok(Some(Encoding::Utf16(Endian::Little))),
        [0xfe, 0xff, ..] => return Ok(Some(Encoding::Utf16(Endian::Big))),
        _ => {}
    }
    Ok(unmarked_utf16(content).map_err(io)?.map(Encoding::Utf16))
}

/// The encoding of a file whose start does not tell it, by reading the whole: UTF-8 if all of it is, else GB18030 if all of it is.
pub fn of_whole(content: &mut dyn ReadSeek) -> Fallible<Encoding> {
    let Some(row) = first_row_not_in(content, Encoding::Utf8)? else { return Ok(Encoding::Utf8) };
    match first_row_not_in(content, Encoding::Gb18030)? {
        None => Ok(Encoding::Gb18030),
        Some(other) => Err(fault::no_encoding(row, other).into()),
    }
}

/// UTF-16 without a byte order mark: figures, commas and line breaks have a zero byte on one side, which no other text has.
fn unmarked_utf16(content: &mut dyn ReadSeek) -> io::Result<Option<Endian>> {
    let mut start = Vec::new();
    content.rewind()?;
    content.take(4096).read_to_end(&mut start)?;
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    Ok(match (first > second.saturating_mul(4), second > first.saturating_mul(4)) {
        (true, _) => Some(Endian::Big),
        (_, true) => Some(Endian::Little),
        _ => None,
    })
}

/// The number of the first line that is not in `encoding`.
fn first_row_not_in(content: &mut dyn ReadSeek, encoding: Encoding) -> Fallible<Option<usize>> {
    content.rewind().map_err(|e| fault::unreadable(&e))?;
    let mut decoder = match encoding.decoder() {
        Some(decoder) => decoder,
        None => encoding_rs::UTF_8.new_decoder_without_bom_handling(),
    };
    let mut chunk = vec![0; CHUNK];
    let mut text = vec![0; CHUNK * 3 + 16];
    let mut row = 1;
    loop {
        let count = content.read(&mut chunk).map_err(|e| fault::unreadable(&e))?;
        let bytes = chunk.get(..count).unwrap_or_default();
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut text, count == 0);
        row += text.get(..written).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        if matches!(result, encoding_rs::DecoderResult::Malformed(..)) {
            return Ok(Some(row));
        }
        if count == 0 {
            return Ok(None);
        }
    }
}

/// A file as UTF-8, without its byte order mark. What is taken for UTF-8 is given as it is.
pub struct Decoded<R> {
    inner: R,
    decoder: Option<Decoder>,
    chunk: Vec<u8>,
    at_start: bool,
}

impl Decoded<Counted<'_>> {
    /// How many bytes the file has, if that can be told.
    pub fn length(&mut self) -> Option<u64> {
        self.inner.length()
    }
}

impl<R: Read> Decoded<R> {
    /// The text of `inner`, which is in `encoding`.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        Self { inner, decoder: encoding.decoder(), chunk: Vec::new(), at_start: true }
    }

    /// What is read.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Adds text of about `wanted` bytes to `out`; `false` at the end.
    pub fn fill(&mut self, out: &mut Vec<u8>, wanted: usize) -> io::Result<bool> {
        let before = out.len();
        if self.decoder.is_none() {
            let limit = wanted.max(BYTE_ORDER_MARK.len());
            let count = self.read(out, limit)?;
            if std::mem::take(&mut self.at_start)
                && out.get(before..).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK))
            {
                out.drain(before..before + BYTE_ORDER_MARK.len());
            }
            return Ok(count == limit);
        }
        self.chunk.resize(CHUNK.min(wanted.max(1)), 0);
        while out.len() - before < wanted {
            let count = self.inner.read(&mut self.chunk)?;
            self.decode(count, out);
            if count == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds `limit` bytes to `out`, or fewer at the end; gives how many.
    fn read(&mut self, out: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
        let before = out.len();
        out.resize(before + limit, 0);
        let mut count = 0;
        let ended = loop {
            match self.inner.read(out.get_mut(before + count..).unwrap_or_default()) {
                Ok(0) => break Ok(count),
                Ok(more) => count += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        out.truncate(before + count);
        ended
    }

    fn decode(&mut self, count: usize, out: &mut Vec<u8>) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut bytes = self.chunk.get(..count).unwrap_or_default();
        let last = count == 0;
        loop {
            let mut text = vec![0; bytes.len() * 3 + 16];
            let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut text, last);
            out.extend_from_slice(text.get(..written).unwrap_or_default());
            bytes = bytes.get(read..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}
