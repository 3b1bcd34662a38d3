//! Rows in, a table out. Readers of files and rows written in a script go the same way, and meet the same checks.

use std::borrow::Cow;
use std::sync::Arc;

use dashu_ratio::RBig;

use super::complaints::{Complaints, Located};
use super::fault::{self, Complaint, DataFault};
use super::{Cells, Column, ColumnRule, Decimal, KeyIndex, Origin, Schema, Table, TablePart};
use crate::value::{Absence, Date, Value};

/// What one cell holds. Cells of a `→` column are the texts of the keys they name.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing: the column's 默认, or missing where 可缺, else a fault.
    Blank,
    /// A short decimal.
    Decimal(Decimal),
    /// Any other number.
    Exact(RBig),
    /// A text, or the key of a referenced row.
    Text(Cow<'a, str>),
    /// 是否
    YesNo(bool),
    /// 日期
    Date(Date),
    /// 年份
    Year(i32),
    /// A member by index.
    Choice(u16),
    /// No value, said on purpose.
    Absent(Absence),
}

/// A table whose rows are being read.
pub struct TableBuilder {
    schema: Arc<Schema>,
    columns: Vec<Column>,
    rows: u32,
    origin: Origin,
    complaints: Complaints,
    reports: Vec<DataFault>,
    /// Per column how many of its cells were left blank.
    blanks: Vec<u32>,
    /// On how many threads it is checked in the end.
    threads: usize,
}

/// A table that is complete but for its `→` columns, which still hold the keys as written; see [`link`](super::link).
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What could be built.
    pub table: Table,
    /// Everything that is wrong with it.
    pub faults: Vec<DataFault>,
}

impl TableBuilder {
    /// A table of `schema` without rows. Where `origin` names a file, a column that it does not place is missing from
    /// the file: its cells are filled and never asked for.
    pub fn new(schema: Arc<Schema>, origin: Origin) -> Self {
        let column = |(i, c): (usize, &ColumnRule)| {
            if schema.reads(i) || c.decision { Column::for_kind(&c.kind) } else { Column::unread() }
        };
        let columns: Vec<Column> = schema.columns.iter().enumerate().map(column).collect();
        let blanks = vec![0; columns.len()];
        let (complaints, reports) = (Complaints::default(), Vec::new());
        Self { schema, columns, rows: 0, origin, complaints, reports, blanks, threads: 1 }
    }

