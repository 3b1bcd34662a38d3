//! CSV: UTF-8, LF, quotation marks where needed.

use std::io::{self, Write};

use super::buffer::Buffer;
use super::form::Form;
use super::{Sheet, YesNoWords, write_batches};

/// How a spreadsheet knows that a file is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes a table as CSV, with a byte order mark for spreadsheets that need one. Texts that a spreadsheet would run as a formula get
/// a `'` in front, which reading takes away again.
pub fn write_csv(out: &mut dyn Write, sheet: Sheet<'_>, words: YesNoWords, bom: bool) -> io::Result<()> {
    out.write_all(&head(&sheet.headers, bom))?;
    write_batches(out, &form(sheet.headers.len(), words), sheet.batches)
}

/// The line of the headers.
pub(super) fn head(headers: &[String], bom: bool) -> Vec<u8> {
    let mut out = Buffer::default();
    if bom {
        out.extend(BYTE_ORDER_MARK);
    }
    let start = out.len();
    for (at, header) in headers.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_text(&mut out, header);
    }
    if out.len() == start {
        out.extend(EMPTY);
    }
    out.push(b'\n');
    out.finish()
}

/// A line of one blank cell: an empty line would be no line.
const EMPTY: &[u8] = b"\"\"";

/// How lines of so many cells are spelled.
pub(super) fn form(columns: usize, words: YesNoWords) -> Form {
    let before = |at: usize| (if at == 0 { Vec::new() } else { vec![b','] }, at);
    Form {
        start: b"",
        fields: (0..columns).map(before).collect(),
        end: b"\n",
        empty: EMPTY,
        blank: b"",
        answers: [words.no.as_bytes(), words.yes.as_bytes()],
        mark: b"",
        text: push_text,
    }
}

/// Per byte whether a text with it has to be looked at: it may have to be quoted or, at its front, guarded.
const DOUBTFUL: [bool; 256] = {
    let mut doubtful = [false; 256];
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::indexing_slicing, reason = "a constant: an index out of bounds would not compile")]
        {
            doubtful[at] = matches!(at as u8, 0..=b' ' | b',' | b'"' | b';' | b'\'' | b'=' | b'+' | b'-' | b'@' | 0x7f..);
        }
        at += 1;
    }
    doubtful
};

fn push_text(out: &mut Buffer, text: &str) {
    let doubtful = |byte: u8| DOUBTFUL.get(usize::from(byte)).copied().unwrap_or(true);
    if text.bytes().fold(false, |found, byte| found | doubtful(byte)) {
        push_doubtful(out, text);
    } else {
        out.extend(text.as_bytes());
    }
}

fn push_doubtful(out: &mut Buffer, text: &str) {
    let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']);
    let separates = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r' | b';' | b'\t');
    let is_blank = |end: Option<char>| end.is_some_and(char::is_whitespace);
    let quoted =
        text.bytes().any(separates) || is_blank(text.chars().next()) || is_blank(text.chars().next_back());
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.extend(b"\"\"");
        }
        out.extend(part.as_bytes());
    }
    if quoted {
        out.push(b'"');
    }
}
