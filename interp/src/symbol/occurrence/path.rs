//! Names and paths: what `a.b.c` stands for.

use heng_grammar::tree::Name;

use super::{Resolver, Scope, Ty};
use crate::symbol::{SpaceIndex, Symbol, SymbolId, SymbolKind as Kind};

impl Resolver<'_> {
    /// What a path stands for; a bare name may be a member of the choice that is asked for.
    pub(super) fn path(&mut self, path: &[&Name], scope: &Scope, hint: Ty) -> Ty {
        self.find(path, scope, hint).unwrap_or_default()
    }

    fn find(&mut self, path: &[&Name], scope: &Scope, hint: Ty) -> Option<Ty> {
        let (first, rest) = path.split_first()?;
        if matches!(first.text.as_str(), "本" | "this") && !rest.is_empty() {
            let mut outer = scope.clone();
            outer.table = outer.outer.pop().unwrap_or(scope.table);
            return self.find(rest, &outer, Ty::Unknown);
        }
        if matches!(first.text.as_str(), "当前等级" | "current_grade") && scope.grade != Ty::Unknown {
            return Some(scope.grade);
        }
        if self.participation_rule(path, scope.table) {
            return Some(Ty::Plain);
        }
        if let Some((value, used)) = self.longest_value(path, scope) {
            return self.value_or_member(value, path, used, scope, hint);
        }
        if let Some(lookup) = self.lookup_named(scope.space, &first.text) {
            self.refer(first, lookup);
            return Some(self.output(lookup, rest.first().copied()));
        }
        if let Some(ty) = self.through_table_or_space(first, rest, scope) {
            return Some(ty);
        }
        if rest.is_empty()
            && let Some(ty) = self.member(first, scope.space, hint)
        {
            return Some(ty);
        }
        if let Some(alias) = self.alias_named(scope.space, &first.text) {
            self.refer(first, alias);
            let ty = self.type_of(alias);
            return Some(self.follow(ty, rest, scope));
        }
        self.of_any_rows(first, rest, scope)
    }

    /// What is said of rows, and seen from outside them: a target and its totals, a ledger that parts among rows.
    fn of_any_rows(&mut self, first: &Name, rest: &[&Name], scope: &Scope) -> Option<Ty> {
        let shared = |kind: Kind| matches!(kind, Kind::Target | Kind::Ledger | Kind::Allocation);
        let mut called = self.names.called(scope.space, &first.text);
        let (block, _) = called.find(|(_, symbol)| shared(symbol.kind))?;
        self.refer(first, block);
        for name in rest {
            let part = self.names.of_parent(block).find(|(_, symbol)| symbol.own_name() == name.text);
            if let Some((part, _)) = part {
                self.refer(name, part);
            }
        }
        self.parties(block, rest);
        Some(Ty::Plain)
    }

    /// `参评.孵化企业`: whether an entry of 参评 holds of the row.
    fn participation_rule(&mut self, path: &[&Name], table: Option<SymbolId>) -> bool {
        let [block, name, ..] = path else { return false };
        if !matches!(block.text.as_str(), "参评" | "participation") {
            return false;
        }
        let rule = |symbol: &Symbol| {
            symbol.kind == Kind::Participation && symbol.table == table && symbol.own_name() == name.text
        };
        let found: Vec<SymbolId> = self.names.entries().filter(|(_, s)| rule(s)).map(|(id, _)| id).collect();
        found.iter().for_each(|id| self.refer(name, *id));
        !found.is_empty()
    }

    /// The value whose path is the longest front of `path`.
    pub(super) fn longest_value(&self, path: &[&Name], scope: &Scope) -> Option<(SymbolId, usize)> {
        (1..=path.len()).rev().find_map(|used| {
            let front: Vec<&str> = path.iter().take(used).map(|name| name.text.as_str()).collect();
            let inside = scope.within.iter().find_map(|block| {
                let full: Vec<&str> = block.iter().map(String::as_str).chain(front.iter().copied()).collect();
                self.value_at(scope, &full)
            });
            Some((inside.or_else(|| self.value_at(scope, &front))?, used))
        })
    }

    fn value_at(&self, scope: &Scope, path: &[&str]) -> Option<SymbolId> {
        let of_rows = scope.table.and_then(|table| self.names.value_at(scope.space, Some(table), path));
        of_rows.or_else(|| self.names.value_at(scope.space, None, path))
    }

    fn value_or_member(
        &mut self,
        value: SymbolId,
        path: &[&Name],
        used: usize,
        scope: &Scope,
        hint: Ty,
    ) -> Option<Ty> {
        let (first, rest) = (path.first()?, path.get(used..)?);
        let ty = self.type_of(value);
        // Only a unit of a rollup has parts, not the column that is called like its table.
        if !rest.is_empty()
            && used == 1
            && !matches!(ty, Ty::Row(_))
            && let Some(made) = self.names.table_named(scope.space, &first.text)
        {
            self.refer_table(first, scope.space);
            return Some(self.in_table(made, rest, scope));
        }
        if let Ty::Choice(choice) = hint
            && path.len() == 1
            && ty != hint
            && self.member_of(choice, first, scope.space).is_some()
        {
            return self.member(first, scope.space, hint);
        }
        self.refer_value(value, path.get(..used)?);
        self.parties(value, rest);
        Some(self.follow(ty, rest, scope))
    }

    /// `分成.区`, `分成.余额.本区`: what the row itself gets.
    pub(super) fn parties(&mut self, value: SymbolId, rest: &[&Name]) {
        let Some(symbol) = self.symbol(value) else { return };
        if matches!(symbol.kind, Kind::Ledger | Kind::Line) {
            rest.iter().for_each(|name| self.row_itself(name, symbol.table));
        }
    }

    /// Notes a value and the blocks around it that are written.
    pub(super) fn refer_value(&mut self, value: SymbolId, written: &[&Name]) {
        let mut around = Some(value);
        for name in written.iter().rev() {
            while let Some(id) = around {
                let symbol = self.symbol(id);
                around = symbol.and_then(|symbol| symbol.parent);
                if symbol.is_some_and(|symbol| symbol.own_name() == name.text) {
                    self.refer(name, id);
                    break;
                }
            }
        }
    }

    fn lookup_named(&self, space: SpaceIndex, name: &str) -> Option<SymbolId> {
        self.names.called(space, name).find(|(_, symbol)| symbol.kind == Kind::Lookup).map(|(id, _)| id)
    }

    /// The output of a lookup that is named, or the only one.
    pub(super) fn output(&mut self, lookup: SymbolId, name: Option<&Name>) -> Ty {
        let inside = self.names.entries().filter(|(_, symbol)| symbol.parent == Some(lookup));
        let mut outputs = inside.filter(|(_, symbol)| symbol.kind == Kind::LookupOutput);
        match name {
            Some(name) => {
                let Some((id, _)) = outputs.find(|(_, s)| s.own_name() == name.text) else {
                    return Ty::Plain;
                };
                self.refer(name, id);
                self.type_of(id)
            }
            None => self.type_of(lookup),
        }
    }

    fn through_table_or_space(&mut self, first: &Name, rest: &[&Name], scope: &Scope) -> Option<Ty> {
        if let Some(table) = self.names.table_named(scope.space, &first.text)
            && !first.text.contains('.')
        {
            self.refer_table(first, scope.space);
            return Some(if rest.is_empty() { Ty::Row(table) } else { self.in_table(table, rest, scope) });
        }
        let inner = *self.names.spaces.get(scope.space.0)?.inner.get(&first.text)?;
        let prefix = self.names.called(scope.space, &first.text).find(|(_, s)| s.kind == Kind::Prefix);
        if let Some((prefix, _)) = prefix {
            self.refer(first, prefix);
        }
        let there = Scope { space: inner, within: Vec::new(), ..scope.clone() };
        self.find(rest, &there, Ty::Unknown)
    }

    /// Notes a table by the name it is called by: its own, that of a set of its rows, another name of it.
    pub(super) fn refer_table(&mut self, name: &Name, space: SpaceIndex) -> Option<SymbolId> {
        let (mut at, mut last) = (space, name.text.as_str());
        while let Some((prefix, rest)) = last.split_once('.')
            && let Some(inner) = self.names.spaces.get(at.0).and_then(|space| space.inner.get(prefix))
        {
            (at, last) = (*inner, rest);
        }
        let table =
            |symbol: &Symbol| symbol.kind.is_table() || matches!(symbol.kind, Kind::RowSet | Kind::Target);
        let named = self.names.called(at, last).find(|(_, symbol)| table(symbol)).map(|(id, _)| id);
        let named = named.or_else(|| self.alias_named(at, last))?;
        self.refer(name, named);
        match self.symbol(named)?.kind {
            Kind::RowSet => self.symbol(named)?.table,
            Kind::Alias => match self.type_of(named) {
                Ty::Row(table) => Some(table),
                _ => None,
            },
            _ => Some(named),
        }
    }

    /// A path of columns and definitions of one table.
    pub(super) fn in_table(&mut self, table: SymbolId, path: &[&Name], scope: &Scope) -> Ty {
        let Some(space) = self.symbol(table).map(|symbol| symbol.space) else { return Ty::Unknown };
        if self.participation_rule(path, Some(table)) {
            return Ty::Plain;
        }
        for space in [space, scope.space] {
            let there = Scope { space, table: Some(table), within: Vec::new(), ..scope.clone() };
            let found = self.longest_value(path, &there);
            let of_rows = found.filter(|(id, _)| self.symbol(*id).is_some_and(|s| s.table == Some(table)));
            if let Some((value, used)) = of_rows {
                self.refer_value(value, path.get(..used).unwrap_or_default());
                self.parties(value, path.get(used..).unwrap_or_default());
                let ty = self.type_of(value);
                return self.follow(ty, path.get(used..).unwrap_or_default(), scope);
            }
        }
        // A reference to a row that is rolled up leads to its unit too, and back.
        let made: Vec<SymbolId> =
            self.bases.iter().filter(|(_, base)| **base == table).map(|(m, _)| *m).collect();
        if let Some((first, rest)) = path.split_first()
            && let Some(unit) = self.names.table_named(space, &first.text)
            && made.contains(&unit)
        {
            self.refer_table(first, space);
            return self.follow(Ty::Row(unit), rest, scope);
        }
        match self.bases.get(&table).copied() {
            Some(base) => self.in_table(base, path, scope),
            None => match path.split_first() {
                Some((first, rest)) => {
                    let rows = Scope { space, table: Some(table), ..scope.clone() };
                    self.of_any_rows(first, rest, &rows).unwrap_or_default()
                }
                None => Ty::Unknown,
            },
        }
    }

    /// What stands at the row that a reference points at.
    pub(super) fn follow(&mut self, base: Ty, rest: &[&Name], scope: &Scope) -> Ty {
        match base {
            ty if rest.is_empty() => ty,
            Ty::Row(table) => self.in_table(table, rest, scope),
            _ => Ty::Plain,
        }
    }

    /// A name that is a member: of the choice asked for, else of the only one that has it.
    pub(super) fn member(&mut self, name: &Name, space: SpaceIndex, hint: Ty) -> Option<Ty> {
        let choice = match hint {
            Ty::Choice(choice) if self.member_of(choice, name, space).is_some() => choice,
            Ty::Choice(_) => return None,
            _ => self.choices_with(space, &[name.text.as_str()]).into_iter().next()?,
        };
        let member = self.member_of(choice, name, space)?;
        self.refer(name, member);
        Some(Ty::Choice(choice))
    }

    /// The member of a choice of this name, or the other name of one.
    pub(super) fn member_of(&self, choice: SymbolId, name: &Name, space: SpaceIndex) -> Option<SymbolId> {
        let parts = || self.names.of_parent(choice);
        let own =
            parts().find(|(_, s)| s.own_name() == name.text && matches!(s.kind, Kind::Member | Kind::Class));
        let other = || {
            let mut others = parts().flat_map(|(member, _)| self.names.of_parent(member));
            others.find(|(_, symbol)| symbol.own_name() == name.text)
        };
        let own = own.or_else(other).map(|(id, _)| id);
        own.or_else(|| {
            let alias = self.alias_named(space, &name.text)?;
            (self.type_of(alias) == Ty::Choice(choice)).then_some(alias)
        })
    }

    /// The choices that have all of these members.
    pub(super) fn choices_with(&self, space: SpaceIndex, members: &[&str]) -> Vec<SymbolId> {
        let choice = |symbol: &Symbol| matches!(symbol.kind, Kind::Choice | Kind::Classify);
        let all = self.names.choices.iter().filter_map(|id| Some((*id, self.symbol(*id)?)));
        let choices = all.filter(|(_, symbol)| symbol.space == space && choice(symbol));
        let has = |choice: SymbolId, member: &str| {
            self.names.of_parent(choice).any(|(_, symbol)| symbol.own_name() == member)
        };
        choices.filter(|(id, _)| members.iter().all(|member| has(*id, member))).map(|(id, _)| id).collect()
    }

    pub(super) fn alias_named(&self, space: SpaceIndex, name: &str) -> Option<SymbolId> {
        self.names.called(space, name).find(|(_, symbol)| symbol.kind == Kind::Alias).map(|(id, _)| id)
    }

    /// 集合
    pub(super) fn set(&mut self, name: &Name, space: SpaceIndex) -> bool {
        let mut sets = self.names.called(space, &name.text).filter(|(_, symbol)| symbol.kind == Kind::Set);
        let own = sets.clone().find(|(_, symbol)| symbol.name.source == name.span.source);
        let Some((set, _)) = own.or_else(|| sets.next()) else { return false };
        self.refer(name, set);
        true
    }
}
