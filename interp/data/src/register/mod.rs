//! The register of decisions: what an authority decided, with its document, date, officer and reason.
//!
//! ```csv
//! 名称,对象,值,文号,日期,经办,理由,有效期起,有效期止
//! 客观因素调整分,91320612000123456X,-1.5,通工信〔2022〕18号,2022-03-01,李某,受灾停产,,
//! 最终等级.小巨人.豁免,913206127655556554,,,,,,,
//! ```
//!
//! What is decided by years has a column 年度 too. A row without a value is pending; a row with a value and without any of document, date, officer and reason is refused.

mod apply;
mod fault;

use std::sync::Arc;

use heng_interp::table::fault::DataFault;
use heng_interp::table::{ColumnKind, ColumnRule, Place, Schema, Table};
use heng_interp::value::{Date, Value};

use crate::input::{Input, read_table};

pub use apply::Applied;

/// The column that says of which year a decision is.
const YEAR: &str = "年度";

/// The decisions of a register, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Decisions that were taken or are pending; refused rows are not among them.
    pub decisions: Vec<Decision>,
    /// Everything that is wrong with the register.
    pub faults: Vec<DataFault>,
}

/// One row of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// 名称: what is decided, `客观因素调整分`, `最终等级.小巨人.豁免`
    pub name: String,
    /// 对象: the key of the row it is about; absent where it is about the whole
    pub subject: Option<String>,
    /// 年度: of which year, where it is decided by years
    pub year: Option<i32>,
    /// 值, as written; absent while pending
    pub value: Option<String>,
    /// 文号
    pub document: String,
    /// 日期
    pub date: Option<Date>,
    /// 经办
    pub officer: String,
    /// 理由
    pub reason: String,
    /// 有效期起: the first day it holds
    pub from: Option<Date>,
    /// 有效期止: the last day it holds
    pub until: Option<Date>,
    /// Its row in the register.
    pub place: Place,
}

impl Decision {
    /// Whether it is yet to be taken.
    pub fn is_pending(&self) -> bool {
        self.value.is_none()
    }

    /// Whether it holds on `day`; a decision with a period holds on no day that is not given.
    pub fn holds(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
            }
            None => self.from.is_none() && self.until.is_none(),
        }
    }
}

/// Reads a register from a file of any kind.
pub fn read_register(input: Input) -> Register {
    let schema = Arc::new(schema());
    let draft = read_table(input, &schema);
    let mut register = Register { decisions: Vec::new(), faults: draft.faults };
    // Only decisions by years need a year, and only those for a time a period.
    let needless = |column: &str| [YEAR, "有效期起", "有效期止"].contains(&column);
    register.faults.retain(|fault| {
        let of_column = matches!(fault.code().0, 814 | 890 | 891);
        !of_column || !fault.column.as_deref().is_some_and(needless)
    });
    for row in 0..draft.table.rows() {
        let decision = decision(&draft.table, row);
        if decision.name.is_empty() {
            // Reported as a blank cell.
            continue;
        }
        match fault::refused(&decision) {
            Some(complaint) => {
                let subject = decision.subject;
                register.faults.push(complaint.at(&schema.name, decision.place, None, subject));
            }
            None => register.decisions.push(decision),
        }
    }
    register
}

/// What a register holds.
fn schema() -> Schema {
    let column = |names: &[&str], kind: ColumnKind| {
        let mut rule = ColumnRule::new(names.first().copied().unwrap_or_default(), kind);
        rule.headers = names.iter().map(|n| (*n).to_owned()).collect();
        rule.optional = true;
        rule
    };
    let mut columns = vec![
        column(&["名称", "事项", "认定事项", "name"], ColumnKind::Text),
        column(&["对象", "企业编号", "主键", "subject"], ColumnKind::Text),
        column(&["值", "认定值", "认定结果", "value"], ColumnKind::Text),
        column(&["文号", "document"], ColumnKind::Text),
        column(&["日期", "认定日期", "date"], ColumnKind::Date),
        column(&["经办", "经办人", "officer"], ColumnKind::Text),
        column(&["理由", "原因", "依据", "reason"], ColumnKind::Text),
        column(&["有效期起", "valid_from"], ColumnKind::Date),
        column(&["有效期止", "valid_until"], ColumnKind::Date),
        column(&[YEAR, "年份", "year"], ColumnKind::Year),
    ];
    for (index, rule) in columns.iter_mut().enumerate() {
        rule.optional = !matches!(index, 0 | 2);
    }
    // A blank value is a decision that is pending, but a register without the column is none.
    if let Some(value) = columns.get_mut(2) {
        value.default = Some(Value::Text(String::new()));
    }
    Schema { name: "认定".into(), columns, ..Schema::default() }
}

fn decision(table: &Table, row: u32) -> Decision {
    let text = |column: usize| table.cell_text(row, column);
    let filled = |column: usize| Some(text(column)).filter(|t| !t.is_empty());
    let day = |column: usize| match table.value(row, column) {
        Value::Date(days) => Date::from_days(days),
        _ => None,
    };
    Decision {
        name: text(0),
        subject: filled(1),
        year: match table.value(row, 9) {
            Value::Year(year) => Some(year),
            _ => None,
        },
        value: filled(2),
        document: text(3),
        date: day(4),
        officer: text(5),
        reason: text(6),
        from: day(7),
        until: day(8),
        place: table.origin().place(Some(row), None),
    }
}
