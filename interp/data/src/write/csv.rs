//! CSV: UTF-8, LF, quotation marks where needed.

use std::io::{self, Write};

use super::{Printed, Sheet, YesNoWords};

/// Writes a table as CSV, with a byte order mark for spreadsheets that need one. Texts that a spreadsheet would run as a formula get
/// a `'` in front, which reading takes away again.
pub fn write_csv(out: &mut dyn Write, sheet: Sheet<'_>, words: YesNoWords, bom: bool) -> io::Result<()> {
    if bom {
        out.write_all(b"\xef\xbb\xbf")?;
    }
    let mut line = String::new();
    let headers = sheet.headers.iter().map(|h| Printed::Text(h.clone())).collect::<Vec<_>>();
    for row in std::iter::once(headers).chain(sheet.rows) {
        line.clear();
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                line.push(',');
            }
            push_cell(&mut line, cell, words);
        }
        if line.is_empty() {
            line.push_str("\"\"");
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn push_cell(line: &mut String, cell: &Printed, words: YesNoWords) {
    match cell {
        Printed::Text(text) => push_text(line, text),
        Printed::Decimal(digits) => line.push_str(digits),
        Printed::Date(day) => line.push_str(&day.to_string()),
        Printed::YesNo(value) => line.push_str(words.word(*value)),
        Printed::Blank => {}
    }
}

fn push_text(line: &mut String, text: &str) {
    let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']);
    let quoted = text.contains([',', '"', '\n', '\r', ';', '\t']) || text.trim().len() != text.len();
    if quoted {
        line.push('"');
    }
    if guarded {
        line.push('\'');
    }
    if text.contains('"') {
        line.push_str(&text.replace('"', "\"\""));
    } else {
        line.push_str(text);
    }
    if quoted {
        line.push('"');
    }
}
