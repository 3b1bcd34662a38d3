//! Rounded parts that add up to the total.
//!
//! With 最大余数 each part is cut off to the quantum, and what is left over goes, one quantum each, to the rows that lost
//! most; between equal remainders the 同余 key decides. A negative total is parted as its opposite, and the parts turned: a
//! refund is the mirror of the payment. With 余数归 every other row is rounded, and the row named takes the rest.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{self, Apportionment, Expr, Remainder, RemainderMethod, RoundingMode, Stated};

use super::super::super::{Context, Declaration, build};
use super::super::common::below;
use super::{Made, less};
use crate::check::diagnostic::allocate as report;
use crate::program::{
    AggregateFunction, ColumnId, Comparison, Core, DefinitionId, Kind, Node, Operator, OrderKey, Ranking,
    Role, TieMethod, Type, Unit,
};

/// Exact parts to be rounded.
#[derive(Clone)]
pub(super) struct Job<'t> {
    /// The allotment.
    pub made: Made<'t>,
    /// The path of the rounded parts.
    pub path: Vec<String>,
    /// The exact part of each row.
    pub exact: DefinitionId,
    /// What they add up to; 1 where none is given.
    pub total: Option<DefinitionId>,
    /// How they are rounded.
    pub rule: &'t Apportionment,
}

/// What rounding has declared.
#[derive(Clone)]
pub(super) enum Pieces<'t> {
    /// 最大余数
    Largest {
        /// That, cut off.
        cut: DefinitionId,
        /// The place of the row by what was cut off.
        place: DefinitionId,
        /// How many quanta are left over.
        left: DefinitionId,
    },
    /// 余数归
    Row {
        /// The key of the row.
        key: &'t Expr,
        /// What that row takes.
        rest: DefinitionId,
    },
}

/// Declares what the rounded parts are made of.
pub(super) fn declare<'t>(context: &mut Context<'t>, job: &Job<'t>) -> Pieces<'t> {
    match &job.rule.remainder {
        Some(Remainder::Row(key)) => {
            let rest = job.clone();
            let rest = job.hidden(context, "余下", false, move |context| rest_of(context, &rest, key));
            Pieces::Row { key, rest }
        }
        Some(Remainder::Method(method, span)) => {
            report_method(context, job, method, *span);
            declare_largest(context, job)
        }
        None => {
            let name = job.made.allotment.path.join(".");
            context.report(report::remainder_not_stated(&name, job.rule.span));
            declare_largest(context, job)
        }
    }
}

fn declare_largest<'t>(context: &mut Context<'t>, job: &Job<'t>) -> Pieces<'t> {
    let own = job.clone();
    let total = job.hidden(context, "须分数", false, move |context| whole_total(context, &own));
    let own = job.clone();
    let mirrored = job.hidden(context, "应分", true, move |context| {
        let exact = context.definition_value(own.exact, own.rule.span);
        let total = own.total(context);
        mirrored(&total, exact)
    });
    let own = job.clone();
    let cut = job.hidden(context, "整份", true, move |context| cut_off(context, &own, mirrored));
    let own = job.clone();
    let left = job.hidden(context, "余份", false, move |context| left_over(context, &own, total, cut));
    let own = job.clone();
    let place = job.hidden(context, "余数名次", true, move |context| place(context, &own, mirrored, cut));
    Pieces::Largest { cut, place, left }
}

/// The rounded part of a row.
pub(super) fn body<'t>(context: &mut Context<'t>, job: &Job<'t>, pieces: &Pieces<'t>) -> Core {
    let span = job.rule.span;
    let exact = context.definition_value(job.exact, span);
    let Some(quantum) = context.quantum(&exact, &job.rule.rounding) else { return build::unknown(span) };
    let value = match pieces {
        Pieces::Largest { cut, place, left } => {
            let cut = context.definition_value(*cut, span);
            let place = context.definition_value(*place, span);
            let left = context.definition_value(*left, span);
            let unit = exact.ty.unit().cloned().unwrap_or_default();
            let more = build::sum(Operator::Add, cut.clone(), build::number(quantum, unit, span));
            let reached = build::compare(Comparison::LessOrEqual, place, left);
            let total = job.total(context);
            mirrored(&total, build::if_(reached, more, cut, span))
        }
        Pieces::Row { key, rest } => {
            let is_row = is_row(context, job, key);
            let rest = context.definition_value(*rest, span);
            let rounded = context.rounded(exact, &job.rule.rounding, &job.made.rows);
            build::if_(is_row, rest, rounded, span)
        }
    };
    job.made.only(context, value, span)
}

