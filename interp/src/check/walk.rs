//! Walking over core expressions.

use crate::program::{Core, Frame, Node, OrderKey};

/// An expression, the frame it stands in, and the frame of the row that `本` means.
pub type Place<'c> = (&'c Core, Frame, Frame);

/// Adds the parts of an expression.
pub fn add_parts<'c>((core, frame, outer): Place<'c>, waiting: &mut Vec<Place<'c>>) {
    let here = |part: &'c Core| (part, frame, outer);
    match &*core.node {
        Node::Constant(_) | Node::Column(_) | Node::Definition(_) | Node::Parameter(_) | Node::UnitOf(_) => {}
        Node::Negate(x)
        | Node::Not(x)
        | Node::Present(x)
        | Node::ZeroIsMissing(x)
        | Node::OneOf(x, _)
        | Node::Scale(x, _)
        | Node::Round(x, ..)
        | Node::Find(_, x)
        | Node::Require(x, _)
        | Node::ToChoice(x)
        | Node::FromChoice(x) => waiting.push(here(x)),
        Node::Outer(x) => waiting.push((x, outer, outer)),
        Node::Arithmetic(_, a, b)
        | Node::Compare(_, a, b)
        | Node::IfMissing(a, b)
        | Node::IfNotApplicable(a, b)
        | Node::IfAbsent(a, b) => waiting.extend([a, b].map(here)),
        Node::And(values) | Node::Or(values) | Node::Call(_, values) => {
            waiting.extend(values.iter().map(here));
        }
        Node::If(a, b, c) => waiting.extend([a, b, c].map(here)),
        Node::Follow { table, reference, value } => {
            waiting.extend([here(reference), (value, Frame::Rows(*table), frame)]);
        }
        Node::Rank(ranking) => {
            let parts = ranking.filter.iter().chain(&ranking.group).chain(values(&ranking.order));
            waiting.extend(parts.map(here));
        }
        Node::Aggregate(aggregate) => {
            let there = Frame::Rows(aggregate.table);
            let inner = aggregate.filter.iter().chain(&aggregate.value).chain(values(&aggregate.order));
            let inner = inner.chain(aggregate.group.iter().map(|key| &key.inner));
            waiting.extend(inner.map(|part| (part, there, frame)));
            waiting.extend(aggregate.group.iter().map(|key| here(&key.outer)));
        }
    }
}

fn values(order: &[OrderKey]) -> impl Iterator<Item = &Core> {
    order.iter().map(|key| &key.value)
}

/// Calls `see` on an expression and everything in it, with the frame each stands in.
pub fn walk(core: &Core, frame: Frame, see: &mut impl FnMut(&Core, Frame)) {
    let mut waiting = vec![(core, frame, frame)];
    while let Some(place) = waiting.pop() {
        see(place.0, place.1);
        add_parts(place, &mut waiting);
    }
}
