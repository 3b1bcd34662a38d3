//! What is known of the size of numbers: enough to prove that a divisor is not zero.

use dashu_ratio::RBig;

use crate::program::{Builtin, Core, Kind, Number, Operator, Range, Type, Unit};

type End = Option<(RBig, bool)>;

/// Just this number.
pub fn point(value: &RBig) -> Range {
    Range { lower: Some((value.clone(), true)), upper: Some((value.clone(), true)) }
}

/// Above zero.
pub fn positive() -> Range {
    Range { lower: Some((RBig::ZERO, false)), upper: None }
}

/// Zero or above.
pub fn nonnegative() -> Range {
    Range { lower: Some((RBig::ZERO, true)), upper: None }
}

/// Whether a value of this type cannot be zero.
pub fn excludes_zero(ty: &Type) -> bool {
    ty.as_number().is_none_or(|n| n.nonzero || is_positive(&n.range) || is_negative(&n.range))
}

/// Whether every number of one range lies in another.
pub fn within(inner: &Range, outer: &Range) -> bool {
    let lower = match (&inner.lower, &outer.lower) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((a, a_in)), Some((b, b_in))) => a > b || (a == b && (*b_in || !a_in)),
    };
    let upper = match (&inner.upper, &outer.upper) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((a, a_in)), Some((b, b_in))) => a < b || (a == b && (*b_in || !a_in)),
    };
    lower && upper
}

/// Whether it is above zero.
pub fn is_positive(range: &Range) -> bool {
    range.lower.as_ref().is_some_and(|(end, inside)| *end > RBig::ZERO || (end.is_zero() && !inside))
}

fn is_negative(range: &Range) -> bool {
    range.upper.as_ref().is_some_and(|(end, inside)| *end < RBig::ZERO || (end.is_zero() && !inside))
}

/// Whether it is not below zero.
pub fn is_nonnegative(range: &Range) -> bool {
    range.lower.as_ref().is_some_and(|(end, _)| *end >= RBig::ZERO)
}

fn numbers<'a>(a: &'a Type, b: &'a Type) -> Option<(&'a Number, &'a Number)> {
    Some((a.as_number()?, b.as_number()?))
}

fn with_number(ty: &Type, number: Number) -> Type {
    Type { kind: Kind::Number(number), optional: ty.optional }
}

/// The type of one or the other; both of one kind and unit.
pub fn either(a: &Type, b: &Type) -> Type {
    let Some((x, y)) = numbers(a, b) else {
        return if a.is_unknown() { b.clone() } else { a.clone() };
    };
    let range = Range {
        lower: outer_end(&x.range.lower, &y.range.lower, true),
        upper: outer_end(&x.range.upper, &y.range.upper, false),
    };
    let unit = x.unit.clone();
    with_number(a, Number { unit, whole: x.whole && y.whole, range, nonzero: never_zero(x) && never_zero(y) })
}

fn never_zero(number: &Number) -> bool {
    number.nonzero || is_positive(&number.range) || is_negative(&number.range)
}

fn outer_end(a: &End, b: &End, lower: bool) -> End {
    let (x, y) = (a.as_ref()?, b.as_ref()?);
    if x.0 == y.0 {
        return Some((x.0.clone(), x.1 || y.1));
    }
    Some(if (x.0 < y.0) == lower { x.clone() } else { y.clone() })
}

/// The type of a sum or difference in one unit.
pub fn sum(operator: Operator, a: &Type, b: &Type) -> Type {
    let Some((x, y)) = numbers(a, b) else {
        return if a.is_unknown() { b.clone() } else { a.clone() };
    };
    let minus = operator == Operator::Subtract;
    let other = if minus { negated(&y.range) } else { y.range.clone() };
    let range = Range {
        lower: add_ends(&x.range.lower, &other.lower),
        upper: add_ends(&x.range.upper, &other.upper),
    };
    with_number(a, Number { unit: x.unit.clone(), whole: x.whole && y.whole, range, nonzero: false })
}

fn add_ends(a: &End, b: &End) -> End {
    let (x, y) = (a.as_ref()?, b.as_ref()?);
    Some((&x.0 + &y.0, x.1 && y.1))
}

/// The range of `-x`.
pub fn negated(range: &Range) -> Range {
    let turn = |end: &End| end.as_ref().map(|(value, inside)| (-value.clone(), *inside));
    Range { lower: turn(&range.upper), upper: turn(&range.lower) }
}

