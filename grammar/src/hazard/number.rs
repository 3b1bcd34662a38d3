//! Numbers, years and dates.

use super::Found;
use super::scan::Scan;
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::token::TokenKind as K;
use crate::vocabulary::is_magnitude;

/// H0113 `2022年4月1日`
pub fn chinese_date(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.touch(at, &[K::Year, K::Number, K::Name]) {
        return None;
    }
    let rest = fold(scan.text(at + 2)).into_owned();
    let day_text = rest.strip_prefix('月')?;
    let digits = day_text.find(|c: char| !c.is_ascii_digit()).unwrap_or(day_text.len());
    let (digits, after) = day_text.split_at_checked(digits)?;
    let after = after.strip_prefix(['日', '号']).unwrap_or(after);
    let year: u32 =
        fold(scan.text(at)).chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let month: u32 = fold(scan.text(at + 1)).parse().ok()?;
    let span = scan.span(at, 3);
    let fault =
        Diagnostic::error(113, "日期要写成「年-月-日」的数字", "a date is written in digits and hyphens")
            .at(span, "日期不能这样写", "dates are not written this way")
            .help("如：2022-04-01；表示从这一天起，后面空一格写「起」", "as in 2022-04-01");
    let fault = match digits.parse::<u32>() {
        Ok(day) => {
            let date =
                format!("{year:04}-{month:02}-{day:02}{}{after}", if after.is_empty() { "" } else { " " });
            fault.mend(span, date.clone(), format!("改为 {date}"), format!("write {date}"), true)
        }
        Err(_) => fault,
    };
    Some((fault, 3))
}

/// How many tokens from `at` on are one number with what touches it: `10%`, `500万元`, `2022年`.
fn quantity(scan: &Scan<'_>, at: usize) -> Option<usize> {
    match scan.kind(at)? {
        K::Year => Some(1),
        K::Number => match scan.kind(at + 1) {
            Some(K::Percent | K::Name | K::UnitName) => Some(2),
            _ => Some(1),
        },
        _ => None,
    }
}

/// H0104 `2022-2024`, `101－300`, `10%-70%`: two numbers joined by a touching minus.
pub fn range_as_subtraction(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let left = quantity(scan, at)?;
    if scan.kind(at + left) != Some(K::Minus) {
        return None;
    }
    let right = quantity(scan, at + left + 1)?;
    let count = left + 1 + right;
    let (from, to) = (scan.words(at, left), scan.words(at + left + 1, right));
    let span = scan.span(at, count);
    let fault = Diagnostic::error(104, "看不出是范围还是减法", "this may be a range or a subtraction")
        .at(span, "两个数之间紧挨着「-」", "two numbers joined by a touching `-`")
        .help(
            format!("范围写「{from} 至 {to}」，减法在「-」两边留空格"),
            format!("write a range as `{from} to {to}`, and a subtraction with blanks around `-`"),
        )
        .mend(span, format!("{from} 至 {to}"), "改为范围", "make it a range", false)
        .mend(span, format!("{from} - {to}"), "改为减法", "make it a subtraction", false);
    Some((fault, count))
}

/// H0106 `1,000`
pub fn thousands(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let first = scan.text(at);
    if scan.kind(at)? != K::Number || first.chars().count() > 3 {
        return None;
    }
    let mut count = 1;
    while scan.touch(at + count, &[K::Comma, K::Number]) && is_ascii_group(scan, at + count) {
        count += 2;
    }
    if count == 1 {
        return None;
    }
    let plain: String = scan.words(at, count).chars().filter(|c| *c != ',').collect();
    let spaced = scan.words(at, count).replace(',', ", ");
    let span = scan.span(at, count);
    let fault = Diagnostic::error(106, "数字里不能用逗号分节", "a number cannot hold commas")
        .at(span, "是一个数，还是几个数？", "one number, or several?")
        .help(
            format!("一个数写「{plain}」；几个数在逗号后留空格"),
            format!("write one number as `{plain}`; leave a blank after the comma between several"),
        )
        .mend(span, plain.clone(), format!("改为 {plain}"), format!("write {plain}"), false)
        .mend(span, spaced, "作为几个数", "make it several numbers", false);
    Some((fault, count))
}

