//! H1750 to H1768: amounts that cannot come out as they are meant.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use crate::check::figure::figure;

/// A text in both languages.
type Both = (String, String);

fn note(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Severity::Note, Message::new(zh, en))
}

fn limit_words(cap: bool) -> (&'static str, &'static str) {
    if cap { ("上限", "cap") } else { ("下限", "floor") }
}

/// With a label at what was computed, unless the clause stands inside it.
fn beside(report: Diagnostic, value: Span, place: Span, says: &Both) -> Diagnostic {
    let around = value.source == place.source && value.start <= place.start && place.end <= value.end;
    if around { report } else { report.at(value, says.0.clone(), says.1.clone()) }
}

/// A cap above everything the value can be, or a floor below.
pub fn limit_never_binds(
    name: &str,
    cap: bool,
    said: Option<&str>,
    reaches: &Both,
    (place, value): (Span, Span),
) -> Diagnostic {
    let (word, english) = limit_words(cap);
    let said = said.map(|said| format!(" {said}")).unwrap_or_default();
    let report = Diagnostic::warning(
        1750,
        format!("「{name}」的{word}{said} 从不起作用"),
        format!("the {english}{said} of `{name}` never binds"),
    )
    .at(place, format!("值{}，到不了这里", reaches.0), format!("the value is {}", reaches.1));
    beside(report, value, place, reaches).help(
        "对照文件核对：是不是漏了几项，分值或倍数抄错，或者单位差了一万倍；文件就是这样写的，注明已核",
        "check it against the document: items left out, a figure or a unit miscopied; waive it where the document has it so",
    )
}

/// A cap below everything the value can be, or a floor above.
pub fn limit_always_binds(
    name: &str,
    cap: bool,
    said: Option<&str>,
    reaches: &Both,
    (place, value): (Span, Span),
) -> Diagnostic {
    let (word, english) = limit_words(cap);
    let shown = said.map(|said| format!(" {said}")).unwrap_or_default();
    let report = Diagnostic::warning(
        1751,
        format!("「{name}」总是等于{word}{shown}，前面算的不起作用"),
        format!("`{name}` always is its {english}{shown}, whatever is computed before"),
    )
    .at(place, format!("值{}", reaches.0), format!("the value is {}", reaches.1));
    beside(report, value, place, reaches).help(
        "每一行结果都一样；核对数额、上限和单位",
        "every row comes out the same; check the amount, the limit and the units",
    )
}

/// An argument of 取大 that another always exceeds, or of 取小.
pub fn argument_never_taken(
    greatest: bool,
    (place, own): (Span, &Both),
    (winner, other): (Span, &Both),
) -> Diagnostic {
    let (word, english) = if greatest { ("取大", "larger") } else { ("取小", "smaller") };
    note(
        1752,
        format!("「{word}」里的这一项从来取不到"),
        format!("this argument of `{english}` is never taken"),
    )
    .at(place, own.0.clone(), own.1.clone())
    .at(winner, format!("这一项{}", other.0), format!("this one is {}", other.1))
    .help(
        format!("不起作用的一项可以删去；本来要限制住的，看看{}和{}是不是用反了", "取大", "取小"),
        "strike it, or see whether `larger` and `smaller` were mixed up",
    )
}

/// An item whose points are always below its weight.
pub fn short_of_weight(
    name: &str,
    place: Span,
    highest: &str,
    (weight, written): (&str, Span),
) -> Diagnostic {
    Diagnostic::warning(
        1753,
        format!("「{name}」最多只能得 {highest}，得不到权重 {weight}"),
        format!("`{name}` gives at most {highest}, never its weight of {weight}"),
    )
    .at(place, format!("最多 {highest}"), format!("at most {highest}"))
    .at(written, format!("权重 {weight}"), format!("weight {weight}"))
    .help(
        "这样没有一行能得满分；核对各档的分值、上限和权重",
        "no row can get full marks; check the points, the cap and the weight",
    )
}

/// An item that gives more than its weight, and has no cap.
pub fn beyond_weight(name: &str, (most, place): (&str, Span), (weight, written): (&str, Span)) -> Diagnostic {
    Diagnostic::warning(
        1754,
        format!("「{name}」有一档给 {most}，超过权重 {weight}"),
        format!("a case of `{name}` gives {most}, more than its weight of {weight}"),
    )
    .at(place, format!("这一档 {most}"), format!("{most} here"))
    .at(written, format!("权重 {weight}"), format!("weight {weight}"))
    .help(
        "核对分值；确实可以超过权重的，写明“上限 …”",
        "check the points; where more than the weight is meant, say so with `cap …`",
    )
}

/// Two items of a score with one indicator.
pub fn counted_twice_in_score(name: &str, place: Span, other: &str, before: Span) -> Diagnostic {
    Diagnostic::warning(
        1755,
        format!("「{name}」和「{other}」用的是同一个指标，算了两次分"),
        format!("`{name}` and `{other}` score one and the same indicator"),
    )
    .at(place, "又算一次", "scored again")
    .at(before, "这里已经算过", "scored here before")
    .help(
        "核对指标是不是写错了；文件确实要算两次的，注明已核",
        "check the indicator; waive it where the document counts it twice",
    )
}

