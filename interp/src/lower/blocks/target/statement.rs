//! One test of an indicator: whether it is met, missed, open, and how far.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Comparator, Expr, ExprKind, Multiple, TargetForm, TargetMeasure, TargetWhen};

use super::line::{Form, Line, Test};
use super::source::{Source, comparison};
use crate::check::amount;
use crate::check::diagnostic::target as report;
use crate::lower::{Context, Scope, build};
use crate::program::{Builtin, Comparison, Core, DefinitionId, Kind, Operator, Type, Unit};
use crate::value::{Absence, Value};

/// What a test comes to. All of its yes/no are always there.
pub struct Statement {
    /// The test cannot be met any more.
    pub failed: Core,
    /// What is to be reached is not set yet.
    pub waits: Core,
    /// A figure that should be there is not.
    pub lacking: Core,
    /// Its years are not over.
    pub open: Core,
    /// What was reached.
    pub actual: Core,
    /// What is to be reached.
    pub wanted: Core,
    /// How much is lacking; 0 where it is met.
    pub shortfall: Core,
    /// What was reached as a share of what is to be reached.
    pub progress: Core,
    /// For which rows there is such a test; all where none is given.
    pub applies: Option<Core>,
    /// The last year it speaks of.
    pub year: i32,
}

/// What tests of one indicator share.
pub struct Place<'t> {
    /// Where its expressions stand.
    pub scope: Scope,
    /// The indicator's unit.
    pub unit: Unit,
    /// The first and the last year.
    pub years: (i32, i32),
    /// The year of the run.
    pub now: Core,
    /// Where its figures come from.
    pub source: Source<'t>,
    /// The figures of each year, and of the places among others.
    pub figures: BTreeMap<(Option<String>, i32), DefinitionId>,
    /// The path of its hidden definitions.
    pub path: Vec<String>,
    /// Where it was written.
    pub span: Span,
}

/// The two sides of a test, and how they are compared.
pub(super) struct Sides {
    pub(super) actual: Core,
    pub(super) wanted: Core,
    pub(super) form: Compared,
    pub(super) tolerance: Option<Core>,
}

/// How a figure is compared.
#[derive(Clone, Debug)]
pub(super) enum Compared {
    Sign(Comparator),
    About,
    Between(Core),
}

impl Place<'_> {
    pub(super) fn reached(&self, year: i32) -> Core {
        build::compare(Comparison::LessOrEqual, build::year(year, self.span), self.now.clone())
    }

    pub(super) fn missing(&self, ty: Type) -> Core {
        build::absent(Absence::Missing, ty.or_absent(false), self.span)
    }

    /// The latest of several years that has been reached and has a value.
    pub fn latest(&self, values: Vec<(i32, Core)>, ty: Type) -> Core {
        let none = self.missing(ty);
        values.into_iter().fold(none, |rest, (year, value)| {
            let there = build::and(vec![self.reached(year), build::present(value.clone())], self.span);
            build::if_(there, value, rest, self.span)
        })
    }

    /// What holds of the latest year that has been reached; that of the first year before it.
    pub fn at_now(&self, values: Vec<(i32, Core)>) -> Option<Core> {
        let mut values = values.into_iter();
        let (_, first) = values.next()?;
        Some(values.fold(first, |rest, (year, value)| build::if_(self.reached(year), value, rest, self.span)))
    }
}

impl<'t> Context<'t> {
    /// The figure of a year, made once.
    pub(super) fn year_figure(&mut self, place: &mut Place<'t>, rank: Option<&str>, year: i32) -> Core {
        let key = (rank.map(str::to_owned), year);
        if let Some(id) = place.figures.get(&key) {
            return self.definition_value(*id, place.span);
        }
        let (source, unit, span) = (place.source.clone(), place.unit.clone(), place.span);
        let core = match rank {
            Some(name) => self.place_in_year(&source, Some(name), year, span),
            None => self.figure(&source, year, &unit, &place.scope.clone(), span),
        };
        let mut path = place.path.clone();
        path.push(format!("{}{year}年的数", rank.unwrap_or_default()));
        let id = self.define_hidden(path, &place.scope, core);
        place.figures.insert(key, id);
        self.definition_value(id, span)
    }

