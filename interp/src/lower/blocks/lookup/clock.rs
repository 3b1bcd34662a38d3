//! Years and days as keys: what a step covers, read by the day or by the year.

use std::cmp::Ordering;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, KeyTest, YearPoint};

use super::super::super::{Context, Scope, build};
use super::keys::Reader;
use super::{Cell, Table, Test};
use crate::check::diagnostic::rates as report;
use crate::program::{Comparison, Core, Kind, Node, Type};
use crate::value::{Date, Value};

/// A stretch of days, both ends included; an end that is not there is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first day.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
}

impl Period {
    /// What `2022年`, `2023年起`, `2022-07-01 至 2024-12-31` or `> 2024年` covers; nothing where its ends are no constants.
    pub(crate) fn of<'t>(context: &mut Context<'t>, scope: &Scope, test: &'t KeyTest) -> Option<Self> {
        let mut days = |tree: &'t Expr| days_of(context, scope, tree);
        Some(match test {
            KeyTest::Is(value) => {
                let (first, last) = days(value)?;
                Self { from: Some(first), to: Some(last) }
            }
            KeyTest::From(value) => Self { from: Some(days(value)?.0), to: None },
            KeyTest::Interval { lower, upper } => {
                let from = match lower {
                    None => None,
                    Some((value, closed)) => {
                        let (first, last) = days(value)?;
                        Some(if *closed { first } else { last + 1 })
                    }
                };
                let to = match upper {
                    None => None,
                    Some((value, closed)) => {
                        let (first, last) = days(value)?;
                        Some(if *closed { last } else { first - 1 })
                    }
                };
                Self { from, to }
            }
            KeyTest::Same | KeyTest::Rest => return None,
        })
    }

    /// Whether it ends before it begins.
    pub(crate) fn is_empty(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if from > to)
    }

    /// Whether a day lies in it.
    pub(crate) fn holds(self, day: i32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it begins with a year and ends with one.
    pub(crate) fn is_whole_years(self) -> bool {
        self.from.is_none_or(|from| start_of(year_of(from)) == Some(from))
            && self.to.is_none_or(|to| end_of(year_of(to)) == Some(to))
    }

    /// The first and the last year of which the day that stands for the year lies in it.
    pub(crate) fn years(self, point: YearPoint) -> (Option<i32>, Option<i32>) {
        let at = |year: i32| if point == YearPoint::End { end_of(year) } else { start_of(year) };
        let first = self.from.map(|from| {
            let year = year_of(from);
            if at(year).is_some_and(|day| day >= from) { year } else { year + 1 }
        });
        let last = self.to.map(|to| {
            let year = year_of(to);
            if at(year).is_some_and(|day| day <= to) { year } else { year - 1 }
        });
        (first, last)
    }
}

/// The first and the last day of a year, or a day twice.
fn days_of<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Expr) -> Option<(i32, i32)> {
    let value = context.expression_as(tree, scope, &Type::present(Kind::Year));
    match value.node.as_ref() {
        Node::Constant(Value::Year(year)) => Some((start_of(*year)?, end_of(*year)?)),
        Node::Constant(Value::Date(day)) => Some((*day, *day)),
        _ => None,
    }
}

/// The year of a day.
pub(crate) fn year_of(day: i32) -> i32 {
    Date::from_days(day).map_or(0, Date::year)
}

/// 1 January.
pub(crate) fn start_of(year: i32) -> Option<i32> {
    Date::from_calendar(year.try_into().ok()?, 1, 1).map(Date::days)
}

/// 31 December.
pub(crate) fn end_of(year: i32) -> Option<i32> {
    Date::from_calendar(year.try_into().ok()?, 12, 31).map(Date::days)
}

/// Whether a key is a year or a day.
pub(super) fn is_time(ty: &Type) -> bool {
    matches!(ty.kind, Kind::Year | Kind::Date)
}

