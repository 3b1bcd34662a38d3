//! H0617, H0660 to H0664, H0667 and, of the data, H0668, H0669, H0882 to H0885: `分配`.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;
use heng_grammar::tree::{Factor, Name, Notes};

use crate::number::print;
use crate::program::{Requirement, RequirementTest};

/// No 总额, or no 给.
pub fn clause_missing(name: &Name, header: Span, total: bool) -> Diagnostic {
    let text = &name.text;
    let (zh, en) = if total {
        ("没有写分多少", "does not say how much is parted")
    } else {
        ("没有写分给谁", "does not say among whom")
    };
    Diagnostic::error(617, format!("「{text}」{zh}"), format!("`{text}` {en}"))
        .at(header, "“总额 …”和“给 …”两样都要写", "both `total …` and `among …` are needed")
        .help(
            format!("例如“分配 {text} 总额 1000 万元 给 区 {{ … }}”"),
            format!("for example `allocate {text} total 1000 万元 among TABLE {{ … }}`"),
        )
}

/// No factor at all.
pub fn no_factors(name: &str, header: Span) -> Diagnostic {
    Diagnostic::error(617, format!("「{name}」没有写按什么因素分"), format!("`{name}` has no factor"))
        .at(header, "花括号里一个因素也没有", "the block names no factor")
        .help("写上因素和权重，例如“常住人口 100%”", "name a factor and its weight: `population 100%`")
}

/// The weights do not add up to 100 %.
pub fn weights_do_not_add(name: &str, header: Span, sum: &RBig) -> Diagnostic {
    let percent = print(&(sum * RBig::from(100))).text;
    Diagnostic::error(
        660,
        format!("「{name}」各因素的权重合计是 {percent}%，不是 100%"),
        format!("the weights of `{name}` add up to {percent}%, not 100%"),
    )
    .at(
        header,
        "合计必须是 100%，否则分出去的不等于总额",
        "they must add up to 100%, or the parts miss the total",
    )
    .help("对照文件核对权重，或者补上漏写的因素", "check the weights, or add the factor that was left out")
}

/// One of several factors has no weight.
pub fn weight_missing(factor: &Factor) -> Diagnostic {
    let text = &factor.name.text;
    Diagnostic::error(660, format!("「{text}」没有写权重"), format!("factor `{text}` has no weight"))
        .at(factor.span, "有几个因素，每个都要写权重", "where there are several factors, each has a weight")
        .help(
            format!("写成“{text} 20%”；权重还没有定的，写“权重 名称”，另写一个待定"),
            format!(
                "write `{text} 20%`; for a weight not yet settled write `weight NAME` and declare it `open`"
            ),
        )
}

/// A factor that may be missing says nothing of it.
pub fn factor_unanswered(factor: &Factor, value: Span, answer: &str) -> Diagnostic {
    let end = Span { start: factor.span.end, ..factor.span };
    let text = &factor.name.text;
    Diagnostic::error(
        501,
        format!("因素「{text}」可能缺失，缺失时怎么办没有写明"),
        format!("factor `{text}` may be missing, and the script does not say what it counts as then"),
    )
    .at(value, "所用的列或定义可能没有值", "a column or definition used here may have no value")
    .help(
        format!("写“缺失 {answer}”，这一行在这项因素上就不分；本该有数的，把列改成不可缺"),
        format!(
            "write `missing {answer}`: the row then has no part by this factor; or make the column required"
        ),
    )
    .mend(
        end,
        format!(" 缺失 {answer}"),
        format!("缺失时当作 {answer}"),
        format!("take {answer} where it is missing"),
        false,
    )
}

/// 精确到 without 余数.
pub fn remainder_not_stated(name: &str, span: Span) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    Diagnostic::error(
        661,
        format!("「{name}」没有说尾差归谁"),
        format!("`{name}` does not say who takes the rounding difference"),
    )
    .at(span, "各行分别取整，加起来可能不等于总额", "rounded parts need not add up to the total")
    .help(
        "“余数 最大余数 同余 依 主键列”：先舍去，剩下的一份一份给舍去最多的；“余数归 某行”：差额全归那一行",
        "`remainder largest_remainder equal_remainders order_by KEY`: cut off, then a unit each where most was cut off; \
         `remainder_to ROW`: that row takes the difference",
    )
    .mend(end, " 余数 最大余数", "尾差按最大余数给", "by the largest remainders", false)
}

/// 最大余数 without 同余.
pub fn ties_not_stated(span: Span, keys: &[String]) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    let key = keys.first().map_or("主键列", String::as_str);
    Diagnostic::error(
        662,
        "没有说余数相同时给谁",
        "who is served first where remainders are equal is not said",
    )
    .at(span, "少了“同余 依 …”", "`equal_remainders order_by …` is missing")
    .help("写一个各行都不相同的值作次序", "order by a value that is different in every row")
    .mend(
        end,
        format!(" 同余 依 {key}"),
        format!("依「{key}」的次序"),
        format!("in the order of `{key}`"),
        false,
    )
    .mend(
        end,
        format!(" 同余 依 {key} 从高到低"),
        format!("依「{key}」从高到低的次序"),
        format!("in the descending order of `{key}`"),
        false,
    )
}

