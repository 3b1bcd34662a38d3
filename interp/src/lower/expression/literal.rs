//! Numbers, dates and years as written.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree;

use super::constant;
use crate::check::diagnostic::types;
use crate::lower::{Context, build};
use crate::program::{Core, Kind, Type, Unit};
use crate::value::{Date, Value};

/// Numbers that are probably meant as years.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Context<'_> {
    /// A number as written. A bare 0 takes the unit that is wanted, a bare 2022 becomes a year where one is wanted.
    pub(crate) fn number_literal(&mut self, number: &tree::Number, hint: Option<&Type>) -> Core {
        let Ok(value) = RBig::from_str_decimal(&number.digits) else { return build::unknown(number.span) };
        let year = number.digits.parse::<i32>().ok().filter(|y| YEARS.contains(y));
        let Some(unit) = &number.unit else {
            return bare(value, year, hint, number.span);
        };
        let Some(unit) = self.known_unit(unit) else { return build::unknown(number.span) };
        build::number(value, unit, number.span)
    }

    pub(super) fn date_literal(&mut self, year: i32, month: u32, day: u32, span: Span) -> Core {
        match calendar_day(year, month, day) {
            Some(date) => constant(Value::Date(date.days()), Kind::Date, span),
            None => self.fail(types::no_such_day(span), span),
        }
    }
}

fn bare(value: RBig, year: Option<i32>, hint: Option<&Type>, span: Span) -> Core {
    let wanted = hint.and_then(Type::unit).cloned();
    match (hint.map(|h| &h.kind), year, wanted) {
        (Some(Kind::Year), Some(year), _) => constant(Value::Year(year), Kind::Year, span),
        (_, _, Some(unit)) if value.is_zero() => build::number(value, unit, span),
        _ => build::number(value, Unit::plain(), span),
    }
}

fn calendar_day(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::from_calendar(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}
