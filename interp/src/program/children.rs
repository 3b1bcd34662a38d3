//! The parts of an expression.

use super::{Core, Node};

impl Core {
    /// The expressions directly below this one, those of other frames included.
    pub fn children(&self) -> Vec<&Core> {
        match self.node.as_ref() {
            Node::Constant(_)
            | Node::Column(_)
            | Node::Definition(_)
            | Node::Parameter(_)
            | Node::UnitOf(_) => Vec::new(),
            Node::Negate(a)
            | Node::Not(a)
            | Node::Present(a)
            | Node::ZeroIsMissing(a)
            | Node::OneOf(a, _)
            | Node::Scale(a, _)
            | Node::Round(a, _, _)
            | Node::Find(_, a)
            | Node::Outer(a)
            | Node::Require(a, _)
            | Node::ToChoice(a)
            | Node::FromChoice(a) => vec![a],
            Node::Arithmetic(_, a, b)
            | Node::Compare(_, a, b)
            | Node::IfMissing(a, b)
            | Node::IfNotApplicable(a, b)
            | Node::IfAbsent(a, b) => vec![a, b],
            Node::Follow { reference, value, .. } => vec![reference, value],
            Node::If(a, b, c) => vec![a, b, c],
            Node::And(parts) | Node::Or(parts) | Node::Call(_, parts) => parts.iter().collect(),
            Node::Aggregate(aggregate) => {
                let keys = aggregate.group.iter().flat_map(|key| [&key.inner, &key.outer]);
                let order = aggregate.order.iter().map(|key| &key.value);
                aggregate.filter.iter().chain(&aggregate.value).chain(keys).chain(order).collect()
            }
            Node::Rank(ranking) => {
                let order = ranking.order.iter().map(|key| &key.value);
                ranking.filter.iter().chain(&ranking.group).chain(order).collect()
            }
        }
    }
}
