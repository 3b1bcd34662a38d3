//! H0320: entries that stand where they cannot be meant.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// `对 企业 { 选项 等级 { A > B } }`
pub fn not_in_rows(entry: Span, table: &Name) -> Diagnostic {
    let name = &table.text;
    Diagnostic::error(320, "这一条不能写在「对」里面", "this entry cannot stand inside `for`")
        .at(entry, "它说的不是每一行的事", "it does not speak of each row")
        .at(
            table.span,
            format!("这里面只写「{name}」每一行的规则"),
            format!("inside stand the rules for each row of `{name}`"),
        )
        .help("把它移到「对」的外面", "move it out of the `for` block")
}
