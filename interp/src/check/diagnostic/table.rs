//! H1700 to H1706: tables judged before they run, beyond the gaps and overlaps of H068x.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

/// How many rows a report points at.
const ROWS: usize = 4;

/// The table stops at a number, and nothing says that the key does.
pub fn beyond(name: &Name, span: Span, cases: &[String], example: Option<&str>) -> Diagnostic {
    let text = &name.text;
    let first = cases.first().map_or("…", String::as_str);
    let others = cases.get(1..).unwrap_or_default().join("；");
    let report = Diagnostic::warning(
        1700,
        format!("「{text}」没有写到头：{first} 时没有一行管到"),
        format!("`{text}` stops short: no row covers {first}"),
    );
    let report = match example {
        Some(key) => report.at(span, format!("例如：{key}"), format!("for instance {key}")),
        None => report.at(span, "各行合起来到这里为止", "the rows end there"),
    };
    let report = if others.is_empty() {
        report
    } else {
        report.at(span, format!("还缺：{others}"), format!("nor: {others}"))
    };
    report.help(
        "会遇到的，补一行，或者最后写一行“其余 → …”；不会遇到的，在列的后面写明范围，例如“≤ 100 人”",
        "add a row, or a last row `rest → …`; where it cannot come up, state the range of the column, as `≤ 100 人`",
    )
}

/// Rows that say the same of the same keys; `within`: the later lies in the earlier, the earlier in the later.
pub fn said_twice(name: &Name, second: Span, rows: &[(Span, String)], within: (bool, bool)) -> Diagnostic {
    let text = &name.text;
    let keys = rows.first().map_or("…", |(_, keys)| keys.as_str());
    let severity = if within == (false, false) { Severity::Note } else { Severity::Warning };
    let title = Message::new(
        format!("「{text}」有两行都管 {keys}，结果一样"),
        format!("two rows of `{text}` cover {keys}, with the same result"),
    );
    let report = Diagnostic::new(1701, severity, title);
    let report = match within {
        (true, true) => report.at(second, "这一行重复写了", "this row repeats another"),
        (true, false) => report.at(second, "这一行都在上面那一行里", "this row lies within the other"),
        (false, true) => report.at(second, "这一行包住了上面那一行", "this row holds all of the other"),
        (false, false) => report.at(second, "这一行", "this row"),
    };
    let report =
        rows.iter().take(ROWS).fold(report, |report, (row, _)| report.at(*row, "和这一行", "and this row"));
    let help = match within {
        (true, _) => ("这一行可以删去", "this row can be struck"),
        (false, true) => ("上面那一行可以删去", "the other row can be struck"),
        (false, false) => {
            ("核对界限；不影响计算，改到不重叠就不再提示", "check their ends; nothing is computed wrongly")
        }
    };
    report.help(help.0, help.1)
}

/// 其余 before a row that names its keys.
pub fn rest_not_last(rest: Span, named: Span, keys: &str) -> Diagnostic {
    Diagnostic::new(
        1702,
        Severity::Note,
        Message::new(
            format!("“其余”写在前面，{keys} 仍按后面点名的一行"),
            format!("`rest` comes first, yet {keys} follows the later row that names it"),
        ),
    )
    .at(rest, "“其余”不分先后，只管别的行没有点名的", "`rest` covers what no row names, wherever it stands")
    .at(named, "按这一行", "this row decides")
    .help("把写“其余”的一行放到最后，读起来才不会误会", "move the row of `rest` to the end")
}

/// Two rows one below the other with one result: `keys` is what both hold.
pub fn same_result(name: &Name, keys: &str, rows: (Span, Span)) -> Diagnostic {
    let text = &name.text;
    Diagnostic::new(
        1703,
        Severity::Note,
        Message::new(
            format!("「{text}」紧挨着的两段结果一样：{keys}"),
            format!("two rows of `{text}` that follow each other give the same: {keys}"),
        ),
    )
    .at(rows.1, "和上一段结果一样", "the same result as above")
    .at(rows.0, "上一段", "the one before")
    .help(
        "核对原文，是不是抄的时候漏改了；原文确是一样的，两行可以并成一行",
        "check the document: perhaps a value was copied and not changed; else the two rows can be one",
    )
}

/// Ends that only a run knows.
pub fn ends_unknown(name: &Name, cells: &[Span]) -> Diagnostic {
    let text = &name.text;
    let report = Diagnostic::new(
        1704,
        Severity::Note,
        Message::new(
            format!("「{text}」有没有漏管、重叠，没有查全"),
            format!("gaps and overlaps of `{text}` were not fully looked for"),
        ),
    );
    let report = cells.iter().take(ROWS).fold(report, |report, cell| {
        report.at(*cell, "这里的界限要到计算时才知道", "known only when it is run")
    });
    report.help(
        "其他各行已经查过；界限是固定的数，直接写出来就能查全",
        "the other rows were checked; write the number itself where it is fixed",
    )
}

/// A table of which the search was cut short.
pub fn too_large(name: &Name, rows: usize) -> Diagnostic {
    let text = &name.text;
    Diagnostic::new(
        1704,
        Severity::Note,
        Message::new(
            format!("「{text}」有没有漏管、重叠，没有查全"),
            format!("gaps and overlaps of `{text}` were not fully looked for"),
        ),
    )
    .at(
        name.span,
        format!("{rows} 行互相交错，情形太多，只查了一部分"),
        format!("its {rows} rows cross in too many ways; part of them was looked at"),
    )
    .help(
        "已报告的都属实；把表拆成几张，就能查全",
        "what is reported is true; split the table to have all of it checked",
    )
}

/// A stretch between two rows of 累进 that no row covers: it would add nothing, in silence.
pub fn marginal_gap(name: &Name, keys: &str, rows: (Span, Span)) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        1705,
        format!("「{text}」的各段没有接上：{keys} 这一段没有写"),
        format!("the brackets of `{text}` leave out {keys}"),
    )
    .at(rows.1, "这一行从后面才起", "this row begins behind it")
    .at(rows.0, "这一行到前面就止", "this row ends before it")
    .help(
        "累进的各段首尾相接，后一段从前一段的止点起：0 至 1000、1000 至 2000；这一段不算的，写一行 0",
        "brackets meet: each begins where the one before ends, `0 to 1000`, `1000 to 2000`; write a row of 0 where nothing is given",
    )
}

/// A stretch that two rows of 累进 count.
pub fn marginal_overlap(name: &Name, keys: &str, rows: (Span, Span)) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        1706,
        format!("「{text}」的各段有重叠：{keys} 这一段会算两次"),
        format!("the brackets of `{text}` count {keys} twice"),
    )
    .at(rows.1, "这一行从这一段起", "this row begins there")
    .at(rows.0, "这一行也管到", "this row covers it too")
    .help(
        "累进的各段首尾相接，后一段从前一段的止点起",
        "brackets meet: each begins where the one before ends",
    )
}
