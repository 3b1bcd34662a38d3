//! Comparison chains and periods.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Comparator, Expr, ExprKind};

use crate::check::diagnostic::types;
use crate::lower::{Context, Scope, build};
use crate::program::{Builtin, Comparison, Core, Kind, Node, Type, Unit};
use crate::value::Value;

/// The core's word for a comparator.
pub(super) fn comparison(comparator: Comparator) -> Comparison {
    match comparator {
        Comparator::Equal => Comparison::Equal,
        Comparator::NotEqual => Comparison::NotEqual,
        Comparator::Less => Comparison::Less,
        Comparator::LessOrEqual => Comparison::LessOrEqual,
        Comparator::Greater => Comparison::Greater,
        Comparator::GreaterOrEqual => Comparison::GreaterOrEqual,
    }
}

impl<'t> Context<'t> {
    /// `10% < x ≤ 70%`: the operands are elaborated once; the first that says its type tells the others'.
    pub(super) fn comparison(
        &mut self,
        first: &'t Expr,
        rest: &'t [(Comparator, Expr)],
        scope: &Scope,
        span: Span,
    ) -> Core {
        if let (Some(arguments), [(comparator, rate)]) = (super::growth::growth(first), rest) {
            return self.compared_growth(arguments, *comparator, rate, scope, span);
        }
        let trees: Vec<&'t Expr> = std::iter::once(first).chain(rest.iter().map(|(_, e)| e)).collect();
        let leader = trees.iter().position(|tree| !self.is_bare(tree, scope)).unwrap_or(0);
        let lead = trees.get(leader).map(|tree| self.elaborate(tree, scope, None));
        let Some(lead) = lead else { return build::unknown(span) };
        let mut values = Vec::new();
        for (position, tree) in trees.into_iter().enumerate() {
            let value =
                if position == leader { lead.clone() } else { self.elaborate(tree, scope, Some(&lead.ty)) };
            values.push(value);
        }
        let pairs = values.iter().zip(values.iter().skip(1)).zip(rest);
        let links: Vec<(Comparator, Core, Core)> =
            pairs.map(|((a, b), (comparator, _))| (*comparator, a.clone(), b.clone())).collect();
        let links = links.into_iter().map(|(c, a, b)| self.compare(comparison(c), a, b)).collect();
        Core { span, ..build::and(links, span) }
    }

    /// `发生日期 在 年度`, `取得年度 在 2019 至 2021`, `发生日期 在 近 2 年`
    pub(super) fn within(&mut self, value: &'t Expr, period: &'t Expr, scope: &Scope, span: Span) -> Core {
        let value = self.elaborate(value, scope, None);
        let (lower, upper) = match &*period.kind {
            ExprKind::Range(lower, upper) => {
                (self.period_end(lower, &value, scope), self.period_end(upper, &value, scope))
            }
            ExprKind::LastYears(count) => {
                let Some(year) = self.built_in_parameter("年度", scope, span) else {
                    return build::unknown(span);
                };
                let count = self.number_literal(count, None);
                let count = count.constant_number().unwrap_or(RBig::ONE);
                let back = build::number(RBig::ONE - count, Unit::plain(), period.span);
                let known = match (year.node.as_ref(), back.constant_number()) {
                    (Node::Constant(Value::Year(year)), Some(back)) => {
                        super::arithmetic::years_after(*year, &back).map(|start| build::year(start, span))
                    }
                    _ => None,
                };
                let ty = Type::present(Kind::Year);
                let start = known
                    .unwrap_or_else(|| build::call(Builtin::AddYears, vec![year.clone(), back], ty, span));
                (start, year)
            }
            _ => {
                let year = self.elaborate(period, scope, Some(&Type::present(Kind::Year)));
                (year.clone(), year)
            }
        };
        let value = match (&value.ty.kind, &lower.ty.kind) {
            (Kind::Date, Kind::Year) => {
                build::call(Builtin::YearOf, vec![value], Type::present(Kind::Year), span)
            }
            (_, Kind::Date) if lower.span == upper.span => {
                return self.fail(types::must_be(period.span, "年份或一段时间", "a year or a period"), span);
            }
            _ => value,
        };
        if lower.span == upper.span {
            return Core { span, ..self.compare(Comparison::Equal, value, lower) };
        }
        let after = self.compare(Comparison::GreaterOrEqual, value.clone(), lower);
        let before = self.compare(Comparison::LessOrEqual, value, upper);
        build::and(vec![after, before], span)
    }

    fn period_end(&mut self, end: &'t Expr, value: &Core, scope: &Scope) -> Core {
        let years = matches!(value.ty.kind, Kind::Date | Kind::Year);
        let hint = if years { Type::present(Kind::Year) } else { value.ty.clone() };
        self.elaborate(end, scope, Some(&hint))
    }
}
