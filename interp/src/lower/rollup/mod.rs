//! `归并`: a table made from another. Its rows are the keys of the base's rows; its columns are definitions in its own frame,
//! aggregates over 名下, so that nothing after lowering knows the block.
//!
//! Where a table of the same name is declared by `表`, the rollup fills it: whatever a document says of that table then holds of
//! the units, and its columns are what the rollup says of them instead of cells of a file.

mod combine;
mod fill;
mod name;

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, Name, Notes, Rollup, RollupColumn, RollupColumnKind, RollupKey};

use super::{Context, Declaration, Entity, Scope, SpaceId, build};
use crate::check::diagnostic::rollup as report;
use crate::program::{
    Core, DefinitionId, Frame, Kind, Node, Requirement, RequirementTest, Role, TableId, Type,
};
use crate::value::Absence;

/// A rollup, and what other documents add to it.
#[derive(Clone)]
pub(crate) struct Rolled<'t> {
    /// The table that is made.
    pub table: TableId,
    /// 自
    pub from: TableId,
    /// `归并 评价单元 自 企业`: behind it 当 can be written.
    pub source: Span,
    /// 按
    pub key: &'t RollupKey,
    /// What the key is called.
    pub key_name: String,
    /// 当
    pub filter: Option<&'t Expr>,
    /// Its columns in the order of the documents, each in the space of its document.
    pub columns: Vec<(&'t RollupColumn, SpaceId)>,
    /// Whether the table is declared by `表` as well.
    pub fills: bool,
    /// Where.
    pub span: Span,
    /// Its articles.
    pub notes: &'t Notes,
}

/// What an entry of a rollup is called.
pub(crate) fn column_name(column: &RollupColumn) -> &Name {
    match &column.kind {
        RollupColumnKind::Combine { name, .. } => name,
        RollupColumnKind::Define(definition) => &definition.name,
    }
}

impl<'t> Context<'t> {
    /// Declares the keys and the columns of all rollups; their bodies are made on demand.
    pub(crate) fn declare_rollups(&mut self) {
        let all: Vec<Rolled<'t>> = self.rolled.values().cloned().collect();
        for rolled in all {
            self.declare_key(&rolled);
            for (column, space) in &rolled.columns {
                self.declare_made_column(&rolled, column, *space);
            }
        }
    }

    fn declare_key(&mut self, rolled: &Rolled<'t>) {
        let name = self.program.tables.get(rolled.table.index()).map(|t| t.name.clone()).unwrap_or_default();
        let scope = Scope::row(self.table_space(rolled.from), rolled.from);
        let path = vec![name, rolled.key_name.clone()];
        let declaration = Declaration::new(path, &scope, Type::unknown(), Role::Hidden, rolled.span);
        let made = rolled.clone();
        let id = self.declare_on_demand(declaration.notes(rolled.notes), move |context| {
            context.unit_key(&made, &scope)
        });
        let rollups = self.program.rollups.iter_mut();
        for rollup in rollups.filter(|rollup| rollup.table == rolled.table) {
            rollup.key = id;
        }
    }

    /// The key of the unit a row belongs to. A row that is put together with others must have one.
    fn unit_key(&mut self, rolled: &Rolled<'t>, scope: &Scope) -> Core {
        let span = rolled.key.value.span;
        let wanted = rolled.fills.then(|| self.key_type(rolled.table)).flatten();
        let key = match &wanted {
            Some(ty) => self.expect(&rolled.key.value, scope, ty),
            None => self.expression(&rolled.key.value, scope),
        };
        let key = self.key_of_referenced(key);
        if key.ty.is_unknown() {
            return key;
        }
        let key = if key.ty.optional {
            let name = self.program.tables.get(rolled.table.index()).map(|t| t.name.clone());
            let citations = rolled.notes.citations.clone();
            let (code, message) = report::no_key(&name.unwrap_or_default());
            self.require(key, Requirement { test: RequirementTest::Present, code, message, span, citations })
        } else {
            key
        };
        let kept = self.rolled_rows(rolled.from, rolled.filter, rolled.source);
        if kept.is_empty() {
            return key;
        }
        let left_out = build::absent(Absence::NotApplicable, key.ty.clone(), span);
        build::if_(build::and(kept, span), key, left_out, span)
    }

    /// A key that is a reference to a row is the key of that row.
    fn key_of_referenced(&mut self, key: Core) -> Core {
        let Kind::Reference(table) = key.ty.kind else { return key };
        let columns = self.key_columns(table);
        let [column] = columns.as_slice() else { return build::unknown(key.span) };
        let value = self.column_value(table, *column, key.span);
        let (ty, span) = (value.ty.clone().or_absent(key.ty.optional), key.span);
        Core::new(Node::Follow { table, reference: key, value }, ty, span)
    }

    fn key_type(&self, table: TableId) -> Option<Type> {
        let columns = self.key_columns(table);
        columns.first().map(|column| self.column_type(table, *column))
    }

