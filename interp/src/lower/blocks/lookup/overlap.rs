//! 重叠 取大, 取小: where several rows hold, the largest or the smallest of their values.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::Overlap;

use super::super::super::build;
use super::super::points::constant;
use super::call::chosen;
use crate::program::{Core, Node};
use crate::value::{Absence, Value};

/// Rows that say 其余 equally often: whether each holds, and what it gives.
pub(super) type Level = Vec<(Core, Core)>;

/// The value among the rows of a level that hold; `below`, that of the rows that give way to them, where none does: what
/// a row names is settled among the rows that name it.
pub(super) fn settled(overlap: Overlap, level: Level, below: Core, span: Span) -> Core {
    match in_order(overlap, &level) {
        Some(order) => {
            order.into_iter().fold(below, |found, (holds, given)| chosen(holds, given, found, span))
        }
        None => compared(overlap, level, below, span),
    }
}

/// The rows from the one that decides last to the one that decides first, where all values are known.
fn in_order(overlap: Overlap, level: &Level) -> Option<Level> {
    let mut rows: Vec<(Option<RBig>, &(Core, Core))> = Vec::new();
    for row in level {
        let value = if is_not_applicable(&row.1) { None } else { Some(constant(&row.1)?) };
        rows.push((value, row));
    }
    rows.sort_by(|(a, _), (b, _)| match (a, b, overlap) {
        (Some(a), Some(b), Overlap::Smaller) => b.cmp(a),
        (a, b, _) => a.cmp(b),
    });
    Some(rows.into_iter().map(|(_, row)| row.clone()).collect())
}

/// Values that only a run knows are compared there.
fn compared(overlap: Overlap, level: Level, below: Core, span: Span) -> Core {
    let any: Vec<Core> = level.iter().map(|(holds, _)| holds.clone()).collect();
    let Some((_, first)) = level.first() else { return below };
    let mut value = build::absent(Absence::NotApplicable, first.ty.clone(), span);
    for row in level {
        value = combined(overlap, row, value, span);
    }
    if is_not_applicable(&below) {
        return value;
    }
    build::if_(build::or(any, span), value, below, span)
}

/// The value where one more row holds, or where only the others do.
fn combined(overlap: Overlap, (holds, given): (Core, Core), others: Core, span: Span) -> Core {
    if is_not_applicable(&others) {
        return chosen(holds, given, others, span);
    }
    let both = match overlap {
        Overlap::Larger => build::larger(vec![given.clone(), others.clone()], span),
        Overlap::Smaller => build::smaller(vec![given.clone(), others.clone()], span),
    };
    chosen(holds, build::if_not_applicable(both, given), others, span)
}

fn is_not_applicable(value: &Core) -> bool {
    matches!(value.node.as_ref(), Node::Constant(Value::Absent(Absence::NotApplicable)))
}
