//! Items of a score against their weights, and against each other.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::findings::Findings;
use super::limit::plain;
use super::text::amount;
use crate::check::diagnostic::amount as report;
use crate::check::range::{Ranges, same};
use crate::program::{Core, DefinitionId, Node};
use crate::value::Value;

/// One item of a `评分`.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub place: Span,
    /// Its weight, and where it stands.
    pub weight: Option<(RBig, Span)>,
    /// What 计 gives, before any limit.
    pub given: Option<Core>,
    /// Its points where nothing is missing.
    pub points: Core,
    /// Whether a cap is written for it or above it.
    pub capped: bool,
    /// What is scored.
    pub value: Option<DefinitionId>,
    /// The header of its block, and the year.
    pub block: (Span, Option<i32>),
}

pub(super) fn check(ranges: &Ranges<'_>, items: &[Item], findings: &mut Findings) {
    for (at, item) in items.iter().enumerate() {
        findings.look(1753, item.place, short_of_weight(ranges, item));
        findings.look(1754, item.place, beyond_weight(ranges, item));
        let earlier = items.iter().take(at).filter(|other| other.block == item.block);
        let twice =
            earlier.into_iter().find(|other| other.place != item.place && same_value(ranges, item, other));
        let twice = twice
            .map(|other| report::counted_twice_in_score(&item.name, item.place, &other.name, other.place));
        findings.look(1755, item.place, twice);
    }
}

/// An item that gives less than its weight, whatever the data.
fn short_of_weight(ranges: &Ranges<'_>, item: &Item) -> Option<Diagnostic> {
    let (weight, written) = item.weight.as_ref()?;
    let points = ranges.of(&item.points);
    let (highest, _) = points.range.upper.as_ref().filter(|(end, _)| end < weight && *end > RBig::ZERO)?;
    if points.is_empty() {
        return None;
    }
    let program = ranges.program();
    let (highest, weight) =
        (amount(program, highest, &item.points.ty), amount(program, weight, &item.points.ty));
    Some(report::short_of_weight(&item.name, item.place, &highest, (&weight, *written)))
}

/// An item without a cap that 计 gives more than its weight, in a case that can be reached.
fn beyond_weight(ranges: &Ranges<'_>, item: &Item) -> Option<Diagnostic> {
    let ((weight, written), given) = (item.weight.as_ref()?, item.given.as_ref()?);
    if item.capped {
        return None;
    }
    let mut cases = Vec::new();
    constants(ranges, given, &mut Vec::new(), &mut cases);
    let (most, place) =
        cases.into_iter().filter(|(number, _)| number > weight).max_by(|a, b| a.0.cmp(&b.0))?;
    let program = ranges.program();
    let (most, weight) = (amount(program, &most, &given.ty), amount(program, weight, &given.ty));
    Some(report::beyond_weight(&item.name, (&most, place), (&weight, *written)))
}

/// How many cases of a lookup are looked at.
const CASES: usize = 256;

/// The constants that the cases of an expression give, without those that no number can reach.
fn constants<'c>(
    ranges: &Ranges<'c>,
    core: &'c Core,
    held: &mut Vec<&'c Core>,
    cases: &mut Vec<(RBig, Span)>,
) {
    if cases.len() >= CASES || held.len() > CASES {
        return;
    }
    match core.node.as_ref() {
        Node::Constant(Value::Number(number)) => cases.push((number.clone(), core.span)),
        Node::If(condition, then, otherwise) => {
            held.push(condition);
            if !ranges.under(held, then).is_empty() {
                constants(ranges, then, held, cases);
            }
            held.pop();
            constants(ranges, otherwise, held, cases);
        }
        Node::IfMissing(inner, _) | Node::IfNotApplicable(inner, _) | Node::IfAbsent(inner, _) => {
            constants(ranges, inner, held, cases);
        }
        _ => {}
    }
}

/// Whether two items score one and the same value.
fn same_value(ranges: &Ranges<'_>, first: &Item, second: &Item) -> bool {
    let body = |item: &Item| {
        let definition = ranges.program().definition(item.value?)?;
        Some(plain(ranges, &definition.body)).filter(|body| body.ty.as_number().is_some())
    };
    let both = body(first).zip(body(second));
    both.is_some_and(|(a, b)| !matches!(a.node.as_ref(), Node::Constant(_)) && same(a, b))
}
