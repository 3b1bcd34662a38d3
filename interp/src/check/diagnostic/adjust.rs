//! H064x: `调档`, beside the pairs of moves ([`crate::check::moves`]).

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::types::Described;

/// Outside `对`.
pub fn outside_rows(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::error(
        670,
        format!("「调档 {}」要写在「对 …」里面", name.text),
        format!("adjust `{}` stands inside `for`", name.text),
    )
    .at(span, "这里不知道调的是哪张表的行", "whose grades are moved is not known here")
    .help("移到“对 企业 { … }”里面", "move it into `for TABLE { … }`")
}

/// No 次序.
pub fn order_not_stated(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(642, format!("「{text}」没有说各条调整的次序"), format!("`{text}` does not say in which order its moves are made"))
        .at(span, "缺少“次序 自上而下”", "no `order top_down`")
        .help(
            "写“次序 自上而下”：每一条在上一条调整后的档次上再调，后面的可以推翻前面的；文件没有规定次序的，也要由办法写明",
            "write `order top_down`: each move starts from the grade the one above left, and a later one may overrule it",
        )
        .mend(Span { start: span.end, ..span }, " 次序 自上而下", "写“次序 自上而下”", "write `次序 自上而下`", false)
}

/// No 补位 or 不补位.
pub fn refill_not_stated(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        643,
        format!("「{text}」没有说调出后空出的名额补不补"),
        format!("`{text}` does not say whether vacated places are filled"),
    )
    .at(span, "缺少“补位”或“不补位”", "neither `refill` nor `no_refill`")
    .help(
        "不补位：A 档有企业被调下后，A 档就少一家；补位：由名次靠后的依次递补",
        "`no_refill`: a class that loses a row stays smaller; `refill`: the next in rank moves up",
    )
    .mend(Span { start: span.end, ..span }, " 不补位", "写“不补位”", "write `不补位`", false)
}

/// 补位 is not there yet.
pub fn refill_unsupported(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(644, format!("「{text}」要求补位，目前还不支持"), format!("`{text}` asks for `refill`, which is not supported yet"))
        .at(span, "补位", "`refill`")
        .help(
            "要递补的，请把会被调出的企业写进“参评”的“不排 … 记 …”，让它们不占名次",
            "write the rows that would be moved out as `unranked … as …` in `participation`, so that they take no place",
        )
}

/// 自 something that is no grade.
pub fn not_a_grade(span: Span, is: &Described) -> Diagnostic {
    Diagnostic::error(
        645,
        format!("“自”后面要是一个档次，这里是 {}", is.zh),
        format!("`from` takes a grade; this is {}", is.en),
    )
    .at(span, "不是选项的成员", "no member of a choice")
    .help("写“分档”或“分类”的名称", "name a band or a classification")
}

/// 上调 without an order.
pub fn nothing_to_step_on(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        646,
        format!("「{text}」要上调或下调，但档次没有高低"),
        format!("`{text}` moves up or down, but the grades have no order"),
    )
    .at(span, "这些档次没有次序", "no order to step on")
    .help("在选项里用“>”写出高低：{ A > B > C }", "write the order in the choice: `{ A > B > C }`")
}

/// 不低于 a member outside the order.
pub fn outside_order(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        647,
        format!("「{text}」不在高低次序里，不能说不低于或不高于它"),
        format!("`{text}` is outside the order"),
    )
    .at(name.span, "没有高低", "neither above nor below")
    .help("换成有高低的档次，或用“调为”", "name a grade of the order, or use `set`")
}
