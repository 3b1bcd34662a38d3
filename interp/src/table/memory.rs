//! A whole table in memory.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{CellCorrection, Cells, Column, ColumnKind, KeyIndex, Origin, Place, Schema, number_text};
use crate::value::{Date, Value};

/// Rows of one table, complete and validated: what evaluation reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub(super) schema: Arc<Schema>,
    pub(super) rows: u32,
    pub(super) columns: Vec<Column>,
    pub(super) index: KeyIndex,
    pub(super) origin: Origin,
}

impl Table {
    /// A table without rows.
    pub fn empty(schema: Arc<Schema>) -> Self {
        let columns = schema.columns.iter().map(|c| Column::for_kind(&c.kind)).collect();
        Self { schema, rows: 0, columns, index: KeyIndex::default(), origin: Origin::default() }
    }

    /// What its columns are.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// How many rows it has.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The column at `index` of the schema.
    pub fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index)
    }

    /// Puts other values into some rows of a column: decisions, corrections, what-ifs. Says `false`, and changes nothing, where
    /// there is no such column or row, or a value is of another type.
    pub fn replace(&mut self, column: usize, mut changes: Vec<(u32, Value)>) -> bool {
        changes.sort_by_key(|(row, _)| *row);
        let inside = changes.iter().all(|(row, _)| *row < self.rows);
        let Some(rule) = self.schema.columns.get(column).filter(|_| inside) else { return false };
        let replaced = self.columns.get(column).and_then(|c| c.replaced(&rule.kind, &changes));
        let Some((slot, replaced)) = self.columns.get_mut(column).zip(replaced) else { return false };
        *slot = replaced;
        if rule.key {
            self.index = KeyIndex::default();
        }
        true
    }

    /// Puts another value into a cell, and remembers what stood there and why. Says `false`, and changes nothing, where
    /// [`replace`](Self::replace) would.
    pub fn correct(
        &mut self,
        row: u32,
        column: usize,
        value: Value,
        correction: Arc<CellCorrection>,
    ) -> bool {
        let replaced = self.replace(column, vec![(row, value)]);
        if replaced {
            self.origin.corrections.insert((row, column), correction);
        }
        replaced
    }

    /// Why a cell is not what its file has, where it was corrected.
    pub fn correction(&self, row: u32, column: usize) -> Option<&CellCorrection> {
        self.origin.corrections.get(&(row, column)).map(AsRef::as_ref)
    }

    /// Where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The value of a cell; missing outside the table.
    pub fn value(&self, row: u32, column: usize) -> Value {
        self.column(column).map_or(Value::Absent(crate::value::Absence::Missing), |c| c.value(row as usize))
    }

    /// The name of a cell, such as `企业.csv 第 12 行 C 列`.
    pub fn place(&self, row: u32, column: usize) -> Place {
        self.origin.place(Some(row), Some(column))
    }

    /// The rows in the order of their keys; empty for a table without a key. They are sorted when somebody asks first.
    pub fn by_key(&self) -> &[u32] {
        self.index.order(&self.keys(), self.rows)
    }

    /// The key columns.
    pub(super) fn keys(&self) -> Vec<&Column> {
        self.schema.key_columns().filter_map(|index| self.column(index)).collect()
    }

    /// The row for which `compare` says `Equal`; `compare` tells how a row's key stands to the one sought.
    fn find_by(&self, compare: impl Fn(u32) -> Ordering) -> Option<u32> {
        let order = self.by_key();
        let found = order.binary_search_by(|&row| compare(row)).ok()?;
        order.get(found).copied()
    }

    /// The row whose key is `key`; for a table with one key column.
    pub fn find(&self, key: &Value) -> Option<u32> {
        self.find_all(std::slice::from_ref(key))
    }

    /// The row whose key columns have these values, in the order declared.
    pub fn find_all(&self, keys: &[Value]) -> Option<u32> {
        let columns = self.keys();
        if columns.len() != keys.len() {
            return None;
        }
        self.find_by(|row| {
            let pairs = columns.iter().zip(keys);
            pairs.map(|(c, key)| compare_value(c, row, key)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
        })
    }

    /// The row whose one key is written `text` in data: a text, a member or one of its other names, a number, a day.
    pub fn find_written(&self, text: &str) -> Option<u32> {
        let rule = self.schema.columns.get(self.schema.key_columns().next()?)?;
        let key = match &rule.kind {
            ColumnKind::Text | ColumnKind::Reference(_) => return self.find_text(text),
            ColumnKind::Choice(choice) => Value::Choice(choice.find(text)?.into()),
            ColumnKind::Number(_) => Value::Number(dashu_ratio::RBig::from(text.parse::<i64>().ok()?)),
            ColumnKind::Year => Value::Year(text.trim_end_matches('年').parse().ok()?),
            ColumnKind::Date => Value::Date(Date::parse(text)?.days()),
            ColumnKind::YesNo => return None,
        };
        self.find(&key)
    }

    fn find_text(&self, text: &str) -> Option<u32> {
        let mut keys = self.schema.key_columns();
        let column = keys.next().filter(|_| keys.next().is_none())?;
        let Some(Cells::Text(texts)) = self.column(column).map(Column::cells) else { return None };
        self.find_by(|row| texts.get(row as usize).cmp(text))
    }

    /// The key of a row as people write it; several parts are joined by ` / `.
    pub fn key_text(&self, row: u32) -> Option<String> {
        let parts: Vec<String> = self.schema.key_columns().map(|c| self.cell_text(row, c)).collect();
        (!parts.is_empty()).then(|| parts.join(" / "))
    }

    /// What a row is called, where its table says so: the name of an enterprise. Not the key.
    pub fn name_text(&self, row: u32) -> Option<&str> {
        let name = if self.origin.names.is_empty() {
            match self.column(self.schema.name_column()?)?.cells() {
                Cells::Text(texts) => texts.get(row as usize),
                _ => return None,
            }
        } else {
            self.origin.names.get(row as usize)
        };
        (!name.is_empty()).then_some(name)
    }

    /// The key of a row, and what it is called where its table says so: `E12 南通某厂`.
    pub fn key_and_name(&self, row: u32) -> Option<String> {
        let key = self.key_text(row)?;
        Some(
            self.name_text(row)
                .filter(|name| *name != key)
                .map_or(key.clone(), |name| format!("{key} {name}")),
        )
    }

    /// A cell as people write it; empty where there is no value.
    pub fn cell_text(&self, row: u32, column: usize) -> String {
        match self.schema.columns.get(column) {
            Some(rule) => value_as_written(&rule.kind, &self.value(row, column)),
            None => String::new(),
        }
    }
}

