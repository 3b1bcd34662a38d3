//! Units: named, with exact factors to the base units of their dimension.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use crate::program::UnitId;

/// All units of a program; a `UnitId` is a position here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// The units in the order declared.
    pub list: Vec<NamedUnit>,
}

/// 亿元: what it measures and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedUnit {
    /// 亿元
    pub name: String,
    /// Base units (those declared without `=`) with their powers; empty for plain numbers such as % and 倍.
    pub dimension: BTreeMap<UnitId, i32>,
    /// How many of the base units one of it is.
    pub factor: RBig,
    /// 整数: amounts of it are whole (件, 家)
    pub whole: bool,
}

impl Units {
    /// The name of a unit.
    pub fn name(&self, id: UnitId) -> &str {
        self.list.get(id.index()).map_or("", |unit| unit.name.as_str())
    }
}
