//! Expressions: names, types and units. One arm a kind; the meaning of each family is in its own file.

mod aggregate;
mod arithmetic;
mod call;
mod compare;
mod equality;
mod growth;
mod index;
mod keyless;
mod literal;
mod member;
mod name;
mod order;
mod own;
mod posted;
mod ranking;
mod set;
mod unknown;
mod year;

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, LogicOperator, Missing};

use super::{Context, Scope, build, range};
use crate::check::diagnostic::types;
use crate::program::{Core, Node, Type};
use crate::value::{Absence, Value};

impl<'t> Context<'t> {
    /// The value of an expression. Never fails: what is wrong is reported, and an unknown value agrees with everything.
    pub fn expression(&mut self, tree: &'t Expr, scope: &Scope) -> Core {
        self.elaborate(tree, scope, None)
    }

    /// The value of an expression that is probably of this type: a bare member name is looked up in its choice, a bare 0
    /// takes its unit. Nothing is converted or checked.
    pub fn expression_as(&mut self, tree: &'t Expr, scope: &Scope, hint: &Type) -> Core {
        self.elaborate(tree, scope, Some(hint))
    }

    /// The value of an expression in the unit of `wanted`, reported where it is of another kind or dimension.
    pub fn expect(&mut self, tree: &'t Expr, scope: &Scope, wanted: &Type) -> Core {
        let value = self.elaborate(tree, scope, Some(wanted));
        self.fit(value, wanted, None)
    }

    /// A yes/no that is there: what 若, 当 and an entry use. `answer` is the entry's or block's `缺失 …`.
    pub fn condition(&mut self, tree: &'t Expr, scope: &Scope, answer: Option<&'t Missing>) -> Core {
        let value = self.expect(tree, scope, &Type::yes_no());
        self.answered(value, answer, scope)
    }

    fn elaborate(&mut self, tree: &'t Expr, scope: &Scope, hint: Option<&Type>) -> Core {
        let value = self.elaborated(tree, scope, hint);
        match &*tree.kind {
            ExprKind::Comparison(..)
            | ExprKind::Logic(..)
            | ExprKind::Not(_)
            | ExprKind::Member { .. }
            | ExprKind::Within(..) => self.written.condition(&value, scope.frame),
            ExprKind::If { .. } => self.written.choice(tree, &value, scope.frame),
            _ => {}
        }
        value
    }

    fn elaborated(&mut self, tree: &'t Expr, scope: &Scope, hint: Option<&Type>) -> Core {
        let span = tree.span;
        match &*tree.kind {
            ExprKind::Number(number) => self.number_literal(number, hint),
            ExprKind::Text(text) => build::text(text.as_str(), span),
            ExprKind::Date { year, month, day } => self.date_literal(*year, *month, *day, span),
            ExprKind::Year(year) => constant(Value::Year(*year), crate::program::Kind::Year, span),
            ExprKind::YesNo(value) => build::yes_no(*value, span),
            ExprKind::NotApplicable => {
                let ty = hint.cloned().unwrap_or_else(Type::unknown).or_absent(false);
                build::absent(Absence::NotApplicable, ty, span)
            }
            ExprKind::Name(_) | ExprKind::Field(..) => self.path_expression(tree, scope, hint),
            ExprKind::Index(base, keys) => match keys.as_slice() {
                [key] if self.indexes_by_year(base, key, scope) => {
                    self.in_another_year(base, key, scope, hint, span)
                }
                _ => self.index(base, keys, scope, span),
            },
            ExprKind::Call(name, arguments) => self.call(name, arguments, None, scope, span),
            ExprKind::Own { .. } => self.no_value(span, "「名下」", "`own`"),
            ExprKind::LastYears(_) => self.no_value(span, "「近 n 年」", "`last n years`"),
            ExprKind::List { .. } => self.no_value(span, "一串值", "a list"),
            ExprKind::Range(..) => self.no_value(span, "一段范围", "a range"),
            ExprKind::Negate(value) => self.negate(value, scope, hint, span),
            ExprKind::Not(value) => {
                let value = self.expect(value, scope, &Type::yes_no());
                Core { span, ..build::not(value) }
            }
            ExprKind::Arithmetic(operator, left, right) => {
                self.arithmetic(*operator, left, right, scope, span)
            }
            ExprKind::Comparison(first, rest) => self.comparison(first, rest, scope, span),
            ExprKind::Logic(operator, values) => self.logic(*operator, values, scope, span),
            ExprKind::Member { value, set, negated, unlisted } => {
                self.member_of(value, set, (*negated, unlisted.as_ref()), scope, span)
            }
            ExprKind::Within(value, period) => self.within(value, period, scope, span),
            ExprKind::If { condition, then, otherwise } => {
                let condition = self.condition(condition, scope, None);
                // Of what 年度 decides, the other side speaks of other years: its data are not asked for here, and it is
                // checked in those years.
                if let (Some(_), Node::Constant(Value::YesNo(holds))) = (scope.year, condition.node.as_ref())
                {
                    return self.elaborate(if *holds { then } else { otherwise }, scope, hint);
                }
                let (then, otherwise) = self.pair(then, otherwise, scope, hint);
                build::if_(condition, then, otherwise, span)
            }
            ExprKind::IfMissing(value, answer) => {
                let value = self.elaborate(value, scope, hint);
                let answer = self.expect(answer, scope, &value.ty.clone());
                Core { span, ..build::if_missing(value, answer) }
            }
            ExprKind::ZeroIsMissing(value) => {
                let value = self.elaborate(value, scope, hint);
                let value = self.numeric(value);
                Core { span, ..build::zero_is_missing(value) }
            }
            ExprKind::Bracketed(inner) => Core { span, ..self.elaborate(inner, scope, hint) },
            ExprKind::Error => build::unknown(span),
        }
    }

    fn no_value(&mut self, span: Span, zh: &str, en: &str) -> Core {
        self.fail(types::no_value(span, zh, en), span)
    }

    fn negate(&mut self, value: &'t Expr, scope: &Scope, hint: Option<&Type>, span: Span) -> Core {
        let value = self.elaborate(value, scope, hint);
        let value = self.numeric(value);
        if let Some(number) = value.constant_number() {
            return build::number(-number, value.ty.unit().cloned().unwrap_or_default(), span);
        }
        let ty = range::negative(&value.ty);
        Core::new(Node::Negate(value), ty, span)
    }

    fn logic(&mut self, operator: LogicOperator, values: &'t [Expr], scope: &Scope, span: Span) -> Core {
        let values = values.iter().map(|v| self.expect(v, scope, &Type::yes_no())).collect();
        match operator {
            LogicOperator::And => build::and(values, span),
            LogicOperator::Or => build::or(values, span),
        }
    }

    /// Two expressions of one kind: the one that says its type first.
    fn pair(&mut self, left: &'t Expr, right: &'t Expr, scope: &Scope, hint: Option<&Type>) -> (Core, Core) {
        let (l, r) = if hint.is_none() && self.is_bare(left, scope) && !self.is_bare(right, scope) {
            let r = self.elaborate(right, scope, None);
            (self.elaborate(left, scope, Some(&r.ty.clone())), r)
        } else {
            let l = self.elaborate(left, scope, hint);
            let ty = hint.cloned().unwrap_or_else(|| l.ty.clone());
            (l, self.elaborate(right, scope, Some(&ty)))
        };
        self.unify(l, r)
    }
}

fn constant(value: Value, kind: crate::program::Kind, span: Span) -> Core {
    Core::new(Node::Constant(value), Type::present(kind), span)
}
