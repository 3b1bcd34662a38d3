//! Two statements on one indicator bind together: one may imply the other, or no figures may meet both.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Comparator, TargetForm, TargetMeasure, TargetWhen};

use super::line::{Form, Line, Test};
use super::statement::Place;
use crate::check::diagnostic::target as report;
use crate::lower::Context;
use crate::number::{print, print_fixed};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Quantity {
    Level(i32),
    Sum,
}

/// What a test says of figures: the least and the most each quantity can be where it is met.
#[derive(Debug, Default)]
struct Known {
    least: BTreeMap<Quantity, (RBig, bool)>,
    most: BTreeMap<Quantity, (RBig, bool)>,
    /// What the test asks for itself, where that is a floor.
    asks: Vec<(Quantity, RBig, bool)>,
    span: Span,
}

/// Reports pairs of tests of one indicator of which one has no effect, or that cannot both be met.
pub(super) fn check<'t>(context: &mut Context<'t>, line: &Line<'t>, place: &mut Place<'t>) {
    if line.tests.len() < 2 {
        return;
    }
    let known: Vec<Known> = line.tests.iter().filter_map(|test| known(context, line, test, place)).collect();
    for (at, first) in known.iter().enumerate() {
        for second in known.iter().skip(at + 1) {
            if conflict(first, second) || conflict(second, first) {
                let why = ("两个范围没有共同的数", "no figure lies in both ranges");
                context.report(report::cannot_both(first.span, second.span, why));
            } else if implies(first, second) {
                let fault = explained(line, first, second, context, place);
                context.report(fault);
            } else if implies(second, first) {
                let fault = explained(line, second, first, context, place);
                context.report(fault);
            }
        }
    }
}

fn conflict(floor: &Known, ceiling: &Known) -> bool {
    floor.least.iter().any(|(quantity, (least, open))| {
        let most = ceiling.most.get(quantity);
        most.is_some_and(|(most, closed_out)| least > most || least == most && (*open || *closed_out))
    })
}

fn implies(strong: &Known, weak: &Known) -> bool {
    !weak.asks.is_empty()
        && weak.asks.iter().all(|(quantity, wanted, strict)| {
            let least = strong.least.get(quantity);
            least.is_some_and(|(least, open)| least > wanted || least == wanted && (*open || !*strict))
        })
}

fn explained<'t>(
    line: &Line<'t>,
    strong: &Known,
    weak: &Known,
    context: &mut Context<'t>,
    place: &Place<'t>,
) -> heng_grammar::diagnostic::Diagnostic {
    let first = weak.asks.first();
    let figure =
        first.and_then(|(quantity, wanted, _)| Some((quantity, wanted, &strong.least.get(quantity)?.0)));
    let Some((quantity, wanted, least)) = figure else {
        return report::implied(strong.span, weak.span, (String::new(), String::new()));
    };
    let (least, asked) = (shown(least), print(wanted).text);
    let base = base(context, line, place);
    let rate = match (quantity, base) {
        (Quantity::Sum, Some(base)) => even_growth(&base, wanted, place.years.1 - place.years.0 + 1),
        _ => None,
    };
    let (more_zh, more_en) = match rate {
        Some(rate) => (
            format!("；只要 {asked}，每年增长 {rate}% 就够"),
            format!("; {asked} alone needs {rate} % a year"),
        ),
        None => (String::new(), String::new()),
    };
    let zh = format!("另一条已使它不少于 {least}，这里只要 {asked}{more_zh}");
    let en = format!("the other makes it {least} or more, and {asked} is asked for here{more_en}");
    report::implied(strong.span, weak.span, (zh, en))
}

/// To one decimal, where it has more.
fn shown(value: &RBig) -> String {
    if value.is_int() { print(value).text } else { print_fixed(value, 1) }
}

fn base<'t>(context: &mut Context<'t>, line: &Line<'t>, place: &Place<'t>) -> Option<RBig> {
    let before = place.years.0 - 1;
    let base = line.bases.iter().find(|base| base.year.unwrap_or(before) == before)?;
    context.in_unit(&base.value, place).constant_number().filter(|base| *base > RBig::ZERO)
}

