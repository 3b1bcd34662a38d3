//! Signs that an input method or a document puts where another is meant.

use super::Found;
use super::scan::Scan;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::TokenKind as K;

/// H0105 `10%～70%`, `2020—2022`
pub fn range_dash(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::RangeDash {
        return None;
    }
    let text = scan.text(at);
    let span = scan.span(at, 1);
    let fault = Diagnostic::error(
        105,
        format!("不能用「{text}」表示范围"),
        format!("a range is not written with `{text}`"),
    )
    .at(span, "范围用「至」", "a range is written with `to`")
    .help("范围写「甲 至 乙」，减法写「甲 - 乙」", "write a range as `a to b`, a subtraction as `a - b`")
    .mend(span, " 至 ", "改为「至」", "write 至", matches!(text, "～" | "~"));
    // A tilde is never a minus.
    let fault = match text {
        "～" | "~" => fault,
        _ => fault.mend(span, " - ", "改为减号", "write a minus", false),
    };
    Some((fault, 1))
}

/// H0108 `亩均税收《5`: what an input method gives for `<`.
pub fn book_mark(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::BookMark {
        return None;
    }
    let text = scan.text(at);
    let opens = matches!(text, "《" | "〈");
    let close = opens.then(|| closing_mark(scan, at)).flatten();
    if let Some(close) = close {
        let count = close + 1 - at;
        let words = scan.words(at, count);
        let span = scan.span(at, count);
        let fault = Diagnostic::error(108, "文件名要写在引号里", "the title of a document belongs in quotes")
            .at(span, "书名号在脚本里没有意义", "《》 mean nothing here")
            .help(
                format!("写成 \"{words}\"；比较大小用「<」「>」"),
                format!("write \"{words}\"; compare with < and >"),
            )
            .mend(span, format!("\"{words}\""), "写在引号里", "put it in quotes", false);
        return Some((fault, count));
    }
    let doubled = scan.kind(at + 1) == Some(K::Equal);
    let operator = match (opens, doubled) {
        (true, false) => "<",
        (true, true) => "≤",
        (false, false) => ">",
        (false, true) => "≥",
    };
    let count = if doubled { 2 } else { 1 };
    let span = scan.span(at, count);
    let fault =
        Diagnostic::error(108, format!("「{text}」不是比较符号"), format!("`{text}` is no comparison"))
            .at(span, format!("这里应当是「{operator}」"), format!("`{operator}` is meant here"))
            .help("中文输入法下按「<」「>」会得到书名号；改为「<」「>」「≤」「≥」", "use < > ≤ ≥")
            .mend(span, operator, format!("改为「{operator}」"), format!("write `{operator}`"), true);
    Some((fault, count))
}

/// In tokens; a longer title is not looked for.
const LONGEST_TITLE: usize = 64;

fn closing_mark(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut place = at;
    for _ in 0..LONGEST_TITLE {
        let next = scan.next(place)?;
        if matches!(scan.text(next), "》" | "〉") {
            // 5《x《7》 is a comparison still; a title holds words only.
            let words = (at + 1..next)
                .all(|i| matches!(scan.kind(i), Some(K::Name | K::Blank | K::Number | K::Year)));
            return words.then_some(next);
        }
        place = next;
    }
    None
}

/// H0117 `==`, `=>`, `=<`, `<>`, `&&`, `||`
pub fn doubled_operator(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let meant = match (scan.kind(at)?, scan.kind(at + 1)?) {
        (K::Equal, K::Equal) => "=",
        (K::Equal, K::Greater) => "≥",
        (K::Equal, K::Less) => "≤",
        (K::Less, K::Greater) => "≠",
        (K::Bar, K::Bar) => "或",
        (K::Unknown, K::Unknown) if scan.text(at) == "&" && scan.text(at + 1) == "&" => "且",
        _ => return None,
    };
    let (text, span) = (scan.words(at, 2), scan.span(at, 2));
    let replacement = if matches!(meant, "或" | "且") { format!(" {meant} ") } else { meant.to_owned() };
    let fault =
        Diagnostic::error(117, format!("没有「{text}」这个符号"), format!("there is no operator `{text}`"))
            .at(span, format!("这里应当是「{meant}」"), format!("`{meant}` is meant here"))
            .help("比较用 = ≠ < ≤ > ≥，逻辑用 且 或 非", "compare with = ≠ < ≤ > ≥, join with: and or not")
            .mend(span, replacement, format!("改为「{meant}」"), format!("write `{meant}`"), true);
    Some((fault, 2))
}

