//! Which cell an appeal is about.

use heng_interp::suggest::nearest;
use heng_interp::table::fault::Complaint;
use heng_interp::table::{ColumnRule, Schema, Table};

use super::cell::keys;
use super::{Appeal, fault};

/// A cell by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    /// The place of its table among the tables.
    pub table: usize,
    /// Its row.
    pub row: u32,
    /// The place of its column in the schema.
    pub column: usize,
}

/// The cell that an appeal is about.
///
/// # Errors
/// Where there is no such table, row or column, or it is none that an appeal corrects.
pub(super) fn place(tables: &[Table], appeal: &Appeal) -> Result<Target, Box<Complaint>> {
    let table = table_of(tables, appeal)?;
    let Some(found) = tables.get(table) else { return Err(Box::new(fault::unknown_column(appeal, &[]))) };
    let schema = found.schema();
    if schema.made || schema.results_of.is_some() {
        return Err(Box::new(fault::not_read(appeal, schema)));
    }
    let column = column_of(schema, appeal)?;
    let row = row_of(found, appeal)?;
    Ok(Target { table, row, column })
}

/// The table that is named, else the only one that has the column, else the only one of these that has the row.
fn table_of(tables: &[Table], appeal: &Appeal) -> Result<usize, Box<Complaint>> {
    if let Some(written) = &appeal.table {
        let names = || tables.iter().map(|table| table.schema().name.as_str());
        let found = names().position(|name| name == written);
        return found
            .ok_or_else(|| Box::new(fault::unknown_table(appeal, written, &nearest(written, names()))));
    }
    let has = |table: &Table| table.schema().columns.iter().any(|rule| is_meant(rule, appeal));
    let having: Vec<(usize, &Table)> = tables.iter().enumerate().filter(|(_, table)| has(table)).collect();
    let read = |table: &Table| !table.schema().made && table.schema().results_of.is_none();
    let of_files: Vec<(usize, &Table)> = having.iter().copied().filter(|(_, table)| read(table)).collect();
    let candidates = if of_files.is_empty() { having } else { of_files };
    match candidates.as_slice() {
        [] => {
            let columns = tables.iter().flat_map(|table| table.schema().columns.iter());
            let names = columns.filter(|rule| !rule.key && !rule.decision).map(plain_name);
            Err(Box::new(fault::unknown_column(appeal, &nearest(&appeal.column, names))))
        }
        [(only, _)] => Ok(*only),
        several => {
            let mut with_row = several.iter().filter(|(_, table)| find(table, &appeal.subject).is_some());
            let names: Vec<&str> = several.iter().map(|(_, table)| table.schema().name.as_str()).collect();
            match (with_row.next(), with_row.next()) {
                (Some((only, _)), None) => Ok(*only),
                _ => Err(Box::new(fault::which_table(appeal, &names))),
            }
        }
    }
}

/// What a column is called without its year.
fn plain_name(rule: &ColumnRule) -> &str {
    rule.year.as_ref().map_or(rule.name.as_str(), |year| year.name.as_str())
}

/// Whether a column has the name that an appeal gives, as the script or the file calls it, whatever its year.
fn is_meant(rule: &ColumnRule, appeal: &Appeal) -> bool {
    let written = appeal.column.as_str();
    let long = rule.year.iter().flat_map(|year| &year.long_headers).any(|header| header == written);
    long || rule.name == written
        || plain_name(rule) == written
        || rule.accepted_headers().any(|h| h == written)
}

fn column_of(schema: &Schema, appeal: &Appeal) -> Result<usize, Box<Complaint>> {
    let meant: Vec<(usize, &ColumnRule)> =
        schema.columns.iter().enumerate().filter(|(_, rule)| is_meant(rule, appeal)).collect();
    let of_year = |rule: &ColumnRule| rule.year.as_ref().map(|year| year.year);
    // `地方税收收入[2024]` and `2024年地方税收收入` say the year themselves.
    let chosen = match (meant.as_slice(), appeal.year) {
        ([only], None) => Some(*only),
        (_, year) => meant.iter().copied().find(|(_, rule)| of_year(rule) == year),
    };
    let Some((column, rule)) = chosen else {
        let years: Vec<i32> = meant.iter().filter_map(|(_, rule)| of_year(rule)).collect();
        if !meant.is_empty() {
            return Err(Box::new(fault::wrong_year(appeal, &years)));
        }
        let names = schema.columns.iter().filter(|rule| !rule.key && !rule.decision).map(plain_name);
        return Err(Box::new(fault::unknown_column(appeal, &nearest(&appeal.column, names))));
    };
    if rule.key {
        return Err(Box::new(fault::is_key(appeal, rule)));
    }
    if rule.decision {
        return Err(Box::new(fault::is_decision(appeal, rule)));
    }
    Ok(column)
}

fn row_of(table: &Table, appeal: &Appeal) -> Result<u32, Box<Complaint>> {
    let schema = table.schema();
    if schema.key_columns().next().is_none() {
        return Err(Box::new(fault::no_key(appeal, &schema.name)));
    }
    find(table, &appeal.subject).ok_or_else(|| {
        let keys = keys(table);
        let near = nearest(&appeal.subject, keys.iter().map(String::as_str));
        Box::new(fault::unknown_subject(appeal, &schema.name, &near))
    })
}

/// The row whose key is written so; the parts of a key of several are joined by ` / `.
fn find(table: &Table, subject: &str) -> Option<u32> {
    if table.schema().key_columns().count() < 2 {
        return table.find_written(subject);
    }
    let parts = |text: &str| text.split('/').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let sought = parts(subject);
    (0..table.rows()).find(|row| table.key_text(*row).is_some_and(|key| parts(&key) == sought))
}
