//! CSV and its relatives: any delimiter, any encoding that Chinese offices use.

mod encoding;
mod fault;
mod garbled;
mod records;

use std::io::{Read, Seek};
use std::sync::Arc;

use heng_interp::table::fault::Complaint;
use heng_interp::table::{Draft, Origin, Schema};

use crate::Fallible;
use crate::fill::{Rows, fill};
use crate::header::{self, Layout};
use crate::input::failed;
use crate::raw::Raw;
use encoding::{Decoded, Encoding};
use records::{Record, Records};

/// Bytes that can be read twice.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads a CSV file into a table.
pub fn read(content: &mut dyn ReadSeek, schema: &Arc<Schema>, origin: Origin) -> Draft {
    match prepare(content, schema) {
        Ok(prepared) => {
            let mut rows = CsvRows { records: prepared.records, record: Record::default() };
            let mut draft = fill(schema, origin.clone(), &prepared.layout, &mut rows);
            if let Some(note) = prepared.note {
                draft.faults.insert(0, note.at(&schema.name, origin.place(None, None), None, None));
            }
            draft
        }
        Err(complaint) => failed(schema, origin, complaint),
    }
}

struct Prepared<'r> {
    records: Records<Decoded<&'r mut dyn ReadSeek>>,
    layout: Layout,
    note: Option<Complaint>,
}

/// Finds the encoding, the delimiter and the header, and goes to the first row below it.
fn prepare<'r>(content: &'r mut dyn ReadSeek, schema: &Schema) -> Fallible<Prepared<'r>> {
    let encoding = encoding::detect(content)?;
    let mut best: Option<(u8, Layout)> = None;
    for delimiter in DELIMITERS {
        rewind(content)?;
        let mut records = Records::new(Decoded::new(&mut *content, encoding), delimiter);
        let layout = header::find(schema, &first_rows(&mut records)?);
        let better = best.as_ref().is_none_or(|(_, b)| (layout.found, layout.width) > (b.found, b.width));
        if better {
            best = Some((delimiter, layout));
        }
    }
    let Some((delimiter, layout)) = best else { return Err(fault::empty().into()) };
    if !layout.is_complete() {
        rewind(content)?;
        let mut records = Records::new(Decoded::new(&mut *content, encoding), delimiter);
        let rows = first_rows(&mut records)?;
        rewind(content)?;
        if let Some(complaint) = garbled::complaint(schema, &rows, layout.found, content, encoding)? {
            return Err(complaint.into());
        }
    }
    rewind(content)?;
    let mut records = Records::new(Decoded::new(content, encoding), delimiter);
    let mut record = Record::default();
    for _ in 0..layout.rows {
        records.next(&mut record)?;
    }
    let note = (encoding != Encoding::Utf8).then(|| fault::not_utf8(encoding.name()));
    Ok(Prepared { records, layout, note })
}

/// All cells of a file whose cells are parted by commas.
pub fn plain(content: &mut dyn ReadSeek) -> Fallible<Vec<Vec<String>>> {
    let encoding = encoding::detect(content)?;
    rewind(content)?;
    let mut records = Records::new(Decoded::new(content, encoding), b',');
    let (mut rows, mut record) = (Vec::new(), Record::default());
    while records.next(&mut record)? {
        rows.push(record.cells().map(str::to_owned).collect());
    }
    Ok(rows)
}

fn rewind(content: &mut dyn ReadSeek) -> Fallible<()> {
    content.rewind().map_err(|e| fault::unreadable(&e).into())
}

fn first_rows<R: encoding::Source>(records: &mut Records<R>) -> Fallible<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    let mut record = Record::default();
    while rows.len() < header::WINDOW && records.next(&mut record)? {
        rows.push(record.cells().map(|cell| bare(cell).to_owned()).collect());
    }
    Ok(rows)
}

/// The text without what keeps a spreadsheet from taking it for a number or a formula: `'00123`, `="00123"`.
fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.as_bytes().first() {
        Some(b'\'') => text.get(1..).unwrap_or(text),
        Some(b'=') => text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text),
        _ => text,
    }
}

struct CsvRows<R> {
    records: Records<R>,
    record: Record,
}

impl<R: encoding::Source> Rows for CsvRows<R> {
    fn advance(&mut self) -> Fallible<bool> {
        self.records.next(&mut self.record)
    }

    fn number(&self) -> u32 {
        self.records.row()
    }

    fn width(&self) -> usize {
        self.record.len()
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.record.get(column).map_or(Raw::Blank, |cell| Raw::Text(bare(cell)))
    }

    fn is_ragged(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
