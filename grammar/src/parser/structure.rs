//! Entries whose words can be read but do not make sense together: blocks and clauses that lack or are too many.

use super::nesting::DEEPEST;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::tree::Expr;

/// `评分 综合得分` without `{ … }`.
pub(crate) fn body_missing(header: Span) -> Diagnostic {
    let end = Span { start: header.end, ..header };
    Diagnostic::error(214, "这一项后面少了 `{ … }`", "this entry needs a block `{ … }`")
        .at(header, "内容应写在后面的花括号里", "its content goes into braces after it")
        .mend(end, " {\n}", "补上花括号", "add the braces", false)
}

/// `定 x = 1 { … }`.
pub(crate) fn body_unexpected(header: Span, open: Span) -> Diagnostic {
    Diagnostic::error(215, "这一项后面不能有 `{ … }`", "this entry takes no block `{ … }`")
        .at(open, "从这里开始的花括号多余", "the block that opens here")
        .at(header, "这一项", "this entry")
        .help(
            "去掉花括号；想写的是一块的话，看看行首的词写对没有",
            "remove the braces, or check the word the line begins with",
        )
}

/// Words after a `}`.
pub(crate) fn tail_unexpected(tail: Span) -> Diagnostic {
    Diagnostic::error(216, "`}` 后面有多余的字", "there are words after the `}`").at(
        tail,
        "应另起一行，或写在 `{` 之前",
        "these belong on a new line or before the `{`",
    )
}

/// `当 a 当 b`.
pub(crate) fn clause_twice(words: &str, span: Span) -> Diagnostic {
    let word = words.split_whitespace().next().unwrap_or(words);
    Diagnostic::error(211, format!("「{word}」写了两次"), format!("`{word}` is written twice"))
        .at(span, "第二次在这里", "the second one")
        .help("只留一处；两个条件用 `且` 或 `或` 连起来", "keep one; join two conditions with `and` or `or`")
}

/// A number that must be small and whole.
pub(crate) fn number_too_large(digits: &str, span: Span) -> Diagnostic {
    Diagnostic::error(217, format!("数 {digits} 太大"), format!("the number {digits} is too large")).at(
        span,
        "这里要一个不大的整数",
        "a small whole number is needed here",
    )
}

/// Nesting beyond the limit.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        208,
        format!("括号或若…则…套得太深，超过 {DEEPEST} 层"),
        format!("brackets or conditionals nest deeper than {DEEPEST} levels"),
    )
    .at(span, "这一项", "this entry")
    .help(
        "把里面的部分另起一个名称，再引用这个名称",
        "give the inner part a name of its own and use the name",
    )
}

