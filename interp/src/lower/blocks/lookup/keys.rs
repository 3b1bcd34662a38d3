//! The cells of keys as typed tests.

use heng_grammar::tree::{Expr, ExprKind, KeyCell, KeyTest, YearPoint};

use super::super::super::{Context, Scope, build};
use super::super::points::constant;
use super::{Cell, Test, clock, rows};
use crate::check::diagnostic::lookup as report;
use crate::program::{Core, Kind, Type};

/// How the cells of one key are read.
pub(super) struct Reader<'a> {
    /// Where their expressions stand.
    pub scope: &'a Scope,
    /// The key's name.
    pub key: &'a str,
    /// The key's type.
    pub ty: &'a Type,
    /// 取 年初 …
    pub point: Option<YearPoint>,
}

/// One cell; only its nth alternative where `分别` asks for one, the cell above where it says 同上.
pub(super) fn cell<'t>(
    context: &mut Context<'t>,
    reader: &Reader<'_>,
    cell: &'t KeyCell,
    (above, nth): (Option<&Cell>, Option<usize>),
) -> Cell {
    let (scope, ty) = (reader.scope, reader.ty);
    if rows::is_same(cell) {
        return match above {
            Some(above) => above.clone(),
            None => {
                context.report(report::same_as_nothing(cell.span));
                Cell::Rest
            }
        };
    }
    let wanted = cell.alternatives.iter().enumerate().filter(|(at, _)| nth.is_none_or(|nth| nth == *at));
    let mut tests = Vec::new();
    for (_, alternative) in wanted {
        if clock::is_time(ty)
            && let Some(test) = clock::test(context, reader, alternative, cell.span)
        {
            tests.push(test);
            continue;
        }
        match alternative {
            KeyTest::Rest | KeyTest::Same => return Cell::Rest,
            KeyTest::Is(value) => tests.push(Test::Is(values(context, scope, value, ty))),
            KeyTest::From(value) => {
                let lower = end(context, scope, value, ty);
                tests.push(Test::Between(lower.map(|core| (core, true)), None));
            }
            KeyTest::Interval { lower, upper } => {
                let mut side = |side: &'t Option<(Expr, bool)>| {
                    let (value, closed) = side.as_ref()?;
                    Some((end(context, scope, value, ty)?, *closed))
                };
                let (lower, upper) = (side(lower), side(upper));
                report_empty(context, cell, &lower, &upper);
                tests.push(Test::Between(lower, upper));
            }
        }
    }
    Cell::Tests(tests)
}

/// A value, or the values of a named set or a list.
fn values<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Expr, ty: &Type) -> Vec<Core> {
    match tree.kind.as_ref() {
        ExprKind::Name(name) => {
            if let Some(list) = context.set_members(scope, name) {
                return values(context, scope, list, ty);
            }
        }
        ExprKind::List { elements, .. } => {
            return elements.iter().flat_map(|element| values(context, scope, element, ty)).collect();
        }
        ExprKind::Bracketed(inner) => return values(context, scope, inner, ty),
        ExprKind::Text(text) => {
            if let Kind::Choice(choice) = ty.kind
                && let Some(position) = context.position_or_alias(scope, choice, text)
            {
                return vec![build::member(choice, position, tree.span)];
            }
        }
        _ => {}
    }
    end(context, scope, tree, ty).into_iter().collect()
}

/// A value of the key's type; nothing where it is at fault. A bare number is in the unit of the key.
fn end<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Expr, ty: &Type) -> Option<Core> {
    let value = match ty.unit() {
        Some(unit) => super::super::points::points(context, tree, scope, &unit.clone()),
        None => context.expect(tree, scope, ty),
    };
    (!value.ty.is_unknown()).then_some(value)
}

type End = Option<(Core, bool)>;

/// Whether an interval ends before it begins.
pub(super) fn holds_nothing(lower: &End, upper: &End) -> bool {
    let (Some((low, low_in)), Some((high, high_in))) = (lower, upper) else { return false };
    let (Some(a), Some(b)) = (constant(low), constant(high)) else { return false };
    a > b || (a == b && !(*low_in && *high_in))
}

fn report_empty(context: &mut Context<'_>, cell: &KeyCell, lower: &End, upper: &End) {
    if holds_nothing(lower, upper) {
        context.report(report::empty_interval(cell.span));
    }
}
