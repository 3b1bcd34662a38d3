//! Entries of the outer level.

use heng_grammar::tree::{
    Alias, Bind, Bound, Definition, Example, Expr, Item, ItemKind, KeyTest, Lookup, Name, Output, Reading,
    Rollup, RollupColumnKind, SetMembers, SetOf, Take, Target, TargetBody, TargetForm, TargetTest,
};

use super::{Resolver, Scope, Ty};
use crate::symbol::{SymbolId, SymbolKind as Kind};

impl Resolver<'_> {
    pub(super) fn item(&mut self, item: &Item, scope: &Scope) {
        match &item.kind {
            ItemKind::Policy(_) | ItemKind::Use(_) | ItemKind::Choice(_) | ItemKind::Axis(_) => {}
            ItemKind::Set(set) => self.set_of(set, scope),
            ItemKind::Alias(alias) => self.alias(alias, scope),
            ItemKind::Unit(unit) => {
                if let Some(value) = &unit.value {
                    self.number(value);
                }
            }
            ItemKind::RowSet(rows) => {
                let table = self.refer_table(&rows.table, scope.space);
                self.plain_if(rows.filter.as_ref(), &scope.of_table(table));
            }
            ItemKind::Table(table) => {
                for column in &table.columns {
                    let ty = self.type_written(&column.ty, scope);
                    self.default(column.default.as_ref(), scope, ty);
                    self.bounds(&column.bounds, scope);
                }
            }
            ItemKind::For(block) => {
                let table = self.refer_table(&block.table, scope.space);
                let rows = scope.of_table(table);
                block.items.iter().for_each(|item| self.item(item, &rows));
            }
            ItemKind::Rollup(rollup) => self.rollup(rollup, scope),
            ItemKind::Definition(definition) => self.definition(definition, scope),
            ItemKind::Lookup(lookup) => self.lookup(lookup, scope),
            ItemKind::Open(open) => {
                let ty = self.type_written(&open.ty, scope);
                self.give(&open.name, ty);
                self.per(open.per.as_ref(), scope);
                self.bounds(&open.bounds, scope);
            }
            ItemKind::Decision(decision) => {
                let ty = self.type_written(&decision.ty, scope);
                self.give(&decision.name, ty);
                self.per(decision.per.as_ref(), scope);
                self.default(decision.default.as_ref(), scope, ty);
                self.bounds(&decision.bounds, scope);
            }
            ItemKind::Parameter(parameter) => {
                let ty = self.type_written(&parameter.ty, scope);
                self.give(&parameter.name, ty);
                self.default(parameter.default.as_ref(), scope, ty);
                self.bounds(&parameter.bounds, scope);
            }
            ItemKind::Bind(bind) => self.bind(bind, scope),
            ItemKind::Take(take) => self.take(take, scope),
            ItemKind::Reading(reading) => self.reading(reading, scope),
            ItemKind::Amend(amend) => self.amend(amend, scope),
            ItemKind::Example(example) => self.example(example, scope),
            ItemKind::Check(check) => _ = self.plain(&check.condition, scope),
            ItemKind::Output(output) => self.output_of(output, scope),
            ItemKind::Target(target) => self.target(target, scope),
            kind => self.value_block(kind, scope),
        }
    }

    fn set_of(&mut self, set: &SetOf, scope: &Scope) {
        match &set.members {
            SetMembers::Always(list) => self.elements(list, scope, Ty::Unknown),
            SetMembers::Dated(steps) => {
                for step in steps {
                    self.key_test(&step.period, scope, Ty::Plain);
                    self.elements(&step.value, scope, Ty::Unknown);
                }
            }
        }
    }

    /// `别名 开发区 = 南通经济技术开发区`: of a table, a value, a choice, a member.
    fn alias(&mut self, alias: &Alias, scope: &Scope) {
        let names: Vec<&Name> = alias.target.names.iter().collect();
        let [only] = names.as_slice() else {
            let ty = self.path(&names, scope, Ty::Unknown);
            return alias.names.iter().for_each(|name| self.give(name, ty));
        };
        let choice = self.names.choice_named(scope.space, &only.text);
        let ty = if let Some(table) = self.refer_table(only, scope.space) {
            Ty::Row(table)
        } else if let Some(choice) = choice {
            self.refer(only, choice);
            Ty::Plain
        } else {
            self.path(&names, scope, Ty::Unknown)
        };
        alias.names.iter().for_each(|name| self.give(name, ty));
    }

    pub(super) fn default(&mut self, default: Option<&Expr>, scope: &Scope, ty: Ty) {
        if let Some(default) = default {
            self.expression(default, scope, ty);
        }
    }

    pub(super) fn bounds(&mut self, bounds: &[Bound], scope: &Scope) {
        bounds.iter().for_each(|bound| _ = self.plain(&bound.value, scope));
    }

    /// `按 区.名称`
    fn per(&mut self, per: Option<&heng_grammar::tree::Path>, scope: &Scope) {
        let Some((table, rest)) = per.and_then(|path| path.names.split_first()) else { return };
        let Some(of) = self.refer_table(table, scope.space) else { return };
        let rest: Vec<&Name> = rest.iter().collect();
        if !rest.is_empty() {
            self.in_table(of, &rest, scope);
        }
    }

    fn rollup(&mut self, rollup: &Rollup, scope: &Scope) {
        let made = self.refer_table(&rollup.name, scope.space);
        let base = self.refer_table(&rollup.from, scope.space);
        let members = scope.of_table(base);
        self.plain_if(rollup.filter.as_ref(), &members);
        if let Some(key) = &rollup.key {
            let ty = self.expression(&key.value, &members, Ty::Unknown);
            if let Some(name) = &key.name {
                self.give(name, ty);
                // Of a table that is declared, the key is one of its columns.
                if let Some(made) = made {
                    self.in_table(made, &[name], scope);
                }
            }
        }
        let units = scope.of_table(made);
        for column in &rollup.columns {
            match &column.kind {
                RollupColumnKind::Combine { name, source, order, .. } => {
                    let ty = self.path(&[source.as_ref().unwrap_or(name)], &members, Ty::Unknown);
                    self.give(name, ty);
                    if let Some(made) = made {
                        self.in_table(made, &[name], scope);
                    }
                    order.iter().for_each(|key| self.order_key(key, &members));
                }
                RollupColumnKind::Define(definition) => self.definition(definition, &units),
            }
        }
    }

    pub(super) fn definition(&mut self, definition: &Definition, scope: &Scope) {
        let written = definition.ty.as_ref().map(|ty| self.type_written(ty, scope));
        let found = self.expression(&definition.value, scope, written.unwrap_or_default());
        let ty = written.unwrap_or(found);
        self.give(&definition.name, ty);
        self.rounding(definition.rounding.as_ref(), scope);
        self.missing(definition.missing.as_ref(), scope, ty);
    }

    fn lookup(&mut self, lookup: &Lookup, scope: &Scope) {
        let own = Scope::whole(scope.space);
        let mut keys = Vec::new();
        for (at, key) in lookup.keys.iter().enumerate() {
            let ty = match &key.ty {
                Some(ty) => self.type_written(ty, &own),
                None => {
                    self.key_by_name(&key.name, scope).unwrap_or_else(|| self.key_by_cells(lookup, at, scope))
                }
            };
            self.give(&key.name, ty);
            keys.push(ty);
        }
        let outputs: Vec<Ty> =
            lookup.outputs.iter().map(|output| self.type_written(&output.ty, &own)).collect();
        for (output, ty) in lookup.outputs.iter().zip(&outputs) {
            match &output.name {
                Some(name) => self.give(name, *ty),
                None => self.give(&lookup.name, *ty),
            }
        }
        if let [only] = outputs.as_slice() {
            self.give(&lookup.name, *only);
        }
        for row in &lookup.rows {
            for (cell, ty) in row.keys.iter().zip(&keys) {
                cell.alternatives.iter().for_each(|test| self.key_test(test, &own, *ty));
            }
            // Without keys the rows are periods.
            for cell in row.keys.iter().skip(keys.len()) {
                cell.alternatives.iter().for_each(|test| self.key_test(test, &own, Ty::Plain));
            }
            for (at, values) in row.outputs.iter().enumerate() {
                let ty = outputs.get(at).copied().unwrap_or_default();
                values.iter().for_each(|value| _ = self.expression(value, &own, ty));
            }
        }
        let per = lookup.marginal.iter().flat_map(|marginal| marginal.per.iter().flatten());
        per.for_each(|rate| self.number(&rate.quantum));
    }

    /// A key named like a choice, a column or a definition is of its type, and cannot be called otherwise.
    fn key_by_name(&mut self, name: &Name, scope: &Scope) -> Option<Ty> {
        if let Some(choice) = self.names.choice_named(scope.space, &name.text) {
            self.refer(name, choice);
            return Some(Ty::Choice(choice));
        }
        let called: Vec<SymbolId> = self
            .names
            .called(scope.space, &name.text)
            .filter(|(_, symbol)| symbol.kind.is_value())
            .map(|(id, _)| id)
            .collect();
        called.iter().for_each(|id| self.refer(name, *id));
        called.first().map(|id| self.type_of(*id))
    }

    /// Else it is of the choice that has what its cells name.
    fn key_by_cells(&self, lookup: &Lookup, at: usize, scope: &Scope) -> Ty {
        let cells = lookup.rows.iter().filter_map(|row| row.keys.get(at)).flat_map(|cell| &cell.alternatives);
        let names: Vec<&str> = cells
            .filter_map(|test| match test {
                KeyTest::Is(value) => match &*value.kind {
                    heng_grammar::tree::ExprKind::Name(name) => Some(name.text.as_str()),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let choices = self.choices_with(scope.space, &names);
        choices.first().filter(|_| !names.is_empty()).map_or(Ty::Unknown, |choice| Ty::Choice(*choice))
    }

    pub(super) fn key_test(&mut self, test: &KeyTest, scope: &Scope, ty: Ty) {
        match test {
            KeyTest::Is(value) | KeyTest::From(value) => self.elements(value, scope, ty),
            KeyTest::Interval { lower, upper } => {
                for (end, _) in lower.iter().chain(upper) {
                    self.expression(end, scope, ty);
                }
            }
            KeyTest::Same | KeyTest::Rest => {}
        }
    }

    /// What 定 and 取 settle: the one of this path, else the only one called so.
    fn settled(
        &mut self,
        target: &heng_grammar::tree::Path,
        kinds: &[Kind],
        scope: &Scope,
    ) -> Option<SymbolId> {
        let names: Vec<&Name> = target.names.iter().collect();
        let (last, around) = names.split_last()?;
        let mut space = scope.space;
        for prefix in around {
            if let Some(inner) =
                self.names.spaces.get(space.0).and_then(|space| space.inner.get(&prefix.text))
            {
                space = *inner;
                let found =
                    self.names.called(scope.space, &prefix.text).find(|(_, s)| s.kind == Kind::Prefix);
                if let Some((found, _)) = found {
                    self.refer(prefix, found);
                }
            }
        }
        let meant = |symbol: &crate::symbol::Symbol| {
            symbol.space == space && symbol.own_name() == last.text && kinds.contains(&symbol.kind)
        };
        let found: Vec<SymbolId> = self.names.entries().filter(|(_, s)| meant(s)).map(|(id, _)| id).collect();
        let first = *found.first()?;
        found.iter().for_each(|id| self.refer_value(*id, &names));
        Some(first)
    }

    pub(super) fn bind(&mut self, bind: &Bind, scope: &Scope) {
        let kinds = [Kind::Open, Kind::Parameter, Kind::Decision];
        let target = self.settled(&bind.target, &kinds, scope);
        if target.is_none() {
            // The target of an indicator: 数字经济.一网通办率.目标.
            let names: Vec<&Name> = bind.target.names.iter().collect();
            self.path(&names, scope, Ty::Unknown);
        }
        let ty = target.map_or(Ty::Unknown, |target| self.type_of(target));
        let table = target.and_then(|target| self.symbol(target)).and_then(|symbol| symbol.table);
        self.expression(&bind.value, &scope.of_table(table), ty);
    }

    pub(super) fn take(&mut self, take: &Take, scope: &Scope) {
        if let Some(reading) = self.settled(&take.target, &[Kind::Reading], scope) {
            self.arm(reading, &take.arm);
        }
    }

    fn arm(&mut self, reading: SymbolId, name: &Name) {
        let arm = self.names.of_parent(reading).find(|(_, symbol)| symbol.own_name() == name.text);
        if let Some((arm, _)) = arm {
            self.refer(name, arm);
        }
    }

    pub(super) fn reading(&mut self, reading: &Reading, scope: &Scope) {
        let mut ty = Ty::Unknown;
        for arm in &reading.arms {
            let found = self.expression(&arm.value, scope, ty);
            if ty == Ty::Unknown {
                ty = found;
            }
        }
        self.give(&reading.name, ty);
        if let (Some(taken), Some(own)) = (&reading.taken, self.declared.get(&reading.name.span).copied()) {
            self.arm(own, taken);
        }
    }

    fn example(&mut self, example: &Example, scope: &Scope) {
        for row in &example.rows {
            let Some(table) = self.refer_table(&row.table, scope.space) else { continue };
            for cell in &row.cells {
                let ty = match self.in_table(table, &[&cell.name], scope) {
                    // The rows of 按 are a column of the figures of a target.
                    Ty::Unknown if self.kind_of(table) == Some(Kind::Target) => {
                        let of = self.refer_table(&cell.name, scope.space);
                        self.key_of(of)
                    }
                    ty => ty,
                };
                self.elements(&cell.value, scope, ty);
            }
        }
        example.binds.iter().for_each(|bind| self.bind(bind, scope));
        example.takes.iter().for_each(|take| self.take(take, scope));
        example.expectations.iter().for_each(|expected| _ = self.plain(&expected.condition, scope));
    }

    fn output_of(&mut self, output: &Output, scope: &Scope) {
        let table = output.table.as_ref().and_then(|table| self.refer_table(table, scope.space));
        let rows = scope.of_table(table);
        self.plain_if(output.filter.as_ref(), &rows);
        output.order.iter().for_each(|key| self.order_key(key, &rows));
        for column in &output.columns {
            self.plain_if(column.value.as_ref(), &rows);
            if let Some(path) = &column.path {
                let names: Vec<&Name> = path.names.iter().collect();
                self.path(&names, &rows, Ty::Unknown);
            }
        }
    }

    fn target(&mut self, target: &Target, scope: &Scope) {
        if let Some(data) = &target.data {
            self.refer_table(data, scope.space);
        }
        let per = target.per.as_ref().and_then(|table| self.refer_table(table, scope.space));
        if let Some(unit) = &target.unit {
            self.unit(unit);
        }
        let rows = scope.of_table(per).inside(std::slice::from_ref(&target.name.text));
        match &target.body {
            TargetBody::Lines(lines) => {
                for line in lines {
                    if let Some(unit) = &line.unit {
                        self.unit(unit);
                    }
                    line.bases.iter().for_each(|base| _ = self.plain(&base.value, &rows));
                    self.plain_if(line.value.as_ref(), &rows);
                    line.tests.iter().for_each(|test| self.target_test(test, &rows));
                    if let Some(inside) = &line.inside {
                        self.path(&[inside], &rows, Ty::Unknown);
                    }
                }
            }
            TargetBody::Grid(grid) => {
                grid.columns.iter().filter_map(|c| c.unit.as_ref()).for_each(|unit| self.unit(unit));
                let ty = self.key_of(per);
                for row in &grid.rows {
                    if let Some(label) = &row.label {
                        self.member(label, scope.space, ty);
                    }
                    row.cells.iter().flatten().for_each(|test| self.target_test(test, &rows));
                }
            }
        }
    }

    /// What the key of a table is.
    fn key_of(&self, table: Option<SymbolId>) -> Ty {
        let key = table.and_then(|table| self.keys.get(&table)).and_then(|keys| keys.first());
        key.map_or(Ty::Unknown, |key| self.type_of(*key))
    }

    fn kind_of(&self, id: SymbolId) -> Option<Kind> {
        self.symbol(id).map(|symbol| symbol.kind)
    }

    fn target_test(&mut self, test: &TargetTest, scope: &Scope) {
        match &test.form {
            TargetForm::Compare(_, value) | TargetForm::Bare(value) | TargetForm::About(value) => {
                self.plain(value, scope);
            }
            TargetForm::Between(from, to) => {
                self.plain(from, scope);
                self.plain(to, scope);
            }
            TargetForm::Trend { precision, .. } => self.plain_if(precision.as_ref(), scope),
            TargetForm::Times(_) | TargetForm::Assigned(..) => {}
        }
        self.plain_if(test.tolerance.as_ref(), scope);
    }
}
