//! Expressions.

use heng_grammar::span::Span;
use heng_grammar::tree::{
    Argument, Expr, ExprKind, Missing, MissingAnswer, MissingOrder, Name, Number, OrderKey, Rounding,
    RoundingTo, Stated, TypeExpr, UnitExpr, Unlisted,
};

use heng_grammar::vocabulary::magnitudes_of;

use super::{Resolver, Scope, Ty};
use crate::symbol::{SymbolId, SymbolKind as Kind};

impl Resolver<'_> {
    /// What an expression is; `hint` is what it is probably meant to be.
    pub(super) fn expression(&mut self, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        match &*tree.kind {
            ExprKind::Name(_) | ExprKind::Field(..) => self.path_expression(tree, scope, hint),
            ExprKind::Number(number) => {
                self.number(number);
                Ty::Plain
            }
            ExprKind::Index(base, keys) => self.index(base, keys, scope),
            ExprKind::Call(name, arguments) => self.call(name, arguments, None, scope),
            ExprKind::Own { table, .. } => self.refer_table(table, scope.space).map_or(Ty::Unknown, Ty::Row),
            ExprKind::Negate(inner) | ExprKind::Bracketed(inner) | ExprKind::ZeroIsMissing(inner) => {
                self.expression(inner, scope, hint)
            }
            ExprKind::Not(inner) => self.plain(inner, scope),
            ExprKind::Arithmetic(_, left, right) => {
                self.expression(left, scope, Ty::Unknown);
                self.plain(right, scope)
            }
            ExprKind::Comparison(first, rest) => {
                let mut left = first;
                for (_, right) in rest {
                    self.pair(left, right, scope, Ty::Unknown);
                    left = right;
                }
                Ty::Plain
            }
            ExprKind::Logic(_, parts) => {
                parts.iter().for_each(|part| _ = self.plain(part, scope));
                Ty::Plain
            }
            ExprKind::Member { value, set, unlisted, .. } => {
                let of = self.expression(value, scope, Ty::Unknown);
                self.elements(set, scope, of);
                if let Some(Unlisted::Decides(decides)) = unlisted {
                    self.plain(decides, scope);
                }
                Ty::Plain
            }
            ExprKind::Within(value, period) => {
                self.plain(value, scope);
                self.plain(period, scope)
            }
            ExprKind::If { condition, then, otherwise } => {
                self.plain(condition, scope);
                self.pair(then, otherwise, scope, hint)
            }
            ExprKind::IfMissing(value, answer) => {
                let ty = self.expression(value, scope, hint);
                self.expression(answer, scope, ty);
                ty
            }
            ExprKind::List { .. } => {
                self.elements(tree, scope, hint);
                hint
            }
            ExprKind::Range(from, to) => {
                self.plain(from, scope);
                self.plain(to, scope)
            }
            ExprKind::LastYears(number) => {
                self.number(number);
                Ty::Plain
            }
            ExprKind::Text(text) => self.text_as_member(text, tree, scope, hint),
            ExprKind::Date { .. }
            | ExprKind::Year(_)
            | ExprKind::YesNo(_)
            | ExprKind::NotApplicable
            | ExprKind::Error => Ty::Plain,
        }
    }

    /// A text that stands against a choice is read as a member: `区["通州区"]`.
    fn text_as_member(&mut self, text: &str, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        let written = self.written(tree.span);
        let (open, close) = (written.chars().next(), written.chars().next_back());
        let (Some(open), Some(close)) = (open, close) else { return Ty::Plain };
        let range = tree.span.range();
        let inside = Span::new(tree.span.source, range.start + open.len_utf8(), range.end - close.len_utf8());
        let name = Name { text: text.to_owned(), span: inside };
        if let Ty::Choice(choice) = hint
            && let Some(member) = self.member_of(choice, &name, scope.space)
        {
            self.refer(&name, member);
            return hint;
        }
        Ty::Plain
    }

    /// A value that is no member.
    pub(super) fn plain(&mut self, tree: &Expr, scope: &Scope) -> Ty {
        self.expression(tree, scope, Ty::Unknown);
        Ty::Plain
    }

    pub(super) fn plain_if(&mut self, tree: Option<&Expr>, scope: &Scope) {
        if let Some(tree) = tree {
            self.plain(tree, scope);
        }
    }

    /// Two expressions of one kind: the one that says its type first.
    fn pair(&mut self, left: &Expr, right: &Expr, scope: &Scope, hint: Ty) -> Ty {
        if hint == Ty::Unknown && self.is_bare(left, scope) && !self.is_bare(right, scope) {
            let ty = self.expression(right, scope, hint);
            self.expression(left, scope, ty);
            return ty;
        }
        let ty = self.expression(left, scope, hint);
        let wanted = if hint == Ty::Unknown { ty } else { hint };
        let other = self.expression(right, scope, wanted);
        if ty == Ty::Unknown { other } else { ty }
    }

    /// Whether an expression takes its type from the other side.
    fn is_bare(&self, tree: &Expr, scope: &Scope) -> bool {
        match &*tree.kind {
            ExprKind::Number(number) => number.unit.is_none(),
            ExprKind::NotApplicable => true,
            ExprKind::Bracketed(inner) | ExprKind::Negate(inner) => self.is_bare(inner, scope),
            ExprKind::Name(name) => {
                !matches!(name.text.as_str(), "当前等级" | "current_grade")
                    && self.longest_value(&[name], scope).is_none()
            }
            _ => false,
        }
    }

    fn path_expression(&mut self, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        let (mut head, mut path) = (tree, Vec::new());
        while let ExprKind::Field(base, name) = &*head.kind {
            path.insert(0, name);
            head = base;
        }
        match &*head.kind {
            ExprKind::Name(name) => {
                path.insert(0, name);
                self.path(&path, scope, hint)
            }
            ExprKind::Call(name, arguments) => {
                let (output, rest) = path.split_first().map_or((None, &[][..]), |(o, rest)| (Some(*o), rest));
                let ty = self.call(name, arguments, output, scope);
                self.follow(ty, rest, scope)
            }
            _ => {
                let ty = self.expression(head, scope, Ty::Unknown);
                self.follow(ty, &path, scope)
            }
        }
    }

    /// `企业["E1"]`, `评价.企业["E1"]`, `税收[上年]`
    fn index(&mut self, base: &Expr, keys: &[Expr], scope: &Scope) -> Ty {
        let ty = self.expression(base, scope, Ty::Unknown);
        let table = match ty {
            Ty::Row(table) => Some(table),
            _ => None,
        };
        let key_columns = table.and_then(|table| self.keys.get(&table)).cloned().unwrap_or_default();
        for (at, key) in keys.iter().enumerate() {
            let of = key_columns.get(at).map_or(Ty::Unknown, |column| self.type_of(*column));
            self.expression(key, scope, of);
        }
        ty
    }

    fn call(&mut self, name: &Name, arguments: &[Argument], output: Option<&Name>, scope: &Scope) -> Ty {
        let lookups = self.names.called(scope.space, &name.text);
        let lookup = lookups.clone().find(|(_, s)| s.kind == Kind::Lookup).map(|(id, _)| id);
        if let Some(lookup) = lookup {
            self.refer(name, lookup);
            let keys: Vec<SymbolId> = self
                .names
                .of_parent(lookup)
                .filter(|(_, s)| s.kind == Kind::LookupKey)
                .map(|(id, _)| id)
                .collect();
            for (at, argument) in arguments.iter().enumerate() {
                let of = keys.get(at).map_or(Ty::Unknown, |key| self.type_of(*key));
                if let Some(value) = &argument.value {
                    self.expression(value, scope, of);
                }
            }
            return self.output(lookup, output);
        }
        if matches!(name.text.as_str(), "理论最高" | "attainable_max")
            && let Some(block) = self.block_named(arguments, scope)
        {
            return block;
        }
        let ty = self.aggregate(arguments, scope);
        match output {
            Some(output) => self.follow(ty, &[output], scope),
            None => ty,
        }
    }

    /// `理论最高(科技创新计分)`: the block itself, of whichever rows.
    fn block_named(&mut self, arguments: &[Argument], scope: &Scope) -> Option<Ty> {
        let [Argument { value: Some(value), .. }] = arguments else { return None };
        let ExprKind::Name(name) = &*value.kind else { return None };
        let mut called = self.names.called(scope.space, &name.text);
        let (block, _) = called.find(|(_, symbol)| symbol.kind.is_block_value())?;
        self.refer(name, block);
        Some(Ty::Plain)
    }

    /// A function: of one row, or of many. The type of its first value is its own, as of 最近 and 取大.
    fn aggregate(&mut self, arguments: &[Argument], scope: &Scope) -> Ty {
        let inner = self.rows_asked(arguments, scope);
        let mut ty = Ty::Plain;
        for (at, argument) in arguments.iter().enumerate() {
            if let Some(value) = &argument.value {
                let there = match &*value.kind {
                    ExprKind::Own { .. } => scope,
                    _ => &inner,
                };
                let found = self.expression(value, there, Ty::Unknown);
                if at == 0 || ty == Ty::Plain || matches!(ty, Ty::Row(_)) {
                    ty = found;
                }
            }
            self.plain_if(argument.filter.as_ref(), &inner);
            argument.group.iter().for_each(|key| _ = self.plain(key, &inner));
            argument.order.iter().for_each(|key| self.order_key(key, &inner));
        }
        ty
    }

    /// The rows that an aggregate goes through: of 名下, of the table it names, of the one its values speak of.
    fn rows_asked(&mut self, arguments: &[Argument], scope: &Scope) -> Scope {
        let values = || arguments.iter().filter_map(|argument| argument.value.as_ref());
        let own = values().find_map(|value| match &*value.kind {
            ExprKind::Own { table, column } => Some((table, column.as_ref())),
            _ => None,
        });
        if let Some((name, column)) = own {
            let Some(table) = self.refer_table(name, scope.space) else { return scope.clone() };
            if let Some(column) = column {
                self.in_table(table, &[column], scope);
            }
            return self.inner(table, scope);
        }
        if self.is_posted(values().next()) {
            let filters = arguments.iter().filter_map(|argument| argument.filter.as_ref());
            filters.for_each(|filter| self.posted_names(filter, scope));
            return scope.clone();
        }
        let named = values().next().and_then(|value| match &*value.kind {
            ExprKind::Name(name) if self.longest_value(&[name], scope).is_none() => {
                self.names.table_named(scope.space, &name.text)
            }
            _ => None,
        });
        let filters = arguments.iter().filter_map(|argument| argument.filter.as_ref());
        let mentioned = || values().chain(filters.clone()).find_map(|tree| self.mentioned_table(tree, scope));
        match named.or_else(mentioned) {
            Some(table) if Some(table) != scope.table => self.inner(table, scope),
            _ => scope.clone(),
        }
    }

    fn inner(&self, table: SymbolId, scope: &Scope) -> Scope {
        let space = self.symbol(table).map_or(scope.space, |symbol| symbol.space);
        scope.of_rows(space, table)
    }

    /// 台账, 台账来源: no table.
    fn is_posted(&self, first: Option<&Expr>) -> bool {
        let Some(mut tree) = first else { return false };
        loop {
            match &*tree.kind {
                ExprKind::Field(base, _) | ExprKind::Index(base, _) => tree = base,
                ExprKind::Name(name) => {
                    let known = ["台账", "ledger_entries", "台账来源", "ledger_sources"];
                    return known.contains(&name.text.as_str());
                }
                _ => return false,
            }
        }
    }

    /// `来源 = 土地出让`: the ledgers and lines that a question of 台账 names, of whichever rows.
    fn posted_names(&mut self, tree: &Expr, scope: &Scope) {
        match &*tree.kind {
            ExprKind::Name(name) => {
                let posts = |kind: Kind| matches!(kind, Kind::Ledger | Kind::Line | Kind::Allocation);
                let all = self.names.of_space(scope.space);
                let called = all.filter(|(_, s)| posts(s.kind) && s.own_name() == name.text);
                let called: Vec<SymbolId> = called.map(|(id, _)| id).collect();
                called.into_iter().for_each(|id| self.refer(name, id));
            }
            ExprKind::Comparison(first, rest) => {
                self.posted_names(first, scope);
                rest.iter().for_each(|(_, tree)| self.posted_names(tree, scope));
            }
            ExprKind::Logic(_, parts) => parts.iter().for_each(|part| self.posted_names(part, scope)),
            ExprKind::List { elements, .. } => {
                elements.iter().for_each(|element| self.posted_names(element, scope));
            }
            ExprKind::Member { value, set, .. } => {
                self.posted_names(value, scope);
                self.posted_names(set, scope);
            }
            ExprKind::Not(inner) | ExprKind::Bracketed(inner) => self.posted_names(inner, scope),
            _ => {}
        }
    }

    /// The first table whose rows an expression speaks of by `T.x`.
    fn mentioned_table(&self, tree: &Expr, scope: &Scope) -> Option<SymbolId> {
        if let ExprKind::Field(base, field) = &*tree.kind
            && let ExprKind::Name(name) = &*base.kind
            && self.longest_value(&[name], scope).is_none()
        {
            if let Some(table) = self.names.table_named(scope.space, &name.text) {
                return Some(table);
            }
            let inner = self.names.spaces.get(scope.space.0).and_then(|space| space.inner.get(&name.text));
            if let Some(inner) = inner {
                return self.names.table_named(*inner, &field.text);
            }
        }
        let inside: Vec<&Expr> = match &*tree.kind {
            ExprKind::Field(base, _) | ExprKind::Index(base, _) => vec![base],
            ExprKind::Negate(a) | ExprKind::Not(a) | ExprKind::Bracketed(a) | ExprKind::ZeroIsMissing(a) => {
                vec![a]
            }
            ExprKind::Arithmetic(_, a, b) | ExprKind::IfMissing(a, b) | ExprKind::Within(a, b) => vec![a, b],
            ExprKind::Comparison(first, rest) => {
                std::iter::once(first).chain(rest.iter().map(|(_, tree)| tree)).collect()
            }
            ExprKind::Logic(_, parts) => parts.iter().collect(),
            ExprKind::Member { value, .. } => vec![value],
            ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::Call(_, arguments) => arguments.iter().filter_map(|a| a.value.as_ref()).collect(),
            _ => Vec::new(),
        };
        inside.into_iter().find_map(|tree| self.mentioned_table(tree, scope))
    }

    /// A list, the name of a set, or a set as it is in a year.
    pub(super) fn elements(&mut self, set: &Expr, scope: &Scope, of: Ty) {
        match &*set.kind {
            ExprKind::List { elements, .. } => {
                let of =
                    if matches!(of, Ty::Choice(_)) { of } else { self.choice_of_list(elements, scope, of) };
                elements.iter().for_each(|element| self.elements(element, scope, of));
            }
            ExprKind::Bracketed(inner) => self.elements(inner, scope, of),
            ExprKind::Name(name) if self.set(name, scope.space) => {}
            ExprKind::Index(base, keys) if matches!(&*base.kind, ExprKind::Name(_)) => {
                self.elements(base, scope, of);
                keys.iter().for_each(|key| _ = self.plain(key, scope));
            }
            _ => {
                self.expression(set, scope, of);
            }
        }
    }

    /// The only choice that has all the names of a list.
    fn choice_of_list(&self, elements: &[Expr], scope: &Scope, of: Ty) -> Ty {
        let names: Vec<&str> = elements
            .iter()
            .filter_map(|element| match &*element.kind {
                ExprKind::Name(name) => Some(name.text.as_str()),
                _ => None,
            })
            .collect();
        match self.choices_with(scope.space, &names).as_slice() {
            [only] if !names.is_empty() => Ty::Choice(*only),
            _ => of,
        }
    }

    pub(super) fn order_key(&mut self, key: &OrderKey, scope: &Scope) {
        let ty = self.expression(&key.value, scope, Ty::Unknown);
        if let Some(MissingOrder::Value(value)) = &key.missing {
            self.expression(value, scope, ty);
        }
    }

    pub(super) fn missing(&mut self, missing: Option<&Missing>, scope: &Scope, of: Ty) {
        if let Some(Missing { answer: MissingAnswer::Value(value), .. }) = missing {
            self.expression(value, scope, of);
        }
    }

    pub(super) fn rounding(&mut self, rounding: Option<&Rounding>, scope: &Scope) {
        let Some(rounding) = rounding else { return };
        if let RoundingTo::Nearest(number) = &rounding.to {
            self.number(number);
        }
        self.stated(&rounding.mode, scope);
    }

    /// An option that a reading may choose.
    pub(super) fn stated<T>(&mut self, stated: &Stated<T>, scope: &Scope) {
        if let Stated::Reading(name) = stated {
            self.path(&[name], scope, Ty::Unknown);
        }
    }

    pub(super) fn number(&mut self, number: &Number) {
        if let Some(unit) = &number.unit {
            self.unit(unit);
        }
    }

    /// The units that the documents declare themselves; a magnitude may stand before one.
    pub(super) fn unit(&mut self, unit: &UnitExpr) {
        for (name, _) in &unit.factors {
            if let Some(found) = self.units.get(name.text.as_str()).copied() {
                self.refer(name, found);
                continue;
            }
            // 亿斤: a magnitude before one.
            let found = magnitudes_of(&name.text).find_map(|(_, rest)| Some((rest, *self.units.get(rest)?)));
            if let Some((text, found)) = found {
                let start = name.span.range().end.saturating_sub(text.len());
                let span = Span::new(name.span.source, start, name.span.range().end);
                self.refer(&Name { text: text.to_owned(), span }, found);
            }
        }
    }

    /// What stands after `:`.
    pub(super) fn type_written(&mut self, ty: &TypeExpr, scope: &Scope) -> Ty {
        match ty {
            TypeExpr::Reference(table) => self.refer_table(table, scope.space).map_or(Ty::Unknown, Ty::Row),
            TypeExpr::Plain(unit) => {
                if let [(name, 1)] = unit.factors.as_slice()
                    && let Some(choice) = self.names.choice_named(scope.space, &name.text)
                {
                    self.refer(name, choice);
                    return Ty::Choice(choice);
                }
                self.unit(unit);
                Ty::Plain
            }
        }
    }
}
