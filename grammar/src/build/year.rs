//! `年度 行集 逐年`.

use super::word::name;
use super::{Builder, notes};
use crate::parser::{Node, Rule};
use crate::skeleton::Entry;
use crate::tree::{Chain, ChainStep, ChainYears, Name, RowSet, YearAxis};

impl<'t> Builder<'t> {
    /// `年度 2022 至 2027`
    pub(super) fn axis(&mut self, entry: &Entry) -> Option<YearAxis> {
        let node = self.leaf(Rule::axis_header, entry)?;
        let mut years = node.all(Rule::axis_year).map(axis_year);
        let first = years.next()?;
        Some(YearAxis { first, last: years.next().unwrap_or(first) })
    }

    /// `行集 体制区 = 区 当 名称 属于 市对区名单`
    pub(super) fn row_set(&mut self, entry: &Entry) -> Option<RowSet> {
        let node = self.leaf(Rule::row_set_header, entry)?;
        let mut names = node.all(Rule::name).map(name);
        let absent = || Name { text: String::new(), span: node.span };
        let (own, table) = (names.next().unwrap_or_else(absent), names.next().unwrap_or_else(absent));
        let filter = node.child(Rule::filter).map(|f| self.expression_in(f, Rule::expression));
        Some(RowSet { name: own, table, filter })
    }

    /// `逐年 补助总额: 元 { … }`
    pub(super) fn chain(&mut self, entry: &Entry) -> Option<Chain> {
        let header = self.header(Rule::chain_header, entry);
        self.forbid_tail(entry);
        let mut steps = Vec::new();
        for inner in self.body(entry) {
            if let Some(node) = self.leaf(Rule::chain_entry, inner) {
                steps.extend(self.chain_step(&node, inner));
            }
        }
        Some(Chain { name: self.name_in(&header), ty: self.type_in(&header), steps })
    }

    fn chain_step(&mut self, node: &Node<'t>, entry: &Entry) -> Option<ChainStep> {
        let years: Vec<i32> = node.all(Rule::axis_year).map(axis_year).collect();
        let years = match years.as_slice() {
            [first, last] => ChainYears::Years(*first, *last),
            [first] if node.has(Rule::kw_onward) => ChainYears::From(*first),
            [only] => ChainYears::Years(*only, *only),
            _ => ChainYears::Thereafter,
        };
        let value = self.expression_in(node, Rule::expression);
        let mut made = ChainStep {
            years,
            value,
            rounding: None,
            shown: None,
            missing: None,
            notes: notes(entry),
            span: entry.span,
        };
        self.clauses_of_value(node, (&mut made.rounding, &mut made.shown, &mut made.missing));
        Some(made)
    }
}

/// The year of `2022` or `2022年`.
fn axis_year(node: &Node) -> i32 {
    let digits = node.child(Rule::year_digits).map_or(node.text, |digits| digits.text);
    crate::fold::fold(digits).parse().unwrap_or_default()
}

/// The years of `税收[2022 至 2024]`.
pub(super) fn cell_years(node: &Node) -> Option<(i32, i32)> {
    let mut years = node.all(Rule::axis_year).map(axis_year);
    let first = years.next()?;
    Some((first, years.next().unwrap_or(first)))
}