/// A baseline that is zero or less whatever the data.
pub fn baseline_never_positive(name: &str, place: Span, most: &Both) -> Diagnostic {
    Diagnostic::warning(
        1756,
        format!("「{name}」的基准不会大于 0"),
        format!("the baseline of `{name}` is never above 0"),
    )
    .at(place, most.0.clone(), most.1.clone())
    .help("这一项谁也评不了分；核对基准的算法", "nobody can be scored; check how the baseline is found")
}

/// A baseline that some data make zero or negative.
pub fn baseline_may_vanish(name: &str, place: Span, cause: Span, case: &Both) -> Diagnostic {
    let report = note(
        1756,
        format!("「{name}」的基准可能是 0 或负数，那时这一项评不了分"),
        format!("the baseline of `{name}` may be zero or negative, and the item cannot be scored then"),
    );
    let report = if cause == place {
        report.at(place, case.0.clone(), case.1.clone())
    } else {
        report.at(place, "基准", "the baseline").at(cause, case.0.clone(), case.1.clone())
    };
    report.help(
        "运行时遇到这种数据会报 H0861；文件规定了怎么办的，在基准里写明，例如 若 … > 0 则 … 否则 …",
        "a run stops such an item with H0861; where the document says what is done then, write it: `if … > 0 then … else …`",
    )
}

/// An item whose condition asks for numbers that cannot be.
pub fn item_never_due(name: &str, place: Span, condition: Span) -> Diagnostic {
    Diagnostic::warning(
        1757,
        format!("「{name}」的条件永远不成立，这一项从来轮不到"),
        format!("the condition of `{name}` never holds"),
    )
    .at(condition, "没有这样的数", "no number is so")
    .at(place, "这一项", "this item")
    .help(
        "核对比较符、数和单位；和表里写明的范围（如 ≥ 0、≤ 100）对一对",
        "check the sign, the figure and the unit against what the table says of the column",
    )
}

/// An item among the highest of several that always loses to another.
pub fn never_the_highest(
    (name, place): (&str, Span),
    (other, winner): (&str, Span),
    row: Option<&str>,
    figures: Option<(String, String)>,
) -> Diagnostic {
    let row = row.map(|row| (format!("例如 {row}："), format!("with {row}: "))).unwrap_or_default();
    let (own, more) = figures.unwrap_or_else(|| ("较少".to_owned(), "较多".to_owned()));
    Diagnostic::warning(
        1758,
        format!("「{name}」永远不会是最高的一项：符合它的也符合「{other}」，「{other}」给得更多"),
        format!("`{name}` never is the highest: whoever gets it also gets `{other}`, which gives more"),
    )
    .at(place, format!("{}这一项 {own}", row.0), format!("{}{own} here", row.1))
    .at(winner, format!("这一项 {more}"), format!("{more} here"))
    .help("核对两档的分值和条件，是不是写颠倒了", "check the amounts and conditions: were they swapped?")
}

/// Two items that are added up, one of which is due whenever the other is.
pub fn both_counted(
    (first, before): (&str, Span),
    (second, place): (&str, Span),
    row: &str,
    sum: Option<&str>,
    equal: bool,
) -> Diagnostic {
    let together = sum.map(|sum| (format!("，合计 {sum}"), format!(", {sum} together"))).unwrap_or_default();
    let (zh, en) = if equal {
        (
            format!("「{first}」和「{second}」条件一样，算了两次"),
            format!("`{first}` and `{second}` have one condition and count twice"),
        )
    } else {
        (
            format!("「{first}」和「{second}」会同时给，两档相加"),
            format!("`{first}` and `{second}` are given together and added up"),
        )
    };
    let report = if equal { Diagnostic::warning(1759, zh, en) } else { note(1759, zh, en) };
    let (zh, en) = match equal {
        true => (
            "重复的一项删去；条件抄错的改过来",
            "strike one of them, or mend the condition that was miscopied",
        ),
        false => (
            "只取一档的，放进一组写“取最高”（奖励写“就高不重复”）；确实累加的，注明已核",
            "where only one of them counts, put them into a group with `highest` (`highest_only` in an award); waive it where they add up",
        ),
    };
    report
        .at(
            place,
            format!("{row} 时这一项也给{}", together.0),
            format!("with {row} this is given too{}", together.1),
        )
        .at(before, "这一项已经给了", "this is given")
        .help(zh, en)
}

/// A class that begins above everything the value can be, or ends below.
pub fn class_not_reached(name: &str, known: &Both, (place, value): (Span, Span)) -> Diagnostic {
    let report = Diagnostic::warning(
        1768,
        format!("没有谁能进「{name}」这一档"),
        format!("nobody can be in class `{name}`"),
    )
    .at(place, format!("值{}，到不了这一档", known.0), format!("the value is {}", known.1));
    beside(report, value, place, known)
        .help("核对界限、满分和单位", "check the ends, what the score is out of, and the units")
}

