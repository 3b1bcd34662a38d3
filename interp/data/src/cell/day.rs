//! Dates and years.

use heng_interp::table::{Cell, ColumnRule};
use heng_interp::value::Date;

use super::{CellResult, fault};
use crate::fold::fold;
use crate::raw::Raw;

/// Reads a cell of a column of 日期.
pub fn read_date<'a>(rule: &ColumnRule, raw: &Raw<'a>) -> CellResult<'a> {
    let text = match raw {
        Raw::Day(day) => return Ok(Cell::Date(*day)),
        other => other.shown(),
    };
    let folded = fold(&text);
    let day = folded.trim_start_matches('\'');
    let day =
        day.split_once(['T', ' ']).map_or(day, |(date, time)| if time.contains(':') { date } else { day });
    let joined: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    match Date::parse(&joined) {
        Some(date) => Ok(Cell::Date(date)),
        None => Err(fault::not_a_date(rule, &text, serial(&joined))),
    }
}

/// The day of a spreadsheet's serial number, if it lies in 1982 to 2064.
fn serial(text: &str) -> Option<Date> {
    let number: i32 = text.parse().ok()?;
    (30_000..60_000).contains(&number).then_some(())?;
    Date::from_days(number - 25_569)
}

/// Reads a cell of a column of 年份.
pub fn read_year<'a>(rule: &ColumnRule, raw: &Raw<'a>) -> CellResult<'a> {
    let text = raw.shown();
    let folded = fold(&text);
    let bare = folded.trim_start_matches('\'').trim_end_matches("年度").trim_end_matches('年').trim();
    let year = bare.parse::<i32>().ok().filter(|y| (1000..=9999).contains(y));
    let is_day = matches!(raw, Raw::Day(_));
    match year.filter(|_| !is_day) {
        Some(year) => Ok(Cell::Year(year)),
        None => Err(fault::not_a_year(rule, &text)),
    }
}
