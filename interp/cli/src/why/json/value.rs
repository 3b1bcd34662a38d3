//! Values, places and formulas for programs.

use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_interp::explain::{Aggregation, Form, Population, RowName, Stated, Term};
use heng_interp::program::Operator;
use heng_interp::table::{Place, column_letters};
use heng_interp::value::Absence;
use serde_json::{Value, json};

use crate::why::words::{Words, comparison_sign};

/// A value.
pub fn stated(value: &Stated) -> Value {
    match value {
        Stated::Number(figure) => {
            json!({ "kind": "number", "number": figure.full, "exact": figure.ends, "unit": figure.unit })
        }
        Stated::Text(text) => json!({ "kind": "text", "text": text }),
        Stated::YesNo(answer) => json!({ "kind": "yes_no", "yes": answer }),
        Stated::Date(date) => json!({ "kind": "date", "date": date.to_string() }),
        Stated::Year(year) => json!({ "kind": "year", "year": year }),
        Stated::Member(name) => json!({ "kind": "member", "member": name }),
        Stated::Row(name) => json!({ "kind": "row", "row": row(name) }),
        Stated::None(why) => json!({ "kind": "none", "why": absence(*why) }),
    }
}

/// Why there is no value.
pub fn absence(why: Absence) -> &'static str {
    match why {
        Absence::Missing => "missing",
        Absence::NotApplicable => "not_applicable",
        Absence::Undecided => "undecided",
    }
}

/// A row of a table.
pub fn row(row: &RowName) -> Value {
    json!({ "table": row.table, "key": row.key, "name": row.name })
}

/// A cell or a row of a file.
pub fn place(place: &Place) -> Value {
    json!({
        "file": place.file.as_deref(),
        "sheet": place.sheet.as_deref(),
        "row": place.row,
        "column": place.column.map(column_letters),
        "header": place.header.as_deref(),
    })
}

/// A place in a script.
pub fn source_place(span: Span, sources: &[Source]) -> Option<Value> {
    let source = sources.iter().find(|source| source.id() == span.source)?;
    Some(json!({ "file": source.name(), "line": source.position(span.range().start).line }))
}

/// A formula: what it does, its value, its parts.
pub fn term(term: &Term, words: &Words<'_>) -> Value {
    let below = |part: &Term| self::term(part, words);
    let parts = |list: &[Term]| list.iter().map(below).collect::<Vec<_>>();
    let mut told = match &term.form {
        Form::Constant => json!({ "form": "constant" }),
        Form::Name(id) => json!({ "form": "name", "fact": id.0 }),
        Form::Negate(x) => json!({ "form": "negate", "parts": [below(x)] }),
        Form::Not(x) => json!({ "form": "not", "parts": [below(x)] }),
        Form::Arithmetic(operator, a, b) => {
            json!({ "form": operator_name(*operator), "parts": [below(a), below(b)] })
        }
        Form::Compare(comparison, a, b) => {
            json!({ "form": "compare", "sign": comparison_sign(*comparison), "parts": [below(a), below(b)] })
        }
        Form::All(list) => json!({ "form": "and", "parts": parts(list) }),
        Form::Any(list) => json!({ "form": "or", "parts": parts(list) }),
        Form::Cases(cases) => json!({
            "form": "cases",
            "failed": parts(&cases.failed),
            "held": cases.held.as_ref().map(below),
            "result": cases.result.as_ref().map(below),
        }),
        Form::Present(x) => json!({ "form": "present", "parts": [below(x)] }),
        Form::Answered { of, why, answer } => {
            json!({ "form": "answered", "of": below(of), "why": absence(*why), "answer": below(answer) })
        }
        Form::ZeroIsMissing(x) => json!({ "form": "zero_is_missing", "parts": [below(x)] }),
        Form::OneOf(x, values) => {
            let list: Vec<Value> = values.iter().map(stated).collect();
            json!({ "form": "one_of", "parts": [below(x)], "list": list })
        }
        Form::Rounded { of, quantum, mode } => {
            json!({ "form": "round", "parts": [below(of)], "quantum": quantum, "mode": format!("{mode:?}") })
        }
        Form::Converted(x) => json!({ "form": "convert", "parts": [below(x)] }),
        Form::Call(function, list) => {
            json!({ "form": "call", "function": format!("{function:?}"), "parts": parts(list) })
        }
        Form::Aggregate(each) => aggregation(each, words),
        Form::Rank => json!({ "form": "rank" }),
        Form::Elsewhere { reference, value } => {
            json!({ "form": "elsewhere", "reference": below(reference), "at": value.as_deref().map(below) })
        }
        Form::Find(key) => json!({ "form": "find", "parts": [below(key)] }),
        Form::Unit => json!({ "form": "unit" }),
        Form::Refused(x) => json!({ "form": "refused", "parts": [below(x)] }),
    };
    if let Value::Object(told) = &mut told {
        told.insert("value".into(), stated(&term.value));
    }
    told
}

fn operator_name(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "add",
        Operator::Subtract => "subtract",
        Operator::Multiply => "multiply",
        Operator::Divide => "divide",
    }
}

fn aggregation(each: &Aggregation, words: &Words<'_>) -> Value {
    let (of, keys) = match &each.of {
        Population::Whole => ("whole", Vec::new()),
        Population::Group(keys) => ("group", keys.iter().map(stated).collect()),
        Population::Own => ("own", Vec::new()),
        Population::Members => ("members", Vec::new()),
    };
    let members = each.members.iter().map(|member| {
        let cells: serde_json::Map<String, Value> =
            member.cells.iter().map(|(name, value)| (name.clone(), stated(value))).collect();
        json!({
            "row": row(&member.row),
            "place": place(&member.place),
            "counts": member.counts,
            "value": member.value.as_ref().map(stated),
            "cells": cells,
        })
    });
    json!({
        "form": "aggregate",
        "function": format!("{:?}", each.function),
        "table": each.table,
        "of": of,
        "group": keys,
        "used": each.used,
        "skipped": each.skipped,
        "filter": each.filter.and_then(|span| words.written(span)),
        "of_what": each.value.and_then(|span| words.written(span)),
        "members": members.collect::<Vec<_>>(),
    })
}
