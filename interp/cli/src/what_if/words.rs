//! Words for classes, differences and reasons.

use heng_grammar::diagnostic::{Language, Message};
use heng_interp::compare::{Class, Content, Figure, FigureChange, Reason, Standing};

/// A class as a table says it.
pub(super) fn class(class: &Class, language: Language) -> String {
    let (zh, en) = class.words();
    if language == Language::Chinese { zh } else { en }.to_owned()
}

/// The class of a row that may not be there.
pub(super) fn class_of(standing: Option<&Standing>, language: Language) -> String {
    class(standing.map_or(&Class::NoRow, |standing| &standing.class), language)
}

/// `+1.20`, `−0.35`
pub(super) fn signed(difference: &str) -> String {
    match difference.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None if difference.chars().all(|c| matches!(c, '0' | '.')) => difference.to_owned(),
        None => format!("+{difference}"),
    }
}

/// `153 → 120`; one where they are the same.
pub(super) fn arrow(before: &str, after: &str) -> String {
    if before == after { before.to_owned() } else { format!("{before} → {after}") }
}

/// A place; `—` where there is none.
pub(super) fn place(rank: Option<i64>) -> String {
    rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string())
}

/// What a figure says, without its unit.
pub(super) fn content(figure: Option<&Figure>, language: Language) -> String {
    match figure.map(|figure| &figure.content) {
        None => "—".to_owned(),
        Some(Content::Number(digits)) => digits.clone(),
        Some(Content::Other(_, text)) => text.trim_matches(['「', '」']).to_owned(),
        Some(Content::Absent(why)) => {
            let (zh, en) = why.words();
            if language == Language::Chinese { zh } else { en }.to_owned()
        }
    }
}

/// A changed figure: before, after, difference.
pub(super) fn change(change: &FigureChange, language: Language) -> (String, String, String) {
    match change.numbers() {
        Some((before, after, difference)) => (before, after, signed(&difference)),
        None => {
            let of = |figure: &Option<Figure>| content(figure.as_ref(), language);
            (of(&change.before), of(&change.after), String::new())
        }
    }
}

/// `集约发展.亩均税收（分）`: the last two names of its path.
pub(super) fn named(figure: &Figure, language: Language) -> String {
    let last = figure.name.rmatch_indices('.').nth(1).and_then(|(at, _)| figure.name.get(at + 1..));
    let name = last.unwrap_or(&figure.name);
    match (figure.unit.as_str(), language) {
        ("", _) => name.to_owned(),
        (unit, Language::Chinese) => format!("{name}（{unit}）"),
        (unit, Language::English) => format!("{name} ({unit})"),
    }
}

/// How rows of a table are counted: 家 for enterprises.
pub(super) fn counter(table: &str) -> &'static str {
    if ["企业", "单位", "公司"].iter().any(|firm| table.contains(firm)) { "家" } else { "个" }
}

/// Two scores with the same number of decimals: `21.22 → 21.20`.
pub(super) fn scores(before: Option<&String>, after: Option<&String>) -> String {
    let places = decimals(before.into_iter().chain(after));
    let shown = |score: Option<&String>| score.map_or_else(|| "—".to_owned(), |score| padded(score, places));
    arrow(&shown(before), &shown(after))
}

/// The most decimals that any of some numbers has.
pub(super) fn decimals<'s>(numbers: impl IntoIterator<Item = &'s String>) -> usize {
    let of = |number: &String| number.split_once('.').map_or(0, |(_, digits)| digits.len());
    numbers.into_iter().map(of).max().unwrap_or(0)
}

/// A number with zeros after it up to so many decimals.
pub(super) fn padded(number: &str, places: usize) -> String {
    if places == 0 {
        return number.to_owned();
    }
    let (whole, digits) = number.split_once('.').unwrap_or((number, ""));
    format!("{whole}.{digits:0<places$}")
}

/// Why a row moved.
pub(super) fn reason(reason: &Reason) -> Message {
    match reason {
        Reason::Score { before, after } => {
            let scores = scores(before.as_ref(), after.as_ref());
            Message::new(
                format!("得分 {scores}（它的数据没变，是基准变了）"),
                format!("score {scores} (its data are the same; what it is measured by moved)"),
            )
        }
        Reason::Rank { before, after } => {
            let (was, is) = (place(*before), place(*after));
            let (zh, en) = match before.zip(*after) {
                Some((before, after)) if after > before => ("被别家超过", "others passed it"),
                _ => ("别家落到它后面", "others fell behind it"),
            };
            Message::new(format!("名次 {was} → {is}，{zh}"), format!("place {was} → {is}: {en}"))
        }
        Reason::Cut { class, before, after } => {
            let (was, is) = (place(*before), place(*after));
            Message::new(
                format!("{class} 的末位由第 {was} 名变为第 {is} 名"),
                format!("the last place of {class} moved from {was} to {is}"),
            )
        }
        Reason::Ranked { now: true } => {
            Message::new("现在列入排名，原来没有", "it is ranked now, and was not")
        }
        Reason::Ranked { now: false } => Message::new("不再列入排名", "it is no longer listed or ranked"),
        Reason::Moves { gained, lost } => {
            let mut zh = Vec::new();
            let mut en = Vec::new();
            if !gained.is_empty() {
                zh.push(format!("「{}」现在适用", gained.join("」「")));
                en.push(format!("{} applies now", gained.join(", ")));
            }
            if !lost.is_empty() {
                zh.push(format!("「{}」不再适用", lost.join("」「")));
                en.push(format!("{} applies no longer", lost.join(", ")));
            }
            Message::new(zh.join("，"), en.join("; "))
        }
    }
}
