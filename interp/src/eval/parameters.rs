//! Which parameters a run needs.

use std::collections::BTreeSet;

use super::visit::visit;
use crate::program::{Aggregate, Core, DefinitionId, Node, ParameterId, Program, Role};

/// The parameters that what is shown depends on: outputs, checks, and every definition shown among the results (named ones,
/// and parts of blocks). In ascending order.
pub fn required_parameters(program: &Program) -> Vec<ParameterId> {
    let outputs = program.outputs.iter().flat_map(|o| {
        let order = o.order.iter().map(|k| &k.value);
        o.filter.iter().chain(order).chain(o.columns.iter().map(|c| &c.value))
    });
    let shown = program.order.iter().filter_map(|id| program.definition(*id));
    let shown = shown.filter(|d| d.role != Role::Hidden).map(|d| &d.body);
    let keys = program.rollups.iter().filter(|rollup| program.order.contains(&rollup.key));
    let keys = keys.filter_map(|rollup| program.definition(rollup.key)).map(|d| &d.body);
    let checks = program.checks.iter().map(|c| &c.condition);
    let roots: Vec<&Core> = outputs.chain(checks).chain(shown).chain(keys).collect();
    parameters_of(program, roots)
}

/// The parameters that some expressions depend on, through definitions. In ascending order.
pub fn parameters_of<'c>(
    program: &'c Program,
    roots: impl IntoIterator<Item = &'c Core>,
) -> Vec<ParameterId> {
    let mut open: Vec<&Core> = roots.into_iter().collect();
    let mut seen = BTreeSet::<DefinitionId>::new();
    let mut needed = BTreeSet::new();
    while let Some(core) = open.pop() {
        visit(core, &mut |node| match node {
            Node::Parameter(id) => {
                needed.insert(*id);
            }
            Node::Definition(id) if seen.insert(*id) => {
                open.extend(program.definition(*id).map(|d| &d.body));
            }
            // The rows of a made table depend on its key.
            Node::UnitOf(table) | Node::Find(table, _) | Node::Aggregate(Aggregate { table, .. }) => {
                let key = program.rollup(*table).map(|rollup| rollup.key).filter(|id| seen.insert(*id));
                open.extend(key.and_then(|id| program.definition(id)).map(|d| &d.body));
            }
            _ => {}
        });
    }
    needed.into_iter().collect()
}
