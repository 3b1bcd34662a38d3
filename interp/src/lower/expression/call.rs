//! Calls: functions of one row, aggregates, lookups.

use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Expr, Name};
use heng_grammar::vocabulary::{Tier, of_tier};

use crate::check::amount::{Limit, Rival};
use crate::check::diagnostic::{names, types};
use crate::lower::blocks::{self, LookupCall};
use crate::lower::{Context, Entity, Scope, build};
use crate::program::{AggregateFunction, Builtin, Core, Kind, Node, Type};

impl<'t> Context<'t> {
    pub(super) fn call(
        &mut self,
        name: &'t Name,
        arguments: &'t [Argument],
        output: Option<&Name>,
        scope: &Scope,
        span: Span,
    ) -> Core {
        let lookup = self.space(scope.space).is_some_and(|s| s.lookups.contains_key(&name.text));
        if lookup {
            let call = LookupCall { name, arguments, output, span };
            return blocks::call(self, &call, scope).unwrap_or_else(|| build::unknown(span));
        }
        let value = self.function(name, arguments, scope, span);
        match output {
            Some(output) => self.follow(value, &[output], (scope, span)),
            None => value,
        }
    }

    fn function(&mut self, name: &'t Name, arguments: &'t [Argument], scope: &Scope, span: Span) -> Core {
        if let Some(function) = aggregate_function(&name.text) {
            return self.aggregate(function, name, arguments, scope, span);
        }
        match name.text.as_str() {
            "名次" | "rank" => self.rank(name, arguments, scope, span),
            "理论最高" | "attainable_max" => self.attainable(name, arguments, scope, span),
            "取大" | "larger" => self.extreme(Builtin::Larger, name, arguments, scope, span),
            "取小" | "smaller" => self.extreme(Builtin::Smaller, name, arguments, scope, span),
            _ => self.plain_function(name, arguments, scope, span),
        }
    }

    fn plain_function(
        &mut self,
        name: &'t Name,
        arguments: &'t [Argument],
        scope: &Scope,
        span: Span,
    ) -> Core {
        let values: Vec<&'t Expr> = arguments.iter().filter_map(|a| a.value.as_ref()).collect();
        let date = Type::present(Kind::Date);
        match (name.text.as_str(), values.as_slice()) {
            ("有值" | "present", [value]) => {
                let value = self.expression(value, scope);
                Core { span, ..build::present(value) }
            }
            ("限于" | "clamp", [value, lower, upper]) => {
                let value = self.expression(value, scope);
                let value = self.numeric(value);
                let lower = self.expect(lower, scope, &value.ty.clone());
                let upper = self.expect(upper, scope, &value.ty.clone());
                self.note_limits(&value, &lower, &upper);
                Core { span, ..build::clamp(value, Some(lower), Some(upper)) }
            }
            ("绝对值" | "abs", [value]) => self.absolute(value, scope, span),
            ("乘方" | "power", [base, exponent]) => self.power(base, exponent, scope, span),
            ("年数" | "years_between", [from, to]) => {
                self.between(Builtin::YearsBetween, "年", [from, to], scope, span)
            }
            ("月数" | "months_between", [from, to]) => {
                self.between(Builtin::MonthsBetween, "月", [from, to], scope, span)
            }
            ("天数" | "days_between", [from, to]) => {
                self.between(Builtin::DaysBetween, "天", [from, to], scope, span)
            }
            ("月底" | "month_end", [day]) => {
                let day = self.expect(day, scope, &date);
                build::call(Builtin::MonthEnd, vec![day], date, span)
            }
            ("年份" | "year", [day]) => {
                let day = self.expect(day, scope, &date);
                build::call(Builtin::YearOf, vec![day], Type::present(Kind::Year), span)
            }
            ("开头是" | "starts_with", [text, start]) => {
                let values =
                    vec![self.expect(text, scope, &Type::text()), self.expect(start, scope, &Type::text())];
                build::call(Builtin::StartsWith, values, Type::yes_no(), span)
            }
            (known, _) => {
                let wanted = match known {
                    "有值" | "present" | "绝对值" | "abs" | "月底" | "month_end" | "年份" | "year" => {
                        "1"
                    }
                    "限于" | "clamp" => "3",
                    "年数" | "years_between" | "月数" | "months_between" | "天数" | "days_between"
                    | "开头是" | "starts_with" | "乘方" | "power" => "2",
                    _ => return self.unknown_function(name, scope, span),
                };
                self.fail(types::argument_count(span, known, wanted, values.len()), span)
            }
        }
    }

    /// Notes the ends of 限于.
    fn note_limits(&mut self, value: &Core, lower: &Core, upper: &Core) {
        for (cap, limit) in [(false, lower), (true, upper)] {
            let name = self.being_made().last().and_then(|d| d.path.last().cloned()).unwrap_or_default();
            let (value, limit, place) = (value.clone(), limit.clone(), limit.span);
            self.amounts.limits.push(Limit { name, cap, value, limit, ratio: None, place });
        }
    }

    fn unknown_function(&mut self, name: &Name, scope: &Scope, span: Span) -> Core {
        let lookups: Vec<String> =
            self.space(scope.space).map(|s| s.lookups.keys().cloned().collect()).unwrap_or_default();
        let words = of_tier(Tier::Function).map(heng_grammar::vocabulary::Concept::word);
        let known = words.flat_map(|word| [word.zh, word.en]).chain(lookups.iter().map(String::as_str));
        self.fail(names::unknown_function(name, known), span)
    }