    /// Gives the key columns of made tables the types of their keys. Runs when every name is declared.
    pub(crate) fn type_keys(&mut self) {
        let keys: Vec<(TableId, DefinitionId)> =
            self.program.rollups.iter().map(|rollup| (rollup.table, rollup.key)).collect();
        for (table, key) in keys {
            let ty = self.definition_type(key).or_absent(false);
            let fills = self.rolled.get(&table).is_some_and(|rolled| rolled.fills);
            let Some(column) = self.key_columns(table).first().copied().filter(|_| !fills) else { continue };
            let kind = self.cell_kind(&ty);
            if let Some(slot) = self.columns.get_mut(table.index()).and_then(|c| c.get_mut(column.index())) {
                *slot = ty;
            }
            let schema = self.program.tables.get_mut(table.index());
            if let Some(rule) = schema.and_then(|s| s.columns.get_mut(column.index())) {
                rule.kind = kind;
            }
        }
    }

    /// A column of a made table; one that puts together what is by years is made for each year that is asked for.
    fn declare_made_column(&mut self, rolled: &Rolled<'t>, column: &'t RollupColumn, space: SpaceId) {
        let name = column_name(column);
        if self.is_by_years(rolled.from, column) {
            return self.name_series(space, Frame::Rows(rolled.table), &name.text, name.span);
        }
        self.declare_column_of(rolled, column, space, None);
    }

    /// Whether what a column puts together has a value a year.
    fn is_by_years(&self, from: TableId, column: &RollupColumn) -> bool {
        let RollupColumnKind::Combine { name, source, .. } = &column.kind else { return false };
        let name = source.as_ref().unwrap_or(name);
        let space = self.space(self.table_space(from));
        let entry = space.and_then(|s| s.value(Frame::Rows(from), None, &[name.text.as_str()]));
        entry.is_some_and(|entry| entry.entity == Entity::Series)
    }

    /// Makes a column of a made table for one year; says whether there is such a column.
    pub(crate) fn make_rolled_year(&mut self, table: TableId, name: &str, year: i32) -> bool {
        let Some(rolled) = self.rolled.get(&table).cloned() else { return false };
        let Some((column, space)) = rolled.columns.iter().find(|(c, _)| column_name(c).text == name) else {
            return false;
        };
        self.declare_column_of(&rolled, column, *space, Some(year));
        true
    }

    fn declare_column_of(
        &mut self,
        rolled: &Rolled<'t>,
        column: &'t RollupColumn,
        space: SpaceId,
        year: Option<i32>,
    ) {
        let scope = Scope::row(space, rolled.table).in_year(year);
        let name = column_name(column);
        let shown = match &column.kind {
            RollupColumnKind::Define(definition) => definition.shown,
            RollupColumnKind::Combine { .. } => None,
        };
        let path = vec![name.text.clone()];
        let declaration = Declaration::new(path, &scope, Type::unknown(), Role::Named, column.span)
            .notes(&column.notes)
            .shown(shown);
        let (from, table, fills) = (rolled.from, rolled.table, rolled.fills);
        self.declare_on_demand(declaration, move |context| {
            let value = match &column.kind {
                RollupColumnKind::Combine { name, source, combiner: Some(combiner), order, .. } => {
                    let source = source.as_ref().unwrap_or(name);
                    let members = Scope::row(context.table_space(from), from).in_year(year);
                    context.combined(source, *combiner, order, &members, column.span)
                }
                RollupColumnKind::Combine { word, .. } => {
                    context.fail(report::unknown_combiner(word), column.span)
                }
                RollupColumnKind::Define(definition) => context.definition_body(definition, &scope),
            };
            if fills { context.filling(value, table, name) } else { value }
        });
    }

    /// The unit to which a row of `table` belongs in `made`, if that is made from it.
    pub(crate) fn unit_of(&self, table: TableId, made: TableId, span: Span) -> Option<Core> {
        let from = self.rolled.get(&made)?.from;
        let ty = Type::present(Kind::Reference(made));
        let unit = Core::new(Node::UnitOf(made), ty.clone(), span);
        if from == table {
            return Some(unit);
        }
        let reference = self.unit_of(table, from, span)?;
        Some(Core::new(Node::Follow { table: from, reference, value: unit }, ty, span))
    }

    /// The table whose rows data name where they point at `table`: the one that a made table is made of.
    pub(crate) fn member_table(&self, table: TableId) -> TableId {
        self.program.bases(table).last().copied().unwrap_or(table)
    }

    /// Names a rollup, with the table it makes and the key of that; see [`name`].
    pub(crate) fn name_rollup(
        &mut self,
        rollup: &'t Rollup,
        item: &'t heng_grammar::tree::Item,
        space: SpaceId,
    ) {
        match &rollup.key {
            Some(key) => self.name_made_table(rollup, key, item, space),
            None => self.add_to_rollup(rollup, space),
        }
    }

    /// The frame of a made table.
    fn made_frame(table: TableId) -> Frame {
        Frame::Rows(table)
    }
}
