//! Expressions.

use super::Builder;
use super::word::{name, text};
use crate::parser::{Node, Rule, structure, words};
use crate::span::Span;
use crate::tree::{Argument, ArithmeticOperator, Comparator, Expr, ExprKind, LogicOperator, Name, Unlisted};
use crate::vocabulary::built_in_unit;

impl Builder<'_> {
    /// The first child of `node` made by `rule`, as an expression; the grammar promises one.
    pub(super) fn expression_in(&mut self, node: &Node, rule: Rule) -> Expr {
        match node.child(rule) {
            Some(found) => self.expression(found),
            None => Expr::new(ExprKind::Error, node.span),
        }
    }

    /// All children of `node` made by `rule`, as expressions.
    pub(super) fn expressions(&mut self, node: &Node, rule: Rule) -> Vec<Expr> {
        node.all(rule).map(|found| self.expression(found)).collect()
    }

    /// The expression `node` stands for, whichever level of the grammar it is.
    pub(super) fn expression(&mut self, node: &Node) -> Expr {
        let kind = match node.rule {
            Rule::conditional => self.conditional(node),
            Rule::logic => return self.logic(node),
            Rule::negation if node.has(Rule::kw_not) => {
                ExprKind::Not(self.expression_in(node, Rule::negation))
            }
            Rule::comparison => return self.comparison(node),
            Rule::range => return self.range(node),
            Rule::sum | Rule::product => return self.arithmetic(node),
            Rule::unary if node.has(Rule::minus) => ExprKind::Negate(self.expression_in(node, Rule::unary)),
            Rule::answered => return self.answered(node),
            Rule::date => self.date(node),
            Rule::year => self.year(node),
            Rule::number => ExprKind::Number(self.number(node)),
            Rule::text => ExprKind::Text(text(node)),
            Rule::yes_no => ExprKind::YesNo(node.has(Rule::kw_yes)),
            Rule::not_applicable => ExprKind::NotApplicable,
            Rule::list => self.list(node),
            Rule::own => own(node),
            Rule::last_years => ExprKind::LastYears(self.number_in(node)),
            Rule::postfix => return self.postfix(node),
            Rule::call => self.call(node),
            Rule::name => ExprKind::Name(name(node)),
            Rule::bracketed => ExprKind::Bracketed(self.expression_in(node, Rule::expression)),
            _ => match node.first() {
                Some(inner) => return self.expression(inner),
                None => ExprKind::Error,
            },
        };
        Expr::new(kind, node.span)
    }

    fn conditional(&mut self, node: &Node) -> ExprKind {
        let mut parts = self.expressions(node, Rule::expression).into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(condition), Some(then), Some(otherwise)) => ExprKind::If { condition, then, otherwise },
            _ => ExprKind::Error,
        }
    }

    fn logic(&mut self, node: &Node) -> Expr {
        let mut operands = self.expressions(node, Rule::negation);
        if operands.len() < 2 {
            return operands.pop().unwrap_or_else(|| Expr::new(ExprKind::Error, node.span));
        }
        let operators: Vec<&Node> =
            node.children.iter().filter(|child| matches!(child.rule, Rule::kw_and | Rule::kw_or)).collect();
        let ands = operators.iter().filter(|operator| operator.rule == Rule::kw_and).count();
        if ands != 0 && ands != operators.len() {
            let spans: Vec<_> =
                operators.iter().map(|operator| (operator.rule == Rule::kw_and, operator.span)).collect();
            self.report(structure::mixed_logic(self.text, &operands, &spans));
            return Expr::new(ExprKind::Error, node.span);
        }
        let operator = if ands == 0 { LogicOperator::Or } else { LogicOperator::And };
        Expr::new(ExprKind::Logic(operator, operands), node.span)
    }

    fn comparison(&mut self, node: &Node) -> Expr {
        let mut operands = self.expressions(node, Rule::sum).into_iter();
        let Some(first) = operands.next() else { return Expr::new(ExprKind::Error, node.span) };
        if let Some(period) = node.child(Rule::period) {
            return self.period(first, period, node.span);
        }
        if node.has(Rule::kw_within) {
            let range = self.expression_in(node, Rule::range);
            return Expr::new(ExprKind::Within(first, range), node.span);
        }
        let negated = node.has(Rule::kw_not_in);
        if negated || node.has(Rule::kw_in) {
            let Some(set) = operands.next() else { return first };
            let unlisted = node.child(Rule::open_answer).map(|answer| match answer.child(Rule::expression) {
                Some(decides) => Unlisted::Decides(self.expression(decides)),
                None => Unlisted::No,
            });
            return Expr::new(ExprKind::Member { value: first, set, negated, unlisted }, node.span);
        }
        let links: Vec<_> = node.all(Rule::comparator).map(comparator).zip(operands).collect();
        if links.is_empty() {
            return first;
        }
        Expr::new(ExprKind::Comparison(first, links), node.span)
    }

    /// `销售日期 在 投产日期 起 5 年`: not before the day, and fewer than so many full years, months or days after it.
    fn period(&mut self, day: Expr, node: &Node, span: Span) -> Expr {
        let start = self.expression_in(node, Rule::sum);
        let length = self.expression_in(node, Rule::number);
        let unit = match length.kind.as_ref() {
            ExprKind::Number(number) => number.unit.as_ref().and_then(|unit| unit.factors.first()),
            _ => None,
        };
        let function = match unit.and_then(|(name, _)| built_in_unit(&name.text)) {
            Some("年") => "年数",
            Some("月") => "月数",
            Some("天") => "天数",
            _ => {
                self.report(structure::period_length(length.span));
                return Expr::new(ExprKind::Error, span);
            }
        };
        let argument = |value: &Expr| Argument {
            value: Some(value.clone()),
            direction: None,
            filter: None,
            group: Vec::new(),
            order: Vec::new(),
            span: value.span,
        };
        let name = Name { text: function.to_owned(), span: node.span };
        let passed = Expr::new(ExprKind::Call(name, vec![argument(&start), argument(&day)]), node.span);
        let since = ExprKind::Comparison(day, vec![(Comparator::GreaterOrEqual, start)]);
        let until = ExprKind::Comparison(passed, vec![(Comparator::Less, length)]);
        let both = vec![Expr::new(since, span), Expr::new(until, span)];
        Expr::new(ExprKind::Logic(LogicOperator::And, both), span)
    }

    fn range(&mut self, node: &Node) -> Expr {
        let mut ends = self.expressions(node, Rule::sum).into_iter();
        match (ends.next(), ends.next()) {
            (Some(from), Some(to)) => Expr::new(ExprKind::Range(from, to), node.span),
            (Some(only), None) => only,
            _ => Expr::new(ExprKind::Error, node.span),
        }
    }

    fn arithmetic(&mut self, node: &Node) -> Expr {
        let mut result: Option<Expr> = None;
        let mut operator = ArithmeticOperator::Add;
        for child in &node.children {
            match child.rule {
                Rule::plus => operator = ArithmeticOperator::Add,
                Rule::minus => operator = ArithmeticOperator::Subtract,
                Rule::times => operator = ArithmeticOperator::Multiply,
                Rule::divide => operator = ArithmeticOperator::Divide,
                _ => {
                    let operand = self.expression(child);
                    result = Some(match result {
                        None => operand,
                        Some(left) => {
                            let span = left.span.to(operand.span);
                            Expr::new(ExprKind::Arithmetic(operator, left, operand), span)
                        }
                    });
                }
            }
        }
        result.unwrap_or_else(|| Expr::new(ExprKind::Error, node.span))
    }

    fn answered(&mut self, node: &Node) -> Expr {
        let mut children = node.children.iter();
        let Some(first) = children.next() else { return Expr::new(ExprKind::Error, node.span) };
        let mut result = self.expression(first);
        for child in children {
            let span = result.span.to(child.span);
            let kind = if child.rule == Rule::kw_zero_is_missing {
                ExprKind::ZeroIsMissing(result)
            } else {
                let answer = self.if_missing(child);
                ExprKind::IfMissing(result, answer)
            };
            result = Expr::new(kind, span);
        }
        result
    }

    /// `缺失时 -1 万元`: what stands after the word.
    fn if_missing(&mut self, node: &Node) -> Expr {
        let Some(last) = node.children.last() else { return Expr::new(ExprKind::Error, node.span) };
        let value = self.expression(last);
        match node.child(Rule::minus) {
            Some(minus) => Expr::new(ExprKind::Negate(value), minus.span.to(last.span)),
            None => value,
        }
    }

    fn list(&mut self, node: &Node) -> ExprKind {
        ExprKind::List {
            elements: self.expressions(node, Rule::expression),
            open: node.has(Rule::kw_open_end),
        }
    }

    fn postfix(&mut self, node: &Node) -> Expr {
        let mut result: Option<Expr> = None;
        for child in &node.children {
            result = Some(match (result, child.rule) {
                (Some(value), Rule::field) => {
                    let span = value.span.to(child.span);
                    Expr::new(ExprKind::Field(value, self.name_in(child)), span)
                }
                (Some(value), Rule::index) => {
                    let span = value.span.to(child.span);
                    Expr::new(ExprKind::Index(value, self.expressions(child, Rule::range)), span)
                }
                _ => self.expression(child),
            });
        }
        result.unwrap_or_else(|| Expr::new(ExprKind::Error, node.span))
    }

    fn call(&mut self, node: &Node) -> ExprKind {
        let Some(function) = node.first().map(name) else { return ExprKind::Error };
        let arguments: Vec<Argument> = node
            .child(Rule::arguments)
            .map(|list| list.all(Rule::argument).map(|argument| self.argument(argument)).collect())
            .unwrap_or_default();
        if words::looks_like_unit_note(&function.text, &arguments, &self.words.units) {
            self.report(structure::unit_note_in_name(node.text, node.span));
            return ExprKind::Error;
        }
        ExprKind::Call(function, arguments)
    }

    fn argument(&mut self, node: &Node) -> Argument {
        let mut made = Argument {
            value: None,
            direction: None,
            filter: None,
            group: Vec::new(),
            order: Vec::new(),
            span: node.span,
        };
        for child in &node.children {
            match child.rule {
                Rule::expression => made.value = Some(self.expression(child)),
                Rule::direction => {
                    let direction = super::clause::direction(child);
                    self.once(&mut made.direction, direction, child.span);
                }
                Rule::filter => {
                    let filter = self.expression_in(child, Rule::expression);
                    self.once(&mut made.filter, filter, child.span);
                }
                Rule::group_by => made.group.extend(self.expressions(child, Rule::sum)),
                Rule::order_by => made.order.extend(self.order_keys_in(child)),
                _ => {}
            }
        }
        made
    }
}

/// `≥`
pub(super) fn comparator(node: &Node) -> Comparator {
    match node.first().map(|sign| sign.rule) {
        Some(Rule::less_or_equal) => Comparator::LessOrEqual,
        Some(Rule::greater_or_equal) => Comparator::GreaterOrEqual,
        Some(Rule::not_equal) => Comparator::NotEqual,
        Some(Rule::less) => Comparator::Less,
        Some(Rule::more) => Comparator::Greater,
        _ => Comparator::Equal,
    }
}

/// `名下 事故.企业`
fn own(node: &Node) -> ExprKind {
    let Some(path) = node.child(Rule::own_path) else { return ExprKind::Error };
    let mut names = path.all(Rule::name).map(name);
    let table = names.next().unwrap_or_else(|| Name { text: String::new(), span: node.span });
    ExprKind::Own { table, column: names.next() }
}
