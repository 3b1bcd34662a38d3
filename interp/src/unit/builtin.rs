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

/// Name and measure; their other names are in the vocabulary. 1 亩 is 2000/3 平方米, 15 亩 are 1 公顷.
const BUILT_IN: &[(&str, Measure)] = &[
    ("元", Base),
    ("分", Base),
    ("%", Plain(1, 100)),
    ("‰", Plain(1, 1000)),
    ("倍", Plain(1, 1)),
    ("百分点", Base),
    ("米", Base),
    ("公里", Of(1000, 1, "米")),
    ("平方米", Power(1, 1, "米", 2)),
    ("亩", Of(2000, 3, "平方米")),
    ("公顷", Of(15, 1, "亩")),
    ("平方公里", Of(1_000_000, 1, "平方米")),
    ("立方米", Power(1, 1, "米", 3)),
    ("升", Of(1, 1000, "立方米")),
    ("吨", Base),
    ("千克", Of(1, 1000, "吨")),
    ("克", Of(1, 1000, "千克")),
    ("吨标煤", Base),
    ("当量", Base),
    ("千瓦", Base),
    ("兆瓦", Of(1000, 1, "千瓦")),
    ("千瓦时", Base),
    ("°C", Base),
    ("月", Base),
    ("年", Of(12, 1, "月")),
    ("天", Base),
    ("小时", Of(1, 24, "天")),
    ("工作日", Count),
    ("件", Count),
    ("起", Count),
    ("家", Count),
    ("个", Count),
    ("项", Count),
    ("次", Count),
    ("人", Count),
    ("人次", Count),
    ("户", Count),
    ("名", Count),
    ("位", Count),
    ("宗", Count),
    ("处", Count),
    ("台", Count),
    ("套", Count),
    ("条", Count),
    ("辆", Count),
    ("座", Count),
    ("层", Count),
    ("所", Count),
    ("张", Count),
    ("档", Count),
];

impl Units {
    /// The built-in units.
    pub fn built_in() -> Self {
        let mut units = Self::default();
        for (name, measure) in BUILT_IN {
            units.add_measure(name, measure);
        }
        for unit in heng_grammar::vocabulary::UNITS {
            if let Some(id) = units.declared(unit.name) {
                units.aliases.extend(unit.others.iter().map(|other| ((*other).to_owned(), id)));
            }
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
