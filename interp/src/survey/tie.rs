//! Rows with equal scores, and what told them apart.

use super::ask::Ask;
use super::ladder::{Ladder, ranking};
use crate::program::{BandBlock, Core, Node};

/// Ties of a ranking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TieStatistics {
    /// Rows that have the score of another.
    pub rows: u64,
    /// Sets of rows with one score.
    pub sets: u64,
    /// The greatest set.
    pub greatest: u64,
    /// Per tie key, in the order written, between how many neighbours it decided.
    pub decided: Vec<(String, u64)>,
    /// Neighbours that share a place.
    pub shared: u64,
}

/// The ties of ladders.
pub(super) fn ties(ask: Ask<'_, '_>, band: &BandBlock, ladders: &[Ladder]) -> Option<TieStatistics> {
    let ranking = ranking(ask.program(), band.rank?)?;
    let mut found = TieStatistics::default();
    let keys = ranking.order.iter().skip(1).map(|key| (key_name(ask, &key.value), 0));
    found.decided = keys.collect();
    for ladder in ladders {
        let mut set = 1;
        for rung in ladder.rungs.iter().skip(1) {
            match rung.told_by {
                Some(0) => found.close(std::mem::replace(&mut set, 1)),
                Some(key) => {
                    set += 1;
                    if let Some((_, count)) = found.decided.get_mut(key - 1) {
                        *count += 1;
                    }
                }
                None => {
                    set += 1;
                    found.shared += 1;
                }
            }
        }
        found.close(set);
    }
    Some(found)
}

impl TieStatistics {
    fn close(&mut self, set: u64) {
        if set > 1 {
            self.rows += set;
            self.sets += 1;
            self.greatest = self.greatest.max(set);
        }
    }
}

/// What a key of an order is called: the column or the definition it is, or that its answer is for.
fn key_name(ask: Ask<'_, '_>, core: &Core) -> String {
    match &*core.node {
        Node::Definition(id) => {
            let definition = ask.program().definition(*id);
            definition.map(crate::program::Definition::name).unwrap_or_default()
        }
        Node::Column(column) => {
            let schema = ask.program().tables.get(ask.table.index());
            let column = schema.and_then(|schema| schema.columns.get(column.index()));
            column.map(|column| column.name.clone()).unwrap_or_default()
        }
        _ => core.children().first().map(|child| key_name(ask, child)).unwrap_or_default(),
    }
}
