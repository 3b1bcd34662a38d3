//! `企业["E1"]`: rows by their key.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind};

use crate::check::diagnostic::{names, types};
use crate::lower::{Context, Scope};
use crate::program::{ColumnId, Core, Kind, Node, TableId, Type};

impl<'t> Context<'t> {
    pub(super) fn index(&mut self, base: &'t Expr, keys: &'t [Expr], scope: &Scope, span: Span) -> Core {
        let Some((table, scope)) = self.indexed_table(base, scope) else {
            // A name that is no table has been reported as such.
            if matches!(&*base.kind, ExprKind::Name(_)) {
                return crate::lower::build::unknown(span);
            }
            return self.fail(types::must_be(base.span, "表的名称", "the name of a table"), span);
        };
        let key_columns = self.key_columns(table);
        let ([key], [column]) = (keys, key_columns.as_slice()) else {
            return self
                .fail(types::argument_count(span, "[ ]", &key_columns.len().to_string(), keys.len()), span);
        };
        let wanted = self.column_type(table, *column);
        let value = self.elaborate(key, &scope, Some(&wanted));
        let value = self.text_as_member(key, value, &wanted, &scope);
        let value = self.fit(value, &wanted, None);
        Core::new(Node::Find(table, value), Type::present(Kind::Reference(table)).or_absent(true), span)
    }

    /// The table of `企业` or `评价.企业`, and the scope of its names.
    fn indexed_table(&mut self, base: &'t Expr, scope: &Scope) -> Option<(TableId, Scope)> {
        match &*base.kind {
            ExprKind::Name(name) => {
                let table = self.table_named(scope, &name.text);
                if table.is_none() {
                    let known: Vec<String> = self.space(scope.space)?.tables.keys().cloned().collect();
                    self.report(names::unknown_table(name, known.iter().map(String::as_str)));
                }
                Some((table?, scope.clone()))
            }
            ExprKind::Field(outer, name) => {
                let ExprKind::Name(prefix) = &*outer.kind else { return None };
                let space = *self.space(scope.space)?.spaces.get(&prefix.text)?;
                let there = Scope { space, ..scope.clone() };
                Some((self.table_named(&there, &name.text)?, scope.clone()))
            }
            _ => None,
        }
    }

    /// The key columns of a table.
    pub(crate) fn key_columns(&self, table: TableId) -> Vec<ColumnId> {
        let schema = self.program.tables.get(table.index());
        let keys = schema.into_iter().flat_map(crate::table::Schema::key_columns);
        keys.filter_map(|position| u32::try_from(position).ok()).map(ColumnId).collect()
    }
}
