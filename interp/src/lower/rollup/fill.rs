//! A rollup that fills a declared table: its columns take the place of the declared ones, and must be what they promise.

use heng_grammar::tree::Name;

use super::{column_name, report};
use crate::lower::{Context, build, range};
use crate::program::{Core, Kind, Node, TableId};
use crate::table::ColumnRule;

impl<'t> Context<'t> {
    /// Whether a column of a declared table is what a rollup says of it, and no cell of a file. A column that the rollup says
    /// nothing of is reported.
    pub(crate) fn is_made_column(&mut self, table: TableId, rule: &ColumnRule) -> bool {
        let Some(rolled) = self.rolled.get(&table).filter(|rolled| rolled.fills) else { return false };
        if rule.key || rule.decision {
            return false;
        }
        let said = rolled.columns.iter().any(|(column, _)| column_name(column).text == rule.name);
        if !said {
            let span = rolled.span;
            self.report(report::column_not_said(&rule.name, rule.span.unwrap_or_default(), span));
        }
        said
    }

    /// The value of a column of a declared table, as it was declared.
    pub(super) fn filling(&mut self, value: Core, table: TableId, name: &Name) -> Core {
        let position = self.program.tables.get(table.index()).and_then(|t| t.position(&name.text));
        let Some(position) = position else { return value };
        let rule = self.program.tables.get(table.index()).and_then(|t| t.columns.get(position)).cloned();
        let declared = self.columns.get(table.index()).and_then(|c| c.get(position)).cloned();
        let (Some(rule), Some(declared)) = (rule, declared) else { return value };
        let mut value = self.fit(value, &declared, rule.span);
        if let Some(default) = rule.default.filter(|_| value.ty.optional) {
            let constant = Core::new(Node::Constant(default), declared.clone(), name.span);
            value = build::if_missing(value, constant);
        }
        if rule.zero_is_missing && !range::excludes_zero(&value.ty) {
            value = build::zero_is_missing(value);
        }
        let within = match (&value.ty.kind, &declared.kind) {
            (Kind::Number(made), Kind::Number(promised)) => range::within(&made.range, &promised.range),
            _ => true,
        };
        if !value.ty.is_unknown() && (!within || value.ty.optional && !declared.optional) {
            self.report(report::not_as_declared(name, rule.span.unwrap_or_default(), within));
        }
        value
    }
}
