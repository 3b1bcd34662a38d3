//! Conditions that come out the same on every row, and why.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::{Judge, is_out_of_force};
use crate::check::diagnostic::logic as report;
use crate::check::figure::figure;
use crate::program::{Core, Frame, Kind, Node, Program, Range, Type};

/// What is to be said of a condition, where all that was made of it shows the same.
pub(super) fn of(judge: &Judge<'_>, same: &[&(Core, Frame)]) -> Option<Diagnostic> {
    let (first, _) = same.first()?;
    if same.iter().any(|(core, _)| is_out_of_force(core)) {
        return None;
    }
    if same.iter().all(|(core, _)| judge.never(core, true)) {
        return Some(never(judge, first));
    }
    // A 校验 that is sure to hold is a proof, and 有值 of what is always there is said for the reader.
    let proof = judge.program.checks.iter().any(|check| super::within(first.span, check.condition.span));
    if !proof && same.iter().all(|(core, _)| !says_present(core) && judge.never(core, false)) {
        return Some(always(judge, first));
    }
    None
}

fn says_present(core: &Core) -> bool {
    matches!(core.node.as_ref(), Node::Present(_) | Node::Constant(_))
        || matches!(core.node.as_ref(), Node::Not(inner) if says_present(inner))
}

fn never(judge: &Judge<'_>, condition: &Core) -> Diagnostic {
    match condition.node.as_ref() {
        Node::And(parts) => match pair(judge, parts, true) {
            Some((a, b)) => report::contradict((a, b), whole_between(parts)),
            None => report::never(condition.span, &[]),
        },
        _ => report::never(condition.span, &ranges(judge.program, condition)),
    }
}

fn always(judge: &Judge<'_>, condition: &Core) -> Diagnostic {
    match condition.node.as_ref() {
        Node::Or(parts) => match pair(judge, parts, false) {
            Some((a, b)) => report::cover((a, b)),
            None => report::always(condition.span, &[]),
        },
        _ => report::always(condition.span, &ranges(judge.program, condition)),
    }
}

/// Two parts that cannot both come out so.
fn pair(judge: &Judge<'_>, parts: &[Core], wanted: bool) -> Option<(Span, Span)> {
    let parts: Vec<&Core> = parts.iter().flat_map(|part| flat(part, wanted)).collect();
    for (at, b) in parts.iter().enumerate() {
        for a in parts.iter().take(at) {
            let both = judge.question().wanting(a, wanted).wanting(b, wanted);
            if both.is_impossible() {
                return Some((a.span, b.span));
            }
        }
    }
    None
}

/// The parts of 且 inside 且 (`wanted`), of 或 inside 或.
fn flat(core: &Core, wanted: bool) -> Vec<&Core> {
    match core.node.as_ref() {
        Node::And(parts) if wanted => parts.iter().flat_map(|part| flat(part, wanted)).collect(),
        Node::Or(parts) if !wanted => parts.iter().flat_map(|part| flat(part, wanted)).collect(),
        _ => vec![core],
    }
}

/// Whether the parts compare a whole number that lies between two others.
fn whole_between(parts: &[Core]) -> bool {
    let whole = |core: &Core| match core.node.as_ref() {
        Node::Compare(_, a, b) => [a, b].into_iter().all(|side| is_whole(&side.ty)),
        _ => false,
    };
    parts.len() == 2 && parts.iter().all(whole)
}

fn is_whole(ty: &Type) -> bool {
    ty.as_number().is_some_and(|number| number.whole)
}

/// What is known of the sides of a comparison: the words for their ranges, those of constants left out.
fn ranges(program: &Program, condition: &Core) -> Vec<(Span, String)> {
    let Node::Compare(_, a, b) = condition.node.as_ref() else { return Vec::new() };
    let sides = [a, b].into_iter().filter(|side| !matches!(side.node.as_ref(), Node::Constant(_)));
    sides.filter_map(|side| Some((side.span, range_text(program, &side.ty)?))).collect()
}

fn range_text(program: &Program, ty: &Type) -> Option<String> {
    let Kind::Number(number) = &ty.kind else { return None };
    let unit = program.units.text(&number.unit);
    let end =
        |sign: &str, end: &dashu_ratio::RBig| format!("{sign} {} {unit}", figure(end)).trim_end().to_owned();
    let Range { lower, upper } = &number.range;
    let lower = lower.as_ref().map(|(at, closed)| end(if *closed { "≥" } else { ">" }, at));
    let upper = upper.as_ref().map(|(at, closed)| end(if *closed { "≤" } else { "<" }, at));
    let ends: Vec<String> = lower.into_iter().chain(upper).collect();
    (!ends.is_empty()).then(|| ends.join("，"))
}
