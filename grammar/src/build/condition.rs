//! `条件` and `分类`.

use super::word::text;
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{ClassRule, Classify, Condition, ConditionBody, ConditionGroup, Conditions, Name, Notes};

impl Builder<'_> {
    /// `条件 可获奖补 全部 原则上 { … }`
    pub(super) fn conditions(&mut self, entry: &Entry) -> Option<Conditions> {
        let header = self.header(Rule::conditions_header, entry);
        self.forbid_tail(entry);
        let mut body = self.condition_group(&header);
        self.condition_lines(&mut body, entry);
        Some(Conditions { name: self.name_in(&header), body })
    }

    fn condition_lines(&mut self, group: &mut ConditionGroup, entry: &Entry) {
        for inner in self.body(entry) {
            if inner.body.is_some() {
                group.entries.extend(self.whole(|builder| builder.nested_conditions(inner)));
                continue;
            }
            let Some(node) = self.leaf(Rule::condition_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            if line.rule == Rule::each_missing {
                if let Some(missing) = self.missing_in(line) {
                    self.once(&mut group.missing, missing, line.span);
                }
                continue;
            }
            let name = self.name_in(line);
            group.entries.push(self.condition(line, name, notes(inner), inner.span));
        }
    }

    /// `信用良好 全不 { … }`
    fn nested_conditions(&mut self, entry: &Entry) -> Option<Condition> {
        let node = self.header(Rule::condition_group, entry);
        let name = self.name_in(&node);
        let mut group = self.condition_group(&node);
        self.condition_lines(&mut group, entry);
        let mut tail = None;
        if let Some(span) = entry.tail {
            tail = self.read(Rule::condition_tail, span);
        }
        let in_principle = std::mem::take(&mut group.in_principle);
        let body = ConditionBody::Group(group);
        let mut made = blank_condition(name, body, notes(entry), entry.span);
        made.in_principle = in_principle;
        self.condition_clauses(&mut made, &node);
        if let Some(tail) = &tail {
            self.condition_clauses(&mut made, tail);
        }
        Some(made)
    }

    /// `减排达标: 年减排量 ≥ 1 吨 原文 "大于1吨（含）" 除非 边角地`
    pub(super) fn condition(&mut self, node: &Node, name: Name, notes: Notes, span: Span) -> Condition {
        let test = ConditionBody::Test(self.expression_in(node, Rule::expression));
        let mut made = blank_condition(name, test, notes, span);
        self.condition_clauses(&mut made, node);
        made
    }

    fn condition_clauses(&mut self, made: &mut Condition, node: &Node) {
        for clause in &node.children {
            match clause.rule {
                Rule::unless => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut made.unless, value, clause.span);
                }
                Rule::kw_in_principle => made.in_principle = true,
                Rule::original => {
                    let words = clause.child(Rule::text).map(text).unwrap_or_default();
                    self.once(&mut made.original, words, clause.span);
                }
                Rule::missing => {
                    let missing = self.missing(clause);
                    self.once(&mut made.missing, missing, clause.span);
                }
                _ => {}
            }
        }
    }

    /// `分类 级次: 级别 { 市级 当 …；区级 其余；例外 区级 当 … }`
    pub(super) fn classify(&mut self, entry: &Entry) -> Option<Classify> {
        let header = self.header(Rule::classify_header, entry);
        self.forbid_tail(entry);
        let choice = header.child(Rule::class_choice).map(|choice| self.name_in(choice));
        let mut made = Classify {
            name: self.name_in(&header),
            choice,
            missing: None,
            rules: Vec::new(),
            exceptions: Vec::new(),
        };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::classify_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            if line.rule == Rule::each_missing {
                if let Some(missing) = self.missing_in(line) {
                    self.once(&mut made.missing, missing, line.span);
                }
                continue;
            }
            let exception = line.has(Rule::kw_except);
            if exception && line.has(Rule::kw_rest) {
                self.report(structure::exception_for_rest(line.span));
            }
            let rule = self.class_rule(line, notes(inner), inner.span);
            if exception { made.exceptions.push(rule) } else { made.rules.push(rule) }
        }
        Some(made)
    }

    fn class_rule(&mut self, node: &Node, notes: Notes, span: Span) -> ClassRule {
        ClassRule {
            class: self.name_in(node),
            condition: node.child(Rule::filter).map(|filter| self.expression_in(filter, Rule::expression)),
            missing: self.missing_in(node),
            notes,
            span,
        }
    }
}

fn blank_condition(name: Name, body: ConditionBody, notes: Notes, span: Span) -> Condition {
    Condition { name, body, unless: None, in_principle: false, original: None, missing: None, notes, span }
}
