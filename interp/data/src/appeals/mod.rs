//! The register of appeals: what enterprises object to, and what came of it. An appeal that was accepted corrects a cell of the data;
//! one that is pending makes the run a 预评价.
//!
//! ```csv
//! 编号,表,对象,列,更正为,理由,提出日期,结论,文号,日期,经办,复核说明
//! 1,企业,91320612000123456X,实缴税金,350.2,漏计免抵调库,2022-04-11,采纳,通工信〔2022〕31号,2022-04-20,李某,税务部门已核
//! 2,企业,913206127655556554,实际占地面积,18,部分土地已退出,2022-04-12,,,,,
//! ```

mod apply;
mod cell;
mod fault;
mod target;

use std::sync::Arc;

use heng_interp::table::fault::DataFault;
use heng_interp::table::{ColumnKind, ColumnRule, Place, Schema, Table};
use heng_interp::value::{Date, Value};

use crate::fold::comparable;
use crate::input::{Input, read_table};

pub use apply::{AppealedCell, AppliedAppeals};
pub use cell::read_cell;

/// What the register is called in messages.
pub(crate) const NAME: &str = "申诉";

/// The appeals of a register, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appeals {
    /// Lines that say all that they must; refused ones are not among them.
    pub appeals: Vec<Appeal>,
    /// Everything that is wrong with the register.
    pub faults: Vec<DataFault>,
}

/// What came of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// 采纳: the cell is corrected.
    Accepted,
    /// 不采纳: the cell stays.
    Refused,
    /// Blank: it is still looked into.
    Pending,
}

/// One line of the register: an appeal against one cell. An appeal against several cells has a line for each, under one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    /// 编号
    pub number: String,
    /// 表: whose cell; absent where one table alone can be meant
    pub table: Option<String>,
    /// 对象: the key of the row
    pub subject: String,
    /// 列
    pub column: String,
    /// 年度: of which year, where the column has a value a year
    pub year: Option<i32>,
    /// 更正为, as written
    pub corrected: Option<String>,
    /// 理由
    pub reason: String,
    /// 提出日期
    pub filed: Option<Date>,
    /// 结论
    pub conclusion: Conclusion,
    /// 文号: the document that says the conclusion
    pub document: String,
    /// 日期: of the conclusion
    pub date: Option<Date>,
    /// 经办
    pub officer: String,
    /// 复核说明
    pub review: String,
    /// Its row in the register.
    pub place: Place,
}

/// Reads a register of appeals from a file of any kind.
pub fn read_appeals(input: Input) -> Appeals {
    let schema = Arc::new(schema());
    let draft = read_table(input, &schema);
    let mut appeals = Appeals { appeals: Vec::new(), faults: draft.faults };
    // A register may do without the columns that not every appeal needs, and all of it may be pending.
    appeals.faults.retain(|fault| match fault.code().0 {
        890 | 891 => false,
        814 => fault.is_error(),
        _ => true,
    });
    for row in 0..draft.table.rows() {
        let (appeal, written) = appeal(&draft.table, row);
        let complaint = match conclusion(&written) {
            Some(conclusion) => fault::incomplete(&Appeal { conclusion, ..appeal.clone() })
                .map_or(Ok(Appeal { conclusion, ..appeal.clone() }), Err),
            None => Err(fault::unknown_conclusion(&appeal, &written)),
        };
        match complaint {
            Ok(appeal) => appeals.appeals.push(appeal),
            Err(complaint) => appeals.faults.push(located(complaint, &appeal)),
        }
    }
    appeals
}

/// What the register's word for a conclusion means.
fn conclusion(written: &str) -> Option<Conclusion> {
    Some(match comparable(written).as_str() {
        "采纳" | "予以采纳" | "accepted" => Conclusion::Accepted,
        "不采纳" | "不予采纳" | "refused" => Conclusion::Refused,
        "" => Conclusion::Pending,
        _ => return None,
    })
}

/// What a register of appeals holds.
fn schema() -> Schema {
    let column = |names: &[&str], kind: ColumnKind| {
        let mut rule = ColumnRule::new(names.first().copied().unwrap_or_default(), kind);
        rule.headers = names.iter().map(|n| (*n).to_owned()).collect();
        rule.optional = true;
        rule
    };
    let mut columns = vec![
        column(&["编号", "申诉编号", "number"], ColumnKind::Text),
        column(&["表", "table"], ColumnKind::Text),
        column(&["对象", "企业编号", "主键", "subject"], ColumnKind::Text),
        column(&["列", "指标", "column"], ColumnKind::Text),
        column(&["更正为", "corrected_to"], ColumnKind::Text),
        column(&["理由", "申诉理由", "reason"], ColumnKind::Text),
        column(&["提出日期", "filed_on"], ColumnKind::Date),
        column(&["结论", "复核结论", "conclusion"], ColumnKind::Text),
        column(&["文号", "document"], ColumnKind::Text),
        column(&["日期", "复核日期", "date"], ColumnKind::Date),
        column(&["经办", "经办人", "officer"], ColumnKind::Text),
        column(&["复核说明", "review"], ColumnKind::Text),
        column(&["年度", "年份", "year"], ColumnKind::Year),
    ];
    for (index, rule) in columns.iter_mut().enumerate() {
        rule.optional = !matches!(index, 0 | 2 | 3 | 4 | 7);
        // A line that is not concluded leaves it blank, but a register without the column is none.
        if matches!(index, 4 | 7) {
            rule.default = Some(Value::Text(String::new()));
        }
    }
    Schema { name: NAME.into(), columns, ..Schema::default() }
}

/// A line of the register, pending, and what it says for a conclusion.
fn appeal(table: &Table, row: u32) -> (Appeal, String) {
    let text = |column: usize| table.cell_text(row, column);
    let filled = |column: usize| Some(text(column)).filter(|t| !t.is_empty());
    let day = |column: usize| match table.value(row, column) {
        Value::Date(days) => Date::from_days(days),
        _ => None,
    };
    let appeal = Appeal {
        number: text(0),
        table: filled(1),
        subject: text(2),
        column: text(3),
        year: match table.value(row, 12) {
            Value::Year(year) => Some(year),
            _ => None,
        },
        corrected: filled(4),
        reason: text(5),
        filed: day(6),
        conclusion: Conclusion::Pending,
        document: text(8),
        date: day(9),
        officer: text(10),
        review: text(11),
        place: table.origin().place(Some(row), None),
    };
    (appeal, text(7))
}

fn located(complaint: heng_interp::table::fault::Complaint, appeal: &Appeal) -> DataFault {
    let subject = Some(appeal.subject.clone()).filter(|subject| !subject.is_empty());
    complaint.at(NAME, appeal.place.clone(), None, subject)
}
