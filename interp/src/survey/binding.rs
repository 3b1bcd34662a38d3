//! Open values (待定) and who bound them to what.

use heng_grammar::span::Span;

use crate::eval::Outcome;
use crate::number::print;
use crate::program::{Binding, Frame, Kind, Program};
use crate::run::value_text;
use crate::value::Value;

/// An open value, bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundValue {
    /// Its name, with the year where it is by years.
    pub name: String,
    /// The articles that leave it open.
    pub left_open_by: Vec<String>,
    /// The articles that bind it.
    pub bound_by: Vec<String>,
    /// What it is bound to, where that is one value for the whole; else it differs from row to row.
    pub value: Option<String>,
    /// Where what it is bound to was written.
    pub written: Span,
}

/// The bound values that a run reports, in the order of the program.
pub(super) fn bound(outcome: &Outcome<'_>) -> Vec<BoundValue> {
    let program = outcome.program();
    let bindings = program.bindings.iter().filter(|binding| {
        program.definition(binding.definition).is_some_and(|definition| program.reports(definition.year))
    });
    bindings.filter_map(|binding| bound_value(outcome, program, binding)).collect()
}

fn bound_value(outcome: &Outcome<'_>, program: &Program, binding: &Binding) -> Option<BoundValue> {
    let definition = program.definition(binding.definition)?;
    let articles = |citations: &[heng_grammar::tree::Citation]| -> Vec<String> {
        citations.iter().map(|cited| cited.article.clone()).collect()
    };
    let value = (definition.frame == Frame::Whole).then(|| {
        let value = outcome.value(binding.definition, 0);
        match (&value, &definition.body.ty.kind) {
            (Value::Number(number), Kind::Number(of)) if !print(number).terminates => {
                let unit = program.units.text(&of.unit);
                let blank = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
                format!("{}{blank}{unit}", crate::number::print_fixed(number, 4))
            }
            _ => value_text(program, &value, &definition.body.ty),
        }
    });
    Some(BoundValue {
        name: definition.name(),
        left_open_by: articles(&binding.left_open_by),
        bound_by: articles(&binding.bound_by),
        value,
        written: binding.written,
    })
}