/// H0118 `合计(企业。实缴税金)`: a full stop where a point is meant.
pub fn stop_for_dot(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let is_operand = |kind: Option<K>| matches!(kind, Some(K::Name | K::QuotedName | K::Number));
    let after_bracket = at > 0 && matches!(scan.kind(at - 1), Some(K::CloseParen | K::CloseBracket));
    let before = at > 0 && (is_operand(scan.kind(at - 1)) || after_bracket);
    if scan.kind(at)? != K::Stop || !scan.in_brackets(at) || !before || !is_operand(scan.kind(at + 1)) {
        return None;
    }
    let span = scan.span(at, 1);
    let fault = Diagnostic::error(
        118,
        "「。」不是小数点，也不连接名称",
        "`。` is no decimal point and joins no names",
    )
    .at(span, "这里应当是「.」", "`.` is meant here")
    .help("「。」只用来结束一条", "`。` ends an entry")
    .mend(span, ".", "改为「.」", "write `.`", true);
    Some((fault, 1))
}

/// H0119: a `、` that separates neither the members of a list nor keys; for the parser, which knows where it stands.
pub fn pause(span: Span) -> Diagnostic {
    Diagnostic::error(119, "这里不能用「、」", "`、` cannot stand here")
        .at(span, "「、」只在括号里和查表的键里分隔各项", "it separates the items of a list or of keys only")
        .help(
            "分隔各项用「，」；中文输入法下按「/」会得到「、」，要相除请改为「/」；名称里有「、」时写在「」里",
            "separate with `,`; divide with `/`, for which an input method gives `、`; put a name that holds it in 「」",
        )
        .mend(span, "，", "改为逗号", "write a comma", false)
        .mend(span, " / ", "改为相除", "make it a division", false)
}

/// H0125 `￥100`: the sign of money before the number.
pub fn money_sign(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let sign = scan.text(at);
    let number = scan.next(at).filter(|&next| scan.kind(next) == Some(K::Number))?;
    if !matches!(sign, "￥" | "¥" | "＄" | "$") {
        return None;
    }
    let count = number + 1 - at;
    let unit = scan.next(number).filter(|&next| scan.kind(next) == Some(K::Name));
    let has_unit = unit.is_some_and(|unit| scan.units.knows(scan.text(unit)));
    let digits = scan.text(number);
    let written = if has_unit { digits.to_owned() } else { format!("{digits} 元") };
    let span = scan.span(at, count);
    let fault = Diagnostic::error(125, "金额的单位写在数字后面", "the unit of money follows the number")
        .at(span, format!("「{sign}」不能写在前面"), format!("`{sign}` cannot stand before it"))
        .help("如：100 元、20 万元", "as in 100 元, 20 万元");
    let fault = if matches!(sign, "￥" | "¥") {
        fault.mend(span, written.clone(), format!("改为「{written}」"), format!("write `{written}`"), true)
    } else {
        fault
    };
    Some((fault, count))
}

/// H0103: a character that means nothing in a script.
pub fn unknown(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Unknown {
        return None;
    }
    let text = scan.text(at);
    let mut count = 1;
    while scan.kind(at + count) == Some(K::Unknown) && scan.text(at + count) == text {
        count += 1;
    }
    let span = scan.span(at, count);
    let words = scan.words(at, count);
    let fault = Diagnostic::error(
        103,
        format!("脚本里不能用「{words}」"),
        format!("`{words}` means nothing in a script"),
    )
    .at(span, "不认识的符号", "not a sign of the language");
    let fault = match advice(text) {
        Some((zh, en)) => fault.help(zh, en),
        None => fault.help(
            "名称里有这个符号时写在「」里，文本写在引号里",
            "put a name that holds it in 「」, a text in quotes",
        ),
    };
    Some((fault, count))
}

fn advice(text: &str) -> Option<(&'static str, &'static str)> {
    Some(match text {
        "￥" | "¥" | "$" | "＄" => {
            ("金额的单位写在数字后面：100 元", "the unit of money follows the number: 100 元")
        }
        "…" => {
            ("不能省略；名单没有列完时最后写「等」", "nothing can be left out; an open list ends in `etc`")
        }
        "‘" | "’" | "'" | "＇" | "`" => {
            ("文本用双引号：\"…\" 或 “…”", "texts take double quotes: \"…\"")
        }
        "!" | "！" => ("「不」写作「非」，「不等于」写作「≠」", "negate with `not`, compare with ≠"),
        "^" | "＾" => {
            ("没有乘方；面积单位写「㎡」或「平方米」", "there are no powers; units of area are ㎡ or 平方米")
        }
        "?" | "？" => ("条件写「若 … 则 … 否则 …」", "write a condition as: if … then … else …"),
        "&" | "＆" => ("「并且」写作「且」", "join conditions with `and`"),
        "#" | "＃" => ("注释用「//」", "comments begin with //"),
        "\\" | "＼" => ("相除用「/」", "divide with /"),
        "』" | "『" | "」" => ("名称用「」成对括起", "names are quoted with 「 and 」 in pairs"),
        "”" | "〞" | "〝" => ("文本的引号要成对：“…”", "quotation marks come in pairs: “…”"),
        _ => return None,
    })
}
