//! Divisors that may be zero, after all that is asked of them on the way.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::{Facts, Ranges};
use crate::check::reads::expressions;
use crate::program::{Core, Node, Operator, Program};

/// Of the reports of divisors whose type does not keep them from being zero, those that stay: the divisor may be zero in a place
/// that is reached. One whose expression is no longer in the program stays too.
pub fn in_doubt(program: &Program, reports: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if reports.is_empty() {
        return reports;
    }
    let ranges = Ranges::new(program);
    let mut seen = Seen::default();
    for (core, _) in expressions(program) {
        ranges.divisors(core, &Facts::default(), &Facts::default(), &mut seen);
    }
    let proved = |report: &Diagnostic| {
        let span = report.labels.first().map(|label| label.span);
        span.is_some_and(|span| seen.all.contains(&span) && !seen.doubtful.contains(&span))
    };
    let mut kept: Vec<Diagnostic> = Vec::new();
    for report in reports.into_iter().filter(|report| !proved(report)) {
        if !kept.contains(&report) {
            kept.push(report);
        }
    }
    kept
}

/// The divisors met so far.
#[derive(Default)]
struct Seen {
    all: BTreeSet<Span>,
    doubtful: BTreeSet<Span>,
}

impl<'p> Ranges<'p> {
    /// Walks an expression with what is known at each place of it. In `x > 0 且 y / x > 1` the quotient is asked for only where it
    /// matters: where `x` is not above zero the answer is no, whatever the quotient is.
    fn divisors<'c>(&self, core: &'c Core, here: &Facts<'c>, outer: &Facts<'c>, seen: &mut Seen)
    where
        'p: 'c,
    {
        match core.node.as_ref() {
            Node::If(condition, then, otherwise) => {
                self.divisors(condition, here, outer, seen);
                let (yes, no) = self.split(condition, here, outer);
                for (facts, arm) in [(yes, then), (no, otherwise)] {
                    match facts {
                        Some(said) => self.divisors(arm, &here.and(&said), outer, seen),
                        None => seen.pass_by(arm),
                    }
                }
            }
            Node::And(parts) | Node::Or(parts) => {
                let all = matches!(core.node.as_ref(), Node::And(_));
                let mut facts = here.clone();
                for part in parts {
                    self.divisors(part, &facts, outer, seen);
                    let (yes, no) = self.split(part, &facts, outer);
                    facts = facts.and(&if all { yes } else { no }.unwrap_or_default());
                }
            }
            Node::Aggregate(aggregate) => {
                let none = Facts::default();
                aggregate.filter.iter().for_each(|filter| self.divisors(filter, &none, here, seen));
                let said = aggregate.filter.as_ref().and_then(|filter| self.split(filter, &none, here).0);
                let inside = said.unwrap_or_default();
                aggregate.value.iter().for_each(|value| self.divisors(value, &inside, here, seen));
                for key in &aggregate.group {
                    self.divisors(&key.inner, &none, here, seen);
                    self.divisors(&key.outer, here, outer, seen);
                }
                aggregate.order.iter().for_each(|key| self.divisors(&key.value, &none, here, seen));
            }
            Node::Follow { reference, value, .. } => {
                self.divisors(reference, here, outer, seen);
                self.divisors(value, &Facts::default(), here, seen);
            }
            Node::Outer(inner) => self.divisors(inner, outer, outer, seen),
            Node::Arithmetic(Operator::Divide, left, right) => {
                seen.all.insert(right.span);
                if !self.interval(right, here, outer).excludes_zero() {
                    seen.doubtful.insert(right.span);
                }
                self.divisors(left, here, outer, seen);
                self.divisors(right, here, outer, seen);
            }
            _ => core.children().into_iter().for_each(|child| self.divisors(child, here, outer, seen)),
        }
    }
}

impl Seen {
    /// What is never asked for divides nothing.
    fn pass_by(&mut self, core: &Core) {
        if let Node::Arithmetic(Operator::Divide, _, right) = core.node.as_ref() {
            self.all.insert(right.span);
        }
        core.children().into_iter().for_each(|child| self.pass_by(child));
    }
}