    /// Adds a row: `number` is its number in the file (from 1), `read` gives the cell of a column of the schema or says what is
    /// wrong with it. Columns that are not read are not asked for, nor those that decisions fill: these take their default, or are
    /// undecided.
    pub fn push_row<'a>(
        &mut self,
        number: u32,
        mut read: impl FnMut(usize) -> Result<Cell<'a>, Box<Complaint>>,
    ) {
        let schema = Arc::clone(&self.schema);
        let decided = |index: usize| schema.columns.get(index).is_some_and(|c| c.decision);
        self.push(number, |index| if decided(index) { Ok(Cell::Blank) } else { read(index) });
    }

    fn push<'a>(&mut self, number: u32, mut read: impl FnMut(usize) -> Result<Cell<'a>, Box<Complaint>>) {
        let row = self.rows;
        let from_file = self.origin.file.is_some();
        for (index, (column, rule)) in self.columns.iter_mut().zip(&self.schema.columns).enumerate() {
            if matches!(column.cells(), Cells::Unread) {
                continue;
            }
            let in_file = self.origin.columns.get(index).is_some_and(Option::is_some);
            let left_out = from_file && !in_file;
            let read = if left_out { Ok(Cell::Blank) } else { read(index) };
            if let (Ok(Cell::Blank), Some(blanks)) = (&read, self.blanks.get_mut(index)) {
                *blanks += 1;
            }
            let complaint = match read {
                Ok(cell) => push_cell(column, rule, cell, left_out),
                Err(complaint) => {
                    column.push(&Cell::Absent(Absence::Missing));
                    Some(*complaint)
                }
            };
            if let Some(complaint) = complaint {
                self.complaints.push(Some(row), Some(index), complaint);
            }
        }
        self.origin.rows.push(number);
        self.rows += 1;
    }

    /// Makes room for as many rows as `part` has, `times` times: so many are expected to come.
    pub fn expect_rows(&mut self, part: &TablePart<'_>, times: usize) {
        for (column, like) in self.columns.iter_mut().zip(&part.columns) {
            if let Some(like) = like {
                column.reserve(&like.column, times);
            }
        }
        self.origin.names.reserve(&part.names, times);
    }

    /// Adds rows that were read by themselves, and empties the part, so that it can be filled again; `before` rows of the file stand before
    /// the first that it counts.
    pub fn join(&mut self, part: &mut TablePart<'_>, before: u32) {
        part.complete();
        for mut located in part.take_complaints() {
            located.row = located.row.map(|row| row.saturating_add(self.rows));
            self.complaints.push(located.row, located.column, located.complaint);
        }
        let columns = self.columns.iter_mut().zip(&mut self.blanks).zip(&mut part.columns);
        for ((column, blanks), part) in columns {
            let Some(part) = part else { continue };
            *blanks += std::mem::take(&mut part.blanks);
            column.join(&mut part.column);
        }
        self.origin.rows.join(&std::mem::take(&mut part.numbers), before);
        self.origin.names.join(&mut part.names);
        self.rows += std::mem::take(&mut part.rows);
    }

    /// Adds a row written in a script: one value per column of the schema, decisions among them, `None` where it gives none.
    pub fn push_values(&mut self, span: heng_grammar::span::Span, values: &[Option<Value>]) {
        self.origin.spans.push(span);
        let number = self.rows + 1;
        self.push(number, |column| {
            Ok(values.get(column).and_then(Option::as_ref).map_or(Cell::Blank, cell_of))
        });
    }

    /// Says what the row added last is called; once for every row, or never.
    pub fn name_row(&mut self, name: &str) {
        self.origin.names.push(name);
    }

    /// Reports what is wrong with the row added last, or with the whole where there is none.
    pub fn complain(&mut self, column: Option<usize>, complaint: Complaint) {
        self.complaints.push(self.rows.checked_sub(1), column, complaint);
    }

    /// Adds a fault that is known with its place: of the file, of its header, of a row not taken.
    pub fn report(&mut self, fault: DataFault) {
        self.reports.push(fault);
    }

    /// Says on how many threads [`finish`](Self::finish) may work; on one until then.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Checks what can only be seen in whole columns, and gives what could be built with everything that is wrong.
    pub fn finish(mut self) -> Draft {
        self.columns.iter_mut().for_each(Column::shorten);
        let (mut complaints, mut faults) = (self.complaints, self.reports);
        let index = KeyIndex::default();
        let table =
            Table { schema: self.schema, rows: self.rows, columns: self.columns, index, origin: self.origin };
        super::check::check(&table, &self.blanks, self.threads, &mut complaints);
        faults.extend(complaints.finish().into_iter().map(|c| locate(&table, c)));
        Draft { table, faults }
    }
}

/// Adds a cell to its column; says what is wrong with it. Columns left out of a file are filled without complaint.
pub(super) fn push_cell(
    column: &mut Column,
    rule: &ColumnRule,
    cell: Cell<'_>,
    left_out: bool,
) -> Option<Complaint> {
    if cell == Cell::Blank {
        if let Some(default) = &rule.default {
            column.push(&cell_of(default));
            column.note_read_as();
            return None;
        }
        let why = if rule.decision { Absence::Undecided } else { Absence::Missing };
        column.push(&Cell::Absent(why));
        return (!rule.optional && !rule.decision && !left_out).then(|| fault::blank(rule));
    }
    let zero = match &cell {
        Cell::Decimal(d) => d.mantissa == 0,
        Cell::Exact(n) => n.is_zero(),
        _ => false,
    };
    let counts_as_missing = zero && rule.zero_is_missing;
    let cell = if counts_as_missing { Cell::Absent(Absence::Missing) } else { cell };
    let taken = column.push(&cell);
    if counts_as_missing {
        column.note_read_as();
    }
    (!taken).then(|| fault::wrong_type(rule))
}

/// The cell that holds `value`.
pub(super) fn cell_of(value: &Value) -> Cell<'_> {
    match value {
        Value::Number(n) => Cell::Exact(n.clone()),
        Value::Text(t) => Cell::Text(Cow::Borrowed(t)),
        Value::YesNo(v) => Cell::YesNo(*v),
        Value::Date(v) => Date::from_days(*v).map_or(Cell::Blank, Cell::Date),
        Value::Year(v) => Cell::Year(*v),
        Value::Choice(v) => u16::try_from(*v).map_or(Cell::Blank, Cell::Choice),
        Value::Absent(why) => Cell::Absent(*why),
        Value::Reference(_) => Cell::Blank,
    }
}

fn locate(table: &Table, located: Located) -> DataFault {
    let Located { row, column, complaint } = located;
    let rule = column.and_then(|c| table.schema.columns.get(c));
    let key = row.and_then(|r| table.key_text(r)).filter(|k| !k.is_empty());
    let name = row.and_then(|r| table.name_text(r));
    complaint.at(&table.schema.name, table.origin.place(row, column), rule, key).named(name)
}
