//! `分配`.

use super::word::{name, text};
use super::{Builder, notes};
use crate::parser::{Node, Rule};
use crate::skeleton::Entry;
use crate::tree::{
    Allocation, AllocationBody, Among, Apportionment, Expr, ExprKind, Factor, Name, Negative, Normalisation,
    Remainder, RemainderMethod, Stated,
};

impl Builder<'_> {
    /// `分配 基本财力保障补助 总额 补助总额 给 区 当 已设区 按年 { … }`
    pub(super) fn allocation(&mut self, entry: &Entry) -> Option<Allocation> {
        let header = self.header(Rule::allocate_header, entry);
        self.forbid_tail(entry);
        let (mut total, mut among) = (None, None);
        for clause in &header.children {
            match clause.rule {
                Rule::allocate_total => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut total, value, clause.span);
                }
                Rule::among => {
                    let found = self.among(clause);
                    self.once(&mut among, found, clause.span);
                }
                _ => {}
            }
        }
        let name = self.name_in(&header);
        let body = self.allocation_body(entry);
        Some(Allocation { name, total, among, body })
    }

    /// `给 区 当 已设区`
    pub(super) fn among(&mut self, node: &Node) -> Among {
        let filter = node.child(Rule::filter).map(|filter| self.expression_in(filter, Rule::expression));
        Among { table: self.name_in(node), filter, span: node.span }
    }

    /// The factors of `entry` and what becomes of the rounding difference.
    pub(super) fn allocation_body(&mut self, entry: &Entry) -> AllocationBody {
        let found = self.diagnostics.len();
        let mut made = AllocationBody::default();
        for inner in self.body(entry) {
            self.allocation_line(&mut made, inner);
        }
        made.incomplete = self.diagnostics.len() > found || self.is_broken(entry.span);
        made
    }

    fn allocation_line(&mut self, made: &mut AllocationBody, entry: &Entry) {
        let Some(node) = self.leaf(Rule::allocate_entry, entry) else { return };
        let Some(line) = node.first() else { return };
        match line.rule {
            Rule::portion_rounding => {
                let portions = self.apportionment(line);
                self.once(&mut made.portions, portions, line.span);
            }
            Rule::amount_rounding => {
                let amounts = self.apportionment(line);
                self.once(&mut made.amounts, amounts, line.span);
            }
            Rule::purpose => {
                let purpose = purpose(line);
                self.once(&mut made.purpose, purpose, line.span);
            }
            _ => {
                let factor = self.factor(line, entry);
                made.factors.push(factor);
            }
        }
    }

    fn factor(&mut self, node: &Node, entry: &Entry) -> Factor {
        let mut made = Factor {
            name: self.item_name(node),
            weight: node.child(Rule::weight).map(|weight| self.weight(weight)),
            value: None,
            normalise: None,
            negative: None,
            missing: None,
            notes: notes(entry),
            span: entry.span,
        };
        for clause in &node.children {
            match clause.rule {
                Rule::indicator => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut made.value, value, clause.span);
                }
                Rule::normalise => self.once(&mut made.normalise, normalisation(clause), clause.span),
                Rule::negative => {
                    let negative = self.negative(clause);
                    self.once(&mut made.negative, negative, clause.span);
                }
                Rule::missing => {
                    let missing = self.missing(clause);
                    self.once(&mut made.missing, missing, clause.span);
                }
                _ => {}
            }
        }
        made
    }

    fn negative(&mut self, node: &Node) -> Stated<Negative> {
        if let Some(reading) = option_name(node) {
            return Stated::Reading(reading);
        }
        Stated::Is(if node.has(Rule::kw_as_is) {
            Negative::AsIs
        } else if node.has(Rule::kw_as_zero) {
            Negative::AsZero
        } else {
            Negative::CountsAs(self.expression_in(node, Rule::sum))
        })
    }

    fn apportionment(&mut self, node: &Node) -> Apportionment {
        let (mut remainder, mut ties) = (None, None);
        for clause in &node.children {
            match clause.rule {
                Rule::remainder | Rule::remainder_row => {
                    self.once(&mut remainder, remainder_of(clause), clause.span);
                }
                Rule::equal_remainders => {
                    let keys = (self.order_keys_in(clause), clause.span);
                    self.once(&mut ties, keys, clause.span);
                }
                _ => {}
            }
        }
        Apportionment { rounding: self.rounding_in(node), remainder, ties, span: node.span }
    }
}

fn normalisation(node: &Node) -> Stated<Normalisation> {
    if let Some(reading) = option_name(node) {
        return Stated::Reading(reading);
    }
    Stated::Is(if node.has(Rule::kw_inverse_share) {
        Normalisation::InverseShare
    } else if node.has(Rule::kw_min_max) {
        Normalisation::MinMax
    } else if node.has(Rule::kw_max_less) {
        Normalisation::MaxLess
    } else {
        Normalisation::Share
    })
}

fn remainder_of(node: &Node) -> Remainder {
    if node.rule == Rule::remainder_row {
        return Remainder::Row(row_of(node));
    }
    let method = match option_name(node) {
        Some(reading) => Stated::Reading(reading),
        None => Stated::Is(RemainderMethod::Largest),
    };
    Remainder::Method(method, node.span)
}

/// The key of a row: a text or a member.
fn row_of(node: &Node) -> Expr {
    if let Some(found) = node.child(Rule::text) {
        return Expr::new(ExprKind::Text(text(found)), found.span);
    }
    let names = node.child(Rule::path).into_iter().flat_map(|path| path.all(Rule::name)).map(name);
    names
        .fold(None, |base: Option<Expr>, name| {
            let span = base.as_ref().map_or(name.span, |base| base.span.to(name.span));
            Some(Expr::new(
                match base {
                    Some(base) => ExprKind::Field(base, name),
                    None => ExprKind::Name(name),
                },
                span,
            ))
        })
        .unwrap_or_else(|| Expr::new(ExprKind::Error, node.span))
}

/// The name of the reading that an option names instead of a word.
pub(super) fn option_name(node: &Node) -> Option<Name> {
    node.child(Rule::option_name).and_then(|found| found.child(Rule::name)).map(name)
}

fn purpose(node: &Node) -> String {
    match (node.child(Rule::text), node.child(Rule::name)) {
        (Some(found), _) => text(found),
        (None, Some(found)) => name(found).text,
        (None, None) => String::new(),
    }
}
