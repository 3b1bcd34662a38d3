//! H0620 to H0629: `条件` and `分类`.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// No conditions.
pub fn no_conditions(span: Span) -> Diagnostic {
    Diagnostic::error(620, "这里一个条件也没有", "there are no conditions here")
        .at(span, "至少要有一条", "at least one is needed")
        .help("每条一行：名称: 条件", "one a line: NAME: CONDITION")
}

/// 至少 n 项 of fewer.
pub fn impossible_count(span: Span, needed: u32, count: usize) -> Diagnostic {
    let (zh, en) = if needed == 0 {
        ("“至少 0 项”总是满足".to_owned(), "`at_least 0` always holds".to_owned())
    } else {
        (
            format!("只有 {count} 条，不可能满足至少 {needed} 项"),
            format!("{needed} of {count} conditions can never hold"),
        )
    };
    Diagnostic::error(621, zh, en)
        .at(span, format!("共 {count} 条"), format!("{count} conditions"))
        .help("核对项数", "check the number")
}

/// A rule after 其余.
pub fn rule_after_rest(class: &Name) -> Diagnostic {
    let text = &class.text;
    Diagnostic::error(
        622,
        format!("「{text}」写在“其余”之后，永远轮不到"),
        format!("`{text}` follows the rest and is never reached"),
    )
    .at(class.span, "前面的“其余”已经收走所有行", "the rest before it takes every row")
    .help(
        "把“其余”放到最后；要推翻前面的结果，写“例外”",
        "put `rest` last; to overrule what came before, write `except`",
    )
}

/// Rules that leave rows out.
pub fn no_rest(name: &Name, span: Span, row: &str) -> Diagnostic {
    let text = &name.text;
    let (zh, en) = if row.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("，例如 {row}"), format!(", such as {row}"))
    };
    Diagnostic::error(
        623,
        format!("「{text}」可能有行哪一类都不是{zh}"),
        format!("`{text}` may leave rows without a class{en}"),
    )
    .at(span, "没有“其余”", "no `rest`")
    .help("最后写一条“类名 其余”", "write `CLASS rest` as the last rule")
}