    /// The base: as printed, else the figure of the year.
    pub(super) fn base(&mut self, place: &mut Place<'t>, line: &Line<'t>, year: i32) -> Core {
        let printed = line.bases.iter().find(|base| base.year.unwrap_or(place.years.0 - 1) == year);
        match printed {
            Some(base) => self.in_unit(&base.value, place),
            None => self.year_figure(place, None, year),
        }
    }

    /// A number in the unit of the line, which a bare one takes.
    pub(super) fn in_unit(&mut self, tree: &'t Expr, place: &Place<'t>) -> Core {
        let wanted = Type::number(place.unit.clone());
        let bare = matches!(&*tree.kind, ExprKind::Number(number) if number.unit.is_none())
            || matches!(&*tree.kind, ExprKind::Negate(inner) if matches!(&*inner.kind, ExprKind::Number(number) if number.unit.is_none()));
        if bare {
            let value = self.expression(tree, &place.scope);
            return build::scale(value, &RBig::ONE, place.unit.clone());
        }
        let value = self.expression_as(tree, &place.scope, &wanted);
        self.fit(value, &wanted, None)
    }

    /// What a test comes to; what is wrong is reported.
    pub(super) fn statement(
        &mut self,
        place: &mut Place<'t>,
        line: &Line<'t>,
        test: &Test<'t>,
    ) -> Option<Statement> {
        let when = test.when;
        if let Form::All(TargetForm::Assigned(comparator, _)) = &test.form {
            return self.assigned(place, line, test, *comparator);
        }
        if let Form::All(TargetForm::Trend { rising, precision }) = &test.form {
            return self.trend(place, line, test, *rising, precision.as_ref());
        }
        match (test.measure, when) {
            (TargetMeasure::Growth | TargetMeasure::Increase, None) => {
                self.report(report::growth_unclear(test.span, false));
                None
            }
            (TargetMeasure::Growth | TargetMeasure::Increase, Some(TargetWhen::EveryYear)) => {
                self.every_year_change(place, line, test)
            }
            (TargetMeasure::GrowthRate, Some(TargetWhen::Cumulative | TargetWhen::YearlyAverage)) => {
                self.compounded(place, test)
            }
            (TargetMeasure::Level, Some(TargetWhen::YearlyAverage)) if place.unit == self.percent() => {
                self.report(report::growth_unclear(test.span, true));
                None
            }
            (TargetMeasure::Level, Some(TargetWhen::Cumulative | TargetWhen::YearlyAverage)) => {
                self.together(place, test)
            }
            (_, Some(TargetWhen::EveryYear)) => self.every_year(place, test),
            _ => self.at_year(place, line, test),
        }
    }

    /// %
    pub(super) fn percent(&mut self) -> Unit {
        let id = self.program.units.intern("%");
        id.map_or_else(Unit::plain, Unit::of)
    }

