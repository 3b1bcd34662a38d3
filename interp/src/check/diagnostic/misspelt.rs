//! H03xx: what is said of misspelt names besides what was probably meant: that they stand in many places, or for something
//! elsewhere.

use heng_grammar::diagnostic::{Diagnostic, Mend, Message};
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// What functions are called elsewhere, in spreadsheets and reports.
pub(super) const USUAL_FUNCTIONS: &[(&str, &str)] = &[
    ("求和", "合计"),
    ("总和", "合计"),
    ("总计", "合计"),
    ("加总", "合计"),
    ("SUM", "合计"),
    ("均值", "平均"),
    ("平均值", "平均"),
    ("平均数", "平均"),
    ("AVERAGE", "平均"),
    ("最大值", "最大"),
    ("最高", "最大"),
    ("MAX", "最大"),
    ("最小值", "最小"),
    ("最低", "最小"),
    ("MIN", "最小"),
    ("个数", "计数"),
    ("COUNT", "计数"),
    ("中位数", "中位"),
    ("分位数", "分位"),
    ("百分位", "分位"),
    ("排名", "名次"),
    ("排序", "名次"),
    ("RANK", "名次"),
    ("取绝对值", "绝对值"),
    ("ABS", "绝对值"),
    ("幂", "乘方"),
];

/// Adds to a report of a name that it stands in `more` places that are not shown.
pub fn in_more_places(report: Diagnostic, more: usize) -> Diagnostic {
    report.help(
        format!("另有 {more} 处也是这样写的，可以一起改"),
        format!("it is written so in {more} more places, which can be mended together"),
    )
}

/// A name that is used in several `places` and not declared, where `declared` is near it and nobody uses that; `mend` changes
/// the places.
pub fn declared_otherwise(
    code: u16,
    used: &str,
    declared: &str,
    declaration: Span,
    places: &[Span],
    mend: Mend,
) -> Diagnostic {
    let count = places.len();
    let mut report = Diagnostic::error(
        code,
        format!("「{used}」用了 {count} 处，却没有声明；声明的是「{declared}」，没有一处用到它"),
        format!(
            "`{used}` is used in {count} places and not declared; `{declared}` is declared and never used"
        ),
    )
    .at(declaration, "多半是这里写错了", "the slip is probably here");
    for place in places.iter().take(3) {
        report = report.at(*place, format!("这里写的是「{used}」"), format!("`{used}` here"));
    }
    let mut report =
        report.mend(declaration, used, format!("把声明改为「{used}」"), format!("declare `{used}`"), false);
    let (zh, en) =
        (format!("把 {count} 处都改为「{declared}」"), format!("write `{declared}` in the {count} places"));
    report.mends.push(Mend { title: Message::new(zh, en), ..mend });
    report
}

/// What a name that stands for no value here stands for elsewhere.
pub enum Elsewhere {
    /// A column or definition of other rows.
    OfTable(String),
    /// The path of a part of a block.
    Part(String),
    /// 查表: called with its keys.
    Lookup,
    /// A name of another kind: what it is, in both languages.
    Other(&'static str, &'static str),
    /// The path under which a document is seen that has it.
    Under(String),
}

/// A name that stands for no value here, and what it stands for elsewhere.
pub fn named_elsewhere(name: &Name, place: Elsewhere) -> Diagnostic {
    let text = &name.text;
    let report = |zh: &str, en: &str| {
        Diagnostic::error(
            301,
            format!("没有叫「{text}」的列、定义或选项"),
            format!("there is no column, definition or member called `{text}`"),
        )
        .at(name.span, zh, en)
    };
    let replaced = |report: Diagnostic, path: &str| {
        let (zh, en) = (format!("改为 `{path}`"), format!("write `{path}`"));
        report.mend(name.span, path, zh, en, false)
    };
    match place {
        Elsewhere::OfTable(table) => report(
            &format!("「{text}」在表「{table}」里，这里没有说是它的哪一行"),
            &format!("`{text}` belongs to `{table}`, and nothing says which row of it is meant"),
        )
        .help(
            format!("写在「对 {table}」里；或者汇总，如「合计({table}.{text})」"),
            format!("write it inside `for {table}`, or aggregate it, as in `sum({table}.{text})`"),
        ),
        Elsewhere::Part(path) => replaced(
            report(
                &format!("「{text}」是一块里面的一项，从外面要写「{path}」"),
                &format!("`{text}` is a part of a block; from outside it is `{path}`"),
            ),
            &path,
        ),
        Elsewhere::Under(path) => replaced(
            report(
                &format!("「{text}」在另一份文件里，这里要写「{path}」"),
                &format!("`{text}` is in another document; here it is `{path}`"),
            ),
            &path,
        ),
        Elsewhere::Lookup => report(&format!("「{text}」是一张查表"), &format!("`{text}` is a lookup"))
            .help(format!("查的时候写出键：「{text}(…)」"), format!("call it with its keys: `{text}(…)`")),
        Elsewhere::Other(zh, en) => report(
            &format!("「{text}」是{zh}的名称，不是一个值"),
            &format!("`{text}` is the name of {en}, not a value"),
        ),
    }
}
