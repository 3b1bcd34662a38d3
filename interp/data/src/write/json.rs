//! JSON: a list of objects, one a row.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{Printed, Sheet};

/// Writes a table as a list of objects. Numbers are texts of their exact digits, because readers of JSON keep only 15 to 17;
/// a cell without a value is `null`.
pub fn write_json(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut first = true;
    for row in sheet.rows {
        out.write_all(if first { b"\n  " } else { b",\n  " })?;
        first = false;
        let object: Map<String, Value> = sheet.headers.iter().cloned().zip(row.iter().map(value)).collect();
        serde_json::to_writer(&mut *out, &object)?;
    }
    out.write_all(if first { b"]\n" } else { b"\n]\n" })
}

fn value(cell: &Printed) -> Value {
    match cell {
        Printed::Text(text) | Printed::Decimal(text) => Value::String(text.clone()),
        Printed::Date(day) => Value::String(day.to_string()),
        Printed::YesNo(value) => Value::Bool(*value),
        Printed::Blank => Value::Null,
    }
}
