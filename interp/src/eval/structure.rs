//! Which expressions are the same: by what they do, not by where they were written.

use std::collections::BTreeMap;

use super::visit::depends_on_asker;
use crate::program::{Aggregate, AggregateFunction, Core, Frame, Link, Node, Program, TableId};

/// Expressions by their structure. Two that have one class have one value for every row.
#[derive(Debug, Default)]
pub struct Structure {
    classes: BTreeMap<Shape, u32>,
    places: BTreeMap<u32, usize>,
}

/// What an expression does, and the classes of its parts.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    node: &'static str,
    which: String,
    parts: Vec<u32>,
}

impl Structure {
    fn class(&mut self, shape: Shape) -> u32 {
        let next = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        *self.classes.entry(shape).or_insert(next)
    }

    /// The place that was given to the first of a class; `new` for the first itself.
    pub fn place(&mut self, class: u32, new: usize) -> usize {
        *self.places.entry(class).or_insert(new)
    }

    /// The class of an expression, after the classes of its parts, each told to `note`. None where it does more than compute a value of
    /// its row (it notes faults, counts rows, asks for other rows): such expressions are walked wherever they stand.
    pub fn of<'c>(&mut self, core: &'c Core, note: &mut impl FnMut(&'c Core, u32)) -> Option<u32> {
        let mut parts = Vec::new();
        let mut pure = true;
        for part in core.children() {
            match self.of(part, note) {
                Some(class) => parts.push(class),
                None => pure = false,
            }
        }
        let (node, which) = described(core)?;
        if !pure {
            return None;
        }
        let class = self.class(Shape { node, which, parts });
        note(core, class);
        Some(class)
    }

    /// The class of an aggregate over a whole table that is the same for all rows of its group, whoever asks.
    pub fn of_aggregate(&mut self, aggregate: &Aggregate) -> Option<u32> {
        let plain = !matches!(aggregate.function, AggregateFunction::Latest | AggregateFunction::Same);
        if aggregate.link != Link::Whole || !plain || depends_on_asker(aggregate) {
            return None;
        }
        let inner = aggregate.group.iter().map(|key| &key.inner);
        let order = aggregate.order.iter().map(|key| &key.value);
        let all: Vec<&Core> =
            aggregate.filter.iter().chain(&aggregate.value).chain(inner).chain(order).collect();
        let parts: Option<Vec<u32>> = all.into_iter().map(|part| self.of(part, &mut |_, _| {})).collect();
        let shape = (aggregate.filter.is_some(), aggregate.value.is_some(), aggregate.group.len());
        let descending: Vec<bool> = aggregate.order.iter().map(|key| key.descending).collect();
        let which = format!("{:?} {:?} {shape:?} {descending:?}", aggregate.function, aggregate.table);
        Some(self.class(Shape { node: "aggregate", which, parts: parts? }))
    }
}

impl Structure {
    /// The class of the rows of a table that a filter admits, told apart by keys. A row's own columns are those of this table.
    pub fn of_peers<'c>(
        &mut self,
        table: TableId,
        filter: Option<&'c Core>,
        keys: impl Iterator<Item = &'c Core>,
    ) -> Option<u32> {
        let which = format!("{table:?} {}", filter.is_some());
        let parts: Option<Vec<u32>> =
            filter.into_iter().chain(keys).map(|part| self.of(part, &mut |_, _| {})).collect();
        Some(self.class(Shape { node: "peers", which, parts: parts? }))
    }
}

/// What a node is besides its parts; none where it does more than compute a value.
fn described(core: &Core) -> Option<(&'static str, String)> {
    let plain = |node| Some((node, String::new()));
    match &*core.node {
        Node::Constant(value) => Some(("constant", format!("{value:?}"))),
        Node::Column(id) => Some(("column", id.index().to_string())),
        Node::Definition(id) => Some(("definition", id.index().to_string())),
        Node::Parameter(id) => Some(("parameter", id.index().to_string())),
        Node::Negate(_) => plain("negate"),
        Node::Not(_) => plain("not"),
        Node::Arithmetic(operator, ..) => Some(("arithmetic", format!("{operator:?}"))),
        Node::Compare(comparison, a, _) => {
            let ordered = matches!(a.ty.kind, crate::program::Kind::Choice(_));
            Some(("compare", format!("{comparison:?} {ordered}")))
        }
        Node::And(_) => plain("and"),
        Node::Or(_) => plain("or"),
        Node::If(..) => plain("if"),
        Node::Present(_) => plain("present"),
        Node::IfMissing(..) => plain("if missing"),
        Node::IfNotApplicable(..) => plain("if not applicable"),
        Node::IfAbsent(..) => plain("if absent"),
        Node::ZeroIsMissing(_) => plain("zero is missing"),
        Node::OneOf(_, values) => Some(("one of", format!("{values:?}"))),
        Node::Scale(_, factor) => Some(("scale", factor.to_string())),
        Node::Round(_, quantum, mode) => Some(("round", format!("{quantum} {mode:?}"))),
        Node::Call(builtin, _) => Some(("call", format!("{builtin:?}"))),
        Node::ToChoice(_) => Some(("to choice", format!("{:?}", core.ty.kind))),
        Node::FromChoice(_) => plain("from choice"),
        Node::Aggregate(_) | Node::Rank(_) | Node::Find(..) | Node::UnitOf(_) => None,
        Node::Follow { .. } | Node::Outer(_) | Node::Require(..) => None,
    }
}

/// Whether an expression has one value for all rows: it speaks of no row's own columns, and does no more than compute.
pub fn is_invariant(program: &Program, core: &Core) -> bool {
    match &*core.node {
        Node::Constant(_) | Node::Parameter(_) => true,
        Node::Definition(id) => program.definition(*id).is_some_and(|d| d.frame == Frame::Whole),
        Node::Aggregate(a) => a.link == Link::Whole && a.group.is_empty() && !depends_on_asker(a),
        _ => {
            described(core).is_some()
                && !core.children().is_empty()
                && core.children().into_iter().all(|part| is_invariant(program, part))
        }
    }
}
