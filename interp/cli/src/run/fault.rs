//! What refuses a run.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::program::{Axis, ParameterNote, Program};
use heng_interp::run::Summary;
use heng_interp::value::Date;

/// H0906: `-p` without a `=`.
pub(super) fn not_a_setting(written: &str) -> Diagnostic {
    Diagnostic::error(906, format!("「-p {written}」少了等号"), format!("`-p {written}` has no `=`"))
        .help("写成 -p 名称=值，如 -p 年度=2021。", "write -p NAME=VALUE, such as -p 年度=2021.")
}

/// H0906: `--as-of` without a day.
pub(super) fn not_a_day(written: &str) -> Diagnostic {
    Diagnostic::error(906, format!("评价日「{written}」不是日期"), format!("`--as-of {written}` is no date"))
        .help("写成 --as-of 2022-05-31。", "write --as-of 2022-05-31.")
}

/// H0914: the documents have amendments with dates, and the run has no day.
pub(super) fn which_day(turns: &[Date]) -> Diagnostic {
    let days: Vec<String> = turns.iter().map(ToString::to_string).collect();
    Diagnostic::error(
        914,
        "文件有按日期施行的修改，要给出评价日才能运行",
        "the documents have amendments with dates, so the run needs a day",
    )
    .help(
        format!(
            "用 --as-of 日期 给出，或写进 heng.toml 的 as-of；文本在这些日子有变动：{}。",
            days.join("、")
        ),
        format!(
            "give it with --as-of DATE, or as as-of in heng.toml; the text changes on {}.",
            days.join(", ")
        ),
    )
}

/// H0906: a parameter that the script does not have.
pub(super) fn unknown_parameter(name: &str, program: &Program) -> Diagnostic {
    let names: Vec<&str> = program.parameters.iter().map(|note| note.name.as_str()).collect();
    let report = Diagnostic::error(
        906,
        format!("脚本里没有叫「{name}」的参数"),
        format!("the script has no parameter called `{name}`"),
    );
    if names.is_empty() {
        return report.help("这份脚本没有参数。", "this script has no parameters.");
    }
    report.help(format!("有的是：{}。", names.join("、")), format!("it has {}.", names.join(", ")))
}

/// H0906: a value that does not fit its parameter.
pub(super) fn wrong_value(note: &ParameterNote, written: &str, zh: &str, en: &str) -> Diagnostic {
    let report = Diagnostic::error(
        906,
        format!("参数「{}」不能是「{written}」：{zh}", note.name),
        format!("the parameter `{}` cannot be `{written}`: {en}", note.name),
    );
    match note.span {
        Some(span) => report.at(span, "参数在这里定义", "the parameter is declared here"),
        None => report,
    }
}

/// H0930: years that the policy does not speak of.
pub(super) fn years_outside(written: &str, axis: Axis) -> Diagnostic {
    let (first, last) = (axis.first, axis.last);
    Diagnostic::error(
        930,
        format!("年度「{written}」不在 {first} 至 {last} 之内"),
        format!("the years `{written}` are not within {first} to {last}"),
    )
    .at(axis.span, "脚本在这里划定年度", "the years are declared here")
    .help(
        format!("写成 {first} 至 {last} 之间的一年或几年，如 -p 年度={last}。"),
        format!("give one or more years from {first} to {last}, such as -p 年度={last}."),
    )
}

/// H0931: neither a year nor a range of years; `meant` is what was probably meant.
pub(super) fn no_years(written: &str, meant: Option<(i32, i32)>, axis: Axis) -> Diagnostic {
    let report = Diagnostic::error(
        931,
        format!("年度「{written}」不是一年，也不是“某年至某年”"),
        format!("`{written}` is neither a year nor a range of years"),
    );
    let (first, last) = meant.unwrap_or((axis.first, axis.last));
    report.help(
        format!("写成 -p 年度={first}至{last}，或 -p 年度={last}。"),
        format!("write -p 年度={first}至{last}, or -p 年度={last}."),
    )
}

/// H0913: a parameter that the run needs and nobody has set.
pub(super) fn unset(note: &ParameterNote) -> Diagnostic {
    let option =
        if note.name == AS_OF { "--as-of 2022-05-31".to_owned() } else { format!("-p {}=…", note.name) };
    let report = Diagnostic::error(
        913,
        format!("没有给出「{}」", note.name),
        format!("`{}` is needed and not set", note.name),
    )
    .help(
        format!("用 {option} 给出，或写进 heng.toml。"),
        format!("give it with {option}, or in heng.toml."),
    );
    match note.span {
        Some(span) => report.at(span, "在这里定义", "declared here"),
        None => report,
    }
}

/// The name of the date a result is made for.
pub(super) const AS_OF: &str = "评价日";

/// H0909: a value that a document leaves open, is used, and is not bound.
pub(super) fn unbound(note: &ParameterNote) -> Diagnostic {
    let articles: Vec<&str> = note.citations.iter().map(|c| c.article.as_str()).collect();
    let by = articles.join("、");
    let (zh, en) = match articles.is_empty() {
        true => (String::new(), String::new()),
        false => (format!("（{by}）"), format!(" ({by})")),
    };
    let report = Diagnostic::error(
        909,
        format!("「{}」还没有定{zh}，算不下去", note.name),
        format!("`{}` is left open{en} and nobody has bound it", note.name),
    )
    .help(
        format!("在你的脚本里写 定 {} = …，并注明依据的条款。", note.name),
        format!("write 定 {} = … in your script, and cite your article.", note.name),
    );
    match note.span {
        Some(span) => report.at(span, "文件把它留给别处规定", "the document leaves it open here"),
        None => report,
    }
}

/// H0910: decisions are pending and the result was to be final.
pub(super) fn pending(pending: &[(String, u64)]) -> Diagnostic {
    let zh: Vec<String> = pending.iter().map(|(name, count)| format!("{name} {count} 件")).collect();
    let en: Vec<String> = pending.iter().map(|(name, count)| format!("{name} {count}")).collect();
    Diagnostic::error(
        910,
        format!("还有认定没有作出，不能当作正式结果：{}", zh.join("，")),
        format!("decisions are pending, so the result cannot be final: {}", en.join(", ")),
    )
    .help(
        "登记册里补上认定的值，或去掉 --final，作为预评价运行。",
        "record them in the register, or run without --final: the result is then marked as preliminary.",
    )
}

/// H0911: a check of the script that does not hold.
pub(super) fn failed_checks(program: &Program, summary: &Summary) -> Vec<Diagnostic> {
    let checks = program.checks.iter().zip(&summary.checks).filter(|(_, (_, holds))| !holds);
    checks
        .map(|(check, (title, _))| {
            Diagnostic::error(
                911,
                format!("校验「{title}」不成立"),
                format!("the check `{title}` does not hold"),
            )
            .at(check.span, "这里要求的", "demanded here")
        })
        .collect()
}

/// H0907: the result would be written over a file that was read, or H0908: cannot be written.
pub(super) fn unwritable(error: &heng_data::WriteError) -> Diagnostic {
    let message = error.message();
    let code = match error {
        heng_data::WriteError::IsInput(_) => 907,
        heng_data::WriteError::System(..) => 908,
    };
    Diagnostic::error(code, message.zh, message.en)
}

/// H0908: a result of an unknown kind.
pub(super) fn unknown_kind(path: &str) -> Diagnostic {
    Diagnostic::error(
        908,
        format!("不知道「{path}」要写成什么格式"),
        format!("in which format is `{path}` to be written?"),
    )
    .help("文件名以 .csv、.xlsx 或 .json 结尾。", "let its name end in .csv, .xlsx or .json.")
}
