//! One cell of a table, written anew.

use heng_interp::suggest::nearest;
use heng_interp::table::fault::{self, Complaint};
use heng_interp::table::{ColumnKind, ColumnRule, Table};
use heng_interp::value::{Absence, Value};

use crate::value::read_value;

/// So many keys are looked through for one that may be meant.
pub(super) const MOST_KEYS: u32 = 5_000;

/// Words for a cell that is to be blank: a correction says so, because a blank might be forgotten.
const BLANK: [&str; 4] = ["空", "空白", "无数据", "blank"];

/// The value that a cell of the column `rule` of one of the `tables` has where `written` stands in it, by the rules that a file is read
/// by: unit, 可小数, bounds, 零作缺失; `空` is a blank cell, which takes its default or is missing where it may be. A key of another table is
/// the place of its row.
///
/// # Errors
/// Where a file with this cell would be refused.
pub fn read_cell(tables: &[Table], rule: &ColumnRule, written: &str) -> Result<Value, Box<Complaint>> {
    let written = written.trim();
    if written.is_empty() || BLANK.contains(&written) {
        return match &rule.default {
            Some(default) => Ok(default.clone()),
            None if rule.optional => Ok(Value::Absent(Absence::Missing)),
            None => Err(Box::new(fault::blank(rule))),
        };
    }
    let unbounded = ColumnRule { bounds: Vec::new(), ..rule.clone() };
    match read_value(&unbounded, written)? {
        Value::Number(number) if number.is_zero() && rule.zero_is_missing => {
            Ok(Value::Absent(Absence::Missing))
        }
        Value::Text(key) => match rule.kind {
            ColumnKind::Reference(target) => row_of(tables, rule, target, &key),
            _ => Ok(Value::Text(key)),
        },
        value => rule.check(&value).map_or(Ok(value), Err),
    }
}

/// The row of the table at `target` with this key.
fn row_of(tables: &[Table], rule: &ColumnRule, target: usize, key: &str) -> Result<Value, Box<Complaint>> {
    let Some(table) = tables.get(target) else { return Ok(Value::Absent(Absence::Missing)) };
    if let Some(row) = table.find_written(key) {
        return Ok(Value::Reference(row));
    }
    let keys = keys(table);
    let near = nearest(key, keys.iter().map(String::as_str));
    Err(Box::new(fault::unresolved(&rule.name, &table.schema().name, key, None, &near)))
}

/// The keys of a table, to find those that may be meant.
pub(super) fn keys(table: &Table) -> Vec<String> {
    (0..table.rows().min(MOST_KEYS)).filter_map(|row| table.key_text(row)).collect()
}
