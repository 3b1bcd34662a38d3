//! Tables and their columns; decisions on rows are columns too.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Citation, ItemKind};

use crate::lower::{Context, Entity, Placed, Scope, SpaceId, ValueEntry};
use crate::program::{ColumnId, Frame, Kind, TableId, Type};
use crate::table::{ColumnRule, YearColumn};
use crate::value::Value;

impl<'t> Context<'t> {
    /// Gives every table its columns.
    pub(crate) fn declare_columns(&mut self, entries: &[Placed<'t>]) {
        for entry in entries {
            let ItemKind::Table(table) = &entry.item.kind else { continue };
            let scope = Scope::whole(entry.space);
            let Some(id) = self.table_named(&scope, &table.name.text) else { continue };
            let own = self.program.tables.get(id.index()).and_then(|t| t.span) == Some(entry.item.header);
            for column in table.columns.iter().filter(|_| own) {
                self.declare_column(id, column, &scope);
            }
        }
    }

    fn declare_column(&mut self, table: TableId, column: &'t tree::Column, scope: &Scope) {
        let mut ty = self.declared_type(&column.ty, scope);
        // Data name the rows that a table is made of, not those it is made into.
        if let Kind::Reference(target) = &mut ty.kind {
            *target = self.member_table(*target);
        }
        ty.optional = (column.optional && column.default.is_none()) || column.zero_is_missing;
        if let Kind::Number(number) = &mut ty.kind {
            number.whole &= !column.fractional;
            number.nonzero = column.zero_is_missing;
        }
        let plain = ty.clone();
        let bounds = self.bounds(&column.bounds, scope, &mut ty);
        let default = column.default.as_ref().and_then(|d| self.constant(d, scope, &plain));
        if let Some(tree) = &column.default {
            self.within_bounds(default.as_ref(), tree, &bounds, &column.bounds);
        }
        let rule = ColumnRule {
            headers: column.headers.clone(),
            key: column.key,
            optional: column.optional,
            zero_is_missing: column.zero_is_missing,
            default,
            bounds,
            used: false,
            span: Some(column.span),
            citations: articles(&column.notes.citations),
            ..ColumnRule::new(column.name.text.clone(), self.cell_kind(&ty))
        };
        if column.yearly {
            self.add_column_series(table, rule, ty, column.name.span);
        } else {
            self.add_column(table, rule, ty, column.name.span);
        }
    }

    /// Adds a column to a table, with its name in the space of the table.
    pub(crate) fn add_column(&mut self, table: TableId, rule: ColumnRule, ty: Type, span: Span) -> ColumnId {
        let types = self.columns.get_mut(table.index());
        let id = ColumnId(types.as_ref().and_then(|c| u32::try_from(c.len()).ok()).unwrap_or(u32::MAX));
        if let Some(types) = types {
            types.push(ty);
        }
        let year = rule.year.as_ref().map(|of| of.year);
        let path = vec![rule.year.as_ref().map_or_else(|| rule.name.clone(), |of| of.name.clone())];
        let space = self.table_space(table);
        if !self.is_made_column(table, &rule) {
            let (frame, entity) = (Frame::Rows(table), Entity::Column(id));
            self.name_value(space, ValueEntry { frame, year, path, entity, span });
        }
        if let Some(schema) = self.program.tables.get_mut(table.index()) {
            schema.columns.push(rule);
        }
        id
    }

    /// A decision on each row of a table: a column after those of its file, whose cells come from the register. Where
    /// nobody has decided, `default` holds; without one the value is undecided. Waivers of 原则上 are such columns
    /// called `块.项.豁免`, with `否` for a default.
    pub fn decision_column(
        &mut self,
        table: TableId,
        (name, year): (&str, Option<i32>),
        ty: Type,
        default: Option<Value>,
        span: Span,
        citations: &[Citation],
    ) -> ColumnId {
        let of =
            |year| YearColumn { name: name.to_owned(), year, long_headers: Vec::new(), may_be_absent: false };
        let rule = ColumnRule {
            year: year.map(of),
            optional: true,
            default,
            span: Some(span),
            citations: articles(citations),
            used: false,
            decision: true,
            ..ColumnRule::new(super::value::of_year(name, year), self.cell_kind(&ty))
        };
        self.add_column(table, rule, ty, span)
    }

    /// `认定 客观因素调整分: 分 默认 0 限于 -5 分 至 5 分`
    pub(crate) fn declare_decision(&mut self, decision: &'t tree::Decision, entry: &Placed<'t>) {
        let scope = Scope::whole(entry.space);
        let mut ty = self.declared_type(&decision.ty, &scope);
        let plain = ty.clone();
        let bounds = self.bounds(&decision.bounds, &scope, &mut ty);
        let default = decision.default.as_ref().and_then(|d| self.constant(d, &scope, &plain));
        if let Some(tree) = &decision.default {
            self.within_bounds(default.as_ref(), tree, &bounds, &decision.bounds);
        }
        let Some(table) = self.decided_table(decision.per.as_ref(), entry) else {
            return self.whole_decision(decision, ty, default, entry);
        };
        let citations = &entry.item.notes.citations;
        let id = {
            let name = (decision.name.text.as_str(), entry.year);
            self.decision_column(table, name, ty, default, entry.item.header, citations)
        };
        let schema = self.program.tables.get_mut(table.index());
        if let Some(rule) = schema.and_then(|s| s.columns.get_mut(id.index())) {
            rule.bounds = bounds;
        }
    }

    /// The table of 按 企业 or 按 区.名称, else that of the 对 around.
    pub(crate) fn decided_table(&mut self, per: Option<&tree::Path>, entry: &Placed<'t>) -> Option<TableId> {
        match (per.and_then(|p| p.names.first()), entry.frame) {
            (Some(name), _) => self.known_table(entry.space, name),
            (None, Frame::Rows(table)) => Some(table),
            (None, Frame::Whole) => None,
        }
    }

    fn whole_decision(
        &mut self,
        decision: &tree::Decision,
        ty: Type,
        default: Option<Value>,
        entry: &Placed<'t>,
    ) {
        let note = crate::program::ParameterNote {
            name: super::value::of_year(&decision.name.text, entry.year),
            year: entry.year,
            ty,
            default,
            source: crate::program::ParameterSource::Decision,
            span: Some(entry.item.header),
            citations: entry.item.notes.citations.clone(),
        };
        self.add_parameter(entry.space, note);
    }

    /// Names for a space that is there.
    pub(crate) fn space_mut(&mut self, id: SpaceId) -> Option<&mut crate::lower::symbols::Space<'t>> {
        self.spaces.get_mut(id.0)
    }
}

fn articles(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(|c| c.article.clone()).collect()
}
