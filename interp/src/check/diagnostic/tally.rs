//! H0614 to H0619: `计分`.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::types::Described;

/// 每 without what becomes of a started quantum.
pub fn remainder_not_stated(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(614, format!("「{text}」没有说不足一份的怎么算"), format!("`{text}` does not say what a started quantum gives"))
        .at(span, "“每 …”后面要写明", "must be stated after `per …`")
        .help(
            "以每 3 件 2 分、共 7 件为例：（不足 舍去）4 分，（不足 进一）6 分，（不足 按比例）14/3 分",
            "for 7 at 2 points per 3: `(remainder down)` 4 points, `(remainder up)` 6, `(remainder proportional)` 14/3",
        )
}

/// Amounts in units of different kinds.
pub fn units_differ(span: Span, is: &Described, whole: Span, should: &Described) -> Diagnostic {
    Diagnostic::error(
        615,
        format!("同一个计分里，这一项是 {}，别的是 {}", is.zh, should.zh),
        format!("this entry is in {}, the others in {}", is.en, should.en),
    )
    .at(span, is.zh.to_string(), is.en.to_string())
    .at(whole, format!("合计用 {}", should.zh), format!("added up in {}", should.en))
    .help("一个计分只能用一种量：都用分，或都用万元", "one tally adds amounts of one kind")
}

/// An item worth nothing.
pub fn worth_nothing(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::warning(
        616,
        format!("「{text}」值 0，不起作用"),
        format!("`{text}` is worth 0 and changes nothing"),
    )
    .at(span, "这一项", "this item")
    .help("核对分值，或者删去", "check the amount, or strike it")
}