/// `a 且 b 或 c`, with both things it could mean.
pub(crate) fn mixed_logic(text: &str, operands: &[Expr], operators: &[(bool, Span)]) -> Diagnostic {
    let whole = match (operands.first(), operands.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    let (tight, loose) =
        (grouped(text, operands, operators, true), grouped(text, operands, operators, false));
    let mut fault = Diagnostic::error(
        207,
        "「且」和「或」混用而没有括号，意思不清",
        "`and` and `or` stand side by side without brackets",
    );
    for (and, span) in operators {
        fault = if *and { fault.at(*span, "且", "and") } else { fault.at(*span, "或", "or") };
    }
    fault
        .help(format!("可以是：{tight}"), format!("it can mean: {tight}"))
        .help(format!("也可以是：{loose}"), format!("or it can mean: {loose}"))
        .mend(whole, tight, "先算「且」", "group the `and`s", false)
        .mend(whole, loose, "先算「或」", "group the `or`s", false)
}

/// The operands with brackets around the runs joined by 且 (`and`) or by 或.
fn grouped(text: &str, operands: &[Expr], operators: &[(bool, Span)], and: bool) -> String {
    let mut made = String::new();
    let mut joins = operators.iter().map(|(is_and, span)| (*is_and == and, span.text(text))).peekable();
    let mut inside = false;
    for operand in operands {
        let join = joins.next();
        let groups = join.is_some_and(|(groups, _)| groups);
        if groups && !inside {
            made.push('(');
            inside = true;
        }
        made.push_str(operand.span.text(text));
        if !groups && inside {
            made.push(')');
            inside = false;
        }
        if let Some((_, word)) = join {
            made.push(' ');
            made.push_str(word);
            made.push(' ');
        }
    }
    made
}

/// `实缴税金（万元）`, which reads as a call.
pub(crate) fn unit_note_in_name(words: &str, span: Span) -> Diagnostic {
    let quoted = format!("「{words}」");
    Diagnostic::error(
        206,
        format!("名称「{words}」里有括号，要写在「」里"),
        format!("the name `{words}` holds brackets and needs 「」"),
    )
    .at(span, "没有「」时，这是调用一个函数", "without 「」 this calls a function")
    .help("单位写在表的列里更好：`实缴税金: 万元`", "better, say the unit with the column: `实缴税金: 万元`")
    .mend(span, quoted, "加上「」", "put it in 「」", false)
}

/// A second `A > B > C` in one 选项.
pub(crate) fn second_order(span: Span) -> Diagnostic {
    Diagnostic::error(218, "一个选项只能有一条高低次序", "a choice has one order only")
        .at(span, "这是第二条次序", "the second order")
        .help(
            "把两条接成一条 `A > B > C`，不分高低的用 `；` 隔开写在后面",
            "join them into one, and put unordered members after `；`",
        )
}

/// An entry that needs 当.
pub(crate) fn condition_missing(span: Span) -> Diagnostic {
    Diagnostic::error(212, "这一项没有写条件", "this entry has no condition")
        .at(span, "少了 `当 …`", "`when …` is missing")
        .help("写上 `当` 和条件", "add `when` and the condition")
}

/// A move that does nothing.
pub(crate) fn action_missing(span: Span) -> Diagnostic {
    Diagnostic::error(213, "这一条没有写怎样调档", "this move does nothing")
        .at(span, "少了调整的动作", "what happens to the grade is missing")
        .help(
            "写上 `调为 D`、`不低于 B`、`不高于 C`、`上调 1 档` 或 `下调 1 档`",
            "add `set_to D`, `no_lower_than B`, `no_higher_than C`, `up 1 grade` or `down 1 grade`",
        )
}

/// `每项 缺失 …` inside a group.
pub(crate) fn each_in_group(span: Span) -> Diagnostic {
    Diagnostic::error(219, "「每项 缺失 …」要写在整块的最外层", "`each missing …` belongs to the whole block")
        .at(span, "组里不能写", "not inside a group")
}

/// `按 数量` without `每`.
pub(crate) fn counted_without_per(span: Span) -> Diagnostic {
    Diagnostic::error(
        220,
        "写了按什么计，却没有写每多少计多少",
        "what is counted is said, but not so much for how many",
    )
    .at(span, "后面少了 `每 3 件 2 分`", "`per 3 件 2 分` is missing after this")
}

/// `在 投产日期 起 5 万元`: a period is years, months or days.
pub(crate) fn period_length(span: Span) -> Diagnostic {
    Diagnostic::error(248, "“起”后面要写几年、几个月或几天", "a period is so many years, months or days").at(
        span,
        "例如 `投产日期 起 5 年`",
        "such as `START onward 5 年`",
    )
}

/// `每满 1 吨 5 万元（不足 进一）`: a started quantum is not a full one.
pub(crate) fn full_and_partial(span: Span) -> Diagnostic {
    Diagnostic::error(
        247,
        "「每满」的意思是不满的不计，与括号里写的不一样",
        "`per_full` gives nothing for a started quantum, which is not what the brackets say",
    )
    .at(span, "两种说法只能留一种", "keep one of the two")
    .help(
        "不满一份的不计，只写“每满”；要进一或按比例，写“每 …（不足 进一）”",
        "write `per_full` alone, or `per … (partial round_up)`",
    )
}

/// 每项, 另加, 保留 inside a group of items.
pub(crate) fn only_items_in_group(span: Span) -> Diagnostic {
    Diagnostic::error(221, "一组里只能写评分项和下一级的组", "a group holds items and groups only").at(
        span,
        "这一项要写在整个评分的最外层",
        "this belongs to the score as a whole",
    )
}

/// `例外 区级 其余`.
pub(crate) fn exception_for_rest(span: Span) -> Diagnostic {
    Diagnostic::error(222, "例外要写明条件，不能是「其余」", "an exception needs a condition, not `rest`").at(
        span,
        "这里改用 `当 …`",
        "use `when …` here",
    )
}

/// `A ≠ 90 分`.
pub(crate) fn not_equal_is_no_interval(span: Span) -> Diagnostic {
    Diagnostic::error(223, "`≠` 不能表示一个区间", "`≠` does not make a range").at(
        span,
        "用 `<`、`≤`、`>`、`≥` 或 `至`",
        "use `<`, `≤`, `>`, `≥` or `to`",
    )
}

/// A row with too many or too few values.
pub(crate) fn output_count(span: Span, needed: usize, found: usize) -> Diagnostic {
    Diagnostic::error(
        224,
        format!("这一行应有 {needed} 个值，写了 {found} 个"),
        format!("this row needs {needed} values and has {found}"),
    )
    .at(span, "`→` 后面每个结果一个值", "one value after `→` for each output")
    .help(
        "带负号或算式的值加括号：`(-5)`、`(a + b)`",
        "put a value with an operator in brackets: `(-5)`, `(a + b)`",
    )
}

/// A row that begins with `→` where keys are needed: a ditto by blank.
pub(crate) fn blank_keys(row: Span, keys: usize) -> Diagnostic {
    let start = Span { end: row.start, ..row };
    let same = "同上 ".repeat(keys);
    Diagnostic::error(233, "这一行没有写条件", "this row has no keys")
        .at(row, "`→` 前面是空的", "nothing stands before the `→`")
        .help("与上一行相同写 `同上`", "write `same` for what is as in the row above")
        .mend(start, same, "补上「同上」", "add `同上`", false)
}

/// A row with too many or too few keys.
pub(crate) fn key_count(row: Span, needed: usize, found: usize) -> Diagnostic {
    let fault = if needed == 0 {
        Diagnostic::error(
            234,
            "没有条件的表，一行最多写从何时起",
            "a lookup without keys takes only a date before the `→`",
        )
    } else {
        Diagnostic::error(
            234,
            format!("这一行应有 {needed} 个条件，写了 {found} 个"),
            format!("this row needs {needed} keys and has {found}"),
        )
    };
    fault
        .at(
            row,
            "`→` 前面每个条件一格，用空格隔开",
            "before the `→` one cell for each key, with blanks between",
        )
        .help("同一格里的几个取值用 `、` 隔开", "join alternatives within a cell with `、`")
}

/// `每 800 户 1` where no bracket counts its own part.
pub(crate) fn per_outside_marginal(span: Span) -> Diagnostic {
    Diagnostic::error(225, "「每…」只能用在累进的表里", "`per …` belongs to a marginal lookup")
        .at(span, "这张表不是累进的", "this lookup is not marginal")
        .help("在名称和 `→` 之间写上 `累进`", "write `marginal` before the `→`")
}

/// 见下表 with no table below.
pub(crate) fn no_printed_table(span: Span) -> Diagnostic {
    Diagnostic::error(226, "后面没有表格", "no table follows").at(
        span,
        "写了 `见下表`，但正文后面没有 Markdown 表格",
        "`see_table` needs a Markdown table after it in the text",
    )
}

/// A printed table with a wrong number of columns.
pub(crate) fn printed_table_width(span: Span, needed: usize, found: usize) -> Diagnostic {
    Diagnostic::error(
        227,
        format!("这张表应有 {needed} 列，实有 {found} 列"),
        format!("this table needs {needed} columns and has {found}"),
    )
    .at(span, "先是各个条件，再是各个结果", "first the keys, then the outputs")
}

/// A row of a printed table with an empty cell.
pub(crate) fn empty_cell(row: Span) -> Diagnostic {
    Diagnostic::error(239, "表格的这一行有空格子", "this row of the table has an empty cell")
        .at(row, "每一格都要有值", "every cell needs a value")
        .help("与上一行相同写「同上」", "write `same` for what is as in the row above")
}

/// `续` and nothing after it.
pub(crate) fn continue_without_name(header: Span) -> Diagnostic {
    Diagnostic::error(228, "`续` 后面少了块的名称", "`continue` needs the name of a block").at(
        header,
        "写成 `续 最终等级 { … }`",
        "write `continue NAME { … }`",
    )
}

/// `续 X` where no block X stands before it.
pub(crate) fn nothing_to_continue(header: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        229,
        format!("前面没有叫「{name}」的块"),
        format!("no block `{name}` stands before this"),
    )
    .at(header, "`续` 只能接着写前面已有的块", "`continue` goes on with a block already begun")
}

