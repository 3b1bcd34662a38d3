//! `调档`.

use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{Adjust, Expr, ExprKind, Move, MoveAction, MoveKind, Name, Notes};

impl Builder<'_> {
    /// `调档 最终等级 自 初评等级 次序 自上而下 不补位 { … }`
    pub(super) fn adjust(&mut self, entry: &Entry) -> Option<Adjust> {
        let header = self.header(Rule::adjust_header, entry);
        self.forbid_tail(entry);
        let mut refill = None;
        for word in
            header.children.iter().filter(|child| matches!(child.rule, Rule::kw_refill | Rule::kw_no_refill))
        {
            self.once(&mut refill, word.rule == Rule::kw_refill, word.span);
        }
        let mut adjust = Adjust {
            name: self.name_in(&header),
            from: header.child(Rule::adjust_from).map_or_else(
                || Expr::new(ExprKind::Error, header.span),
                |from| self.expression_in(from, Rule::sum),
            ),
            top_down: header.has(Rule::adjust_order),
            refill,
            missing: None,
            moves: Vec::new(),
        };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::adjust_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            if line.rule == Rule::each_missing {
                if let Some(missing) = self.missing_in(line) {
                    self.once(&mut adjust.missing, missing, line.span);
                }
                continue;
            }
            let name = self.name_in(line);
            adjust.moves.extend(self.adjust_move(line, name, notes(inner), inner.span));
        }
        Some(adjust)
    }

    /// `惩罚 不足一万 当 亩均税收 < 1 万元/亩 缺失 适用 调为 D`
    pub(super) fn adjust_move(&mut self, node: &Node, name: Name, notes: Notes, span: Span) -> Option<Move> {
        let protects = node.child(Rule::move_kind).is_some_and(|kind| kind.has(Rule::kw_protect));
        let (mut condition, mut unless, mut missing, mut action) = (None, None, None, None);
        for clause in &node.children {
            match clause.rule {
                Rule::filter => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut condition, value, clause.span);
                }
                Rule::unless => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut unless, value, clause.span);
                }
                Rule::missing => {
                    let value = self.missing(clause);
                    self.once(&mut missing, value, clause.span);
                }
                Rule::move_action => {
                    let value = self.move_action(clause);
                    self.once(&mut action, value, clause.span);
                }
                _ => {}
            }
        }
        if condition.is_none() {
            self.report(structure::condition_missing(node.span));
        }
        if action.is_none() {
            self.report(structure::action_missing(node.span));
        }
        Some(Move {
            kind: if protects { MoveKind::Protect } else { MoveKind::Punish },
            name,
            condition: condition?,
            unless,
            in_principle: node.has(Rule::kw_in_principle),
            missing,
            action: action?,
            notes,
            span,
        })
    }

    fn move_action(&mut self, node: &Node) -> MoveAction {
        match node.first().map(|word| word.rule) {
            Some(Rule::kw_up) => MoveAction::Up(self.integer_in(node)),
            Some(Rule::kw_down) => MoveAction::Down(self.integer_in(node)),
            Some(Rule::kw_not_below) => MoveAction::AtLeast(self.name_in(node)),
            Some(Rule::kw_not_above) => MoveAction::AtMost(self.name_in(node)),
            _ => MoveAction::Set(self.name_in(node)),
        }
    }
}
