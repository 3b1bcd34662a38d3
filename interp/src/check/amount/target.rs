//! Targets that no figure, or every figure, can meet.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::findings::Findings;
use super::text::{amount, at_least, at_most};
use crate::check::diagnostic::amount as report;
use crate::check::range::Ranges;
use crate::program::{Comparison, Core};

/// `覆盖率 % ≥ 120`
#[derive(Clone, Debug)]
pub struct Test {
    /// The indicator.
    pub name: String,
    /// What was reached.
    pub actual: Core,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what, in the same unit.
    pub wanted: Core,
    /// Where it was written.
    pub place: Span,
}

pub(super) fn check(ranges: &Ranges<'_>, tests: &[Test], findings: &mut Findings) {
    for test in tests {
        findings.look(1760, test.place, fault(ranges, test));
    }
}

fn fault(ranges: &Ranges<'_>, test: &Test) -> Option<Diagnostic> {
    let (actual, wanted) = (ranges.of(&test.actual), ranges.of(&test.wanted));
    let (program, ty) = (ranges.program(), &test.wanted.ty);
    let said = wanted.only().map(|at| amount(program, at, ty))?;
    if actual.is_empty() {
        return None;
    }
    let rises = matches!(test.comparison, Comparison::Greater | Comparison::GreaterOrEqual);
    let never = !actual.can(test.comparison, &wanted);
    if !never && !actual.always(test.comparison, &wanted) {
        return None;
    }
    let known = if never == rises { at_most(program, &actual, ty) } else { at_least(program, &actual, ty) };
    let known = known.or_else(|| at_least(program, &actual, ty)).or_else(|| at_most(program, &actual, ty))?;
    Some(report::target_decided(&test.name, never, &said, &known, (test.place, test.actual.span)))
}
