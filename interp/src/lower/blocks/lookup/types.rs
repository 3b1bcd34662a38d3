//! The types of keys and outputs.

use heng_grammar::tree::{ExprKind, KeyTest, Lookup, LookupKey, TypeExpr};

use super::super::super::symbols::Entity;
use super::super::super::{Context, Scope};
use crate::check::diagnostic::lookup as report;
use crate::program::{Core, Frame, Kind, Number, Range, Type};

/// The type written after `:`.
pub(super) fn declared(context: &mut Context<'_>, scope: &Scope, ty: &TypeExpr) -> Type {
    let unit = match ty {
        TypeExpr::Reference(name) => {
            return context
                .table_named(scope, &name.text)
                .map_or_else(Type::unknown, |table| Type::present(Kind::Reference(table)));
        }
        TypeExpr::Plain(unit) => unit,
    };
    if let [(name, 1)] = unit.factors.as_slice() {
        let kind = match name.text.as_str() {
            "文本" | "text" => Some(Kind::Text),
            "是否" | "yesno" => Some(Kind::YesNo),
            "日期" | "date" => Some(Kind::Date),
            "年份" | "year" => Some(Kind::Year),
            other => {
                context.space(scope.space).and_then(|s| s.choices.get(other)).map(|c| Kind::Choice(c.value))
            }
        };
        if let Some(kind) = kind {
            return Type::present(kind);
        }
    }
    let unit = context.unit(unit);
    let whole = context.program.units.is_count(&unit);
    Type::present(Kind::Number(Number { unit, whole, ..Number::default() }))
}

/// The types of the keys: as written, else of the choice, column or definition of that name, else of what the cells hold.
pub(super) fn keys<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Lookup) -> Vec<Type> {
    let mut types = Vec::new();
    for (position, key) in tree.keys.iter().enumerate() {
        let found = match &key.ty {
            Some(ty) => Some(declared(context, scope, ty)),
            None => by_name(context, scope, key).or_else(|| by_cells(context, scope, tree, position)),
        };
        let ty = found.unwrap_or_else(|| {
            context.report(report::key_type_unknown(&key.name));
            Type::unknown()
        });
        types.push(ty.or_absent(false));
    }
    types
}

fn by_name(context: &mut Context<'_>, scope: &Scope, key: &LookupKey) -> Option<Type> {
    let name = key.name.text.as_str();
    if matches!(name, "年度" | "fiscal_year") {
        return Some(Type::present(Kind::Year));
    }
    if matches!(name, "评价日" | "as_of") {
        return Some(Type::present(Kind::Date));
    }
    let space = context.space(scope.space)?;
    if let Some(choice) = space.choices.get(name) {
        return Some(Type::choice(choice.value));
    }
    let entries: Vec<_> = space
        .values()
        .filter(|entry| entry.path.len() == 1 && entry.path.first().is_some_and(|n| n == name))
        .cloned()
        .collect();
    let mut types: Vec<Type> = Vec::new();
    for entry in entries {
        let ty = match (entry.entity, entry.frame) {
            (Entity::Column(column), Frame::Rows(table)) => context.column_type(table, column),
            (Entity::Definition(id), _) => context.definition_type(id),
            _ => continue,
        };
        if !types.iter().any(|other| other.kind == ty.kind) {
            types.push(ty);
        }
    }
    match types.as_slice() {
        [only] if !only.is_unknown() => Some(only.clone()),
        _ => None,
    }
}

/// What the first cell that names a value holds.
fn by_cells<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Lookup, position: usize) -> Option<Type> {
    let tests = tree.rows.iter().filter_map(|row| row.keys.get(position)).flat_map(|cell| &cell.alternatives);
    let mut expressions = tests.filter_map(|test| match test {
        KeyTest::Is(value) | KeyTest::From(value) => Some(value),
        KeyTest::Interval { lower, upper } => lower.as_ref().or(upper.as_ref()).map(|(value, _)| value),
        KeyTest::Same | KeyTest::Rest => None,
    });
    let first = expressions.find(|tree| match tree.kind.as_ref() {
        ExprKind::Name(name) => context.set(scope, &name.text).is_none(),
        _ => true,
    })?;
    let value: Core = context.expression(first, scope);
    if value.ty.is_unknown() {
        return None;
    }
    let mut ty = value.ty;
    if let Kind::Number(number) = &mut ty.kind {
        number.range = Range::default();
        number.nonzero = false;
        number.whole = context.program.units.is_count(&number.unit);
    }
    Some(ty)
}
