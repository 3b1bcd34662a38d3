//! Faults that evaluation found, with the cells they stand in.

use heng_grammar::diagnostic::Message;
use heng_grammar::span::Span;

use super::summary::value_text;
use crate::eval::{BrokenRule, Fault, Outcome};
use crate::program::{Definition, Frame};
use crate::suggest::{asked_of, nearest};
use crate::table::fault::{Complaint, DataFault};
use crate::table::{Place, Table};
use crate::value::{Absence, Value};

/// What evaluation found wrong with the data, in the order of the rows.
pub fn data_faults(outcome: &Outcome<'_>) -> Vec<DataFault> {
    outcome.faults().iter().map(|fault| data_fault(outcome, fault)).collect()
}

fn data_fault(outcome: &Outcome<'_>, fault: &Fault) -> DataFault {
    let program = outcome.program();
    let definition = fault.definition.and_then(|id| program.definition(id));
    let name = definition.map(Definition::name).unwrap_or_default();
    let table = match fault.frame {
        Frame::Rows(table) => outcome.table(table),
        Frame::Whole => None,
    };
    let (complaint, rule, citations) = match fault.rule {
        BrokenRule::Requirement(id) => match program.requirements.get(id.index()) {
            Some(requirement) => {
                let Message { zh, en } = requirement.message.clone();
                let found = found(outcome, fault, definition);
                let complaint = Complaint::error(requirement.code, zh, en).found(found);
                (complaint, requirement.span, articles(&requirement.citations))
            }
            None => (Complaint::bug("数据不合要求", "the data break a rule"), Span::default(), Vec::new()),
        },
        BrokenRule::SharedPlace(other) => {
            (shared_place(&name, table, other), span(definition), cited(definition))
        }
        BrokenRule::Unlike(other) => {
            (unlike_members(outcome, fault, &name, other), span(definition), cited(definition))
        }
        BrokenRule::NoUnit => return no_unit(outcome, fault),
        BrokenRule::SharedLatest(other) => {
            (shared_latest(&name, table, other), span(definition), cited(definition))
        }
    };
    DataFault {
        complaint,
        table: table.map(|t| t.schema().name.clone()).unwrap_or_default(),
        place: table.map(|t| row_place(t, fault.row)).unwrap_or_default(),
        key: table.and_then(|t| t.key_text(fault.row)),
        name: table.and_then(|t| t.name_text(fault.row)).map(str::to_owned),
        column: (!name.is_empty()).then_some(name),
        rule: Some(rule),
        citations,
        needed_by: std::sync::Arc::default(),
    }
}

fn found(outcome: &Outcome<'_>, fault: &Fault, definition: Option<&Definition>) -> String {
    match (&fault.value, definition) {
        (Value::Absent(Absence::Missing), _) => "缺失".to_owned(),
        (value, Some(definition)) => value_text(outcome.program(), value, &definition.body.ty),
        (value, None) => value.as_number().map(|n| crate::number::print(n).text).unwrap_or_default(),
    }
}

fn span(definition: Option<&Definition>) -> Span {
    definition.map(|d| d.span).unwrap_or_default()
}

fn cited(definition: Option<&Definition>) -> Vec<String> {
    definition.map(|d| articles(&d.citations)).unwrap_or_default()
}

fn articles(citations: &[heng_grammar::tree::Citation]) -> Vec<String> {
    citations.iter().map(|c| c.article.clone()).collect()
}

fn row_place(table: &Table, row: u32) -> Place {
    table.origin().place(Some(row), None)
}

/// Two rows that no key of 并列 tells apart, though the checker wants the last of them to differ in every row (H0657).
fn shared_place(name: &str, table: Option<&Table>, other: u32) -> Complaint {
    let complaint = Complaint::bug(
        format!("「{name}」排名时，这一行与另一行并列，写明的并列规则分不出先后"),
        format!("in the ranking of `{name}` this row ties with another, and no tie key tells them apart"),
    );
    with_other(complaint, table, other)
}

/// H0873: two rows that are both the latest.
fn shared_latest(name: &str, table: Option<&Table>, other: u32) -> Complaint {
    let complaint = Complaint::error(
        873,
        format!("「{name}」取最近一条时，有两条同样近而内容不同"),
        format!("`{name}` takes the latest row, and two rows are equally late and differ"),
    );
    with_other(complaint, table, other)
}

/// H0773: rows of one unit that must agree and do not.
fn unlike_members(outcome: &Outcome<'_>, fault: &Fault, name: &str, other: u32) -> Complaint {
    let table = match fault.frame {
        Frame::Rows(table) => outcome.table(table),
        Frame::Whole => None,
    };
    let key = table.and_then(|t| t.key_text(other)).unwrap_or_default();
    let complaint = Complaint::error(
        773,
        format!("「{name}」写明同值，这一行与同一单元的「{key}」却不相同"),
        format!("`{name}` must be the same for all of a unit, and differs here from `{key}`"),
    )
    .help(
        "改正数据；不要求相同的，换一种合法，如 首个 依 …",
        "correct the data, or combine it otherwise, such as first_by order_by …",
    );
    with_other(complaint, table, other)
}

/// H0777: the register, or an example, speaks of a unit that no row makes.
fn no_unit(outcome: &Outcome<'_>, fault: &Fault) -> DataFault {
    let Frame::Rows(id) = fault.frame else {
        return Complaint::error(777, "", "").at("", Place::default(), None, None);
    };
    let said = outcome.inputs().tables.get(id.index());
    let name = said.map(|t| t.schema().name.clone()).unwrap_or_default();
    let key = said.and_then(|t| t.key_text(fault.row)).unwrap_or_default();
    let complaint = Complaint::error(
        777,
        format!("「{name}」里没有「{key}」：没有一行归并到它"),
        format!("`{name}` has no `{key}`: no row belongs to it"),
    )
    .found(key.clone());
    let units = outcome.table(id);
    let made: Vec<String> =
        units.into_iter().flat_map(|t| (0..t.rows()).filter_map(|row| t.key_text(row))).collect();
    let (zh, en) = asked_of(&key, &nearest(&key, made.iter().map(String::as_str))).unwrap_or_default();
    let complaint = if zh.is_empty() { complaint } else { complaint.help(zh, en) };
    let complaint = complaint.help(
        "核对认定表里的对象，或归并所用的编号",
        "check the subject in the register, or the key of the rollup",
    );
    complaint.at(&name, Place::default(), None, Some(key))
}

fn with_other(complaint: Complaint, table: Option<&Table>, other: u32) -> Complaint {
    match table {
        Some(table) => complaint.other(row_place(table, other)),
        None => complaint,
    }
}
