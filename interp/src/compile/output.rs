//! 校验 and 输出.

use heng_grammar::tree::{self, ItemKind};

use crate::lower::{Context, Placed, Scope, SpaceId};
use crate::program::{Check, Core, Frame, Node, Output, OutputColumn, Role, TableId};

impl<'t> Context<'t> {
    /// Checks and outputs; a default output where none is written.
    pub(crate) fn finish_entries(&mut self, entries: &[Placed<'t>]) {
        let main_outputs =
            entries.iter().any(|e| e.space == super::MAIN && matches!(e.item.kind, ItemKind::Output(_)));
        for entry in entries {
            match &entry.item.kind {
                ItemKind::Check(check) => {
                    let scope = Scope { every_year: true, ..entry.scope() };
                    let condition = self.condition(&check.condition, &scope, None);
                    self.program.checks.push(Check {
                        title: check.title.clone(),
                        condition,
                        span: entry.item.header,
                        citations: entry.item.notes.citations.clone(),
                    });
                }
                ItemKind::Output(output) if entry.space == super::MAIN => self.output(output, entry),
                _ => {}
            }
        }
        if !main_outputs {
            self.default_outputs();
        }
    }

    fn output(&mut self, output: &'t tree::Output, entry: &Placed<'t>) {
        let table = match &output.table {
            Some(name) => match self.known_table(entry.space, name) {
                Some(table) => Some(table),
                None => return,
            },
            None => match entry.frame {
                Frame::Rows(table) => Some(table),
                Frame::Whole => None,
            },
        };
        let frame = table.map_or(Frame::Whole, Frame::Rows);
        let scope = Scope::of(entry.space, frame).in_year(entry.year);
        let filter = match &output.filter {
            Some(filter) => {
                let everyone = crate::lower::build::yes_no(true, filter.span);
                let scope = scope.clone().with_local("全部", everyone.clone()).with_local("every", everyone);
                Some(self.condition(filter, &scope, None))
            }
            None => table.and_then(|t| self.listed(t)),
        };
        let order = output.order.iter().map(|key| self.order_key(key, &scope)).collect();
        let columns = output.columns.iter().map(|column| self.output_column(column, &scope)).collect();
        self.program.outputs.push(Output { frame, year: entry.year, filter, order, columns });
    }

    fn output_column(&mut self, column: &'t tree::OutputColumn, scope: &Scope) -> OutputColumn {
        let value = match (&column.value, &column.path) {
            (Some(value), _) => self.expression(value, scope),
            (None, Some(path)) => self.path_value(&path.names.iter().collect::<Vec<_>>(), scope, path.span),
            (None, None) => self.path_value(&[&column.name], scope, column.name.span),
        };
        let shown = column.shown.or_else(|| self.shown_as_defined(&value));
        OutputColumn { name: column.name.text.clone(), value, shown }
    }

    fn shown_as_defined(&self, value: &Core) -> Option<u32> {
        match &*value.node {
            Node::Definition(id) => self.program.definition(*id)?.shown,
            _ => None,
        }
    }

    /// Yes for the rows that are in the list, where the table has a 参评.
    fn listed(&mut self, table: TableId) -> Option<Core> {
        let scope = Scope::row(self.table_space(table), table);
        let id = self.definition_named(&scope, &["列入"])?;
        let span = self.program.definition(id)?.span;
        Some(self.definition_value(id, span))
    }

    /// For each table its key and then every named definition in the order written; the named values of the whole.
    fn default_outputs(&mut self) {
        let tables =
            (0_u32..).zip(self.program.tables.iter()).map(|(position, _)| Frame::Rows(TableId(position)));
        let frames: Vec<Frame> = tables.chain([Frame::Whole]).collect();
        for frame in frames {
            let named = self.named_columns(frame);
            if named.is_empty() {
                continue;
            }
            let (mut columns, mut filter) = (Vec::new(), None);
            if let Frame::Rows(table) = frame {
                columns = self.key_outputs(table);
                filter = self.listed(table);
            }
            columns.extend(named);
            self.program.outputs.push(Output { frame, year: None, filter, order: Vec::new(), columns });
        }
    }

    fn key_outputs(&mut self, table: TableId) -> Vec<OutputColumn> {
        let keys = self.key_columns(table);
        keys.into_iter()
            .filter_map(|column| {
                let rule = self.program.tables.get(table.index())?.columns.get(column.index())?;
                let (name, span) = (rule.name.clone(), rule.span.unwrap_or_default());
                Some(OutputColumn { name, value: self.column_value(table, column, span), shown: None })
            })
            .collect()
    }

    fn named_columns(&mut self, frame: Frame) -> Vec<OutputColumn> {
        let main = |path: &[String]| path.len() == 1;
        let definitions = (0_u32..).zip(&self.program.definitions);
        let mut named: Vec<(heng_grammar::span::Span, u32)> = definitions
            .filter(|(_, d)| d.frame == frame && d.year.is_none() && d.role == Role::Named && main(&d.path))
            .map(|(position, d)| (d.span, position))
            .collect();
        named.sort_by_key(|(span, position)| (span.source, span.start, *position));
        named
            .into_iter()
            .filter_map(|(span, position)| {
                let id = crate::program::DefinitionId(position);
                let definition = self.program.definition(id)?;
                let (name, shown) = (definition.path.join("."), definition.shown);
                Some(OutputColumn { name, value: self.definition_value(id, span), shown })
            })
            .collect()
    }

    /// The value at a path of names.
    pub fn path_value(
        &mut self,
        path: &[&tree::Name],
        scope: &Scope,
        span: heng_grammar::span::Span,
    ) -> Core {
        self.path(path, scope, None, span)
    }

    /// The scope of the main document in a frame.
    pub fn main_scope(&self, frame: Frame) -> Scope {
        Scope::of(SpaceId(0), frame)
    }
}
