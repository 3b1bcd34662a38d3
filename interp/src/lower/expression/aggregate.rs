//! `平均(亩均税收 当 规上 按 行业)`: one value of many rows.

use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Expr, ExprKind, Name, OrderKey};

use crate::check::diagnostic::{names, types};
use crate::lower::{Context, Population, Scope, build, range};
use crate::program::{
    Aggregate, AggregateFunction, ColumnId, Core, Frame, GroupKey, Kind, Link, Node, Number, TableId, Type,
};

/// The arguments of an aggregate, put together: `最近(名下 融资 当 …, 投资额 / 占股, 依 发生日期)`.
#[derive(Default)]
pub(super) struct Parts<'t> {
    own: Option<(&'t Name, Option<&'t Name>, Span)>,
    pub values: Vec<&'t Expr>,
    pub filter: Option<&'t Expr>,
    pub group: Vec<&'t Expr>,
    order: Vec<&'t OrderKey>,
}

impl<'t> Parts<'t> {
    fn of(arguments: &'t [Argument]) -> Self {
        let mut parts = Self::default();
        for argument in arguments {
            match argument.value.as_ref().map(|v| (&*v.kind, v)) {
                Some((ExprKind::Own { table, column }, tree)) => {
                    parts.own = Some((table, column.as_ref(), tree.span));
                }
                Some((_, tree)) => parts.values.push(tree),
                None => {}
            }
            parts.filter = parts.filter.or(argument.filter.as_ref());
            parts.group.extend(&argument.group);
            parts.order.extend(&argument.order);
        }
        parts
    }
}

/// Whose rows, and how they are found.
pub(super) struct Rows {
    pub table: TableId,
    pub link: Link,
    /// `名下 事故.损失`: a column of 事故 that is no reference is what is aggregated.
    pub value: Option<ColumnId>,
    /// 行集: the name by which the table was called, where it is one of a part of its rows.
    pub set: Option<String>,
}

impl<'t> Context<'t> {
    pub(super) fn aggregate(
        &mut self,
        function: AggregateFunction,
        name: &'t Name,
        arguments: &'t [Argument],
        scope: &Scope,
        span: Span,
    ) -> Core {
        if let Some(value) = self.over_years(&function, name, arguments, scope, span) {
            return value;
        }
        let mut parts = Parts::of(arguments);
        if let Some(asked) = self.asks_postings(&parts, scope) {
            return self.posted(&function, &asked, &parts, scope, span);
        }
        let Some(rows) = self.aggregated_rows(&mut parts, scope, span) else { return build::unknown(span) };
        let inner = self.inner_scope(&rows, scope);
        let function = match function {
            AggregateFunction::Quantile(_) => self.quantile(&mut parts, name, scope, span),
            other => other,
        };
        let value = match (rows.value, parts.values.as_slice()) {
            (Some(column), []) => Some(self.column_value(rows.table, column, span)),
            (None, []) => None,
            (None, [tree]) => Some(self.expression(tree, &inner)),
            _ => {
                let given = parts.values.len();
                return self.fail(types::argument_count(span, &name.text, "1", given), span);
            }
        };
        let mut filters: Vec<Core> = match rows.link {
            Link::Whole => match self.row_set(rows.set.as_deref(), scope) {
                Some(set) => self.rows_of_set(set, parts.filter, &inner),
                None => self.population_filter_in(rows.table, parts.filter, &inner, scope, span),
            },
            Link::Own(_) | Link::Members => {
                parts.filter.map(|f| self.condition(f, &inner, None)).into_iter().collect()
            }
        };
        let value = self.count_of_yes(&function, value, &mut filters, &inner);
        let Some(value) = self.aggregated_value(&function, name, value, &inner, span) else {
            return build::unknown(span);
        };
        let mut group = self.groups(&parts, &rows, &inner, scope);
        if rows.link == Link::Whole && scope.frame != Frame::Rows(rows.table) {
            filters = self.keyed_by_outer(filters, &mut group);
            value.iter().for_each(|value| self.forbid_outer(value));
        }
        let order = self.latest_order(&function, &parts, &inner, span);
        let sparse = parts.filter.is_some() || matches!(rows.link, Link::Own(_));
        let ty = aggregate_type(&function, value.as_ref(), sparse);
        let unknown_key = group.iter().any(|key| key.outer.ty.optional);
        let ty = if unknown_key { ty.or_absent(true) } else { ty };
        let filter = (!filters.is_empty()).then(|| build::and(filters, span));
        let Rows { table, link, .. } = rows;
        Core::new(Node::Aggregate(Aggregate { function, table, link, filter, value, group, order }), ty, span)
    }

