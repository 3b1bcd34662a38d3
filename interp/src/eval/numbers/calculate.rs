//! Calculating with numbers: on decimals as long as they fit, else on what is as sharp as asked.

use super::super::vector::map2;
use super::Numbers::{self, Fixed};
use super::Precision;
use super::fixed;
use crate::number::{Domain, Exact, Quantum};
use crate::program::Operator;

/// `a + b` and the like, on decimals as long as they fit, else as exactly as asked.
pub fn arithmetic(operator: Operator, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::arithmetic(operator, a, b, precision) {
        return done;
    }
    match precision {
        Precision::Enclosed => {}
        Precision::Wide => {
            return Numbers::Wide(map2(&a.to_wides(), &b.to_wides(), |x, y| apply(operator, x, y)).into());
        }
        Precision::Exact => {
            return Numbers::Exact(map2(&a.to_exacts(), &b.to_exacts(), |x, y| apply(operator, x, y)).into());
        }
    }
    let (x, y) = (a.to_bounded(), b.to_bounded());
    match operator {
        Operator::Add => x.add(&y),
        Operator::Subtract => x.subtract(&y),
        Operator::Multiply => x.multiply(&y),
        Operator::Divide => x.divide(&y),
    }
    .into()
}

fn apply<D: Domain>(operator: Operator, x: &D, y: &D) -> D {
    match operator {
        Operator::Add => x.add(y),
        Operator::Subtract => x.subtract(y),
        Operator::Multiply => x.multiply(y),
        Operator::Divide => x.divide(y),
    }
}

/// The greater or the lesser of two.
pub fn extreme(greater: bool, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::extreme(greater, a, b) {
        return done;
    }
    match precision {
        Precision::Enclosed => {}
        Precision::Wide => {
            return Numbers::Wide(map2(&a.to_wides(), &b.to_wides(), |x, y| farther(greater, x, y)).into());
        }
        Precision::Exact => {
            return Numbers::Exact(
                map2(&a.to_exacts(), &b.to_exacts(), |x, y| farther(greater, x, y)).into(),
            );
        }
    }
    let (x, y) = (a.to_bounded(), b.to_bounded());
    if greater { x.larger(&y) } else { x.smaller(&y) }.into()
}

fn farther<D: Domain>(greater: bool, x: &D, y: &D) -> D {
    if greater { x.larger(y) } else { x.smaller(y) }
}

/// −x and |x|.
pub fn change_sign(x: &Numbers, negate: bool) -> Numbers {
    fn one<D: Domain>(x: &D, negate: bool) -> D {
        if negate { x.negate() } else { x.absolute() }
    }
    let exactly = |v: &[Exact]| Numbers::Exact(v.iter().map(|e| one(e, negate)).collect());
    match x {
        Fixed { scale, mantissas } => {
            let mapped: Option<Vec<i64>> =
                mantissas.iter().map(|m| if negate { m.checked_neg() } else { m.checked_abs() }).collect();
            mapped.map_or_else(|| exactly(&x.to_exacts()), |mantissas| Numbers::fixed(*scale, mantissas))
        }
        Numbers::Bounded(b) => if negate { b.negate() } else { b.absolute() }.into(),
        Numbers::Wide(v) => Numbers::Wide(v.iter().map(|w| one(w, negate)).collect()),
        Numbers::Exact(v) => exactly(v),
    }
}

/// x to the power of a whole number.
pub fn power(x: &Numbers, exponents: &[u32], precision: Precision) -> Numbers {
    match precision {
        Precision::Enclosed => Numbers::enclosed(&map2(&x.to_enclosures(), exponents, |e, n| e.power(*n))),
        Precision::Wide => Numbers::Wide(map2(&x.to_wides(), exponents, |w, n| w.power(*n)).into()),
        Precision::Exact => Numbers::Exact(map2(&x.to_exacts(), exponents, |e, n| e.power(*n)).into()),
    }
}

/// Multiples of a quantum: decimals where the quantum is one and they fit.
pub fn multiples(counts: Vec<i64>, quantum: &Quantum, precision: Precision) -> Numbers {
    let by_quantum = quantum.decimal().and_then(|(mantissa, scale)| {
        if mantissa == 1 {
            return Some(Numbers::fixed(scale, counts.clone()));
        }
        let mantissas: Option<Vec<i64>> = counts.iter().map(|c| c.checked_mul(mantissa)).collect();
        Some(Numbers::fixed(scale, mantissas?))
    });
    if let Some(decimals) = by_quantum {
        return decimals;
    }
    let counts = Numbers::wholes(counts);
    arithmetic(Operator::Multiply, &counts, &Numbers::constant(quantum.number(), precision), precision)
}
