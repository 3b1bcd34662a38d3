//! 校验 and 输出.

use heng_grammar::tree::{self, ItemKind};

use super::results::{is_year, year_column};
use crate::lower::{Context, Placed, Scope, SpaceId};
use crate::program::{Check, Core, Frame, Node, Output, OutputColumn, TableId};

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
                        year: entry.year,
                        condition,
                        span: entry.item.header,
                        citations: entry.item.notes.citations.clone(),
                    });
                }
                ItemKind::Output(output) if entry.space == super::MAIN => {
                    let number = entries.iter().position(|e| e.item.header == entry.item.header);
                    let number = number.and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
                    self.output(output, entry, number);
                }
                _ => {}
            }
        }
        if !main_outputs {
            self.default_outputs();
        }
        self.ledger_outputs();
    }

    fn output(&mut self, output: &'t tree::Output, entry: &Placed<'t>, number: u32) {
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
            None => table.and_then(|t| self.listed(t, entry.year)),
        };
        let order = output.order.iter().map(|key| self.order_key(key, &scope)).collect();
        let mut columns: Vec<OutputColumn> =
            output.columns.iter().map(|column| self.output_column(column, &scope)).collect();
        let year = entry.year;
        if let Some(year) = year.filter(|_| !columns.iter().any(|column| is_year(&column.value))) {
            let keys = columns.iter().take_while(|column| self.is_key(&column.value, frame)).count();
            columns.insert(keys, year_column(year, entry.item.header));
        }
        let name = self.result_name(frame, year);
        self.program.outputs.push(Output { name, number, section: 0, frame, year, filter, order, columns });
    }

    /// Whether a column repeats the key of its row.
    fn is_key(&self, value: &Core, frame: Frame) -> bool {
        let (Node::Column(column), Frame::Rows(table)) = (&*value.node, frame) else { return false };
        self.key_columns(table).contains(column)
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

    pub(super) fn shown_as_defined(&self, value: &Core) -> Option<u32> {
        match &*value.node {
            Node::Definition(id) => self.program.definition(*id)?.shown,
            _ => None,
        }
    }

    /// Yes for the rows that are in the list, where the table has a 参评.
    pub(super) fn listed(&mut self, table: TableId, year: Option<i32>) -> Option<Core> {
        let scope = Scope::row(self.table_space(table), table).in_year(year);
        let id = self.definition_named(&scope, &["列入"])?;
        let span = self.program.definition(id)?.span;
        Some(self.definition_value(id, span))
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
