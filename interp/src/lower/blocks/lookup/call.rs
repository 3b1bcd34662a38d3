//! A lookup as a function: `准入门槛(园区级别).亩均税收`.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, ItemKind, Lookup, LookupOutput, YearPoint};

use super::super::super::{Context, Scope, build};
use super::super::LookupCall;
use super::super::points;
use super::overlap::{self, Level};
use super::{Cell, Row, Shape, Table, Test, clock, marginal, read, shape};
use crate::check::diagnostic::{lookup as report, rates};
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
    let own = Scope::whole(scope.space);
    let mut shape = shape(context, &own, tree);
    let wanted = wanted(context, call, tree, &shape)?;
    let arguments = arguments(context, call, tree, &mut shape, scope)?;
    let by_day = days(context, tree, &mut shape, &arguments);
    let table = read(context, own, tree, shape);
    match by_day {
        Some(key) => Some(proportional(context, &table, wanted, &arguments, (key, call.span))),
        None => Some(value(context, &table, wanted, &arguments, call.span)),
    }
}

/// What a call asks for.
#[derive(Clone, Copy)]
enum Wanted {
    /// The output at this position.
    Output(usize),
    /// `.合计`: the sum of the outputs.
    Sum,
}

/// Which output is meant: the named one, the only one, or all together.
fn wanted(
    context: &mut Context<'_>,
    call: &LookupCall<'_, '_>,
    tree: &Lookup,
    shape: &Shape,
) -> Option<Wanted> {
    let names = tree.outputs.iter().map(|output| output.name.as_ref().map_or("", |name| name.text.as_str()));
    let names: Vec<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let Some(name) = call.output else {
        if shape.outputs.len() == 1 {
            return Some(Wanted::Output(0));
        }
        context.report(report::output_not_named(call.span, &call.name.text, &names));
        return None;
    };
    let same = |output: &LookupOutput| output.name.as_ref().is_some_and(|n| n.text == name.text);
    if let Some(found) = tree.outputs.iter().position(same) {
        return Some(Wanted::Output(found));
    }
    if !matches!(name.text.as_str(), "合计" | "sum") {
        context.report(report::unknown_output(name, &call.name.text, &names));
        return None;
    }
    let first = shape.outputs.first().and_then(Type::unit).cloned()?;
    let units = &context.program.units;
    let adds = |ty: &Type| ty.unit().is_some_and(|unit| units.dimension(unit) == units.dimension(&first));
    if tree.marginal.is_some() || !shape.outputs.iter().all(adds) {
        context.report(rates::outputs_do_not_add(name.span, &call.name.text, &names));
        return None;
    }
    Some(Wanted::Sum)
}

/// The arguments in the types of the keys; what is costly to compute is computed once. A day may stand for a key that
/// is a year, and a year for one that is a day: the key then goes by the clock of its argument.
fn arguments<'t>(
    context: &mut Context<'t>,
    call: &LookupCall<'_, 't>,
    tree: &'t Lookup,
    shape: &mut Shape,
    scope: &Scope,
) -> Option<Vec<Core>> {
    let given: Vec<&'t Expr> = call.arguments.iter().filter_map(|argument| argument.value.as_ref()).collect();
    if shape.dated && given.is_empty() {
        let year = context.year_here(scope, call.span)?;
        if let Some(key) = shape.keys.first_mut() {
            key.ty = Type::present(Kind::Year);
        }
        return Some(vec![year]);
    }
    if given.len() != shape.keys.len() {
        let wanted = shape.keys.len();
        context.report(report::argument_count(call.span, &tree.name.text, wanted, given.len()));
        return None;
    }
    let mut values = Vec::new();
    for (tree, key) in given.into_iter().zip(&mut shape.keys) {
        let value = match key.ty.unit() {
            Some(unit) => points::points(context, tree, scope, &unit.clone()),
            None if clock::is_time(&key.ty) => {
                let value = context.expression_as(tree, scope, &key.ty.clone());
                if clock::is_time(&value.ty) {
                    key.ty = value.ty.clone().or_absent(false);
                }
                context.fit(value, &key.ty.clone(), None)
            }
            None => context.expect(tree, scope, &key.ty.clone()),
        };
        values.push(shared(context, scope, value));
    }
    Some(values)
}

/// The key whose years are read by their days, if 按天 is said and a year is given.
fn days(context: &mut Context<'_>, tree: &Lookup, shape: &mut Shape, arguments: &[Core]) -> Option<usize> {
    if tree.year_point != Some(YearPoint::ByDay) {
        return None;
    }
    let key = shape.keys.iter().position(|key| key.ty.kind == Kind::Year)?;
    if shape.outputs.iter().any(|output| output.as_number().is_none()) {
        context.report(rates::by_day_of_no_numbers(tree.name.span));
        return None;
    }
    let known = arguments.get(key).is_some_and(|a| matches!(a.node.as_ref(), Node::Constant(_)));
    if !known && context.program.axis.is_none() {
        context.report(rates::by_day_without_axis(tree.name.span));
        return None;
    }
    shape.keys.get_mut(key)?.ty = Type::present(Kind::Date);
    Some(key)
}

