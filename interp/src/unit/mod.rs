//! Units: named, with exact factors to the base units of their dimension.

mod algebra;
mod builtin;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::fold::fold;
use heng_grammar::vocabulary::{MAGNITUDE_WORDS, magnitudes_of};

use crate::program::UnitId;

/// All units of a program; a `UnitId` is a position here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// The units in the order declared.
    pub list: Vec<NamedUnit>,
    /// Other names: 平米 for 平方米, mu for 亩.
    pub aliases: BTreeMap<String, UnitId>,
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
        self.get(id).map_or("", |unit| unit.name.as_str())
    }

    /// The unit with this id.
    pub fn get(&self, id: UnitId) -> Option<&NamedUnit> {
        self.list.get(id.index())
    }

    /// The unit called `name`, if it is declared under this very name or an alias.
    pub fn declared(&self, name: &str) -> Option<UnitId> {
        let position = self.list.iter().position(|unit| unit.name == name);
        position.and_then(|p| u32::try_from(p).ok()).map(UnitId).or_else(|| self.aliases.get(name).copied())
    }

    /// The unit called `name`; a magnitude before a known unit makes a new one (`千户`, `亿千瓦时`), called as Chinese calls
    /// it: `wan_yuan` is 万元.
    pub fn intern(&mut self, name: &str) -> Option<UnitId> {
        let name = fold(name);
        if let Some(id) = self.declared(&name) {
            return Some(id);
        }
        let (power, base) =
            magnitudes_of(&name).find_map(|(power, rest)| Some((power, self.declared(rest)?)))?;
        let unit = self.get(base)?.clone();
        let name = match MAGNITUDE_WORDS.iter().find(|(_, en, _)| name.starts_with(en)) {
            Some((zh, _, _)) => format!("{zh}{}", unit.name),
            None => name.into_owned(),
        };
        if let Some(id) = self.declared(&name) {
            return Some(id);
        }
        let factor = unit.factor * RBig::from(10_u64.pow(power));
        Some(self.add(NamedUnit { name, factor, whole: false, ..unit }))
    }

    /// Adds a unit of its own dimension: `单位 标箱`.
    pub fn add_base(&mut self, name: &str, whole: bool) -> UnitId {
        let id = UnitId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let dimension = BTreeMap::from([(id, 1)]);
        self.add(NamedUnit { name: name.to_owned(), dimension, factor: RBig::ONE, whole })
    }

    /// Adds a unit.
    pub fn add(&mut self, unit: NamedUnit) -> UnitId {
        let id = UnitId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(unit);
        id
    }
}