/// `,000` or `,000.5` with an ASCII comma.
fn is_ascii_group(scan: &Scan<'_>, at: usize) -> bool {
    let digits = fold(scan.text(at + 1)).into_owned();
    scan.text(at) == "," && digits.split('.').next().is_some_and(|whole| whole.len() == 3)
}

/// H0114 `3000 年`: neither a year nor a duration anyone means.
pub fn absurd_year(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Number {
        return None;
    }
    let value: f64 = fold(scan.text(at)).parse().ok()?;
    let unit = scan.next(at).filter(|&next| {
        scan.kind(next) == Some(K::Name) && matches!(scan.text(next), "年" | "year" | "years")
    })?;
    if value < 1900.0 {
        return None;
    }
    let count = unit + 1 - at;
    let fault = Diagnostic::error(114, "年份应在 1900 年至 2199 年之间", "a year lies between 1900 and 2199")
        .at(scan.span(at, count), "既不是年份，也不像年数", "neither a year nor a likely number of years")
        .help("核对这个数", "check the number");
    Some((fault, count))
}

/// H0116 `1000万`: a magnitude with no unit after it.
pub fn magnitude_without_unit(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Number {
        return None;
    }
    let word =
        scan.next(at).filter(|&next| scan.kind(next) == Some(K::Name) && is_magnitude(scan.text(next)))?;
    let count = word + 1 - at;
    let (number, magnitude) = (scan.text(at), scan.text(word));
    let money = format!("{number} {magnitude}元");
    let span = scan.span(at, count);
    let fault =
        Diagnostic::error(116, format!("「{magnitude}」后面缺单位"), format!("`{magnitude}` lacks its unit"))
            .at(span, "没有写计的是什么", "what it counts is not said")
            .help(
                format!("「万」「亿」要和单位连写，如「{money}」"),
                format!("万 and 亿 are written together with a unit, as `{money}`"),
            )
            .mend(span, money.clone(), format!("改为「{money}」"), format!("write `{money}`"), false);
    Some((fault, count))
}

/// H0123 `90万元/占地面积`: a touching `/` makes what follows part of the unit, but it is a name of the text.
pub fn division_like_unit(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Number {
        return None;
    }
    let unit = scan.next(at).filter(|&next| matches!(scan.kind(next), Some(K::Name | K::UnitName)))?;
    if !scan.touch(unit + 1, &[K::Divide, K::Name]) {
        return None;
    }
    let name = scan.text(unit + 2);
    if scan.units.knows(name) || !scan.names.contains(name) {
        return None;
    }
    let span = scan.span(unit + 1, 1);
    let fault = Diagnostic::error(
        123,
        format!("「{name}」会被读成单位的一部分"),
        format!("`{name}` would be read as part of the unit"),
    )
    .at(scan.span(unit + 1, 2), "紧挨着的「/」把单位连在一起", "a touching `/` joins units")
    .help("相除时在「/」两边留空格", "leave blanks around `/` to divide")
    .mend(span, " / ", "改为相除", "make it a division", true);
    Some((fault, unit + 3 - at))
}

/// H0121 `.5`
pub fn bare_fraction(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.touch(at, &[K::Dot, K::Number]) {
        return None;
    }
    let touches_before =
        at > 0 && scan.kind(at - 1).is_some_and(|kind| !kind.is_trivia() && !is_opener(kind));
    if touches_before {
        return None;
    }
    let digits = scan.text(at + 1);
    let span = scan.span(at, 2);
    let fault = Diagnostic::error(121, "小数点前要写 0", "a digit is missing before the point")
        .at(span, "小数点前没有数字", "nothing before the point")
        .help(format!("写成「0.{digits}」"), format!("write `0.{digits}`"))
        .mend(span, format!("0.{digits}"), "补上 0", "add the 0", true);
    Some((fault, 2))
}

fn is_opener(kind: K) -> bool {
    kind.is_binary_operator()
        || matches!(kind, K::OpenParen | K::OpenBracket | K::Comma | K::Colon | K::OpenBrace)
}
