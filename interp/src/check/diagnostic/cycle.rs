//! H0390: definitions that need themselves.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

/// `a = b + 1` and `b = a + 1`: the names in the order of need, each with its place.
pub fn needs_itself(round: &[(String, Span)]) -> Diagnostic {
    let first = round.first().map_or("", |(name, _)| name.as_str());
    let names: Vec<&str> = round.iter().map(|(name, _)| name.as_str()).chain([first]).collect();
    let path = names.join(" → ");
    let mut diagnostic = Diagnostic::error(
        390,
        format!("「{first}」的计算要用到它自己：{path}"),
        format!("`{first}` needs itself: {path}"),
    );
    for (position, (name, span)) in round.iter().enumerate() {
        let next = names.get(position + 1).copied().unwrap_or(first);
        diagnostic =
            diagnostic.at(*span, format!("「{name}」要用「{next}」"), format!("`{name}` needs `{next}`"));
    }
    diagnostic.help(
        "请让其中一个不再引用下一个，例如改用原始列，或先算出中间值",
        "let one of them do without the next: read a column instead, or compute a value in between first",
    )
}
