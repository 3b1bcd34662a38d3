//! The first rows of a text file: what parts its cells, and where its header is.

use std::io::Read;

use heng_interp::table::Schema;

use super::contents::ReadSeek;
use super::encoding::{Decoded, Encoding};
use super::fault;
use super::records::{Records, bare};
use super::split::Split;
use crate::Fallible;
use crate::header::{self, Layout};

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// So much of a file is looked at first; more where it has not rows enough.
const FIRST: usize = 64 * 1024;

/// What the first rows tell.
pub struct Start {
    /// What parts the cells.
    pub delimiter: u8,
    /// The header.
    pub layout: Layout,
    /// The first rows as texts.
    pub rows: Vec<Vec<String>>,
    /// How many bytes of text come before the data.
    pub length: usize,
}

/// Looks at the first rows; nothing where they are not in `encoding`.
pub fn first_rows(
    content: &mut dyn ReadSeek,
    schema: &Schema,
    encoding: Encoding,
) -> Fallible<Option<Start>> {
    content.rewind().map_err(|error| fault::unreadable(&error))?;
    let mut text = Text { source: Decoded::new(content, encoding), bytes: Vec::new(), ended: false };
    let mut best: Option<Start> = None;
    for delimiter in DELIMITERS {
        let Some(found) = text.read(delimiter, schema)? else { return Ok(None) };
        let rank = |start: &Start| (start.layout.found, start.layout.width);
        if best.as_ref().is_none_or(|best| rank(&found) > rank(best)) {
            best = Some(found);
        }
    }
    match best {
        Some(best) => Ok(Some(best)),
        None => Err(fault::empty().into()),
    }
}

/// The beginning of a text, as far as it was read.
struct Text<R> {
    source: Decoded<R>,
    bytes: Vec<u8>,
    ended: bool,
}

impl<R: Read> Text<R> {
    /// Reads more, until there are rows enough; nothing where they are not UTF-8.
    fn read(&mut self, delimiter: u8, schema: &Schema) -> Fallible<Option<Start>> {
        loop {
            let split = Split::of(&self.bytes, delimiter, self.ended);
            if split.records() >= header::WINDOW || self.ended {
                return self.start(split, delimiter, schema);
            }
            let wanted = FIRST.max(self.bytes.len());
            let more = self.source.fill(&mut self.bytes, wanted);
            self.ended = !more.map_err(|error| fault::unreadable(&error))?;
        }
    }

    fn start(&self, split: Split, delimiter: u8, schema: &Schema) -> Fallible<Option<Start>> {
        let whole = self.bytes.get(..split.length()).unwrap_or_default();
        let Ok(text) = simdutf8::basic::from_utf8(whole) else { return Ok(None) };
        if split.is_unclosed() && split.records() < header::WINDOW {
            let row = u32::try_from(split.records()).unwrap_or(u32::MAX);
            return Err(fault::unclosed_quote(row.saturating_add(1)).into());
        }
        let records = Records::new(text, split);
        let window = 0..records.len().min(header::WINDOW);
        let cells = |row| records.cells(row).map(|cell| bare(&cell).to_owned()).collect();
        let rows: Vec<Vec<String>> = window.map(cells).collect();
        let layout = header::find(schema, &rows);
        let length = records.begin(layout.rows);
        Ok(Some(Start { delimiter, layout, rows, length }))
    }
}
