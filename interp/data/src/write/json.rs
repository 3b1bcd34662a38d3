//! JSON: a list of objects, one a row.

use std::io::{self, Write};

use super::buffer::Buffer;
use super::form::Form;
use super::{Sheet, write_batches};

/// Writes a table as a list of objects. Numbers are texts of their exact digits, because readers of JSON keep only 15 to 17;
/// a cell without a value is `null`.
pub fn write_json(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    out.write_all(HEAD)?;
    let mut body = AfterFirst { out, list: List::default() };
    write_batches(&mut body, &form(&sheet.headers), sheet.batches)?;
    let tail = body.list.tail();
    out.write_all(tail)
}

/// What a list begins with.
pub(super) const HEAD: &[u8] = b"[";

/// A list whose objects are spelled each with a comma in front, and of which one is the first.
#[derive(Debug, Default)]
pub(super) struct List {
    begun: bool,
}

impl List {
    /// How many bytes of the next objects are left out: the comma in front of the first.
    pub fn skipped(&mut self, objects: &[u8]) -> usize {
        let is_first = !self.begun && !objects.is_empty();
        self.begun |= is_first;
        usize::from(is_first)
    }

    /// What it ends with.
    pub fn tail(&self) -> &'static [u8] {
        if self.begun { b"\n]\n" } else { b"]\n" }
    }
}

/// Writes a list without the comma in front of its first object.
struct AfterFirst<'w, W: Write + ?Sized> {
    out: &'w mut W,
    list: List,
}

impl<W: Write + ?Sized> Write for AfterFirst<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let skipped = self.list.skipped(bytes);
        self.out.write_all(bytes.get(skipped..).unwrap_or_default())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How lines with these headers are spelled. Of columns with one header the last gives the value, as in any object.
pub(super) fn form(headers: &[String]) -> Form {
    let mut fields: Vec<(Vec<u8>, usize)> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        if headers.iter().take(at).any(|earlier| earlier == header) {
            continue;
        }
        let mut before = Buffer::default();
        before.push(if at == 0 { b'{' } else { b',' });
        push_text(&mut before, header);
        before.push(b':');
        let last = headers.iter().rposition(|other| other == header).unwrap_or(at);
        fields.push((before.finish(), last));
    }
    Form {
        start: if fields.is_empty() { b",\n  {" } else { b",\n  " },
        fields,
        end: b"}",
        empty: b"",
        blank: b"null",
        answers: [b"false", b"true"],
        mark: b"\"",
        text: push_text,
    }
}

fn push_text(out: &mut Buffer, text: &str) {
    let escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if text.bytes().any(escaped) {
        let spelled = serde_json::Value::from(text).to_string();
        return out.extend(spelled.as_bytes());
    }
    out.push(b'"');
    out.extend(text.as_bytes());
    out.push(b'"');
}