/// 同余 keys that can leave two rows equal.
pub fn ties_left(span: Span, keys: &[String]) -> Diagnostic {
    let (zh, en) = match keys.first() {
        Some(key) => {
            (format!("最后再加主键，例如“，{key}”"), format!("end with the key of the table: `, {key}`"))
        }
        None => ("给表写一个主键，并放在最后".to_owned(), "give the table a key and end with it".to_owned()),
    };
    Diagnostic::error(663, "这些次序分不出所有的先后", "these keys may leave rows equal")
        .at(span, "最后一个要各行都不相同", "the last one must differ for every row")
        .help(zh, en)
}

/// `精确到 1 元 进一 余数 最大余数`
pub fn mode_with_largest(span: Span) -> Diagnostic {
    Diagnostic::error(
        664,
        "用最大余数时，不能再写怎样舍入",
        "with the largest remainders no way of rounding can be chosen",
    )
    .at(span, "最大余数总是先舍去，再补足", "parts are always cut off first, then made up")
    .help("删去舍入的写法，或者改用“余数归 某行”", "strike it, or use `remainder_to ROW`")
}

/// 余数归 where the table has no key of one column.
pub fn row_without_key(span: Span) -> Diagnostic {
    Diagnostic::error(617, "看不出“余数归”指的是哪一行", "which row `remainder_to` means is not known")
        .at(span, "这张表没有主键，或者主键不止一列", "the table has no key, or a key of several columns")
        .help(
            "给表写一个主键，或者改用“余数 最大余数”",
            "give the table a key, or use `remainder largest_remainder`",
        )
}

/// H0667: all factors are rates.
pub fn size_blind(name: &str, span: Span) -> Diagnostic {
    let title = Message::new(
        format!("「{name}」的因素都是比率或人均数，与规模大小无关"),
        format!("all factors of `{name}` are rates or averages: size does not count"),
    );
    Diagnostic::new(667, Severity::Note, title)
        .at(span, "一个小区可以分得比大区多", "a small row may get more than a large one")
        .help(
            "文件如此规定的，照写即可；否则核对是否应当用总量",
            "if the document says so, leave it; else check whether totals are meant",
        )
}

fn in_year(year: Option<i32>) -> (String, String) {
    match year {
        Some(year) => (format!("{year}年"), format!(" in {year}")),
        None => (String::new(), String::new()),
    }
}

fn requirement(
    test: RequirementTest,
    code: u16,
    zh: String,
    en: String,
    span: Span,
    notes: &Notes,
) -> Requirement {
    Requirement { test, code, message: Message::new(zh, en), span, citations: notes.citations.clone() }
}

/// A negative value of a factor that does not say what becomes of it.
pub fn negative(factor: &Factor, year: Option<i32>) -> Requirement {
    let (text, (zh, en)) = (&factor.name.text, in_year(year));
    requirement(
        RequirementTest::NonNegative,
        882,
        format!("{zh}「{text}」是负数，怎样参加分配没有写：写“负值 作 0”或“负值 照算”"),
        format!(
            "`{text}` is negative{en}, and what it counts as is not said: `negative counts_as 0` or `negative as_is`"
        ),
        factor.span,
        &factor.notes,
    )
}

/// A reciprocal of what is not above zero.
pub fn no_reciprocal(factor: &Factor, year: Option<i32>) -> Requirement {
    let (text, (zh, en)) = (&factor.name.text, in_year(year));
    requirement(
        RequirementTest::Positive,
        669,
        format!("{zh}「{text}」不是正数，不能取倒数"),
        format!("`{text}` is not above zero{en}: it has no reciprocal"),
        factor.span,
        &factor.notes,
    )
}

/// A factor whose values add up to nothing, or to less.
pub fn normaliser(factor: &Factor, year: Option<i32>, block: &Notes) -> Requirement {
    let (text, (zh, en)) = (&factor.name.text, in_year(year));
    let notes = if factor.notes.citations.is_empty() { block } else { &factor.notes };
    requirement(
        RequirementTest::Positive,
        883,
        format!("{zh}「{text}」各行合计不是正数，算不出各占多少"),
        format!("`{text}` adds up to nothing above zero{en}: no shares can be taken of it"),
        factor.span,
        notes,
    )
}

/// A total that is no multiple of what the parts are rounded to.
pub fn total_not_whole(span: Span, notes: &Notes) -> Requirement {
    requirement(
        RequirementTest::Zero,
        884,
        "总额有零头，不是所精确到的单位的整数倍：先把总额取整".to_owned(),
        "the total is no multiple of what the parts are rounded to: round the total first".to_owned(),
        span,
        notes,
    )
}

/// Weights set by another document that do not add up to 100 %.
pub fn weights_off(notes: &Notes, span: Span) -> Requirement {
    requirement(
        RequirementTest::Zero,
        885,
        "各因素的权重合计不是 100%，相差的数见右".to_owned(),
        "the weights do not add up to 100%; by how much is shown".to_owned(),
        span,
        notes,
    )
}

/// The row that takes the rounding difference gets nothing.
pub fn row_takes_no_part(span: Span, notes: &Notes) -> Requirement {
    requirement(
        RequirementTest::Positive,
        668,
        "“余数归”的那一行不在参与分配的各行里".to_owned(),
        "the row that takes the rounding difference is not among those that take part".to_owned(),
        span,
        notes,
    )
}