impl<'t> Job<'t> {
    fn hidden(
        &self,
        context: &mut Context<'t>,
        last: &str,
        of_rows: bool,
        body: impl FnOnce(&mut Context<'t>) -> Core + 't,
    ) -> DefinitionId {
        let scope = if of_rows { &self.made.rows } else { self.made.whole() };
        let path = below(&self.path, &[last]);
        let declaration = Declaration::new(path, scope, Type::unknown(), Role::Hidden, self.rule.span);
        context.declare_on_demand(declaration, body)
    }

    /// What the parts add up to.
    fn total(&self, context: &mut Context<'t>) -> Core {
        match self.total {
            Some(total) => context.definition_value(total, self.rule.span),
            None => build::number(RBig::ONE, Unit::plain(), self.rule.span),
        }
    }
}

/// `value`, or its opposite where the total is negative.
fn mirrored(total: &Core, value: Core) -> Core {
    let span = value.span;
    if total.constant_number().is_some_and(|total| total >= RBig::ZERO) {
        return value;
    }
    let zero = build::number(RBig::ZERO, total.ty.unit().cloned().unwrap_or_default(), span);
    let negative = build::compare(Comparison::Less, total.clone(), zero);
    build::if_(negative, build::negate(value.clone()), value, span)
}

/// The total, of which nothing is left beyond whole quanta; else a fault of the data.
fn whole_total<'t>(context: &mut Context<'t>, job: &Job<'t>) -> Core {
    let total = job.total(context);
    let Some(quantum) = context.quantum(&total, &job.rule.rounding) else { return total };
    let whole = build::round(total.clone(), quantum, RoundingMode::TowardZero);
    let notes = job.made.allotment.notes;
    let over = context.require(less(total.clone(), whole), report::total_not_whole(job.rule.span, notes));
    less(total, over)
}

/// The multiple of the quantum at or below the value.
fn cut_off<'t>(context: &mut Context<'t>, job: &Job<'t>, mirrored: DefinitionId) -> Core {
    let span = job.rule.span;
    let value = context.definition_value(mirrored, span);
    let Some(quantum) = context.quantum(&value, &job.rule.rounding) else { return value };
    let unit = value.ty.unit().cloned().unwrap_or_default();
    let cut = build::round(value.clone(), quantum.clone(), RoundingMode::TowardZero);
    // Toward zero is upward for a negative part, which a factor with 负值 照算 can make.
    let above = build::compare(Comparison::Greater, cut.clone(), value);
    let lower = less(cut.clone(), build::number(quantum, unit, span));
    build::if_(above, lower, cut, span)
}

/// How many quanta the parts that were cut off fall short of the total.
fn left_over<'t>(context: &mut Context<'t>, job: &Job<'t>, total: DefinitionId, cut: DefinitionId) -> Core {
    let span = job.rule.span;
    let total = context.definition_value(total, span);
    let Some(quantum) = context.quantum(&total, &job.rule.rounding) else { return build::unknown(span) };
    let total = mirrored(&total.clone(), total);
    let cut = context.definition_value(cut, span);
    let given = job.made.over(context, AggregateFunction::Sum, Some(cut), None, span);
    build::scale(less(total, given), &(RBig::ONE / quantum), Unit::plain())
}

