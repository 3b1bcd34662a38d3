//! The same number written another way, exactly or all but exactly: where a float cannot tell the two apart, the answer must be that of
//! the exact numbers.

use heng_interp::program::{Builtin, Core, Node, Operator};

use super::Dice;
use super::short::{c, calculate, minus, n, over, plus, times};

/// Another way to write `x`; one in four is not quite it.
pub fn twin(dice: &mut Dice, x: &Core, other: &Core) -> Core {
    let same = || x.clone();
    match dice.below(14) {
        0 => times(over(same(), c("3")), c("3")),
        1 => {
            let third = over(same(), c("3"));
            plus(plus(third.clone(), third.clone()), third)
        }
        2 => over(times(same(), c("7")), c("7")),
        3 => minus(plus(same(), c("100000000000000000000")), c("100000000000000000000")),
        4 => minus(plus(same(), other.clone()), other.clone()),
        5 => over(times(same(), positive(other)), positive(other)),
        6 => plus(times(same(), c("1/3")), times(same(), c("2/3"))),
        7 => n(Node::Scale(
            n(Node::Scale(same(), super::short::digits("0.0001"))),
            super::short::digits("10000"),
        )),
        8 => n(Node::Negate(calculate(Operator::Subtract, c("0"), same()))),
        9 => over(times(same(), times(c("10000000000000000000"), c("3"))), c("30000000000000000000")),
        // Beside it: in the thirtieth digit, in the seventeenth, by a part in 10³⁰, by a part in 10¹⁵.
        10 => plus(same(), c("0.000000000000000000000000000001")),
        11 => minus(same(), c("0.00000000000000001")),
        12 => times(same(), plus(c("1"), c("0.000000000000000000000000000001"))),
        _ => times(same(), minus(c("1"), c("0.000000000000001"))),
    }
}

/// |x| + 1: never zero.
fn positive(x: &Core) -> Core {
    plus(n(Node::Call(Builtin::Absolute, vec![x.clone()])), c("1"))
}
