//! Years: the axis, values by years, windows, chains.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// H0360: a value by years where no year is said.
pub fn which_year(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        360,
        format!("「{text}」每年一个值，这里没有说是哪一年"),
        format!("`{text}` has one value a year, and no year is said here"),
    )
    .at(name.span, "哪一年的？", "of which year?")
    .help(
        format!("写成 `{text}[2024]`，或者把这一条也写成按年（`名称 按年 = …`、`对 … 按年`）"),
        format!("write `{text}[2024]`, or make this entry yearly (`NAME yearly = …`, `for … yearly`)"),
    )
}

/// H0360: `上年` where no year is said to count from.
pub fn which_year_before(span: Span) -> Diagnostic {
    Diagnostic::error(360, "这里没有说从哪一年数起", "no year is said to count from here")
        .at(span, "哪一年的上年、次年、近几年？", "before, after or up to which year?")
        .help(
            "写明年份，如 `税收[2024]`，或者把这一条写成按年（`名称 按年 = …`、`对 … 按年`）",
            "name the year, such as `x[2024]`, or make this entry yearly (`NAME yearly = …`, `for … yearly`)",
        )
}

/// H0360 for an entry where more than one place lacks its year: `more` are the others.
pub fn and_more(report: Diagnostic, more: usize) -> Diagnostic {
    report.help(
        format!("这一块里还有 {more} 处没有说是哪一年"),
        format!("no year is said at {more} more places of this block"),
    )
}

/// H0367: `近 0 年`.
pub fn no_years(span: Span) -> Diagnostic {
    Diagnostic::error(367, "「近 … 年」要写一个不小于 1 的整数", "`last … 年` takes a whole number from 1")
        .at(span, "这里一年也没有", "this is no year")
        .help("`近 2 年` 是当年和上年", "`last 2 年` is this year and the one before")
}

/// H0361: several years where one is wanted.
pub fn window_alone(span: Span) -> Diagnostic {
    Diagnostic::error(361, "几年的值要先汇总才能用", "the values of several years must be aggregated first")
        .at(span, "这里是几年，不是一年", "several years, not one")
        .help(
            "放进汇总里：`合计(x[近 2 年])`、`平均(x[2019 至 2021])`、`全部(x[近 2 年] ≥ 30%)`",
            "put it in an aggregate: `sum(x[last 2 年])`, `mean(x[2019 to 2021])`, `every(x[last 2 年] ≥ 30%)`",
        )
}

/// H0362: 按年 without an axis.
pub fn no_axis(span: Span) -> Diagnostic {
    Diagnostic::error(362, "写了按年，却没有说是哪些年", "yearly values, and no years are declared")
        .at(span, "从哪年到哪年？", "from which year to which?")
        .help(
            "在最外层写明年份，如 `年度 2022 至 2027`",
            "declare the years at the top level, such as `fiscal_year 2022 to 2027`",
        )
}

/// H0363: an axis that ends before it begins, or a second one.
pub fn axis_backwards(span: Span, first: i32, last: i32) -> Diagnostic {
    Diagnostic::error(
        363,
        format!("年度从 {first} 年到 {last} 年，一年也没有"),
        format!("the years {first} to {last} are none"),
    )
    .at(span, "后一个年份要晚一些", "the second year must be the later")
}

/// H0364: a second axis that differs from the first.
pub fn axis_twice(span: Span, other: Span) -> Diagnostic {
    Diagnostic::error(364, "年度写了两次，两次不一样", "the years are declared twice, and differ")
        .at(span, "这里写的年份", "the years said here")
        .at(other, "和这里不一样", "differ from these")
        .help(
            "一个程序只有一条年份轴：留下要用的一条，或用 `引用 … 为 …` 隔开两个文件",
            "a program has one axis of years: keep the one that is meant",
        )
}

/// H0365: a value that needs its own value of the year before, without a first year.
pub fn needs_a_chain(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        365,
        format!("「{text}」由自己上年的值推出，却没有起始年"),
        format!("`{text}` follows from its own value of the year before, and has no first year"),
    )
    .at(name.span, "一直要追到最前面", "this goes back without end")
    .help(
        format!("改写成 `逐年 {text} {{ 2022 起始值；以后 … }}`"),
        format!("write `chain {text} {{ 2022 SEED; thereafter … }}`"),
    )
}

/// H0366: a chain says nothing of a year.
pub fn no_step(name: &Name, year: i32, asked: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        366,
        format!("逐年「{text}」没有说 {year} 年是多少"),
        format!("the chain `{text}` does not say what it is in {year}"),
    )
    .at(asked, "这里用到这一年", "the year is needed here")
    .help(
        format!("加上 `{year} …` 这一年的值；推算从写明的第一年开始"),
        format!("add a step for {year}; a chain begins with the first year it names"),
    )
}

/// H0367: an index that is no year known when the script is read.
pub fn year_unknown(span: Span) -> Diagnostic {
    Diagnostic::error(
        367,
        "方括号里要写一个看得出来的年份",
        "an index by year must be a year that is plain to see",
    )
    .at(span, "这一年要到有了数据才知道", "this year is known only with the data")
    .help(
        "可以写 `上年`、`次年`、`2016`、`年度 - 2`、`近 3 年`、`2019 至 2021`；随行而变的年份用「若」分开写",
        "write `last_year`, `2016`, `fiscal_year - 2`, `last 3 年`, `2019 to 2021`; a year that differs from row to row is told apart with `if`",
    )
}

/// H0368: windows of different lengths in one aggregate.
pub fn windows_differ(span: Span) -> Diagnostic {
    Diagnostic::error(
        368,
        "同一个汇总里的几段年份不一样",
        "the years of one aggregate differ from one another",
    )
    .at(span, "这里与前面的年份不同", "other years than those before")
    .help("分成两个汇总来写", "write two aggregates")
}

/// H0369: an aggregate that cannot be taken over years.
pub fn not_over_years(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        369,
        format!("「{text}」不能对几年来算"),
        format!("`{text}` cannot be taken over years"),
    )
    .at(name.span, "几年的值", "values of several years")
    .help(
        "对几年可以用 合计、平均、最大、最小、计数、存在、全部",
        "over years there are sum, mean, max, min, count, exists and every",
    )
}

/// H0371: not as many cells as years.
pub fn cells_and_years(span: Span, years: usize, given: usize) -> Diagnostic {
    Diagnostic::error(
        371,
        format!("这里是 {years} 年，却写了 {given} 个值"),
        format!("{years} years, and {given} values"),
    )
    .at(span, "每年一个值", "one value a year")
    .help(
        "写成 `列[2022 至 2024] = [1 元, 2 元, 3 元]`；每年都一样的写一个值",
        "write `COLUMN[2022 to 2024] = [1 元, 2 元, 3 元]`; one value stands for all years",
    )
}

/// H0372: another year of a value that is not by years.
pub fn same_every_year(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        372,
        format!("「{text}」不是按年的，各年都一样"),
        format!("`{text}` is not yearly: it is the same in every year"),
    )
    .at(name.span, "没有哪一年的分别", "no year of its own")
    .help(
        format!("每年不同的，在列后面写 `按年`，或把定义写成 `{text} 按年 = …`；年年一样的，去掉方括号"),
        format!("where it differs by year, make the column or the definition `yearly`; else leave the brackets of `{text}` out"),
    )
}