    /// The rows a test speaks of, and what is to be reached in each; the second: rows for which nobody has said yet.
    pub(super) fn threshold(
        &mut self,
        place: &Place<'t>,
        test: &Test<'t>,
    ) -> Option<(Core, Option<Core>, Option<Core>)> {
        match &test.form {
            Form::All(
                TargetForm::Compare(_, tree) | TargetForm::About(tree) | TargetForm::Between(tree, _),
            ) => Some((self.measured(place, test, tree), None, None)),
            Form::Rows(_, rows) => {
                let table = place.scope.table()?;
                let key = self.key_columns(table).first().copied()?;
                let key = self.column_value(table, key, place.span);
                let ty = Type::number(place.unit.clone());
                let mut wanted = build::absent(Absence::NotApplicable, ty.clone(), place.span);
                let (mut listed, mut waiting) = (Vec::new(), Vec::new());
                let everyone = rows.iter().any(|(label, _)| label.is_none());
                for (label, tree) in rows.iter().rev() {
                    let value = match tree {
                        Some(tree) => self.measured(place, test, tree),
                        None => build::absent(Absence::Undecided, ty.clone(), place.span),
                    };
                    let Some(label) = label else {
                        wanted = value;
                        continue;
                    };
                    let name = self.row_key(place, &key, label)?;
                    let here = Core::new(
                        crate::program::Node::Constant(name.clone()),
                        key.ty.clone().or_absent(false),
                        label.span,
                    );
                    let own = build::compare(Comparison::Equal, key.clone(), here);
                    wanted = build::if_(own, value, wanted, place.span);
                    if tree.is_none() {
                        waiting.push(name.clone());
                    }
                    listed.push(name);
                }
                let one_of = |values: Vec<Value>| {
                    Core::new(crate::program::Node::OneOf(key.clone(), values), Type::yes_no(), place.span)
                };
                let applies = (!everyone).then(|| one_of(listed));
                let waits = (!waiting.is_empty()).then(|| one_of(waiting));
                Some((wanted, applies, waits))
            }
            Form::Sum(_, sum) => {
                Some((build::number(sum.clone(), place.unit.clone(), test.span), None, None))
            }
            Form::All(_) => None,
        }
    }

    /// A row's key as a value; a name that is no key of a choice is reported.
    fn row_key(&mut self, place: &Place<'t>, key: &Core, label: &heng_grammar::tree::Name) -> Option<Value> {
        match key.ty.kind {
            Kind::Choice(choice) => self.member(&place.scope, choice, label).map(Value::Choice),
            _ => Some(Value::Text(label.text.clone())),
        }
    }

    /// A number that is to be reached: a share for growth, a place for ranks, else in the unit of the line.
    pub(super) fn measured(&mut self, place: &Place<'t>, test: &Test<'t>, tree: &'t Expr) -> Core {
        match test.measure {
            TargetMeasure::Growth => {
                let percent = self.percent();
                let share = self.expect(tree, &place.scope, &Type::number(percent));
                self.convert(share, &Unit::plain(), None)
            }
            TargetMeasure::Rank(_) => self.expect(tree, &place.scope, &Type::number(Unit::plain())),
            TargetMeasure::Increase => self.expression(tree, &place.scope),
            TargetMeasure::Level | TargetMeasure::GrowthRate => self.in_unit(tree, place),
        }
    }

    /// The level that so much growth, or so large a change, from a level leads to.
    pub(super) fn grown(&mut self, from: Core, change: Core, years: i32, measure: &TargetMeasure) -> Core {
        let span = change.span;
        if *measure == TargetMeasure::Increase {
            return self.add(Operator::Add, from, change);
        }
        let one = build::number(RBig::ONE, Unit::plain(), span);
        let factor = self.add(Operator::Add, one, change);
        let factor = if years == 1 {
            factor
        } else {
            let years = build::number(RBig::from(years), Unit::plain(), span);
            build::call(Builtin::Power, vec![factor, years], Type::number(Unit::plain()), span)
        };
        let unit = from.ty.unit().cloned().unwrap_or_default();
        let zero = build::number(RBig::ZERO, unit, span);
        let positive = build::compare(Comparison::Greater, from.clone(), zero);
        let positive = never_absent(positive, false, span);
        let grown = self.multiply(from, factor);
        let none = build::absent(Absence::Missing, grown.ty.clone().or_absent(false), span);
        build::if_(positive, grown, none, span)
    }

