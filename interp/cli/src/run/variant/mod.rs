//! What is laid over a project for one run: entries stronger than its documents, and cells that hold something else. The
//! files stay as they are.

mod fault;
mod rows;
mod ruling;

pub use fault::offer_keys;
use heng_data::read_cell;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::program::{Program, TableId};
use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{ColumnRule, Table};
use heng_interp::value::{Absence, Value};
pub use rows::{ChangedRows, RowText};
pub use ruling::Ruling;

use crate::Exit;
use crate::project::{Texts, Trouble, next_id};

/// What is otherwise than the project says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// Entries `定 …` and `取 …`; each is a text of its own, so that reports can point into it.
    pub overrides: Vec<Override>,
    /// Cells that hold something else.
    pub corrections: Vec<Correction>,
    /// Decisions as if they were taken.
    pub rulings: Vec<Ruling>,
    /// Rows that leave, with what belongs to them.
    pub removed: Vec<RowText>,
    /// Rows that come.
    pub added: Vec<RowText>,
}

/// What a variant did to the tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// The cells that hold something else, decisions among them.
    pub cells: Vec<Corrected>,
    /// Rows that came and went.
    pub rows: ChangedRows,
    /// Values that do not fit.
    pub faults: Vec<DataFault>,
}

/// An entry that overrules the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// What reports call the text: `--set`
    pub source: String,
    /// `取 引领作用 = 任一`
    pub text: String,
}

/// A cell and what it is to hold: of an appeal that was accepted, or of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The table; where it is not said, the one whose key and column these are.
    pub table: Option<String>,
    /// The key of the row, as data write it.
    pub key: String,
    /// The column; `税收[2024]` where it has a value a year.
    pub column: String,
    /// What the cell is to hold, as data write it; empty for a blank cell.
    pub value: String,
}

/// A cell that holds something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Whose row.
    pub table: TableId,
    /// Which row.
    pub row: u32,
    /// Which column of the schema.
    pub column: usize,
    /// What the file says.
    pub was: Value,
    /// What it holds now.
    pub is: Value,
}

impl Variant {
    /// Lays the entries over the texts of a project.
    pub(super) fn lay(&self, texts: &mut Texts) {
        for entry in &self.overrides {
            let id = next_id(&texts.sources);
            texts.sources.push(Source::new(id, &entry.source, entry.text.clone()));
            texts.files.push(None);
            texts.laid.push(id);
        }
    }

    /// Takes rows out of the tables and adds others, then puts corrections and decisions into cells.
    ///
    /// # Errors
    /// H0950, H0958, H0959 where there is no such table, row, column or decision, or a column is a key. Faults of the data where a
    /// value does not fit are returned with what was done.
    pub(super) fn apply(
        &self,
        program: &Program,
        (tables, parameters): (&mut [Table], &mut [Option<Value>]),
    ) -> Result<Applied, Trouble> {
        let (mut done, mut reports) = (Applied::default(), Vec::new());
        for rows in &self.removed {
            reports.extend(rows.remove(program, tables, &mut done.rows).err());
        }
        for row in &self.added {
            reports.extend(row.add(program, tables, (&mut done.rows, &mut done.faults)).err());
        }
        for correction in &self.corrections {
            match correction.find(program, tables) {
                Err(report) => reports.push(report),
                Ok(cell) => match cell.put(&correction.value, tables) {
                    Ok(cell) => done.cells.extend(cell),
                    Err(fault) => done.faults.push(*fault),
                },
            }
        }
        for ruling in &self.rulings {
            match ruling.put(program, tables, parameters) {
                Ok(cell) => done.cells.extend(cell),
                Err(report) => reports.push(report),
            }
        }
        let diagnostics: Vec<Diagnostic> = reports.into_iter().map(|report| *report).collect();
        match diagnostics.is_empty() {
            true => Ok(done),
            false => Err(Trouble::of(diagnostics, Exit::Usage)),
        }
    }
}

/// Where a correction goes.
struct Cell {
    table: TableId,
    row: u32,
    column: usize,
}

impl Correction {
    /// The cell that is meant.
    fn find(&self, program: &Program, tables: &[Table]) -> Result<Cell, Box<Diagnostic>> {
        let named = |table: &&(TableId, &Table)| {
            self.table.as_ref().is_none_or(|name| table.1.schema().name == *name)
        };
        let ids = (0_u32..).map(TableId);
        let candidates: Vec<(TableId, &Table)> = ids.zip(tables).collect();
        let candidates: Vec<&(TableId, &Table)> = candidates.iter().filter(named).collect();
        if candidates.is_empty() {
            return Err(Box::new(fault::no_such_table(self, program)));
        }
        let keyed: Vec<(TableId, &Table, u32)> = candidates
            .iter()
            .filter_map(|(id, table)| Some((*id, *table, table.find_written(&self.key)?)))
            .collect();
        if keyed.is_empty() {
            let known: Vec<&Table> = candidates.iter().map(|(_, table)| *table).collect();
            return Err(Box::new(fault::no_such_row(self, &known)));
        }
        let column =
            |table: &Table| table.schema().columns.iter().position(|rule| self.names(rule) && !rule.decision);
        let found: Option<(TableId, &Table, u32, usize)> =
            keyed.iter().find_map(|(id, table, row)| Some((*id, *table, *row, column(table)?)));
        let Some((id, table, row, column)) = found else {
            let known: Vec<&Table> = keyed.iter().map(|(_, table, _)| *table).collect();
            return Err(Box::new(fault::no_such_column(self, &known)));
        };
        if table.schema().columns.get(column).is_some_and(|rule| rule.key) {
            return Err(Box::new(fault::is_key(self)));
        }
        Ok(Cell { table: id, row, column })
    }

    /// Whether a column is meant: by its name, or by the name and the year.
    fn names(&self, rule: &ColumnRule) -> bool {
        let of_year = rule.year.as_ref().map(|year| format!("{}[{}]", year.name, year.year));
        rule.name == self.column || of_year.is_some_and(|name| name == self.column)
    }
}

impl Cell {
    /// Puts what is written into the cell, as a file would have.
    fn put(&self, written: &str, tables: &mut [Table]) -> Result<Option<Corrected>, Box<DataFault>> {
        let read = self.read(written, tables);
        let at = self.table.index();
        let Some(table) = tables.get_mut(at) else { return Ok(None) };
        let is = read.map_err(|complaint| Box::new(self.located(*complaint, table)))?;
        let was = table.value(self.row, self.column);
        table.replace(self.column, vec![(self.row, is.clone())]);
        Ok(Some(Corrected { table: self.table, row: self.row, column: self.column, was, is }))
    }

    fn read(&self, written: &str, tables: &[Table]) -> Result<Value, Box<Complaint>> {
        let rule = tables.get(self.table.index()).and_then(|t| t.schema().columns.get(self.column));
        rule.map_or(Ok(Value::Absent(Absence::Missing)), |rule| read_cell(tables, rule, written))
    }

    fn located(&self, complaint: Complaint, table: &Table) -> DataFault {
        let rule = table.schema().columns.get(self.column);
        let place = table.place(self.row, self.column);
        let complaint = complaint.help(
            "这是要更正成的值，文件里不是这个数",
            "this is what the cell was to be corrected to; the file says otherwise",
        );
        let fault = complaint.at(&table.schema().name, place, rule, table.key_text(self.row));
        fault.named(table.name_text(self.row))
    }
}

#[cfg(test)]
mod tests;
