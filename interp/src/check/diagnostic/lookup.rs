//! H068x and H069x: `查表`.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;
use heng_grammar::suggest::offer;
use heng_grammar::tree::{Name, Overlap};

use crate::program::{Requirement, RequirementTest};

/// How many cases a report spells out.
const SHOWN: usize = 6;

/// How many rows a report points at.
const ROWS: usize = 4;

/// Keys that no row covers: the regions in words, and one made-up key of the first.
pub fn gap(name: &Name, span: Span, cases: &[String], example: Option<&str>) -> Diagnostic {
    let text = &name.text;
    let keys = cases.first().map_or("…", String::as_str);
    let report = Diagnostic::error(
        680,
        format!("「{text}」没有一行管到 {keys}"),
        format!("no row of `{text}` covers {keys}"),
    );
    let others = cases.get(1..SHOWN.min(cases.len())).unwrap_or_default().join("；");
    let count = cases.len();
    let (dots, dots_en) = match count > SHOWN {
        true => (format!("；…（共 {count} 处）"), format!("；… ({count} in all)")),
        false => (String::new(), String::new()),
    };
    let report = match example {
        Some(key) => report.at(span, format!("例如：{key}"), format!("for instance {key}")),
        None if others.is_empty() => report.at(span, "缺这种情形", "not covered"),
        None => report,
    };
    let report = if others.is_empty() {
        report
    } else {
        report.at(span, format!("还缺：{others}{dots}"), format!("nor: {others}{dots_en}"))
    };
    report.help(
        "补一行；规则不管的情形，结果写“不适用”；原文没有交代的，结果写“未定”；或者最后写一行“其余 → …”",
        "add a row; write `not_applicable` for what the rule does not reach, `undecided` for what the document leaves open, or a last row `rest → …`",
    )
}

/// Keys that two rows cover: a row, those before it that it meets, and what each of them shares with it.
pub fn overlap(name: &Name, example: Option<&str>, row: Span, others: &[(Span, String)]) -> Diagnostic {
    let text = &name.text;
    let keys = others.first().map_or("…", |(_, keys)| keys.as_str());
    let report = Diagnostic::error(
        681,
        format!("「{text}」有两行都管 {keys}"),
        format!("two rows of `{text}` cover {keys}"),
    );
    let mut report = match example {
        Some(key) => report.at(row, format!("这一行，例如 {key}"), format!("this row, for instance {key}")),
        None => report.at(row, "这一行", "this row"),
    };
    for (span, shared) in others.iter().take(ROWS) {
        report = if shared == keys {
            report.at(*span, "和这一行", "and this row")
        } else {
            report.at(*span, format!("也和这一行都管 {shared}"), format!("and this row covers {shared} too"))
        };
    }
    report.help(
        "界限默认都包含在内；一端不包含的写“（不含）”。文件原文就重叠的，写“重叠 取大”或“重叠 取小”",
        "ends belong to their row unless they say `（不含）`; where the document itself overlaps, write `overlap larger` or `overlap smaller`",
    )
}

/// A row that never decides, because others do wherever it holds.
pub fn masked(span: Span, by: &[Span], overlap: Option<Overlap>) -> Diagnostic {
    let why = match overlap {
        None => ("它的各种情形，别的行都点了名", "other rows name all that it covers"),
        Some(Overlap::Larger) => {
            ("它的各种情形，别的行给的都不比它小", "other rows give no less wherever it holds")
        }
        Some(Overlap::Smaller) => {
            ("它的各种情形，别的行给的都不比它大", "other rows give no more wherever it holds")
        }
    };
    let report =
        Diagnostic::warning(682, "这一行永远用不到", "this row is never used").at(span, why.0, why.1);
    let report = match by {
        [only] => report.at(*only, "都按这一行", "this row decides"),
        several => several
            .iter()
            .take(ROWS)
            .fold(report, |report, row| report.at(*row, "按这一行", "this row decides")),
    };
    report.help("核对它的条件和结果，或者删去", "check its keys and its values, or strike it")
}

/// A row that holds of nothing that its key can be.
pub fn masked_by_range(span: Span, range: Option<&str>) -> Diagnostic {
    let report = Diagnostic::warning(682, "这一行永远用不到", "this row is never used");
    let report = match range {
        Some(range) => report.at(
            span,
            format!("这一列的范围是：{range}"),
            format!("the range of the column is: {range}"),
        ),
        None => report.at(span, "没有哪个取值落在这一行", "no key is in it"),
    };
    report.help("核对它的条件，或者删去", "check its keys, or strike it")
}

/// 分别 with lists of different lengths; `pairs` as they would stand side by side.
pub fn uneven_pairs(span: Span, keys: Span, counts: (usize, usize), pairs: &[String]) -> Diagnostic {
    let (count, values) = counts;
    let pairs = pairs.join("；");
    Diagnostic::error(
        683,
        format!("“分别”两边对不上：左边 {count} 项，右边 {values} 项"),
        format!("`respectively` pairs {count} keys with {values} values"),
    )
    .at(keys, format!("{count} 项"), format!("{count} keys"))
    .at(span, format!("某一列有 {values} 项"), format!("one output has {values}"))
    .help(format!("照次序配起来是：{pairs}"), format!("side by side: {pairs}"))
    .help(
        "左边第几项对右边第几项，个数要相同；各项相同的，右边写一个就够",
        "they pair one by one; a single value stands for all",
    )
}

