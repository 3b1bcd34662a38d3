//! `累进`: each stretch of the key gives at its own rate, and the stretches add up.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::PerRemainder;

use super::super::super::{Context, build};
use super::{Cell, Row, Table, Test, call};
use crate::check::diagnostic::{lookup as report, rates};
use crate::program::{Core, Type};

/// Σ (the part of the key within a row) × rate, or ÷ quantum × amount; then made whole where 进一 or its like is said.
pub(super) fn value<'t>(
    context: &mut Context<'t>,
    table: &Table<'t>,
    ty: &Type,
    arguments: &[Core],
    span: Span,
) -> Core {
    let ([argument], [_], Some(unit)) = (arguments, table.outputs.as_slice(), ty.unit().cloned()) else {
        return context.fail(report::marginal_shape(table.tree.name.span), span);
    };
    let Some(marginal) = &table.tree.marginal else { return build::unknown(span) };
    let mut parts = Vec::new();
    for row in &table.rows {
        let Some((lower, upper)) = ends(row) else {
            return context.fail(report::marginal_row(row.tree.span), span);
        };
        let within = within(context, argument, lower, upper, span);
        let Some(tree) = row.values.first() else { continue };
        let part = match marginal.per.get(row.written).and_then(Option::as_ref) {
            Some(per) => {
                let quantum = context.number_literal(&per.quantum, Some(&argument.ty));
                let amount = call::given(context, table, tree, ty);
                let times = context.divide(within, quantum);
                let times = match per.remainder {
                    Some(PerRemainder::Rounded(mode)) if !times.ty.is_unknown() => {
                        build::round(times, RBig::ONE, mode)
                    }
                    _ => times,
                };
                context.multiply(amount, times)
            }
            None => {
                let rate = context.expression(tree, &table.scope);
                // A stretch that gives nothing may say a bare 0.
                if rate.constant_number().is_some_and(|rate| rate.is_zero()) {
                    continue;
                }
                context.multiply(within, rate)
            }
        };
        parts.push(context.convert(part, &unit, Some(row.tree.span)));
    }
    let total = build::total(parts, &unit, span);
    match marginal.remainder {
        Some(PerRemainder::Rounded(mode)) if !total.ty.is_unknown() => build::round(total, RBig::ONE, mode),
        _ => total,
    }
}

type End = Option<Core>;

fn ends(row: &Row<'_>) -> Option<(End, End)> {
    let [Cell::Tests(tests)] = row.cells.as_slice() else { return None };
    let [Test::Between(lower, upper)] = tests.as_slice() else { return None };
    let end = |end: &Option<(Core, bool)>| end.as_ref().map(|(core, _)| core.clone());
    Some((end(lower), end(upper)))
}

/// How much of the key lies in the row; from 0 where the row has no lower end.
fn within(context: &mut Context<'_>, argument: &Core, lower: End, upper: End, span: Span) -> Core {
    let unit = argument.ty.unit().cloned().unwrap_or_default();
    let zero = build::number(RBig::ZERO, unit, span);
    let lower = lower.unwrap_or_else(|| zero.clone());
    let above = context.add(crate::program::Operator::Subtract, argument.clone(), lower.clone());
    let length = upper.map(|upper| context.add(crate::program::Operator::Subtract, upper, lower));
    build::clamp(above, Some(zero), length)
}

/// Rows that give so much for each quantum must say what a started one gives, themselves or behind the table.
pub(super) fn check_remainders(context: &mut Context<'_>, table: &Table<'_>) {
    let Some(marginal) = &table.tree.marginal else { return };
    if marginal.remainder.is_some() {
        return;
    }
    for (row, per) in table.tree.rows.iter().zip(&marginal.per) {
        if per.as_ref().is_some_and(|per| per.remainder.is_none()) {
            context.report(rates::remainder_unstated(row.span));
        }
    }
}
