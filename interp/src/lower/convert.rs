//! Arithmetic and comparison with units.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use super::{Context, build, range};
use crate::check::diagnostic::{advice, missing, types, units};
use crate::program::{Comparison, Core, Kind, Node, Operator, Type, Unit, UnitId};

impl Context<'_> {
    /// A type as a report names it: `万元/亩`, `是否`, `等级`.
    pub fn type_text(&self, ty: &Type) -> types::Described {
        let plain = |zh: &str, en: &str| types::Described { zh: zh.into(), en: en.into() };
        let same = |name: &str| types::Described { zh: name.into(), en: name.into() };
        match &ty.kind {
            Kind::Number(number) if number.unit.is_plain() => plain("没有单位的数", "a plain number"),
            Kind::Number(number) => same(&self.program.units.text(&number.unit)),
            Kind::Text => plain("文本", "text"),
            Kind::YesNo => plain("条件（是或否）", "a condition (yes or no)"),
            Kind::Date => plain("日期", "a date"),
            Kind::Year => plain("年份", "a year"),
            Kind::Choice(id) => same(self.program.choice(*id).map_or("", |c| c.name.as_str())),
            Kind::Reference(id) => {
                let name = self.program.tables.get(id.index()).map_or("", |t| t.name.as_str());
                plain(&format!("「{name}」的一行"), &format!("a row of `{name}`"))
            }
            Kind::Unknown => plain("未知", "unknown"),
        }
    }

    /// Percentage points added to or compared with %.
    fn is_percentage_point(&self, unit: &Unit) -> bool {
        unit.single().is_some_and(|id| self.program.units.name(id) == "百分点")
    }

    /// What figures in `from` must be multiplied by to be in `to`, with the rules for counts and percentage points.
    fn factor(&self, value: &Core, to: &Unit) -> Option<RBig> {
        let from = value.ty.as_number()?;
        let units = &self.program.units;
        if let Some(factor) = units.conversion(&from.unit, to) {
            return Some(factor);
        }
        let (plain_from, plain_to) = (units.is_dimensionless(&from.unit), units.is_dimensionless(to));
        let hundredth = || RBig::from_parts(1.into(), 100_u8.into());
        if self.is_percentage_point(&from.unit) && plain_to {
            return Some(hundredth() / units.factor(to));
        }
        if plain_from && self.is_percentage_point(to) {
            return Some(units.factor(&from.unit) / hundredth());
        }
        let zero = value.constant_number().is_some_and(|n| n.is_zero());
        let counted =
            from.unit.is_plain() && from.whole && units.is_count(to) && value.constant_number().is_none();
        ((from.unit.is_plain() && zero) || counted).then_some(RBig::ONE)
    }

    /// `value` in `unit`; where it cannot be, a report whose places are the value and `because`.
    pub fn convert(&mut self, value: Core, unit: &Unit, because: Option<Span>) -> Core {
        if value.ty.is_unknown() {
            return value;
        }
        if value.ty.unit() == Some(unit) {
            return value;
        }
        match self.factor(&value, unit) {
            Some(factor) => build::scale(value, &factor, unit.clone()),
            None => {
                let wanted = Type::number(unit.clone());
                self.mismatch(value, &wanted, because)
            }
        }
    }

    /// Reports that `value` is not of the kind or unit wanted.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the value is given up: what comes back stands in its place"
    )]
    pub fn mismatch(&mut self, value: Core, wanted: &Type, because: Option<Span>) -> Core {
        let (is, should) = (self.type_text(&value.ty), self.type_text(wanted));
        let bare = value.constant_number().is_some() && value.ty.unit().is_some_and(Unit::is_plain);
        let diagnostic = match wanted.unit() {
            Some(unit) if bare => units::bare_number(value.span, &self.program.units.text(unit), because),
            _ => {
                let report = types::unlike(value.span, &is, &should, because);
                advice::on_kinds(report, &value.ty.kind, &wanted.kind)
            }
        };
        self.fail(diagnostic, value.span)
    }

    /// `value` as `wanted`: converted where the units differ, reported where the kinds do.
    pub fn fit(&mut self, value: Core, wanted: &Type, because: Option<Span>) -> Core {
        match (&value.ty.kind, &wanted.kind) {
            (_, Kind::Unknown) | (Kind::Unknown, _) => value,
            (Kind::Number(_), Kind::Number(number)) => {
                let unit = number.unit.clone();
                self.convert(value, &unit, because)
            }
            (a, b) if a == b => value,
            _ => self.mismatch(value, wanted, because),
        }
    }

    /// Both of one kind and in one unit: that of the left, unless the left is a bare 0. An unlike pair is reported with
    /// both sides.
    pub fn unify(&mut self, left: Core, right: Core) -> (Core, Core) {
        let (Some(l), Some(r)) = (left.ty.as_number(), right.ty.as_number()) else {
            return self.unify_kinds(left, right);
        };
        let (left_unit, right_unit) = (l.unit.clone(), r.unit.clone());
        let prefer_right =
            (left_unit.is_plain() || self.is_percentage_point(&left_unit)) && !right_unit.is_plain();
        if !prefer_right && let Some(factor) = self.factor(&right, &left_unit) {
            return (left, build::scale(right, &factor, left_unit));
        }
        if let Some(factor) = self.factor(&left, &right_unit) {
            return (build::scale(left, &factor, right_unit), right);
        }
        if let Some(factor) = self.factor(&right, &left_unit) {
            return (left, build::scale(right, &factor, left_unit));
        }
        let span = left.span;
        self.report_unlike(&left, &right);
        (build::unknown(span), right)
    }

    /// `value` in the unit of `lead`; a pair that is unlike is reported with both sides.
    pub fn unify_to(&mut self, lead: &Core, value: Core) -> (Core, Core) {
        let (l, r) = self.unify(lead.clone(), value);
        if l.ty.unit() == lead.ty.unit() {
            return (l, r);
        }
        let Some(unit) = lead.ty.unit().cloned() else { return (l, r) };
        let r = self.convert(r, &unit, Some(lead.span));
        (lead.clone(), r)
    }

    fn unify_kinds(&mut self, left: Core, right: Core) -> (Core, Core) {
        let agree = left.ty.is_unknown() || right.ty.is_unknown() || left.ty.kind == right.ty.kind;
        if agree {
            return (left, right);
        }
        self.report_unlike(&left, &right);
        let span = left.span;
        (build::unknown(span), right)
    }

    fn report_unlike(&mut self, left: &Core, right: &Core) {
        let bare =
            |value: &Core| value.constant_number().is_some() && value.ty.unit().is_some_and(Unit::is_plain);
        let (l, r) = (self.type_text(&left.ty), self.type_text(&right.ty));
        let text = |unit: Option<&Unit>| unit.map(|u| self.program.units.text(u)).unwrap_or_default();
        let both_numbers = left.ty.as_number().is_some() && right.ty.as_number().is_some();
        let diagnostic = if both_numbers && bare(right) {
            units::bare_number(right.span, &text(left.ty.unit()), Some(left.span))
        } else if both_numbers && bare(left) {
            units::bare_number(left.span, &text(right.ty.unit()), Some(right.span))
        } else if both_numbers {
            units::unlike(left.span, &l, right.span, &r)
        } else {
            let report = types::unlike_pair(left.span, &l, right.span, &r);
            // What is written out is what can be written otherwise.
            let written = matches!(right.node.as_ref(), Node::Constant(_));
            let (odd, other) = if written { (right, left) } else { (left, right) };
            advice::on_kinds(report, &odd.ty.kind, &other.ty.kind)
        };
        self.report(diagnostic);
    }

    /// `a + b`, `a - b` with units that may differ within a dimension.
    pub fn add(&mut self, operator: Operator, left: Core, right: Core) -> Core {
        let span = left.span.to(right.span);
        let Some((left, right)) = self.numbers(left, right) else { return build::unknown(span) };
        let (left, right) = self.unify(left, right);
        if left.ty.is_unknown() || right.ty.is_unknown() {
            return build::unknown(span);
        }
        fold_constants(Core { span, ..build::sum(operator, left, right) })
    }

    /// `a × b`; % and 倍 are scaled away.
    pub fn multiply(&mut self, left: Core, right: Core) -> Core {
        self.product(Operator::Multiply, left, right)
    }

    /// `a / b`; a divisor that may be zero is reported.
    pub fn divide(&mut self, left: Core, right: Core) -> Core {
        if !range::excludes_zero(&right.ty) && right.constant_number().is_none_or(|n| n.is_zero()) {
            let report = missing::divisor_may_be_zero(right.span, right.constant_number().is_some());
            if right.constant_number().is_some() {
                self.report(report);
            } else {
                self.doubtful_divisors.push(report);
            }
        }
        self.product(Operator::Divide, left, right)
    }

    fn product(&mut self, operator: Operator, left: Core, right: Core) -> Core {
        let span = left.span.to(right.span);
        let Some((left, right)) = self.numbers(left, right) else { return build::unknown(span) };
        let (Some(l), Some(r)) = (left.ty.as_number(), right.ty.as_number()) else {
            return build::unknown(span);
        };
        if [(&l.unit, &r.unit), (&r.unit, &l.unit)]
            .iter()
            .any(|(a, b)| self.is_percentage_point(a) && !b.is_plain() && !self.is_percentage_point(b))
        {
            return self.fail(units::percentage_point(span), span);
        }
        let units = &self.program.units;
        let scaled = match operator {
            Operator::Divide => units.quotient(&l.unit, &r.unit),
            _ => units.product(&l.unit, &r.unit),
        };
        let optional = left.ty.optional || right.ty.optional;
        let ty = range::product(operator, &left.ty, &right.ty, Unit::plain()).or_absent(optional);
        let core = fold_constants(Core::new(Node::Arithmetic(operator, left, right), ty, span));
        build::scale(core, &scaled.factor, scaled.unit)
    }

    /// Both sides of an arithmetic operator, or one report of those that are no numbers.
    fn numbers(&mut self, left: Core, right: Core) -> Option<(Core, Core)> {
        let wrong = |value: &Core| value.ty.as_number().is_none() && !value.ty.is_unknown();
        if !wrong(&left) && !wrong(&right) {
            return Some((left, right));
        }
        let sides: Vec<_> = [&left, &right].into_iter().filter(|value| wrong(value)).collect();
        let sides = sides.iter().map(|value| (value.span, self.type_text(&value.ty))).collect();
        let report = types::not_numbers(sides);
        self.report(advice::on_arithmetic(report, &left.ty.kind, &right.ty.kind));
        None
    }

    /// `value`, or a report that it is no number.
    pub fn numeric(&mut self, value: Core) -> Core {
        if value.ty.as_number().is_some() || value.ty.is_unknown() {
            return value;
        }
        let is = self.type_text(&value.ty);
        self.fail(types::not_a_number(value.span, &is), value.span)
    }

    /// `value`, or a report that it is no yes/no.
    pub fn yes_or_no(&mut self, value: Core) -> Core {
        self.fit(value, &Type::yes_no(), None)
    }

    /// `a < b` with units that may differ within a dimension; unordered members are not compared by size.
    pub fn compare(&mut self, operator: Comparison, left: Core, right: Core) -> Core {
        let span = left.span.to(right.span);
        let (left, right) = self.unify(left, right);
        let sized = !matches!(operator, Comparison::Equal | Comparison::NotEqual);
        if sized && !self.is_ordered(&left) {
            let is = self.type_text(&left.ty);
            return self.fail(types::not_ordered(span, &is), span);
        }
        self.report_unordered_members(sized, &[&left, &right]);
        Core { span, ..build::compare(operator, left, right) }
    }

    fn is_ordered(&self, value: &Core) -> bool {
        match &value.ty.kind {
            Kind::Choice(id) => self.program.choice(*id).is_none_or(|c| c.ordered > 0),
            Kind::YesNo | Kind::Reference(_) => false,
            _ => true,
        }
    }

    /// A unit as written, reporting names that are no units.
    pub fn unit(&mut self, unit: &heng_grammar::tree::UnitExpr) -> Unit {
        self.known_unit(unit).unwrap_or_else(Unit::plain)
    }

    /// A unit as written; nothing where a name in it is no unit, which is reported.
    pub fn known_unit(&mut self, unit: &heng_grammar::tree::UnitExpr) -> Option<Unit> {
        let mut result = Some(Unit::plain());
        for (name, power) in &unit.factors {
            match self.program.units.intern(&name.text) {
                Some(id) => result.iter_mut().for_each(|unit| add_power(unit, id, *power)),
                None => {
                    result = None;
                    let known: Vec<&str> = self.program.units.list.iter().map(|u| u.name.as_str()).collect();
                    let diagnostic = units::unknown_unit(name, &known);
                    self.report(diagnostic);
                }
            }
        }
        result
    }
}

fn add_power(unit: &mut Unit, id: UnitId, power: i32) {
    let mut factors: BTreeMap<UnitId, i32> = unit.factors().collect();
    *factors.entry(id).or_insert(0) += power;
    *unit = Unit::of_factors(factors);
}

/// Arithmetic on numbers known now is done now.
fn fold_constants(core: Core) -> Core {
    let Node::Arithmetic(operator, left, right) = &*core.node else { return core };
    let (Some(a), Some(b)) = (left.constant_number(), right.constant_number()) else { return core };
    let value = match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide if b.is_zero() => return core,
        Operator::Divide => a / b,
    };
    let unit = core.ty.unit().cloned().unwrap_or_default();
    build::number(value, unit, core.span)
}