fn known<'t>(
    context: &mut Context<'t>,
    line: &Line<'t>,
    test: &Test<'t>,
    place: &mut Place<'t>,
) -> Option<Known> {
    let Form::All(form) = &test.form else { return None };
    let (first, last) = place.years;
    let base = base(context, line, place);
    let mut known = Known { span: test.span, ..Known::default() };
    let bounds: Vec<(Comparator, RBig)> = match form {
        TargetForm::Compare(sign, tree) => {
            vec![(*sign, context.measured(place, test, tree).constant_number()?)]
        }
        TargetForm::Between(lower, upper) => vec![
            (Comparator::GreaterOrEqual, context.measured(place, test, lower).constant_number()?),
            (Comparator::LessOrEqual, context.measured(place, test, upper).constant_number()?),
        ],
        _ => return None,
    };
    if test.tolerance.is_some() {
        return None;
    }
    for (sign, figure) in bounds {
        let rate = figure.clone();
        let years = last - first + 1;
        let spread: Vec<(Quantity, RBig)> = match (test.measure, test.when) {
            (TargetMeasure::Level, None) => vec![(Quantity::Level(last), figure)],
            (TargetMeasure::Level, Some(TargetWhen::Year(year))) => vec![(Quantity::Level(year), figure)],
            (TargetMeasure::Level, Some(TargetWhen::Cumulative)) => vec![(Quantity::Sum, figure)],
            (TargetMeasure::Level, Some(TargetWhen::EveryYear)) => {
                known.asks.extend(floor(sign).map(|open| (Quantity::Level(first), figure.clone(), open)));
                let sum = (Quantity::Sum, &figure * RBig::from(years));
                (first..=last).map(|year| (Quantity::Level(year), figure.clone())).chain([sum]).collect()
            }
            (TargetMeasure::Growth, Some(TargetWhen::EveryYear)) => {
                path_of(base.as_ref()?, &rate, first, last)
            }
            (TargetMeasure::Growth, Some(TargetWhen::YearlyAverage)) => {
                let level = path_of(base.as_ref()?, &rate, first, last);
                level.into_iter().filter(|(quantity, _)| *quantity == Quantity::Level(last)).collect()
            }
            (TargetMeasure::Growth, Some(TargetWhen::Cumulative)) => {
                vec![(Quantity::Level(last), base.as_ref()? * (RBig::ONE + rate))]
            }
            _ => return None,
        };
        let own = test.when != Some(TargetWhen::EveryYear) && *test.measure == TargetMeasure::Level;
        for (quantity, value) in spread {
            if let Some(open) = floor(sign) {
                if own {
                    known.asks.push((quantity, value.clone(), open));
                }
                known.least.insert(quantity, (value.clone(), open));
            }
            if let Some(open) = ceiling(sign) {
                known.most.insert(quantity, (value, open));
            }
        }
    }
    Some(known)
}

/// The levels and their sum where a base grows by a rate each year.
fn path_of(base: &RBig, rate: &RBig, first: i32, last: i32) -> Vec<(Quantity, RBig)> {
    let factor = RBig::ONE + rate;
    let (mut level, mut sum, mut path) = (base.clone(), RBig::ZERO, Vec::new());
    for year in first..=last {
        level *= &factor;
        sum += &level;
        path.push((Quantity::Level(year), level.clone()));
    }
    path.push((Quantity::Sum, sum));
    path
}

/// Whether a sign gives a floor, and whether the floor itself is left out.
fn floor(sign: Comparator) -> Option<bool> {
    match sign {
        Comparator::Greater => Some(true),
        Comparator::GreaterOrEqual | Comparator::Equal => Some(false),
        _ => None,
    }
}

fn ceiling(sign: Comparator) -> Option<bool> {
    match sign {
        Comparator::Less => Some(true),
        Comparator::LessOrEqual | Comparator::Equal => Some(false),
        _ => None,
    }
}

/// The even yearly growth, in % to two decimals, with which a base adds up to a sum over some years.
fn even_growth(base: &RBig, wanted: &RBig, years: i32) -> Option<String> {
    let reaches = |millionths: i64| {
        let rate = RBig::from(millionths) / RBig::from(1_000_000);
        path_of(base, &rate, 1, years).pop().is_some_and(|(_, sum)| sum >= *wanted)
    };
    let (mut low, mut high) = (-1_000_000_i64, 10_000_000_i64);
    if !reaches(high) {
        return None;
    }
    while high - low > 1 {
        let middle = (low + high) / 2;
        if reaches(middle) { high = middle } else { low = middle }
    }
    let percent = RBig::from(high) / RBig::from(10_000);
    Some(print_fixed(&percent, 2))
}