/// A test of a time key in the clock of the key; nothing where its ends are no constants.
pub(super) fn test<'t>(
    context: &mut Context<'t>,
    reader: &Reader<'_>,
    tree: &'t KeyTest,
    span: Span,
) -> Option<Test> {
    let period = Period::of(context, reader.scope, tree)?;
    if period.is_empty() {
        context.report(crate::check::diagnostic::lookup::empty_interval(span));
        return Some(Test::Is(Vec::new()));
    }
    let end = |value: Option<i32>, make: fn(i32) -> Value, kind: Kind| {
        value.map(|at| (Core::new(Node::Constant(make(at)), Type::present(kind), span), true))
    };
    if reader.ty.kind == Kind::Date {
        let side = |day| end(day, Value::Date, Kind::Date);
        return Some(Test::Between(side(period.from), side(period.to)));
    }
    if !period.is_whole_years() && reader.point.is_none() {
        context.report(report::step_inside_year(span, reader.key));
    }
    let (first, last) = period.years(reader.point.unwrap_or(YearPoint::Start));
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        return Some(Test::Is(Vec::new()));
    }
    let side = |year| end(year, Value::Year, Kind::Year);
    Some(Test::Between(side(first), side(last)))
}

/// The value of a year whose steps count by their days: for each stretch of the year in which nothing changes, its value
/// times its share of the days. `value` is the table's value on a day.
pub(super) fn by_day<'t>(
    context: &mut Context<'t>,
    table: &Table<'t>,
    key: usize,
    (year, span): (i32, Span),
    mut value: impl FnMut(&mut Context<'t>, Core) -> Core,
) -> Core {
    let (Some(first), Some(last)) = (start_of(year), end_of(year)) else { return build::unknown(span) };
    let mut starts = vec![first];
    for cell in table.rows.iter().filter_map(|row| row.cells.get(key)) {
        starts.extend(turns(cell).into_iter().filter(|day| first < *day && *day <= last));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut parts = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let after = starts.get(at + 1).copied().unwrap_or(last + 1);
        let day = Core::new(Node::Constant(Value::Date(*start)), Type::present(Kind::Date), span);
        let there = value(context, day);
        let share = RBig::from(after - start) / RBig::from(last + 1 - first);
        let share = build::number(share, crate::program::Unit::plain(), span);
        parts.push(context.multiply(there, share));
    }
    let Some(unit) = parts.first().and_then(|part| part.ty.unit().cloned()) else {
        return build::unknown(span);
    };
    if let [only] = parts.as_slice() {
        return only.clone();
    }
    // A stretch that the table does not reach adds nothing; a year that it does not reach at all has no value.
    let none = parts.iter().cloned().map(|part| build::not(build::present(part))).collect();
    let zero = || build::number(RBig::ZERO, unit.clone(), span);
    let ty = parts.first().map_or_else(Type::unknown, |part| part.ty.clone());
    let parts: Vec<Core> = parts.into_iter().map(|part| build::if_not_applicable(part, zero())).collect();
    let total = build::total(parts, &unit, span);
    let nothing = build::absent(crate::value::Absence::NotApplicable, ty, span);
    build::if_(build::and(none, span), nothing, total, span)
}

/// The days on which a cell begins to hold or stops.
fn turns(cell: &Cell) -> Vec<i32> {
    let Cell::Tests(tests) = cell else { return Vec::new() };
    let day = |core: &Core| match core.node.as_ref() {
        Node::Constant(Value::Date(day)) => Some(*day),
        _ => None,
    };
    let mut days = Vec::new();
    for test in tests {
        if let Test::Between(from, to) = test {
            days.extend(from.as_ref().and_then(|(core, _)| day(core)));
            days.extend(to.as_ref().and_then(|(core, _)| day(core)).map(|day| day + 1));
        }
    }
    days
}

/// Whether the argument of a year is this year.
pub(super) fn is_year(argument: &Core, year: i32, span: Span) -> Core {
    let constant = Core::new(Node::Constant(Value::Year(year)), Type::present(Kind::Year), span);
    build::compare(Comparison::Equal, argument.clone(), constant)
}

/// Two whole numbers of years as `2022年`, `2022年至2024年`, `2024年起`.
pub(super) fn years_text(first: Option<i32>, last: Option<i32>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first.cmp(&last) == Ordering::Equal => format!("{first}年"),
        (Some(first), Some(last)) => format!("{first}年至{last}年"),
        (Some(first), None) => format!("{first}年起"),
        (None, Some(last)) => format!("{last}年及以前"),
        (None, None) => "各年".to_owned(),
    }
}
