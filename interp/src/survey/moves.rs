//! What each move of an adjustment did, and what would be without it.

use std::collections::BTreeMap;

use heng_grammar::tree::MoveKind;

use super::ask::{Ask, Subject};
use crate::check::moves::Effect;
use crate::program::AdjustBlock;
use crate::run::positions;
use crate::value::Absence;

/// No more rows than these are told by name.
const MOST: usize = 40;

/// What one move did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveEffect {
    /// 保护 or 惩罚
    pub kind: MoveKind,
    /// Its name.
    pub name: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// 原则上
    pub in_principle: bool,
    /// For how many rows its condition held.
    pub held: u64,
    /// How many rows it put into another class.
    pub changed: u64,
    /// From which class to which, and how many rows; in the order of the classes.
    pub flows: Vec<(String, String, u64)>,
    /// How many rows would end in another class without it, all other moves kept as they held; none where its effect is not known.
    pub alone: Option<u64>,
    /// The first rows it put into another class, by their keys.
    pub rows: Vec<MovedRow>,
}

/// A row that a move put into another class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRow {
    /// The row.
    pub subject: Subject,
    /// Its row in the table.
    pub row: u32,
    /// Its class before the move.
    pub from: String,
    /// After it.
    pub to: String,
}

type Positions = Vec<Result<i64, Absence>>;

/// The effects of the moves, in the order written.
pub(super) fn effects(ask: Ask<'_, '_>, block: &AdjustBlock) -> Vec<MoveEffect> {
    let start = positions(ask.outcome, block.from);
    let alone = without_each(ask, block, &start);
    let mut current = start;
    let mut effects = Vec::new();
    for (part, alone) in block.moves.iter().zip(alone) {
        let next = positions(ask.outcome, part.after);
        let held = ask.outcome.yes_no(part.held.definition);
        let mut effect = MoveEffect {
            kind: part.kind,
            name: part.held.name.clone(),
            articles: part.held.citations.iter().map(|c| c.article.clone()).collect(),
            in_principle: part.in_principle,
            held: held.iter().filter(|held| **held == Ok(true)).count() as u64,
            changed: 0,
            flows: Vec::new(),
            alone,
            rows: Vec::new(),
        };
        tell(ask, block, &mut effect, &current, &next);
        current = next;
        effects.push(effect);
    }
    effects
}

fn tell(
    ask: Ask<'_, '_>,
    block: &AdjustBlock,
    effect: &mut MoveEffect,
    before: &Positions,
    after: &Positions,
) {
    let members = ask.program().choice(block.choice).map(|c| c.members.as_slice()).unwrap_or_default();
    let name = |class: &Result<i64, Absence>| {
        let at = class.as_ref().ok().and_then(|at| usize::try_from(*at).ok());
        at.and_then(|at| members.get(at)).cloned().unwrap_or_default()
    };
    let mut flows: BTreeMap<(i64, i64), (String, String, u64)> = BTreeMap::new();
    for row in ask.rows() {
        let (Some(was), Some(is)) = (before.get(row as usize), after.get(row as usize)) else { continue };
        // What waits for a decision has no other class, it has none yet.
        if was == is || was.is_err() || is.is_err() {
            continue;
        }
        effect.changed += 1;
        let place = |class: &Result<i64, Absence>| class.as_ref().copied().unwrap_or(i64::MAX);
        let flow = flows.entry((place(was), place(is))).or_insert_with(|| (name(was), name(is), 0));
        flow.2 += 1;
        if effect.rows.len() < MOST {
            effect.rows.push(MovedRow { subject: ask.subject(row), row, from: name(was), to: name(is) });
        }
    }
    effect.flows = flows.into_values().collect();
}

/// For each move how many rows would end otherwise without it: the moves that held are applied again in order, without this one.
/// Conditions are taken as they were found; where one reads the grade as it stands (`当前等级`), leaving out an earlier move might change
/// it, which is not followed up.
fn without_each(ask: Ask<'_, '_>, block: &AdjustBlock, start: &Positions) -> Vec<Option<u64>> {
    let ordered = ask.program().choice(block.choice).map_or(0, |choice| choice.ordered);
    let ordered = u32::try_from(ordered).unwrap_or(0);
    let effects: Option<Vec<Effect>> = block.moves.iter().map(|part| part.effect).collect();
    let Some(effects) = effects else { return vec![None; block.moves.len()] };
    let holds: Vec<_> = block.moves.iter().map(|part| ask.outcome.yes_no(part.held.definition)).collect();
    let mut counts = vec![0_u64; effects.len()];
    for (row, start) in start.iter().enumerate() {
        let Some(start) = start.as_ref().ok().and_then(|start| u32::try_from(*start).ok()) else { continue };
        let held: Vec<usize> = (0..effects.len())
            .filter(|at| holds.get(*at).and_then(|holds| holds.get(row)) == Some(&Ok(true)))
            .collect();
        let last = |without: Option<usize>| {
            let kept = held.iter().filter(|at| Some(**at) != without);
            kept.filter_map(|at| effects.get(*at)).fold(start, |grade, effect| effect.apply(grade, ordered))
        };
        let as_written = last(None);
        for at in &held {
            if let Some(count) = counts.get_mut(*at).filter(|_| last(Some(*at)) != as_written) {
                *count += 1;
            }
        }
    }
    counts.into_iter().map(Some).collect()
}