    /// The table aggregated over; takes its bare name out of the values.
    fn aggregated_rows(&mut self, parts: &mut Parts<'t>, scope: &Scope, span: Span) -> Option<Rows> {
        if let Some((table, column, place)) = parts.own {
            return self.own_rows(table, column, place, scope);
        }
        let named = parts.values.first().and_then(|tree| match &*tree.kind {
            ExprKind::Name(name) if self.find_value(scope, &[name.text.as_str()]).is_none() => {
                Some((self.table_named(scope, &name.text)?, name.text.clone()))
            }
            _ => None,
        });
        if let Some((table, name)) = named {
            parts.values.remove(0);
            return Some(Rows { table, link: Link::Whole, value: None, set: Some(name) });
        }
        let mentioned =
            parts.values.iter().chain(parts.filter.iter()).find_map(|tree| self.mentioned_table(tree, scope));
        let set = mentioned.as_ref().map(|(_, name)| name.clone());
        let Some(table) = mentioned.map(|(table, _)| table).or(scope.table()) else {
            let unknown = parts.values.iter().find_map(|tree| self.unknown_table(tree, scope));
            self.report(unknown.unwrap_or_else(|| types::rows_unwritten(span)));
            return None;
        };
        Some(Rows { table, link: Link::Whole, value: None, set })
    }

    /// The first table whose rows an expression speaks of by `T.x`.
    pub(super) fn mentioned_table(&self, tree: &Expr, scope: &Scope) -> Option<(TableId, String)> {
        if let ExprKind::Field(base, _) = &*tree.kind
            && let ExprKind::Name(name) = &*base.kind
            && self.find_value(scope, &[name.text.as_str()]).is_none()
            && let Some(table) = self.table_named(scope, &name.text)
        {
            return Some((table, name.text.clone()));
        }
        operands(tree).into_iter().find_map(|operand| self.mentioned_table(operand, scope))
    }

    /// `公司.税收` where nothing is called 公司.
    fn unknown_table(&self, tree: &Expr, scope: &Scope) -> Option<heng_grammar::diagnostic::Diagnostic> {
        let ExprKind::Field(base, _) = &*tree.kind else { return None };
        let ExprKind::Name(name) = &*base.kind else { return None };
        if self.find_value(scope, &[name.text.as_str()]).is_some() {
            return None;
        }
        let known = &self.space(scope.space)?.tables;
        Some(names::unknown_table(name, known.keys().map(String::as_str)))
    }

    fn inner_scope(&self, rows: &Rows, scope: &Scope) -> Scope {
        let own_table = scope.frame == Frame::Rows(rows.table) && rows.link == Link::Whole;
        if own_table {
            return scope.clone();
        }
        let outer = scope.table().map(|_| Box::new(scope.clone()));
        Scope {
            outer,
            lenient: scope.lenient,
            ..Scope::row(self.table_space(rows.table), rows.table).in_years_of(scope)
        }
    }

    /// `分位(x, 90%)`: the share is known without data.
    fn quantile(
        &mut self,
        parts: &mut Parts<'t>,
        name: &Name,
        scope: &Scope,
        span: Span,
    ) -> AggregateFunction {
        let zero = AggregateFunction::Quantile(dashu_ratio::RBig::ZERO);
        if parts.values.len() < 2 {
            self.report(types::argument_count(span, &name.text, "2", parts.values.len()));
            return zero;
        }
        let Some(tree) = parts.values.pop() else { return zero };
        let share = self.expect(tree, scope, &Type::number(crate::program::Unit::plain()));
        match share.constant_number() {
            Some(share) => AggregateFunction::Quantile(share),
            None => {
                self.report(types::not_constant(tree.span));
                zero
            }
        }
    }

    /// `计数(黑名单)` counts the rows where it is yes, not those where it is known.
    fn count_of_yes(
        &mut self,
        function: &AggregateFunction,
        value: Option<Core>,
        filters: &mut Vec<Core>,
        scope: &Scope,
    ) -> Option<Core> {
        match value {
            Some(test) if *function == AggregateFunction::Count && test.ty.kind == Kind::YesNo => {
                filters.push(self.must_be_present(test, scope));
                None
            }
            other => other,
        }
    }

