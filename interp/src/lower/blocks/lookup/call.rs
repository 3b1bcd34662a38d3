//! A lookup as a function: `准入门槛(园区级别).亩均税收`.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ItemKind, Overlap};

use super::super::super::{Context, Scope, build};
use super::super::LookupCall;
use super::super::points;
use super::{Cell, Row, Table, Test, marginal, read};
use crate::check::diagnostic::lookup as report;
use crate::lower::range;
use crate::program::{Comparison, Core, Kind, Node, Type};
use crate::value::{Absence, Value};

/// The value of a call, in the frame of the scope.
pub(in super::super) fn call<'t>(
    context: &mut Context<'t>,
    call: &LookupCall<'_, 't>,
    scope: &Scope,
) -> Option<Core> {
    let item = context.space(scope.space)?.lookups.get(&call.name.text)?.value;
    let ItemKind::Lookup(tree) = &item.kind else { return None };
    let table = read(context, scope.space, tree);
    let output = output(context, call, &table)?;
    let arguments = arguments(context, call, &table, scope)?;
    Some(value(context, &table, output, &arguments, call.span))
}

/// Which output is meant: the named one, or the only one.
fn output(context: &mut Context<'_>, call: &LookupCall<'_, '_>, table: &Table<'_>) -> Option<usize> {
    let names: Vec<String> = table
        .tree
        .outputs
        .iter()
        .filter_map(|output| output.name.as_ref())
        .map(|name| name.text.clone())
        .collect();
    match (call.output, table.outputs.len()) {
        (None, 1) => Some(0),
        (None, _) => {
            context.report(report::output_not_named(call.span, &call.name.text, &names));
            None
        }
        (Some(name), _) => {
            let same = |output: &heng_grammar::tree::LookupOutput| {
                output.name.as_ref().is_some_and(|n| n.text == name.text)
            };
            let found = table.tree.outputs.iter().position(same);
            if found.is_none() {
                context.report(report::unknown_output(name, &call.name.text, &names));
            }
            found
        }
    }
}

/// The arguments in the types of the keys; what is costly to compute is computed once.
fn arguments<'t>(
    context: &mut Context<'t>,
    call: &LookupCall<'_, 't>,
    table: &Table<'t>,
    scope: &Scope,
) -> Option<Vec<Core>> {
    let given: Vec<&'t Expr> = call.arguments.iter().filter_map(|argument| argument.value.as_ref()).collect();
    if given.len() != table.keys.len() {
        context.report(report::argument_count(call.span, &call.name.text, table.keys.len(), given.len()));
        return None;
    }
    let mut values = Vec::new();
    for (tree, ty) in given.into_iter().zip(&table.keys) {
        let value = match ty.unit() {
            Some(unit) => points::points(context, tree, scope, &unit.clone()),
            None => context.expect(tree, scope, ty),
        };
        values.push(shared(context, scope, value));
    }
    Some(values)
}

/// A value that is read several times, as a definition of its own where it is more than a name.
fn shared(context: &mut Context<'_>, scope: &Scope, value: Core) -> Core {
    let simple = matches!(
        value.node.as_ref(),
        Node::Constant(_) | Node::Column(_) | Node::Definition(_) | Node::Parameter(_)
    );
    if simple || value.ty.is_unknown() || scope.outer.is_some() {
        return value;
    }
    let span = value.span;
    let id = context.define_hidden(vec!["查表参数".to_owned()], scope, value);
    context.definition_value(id, span)
}

fn value<'t>(
    context: &mut Context<'t>,
    table: &Table<'t>,
    output: usize,
    arguments: &[Core],
    span: Span,
) -> Core {
    let Some(ty) = table.outputs.get(output).cloned() else { return build::unknown(span) };
    if table.tree.marginal.is_some() {
        return marginal::value(context, table, &ty, arguments, span);
    }
    let mut rows: Vec<&Row<'t>> = table.rows.iter().collect();
    rows.sort_by_key(|row| row.rank());
    let mut found = beyond(context, table, &ty, span);
    let mut outputs: Option<Type> = None;
    for row in rows.into_iter().rev() {
        let Some(tree) = row.values.get(output) else { continue };
        let given = given(context, table, tree, &ty);
        if given.ty.is_unknown() {
            continue;
        }
        outputs = Some(outputs.map_or_else(|| given.ty.clone(), |other| range::either(&other, &given.ty)));
        let holds = holds(row, arguments, span);
        found = match table.tree.overlap {
            Some(overlap) => combined(overlap, (holds, given), found, span),
            None => chosen(holds, given, found, span),
        };
    }
    // What no row speaks of has no value, and so no bearing on how large the values are.
    if let (Kind::Number(found), Some(Kind::Number(outputs))) =
        (&mut found.ty.kind, outputs.map(|ty| ty.kind))
    {
        (found.range, found.nonzero) = (outputs.range, outputs.nonzero);
    }
    found
}

