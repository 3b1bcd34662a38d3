//! H163x: `目标`.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

/// `一网通办率 % 90`
pub fn no_comparator(span: Span) -> Diagnostic {
    Diagnostic::error(1630, "这个目标只写了数，没有说怎样比", "this target is a bare number and does not say how to compare")
        .at(span, "是 ≥ 还是 =", "is it ≥ or =")
        .help(
            "“达到”“不低于”写 ≥，“超过”“突破”写 >，“控制在……以内”写 ≤，要求恰好相等写 =；整张表都一样的，在块里写一行 `每项 ≥`",
            "“reach”, “at least” are ≥, “exceed” is >, “keep within” is ≤, exactly is =; where all are alike, write a line `each ≥` in the block",
        )
}

/// `增幅 ≥ 30%` without 每年 or 累计; `年均 ≥ 8` of a share.
pub fn growth_unclear(span: Span, rates: bool) -> Diagnostic {
    let fault = Diagnostic::error(1631, "说不清增长怎样算", "it is not clear which growth is meant");
    if rates {
        return fault.at(span, "“年均”对百分比指标有几种算法", "several averages fit an indicator in %").help(
            "数据本身是各年增长率、要连乘的，写 年均 增速；数据是各年水平、由首末两年算的，写 年均 增幅；指标名里已是年均数、每年一个数的，直接写 ≥ 或 每年 ≥",
            "where the figures are yearly rates that compound, write `yearly_average growth_rate`; where they are levels, `yearly_average growth`; where each figure already is the average, write ≥ or `every_year ≥`",
        );
    }
    fault.at(span, "比上年，还是比基期", "over the year before, or over the base").help(
        "写 每年 增幅（每年都比上年）、年均 增幅（从基期到期末按复合计算）或 累计 增幅（期末比基期）",
        "write `every_year growth` (each year over the last), `yearly_average growth` (compound, from the base to the last year) or `cumulative growth` (the last year over the base)",
    )
}

/// `左右 45` without 容差.
pub fn no_tolerance(span: Span) -> Diagnostic {
    Diagnostic::error(1632, "写了“左右”，没有说差多少算达到", "`about` does not say how far off is still met")
        .at(span, "左右多少", "how far")
        .help(
            "文件没有写的，定一个容差并注明：`左右 45 容差 0.5 百分点`；拿不准的，先用 读法 列出几种，再写 容差 读法名",
            "where the document does not say, settle a tolerance: `about 45 tolerance 0.5 pp`; where it is open, list the choices in a `reading` and name it here",
        )
}

/// A table of figures without a column.
pub fn figures_lack(span: Span, table: &str, column: [&str; 2]) -> Diagnostic {
    let [zh, en] = column;
    Diagnostic::error(
        1636,
        format!("数据表「{table}」没有「{zh}」这一列，读不出各年的数"),
        format!("table `{table}` has no column `{zh}` (or `{en}`), so its figures cannot be found"),
    )
    .at(span, format!("这里要用「{zh}」列"), format!("`{zh}` is needed here"))
    .help(
        "数据表一行写一个指标一年的数，要有 指标、年份、值 三列；分区的还要有区的一列，比名次的还要有 全省名次 这样的列。不写 数据 表名，就会自动有一张同名的表",
        "a table of figures has one row for an indicator and a year, with 指标, 年份 and 值; one for districts has a column for the district, and ranks have a column such as 全省名次. Without `data NAME` the block makes a table of its own name",
    )
}

/// Years that nobody has said.
pub fn no_period(span: Span) -> Diagnostic {
    Diagnostic::error(1636, "没有说目标管哪几年", "the years of the targets are not said")
        .at(span, "这一块", "this block")
        .help("在标题里写 期 2021 至 2025", "write `period 2021 to 2025` in its header")
}

/// A printed total that is not the sum of its rows.
pub fn total_differs(total: Span, column: &str, printed: &str, sum: &str) -> Diagnostic {
    Diagnostic::error(
        1633,
        format!("「{column}」印的合计是 {printed}，各行相加是 {sum}"),
        format!("the printed total of `{column}` is {printed}, its rows add up to {sum}"),
    )
    .at(total, format!("合计 {printed}，各行之和 {sum}"), format!("{printed} printed, {sum} added up"))
    .help(
        format!("先核对各行有没有抄错；原文就印错的，写 合计 异于 {column} {sum} 取 各行 因 \"……\"，说明以哪边为准"),
        format!("check the rows first; where the document itself is wrong write `sum differs_from {column} {sum} take the_rows because \"…\"`, which says which side counts"),
    )
}

/// A waiver of a total that is right, or of another figure.
pub fn waiver_wrong(span: Span, column: &str, sum: &str) -> Diagnostic {
    Diagnostic::error(
        1633,
        format!("「{column}」的合计没有这样的出入"),
        format!("the total of `{column}` does not differ so"),
    )
    .at(span, format!("各行之和是 {sum}"), format!("its rows add up to {sum}"))
    .help("改成实际的数，或者删去“异于”", "write the sum that is there, or strike `differs_from`")
}

/// Two tests that no series of figures can meet.
pub fn cannot_both(first: Span, second: Span, why: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        1634,
        "同一指标的两个目标不能同时达到",
        "two targets of one indicator cannot both be met",
    )
    .at(second, why.0, why.1)
    .at(first, "另一个目标", "the other target")
    .help("核对原文的数和比较符", "check the figures and the signs against the document")
}

/// A test that another one implies.
pub fn implied(stronger: Span, weaker: Span, why: (String, String)) -> Diagnostic {
    Diagnostic::warning(
        1635,
        "一个目标包含了另一个，后者不起作用",
        "one target implies another, which then has no effect",
    )
    .at(weaker, why.0, why.1)
    .at(stronger, "做到这一条，那一条必然做到", "whoever meets this one meets the other")
    .help(
        "原文就是这样写的可以不改；先核对单位、基期和口径",
        "keep both where the document has both; check units, base and scope first",
    )
}