    fn aggregated_value(
        &mut self,
        function: &AggregateFunction,
        name: &Name,
        value: Option<Core>,
        scope: &Scope,
        span: Span,
    ) -> Option<Option<Core>> {
        let Some(value) = value else {
            match function {
                AggregateFunction::Count => return Some(None),
                // 存在(名下 事故 当 …): is there a row at all.
                AggregateFunction::Any => return Some(Some(build::yes_no(true, span))),
                _ => {}
            }
            self.report(types::argument_count(span, &name.text, "1", 0));
            return None;
        };
        if value.ty.is_unknown() {
            return None;
        }
        let value = match function {
            AggregateFunction::Any | AggregateFunction::All => {
                let test = self.yes_or_no(value);
                self.must_be_present(test, scope)
            }
            AggregateFunction::Count | AggregateFunction::Latest | AggregateFunction::Same => value,
            AggregateFunction::Maximum | AggregateFunction::Minimum
                if matches!(value.ty.kind, Kind::Date | Kind::Year) =>
            {
                value
            }
            _ => self.numeric(value),
        };
        (!value.ty.is_unknown()).then_some(Some(value))
    }

    fn groups(&mut self, parts: &Parts<'t>, rows: &Rows, inner: &Scope, scope: &Scope) -> Vec<GroupKey> {
        let mut keys = Vec::new();
        for tree in &parts.group {
            if scope.table().is_none() {
                self.report(types::group_without_row(tree.span));
                continue;
            }
            let key = self.expression(tree, inner);
            let own = scope.frame == Frame::Rows(rows.table);
            let outer = if own { key.clone() } else { self.expression(tree, scope) };
            let (inner, outer) = self.unify(key, outer);
            keys.push(GroupKey { inner, outer });
        }
        keys
    }

    fn latest_order(
        &mut self,
        function: &AggregateFunction,
        parts: &Parts<'t>,
        inner: &Scope,
        span: Span,
    ) -> Vec<crate::program::OrderKey> {
        if *function == AggregateFunction::Latest && parts.order.is_empty() {
            self.report(types::order_unwritten(span));
        }
        parts.order.iter().map(|key| self.order_key(key, inner)).collect()
    }

    /// The set of rows of this name.
    pub(crate) fn row_set(
        &self,
        name: Option<&str>,
        scope: &Scope,
    ) -> Option<&'t heng_grammar::tree::RowSet> {
        Some(self.space(scope.space)?.row_sets.get(name?)?.value)
    }

    /// What the set says of its rows, and what 当 says besides; a set says itself which rows it means.
    pub(crate) fn rows_of_set(
        &mut self,
        set: &'t heng_grammar::tree::RowSet,
        written: Option<&'t Expr>,
        inner: &Scope,
    ) -> Vec<Core> {
        let all = inner.clone().with_population(Population::All);
        let filters = set.filter.iter().chain(written);
        filters.map(|filter| self.condition(filter, &all, None)).collect()
    }

    /// What 当 says of rows of the scope's own table, with the population of `参评` where it says nothing of it.
    pub(in crate::lower) fn population_filter(
        &mut self,
        table: TableId,
        written: Option<&'t Expr>,
        scope: &Scope,
        span: Span,
    ) -> Vec<Core> {
        let inner = scope.clone();
        self.population_filter_in(table, written, &inner, scope, span)
    }

    /// Which rows of a table 归并 puts together: what 当 says, in the frame of the table. Where the table has a 参评, it must say
    /// whom of it is meant.
    pub(crate) fn rolled_rows(&mut self, table: TableId, written: Option<&'t Expr>, span: Span) -> Vec<Core> {
        let scope = Scope::whole(self.table_space(table));
        let inner = Scope::row(scope.space, table);
        self.population_filter_in(table, written, &inner, &scope, span)
    }

    fn population_filter_in(
        &mut self,
        table: TableId,
        written: Option<&'t Expr>,
        inner: &Scope,
        scope: &Scope,
        span: Span,
    ) -> Vec<Core> {
        let everyone = build::yes_no(true, span);
        let own = scope.table() == Some(table);
        let inner = inner.clone().with_local("全部", everyone.clone()).with_local("every", everyone);
        let mut filters: Vec<Core> = Vec::new();
        let sorted = self.definition_named(&inner, &["参评"]);
        let says = written.is_some_and(says_population);
        if let (Some(scored), false) = (sorted, says) {
            match (&scope.population, own) {
                (_, false) => {
                    let name =
                        self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default();
                    self.report(types::population_unwritten(population_place(written, span), &name));
                }
                (Population::Scored, true) => filters.push(self.definition_value(scored, span)),
                (Population::All, true) => {}
                (Population::Where(group), true) => filters.push(group.clone()),
            }
        }
        if let Some(written) = written {
            let filter = self.condition(written, &inner, None);
            let trivial = matches!(&*filter.node, Node::Constant(crate::value::Value::YesNo(true)));
            if !trivial {
                filters.push(filter);
            }
        }
        filters
    }
}

