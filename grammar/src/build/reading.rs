//! `待定 定 读法 取 认定 参数`: what a text leaves open, and how it is settled.

use super::declaration::{path_if_any, written_number};
use super::word::{name, text};
use super::{Builder, notes};
use crate::parser::{Node, Rule};
use crate::skeleton::Entry;
use crate::tree::{Bind, Bound, Decision, Expr, Open, Parameter, Path, Reading, ReadingArm, Take};

impl Builder<'_> {
    /// `待定 上缴比例: % ≥ 30% 出自 "通残发〔2015〕35号"`
    pub(super) fn open(&mut self, entry: &Entry) -> Option<Open> {
        let node = self.leaf(Rule::open_header, entry)?;
        let clauses = self.value_clauses(&node);
        let mut from_document = None;
        for clause in node.all(Rule::from_document) {
            self.once(&mut from_document, written_number(clause), clause.span);
        }
        let (name, ty) = (self.name_in(&node), self.promised_type(&node));
        Some(Open { name, ty, per: clauses.per, bounds: clauses.bounds, from_document })
    }

    /// `认定 客观因素调整分: 分 按 企业 默认 0 限于 -5 分 至 5 分`
    pub(super) fn decision(&mut self, entry: &Entry) -> Option<Decision> {
        let node = self.leaf(Rule::decision_header, entry)?;
        let clauses = self.value_clauses(&node);
        let (name, ty) = (self.name_in(&node), self.promised_type(&node));
        Some(Decision { name, ty, per: clauses.per, default: clauses.default, bounds: clauses.bounds })
    }

    /// `参数 起评线: 万元 默认 500 万元`
    pub(super) fn parameter(&mut self, entry: &Entry) -> Option<Parameter> {
        let node = self.leaf(Rule::parameter_header, entry)?;
        let clauses = self.value_clauses(&node);
        let (name, ty) = (self.name_in(&node), self.promised_type(&node));
        Some(Parameter { name, ty, default: clauses.default, bounds: clauses.bounds })
    }

    fn value_clauses(&mut self, node: &Node) -> ValueClauses {
        let mut made = ValueClauses::default();
        for clause in &node.children {
            match clause.rule {
                Rule::per => {
                    if let Some(path) = path_if_any(clause) {
                        self.once(&mut made.per, path, clause.span);
                    }
                }
                Rule::default => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut made.default, value, clause.span);
                }
                Rule::bound => made.bounds.extend(self.bounds(clause)),
                _ => {}
            }
        }
        made
    }

    /// `定 亩均税收基准 = 20 万元/亩`
    pub(super) fn bind(&mut self, entry: &Entry) -> Option<Bind> {
        let node = self.leaf(Rule::bind_header, entry)?;
        Some(Bind { target: self.path_in(&node), value: self.expression_in(&node, Rule::expression) })
    }

    /// `取 引领作用 = 同时`
    pub(super) fn take(&mut self, entry: &Entry) -> Option<Take> {
        let node = self.leaf(Rule::take_header, entry)?;
        Some(Take { target: self.path_in(&node), arm: self.name_in(&node) })
    }

    /// `读法 引领作用 "…" { 任一 …；同时 …；取 任一 }`
    pub(super) fn reading(&mut self, entry: &Entry) -> Option<Reading> {
        let header = self.header(Rule::reading_header, entry);
        self.forbid_tail(entry);
        let question = header.child(Rule::text).map(text);
        let mut reading = Reading { name: self.name_in(&header), question, arms: Vec::new(), taken: None };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::reading_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            let named = self.name_in(line);
            if line.rule == Rule::reading_taken {
                self.once(&mut reading.taken, named, line.span);
            } else {
                let value = self.expression_in(line, Rule::expression);
                reading.arms.push(ReadingArm { name: named, value, notes: notes(inner), span: inner.span });
            }
        }
        Some(reading)
    }
}

/// The clauses of a declared value.
#[derive(Default)]
struct ValueClauses {
    per: Option<Path>,
    default: Option<Expr>,
    bounds: Vec<Bound>,
}

/// The name inside `node`, if it has one.
pub(super) fn name_if_any(node: &Node) -> Option<crate::tree::Name> {
    node.child(Rule::name).map(name)
}
