//! `归并`.

use super::word::name;
use super::{Builder, notes};
use crate::fold::fold;
use crate::parser::{Node, Rule};
use crate::skeleton::Entry;
use crate::tree::{Combiner, Name, Rollup, RollupColumn, RollupColumnKind, RollupKey};

impl<'t> Builder<'t> {
    /// `归并 评价单元 自 企业 按 宗地号 { 实缴税金 合计 }`
    pub(super) fn rollup(&mut self, entry: &Entry) -> Option<Rollup> {
        let header = self.header(Rule::rollup_header, entry);
        self.forbid_tail(entry);
        let from = header.all(Rule::name).nth(1).map_or_else(|| self.name_in(&header), name);
        let mut rollup =
            Rollup { name: self.name_in(&header), from, filter: None, key: None, columns: Vec::new() };
        for clause in &header.children {
            match clause.rule {
                Rule::filter => {
                    let filter = self.expression_in(clause, Rule::expression);
                    self.once(&mut rollup.filter, filter, clause.span);
                }
                Rule::rollup_key => {
                    let key = RollupKey {
                        name: clause.child(Rule::name).map(name),
                        value: self.expression_in(clause, Rule::expression),
                    };
                    self.once(&mut rollup.key, key, clause.span);
                }
                _ => {}
            }
        }
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::rollup_entry, inner) else { continue };
            let Some(kind) = node.first().and_then(|line| self.rollup_column(line)) else { continue };
            rollup.columns.push(RollupColumn { kind, notes: notes(inner), span: inner.span });
        }
        Some(rollup)
    }

    fn rollup_column(&mut self, line: &Node<'t>) -> Option<RollupColumnKind> {
        if line.rule == Rule::rollup_definition {
            return Some(RollupColumnKind::Define(Box::new(self.definition(line))));
        }
        let word = line.child(Rule::combiner)?;
        let combiner = Combiner::of(&fold(word.text));
        let word = Name { text: fold(word.text).into_owned(), span: word.span };
        let order = line.child(Rule::order_by).map(|order| self.order_keys_in(order)).unwrap_or_default();
        let source = line.all(Rule::name).nth(1).map(name);
        Some(RollupColumnKind::Combine { name: self.name_in(line), source, combiner, word, order })
    }
}