    pub(super) fn sides(
        &mut self,
        place: &mut Place<'t>,
        test: &Test<'t>,
        actual: Core,
        wanted: Core,
    ) -> Option<Sides> {
        let form = match &test.form {
            Form::All(TargetForm::Compare(comparator, _))
            | Form::Rows(comparator, _)
            | Form::Sum(comparator, _) => Compared::Sign(*comparator),
            Form::All(TargetForm::About(_)) => Compared::About,
            Form::All(TargetForm::Between(_, upper)) => Compared::Between(self.measured(place, test, upper)),
            Form::All(_) => Compared::Sign(Comparator::GreaterOrEqual),
        };
        if let (Form::All(TargetForm::Compare(comparator, _)), None) = (&test.form, test.tolerance) {
            self.amounts.tests.push(amount::Test {
                name: place.path.last().cloned().unwrap_or_default(),
                actual: actual.clone(),
                comparison: comparison(*comparator),
                wanted: wanted.clone(),
                place: test.span,
            });
        }
        let tolerance = match (test.tolerance, &form) {
            (None, Compared::About) => {
                self.report(report::no_tolerance(test.span));
                return None;
            }
            (None, _) => None,
            (Some(tree), _) => {
                let value = self.expression(tree, &place.scope);
                let value = self.numeric(value);
                Some(self.as_difference(value, &wanted))
            }
        };
        Some(Sides { actual, wanted, form, tolerance })
    }

    /// 0.5 百分点 as a difference of shares.
    pub(super) fn as_difference(&mut self, value: Core, of: &Core) -> Core {
        let Some(unit) = of.ty.unit().cloned() else { return value };
        let percent = self.percent();
        let points = self.program.units.intern("百分点").map(Unit::of);
        if unit == percent && value.ty.unit() == points.as_ref() {
            return build::scale(value, &RBig::ONE, unit);
        }
        self.convert(value, &unit, None)
    }

    /// Whether the sides agree; yes/no that may be missing.
    pub(super) fn holds(&mut self, sides: &Sides) -> Core {
        let span = sides.actual.span;
        let (actual, wanted) = (sides.actual.clone(), sides.wanted.clone());
        match (&sides.form, &sides.tolerance) {
            (Compared::Sign(sign), None) => self.compare(comparison(*sign), actual, wanted),
            (Compared::Between(upper), _) => {
                let low = self.compare(Comparison::GreaterOrEqual, actual.clone(), wanted);
                let high = self.compare(Comparison::LessOrEqual, actual, upper.clone());
                build::and(vec![low, high], span)
            }
            (Compared::Sign(sign), Some(tolerance))
                if !matches!(sign, Comparator::Equal | Comparator::NotEqual) =>
            {
                let falls = matches!(sign, Comparator::Greater | Comparator::GreaterOrEqual);
                let operator = if falls { Operator::Subtract } else { Operator::Add };
                let eased = self.add(operator, wanted, tolerance.clone());
                self.compare(comparison(*sign), actual, eased)
            }
            (_, tolerance) => {
                let Some(tolerance) = tolerance.clone() else {
                    return self.compare(Comparison::Equal, actual, wanted);
                };
                let low = self.add(Operator::Subtract, wanted.clone(), tolerance.clone());
                let high = self.add(Operator::Add, wanted, tolerance);
                let low = self.compare(Comparison::GreaterOrEqual, actual.clone(), low);
                let high = self.compare(Comparison::LessOrEqual, actual, high);
                build::and(vec![low, high], span)
            }
        }
    }

    /// How much is lacking: 0 where the test is met.
    pub(super) fn shortfall(&mut self, sides: &Sides) -> Core {
        let span = sides.actual.span;
        let (actual, wanted) = (sides.actual.clone(), sides.wanted.clone());
        let below = self.add(Operator::Subtract, wanted.clone(), actual.clone());
        let zero = || {
            let unit = below.ty.unit().cloned().unwrap_or_default();
            build::number(RBig::ZERO, unit, span)
        };
        match &sides.form {
            Compared::Sign(Comparator::Greater | Comparator::GreaterOrEqual) => {
                build::larger(vec![below.clone(), zero()], span)
            }
            Compared::Sign(Comparator::Less | Comparator::LessOrEqual) => {
                build::larger(vec![build::negate(below.clone()), zero()], span)
            }
            Compared::Between(upper) => {
                let above = self.add(Operator::Subtract, actual, upper.clone());
                build::larger(vec![below.clone(), above, zero()], span)
            }
            _ => build::larger(vec![below.clone(), build::negate(below)], span),
        }
    }