/// The value where the steps inside a year count by their days: that of the year where it is known, else of each year
/// of the axis.
fn proportional<'t>(
    context: &mut Context<'t>,
    table: &Table<'t>,
    wanted: Wanted,
    arguments: &[Core],
    (key, span): (usize, Span),
) -> Core {
    let of_year = |context: &mut Context<'t>, year: i32| {
        clock::by_day(context, table, key, (year, span), |context, day| {
            let mut arguments = arguments.to_vec();
            if let Some(argument) = arguments.get_mut(key) {
                *argument = day;
            }
            value(context, table, wanted, &arguments, span)
        })
    };
    let Some(argument) = arguments.get(key) else { return build::unknown(span) };
    if let Node::Constant(Value::Year(year)) = argument.node.as_ref() {
        return of_year(context, *year);
    }
    let Some(axis) = context.program.axis else { return build::unknown(span) };
    let mut found: Option<Core> = None;
    for year in axis.years().rev() {
        let there = of_year(context, year);
        let otherwise = found
            .unwrap_or_else(|| build::absent(Absence::NotApplicable, there.ty.clone().or_absent(true), span));
        found = Some(build::if_(clock::is_year(argument, year, span), there, otherwise, span));
    }
    found.unwrap_or_else(|| build::unknown(span))
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
    wanted: Wanted,
    arguments: &[Core],
    span: Span,
) -> Core {
    let position = match wanted {
        Wanted::Output(position) => position,
        Wanted::Sum => 0,
    };
    let Some(ty) = table.outputs.get(position).cloned() else { return build::unknown(span) };
    if table.tree.marginal.is_some() {
        return marginal::value(context, table, &ty, arguments, span);
    }
    let mut rows: Vec<&Row<'t>> = table.rows.iter().collect();
    rows.sort_by_key(|row| row.rank());
    let mut found = beyond(context, table, &ty, span);
    let mut outputs: Option<Type> = None;
    let mut level: Level = Vec::new();
    let mut rank = None;
    for row in rows.into_iter().rev() {
        let given = match wanted {
            Wanted::Output(output) => row.values.get(output).map(|tree| given(context, table, tree, &ty)),
            Wanted::Sum => Some(together(context, table, row, &ty)),
        };
        let Some(given) = given.filter(|given| !given.ty.is_unknown()) else { continue };
        outputs = Some(outputs.map_or_else(|| given.ty.clone(), |other| range::either(&other, &given.ty)));
        let holds = holds(row, arguments, span);
        match table.tree.overlap {
            Some(overlap) => {
                if rank.replace(row.rank()).is_some_and(|before| before != row.rank()) {
                    found = overlap::settled(overlap, std::mem::take(&mut level), found, span);
                }
                level.push((holds, given));
            }
            None => found = chosen(holds, given, found, span),
        }
    }
    if let Some(overlap) = table.tree.overlap {
        found = overlap::settled(overlap, level, found, span);
    }
    // What no row speaks of has no value, and so no bearing on how large the values are.
    if let (Kind::Number(found), Some(Kind::Number(outputs))) =
        (&mut found.ty.kind, outputs.map(|ty| ty.kind))
    {
        (found.range, found.nonzero) = (outputs.range, outputs.nonzero);
    }
    found
}

/// The outputs of a row together; what does not apply adds nothing, and a row of which nothing applies has no sum.
fn together<'t>(context: &mut Context<'t>, table: &Table<'t>, row: &Row<'t>, ty: &Type) -> Core {
    let span = row.tree.span;
    let Some(unit) = ty.unit().cloned() else { return build::unknown(span) };
    let mut parts = Vec::new();
    for (tree, ty) in row.values.iter().zip(&table.outputs) {
        let value = given(context, table, tree, ty);
        let absent = matches!(value.node.as_ref(), Node::Constant(Value::Absent(Absence::NotApplicable)));
        if !absent {
            parts.push(context.convert(value, &unit, None));
        }
    }
    if parts.is_empty() {
        return build::absent(Absence::NotApplicable, ty.clone(), span);
    }
    build::total(parts, &unit, span)
}

/// What a key that no row speaks of gives: a year before the first or after the last is not in force (不适用); any other
/// key is a fault of the data.
fn beyond(context: &mut Context<'_>, table: &Table<'_>, ty: &Type, span: Span) -> Core {
    let dated = table.keys.iter().any(|key| clock::is_time(&key.ty));
    if dated || table.tree.overlap.is_some() || table.keys.is_empty() {
        return build::absent(Absence::NotApplicable, ty.clone(), span);
    }
    let none = build::absent(Absence::Missing, ty.clone(), span);
    context.require(none, report::no_row(&table.tree.name, table.tree.name.span))
}

/// The value of an output cell.
pub(super) fn given<'t>(context: &mut Context<'t>, table: &Table<'t>, tree: &'t Expr, ty: &Type) -> Core {
    if let ExprKind::Name(name) = tree.kind.as_ref()
        && matches!(name.text.as_str(), "未定" | "undecided")
        && context.find_value(&table.scope, &[name.text.as_str()]).is_none()
    {
        return build::absent(Absence::Undecided, ty.clone(), tree.span);
    }
    match ty.unit() {
        Some(unit) => points::points(context, tree, &table.scope, &unit.clone()),
        None => context.expect(tree, &table.scope, ty),
    }
}

pub(super) fn chosen(holds: Core, given: Core, otherwise: Core, span: Span) -> Core {
    match holds.node.as_ref() {
        Node::Constant(Value::YesNo(true)) => given,
        _ => build::if_(holds, given, otherwise, span),
    }
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
