//! H0345 to H0359: rates and sets by time, sets of several documents, exceptions that disagree.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use crate::program::{Requirement, RequirementTest};

/// `2022-07-01起` in a key that is a year.
pub fn step_inside_year(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        345,
        format!("这一段在一年中间起止，而「{key}」只看到年"),
        format!("this step begins or ends inside a year, and `{key}` knows years only"),
    )
    .at(span, "变动的那一年，取变动前的还是变动后的，没有写", "which side rules in that year is not said")
    .help(
        "在表里加一行“取 年初”“取 年末”或“取 按天”；或者让这个键按日期查，例如“入库日期: 日期”",
        "add `take year_start`, `take year_end` or `take by_day` to the table; or let the key be a date",
    )
}

/// A row of years that the axis does not have.
pub fn beyond_term(span: Span, axis: &str) -> Diagnostic {
    Diagnostic::warning(346, "这一行在执行期以外", "this row lies beyond the years of the policy")
        .at(span, format!("“年度”是{axis}"), format!("the axis is {axis}"))
        .help(
            "原文写了的可以照写，这次计算用不到；不是的话，核对年份",
            "it may stand if the document has it, and is not used; else check the years",
        )
}

/// `.合计` of outputs that do not add.
pub fn outputs_do_not_add(span: Span, table: &str, outputs: &[String]) -> Diagnostic {
    let (list, listed) = (outputs.join("、"), outputs.join(", "));
    Diagnostic::error(
        347,
        format!("「{table}」的各项结果不能相加"),
        format!("the outputs of `{table}` do not add up"),
    )
    .at(span, format!("{list} 不都是同一种单位的数"), format!("{listed} are not numbers of one dimension"))
    .help("要哪几项，逐项写出来相加", "name the outputs that are meant, one by one")
}

/// `每 800 户 1` without what a started quantum gives.
pub fn remainder_unstated(span: Span) -> Diagnostic {
    Diagnostic::error(348, "不足一份的怎么算，没有写", "what a started quantum gives is not said")
        .at(span, "“每 …”不足整份时", "`each …` with a rest")
        .help(
            "在这一行后面写“（不足 舍去）”“（不足 进一）”或“（不足 按比例）”；整张表一样的，写在“}”后面，例如“} 按比例”",
            "write `(partial toward_zero)`, `(partial away)` or `(partial proportional)` behind it, or behind the `}` for all rows",
        )
}

/// A dated set where no year is known.
pub fn set_without_clock(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        349,
        format!("「{text}」各年不一样，这里看不出是哪一年的"),
        format!("`{text}` changes over time, and which time is meant is not known here"),
    )
    .at(name.span, "没有说按什么时间看", "no time is named")
    .help(
        format!("写成“属于 {text}[年度]”或“属于 {text}[某个日期]”；查表里分开写各年的名单"),
        format!(
            "write `in {text}[fiscal_year]` or `in {text}[a_date]`; in a lookup, list the members by year"
        ),
    )
}

/// A set that two documents define otherwise, used in a third.
pub fn set_of_two_documents(name: &Name, first: (Span, &str), second: (Span, &str)) -> Diagnostic {
    let text = &name.text;
    let ((first, a), (second, b)) = (first, second);
    Diagnostic::error(
        350,
        format!("「{text}」在{a}和{b}里不是同一个名单"),
        format!("`{text}` is one list in {a} and another in {b}"),
    )
    .at(name.span, "看不出是哪一个", "which one is meant is not known")
    .at(first, format!("{a}的"), format!("that of {a}"))
    .at(second, format!("{b}的"), format!("that of {b}"))
    .help(
        format!("用“引用 … 为 甲”引入其中一个，写“甲.{text}”；或者在本文件里另写一个“集合 {text}”"),
        format!("use one of them `as` a prefix and write `PREFIX.{text}`, or declare `set {text}` here"),
    )
}

/// Two exceptions that can both hold and name other classes.
pub fn exceptions_disagree(classes: (&Name, &Name), spans: (Span, Span), row: &str) -> Diagnostic {
    let (first, second) = (&classes.0.text, &classes.1.text);
    let row = if row.is_empty() { "有的行".to_owned() } else { row.to_owned() };
    Diagnostic::error(
        351,
        format!("两条例外会管到同一行，一条归「{first}」，一条归「{second}」：{row}"),
        format!("two exceptions hold of one row, one gives `{first}`, the other `{second}`: {row}"),
    )
    .at(spans.1, "这一条", "this one")
    .at(spans.0, "和这一条", "and this one")
    .help(
        "给其中一条加条件，使它们碰不到一起；原文没有说以哪条为准的，写成“读法”",
        "narrow one of them; where the document does not say which rules, write a `reading`",
    )
}

/// The same on a row of the data: their conditions did not tell.
pub fn exceptions_meet(classes: (&Name, &Name), span: Span) -> Requirement {
    let (first, second) = (&classes.0.text, &classes.1.text);
    Requirement {
        test: RequirementTest::Present,
        code: 356,
        message: Message::new(
            format!("两条例外都管到这一行，一条归「{first}」，一条归「{second}」"),
            format!("two exceptions hold of this row, one gives `{first}`, the other `{second}`"),
        ),
        span,
        citations: Vec::new(),
    }
}

/// Periods of a set that overlap or leave days out between them.
pub fn set_periods(name: &Name, days: &str, twice: bool, span: Span) -> Diagnostic {
    let text = &name.text;
    let (zh, en) = if twice {
        (format!("「{text}」有两段都管 {days}"), format!("two periods of `{text}` cover {days}"))
    } else {
        (format!("「{text}」没有一段管到 {days}"), format!("no period of `{text}` covers {days}"))
    };
    Diagnostic::error(352, zh, en)
        .at(span, "这一段", "this period")
        .help("各段首尾相接，写成“2022年 […]；2023年起 […]”", "let the periods follow each other")
}

/// 按天 of what is no number.
pub fn by_day_of_no_numbers(span: Span) -> Diagnostic {
    Diagnostic::error(353, "“取 按天”只能用于数值的结果", "`take by_day` is for outputs that are numbers")
        .at(span, "这张表有不是数值的结果", "an output of this table is no number")
        .help("改写“取 年初”或“取 年末”", "write `take year_start` or `take year_end`")
}

/// 按天 where the years are not known.
pub fn by_day_without_axis(span: Span) -> Diagnostic {
    Diagnostic::error(354, "“取 按天”要知道有哪些年度", "`take by_day` needs to know the years")
        .at(span, "这个脚本没有写“年度 … 至 …”", "the script declares no axis of years")
        .help("在脚本开头写“年度 2022 至 2026”", "declare `fiscal_year 2022 to 2026`")
}

/// Members of a set by a period that is none.
pub fn set_period_unreadable(span: Span) -> Diagnostic {
    Diagnostic::error(355, "看不出这一段是什么时间", "which time this period is cannot be told")
        .at(span, "要写年份或日期", "a year or a date is due")
        .help(
            "写成“2022年”“2022年 至 2023年”“2023年起”或“2022-07-01起”",
            "write `2022年`, `2022年 to 2023年` or `2022-07-01 onward`",
        )
}
