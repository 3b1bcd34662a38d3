//! `表`.

use super::word::text;
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{Column, Notes, Table};

impl Builder<'_> {
    /// `表 企业 { 企业编号: 文本 主键 }`
    pub(super) fn table(&mut self, entry: &Entry) -> Option<Table> {
        let header = self.header(Rule::table_header, entry);
        self.forbid_tail(entry);
        let mut columns = Vec::new();
        for inner in self.body(entry) {
            if let Some(node) = self.leaf(Rule::column_entry, inner) {
                columns.push(self.column(&node, notes(inner), inner.span));
            }
        }
        let results_of =
            header.child(Rule::results_of).and_then(|clause| clause.children.last()).map(|node| {
                match node.rule {
                    Rule::text => text(node),
                    _ => node.text.to_owned(),
                }
            });
        Some(Table { name: self.name_in(&header), results_of, columns })
    }

    /// `能耗总量: 吨标煤 可缺 零作缺失`
    pub(super) fn column(&mut self, node: &Node, notes: Notes, span: Span) -> Column {
        let mut column = Column {
            name: self.name_in(node),
            ty: self.promised_type(node),
            yearly: node.has(Rule::kw_yearly),
            key: node.has(Rule::kw_key),
            optional: node.has(Rule::kw_optional),
            zero_is_missing: node.has(Rule::kw_zero_is_missing),
            fractional: node.has(Rule::kw_fractional),
            default: None,
            headers: Vec::new(),
            bounds: Vec::new(),
            notes,
            span,
        };
        let flags =
            [Rule::kw_yearly, Rule::kw_key, Rule::kw_optional, Rule::kw_zero_is_missing, Rule::kw_fractional];
        for flag in flags {
            if let Some(again) = node.all(flag).nth(1) {
                self.report(structure::clause_twice(again.text, again.span));
            }
        }
        for clause in &node.children {
            match clause.rule {
                Rule::default => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut column.default, value, clause.span);
                }
                Rule::headers => column.headers.extend(clause.all(Rule::text).map(text)),
                Rule::bound => column.bounds.extend(self.bounds(clause)),
                _ => {}
            }
        }
        column
    }
}
