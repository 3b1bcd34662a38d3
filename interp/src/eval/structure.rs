//! Which expressions are the same: by what they do, not by where they were written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::visit::depends_on_asker;
use crate::program::{Aggregate, AggregateFunction, Core, Frame, Kind, Link, Node, Program, TableId};

/// Expressions by their structure. Two that have one class have one value for every row.
#[derive(Debug, Default)]
pub struct Structure {
    classes: BTreeMap<Shape, u32>,
    places: BTreeMap<u32, usize>,
}

/// What an expression does, and the classes of its parts.
type Shape = (Cow<'static, str>, Vec<u32>);

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
        let said = said(core)?;
        if !pure {
            return None;
        }
        let class = self.class((said, parts));
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
        let said =
            format!("aggregate {:?} {:?} {shape:?} {descending:?}", aggregate.function, aggregate.table);
        Some(self.class((said.into(), parts?)))
    }

    /// The class of the rows of a table that a filter admits, told apart by keys. A row's own columns are those of this table.
    pub fn of_peers<'c>(
        &mut self,
        table: TableId,
        filter: Option<&'c Core>,
        keys: impl Iterator<Item = &'c Core>,
    ) -> Option<u32> {
        let said = format!("peers {table:?} {}", filter.is_some());
        let parts: Option<Vec<u32>> =
            filter.into_iter().chain(keys).map(|part| self.of(part, &mut |_, _| {})).collect();
        Some(self.class((said.into(), parts?)))
    }
}

/// What an expression does to its parts; none where it does more than compute a value.
fn said(core: &Core) -> Option<Cow<'static, str>> {
    match &*core.node {
        Node::Constant(value) => Some(format!("constant {value:?}").into()),
        Node::Column(id) => Some(format!("column {}", id.index()).into()),
        Node::Definition(id) => Some(format!("definition {}", id.index()).into()),
        Node::Parameter(id) => Some(format!("parameter {}", id.index()).into()),
        Node::ToChoice(_) => Some(format!("member {:?}", core.ty.kind).into()),
        // The first member of a choice is the greatest.
        Node::Compare(comparison, a, _) if matches!(a.ty.kind, Kind::Choice(_)) => {
            Some(format!("{comparison:?} of members").into())
        }
        other => other.operation(),
    }
}

/// Whether an expression has one value for all rows: it speaks of no row's own columns, and does no more than compute.
pub fn is_invariant(program: &Program, core: &Core) -> bool {
    match &*core.node {
        Node::Constant(_) | Node::Parameter(_) => true,
        Node::Definition(id) => program.definition(*id).is_some_and(|d| d.frame == Frame::Whole),
        Node::Aggregate(a) => a.link == Link::Whole && a.group.is_empty() && !depends_on_asker(a),
        _ => {
            said(core).is_some()
                && !core.children().is_empty()
                && core.children().into_iter().all(|part| is_invariant(program, part))
        }
    }
}
