//! A made-up row as a report shows it: `一般事故数 = 2 起，黑名单 = 是`.

use std::collections::BTreeMap;

use super::super::Context;
use crate::check::figure::figure;
use crate::check::meet::Subject;
use crate::program::{Frame, Kind, Type};
use crate::value::Value;

/// What is known of the row, by the names of the script.
pub(super) fn text(context: &Context<'_>, frame: Frame, row: &BTreeMap<Subject, Value>) -> String {
    let one = |(subject, value): (&Subject, &Value)| {
        let (name, ty) = named(context, frame, *subject)?;
        Some(format!("{name} = {}", value_text(context, value, &ty)))
    };
    row.iter().filter_map(one).collect::<Vec<_>>().join("，")
}

fn named(context: &Context<'_>, frame: Frame, subject: Subject) -> Option<(String, Type)> {
    let program = &context.program;
    match subject {
        Subject::Column(column) => {
            let Frame::Rows(table) = frame else { return None };
            let rule = program.tables.get(table.index())?.columns.get(column.index())?;
            Some((rule.name.clone(), context.column_type(table, column)))
        }
        Subject::Definition(id) => {
            let definition = program.definition(id)?;
            Some((definition.path.join("."), definition.body.ty.clone()))
        }
        Subject::Parameter(id) => {
            let note = program.parameters.get(id.index())?;
            Some((note.name.clone(), note.ty.clone()))
        }
    }
}

/// A value as a report shows it.
pub(super) fn value_text(context: &Context<'_>, value: &Value, ty: &Type) -> String {
    match (value, &ty.kind) {
        (Value::Number(number), Kind::Number(n)) => {
            format!("{} {}", figure(number), context.program.units.text(&n.unit)).trim_end().to_owned()
        }
        (Value::Number(number), _) => figure(number),
        (Value::Choice(position), Kind::Choice(id)) => member(context, *id, *position),
        (Value::YesNo(true), _) => "是".to_owned(),
        (Value::YesNo(false), _) => "否".to_owned(),
        (Value::Text(text), _) => format!("\"{text}\""),
        (Value::Year(year), _) => format!("{year}年"),
        (Value::Date(_) | Value::Choice(_) | Value::Reference(_) | Value::Absent(_), _) => "…".to_owned(),
    }
}

/// The name of a member of a choice.
pub(super) fn member(context: &Context<'_>, choice: crate::program::ChoiceId, position: u32) -> String {
    let members = context.program.choice(choice).map(|c| c.members.as_slice()).unwrap_or_default();
    usize::try_from(position).ok().and_then(|at| members.get(at)).cloned().unwrap_or_default()
}
