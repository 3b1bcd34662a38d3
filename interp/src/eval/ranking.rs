//! 名次: the place of each row.

use super::column::{Cells, Column};
use super::fault::{BrokenRule, Fault};
use super::numbers::Numbers;
use super::order::Keys;
use super::run::address;
use super::scope::Scope;
use super::vector::Vector;
use super::walk::Walker;
use crate::program::{Frame, Ranking, TableId, TieMethod};
use crate::value::{Absence, Value};
use std::collections::BTreeMap;

/// The place of each row of a table, from 1; 0 for those that are not ranked.
pub(super) struct Places(Vec<u32>);

impl<'a> Walker<'_, 'a> {
    /// `名次(x 从高到低)`
    pub fn rank(&self, ranking: &Ranking, scope: &Scope) -> Column<'a> {
        let Some(table) = scope.table() else { return Column::absent(Absence::NotApplicable) };
        let key = address(ranking);
        let extra = self.extra.and_then(|plan| plan.rankings.get(&key));
        match extra.or_else(|| self.run.plan.rankings.get(&key)) {
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
            Some(filter) => {
                let truths = walker.walk_in_batches(filter, &all);
                let kept: Vec<usize> = (0..all.len()).filter(|&i| truths.truth(i) == Ok(true)).collect();
                all.select(&kept)
            }
        };
        let mut places = vec![0; rows as usize];
        for group in walker.rank_groups(ranking, ranked) {
            walker.rank_group(ranking, &group, &mut places);
        }
        Places(places)
    }

    /// The rows that are ranked among themselves; rows without a key have no place.
    fn rank_groups(&self, ranking: &Ranking, ranked: Scope) -> Vec<Scope> {
        if ranking.group.is_empty() {
            return vec![ranked];
        }
        let mut groups = BTreeMap::<_, Vec<usize>>::new();
        for (i, key) in self.keys(ranking.group.iter(), &ranked).into_iter().enumerate() {
            if let Ok(key) = key {
                groups.entry(key).or_default().push(i);
            }
        }
        groups.into_values().map(|rows| ranked.select(&rows)).collect()
    }

    fn rank_group(&self, ranking: &Ranking, group: &Scope, places: &mut [u32]) {
        let keys = Keys::new(self, &ranking.order, group);
        let order = sorted(&keys, group.len());
        let mut first = 0;
        while first < order.len() {
            let Some(&leader) = order.get(first) else { break };
            let same = order
                .iter()
                .skip(first + 1)
                .take_while(|&&i| keys.compare(leader as usize, i as usize).is_eq());
            let end = first + 1 + same.count();
            let tied: &[u32] = order.get(first..end).unwrap_or(&[]);
            let place = if ranking.ties == TieMethod::Worst { end } else { first + 1 };
            for &position in tied {
                if let Some(slot) = places.get_mut(group.row(position as usize) as usize) {
                    *slot = u32::try_from(place).unwrap_or(u32::MAX);
                }
            }
            if ranking.ties == TieMethod::Unique && tied.len() > 1 {
                self.note_shared(group, tied, place);
            }
            first = end;
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
        let keys = Keys::new(self, order, scope);
        sorted(&keys, scope.len()).into_iter().map(|i| scope.row(i as usize)).collect()
    }
}

/// The positions by their keys. Where the first key is decimals they are sorted along, which keeps the sort in the cache.
fn sorted(keys: &Keys<'_, '_, '_>, n: usize) -> Vec<u32> {
    let count = u32::try_from(n).unwrap_or(u32::MAX);
    if let Some(leading) = keys.leading() {
        let mut entries: Vec<(i64, u32)> = leading.into_iter().zip(0..count).collect();
        entries.sort_by(|(a, i), (b, j)| a.cmp(b).then_with(|| keys.compare(*i as usize, *j as usize)));
        return entries.into_iter().map(|(_, i)| i).collect();
    }
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_by(|i, j| keys.compare(*i as usize, *j as usize));
    order
}

fn places<'a>(places: &Places, scope: &Scope) -> Column<'a> {
    let of = |row: u32| places.0.get(row as usize).copied().unwrap_or(0);
    let mantissas: Vec<i64> = scope.rows().map(|r| i64::from(of(r))).collect();
    let all = mantissas.iter().all(|m| *m > 0);
    let why = |m: &i64| if *m == 0 { Some(Absence::NotApplicable) } else { None };
    let absences = if all { Vector::default() } else { mantissas.iter().map(why).collect() };
    Column { cells: Cells::Number(Numbers::wholes(mantissas)), absences }
}