/// A target that every figure meets, or none.
pub fn target_decided(
    name: &str,
    never: bool,
    said: &str,
    known: &Both,
    (place, actual): (Span, Span),
) -> Diagnostic {
    let report = if never {
        Diagnostic::warning(
            1760,
            format!("「{name}」的目标 {said} 永远达不到"),
            format!("the target {said} of `{name}` can never be met"),
        )
    } else {
        note(
            1760,
            format!("「{name}」的目标 {said} 怎样都能达到"),
            format!("the target {said} of `{name}` is always met"),
        )
    };
    let report = report.at(place, format!("这个指标{}", known.0), format!("the indicator is {}", known.1));
    let from = ("实际数出自这里".to_owned(), "the figure comes from here".to_owned());
    beside(report, actual, place, &from)
        .help("核对目标数、比较符和单位", "check the figure, the sign and the unit")
}

/// `60` where money is given.
pub fn award_without_unit(name: &Name, place: Span) -> Diagnostic {
    let text = &name.text;
    let end = Span { start: place.end, ..place };
    Diagnostic::error(
        1761,
        format!("「{text}」奖多少没有写单位"),
        format!("the amount of `{text}` has no unit"),
    )
    .at(place, "是元还是万元", "yuan, or ten thousand yuan")
    .help("写明单位，例如 60 万元", "write the unit: `60 万元`")
    .mend(end, " 万元", "单位是万元", "in 万元", false)
    .mend(end, " 元", "单位是元", "in 元", false)
}

/// `% ≤ 100`
pub fn bare_share(place: Span, digits: &str, percent: &RBig) -> Diagnostic {
    let (end, percent) = (Span { start: place.end, ..place }, figure(percent));
    Diagnostic::warning(
        1767,
        format!("没有写 % 的 {digits} 是 {digits} 倍，即 {percent}%"),
        format!("a bare {digits} is {digits} times the whole, {percent}%"),
    )
    .at(place, format!("应是 {digits}% 吧"), format!("{digits}% is probably meant"))
    .help("列的单位是 %，范围里的数也要写 %", "the column is in %: write % with the bound too")
    .mend(end, "%", "写上 %", "write %", false)
}

/// Lines that take all of the source, and a balance.
pub fn balance_always_zero(place: Span, header: Span) -> Diagnostic {
    Diagnostic::warning(
        1762,
        "前面各项已经分完，余额总是 0",
        "the lines take all of the source: the balance always is 0",
    )
    .at(place, "这里什么也分不到", "nothing is left here")
    .at(header, "各项合计 100%", "the lines take 100%")
    .help("核对各项比例；没有余额的，去掉这一行", "check the ratios, or strike the balance")
}

/// Two lines of a ledger for one party and nothing that tells them apart.
pub fn party_twice(place: Span, before: Span, party: &str) -> Diagnostic {
    Diagnostic::warning(
        1763,
        format!("同一笔分账里「{party}」写了两行"),
        format!("`{party}` has two lines in one ledger"),
    )
    .at(place, "又一行", "again")
    .at(before, "前面已有一行", "here before")
    .help(
        "核对是不是该归另一方；确是两笔的，给每一行起个名称：`名称 归 …`",
        "check whether another party was meant; where both are, give each line a name",
    )
}

/// A weight of zero or less.
pub fn weight_not_positive(name: &str, place: Span, negative: bool) -> Diagnostic {
    let report = if negative {
        Diagnostic::error(
            1764,
            format!("「{name}」的权重是负数"),
            format!("the weight of `{name}` is negative"),
        )
    } else {
        Diagnostic::warning(
            1764,
            format!("「{name}」的权重是 0，不起作用"),
            format!("the weight of `{name}` is 0 and changes nothing"),
        )
    };
    report.at(place, "权重要大于 0", "must be above 0").help(
        "核对权重；扣分的写“另减”，不用的一项删去",
        "check it; to take points off write `minus`, and strike what does not count",
    )
}

/// A target of a year outside the years of its block.
pub fn year_outside_period(place: Span, year: i32, (first, last): (i32, i32), header: Span) -> Diagnostic {
    let (zh, en) = if year < first { ("早于", "before") } else { ("晚于", "after") };
    Diagnostic::warning(
        1765,
        format!("{year} 年{zh}这一块目标的期 {first} 至 {last}"),
        format!("{year} is {en} the period {first} to {last} of these targets"),
    )
    .at(place, format!("{year} 年"), format!("{year}"))
    .at(header, format!("期 {first} 至 {last}"), format!("period {first} to {last}"))
    .help(
        "核对年份；远景目标另立一块，写它自己的期，或注明已核",
        "check the year; a long-term target goes into a block of its own period, or is waived",
    )
}

/// One indicator twice in a block of targets.
pub fn indicator_twice(place: Span, before: Span, name: &str) -> Diagnostic {
    Diagnostic::error(1766, format!("指标「{name}」写了两行"), format!("indicator `{name}` has two lines"))
        .at(place, "又一行", "again")
        .at(before, "前面已有一行", "here before")
        .help(
            "一个指标写一行；几个目标用逗号隔开，例如 `亩均税收 万元/亩 2023年 ≥ 20，2025年 ≥ 25`",
            "one indicator has one line; several targets stand in it, with commas between them",
        )
}
