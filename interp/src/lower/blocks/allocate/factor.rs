//! One factor: its value, and its share after normalisation.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Factor, Negative, Normalisation};

use super::super::super::{Context, Declaration, build, range};
use super::{Made, less};
use crate::check::diagnostic::allocate as report;
use crate::program::{AggregateFunction, Comparison, Core, DefinitionId, Kind, Role, Type, Unit};

/// What a factor has declared.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    /// The value of each row that takes part.
    pub value: DefinitionId,
    /// Its part of the sum, after normalisation.
    pub share: DefinitionId,
}

/// Declares the value, the measure that is summed, its sum, and the share of each row.
pub(super) fn declare<'t>(context: &mut Context<'t>, made: &Made<'t>, factor: &'t Factor) -> Declared {
    let name = factor.name.text.as_str();
    let value = hidden(context, made, factor, "值", move |context, made| value(context, made, factor));
    let measure =
        hidden(context, made, factor, "折算", move |context, made| measure(context, made, factor, value));
    let declaration = Declaration::new(
        made.below(&[name, "合计"]),
        made.whole(),
        Type::unknown(),
        Role::Hidden,
        factor.span,
    );
    let inner = made.clone();
    let normaliser = context.declare_on_demand(declaration, move |context| {
        let measure = context.definition_value(measure, factor.span);
        let sum = inner.over(context, AggregateFunction::Sum, Some(measure), None, factor.span);
        let requirement = report::normaliser(factor, inner.allotment.scope.year, inner.allotment.notes);
        context.require(sum, requirement)
    });
    let declaration =
        Declaration::new(made.below(&[name]), &made.rows, Type::unknown(), Role::Part, factor.span)
            .notes(&factor.notes);
    let inner = made.clone();
    let share = context.declare_on_demand(declaration, move |context| {
        let measure = context.definition_value(measure, factor.span);
        let normaliser = context.definition_value(normaliser, factor.span);
        let share = context.divide(measure, normaliser);
        inner.only(context, share, factor.span)
    });
    Declared { value, share }
}

fn hidden<'t>(
    context: &mut Context<'t>,
    made: &Made<'t>,
    factor: &'t Factor,
    last: &str,
    body: impl FnOnce(&mut Context<'t>, &Made<'t>) -> Core + 't,
) -> DefinitionId {
    let path = made.below(&[&factor.name.text, last]);
    let span = factor.name.span;
    let declaration = Declaration::new(path, &made.rows, Type::unknown(), Role::Hidden, span);
    let made = made.clone();
    context.declare_on_demand(declaration, move |context| body(context, &made))
}

/// The value of a row that takes part, with the answers for what is missing and what is negative.
fn value<'t>(context: &mut Context<'t>, made: &Made<'t>, factor: &'t Factor) -> Core {
    let value = match &factor.value {
        Some(tree) => context.expression(tree, &made.rows),
        None => context.name(&factor.name, &made.rows),
    };
    let value = context.numeric(value);
    if value.ty.is_unknown() {
        return value;
    }
    if factor.missing.is_none() && value.ty.optional {
        let unit = value.ty.unit().map(|unit| context.program.units.text(unit)).unwrap_or_default();
        context.report(report::factor_unanswered(factor, value.span, format!("0 {unit}").trim_end()));
        return build::unknown(value.span);
    }
    let value = context.answered(value, factor.missing.as_ref(), &made.rows);
    let span = value.span;
    let value = made.only(context, value, span);
    match method(context, made, factor) {
        None => build::undecided(value),
        Some(Normalisation::InverseShare) => {
            context.require(value, report::no_reciprocal(factor, made.allotment.scope.year))
        }
        Some(Normalisation::MinMax | Normalisation::MaxLess) if factor.negative.is_none() => value,
        Some(_) => answered_negative(context, made, factor, value),
    }
}

fn method<'t>(context: &mut Context<'t>, made: &Made<'t>, factor: &'t Factor) -> Option<Normalisation> {
    context.option_or(factor.normalise.as_ref(), &made.rows, Normalisation::Share)
}

/// 负值 …; without it a negative value is a fault of the data.
fn answered_negative<'t>(
    context: &mut Context<'t>,
    made: &Made<'t>,
    factor: &'t Factor,
    value: Core,
) -> Core {
    let span = value.span;
    let unit = value.ty.unit().cloned().unwrap_or_default();
    let Some(stated) = &factor.negative else {
        if value.ty.as_number().is_some_and(|number| range::is_nonnegative(&number.range)) {
            return value;
        }
        return context.require(value, report::negative(factor, made.allotment.scope.year));
    };
    match context.option(stated, &made.rows) {
        None => build::undecided(value),
        Some(Negative::AsIs) => value,
        Some(Negative::AsZero) => {
            let zero = build::number(RBig::ZERO, unit, span);
            build::larger(vec![value, zero], span)
        }
        Some(Negative::CountsAs(_)) => {
            let heng_grammar::tree::Stated::Is(Negative::CountsAs(tree)) = stated else { return value };
            let answer = context.expect(tree, &made.rows, &value.ty.clone());
            let zero = build::number(RBig::ZERO, unit, span);
            let negative = build::compare(Comparison::Less, value.clone(), zero);
            build::if_(negative, answer, value, span)
        }
    }
}

/// What is summed over the rows, and whose part of the sum is the share.
fn measure<'t>(context: &mut Context<'t>, made: &Made<'t>, factor: &'t Factor, value: DefinitionId) -> Core {
    let span = factor.name.span;
    let x = context.definition_value(value, span);
    if x.ty.is_unknown() {
        return x;
    }
    match method(context, made, factor) {
        None | Some(Normalisation::Share) => x,
        Some(Normalisation::InverseShare) => context.divide(build::number(RBig::ONE, Unit::plain(), span), x),
        Some(Normalisation::MinMax) => {
            let least = extreme(context, made, AggregateFunction::Minimum, x.clone(), span);
            nonnegative(less(x, least))
        }
        Some(Normalisation::MaxLess) => {
            let greatest = extreme(context, made, AggregateFunction::Maximum, x.clone(), span);
            nonnegative(less(greatest, x))
        }
    }
}

fn extreme<'t>(
    context: &mut Context<'t>,
    made: &Made<'t>,
    function: AggregateFunction,
    value: Core,
    span: Span,
) -> Core {
    made.over(context, function, Some(value), None, span)
}

/// A distance from the least or the greatest is never negative.
fn nonnegative(mut core: Core) -> Core {
    if let Kind::Number(number) = &mut core.ty.kind {
        number.range = range::nonnegative();
    }
    core
}
