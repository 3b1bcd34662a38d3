//! The table a rollup makes, before anything is said of its rows.

use heng_grammar::span::Span;
use heng_grammar::tree::{ExprKind, Item, Name, Rollup, RollupColumn, RollupKey};

use super::{Rolled, report};
use crate::check::diagnostic::names;
use crate::lower::symbols::Named;
use crate::lower::{Context, Entity, Scope, SpaceId, ValueEntry};
use crate::program::{self, ColumnId, DefinitionId, TableId, Type};
use crate::table::{ColumnKind, ColumnRule, Schema};

/// What a key is called that is no column and is given no name.
const KEY: &str = "编号";

impl<'t> Context<'t> {
    pub(super) fn name_made_table(
        &mut self,
        rollup: &'t Rollup,
        key: &'t RollupKey,
        item: &'t Item,
        space: SpaceId,
    ) {
        let Some(from) = self.known_table(space, &rollup.from) else { return };
        let there = self.table_named(&Scope::whole(space), &rollup.name.text);
        if let Some(other) = there.filter(|table| self.rolled.contains_key(table) || *table == from) {
            let first = self.program.tables.get(other.index()).and_then(|t| t.span).unwrap_or_default();
            return self.report(names::declared_twice(&rollup.name.text, rollup.name.span, first));
        }
        let made = match there {
            Some(table) => self.key_to_fill(table, key, rollup),
            None => Some(self.new_table(rollup, key, item.header, space)),
        };
        let Some((table, key_name)) = made else { return };
        let source = Span { end: rollup.from.span.end + 1, ..item.header };
        let columns = rollup.columns.iter().map(|column| (column, space)).collect();
        let (filter, fills, span) = (rollup.filter.as_ref(), there.is_some(), item.header);
        let rolled =
            Rolled { table, from, source, key, key_name, filter, columns, fills, span, notes: &item.notes };
        self.rolled.insert(table, rolled);
        self.program.rollups.push(program::Rollup {
            table,
            from,
            key: DefinitionId(u32::MAX),
            span,
            citations: item.notes.citations.clone(),
        });
    }

    fn new_table(
        &mut self,
        rollup: &Rollup,
        key: &RollupKey,
        header: Span,
        space: SpaceId,
    ) -> (TableId, String) {
        let id = TableId(u32::try_from(self.program.tables.len()).unwrap_or(u32::MAX));
        let name = key_name(key).unwrap_or(Name { text: KEY.to_owned(), span: key.value.span });
        let clash = self.program.tables.iter().any(|t| t.name == rollup.name.text);
        let prefix = self.space(space).map(|s| s.prefix.join(".")).unwrap_or_default();
        let table = if clash { format!("{prefix}.{}", rollup.name.text) } else { rollup.name.text.clone() };
        let rule = ColumnRule {
            key: true,
            span: Some(key.value.span),
            ..ColumnRule::new(name.text.clone(), ColumnKind::Text)
        };
        self.program.tables.push(Schema {
            name: table,
            columns: vec![rule],
            made: true,
            span: Some(header),
            ..Schema::default()
        });
        self.columns.push(vec![Type::unknown()]);
        self.table_spaces.push(space);
        if let Some(names) = self.space_mut(space) {
            names.tables.insert(rollup.name.text.clone(), Named { value: id, span: rollup.name.span });
        }
        let entity = Entity::Column(ColumnId(0));
        let (frame, path) = (Self::made_frame(id), vec![name.text.clone()]);
        self.name_value(space, ValueEntry { frame, year: None, path, entity, span: name.span });
        (id, name.text)
    }

    /// A declared table that the rollup fills: its key is the declared one. Its columns are not known yet, so what the rollup
    /// calls the key is compared when they are.
    fn key_to_fill(&mut self, table: TableId, key: &RollupKey, rollup: &Rollup) -> Option<(TableId, String)> {
        let schema = self.program.tables.get_mut(table.index())?;
        schema.made = true;
        let name = key_name(key).map_or_else(|| rollup.name.text.clone(), |name| name.text);
        Some((table, name))
    }

    /// `归并 企业 自 法人 { 新升规企业 任一 }`: more columns of a rollup of another document.
    pub(super) fn add_to_rollup(&mut self, rollup: &'t Rollup, space: SpaceId) {
        let there = self.table_named(&Scope::whole(space), &rollup.name.text);
        let from = self.known_table(space, &rollup.from);
        let Some(rolled) = there.and_then(|table| self.rolled.get_mut(&table)) else {
            return self.report(report::no_key_written(&rollup.name));
        };
        if from.is_some_and(|from| from != rolled.from) || rollup.filter.is_some() {
            let span = rolled.span;
            return self.report(report::added_differently(&rollup.name, span));
        }
        let columns: Vec<&'t RollupColumn> = rollup.columns.iter().collect();
        rolled.columns.extend(columns.into_iter().map(|column| (column, space)));
    }
}

/// The name that is given to a key, or that of the column it is.
fn key_name(key: &RollupKey) -> Option<Name> {
    let column = match &*key.value.kind {
        ExprKind::Name(name) => Some(name.clone()),
        _ => None,
    };
    key.name.clone().or(column)
}