/// The number type of `-x`.
pub fn negative(ty: &Type) -> Type {
    match ty.as_number() {
        Some(n) => with_number(ty, Number { range: negated(&n.range), ..n.clone() }),
        None => ty.clone(),
    }
}

/// What is known of a product's or quotient's sign; `unit` is that of the result.
pub fn product(operator: Operator, a: &Type, b: &Type, unit: Unit) -> Type {
    let Some((x, y)) = numbers(a, b) else { return Type::unknown() };
    let range = match product_range(operator, &x.range, &y.range) {
        Some(range) => range,
        None if is_positive(&x.range) && is_positive(&y.range) => positive(),
        None if is_nonnegative(&x.range) && is_nonnegative(&y.range) => nonnegative(),
        None => Range::default(),
    };
    let whole = operator == Operator::Multiply && x.whole && y.whole;
    let nonzero = never_zero(x) && (operator == Operator::Divide || never_zero(y));
    Type::present(Kind::Number(Number { unit, whole, range, nonzero }))
}

/// The range of a product one of whose factors lies between two ends that are not below zero: what is known of the other
/// factor is known of the product. Ends that may not be reached count as reached, but for a product above zero.
fn product_range(operator: Operator, a: &Range, b: &Range) -> Option<Range> {
    if operator != Operator::Multiply {
        return None;
    }
    let ends = |range: &Range| {
        let (lower, upper) = (range.lower.as_ref()?.0.clone(), range.upper.as_ref()?.0.clone());
        (lower >= RBig::ZERO).then_some((lower, upper))
    };
    let (factor, (least, most)) = ends(b).map(|ends| (a, ends)).or_else(|| ends(a).map(|ends| (b, ends)))?;
    let times = |end: &RBig, outward: bool| if outward { end * &most } else { end * &least };
    let lower = factor.lower.as_ref().map(|(end, _)| times(end, *end < RBig::ZERO));
    let upper = factor.upper.as_ref().map(|(end, _)| times(end, *end >= RBig::ZERO));
    let above = is_positive(a) && is_positive(b);
    Some(Range {
        lower: lower.map(|end| (end.clone(), !(above && end.is_zero()))),
        upper: upper.map(|end| (end, true)),
    })
}

/// The type of a number in another unit; the factor is above zero.
pub fn scaled(ty: &Type, factor: &RBig, unit: Unit) -> Type {
    let Some(n) = ty.as_number() else { return ty.clone() };
    let stretch = |end: &End| end.as_ref().map(|(value, inside)| (value * factor, *inside));
    let range = Range { lower: stretch(&n.range.lower), upper: stretch(&n.range.upper) };
    let whole = n.whole && factor.is_int();
    with_number(ty, Number { unit, whole, range, nonzero: n.nonzero })
}

/// The type of a rounded number.
pub fn rounded(ty: &Type, quantum: &RBig) -> Type {
    let Some(n) = ty.as_number() else { return ty.clone() };
    // A small number above zero may be rounded to zero; one that is not below zero stays so.
    let range = if is_nonnegative(&n.range) { nonnegative() } else { Range::default() };
    with_number(
        ty,
        Number { unit: n.unit.clone(), whole: n.whole || quantum.is_int(), range, nonzero: false },
    )
}

/// The type of the largest or smallest of numbers in one unit.
pub fn extreme(function: Builtin, values: &[Core]) -> Type {
    let mut types = values.iter().map(|v| &v.ty);
    let Some(first) = types.next() else { return Type::unknown() };
    types.fold(first.clone(), |so_far, next| {
        let both = either(&so_far, next);
        let (Some((x, y)), Some(joined)) = (numbers(&so_far, next), both.as_number()) else { return both };
        let mut joined = joined.clone();
        match function {
            Builtin::Larger => joined.range.lower = inner_end(&x.range.lower, &y.range.lower, true),
            Builtin::Smaller => joined.range.upper = inner_end(&x.range.upper, &y.range.upper, false),
            _ => {}
        }
        with_number(&both, joined)
    })
}

fn inner_end(a: &End, b: &End, lower: bool) -> End {
    match (a, b) {
        (Some(x), Some(y)) if x.0 == y.0 => Some((x.0.clone(), x.1 && y.1)),
        (Some(x), Some(y)) => Some(if (x.0 > y.0) == lower { x.clone() } else { y.clone() }),
        (end, None) | (None, end) => end.clone(),
    }
}
