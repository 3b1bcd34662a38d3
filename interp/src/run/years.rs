//! The years that a run reports.

use std::collections::BTreeSet;

use crate::check::walk::walk;
use crate::program::{Core, DefinitionId, Frame, Link, Node, Program, TableId};

/// Narrows a program with an axis to what its results of `first` to `last` need: outputs and postings of other years are dropped, what
/// only they need is not evaluated and not read. Of other years that are needed nonetheless, such as the one before the first, the data may
/// have nothing; their values are missing then.
///
/// A program without an axis stays as it is.
pub fn report_years(program: &mut Program, first: i32, last: i32) {
    if program.axis.is_none() {
        return;
    }
    program.reported = Some((first, last));
    let reports = |year: Option<i32>| year.is_none_or(|year| (first..=last).contains(&year));
    program.outputs.retain(|output| reports(output.year));
    program.postings.retain(|posting| reports(posting.year));
    program.checks.retain(|check| reports(check.year));
    program.posted_sources.retain(|source| reports(source.year));
    let needed = needed(program);
    program.order.retain(|id| needed.definitions.contains(id));
    for (table, schema) in (0_u32..).map(TableId).zip(&mut program.tables) {
        for (index, rule) in schema.columns.iter_mut().enumerate() {
            let Some(year) = &mut rule.year else { continue };
            rule.used &= needed.columns.contains(&(table, index));
            year.may_be_absent = !reports(Some(year.year));
        }
    }
}

/// What the results of a program read.
#[derive(Default)]
struct Needed {
    definitions: BTreeSet<DefinitionId>,
    columns: BTreeSet<(TableId, usize)>,
}

/// What the definitions without a year, those of reported years, the outputs, the checks and the postings read, through definitions.
fn needed(program: &Program) -> Needed {
    let mut needed = Needed::default();
    let of_run = |id: &DefinitionId| program.definition(*id).is_some_and(|d| program.reports(d.year));
    let mut waiting: Vec<DefinitionId> = program.order.iter().copied().filter(of_run).collect();
    waiting.extend(program.postings.iter().map(|posting| posting.amount));
    waiting.extend(program.posted_sources.iter().map(|source| source.amount));
    let outputs = program.outputs.iter().flat_map(|output| {
        let columns = output.columns.iter().map(|c| &c.value);
        let order = output.order.iter().map(|k| &k.value);
        columns.chain(order).chain(&output.filter).map(|core| (core, output.frame))
    });
    let checks = program.checks.iter().map(|check| (&check.condition, Frame::Whole));
    for (core, frame) in outputs.chain(checks) {
        needed.read(core, frame, &mut waiting);
    }
    while let Some(id) = waiting.pop() {
        if needed.definitions.insert(id)
            && let Some(definition) = program.definition(id)
        {
            needed.read(&definition.body, definition.frame, &mut waiting);
        }
    }
    needed
}

impl Needed {
    fn read(&mut self, core: &Core, frame: Frame, waiting: &mut Vec<DefinitionId>) {
        walk(core, frame, &mut |core, frame| match (&*core.node, frame) {
            (Node::Definition(id), _) => waiting.push(*id),
            (Node::Column(column), Frame::Rows(table)) => {
                self.columns.insert((table, column.index()));
            }
            (Node::Aggregate(aggregate), _) => {
                if let Link::Own(column) = aggregate.link {
                    self.columns.insert((aggregate.table, column.index()));
                }
            }
            _ => {}
        });
    }
}