/// Where a population can be written: after what is aggregated.
fn population_place(written: Option<&Expr>, span: Span) -> Span {
    written.map_or(Span { end: span.end.saturating_sub(1), ..span }, |w| w.span)
}

/// Whether a filter says which rows: 参评, 列入, 排名, 全部, in either language.
fn says_population(tree: &Expr) -> bool {
    const WORDS: [&str; 6] = ["参评", "participating", "列入", "排名", "全部", "every"];
    match &*tree.kind {
        ExprKind::Name(name) => WORDS.contains(&name.text.as_str()),
        ExprKind::Field(_, name) => WORDS.contains(&name.text.as_str()),
        _ => operands(tree).into_iter().any(says_population),
    }
}

/// The expressions an expression is made of; not those inside calls of other aggregates.
pub(super) fn operands(tree: &Expr) -> Vec<&Expr> {
    match &*tree.kind {
        ExprKind::Field(base, _) => vec![base],
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::ZeroIsMissing(x) | ExprKind::Bracketed(x) => {
            vec![x]
        }
        ExprKind::Arithmetic(_, a, b)
        | ExprKind::Within(a, b)
        | ExprKind::IfMissing(a, b)
        | ExprKind::Range(a, b) => {
            vec![a, b]
        }
        ExprKind::Comparison(first, rest) => {
            std::iter::once(first).chain(rest.iter().map(|(_, e)| e)).collect()
        }
        ExprKind::Logic(_, values) => values.iter().collect(),
        ExprKind::Member { value, set, .. } => vec![value, set],
        ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
        ExprKind::Index(base, keys) => std::iter::once(base).chain(keys).collect(),
        ExprKind::Call(_, arguments) => arguments.iter().filter_map(|a| a.value.as_ref()).collect(),
        ExprKind::List { elements, .. } => elements.iter().collect(),
        _ => Vec::new(),
    }
}

/// The type of an aggregate. `sparse`: there may be rows to ask but none to aggregate.
fn aggregate_type(function: &AggregateFunction, value: Option<&Core>, sparse: bool) -> Type {
    let inner = value.map_or_else(Type::whole, |v| v.ty.clone());
    let number = |whole: bool, strict: bool| {
        let n = inner.as_number().cloned().unwrap_or_default();
        // 0 of no rows: only where there are always rows does a sum of what is above zero stay above zero.
        let range = match (range::is_positive(&n.range), range::is_nonnegative(&n.range)) {
            (true, _) if strict => range::positive(),
            (_, true) => range::nonnegative(),
            _ => crate::program::Range::default(),
        };
        Type::present(Kind::Number(Number { unit: n.unit, whole, range, nonzero: false }))
    };
    match function {
        AggregateFunction::Count => {
            let range = if sparse { range::nonnegative() } else { range::positive() };
            Type::present(Kind::Number(Number { whole: true, range, ..Number::default() }))
        }
        AggregateFunction::Any | AggregateFunction::All => Type::yes_no(),
        AggregateFunction::Sum => number(inner.as_number().is_some_and(|n| n.whole), !sparse),
        AggregateFunction::Mean | AggregateFunction::Median | AggregateFunction::Quantile(_) => {
            number(false, true).or_absent(inner.optional || sparse)
        }
        AggregateFunction::Maximum | AggregateFunction::Minimum => {
            let optional = inner.optional || sparse;
            inner.or_absent(optional)
        }
        AggregateFunction::Latest | AggregateFunction::Same => inner.or_absent(true),
    }
}
