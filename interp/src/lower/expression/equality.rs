//! `合计(缴款.金额 当 缴款.区 = 本.名称)`: rows of another table that agree with the row that asks. The equality becomes a key
//! of the aggregate, so that the other table is still gone through once.

use crate::check::diagnostic::names;
use crate::lower::Context;
use crate::program::{Comparison, Core, GroupKey, Node};

impl Context<'_> {
    /// The filters without the equalities with the row that asks, which become keys; anything else that speaks of that row is
    /// reported.
    pub(super) fn keyed_by_outer(&mut self, filters: Vec<Core>, keys: &mut Vec<GroupKey>) -> Vec<Core> {
        let mut left = Vec::new();
        for filter in filters.into_iter().flat_map(conjuncts) {
            match equality(&filter) {
                Some(key) => keys.push(key),
                None => left.push(filter),
            }
        }
        left.iter().for_each(|filter| self.forbid_outer(filter));
        left
    }

    /// Reports a value that speaks of the row that asks, where all rows that ask share one answer.
    pub(super) fn forbid_outer(&mut self, value: &Core) {
        if speaks_of_outer(value) {
            self.report(names::outer_beyond_equality(value.span));
        }
    }
}

/// The parts of `a 且 b`.
fn conjuncts(filter: Core) -> Vec<Core> {
    match *filter.node {
        Node::And(parts) => parts.into_iter().flat_map(conjuncts).collect(),
        node => vec![Core { node: Box::new(node), ..filter }],
    }
}

/// `缴款.区 = 本.名称`, either way round.
fn equality(filter: &Core) -> Option<GroupKey> {
    let Node::Compare(Comparison::Equal, a, b) = filter.node.as_ref() else { return None };
    let (inner, outer) = match (a.node.as_ref(), b.node.as_ref()) {
        (_, Node::Outer(outer)) => (a, outer),
        (Node::Outer(outer), _) => (b, outer),
        _ => return None,
    };
    (!speaks_of_outer(inner)).then(|| GroupKey { inner: inner.clone(), outer: outer.clone() })
}

fn speaks_of_outer(value: &Core) -> bool {
    match value.node.as_ref() {
        Node::Outer(_) => true,
        Node::Aggregate(_) => false,
        _ => value.children().into_iter().any(speaks_of_outer),
    }
}
