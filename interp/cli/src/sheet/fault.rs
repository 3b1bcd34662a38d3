//! What refuses a report.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::table::NearKey;

/// H0940: the place holds what no report wrote; `found` is empty where it is no folder.
pub(super) fn foreign(shown: &str, found: &str) -> Diagnostic {
    let (zh, en) = match found {
        "" => (
            format!("「{shown}」是一个文件，不是报告的文件夹"),
            format!("`{shown}` is a file, not the folder of a report"),
        ),
        found => (
            format!("「{shown}」里有不是报告的东西（如 {found}），不能整个换掉"),
            format!("`{shown}` holds what no report wrote, such as {found}, and is not replaced"),
        ),
    };
    Diagnostic::error(940, zh, en).help(
        "换一个还没有的文件夹名，或把里面自己的文件移到别处。",
        "give a folder that is not there yet, or move your own files elsewhere.",
    )
}

/// H0941: a report of an unknown kind.
pub(super) fn unknown_form(shown: &str) -> Diagnostic {
    Diagnostic::error(
        941,
        format!("不知道「{shown}」要写成什么样的报告"),
        format!("what kind of report is `{shown}` to be?"),
    )
    .help(
        "写成文件夹（每户一页，另有目录和汇总）、.html（一个文件，可整本打印）或 .xlsx（工作簿）。要 PDF 的，用浏览器打开 .html 再打印成 PDF。",
        "give a folder (a page each, a list and a summary), .html (one file to print as a whole) or .xlsx (a workbook). For PDF, print the .html from a browser.",
    )
}

/// H0942: a key that no row has.
pub(super) fn no_row(table: &str, key: &str, near: Option<NearKey>) -> Diagnostic {
    let report = Diagnostic::error(
        942,
        format!("「{table}」里没有「{key}」这一户"),
        format!("`{table}` has no row `{key}`"),
    );
    match near {
        Some(near) => report.help(format!("是不是「{}」？", near.key), format!("is it `{}`?", near.key)),
        None => report.help(
            "--row 后面写主键的值（如统一社会信用代码），或者整个名称。",
            "--row takes the value of the key, or the whole name.",
        ),
    }
}

/// H0943: nothing is computed for the rows of any table.
pub(super) fn no_subject() -> Diagnostic {
    Diagnostic::error(
        943,
        "这份脚本没有逐户的结果，出不了报告单",
        "this script has no results for rows, so there are no sheets",
    )
    .help(
        "报告单逐户写明等级、得分和金额；只有全体数的脚本，用 heng run -o 写出。",
        "sheets show the grade, score and amounts of each row; write values of the whole with heng run -o.",
    )
}

/// H0908: interrupted.
pub(super) fn interrupted(shown: &str) -> Diagnostic {
    Diagnostic::error(
        908,
        format!("写「{shown}」时被中断；没有留下半份报告，原有的也没有动"),
        format!(
            "interrupted while writing `{shown}`: nothing half-written is left, and an earlier report is as it was"
        ),
    )
}
