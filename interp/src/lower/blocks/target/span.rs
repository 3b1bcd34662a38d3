//! Tests over several years: each year, rising, all together, compounded.

use dashu_ratio::RBig;
use heng_grammar::tree::{Comparator, Expr, TargetWhen};

use super::line::{Form, Line, Test};
use super::statement::{Compared, Place, Sides, Statement, never_absent, rank_of};
use crate::lower::{Context, build};
use crate::program::{Builtin, Core, Operator, Type, Unit};

impl<'t> Context<'t> {
    /// What must hold in each year: that of the years so far, and the two sides of the latest.
    pub(super) fn each(
        &mut self,
        place: &mut Place<'t>,
        test: &Test<'t>,
        years: Vec<(i32, Core, Core)>,
        (applies, waits): (Option<Core>, Option<Core>),
    ) -> Option<Statement> {
        let span = place.span;
        let (mut failed, mut lacking) = (Vec::new(), Vec::new());
        for (year, actual, wanted) in &years {
            let sides = self.sides(place, test, actual.clone(), wanted.clone())?;
            let holds = self.holds(&sides);
            let due = place.reached(*year);
            let missed = build::not(never_absent(holds.clone(), true, span));
            failed.push(build::and(vec![due.clone(), missed], span));
            lacking.push(build::and(vec![due, build::not(build::present(holds))], span));
        }
        let last = place.years.1;
        let ty = years.first().map(|(_, actual, _)| actual.ty.clone())?;
        let actual =
            place.latest(years.iter().map(|(year, actual, _)| (*year, actual.clone())).collect(), ty);
        let wanted = place.at_now(years.into_iter().map(|(year, _, wanted)| (year, wanted)).collect())?;
        let sides = self.sides(place, test, actual, wanted)?;
        let states = (build::or(failed, span), build::or(lacking, span), build::not(place.reached(last)));
        Some(self.made(&sides, place, states, (applies, waits), last))
    }

    pub(super) fn every_year(&mut self, place: &mut Place<'t>, test: &Test<'t>) -> Option<Statement> {
        let rank = rank_of(test.measure);
        let (wanted, applies, waits) = self.threshold(place, test)?;
        let years: Vec<(i32, Core, Core)> = (place.years.0..=place.years.1)
            .map(|year| (year, self.year_figure(place, rank, year), wanted.clone()))
            .collect();
        self.each(place, test, years, (applies, waits))
    }

    pub(super) fn every_year_change(
        &mut self,
        place: &mut Place<'t>,
        line: &Line<'t>,
        test: &Test<'t>,
    ) -> Option<Statement> {
        let (change, applies, waits) = self.threshold(place, test)?;
        let mut before = self.base(place, line, place.years.0 - 1);
        let mut years = Vec::new();
        for year in place.years.0..=place.years.1 {
            let here = self.year_figure(place, None, year);
            let wanted = self.grown(before, change.clone(), 1, test.measure);
            years.push((year, here.clone(), wanted));
            before = here;
        }
        self.each(place, test, years, (applies, waits))
    }

    /// 逐年上升: each year above the one before, as finely as it is published.
    pub(super) fn trend(
        &mut self,
        place: &mut Place<'t>,
        line: &Line<'t>,
        test: &Test<'t>,
        rising: bool,
        precision: Option<&'t Expr>,
    ) -> Option<Statement> {
        let quantum = match precision {
            Some(tree) => Some(self.in_unit(tree, place).constant_number().filter(|n| *n > RBig::ZERO)?),
            None => None,
        };
        let seen = |value: Core| match &quantum {
            Some(quantum) => {
                build::round(value, quantum.clone(), crate::program::RoundingMode::HalfAwayFromZero)
            }
            None => value,
        };
        let mut before = seen(self.base(place, line, place.years.0 - 1));
        let mut years = Vec::new();
        for year in place.years.0..=place.years.1 {
            let here = seen(self.year_figure(place, None, year));
            years.push((year, here.clone(), before));
            before = here;
        }
        let sign = if rising { Comparator::Greater } else { Comparator::Less };
        let test = Test { form: Form::Rows(sign, Vec::new()), tolerance: None, ..test.clone() };
        self.each(place, &test, years, (None, None))
    }

