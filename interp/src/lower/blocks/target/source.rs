//! Where the figures come from: a long table of indicators and years, or a value of the script.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Message;
use heng_grammar::span::Span;
use heng_grammar::tree::{Comparator, Expr, Target};

use super::line::Line;
use crate::check::diagnostic::{names, target as report};
use crate::lower::{Context, Scope, build};
use crate::program::{
    Aggregate, AggregateFunction, ColumnId, Comparison, Core, DefinitionId, GroupKey, Kind, Link, Node,
    Operator, OrderKey, Requirement, RequirementTest, TableId, Type, Unit,
};
use crate::value::{Absence, Value};

/// Where the figures of one indicator come from.
#[derive(Clone)]
pub enum Source<'t> {
    /// Rows of a table.
    Rows(Rows),
    /// A value by years.
    Value(&'t Expr),
    /// The sum over the rows of a table of what they have in each year.
    Sum {
        /// Whose rows.
        table: TableId,
        /// Their figures, by year, and yes for the rows that have a target in it.
        values: BTreeMap<i32, (DefinitionId, Core)>,
    },
}

/// Rows of a table that hold the figures of one indicator.
#[derive(Clone)]
pub struct Rows {
    table: TableId,
    /// The column of the indicator, and what it holds.
    indicator: Option<(ColumnId, Value)>,
    year: ColumnId,
    value: ColumnId,
    link: Link,
    group: Vec<GroupKey>,
    /// 口径: the best of several figures of one year.
    vintage: Option<ColumnId>,
    /// Whether the table's key tells the rows apart, so that there is one at most.
    unique: bool,
}

/// The columns of a table of figures.
pub const INDICATOR: [&str; 2] = ["指标", "indicator"];
pub const YEAR: [&str; 2] = ["年份", "year"];
pub const VALUE: [&str; 2] = ["值", "figure"];
pub const DONE: [&str; 2] = ["完成", "done"];
pub const VINTAGE: [&str; 2] = ["口径", "vintage"];

impl<'t> Context<'t> {
    /// The table of figures of a block.
    fn figures(&mut self, block: &'t Target, scope: &Scope) -> Option<TableId> {
        let name = block.data.as_ref().unwrap_or(&block.name);
        self.known_table(scope.space, name)
    }

    fn figure_column(&mut self, table: TableId, called: [&str; 2], span: Span) -> Option<ColumnId> {
        let found = self.optional_column(table, called);
        if found.is_none() {
            let name = self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default();
            self.report(report::figures_lack(span, &name, called));
        }
        found
    }

    fn optional_column(&self, table: TableId, called: [&str; 2]) -> Option<ColumnId> {
        let schema = self.program.tables.get(table.index())?;
        let position = called.iter().find_map(|name| schema.position(name))?;
        u32::try_from(position).ok().map(ColumnId)
    }

