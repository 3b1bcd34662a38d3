//! Numbers, intervals and names as messages show them.

use dashu_ratio::RBig;

use crate::check::figure::figure;
use crate::check::range::Interval;
use crate::program::{Core, Frame, Node, Program, Type};

/// A number with its unit: `12 分`, `60%`.
pub(super) fn amount(program: &Program, number: &RBig, ty: &Type) -> String {
    let unit = ty.unit().map(|unit| program.units.text(unit)).unwrap_or_default();
    match unit.as_str() {
        "" => figure(number),
        "%" | "‰" => format!("{}{unit}", figure(number)),
        _ => format!("{} {unit}", figure(number)),
    }
}

/// What an interval ends with, in both languages: at most, or less than; or the one number it is.
pub(super) fn at_most(program: &Program, interval: &Interval, ty: &Type) -> Option<(String, String)> {
    let (end, closed) = interval.range.upper.as_ref()?;
    let number = amount(program, end, ty);
    if interval.only().is_some() {
        return Some((format!("是 {number}"), number));
    }
    Some(match closed {
        true => (format!("最多 {number}"), format!("at most {number}")),
        false => (format!("不到 {number}"), format!("less than {number}")),
    })
}

/// What an interval begins with, in both languages.
pub(super) fn at_least(program: &Program, interval: &Interval, ty: &Type) -> Option<(String, String)> {
    let (end, closed) = interval.range.lower.as_ref()?;
    let number = amount(program, end, ty);
    if interval.only().is_some() {
        return Some((format!("是 {number}"), number));
    }
    Some(match closed {
        true => (format!("至少 {number}"), format!("at least {number}")),
        false => (format!("大于 {number}"), format!("more than {number}")),
    })
}

/// What the script calls a value, if it has a name.
pub(super) fn name(program: &Program, frame: Frame, core: &Core) -> Option<String> {
    match core.node.as_ref() {
        Node::Column(column) => {
            let Frame::Rows(table) = frame else { return None };
            Some(program.tables.get(table.index())?.columns.get(column.index())?.name.clone())
        }
        Node::Definition(id) => program.definition(*id)?.path.last().cloned(),
        Node::Parameter(id) => program.parameters.get(id.index()).map(|note| note.name.clone()),
        Node::Scale(inner, _) => name(program, frame, inner),
        _ => None,
    }
}
