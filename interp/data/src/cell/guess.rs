//! What was probably meant by a cell that cannot be read: said beside the fault, never taken.

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_grammar::diagnostic::Message;
use heng_interp::table::{ColumnRule, number_text};
use heng_interp::value::Date;

use super::number::plain;
use crate::fold::{comparable, fold};

/// What a cell seems to mean.
pub struct Guess {
    /// Why, and what to do.
    pub advice: Message,
    /// What to write instead; a blank cell is an empty text.
    pub instead: Option<String>,
}

fn guess(zh: impl Into<String>, en: impl Into<String>, instead: Option<String>) -> Guess {
    Guess { advice: Message::new(zh, en), instead }
}

/// Words and signs for nothing.
const NOTHING: [&str; 26] = [
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "－",
    "/",
    "//",
    "\\",
    "无",
    "暂无",
    "没有",
    "无数据",
    "n/a",
    "na",
    "null",
    "none",
    "nan",
    ".",
    "…",
    "*",
    "空",
    "未填",
    "不详",
    "缺",
];

/// What `text` in a column of numbers seems to mean.
pub fn number(rule: &ColumnRule, text: &str) -> Guess {
    let body = comparable(text);
    nothing(rule, &body)
        .or_else(|| letters(&body))
        .or_else(|| chinese(&body))
        .or_else(|| about(&body))
        .or_else(|| range(&body))
        .or_else(|| separators(text))
        .unwrap_or_else(|| {
            guess(
                "只写数字，单位写在表头或脚本里",
                "write figures only; the unit belongs in the header or the script",
                None,
            )
        })
}

/// A word or sign for nothing.
pub fn nothing(rule: &ColumnRule, body: &str) -> Option<Guess> {
    if !NOTHING.contains(&body) {
        return None;
    }
    let name = &rule.name;
    Some(if rule.may_be_left_out() {
        guess(
            format!("如果表示没有数据，请留空：「{name}」允许为空"),
            format!("if it stands for no data, leave the cell blank: `{name}` may be blank"),
            Some(String::new()),
        )
    } else {
        guess(
            format!("如果表示没有数据，请留空；「{name}」要允许为空，须有“可缺”"),
            format!("if it stands for no data, leave the cell blank; `{name}` must be `optional` for that"),
            None,
        )
    })
}

/// `117.4O`, `l2`: letters that look like figures.
fn letters(body: &str) -> Option<Guess> {
    let figure = |c: char| match c {
        'o' | '〇' => '0',
        'l' | 'i' | '|' => '1',
        'z' => '2',
        's' => '5',
        other => other,
    };
    let mended: String = body.chars().map(figure).collect();
    let figures = body.chars().filter(char::is_ascii_digit).count();
    let strange = body.chars().filter(|c| figure(*c) != *c).count();
    let number = plain(&mended.replace(',', "")).filter(|_| figures > strange && strange > 0)?;
    let instead = number_text(&number.to_rational());
    Some(guess(
        "数里混进了字母（O 和 0、l 和 1、Z 和 2、S 和 5 很像），核对后改正",
        "letters stand among the figures (O looks like 0, l like 1, Z like 2, S like 5): check and correct them",
        Some(instead),
    ))
}

/// `三百二十`, `一点五`: a number in words.
fn chinese(body: &str) -> Option<Guess> {
    let number = chinese_number(body)?;
    Some(guess("数要用阿拉伯数字写", "numbers are written in figures", Some(number_text(&number))))
}

/// The number that Chinese numerals say: units by position (三百二十) or figure by figure (二〇二二).
fn chinese_number(text: &str) -> Option<RBig> {
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '零' => Some(0),
            '两' => Some(2),
            _ => None,
        })
    };
    let power = |c: char| match c {
        '十' => Some(10_u64),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    if text.is_empty() || text.chars().count() > 20 {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        let digits: String = text.chars().filter_map(digit).map(|d| d.to_string()).collect();
        return digits.parse::<IBig>().ok().map(RBig::from);
    }
    let (mut whole, mut section, mut last) = (0_u64, 0_u64, None);
    for c in text.chars() {
        match (digit(c), power(c)) {
            (Some(d), _) => last = Some(u64::try_from(d).ok()?),
            (_, Some(power)) => section += last.take().unwrap_or(1) * power,
            _ if c == '万' || c == '亿' => {
                let factor = if c == '万' { 10_000 } else { 100_000_000 };
                whole = (whole + section + last.take().unwrap_or(0)).checked_mul(factor)?;
                section = 0;
            }
            _ => return None,
        }
    }
    Some(RBig::from(whole + section + last.unwrap_or(0)))
}

/// `约30`, `30左右`, `≥30`: a number that is not said exactly.
fn about(body: &str) -> Option<Guess> {
    let words = ["大约", "约", "近", "超过", "超", "不足", "不到", "≥", ">=", "≤", "<=", ">", "<", "≈", "~"];
    let ends = ["左右", "以上", "以下", "多", "余", "+"];
    let front = words.iter().find_map(|word| body.strip_prefix(word));
    let back = ends.iter().find_map(|word| body.strip_suffix(word));
    plain(front.or(back)?)?;
    Some(guess(
        "要写确切的数，不写约数和大于小于",
        "write the exact number, not `about` or `more than`",
        None,
    ))
}

