//! Classes by the value itself that no value reaches.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::findings::Findings;
use super::text::{at_least, at_most};
use crate::check::diagnostic::amount as report;
use crate::check::range::{Interval, Ranges};
use crate::program::{Core, Range};

/// `优 ≥ 120 分`
#[derive(Clone, Debug)]
pub struct Class {
    /// 优
    pub name: String,
    /// The value that is classed.
    pub value: Core,
    /// Which values fall into the class, in the same unit.
    pub range: Range,
    /// The entry.
    pub place: Span,
}

pub(super) fn check(ranges: &Ranges<'_>, classes: &[Class], findings: &mut Findings) {
    for class in classes {
        findings.look(1768, class.place, empty(ranges, class));
    }
}

/// A class beyond all the value can be. One that its type alone shows to be empty is reported with the classes (H0640).
fn empty(ranges: &Ranges<'_>, class: &Class) -> Option<Diagnostic> {
    let value = ranges.of(&class.value);
    let wanted = Interval::between(class.range.lower.clone(), class.range.upper.clone());
    let by_type = Interval::of_number(class.value.ty.as_number()?);
    if value.is_empty() || !value.meet(&wanted).is_empty() || by_type.meet(&wanted).is_empty() {
        return None;
    }
    let below = value.upper().zip(wanted.lower()).is_some_and(|(most, least)| most <= least);
    let (program, ty) = (ranges.program(), &class.value.ty);
    let known = if below { at_most(program, &value, ty) } else { at_least(program, &value, ty) }?;
    Some(report::class_not_reached(&class.name, &known, (class.place, class.value.span)))
}
