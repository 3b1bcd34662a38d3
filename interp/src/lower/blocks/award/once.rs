//! `一次性 凭 已拨`: what is in the record of payments is not granted again.

use heng_grammar::tree::{self, Name};

use super::super::super::{Context, Scope, build};
use crate::check::diagnostic::{award as report, names};
use crate::program::{
    Aggregate, AggregateFunction, Builtin, ColumnId, Comparison, Core, Kind, Link, Node, TableId, Type,
};

/// The table of what has been paid: its rows that belong to a row, the item that each is for, and when it was paid.
#[derive(Clone)]
pub(super) struct Record {
    table: TableId,
    link: Link,
    item: ColumnId,
    time: Option<ColumnId>,
}

impl Record {
    /// The record that an item is checked against; what is wrong with it is reported.
    pub(super) fn of(context: &mut Context<'_>, once: &tree::Once, scope: &Scope) -> Option<Self> {
        let Some(name) = &once.record else {
            context.report(report::once_without_record(once.span));
            return None;
        };
        let Some(table) = context.table_named(scope, &name.text) else {
            let known: Vec<String> = context.space(scope.space)?.tables.keys().cloned().collect();
            context.report(names::unknown_table(name, known.iter().map(String::as_str)));
            return None;
        };
        let link = match scope.table() {
            None => Link::Whole,
            Some(to) => {
                let pointing = context.columns_pointing(table, to);
                let [(id, _)] = pointing.as_slice() else {
                    let to =
                        context.program.tables.get(to.index()).map(|t| t.name.clone()).unwrap_or_default();
                    let list: Vec<&str> = pointing.iter().map(|(_, name)| name.as_str()).collect();
                    context.report(names::no_reference(name.span, &name.text, &to, &list));
                    return None;
                };
                Link::Own(*id)
            }
        };
        let column = |wanted: &str| column(context, table, wanted);
        let (item, time) = (column("项目"), column("年度").or_else(|| column("日期")));
        let Some(item) = item.filter(|id| is_item(context, table, *id)) else {
            context.report(report::record_without_items(name));
            return None;
        };
        let time = time.filter(|id| {
            matches!(context.column_type(table, *id), Type { kind: Kind::Date | Kind::Year, optional: false })
        });
        Some(Self { table, link, item, time })
    }

    /// Yes/no: the record has a row for the item. Where it says when, a row of this year or later is no reason not to
    /// grant in this year: it may be this very grant.
    pub(super) fn paid(&self, context: &mut Context<'_>, scope: &Scope, item: &Name) -> Option<Core> {
        let span = item.span;
        let value = context.column_value(self.table, self.item, span);
        let name = match value.ty.kind {
            Kind::Choice(choice) => {
                let inner = Scope::row(context.table_space(self.table), self.table);
                let Some(position) = context.position_or_alias(&inner, choice, &item.text) else {
                    if let Some(choice) = context.program.choice(choice).cloned() {
                        context.report(report::item_not_in_record(item, &choice.name, &choice.members));
                    }
                    return None;
                };
                build::member(choice, position, span)
            }
            _ => build::text(item.text.clone(), span),
        };
        let mut filters = vec![build::compare(Comparison::Equal, value, name)];
        if let Some(time) = self.time {
            let year = context.built_in_parameter("年度", scope, span)?;
            let paid = context.column_value(self.table, time, span);
            let paid = match paid.ty.kind {
                Kind::Date => build::call(Builtin::YearOf, vec![paid], Type::present(Kind::Year), span),
                _ => paid,
            };
            filters.push(build::compare(Comparison::Less, paid, year));
        }
        let aggregate = Aggregate {
            function: AggregateFunction::Any,
            table: self.table,
            link: self.link,
            filter: Some(build::and(filters, span)),
            value: Some(build::yes_no(true, span)),
            group: Vec::new(),
            order: Vec::new(),
        };
        Some(Core::new(Node::Aggregate(aggregate), Type::yes_no(), span))
    }
}

fn column(context: &Context<'_>, table: TableId, name: &str) -> Option<ColumnId> {
    let schema = context.program.tables.get(table.index())?;
    schema.position(name).and_then(|position| u32::try_from(position).ok()).map(ColumnId)
}

/// A text or a choice that is always there: a row without it would be overlooked.
fn is_item(context: &Context<'_>, table: TableId, column: ColumnId) -> bool {
    let ty = context.column_type(table, column);
    !ty.optional && matches!(ty.kind, Kind::Text | Kind::Choice(_))
}