/// Something the grammar let through that makes no sense; a last resort.
pub(crate) fn unreadable(span: Span) -> Diagnostic {
    Diagnostic::error(201, "这里读不懂", "this cannot be read").at(span, "这里", "here")
}

/// `轨道交通 15%`: nobody gets it.
pub(crate) fn party_missing(span: Span) -> Diagnostic {
    Diagnostic::error(1600, "这一项没有写归哪一方", "this line does not say who gets it")
        .at(span, "少了 `归 …`", "`given_to …` is missing")
        .help(
            "写成 `轨道交通 15% 归 市`；归本行的写表的名称，如 `归 区`",
            "write `rail 15% given_to CITY`; the name of the table stands for the row itself",
        )
}

/// `其中 …` with no line around it.
pub(crate) fn part_without_line(span: Span) -> Diagnostic {
    Diagnostic::error(
        1601,
        "「其中」要写在它所属那一项的花括号里",
        "`including` belongs inside the line it is a part of",
    )
    .at(span, "这里不在任何一项里", "this stands in no line")
    .help(
        "写成 `集中 40% 归 市 { 其中 上缴省 20% 占 集中 归 省 }`",
        "write `taken 40% given_to CITY { including up 20% share_of taken given_to PROVINCE }`",
    )
}

/// A line inside a line without 其中.
pub(crate) fn only_parts_in_line(span: Span) -> Diagnostic {
    let start = Span { end: span.start, ..span };
    Diagnostic::error(1602, "一项的花括号里只能写「其中」", "inside a line only `including` can stand")
        .at(span, "这一行", "this line")
        .mend(start, "其中 ", "前面加上「其中」", "put `其中` before it", false)
}

