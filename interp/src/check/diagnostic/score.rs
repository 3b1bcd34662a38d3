//! H060x and H061x: `评分`, beside the sums of weights ([`crate::check::weight`]).

use dashu_ratio::RBig;
use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;
use heng_grammar::tree::{Name, Notes};

use super::types::Described;
use crate::check::figure::figure;
use crate::program::{Requirement, RequirementTest};

/// Outside `对`.
pub fn outside_rows(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::error(
        670,
        format!("「评分 {}」要写在「对 …」里面", name.text),
        format!("score `{}` stands inside `for`", name.text),
    )
    .at(span, "这里不知道给哪张表的行评分", "whose rows are scored is not known here")
    .help("移到“对 企业 { … }”里面", "move it into `for TABLE { … }`")
}

/// No entries.
pub fn no_items(span: Span) -> Diagnostic {
    Diagnostic::error(604, "这里一个评分项也没有", "there are no items here")
        .at(span, "至少要有一项", "at least one is needed")
        .help("每项一行：名称 权重 基准 …", "one item a line: NAME WEIGHT baseline …")
}

/// 计 and 基准 together.
pub fn two_ways(name: &Name, points: Span, baseline: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        605,
        format!("「{text}」既写了“计”又写了“基准”，不知道按哪个算"),
        format!("`{text}` has both `points` and `baseline`"),
    )
    .at(points, "按表达式计分", "points by an expression")
    .at(baseline, "按 指标 / 基准 × 权重 计分", "points by value / baseline × weight")
    .help("留一个；“计”里要用基准，可写“本项基准”所指的表达式", "keep one of them")
}

/// Neither 计 nor 基准.
pub fn no_way(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        606,
        format!("「{text}」没有写怎么计分"),
        format!("`{text}` does not say how its points are found"),
    )
    .at(name.span, "缺少“基准”或“计”", "no `baseline` and no `points`")
    .help(
        "写“基准 …”，按 指标 / 基准 × 权重 计分；或写“计 表达式”",
        "write `baseline …` (points are value / baseline × weight) or `points EXPRESSION`",
    )
}

/// A value and a baseline in units of different dimensions.
pub fn units_differ(
    name: &Name,
    value: Span,
    value_is: &Described,
    baseline: Span,
    baseline_is: &Described,
) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        607,
        format!("「{text}」的指标和基准单位不同，不能相除"),
        format!("the value and the baseline of `{text}` differ in unit"),
    )
    .at(value, format!("指标是 {}", value_is.zh), format!("the value is in {}", value_is.en))
    .at(baseline, format!("基准是 {}", baseline_is.zh), format!("the baseline is in {}", baseline_is.en))
    .help(
        "指标除以基准应得到一个比值，两者要用同一种量的单位",
        "their ratio must be a plain number: use units of one kind",
    )
}

/// A constant baseline of zero or less.
pub fn baseline_not_positive(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        608,
        format!("「{text}」的基准不是正数"),
        format!("the baseline of `{text}` is not above zero"),
    )
    .at(span, "基准要大于 0", "must be above 0")
    .help("对照文件核对基准值", "check it against the document")
}

/// A floor above the cap.
pub fn floor_above_cap(name: &Name, span: Span, low: &RBig, high: &RBig) -> Diagnostic {
    let (text, low, high) = (&name.text, figure(low), figure(high));
    Diagnostic::error(
        609,
        format!("「{text}」的下限 {low} 高于上限 {high}"),
        format!("the floor {low} of `{text}` is above its cap {high}"),
    )
    .at(span, "这一项", "this item")
    .help(
        "核对上限和下限；“上限 1.5 倍”是权重的 1.5 倍",
        "check both; `cap 1.5 x` is a multiple of the weight",
    )
}

/// Points that are never above zero.
pub fn never_reached(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::warning(610, format!("「{text}」怎么也得不到分"), format!("`{text}` can never give points"))
        .at(name.span, "最高也不超过 0", "at most 0")
        .help("核对上限和权重；扣分请用“另减”", "check its cap and weight; to take points off, write `minus`")
}

/// Two scores of one name for the same rows.
pub fn twice(name: &Name, span: Span, before: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        611,
        format!("「评分 {text}」写了两次，而且没有按不同的群体分开"),
        format!("score `{text}` is written twice for the same rows"),
    )
    .at(span, "又一个", "again")
    .at(before, "前一个在这里", "first here")
    .help(
        "分群体评分要写“评分 名称 群体 规上 { … }”，每个群体一个",
        "scores of groups are written `score NAME group G { … }`, one for each",
    )
}

/// 群体 where `参评` has none.
pub fn no_groups(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        612,
        format!("「评分 {text}」分群体，但“参评”里没有群体"),
        format!("score `{text}` is for a group, but `participation` has none"),
    )
    .at(span, "这个群体没有写过", "no such group")
    .help("在“参评”里写“群体 规上 当 …；群体 规下 其余”", "write `group NAME when …` in `participation`")
}

/// A group nobody scores.
pub fn group_without_score(group: &str, span: Span) -> Diagnostic {
    Diagnostic::error(613, format!("群体「{group}」没有评分办法"), format!("group `{group}` has no score"))
        .at(span, "其他群体的评分在这里", "the other groups are scored here")
        .help(
            format!("补一个“评分 … 群体 {group} {{ … }}”，或在“参评”里写明它“不评”"),
            format!("add `score … group {group} {{ … }}`, or leave its rows unscored in `participation`"),
        )
}

/// A baseline that the data make zero, negative or missing.
pub fn baseline_fault(name: &Name, span: Span, notes: &Notes) -> Requirement {
    let text = &name.text;
    Requirement {
        test: RequirementTest::Positive,
        code: 861,
        message: Message::new(
            format!("「{text}」的基准算出来不是正数，这一项无法计分"),
            format!("the baseline of `{text}` is not above zero on these data: it cannot be scored"),
        ),
        span,
        citations: notes.citations.clone(),
    }
}

/// 同项平均 where no row has the item.
pub fn no_item_mean(name: &Name, span: Span, notes: &Notes) -> Requirement {
    let text = &name.text;
    Requirement {
        test: RequirementTest::Present,
        code: 862,
        message: Message::new(
            format!("没有一行有「{text}」的得分，“同项平均”无从算起"),
            format!("no row has points for `{text}`, so there is no mean to take"),
        ),
        span,
        citations: notes.citations.clone(),
    }
}
