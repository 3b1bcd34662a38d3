//! Whether an expression has a value, and why it has none.

use super::domain::Reasons;
use super::goal::{Goal, Step, one_of};
use super::number::{Sign, Sum};
use super::subject::Subjects;
use crate::program::{Core, Kind, Node, Operator};
use crate::value::{Absence, Value};

/// The expression has no value, for one of these reasons.
pub(super) fn absent<'p>(
    core: &'p Core,
    reasons: Reasons,
    depth: u8,
    subjects: &mut Subjects<'p>,
) -> Step<'p> {
    if reasons.is_empty() {
        return Step::Never;
    }
    let Some(deeper) = depth.checked_sub(1) else { return Step::Dropped };
    let within = |core: &'p Core, reasons: Reasons| Goal::Absent(core, reasons, deeper);
    match core.node.as_ref() {
        Node::Constant(Value::Absent(Absence::Undecided)) => Step::Dropped,
        Node::Constant(Value::Absent(why)) if reasons.holds(*why) => Step::All(Vec::new()),
        Node::Constant(_) | Node::Present(_) => Step::Never,
        Node::Definition(id) => match subjects.body(*id) {
            Some(body) => Step::All(vec![Goal::Absent(body, reasons, deeper)]),
            None => Step::Absent(subjects.of(core), reasons),
        },
        Node::If(condition, then, otherwise) => one_of(vec![
            vec![within(condition, reasons)],
            vec![Goal::yes_no(condition, true), within(then, reasons)],
            vec![Goal::yes_no(condition, false), within(otherwise, reasons)],
        ]),
        Node::IfMissing(value, answer) => answered((value, answer), Absence::Missing, reasons, deeper),
        Node::IfNotApplicable(value, answer) => {
            answered((value, answer), Absence::NotApplicable, reasons, deeper)
        }
        Node::IfAbsent(value, answer) => {
            Step::All(vec![within(value, Reasons::ALL), within(answer, reasons)])
        }
        // What fails a requirement is undecided.
        Node::Require(..) if reasons.holds(Absence::Undecided) => Step::Dropped,
        Node::ZeroIsMissing(inner) if reasons.holds(Absence::Missing) => {
            one_of(vec![vec![within(inner, reasons)], vec![Goal::Sum(Sum::stands(inner, Sign::Zero))]])
        }
        Node::Arithmetic(Operator::Divide, _, divisor) if reasons.holds(Absence::Missing) => {
            let mut ways: Vec<Vec<Goal<'p>>> =
                core.children().into_iter().map(|child| vec![within(child, reasons)]).collect();
            ways.push(vec![Goal::Sum(Sum::stands(divisor, Sign::Zero))]);
            one_of(ways)
        }
        node if passes_on(node) => {
            one_of(core.children().into_iter().map(|child| vec![within(child, reasons)]).collect())
        }
        _ => Step::Absent(subjects.of(core), reasons),
    }
}

/// A value with an answer to one reason for none.
fn answered<'p>(
    (value, answer): (&'p Core, &'p Core),
    why: Absence,
    reasons: Reasons,
    depth: u8,
) -> Step<'p> {
    let why = Reasons::of(why);
    one_of(vec![
        vec![Goal::Absent(value, reasons.without(why), depth)],
        vec![Goal::Absent(value, why, depth), Goal::Absent(answer, reasons, depth)],
    ])
}

/// Whether a node has no value just where one of its parts has none, for the reason that part has.
fn passes_on(node: &Node) -> bool {
    matches!(
        node,
        Node::Negate(_)
            | Node::Not(_)
            | Node::Arithmetic(..)
            | Node::Compare(..)
            | Node::And(_)
            | Node::Or(_)
            | Node::ZeroIsMissing(_)
            | Node::OneOf(..)
            | Node::Scale(..)
            | Node::Round(..)
            | Node::Require(..)
            | Node::ToChoice(_)
            | Node::FromChoice(_)
    )
}

/// The expression has a value. Of two-valued logic and of functions nothing is concluded.
pub(super) fn present<'p>(core: &'p Core, depth: u8, subjects: &mut Subjects<'p>) -> Step<'p> {
    let Some(deeper) = depth.checked_sub(1) else { return Step::Dropped };
    match core.node.as_ref() {
        Node::Constant(Value::Absent(Absence::Undecided)) => Step::Dropped,
        Node::Constant(Value::Absent(_)) => Step::Never,
        Node::Definition(id) => match subjects.body(*id) {
            Some(body) => Step::All(vec![Goal::Present(body, deeper)]),
            None => Step::Present(subjects.of(core)),
        },
        // Which side is taken says little, and would fill a made-up row with what does not matter.
        Node::If(..) => Step::Dropped,
        Node::IfMissing(value, answer) => one_of(vec![
            vec![Goal::Present(value, deeper)],
            vec![Goal::Absent(value, Reasons::of(Absence::Missing), deeper), Goal::Present(answer, deeper)],
        ]),
        Node::ZeroIsMissing(inner) => Step::All(vec![Goal::Sum(Sum::stands(inner, Sign::NotZero))]),
        Node::And(_) | Node::Or(_) | Node::IfNotApplicable(..) | Node::IfAbsent(..) => Step::All(Vec::new()),
        Node::Call(..) | Node::Present(_) => Step::All(Vec::new()),
        Node::Column(_) if !core.ty.optional => Step::All(Vec::new()),
        node if passes_on(node) => {
            let parts = core.children().into_iter();
            let parts = parts.filter(|part| !matches!(part.ty.kind, Kind::Unknown));
            Step::All(parts.map(|part| Goal::Present(part, deeper)).collect())
        }
        _ => Step::Present(subjects.of(core)),
    }
}
