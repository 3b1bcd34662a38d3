//! Numbers as documents write them in Chinese: `十五万`, `百分之三`, `三分之二`, `壹佰`, `二〇二二`.
//!
//! Exact and small: a script writes its numbers in digits, and this says which digits were meant.

/// A number in Chinese at the front of a word, and the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral<'a> {
    /// The number in digits: `15%`, `2/3`, `150`.
    pub written: String,
    /// What follows it: 万元 of 一百五十万元, since 万 belongs to the unit.
    pub rest: &'a str,
}

/// The digits, plain and as bills write them.
const DIGITS: &[(char, u64)] = &[
    ('〇', 0),
    ('零', 0),
    ('○', 0),
    ('一', 1),
    ('壹', 1),
    ('二', 2),
    ('两', 2),
    ('贰', 2),
    ('三', 3),
    ('叁', 3),
    ('四', 4),
    ('肆', 4),
    ('五', 5),
    ('伍', 5),
    ('六', 6),
    ('陆', 6),
    ('七', 7),
    ('柒', 7),
    ('八', 8),
    ('捌', 8),
    ('九', 9),
    ('玖', 9),
];

/// What multiplies the digit before it.
const TENS: &[(char, u64)] = &[('十', 10), ('拾', 10), ('百', 100), ('佰', 100), ('千', 1000), ('仟', 1000)];

/// What multiplies all before it.
const MYRIADS: &[(char, u64)] = &[('万', 10_000), ('亿', 100_000_000)];

fn worth(table: &[(char, u64)], c: char) -> Option<u64> {
    table.iter().find(|(sign, _)| *sign == c).map(|(_, value)| *value)
}

fn is_sign(c: char) -> bool {
    [DIGITS, TENS, MYRIADS].iter().any(|table| worth(table, c).is_some())
}

/// The number in Chinese that `word` begins with; nothing where it begins with none.
///
/// ```
/// use heng_grammar::vocabulary::numeral;
/// let of = |word| numeral(word).map(|read| (read.written, read.rest)).unwrap();
/// assert_eq!(of("一百五十万元"), ("150".to_owned(), "万元"));
/// assert_eq!(of("百分之十五"), ("15%".to_owned(), ""));
/// assert_eq!(of("三分之二"), ("2/3".to_owned(), ""));
/// assert_eq!(of("两年"), ("2".to_owned(), "年"));
/// assert!(numeral("税收").is_none());
/// ```
pub fn numeral(word: &str) -> Option<Numeral<'_>> {
    let word = word.strip_prefix('第').unwrap_or(word);
    for (said, sign) in [("百分之", "%"), ("千分之", "‰")] {
        if let Some(rest) = word.strip_prefix(said) {
            let (value, rest) = decimal(rest)?;
            return Some(Numeral { written: format!("{value}{sign}"), rest });
        }
    }
    let (value, rest) = decimal(word)?;
    if let Some(above) = rest.strip_prefix("分之") {
        let (above, rest) = decimal(above)?;
        return Some(Numeral { written: format!("{above}/{value}"), rest });
    }
    Some(in_unit(word, value, rest))
}

/// 万 and 亿 at the end belong to the unit that follows: 十五万元 is 15 万元.
fn in_unit<'a>(word: &'a str, value: String, rest: &'a str) -> Numeral<'a> {
    let read = word.strip_suffix(rest).unwrap_or(word);
    let last = read.chars().next_back();
    let myriad = last.and_then(|sign| worth(MYRIADS, sign));
    let shorter =
        myriad.zip(value.parse::<u64>().ok()).filter(|(of, value)| *value >= *of && value % of == 0);
    match (shorter, last) {
        (Some((of, value)), Some(sign)) if !rest.is_empty() => {
            let start = read.len() - sign.len_utf8();
            Numeral { written: (value / of).to_string(), rest: word.get(start..).unwrap_or(rest) }
        }
        _ => Numeral { written: value, rest },
    }
}

/// `一点五`, `十五`, with what follows.
fn decimal(word: &str) -> Option<(String, &str)> {
    let (whole, rest) = whole(word)?;
    let Some(point) = rest.strip_prefix('点') else { return Some((whole, rest)) };
    let end = point.find(|c| worth(DIGITS, c).is_none()).unwrap_or(point.len());
    let (digits, rest_after) = point.split_at_checked(end)?;
    if digits.is_empty() {
        return Some((whole, rest));
    }
    let digits: String =
        digits.chars().filter_map(|c| worth(DIGITS, c)).map(|digit| digit.to_string()).collect();
    Some((format!("{whole}.{digits}"), rest_after))
}

fn whole(word: &str) -> Option<(String, &str)> {
    let end = word.find(|c| !is_sign(c)).unwrap_or(word.len());
    let (signs, rest) = word.split_at_checked(end).filter(|(signs, _)| !signs.is_empty())?;
    let has_powers = signs.chars().any(|c| worth(DIGITS, c).is_none());
    if !has_powers {
        let digits: String =
            signs.chars().filter_map(|c| worth(DIGITS, c)).map(|digit| digit.to_string()).collect();
        return Some((digits, rest));
    }
    // A bare 万 or 百 is no number.
    let begins = signs.chars().next().is_some_and(|c| worth(DIGITS, c).is_some() || matches!(c, '十' | '拾'));
    begins.then(|| value(signs)).flatten().map(|value| (value.to_string(), rest))
}

/// 一万五千 and the like; nothing where it is too large.
fn value(signs: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    for c in signs.chars() {
        if let Some(value) = worth(DIGITS, c) {
            digit = Some(value);
        } else if let Some(ten) = worth(TENS, c) {
            section = section.checked_add(digit.take().unwrap_or(1).checked_mul(ten)?)?;
        } else if let Some(myriad) = worth(MYRIADS, c) {
            section = section.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(section)?.checked_mul(myriad)?;
            section = 0;
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_of_documents() {
        let of = |word| numeral(word).map(|read| (read.written, read.rest));
        let is = |written: &str, rest| Some((written.to_owned(), rest));
        assert_eq!(of("三家"), is("3", "家"));
        assert_eq!(of("十五万元"), is("15", "万元"));
        assert_eq!(of("一万五千元"), is("15000", "元"));
        assert_eq!(of("一百五十万"), is("1500000", ""));
        assert_eq!(of("二十"), is("20", ""));
        assert_eq!(of("一千零五"), is("1005", ""));
        assert_eq!(of("二〇二二年"), is("2022", "年"));
        assert_eq!(of("壹佰贰拾叁元"), is("123", "元"));
        assert_eq!(of("一点五倍"), is("1.5", "倍"));
        assert_eq!(of("百分之零点五"), is("0.5%", ""));
        assert_eq!(of("千分之三"), is("3‰", ""));
        assert_eq!(of("第二"), is("2", ""));
        assert_eq!(of("三点共识"), is("3", "点共识"));
        assert_eq!(of("万元"), None);
        assert_eq!(of("百强"), None);
    }
}
