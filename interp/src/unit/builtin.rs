//! The units every script knows.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::{NamedUnit, Units};

/// What a built-in unit is made of.
enum Measure {
    /// A dimension of its own.
    Base,
    /// A dimension of its own whose amounts are whole.
    Count,
    /// A plain number: so many, over so many.
    Plain(u32, u32),
    /// So many, over so many, of an earlier unit.
    Of(u32, u32, &'static str),
    /// So many, over so many, of a square or cube of an earlier unit.
    Power(u32, u32, &'static str, i32),
}

use Measure::{Base, Count, Of, Plain, Power};

/// Name, measure, other names. 1 亩 is 2000/3 平方米, 15 亩 are 1 公顷.
const BUILT_IN: &[(&str, Measure, &[&str])] = &[
    ("元", Base, &["yuan"]),
    ("分", Base, &["points", "point"]),
    ("%", Plain(1, 100), &["percent"]),
    ("‰", Plain(1, 1000), &["permille"]),
    ("倍", Plain(1, 1), &["x", "times"]),
    ("百分点", Base, &["个百分点", "pp"]),
    ("米", Base, &["m", "metre", "meter"]),
    ("公里", Of(1000, 1, "米"), &["千米", "km"]),
    ("平方米", Power(1, 1, "米", 2), &["米2", "m2", "平米", "sqm"]),
    ("亩", Of(2000, 3, "平方米"), &["mu"]),
    ("公顷", Of(15, 1, "亩"), &["ha", "hectare"]),
    ("平方公里", Of(1_000_000, 1, "平方米"), &["km2", "平方千米"]),
    ("立方米", Power(1, 1, "米", 3), &["m3", "米3"]),
    ("升", Of(1, 1000, "立方米"), &["litre"]),
    ("吨", Base, &["t", "tonne"]),
    ("千克", Of(1, 1000, "吨"), &["公斤", "kg"]),
    ("克", Of(1, 1000, "千克"), &["g"]),
    ("吨标煤", Base, &["吨标准煤", "tce"]),
    ("当量", Base, &["equivalent"]),
    ("千瓦", Base, &["kW"]),
    ("兆瓦", Of(1000, 1, "千瓦"), &["MW"]),
    ("千瓦时", Base, &["度", "kWh"]),
    ("°C", Base, &["摄氏度"]),
    ("月", Base, &["个月", "month", "months"]),
    ("年", Of(12, 1, "月"), &["a", "year", "years"]),
    ("天", Base, &["日", "d", "day", "days"]),
    ("小时", Of(1, 24, "天"), &["h", "hour", "hours"]),
    ("工作日", Count, &["workday", "workdays"]),
    ("件", Count, &["piece", "pieces"]),
    ("起", Count, &["case", "cases"]),
    ("家", Count, &["firm", "firms"]),
    ("个", Count, &["item", "items"]),
    ("项", Count, &[]),
    ("次", Count, &["occurrence", "occurrences"]),
    ("人", Count, &["person", "persons", "people"]),
    ("人次", Count, &[]),
    ("户", Count, &["household", "households"]),
    ("名", Count, &["place", "places"]),
    ("位", Count, &[]),
    ("宗", Count, &["parcel", "parcels"]),
    ("处", Count, &[]),
    ("台", Count, &["set", "sets"]),
    ("套", Count, &[]),
    ("条", Count, &["line", "lines"]),
    ("辆", Count, &["vehicle", "vehicles"]),
    ("座", Count, &[]),
    ("层", Count, &["floor", "floors"]),
    ("所", Count, &[]),
    ("张", Count, &[]),
    ("档", Count, &["grade", "grades"]),
];

impl Units {
    /// The built-in units.
    pub fn built_in() -> Self {
        let mut units = Self::default();
        for (name, measure, others) in BUILT_IN {
            let id = units.add_measure(name, measure);
            units.aliases.extend(others.iter().map(|other| ((*other).to_owned(), id)));
        }
        for common in ["千元", "万元", "亿元"] {
            units.intern(common);
        }
        units
    }

    fn add_measure(&mut self, name: &str, measure: &Measure) -> crate::program::UnitId {
        let (top, bottom, base, power) = match measure {
            Base => return self.add_base(name, false),
            Count => return self.add_base(name, true),
            Plain(top, bottom) => (*top, *bottom, None, 1),
            Of(top, bottom, base) => (*top, *bottom, Some(*base), 1),
            Power(top, bottom, base, power) => (*top, *bottom, Some(*base), *power),
        };
        let base = base.and_then(|b| self.declared(b)).and_then(|id| self.get(id));
        let dimension = base.map_or_else(BTreeMap::new, |unit| {
            unit.dimension.iter().map(|(id, p)| (*id, p * power)).collect()
        });
        let one = base.map_or(RBig::ONE, |unit| unit.factor.pow(isize::try_from(power).unwrap_or(1)));
        let factor = one * RBig::from_parts(top.into(), bottom.into());
        self.add(NamedUnit { name: name.to_owned(), dimension, factor, whole: false })
    }
}