    /// 累计, 年均: the years of the period together.
    pub(super) fn together(&mut self, place: &mut Place<'t>, test: &Test<'t>) -> Option<Statement> {
        let span = place.span;
        let (wanted, applies, waits) = self.threshold(place, test)?;
        let average = test.when == Some(TargetWhen::YearlyAverage);
        let (first, last) = place.years;
        let zero = || build::number(RBig::ZERO, place.unit.clone(), span);
        let zero = zero();
        let (mut sums, mut lacking, mut any) = (Vec::new(), Vec::new(), Vec::new());
        let mut sum = zero.clone();
        for year in first..=last {
            let value = self.year_figure(place, None, year);
            let there = build::present(value.clone());
            any.push(build::and(vec![place.reached(year), there.clone()], span));
            lacking.push(build::and(vec![place.reached(year), build::not(there)], span));
            sum = build::sum(Operator::Add, sum, build::if_absent(value, zero.clone()));
            let count = RBig::from(if average { year - first + 1 } else { 1 });
            sums.push((year, build::scale(sum.clone(), &(RBig::ONE / count), place.unit.clone())));
        }
        let total = place.at_now(sums)?;
        let none = place.missing(total.ty.clone());
        let actual = build::if_(build::or(any, span), total.clone(), none, span);
        let due = place.reached(last);
        let lacking = build::or(lacking, span);
        let sides = self.sides(place, test, total, wanted.clone())?;
        let holds = self.holds(&sides);
        let holds = never_absent(holds, false, span);
        let states = match (&sides.form, average) {
            // What has been reached together stays reached.
            (Compared::Sign(Comparator::Greater | Comparator::GreaterOrEqual), false) => {
                let not_yet = build::not(holds);
                let whole = build::not(lacking.clone());
                (
                    build::and(vec![due.clone(), whole, not_yet.clone()], span),
                    build::and(vec![lacking, not_yet.clone()], span),
                    build::and(vec![build::not(due), not_yet], span),
                )
            }
            (Compared::Sign(Comparator::Less | Comparator::LessOrEqual), false) => {
                (build::not(holds.clone()), build::and(vec![lacking, holds], span), build::not(due))
            }
            _ => {
                let whole = build::not(lacking.clone());
                (build::and(vec![due.clone(), whole, build::not(holds)], span), lacking, build::not(due))
            }
        };
        let sides = Sides { actual, ..sides };
        Some(self.made(&sides, place, states, (applies, waits), last))
    }

    /// 年均 增速: yearly rates that compound; both sides are shown as growth over the whole period.
    pub(super) fn compounded(&mut self, place: &mut Place<'t>, test: &Test<'t>) -> Option<Statement> {
        let span = place.span;
        let percent = self.percent();
        let (rate, applies, waits) = self.threshold(place, test)?;
        let (first, last) = place.years;
        let one = build::number(RBig::ONE, Unit::plain(), span);
        let growth = |context: &mut Self, product: Core| {
            let one = build::number(RBig::ONE, Unit::plain(), span);
            let grown = context.add(Operator::Subtract, product, one);
            context.convert(grown, &percent, None)
        };
        let (mut products, mut lacking) = (Vec::new(), Vec::new());
        let mut product = one.clone();
        for year in first..=last {
            let value = self.year_figure(place, None, year);
            lacking
                .push(build::and(vec![place.reached(year), build::not(build::present(value.clone()))], span));
            let value = self.convert(value, &Unit::plain(), None);
            let factor = self.add(Operator::Add, one.clone(), value);
            product = self.multiply(product, factor);
            products.push((year, growth(self, product.clone())));
        }
        let actual = place.at_now(products)?;
        let wanted = if test.when == Some(TargetWhen::YearlyAverage) {
            let rate = self.convert(rate, &Unit::plain(), None);
            let factor = self.add(Operator::Add, one, rate);
            let years = build::number(RBig::from(last - first + 1), Unit::plain(), span);
            let power = build::call(Builtin::Power, vec![factor, years], Type::number(Unit::plain()), span);
            growth(self, power)
        } else {
            rate
        };
        let sides = self.sides(place, test, actual, wanted)?;
        let holds = self.holds(&sides);
        let due = place.reached(last);
        let failed = build::and(vec![due.clone(), build::not(never_absent(holds, true, span))], span);
        let states = (failed, build::or(lacking, span), build::not(due));
        Some(self.made(&sides, place, states, (applies, waits), last))
    }
}
