//! What refuses a run.

use crate::project::fault::asking;
use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_interp::program::{Axis, ParameterNote, Program};
use heng_interp::run::CheckSummary;
use heng_interp::table::Schema;
use heng_interp::value::Date;

/// So many pending appeals are named.
const APPEALS: usize = 5;

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
pub fn which_day(turns: &[Date]) -> Diagnostic {
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
    asking(report, name, names.iter().copied())
        .help(format!("有的是：{}。", names.join("、")), format!("it has {}.", names.join(", ")))
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
pub(crate) const AS_OF: &str = "评价日";

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

/// H0979: appeals are pending and the result was to be final.
pub(super) fn pending_appeals(pending: &[Message]) -> Diagnostic {
    let count = pending.len();
    let verb = if count == 1 { "appeal is" } else { "appeals are" };
    let mut report = Diagnostic::error(
        979,
        format!("还有 {count} 件申诉没有复核，不能当作正式结果"),
        format!("{count} {verb} pending, so the result cannot be final"),
    );
    for one in pending.iter().take(APPEALS) {
        report = report.help(one.zh.clone(), one.en.clone());
    }
    report.help(
        "登记册里写上结论、文号、日期、经办，或去掉 --final，作为预评价运行。",
        "record their conclusions in the register, or run without --final: the result is then marked as preliminary.",
    )
}

/// H0911: a check of the script that does not hold.
pub fn failed_checks(program: &Program, found: &[CheckSummary]) -> Vec<Diagnostic> {
    let checks = program.checks.iter().zip(found).filter(|(_, found)| !found.holds);
    checks
        .map(|(check, found)| {
            let year = found.year.map(|year| format!("[{year}]")).unwrap_or_default();
            let title = format!("{}{year}", found.title);
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
/// The file is named as the command line names it.
pub(super) fn unwritable(error: &heng_data::WriteError, shown: &str) -> Diagnostic {
    use heng_data::WriteError::{Changed, IsInput, System};
    let message = error.message();
    let (code, path) = match error {
        IsInput(path) => (907, path),
        Changed(path) | System(path, _) => (908, path),
    };
    let named = |text: String| text.replace(&path.display().to_string(), shown);
    Diagnostic::error(code, named(message.zh), named(message.en))
}

/// H0908: a result of an unknown kind.
pub fn unknown_kind(path: &str) -> Diagnostic {
    Diagnostic::error(
        908,
        format!("不知道「{path}」要写成什么格式"),
        format!("in which format is `{path}` to be written?"),
    )
    .help("文件名以 .csv、.xlsx 或 .json 结尾。", "let its name end in .csv, .xlsx or .json.")
}

/// H0951: standard input for what is read more than once.
pub fn piped_twice() -> Diagnostic {
    Diagnostic::error(
        951,
        "比较要把数据读好几遍，不能从标准输入读",
        "a comparison reads its data several times, which standard input cannot give",
    )
    .help("先存成文件，再用 -d 表=文件 给出。", "save it to a file and give that with -d TABLE=FILE.")
}

/// H0780: results without their receipt.
pub(super) fn no_receipt(file: &str) -> Diagnostic {
    Diagnostic::error(
        780,
        format!("「{file}」旁边没有收据，不能证明是哪份政策的结果"),
        format!("`{file}` has no receipt beside it, so nothing proves whose results it holds"),
    )
    .help(
        "用 heng run … -o 结果.csv 重新算一次，把结果和同名的 .receipt.json 放在一起；也可以直接给出收据。",
        "run that policy again with heng run … -o, and keep the .receipt.json beside its result, or give the receipt itself.",
    )
}

/// H0781: results that are not those the receipt was made for.
pub(super) fn changed_results(
    schema: &Schema,
    file: &str,
    receipt: &str,
    found: &str,
    written: &str,
) -> Diagnostic {
    let report = Diagnostic::error(
        781,
        format!("「{file}」与收据「{receipt}」不符，结果被改动过"),
        format!("`{file}` is not what its receipt `{receipt}` was made for"),
    );
    asked_by(report, schema)
        .help(format!("文件的 SHA-256：{found}"), format!("SHA-256 of the file: {found}"))
        .help(format!("收据上的　　　　：{written}"), format!("in the receipt:      {written}"))
        .help("换回原来的结果，或重新算一次。", "put the original back, or run that policy again.")
}

/// H0782: results of another policy.
pub(super) fn other_policy(schema: &Schema, wanted: &str, receipt: &str, found: &str) -> Diagnostic {
    let report = Diagnostic::error(
        782,
        format!("要的是「{wanted}」的结果，收据「{receipt}」却是「{found}」的"),
        format!("results of `{wanted}` are wanted, and the receipt `{receipt}` is of `{found}`"),
    );
    asked_by(report, schema).help(
        "换成那份政策的结果；县（市、区）办法算的，「取自 结果」后面写它的文号。",
        "give the results of that policy; where a county's document made them, name its number after `taken_from results`.",
    )
}

/// H0783: a receipt that cannot be read.
pub(super) fn not_a_receipt(receipt: &str) -> Diagnostic {
    Diagnostic::error(
        783,
        format!("「{receipt}」不是能读的收据"),
        format!("`{receipt}` is no receipt that can be read"),
    )
    .help(
        "收据由 heng run -o 写出；版本不同的，用现在的版本重新算一次。",
        "receipts are written by heng run -o; run again where it is of another version.",
    )
}

/// H0784: a receipt of several files.
pub(super) fn which_output(receipt: &str) -> Diagnostic {
    Diagnostic::error(
        784,
        format!("收据「{receipt}」管着几个文件，不知道取哪一个"),
        format!("the receipt `{receipt}` is of several files; which one is meant?"),
    )
    .help("直接给出那个结果文件，收据放在它旁边。", "give the file itself, with the receipt beside it.")
}

/// H0785: results on which decisions were pending.
pub(super) fn preliminary_results(table: &str, receipt: &str) -> Diagnostic {
    Diagnostic::warning(
        785,
        format!("「{table}」用的是预评价的结果"),
        format!("`{table}` holds preliminary results"),
    )
    .help(
        format!("收据「{receipt}」写明它是预评价；作正式结果之前，换成正式的。"),
        format!("its receipt `{receipt}` says that it is preliminary; take the final results before making this final."),
    )
}

fn asked_by(report: Diagnostic, schema: &Schema) -> Diagnostic {
    match schema.span {
        Some(span) => report.at(span, "这张表取自结果", "this table takes results"),
        None => report,
    }
}
