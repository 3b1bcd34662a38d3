//! Calls: lookups, functions of one row and of many.

use heng_grammar::tree::{Argument, Expr, ExprKind, Name};

use super::{Resolver, Scope, Ty};
use crate::symbol::{SymbolId, SymbolKind as Kind};

impl Resolver<'_> {
    /// A lookup or a function, with its output where one is named.
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[Argument],
        output: Option<&Name>,
        scope: &Scope,
    ) -> Ty {
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
}
