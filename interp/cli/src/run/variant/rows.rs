//! Rows that leave the tables for one run, and rows that are added.

use std::collections::BTreeSet;

use heng_data::read_cell;
use heng_grammar::diagnostic::Diagnostic;
use heng_interp::program::{Program, TableId};
use heng_interp::table::fault::{DataFault, blank, duplicate_key};
use heng_interp::table::{ColumnRule, Place, Table, remove_rows};
use heng_interp::value::{Absence, Value};

use super::fault;

/// Rows of a table, named by what some of their cells hold: `荣誉: 企业=E1，名目=省级绿色工厂`; also a row that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowText {
    /// The table; where it is not said, the one that has the key.
    pub table: Option<String>,
    /// The key; where it is not said, the cells say which.
    pub key: Option<String>,
    /// Columns and what they hold, as data write it.
    pub cells: Vec<(String, String)>,
}

/// Rows that came and went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedRows {
    /// Rows that are gone, as the tables were read.
    pub removed: Vec<(TableId, u32)>,
    /// Rows of other tables that are gone because they belonged to them: which table, and how many.
    pub with_them: Vec<(String, u32)>,
    /// Rows that were added, as the tables are now.
    pub added: Vec<(TableId, u32)>,
}

impl RowText {
    /// Finds the rows that are meant.
    fn find(&self, program: &Program, tables: &[Table]) -> Result<(TableId, BTreeSet<u32>), Box<Diagnostic>> {
        let ids = (0_u32..).map(TableId).zip(tables).filter(|(id, _)| program.rollup(*id).is_none());
        let known: Vec<(TableId, &Table)> = ids
            .filter(|(_, table)| self.table.as_ref().is_none_or(|name| table.schema().name == *name))
            .collect();
        if known.is_empty() {
            return Err(Box::new(fault::no_table(self.table.as_deref().unwrap_or_default(), program)));
        }
        if let Some(key) = &self.key {
            let found = known.iter().find_map(|(id, table)| Some((*id, table.find_written(key)?)));
            let tables: Vec<&Table> = known.iter().map(|(_, table)| *table).collect();
            let (id, row) = found.ok_or_else(|| Box::new(fault::no_row(key, &tables)))?;
            return Ok((id, BTreeSet::from([row])));
        }
        let Some((id, table)) = known.first() else {
            return Err(Box::new(fault::no_table("", program)));
        };
        let cells = self.columns(table)?;
        let holds = |row: u32| {
            cells.iter().all(|(column, rule, written)| {
                read_cell(tables, rule, written).is_ok_and(|value| table.value(row, *column) == value)
            })
        };
        let rows: BTreeSet<u32> = (0..table.rows()).filter(|row| holds(*row)).collect();
        if rows.is_empty() { Err(Box::new(fault::no_such_rows(self, table))) } else { Ok((*id, rows)) }
    }

    /// The columns that are named, with what is written of them.
    fn columns<'t>(
        &'t self,
        table: &'t Table,
    ) -> Result<Vec<(usize, &'t ColumnRule, &'t str)>, Box<Diagnostic>> {
        let rules = &table.schema().columns;
        let column = |(name, written): &'t (String, String)| {
            let at = rules.iter().position(|rule| rule.name == *name && !rule.decision);
            let found = at.and_then(|at| Some((at, rules.get(at)?, written.as_str())));
            found.ok_or_else(|| Box::new(fault::no_column_of_row(name, table)))
        };
        self.cells.iter().map(column).collect()
    }

    /// Takes the rows out.
    pub(super) fn remove(
        &self,
        program: &Program,
        tables: &mut [Table],
        changed: &mut ChangedRows,
    ) -> Result<(), Box<Diagnostic>> {
        let (id, rows) = self.find(program, tables)?;
        changed.removed.extend(rows.iter().map(|row| (id, *row)));
        let gone = remove_rows(tables, id.index(), &rows);
        for (place, count) in gone.into_iter().filter(|(place, _)| *place != id.index()) {
            let name = tables.get(place).map(|table| table.schema().name.clone()).unwrap_or_default();
            match changed.with_them.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known += count,
                None => changed.with_them.push((name, count)),
            }
        }
        Ok(())
    }

    /// Adds the row; faults of its cells are those of a file that has it.
    pub(super) fn add(
        &self,
        program: &Program,
        tables: &mut [Table],
        (changed, faults): (&mut ChangedRows, &mut Vec<DataFault>),
    ) -> Result<(), Box<Diagnostic>> {
        let name = self.table.as_deref().unwrap_or_default();
        let made = |id: &TableId| program.rollup(*id).is_some();
        let id = program.table(name).filter(|id| !made(id));
        let id = id.ok_or_else(|| Box::new(fault::no_table(name, program)))?;
        let Some(table) = tables.get(id.index()) else { return Ok(()) };
        let cells = self.columns(table)?;
        let key = table.schema().key_columns().filter_map(|key| {
            cells.iter().find(|(column, ..)| *column == key).map(|(.., written)| (*written).to_owned())
        });
        let key = Some(key.collect::<Vec<_>>().join(" / ")).filter(|key| !key.is_empty());
        let mut values = Vec::with_capacity(table.schema().columns.len());
        for (at, rule) in table.schema().columns.iter().enumerate() {
            let written = cells.iter().find(|(column, ..)| *column == at).map(|(.., written)| *written);
            match value(tables, rule, written) {
                Ok(value) => values.push(value),
                Err(complaint) => {
                    faults.push(complaint.at(name, Place::default(), Some(rule), key.clone()));
                    values.push(Value::Absent(Absence::Missing));
                }
            }
        }
        let keys: Vec<Value> =
            table.schema().key_columns().filter_map(|column| values.get(column).cloned()).collect();
        if let Some(first) = table.find_all(&keys).filter(|_| !keys.is_empty()) {
            let key = table.key_text(first).unwrap_or_default();
            let complaint = duplicate_key(&key, table.origin().place(Some(first), None));
            faults.push(complaint.at(name, Place::default(), None, Some(key)));
        }
        let more = table.with_row(&values);
        if let (Some(more), Some(slot)) = (more, tables.get_mut(id.index())) {
            changed.added.push((id, more.rows().saturating_sub(1)));
            *slot = more;
        }
        Ok(())
    }
}

/// What a cell of a new row holds: what is written, else what a blank cell would; a decision nobody has taken yet.
fn value(
    tables: &[Table],
    rule: &ColumnRule,
    written: Option<&str>,
) -> Result<Value, Box<heng_interp::table::fault::Complaint>> {
    if !rule.used && !rule.key {
        return Ok(Value::Absent(Absence::Missing));
    }
    match (written, &rule.default) {
        (Some(written), _) => read_cell(tables, rule, written),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) if rule.decision => Ok(Value::Absent(Absence::Undecided)),
        (None, None) if rule.optional => Ok(Value::Absent(Absence::Missing)),
        (None, None) => Err(Box::new(blank(rule))),
    }
}
