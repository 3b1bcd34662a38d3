//! Years in brackets: `x[上年]`, `x[2016]`, and aggregates over years, `合计(x[近 2 年])`.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Expr, ExprKind, Name};

use crate::check::diagnostic::{types, year as report};
use crate::lower::{Context, Scope, build};
use crate::program::{AggregateFunction, Core, Kind, Node, Operator, Type, Unit};
use crate::value::{Absence, Value};

/// What an index by year says.
enum Years {
    /// `上年`
    One(i32),
    /// `近 2 年`
    Several(Vec<i32>),
}

/// A plain number that can only be a year.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = 1900..=2199;

impl<'t> Context<'t> {
    /// `base` as it is in the year that the index says.
    pub(super) fn in_another_year(
        &mut self,
        base: &'t Expr,
        key: &'t Expr,
        scope: &Scope,
        hint: Option<&Type>,
        span: Span,
    ) -> Core {
        let Some(years) = self.years(key, scope) else { return build::unknown(span) };
        let year = match (years, scope.window) {
            (Years::One(year), _) | (Years::Several(_), Some(year)) => year,
            (Years::Several(_), None) => return self.fail(report::window_alone(span), span),
        };
        let there = Scope { year: Some(year), window: None, ..scope.clone() };
        if let Some(name) = self.same_every_year(base, &there) {
            return self.fail(report::same_every_year(name), span);
        }
        Core { span, ..self.elaborate(base, &there, hint) }
    }

