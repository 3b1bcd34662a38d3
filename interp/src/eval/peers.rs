//! How many rows stand equal in a ranking. An aggregate that counts the rows with the same value as the asking one, where the same rows are
//! ranked by that value, reads its answer off the ranking: the rows tied after the first key are those it would count.

use std::collections::BTreeMap;

use super::column::Column;
use super::numbers::Numbers;
use super::plan::address;
use super::scope::Scope;
use super::structure::Structure;
use super::walk::Walker;
use crate::program::{Aggregate, AggregateFunction, Core, Frame, Link, Node, Program, Ranking, TableId};

/// By the address of an aggregate that of the ranking that answers it.
pub(super) type Answered = BTreeMap<usize, usize>;

/// The aggregates that a ranking of the program answers.
pub(super) fn answered(program: &Program, structure: &mut Structure) -> Answered {
    let mut rankings = BTreeMap::new();
    for definition in &program.definitions {
        if let (Node::Rank(ranking), Frame::Rows(table)) = (&*definition.body.node, definition.frame)
            && let Some(class) = class_of_ranking(structure, table, ranking)
        {
            rankings.entry(class).or_insert(address(ranking));
        }
    }
    let mut answered = Answered::new();
    for definition in &program.definitions {
        super::visit::visit(&definition.body, &mut |node| {
            if let Node::Aggregate(aggregate) = node
                && Frame::Rows(aggregate.table) == definition.frame
                && let Some(ranking) = class_of_count(structure, aggregate).and_then(|c| rankings.get(&c))
            {
                answered.insert(address(aggregate), *ranking);
            }
        });
    }
    answered
}

fn class_of_ranking(structure: &mut Structure, table: TableId, ranking: &Ranking) -> Option<u32> {
    let keys = ranking.group.iter().chain([&ranking.order.first()?.value]);
    structure.of_peers(table, ranking.filter.as_ref(), keys)
}

fn class_of_count(structure: &mut Structure, aggregate: &Aggregate) -> Option<u32> {
    let is_count = aggregate.function == AggregateFunction::Count && aggregate.value.is_none();
    if !is_count || aggregate.link != Link::Whole || aggregate.group.is_empty() {
        return None;
    }
    let inner = || aggregate.group.iter().map(|key| &key.inner);
    let outer = aggregate.group.iter().map(|key| &key.outer);
    let asked = structure.of_peers(aggregate.table, aggregate.filter.as_ref(), outer)?;
    let counted = structure.of_peers(aggregate.table, aggregate.filter.as_ref(), inner())?;
    (asked == counted).then_some(counted)
}

impl<'a> Walker<'_, 'a> {
    /// The answers of an aggregate that a ranking answers, where that is there already and all rows that ask are ranked by a value.
    pub(super) fn counted_by_ranking(
        &self,
        aggregate: &Aggregate,
        core: &Core,
        scope: &Scope,
    ) -> Option<Column<'a>> {
        let (places, counted) = self.run.plan.ranking_of(aggregate)?;
        let counts: Option<Vec<i64>> = scope.rows().map(|row| places.peers(row).map(i64::from)).collect();
        let counts = counts?;
        counted.get_or_init(|| self.tally(aggregate, core, places.ranked_by_value(), 0));
        Some(Column::numbers(Numbers::wholes(counts)))
    }
}