    /// The share reached of what is to be reached; not applicable where a share says nothing.
    pub(super) fn progress(&mut self, sides: &Sides, span: Span) -> Core {
        let percent = self.percent();
        let none = build::absent(Absence::NotApplicable, Type::number(percent.clone()), span);
        let upward = matches!(
            sides.form,
            Compared::Sign(Comparator::Greater | Comparator::GreaterOrEqual | Comparator::Equal)
        );
        if !upward || sides.wanted.constant_number().is_some_and(|n| n <= RBig::ZERO) {
            return none;
        }
        let wanted = build::zero_is_missing(sides.wanted.clone());
        let share = self.divide(sides.actual.clone(), wanted.clone());
        let share = self.convert(share, &percent, None);
        let unit = wanted.ty.unit().cloned().unwrap_or_default();
        let zero = build::number(RBig::ZERO, unit, span);
        let positive = build::compare(Comparison::Greater, wanted, zero);
        build::if_(never_absent(positive, false, span), share, none, span)
    }

    pub(super) fn made(
        &mut self,
        sides: &Sides,
        place: &Place<'t>,
        (failed, lacking, open): (Core, Core, Core),
        (applies, waits): (Option<Core>, Option<Core>),
        year: i32,
    ) -> Statement {
        let span = place.span;
        let shortfall = self.shortfall(sides);
        let progress = self.progress(sides, span);
        let waits = waits.unwrap_or_else(|| build::yes_no(false, span));
        let (actual, wanted) = (sides.actual.clone(), sides.wanted.clone());
        Statement { failed, waits, lacking, open, actual, wanted, shortfall, progress, applies, year }
    }

    /// A figure of one year.
    pub(super) fn at_year(
        &mut self,
        place: &mut Place<'t>,
        line: &Line<'t>,
        test: &Test<'t>,
    ) -> Option<Statement> {
        let year = due_year(test, place);
        let before = place.years.0 - 1;
        let (wanted, applies, waits) = match (&test.form, test.measure) {
            (Form::All(TargetForm::Times(multiple)), _) => {
                let base = self.base(place, line, before);
                (self.times(base, multiple), None, None)
            }
            (_, TargetMeasure::Growth | TargetMeasure::Increase) => {
                let (change, applies, waits) = self.threshold(place, test)?;
                let (from, years) = match test.when {
                    Some(TargetWhen::Year(year)) if year > place.years.0 => {
                        (self.year_figure(place, None, year - 1), 1)
                    }
                    Some(TargetWhen::YearlyAverage) => (self.base(place, line, before), year - before),
                    _ => (self.base(place, line, before), 1),
                };
                (self.grown(from, change, years, test.measure), applies, waits)
            }
            _ => self.threshold(place, test)?,
        };
        self.compared_at(place, test, wanted, (applies, waits))
    }

    /// The figure of the year a test is for, against what is to be reached then.
    pub(super) fn compared_at(
        &mut self,
        place: &mut Place<'t>,
        test: &Test<'t>,
        wanted: Core,
        (applies, waits): (Option<Core>, Option<Core>),
    ) -> Option<Statement> {
        let span = place.span;
        let (year, rank) = (due_year(test, place), rank_of(test.measure));
        let due = place.reached(year);
        let then = self.year_figure(place, rank, year);
        let earlier: Vec<(i32, Core)> =
            (place.years.0..year).map(|year| (year, self.year_figure(place, rank, year))).collect();
        let ty = then.ty.clone().or_absent(false);
        // A cell of a grid speaks of its own year only.
        let single = matches!(test.when, Some(TargetWhen::Year(_)))
            && (matches!(&test.form, Form::Rows(_, rows) if !rows.is_empty())
                || matches!(test.form, Form::Sum(..)));
        let so_far = if single { place.missing(ty) } else { place.latest(earlier, ty) };
        let actual = build::if_(due.clone(), then, so_far, span);
        let sides = self.sides(place, test, actual, wanted)?;
        let holds = self.holds(&sides);
        let missed = build::not(never_absent(holds.clone(), true, span));
        let failed = build::and(vec![due.clone(), missed], span);
        let lacking = build::and(vec![due.clone(), build::not(build::present(holds))], span);
        let states = (failed, lacking, build::not(due));
        Some(self.made(&sides, place, states, (applies, waits), year))
    }

