//! H1781 to H1799: what can be read as written, but is probably not meant.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;

/// H1781: `税收 / 2/3`.
pub fn divided_twice(numerator: Span, denominator: Span) -> Diagnostic {
    let fraction = numerator.to(denominator);
    let between = Span { start: numerator.end, end: denominator.start, ..fraction };
    let diagnostic = Diagnostic::warning(
        1781,
        "这里除了两次，不是除以一个分数",
        "this divides twice; it does not divide by a fraction",
    )
    .at(
        fraction,
        "从左到右算：先除以前一个数，再除以后一个数",
        "read from the left: by the first, then by the second",
    )
    .help(
        "除以分数的，给分数加括号；确实要除两次的，两个除号的两边都空格",
        "put the fraction in brackets, or leave blanks around both signs",
    );
    let title = Message::new("除以这个分数", "divide by the fraction");
    diagnostic.mend_around(fraction, "(", ")", title).mend(between, " / ", "除两次", "divide twice", false)
}

/// H1782: 待定 of other documents without a 定; their names and articles.
pub fn left_open(left: &[(&str, String)], main: Span) -> Diagnostic {
    let title = Message::new(
        format!("还有 {} 个待定没有定，现在还不能评价", left.len()),
        format!(
            "{} open {} not bound; nothing can be run yet",
            left.len(),
            if left.len() == 1 { "value is" } else { "values are" }
        ),
    );
    let with_article = |(name, article): &(&str, String)| match article.as_str() {
        "" => (*name).to_owned(),
        article => format!("{name}（{article}）"),
    };
    let list: Vec<String> = left.iter().map(with_article).collect();
    let first = left.first().map_or("", |(name, _)| name);
    Diagnostic::new(1782, Severity::Note, title)
        .at(main, "引用的文件把它们留给这里定", "the documents used here leave them to this script")
        .help(list.join("、"), list.join(", "))
        .help(
            format!("逐个写明，如「定 {first} = …   @第几条」；与指南一致的，也要写出来"),
            format!("bind each, as in `bind {first} = …`, and cite the article"),
        )
}

/// H1783: a parameter that no formula reads.
pub fn unread_parameter(name: &str, span: Span) -> Diagnostic {
    let title = Message::new(format!("「{name}」没有被用到"), format!("nothing uses `{name}`"));
    Diagnostic::new(1783, Severity::Note, title)
        .at(span, "没有哪条规则要用这个值", "no rule needs this value")
        .help("规则里漏写的，补上；不再需要的，删去", "use it in the rule that was meant to, or remove it")
}

/// H1784: a block none of whose parts cites an article.
pub fn uncited_block(name: &str, span: Span) -> Diagnostic {
    let title = Message::new(format!("「{name}」没有写条款依据"), format!("`{name}` cites no article"));
    Diagnostic::new(1784, Severity::Note, title)
        .at(span, "视为脚本自己的选择", "counts as the script's own choice")
        .help(
            "在 `{` 后面写整块的条款，如 @第十条；各条依据不同的，分别写在行末",
            "cite the article behind its `{`, such as @第十条, or one at the end of each entry",
        )
}