/// What a key that no row speaks of gives: a year before the first or after the last is not in force (不适用); any other
/// key is a fault of the data.
fn beyond(context: &mut Context<'_>, table: &Table<'_>, ty: &Type, span: Span) -> Core {
    let dated = table.keys.iter().any(|key| matches!(key.kind, Kind::Year | Kind::Date));
    if dated || table.tree.overlap.is_some() || table.keys.is_empty() {
        return build::absent(Absence::NotApplicable, ty.clone(), span);
    }
    let none = build::absent(Absence::Missing, ty.clone(), span);
    context.require(none, report::no_row(&table.tree.name, table.tree.name.span))
}

/// The value of an output cell.
pub(super) fn given<'t>(context: &mut Context<'t>, table: &Table<'t>, tree: &'t Expr, ty: &Type) -> Core {
    match ty.unit() {
        Some(unit) => points::points(context, tree, &table.scope, &unit.clone()),
        None => context.expect(tree, &table.scope, ty),
    }
}

fn chosen(holds: Core, given: Core, otherwise: Core, span: Span) -> Core {
    match holds.node.as_ref() {
        Node::Constant(Value::YesNo(true)) => given,
        _ => build::if_(holds, given, otherwise, span),
    }
}

/// 重叠 取大: where several rows hold, the largest (else the smallest) of their values.
fn combined(overlap: Overlap, (holds, given): (Core, Core), others: Core, span: Span) -> Core {
    let both = match overlap {
        Overlap::Larger => build::larger(vec![given.clone(), others.clone()], span),
        Overlap::Smaller => build::smaller(vec![given.clone(), others.clone()], span),
    };
    chosen(holds, build::if_not_applicable(both, given), others, span)
}

/// Whether a row holds of the arguments.
fn holds(row: &Row<'_>, arguments: &[Core], span: Span) -> Core {
    let mut parts = Vec::new();
    for (cell, argument) in row.cells.iter().zip(arguments) {
        if let Cell::Tests(tests) = cell {
            let tests = tests.iter().map(|test| test_of(test, argument, span)).collect();
            parts.push(build::or(tests, span));
        }
    }
    build::and(parts, span)
}

fn test_of(test: &Test, argument: &Core, span: Span) -> Core {
    match test {
        Test::Is(values) => {
            let constants: Option<Vec<Value>> = values
                .iter()
                .map(|value| match value.node.as_ref() {
                    Node::Constant(constant) => Some(constant.clone()),
                    _ => None,
                })
                .collect();
            match constants.as_deref() {
                Some([only]) if !matches!(argument.ty.kind, Kind::Unknown) => {
                    let constant =
                        Core::new(Node::Constant(only.clone()), argument.ty.clone().or_absent(false), span);
                    build::compare(Comparison::Equal, argument.clone(), constant)
                }
                Some(constants) => {
                    let node = Node::OneOf(argument.clone(), constants.to_vec());
                    Core::new(node, Type::yes_no().or_absent(argument.ty.optional), span)
                }
                None => {
                    let same =
                        |value: &Core| build::compare(Comparison::Equal, argument.clone(), value.clone());
                    build::or(values.iter().map(same).collect(), span)
                }
            }
        }
        Test::Between(lower, upper) => {
            let mut parts = Vec::new();
            if let Some((end, closed)) = lower {
                let operator = if *closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
                parts.push(build::compare(operator, argument.clone(), end.clone()));
            }
            if let Some((end, closed)) = upper {
                let operator = if *closed { Comparison::LessOrEqual } else { Comparison::Less };
                parts.push(build::compare(operator, argument.clone(), end.clone()));
            }
            build::and(parts, span)
        }
    }
}
