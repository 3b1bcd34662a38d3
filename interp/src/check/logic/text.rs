//! A made-up row as a report shows it: `一般事故数 = 2 起，黑名单 = 是`.

use super::{Subject, Witness};
use crate::check::figure::figure;
use crate::program::{ChoiceId, Core, Frame, Kind, Node, Operator, Program, Type};
use crate::value::{Date, Value};

/// What is known of a row of the frame, by the names of the script; empty where nothing of it has a name.
pub fn row_text(program: &Program, frame: Frame, row: &Witness) -> String {
    let one = |(subject, (value, ty)): (&Subject, &(Value, Type))| {
        let name = match subject {
            Subject::Expression(form) => expression(program, frame, row.expressions.get(form)?)?,
            _ => name(program, frame, subject, value)?,
        };
        Some(format!("{name} = {}", value_text(program, value, ty)))
    };
    row.values.iter().filter_map(one).collect::<Vec<_>>().join("，")
}

/// What the script calls a subject; none for what it has no name for, and for a decision that nobody has taken.
fn name(program: &Program, frame: Frame, subject: &Subject, value: &Value) -> Option<String> {
    match subject {
        Subject::Column(column) => {
            let Frame::Rows(table) = frame else { return None };
            let rule = program.tables.get(table.index())?.columns.get(column.index())?;
            (!rule.decision || rule.default.as_ref() != Some(value)).then(|| rule.name.clone())
        }
        Subject::Definition(id) => Some(program.definition(*id)?.name()),
        Subject::Parameter(id) => Some(program.parameters.get(id.index())?.name.clone()),
        Subject::Expression(_) => None,
    }
}

/// `实缴税金 / 用地面积`, as far as all its parts have names.
fn expression(program: &Program, frame: Frame, core: &Core) -> Option<String> {
    match core.node.as_ref() {
        Node::Column(id) => {
            let Frame::Rows(table) = frame else { return None };
            Some(program.tables.get(table.index())?.columns.get(id.index())?.name.clone())
        }
        Node::Definition(id) => Some(program.definition(*id)?.name()),
        Node::Parameter(id) => Some(program.parameters.get(id.index())?.name.clone()),
        Node::Constant(value) => Some(value_text(program, value, &core.ty)),
        Node::Scale(inner, _) | Node::Require(inner, _) => expression(program, frame, inner),
        Node::Arithmetic(operator, a, b) => {
            let sign = match operator {
                Operator::Add => "+",
                Operator::Subtract => "-",
                Operator::Multiply => "×",
                Operator::Divide => "/",
            };
            let side = |core: &Core| {
                let text = expression(program, frame, core)?;
                let nested = matches!(core.node.as_ref(), Node::Arithmetic(..));
                Some(if nested { format!("({text})") } else { text })
            };
            Some(format!("{} {sign} {}", side(a)?, side(b)?))
        }
        _ => None,
    }
}

/// A value as a report shows it.
pub fn value_text(program: &Program, value: &Value, ty: &Type) -> String {
    match (value, &ty.kind) {
        (Value::Number(number), Kind::Number(n)) => {
            format!("{} {}", figure(number), program.units.text(&n.unit)).trim_end().to_owned()
        }
        (Value::Number(number), _) => figure(number),
        (Value::Choice(position), Kind::Choice(id)) => member_text(program, *id, *position),
        (Value::YesNo(true), _) => "是".to_owned(),
        (Value::YesNo(false), _) => "否".to_owned(),
        (Value::Text(text), _) => format!("\"{text}\""),
        (Value::Year(year), _) => format!("{year}年"),
        (Value::Date(day), _) => Date::from_days(*day).map_or_else(|| "…".to_owned(), |day| day.to_string()),
        (Value::Absent(why), _) => why.words().0.to_owned(),
        (Value::Choice(_) | Value::Reference(_), _) => "…".to_owned(),
    }
}

/// The name of a member of a choice.
pub fn member_text(program: &Program, choice: ChoiceId, position: u32) -> String {
    let members = program.choice(choice).map(|c| c.members.as_slice()).unwrap_or_default();
    usize::try_from(position).ok().and_then(|at| members.get(at)).cloned().unwrap_or_default()
}
