//! H0618, H0619, H0624 to H0629, H0676 to H0678: `奖励`.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// An amount that can fall below zero.
pub fn may_be_negative(name: &Name, deducts: bool, span: Span) -> Diagnostic {
    let text = &name.text;
    let (zh, en) = if deducts {
        (
            format!("「{text}」写的是扣，数额却可能为负，变成给"),
            format!("`{text}` deducts, but its amount may be negative and give"),
        )
    } else {
        (
            format!("「{text}」的数额可能为负，奖励会变成扣款"),
            format!("`{text}` may come out negative and take money away"),
        )
    };
    Diagnostic::error(618, zh, en)
        .at(span, "看不出不小于 0", "not known to be 0 or more")
        .help(
            "列不会为负的，在表里写 `≥ 0`；为负时不奖的，写 `取大(…, 0 万元)`；确实要扣的，写 `扣 …`",
            "write `≥ 0` for a column that is never negative, `larger(…, 0)` where nothing is due then, `deduct …` for a clawback",
        )
}

/// A computed amount without 当 whose name is a yes/no value.
pub fn condition_or_not(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        619,
        format!("「{text}」是不是给的条件，没有写明"),
        format!("it is not said whether `{text}` is the condition"),
    )
    .at(name.span, "这个名称是一个是否值", "the name is a yes/no value")
    .help(
        format!("符合才给的，写 `{text} 当 {text} …`；都给的，换一个名称"),
        format!("write `{text} when {text} …`, or give the item another name if it is always due"),
    )
}

/// 分期 or 结转 without years.
pub fn needs_years(zh: &str, en: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        624,
        format!("「{zh}」要跨年计算，这个奖励却没有年度"),
        format!("`{en}` goes over several years, and this award has none"),
    )
    .at(span, "不知道哪一年给多少", "it cannot be told what is paid in which year")
    .help(
        "在最外层写 `年度 2022 至 2027`，奖励写在 `对 … 按年` 里，或在名称后写 `按年`",
        "declare `fiscal_year 2022 to 2027` and put the award into `for … yearly`, or write `yearly` after its name",
    )
}

/// 分期 of something else than some years.
pub fn instalment_years(span: Span) -> Diagnostic {
    Diagnostic::error(625, "分期要写几年，两年到三十年", "instalments run over 2 to 30 years").at(
        span,
        "写成 `分期 3 年`",
        "write `in_instalments 3 年`",
    )
}

/// Shares that are not the whole.
pub fn shares_do_not_add(span: Span, years: u32, given: usize, percent: &str) -> Diagnostic {
    let count = given != years as usize;
    let (zh, en) = if count {
        (format!("分期 {years} 年，却写了 {given} 个比例"), format!("{years} years, but {given} shares"))
    } else {
        (
            format!("各期合计 {percent}%，不是全部"),
            format!("the instalments add to {percent} %, not to the whole"),
        )
    };
    Diagnostic::error(625, zh, en)
        .at(span, "各年的比例合计要等于 100%", "the shares of the years must add to 100 %")
        .help(
            "三年均分写 `每年 1/3`；不均的写 `分别 40%、30%、30%`",
            "write `every_year 1/3` for equal parts, `respectively 40%、30%、30%` for others",
        )
}

/// A share that depends on data.
pub fn share_not_known(span: Span) -> Diagnostic {
    Diagnostic::error(
        625,
        "分期的比例要写明，不能随数据变",
        "the share of an instalment must be known without data",
    )
    .at(span, "这个比例事先不知道", "not known beforehand")
}

/// An instalment that has no end in decimals.
pub fn instalment_uneven(span: Span, share: &str) -> Diagnostic {
    Diagnostic::error(
        626,
        format!("按 {share} 分期除不尽，没有说精确到多少、余数归哪一年"),
        format!("an instalment of {share} does not come out even, and how it is rounded is not said"),
    )
    .at(span, "各期之和要等于总额", "the instalments must add to the whole")
    .help(
        "写 `精确到 0.01 元 余数归 末年`，或 `余数归 首年`",
        "write `to_nearest 0.01 元 remainder_to final_year`, or `first_year`",
    )
}

/// Rounded instalments, none of which takes what is left.
pub fn instalment_remainder_not_stated(span: Span) -> Diagnostic {
    Diagnostic::error(
        626,
        "各期分别取整以后，没有说余数归哪一年",
        "the instalments are rounded, and which year takes the remainder is not said",
    )
    .at(span, "各期之和可能不等于总额", "they may not add to the whole")
    .help("写 `余数归 末年`，或 `余数归 首年`", "write `remainder_to final_year`, or `first_year`")
}