    /// A plain name whose value is not by years: in another year it would silently be the same.
    fn same_every_year<'e>(&self, base: &'e Expr, there: &Scope) -> Option<&'e Name> {
        let ExprKind::Name(name) = &*base.kind else { return None };
        if there.local(&name.text).is_some() {
            return None;
        }
        let entry = self.find_value(there, &[name.text.as_str()])?;
        (entry.year.is_none() && entry.entity != crate::lower::Entity::Series).then_some(name)
    }

    fn years(&mut self, key: &'t Expr, scope: &Scope) -> Option<Years> {
        match &*key.kind {
            ExprKind::LastYears(count) => {
                let last = self.own_year(key.span, scope)?;
                let count = self.number_literal(count, None).constant_number()?;
                if count < RBig::ONE {
                    self.report(report::no_years(key.span));
                    return None;
                }
                let first = super::arithmetic::years_after(last, &(RBig::ONE - count))?;
                Some(Years::Several((first..=last).collect()))
            }
            ExprKind::Range(first, last) => {
                let (first, last) = (self.year(first, scope)?, self.year(last, scope)?);
                if first > last {
                    self.report(report::axis_backwards(key.span, first, last));
                    return None;
                }
                Some(Years::Several((first..=last).collect()))
            }
            _ => self.year(key, scope).map(Years::One),
        }
    }

    /// `上年`, `2016`, `2016年`, `年度 - 2`: a year known when the script is read.
    pub(super) fn year(&mut self, tree: &'t Expr, scope: &Scope) -> Option<i32> {
        match &*tree.kind {
            ExprKind::Name(name) if is_last_year(&name.text) => {
                self.own_year(tree.span, scope).map(|year| year - 1)
            }
            ExprKind::Name(name) if is_next_year(&name.text) => {
                self.own_year(tree.span, scope).map(|year| year + 1)
            }
            ExprKind::Number(number) if number.unit.is_none() => {
                let year = number.digits.parse().ok().filter(|year| PLAUSIBLE.contains(year));
                if year.is_none() {
                    self.report(report::year_unknown(tree.span));
                }
                year
            }
            _ => {
                let core = self.expect(tree, scope, &Type::present(Kind::Year));
                match *core.node {
                    Node::Constant(Value::Year(year)) => Some(year),
                    _ if core.ty.is_unknown() => None,
                    _ => {
                        self.report(report::year_unknown(tree.span));
                        None
                    }
                }
            }
        }
    }

    fn own_year(&mut self, span: Span, scope: &Scope) -> Option<i32> {
        if scope.year.is_none() {
            self.report(report::which_year_before(span));
        }
        scope.year
    }

    /// Whether an index holds a year rather than the key of a table.
    pub(super) fn indexes_by_year(&self, base: &Expr, key: &Expr, scope: &Scope) -> bool {
        let says_year = match &*key.kind {
            ExprKind::LastYears(_) | ExprKind::Range(..) => true,
            ExprKind::Name(name) => is_last_year(&name.text) || is_next_year(&name.text),
            ExprKind::Year(_) => self.table_of(base, scope).is_none(),
            ExprKind::Number(number) => {
                let unknown = self.table_of(base, scope).is_none();
                unknown && number.digits.parse().is_ok_and(|year: i32| PLAUSIBLE.contains(&year))
            }
            _ => false,
        };
        says_year || !self.names_a_table(base, scope)
    }

    fn table_of(&self, base: &Expr, scope: &Scope) -> Option<crate::program::TableId> {
        match &*base.kind {
            ExprKind::Name(name) => self.table_named(scope, &name.text),
            _ => None,
        }
    }

    fn names_a_table(&self, base: &Expr, scope: &Scope) -> bool {
        match &*base.kind {
            ExprKind::Name(name) => {
                let value = self.find_value(scope, &[name.text.as_str()]).is_some();
                self.table_named(scope, &name.text).is_some() || !value
            }
            ExprKind::Field(outer, name) => {
                let ExprKind::Name(prefix) = &*outer.kind else { return false };
                let inner = self.space(scope.space).and_then(|s| s.spaces.get(&prefix.text));
                inner.is_some_and(|space| {
                    self.table_named(&Scope { space: *space, ..scope.clone() }, &name.text).is_some()
                })
            }
            _ => false,
        }
    }

    /// `合计(x[近 2 年])`: one aggregate for several years; nothing where no index over years stands in it.
    pub(super) fn over_years(
        &mut self,
        function: &AggregateFunction,
        name: &'t Name,
        arguments: &'t [Argument],
        scope: &Scope,
        span: Span,
    ) -> Option<Core> {
        if scope.window.is_some() {
            return None;
        }
        let mut windows = Vec::new();
        for argument in arguments {
            let trees = argument.value.iter().chain(&argument.filter);
            trees.for_each(|tree| find_windows(tree, &mut windows));
        }
        let mut windows = windows.into_iter();
        let first = windows.next()?;
        let Some(Years::Several(years)) = self.years(first, scope) else { return Some(build::unknown(span)) };
        for other in windows {
            match self.years(other, scope) {
                Some(Years::Several(same)) if same == years => {}
                Some(_) => self.report(report::windows_differ(other.span)),
                None => {}
            }
        }
        let rows = self.aggregates_rows(arguments, scope);
        Some(match function {
            AggregateFunction::Mean if rows => {
                let sum = self.of_each_year((&AggregateFunction::Sum, name), arguments, scope, &years, span);
                let count =
                    self.of_each_year((&AggregateFunction::Count, name), arguments, scope, &years, span);
                let count = build::zero_is_missing(count);
                self.divide(sum, count)
            }
            _ if rows => self.of_each_year((function, name), arguments, scope, &years, span),
            _ => self.of_own_years((function, name), arguments, scope, &years, span),
        })
    }

    /// The aggregate of the rows of each year, put together.
    fn of_each_year(
        &mut self,
        (function, name): (&AggregateFunction, &'t Name),
        arguments: &'t [Argument],
        scope: &Scope,
        years: &[i32],
        span: Span,
    ) -> Core {
        let mut values = Vec::new();
        for year in years {
            let there = Scope { window: Some(*year), ..scope.clone() };
            values.push(self.aggregate(function.clone(), name, arguments, &there, span));
        }
        self.put_together((function, name), values, span)
    }

    /// The values of one row in several years, put together; `当` leaves years out.
    fn of_own_years(
        &mut self,
        (function, name): (&AggregateFunction, &'t Name),
        arguments: &'t [Argument],
        scope: &Scope,
        years: &[i32],
        span: Span,
    ) -> Core {
        let [Argument { value: Some(value), filter, .. }] = arguments else {
            return self.fail(types::argument_count(span, &name.text, "1", arguments.len()), span);
        };
        let (mut values, mut admitted) = (Vec::new(), Vec::new());
        for year in years {
            let there = Scope { window: Some(*year), ..scope.clone() };
            values.push(self.expression(value, &there));
            let filter = filter.as_ref().map(|filter| self.condition(filter, &there, None));
            admitted.push(filter);
        }
        let counts = matches!(function, AggregateFunction::Count);
        if counts && values.iter().all(|v| v.ty.kind == Kind::YesNo) {
            let tests = values
                .into_iter()
                .zip(admitted)
                .map(|(value, filter)| build::and(filter.into_iter().chain([value]).collect(), span));
            let tests: Vec<Core> = tests.collect();
            let tests = tests.into_iter().map(|t| self.must_be_present(t, scope)).collect();
            return count_of(tests, span);
        }
        if counts {
            let there = values.into_iter().zip(admitted).map(|(value, filter)| {
                build::and(filter.into_iter().chain([build::present(value)]).collect(), span)
            });
            return count_of(there.collect(), span);
        }
        let mean = matches!(function, AggregateFunction::Mean);
        let sum = if mean { &AggregateFunction::Sum } else { function };
        let counted: Vec<Core> = admitted.iter().flatten().cloned().collect();
        let values = values.into_iter().zip(admitted).map(|(value, filter)| left_out(value, filter, span));
        let total = self.put_together((sum, name), values.collect(), span);
        if !mean || total.ty.is_unknown() {
            return total;
        }
        let number = match counted.is_empty() {
            true => build::number(RBig::from(years.len()), Unit::plain(), span),
            false => build::zero_is_missing(count_of(counted, span)),
        };
        self.divide(total, number)
    }

    fn put_together(
        &mut self,
        (function, name): (&AggregateFunction, &Name),
        values: Vec<Core>,
        span: Span,
    ) -> Core {
        if values.iter().any(|v| v.ty.is_unknown()) {
            return build::unknown(span);
        }
        match function {
            AggregateFunction::Any | AggregateFunction::All => {
                let every = matches!(function, AggregateFunction::All);
                let tests: Vec<Core> = values.into_iter().map(|v| self.yes_or_no(v)).collect();
                let answer = |t: Core| build::if_not_applicable(t, build::yes_no(every, span));
                let tests = tests.into_iter().map(answer).collect();
                if every { build::and(tests, span) } else { build::or(tests, span) }
            }
            AggregateFunction::Sum | AggregateFunction::Count => {
                let values: Vec<Core> = values.into_iter().map(|v| self.numeric(v)).collect();
                let unit = values.first().and_then(|v| v.ty.unit().cloned()).unwrap_or_default();
                let zero = build::number(RBig::ZERO, unit.clone(), span);
                let values = values.into_iter().map(|v| build::if_not_applicable(v, zero.clone()));
                let sum = values.reduce(|a, b| build::sum(Operator::Add, a, b));
                Core { span, ..sum.unwrap_or(zero) }
            }
            AggregateFunction::Maximum | AggregateFunction::Minimum => {
                let mut values = values.into_iter().map(|v| self.numeric(v)).collect::<Vec<_>>().into_iter();
                let Some(first) = values.next() else { return build::unknown(span) };
                let greater = matches!(function, AggregateFunction::Maximum);
                values.fold(first, |best, next| extreme_of(greater, best, next, span))
            }
            _ => self.fail(report::not_over_years(name), span),
        }
    }

    /// Whether an aggregate is over rows too: of another table, of 名下, or outside `对`.
    fn aggregates_rows(&mut self, arguments: &'t [Argument], scope: &Scope) -> bool {
        let trees = || arguments.iter().flat_map(|a| a.value.iter().chain(&a.filter));
        scope.table().is_none()
            || trees().any(|tree| matches!(&*tree.kind, ExprKind::Own { .. }))
            || trees().any(|tree| self.mentioned_table(tree, scope).is_some())
    }
}

/// `上年`, `last_year`
pub(super) fn is_last_year(name: &str) -> bool {
    matches!(name, "上年" | "last_year")
}

/// `次年`, `next_year`
fn is_next_year(name: &str) -> bool {
    matches!(name, "次年" | "next_year")
}

/// The value where the filter admits it; where it does not, the year has none.
fn left_out(value: Core, filter: Option<Core>, span: Span) -> Core {
    let Some(filter) = filter else { return value };
    let none = build::absent(Absence::NotApplicable, value.ty.clone(), span);
    build::if_(filter, value, none, span)
}

fn count_of(tests: Vec<Core>, span: Span) -> Core {
    let one = |yes: Core| {
        let number = |n: RBig| build::number(n, Unit::plain(), span);
        build::if_(yes, number(RBig::ONE), number(RBig::ZERO), span)
    };
    build::total(tests.into_iter().map(one).collect(), &Unit::plain(), span)
}

/// The greater or the lesser; what does not apply is left out.
fn extreme_of(greater: bool, a: Core, b: Core, span: Span) -> Core {
    let values = vec![build::if_not_applicable(a.clone(), b.clone()), build::if_not_applicable(b, a)];
    if greater { build::larger(values, span) } else { build::smaller(values, span) }
}

/// The indexes over several years of an expression; those of aggregates inside it are their own.
fn find_windows<'t>(tree: &'t Expr, found: &mut Vec<&'t Expr>) {
    match &*tree.kind {
        ExprKind::Index(base, keys) => {
            let windows =
                keys.iter().filter(|key| matches!(&*key.kind, ExprKind::LastYears(_) | ExprKind::Range(..)));
            found.extend(windows);
            find_windows(base, found);
        }
        ExprKind::Call(name, arguments) if !super::call::is_aggregate(&name.text) => {
            arguments.iter().filter_map(|a| a.value.as_ref()).for_each(|a| find_windows(a, found));
        }
        ExprKind::Call(..) => {}
        _ => super::aggregate::operands(tree).into_iter().for_each(|tree| find_windows(tree, found)),
    }
}

/// `上年`, `次年`
pub(super) fn is_other_year(name: &str) -> bool {
    is_last_year(name) || is_next_year(name)
}
