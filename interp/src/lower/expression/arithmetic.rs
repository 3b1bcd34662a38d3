//! `+ − × ÷` of numbers, dates and years.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{ArithmeticOperator, Expr, ExprKind};

use crate::check::diagnostic::lint;
use crate::lower::{Context, Scope, build};
use crate::program::{Builtin, Core, Kind, Node, Number, Operator, Type, Unit};
use crate::value::Value;

impl<'t> Context<'t> {
    pub(super) fn arithmetic(
        &mut self,
        operator: ArithmeticOperator,
        left: &'t Expr,
        right: &'t Expr,
        scope: &Scope,
        span: Span,
    ) -> Core {
        if operator == ArithmeticOperator::Divide {
            self.look_for_a_fraction(left, right);
        }
        let l = self.elaborate(left, scope, None);
        let adds = matches!(operator, ArithmeticOperator::Add | ArithmeticOperator::Subtract);
        let hint = Some(l.ty.clone()).filter(|ty| adds && ty.as_number().is_some());
        let r = self.elaborate(right, scope, hint.as_ref());
        if l.ty.is_unknown() || r.ty.is_unknown() {
            return build::unknown(span);
        }
        let value = match operator {
            ArithmeticOperator::Add => self.plus(Operator::Add, l, r),
            ArithmeticOperator::Subtract => self.plus(Operator::Subtract, l, r),
            ArithmeticOperator::Multiply => self.multiply(l, r),
            ArithmeticOperator::Divide => self.divide(l, r),
        };
        Core { span, ..value }
    }

    /// `税收 / 2/3`: the blanks say that 2/3 is meant, the grammar divides twice.
    fn look_for_a_fraction(&mut self, left: &Expr, right: &Expr) {
        let ExprKind::Arithmetic(ArithmeticOperator::Divide, dividend, numerator) = left.kind.as_ref() else {
            return;
        };
        let apart = numerator.span.start.saturating_sub(dividend.span.end) > 2;
        let touching = left.span.end == numerator.span.end && right.span.start == numerator.span.end + 1;
        if apart && touching {
            self.report(lint::divided_twice(numerator.span, right.span));
        }
    }

    fn plus(&mut self, operator: Operator, left: Core, right: Core) -> Core {
        let span = left.span.to(right.span);
        let minus = operator == Operator::Subtract;
        match (&left.ty.kind, &right.ty.kind) {
            (Kind::Year, Kind::Year) if minus => {
                build::call(Builtin::YearDifference, vec![left, right], self.whole_amount("年"), span)
            }
            (Kind::Date, Kind::Date) if minus => {
                build::call(Builtin::DaysBetween, vec![right, left], self.whole_amount("天"), span)
            }
            (Kind::Year, Kind::Number(_)) => self.later(Builtin::AddYears, "年", left, right, minus),
            (Kind::Number(_), Kind::Year) if !minus => {
                self.later(Builtin::AddYears, "年", right, left, false)
            }
            (Kind::Date, Kind::Number(_)) => self.later(Builtin::AddDays, "天", left, right, minus),
            (Kind::Number(_), Kind::Date) if !minus => self.later(Builtin::AddDays, "天", right, left, false),
            _ => self.add(operator, left, right),
        }
    }

    /// A whole number of a unit.
    pub(super) fn whole_amount(&mut self, unit: &str) -> Type {
        let unit = self.program.units.intern(unit).map_or_else(Unit::plain, Unit::of);
        Type::present(Kind::Number(Number { unit, whole: true, ..Number::default() }))
    }

    /// A date or year so much later; a bare whole number counts years after a year.
    fn later(&mut self, function: Builtin, unit: &str, start: Core, amount: Core, earlier: bool) -> Core {
        let span = start.span.to(amount.span);
        let wanted = self.whole_amount(unit);
        let bare_years = function == Builtin::AddYears
            && amount.ty.as_number().is_some_and(|n| n.unit.is_plain() && n.whole);
        let amount = if bare_years { amount } else { self.fit(amount, &wanted, Some(start.span)) };
        let amount = if earlier {
            self.multiply(build::number(RBig::NEG_ONE, Unit::plain(), amount.span), amount)
        } else {
            amount
        };
        if let (Node::Constant(Value::Year(year)), Some(by)) = (start.node.as_ref(), amount.constant_number())
            && let Some(later) = years_after(*year, &by)
        {
            return build::year(later, span);
        }
        let ty = start.ty.clone();
        build::call(function, vec![start, amount], ty, span)
    }
}

/// A whole number of years later.
pub(super) fn years_after(year: i32, by: &RBig) -> Option<i32> {
    if !by.is_int() {
        return None;
    }
    year.checked_add(i32::try_from(by.numerator().clone()).ok()?)
}
