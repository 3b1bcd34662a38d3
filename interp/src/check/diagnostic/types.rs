//! H04xx: kinds of values.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

/// A type in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// 纯数
    pub zh: String,
    /// a plain number
    pub en: String,
}

fn is_at(diagnostic: Diagnostic, span: Span, is: &Described) -> Diagnostic {
    diagnostic.at(span, format!("这是{}", is.zh), format!("this is {}", is.en))
}

/// A value of another kind or dimension than asked for.
pub fn unlike(span: Span, is: &Described, should: &Described, because: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        402,
        format!("这里要的是{}，写的却是{}", should.zh, is.zh),
        format!("{} is wanted here, not {}", should.en, is.en),
    );
    let diagnostic = is_at(diagnostic, span, is);
    match because {
        Some(place) => {
            diagnostic.at(place, format!("因为这里是{}", should.zh), format!("because this is {}", should.en))
        }
        None => diagnostic,
    }
}

/// Two sides of different kinds.
pub fn unlike_pair(left: Span, l: &Described, right: Span, r: &Described) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        403,
        format!("{}和{}不能放在一起", l.zh, r.zh),
        format!("{} and {} do not go together", l.en, r.en),
    );
    is_at(is_at(diagnostic, left, l), right, r)
}

/// A value that should be a number.
pub fn not_a_number(span: Span, is: &Described) -> Diagnostic {
    not_numbers(vec![(span, is.clone())])
}

/// Arithmetic on what is no number: the sides that are none.
pub fn not_numbers(sides: Vec<(Span, Described)>) -> Diagnostic {
    let diagnostic = Diagnostic::error(404, "这里要的是数", "a number is wanted here");
    sides.into_iter().fold(diagnostic, |diagnostic, (span, is)| is_at(diagnostic, span, &is))
}

/// `<` of things without an order.
pub fn not_ordered(span: Span, is: &Described) -> Diagnostic {
    Diagnostic::error(
        405,
        format!("{}没有高低之分，只能用 = 或 ≠", is.zh),
        format!("{} has no order; use = or ≠", is.en),
    )
    .at(span, "这里比较了高低", "compared by size here")
}

/// A member outside the order compared by size.
pub fn outside_the_order(span: Span, member: &str, choice: &str) -> Diagnostic {
    Diagnostic::error(
        406,
        format!("「{member}」不在「{choice}」的次序里，不能比高低"),
        format!("`{member}` stands outside the order of `{choice}` and cannot be compared by size"),
    )
    .at(span, "它没有高低", "it has no place in the order")
}

/// Arms of a reading that differ in kind.
pub fn arms_differ(first: Span, a: &Described, other: Span, b: &Described) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(407, "同一读法的各种读法要是同一类值", "the arms of a reading must be of one kind");
    is_at(is_at(diagnostic, first, a), other, b)
}

/// A function with the wrong number of arguments.
pub fn argument_count(span: Span, name: &str, wanted: &str, given: usize) -> Diagnostic {
    Diagnostic::error(
        408,
        format!("「{name}」要 {wanted} 个参数，这里写了 {given} 个"),
        format!("`{name}` takes {wanted} arguments, not {given}"),
    )
    .at(span, "参数个数不对", "the wrong number of arguments")
}

/// A date that the calendar does not have.
pub fn no_such_day(span: Span) -> Diagnostic {
    Diagnostic::error(409, "日历上没有这一天", "the calendar has no such day").at(
        span,
        "请检查年月日",
        "look at the year, month and day",
    )
}

/// Something that is no value by itself: a list, a range, 名下, 近 n 年.
pub fn no_value(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(410, format!("{zh}不能单独作为值"), format!("{en} is not a value by itself")).at(
        span,
        "写在了不该写的地方",
        "out of place here",
    )
}

/// Something the value must be but is not.
pub fn must_be(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(411, format!("这里要写{zh}"), format!("{en} goes here")).at(span, "不是", "it is not")
}

