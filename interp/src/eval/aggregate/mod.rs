//! One value of many rows.

mod accumulate;
mod children;
mod decimals;
mod groups;
mod latest;
mod order_statistic;
mod shared;
mod sum;

pub(super) use children::ChildIndex;
pub(super) use groups::Key;
pub(super) use shared::Gathered;

use super::column::Column;
use super::plan::address;
use super::scope::Scope;
use super::visit::depends_on_asker;
use super::walk::Walker;
use crate::program::{Aggregate, AggregateFunction, Core, DefinitionId, Link};
use crate::value::Absence;
use heng_grammar::span::Span;

/// How many rows went into an aggregate, and how many were left out because they have no value.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateCount {
    /// The definition it stands in; absent in an output or a check.
    pub definition: Option<DefinitionId>,
    /// What it computes.
    pub function: AggregateFunction,
    /// Where it was written.
    pub span: Span,
    /// Rows used.
    pub used: u64,
    /// Rows that the filter admits but that have no value.
    pub skipped: u64,
}

impl<'a> Walker<'_, 'a> {
    /// `平均(x 当 c)`
    pub fn aggregate(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
        match aggregate.link {
            Link::Own(_) | Link::Members => self.own(aggregate, core, scope),
            Link::Whole if depends_on_asker(aggregate) => self.for_each_asker(aggregate, core, scope),
            Link::Whole => self.shared(aggregate, core, scope),
        }
    }

    /// Every row of the table for every row that asks: only where the inner part speaks of the row that asks.
    fn for_each_asker(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
        let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows);
        let mut result = Column::absent(Absence::Missing);
        for i in 0..scope.len() {
            let owners = vec![0; rows as usize];
            let asker = scope.select(&[i]);
            let answer = self.over(aggregate, core, (0..rows).collect(), &owners, &asker);
            result = result.overlay(scope.len(), &[i], &answer);
        }
        result
    }

    pub(super) fn tally(&self, aggregate: &Aggregate, core: &Core, used: u64, skipped: u64) {
        let function = aggregate.function.clone();
        let count = AggregateCount { definition: self.definition, function, span: core.span, used, skipped };
        self.run.count(self.definition, address(aggregate), count);
    }
}
