//! Going through an expression.

use crate::program::{Aggregate, Core, Node, OrderKey};

/// Calls `f` for the node and all below it, the node itself first.
pub fn visit(core: &Core, f: &mut impl FnMut(&Node)) {
    f(&core.node);
    for child in core.children() {
        visit(child, f);
    }
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
        _ => core.children().into_iter().any(|c| mentions_outer(c, depth)),
    }
}

/// Whether the row that asks matters for which rows are aggregated and what of them.
pub fn depends_on_asker(a: &Aggregate) -> bool {
    let inner = a.filter.iter().chain(&a.value).chain(a.group.iter().map(|g| &g.inner)).chain(keys(&a.order));
    inner.into_iter().any(|c| mentions_outer(c, 0))
}
