//! `年均增长(a, b, 2 年) ≥ 20%`: compound growth is irrational, so it is only compared, exactly, by powers.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Comparator, Expr, ExprKind};

use super::compare::comparison;
use crate::check::diagnostic::types;
use crate::lower::{Context, Scope, build, range};
use crate::program::{Builtin, Comparison, Core, Operator, Type, Unit};
use crate::value::Absence;

/// The arguments of a call of 年均增长.
pub(super) fn growth(tree: &Expr) -> Option<&[Argument]> {
    match &*tree.kind {
        ExprKind::Call(name, arguments) if matches!(name.text.as_str(), "年均增长" | "average_growth") => {
            Some(arguments)
        }
        ExprKind::Bracketed(inner) => growth(inner),
        _ => None,
    }
}

impl<'t> Context<'t> {
    /// `年均增长(a, b, n) ≥ r` is `b ≥ a × (1 + r)^n` for a above 0; else there is no growth to speak of.
    pub(super) fn compared_growth(
        &mut self,
        arguments: &'t [Argument],
        comparator: Comparator,
        rate: &'t Expr,
        scope: &Scope,
        span: Span,
    ) -> Core {
        let trees: Vec<&'t Expr> = arguments.iter().filter_map(|a| a.value.as_ref()).collect();
        let [from, to, years] = trees.as_slice() else {
            return self.fail(types::argument_count(span, "年均增长", "3", trees.len()), span);
        };
        let from = self.expression(from, scope);
        let from = self.numeric(from);
        let to = self.expect(to, scope, &from.ty.clone());
        let wanted = self.whole_amount("年");
        let years = self.expect(years, scope, &wanted);
        if !years.constant_number().is_some_and(|n| n.is_int() && n > RBig::ZERO) {
            return self.fail(types::must_be(years.span, "整年数，如 2 年", "a whole number of years"), span);
        }
        let rate = self.expect(rate, scope, &Type::number(Unit::plain()));
        let one = build::number(RBig::ONE, Unit::plain(), rate.span);
        let factor = self.add(Operator::Add, one, rate);
        let ty = Type::number(Unit::plain());
        let power = build::call(Builtin::Power, vec![factor, years], ty, span);
        let target = self.multiply(from.clone(), power);
        let grown = self.compare(comparison(comparator), to, target);
        if from.ty.as_number().is_some_and(|n| range::is_positive(&n.range)) {
            return Core { span, ..grown };
        }
        let zero = build::number(RBig::ZERO, from.ty.unit().cloned().unwrap_or_default(), span);
        let positive = self.compare(Comparison::Greater, from, zero);
        build::if_(positive, grown, build::absent(Absence::Missing, Type::yes_no(), span), span)
    }
}