/// `10-20`, `3~5`: two numbers.
fn range(body: &str) -> Option<Guess> {
    let (first, second) = body.split_once(['-', '~', '至', '—', '–', '/'])?;
    let both = plain(first).is_some() && plain(second).is_some();
    both.then(|| guess("一格只写一个数", "write one number in a cell", None))
}

/// `1,23`, `1 234`: marks in the wrong place.
fn separators(text: &str) -> Option<Guess> {
    let folded = fold(text);
    let figures: String = folded.chars().filter(|c| !matches!(c, ',' | ' ' | '\'' | '’')).collect();
    plain(&figures).filter(|_| figures != *folded)?;
    Some(if folded.contains(',') {
        guess(
            "逗号不在千分位上：是小数点写成了逗号，还是漏了数字？",
            "the comma does not part thousands: is it a decimal point, or is a figure missing?",
            None,
        )
    } else {
        guess("数字中间不能有空格", "no blanks within a number", Some(figures))
    })
}

/// What `text` in a column of days seems to mean.
pub fn day(rule: &ColumnRule, text: &str) -> Option<Guess> {
    let body = comparable(text);
    if let Some(nothing) = nothing(rule, &body) {
        return Some(nothing);
    }
    let bare = body.trim_end_matches(['日', '号', '月']);
    let parts: Vec<&str> = bare.split(['-', '/', '.', '年', '月']).collect();
    let numbers: Option<Vec<i32>> = parts.iter().map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [year, month] if (1000..=9999).contains(year) && (1..=12).contains(month) => Some(guess(
            format!("只有年月，还差日：写成 {year}-{month:02}-01 这样的日期"),
            format!("the day is missing: write a date such as {year}-{month:02}-01"),
            None,
        )),
        [year] if (1900..=2100).contains(year) => {
            Some(guess("只有年份，还差月日", "month and day are missing", None))
        }
        [year, month, day] if (1000..=9999).contains(year) => no_such_day(*year, *month, *day),
        [year @ 0..=99, month, day @ 0..=31] => two_digits(*year, *month, *day),
        [day, month, year] if (1000..=9999).contains(year) => Some(guess(
            "年份要写在最前面，如 2022-01-31",
            "the year comes first, such as 2022-01-31",
            calendar(*year, *month, *day).filter(|_| *day > 12).map(|day| day.to_string()),
        )),
        _ => None,
    }
}

fn calendar(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::from_calendar(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// A month or a day that the calendar has not.
fn no_such_day(year: i32, month: i32, day: i32) -> Option<Guess> {
    if !(1..=12).contains(&month) {
        return Some(guess(format!("没有 {month} 月"), format!("there is no month {month}"), None));
    }
    let last = (28..=31).rev().find(|last| calendar(year, month, *last).is_some())?;
    (day > last || day == 0).then(|| {
        guess(
            format!("{year} 年 {month} 月只有 {last} 天"),
            format!("month {month} of {year} has {last} days"),
            None,
        )
    })
}

/// `22.3.1`: a year without its century.
fn two_digits(year: i32, month: i32, day: i32) -> Option<Guess> {
    let full = calendar(2000 + year, month, day)?;
    Some(guess(
        "年份要写四位",
        "write the year with four figures",
        Some(full.to_string()).filter(|_| year <= 49),
    ))
}

#[cfg(test)]
mod tests {
    use heng_interp::table::{ColumnKind, NumberRule};

    use super::*;

    #[test]
    fn what_was_probably_meant_is_said() {
        let mut rule = ColumnRule::new("税收", ColumnKind::Number(NumberRule::default()));
        rule.optional = true;
        let meant = |text| number(&rule, text).instead;
        for (text, instead) in [
            ("117.4O", Some("117.4")),
            ("l2", None),
            ("1l2", Some("112")),
            ("—", Some("")),
            ("N/A", Some("")),
            ("三百二十", Some("320")),
            ("十二", Some("12")),
            ("一千二百万", Some("12000000")),
            ("二〇二二", Some("2022")),
            ("1 234", Some("1234")),
            ("1,23", None),
            ("约30", None),
            ("10-20", None),
            ("甲", None),
        ] {
            assert_eq!(meant(text).as_deref(), instead, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_day_is_said() {
        let rule = ColumnRule::new("供地日期", ColumnKind::Date);
        let said = |text| day(&rule, text).map(|guess| guess.advice.zh);
        assert_eq!(said("2021-09-31").as_deref(), Some("2021 年 9 月只有 30 天"));
        assert_eq!(said("2021年13月1日").as_deref(), Some("没有 13 月"));
        assert_eq!(said("2022.3").as_deref(), Some("只有年月，还差日：写成 2022-03-01 这样的日期"));
        assert_eq!(said("2022年3月").as_deref(), Some("只有年月，还差日：写成 2022-03-01 这样的日期"));
        assert_eq!(said("22.3.1").as_deref(), Some("年份要写四位"));
        assert_eq!(said("31/1/2022").as_deref(), Some("年份要写在最前面，如 2022-01-31"));
        assert_eq!(said("昨天"), None);
    }
}
