//! `累进`: each stretch of the key gives at its own rate, and the stretches add up.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::PerRemainder;

use super::super::super::{Context, build};
use super::super::points::constant;
use super::{Cell, Key, Row, Table, Test, call, cases};
use crate::check::diagnostic::{lookup as report, rates, table as judged};
use crate::program::{Core, Range, Type};

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

/// Checks a table of brackets, called or not: what its rows give, what a started quantum gives, and that they meet.
pub(super) fn check<'t>(context: &mut Context<'t>, table: &Table<'t>) {
    let ([key], [output]) = (table.keys.as_slice(), table.outputs.as_slice()) else {
        context.report(report::marginal_shape(table.tree.name.span));
        return;
    };
    let none = crate::value::Absence::NotApplicable;
    let argument = build::absent(none, key.ty.clone(), table.tree.name.span);
    value(context, table, output, &[argument], table.tree.name.span);
    check_remainders(context, table);
    if table.complete() && !table.tree.incomplete {
        check_contiguous(context, table, key);
    }
}

/// One row's stretch, where its ends are known before the run.
struct Bracket {
    lower: RBig,
    /// Nothing where it goes on without end.
    upper: Option<RBig>,
    span: Span,
}

/// Each bracket begins where the one before it ends, from 0 on, and the last has no end.
fn check_contiguous(context: &mut Context<'_>, table: &Table<'_>, key: &Key) {
    let brackets: Option<Vec<Bracket>> = table.rows.iter().map(bracket).collect();
    let Some(mut brackets) = brackets else { return };
    brackets.sort_by(|a, b| a.lower.cmp(&b.lower));
    let text = |context: &Context<'_>, lower: Option<&RBig>, upper: Option<&RBig>| {
        let end = |at: Option<&RBig>| at.map(|at| (at.clone(), false));
        let range = Range { lower: end(lower), upper: end(upper) };
        format!("{}{}", key.name, cases::stretch(context, &key.ty, &range))
    };
    let name = &table.tree.name;
    for (before, after) in brackets.iter().zip(brackets.iter().skip(1)) {
        let spans = (before.span, after.span);
        match &before.upper {
            Some(end) if *end < after.lower => {
                let keys = text(context, Some(end), Some(&after.lower));
                context.report(judged::marginal_gap(name, &keys, spans));
            }
            Some(end) if *end == after.lower => {}
            end => {
                let upper = [end.as_ref(), after.upper.as_ref()].into_iter().flatten().min();
                let keys = text(context, Some(&after.lower), upper);
                context.report(judged::marginal_overlap(name, &keys, spans));
            }
        }
    }
    let mut beyond = Vec::new();
    if let Some(first) = brackets.first().filter(|first| first.lower > RBig::ZERO) {
        beyond.push(text(context, None, Some(&first.lower)));
    }
    let ends: Option<Vec<&RBig>> = brackets.iter().map(|bracket| bracket.upper.as_ref()).collect();
    if let Some(last) = ends.and_then(|ends| ends.into_iter().max()) {
        beyond.push(text(context, Some(last), None));
    }
    if !beyond.is_empty() {
        context.report(judged::beyond(name, name.span, &beyond, None));
    }
}

fn bracket(row: &Row<'_>) -> Option<Bracket> {
    let (lower, upper) = ends(row)?;
    let lower = lower.map_or(Some(RBig::ZERO), |end| constant(&end))?;
    let upper = match upper {
        Some(end) => Some(constant(&end)?),
        None => None,
    };
    Some(Bracket { lower, upper, span: row.tree.span })
}

/// Rows that give so much for each quantum must say what a started one gives, themselves or behind the table.
fn check_remainders(context: &mut Context<'_>, table: &Table<'_>) {
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
