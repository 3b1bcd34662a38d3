//! Clauses that several blocks share.

use super::Builder;
use super::allocate::option_name;
use super::expression::comparator;
use crate::parser::{Node, Rule};
use crate::tree::{
    Bound, Comparator, ConditionGroup, Direction, Missing, MissingAnswer, MissingOrder, OrderKey, Quantifier,
    Rounding, RoundingMode, RoundingTo, Stated,
};

/// `从高到低`
pub(super) fn direction(node: &Node) -> Direction {
    if node.has(Rule::kw_ascending) { Direction::Ascending } else { Direction::Descending }
}

/// `四舍五入`
pub(super) fn rounding_mode(node: &Node) -> RoundingMode {
    match node.first().map(|word| word.rule) {
        Some(Rule::kw_toward_zero) => RoundingMode::TowardZero,
        Some(Rule::kw_away) => RoundingMode::AwayFromZero,
        Some(Rule::kw_half_even) => RoundingMode::HalfToEven,
        _ => RoundingMode::HalfAwayFromZero,
    }
}

impl Builder<'_> {
    /// `缺失 0 分`
    pub(super) fn missing(&mut self, node: &Node) -> Missing {
        let answer = if node.has(Rule::kw_applies) {
            MissingAnswer::Applies
        } else if node.has(Rule::kw_not_applicable) {
            MissingAnswer::NotApplicable
        } else if node.has(Rule::kw_item_mean) {
            MissingAnswer::ItemMean
        } else {
            MissingAnswer::Value(self.expression_in(node, Rule::sum))
        };
        Missing { answer, span: node.span }
    }

    /// The `缺失` clause inside `node`, as in `每条 缺失 不适用`.
    pub(super) fn missing_in(&mut self, node: &Node) -> Option<Missing> {
        node.child(Rule::missing).map(|found| self.missing(found))
    }

    /// `≥ 30%`; `0 至 20` makes two of it.
    pub(super) fn bounds(&mut self, node: &Node) -> Vec<Bound> {
        let mut values = self.expressions(node, Rule::sum).into_iter();
        let bound = |comparator, value| Bound { comparator, value, span: node.span };
        match node.child(Rule::comparator) {
            Some(sign) => values.next().map(|value| bound(comparator(sign), value)).into_iter().collect(),
            None => [Comparator::GreaterOrEqual, Comparator::LessOrEqual]
                .into_iter()
                .zip(values)
                .map(|(comparator, value)| bound(comparator, value))
                .collect(),
        }
    }

    /// `保留 2 位 舍去`
    pub(super) fn rounding(&mut self, node: &Node) -> Rounding {
        let to = match node.child(Rule::number) {
            Some(nearest) => RoundingTo::Nearest(self.number(nearest)),
            None => RoundingTo::Places(self.integer_in(node)),
        };
        let mode = match (option_name(node), node.child(Rule::rounding_mode)) {
            (Some(reading), _) => Stated::Reading(reading),
            (None, Some(mode)) => Stated::Is(rounding_mode(mode)),
            (None, None) => Stated::default(),
        };
        Rounding { to, mode, span: node.span }
    }

    /// The `rounding` inside `node`; the grammar promises one.
    pub(super) fn rounding_in(&mut self, node: &Node) -> Rounding {
        match node.child(Rule::rounding) {
            Some(found) => self.rounding(found),
            None => Rounding { to: RoundingTo::Places(0), mode: Stated::default(), span: node.span },
        }
    }

    /// The keys of the `order_keys` inside `node`.
    pub(super) fn order_keys_in(&mut self, node: &Node) -> Vec<OrderKey> {
        let Some(keys) = node.child(Rule::order_keys) else { return Vec::new() };
        keys.all(Rule::order_key).map(|key| self.order_key(key)).collect()
    }

    fn order_key(&mut self, node: &Node) -> OrderKey {
        OrderKey {
            value: self.expression_in(node, Rule::sum),
            direction: node.child(Rule::direction).map(direction),
            missing: node.child(Rule::missing_order).map(|order| self.missing_order(order)),
            span: node.span,
        }
    }

    fn missing_order(&mut self, node: &Node) -> MissingOrder {
        if node.has(Rule::kw_last) {
            MissingOrder::Last
        } else if node.has(Rule::kw_first) {
            MissingOrder::First
        } else {
            MissingOrder::Value(self.expression_in(node, Rule::sum))
        }
    }

    /// `全部 原则上`: a group yet without its conditions.
    pub(super) fn condition_group(&mut self, node: &Node) -> ConditionGroup {
        let quantifier = match node.child(Rule::quantifier) {
            Some(word) if word.has(Rule::kw_at_least_items) => Quantifier::AtLeast(self.integer_in(word)),
            Some(word) if word.has(Rule::kw_any) => Quantifier::Any,
            Some(word) if word.has(Rule::kw_none) => Quantifier::None,
            _ => Quantifier::All,
        };
        ConditionGroup {
            quantifier,
            in_principle: node.has(Rule::kw_in_principle),
            missing: None,
            entries: Vec::new(),
        }
    }
}
