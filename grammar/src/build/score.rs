//! `评分`.

use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{Expr, Extra, ItemClauses, Name, Notes, Score, ScoreEntry};

impl Builder<'_> {
    /// `评分 综合得分 群体 规上 满分 100 分 { … }`
    pub(super) fn score(&mut self, entry: &Entry) -> Option<Score> {
        let header = self.header(Rule::score_header, entry);
        self.forbid_tail(entry);
        let (mut group, mut out_of) = (None, None);
        for clause in &header.children {
            match clause.rule {
                Rule::score_group => {
                    let name = self.name_in(clause);
                    self.once(&mut group, name, clause.span);
                }
                Rule::out_of => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut out_of, value, clause.span);
                }
                _ => {}
            }
        }
        let mut score = Score {
            name: self.name_in(&header),
            group,
            out_of,
            each: ItemClauses::default(),
            entries: Vec::new(),
            extras: Vec::new(),
            rounding: None,
            shown: None,
        };
        for inner in self.body(entry) {
            self.score_line(&mut score, inner);
        }
        Some(score)
    }

    fn score_line(&mut self, score: &mut Score, entry: &Entry) {
        let Some(node) = self.read(Rule::score_entry, entry.header) else { return };
        let Some(line) = node.first() else { return };
        if line.rule == Rule::score_item {
            score.entries.push(self.score_item(line, entry));
            return;
        }
        self.forbid_body(entry);
        self.forbid_tail(entry);
        match line.rule {
            Rule::each_item => self.item_clauses(&mut score.each, line),
            Rule::rounding => {
                let rounding = self.rounding(line);
                self.once(&mut score.rounding, rounding, line.span);
            }
            Rule::shown => {
                let places = self.integer_in(line);
                self.once(&mut score.shown, places, line.span);
            }
            _ => score.extras.push(Extra {
                subtract: line.has(Rule::kw_less),
                value: self.expression_in(line, Rule::sum),
                missing: self.missing_in(line),
                notes: notes(entry),
                span: entry.span,
            }),
        }
    }

    /// An item, or a group with its block.
    fn score_item(&mut self, node: &Node, entry: &Entry) -> ScoreEntry {
        self.forbid_tail(entry);
        let name = self.item_name(node);
        let mut made = self.score_entry(node, name, notes(entry), entry.span);
        if let Some(body) = &entry.body {
            made.entries = Some(body.entries.iter().filter_map(|inner| self.score_member(inner)).collect());
        }
        made
    }

    /// An entry of a group, which holds items and groups and nothing else.
    fn score_member(&mut self, entry: &Entry) -> Option<ScoreEntry> {
        let node = self.read(Rule::score_entry, entry.header)?;
        match node.first() {
            Some(line) if line.rule == Rule::score_item => Some(self.score_item(line, entry)),
            _ => {
                self.report(structure::only_items_in_group(entry.header));
                None
            }
        }
    }

    /// `亩均税收 45 基准 x`, whose name stands elsewhere in an amendment
    pub(super) fn score_entry(&mut self, node: &Node, name: Name, notes: Notes, span: Span) -> ScoreEntry {
        let weight = node
            .child(Rule::weight)
            .or_else(|| node.child(Rule::plain_weight))
            .map(|weight| self.weight(weight));
        let mut clauses = ItemClauses::default();
        self.item_clauses(&mut clauses, node);
        ScoreEntry { name, weight, clauses, entries: None, notes, span }
    }

    pub(super) fn weight(&mut self, node: &Node) -> Expr {
        match node.children.last() {
            Some(value) => self.expression(value),
            None => Expr::new(crate::tree::ExprKind::Error, node.span),
        }
    }

    fn item_clauses(&mut self, made: &mut ItemClauses, node: &Node) {
        for clause in &node.children {
            if clause.rule == Rule::missing {
                let missing = self.missing(clause);
                self.once(&mut made.missing, missing, clause.span);
                continue;
            }
            let slot = match clause.rule {
                Rule::indicator => &mut made.value,
                Rule::baseline => &mut made.baseline,
                Rule::points => &mut made.points,
                Rule::cap => &mut made.cap,
                Rule::floor => &mut made.floor,
                _ => continue,
            };
            let value = self.expression_in(clause, Rule::sum);
            self.once(slot, value, clause.span);
        }
    }
}
