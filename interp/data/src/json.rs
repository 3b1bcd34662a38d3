//! JSON: a list of objects, one a row.

use std::io::BufReader;
use std::sync::Arc;

use heng_interp::table::{Draft, Origin, Schema};
use serde_json::{Map, Value};

use crate::Fallible;
use crate::csv::ReadSeek;
use crate::fill::{Rows, fill};
use crate::header;
use crate::input::failed;
use crate::plain::PlainSheet;
use crate::raw::Raw;

/// Reads a JSON file into a table.
pub fn read(content: &mut dyn ReadSeek, schema: &Arc<Schema>, origin: Origin) -> Draft {
    let objects = match parse(content, schema) {
        Ok(objects) => objects,
        Err(complaint) => return failed(schema, origin, complaint),
    };
    let mut headers: Vec<String> = Vec::new();
    for name in objects.iter().flat_map(Map::keys) {
        if !headers.contains(name) {
            headers.push(name.clone());
        }
    }
    if objects.is_empty() {
        headers =
            schema.columns.iter().filter_map(|c| c.accepted_headers().next().map(str::to_owned)).collect();
    }
    let mut layout = header::find(schema, std::slice::from_ref(&headers));
    layout.rows = 0;
    let mut rows = Objects { headers, objects, texts: Vec::new(), next: 0 };
    fill(schema, origin, &layout, &mut rows)
}

/// All values of a list of objects.
pub fn whole(content: &mut dyn ReadSeek) -> Fallible<PlainSheet> {
    let objects = parse(content, &Schema::default())?;
    let mut headers: Vec<String> = Vec::new();
    for name in objects.iter().flat_map(Map::keys) {
        if !headers.contains(name) {
            headers.push(name.clone());
        }
    }
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let row = |object: &Map<String, Value>| headers.iter().map(|header| text(object.get(header))).collect();
    let rows = objects.iter().map(row).collect();
    Ok(PlainSheet { name: String::new(), headers, rows })
}

fn parse(content: &mut dyn ReadSeek, schema: &Schema) -> Fallible<Vec<Map<String, Value>>> {
    let value: Value = serde_json::from_reader(BufReader::new(content)).map_err(|e| fault::not_json(&e))?;
    let list = match value {
        Value::Array(list) => list,
        Value::Object(mut tables) => match tables.remove(&schema.name) {
            Some(Value::Array(list)) => list,
            _ => return Err(fault::not_a_list(&schema.name).into()),
        },
        _ => return Err(fault::not_a_list(&schema.name).into()),
    };
    let object = |(row, value)| match value {
        Value::Object(map) => Ok(map),
        _ => Err(fault::not_an_object(row).into()),
    };
    (1_usize..).zip(list).map(object).collect()
}

struct Objects {
    headers: Vec<String>,
    objects: Vec<Map<String, Value>>,
    /// The current row's cells as texts; numbers keep the digits they are written with.
    texts: Vec<Option<String>>,
    next: usize,
}

impl Rows for Objects {
    fn advance(&mut self) -> Fallible<bool> {
        let Some(object) = self.objects.get(self.next) else { return Ok(false) };
        self.next += 1;
        self.texts.clear();
        for header in &self.headers {
            self.texts.push(match object.get(header) {
                None | Some(Value::Null) => None,
                Some(Value::String(text)) => Some(text.clone()),
                Some(Value::Bool(value)) => Some(if *value { "TRUE" } else { "FALSE" }.to_owned()),
                Some(Value::Number(number)) => Some(plain(&number.to_string())),
                Some(Value::Array(_) | Value::Object(_)) => {
                    return Err(fault::nested(self.next, header).into());
                }
            });
        }
        Ok(true)
    }

    fn number(&self) -> u32 {
        u32::try_from(self.next).unwrap_or(u32::MAX)
    }

    fn width(&self) -> usize {
        self.headers.len()
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.texts.get(column).and_then(Option::as_deref).map_or(Raw::Blank, Raw::Text)
    }
}

/// A number without an exponent: `1e20`, `1.5e-7`.
fn plain(number: &str) -> String {
    let Some(value) = number.contains(['e', 'E']).then(|| number.parse::<f64>().ok()).flatten() else {
        return number.to_owned();
    };
    crate::cell::float_text(value)
}

mod fault {
    //! JSON of another shape than a list of flat objects.

    use heng_interp::table::fault::Complaint;

    /// No JSON at all.
    pub fn not_json(error: &serde_json::Error) -> Complaint {
        let (line, column) = (error.line(), error.column());
        Complaint::error(
            841,
            format!("JSON 写错了：第 {line} 行第 {column} 个字符"),
            format!("the JSON is malformed in line {line}, column {column}: {error}"),
        )
    }

    /// Something else than a list.
    pub fn not_a_list(table: &str) -> Complaint {
        Complaint::error(842, "JSON 里没有行的列表", "the JSON holds no list of rows").expected(
            format!("[{{…}}, {{…}}]，或 {{\"{table}\": [{{…}}, {{…}}]}}"),
            format!("[{{…}}, {{…}}] or {{\"{table}\": [{{…}}, {{…}}]}}"),
        )
    }

    /// An entry of the list that is no object.
    pub fn not_an_object(row: usize) -> Complaint {
        Complaint::error(
            842,
            format!("JSON 第 {row} 项不是对象"),
            format!("entry {row} of the JSON is no object"),
        )
        .expected("{\"列\": 值, …}", "{\"column\": value, …}")
    }

    /// A cell that is a list or an object.
    pub fn nested(row: usize, column: &str) -> Complaint {
        Complaint::error(
            843,
            format!("JSON 第 {row} 项的「{column}」不是单个值"),
            format!("`{column}` of entry {row} of the JSON is not a single value"),
        )
        .expected("文字、数、true、false 或 null", "a string, a number, true, false or null")
    }
}
