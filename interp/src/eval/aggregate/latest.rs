//! 最近: the value at the last row of an order.

use super::super::column::Column;
use super::super::fault::{BrokenRule, Fault};
use super::super::numbers::Precision;
use super::super::order::Keys;
use super::super::scope::Scope;
use super::super::walk::Walker;
use crate::program::{Aggregate, AggregateFunction};
use crate::value::Value;

impl<'a> Walker<'_, 'a> {
    /// The value at the last of the rows. Two last rows with different values are a fault.
    pub fn latest(&self, aggregate: &Aggregate, scopes: &[Scope]) -> Option<Column<'a>> {
        let value = aggregate.value.as_ref()?;
        let mut best: Option<Scope> = None;
        for scope in scopes {
            let winner = self.last_of(aggregate, scope);
            best = match (best, winner) {
                (None, winner) => Some(winner),
                (Some(before), winner) => Some(self.last_of(aggregate, &both(&before, &winner))),
            };
        }
        let best = best?;
        self.check_single(aggregate, scopes, &best);
        Some(self.walk(value, &best))
    }

    /// The last row of a scope that is not empty, as a scope of its own.
    fn last_of(&self, aggregate: &Aggregate, scope: &Scope) -> Scope {
        let keys = Keys::new(self, &aggregate.order, scope);
        let last = (1..scope.len()).fold(0, |best, i| if keys.compare(best, i).is_lt() { i } else { best });
        scope.select(&[last])
    }

    fn check_single(&self, aggregate: &Aggregate, scopes: &[Scope], best: &Scope) {
        let Some(value) = aggregate.value.as_ref().filter(|_| !self.looking) else { return };
        let of = |scope: &Scope| -> Value {
            let walker = Self { precision: Precision::Exact, counting: false, ..*self };
            walker.walk(value, scope).value(0, &value.ty.kind)
        };
        for scope in scopes {
            let joint = both(best, scope);
            let keys = Keys::new(self, &aggregate.order, &joint);
            for i in 1..joint.len() {
                let other = joint.select(&[i]);
                if joint.row(i) != best.row(0) && keys.compare(0, i).is_eq() && of(best) != of(&other) {
                    let (first, second) = (best.row(0).min(joint.row(i)), best.row(0).max(joint.row(i)));
                    self.run.faults.add(Fault {
                        rule: match aggregate.function {
                            AggregateFunction::Same => BrokenRule::Unlike(second),
                            _ => BrokenRule::SharedLatest(second),
                        },
                        definition: self.definition,
                        frame: best.frame,
                        row: first,
                        value: of(best),
                    });
                }
            }
        }
    }
}

/// The rows of one scope and then those of another; both are asked for by rows of one frame.
fn both(first: &Scope, second: &Scope) -> Scope {
    first.clone().followed_by(second)
}
