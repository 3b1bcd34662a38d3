//! The units and magnitudes in both languages: each Chinese name has one English partner at its place, and back.
//!
//! Signs that both languages write (`%`, `kWh`, `m²`, `ha`) and further English names (`tonne`, `metre` beside `meter`) have no
//! partner: they stay as they are.

use super::Units;
use crate::diagnostic::Language;

/// Where the name of a unit stands, which decides between `1 year`, `3 years` and `yuan/year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitPlace {
    /// After a number other than 1, and as a type. `3 件`, `: 件`
    Many,
    /// After the number 1. `1 件`
    One,
    /// Behind a `/`. `元/件`
    Each,
}

/// A unit's name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UnitWord {
    zh: &'static str,
    /// `1 year`, `yuan/year`
    one: &'static str,
    /// `3 years`
    many: &'static str,
}

const fn word(zh: &'static str, one: &'static str, many: &'static str) -> UnitWord {
    UnitWord { zh, one, many }
}

const WORDS: &[UnitWord] = &[
    word("元", "yuan", "yuan"),
    word("分", "point", "points"),
    word("百分点", "pp", "pp"),
    word("个百分点", "percentage_point", "percentage_points"),
    word("倍", "times", "times"),
    word("亩", "mu", "mu"),
    word("公顷", "hectare", "hectares"),
    word("平方米", "square_metre", "square_metres"),
    word("平米", "sqm", "sqm"),
    word("平方公里", "square_kilometre", "square_kilometres"),
    word("平方千米", "sq_km", "sq_km"),
    word("立方米", "cubic_metre", "cubic_metres"),
    word("米", "metre", "metres"),
    word("公里", "kilometre", "kilometres"),
    word("千米", "thousand_metre", "thousand_metres"),
    word("吨", "tonne", "tonnes"),
    word("千克", "kilogram", "kilograms"),
    word("公斤", "kilo", "kilos"),
    word("克", "gram", "grams"),
    word("吨标煤", "tce", "tce"),
    word("吨标准煤", "tonne_coal_equivalent", "tonnes_coal_equivalent"),
    word("当量", "equivalent", "equivalents"),
    word("千瓦", "kilowatt", "kilowatts"),
    word("兆瓦", "megawatt", "megawatts"),
    word("千瓦时", "kilowatt_hour", "kilowatt_hours"),
    word("度", "electricity_unit", "electricity_units"),
    word("摄氏度", "degree_celsius", "degrees_celsius"),
    word("升", "litre", "litres"),
    word("年", "year", "years"),
    word("月", "month", "months"),
    word("个月", "calendar_month", "calendar_months"),
    word("天", "day", "days"),
    word("日", "calendar_day", "calendar_days"),
    word("小时", "hour", "hours"),
    word("工作日", "workday", "workdays"),
    word("件", "piece", "pieces"),
    word("起", "case", "cases"),
    word("家", "firm", "firms"),
    word("个", "item", "items"),
    word("项", "entry", "entries"),
    word("次", "occurrence", "occurrences"),
    word("人", "person", "people"),
    word("人次", "person_time", "person_times"),
    word("户", "household", "households"),
    word("名", "place", "places"),
    word("位", "individual", "individuals"),
    word("宗", "parcel", "parcels"),
    word("处", "site", "sites"),
    word("台", "machine", "machines"),
    word("套", "suite", "suites"),
    word("条", "line", "lines"),
    word("辆", "vehicle", "vehicles"),
    word("座", "structure", "structures"),
    word("层", "storey", "storeys"),
    word("所", "institution", "institutions"),
    word("张", "sheet", "sheets"),
    word("档", "grade", "grades"),
];

/// The magnitudes in English, each with the power of ten it stands for; the longer names first.
pub const MAGNITUDE_WORDS: &[(&str, &str, u32)] = &[
    ("万亿", "trillion_", 12),
    ("千亿", "hundred_billion_", 11),
    ("百亿", "ten_billion_", 10),
    ("十亿", "billion_", 9),
    ("亿", "yi_", 8),
    ("千万", "ten_million_", 7),
    ("百万", "million_", 6),
    ("十万", "hundred_thousand_", 5),
    ("万", "wan_", 4),
    ("千", "thousand_", 3),
    ("百", "hundred_", 2),
];

/// In a duration Chinese says 3 个月, behind a slash 元/月: each takes the plain English word at its own place.
const MONTH: &str = "月";
const MONTHS: &str = "个月";

impl UnitWord {
    fn english(self, place: UnitPlace) -> &'static str {
        if place == UnitPlace::Many { self.many } else { self.one }
    }

    /// Its Chinese name at `place`, where the two names for months change places.
    fn chinese(self, place: UnitPlace) -> &'static str {
        match self.zh {
            MONTH if place != UnitPlace::Each => MONTHS,
            MONTHS if place != UnitPlace::Each => MONTH,
            zh => zh,
        }
    }
}

