//! Which readings can matter over some data. A reading does not where no result rests on it, by whatever answers; nor where its value is
//! the same in every row under each of its answers, and these rest on no reading that may differ. Such a reading changes nothing in any
//! combination and need not be varied with others. That is exact: a program sees of a reading nothing but its value.

use std::collections::BTreeSet;

use super::Question;
use super::question::definitions;
use crate::eval::{Outcome, visit};
use crate::program::{Aggregate, Block, Core, DefinitionId, Frame, Kind, Node, Program, TableId};
use crate::run::listed;
use crate::value::Value;

/// What one reading is worth in one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probe {
    /// Its value in every row; for each year, where it is by years.
    values: Vec<Vec<Value>>,
    /// The readings that the answer in force rests on, by their places; not those that these rest on in turn.
    rests_on: BTreeSet<usize>,
    /// The readings that the results of the run rest on, likewise.
    results_on: BTreeSet<usize>,
    /// It chooses a word of the language, which blocks are made with.
    is_word: bool,
    /// It stands on a table that was not read, so that nothing can be told of it.
    unread: bool,
}

/// Looks at the reading at `at` of `questions` in a run.
pub fn probe(outcome: &Outcome<'_>, questions: &[Question], at: usize) -> Probe {
    let program = outcome.program();
    let Some(question) = questions.get(at) else { return Probe::default() };
    let own = definitions(program, question);
    let mut probe = Probe::default();
    for id in &own {
        let frame = program.definition(*id).map_or(Frame::Whole, |definition| definition.frame);
        let rows: Vec<u32> = (0..outcome.rows(frame)).collect();
        let values = outcome.values(*id, &rows);
        probe.values.push((0..values.len()).map(|row| values.value(row)).collect());
    }
    let bodies = || own.iter().filter_map(|id| program.definition(*id)).map(|definition| &definition.body);
    probe.is_word = bodies().any(|body| matches!(body.ty.kind, Kind::Text));
    let reached = reached(program, questions, bodies());
    probe.unread = reached.passed.iter().chain(&own).any(|id| is_spare(program, *id));
    probe.rests_on = reached.readings;
    probe.rests_on.remove(&at);
    probe.results_on = self::reached(program, questions, results(program)).readings;
    probe
}

/// What some expressions rest on: readings, and the definitions passed on the way to them.
struct Reached {
    readings: BTreeSet<usize>,
    passed: BTreeSet<DefinitionId>,
}

fn reached<'c>(
    program: &'c Program,
    questions: &[Question],
    roots: impl IntoIterator<Item = &'c Core>,
) -> Reached {
    let own: Vec<Vec<DefinitionId>> =
        questions.iter().map(|question| definitions(program, question)).collect();
    let reading = |id: &DefinitionId| own.iter().position(|ids| ids.contains(id));
    let mut reached = Reached { readings: BTreeSet::new(), passed: BTreeSet::new() };
    let mut open: Vec<&Core> = roots.into_iter().collect();
    while let Some(core) = open.pop() {
        let mut found: Vec<DefinitionId> = Vec::new();
        visit(core, &mut |node| match node {
            Node::Definition(id) => found.push(*id),
            Node::UnitOf(table) | Node::Find(table, _) | Node::Aggregate(Aggregate { table, .. }) => {
                found.extend(program.rollup(*table).map(|rollup| rollup.key));
            }
            _ => {}
        });
        for id in found {
            if let Some(at) = reading(&id) {
                reached.readings.insert(at);
            } else if reached.passed.insert(id) {
                open.extend(program.definition(id).map(|definition| &definition.body));
            }
        }
    }
    reached
}

