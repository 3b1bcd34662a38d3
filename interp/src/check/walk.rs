//! Walking over core expressions.

use crate::program::{Core, Frame, Node, OrderKey};

/// The parts of an expression, each with the frame it stands in. `outer` is the frame of the row that `本` means.
pub fn parts<'c>(core: &'c Core, frame: Frame, outer: Frame) -> Vec<(&'c Core, Frame, Frame)> {
    let same = |values: Vec<&'c Core>| values.into_iter().map(|v| (v, frame, outer)).collect::<Vec<_>>();
    match &*core.node {
        Node::Constant(_) | Node::Column(_) | Node::Definition(_) | Node::Parameter(_) | Node::UnitOf(_) => {
            Vec::new()
        }
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
        | Node::FromChoice(x) => same(vec![x]),
        Node::Outer(x) => vec![(x, outer, outer)],
        Node::Arithmetic(_, a, b)
        | Node::Compare(_, a, b)
        | Node::IfMissing(a, b)
        | Node::IfNotApplicable(a, b)
        | Node::IfAbsent(a, b) => same(vec![a, b]),
        Node::And(values) | Node::Or(values) | Node::Call(_, values) => same(values.iter().collect()),
        Node::If(a, b, c) => same(vec![a, b, c]),
        Node::Follow { table, reference, value } => {
            vec![(reference, frame, outer), (value, Frame::Rows(*table), frame)]
        }
        Node::Rank(ranking) => {
            same(ranking.filter.iter().chain(&ranking.group).chain(values(&ranking.order)).collect())
        }
        Node::Aggregate(aggregate) => {
            let there = Frame::Rows(aggregate.table);
            let inner = aggregate.filter.iter().chain(&aggregate.value).chain(values(&aggregate.order));
            let keys = aggregate.group.iter();
            inner
                .chain(keys.clone().map(|k| &k.inner))
                .map(|c| (c, there, frame))
                .chain(keys.map(|k| (&k.outer, frame, outer)))
                .collect()
        }
    }
}

fn values(order: &[OrderKey]) -> impl Iterator<Item = &Core> {
    order.iter().map(|key| &key.value)
}

/// Calls `see` on an expression and everything in it, with the frame each stands in.
pub fn walk(core: &Core, frame: Frame, see: &mut impl FnMut(&Core, Frame)) {
    let mut waiting = vec![(core, frame, frame)];
    while let Some((core, frame, outer)) = waiting.pop() {
        see(core, frame);
        waiting.extend(parts(core, frame, outer));
    }
}
