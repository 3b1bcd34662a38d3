//! The units every script knows by name, and how a word after a number is cut into a unit and the rest.
//!
//! Only names: what a unit is worth is declared in the standard library. They are their own namespace, after a number
//! or a `:`, so a column called 人 or 年 is harmless.

use crate::fold::fold;
use std::collections::BTreeSet;

/// A unit known without a `单位` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInUnit {
    /// Its name, folded.
    pub name: &'static str,
    /// Whether amounts of it are whole.
    pub whole: bool,
}

/// The units known without a `单位` line, by what they measure.
pub const UNITS: &[BuiltInUnit] = &{
    const fn measured(name: &'static str) -> BuiltInUnit {
        BuiltInUnit { name, whole: false }
    }
    const fn counted(name: &'static str) -> BuiltInUnit {
        BuiltInUnit { name, whole: true }
    }
    [
        measured("元"),
        measured("分"),
        measured("%"),
        measured("‰"),
        measured("百分点"),
        measured("倍"),
        measured("亩"),
        measured("公顷"),
        measured("平方米"),
        measured("平方公里"),
        measured("立方米"),
        measured("m2"),
        measured("m3"),
        measured("km2"),
        measured("米"),
        measured("公里"),
        measured("千米"),
        measured("吨"),
        measured("千克"),
        measured("公斤"),
        measured("克"),
        measured("t"),
        measured("kg"),
        measured("吨标煤"),
        measured("吨标准煤"),
        measured("当量"),
        measured("千瓦"),
        measured("千瓦时"),
        measured("度"),
        measured("kW"),
        measured("kWh"),
        measured("兆瓦"),
        measured("°C"),
        measured("升"),
        measured("年"),
        measured("月"),
        measured("个月"),
        measured("日"),
        measured("天"),
        measured("小时"),
        measured("a"),
        measured("d"),
        measured("h"),
        counted("工作日"),
        counted("件"),
        counted("起"),
        counted("家"),
        counted("个"),
        counted("项"),
        counted("次"),
        counted("人"),
        counted("人次"),
        counted("户"),
        counted("名"),
        counted("位"),
        counted("宗"),
        counted("处"),
        counted("台"),
        counted("套"),
        counted("辆"),
        counted("座"),
        counted("层"),
        counted("所"),
        counted("张"),
        counted("档"),
    ]
};

/// What may stand before a unit and multiply it: `万元`, `千户`.
pub const MAGNITUDES: &[&str] =
    &["万亿", "千亿", "百亿", "十亿", "亿", "千万", "百万", "十万", "万", "千", "百"];

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

impl Units {
    /// The built-in units and those called `declared`.
    pub fn with<'a>(declared: impl IntoIterator<Item = &'a str>) -> Self {
        Self { declared: declared.into_iter().map(|name| fold(name).into_owned()).collect() }
    }

    /// Whether `name` is a unit, or one with a magnitude before it.
    pub fn knows(&self, name: &str) -> bool {
        let name = fold(name);
        self.declares(&name)
            || MAGNITUDES.iter().any(|m| name.strip_prefix(m).is_some_and(|rest| self.declares(rest)))
    }

    /// Whether `name` is a unit by itself, without a magnitude.
    pub fn declares(&self, name: &str) -> bool {
        let name = fold(name);
        self.declared.contains(name.as_ref()) || UNITS.iter().any(|unit| unit.name == name)
    }

    /// The longest unit at the front of `word`, where there is one.
    ///
    /// ```
    /// use heng_grammar::vocabulary::Units;
    /// let pieces = Units::default().cut("万元且非").unwrap();
    /// assert_eq!((pieces.unit, pieces.rest), ("万元", "且非"));
    /// ```
    pub fn cut<'a>(&self, word: &'a str) -> Option<UnitPieces<'a>> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev()
            .filter_map(|end| word.split_at_checked(end))
            .find(|(unit, _)| self.knows(unit))
            .map(|(unit, rest)| UnitPieces { unit, rest })
    }
}

/// Whether `name` is a bare magnitude, as 万 in `1000万`, which lacks its unit.
pub fn is_magnitude(name: &str) -> bool {
    MAGNITUDES.contains(&fold(name).as_ref())
}
