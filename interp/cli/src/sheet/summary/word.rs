//! Wordings that several sections use.

use heng_interp::number::{parse_decimal, print_fixed};
use heng_interp::survey::UNDECIDED;

use super::Face;

impl Face<'_, '_, '_> {
    /// How rows of a table are counted: 家 for enterprises, else 个; nothing in English.
    pub(super) fn counter(&self, table: &str) -> &'static str {
        let firms = ["企业", "单位", "公司", "机构"].iter().any(|word| table.contains(word));
        self.words.pick(if firms { "家" } else { "个" }, "")
    }

    /// A class in a sentence: `A 类`, and other names as they are.
    pub(super) fn class(&self, class: &str) -> String {
        let letter = class.chars().count() <= 2 && class.is_ascii() && !class.is_empty();
        match class {
            "" => self.words.pick("没有等级", "no class").to_owned(),
            UNDECIDED => self.words.pick(UNDECIDED, "undecided").to_owned(),
            _ if letter => self.say(|| format!("{class} 类"), || format!("class {class}")),
            _ => class.to_owned(),
        }
    }

    /// A class in a table or a picture.
    pub(super) fn class_name(&self, class: &str) -> String {
        match class {
            "" => self.words.pick("无等级", "none").to_owned(),
            UNDECIDED => self.words.pick(UNDECIDED, "undecided").to_owned(),
            _ => class.to_owned(),
        }
    }

    /// `三、五` of articles.
    pub(super) fn articles(&self, articles: &[String]) -> String {
        self.words.join(articles)
    }

    /// A name in a sentence.
    pub(super) fn quoted(&self, name: &str) -> String {
        self.say(|| format!("「{name}」"), || format!("“{name}”"))
    }
}

/// A share with one decimal: `9.5%`; half up. Empty of nothing.
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let tenths = (part * 2000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// An amount to be read and not to be added up: of five digits and more without decimals, else with two at most.
pub(super) fn readable(digits: &str) -> String {
    let Some(number) = parse_decimal(digits) else { return digits.to_owned() };
    if is_long(digits) {
        return print_fixed(&number, 0);
    }
    let short = print_fixed(&number, 2);
    short.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An amount in a column whose total is `total`: without decimals where that is long, else with two.
pub(super) fn in_column(digits: &str, total: &str) -> String {
    let places = if is_long(total) { 0 } else { 2 };
    parse_decimal(digits).map_or_else(|| digits.to_owned(), |number| print_fixed(&number, places))
}

fn is_long(digits: &str) -> bool {
    digits.trim_start_matches('-').split('.').next().is_some_and(|whole| whole.len() > 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!([share(146, 1543), share(1, 8), share(0, 5), share(1, 0)], ["9.5%", "12.5%", "0.0%", ""]);
        assert_eq!(share(1, 2000), "0.1%");
    }

    #[test]
    fn large_amounts_lose_their_decimals() {
        assert_eq!(
            [readable("12345.50"), readable("9999.99"), readable("-20000.4")],
            ["12346", "9999.99", "-20000"]
        );
    }
}
