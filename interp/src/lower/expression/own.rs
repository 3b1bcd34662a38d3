//! 名下: the rows that belong to the row at hand.

use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::aggregate::Rows;
use crate::check::diagnostic::{names, types};
use crate::lower::{Context, Scope};
use crate::program::{ColumnId, Kind, Link, TableId};

impl<'t> Context<'t> {
    /// 名下: the reference column from the other table to this one.
    pub(super) fn own_rows(
        &mut self,
        table: &'t Name,
        column: Option<&'t Name>,
        span: Span,
        scope: &Scope,
    ) -> Option<Rows> {
        let Some(from) = self.table_named(scope, &table.text) else {
            let known: Vec<String> = self.space(scope.space)?.tables.keys().cloned().collect();
            self.report(names::unknown_table(table, known.iter().map(String::as_str)));
            return None;
        };
        let Some(to) = scope.table() else {
            self.report(types::must_be(span, "「对」里的表达式", "an expression inside `for`"));
            return None;
        };
        if self.program.bases(to).contains(&from) {
            return self.member_rows(from, column);
        }
        let bases = self.program.bases(to);
        let mut pointing = self.columns_pointing(from, to);
        pointing.extend(bases.into_iter().flat_map(|base| self.columns_pointing(from, base)));
        let chosen = column.and_then(|c| pointing.iter().find(|(_, name)| *name == c.text));
        if let Some((id, _)) = chosen {
            return Some(Rows { table: from, link: Link::Own(*id), value: None, set: None });
        }
        let [(id, _)] = pointing.as_slice() else {
            let to_name = self.program.tables.get(to.index()).map(|t| t.name.clone()).unwrap_or_default();
            let list: Vec<&str> = pointing.iter().map(|(_, name)| name.as_str()).collect();
            self.report(names::no_reference(span, &table.text, &to_name, &list));
            return None;
        };
        let value = match column {
            None => None,
            Some(name) => Some(self.column_named(from, name)?),
        };
        Some(Rows { table: from, link: Link::Own(*id), value, set: None })
    }

    /// 名下 of a unit: the rows it was made from; `名下 企业.实缴税金` sums a column of them.
    fn member_rows(&mut self, from: TableId, column: Option<&'t Name>) -> Option<Rows> {
        let value = match column {
            None => None,
            Some(name) => Some(self.column_named(from, name)?),
        };
        Some(Rows { table: from, link: Link::Members, value, set: None })
    }

    fn column_named(&mut self, table: TableId, name: &Name) -> Option<ColumnId> {
        let schema = self.program.tables.get(table.index())?;
        let position = schema.position(&name.text).and_then(|p| u32::try_from(p).ok());
        if position.is_none() {
            let known: Vec<String> = schema.columns.iter().map(|c| c.name.clone()).collect();
            let diagnostic =
                names::unknown_in_table(name, &schema.name.clone(), known.iter().map(String::as_str));
            self.report(diagnostic);
        }
        position.map(ColumnId)
    }

    /// The reference columns of one table that point at another.
    pub(crate) fn columns_pointing(&self, from: TableId, to: TableId) -> Vec<(ColumnId, String)> {
        let names = self.program.tables.get(from.index()).into_iter().flat_map(|t| &t.columns);
        let types = self.columns.get(from.index()).into_iter().flatten();
        (0_u32..)
            .zip(names.zip(types))
            .filter(|(_, (_, ty))| ty.kind == Kind::Reference(to))
            .map(|(position, (rule, _))| (ColumnId(position), rule.name.clone()))
            .collect()
    }
}
