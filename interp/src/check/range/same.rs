//! Whether two expressions are the same, wherever they were written.

use crate::program::{Core, Node};

/// How many parts are compared before giving up.
const LIMIT: u32 = 64;

/// Whether two expressions of one frame surely give the same value. What asks for many rows, or for a place among them, is not
/// compared; the answer is then no.
pub fn same(first: &Core, second: &Core) -> bool {
    compare(first, second, &mut LIMIT.clone())
}

fn compare(first: &Core, second: &Core, left: &mut u32) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    let mut both = |a: &Core, b: &Core| compare(a, b, left);
    match (first.node.as_ref(), second.node.as_ref()) {
        (Node::Constant(a), Node::Constant(b)) => a == b && first.ty.kind == second.ty.kind,
        (Node::Column(a), Node::Column(b)) => a == b,
        (Node::Definition(a), Node::Definition(b)) => a == b,
        (Node::Parameter(a), Node::Parameter(b)) => a == b,
        (Node::UnitOf(a), Node::UnitOf(b)) => a == b,
        (Node::Negate(a), Node::Negate(b))
        | (Node::Not(a), Node::Not(b))
        | (Node::Present(a), Node::Present(b))
        | (Node::ZeroIsMissing(a), Node::ZeroIsMissing(b))
        | (Node::FromChoice(a), Node::FromChoice(b))
        | (Node::Outer(a), Node::Outer(b)) => both(a, b),
        (Node::ToChoice(a), Node::ToChoice(b)) => first.ty.kind == second.ty.kind && both(a, b),
        (Node::Scale(a, x), Node::Scale(b, y)) => x == y && both(a, b),
        (Node::Round(a, x, how), Node::Round(b, y, other)) => x == y && how == other && both(a, b),
        (Node::OneOf(a, x), Node::OneOf(b, y)) => x == y && both(a, b),
        (Node::Find(a, x), Node::Find(b, y)) => a == b && both(x, y),
        (Node::Require(a, x), Node::Require(b, y)) => x == y && both(a, b),
        (Node::Arithmetic(f, a, b), Node::Arithmetic(g, c, d)) => f == g && both(a, c) && both(b, d),
        (Node::Compare(f, a, b), Node::Compare(g, c, d)) => f == g && both(a, c) && both(b, d),
        (Node::IfMissing(a, b), Node::IfMissing(c, d))
        | (Node::IfNotApplicable(a, b), Node::IfNotApplicable(c, d))
        | (Node::IfAbsent(a, b), Node::IfAbsent(c, d)) => both(a, c) && both(b, d),
        (Node::If(a, b, c), Node::If(d, e, f)) => both(a, d) && both(b, e) && both(c, f),
        (Node::And(a), Node::And(b)) | (Node::Or(a), Node::Or(b)) => each(a, b, left),
        (Node::Call(f, a), Node::Call(g, b)) => f == g && each(a, b, left),
        (
            Node::Follow { table, reference, value },
            Node::Follow { table: other, reference: from, value: read },
        ) => table == other && both(reference, from) && both(value, read),
        _ => false,
    }
}

fn each(first: &[Core], second: &[Core], left: &mut u32) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(a, b)| compare(a, b, left))
}