/// Rows of one's own table that have been sorted: outside it the population must be written.
pub fn population_unwritten(span: Span, table: &str) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    Diagnostic::error(
        412,
        format!("「{table}」分了参评和不参评，这里没有写汇总哪些行"),
        format!(
            "`{table}` has rows that are scored and rows that are not; nothing here says which are aggregated"
        ),
    )
    .at(span, "是全部的行，还是参评的行？", "all rows, or the scored ones?")
    .help("写「当 参评」或「当 全部」", "write `when participating` or `when every`")
    .mend(end, " 当 参评", "只汇总参评的行", "aggregate the scored rows", false)
    .mend(end, " 当 全部", "汇总全部的行", "aggregate all rows", false)
}

/// A value written outside the bounds declared for it.
pub fn out_of_bounds(span: Span, bound: Span, zh: &str) -> Diagnostic {
    Diagnostic::error(
        413,
        format!("这个值不符合声明的范围 {zh}"),
        format!("this value is outside the declared range {zh}"),
    )
    .at(span, "超出了范围", "out of range")
    .at(bound, "范围在这里声明", "the range is declared here")
}

/// A value that must be known without data.
pub fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::error(414, "这里要写一个不随数据变化的值", "a value that does not depend on data goes here")
        .at(span, "它要看数据才知道", "it is known only from data")
}

/// `税收.行业`: a value that is no row has nothing behind a dot.
pub fn has_no_parts(span: Span, is: &Described, part: Span) -> Diagnostic {
    is_at(Diagnostic::error(415, "点号后面找不到这一项", "nothing stands behind this dot"), span, is).at(
        part,
        "找不到",
        "not found",
    )
}

/// `名次(x)` without 从高到低 or 从低到高.
pub fn direction_unwritten(span: Span) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    Diagnostic::error(
        416,
        "没有写从高到低还是从低到高",
        "it is not said whether the highest or the lowest comes first",
    )
    .at(span, "按它排，哪头在前？", "ordered by this, which end first?")
    .mend(end, " 从高到低", "从高到低", "the highest first", false)
    .mend(end, " 从低到高", "从低到高", "the lowest first", false)
}

/// `理论最高` of what has none.
pub fn no_attainable(span: Span) -> Diagnostic {
    Diagnostic::error(417, "它的理论最高分算不出来", "its highest value cannot be known")
        .at(span, "没有上限", "nothing bounds it")
        .help("请给它写上限，或直接写出这个数", "give it a cap, or write the number itself")
}

/// An aggregate outside `对` that names no table.
pub fn rows_unwritten(span: Span) -> Diagnostic {
    Diagnostic::error(418, "没有写汇总哪张表", "nothing here says which table is aggregated")
        .at(span, "汇总谁的行？", "whose rows?")
        .help(
            "写成「表.列」，如「平均(企业.亩均税收 当 参评)」",
            "write TABLE.COLUMN, as in `mean(企业.亩均税收 when 参评)`",
        )
}

/// 按 outside `对`.
pub fn group_without_row(span: Span) -> Diagnostic {
    Diagnostic::error(
        419,
        "「按」要有一行来问：它给出与这一行同组的汇总",
        "`by` needs a row that asks: it aggregates the rows of that row's group",
    )
    .at(span, "这里没有哪一行", "there is no row here")
    .help("请写在「对」里面", "write it inside `for`")
}

/// 最近 without 依.
pub fn order_unwritten(span: Span) -> Diagnostic {
    Diagnostic::error(430, "没有写依什么算最近", "nothing says by what the latest is found")
        .at(span, "最近的哪一行？", "the latest by what?")
        .help("加上「依 列」，如「依 发生日期」", "add `order_by COLUMN`")
}

/// A set of things of several kinds.
pub fn mixed_set(first: Span, other: Span) -> Diagnostic {
    Diagnostic::error(431, "集合里的值不是同一类", "the values of a set must be of one kind")
        .at(first, "第一个是这一类", "the first is of one kind")
        .at(other, "这个是另一类", "this is of another")
}