    fn absolute(&mut self, value: &'t Expr, scope: &Scope, span: Span) -> Core {
        let value = self.expression(value, scope);
        let value = self.numeric(value);
        let mut ty = value.ty.clone();
        if let Kind::Number(number) = &mut ty.kind {
            number.range = crate::lower::range::nonnegative();
        }
        build::call(Builtin::Absolute, vec![value], ty, span)
    }

    /// `乘方(1.008, 6)`: a plain number taken so many times; how many is a whole number, not below zero.
    fn power(&mut self, base: &'t Expr, exponent: &'t Expr, scope: &Scope, span: Span) -> Core {
        let plain = Type::number(crate::program::Unit::plain());
        let base = self.expect(base, scope, &plain);
        let exponent = self.expect(exponent, scope, &plain);
        if base.ty.is_unknown() || exponent.ty.is_unknown() {
            return build::unknown(span);
        }
        if !exponent.ty.as_number().is_some_and(|number| number.whole) {
            return self.fail(types::must_be(exponent.span, "整数", "a whole number"), span);
        }
        build::call(Builtin::Power, vec![base, exponent], plain.or_absent(true), span)
    }

    fn between(
        &mut self,
        function: Builtin,
        unit: &str,
        ends: [&'t Expr; 2],
        scope: &Scope,
        span: Span,
    ) -> Core {
        let date = Type::present(Kind::Date);
        let values = ends.into_iter().map(|end| self.expect(end, scope, &date)).collect();
        let ty = self.whole_amount(unit);
        build::call(function, values, ty, span)
    }

    fn extreme(
        &mut self,
        function: Builtin,
        name: &Name,
        arguments: &'t [Argument],
        scope: &Scope,
        span: Span,
    ) -> Core {
        let trees: Vec<&'t Expr> = arguments.iter().filter_map(|a| a.value.as_ref()).collect();
        if trees.len() < 2 {
            return self.fail(types::argument_count(span, &name.text, "2+", trees.len()), span);
        }
        let leader = trees.iter().position(|t| !self.is_bare(t, scope)).unwrap_or(0);
        let Some(lead) = trees.get(leader).map(|t| self.expression(t, scope)) else {
            return build::unknown(span);
        };
        let lead = self.numeric(lead);
        let mut values = Vec::new();
        for (position, tree) in trees.into_iter().enumerate() {
            let value =
                if position == leader { lead.clone() } else { self.expression_as(tree, scope, &lead.ty) };
            let (_, value) = self.unify_to(&lead, value);
            values.push(value);
        }
        let greatest = function == Builtin::Larger;
        let arguments =
            values.iter().map(|value| Rival { greatest, value: value.clone(), place: value.span });
        let arguments = arguments.collect();
        self.amounts.arguments.push(arguments);
        match function {
            Builtin::Larger => build::larger(values, span),
            _ => build::smaller(values, span),
        }
    }

    /// `理论最高(科技创新计分)`: known without data.
    fn attainable(&mut self, name: &Name, arguments: &'t [Argument], scope: &Scope, span: Span) -> Core {
        let [Argument { value: Some(tree), .. }] = arguments else {
            return self.fail(types::argument_count(span, &name.text, "1", arguments.len()), span);
        };
        let block = match blocks::named(self, tree, scope) {
            Some(id) => self.definition_value(id, tree.span),
            None => self.expression(tree, scope),
        };
        let Node::Definition(id) = &*block.node else {
            return match block.ty.is_unknown() {
                true => build::unknown(span),
                false => self.fail(
                    types::must_be(tree.span, "计分或评分的名称", "the name of a tally or score"),
                    span,
                ),
            };
        };
        match blocks::attainable(self, *id) {
            Some(highest) => build::number(highest, block.ty.unit().cloned().unwrap_or_default(), span),
            None => self.fail(types::no_attainable(tree.span), span),
        }
    }

    /// The definition a path names, for callers that need to know which it is.
    pub fn definition_named(&self, scope: &Scope, path: &[&str]) -> Option<crate::program::DefinitionId> {
        match self.find_value(scope, path)?.entity {
            Entity::Definition(id) => Some(id),
            _ => None,
        }
    }
}

/// The aggregate of this name.
fn aggregate_function(name: &str) -> Option<AggregateFunction> {
    Some(match name {
        "合计" | "sum" => AggregateFunction::Sum,
        "平均" | "mean" => AggregateFunction::Mean,
        "最大" | "max" => AggregateFunction::Maximum,
        "最小" | "min" => AggregateFunction::Minimum,
        "计数" | "count" => AggregateFunction::Count,
        "存在" | "exists" => AggregateFunction::Any,
        "全部" | "every" => AggregateFunction::All,
        "中位" | "median" => AggregateFunction::Median,
        "分位" | "quantile" => AggregateFunction::Quantile(dashu_ratio::RBig::ZERO),
        "最近" | "latest" => AggregateFunction::Latest,
        _ => return None,
    })
}

/// Whether a function makes one value of many.
pub(super) fn is_aggregate(name: &str) -> bool {
    aggregate_function(name).is_some()
}
