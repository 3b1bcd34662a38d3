//! What comes from outside: cells, decisions, parameters.

use super::Stated;
use crate::program::ParameterSource;
use crate::table::{CellCorrection, Place};
use crate::value::Date;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The table: 企业
    pub table: String,
    /// The column: 实缴税金
    pub column: String,
    /// Where the cell stands: file, sheet, row, column, header.
    pub place: Place,
    /// What kind of cell it is.
    pub state: CellState,
    /// What the file has there, and which appeal corrected it, where one did.
    pub correction: Option<CellCorrection>,
}

/// What became of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellState {
    /// It holds the value.
    Filled,
    /// The file does not have the column, or the cell is blank and the value is the default of the script (默认).
    Default,
    /// It is blank, and the column may be.
    Blank,
    /// It holds a zero that counts as missing (零作缺失).
    Zero,
}

/// A decision: 认定, or the setting aside of a rule that holds 原则上.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// What is decided, as the register names it: `最终等级.小巨人.豁免`.
    pub name: String,
    /// The entries of the register that are about it, in their order.
    pub entries: Vec<Recorded>,
    /// The value where nobody has decided.
    pub default: Option<Stated>,
    /// Whether somebody must still decide.
    pub pending: bool,
}

/// An entry of the register of decisions, as a face of it was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// 名称
    pub name: String,
    /// 对象: the key of the row; none where it is about the whole.
    pub subject: Option<String>,
    /// 年度
    pub year: Option<i32>,
    /// 值, as written; none while it is pending.
    pub value: Option<String>,
    /// 文号
    pub document: String,
    /// 日期
    pub date: Option<Date>,
    /// 经办
    pub officer: String,
    /// 理由
    pub reason: String,
    /// Where it stands in the register.
    pub place: Place,
}

/// What the run sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Whether the run, a decision or nobody has set it.
    pub source: ParameterSource,
    /// Whether the value is the default of the script.
    pub default: bool,
}