/// A value as people write it into a cell of this kind; empty for none. A row that is meant is its place in its table.
pub fn value_as_written(kind: &ColumnKind, value: &Value) -> String {
    match value {
        Value::Number(n) => number_text(n),
        Value::Text(t) => t.clone(),
        Value::YesNo(true) => "是".into(),
        Value::YesNo(false) => "否".into(),
        Value::Date(days) => Date::from_days(*days).map(|d| d.to_string()).unwrap_or_default(),
        Value::Year(y) => y.to_string(),
        Value::Choice(member) => match kind {
            ColumnKind::Choice(rule) => rule.name_of(*member).to_owned(),
            _ => member.to_string(),
        },
        Value::Reference(target) => target.to_string(),
        Value::Absent(_) => String::new(),
    }
}

/// How a row's cell stands to `key`; cells without a value stand before all others.
fn compare_value(column: &Column, row: u32, key: &Value) -> Ordering {
    let row = row as usize;
    if column.absence(row).is_some() {
        return Ordering::Less;
    }
    let pick = |found: Option<Ordering>| found.unwrap_or(Ordering::Less);
    match (column.cells(), key) {
        (Cells::Text(c), Value::Text(k)) => c.get(row).cmp(k.as_str()),
        (Cells::Decimal(c), Value::Number(k)) => c.number(row).cmp(k),
        (Cells::YesNo(c), Value::YesNo(k)) => pick(c.get(row).map(|v| v.cmp(k))),
        (Cells::Date(c), Value::Date(k)) => pick(c.get(row).map(|v| v.cmp(k))),
        (Cells::Year(c), Value::Year(k)) => pick(c.get(row).map(|v| v.cmp(k))),
        (Cells::Choice(c), Value::Choice(k)) => pick(c.get(row).map(|&v| u32::from(v).cmp(k))),
        (Cells::Reference(c), Value::Reference(k)) => pick(c.get(row).map(|v| v.cmp(k))),
        _ => Ordering::Less,
    }
}
