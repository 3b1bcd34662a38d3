//! Notes: worth knowing, wrong or not.

use heng_grammar::diagnostic::{Code, Diagnostic, Message, Severity};
use heng_grammar::span::Span;

/// H0391: a definition nobody reads.
pub fn unused(name: &str, span: Span) -> Diagnostic {
    let title = Message::new(format!("「{name}」没有被用到"), format!("nothing uses `{name}`"));
    Diagnostic::new(391, Severity::Note, title).at(
        span,
        "输出、校验和其他定义都没有用它",
        "no output, check or definition reads it",
    )
}

/// H0392: a rule of a score or an adjustment without an article.
pub fn uncited(name: &str, span: Span) -> Diagnostic {
    let title = Message::new(format!("「{name}」没有写条款依据"), format!("`{name}` cites no article"));
    Diagnostic::new(392, Severity::Note, title)
        .at(span, "视为脚本自己的选择", "counts as the script's own choice")
        .help("在行末写条款，如 @第十二条（一）", "cite it at the end of the line, such as @第十二条（一）")
}

/// H1780: `@已核（H0641：…）` where nothing of the kind is found.
pub fn unused_waiver(code: Code, span: Span) -> Diagnostic {
    Diagnostic::warning(
        1780,
        format!("「已核」的 {code} 在这里没有出现"),
        format!("there is no {code} here to set aside"),
    )
    .at(span, "没有要略过的警告或提示", "no warning or note of this code is about this entry")
    .help(
        "问题已经改好的，删去「已核」；写在别的条目上的，移到那一条的末尾；错误不能略过，只能改正",
        "remove it if the matter is settled, move it if it belongs to another entry; an error is mended, never set aside",
    )
}
