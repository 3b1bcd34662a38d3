//! H0711 to H0713: documents that cannot be brought in; H0730 to H0733: which are in force.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;
use heng_grammar::tree::Path;

use super::version::Period;
use crate::suggest::offer_word;
use crate::value::Date;

/// The names of a path joined by dots.
pub fn dotted(path: &Path) -> String {
    path.names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(".")
}

/// `引用 南通.没有的办法`
pub fn unknown_document(path: &Path, known: &[String]) -> Diagnostic {
    let name = dotted(path);
    let diagnostic = Diagnostic::error(
        711,
        format!("找不到文件「{name}」"),
        format!("there is no document `{name}`"),
    )
    .at(path.span, "引用了它", "used here");
    let offered = offer_word(diagnostic.clone(), path.span, &name, known.iter().map(String::as_str));
    if offered != diagnostic {
        return offered;
    }
    diagnostic.help(
        "请检查名称，或把文件放在脚本旁边的同名文件夹里",
        "look at the name, or put the document beside the script in folders of its path",
    )
}

/// Documents that use each other.
pub fn round(path: &Path) -> Diagnostic {
    let name = dotted(path);
    Diagnostic::error(
        712,
        format!("文件互相引用：「{name}」又引用了回来"),
        format!("documents use each other: `{name}` is being read already"),
    )
    .at(path.span, "这里引用回去了", "used again here")
}

/// `修改 某办法 { … }` where no document used here has that name.
pub fn nothing_to_amend(span: Span, name: &str, used: &[&str]) -> Diagnostic {
    let (zh, en) = match name.is_empty() {
        true => (
            "没有引用别的文件，没有可以修改的内容".to_owned(),
            "no document is used here, so there is nothing to amend".to_owned(),
        ),
        false => (
            format!("没有引用过「{name}」，不能修改它"),
            format!("`{name}` is not used here, so it cannot be amended"),
        ),
    };
    let fault = Diagnostic::error(713, zh, en).at(span, "要修改的是这里", "to be amended").help(
        "请先写「引用 …」；自己写的内容直接改就行",
        "write `use …` first; what this script says itself is changed in place",
    );
    offer_word(fault, span, name, used.iter().copied())
}

/// Dated amendments, and no day to choose by.
pub fn no_day(span: Span, from: &[Date]) -> Diagnostic {
    let days = from.iter().map(ToString::to_string).collect::<Vec<_>>();
    Diagnostic::warning(
        730,
        "有按日期施行的修改，没有给出评价日：按全部修改之后的文本办理",
        "amendments have dates and the run has none: all of them are taken as in force",
    )
    .at(span, "从这一天起施行的修改", "an amendment with a date")
    .help(
        format!("文本在这些日子有变动：{}；用 `--as-of 日期` 指明以哪一天为准", days.join("、")),
        format!("the text changes on {}; say which day is meant with `--as-of DATE`", days.join(", ")),
    )
}

/// `--as-of` before the first day of a document, or after its last.
pub fn out_of_force(span: Span, name: &str, period: Period, on: Date) -> Diagnostic {
    let not_yet = period.from.filter(|from| on < *from);
    let (zh, en) = match (not_yet, period.to) {
        (Some(from), _) => (
            format!("{on} 时「{name}」还没有施行，从 {from} 起施行"),
            format!("on {on} `{name}` is not yet in force; it begins on {from}"),
        ),
        (None, Some(to)) => (
            format!("{on} 时「{name}」已经失效，施行到 {to} 为止"),
            format!("on {on} `{name}` is no longer in force; it ended on {to}"),
        ),
        (None, None) => (format!("{on} 时「{name}」不在施行"), format!("on {on} `{name}` is not in force")),
    };
    Diagnostic::error(if not_yet.is_some() { 731 } else { 732 }, zh, en)
        .at(span, "施行日期写在这里", "its dates stand here")
        .help(
            "换一个评价日，或引用那一天施行的文件",
            "give another day with --as-of, or use the document in force on that day",
        )
}

/// `施行 2022-12-28 起 至 2021-12-31`
pub fn ends_before_it_begins(span: Span, from: Date, to: Date) -> Diagnostic {
    Diagnostic::error(
        733,
        format!("施行到 {to} 为止，却从 {from} 才起"),
        format!("it ends on {to} before it begins on {from}"),
    )
    .at(span, "早于施行的第一天", "earlier than its first day")
}

/// `施行 2022-02-30 起`
pub fn no_such_day(span: Span) -> Diagnostic {
    Diagnostic::error(733, "日历上没有这一天", "the calendar has no such day").at(
        span,
        "要写成 2022-12-28 或 2022年",
        "write 2022-12-28 or 2022年",
    )
}

/// An amendment that ends, and nothing that says what then holds.
pub fn old_text_returns(span: Span, from: Date) -> Diagnostic {
    Diagnostic::warning(
        734,
        format!("这处修改到期以后，从 {from} 起恢复修改以前的文本"),
        format!("when this amendment ends, the text before it holds again from {from}"),
    )
    .at(span, "有效期写在这里", "it ends by what is said here")
    .help(
        format!("若是全文失效，另写「修改 … 施行 {from} 起 {{ 停止执行 }}」；若有后续文件，写上它的修改"),
        format!("if all lapses, add `amend … effective {from} onward {{ repeal }}`; if a later document follows, write its amendment"),
    )
}

/// Two amendments of the same in one period.
pub fn two_versions(path: &str, shared: Period, one: Span, other: Span) -> Diagnostic {
    let (from, to) = (shared.from.map(|d| d.to_string()), shared.to.map(|d| d.to_string()));
    let zh = match (&from, &to) {
        (Some(from), Some(to)) => format!("{from} 至 {to}"),
        (Some(from), None) => format!("{from} 起"),
        (None, Some(to)) => format!("至 {to}"),
        (None, None) => "一直".to_owned(),
    };
    let en = match (&from, &to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "always".to_owned(),
    };
    Diagnostic::new(
        735,
        Severity::Note,
        Message::new(
            format!("{zh}有两处修改都改了「{path}」，以后写的为准"),
            format!("{en} two amendments change `{path}`; the later one holds"),
        ),
    )
    .at(other, "以这一处为准", "this one holds")
    .at(one, "这一处先写", "this one is written first")
}
