//! `算例`, `校验` and `输出`.

use super::reading::name_if_any;
use super::word::text;
use super::{Builder, notes};
use crate::parser::{Node, Rule, head_of, structure};
use crate::skeleton::Entry;
use crate::tree::{Check, Example, ExampleCell, ExampleRow, Expectation, Name, Output, OutputColumn, Path};

impl Builder<'_> {
    /// `算例 "小巨人也不例外" { 企业 { … } 定 …；取 …；应得 企业["E1"].最终等级 = D }`
    pub(super) fn example(&mut self, entry: &Entry) -> Option<Example> {
        let header = self.header(Rule::example_header, entry);
        self.forbid_tail(entry);
        let mut example = Example {
            title: header.child(Rule::text).map(text).unwrap_or_default(),
            rows: Vec::new(),
            binds: Vec::new(),
            takes: Vec::new(),
            expectations: Vec::new(),
        };
        for inner in self.body(entry) {
            self.example_line(&mut example, inner);
        }
        Some(example)
    }

    fn example_line(&mut self, example: &mut Example, entry: &Entry) {
        if entry.body.is_some() {
            example.rows.extend(self.whole(|builder| builder.example_row(entry)));
            return;
        }
        match head_of(self.text, entry.header) {
            Some(Rule::kw_bind) => example.binds.extend(self.bind(entry)),
            Some(Rule::kw_take) => example.takes.extend(self.take(entry)),
            _ => {
                if let Some(node) = self.leaf(Rule::expectation, entry) {
                    let condition = self.expression_in(&node, Rule::expression);
                    example.expectations.push(Expectation {
                        condition,
                        notes: notes(entry),
                        span: entry.span,
                    });
                }
            }
        }
    }

    /// `企业 { 企业编号 = "E1"，其余列 任意 }`
    fn example_row(&mut self, entry: &Entry) -> Option<ExampleRow> {
        let header = self.header(Rule::example_table, entry);
        self.forbid_tail(entry);
        // 评价.企业: a table of a document that is used under a name.
        let path = self.path_in(&header);
        let text = path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let mut row = ExampleRow {
            table: Name { text, span: path.span },
            cells: Vec::new(),
            any_other: false,
            span: entry.span,
        };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::example_cells, inner) else { continue };
            for cell in node.all(Rule::example_cell) {
                if cell.has(Rule::any_other) {
                    row.any_other = true;
                } else {
                    let name = self.name_in(cell);
                    let years = cell.child(Rule::cell_years).and_then(super::year::cell_years);
                    let value = self.expression_in(cell, Rule::expression);
                    row.cells.push(ExampleCell { name, years, value });
                }
            }
        }
        Some(row)
    }

    /// `校验 "面积不为负" 全部(企业.实际占地面积 ≥ 0 亩)`
    pub(super) fn check(&mut self, entry: &Entry) -> Option<Check> {
        let node = self.leaf(Rule::check_header, entry)?;
        let title = node.child(Rule::text).map(text).unwrap_or_default();
        Some(Check { title, condition: self.expression_in(&node, Rule::expression) })
    }

    /// `输出 企业 依 初评等级.名次 { 企业编号；综合得分 公布 2 位 }`
    pub(super) fn output(&mut self, entry: &Entry) -> Option<Output> {
        let header = self.header(Rule::output_header, entry);
        self.forbid_tail(entry);
        let mut output =
            Output { table: name_if_any(&header), filter: None, order: Vec::new(), columns: Vec::new() };
        for clause in &header.children {
            match clause.rule {
                Rule::filter => {
                    let filter = self.expression_in(clause, Rule::expression);
                    self.once(&mut output.filter, filter, clause.span);
                }
                Rule::order_by => output.order.extend(self.order_keys_in(clause)),
                _ => {}
            }
        }
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::output_entry, inner) else { continue };
            output
                .columns
                .extend(node.all(Rule::output_column).filter_map(|column| self.output_column(column)));
        }
        Some(output)
    }

    fn output_column(&mut self, node: &Node) -> Option<OutputColumn> {
        let shown = node.child(Rule::shown).map(|shown| self.integer_in(shown));
        if node.has(Rule::assign) {
            let value = self.expression_in(node, Rule::expression);
            let name = self.name_in(node);
            return Some(OutputColumn { name, value: Some(value), path: None, shown, span: node.span });
        }
        let path: Path = self.path_in(node);
        let Some(name) = path.names.last().cloned() else {
            self.report(structure::unreadable(node.span));
            return None;
        };
        Some(OutputColumn { name, value: None, path: Some(path), shown, span: node.span })
    }
}
