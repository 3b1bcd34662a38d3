//! Baselines that the data may make zero or negative.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::findings::Findings;
use super::text::{amount, at_most, name};
use crate::check::diagnostic::amount as report;
use crate::check::range::{Interval, Ranges};
use crate::program::{AggregateFunction, Core, Frame, Node, Operator};

/// `基准 平均(增幅)`
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The item.
    pub name: String,
    /// The baseline, before the data are asked to make it positive.
    pub value: Core,
    /// For each row of what it stands.
    pub frame: Frame,
    /// The clause.
    pub place: Span,
}

/// What can make a baseline zero or less.
struct Cause {
    /// Where it is written.
    place: Span,
    /// In which case, in both languages.
    case: (String, String),
}

pub(super) fn check(ranges: &Ranges<'_>, baselines: &[Baseline], findings: &mut Findings) {
    for baseline in baselines {
        findings.look(1756, baseline.place, fault(ranges, baseline));
    }
}

fn fault(ranges: &Ranges<'_>, baseline: &Baseline) -> Option<Diagnostic> {
    let value = ranges.of(&baseline.value);
    let zero = Interval::point(RBig::ZERO);
    if value.is_empty() || value.always(crate::program::Comparison::Greater, &zero) {
        return None;
    }
    if value.upper().is_some_and(|end| *end <= RBig::ZERO) {
        let most = at_most(ranges.program(), &value, &baseline.value.ty)?;
        return Some(report::baseline_never_positive(&baseline.name, baseline.place, &most));
    }
    let cause = cause(ranges, &baseline.value, baseline.frame, 8)?;
    Some(report::baseline_may_vanish(&baseline.name, baseline.place, cause.place, &cause.case))
}

/// A difference, the least of what may be zero, or a column that the table says may be negative. What is merely not known to be
/// positive, as a column without bounds, is no cause: nearly every column is that.
fn cause(ranges: &Ranges<'_>, core: &Core, frame: Frame, depth: u32) -> Option<Cause> {
    let depth = depth.checked_sub(1)?;
    let below = |part: &Core| cause(ranges, part, frame, depth);
    if ranges.of(core).always(crate::program::Comparison::Greater, &Interval::point(RBig::ZERO)) {
        return None;
    }
    match core.node.as_ref() {
        Node::Definition(id) => {
            let definition = ranges.program().definition(*id)?;
            cause(ranges, &definition.body, definition.frame, depth)
        }
        Node::Arithmetic(Operator::Subtract, a, b) => difference(ranges, (core, a, b), frame),
        Node::Arithmetic(Operator::Multiply | Operator::Divide, a, b) => below(a).or_else(|| below(b)),
        Node::Scale(inner, _) | Node::Round(inner, ..) | Node::Require(inner, _) => below(inner),
        Node::IfMissing(inner, _) | Node::IfNotApplicable(inner, _) | Node::IfAbsent(inner, _) => {
            below(inner)
        }
        Node::Aggregate(aggregate) => {
            let value = aggregate.value.as_ref()?;
            let there = Frame::Rows(aggregate.table);
            match aggregate.function {
                AggregateFunction::Minimum => {
                    least(ranges, core, value, there).or_else(|| cause(ranges, value, there, depth))
                }
                AggregateFunction::Mean
                | AggregateFunction::Maximum
                | AggregateFunction::Median
                | AggregateFunction::Quantile(_)
                | AggregateFunction::Sum => cause(ranges, value, there, depth),
                _ => None,
            }
        }
        Node::Column(_) => negative(ranges, core, frame),
        _ => None,
    }
}

/// Numbers of both sides that make a difference zero or less.
fn difference(ranges: &Ranges<'_>, (core, a, b): (&Core, &Core, &Core), frame: Frame) -> Option<Cause> {
    let (first, second) = (ranges.of(a), ranges.of(b));
    let small = first.sample()?;
    let great = second.meet(&Interval::between(Some((small.clone(), false)), None)).sample()?;
    let program = ranges.program();
    let shown = |part: &Core, at: &RBig| {
        name(program, frame, part).map(|name| format!("{name} = {}", amount(program, at, &part.ty)))
    };
    let result = amount(program, &(&small - &great), &core.ty);
    let case = match shown(a, &small).zip(shown(b, &great)) {
        Some((a, b)) => (format!("{a}，{b} 时是 {result}"), format!("with {a}, {b} it is {result}")),
        None => (
            "减数大于被减数时是负数".to_owned(),
            "negative where more is taken away than there is".to_owned(),
        ),
    };
    Some(Cause { place: core.span, case })
}

/// The least of values that may be zero.
fn least(ranges: &Ranges<'_>, core: &Core, value: &Core, frame: Frame) -> Option<Cause> {
    let interval = ranges.of(value);
    let zero = interval.lower().is_some_and(RBig::is_zero) && interval.contains(&RBig::ZERO);
    let what = name(ranges.program(), frame, value)?;
    let none = amount(ranges.program(), &RBig::ZERO, &value.ty);
    let case = (
        format!("有一行「{what}」是 {none}，最小就是 {none}"),
        format!("where one row has `{what}` = {none}, the least is {none}"),
    );
    zero.then_some(Cause { place: core.span, case })
}

/// A column that its table says may be negative.
fn negative(ranges: &Ranges<'_>, column: &Core, frame: Frame) -> Option<Cause> {
    let interval = ranges.of(column);
    let least = interval.lower().filter(|end| **end < RBig::ZERO)?;
    let what = name(ranges.program(), frame, column)?;
    let least = amount(ranges.program(), least, &column.ty);
    let case = (
        format!("表里写明「{what}」可以低到 {least}"),
        format!("the table lets `{what}` be as low as {least}"),
    );
    Some(Cause { place: column.span, case })
}
