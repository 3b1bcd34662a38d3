//! In which order the definitions are evaluated, and which of them are kept.
//!
//! All definitions of a frame that need nothing of other rows than what is there already are evaluated together, a batch of rows at a time: what
//! they make for each other stays in the cache and is gone with the batch. An aggregate, a rank, a value of another row need the
//! values of all rows, so what asks for them belongs to a later pass.

use std::collections::BTreeSet;

use crate::program::{Block, Core, DefinitionId, Frame, Node, Output, Program};

/// Which values are there to be looked at when the evaluation is done. Others are computed again when they are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All definitions.
    #[default]
    All,
    /// Those that are written, checked or summed up. What these do not need is not evaluated at all.
    Written,
}

/// Definitions of one frame that are evaluated together.
#[derive(Debug)]
pub(super) struct Pass {
    pub frame: Frame,
    /// In an order in which each comes after those it needs.
    pub definitions: Vec<DefinitionId>,
}

/// The passes of an evaluation.
#[derive(Debug)]
pub(super) struct Passes {
    pub list: Vec<Pass>,
    /// Per definition whether its values are kept for all rows.
    pub kept: Vec<bool>,
    /// Definitions whose values only later passes need: they are dropped when the last is done.
    pub dropped: Vec<DefinitionId>,
    /// Definitions that nothing needs.
    pub skipped: Vec<DefinitionId>,
}

/// A definition that an expression asks for.
#[derive(Clone, Copy)]
struct Reference {
    id: DefinitionId,
    /// For other rows than the expression's own.
    far: bool,
}

impl Passes {
    /// The passes of a program.
    pub fn new(program: &Program, keep: Keep) -> Self {
        let live = match keep {
            Keep::All => program.order.iter().copied().collect(),
            Keep::Written => live(program),
        };
        let stages = stages(program);
        let stage = |id: DefinitionId| stages.get(id.index()).copied().unwrap_or(0);
        let mut sorted: Vec<DefinitionId> =
            program.order.iter().copied().filter(|id| live.contains(id)).collect();
        let frame = |id: DefinitionId| program.definition(id).map_or(Frame::Whole, |d| d.frame);
        sorted.sort_by_key(|id| (stage(*id), frame(*id)));
        let passes = sorted.chunk_by(|a, b| (stage(*a), frame(*a)) == (stage(*b), frame(*b)));
        let list =
            passes.filter_map(|ids| Some(Pass { frame: frame(*ids.first()?), definitions: ids.to_vec() }));
        let list = list.collect();
        let kept = kept(program, keep, &live, stage);
        let dropped = match keep {
            Keep::All => Vec::new(),
            Keep::Written => {
                let looked_at: BTreeSet<DefinitionId> = roots(program).into_iter().collect();
                let of_rows = |id: &DefinitionId| frame(*id) != Frame::Whole && !looked_at.contains(id);
                live.iter().copied().filter(of_rows).collect()
            }
        };
        let skipped = program.order.iter().copied().filter(|id| !live.contains(id)).collect();
        Self { list, kept, dropped, skipped }
    }
}

/// Calls `f` with every definition that an expression asks for, and that the tables it speaks of are made by.
fn references(program: &Program, core: &Core, far: bool, f: &mut impl FnMut(Reference)) {
    let made = |table| program.rollup(table).map(|rollup| rollup.key);
    match &*core.node {
        Node::Definition(id) => f(Reference { id: *id, far }),
        Node::UnitOf(table) | Node::Find(table, _) => {
            made(*table).into_iter().for_each(|id| f(Reference { id, far: true }));
        }
        Node::Aggregate(aggregate) => {
            made(aggregate.table).into_iter().for_each(|id| f(Reference { id, far: true }));
        }
        _ => {}
    }
    let across =
        matches!(*core.node, Node::Aggregate(_) | Node::Rank(_) | Node::Follow { .. } | Node::Outer(_));
    for part in core.children() {
        references(program, part, far || across, f);
    }
}

/// Per definition in which stage it is evaluated: after all whose values for other rows it needs.
fn stages(program: &Program) -> Vec<u32> {
    let mut stages = vec![0; program.definitions.len()];
    for &id in &program.order {
        let Some(definition) = program.definition(id) else { continue };
        let whole = |id: DefinitionId| program.definition(id).is_some_and(|d| d.frame == Frame::Whole);
        let mut stage = 0;
        let mut need = |Reference { id, far }: Reference| {
            let known: u32 = stages.get(id.index()).copied().unwrap_or(0);
            stage = stage.max(if far && !whole(id) { known + 1 } else { known });
        };
        if let Frame::Rows(table) = definition.frame
            && let Some(rollup) = program.rollup(table)
        {
            need(Reference { id: rollup.key, far: true });
        }
        references(program, &definition.body, false, &mut need);
        if let Some(slot) = stages.get_mut(id.index()) {
            *slot = stage;
        }
    }
    stages
}

