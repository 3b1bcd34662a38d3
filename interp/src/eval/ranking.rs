//! 名次: the place of each row.

use std::ops::Range;

use super::column::{Cells, Column};
use super::fault::{BrokenRule, Fault};
use super::numbers::Numbers;
use super::scope::Scope;
use super::sort::{Run, Sorted, Values};
use super::vector::Vector;
use super::walk::Walker;
use crate::program::{Core, Frame, Ranking, TableId, TieMethod};
use crate::value::{Absence, Value};

/// The ranks of a table: one a row.
pub(super) struct Places(Vec<Place>);

/// The rank of a row.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Its place, from 1; 0 where it is not ranked.
    place: u32,
    /// How many rows of its group have the same first key, itself among them; 0 where it is not ranked or has none.
    peers: u32,
}

impl Places {
    /// How many rows of its group have the same first key as a row, itself among them; nothing where it is not ranked or has none.
    pub fn peers(&self, row: u32) -> Option<u32> {
        self.0.get(row as usize).map(|place| place.peers).filter(|peers| *peers > 0)
    }

    /// How many rows have peers.
    pub fn ranked_by_value(&self) -> u64 {
        self.0.iter().filter(|place| place.peers > 0).count() as u64
    }
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
        let mut places = Places(vec![Place::default(); rows as usize]);
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
        let mut equal = Equal::default();
        let Sorted { positions, ties } =
            self.sorted_by(&ranking.order, group, |sorted, values| equal = Equal::of(sorted, values));
        let peers = equal.peers(positions.len());
        let mut own: Vec<u32> = (1_u32..).take(positions.len()).collect();
        for tie in &ties {
            let place = if ranking.ties == TieMethod::Worst { tie.first + tie.count } else { tie.first + 1 };
            tie.of_mut(&mut own).fill(short(place));
        }
        for ((position, place), peers) in positions.iter().zip(own).zip(peers) {
            if let Some(slot) = places.0.get_mut(group.row(*position as usize) as usize) {
                *slot = Place { place, peers };
            }
        }
        if ranking.ties == TieMethod::Unique {
            for tie in ties {
                self.note_shared(group, tie.of(&positions), tie.first + 1);
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

/// What the first key of a ranking leaves equal. Later keys put the rows of a run into order, and leave it where it is.
#[derive(Default)]
struct Equal {
    runs: Vec<Run>,
    /// Where the rows with a value stand.
    there: Range<usize>,
}

impl Equal {
    fn of(sorted: &Sorted, values: &Values<'_>) -> Self {
        let absent = |position: &&u32| !values.is_there(**position);
        let count = sorted.positions.len();
        let front = sorted.positions.iter().take_while(absent).count();
        let back = sorted.positions.iter().skip(front).rev().take_while(absent).count();
        Self { runs: sorted.ties.clone(), there: front..count - back }
    }

    /// Per position in order how many have its first key; 0 where it has none.
    fn peers(&self, count: usize) -> Vec<u32> {
        let mut peers = vec![0; count];
        peers.get_mut(self.there.clone()).into_iter().for_each(|there| there.fill(1));
        for run in self.runs.iter().filter(|run| self.there.contains(&run.first)) {
            run.of_mut(&mut peers).fill(short(run.count));
        }
        peers
    }
}

fn short(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn places<'a>(places: &Places, scope: &Scope) -> Column<'a> {
    let of = |row: u32| places.0.get(row as usize).map_or(0, |place| place.place);
    let mantissas: Vec<i64> = scope.rows().map(|r| i64::from(of(r))).collect();
    let all = mantissas.iter().all(|m| *m > 0);
    let why = |m: &i64| if *m == 0 { Some(Absence::NotApplicable) } else { None };
    let absences = if all { Vector::default() } else { mantissas.iter().map(why).collect() };
    Column { cells: Cells::Number(Numbers::wholes(mantissas)), absences }
}
