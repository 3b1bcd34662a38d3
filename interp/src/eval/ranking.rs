//! 名次: the place of each row.

use super::column::{Cells, Column};
use super::fault::{BrokenRule, Fault};
use super::numbers::Numbers;
use super::scope::Scope;
use super::sort::Sorted;
use super::vector::Vector;
use super::walk::Walker;
use crate::program::{Core, Frame, Ranking, TableId, TieMethod};
use crate::value::{Absence, Value};

/// The ranks of a table.
pub(super) struct Places {
    /// The place of each row, from 1; 0 for those that are not ranked.
    places: Vec<u32>,
    /// Where an aggregate asks: how many rows of its group have the same first key as each row, itself among them; 0 for those that are
    /// not ranked or have none.
    pub peers: Vec<u32>,
}

impl<'a> Walker<'_, 'a> {
    /// `名次(x 从高到低)`
    pub fn rank(&self, ranking: &Ranking, scope: &Scope) -> Column<'a> {
        let Some(table) = scope.table() else { return Column::absent(Absence::NotApplicable) };
        let extra = self.extra.and_then(|plan| plan.ranking(ranking));
        match extra.or_else(|| self.run.plan.ranking(ranking)) {
            Some(place) => places(place.get_or_init(|| self.rank_table(ranking, table)), scope),
            None => places(&self.rank_table(ranking, table), scope),
        }
    }

    fn rank_table(&self, ranking: &Ranking, table: TableId) -> Places {
        let walker = Self { precision: self.run.precision, counting: false, ..*self };
        let rows = self.run.table(table).map_or(0, crate::table::Table::rows);
        let all = Scope::run(table, 0, rows as usize);
        let ranked = match &ranking.filter {
            None => all,
            Some(filter) => walker.only(filter, all),
        };
        let peers = if self.run.plan.answers(ranking) { vec![0; rows as usize] } else { Vec::new() };
        let mut places = Places { places: vec![0; rows as usize], peers };
        for group in walker.rank_groups(ranking, ranked) {
            walker.rank_group(ranking, &group, &mut places);
        }
        places
    }

    /// The rows of a scope for which a filter says yes.
    fn only(&self, filter: &Core, all: Scope) -> Scope {
        let batch = self.run.batch;
        let mut kept = Vec::new();
        let mut whole = 0;
        for (i, truths) in self.batches(filter, &all).into_iter().enumerate() {
            let (first, end) = (i * batch, ((i + 1) * batch).min(all.len()));
            let is_yes = |v: &[bool]| v.iter().all(|yes| *yes) && truths.is_full();
            // As long as all are kept, none is written down.
            if whole == first && matches!(&truths.cells, Cells::YesNo(v) if is_yes(v)) {
                whole = end;
                continue;
            }
            kept.extend((first..end).filter(|row| truths.truth(row - first) == Ok(true)));
        }
        if whole == all.len() {
            return all;
        }
        let rows: Vec<usize> = (0..whole).chain(kept).collect();
        all.select(&rows)
    }

    /// The rows that are ranked among themselves; rows without a key have no place.
    fn rank_groups(&self, ranking: &Ranking, ranked: Scope) -> Vec<Scope> {
        if ranking.group.is_empty() {
            return vec![ranked];
        }
        let keyed = self.keys(ranking.group.iter(), &ranked);
        let mut groups = vec![Vec::new(); keyed.keys.len()];
        for (i, key) in keyed.rows.iter().enumerate() {
            if let Some(rows) = key.ok().and_then(|key| groups.get_mut(key as usize)) {
                rows.push(i);
            }
        }
        groups.into_iter().map(|rows| ranked.select(&rows)).collect()
    }

    fn rank_group(&self, ranking: &Ranking, group: &Scope, places: &mut Places) {
        let row = |position: u32| group.row(position as usize) as usize;
        let Places { places, peers } = places;
        let Sorted { positions, ties } = self.sorted_by(&ranking.order, group, |sorted, values| {
            if peers.is_empty() {
                return;
            }
            let mut put = |position: u32, count: usize| {
                if let Some(slot) = peers.get_mut(row(position)).filter(|_| values.is_there(position)) {
                    *slot = u32::try_from(count).unwrap_or(u32::MAX);
                }
            };
            sorted.positions.iter().for_each(|position| put(*position, 1));
            for run in &sorted.ties {
                run.of(&sorted.positions).iter().for_each(|position| put(*position, run.count));
            }
        });
        let mut put = |position: u32, place: usize| {
            if let Some(slot) = places.get_mut(row(position)) {
                *slot = u32::try_from(place).unwrap_or(u32::MAX);
            }
        };
        for (i, &position) in positions.iter().enumerate() {
            put(position, i + 1);
        }
        for tie in ties {
            let place = if ranking.ties == TieMethod::Worst { tie.first + tie.count } else { tie.first + 1 };
            let tied = tie.of(&positions);
            tied.iter().for_each(|&position| put(position, place));
            if ranking.ties == TieMethod::Unique {
                self.note_shared(group, tied, place);
            }
        }
    }

    /// Rows that share a place though they must not: each is named with the first of them.
    fn note_shared(&self, group: &Scope, tied: &[u32], place: usize) {
        let mut rows: Vec<u32> = tied.iter().map(|&i| group.row(i as usize)).collect();
        rows.sort_unstable();
        let Some((&first, others)) = rows.split_first() else { return };
        for &other in others {
            self.run.faults.add(Fault {
                rule: BrokenRule::SharedPlace(other),
                definition: self.definition,
                frame: group.frame,
                row: first,
                value: Value::Number(place.into()),
            });
        }
    }

    /// The rows of a frame in an order; rows that no key tells apart stand as in their table.
    pub fn ordered(&self, order: &[crate::program::OrderKey], scope: &Scope) -> Vec<u32> {
        if order.is_empty() || scope.frame == Frame::Whole {
            return scope.rows().collect();
        }
        self.sorted(order, scope).positions.into_iter().map(|i| scope.row(i as usize)).collect()
    }
}

fn places<'a>(places: &Places, scope: &Scope) -> Column<'a> {
    let of = |row: u32| places.places.get(row as usize).copied().unwrap_or(0);
    let mantissas: Vec<i64> = scope.rows().map(|r| i64::from(of(r))).collect();
    let all = mantissas.iter().all(|m| *m > 0);
    let why = |m: &i64| if *m == 0 { Some(Absence::NotApplicable) } else { None };
    let absences = if all { Vector::default() } else { mantissas.iter().map(why).collect() };
    Column { cells: Cells::Number(Numbers::wholes(mantissas)), absences }
}
