//! Rows that are not taken, or do not fit their header.

use heng_interp::table::Place;
use heng_interp::table::fault::{Complaint, years_text};

/// A row of sums.
pub fn total_row(word: &str) -> Complaint {
    Complaint::note(
        809,
        format!("这一行是「{}」，没有当作数据", word.trim()),
        format!("this row is `{}` and was not taken as data", word.trim()),
    )
}

/// Rows without anything, between rows of data.
pub fn blank_rows(first: u32, last: u32) -> Complaint {
    let (zh, en) = match first == last {
        true => (format!("第 {first} 行是空行"), format!("row {first} is blank")),
        false => (format!("第 {first} 至 {last} 行是空行"), format!("rows {first} to {last} are blank")),
    };
    Complaint::note(888, format!("{zh}，已跳过，后面的行照样读取"), format!("{en}; the rows below were read"))
        .help(
            "核对是不是删了数据留下的空行，或者下面其实是另一张表",
            "check whether data were deleted here, or another table begins below",
        )
}

/// A remark below the table.
pub fn remark_row(text: &str) -> Complaint {
    let start: String = text.trim().chars().take(20).collect();
    Complaint::note(
        816,
        format!("这一行是说明文字（{start}），没有当作数据"),
        format!("this row is a remark (`{start}`) and was not taken as data"),
    )
}

/// More cells than the header has.
pub fn too_wide(cells: usize, header: usize) -> Complaint {
    Complaint::error(
        807,
        format!("这一行有 {cells} 格，表头只有 {header} 格，后面的列可能错位"),
        format!("the row has {cells} cells but the header {header}: columns may have shifted"),
    )
    .help(
        "多半是单元格里有没加引号的逗号；把那一格放进双引号",
        "probably a cell holds a comma and is not quoted: put it in double quotes",
    )
}

/// Fewer cells than the header has.
pub fn too_narrow(cells: usize, header: usize) -> Complaint {
    Complaint::warning(
        808,
        format!("这一行只有 {cells} 格，表头有 {header} 格，后面的按空格处理"),
        format!("the row has {cells} cells but the header {header}: the others count as blank"),
    )
}

/// A row of a long file without its year.
pub fn no_year() -> Complaint {
    Complaint::error(
        839,
        "这一行没有写年度，不知道是哪一年的数",
        "the row has no year, so it is not known of which year its values are",
    )
    .help("补上年度，如 2024", "fill in the year, such as 2024")
}

/// A long file, whose rows are put together by a key that the table has not.
pub fn long_without_key() -> Complaint {
    Complaint::error(
        856,
        "文件每年一行，可是表没有主键，不知道哪些行是同一个对象",
        "the file has a row for each year, but the table no key that tells which rows belong together",
    )
    .help("在脚本里给这张表写上“主键”", "mark the key of the table in the script with `key`")
}

/// Two rows for one key and year.
pub fn year_twice(key: &str, year: i32, first: Place) -> Complaint {
    let there = first.name();
    Complaint::error(
        845,
        format!("「{key}」{year} 年有两行，另一行在 {}", there.zh),
        format!("`{key}` has two rows for {year}; the other is at {}", there.en),
    )
    .found(year.to_string())
    .other(first)
    .help("每个对象每年只留一行", "keep one row for each key and year")
}

/// A column without years that is not the same in all rows of a key.
pub fn disagree(column: &str, here: &str, before: &str, other: Place) -> Complaint {
    let there = other.name();
    let blank = |text: &str, word: &str| if text.is_empty() { word.to_owned() } else { text.to_owned() };
    let (zh, en) = (blank(here, "空的"), blank(here, "blank"));
    let (zh_before, en_before) = (blank(before, "空的"), blank(before, "blank"));
    Complaint::error(
        846,
        format!("「{column}」不是按年的，同一对象各年应当一样：这里是「{zh}」，{} 是「{zh_before}」", there.zh),
        format!(
            "`{column}` has no year and must be the same in all rows of a key: here `{en}`, at {} `{en_before}`",
            there.en
        ),
    )
    .found(here)
    .other(other)
    .help(
        format!("改成一样的；如果每年不同，请在脚本里给「{column}」加上“按年”"),
        format!("make them equal; if it changes by year, declare `{column}` with `yearly`"),
    )
}

/// A key without a row for years that others have.
pub fn years_lacking(years: &[i32]) -> Complaint {
    let of = years_text(years);
    Complaint::error(847, format!("没有 {}的行", of.zh), format!("there is no row for {}", of.en))
        .help("补上这些年的行", "add the rows of these years")
}

/// Rows of years that the program does not read.
pub fn unneeded_years(years: &[i32], rows: u32) -> Complaint {
    let of = years_text(years);
    Complaint::note(
        849,
        format!("脚本没有用到 {}的 {rows} 行", of.zh),
        format!("the script does not use the {rows} rows of {}", of.en),
    )
}
