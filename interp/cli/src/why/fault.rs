//! What cannot be explained.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::table::NearKey;

use crate::project::fault::asking;

/// So many rows are named where several could be meant.
const NAMED: usize = 8;

/// H0932: no row has this key or name.
pub(super) fn no_row(table: &str, written: &str, near: Option<NearKey>) -> Diagnostic {
    let report = Diagnostic::error(
        932,
        format!("「{table}」里没有「{written}」这一户"),
        format!("`{table}` has no row `{written}`"),
    );
    match near {
        Some(near) => report.help(format!("是不是「{}」？", near.key), format!("is it `{}`?", near.key)),
        None => report.help(
            "--row 后面写主键的值（如统一社会信用代码）、名称，或名称里只有这一户有的几个字。",
            "--row takes the value of the key, the name, or a part of the name that no other row has.",
        ),
    }
}

/// H0933: nothing has this name.
pub(super) fn no_value(written: &str, names: &[String]) -> Diagnostic {
    let report =
        Diagnostic::error(933, format!("没有叫「{written}」的值"), format!("nothing is called `{written}`"));
    let last = |name: &String| name.rsplit('.').next().map(str::to_owned);
    let mut all: Vec<String> = names.to_vec();
    all.extend(names.iter().filter_map(last));
    asking(report, written, all.iter().map(String::as_str)).help(
        "--value 后面写脚本里的名字，如 最终等级、综合得分.亩均税收、增量[2024]、实缴税金。",
        "--value takes a name of the script, such as 最终等级, 综合得分.亩均税收, 增量[2024], 实缴税金.",
    )
}

/// H0933: the value is there, but not for the rows of this table.
pub(super) fn value_elsewhere(written: &str, table: &str, of: &str) -> Diagnostic {
    Diagnostic::error(
        933,
        format!("「{written}」不是「{table}」的值"),
        format!("`{written}` is no value of the rows of `{table}`"),
    )
    .help(format!("它是「{of}」的值；加 --table {of}。"), format!("it is one of `{of}`; add --table {of}."))
}

/// H0933: nothing is computed for the rows of this table.
pub(super) fn nothing_of(table: &str) -> Diagnostic {
    Diagnostic::error(
        933,
        format!("脚本没有为「{table}」计算什么"),
        format!("the script computes nothing for the rows of `{table}`"),
    )
    .help("用 --value 列名 可以看一格的来历。", "--value COLUMN tells where a cell is from.")
}

/// H0934: several rows could be meant.
pub(super) fn several_rows(written: &str, rows: &[(String, String)]) -> Diagnostic {
    let count = rows.len();
    let report = Diagnostic::error(
        934,
        format!("「{written}」可以指 {count} 户"),
        format!("`{written}` could be any of {count} rows"),
    );
    let mut tables: Vec<&str> = rows.iter().map(|(table, _)| table.as_str()).collect();
    tables.dedup();
    let named: Vec<&str> = rows.iter().take(NAMED).map(|(_, row)| row.as_str()).collect();
    let more = if count > NAMED { "……" } else { "" };
    match tables.as_slice() {
        [_] => report.help(
            format!("写全主键：{}{more}。", named.join("、")),
            format!("write the whole key: {}{more}.", named.join(", ")),
        ),
        many => report.help(
            format!("加 --table 说明是哪张表：{}。", many.join("、")),
            format!("say which table with --table: {}.", many.join(", ")),
        ),
    }
}

/// H0935: a row must be named.
pub(super) fn row_needed(table: &str, value: Option<&str>) -> Diagnostic {
    let (zh, en) = match value {
        Some(value) => (
            format!("「{value}」是逐户的值，要用 --row 指明哪一户"),
            format!("`{value}` differs from row to row: say which with --row"),
        ),
        None => ("要用 --row 指明哪一户".to_owned(), "say which row with --row".to_owned()),
    };
    Diagnostic::error(935, zh, en).help(
        format!("写成 --row 主键，主键是「{table}」里的一行；全体的值用 --value 名字。"),
        format!("write --row KEY, the key of a row of `{table}`; values of the whole take --value NAME."),
    )
}

/// H0936: a file of an unknown kind.
pub(super) fn unknown_kind(shown: &str) -> Diagnostic {
    Diagnostic::error(
        936,
        format!("不知道「{shown}」要写成什么样"),
        format!("what kind of file is `{shown}` to be?"),
    )
    .help("写成 .txt、.md、.html 或 .json。", "write .txt, .md, .html or .json.")
}
