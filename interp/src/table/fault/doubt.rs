//! Cells and columns that can be read, and can hardly be meant.

use dashu_ratio::RBig;

use super::Complaint;
use super::value::shown;
use crate::table::{ColumnRule, NumberRule, UnitSpelling};
use crate::value::Date;

/// A column that is blank from top to bottom.
pub fn all_blank(column: &ColumnRule, rows: u32) -> Complaint {
    let name = &column.name;
    let (zh, en) = match column.default {
        Some(_) => ("每一行都按默认值计算", "every row takes the default"),
        None => ("每一行都按缺失计算", "every row counts as missing"),
    };
    Complaint::warning(
        890,
        format!("「{name}」这一列 {rows} 行全是空的，{zh}"),
        format!("all {rows} cells of `{name}` are blank: {en}"),
    )
    .help(
        "核对是不是漏填了，或者数据在另一列、另一张工作表",
        "check whether it was forgotten, or stands in another column or sheet",
    )
}

/// A column of numbers that are all the same.
pub fn all_equal(column: &ColumnRule, value: &str, rows: usize) -> Complaint {
    let name = &column.name;
    Complaint::note(
        891,
        format!("「{name}」{rows} 行都是 {value}"),
        format!("all {rows} numbers of `{name}` are {value}"),
    )
    .found(value)
    .help("核对是不是填充时拖错了", "check whether a cell was filled down by mistake")
}

/// A column in % whose numbers are all at most 1.
pub fn fractions_of_percent(column: &ColumnRule, count: u32) -> Complaint {
    let name = &column.name;
    Complaint::warning(
        840,
        format!("「{name}」以 % 计，{count} 个数却都在 -1 和 1 之间：0.35 按 0.35% 读取"),
        format!("`{name}` is in %, yet all its {count} numbers lie between -1 and 1: 0.35 is read as 0.35%"),
    )
    .help(
        "如果本意是 35%，就写 35 或 35%；在电子表格里把这一列设为“百分比”格式、存为 .xlsx 也可以",
        "if 35% is meant, write 35 or 35%, or format the column as a percentage and save it as .xlsx",
    )
}

/// A day in a year that is far off.
pub fn far_day(column: &ColumnRule, day: Date) -> Complaint {
    let name = &column.name;
    Complaint::warning(
        894,
        format!("「{name}」是 {day}，这一年太远了"),
        format!("`{name}` is {day}, a year that is far off"),
    )
    .found(day.to_string())
    .help(
        "核对年份有没有写错；1900 年初的日期多半是电子表格把空格当成了 0",
        "check the year; a day at the start of 1900 is mostly a blank that a spreadsheet took for 0",
    )
}

/// A number that is thousands of times the others, and like them in another unit.
pub fn other_magnitude(
    column: &ColumnRule,
    rule: &NumberRule,
    number: &RBig,
    spelling: &UnitSpelling,
    median: &RBig,
) -> Complaint {
    let (name, own, other) = (&column.name, &rule.unit, &spelling.label);
    let converted = shown(&(number * &spelling.factor));
    let (found, median, factor) = (shown(number), shown(median), shown(&spelling.factor));
    Complaint::warning(
        886,
        format!("「{name}」是 {found} {own}，与其他行相差太大，像是以{other}填的"),
        format!("`{name}` is {found} {own}, far from all other rows: it looks like an amount in {other}"),
    )
    .found(found)
    .instead(converted)
    .help(
        format!("这一列的中位数是 {median} {own}；1 {other} = {factor} {own}，核对后换算成{own}再填"),
        format!("the median of the column is {median} {own}; 1 {other} = {factor} {own}: check it, and convert it to {own}"),
    )
}

/// A row whose numbers are the sums of those above, between two rows of the file; it may be otherwise wrong too.
pub fn unsaid_total(above: (Option<u32>, Option<u32>), wrong: bool) -> Complaint {
    let (first, last) = (above.0.unwrap_or_default(), above.1.unwrap_or_default());
    let zh = format!("这一行的数正好是第 {first} 至 {last} 行各数之和，像是合计行");
    let en = format!(
        "the numbers of this row are the sums of those in rows {first} to {last}: it looks like a total"
    );
    let complaint = if wrong { Complaint::error(868, zh, en) } else { Complaint::warning(868, zh, en) };
    complaint.help(
        "如果是合计，请删去这一行，或在首列写上“合计”：写明的合计行不当作数据",
        "if it is a total, delete the row, or write 合计 (total) in its first cell: a row that says so is not taken as data",
    )
}