/// The place of a row by what was cut off.
fn place<'t>(context: &mut Context<'t>, job: &Job<'t>, mirrored: DefinitionId, cut: DefinitionId) -> Core {
    let span = job.rule.span;
    let value = context.definition_value(mirrored, span);
    let cut = context.definition_value(cut, span);
    let mut order = vec![OrderKey { value: less(value, cut), descending: true, missing_first: false }];
    if let Some((keys, _)) = &job.rule.ties {
        order.extend(keys.iter().map(|key| tie_key(context, job, key)));
    }
    let filter = Some(job.made.takes_part(context, span));
    let ranking = Ranking { filter, group: Vec::new(), order, ties: TieMethod::Unique };
    Core::new(Node::Rank(ranking), Type::whole(), span)
}

/// A key of 同余; members of a choice go in the order in which they are listed, unless a direction is written.
fn tie_key<'t>(context: &mut Context<'t>, job: &Job<'t>, key: &'t tree::OrderKey) -> OrderKey {
    let made = context.order_key(key, &job.made.rows);
    let listed = matches!(made.value.ty.kind, Kind::Choice(_)) && key.direction.is_none();
    OrderKey { descending: made.descending || listed, ..made }
}

fn report_method<'t>(
    context: &mut Context<'t>,
    job: &Job<'t>,
    method: &'t Stated<RemainderMethod>,
    span: Span,
) {
    context.option(method, &job.made.rows);
    let keys = key_names(context, job);
    match &job.rule.ties {
        None => context.report(report::ties_not_stated(span, &keys)),
        Some((order, place)) => {
            let named = |key: &String| {
                order.iter().any(|o| matches!(&*o.value.kind, tree::ExprKind::Name(n) if n.text == *key))
            };
            if keys.is_empty() || !keys.iter().all(named) {
                context.report(report::ties_left(*place, &keys));
            }
        }
    }
    if job.rule.rounding.mode != Stated::default() {
        context.report(report::mode_with_largest(job.rule.rounding.span));
    }
}

fn key_names(context: &Context<'_>, job: &Job<'_>) -> Vec<String> {
    let Some(schema) = context.program.tables.get(job.made.table.index()) else { return Vec::new() };
    let columns = schema.key_columns().filter_map(|at| schema.columns.get(at));
    columns.map(|column| column.name.clone()).collect()
}

/// Whether this is the row that takes the rest.
fn is_row<'t>(context: &mut Context<'t>, job: &Job<'t>, key: &'t Expr) -> Core {
    let table = job.made.table;
    let columns: Vec<usize> =
        context.program.tables.get(table.index()).map(|t| t.key_columns().collect()).unwrap_or_default();
    let [column] = columns.as_slice() else {
        return context.fail(report::row_without_key(key.span), key.span);
    };
    let column = ColumnId(u32::try_from(*column).unwrap_or(u32::MAX));
    let own = context.column_value(table, column, key.span);
    let named = context.expect(key, &job.made.rows, &own.ty.clone());
    build::compare(Comparison::Equal, own, named)
}

/// The total less what all other rows get; a fault of the data where the row named takes no part.
fn rest_of<'t>(context: &mut Context<'t>, job: &Job<'t>, key: &'t Expr) -> Core {
    let span = job.rule.span;
    let row = is_row(context, job, key);
    if row.ty.is_unknown() {
        return build::unknown(span);
    }
    let exact = context.definition_value(job.exact, span);
    let rounded = context.rounded(exact, &job.rule.rounding, &job.made.rows);
    let others = Some(build::not(row.clone()));
    let given = job.made.over(context, AggregateFunction::Sum, Some(rounded), others, span);
    let count = job.made.over(context, AggregateFunction::Count, None, Some(row), span);
    let notes = job.made.allotment.notes;
    let there = context.require(count, report::row_takes_no_part(key.span, notes));
    let total = job.total(context);
    let rest = less(total, given);
    let one = build::number(RBig::ONE, Unit::plain(), span);
    let zero = build::number(RBig::ZERO, rest.ty.unit().cloned().unwrap_or_default(), span);
    build::if_(build::compare(Comparison::GreaterOrEqual, there, one), rest, zero, span)
}