/// What is written, and what is compared: outputs, grades, who is in the list. Everything, where the script does not say what is
/// written.
fn results(program: &Program) -> Vec<&Core> {
    if program.outputs.is_empty() {
        return program.definitions.iter().map(|definition| &definition.body).collect();
    }
    let outputs = program.outputs.iter().flat_map(|output| {
        let order = output.order.iter().map(|key| &key.value);
        output.filter.iter().chain(order).chain(output.columns.iter().map(|column| &column.value))
    });
    let grades = program.blocks.iter().flat_map(|block| match block {
        Block::Adjust(block) => {
            let held = block.moves.iter().map(|part| part.held.definition);
            held.chain([block.from, block.result.definition]).collect()
        }
        Block::Band(block) => vec![block.by, block.result.definition],
        Block::Classify(block) => vec![block.result.definition],
        _ => Vec::new(),
    });
    let tables = (0_u32..).map(TableId).take(program.tables.len());
    let lists = tables.filter_map(|table| listed(program, Frame::Rows(table)));
    let keys = program.rollups.iter().map(|rollup| rollup.key);
    let definitions = grades.chain(lists).chain(keys).filter_map(|id| program.definition(id));
    outputs.chain(definitions.map(|definition| &definition.body)).collect()
}

/// Whether a definition stands on the rows of a table that no result needs.
fn is_spare(program: &Program, id: DefinitionId) -> bool {
    let frame = program.definition(id).map(|definition| definition.frame);
    let Some(Frame::Rows(table)) = frame else { return false };
    program.tables.get(table.index()).is_some_and(|schema| schema.spare)
}

/// Which readings may matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// Those that may, by their places.
    pub live: Vec<usize>,
    /// Those that no result rests on, however the others are answered.
    pub unused: Vec<usize>,
}

/// The readings that may matter: `base` holds each of them as it is taken, `others` under each of its other answers, or nothing where
/// that could not be run.
pub fn live(base: &[Probe], others: &[(usize, Option<Probe>)]) -> Live {
    let tried = |at: usize| others.iter().filter(move |(reading, _)| *reading == at).map(|(_, probe)| probe);
    let used = used(base, others);
    let same = |at: usize, own: &Probe| {
        let equal = |other: &Option<Probe>| {
            other.as_ref().is_some_and(|other| !other.unread && other.values == own.values)
        };
        !own.unread && tried(at).all(equal)
    };
    let differs = |(at, own): &(usize, &Probe)| used.contains(at) && !same(*at, own);
    let mut live: BTreeSet<usize> = base.iter().enumerate().filter(differs).map(|(at, _)| at).collect();
    loop {
        let rests = |at: &usize| {
            let probes = base.get(*at).into_iter().chain(tried(*at).flatten());
            probes.into_iter().any(|probe| !probe.rests_on.is_disjoint(&live))
        };
        let more: Vec<usize> = used.iter().copied().filter(|at| !live.contains(at) && rests(at)).collect();
        if more.is_empty() {
            break;
        }
        live.extend(more);
    }
    let unused = (0..base.len()).filter(|at| !used.contains(at)).collect();
    Live { live: live.into_iter().collect(), unused }
}

/// The readings that some result rests on, under some answers.
fn used(base: &[Probe], others: &[(usize, Option<Probe>)]) -> BTreeSet<usize> {
    let every = || base.iter().chain(others.iter().filter_map(|(_, probe)| probe.as_ref()));
    // An answer that could not be run may rest on anything.
    if others.iter().any(|(_, probe)| probe.is_none()) {
        return (0..base.len()).collect();
    }
    let words = base.iter().enumerate().filter(|(_, probe)| probe.is_word).map(|(at, _)| at);
    let mut used: BTreeSet<usize> =
        every().flat_map(|probe| probe.results_on.iter().copied()).chain(words).collect();
    loop {
        let own = used.iter().filter_map(|at| base.get(*at));
        let tried = others.iter().filter(|(at, _)| used.contains(at)).filter_map(|(_, probe)| probe.as_ref());
        let next: BTreeSet<usize> =
            own.chain(tried).flat_map(|probe| probe.rests_on.iter().copied()).collect();
        let before = used.len();
        used.extend(next);
        if used.len() == before {
            return used;
        }
    }
}
