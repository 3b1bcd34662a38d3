//! What the calculation sheets of a workbook hold: one sheet a table with a line a row and a column a value, and one for the values of the whole.

use std::collections::BTreeMap;

use heng_interp::eval::Outcome;
use heng_interp::program::{ColumnId, Core, DefinitionId, Frame, Kind, OrderKey, ParameterId, TableId};

use super::formula::{Gives, Piece, ROW};
use super::names::SheetNames;
use super::words::{Absences, Words};

/// The first line of values on a calculation sheet, from 0: a title, the units, the names stand above.
pub const FIRST_LINE: u32 = 3;
/// The column of the values on the sheet of the whole, from 0.
pub const WHOLE_COLUMN: u16 = 2;
/// The columns before those of values on the sheet of a table: the number of the line, the key, the name.
pub const LEADING: u16 = 3;

/// The calculation sheets.
pub struct Book<'o, 'a> {
    /// What was evaluated.
    pub outcome: &'o Outcome<'a>,
    /// The words of no value.
    pub words: Words,
    /// The sheets; that of the whole first.
    pub sheets: Vec<Calculation>,
    /// The names of all sheets of the workbook.
    pub names: SheetNames,
    by_frame: BTreeMap<Frame, usize>,
    places: BTreeMap<(Frame, Subject), u32>,
}

/// A sheet of values.
pub struct Calculation {
    /// Whose values.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// The rows of the table in the order of the lines: that of their keys.
    pub rows: Vec<u32>,
    /// On which line, from 1, each row of the table stands.
    pub line_of: Vec<u32>,
    /// Its values.
    pub columns: Vec<Column>,
}

/// One value, for every line of its sheet.
pub struct Column {
    /// What it is.
    pub subject: Subject,
    /// What its cells hold.
    pub kind: Kind,
    /// How it may be absent.
    pub absent: Absences,
    /// How it is computed.
    pub content: Content,
    /// Whether it can be compared as it is; see [`Piece::sharp`].
    pub sharp: bool,
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A column of the data.
    Data(ColumnId),
    /// What the run sets.
    Parameter(ParameterId),
    /// A definition.
    Definition(DefinitionId),
    /// A step of the definition's formula: its number, from 0.
    Step(DefinitionId, u32),
}

/// How the cells of a column come by their values.
pub enum Content {
    /// Read from the data, or set by the run.
    Given,
    /// Not yet known.
    Open,
    /// A formula, the same on every line but for the number of the row.
    Formula {
        /// The formula.
        formula: String,
        /// What it computes, where it is a step of a definition.
        core: Option<Box<Core>>,
    },
    /// The same, entered as an array formula.
    Array {
        /// The formula.
        formula: String,
        /// What it computes.
        core: Box<Core>,
    },
    /// A formula of a number by which rows are sorted.
    Sorting {
        /// The formula.
        formula: String,
        /// What it makes a number of.
        key: Box<OrderKey>,
        /// How many decimals are kept, where it is not 12 digits.
        places: Option<u32>,
    },
    /// The places of the rows by a key whose order spreadsheets see otherwise: only the values.
    Ordinal {
        /// The key.
        key: Box<OrderKey>,
    },
    /// Only the value: a spreadsheet cannot carry how it is computed.
    Value {
        /// The expression, where it is no definition.
        core: Option<Box<Core>>,
        /// Why.
        why: Reason,
    },
}

/// Why a cell holds a value and no formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Spreadsheets order texts otherwise.
    TextOrder,
    /// A function that spreadsheets have not.
    Function,
    /// The rows aggregated over depend on the row that asks in a way that spreadsheets have no function for.
    AskingRow,
    /// Texts that a spreadsheet would take for a pattern, a number or for one another.
    Texts,
    /// A formula longer than spreadsheets allow.
    Length,
    /// More digits than a spreadsheet keeps.
    Digits,
    /// To which unit of a made table a row belongs.
    Unit,
    /// So many rows that a spreadsheet would take minutes.
    Many,
}

impl<'o, 'a> Book<'o, 'a> {
    /// A book of the whole and of these tables, without values yet.
    pub fn new(
        outcome: &'o Outcome<'a>,
        tables: &[TableId],
        (words, said): (Words, crate::sheet::Words),
        mut names: SheetNames,
    ) -> Self {
        let mut sheets = vec![Calculation {
            frame: Frame::Whole,
            name: names.fresh(said.pick("全体", "Whole")),
            rows: vec![0],
            line_of: vec![1],
            columns: Vec::new(),
        }];
        for table in tables {
            let title = outcome.program().tables.get(table.index()).map_or("", |schema| schema.name.as_str());
            let name = names.fresh(&format!("{}{title}", said.pick("计算·", "Calc·")));
            sheets.push(Calculation::of_table(outcome, *table, name));
        }
        let by_frame = sheets.iter().enumerate().map(|(at, sheet)| (sheet.frame, at)).collect();
        Self { outcome, words, sheets, names, by_frame, places: BTreeMap::new() }
    }

