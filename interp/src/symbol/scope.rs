//! What is seen from a place: the names after a `.`, the choice of a value, how a name is written from elsewhere.

use super::occurrence::Ty;
use super::{Names, SpaceIndex, Symbol, SymbolId, SymbolKind};

/// A path as far as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// `综合得分.集约发展`
    Path(Vec<String>),
    /// `企业["E1"].综合得分`, without the key
    Row(Vec<String>),
    /// `准入门槛(级别)`
    Call(String),
}

impl Names {
    /// The symbols of a space.
    pub(crate) fn of_space(&self, space: SpaceIndex) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        self.entries().filter(move |(_, symbol)| symbol.space == space)
    }

    /// The value with this path as it is seen from a row of `table`, or from outside all rows: its groups may be left out.
    pub fn value_named(&self, space: SpaceIndex, table: Option<SymbolId>, path: &[&str]) -> Option<SymbolId> {
        let seen = |of: Option<SymbolId>| self.value_at(space, of, path);
        let of_rows = table.and_then(|table| seen(Some(table)));
        of_rows.or_else(|| seen(None)).or_else(|| self.through_table(space, table, path))
    }

    /// The value of the rows of a table, or of the whole, at a path; its groups may be left out.
    pub(crate) fn value_at(
        &self,
        space: SpaceIndex,
        table: Option<SymbolId>,
        path: &[&str],
    ) -> Option<SymbolId> {
        let valued =
            |symbol: &Symbol| symbol.kind.is_value() || symbol.kind.is_part() && symbol.path.len() > 1;
        let there = self.beginning(space, path.first()?);
        let there = there.filter(|(_, symbol)| symbol.table == table && valued(symbol));
        let exact = there.clone().find(|(_, symbol)| symbol.path.iter().eq(path.iter()));
        let short = || there.clone().find(|(_, symbol)| leaves_groups_out(&symbol.path, path));
        exact.or_else(short).map(|(id, _)| id)
    }

    /// `企业.亩均税收`, `评价.企业.亩均税收`, `所属.行业`
    fn through_table(&self, space: SpaceIndex, table: Option<SymbolId>, path: &[&str]) -> Option<SymbolId> {
        let (first, rest) = path.split_first().filter(|(_, rest)| !rest.is_empty())?;
        if let Some(of) = self.table_named(space, first) {
            return self.value_named(self.get(of)?.space, Some(of), rest);
        }
        if let Some(inner) = self.spaces.get(space.0).and_then(|space| space.inner.get(*first)) {
            return self.value_named(*inner, None, rest);
        }
        let of = self.row_of(self.value_named(space, table, &[first])?)?;
        self.value_named(self.get(of)?.space, Some(of), rest)
    }

    /// The choice of this name.
    pub fn choice_named(&self, space: SpaceIndex, name: &str) -> Option<SymbolId> {
        let mut called = self.called(space, name);
        called.find(|(_, symbol)| symbol.kind == SymbolKind::Choice).map(|(id, _)| id)
    }

    /// The value that a written path ends in.
    pub(crate) fn value_of(
        &self,
        space: SpaceIndex,
        table: Option<SymbolId>,
        path: &Base,
    ) -> Option<SymbolId> {
        match path {
            Base::Path(path) => self.value_named(space, table, &words(path)),
            Base::Row(path) => {
                let (of, rest) = path.split_first()?;
                let of = self.table_named(space, of)?;
                self.value_named(self.get(of)?.space, Some(of), &words(rest))
            }
            Base::Call(lookup) => self.outputs_of(space, lookup).first().copied(),
        }
    }

    /// The choice whose members a value takes, or the classification whose classes it is.
    pub(crate) fn choice_of(&self, value: SymbolId) -> Option<SymbolId> {
        match self.types.get(&value)? {
            Ty::Choice(choice) => Some(*choice),
            _ => None,
        }
    }

    /// The table at whose rows a value points.
    fn row_of(&self, value: SymbolId) -> Option<SymbolId> {
        match self.types.get(&value)? {
            Ty::Row(table) => Some(*table),
            _ => None,
        }
    }

    /// What may follow a written path and a `.`; where an amendment speaks, of blocks of any table.
    pub(crate) fn parts(
        &self,
        space: SpaceIndex,
        table: Option<SymbolId>,
        path: &Base,
        amends: bool,
    ) -> Vec<SymbolId> {
        match path {
            Base::Path(path) => {
                let path = words(path);
                let found = self.parts_of(space, table, &path);
                let tables = self.entries().filter(|(_, symbol)| amends && symbol.kind.is_table());
                let mut anywhere = tables.map(|(id, _)| self.parts_of(space, Some(id), &path));
                if found.is_empty() {
                    anywhere.find(|parts| !parts.is_empty()).unwrap_or_default()
                } else {
                    found
                }
            }
            Base::Row(path) => match path.split_first() {
                Some((of, rest)) => {
                    let of = self.table_named(space, of);
                    of.map(|of| self.parts_of_row(of, &words(rest))).unwrap_or_default()
                }
                None => Vec::new(),
            },
            Base::Call(lookup) => self.outputs_of(space, lookup),
        }
    }

    /// What may follow `综合得分.`, `企业.`, `评价.`: the parts of what the path names.
    pub(crate) fn parts_of(
        &self,
        space: SpaceIndex,
        table: Option<SymbolId>,
        path: &[&str],
    ) -> Vec<SymbolId> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        if matches!(*first, "本" | "this") && rest.is_empty() {
            return table.map(|table| self.values_of(table)).unwrap_or_default();
        }
        if let Some(of) = self.table_named(space, first) {
            return self.parts_of_row(of, rest);
        }
        if let Some(inner) = self.spaces.get(space.0).and_then(|space| space.inner.get(*first)) {
            return match rest {
                [] => self.of_space(*inner).filter(|(_, s)| s.path.len() == 1).map(|(id, _)| id).collect(),
                _ => self.parts_of(*inner, None, rest),
            };
        }
        let Some((id, value)) = self.value_named(space, table, path).and_then(|id| Some((id, self.get(id)?)))
        else {
            return Vec::new();
        };
        match self.row_of(id) {
            Some(of) => self.values_of(of),
            None => self.below(value),
        }
    }

    /// What may follow `企业["E1"].`, `企业["E1"].综合得分.`.
    pub(crate) fn parts_of_row(&self, table: SymbolId, path: &[&str]) -> Vec<SymbolId> {
        let Some(space) = self.get(table).map(|symbol| symbol.space) else { return Vec::new() };
        match path {
            [] => self.values_of(table),
            path => match self.value_named(space, Some(table), path).and_then(|id| self.get(id)) {
                Some(value) => self.below(value),
                None => Vec::new(),
            },
        }
    }

    /// The outputs of a lookup.
    pub(crate) fn outputs_of(&self, space: SpaceIndex, lookup: &str) -> Vec<SymbolId> {
        let of = self.of_space(space).find(|(_, s)| s.kind == SymbolKind::Lookup && s.own_name() == lookup);
        let outputs = self.entries().filter(|(_, symbol)| symbol.kind == SymbolKind::LookupOutput);
        outputs.filter(|(_, symbol)| symbol.parent == of.map(|(id, _)| id)).map(|(id, _)| id).collect()
    }

    /// Columns and values of the rows of a table.
    fn values_of(&self, table: SymbolId) -> Vec<SymbolId> {
        let of_rows =
            |symbol: &Symbol| symbol.table == Some(table) && symbol.path.len() == 1 && symbol.kind.is_value();
        self.entries().filter(|(_, symbol)| of_rows(symbol)).map(|(id, _)| id).collect()
    }

    /// The parts of a block, at any depth.
    fn below(&self, block: &Symbol) -> Vec<SymbolId> {
        let inside = |symbol: &Symbol| {
            symbol.space == block.space
                && symbol.table == block.table
                && symbol.kind.is_part()
                && symbol.path.len() > block.path.len()
                && symbol.path.starts_with(&block.path)
        };
        self.entries().filter(|(_, symbol)| inside(symbol)).map(|(id, _)| id).collect()
    }

    /// How a value is written where it is not seen by its name alone: `企业.亩均税收`, `评价.起评线`; none where it cannot be.
    pub(crate) fn written_from(
        &self,
        symbol: &Symbol,
        space: SpaceIndex,
        table: Option<SymbolId>,
    ) -> Option<Vec<String>> {
        let mut full = symbol.path.clone();
        if symbol.table.is_some() && symbol.table != table {
            full.insert(0, self.table_of(symbol)?.to_owned());
        }
        if symbol.space != space {
            let prefix = &self.spaces.get(symbol.space.0)?.prefix;
            let own = &self.spaces.get(space.0)?.prefix;
            let rest = prefix.strip_prefix(own.as_slice()).filter(|rest| !rest.is_empty())?;
            full = rest.iter().cloned().chain(full).collect();
        }
        Some(full)
    }
}

/// Whether `short` is `long` without some of the names between the first and the last.
pub(crate) fn leaves_groups_out(long: &[String], short: &[&str]) -> bool {
    if short.len() < 2 || long.last().map(String::as_str) != short.last().copied() {
        return false;
    }
    let mut rest = long.iter().map(String::as_str);
    rest.next() == short.first().copied() && short.iter().skip(1).all(|name| rest.any(|other| other == *name))
}

fn words(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}