/// The name in `to` of the unit that the other language calls `name` at this place; nothing where it has no partner.
///
/// A name that the text declares has none, but a magnitude before it has.
///
/// ```
/// use heng_grammar::diagnostic::Language::{Chinese, English};
/// use heng_grammar::vocabulary::{UnitPlace::*, Units, unit_partner};
/// let units = Units::default();
/// assert_eq!(unit_partner("万元", Many, English, &units).as_deref(), Some("wan_yuan"));
/// assert_eq!(unit_partner("wan_yuan", Many, Chinese, &units).as_deref(), Some("万元"));
/// assert_eq!(unit_partner("年", One, English, &units).as_deref(), Some("year"));
/// assert_eq!(unit_partner("kWh", Many, Chinese, &units), None);
/// ```
pub fn unit_partner(name: &str, place: UnitPlace, to: Language, declared: &Units) -> Option<String> {
    if declared.is_declared(name) {
        return None;
    }
    let plain = WORDS.iter().find_map(|word| {
        let (here, there) = match to {
            Language::English => (word.chinese(place), word.english(place)),
            Language::Chinese => (word.english(place), word.chinese(place)),
        };
        (here == name).then(|| there.to_owned())
    });
    plain.or_else(|| {
        let (zh, en, rest) = MAGNITUDE_WORDS.iter().find_map(|(zh, en, _)| {
            let before = if to == Language::English { zh } else { en };
            Some((*zh, *en, name.strip_prefix(before)?))
        })?;
        let before = if to == Language::English { en } else { zh };
        if declared.is_declared(rest) {
            return Some(format!("{before}{rest}"));
        }
        unit_partner(rest, place, to, declared).map(|rest| format!("{before}{rest}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UNITS;
    use Language::{Chinese, English};

    const PLACES: [UnitPlace; 3] = [UnitPlace::Many, UnitPlace::One, UnitPlace::Each];

    /// The names that hold a sign: no keyboard of either language writes them as words.
    const SIGNS: [&str; 2] = ["米2", "米3"];

    #[test]
    fn every_chinese_unit_goes_there_and_back() {
        let units = Units::default();
        let names = UNITS.iter().flat_map(|unit| unit.others.iter().chain([&unit.name]));
        for name in names.filter(|name| !name.is_ascii() && !SIGNS.contains(name)) {
            if matches!(*name, "‰" | "°C") {
                continue;
            }
            for place in PLACES {
                let there = unit_partner(name, place, English, &units).unwrap();
                assert!(units.knows(&there), "{there} of {name} is no unit");
                assert_eq!(unit_partner(&there, place, Chinese, &units).as_deref(), Some(*name), "{there}");
                let large = unit_partner(&format!("万{name}"), place, English, &units).unwrap();
                assert!(units.knows(&large), "{large} is no unit");
                assert_eq!(
                    unit_partner(&large, place, Chinese, &units),
                    Some(format!("万{name}")),
                    "{large}"
                );
            }
        }
    }

    #[test]
    fn partners_are_the_same_unit() {
        for word in WORDS {
            let unit = UNITS.iter().find(|unit| unit.name == word.zh || unit.others.contains(&word.zh));
            let unit = unit.unwrap_or_else(|| panic!("{} is no unit", word.zh));
            for english in [word.one, word.many] {
                assert!(unit.others.contains(&english), "{english} is not {}", word.zh);
            }
        }
    }

    #[test]
    fn no_two_units_share_an_english_name() {
        for (at, word) in WORDS.iter().enumerate() {
            for other in WORDS.iter().skip(at + 1) {
                assert!(word.one != other.one && word.many != other.many, "{} and {}", word.zh, other.zh);
                assert!(word.one != other.many && word.many != other.one, "{} and {}", word.zh, other.zh);
            }
        }
    }

    #[test]
    fn months_change_places() {
        let units = Units::default();
        let english = |name, place| unit_partner(name, place, English, &units).unwrap();
        assert_eq!(english("个月", UnitPlace::Many), "months");
        assert_eq!(english("月", UnitPlace::Each), "month");
        assert_eq!(english("月", UnitPlace::Many), "calendar_months");
        assert_eq!(english("个月", UnitPlace::Each), "calendar_month");
    }

    #[test]
    fn a_declared_unit_keeps_its_name() {
        let units = Units::with(["标箱", "件"]);
        assert_eq!(unit_partner("件", UnitPlace::Many, English, &units), None);
        assert_eq!(unit_partner("万标箱", UnitPlace::Many, English, &units).as_deref(), Some("wan_标箱"));
        assert_eq!(unit_partner("wan_标箱", UnitPlace::Many, Chinese, &units).as_deref(), Some("万标箱"));
    }
}