/// The definitions that something needs: what is written, checked and summed up, what tells faults, and all these need.
fn live(program: &Program) -> BTreeSet<DefinitionId> {
    let mut open: Vec<DefinitionId> = roots(program);
    let tells =
        program.order.iter().copied().filter(|id| program.definition(*id).is_some_and(|d| tells(&d.body)));
    open.extend(tells);
    let mut live = BTreeSet::new();
    while let Some(id) = open.pop() {
        if live.insert(id)
            && let Some(definition) = program.definition(id)
        {
            references(program, &definition.body, false, &mut |reference| open.push(reference.id));
        }
    }
    live
}

/// What is looked at when the evaluation is done.
fn roots(program: &Program) -> Vec<DefinitionId> {
    let mut roots = Vec::new();
    let mut add = |core: &Core| references(program, core, false, &mut |reference| roots.push(reference.id));
    program.outputs.iter().flat_map(parts).for_each(&mut add);
    program.checks.iter().for_each(|check| add(&check.condition));
    roots.extend(program.rollups.iter().map(|rollup| rollup.key));
    roots.extend(program.blocks.iter().flat_map(summed_up));
    roots
}

fn parts(output: &Output) -> impl Iterator<Item = &Core> {
    let order = output.order.iter().map(|key| &key.value);
    output.filter.iter().chain(order).chain(output.columns.iter().map(|column| &column.value))
}

/// The definitions of a block that a summary reads.
fn summed_up(block: &Block) -> Vec<DefinitionId> {
    match block {
        Block::Participation(b) => {
            let entries = b.entries.iter().map(|(_, part)| part.definition);
            entries.chain([b.listed, b.scored, b.ranked]).collect()
        }
        Block::Score(b) => vec![b.total.definition],
        Block::Tally(b) => vec![b.total.definition],
        Block::Conditions(b) => vec![b.result.definition],
        Block::Classify(b) => vec![b.result.definition],
        Block::Band(b) => {
            let cuts = b.cuts.iter().map(|(_, cut)| *cut);
            cuts.chain([b.result.definition, b.by]).chain(b.rank).chain(b.tied).chain(b.base).collect()
        }
        Block::Adjust(b) => {
            let moves = b.moves.iter().flat_map(|part| [part.held.definition, part.after]);
            moves.chain([b.result.definition, b.from]).collect()
        }
        Block::Ledger(b) => {
            let lines = b.lines.iter().map(|(_, part)| part.definition);
            lines.chain([b.source.definition]).collect()
        }
        Block::Allocation(b) => vec![b.amount.definition, b.total, b.peers],
        Block::Reading(b) => vec![b.definition],
        Block::Target(b) => {
            let tests = b.records.iter().flat_map(|record| &record.tests);
            let tests =
                tests.flat_map(|test| [test.wanted, test.actual, test.progress, test.shortfall, test.state]);
            let records = b.records.iter().flat_map(|record| [record.part.definition, record.actual]);
            tests.chain(records).collect()
        }
    }
}

/// Whether evaluating an expression may tell something beside its value: a fault of the data, how many rows an aggregate passed over.
fn tells(core: &Core) -> bool {
    matches!(*core.node, Node::Require(..) | Node::Rank(_) | Node::Aggregate(_))
        || core.children().into_iter().any(tells)
}

/// Per definition whether its values are kept for all rows: those of the whole, those looked at afterwards, those a later pass or other
/// rows ask for.
fn kept(
    program: &Program,
    keep: Keep,
    live: &BTreeSet<DefinitionId>,
    stage: impl Fn(DefinitionId) -> u32,
) -> Vec<bool> {
    let mut kept: Vec<bool> = match keep {
        Keep::All => vec![true; program.definitions.len()],
        Keep::Written => {
            program.definitions.iter().map(|definition| definition.frame == Frame::Whole).collect()
        }
    };
    let mut mark = |id: DefinitionId| {
        if let Some(slot) = kept.get_mut(id.index()) {
            *slot = true;
        }
    };
    roots(program).into_iter().for_each(&mut mark);
    for &id in live {
        let Some(definition) = program.definition(id) else { continue };
        references(program, &definition.body, false, &mut |reference| {
            if reference.far || stage(reference.id) < stage(id) {
                mark(reference.id);
            }
        });
    }
    kept
}
