//! `名次(综合得分 从高到低 按 乡镇)`: equal values share the best place.

use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Direction, Name};

use crate::check::diagnostic::types;
use crate::lower::{Context, Scope, build};
use crate::program::{Core, Kind, Node, Number, OrderKey, Range, Ranking, TieMethod, Type};

impl<'t> Context<'t> {
    pub(super) fn rank(&mut self, name: &Name, arguments: &'t [Argument], scope: &Scope, span: Span) -> Core {
        let Some(table) = scope.table() else {
            return self
                .fail(types::must_be(name.span, "「对」里的表达式", "an expression inside `for`"), span);
        };
        let mut ranking =
            Ranking { filter: None, group: Vec::new(), order: Vec::new(), ties: TieMethod::Best };
        let mut filters = Vec::new();
        for argument in arguments {
            if let Some(tree) = &argument.value {
                let value = self.expression(tree, scope);
                let descending = match argument.direction {
                    Some(direction) => direction == Direction::Descending,
                    None => {
                        self.report(types::direction_unwritten(tree.span));
                        true
                    }
                };
                if value.ty.optional {
                    filters.push(build::present(value.clone()));
                }
                ranking.order.push(OrderKey { value, descending, missing_first: false });
            }
            ranking
                .group
                .extend(argument.group.iter().map(|g| self.expression(g, scope)).collect::<Vec<_>>());
            let order: Vec<OrderKey> = argument.order.iter().map(|k| self.order_key(k, scope)).collect();
            ranking.order.extend(order);
        }
        if ranking.order.is_empty() {
            return self.fail(types::argument_count(span, &name.text, "1+", arguments.len()), span);
        }
        let written = arguments.iter().find_map(|a| a.filter.as_ref());
        filters.extend(self.population_filter(table, written, scope, span));
        ranking.filter = (!filters.is_empty()).then(|| build::and(filters, span));
        let range = Range { lower: Some((dashu_ratio::RBig::ONE, true)), upper: None };
        let ty =
            Type::present(Kind::Number(Number { whole: true, range, nonzero: true, ..Number::default() }));
        Core::new(Node::Rank(ranking), ty, span)
    }
}