/// `造假 -3 分`
pub(crate) fn negative_amount(span: Span, positive: Span, text: &str) -> Diagnostic {
    let amount = positive.text(text);
    Diagnostic::error(
        231,
        format!("扣分写 `扣 {amount}`，不写负数"),
        format!("write `deduct {amount}`, not a negative amount"),
    )
    .at(span, "名称后面的负号容易看成减号", "a minus after a name looks like a subtraction")
    .mend(span, format!("扣 {amount}"), "改成「扣」", "write `扣`", true)
}

/// `期 2025 至 2021`
pub(crate) fn period_backwards(span: Span) -> Diagnostic {
    Diagnostic::error(240, "起止年份写反了", "the period ends before it begins").at(
        span,
        "前面的年份要早",
        "the earlier year comes first",
    )
}

/// `甲、乙 ≥ 5`: each, or together?
pub(crate) fn several_indicators(span: Span) -> Diagnostic {
    Diagnostic::error(241, "几个指标写在一行，没有说是各自达到还是合在一起", "one line names several indicators: each of them, or all together?")
        .at(span, "几个指标", "several indicators")
        .help(
            "各有各的目标，写 `分别 = 100、≥ 99`；合在一起的，用「」括成一个名称",
            "where each has its own target write `respectively = 100、≥ 99`; where they are one figure, put the name in 「」",
        )
}

/// 分别 with more or fewer tests than indicators.
pub(crate) fn uneven_targets(span: Span, names: usize, tests: usize) -> Diagnostic {
    Diagnostic::error(
        241,
        format!("左边 {names} 个指标，右边 {tests} 个目标，对不上"),
        format!("{names} indicators are paired with {tests} targets"),
    )
    .at(span, format!("这里 {tests} 个"), format!("{tests} here"))
    .help("指标和目标都用 `、` 隔开，一一对应", "separate both with `、`; they pair one by one")
}

/// A row of a grid of targets with too many or too few cells.
pub(crate) fn target_cells(span: Span, needed: usize, found: usize) -> Diagnostic {
    Diagnostic::error(
        224,
        format!("这一行应有 {needed} 个值，写了 {found} 个"),
        format!("this row needs {needed} values and has {found}"),
    )
    .at(span, "每列一个值，没有的写 `/`", "one value for each column, `/` where there is none")
    .help(
        "各列是「期」里的各年，或者 `列名 …` 写的各列",
        "the columns are the years of the `period`, or those of a line `header …`",
    )
}
