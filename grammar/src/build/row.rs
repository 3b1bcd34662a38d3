//! `对` and `参评`.

use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{For, Name, Notes, Participation, ParticipationEntry, ParticipationKind};

impl Builder<'_> {
    /// `对 企业 { … }`
    pub(super) fn for_block(&mut self, entry: &Entry) -> Option<For> {
        let header = self.header(Rule::for_header, entry);
        self.forbid_tail(entry);
        let table = self.name_in(&header);
        let body = self.body(entry);
        Some(For { table, items: self.items(body) })
    }

    /// `参评 { … }`
    pub(super) fn participation(&mut self, entry: &Entry) -> Option<Participation> {
        self.header(Rule::participation_header, entry);
        self.forbid_tail(entry);
        let mut entries = Vec::new();
        for inner in self.body(entry) {
            if let Some(node) = self.leaf(Rule::participation_entry, inner) {
                let name = self.name_in(&node);
                entries.push(self.participation_entry(&node, name, notes(inner), inner.span));
            }
        }
        Some(Participation { entries })
    }

    /// `不评 新供地 当 新供地未满三年 原则上 记 不参评`
    pub(super) fn participation_entry(
        &mut self,
        node: &Node,
        name: Name,
        notes: Notes,
        span: Span,
    ) -> ParticipationEntry {
        let kind = match node.child(Rule::participation_kind).and_then(Node::first).map(|word| word.rule) {
            Some(Rule::kw_unscored) => ParticipationKind::Unscored,
            Some(Rule::kw_unranked) => ParticipationKind::Unranked,
            Some(Rule::kw_assigned) => ParticipationKind::Assigned,
            Some(Rule::kw_group) => ParticipationKind::Group,
            _ => ParticipationKind::Unlisted,
        };
        let in_principle = node.has(Rule::kw_in_principle);
        let mut made = ParticipationEntry {
            kind,
            name,
            condition: None,
            in_principle,
            recorded_as: None,
            missing: None,
            notes,
            span,
        };
        for clause in &node.children {
            match clause.rule {
                Rule::filter => {
                    let condition = self.expression_in(clause, Rule::expression);
                    self.once(&mut made.condition, condition, clause.span);
                }
                Rule::recorded_as => {
                    let class = self.name_in(clause);
                    self.once(&mut made.recorded_as, class, clause.span);
                }
                Rule::missing => {
                    let missing = self.missing(clause);
                    self.once(&mut made.missing, missing, clause.span);
                }
                _ => {}
            }
        }
        if made.condition.is_none() && !node.has(Rule::kw_rest) {
            self.report(structure::condition_missing(node.span));
        }
        made
    }
}