    pub(super) fn times(&mut self, base: Core, multiple: &'t Multiple) -> Core {
        let span = base.span;
        let factor = match multiple {
            Multiple::Doubled(times) => {
                build::number(RBig::from(1_u32 << times.min(&16)), Unit::plain(), span)
            }
            Multiple::Is(number) => self.number_literal(number, None),
            Multiple::GrownBy(number) => {
                let one = build::number(RBig::ONE, Unit::plain(), span);
                let grown = self.number_literal(number, None);
                self.add(Operator::Add, one, grown)
            }
        };
        self.multiply(base, factor)
    }

    /// 待定 由 省下达: bound by 定 块.指标.目标, else decided by what is recorded as done.
    fn assigned(
        &mut self,
        place: &mut Place<'t>,
        line: &Line<'t>,
        test: &Test<'t>,
        comparator: Option<Comparator>,
    ) -> Option<Statement> {
        let (span, year) = (place.span, due_year(test, place));
        let mut path = line.path.clone();
        path.push("目标".to_owned());
        let space = place.scope.space;
        let prefix = self.space(space).map(|s| s.prefix.clone()).unwrap_or_default();
        if let Some(bind) = self.overrides.bind(space, &prefix, &path) {
            let Some(comparator) = comparator else {
                self.report(report::no_comparator(test.span));
                return None;
            };
            let wanted = self.in_unit(&bind.tree.value, place);
            let test = Test { form: Form::Rows(comparator, Vec::new()), ..test.clone() };
            return self.compared_at(place, &test, wanted, (None, None));
        }
        let done = self.done_in_year(&place.source.clone(), year, span);
        let ty = Type::number(place.unit.clone());
        let wanted = build::absent(Absence::Undecided, ty.clone(), span);
        let due = place.reached(year);
        let earlier: Vec<(i32, Core)> =
            (place.years.0..=year).map(|year| (year, self.year_figure(place, None, year))).collect();
        let actual = place.latest(earlier, ty.clone());
        let (failed, waits) = match done {
            Some(done) => {
                let missed = build::not(never_absent(done.clone(), true, span));
                let said = build::and(vec![due.clone(), build::present(done)], span);
                (build::and(vec![due, missed], span), build::not(said))
            }
            None => (build::yes_no(false, span), build::yes_no(true, span)),
        };
        let no = build::yes_no(false, span);
        let shortfall = wanted.clone();
        let progress = build::absent(Absence::Undecided, Type::number(self.percent()), span);
        let (lacking, open) = (no.clone(), no);
        Some(Statement {
            failed,
            waits,
            lacking,
            open,
            actual,
            wanted,
            shortfall,
            progress,
            applies: None,
            year,
        })
    }
}

/// The year in which a test is to be met.
pub(super) fn due_year(test: &Test<'_>, place: &Place<'_>) -> i32 {
    match test.when {
        Some(TargetWhen::Year(year)) => year,
        _ => place.years.1,
    }
}

/// 名次 全省: whose places are compared.
pub(super) fn rank_of(measure: &TargetMeasure) -> Option<&str> {
    match measure {
        TargetMeasure::Rank(name) => Some(name.as_ref().map_or("", |name| name.text.as_str())),
        _ => None,
    }
}

/// A yes/no that is always there.
pub fn never_absent(value: Core, answer: bool, span: Span) -> Core {
    build::if_absent(value, build::yes_no(answer, span))
}
