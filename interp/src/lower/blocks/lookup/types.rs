//! The types of keys and outputs.

use heng_grammar::tree::{Expr, ExprKind, KeyTest, Lookup, LookupKey, TypeExpr};

use super::super::super::symbols::Entity;
use super::super::super::{Context, Scope};
use super::Key;
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
            "年份" | "year" | "年度" | "fiscal_year" => Some(Kind::Year),
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

/// The keys, typed: as written, else of the choice, column or definition of that name, else of what the cells hold.
pub(super) fn keys<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t Lookup) -> Vec<Key> {
    let mut keys = Vec::new();
    for (position, key) in tree.keys.iter().enumerate() {
        let found = match &key.ty {
            Some(ty) => Some(declared(context, scope, ty)),
            None => by_name(context, scope, key).or_else(|| by_cells(context, scope, tree, position)),
        };
        let ty = found.unwrap_or_else(|| {
            let known = context.names_of_keys(scope);
            context.report(report::key_type_unknown(&key.name, known.iter().map(String::as_str)));
            Type::unknown()
        });
        let on_axis = ty.kind == Kind::Year && is_on_axis(key);
        keys.push(Key { name: key.name.text.clone(), ty: ty.or_absent(false), on_axis });
    }
    keys
}

/// Whether the rows of a table without keys say when they hold.
pub(super) fn is_dated(tree: &Lookup) -> bool {
    let mut ends = ends(tree).peekable();
    ends.peek().is_some() && ends.all(|end| is_day(end) || is_year(end))
}

fn is_day(tree: &Expr) -> bool {
    matches!(*tree.kind, ExprKind::Date { .. })
}

/// `2022年`, or `2022` where a year is meant.
fn is_year(tree: &Expr) -> bool {
    match &*tree.kind {
        ExprKind::Year(_) => true,
        ExprKind::Number(number) => {
            let year = number.digits.parse::<i32>().ok();
            number.unit.is_none() && year.is_some_and(|year| (1900..=2199).contains(&year))
        }
        _ => false,
    }
}

/// What the key cells of all rows name.
fn ends(tree: &Lookup) -> impl Iterator<Item = &Expr> {
    let tests = tree.rows.iter().flat_map(|row| &row.keys).flat_map(|cell| &cell.alternatives);
    tests.flat_map(|test| {
        let ends: Vec<&Expr> = match test {
            KeyTest::Is(value) | KeyTest::From(value) => vec![value],
            KeyTest::Interval { lower, upper } => {
                [lower, upper].into_iter().flatten().map(|(v, _)| v).collect()
            }
            KeyTest::Same | KeyTest::Rest => Vec::new(),
        };
        ends
    })
}

/// The key of a table that has none but from when its rows hold: the day where a row names one, else the year.
pub(super) fn time(tree: &Lookup) -> Key {
    if ends(tree).any(is_day) {
        Key { name: "日期".to_owned(), ty: Type::present(Kind::Date), on_axis: false }
    } else {
        Key { name: "年度".to_owned(), ty: Type::present(Kind::Year), on_axis: true }
    }
}

/// `年度`, or a key of the type 年度.
fn is_on_axis(key: &LookupKey) -> bool {
    let named = |name: &str| matches!(name, "年度" | "fiscal_year");
    let typed = match &key.ty {
        Some(TypeExpr::Plain(unit)) => {
            matches!(unit.factors.as_slice(), [(name, 1)] if named(&name.text))
        }
        _ => false,
    };
    typed || (key.ty.is_none() && named(&key.name.text))
}

fn by_name(context: &mut Context<'_>, scope: &Scope, key: &LookupKey) -> Option<Type> {
    let name = key.name.text.as_str();
    if matches!(name, "年度" | "fiscal_year") {
        return Some(Type::present(Kind::Year));
    }
    if matches!(name, "评价日" | "as_of" | "日期" | "date") {
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
    let mut all = tests.filter_map(|test| match test {
        KeyTest::Is(value) | KeyTest::From(value) => Some(value),
        KeyTest::Interval { lower, upper } => lower.as_ref().or(upper.as_ref()).map(|(value, _)| value),
        KeyTest::Same | KeyTest::Rest => None,
    });
    let first = all.find(|tree| match tree.kind.as_ref() {
        ExprKind::Name(name) => context.set_named(scope, name).is_none(),
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
