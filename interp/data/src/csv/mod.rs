//! CSV and its relatives: any delimiter, any encoding that Chinese offices use. A file is read once: while a piece of it is at hand it is
//! digested, checked to be UTF-8, split, and its cells are parsed into the columns that the program reads. Several threads take a piece each.

mod contents;
mod encoding;
mod fault;
mod garbled;
mod pieces;
mod records;
mod rows;
mod split;
mod start;

use std::sync::Arc;

use heng_interp::table::{Draft, Origin, Schema};

use crate::Fallible;
use crate::fill::{Piecewise, fill};
use crate::input::{Contents, Reading, failed};
use contents::Counted;
use encoding::Encoding;
use rows::PieceRows;
use start::{Start, first_rows};

pub use contents::{ReadSeek, contents};
pub use pieces::{Ending, Pieces};
pub use records::{Record, Records, said};
pub use split::Split;

/// Reads a CSV file into a table; tells too what the file holds, where all of it was read.
pub fn read(
    content: &mut dyn ReadSeek,
    schema: &Arc<Schema>,
    origin: &Origin,
    how: &Reading<'_>,
) -> (Draft, Option<Contents>) {
    let read = try_encodings(content, schema, origin, how);
    read.unwrap_or_else(|complaint| (failed(schema, origin.clone(), complaint), None))
}

/// Takes a file that does not say what it is for UTF-8. Where it turns out not to be, or may not be because its header is not as it should
/// be, the whole of it is looked at.
fn try_encodings(
    content: &mut dyn ReadSeek,
    schema: &Arc<Schema>,
    origin: &Origin,
    how: &Reading<'_>,
) -> Fallible<(Draft, Option<Contents>)> {
    let (told, encoding) = match encoding::of_start(content)? {
        Some(encoding) => (true, encoding),
        None => (false, Encoding::Utf8),
    };
    let start = first_rows(content, schema, encoding).transpose();
    let start = match start {
        Some(start) if told || start.as_ref().is_ok_and(|start| start.layout.is_complete()) => start,
        start => {
            let whole = if told { encoding } else { encoding::of_whole(content)? };
            match start.filter(|_| whole == encoding) {
                Some(start) => start,
                None => return read_as(content, whole, schema, origin, how),
            }
        }
    };
    match read_below(content, encoding, start?, schema, origin, how)? {
        Some(read) => Ok(read),
        None => {
            let encoding = encoding::of_whole(content)?;
            read_as(content, encoding, schema, origin, how)
        }
    }
}

/// Reads a file whose encoding is known.
fn read_as(
    content: &mut dyn ReadSeek,
    encoding: Encoding,
    schema: &Arc<Schema>,
    origin: &Origin,
    how: &Reading<'_>,
) -> Fallible<(Draft, Option<Contents>)> {
    let not_it = || fault::no_encoding(1, 1);
    let start = first_rows(content, schema, encoding)?.ok_or_else(not_it)?;
    Ok(read_below(content, encoding, start, schema, origin, how)?.ok_or_else(not_it)?)
}

/// Reads what stands below the header; nothing where it is not UTF-8 though it was taken for it.
fn read_below(
    content: &mut dyn ReadSeek,
    encoding: Encoding,
    start: Start,
    schema: &Arc<Schema>,
    origin: &Origin,
    how: &Reading<'_>,
) -> Fallible<Option<(Draft, Option<Contents>)>> {
    let Start { delimiter, layout, rows, length } = start;
    if !layout.is_complete()
        && let Some(complaint) = garbled::complaint(schema, &rows, layout.found, content, encoding)?
    {
        return Err(complaint.into());
    }
    let counted = Counted::new(content, how.progress).map_err(|error| fault::unreadable(&error))?;
    let mut pieces = Pieces::new(counted, encoding, delimiter, length, how.piece);
    let read = if layout.long.is_some() && layout.found > 0 {
        let mut rows = PieceRows::new(&mut pieces, layout.rows);
        let draft = fill(schema, origin.clone(), &layout, &mut rows);
        rows.is_utf8().then_some(draft)
    } else {
        Piecewise::new(schema, origin, &layout).read(&mut pieces, how.threads)
    };
    let Some(mut draft) = read else { return Ok(None) };
    if encoding != Encoding::Utf8 {
        let note = fault::not_utf8(encoding.name());
        draft.faults.insert(0, note.at(&schema.name, origin.place(None, None), None, None));
    }
    Ok(Some((draft, pieces.into_content().contents())))
}

/// All cells of a file whose cells are parted by commas.
pub fn plain(content: &mut dyn ReadSeek) -> Fallible<Vec<Vec<String>>> {
    let encoding = match encoding::of_start(content)? {
        Some(encoding) => encoding,
        None => encoding::of_whole(content)?,
    };
    let counted = Counted::new(content, None).map_err(|error| fault::unreadable(&error))?;
    let mut pieces = Pieces::new(counted, encoding, b',', 0, Reading::PIECE);
    let mut all = PieceRows::new(&mut pieces, 0);
    let mut rows = Vec::new();
    while let Some(cells) = all.next_cells()? {
        rows.push(cells);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
