//! H0420 to H0439: units.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::types::Described;
use crate::suggest::offer_word;

/// `实缴税金 + 占地面积`: both sides with their units.
pub fn unlike(left: Span, l: &Described, right: Span, r: &Described) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        420,
        format!("单位不同，不能相加减或比较：{}和{}", l.zh, r.zh),
        format!("the units differ and cannot be added or compared: {} and {}", l.en, r.en),
    )
    .at(left, format!("单位是{}", l.zh), format!("in {}", l.en))
    .at(right, format!("单位是{}", r.zh), format!("in {}", r.en));
    let lengths = ["天", "月", "个月", "年"];
    if lengths.contains(&l.zh.as_str()) && lengths.contains(&r.zh.as_str()) {
        return diagnostic.help(
            "几天、几个月和几年没有固定的倍数：满几年用「年数(起, 止)」，满几个月用「月数(起, 止)」，几年之内用「在 … 起 3 年」",
            "days, months and years are no fixed multiples: count with `years_between(FROM, TO)` or `months_between(FROM, TO)`, or say `within … onward 3 年`",
        );
    }
    diagnostic.help(
        "看看是不是少乘了数量、少除了面积或户数，或者取错了列",
        "perhaps a quantity is left out of a product or a quotient, or the wrong column is taken",
    )
}

/// `实缴税金 > 500`: a number without a unit against one with.
pub fn bare_number(span: Span, unit: &str, because: Option<Span>) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    let diagnostic = Diagnostic::error(
        421,
        format!("这个数没有写单位，这里要的是{unit}"),
        format!("this number has no unit; {unit} is wanted here"),
    )
    .at(span, "没有单位", "no unit");
    let diagnostic = match because {
        Some(place) => diagnostic.at(place, format!("这里的单位是{unit}"), format!("this is in {unit}")),
        None => diagnostic,
    };
    diagnostic.mend(end, format!(" {unit}"), format!("补上单位「{unit}」"), format!("add `{unit}`"), false)
}

/// A unit that is not declared.
pub fn unknown_unit(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        422,
        format!("没有叫「{}」的单位", name.text),
        format!("there is no unit called `{}`", name.text),
    )
    .at(name.span, "这个单位没有声明过", "this unit is not declared")
    .help(format!("可以声明：单位 {} = …", name.text), format!("declare it: `unit {} = …`", name.text));
    offer_word(diagnostic, name.span, &name.text, known.iter().copied())
}

/// 百分点 multiplied with another unit.
pub fn percentage_point(span: Span) -> Diagnostic {
    Diagnostic::error(
        424,
        "百分点只能与百分比相加减或比较，不能与其他单位相乘除",
        "percentage points are added to and compared with percentages; they do not multiply other units",
    )
    .at(span, "这里作了乘除", "multiplied or divided here")
    .help("如果要的是百分比，请写 %", "write % if a percentage is meant")
}

/// A unit whose name stands for another already.
pub fn declared_twice(name: &Name) -> Diagnostic {
    Diagnostic::error(
        426,
        format!("单位「{}」已经有了，大小不同", name.text),
        format!("the unit `{}` exists already, with another size", name.text),
    )
    .at(name.span, "这里又声明了一次", "declared again here")
}
