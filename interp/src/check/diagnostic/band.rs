//! H065x: `分档`, beside the checks of its classes ([`crate::check::band`]).

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::suggest::offer;
use heng_grammar::tree::Name;

/// Outside `对`.
pub fn outside_rows(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::error(
        670,
        format!("「分档 {}」要写在「对 …」里面", name.text),
        format!("band `{}` stands inside `for`", name.text),
    )
    .at(span, "这里不知道给哪张表的行分档", "whose rows are classed is not known here")
    .help("移到“对 企业 { … }”里面", "move it into `for TABLE { … }`")
}

/// Classes that several choices have.
pub fn several_choices(name: &Name, choices: &[String]) -> Diagnostic {
    let text = &name.text;
    let (list, listed) = (choices.join("、"), choices.join(", "));
    Diagnostic::error(
        650,
        format!("「{text}」的档次在 {list} 里都有，看不出是哪一个选项"),
        format!("the classes of `{text}` are members of {listed}"),
    )
    .at(name.span, "不止一个选项有这些档", "more than one choice has these classes")
    .help("让两个选项的成员不完全相同，或者合成一个", "let the choices differ, or make them one")
}

/// The one class that a choice lacks, the choice, and its members that are no class yet.
pub type Near<'a> = (&'a Name, &'a str, &'a [String]);

/// Classes that no choice has; `near` where one has all but one.
pub fn classes_of_no_choice(name: &Name, classes: &[&str], near: Option<Near<'_>>) -> Diagnostic {
    let text = &name.text;
    let (zh, en, order) = (classes.join("、"), classes.join(", "), classes.join(" > "));
    let fault = Diagnostic::error(
        656,
        format!("没有一个选项包含「{text}」的全部档次：{zh}"),
        format!("no choice has all classes of `{text}`: {en}"),
    );
    if let Some((class, choice, members)) = near {
        let odd = &class.text;
        let fault = fault.at(
            class.span,
            format!("选项「{choice}」里没有「{odd}」，别的几档都有"),
            format!("`{choice}` has the other classes, but no `{odd}`"),
        );
        return offer(fault, class.span, odd, members.iter().map(String::as_str));
    }
    fault
        .at(name.span, "档次要先在选项里写出高低", "the classes are declared, with their order, in a choice")
        .help(
            format!("写一个选项，例如“选项 等级 {{ {order} }}”"),
            format!("declare one: `choice NAME {{ {order} }}`"),
        )
}

/// Tie keys that can leave two rows equal.
pub fn ties_left(span: Span, keys: &[String]) -> Diagnostic {
    let (zh, en) = match keys.first() {
        Some(key) => (
            format!("最后再加主键，例如“，{key} 从低到高”；或者写“并列 同档”"),
            format!("end with the key: `, {key} ascending`; or write `ties shared`"),
        ),
        None => (
            "给表写一个主键，并放在最后；或者写“并列 同档”".to_owned(),
            "give the table a key and end with it; or write `ties shared`".to_owned(),
        ),
    };
    Diagnostic::error(657, "这些并列条件分不出所有的先后", "these tie keys may leave rows equal")
        .at(span, "最后一个要人人不同", "the last one must differ for every row")
        .help(zh, en)
}

/// A class written twice.
pub fn class_twice(class: &Name, before: Span) -> Diagnostic {
    let text = &class.text;
    Diagnostic::error(651, format!("「{text}」写了两次"), format!("class `{text}` is written twice"))
        .at(class.span, "又一次", "again")
        .at(before, "前一次", "first here")
        .help("一档只写一行", "one line a class")
}

/// 记 of something that is no member.
pub fn recorded_as_unknown(name: &Name, choice: &str, members: &[String]) -> Diagnostic {
    let text = &name.text;
    let (list, listed) = (members.join("、"), members.join(", "));
    let fault = Diagnostic::error(
        652,
        format!("选项「{choice}」里没有「{text}」"),
        format!("`{text}` is no member of `{choice}`"),
    )
    .at(name.span, format!("可用的有：{list}"), format!("members: {listed}"))
    .help(
        format!("在选项里补上，例如“{choice} {{ …；{text} }}”（分号后面的不参加排序）"),
        "add it to the choice: members after `;` are outside the order".to_string(),
    );
    offer(fault, name.span, text, members.iter().map(String::as_str))
}

/// A missing value answered with what answers a yes/no.
pub fn missing_answer(span: Span) -> Diagnostic {
    Diagnostic::error(653, "这里的缺失不能这样答", "a missing value cannot be answered so here")
        .at(span, "分档看的是数值", "classes follow a value")
        .help(
            "写“缺失 0 分”按这个值排，或“缺失 不适用”不参加分档",
            "write `missing VALUE` to rank by that value, or `missing not_applicable` to leave the row out",
        )
}

/// 各群体 where `参评` has none.
pub fn no_groups(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        654,
        format!("「{text}」按各群体分档，但“参评”里没有群体"),
        format!("`{text}` ranks each group, but `participation` has none"),
    )
    .at(span, "各群体", "each group")
    .help("在“参评”里写群体，或者删去“各群体”", "write groups in `participation`, or strike it")
}

/// A tie key that may be missing.
pub fn tie_key_missing(span: Span) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    Diagnostic::error(
        655,
        "并列用的这个值可能缺失，缺失的排在哪里没有写",
        "this tie key may be missing, and where such rows go is not said",
    )
    .at(span, "可能没有值", "may have no value")
    .help(
        "写（缺失 最后）、（缺失 最前），或按某个值排：（缺失 0 万元/亩）",
        "write `(missing last)`, `(missing first)`, or a value to rank by",
    )
    .mend(end, "（缺失 最后）", "缺失的排在最后", "rows without it come last", false)
}
