//! Points: weights and caps written with or without 分.

use dashu_ratio::RBig;
use heng_grammar::tree::{Expr, ExprKind};

use super::super::{Context, Scope, build};
use crate::program::{Core, Kind, Type, Unit};

/// The unit of a block's points: that of 满分, else 分.
pub(super) fn unit<'t>(context: &mut Context<'t>, out_of: Option<&'t Expr>, scope: &Scope) -> Unit {
    let written = out_of.map(|tree| context.expression(tree, scope)).and_then(|core| core.ty.unit().cloned());
    written.filter(|unit| !unit.is_plain()).unwrap_or_else(|| default_unit(context))
}

/// 分
pub(super) fn default_unit(context: &mut Context<'_>) -> Unit {
    context.program.units.intern("分").map(Unit::of).unwrap_or_default()
}

/// `45`, `-10` or `45 分`: a bare number is in the unit of the block's points.
pub(super) fn points<'t>(context: &mut Context<'t>, tree: &'t Expr, scope: &Scope, unit: &Unit) -> Core {
    let bare = match tree.kind.as_ref() {
        ExprKind::Negate(inner) => bare_number(inner).map(|value| -value),
        _ => bare_number(tree),
    };
    match bare {
        Some(value) => build::number(value, unit.clone(), tree.span),
        None => context.expect(tree, scope, &Type::number(unit.clone())),
    }
}

/// The value of a number without a unit.
fn bare_number(tree: &Expr) -> Option<RBig> {
    match tree.kind.as_ref() {
        ExprKind::Number(number) if number.unit.is_none() => crate::number::parse_decimal(&number.digits),
        _ => None,
    }
}

/// A cap or floor: points, or a multiple of the weight where it is in 倍 or %.
pub(super) fn limit<'t>(
    context: &mut Context<'t>,
    tree: &'t Expr,
    scope: &Scope,
    unit: &Unit,
    weight: Option<&Core>,
) -> Core {
    if let (Some(weight), false) = (weight, is_bare(tree)) {
        let value = context.expression_as(tree, scope, &Type::number(unit.clone()));
        let own = value.ty.unit().cloned().unwrap_or_default();
        if !own.is_plain()
            && context.program.units.is_dimensionless(&own)
            && !context.program.units.is_count(&own)
        {
            let product = context.multiply(weight.clone(), value);
            return known(context.convert(product, unit, Some(tree.span)), unit);
        }
        return context.fit(value, &Type::number(unit.clone()), None);
    }
    points(context, tree, scope, unit)
}

/// A number without a unit.
fn is_bare(tree: &Expr) -> bool {
    matches!(tree.kind.as_ref(), ExprKind::Number(number) if number.unit.is_none())
}

/// A constant as a plain constant, so that its size is known.
fn known(core: Core, unit: &Unit) -> Core {
    match core.constant_number() {
        Some(value) => build::number(value, unit.clone(), core.span),
        None => core,
    }
}

/// The number, if it is known without data.
pub(super) fn constant(core: &Core) -> Option<RBig> {
    if let Some(value) = core.constant_number() {
        return Some(value);
    }
    let Kind::Number(number) = &core.ty.kind else { return None };
    match (&number.range.lower, &number.range.upper) {
        (Some((a, true)), Some((b, true))) if a == b && !core.ty.optional => Some(a.clone()),
        _ => None,
    }
}
