//! Tables that evaluation makes: a row a key.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builder::cell_of;
use super::{Cell, Origin, Schema, Table, TableBuilder};
use crate::value::{Absence, Value};

impl Table {
    /// A table with one row for each key, in their order. `said` holds what the register or an example says of some of the
    /// keys: their decided columns are taken over. Columns other than the key and decisions are not read by anybody.
    pub fn of_keys(schema: &Arc<Schema>, keys: &[Value], said: Option<&Self>) -> Self {
        let mut builder = TableBuilder::new(Arc::clone(schema), Origin::default());
        let key_column = schema.key_columns().next();
        for (number, key) in (1_u32..).zip(keys) {
            let cell = |column| {
                if Some(column) == key_column { cell_of(key) } else { Cell::Absent(Absence::Missing) }
            };
            builder.push_row(number, |column| Ok(cell(column)));
        }
        let mut table = builder.finish().table;
        if let Some(said) = said {
            for column in schema.decision_columns() {
                table.decide(column, &decided(said, keys, column));
            }
        }
        table
    }
}

fn decided(said: &Table, keys: &[Value], column: usize) -> BTreeMap<u32, Value> {
    let value = |key: &Value| said.find(key).map(|row| said.value(row, column));
    let decided = (0_u32..).zip(keys).filter_map(|(row, key)| Some((row, value(key)?)));
    decided.filter(|(_, value)| !matches!(value, Value::Absent(_))).collect()
}
