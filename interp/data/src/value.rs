//! One value written as text: what `-p` and the register set.

use heng_interp::table::fault::Complaint;
use heng_interp::table::{Cell, ColumnRule};
use heng_interp::value::{Absence, Value};

use crate::cell::CellReader;
use crate::raw::Raw;

/// The value of `written`, read as a cell of the column `rule` is, and within its bounds.
///
/// # Errors
/// Where it is not what the column holds, or outside its bounds.
pub fn read_value(rule: &ColumnRule, written: &str) -> Result<Value, Box<Complaint>> {
    let value = match CellReader::new(rule).read(&Raw::Text(written))? {
        Cell::Decimal(decimal) => Value::Number(decimal.to_rational()),
        Cell::Exact(number) => Value::Number(number),
        Cell::Text(text) => Value::Text(text.into_owned()),
        Cell::YesNo(value) => Value::YesNo(value),
        Cell::Date(day) => Value::Date(day.days()),
        Cell::Year(year) => Value::Year(year),
        Cell::Choice(member) => Value::Choice(member.into()),
        Cell::Absent(why) => Value::Absent(why),
        Cell::Blank => Value::Absent(Absence::Undecided),
    };
    rule.check(&value).map_or(Ok(value), Err)
}
