//! H1720 to H1749: conditions that are decided before any row is seen.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;

use crate::program::Part;

/// With what is known of the two sides of a comparison.
fn with_ranges(report: Diagnostic, ranges: &[(Span, String)]) -> Diagnostic {
    ranges.iter().fold(report, |report, (span, range)| {
        report.at(*span, format!("取值总是 {range}"), format!("always {range}"))
    })
}

/// `（如 从业人数 = 9 人）`
fn such_as(row: &str) -> (String, String) {
    match row {
        "" => (String::new(), String::new()),
        row => (format!("（如 {row}）"), format!(" (such as {row})")),
    }
}

/// A condition that no row meets.
pub fn never(span: Span, ranges: &[(Span, String)]) -> Diagnostic {
    let report = Diagnostic::warning(1720, "这个条件永远不成立", "this condition never holds").at(
        span,
        "没有哪一行能满足",
        "no row can meet it",
    );
    with_ranges(report, ranges)
        .help("核对比较的方向、数字和单位", "check the direction of the comparison, the number and its unit")
}

/// A condition that every row meets.
pub fn always(span: Span, ranges: &[(Span, String)]) -> Diagnostic {
    let report = Diagnostic::warning(1721, "这个条件总是成立，写了等于没写", "this condition always holds")
        .at(span, "每一行都满足", "every row meets it");
    with_ranges(report, ranges).help(
        "核对比较的方向、数字和单位；确实不起作用的，删去",
        "check the direction of the comparison, the number and its unit; else leave it out",
    )
}

/// Two conditions that exclude each other, joined by 且.
pub fn contradict((first, second): (Span, Span), whole: bool) -> Diagnostic {
    let report = Diagnostic::warning(
        1722,
        "这两个条件互相矛盾，不可能同时成立",
        "these two conditions contradict each other",
    )
    .at(second, "又要求这一条", "and this asks for another thing")
    .at(first, "这里要求这一条", "this asks for one thing");
    let report = if whole {
        report.help(
            "这里比的是整数：“大于 2 且小于 3”之间没有整数；要含两端的，写 ≥ 和 ≤",
            "whole numbers are compared: there is none above 2 and below 3; to include the ends, write ≥ and ≤",
        )
    } else {
        report
    };
    report.help(
        "有一条就够的，用“或”；否则核对比较的方向和数字",
        "where one of them is enough, write `or`; else check the directions and the numbers",
    )
}

/// Two conditions one of which always holds, joined by 或.
pub fn cover((first, second): (Span, Span)) -> Diagnostic {
    Diagnostic::warning(
        1723,
        "这两个条件总有一个成立，用“或”连起来等于没写",
        "one of these two conditions always holds: joined by `or` they say nothing",
    )
    .at(second, "不满足前一条的，都满足这一条", "what fails the other meets this")
    .at(first, "与这一条合起来，包括了所有的行", "with this, every row is covered")
    .help(
        "要同时满足的，用“且”；否则核对比较的方向和数字",
        "where both must hold, write `and`; else check the directions and the numbers",
    )
}

/// A branch whose rows are all taken by those before it.
pub fn branch_unreached(condition: Span, row: &str, by: Option<Span>) -> Diagnostic {
    let (zh, en) = such_as(row);
    let report = Diagnostic::warning(
        1724,
        "这一支永远轮不到：满足它的行，前面已经收走",
        "this branch is never reached: those before it take its rows",
    );
    let report =
        report.at(condition, format!("满足这个条件的行{zh}……"), format!("the rows that meet this{en} …"));
    let report = match by {
        Some(by) => report.at(by, "……都先满足了这一条", "… all meet this first"),
        None => report,
    };
    report.help(
        "先写要求高的，后写要求低的；或者核对界限",
        "put the stricter condition first, or check the ends",
    )
}

/// An entry of 参评 that no row reaches.
pub fn entry_unreached(entry: &Part, row: &str, by: Option<&Part>) -> Diagnostic {
    let (name, (zh, en)) = (&entry.name, such_as(row));
    let report = Diagnostic::warning(
        1725,
        format!("「{name}」一家也轮不到：满足它的，前面各条已经收走"),
        format!("nobody reaches `{name}`: the entries before it take its rows"),
    )
    .at(entry.span, format!("满足它的企业{zh}……"), format!("the rows that meet it{en} …"));
    let report = match by {
        Some(by) => report.at(
            by.span,
            format!("……都先归了「{}」", by.name),
            format!("… all go to `{}` first", by.name),
        ),
        None => report,
    };
    report
        .help("把它放到前面，或者核对各条的条件", "put it further up, or check the conditions of the entries")
}

/// 条件 that no row meets.
pub fn block_never_met(name: &str, span: Span, pair: Option<(&Part, &Part)>) -> Diagnostic {
    let report =
        Diagnostic::warning(1726, format!("「{name}」没有哪一行能满足"), format!("no row can meet `{name}`"));
    let report = match pair {
        Some((a, b)) => report
            .at(
                b.span,
                format!("「{}」与「{}」不可能同时成立", b.name, a.name),
                format!("`{}` and `{}` exclude each other", b.name, a.name),
            )
            .at(a.span, "另一条在这里", "the other one"),
        None => report.at(span, "各条合起来不可能满足", "its conditions cannot hold together"),
    };
    report.help(
        "有一条就够的，写“任一”；否则核对各条的界限",
        "where one is enough, write `any`; else check the ends",
    )
}

/// A move that cannot fire, or changes nothing.
pub fn idle_move(name: &str, span: Span, why: Message) -> Diagnostic {
    Diagnostic::new(
        1727,
        Severity::Warning,
        Message::new(
            format!("调整「{name}」改变不了任何一家的等级"),
            format!("move `{name}` never changes a grade"),
        ),
    )
    .at(span, why.zh, why.en)
    .help("核对它的条件、调到哪一档和所在的位置", "check its condition, its grade and its place")
}
