//! Notes: worth knowing, wrong or not.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
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
