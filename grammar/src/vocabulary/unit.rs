//! The units every script knows by name, and how a word after a number is cut into a unit and the rest.
//!
//! Only names: what a unit is worth is declared in the standard library. They are their own namespace, after a number
//! or a `:`, so a column called 人 or 年 is harmless.

use super::unit_word::MAGNITUDE_WORDS;
use crate::fold::fold;
use std::collections::BTreeSet;

/// A unit known without a `单位` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInUnit {
    /// Its name, folded.
    pub name: &'static str,
    /// Other names of the same unit, English ones among them.
    pub others: &'static [&'static str],
    /// Whether amounts of it are whole.
    pub whole: bool,
}

const fn measured(name: &'static str, others: &'static [&'static str]) -> BuiltInUnit {
    BuiltInUnit { name, others, whole: false }
}

const fn counted(name: &'static str, others: &'static [&'static str]) -> BuiltInUnit {
    BuiltInUnit { name, others, whole: true }
}

/// The units known without a `单位` line, by what they measure.
pub const UNITS: &[BuiltInUnit] = &[
    measured("元", &["yuan"]),
    measured("分", &["points", "point"]),
    measured("%", &["percent"]),
    measured("‰", &["permille"]),
    measured("百分点", &["个百分点", "pp", "percentage_point", "percentage_points"]),
    measured("倍", &["x", "times"]),
    measured("亩", &["mu"]),
    measured("公顷", &["ha", "hectare", "hectares"]),
    measured("平方米", &["平米", "米2", "m2", "sqm", "square_metre", "square_metres"]),
    measured("平方公里", &["平方千米", "km2", "sq_km", "square_kilometre", "square_kilometres"]),
    measured("立方米", &["米3", "m3", "cubic_metre", "cubic_metres"]),
    measured("米", &["m", "metre", "metres", "meter", "meters"]),
    measured("公里", &["千米", "km", "kilometre", "kilometres", "thousand_metre", "thousand_metres"]),
    measured("吨", &["t", "tonne", "tonnes"]),
    measured("千克", &["公斤", "kg", "kilogram", "kilograms", "kilo", "kilos"]),
    measured("克", &["g", "gram", "grams"]),
    measured("吨标煤", &["吨标准煤", "tce", "tonne_coal_equivalent", "tonnes_coal_equivalent"]),
    measured("当量", &["equivalent", "equivalents"]),
    measured("千瓦", &["kW", "kilowatt", "kilowatts"]),
    measured("兆瓦", &["MW", "megawatt", "megawatts"]),
    measured(
        "千瓦时",
        &["度", "kWh", "kilowatt_hour", "kilowatt_hours", "electricity_unit", "electricity_units"],
    ),
    measured("°C", &["摄氏度", "degree_celsius", "degrees_celsius"]),
    measured("升", &["litre", "litres"]),
    measured("年", &["a", "year", "years"]),
    measured("月", &["个月", "month", "months", "calendar_month", "calendar_months"]),
    measured("天", &["日", "d", "day", "days", "calendar_day", "calendar_days"]),
    measured("小时", &["h", "hour", "hours"]),
    counted("工作日", &["workday", "workdays"]),
    counted("件", &["piece", "pieces"]),
    counted("起", &["case", "cases"]),
    counted("家", &["firm", "firms"]),
    counted("个", &["item", "items"]),
    counted("项", &["entry", "entries"]),
    counted("次", &["occurrence", "occurrences"]),
    counted("人", &["person", "persons", "people"]),
    counted("人次", &["person_time", "person_times"]),
    counted("户", &["household", "households"]),
    counted("名", &["place", "places"]),
    counted("位", &["individual", "individuals"]),
    counted("宗", &["parcel", "parcels"]),
    counted("处", &["site", "sites"]),
    counted("台", &["machine", "machines"]),
    counted("套", &["suite", "suites"]),
    counted("条", &["line", "lines"]),
    counted("辆", &["vehicle", "vehicles"]),
    counted("座", &["structure", "structures"]),
    counted("层", &["storey", "storeys"]),
    counted("所", &["institution", "institutions"]),
    counted("张", &["sheet", "sheets"]),
    counted("档", &["grade", "grades"]),
];

/// `name`, which must be folded, cut into the power of ten that its magnitude stands for and the unit behind it: each way
/// it can be cut, the longest magnitude first.
///
/// ```
/// use heng_grammar::vocabulary::magnitudes_of;
/// assert_eq!(magnitudes_of("万元").collect::<Vec<_>>(), [(4, "元")]);
/// assert_eq!(magnitudes_of("wan_yuan").collect::<Vec<_>>(), [(4, "yuan")]);
/// ```
pub fn magnitudes_of(name: &str) -> impl Iterator<Item = (u32, &str)> {
    let cut = move |before: &str, power: u32| name.strip_prefix(before).map(|rest| (power, rest));
    MAGNITUDE_WORDS.iter().filter_map(move |(zh, en, power)| cut(zh, *power).or_else(|| cut(en, *power)))
}

/// The names of units that a text knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    declared: BTreeSet<String>,
}

/// `万元且非`: a unit at the front, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPieces<'a> {
    /// 万元
    pub unit: &'a str,
    /// 且非; may be empty
    pub rest: &'a str,
}

/// The name of the built-in unit that is also called `name` (folded): 年 of years.
///
/// ```
/// use heng_grammar::vocabulary::built_in_unit;
/// assert_eq!(built_in_unit("calendar_months"), Some("月"));
/// assert_eq!(built_in_unit("标箱"), None);
/// ```
pub fn built_in_unit(name: &str) -> Option<&'static str> {
    UNITS.iter().find(|unit| unit.name == name || unit.others.contains(&name)).map(|unit| unit.name)
}

impl Units {
    /// The built-in units and those called `declared`.
    pub fn with<'a>(declared: impl IntoIterator<Item = &'a str>) -> Self {
        Self { declared: declared.into_iter().map(|name| fold(name).into_owned()).collect() }
    }

    /// Whether `name` is a unit, or one with a magnitude before it.
    pub fn knows(&self, name: &str) -> bool {
        let name = fold(name);
        self.declares(&name) || magnitudes_of(&name).any(|(_, rest)| self.declares(rest))
    }

    /// Whether `name` is a unit by itself, without a magnitude.
    pub fn declares(&self, name: &str) -> bool {
        let name = fold(name);
        self.declared.contains(name.as_ref())
            || UNITS.iter().any(|unit| unit.name == name || unit.others.contains(&name.as_ref()))
    }

    /// Whether the text itself declares a unit of this name.
    pub fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(fold(name).as_ref())
    }

    /// The longest unit at the front of `word`, where there is one.
    ///
    /// ```
    /// use heng_grammar::vocabulary::Units;
    /// let pieces = Units::default().cut("万元且非").unwrap();
    /// assert_eq!((pieces.unit, pieces.rest), ("万元", "且非"));
    /// ```
    pub fn cut<'a>(&self, word: &'a str) -> Option<UnitPieces<'a>> {
        let ends: Vec<usize> = word.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter()
            .rev()
            .filter_map(|end| word.split_at_checked(end))
            .find(|(unit, _)| self.knows(unit))
            .map(|(unit, rest)| UnitPieces { unit, rest })
    }
}

/// No unit has more characters; so a very long word is not searched to its end.
const LONGEST: usize = 48;

/// Whether `name` is a bare magnitude, as 万 in `1000万`, which lacks its unit.
pub fn is_magnitude(name: &str) -> bool {
    MAGNITUDE_WORDS.iter().any(|(zh, _, _)| fold(name) == *zh)
}
