//! The rows of a band from the best to the worst, the places at which the class changes, and what told equal rows apart.

use std::collections::BTreeMap;

use super::ask::{Ask, both, read};
use crate::lower::build;
use crate::program::{BandBlock, Block, Core, DefinitionId, Frame, Node, OrderKey, Program, Ranking};
use crate::run::positions;

/// A row on its rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    /// The row.
    pub row: u32,
    /// Its class, as a position in the choice.
    pub class: u32,
    /// Which key tells it from the row above it: 0 the value itself, then the tie keys; none where nothing does, and for the
    /// first row.
    pub told_by: Option<usize>,
}

/// The rows that are classed among themselves, the best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Ladder {
    /// What they have in common, where there are several ladders.
    pub name: Option<String>,
    /// The rows.
    pub rungs: Vec<Rung>,
}

/// The ladders of a band: one for each group that is ranked apart, in the order of their names.
pub(super) fn ladders(ask: Ask<'_, '_>, band: &BandBlock) -> Vec<Ladder> {
    let Some(by) = read(ask.program(), band.by) else { return Vec::new() };
    let ranking = band.rank.and_then(|rank| ranking(ask.program(), rank));
    let own = Ranking {
        filter: Some(both(scored(ask, band), build::present(by.clone()))),
        group: Vec::new(),
        order: vec![OrderKey { value: by, descending: true, missing_first: false }],
        ties: crate::program::TieMethod::Best,
    };
    let ranking = ranking.unwrap_or(&own);
    let classes = positions(ask.outcome, band.result.definition);
    let rows = ask.rows();
    let last = ask.places(ranking.filter.as_ref(), &ranking.group, &ranking.order);
    let mut ladders: BTreeMap<Vec<String>, Vec<(i64, Rung)>> = BTreeMap::new();
    let groups = group_names(ask, &ranking.group, &rows);
    for ((row, place), group) in rows.iter().zip(ask.whole_numbers(&last, &rows)).zip(groups) {
        let class = classes.get(*row as usize).and_then(|class| class.as_ref().ok());
        if let (Some(place), Some(class)) = (place, class.and_then(|class| u32::try_from(*class).ok())) {
            ladders.entry(group).or_default().push((place, Rung { row: *row, class, told_by: None }));
        }
    }
    let several = ladders.len() > 1;
    let made = ladders.into_iter().map(|(group, mut rungs)| {
        rungs.sort_by_key(|(place, _)| *place);
        let rungs: Vec<Rung> = rungs.into_iter().map(|(_, rung)| rung).collect();
        Ladder { name: several.then(|| group.join("、")), rungs }
    });
    let mut made: Vec<Ladder> = made.collect();
    tell_apart(ask, ranking, &mut made);
    worst_last(&mut made);
    made
}

/// How a band ranks.
pub(super) fn ranking(program: &Program, rank: DefinitionId) -> Option<&Ranking> {
    match &*program.definition(rank)?.body.node {
        Node::Rank(ranking) => Some(ranking),
        _ => None,
    }
}

/// Whether a row is scored, where the table has a 参评.
pub(super) fn scored(ask: Ask<'_, '_>, band: &BandBlock) -> Option<Core> {
    scored_rows(ask, band.result.definition)
}

/// The same for any definition of the table: of its own year, where a 参评 is by years.
pub(super) fn scored_rows(ask: Ask<'_, '_>, of: DefinitionId) -> Option<Core> {
    let blocks = ask.program().blocks.iter();
    let scored = blocks.filter_map(|block| match block {
        Block::Participation(block) if block.table == ask.table => Some(block.scored),
        _ => None,
    });
    let year = |id: DefinitionId| ask.program().definition(id).and_then(|definition| definition.year);
    let own = year(of);
    scored.filter(|id| year(*id).is_none() || year(*id) == own).find_map(|id| read(ask.program(), id))
}

/// The rows in the list, where the table has one.
pub(super) fn listed(ask: Ask<'_, '_>) -> Option<Core> {
    crate::run::listed(ask.program(), Frame::Rows(ask.table)).and_then(|id| read(ask.program(), id))
}

fn group_names(ask: Ask<'_, '_>, group: &[Core], rows: &[u32]) -> Vec<Vec<String>> {
    let mut names = vec![Vec::new(); rows.len()];
    for core in group {
        let values = ask.values(core, rows);
        for (at, name) in names.iter_mut().enumerate() {
            let text = crate::run::value_text(ask.program(), &values.value(at), &core.ty);
            name.push(text.trim_matches(['「', '」']).to_owned());
        }
    }
    names
}

/// Which key decided between each row and the one above it. Places by the first key alone, by the first two, and so on: two rows
/// are told apart by the first key that gives them different places.
fn tell_apart(ask: Ask<'_, '_>, ranking: &Ranking, ladders: &mut [Ladder]) {
    for keys in 1..=ranking.order.len() {
        let order = ranking.order.get(..keys).unwrap_or_default();
        let core = ask.places(ranking.filter.as_ref(), &ranking.group, order);
        for ladder in ladders.iter_mut() {
            let rows: Vec<u32> = ladder.rungs.iter().map(|rung| rung.row).collect();
            let places = ask.whole_numbers(&core, &rows);
            let pairs = places.iter().zip(places.iter().skip(1));
            for (rung, (above, own)) in ladder.rungs.iter_mut().skip(1).zip(pairs) {
                if rung.told_by.is_none() && above != own {
                    rung.told_by = Some(keys - 1);
                }
            }
        }
    }
}

/// Where the value is better the lower it is, nothing but the classes says so: the greater class stands first in its choice.
fn worst_last(ladders: &mut [Ladder]) {
    for ladder in ladders {
        let ends = ladder.rungs.first().zip(ladder.rungs.last());
        if ends.is_some_and(|(first, last)| first.class > last.class) {
            let mut told: Vec<Option<usize>> = ladder.rungs.iter().skip(1).map(|rung| rung.told_by).collect();
            told.push(None);
            ladder.rungs.reverse();
            told.reverse();
            for (rung, told_by) in ladder.rungs.iter_mut().zip(told) {
                rung.told_by = told_by;
            }
        }
    }
}
