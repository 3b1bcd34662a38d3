//! 算例: made-up rows and what must come out.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Example};

use crate::check::diagnostic::{names, year};
use crate::lower::{Context, Scope, SpaceId};
use crate::program::{ColumnId, Core, Node, ParameterSource, TableId, Type};
use crate::value::Value;

/// An example, ready to run on its program.
#[derive(Clone, Debug, Default)]
pub struct ExampleProgram {
    /// What it shows.
    pub title: String,
    /// The rows put in.
    pub rows: Vec<ExampleRow>,
    /// Yes/no of the whole, and where each was written.
    pub expectations: Vec<(Core, Span)>,
    /// Values of parameters and decisions on the whole that it sets, which no 定 of a document can.
    pub parameters: Vec<(crate::program::ParameterId, Value)>,
}

/// One row of an example.
#[derive(Clone, Debug)]
pub struct ExampleRow {
    /// Whose row.
    pub table: TableId,
    /// The cells said; a reference is the key of the row it points at, as text.
    pub cells: Vec<(ColumnId, Value)>,
    /// 其余列 任意
    pub any_other: bool,
    /// The whole row.
    pub span: Span,
}

impl<'t> Context<'t> {
    /// The rows and expectations of an example, whose names are those of a space.
    pub(crate) fn example_program<'e: 't>(&mut self, example: &'e Example, space: SpaceId) -> ExampleProgram {
        let scope = Scope { lenient: true, ..Scope::whole(space) };
        // What is expected may ask for years that nothing else reads.
        let expectations = example
            .expectations
            .iter()
            .map(|expected| (self.condition(&expected.condition, &scope, None), expected.span))
            .collect();
        let rows = example.rows.iter().filter_map(|row| self.example_row(row, &scope)).collect();
        let parameters = example.binds.iter().filter_map(|bind| self.set_by_example(bind, &scope)).collect();
        ExampleProgram { title: example.title.clone(), rows, expectations, parameters }
    }

    /// `定 年度 = 2021年`: what only a run or a register sets; other values are bound before.
    fn set_by_example(
        &mut self,
        bind: &'t tree::Bind,
        scope: &Scope,
    ) -> Option<(crate::program::ParameterId, Value)> {
        let [name] = bind.target.names.as_slice() else { return None };
        let (id, ty) = match self.built_in_parameter(&name.text, scope, name.span) {
            Some(Core { node, ty, .. }) => match *node {
                Node::Parameter(id) => (id, ty),
                _ => return None,
            },
            None => {
                let id = self.program.parameter(&name.text)?;
                let note = self.program.parameters.get(id.index())?;
                (id, (note.source == ParameterSource::Decision).then(|| note.ty.clone())?)
            }
        };
        self.constant(&bind.value, scope, &ty).map(|value| (id, value))
    }

    fn example_row(&mut self, row: &'t tree::ExampleRow, scope: &Scope) -> Option<ExampleRow> {
        let table = self.known_table(scope.space, &row.table)?;
        let mut cells = Vec::new();
        for tree::ExampleCell { name, years, value } in &row.cells {
            if self.has_column_series(table, &name.text) {
                self.yearly_cells(table, name, *years, value, scope, &mut cells);
                continue;
            }
            let schema = self.program.tables.get(table.index())?;
            let Some(position) = schema.position(&name.text).and_then(|p| u32::try_from(p).ok()) else {
                let known: Vec<String> = schema.columns.iter().map(|c| c.name.clone()).collect();
                let title = schema.name.clone();
                self.report(names::unknown_in_table(name, &title, known.iter().map(String::as_str)));
                continue;
            };
            let column = ColumnId(position);
            let ty = self.column_type(table, column);
            cells.extend(self.cell(value, scope, &ty).map(|v| (column, v)));
        }
        Some(ExampleRow { table, cells, any_other: row.any_other, span: row.span })
    }

    /// Cells of a column by years: a value for one year or for all, or one for each of several.
    fn yearly_cells(
        &mut self,
        table: TableId,
        name: &tree::Name,
        years: Option<(i32, i32)>,
        value: &'t tree::Expr,
        scope: &Scope,
        cells: &mut Vec<(ColumnId, Value)>,
    ) {
        let values: Vec<&'t tree::Expr> = match (&*value.kind, years) {
            (tree::ExprKind::List { elements, .. }, Some(_)) => elements.iter().collect(),
            _ => vec![value],
        };
        let years: Vec<i32> = match years {
            Some((first, last)) => (first..=last).collect(),
            None => self.years_read(table, &name.text),
        };
        if values.len() != 1 && values.len() != years.len() {
            self.report(year::cells_and_years(value.span, years.len(), values.len()));
            return;
        }
        for (at, year) in years.into_iter().enumerate() {
            let Some(tree) = values.get(at).or(values.first()) else { continue };
            let Some(column) = self.column_of_year(table, &name.text, year) else { continue };
            let ty = self.column_type(table, column);
            cells.extend(self.cell(tree, scope, &ty).map(|v| (column, v)));
        }
    }

    /// The years of a column by years that the program reads.
    fn years_read(&self, table: TableId, name: &str) -> Vec<i32> {
        let columns = self.program.tables.get(table.index()).into_iter().flat_map(|t| &t.columns);
        columns.filter_map(|c| c.year.as_ref()).filter(|of| of.name == name).map(|of| of.year).collect()
    }

    /// The value of a cell; for a reference, the key of the row it points at.
    fn cell(&mut self, tree: &'t tree::Expr, scope: &Scope, ty: &Type) -> Option<Value> {
        let crate::program::Kind::Reference(table) = ty.kind else {
            if let (tree::ExprKind::Text(text), crate::program::Kind::Choice(choice)) =
                (&*tree.kind, &ty.kind)
            {
                return self.position_or_alias(scope, *choice, text).map(Value::Choice);
            }
            return self.constant(tree, scope, ty);
        };
        let key = self.key_columns(table).first().copied()?;
        let key_type = self.column_type(table, key);
        // Files name a row by the text of its key, and so do examples.
        let crate::program::Kind::Choice(choice) = key_type.kind else {
            return self.constant(tree, scope, &key_type);
        };
        let position = match &*tree.kind {
            tree::ExprKind::Text(text) => {
                let name = tree::Name { text: text.clone(), span: tree.span };
                self.member(scope, choice, &name)?
            }
            _ => match self.constant(tree, scope, &key_type)? {
                Value::Choice(position) => position,
                _ => return None,
            },
        };
        self.program.choice(choice)?.members.get(position as usize).cloned().map(Value::Text)
    }
}
