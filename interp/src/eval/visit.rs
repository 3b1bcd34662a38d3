//! Going through an expression.

use crate::program::{Aggregate, Core, Node, OrderKey, Ranking};

/// Calls `f` for the node and all below it, the node itself first.
pub fn visit(core: &Core, f: &mut impl FnMut(&Node)) {
    f(&core.node);
    for child in children(core) {
        visit(child, f);
    }
}

/// The expressions directly below.
pub fn children(core: &Core) -> Vec<&Core> {
    match &*core.node {
        Node::Constant(_) | Node::Column(_) | Node::Definition(_) | Node::Parameter(_) => Vec::new(),
        Node::Negate(x)
        | Node::Not(x)
        | Node::Present(x)
        | Node::ZeroIsMissing(x)
        | Node::OneOf(x, _)
        | Node::Scale(x, _)
        | Node::Round(x, _, _)
        | Node::Find(_, x)
        | Node::Outer(x)
        | Node::Require(x, _)
        | Node::ToChoice(x)
        | Node::FromChoice(x) => vec![x],
        Node::Arithmetic(_, a, b)
        | Node::Compare(_, a, b)
        | Node::IfMissing(a, b)
        | Node::IfNotApplicable(a, b)
        | Node::IfAbsent(a, b) => vec![a, b],
        Node::If(c, a, b) => vec![c, a, b],
        Node::And(list) | Node::Or(list) | Node::Call(_, list) => list.iter().collect(),
        Node::Follow { reference, value, .. } => vec![reference, value],
        Node::Aggregate(a) => aggregate_children(a),
        Node::Rank(r) => ranking_children(r),
    }
}

fn aggregate_children(a: &Aggregate) -> Vec<&Core> {
    let groups = a.group.iter().flat_map(|g| [&g.inner, &g.outer]);
    a.filter.iter().chain(&a.value).chain(groups).chain(keys(&a.order)).collect()
}

fn ranking_children(r: &Ranking) -> Vec<&Core> {
    r.filter.iter().chain(&r.group).chain(keys(&r.order)).collect()
}

fn keys(order: &[OrderKey]) -> impl Iterator<Item = &Core> {
    order.iter().map(|k| &k.value)
}

/// Whether an aggregate's inner part asks for the row that asks (`本.列`): `depth` counts the aggregates in between.
pub fn mentions_outer(core: &Core, depth: u32) -> bool {
    match &*core.node {
        Node::Outer(x) => match depth.checked_sub(1) {
            None => true,
            Some(less) => mentions_outer(x, less),
        },
        Node::Aggregate(a) => {
            let inner =
                a.filter.iter().chain(&a.value).chain(a.group.iter().map(|g| &g.inner)).chain(keys(&a.order));
            a.group.iter().any(|g| mentions_outer(&g.outer, depth))
                || inner.into_iter().any(|c| mentions_outer(c, depth + 1))
        }
        _ => children(core).into_iter().any(|c| mentions_outer(c, depth)),
    }
}

/// Whether the row that asks matters for which rows are aggregated and what of them.
pub fn depends_on_asker(a: &Aggregate) -> bool {
    let inner = a.filter.iter().chain(&a.value).chain(a.group.iter().map(|g| &g.inner)).chain(keys(&a.order));
    inner.into_iter().any(|c| mentions_outer(c, 0))
}
