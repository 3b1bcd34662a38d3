//! Short ways to write programs, tables and expressions.

use std::sync::Arc;

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Message;
use heng_grammar::span::Span;

use crate::eval::*;
use crate::number::parse_decimal;
use crate::program::*;
use crate::table::{Cell, ColumnKind, ColumnRule, NumberRule, Origin, Schema, TableBuilder, link};
use crate::value::{Absence, Value};

/// The number that the digits say.
pub fn number(text: &str) -> RBig {
    match text.split_once('/') {
        Some((n, d)) => parse_decimal(n).unwrap() / parse_decimal(d).unwrap(),
        None => parse_decimal(text).unwrap(),
    }
}

pub fn of(node: Node, kind: Kind) -> Core {
    Core::new(node, Type::present(kind), Span::default())
}

pub fn numeric() -> Kind {
    Kind::Number(crate::program::Number {
        unit: Unit::default(),
        whole: false,
        nonzero: false,
        range: Range::default(),
    })
}

pub fn n(node: Node) -> Core {
    of(node, numeric())
}

pub fn y(node: Node) -> Core {
    of(node, Kind::YesNo)
}

pub fn c(text: &str) -> Core {
    n(Node::Constant(Value::Number(number(text))))
}

pub fn col(i: u32) -> Core {
    n(Node::Column(ColumnId(i)))
}

pub fn def(i: u32) -> Core {
    n(Node::Definition(DefinitionId(i)))
}

pub fn add(a: Core, b: Core) -> Core {
    n(Node::Arithmetic(Operator::Add, a, b))
}

pub fn sub(a: Core, b: Core) -> Core {
    n(Node::Arithmetic(Operator::Subtract, a, b))
}

pub fn mul(a: Core, b: Core) -> Core {
    n(Node::Arithmetic(Operator::Multiply, a, b))
}

pub fn div(a: Core, b: Core) -> Core {
    n(Node::Arithmetic(Operator::Divide, a, b))
}

pub fn less(a: Core, b: Core) -> Core {
    y(Node::Compare(Comparison::Less, a, b))
}

pub fn equal(a: Core, b: Core) -> Core {
    y(Node::Compare(Comparison::Equal, a, b))
}

pub fn absent(why: Absence) -> Core {
    n(Node::Constant(Value::Absent(why)))
}

pub fn round(x: Core, quantum: &str) -> Core {
    n(Node::Round(x, number(quantum), RoundingMode::HalfAwayFromZero))
}

pub fn over(function: AggregateFunction, value: Core) -> Core {
    let kind = value.ty.kind.clone();
    let kind = if matches!(function, AggregateFunction::Count) { numeric() } else { kind };
    of(Node::Aggregate(aggregate(function, Some(value))), kind)
}

pub fn aggregate(function: AggregateFunction, value: Option<Core>) -> Aggregate {
    Aggregate {
        function,
        table: TableId(0),
        link: Link::Whole,
        filter: None,
        value,
        group: Vec::new(),
        order: Vec::new(),
    }
}

pub fn key(value: Core, descending: bool) -> OrderKey {
    OrderKey { value, descending, missing_first: false }
}

/// A program with one definition per body.
pub fn program(bodies: Vec<(Frame, Core)>) -> Program {
    let definition =
        |(i, (frame, body)): (usize, (Frame, Core))| Definition::named(&format!("d{i}"), frame, body);
    let order = (0..bodies.len()).map(|i| DefinitionId(u32::try_from(i).unwrap())).collect();
    let requirement = |test| Requirement {
        test,
        code: 901,
        message: Message::new("基准应大于零", "a baseline must be above zero"),
        span: Span::default(),
        citations: Vec::new(),
    };
    Program {
        definitions: bodies.into_iter().enumerate().map(definition).collect(),
        order,
        requirements: vec![requirement(RequirementTest::Positive), requirement(RequirementTest::Present)],
        ..Program::default()
    }
}

pub fn rows(core: Core) -> (Frame, Core) {
    (Frame::Rows(TableId(0)), core)
}