/// 分别 without one list of keys.
pub fn respectively_of_what(span: Span, lists: usize) -> Diagnostic {
    Diagnostic::error(
        684,
        format!("“分别”要有一列写几个用“、”隔开的值，这一行有 {lists} 列"),
        format!("`respectively` needs one key with several values; this row has {lists}"),
    )
    .at(span, "这一行", "this row")
    .help("把另一列拆成几行写", "write several rows for the other key")
}

/// A list of values without 分别.
pub fn list_without_respectively(span: Span) -> Diagnostic {
    Diagnostic::error(
        685,
        "一格里写了几个值，没有写“分别”",
        "a cell holds several values without `respectively`",
    )
    .at(span, "看不出哪个值对哪种情形", "which value is for which key is not said")
    .help("在“→”前面写“分别”，或者分成几行", "write `respectively` before `→`, or several rows")
}

/// 同上 in the first row.
pub fn same_as_nothing(span: Span) -> Diagnostic {
    Diagnostic::error(686, "第一行上面没有行，不能写“同上”", "`same` in the first row has nothing above it")
        .at(span, "同上", "same")
        .help("写出值来", "write the value")
}

/// Too many or too few cells.
pub fn cell_count(span: Span, keys: usize, cells: usize) -> Diagnostic {
    Diagnostic::error(
        687,
        format!("这张表有 {keys} 个键，这一行写了 {cells} 格"),
        format!("the table has {keys} keys, this row has {cells} cells"),
    )
    .at(span, "“→”左边", "left of `→`")
    .help("每个键一格；与上一行相同的写“同上”", "one cell a key; write `same` to repeat the one above")
}

/// An interval that holds nothing.
pub fn empty_interval(span: Span) -> Diagnostic {
    Diagnostic::error(688, "这一段里什么也没有", "this interval is empty")
        .at(span, "起点在终点之后", "it ends before it begins")
        .help("小的写在“至”前面", "the smaller end comes first")
}

/// A key whose type cannot be told.
pub fn key_type_unknown<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let text = &name.text;
    let fault = Diagnostic::error(
        689,
        format!("看不出键「{text}」是什么"),
        format!("what key `{text}` is cannot be told"),
    )
    .at(name.span, "没有这个名字的列、定义或选项", "no column, definition or choice of this name")
    .help(format!("写明类型，例如“{text}: 人”"), format!("write its type: `{text}: UNIT`"));
    offer(fault, name.span, text, known)
}

/// A call with too many or too few arguments.
pub fn argument_count(span: Span, name: &str, keys: usize, given: usize) -> Diagnostic {
    Diagnostic::error(
        690,
        format!("「{name}」要 {keys} 个值，这里给了 {given} 个"),
        format!("`{name}` takes {keys} values, {given} are given"),
    )
    .at(span, "按查表的键逐个给出", "one for each key")
    .help("照查表第一行括号里的次序写", "in the order of the table's header")
}

/// A call of a table with several outputs that names none.
pub fn output_not_named(span: Span, name: &str, outputs: &[String]) -> Diagnostic {
    let (list, listed) = (outputs.join("、"), outputs.join(", "));
    let first = outputs.first().map_or("", String::as_str);
    Diagnostic::error(
        691,
        format!("「{name}」有几个结果，没有说要哪一个"),
        format!("`{name}` has several outputs"),
    )
    .at(span, format!("可取：{list}"), format!("one of: {listed}"))
    .help(format!("在后面写“.{first}”"), format!("write `.{first}` after it"))
}

/// An output that the table has not.
pub fn unknown_output(name: &Name, table: &str, outputs: &[String]) -> Diagnostic {
    let text = &name.text;
    let (list, listed) = (outputs.join("、"), outputs.join(", "));
    let fault = Diagnostic::error(
        692,
        format!("「{table}」没有叫「{text}」的结果"),
        format!("`{table}` has no output `{text}`"),
    )
    .at(name.span, format!("可取：{list}"), format!("one of: {listed}"));
    offer(fault, name.span, text, outputs.iter().map(String::as_str))
}

/// 累进 of more than one key or output.
pub fn marginal_shape(span: Span) -> Diagnostic {
    Diagnostic::error(
        693,
        "累进的表只能有一个数值的键、一个数值的结果",
        "a marginal table has one number as its key and one as its output",
    )
    .at(span, "这张表", "this table")
    .help("分成几张表", "write several tables")
}

/// A row of 累进 that is no interval.
pub fn marginal_row(span: Span) -> Diagnostic {
    Diagnostic::error(694, "累进的每一行要写一段数值", "each row of a marginal table is one interval")
        .at(span, "这一行", "this row")
        .help("写“甲 至 乙”“≤ 甲”或“> 乙”", "write `A to B`, `≤ A` or `> B`")
}

/// 重叠 取大 of what has no size.
pub fn overlap_of_no_numbers(span: Span) -> Diagnostic {
    Diagnostic::error(
        695,
        "“重叠 取大/取小”只能用于数值的结果",
        "`overlap larger/smaller` is for outputs that are numbers",
    )
    .at(span, "这张表有不是数值的结果", "an output of this table is no number")
    .help("改写各行，使它们不重叠", "write rows that do not overlap")
}

/// A key that no row speaks of: a fault of the data.
pub fn no_row(name: &Name, span: Span) -> Requirement {
    let text = &name.text;
    Requirement {
        test: RequirementTest::Present,
        code: 881,
        message: Message::new(
            format!("「{text}」没有一行管到这一行的情形"),
            format!("no row of `{text}` covers this row's keys"),
        ),
        span,
        citations: Vec::new(),
    }
}