/// 续发 without 断后.
pub fn break_not_stated(name: &Name, span: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        627,
        format!("「{text}」有一年没有续发，以后怎么办，没有写明"),
        format!("what follows a year in which `{text}` is not continued is not said"),
    )
    .at(span, "续发的条件", "the condition of what is continued")
    .help(
        "写 `断后 不续`（以后都不给）、`断后 仍续`（以后各年各看各年，没给的不补）或 `断后 补发`（恢复时把没给的补上）",
        "write `after_break ends` (nothing more), `after_break resumes` (each year for itself) or `after_break made_up` (what was not paid is paid later)",
    )
}

/// 续发 without 分期.
pub fn continues_without_instalments(span: Span) -> Diagnostic {
    Diagnostic::error(627, "没有分期，谈不上续发", "only what is paid in instalments can be continued")
        .at(span, "续发的条件", "the condition of what is continued")
        .help("前面写 `分期 3 年 每年 1/3`", "write `in_instalments 3 年 every_year 1/3` before it")
}

/// 一次性 without 凭.
pub fn once_without_record(span: Span) -> Diagnostic {
    Diagnostic::error(
        628,
        "「一次性」要有已拨记录才能判断给过没有",
        "`once` needs a record of what was paid before",
    )
    .at(span, "没有写凭哪张表", "the table is not said")
    .help(
        "写 `一次性 凭 已拨`，并声明 `表 已拨 { 企业: → 企业；项目: 文本；年度: 年份；金额: 万元 }`",
        "write `once against PAID`, with a table `PAID { FIRM: → FIRM; 项目: text; 年度: year; 金额: 万元 }`",
    )
}

/// A record that does not say for what it was paid.
pub fn record_without_items(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        629,
        format!("「{text}」没有“项目”一列，看不出拨的是哪一项"),
        format!("`{text}` has no column 项目 and does not say what was paid for"),
    )
    .at(name.span, "凭这张表", "checked against this table")
    .help(
        "加一列 `项目: 文本`（或选项，不能可缺），填奖励里各项的名称；还可以有 `年度: 年份` 或 `日期: 日期`",
        "add a column `项目: text` (or a choice, never optional) that holds the names of the items; also `年度: year` or `日期: date`",
    )
}

/// An item that the choice of the record does not know.
pub fn item_not_in_record(name: &Name, choice: &str, members: &[String]) -> Diagnostic {
    let text = &name.text;
    let fault = Diagnostic::error(
        629,
        format!("已拨记录的“项目”取自「{choice}」，里面没有「{text}」"),
        format!("the record's 项目 is a `{choice}`, which has no `{text}`"),
    )
    .at(name.span, "这一项查不到拨过没有", "whether it was paid cannot be looked up")
    .help(
        format!("在 `选项 {choice}` 里加上「{text}」，或者改用同样的名称"),
        format!("add `{text}` to `choice {choice}`, or use the same name"),
    );
    crate::suggest::offer(fault, name.span, text, members.iter().map(String::as_str))
}

/// 年度上限 without 超出.
pub fn excess_not_stated(span: Span) -> Diagnostic {
    Diagnostic::error(
        676,
        "没有说超出年度上限的部分怎么办",
        "what becomes of the part above the yearly cap is not said",
    )
    .at(span, "年度上限", "the yearly cap")
    .help(
        "写 `超出 不结转`（不再给），或 `超出 结转`（转到下一年）",
        "write `excess lost`, or `excess carried_over` (due next year)",
    )
}

/// 就高不重复 among instalments.
pub fn highest_of_what(span: Span, item: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        677,
        "有分期的奖励就高不重复，没有说比总额还是比当年额",
        "the highest of awards in instalments: by the whole or by this year's is not said",
    )
    .at(span, "就高不重复", "only the highest is paid")
    .at(place, format!("「{item}」是分期的"), format!("`{item}` is paid in instalments"))
    .help(
        "写 `就高不重复 依 总额` 或 `就高不重复 依 当年额`",
        "write `highest_only order_by total` or `highest_only order_by due_this_year`",
    )
}

/// 扣 among 就高不重复.
pub fn deducts_in_highest(item: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        678,
        format!("「{item}」是扣款，就高不重复里永远轮不到它"),
        format!("`{item}` is a deduction, which is never the highest"),
    )
    .at(span, "这一项从不起作用", "this item never counts")
    .help(
        "把就高不重复的几项放进一组：`名称 就高不重复 { … }`，扣款写在组外",
        "put the awards into a group `NAME highest_only { … }` and the deduction outside",
    )
}
