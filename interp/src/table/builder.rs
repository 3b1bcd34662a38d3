//! Rows in, a table out. Readers of files and rows written in a script go the same way, and meet the same checks.

use std::borrow::Cow;
use std::sync::Arc;

use dashu_ratio::RBig;

use super::complaints::{Complaints, Located};
use super::fault::{self, Complaint, DataFault};
use super::{Cells, Column, ColumnKind, ColumnRule, Decimal, KeyIndex, Origin, Schema, Table, TablePart};
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
        Self { schema, columns, rows: 0, origin, complaints, reports, blanks }
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

    /// Adds rows that were read by themselves; `before` rows of the file stand before the first that the part counts.
    pub fn join(&mut self, mut part: TablePart<'_>, before: u32) {
        part.complete();
        for mut located in part.take_complaints() {
            located.row = located.row.map(|row| row.saturating_add(self.rows));
            self.complaints.push(located.row, located.column, located.complaint);
        }
        let columns = self.columns.iter_mut().zip(&mut self.blanks).zip(part.columns);
        for ((column, blanks), part) in columns {
            let Some(part) = part else { continue };
            *blanks += part.blanks;
            column.join(part.column);
        }
        self.origin.rows.join(&part.numbers, before);
        self.origin.names.join(&part.names);
        self.rows += part.rows;
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

    /// Checks what can only be seen in whole columns, and gives what could be built with everything that is wrong.
    pub fn finish(mut self) -> Draft {
        for index in 0..self.columns.len() {
            self.check_numbers(index);
        }
        let (mut complaints, mut faults) = (self.complaints, self.reports);
        let index = KeyIndex::default();
        let table =
            Table { schema: self.schema, rows: self.rows, columns: self.columns, index, origin: self.origin };
        let distinct = super::unique::all_keys_look_different(&table);
        if !distinct {
            let duplicates = table.index.duplicates(&table.keys(), table.rows);
            check_duplicates(&table, &duplicates, &mut complaints);
        }
        super::doubt::report(&table, &self.blanks, distinct, &mut complaints);
        faults.extend(complaints.finish().into_iter().map(|c| locate(&table, c)));
        Draft { table, faults }
    }

    fn check_numbers(&mut self, index: usize) {
        let (Some(column), Some(rule)) = (self.columns.get(index), self.schema.columns.get(index)) else {
            return;
        };
        let (Cells::Decimal(cells), ColumnKind::Number(number)) = (column.cells(), &rule.kind) else {
            return;
        };
        let present = |row: &u32| column.absence(*row as usize).is_none();
        if number.whole {
            for row in super::bounds::fractions(cells).into_iter().filter(present) {
                let complaint = fault::not_whole(rule, &text(cells, row), &number.unit);
                self.complaints.push(Some(row), Some(index), complaint);
            }
        }
        for bound in &rule.bounds {
            for row in super::bounds::outside(cells, bound).into_iter().filter(present) {
                let complaint = fault::out_of_bounds(rule, bound, &text(cells, row), &number.unit);
                self.complaints.push(Some(row), Some(index), complaint);
            }
        }
    }
}

fn text(cells: &super::DecimalColumn, row: u32) -> String {
    fault::shown(&cells.number(row as usize))
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

fn check_duplicates(table: &Table, pairs: &[(u32, u32)], complaints: &mut Complaints) {
    let Some(column) = table.schema.key_columns().next() else { return };
    let keys = table.keys();
    let named = |row: u32| keys.iter().any(|k| k.absence(row as usize).is_none());
    for &(first, later) in pairs.iter().filter(|(first, _)| named(*first)) {
        let key = table.key_text(later).unwrap_or_default();
        let complaint = fault::duplicate_key(&key, table.place(first, column));
        let complaint = fault::same_key_differs(complaint, &differing(table, first, later));
        complaints.push(Some(later), Some(column), complaint);
    }
}

/// The columns in which two rows differ.
fn differing(table: &Table, one: u32, other: u32) -> Vec<&str> {
    let columns = table.columns.iter().zip(&table.schema.columns);
    let differs = columns.filter(|(column, _)| column.compare(one as usize, other as usize).is_ne());
    differs.map(|(_, rule)| rule.name.as_str()).collect()
}

fn locate(table: &Table, located: Located) -> DataFault {
    let Located { row, column, complaint } = located;
    let rule = column.and_then(|c| table.schema.columns.get(c));
    let key = row.and_then(|r| table.key_text(r)).filter(|k| !k.is_empty());
    let name = row.and_then(|r| table.name_text(r));
    complaint.at(&table.schema.name, table.origin.place(row, column), rule, key).named(name)
}
