//! H05xx: values that may be missing, divisors that may be zero.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;

use super::types::Described;

/// A yes/no or a score that may be missing is used without an answer.
pub fn unanswered(span: Span, answer: &str, yes_no: bool) -> Diagnostic {
    let (zh, en) = if yes_no { ("这个条件", "this condition") } else { ("这个值", "this value") };
    Diagnostic::error(
        501,
        format!("{zh}可能缺失，缺失时怎么办没有写明"),
        format!("{en} may be missing, and the script does not say what holds then"),
    )
    .at(span, "所用的列或定义可能没有值", "a column or definition used here may have no value")
    .help(
        format!("写明缺失时的取值，如「缺失时 {answer}」；条目上可写「缺失 适用」或「缺失 不适用」"),
        format!("say what holds then: `if_missing {answer}`; an entry may say `missing applies` or `missing not_applicable`"),
    )
    .mend_around(
        span,
        "(",
        format!(") 缺失时 {answer}"),
        Message::new(format!("缺失时当作 {answer}"), format!("take {answer} where it is missing")),
    )
}

/// An item of a tally or an award that may be missing says nothing of it.
pub fn entry_unanswered(item: Span, answer: &str) -> Diagnostic {
    Diagnostic::error(
        501,
        "这一项可能缺失，缺失时怎么办没有写明",
        "this item may be missing, and the script does not say what holds then",
    )
    .at(item, "所用的列或定义可能没有值", "a column or definition used here may have no value")
    .help(
        format!("在这一项末尾写「缺失 不适用」或「缺失 {answer}」；对所有项写一行「每条 缺失 不适用」"),
        format!("end the item with `missing not_applicable` or `missing {answer}`; for all items write a line `each_rule missing not_applicable`"),
    )
}

/// An item of a score whose value may be missing says nothing of it; `last` is the clause to write the answer behind.
pub fn item_unanswered(item: Span, last: Option<Span>, answer: &str) -> Diagnostic {
    let behind = last.map_or(item.end, |span| span.end);
    Diagnostic::error(
        501,
        "这一项的指标可能缺失，缺失时得几分没有写明",
        "the value of this item may be missing, and the script does not say what it scores then",
    )
    .at(item, "所用的列或定义可能没有值", "a column or definition used here may have no value")
    .help(
        format!("在这一项上写「缺失 {answer}」，或对所有项写「每项 缺失 {answer}」"),
        format!("write `missing {answer}` with the item, or `each missing {answer}` for all"),
    )
    .mend(
        Span { start: behind, end: behind, ..item },
        format!(" 缺失 {answer}"),
        format!("缺失时得 {answer}"),
        format!("give {answer} where it is missing"),
        false,
    )
}

/// A divisor that is not proved to differ from zero.
pub fn divisor_may_be_zero(span: Span, is_zero: bool) -> Diagnostic {
    let (zh, en) = if is_zero {
        ("除数是 0", "the divisor is 0")
    } else {
        ("除数可能是 0", "the divisor may be 0")
    };
    let diagnostic =
        Diagnostic::error(502, zh, en).at(span, "不能保证它不是 0", "nothing keeps it from being 0");
    if is_zero {
        return diagnostic.help("请检查这个除数", "look at this divisor again");
    }
    Diagnostic {
        mends: Vec::new(),
        ..diagnostic
            .help(
                "如果数据中不允许为 0，在列上写「> 0」；如果 0 表示没有数据，在列上写「零作缺失」",
                "write `> 0` at the column if the data may not hold 0; write `zero_is_missing` there if 0 means no data",
            )
            .help(
                "或在这里写明：(… 零作缺失)，为 0 的行结果按缺失处理；为 0 时另有规定的，写「若 … ≠ 0 则 … 否则 …」",
                "or say it here: (… zero_is_missing), and rows with 0 have no value; where the rules say what is done with 0, write `if … ≠ 0 then … else …`",
            )
    }
    .mend_around(
        span,
        "(",
        " 零作缺失)",
        Message::new("在这里把 0 当作缺失", "take 0 as missing here"),
    )
}

/// `缺失 适用` for a value that is no yes/no.
pub fn answers_a_yes_no(clause: Span, value: Span, is: &Described) -> Diagnostic {
    Diagnostic::error(
        503,
        "「缺失 适用」「缺失 不适用」只能回答是或否的条件",
        "`missing applies` and `missing not_applicable` answer yes/no conditions only",
    )
    .at(clause, "这里的回答", "this answer")
    .at(value, format!("这是{}", is.zh), format!("this is {}", is.en))
    .help("请写一个取值，如「缺失 0 分」", "give a value, such as `missing 0 points`")
}

/// `缺失 同项平均` outside `评分`.
pub fn mean_outside_score(clause: Span) -> Diagnostic {
    Diagnostic::error(504, "「同项平均」只能写在评分的项目上", "`item_mean` belongs to the items of a score")
        .at(clause, "这里没有同项可以平均", "there is no item here to take the mean of")
}

/// An order by what may be missing, without a word on where those rows go.
pub fn order_of_missing(value: Span, key: Span) -> Diagnostic {
    let end = Span { start: key.end, ..key };
    Diagnostic::error(
        505,
        "用来排序的值可能缺失，缺失的排在哪里没有写明",
        "what is ordered by may be missing, and nothing says where those rows go",
    )
    .at(value, "可能没有值", "may have no value")
    .mend(end, "（缺失 最后）", "缺失的排在最后", "missing ones last", false)
    .mend(end, "（缺失 最前）", "缺失的排在最前", "missing ones first", false)
}
