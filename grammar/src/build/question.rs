//! What is asked at a prompt.

use super::Builder;
use super::clause::direction;
use crate::parser::{Node, Rule};
use crate::skeleton::Entry;
use crate::tree::{OrderKey, Question, QuestionColumn};

impl<'t> Builder<'t> {
    /// `企业编号，综合得分 当 最终等级 = D 依 综合得分 从高到低`
    pub(crate) fn question(&mut self, entry: &Entry) -> Option<Question> {
        let node = self.leaf(Rule::question, entry)?;
        let mut made = Question { columns: Vec::new(), filter: None, order: Vec::new(), span: entry.header };
        for column in node.all(Rule::question_column) {
            self.question_column(column, &mut made);
        }
        Some(made)
    }

    fn question_column(&mut self, node: &Node<'t>, made: &mut Question) {
        let value = self.expression_in(node, Rule::expression);
        let mut column =
            QuestionColumn { value, rounding: None, shown: None, missing: None, span: node.span };
        self.clauses_of_value(node, (&mut column.rounding, &mut column.shown, &mut column.missing));
        for clause in &node.children {
            match clause.rule {
                Rule::filter => {
                    let filter = self.expression_in(clause, Rule::expression);
                    self.once(&mut made.filter, filter, clause.span);
                }
                Rule::direction => made.order.push(OrderKey {
                    value: column.value.clone(),
                    direction: Some(direction(clause)),
                    missing: None,
                    span: node.span,
                }),
                Rule::order_by => made.order.extend(self.order_keys_in(clause)),
                _ => {}
            }
        }
        made.columns.push(column);
    }
}
