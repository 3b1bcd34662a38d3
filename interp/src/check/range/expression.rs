//! The interval of each kind of expression.

use dashu_ratio::RBig;

use super::calls::call;
use super::{Facts, Interval, Ranges};
use crate::program::{
    Aggregate, AggregateFunction, Core, Kind, Node, Operator, RequirementId, RequirementTest,
};
use crate::value::{Absence, Value};

impl<'p> Ranges<'p> {
    /// What an expression can give where `here` is known of its frame, and `outer` of the row that `本` means.
    pub(super) fn interval<'c>(&self, core: &'c Core, here: &Facts<'c>, outer: &Facts<'c>) -> Interval
    where
        'p: 'c,
    {
        let by_form = self.by_form(core, here, outer);
        let by_type = match &core.ty.kind {
            Kind::Number(number) => by_form.meet(&Interval::of_number(number)),
            _ => by_form,
        };
        here.of(core).map_or_else(|| by_type.clone(), |known| by_type.meet(&known))
    }

    fn by_form<'c>(&self, core: &'c Core, here: &Facts<'c>, outer: &Facts<'c>) -> Interval
    where
        'p: 'c,
    {
        let of = |part: &'c Core| self.interval(part, here, outer);
        match core.node.as_ref() {
            Node::Constant(value) => constant(value),
            Node::Definition(id) => self.definition(*id),
            Node::Negate(x) => of(x).negative(),
            Node::Arithmetic(operator, a, b) => arithmetic(*operator, &of(a), &of(b)),
            Node::If(condition, then, otherwise) => self.either(condition, (then, otherwise), here, outer),
            Node::IfMissing(x, y) | Node::IfNotApplicable(x, y) | Node::IfAbsent(x, y) => of(x).join(&of(y)),
            Node::ZeroIsMissing(x) => of(x).without_zero(),
            Node::Scale(x, factor) => of(x).times(&Interval::point(factor.clone())),
            Node::Round(x, quantum, mode) => of(x).rounded(quantum, *mode),
            Node::Call(function, values) => call(*function, &values.iter().map(of).collect::<Vec<_>>()),
            Node::Aggregate(aggregate) => self.aggregate(aggregate, here),
            Node::Rank(_) => Interval::between(Some((RBig::ONE, true)), None).whole(true),
            Node::Follow { value, .. } => self.interval(value, &Facts::default(), here),
            Node::Outer(x) => self.interval(x, outer, outer),
            Node::Require(x, id) => of(x).meet(&self.required(*id)),
            Node::FromChoice(x) => self.position(x),
            // Columns and what the run sets are known by their types; the rest are no numbers.
            Node::Column(_)
            | Node::Parameter(_)
            | Node::Not(_)
            | Node::Compare(..)
            | Node::And(_)
            | Node::Or(_)
            | Node::Present(_)
            | Node::OneOf(..)
            | Node::Find(..)
            | Node::UnitOf(_)
            | Node::ToChoice(_) => Interval::all(),
        }
    }

    fn either<'c>(
        &self,
        condition: &'c Core,
        (then, otherwise): (&'c Core, &'c Core),
        here: &Facts<'c>,
        outer: &Facts<'c>,
    ) -> Interval
    where
        'p: 'c,
    {
        let (yes, no) = self.split(condition, here, outer);
        let arm = |facts: Option<Facts<'c>>, arm: &'c Core| {
            facts.map_or_else(Interval::nothing, |said| self.interval(arm, &here.and(&said), outer))
        };
        arm(yes, then).join(&arm(no, otherwise))
    }

    /// Rows without a value are skipped; of no rows a sum is zero, and most others are missing.
    fn aggregate<'c>(&self, aggregate: &'c Aggregate, asking: &Facts<'c>) -> Interval
    where
        'p: 'c,
    {
        let none = Facts::default();
        let inside = match aggregate.filter.as_ref().map(|filter| self.split(filter, &none, asking).0) {
            None => Some(none),
            Some(said) => said,
        };
        let value = match (&aggregate.value, inside) {
            (Some(value), Some(facts)) => self.interval(value, &facts, asking),
            (None, Some(_)) => Interval::all(),
            (_, None) => Interval::nothing(),
        };
        let plain = || Interval::between(value.range.lower.clone(), value.range.upper.clone());
        match aggregate.function {
            AggregateFunction::Count => Interval::nonnegative().whole(true),
            AggregateFunction::Sum => sum_of_any(&value),
            _ if value.is_empty() => Interval::nothing(),
            AggregateFunction::Mean | AggregateFunction::Median | AggregateFunction::Quantile(_) => plain(),
            AggregateFunction::Maximum
            | AggregateFunction::Minimum
            | AggregateFunction::Latest
            | AggregateFunction::Same => value,
            AggregateFunction::Any | AggregateFunction::All => Interval::all(),
        }
    }

    fn required(&self, id: RequirementId) -> Interval {
        match self.program().requirements.get(id.index()).map(|requirement| requirement.test) {
            Some(RequirementTest::Positive) => Interval::positive(),
            Some(RequirementTest::NonNegative) => Interval::nonnegative(),
            Some(RequirementTest::Zero) => Interval::point(RBig::ZERO),
            Some(RequirementTest::Present) | None => Interval::all(),
        }
    }

    /// The positions of the members of a choice.
    fn position(&self, member: &Core) -> Interval {
        let Kind::Choice(id) = member.ty.kind else { return Interval::nonnegative().whole(true) };
        let last = self.program().choice(id).map(|choice| choice.members.len().saturating_sub(1));
        Interval::between(Some((RBig::ZERO, true)), last.map(|last| (RBig::from(last), true))).whole(true)
    }
}

fn constant(value: &Value) -> Interval {
    match value {
        Value::Number(number) => Interval::point(number.clone()),
        Value::Year(year) => Interval::point(RBig::from(*year)),
        Value::Absent(Absence::Missing | Absence::NotApplicable) => Interval::nothing(),
        // Somebody is still to say.
        Value::Absent(Absence::Undecided) => Interval::all(),
        Value::Text(_) | Value::YesNo(_) | Value::Date(_) | Value::Choice(_) | Value::Reference(_) => {
            Interval::all()
        }
    }
}

fn arithmetic(operator: Operator, a: &Interval, b: &Interval) -> Interval {
    match operator {
        Operator::Add => a.plus(b),
        Operator::Subtract => a.minus(b),
        Operator::Multiply => a.times(b),
        Operator::Divide => a.over(b),
    }
}

/// The sums of any number of such numbers, none included.
fn sum_of_any(value: &Interval) -> Interval {
    let zero = RBig::ZERO;
    if value.is_empty() {
        return Interval::point(zero);
    }
    let lower = value.lower().filter(|end| **end >= zero).map(|_| (zero.clone(), true));
    let upper = value.upper().filter(|end| **end <= zero).map(|_| (zero.clone(), true));
    Interval::between(lower, upper).whole(value.whole)
}
