//! What names mean. Documents joined by a plain `引用` share one space; `引用 … 为 X` makes another, seen under `X.`.

use std::collections::BTreeMap;

use heng_grammar::span::Span;
use heng_grammar::tree;

use crate::program::{ChoiceId, ColumnId, DefinitionId, Frame, ParameterId, TableId};

/// The names of which documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SpaceId(pub usize);

/// What a name of a value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// A column of the table of the entry's frame.
    Column(ColumnId),
    /// A definition.
    Definition(DefinitionId),
    /// What the run sets.
    Parameter(ParameterId),
    /// A value by years: what it is in a year is made when it is asked for.
    Series,
}

/// A name of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueEntry {
    /// In which frame it has a value.
    pub frame: Frame,
    /// Of which year, where it is by years.
    pub year: Option<i32>,
    /// `["综合得分", "集约发展", "亩均税收"]`, without the prefix of its space
    pub path: Vec<String>,
    /// What it is.
    pub entity: Entity,
    /// Where it was declared.
    pub span: Span,
}

/// A declared name of another kind.
#[derive(Clone, Debug)]
pub struct Named<T> {
    /// What it is.
    pub value: T,
    /// Where it was declared.
    pub span: Span,
}

/// The names of one space. Tables, choices, sets, values: each kind has its own, so that 企业 can be a table and, in
/// another table, a column.
#[derive(Default)]
pub struct Space<'t> {
    /// The prefixes under which the main document sees it.
    pub prefix: Vec<String>,
    /// Tables.
    pub tables: BTreeMap<String, Named<TableId>>,
    /// Choices.
    pub choices: BTreeMap<String, Named<ChoiceId>>,
    /// 集合: one of each document that declares the name
    pub sets: BTreeMap<String, Vec<Named<&'t tree::SetOf>>>,
    /// 别名: another name for a table, value, choice or member.
    pub aliases: BTreeMap<String, Named<&'t tree::Path>>,
    /// 行集
    pub row_sets: BTreeMap<String, Named<&'t tree::RowSet>>,
    /// 查表
    pub lookups: BTreeMap<String, Named<&'t tree::Item>>,
    /// Spaces under a name.
    pub spaces: BTreeMap<String, SpaceId>,
    /// Values by the first name of their path.
    values: BTreeMap<String, Vec<ValueEntry>>,
}

impl Space<'_> {
    /// No names yet; seen under a prefix, seeing other spaces under theirs.
    pub fn seen_under(prefix: Vec<String>, spaces: BTreeMap<String, SpaceId>) -> Self {
        Self { prefix, spaces, ..Self::default() }
    }

    /// Adds a value, or gives the one that has its path already.
    pub fn add_value(&mut self, entry: ValueEntry) -> Result<(), ValueEntry> {
        let Some(first) = entry.path.first() else { return Ok(()) };
        let same = self.values.entry(first.clone()).or_default();
        match same.iter().find(|e| e.frame == entry.frame && e.year == entry.year && e.path == entry.path) {
            Some(other) => Err(other.clone()),
            None => {
                same.push(entry);
                Ok(())
            }
        }
    }

    /// The value at exactly this path, or the only one whose path leaves some of the groups between out
    /// (`综合得分.亩均税收` for `综合得分.集约发展.亩均税收`): that of the year, else one without years.
    pub fn value(&self, frame: Frame, year: Option<i32>, path: &[&str]) -> Option<&ValueEntry> {
        let of_year = year.and_then(|year| self.value_in(frame, Some(year), path));
        of_year.or_else(|| self.value_in(frame, None, path))
    }

    fn value_in(&self, frame: Frame, year: Option<i32>, path: &[&str]) -> Option<&ValueEntry> {
        let same = self.values.get(*path.first()?)?;
        let mut there = same.iter().filter(|e| e.frame == frame && e.year == year);
        if let Some(exact) =
            there.clone().find(|e| e.path.iter().map(String::as_str).eq(path.iter().copied()))
        {
            return Some(exact);
        }
        if path.len() < 2 {
            return None;
        }
        let found = there.find(|e| leaves_groups_out(&e.path, path))?;
        there.all(|e| !leaves_groups_out(&e.path, path)).then_some(found)
    }

    /// All values, for suggestions and for defaults.
    pub fn values(&self) -> impl Iterator<Item = &ValueEntry> {
        self.values.values().flatten()
    }
}

/// Whether `short` is `long` without some of the names between the first and the last.
fn leaves_groups_out(long: &[String], short: &[&str]) -> bool {
    if long.last().map(String::as_str) != short.last().copied() {
        return false;
    }
    let mut rest = long.iter().map(String::as_str);
    rest.next() == short.first().copied() && short.iter().skip(1).all(|name| rest.any(|other| other == *name))
}