    /// Where the figures of a line come from; what is wrong is reported.
    pub(super) fn source(&mut self, block: &'t Target, line: &Line<'t>, scope: &Scope) -> Option<Source<'t>> {
        if let Some(value) = line.value {
            return Some(Source::Value(value));
        }
        let span = block.data.as_ref().unwrap_or(&block.name).span;
        let table = self.figures(block, scope)?;
        let year = self.figure_column(table, YEAR, span)?;
        let value = self.figure_column(table, VALUE, span)?;
        let indicator = match &line.indicator {
            Some(name) => {
                let column = self.figure_column(table, INDICATOR, span)?;
                Some((column, self.indicator_value(table, column, name, line.span)?))
            }
            None => None,
        };
        let (link, group, by) = self.per_row(block, table, scope)?;
        let vintage = self
            .optional_column(table, VINTAGE)
            .filter(|column| matches!(self.column_type(table, *column).kind, Kind::Choice(_)));
        let keys = self.key_columns(table);
        let told: Vec<ColumnId> =
            indicator.iter().map(|(column, _)| *column).chain([year]).chain(by).collect();
        let unique = !keys.is_empty() && keys.iter().all(|key| told.contains(key));
        Some(Source::Rows(Rows { table, indicator, year, value, link, group, vintage, unique }))
    }

    fn indicator_value(&mut self, table: TableId, column: ColumnId, name: &str, span: Span) -> Option<Value> {
        match self.column_type(table, column).kind {
            Kind::Choice(choice) => {
                let position = self.position(choice, name);
                if position.is_none() {
                    let ty = self.program.choice(choice)?.clone();
                    let name = heng_grammar::tree::Name { text: name.to_owned(), span };
                    self.report(names::unknown_member(&name, &ty.name, &ty.members));
                }
                position.map(Value::Choice)
            }
            _ => Some(Value::Text(name.to_owned())),
        }
    }

    /// How the rows of figures of one row of 按 are found: by a reference to it, or by a column of the kind of its key.
    fn per_row(
        &mut self,
        block: &'t Target,
        table: TableId,
        scope: &Scope,
    ) -> Option<(Link, Vec<GroupKey>, Option<ColumnId>)> {
        let (Some(name), Some(per)) = (&block.per, scope.table()) else {
            return Some((Link::Whole, Vec::new(), None));
        };
        let types: Vec<Type> = self.columns.get(table.index()).cloned().unwrap_or_default();
        let at = |found: usize| u32::try_from(found).ok().map(ColumnId);
        if let Some(column) = types.iter().position(|ty| ty.kind == Kind::Reference(per)).and_then(at) {
            return Some((Link::Own(column), Vec::new(), Some(column)));
        }
        let key = self.key_columns(per).first().copied()?;
        let kind = self.column_type(per, key).kind;
        let same = |ty: &Type| ty.kind == kind && matches!(kind, Kind::Choice(_));
        let called = self.program.tables.get(table.index()).and_then(|schema| schema.position(&name.text));
        let Some(column) = types.iter().position(same).or(called).and_then(at) else {
            let figures = self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default();
            self.report(report::figures_lack(name.span, &figures, [&name.text, &name.text]));
            return None;
        };
        let inner = self.column_value(table, column, name.span);
        let outer = self.column_value(per, key, name.span);
        Some((Link::Whole, vec![GroupKey { inner, outer }], Some(column)))
    }

    /// The figure of a year, in the unit of the line; missing where there is none.
    pub(super) fn figure(
        &mut self,
        source: &Source<'t>,
        year: i32,
        unit: &Unit,
        scope: &Scope,
        span: Span,
    ) -> Core {
        match source {
            Source::Rows(rows) => self.row_figure(rows, rows.value, year, unit, span),
            Source::Value(value) => {
                let there = scope.clone().in_year(Some(year));
                let wanted = Type::number(unit.clone()).or_absent(true);
                self.expect(value, &there, &wanted)
            }
            Source::Sum { table, values } => {
                let Some((id, counted)) = values.get(&year) else {
                    return build::absent(Absence::Missing, Type::number(unit.clone()), span);
                };
                self.figures_summed(*table, *id, counted, unit, span)
            }
        }
    }

    /// The sum over all rows that count; missing where one of them has no figure.
    fn figures_summed(
        &mut self,
        table: TableId,
        id: DefinitionId,
        counted: &Core,
        unit: &Unit,
        span: Span,
    ) -> Core {
        let value = self.definition_value(id, span);
        let there = build::or(vec![build::present(value.clone()), build::not(counted.clone())], span);
        let over = |function, value, filter| {
            Node::Aggregate(Aggregate {
                function,
                table,
                link: Link::Whole,
                filter,
                value: Some(value),
                group: Vec::new(),
                order: Vec::new(),
            })
        };
        let all = Core::new(over(AggregateFunction::All, there, None), Type::yes_no(), span);
        let number = Type::number(unit.clone());
        let sum = Core::new(over(AggregateFunction::Sum, value, Some(counted.clone())), number.clone(), span);
        build::if_(all, sum, build::absent(Absence::Missing, number, span), span)
    }

    /// The only row of an indicator and a year; of several, the best 口径.
    fn row_figure(&mut self, rows: &Rows, column: ColumnId, year: i32, unit: &Unit, span: Span) -> Core {
        let filter = self.rows_of_year(rows, year, span);
        let inner = self.column_value(rows.table, column, span);
        let inner = match inner.ty.unit() {
            Some(of) if !of.is_plain() => self.convert(inner, unit, None),
            _ => inner,
        };
        let ty = Type::number(unit.clone()).or_absent(true);
        let order = rows.vintage.map(|vintage| OrderKey {
            value: self.column_value(rows.table, vintage, span),
            descending: false,
            missing_first: true,
        });
        let function = if order.is_some() { AggregateFunction::Latest } else { AggregateFunction::Mean };
        let value = self.over(rows, function, filter.clone(), Some(inner), order, ty.clone(), span);
        if rows.unique || rows.vintage.is_some() {
            return value;
        }
        let count = self.over(rows, AggregateFunction::Count, filter, None, None, Type::whole(), span);
        let two = build::number(RBig::from(2), Unit::plain(), span);
        let left = build::sum(Operator::Subtract, two, count);
        let requirement = Requirement {
            test: RequirementTest::Positive,
            code: 1636,
            message: Message::new(
                format!("同一指标 {year} 年的数有不止一行"),
                format!("there is more than one row for the indicator in {year}"),
            ),
            span,
            citations: Vec::new(),
        };
        let one = self.require(left, requirement);
        let zero = build::number(RBig::ZERO, Unit::plain(), span);
        let only = build::compare(Comparison::Greater, one, zero);
        build::if_(only, value, build::absent(Absence::Missing, ty, span), span)
    }

    fn rows_of_year(&self, rows: &Rows, year: i32, span: Span) -> Core {
        let mut tests = Vec::new();
        if let Some((column, value)) = &rows.indicator {
            let here = self.column_value(rows.table, *column, span);
            let wanted = Core::new(Node::Constant(value.clone()), here.ty.clone().or_absent(false), span);
            tests.push(build::compare(Comparison::Equal, here, wanted));
        }
        let here = self.column_value(rows.table, rows.year, span);
        tests.push(build::compare(Comparison::Equal, here, build::year(year, span)));
        build::and(tests, span)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one aggregate")]
    fn over(
        &self,
        rows: &Rows,
        function: AggregateFunction,
        filter: Core,
        value: Option<Core>,
        order: Option<OrderKey>,
        ty: Type,
        span: Span,
    ) -> Core {
        let Rows { table, link, group, .. } = rows.clone();
        let order = order.into_iter().collect();
        Core::new(
            Node::Aggregate(Aggregate { function, table, link, filter: Some(filter), value, group, order }),
            ty,
            span,
        )
    }

    /// The place among others in a year: a column 全省名次, or 名次.
    pub(super) fn place_in_year(
        &mut self,
        source: &Source<'t>,
        scope_name: Option<&str>,
        year: i32,
        span: Span,
    ) -> Core {
        let Source::Rows(rows) = source else {
            return self.fail(report::figures_lack(span, "", ["名次", "rank"]), span);
        };
        let called = format!("{}名次", scope_name.unwrap_or_default());
        match self.figure_column(rows.table, [&called, &called], span) {
            Some(column) => self.row_figure(rows, column, year, &Unit::plain(), span),
            None => build::unknown(span),
        }
    }

    /// Whether it is recorded as done for a year; missing where nothing is.
    pub(super) fn done_in_year(&mut self, source: &Source<'t>, year: i32, span: Span) -> Option<Core> {
        let Source::Rows(rows) = source else { return None };
        let column = self.optional_column(rows.table, DONE)?;
        let filter = self.rows_of_year(rows, year, span);
        let inner = self.column_value(rows.table, column, span);
        let order = OrderKey {
            value: self.column_value(rows.table, rows.year, span),
            descending: false,
            missing_first: true,
        };
        let ty = Type::yes_no().or_absent(true);
        Some(self.over(rows, AggregateFunction::Latest, filter, Some(inner), Some(order), ty, span))
    }
}

/// The core's word for a comparator.
pub fn comparison(comparator: Comparator) -> Comparison {
    match comparator {
        Comparator::Equal => Comparison::Equal,
        Comparator::NotEqual => Comparison::NotEqual,
        Comparator::Less => Comparison::Less,
        Comparator::LessOrEqual => Comparison::LessOrEqual,
        Comparator::Greater => Comparison::Greater,
        Comparator::GreaterOrEqual => Comparison::GreaterOrEqual,
    }
}