    /// The sheet of a frame.
    pub fn sheet(&self, frame: Frame) -> Option<&Calculation> {
        self.sheets.get(*self.by_frame.get(&frame)?)
    }

    /// A column, where it has been put.
    pub fn column(&self, frame: Frame, subject: &Subject) -> Option<(u32, &Column)> {
        let at = *self.places.get(&(frame, subject.clone()))?;
        Some((at, self.sheet(frame)?.columns.get(at as usize)?))
    }

    /// Puts a column behind the others of its frame, if it is not there; gives its position.
    pub fn put(&mut self, frame: Frame, column: Column) -> Option<u32> {
        let key = (frame, column.subject.clone());
        if let Some(at) = self.places.get(&key) {
            return Some(*at);
        }
        let sheet = self.sheets.get_mut(*self.by_frame.get(&frame)?)?;
        let at = u32::try_from(sheet.columns.len()).ok()?;
        sheet.columns.push(column);
        self.places.insert(key, at);
        Some(at)
    }

    /// Says how a column is computed.
    pub fn settle(&mut self, frame: Frame, subject: &Subject, settled: Column) {
        let Some(at) = self.places.get(&(frame, subject.clone())).copied() else { return };
        let sheet = self.by_frame.get(&frame).and_then(|sheet| self.sheets.get_mut(*sheet));
        if let Some(slot) = sheet.and_then(|sheet| sheet.columns.get_mut(at as usize)) {
            *slot = settled;
        }
    }

    /// The cell of a column as a formula on a line of `here` sees it.
    pub fn cell(&self, here: Frame, frame: Frame, at: u32) -> Option<Piece> {
        let sheet = self.sheet(frame)?;
        let column = sheet.columns.get(at as usize)?;
        let text = sheet.address(here, at);
        let gives = if column.kind == Kind::YesNo { Gives::Word } else { Gives::Value };
        let place = Some((frame, at));
        Some(Piece { place, ..Piece::of_cell(text, gives, column.absent).sharp(column.sharp) })
    }

    /// All cells of a column of a table, for functions of many rows.
    pub fn range(&self, here: Frame, frame: Frame, at: u32) -> Option<String> {
        Some(self.sheet(frame)?.range(here, at))
    }

    /// The number of the line, as a formula on a line of `frame` sees it.
    pub fn line(&self) -> String {
        format!("$A{ROW}")
    }
}

impl Calculation {
    fn of_table(outcome: &Outcome<'_>, table: TableId, name: String) -> Self {
        let frame = Frame::Rows(table);
        let all = outcome.rows(frame);
        let keyed = outcome.table(table).map(heng_interp::table::Table::by_key).unwrap_or_default();
        let rows: Vec<u32> = if keyed.len() == all as usize { keyed.to_vec() } else { (0..all).collect() };
        let mut line_of = vec![0; all as usize];
        for (line, row) in (1_u32..).zip(&rows) {
            if let Some(slot) = line_of.get_mut(*row as usize) {
                *slot = line;
            }
        }
        Self { frame, name, rows, line_of, columns: Vec::new() }
    }

    /// The letters of the column that holds a value.
    pub fn letters(&self, at: u32) -> String {
        let column = match self.frame {
            Frame::Whole => u32::from(WHOLE_COLUMN),
            Frame::Rows(_) => at + u32::from(LEADING),
        };
        heng_interp::table::column_letters(column)
    }

    /// The line of a spreadsheet, from 1, on which the value of a row stands.
    pub fn spreadsheet_row(&self, at: u32, row: u32) -> u32 {
        match self.frame {
            Frame::Whole => FIRST_LINE + at + 1,
            Frame::Rows(_) => FIRST_LINE + self.line_of.get(row as usize).copied().unwrap_or(0),
        }
    }

    /// `'计算·企业'!F5`: the cell of one row, for a sheet that is none of these.
    pub fn absolute(&self, at: u32, row: u32) -> String {
        format!("{}{}{}", self.prefix(), self.letters(at), self.spreadsheet_row(at, row))
    }

    /// The numbers of the lines.
    pub fn lines_range(&self, here: Frame) -> String {
        self.cells_of("A", here)
    }

    fn prefix(&self) -> String {
        format!("'{}'!", self.name)
    }

    fn address(&self, here: Frame, at: u32) -> String {
        let letters = self.letters(at);
        match self.frame {
            Frame::Whole if here == Frame::Whole => format!("${letters}${}", FIRST_LINE + at + 1),
            Frame::Whole => format!("{}${letters}${}", self.prefix(), FIRST_LINE + at + 1),
            Frame::Rows(_) => format!("{letters}{ROW}"),
        }
    }

    fn range(&self, here: Frame, at: u32) -> String {
        self.cells_of(&self.letters(at), here)
    }

    fn cells_of(&self, letters: &str, here: Frame) -> String {
        let prefix = if here == self.frame { String::new() } else { self.prefix() };
        let last = FIRST_LINE + u32::try_from(self.rows.len()).unwrap_or(0).max(1);
        format!("{prefix}${letters}${}:${letters}${last}", FIRST_LINE + 1)
    }
}