pub fn whole(core: Core) -> (Frame, Core) {
    (Frame::Whole, core)
}

/// A column of a table.
pub enum Data<'a> {
    Numbers(&'a [Option<RBig>]),
    Texts(&'a [&'a str]),
    References(usize, &'a [&'a str]),
    YesNo(&'a [bool]),
    Dates(&'a [i32]),
}

/// Tables with these columns; the first column of texts is the key.
pub fn inputs(tables: &[&[Data<'_>]]) -> Inputs {
    let drafts = tables.iter().map(|columns| draft(columns)).collect();
    let (tables, faults) = link(drafts);
    assert!(faults.is_empty(), "{faults:?}");
    Inputs { tables, parameters: Vec::new() }
}

fn draft(columns: &[Data<'_>]) -> crate::table::Draft {
    let mut keyed = false;
    let rules = columns.iter().enumerate().map(|(i, column)| {
        let kind = match column {
            Data::Numbers(_) => ColumnKind::Number(NumberRule::default()),
            Data::Texts(_) => ColumnKind::Text,
            Data::References(table, _) => ColumnKind::Reference(*table),
            Data::YesNo(_) => ColumnKind::YesNo,
            Data::Dates(_) => ColumnKind::Date,
        };
        let mut rule = ColumnRule::new(format!("c{i}"), kind);
        rule.optional = !matches!(column, Data::Texts(_));
        rule.key = matches!(column, Data::Texts(_)) && !std::mem::replace(&mut keyed, true);
        rule
    });
    let schema = Schema { name: "t".into(), columns: rules.collect(), ..Schema::default() };
    let mut builder = TableBuilder::new(Arc::new(schema), Origin::default());
    let count = columns.first().map_or(0, |column| match column {
        Data::Numbers(v) => v.len(),
        Data::Texts(v) | Data::References(_, v) => v.len(),
        Data::YesNo(v) => v.len(),
        Data::Dates(v) => v.len(),
    });
    for row in 0..count {
        builder.push_row(u32::try_from(row).unwrap() + 2, |i| Ok(cell(&columns[i], row)));
    }
    builder.finish()
}

fn cell<'a>(column: &'a Data<'_>, row: usize) -> Cell<'a> {
    match column {
        Data::Numbers(v) => v[row].clone().map_or(Cell::Blank, Cell::Exact),
        Data::Texts(v) | Data::References(_, v) => {
            if v[row].is_empty() {
                Cell::Blank
            } else {
                Cell::Text(v[row].into())
            }
        }
        Data::YesNo(v) => Cell::YesNo(v[row]),
        Data::Dates(v) => Cell::Date(crate::value::Date::from_days(v[row]).unwrap()),
    }
}

/// Numbers from their digits; `-` is no value.
pub fn numbers(texts: &[&str]) -> Vec<Option<RBig>> {
    texts.iter().map(|t| (*t != "_").then(|| number(t))).collect()
}

/// A value as a short text: digits or a fraction, `是`, `否`, `_` missing, `/` not applicable, `?` undecided.
pub fn text(value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::Text(t) => t.clone(),
        Value::YesNo(b) => if *b { "是" } else { "否" }.into(),
        Value::Date(d) | Value::Year(d) => d.to_string(),
        Value::Choice(m) | Value::Reference(m) => format!("#{m}"),
        Value::Absent(Absence::Missing) => "_".into(),
        Value::Absent(Absence::NotApplicable) => "/".into(),
        Value::Absent(Absence::Undecided) => "?".into(),
    }
}

/// The values of the last definition, all rows.
pub fn last(outcome: &Outcome<'_>) -> Vec<String> {
    let id = DefinitionId(u32::try_from(outcome.program().definitions.len()).unwrap() - 1);
    let rows = outcome.rows(outcome.program().definition(id).unwrap().frame);
    (0..rows).map(|row| text(&outcome.value(id, row))).collect()
}

/// What one expression gives for each row of the first table.
pub fn each(core: Core, inputs: &Inputs) -> Vec<String> {
    let program = program(vec![rows(core)]);
    last(&evaluate(&program, inputs))
}
