//! The share of each row: Σ weight × normalised factor.

use dashu_ratio::RBig;
use heng_grammar::tree::Factor;

use super::super::super::{Context, Declaration, build};
use super::super::common::below;
use super::{Made, apportion, factor, less};
use crate::check::diagnostic::{allocate as report, amount};
use crate::program::{Core, DefinitionId, Node, Operator, Role, Type, Unit};

/// Every factor of several has a weight.
pub(super) fn report_weights(context: &mut Context<'_>, made: &Made<'_>) {
    let allotment = &made.allotment;
    let factors = &allotment.body.factors;
    if factors.is_empty() && !allotment.body.incomplete {
        context.report(report::no_factors(&allotment.path.join("."), allotment.span));
    }
    if factors.len() > 1 {
        for factor in factors.iter().filter(|factor| factor.weight.is_none()) {
            context.report(report::weight_missing(factor));
        }
    }
}

/// Declares `.份额`, rounded where the script says so.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    made: &Made<'t>,
    factors: &[factor::Declared],
) -> DefinitionId {
    let span = made.allotment.span;
    let path = made.below(&["份额"]);
    let off = declare_off(context, made);
    let inner = made.clone();
    let factors = factors.to_vec();
    let exact = move |context: &mut Context<'t>| weighted(context, &inner, &factors, off);
    let declaration = Declaration::new(path.clone(), &made.rows, Type::unknown(), Role::Part, span);
    let Some(rule) = &made.allotment.body.portions else {
        return context.declare_on_demand(declaration, exact);
    };
    let hidden = Declaration::new(below(&path, &["精确"]), &made.rows, Type::unknown(), Role::Hidden, span);
    let exact = context.declare_on_demand(hidden, exact);
    let job = apportion::Job { made: made.clone(), path, exact, total: None, rule };
    let pieces = apportion::declare(context, &job);
    context.declare_on_demand(declaration, move |context| apportion::body(context, &job, &pieces))
}

fn weight<'t>(context: &mut Context<'t>, made: &Made<'t>, factor: &'t Factor) -> Core {
    match &factor.weight {
        Some(tree) => {
            let weight = context.expect(tree, made.whole(), &Type::number(Unit::plain()));
            context.must_be_present(weight, made.whole())
        }
        None => build::number(RBig::ONE, Unit::plain(), factor.span),
    }
}

/// By how much the weights miss 100 %, where they are not known before the run: zero, or a fault of the data.
fn declare_off<'t>(context: &mut Context<'t>, made: &Made<'t>) -> DefinitionId {
    let span = made.allotment.span;
    let path = made.below(&["权重合计"]);
    let declaration = Declaration::new(path, made.whole(), Type::unknown(), Role::Hidden, span);
    let made = made.clone();
    context.declare_on_demand(declaration, move |context| {
        let factors = &made.allotment.body.factors;
        let weights: Vec<Core> = factors.iter().map(|factor| weight(context, &made, factor)).collect();
        let known = weights.iter().map(Core::constant_number).collect::<Option<Vec<RBig>>>();
        for (factor, weight) in factors.iter().zip(&weights) {
            let figure = weight.constant_number().filter(|figure| *figure <= RBig::ZERO);
            if let (Some(figure), Some(tree)) = (figure, &factor.weight) {
                let negative = figure < RBig::ZERO;
                context.report(amount::weight_not_positive(&factor.name.text, tree.span, negative));
            }
        }
        let unknown = weights.iter().any(|weight| weight.ty.is_unknown());
        let one = build::number(RBig::ONE, Unit::plain(), span);
        let zero = build::number(RBig::ZERO, Unit::plain(), span);
        if let Some(known) = known {
            let sum = known.into_iter().fold(RBig::ZERO, |sum, weight| sum + weight);
            let checked =
                !made.allotment.body.incomplete && factors.iter().skip(1).all(|f| f.weight.is_some());
            if checked && !factors.is_empty() && sum != RBig::ONE {
                context.report(report::weights_do_not_add(&made.allotment.path.join("."), span, &sum));
            }
            return zero;
        }
        if unknown {
            return zero;
        }
        let sum = build::total(weights, &Unit::plain(), span);
        context.require(less(sum, one), report::weights_off(made.allotment.notes, span))
    })
}

/// Σ weight × share of the factor.
fn weighted<'t>(
    context: &mut Context<'t>,
    made: &Made<'t>,
    declared: &[factor::Declared],
    off: DefinitionId,
) -> Core {
    let span = made.allotment.span;
    let factors = &made.allotment.body.factors;
    let mut parts = Vec::new();
    for (factor, own) in factors.iter().zip(declared) {
        let share = context.definition_value(own.share, factor.span);
        let weight = weight(context, made, factor);
        parts.push(context.multiply(weight, share));
    }
    if parts.iter().any(|part| part.ty.is_unknown()) {
        return build::unknown(span);
    }
    note_size_blind(context, made, declared);
    let sum = build::total(parts, &Unit::plain(), span);
    let off = context.definition_value(off, span);
    match off.node.as_ref() {
        Node::Definition(id) if is_zero(context, *id) => sum,
        _ => build::sum(Operator::Subtract, sum, off),
    }
}

fn is_zero(context: &Context<'_>, id: DefinitionId) -> bool {
    let definition = context.program.definition(id);
    definition.and_then(|d| d.body.constant_number()).is_some_and(|number| number.is_zero())
}

/// Factors that all are rates or averages give a small row as much as a large one.
fn note_size_blind(context: &mut Context<'_>, made: &Made<'_>, declared: &[factor::Declared]) {
    let rates = declared.iter().all(|own| {
        let unit = context.definition_type(own.value).unit().cloned();
        unit.is_some_and(|unit| {
            let units = &context.program.units;
            let averaged = unit.factors().any(|(_, power)| power < 0);
            averaged || (units.is_dimensionless(&unit) && !units.is_count(&unit))
        })
    });
    if rates && !declared.is_empty() {
        let name = made.allotment.path.join(".");
        context.report(report::size_blind(&name, made.allotment.span));
    }
}
