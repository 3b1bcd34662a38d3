//! What a document mostly leaves open, and a script must say.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

/// What can be written before the first class: one mend a way.
fn ways(fault: Diagnostic, first: Option<Span>, words: &[String]) -> Diagnostic {
    let Some(first) = first else { return fault };
    let place = Span { end: first.start, ..first };
    words.iter().fold(fault, |fault, words| {
        fault.mend(
            place,
            format!("{words}\n    "),
            format!("写 `{words}`"),
            format!("write `{words}`"),
            false,
        )
    })
}

/// No 从高到低; `by` is what is ordered by.
pub fn direction_not_stated(name: &str, span: Span, by: Span) -> Diagnostic {
    let end = Span { start: by.end, ..by };
    Diagnostic::error(
        638,
        format!("「{name}」没有说从高到低还是从低到高"),
        format!("`{name}` does not say which end comes first"),
    )
    .at(span, "缺少排序方向", "no direction")
    .help(
        "得分越高越好写“从高到低”，越低越好写“从低到高”",
        "write `descending` where more is better, else `ascending`",
    )
    .mend(end, " 从高到低", "写“从高到低”", "write `从高到低`", false)
    .mend(end, " 从低到高", "写“从低到高”", "write `从低到高`", false)
}

/// No 并列. `first` is the first class, `keys` are the columns that tell all rows apart.
pub fn ties_not_stated(name: &str, span: Span, first: Option<Span>, keys: &[String]) -> Diagnostic {
    let fault = Diagnostic::error(
        630,
        format!("「{name}」没有说得分相同的怎么排"),
        format!("`{name}` does not say how equal values are ranked"),
    )
    .at(span, "缺少“并列”", "no `ties`")
    .help(
        "“并列 同档”：相同的取同一名次、同进一档，一档可能超过比例；“并列 亩均税收 从高到低，企业编号 从低到高”：再比其他指标，分出先后",
        "`ties shared`: equal rows share the best place and one class, which may exceed its share; `ties X descending, KEY ascending`: further values decide",
    );
    let apart: Vec<String> = keys.iter().map(|key| format!("{key} 从低到高")).collect();
    let apart = (!apart.is_empty()).then(|| format!("并列 {}", apart.join("，")));
    ways(fault, first, &std::iter::once("并列 同档".to_owned()).chain(apart).collect::<Vec<_>>())
}

/// No 取整.
pub fn rounding_not_stated(name: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::error(
        631,
        format!("「{name}」没有说比例算出的名额不是整数时怎么办"),
        format!("`{name}` does not say what becomes of a share that is not a whole number of rows"),
    )
    .at(span, "缺少“取整”", "no `rounding`")
    .help(
        "以 15 家、前 10% 为例，算得 1.5 家：四舍五入 2 家，舍去 1 家，进一 2 家；不取整 1 家（名次 ≤ 1.5）",
        "10 % of 15 rows is 1.5: `half_up` gives 2, `down` 1, `up` 2, `none` 1 (places ≤ 1.5)",
    );
    ways(fault, first, &["四舍五入", "舍去", "进一", "不取整"].map(|way| format!("取整 {way}")))
}

/// No 基数.
pub fn base_not_stated(name: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::error(
        632,
        format!("「{name}」没有说比例以多少家为基数"),
        format!("`{name}` does not say of how many rows its shares are"),
    )
    .at(span, "缺少“基数”", "no `base`")
    .help(
        "排名者：参加排名的企业；参评者：参加评分的企业（含“不排”的）；列入者：列入名单的全部企业（含“不评”“直列”的）",
        "`ranked`: the rows that are ranked; `scored`: those that are scored, unranked ones too; `listed`: all in the list",
    );
    ways(fault, first, &["排名者", "参评者", "列入者"].map(|way| format!("基数 {way}")))
}

/// Shares and thresholds in one block.
pub fn mixed(name: &str, rank: Span, threshold: Span) -> Diagnostic {
    Diagnostic::error(
        639,
        format!("「{name}」有的档按名次分，有的档按数值分"),
        format!("`{name}` has classes by rank and classes by value"),
    )
    .at(threshold, "按数值", "by value")
    .at(rank, "按名次", "by rank")
    .help("分成两个“分档”，再用“调档”或“若”合起来", "write two bands and join them with `adjust` or `if`")
}
