//! What a word of the text looks like, where the grammar could not make sense of it.

use crate::tree::{Argument, ExprKind};
use crate::vocabulary::{Tier, Units, find};

/// Whether `name(argument)` is a header like `实缴税金（万元）` rather than a call: its one argument is a unit.
pub(crate) fn looks_like_unit_note(name: &str, arguments: &[Argument]) -> bool {
    let [Argument { value: Some(value), filter: None, direction: None, .. }] = arguments else {
        return false;
    };
    let ExprKind::Name(argument) = value.kind.as_ref() else { return false };
    // A single letter is a name more often than a unit: 档(x).
    argument.text.len() > 1 && find(name, Tier::Function).is_none() && Units::default().knows(&argument.text)
}
