//! 上限 and 下限 of the items of scores, for every row: a sheet says where one of them made the points what they are.

use std::collections::BTreeMap;

use heng_interp::eval::Outcome;
use heng_interp::program::{Builtin, Core, DefinitionId, Frame, Node, Program, Role};

use super::chosen::Chosen;

/// The limits of items, row by row.
pub struct Limits {
    of: BTreeMap<DefinitionId, Both>,
}

/// The limits of one item.
#[derive(Default)]
struct Both {
    cap: Vec<Option<String>>,
    floor: Vec<Option<String>>,
}

impl Limits {
    /// Those of all items of the scores of a table.
    pub fn of(outcome: &Outcome<'_>, chosen: &Chosen<'_>) -> Self {
        let program = outcome.program();
        let items = chosen.scores.iter().flat_map(|score| &score.items);
        let of = items.filter_map(|item| {
            let id = item.part.definition;
            let definition = program.definition(id)?;
            let (cap, floor) = found(program, &definition.body, definition.path.last()?);
            let digits = |core: Option<&Core>| {
                core.map(|core| values(outcome, core, definition.frame)).unwrap_or_default()
            };
            Some((id, Both { cap: digits(cap), floor: digits(floor) }))
        });
        Self { of: of.collect() }
    }

    /// (上限, 下限) of an item for a row, in points.
    pub fn at(&self, id: DefinitionId, row: u32) -> (Option<&str>, Option<&str>) {
        let Some(both) = self.of.get(&id) else { return (None, None) };
        let cap = both.cap.get(row as usize).and_then(Option::as_deref);
        (cap, both.floor.get(row as usize).and_then(Option::as_deref))
    }
}

fn values(outcome: &Outcome<'_>, core: &Core, frame: Frame) -> Vec<Option<String>> {
    let rows: Vec<u32> = (0..outcome.rows(frame)).collect();
    let printed = outcome.evaluate(core, frame, &rows).printed();
    printed.into_iter().map(|digits| Some(digits?.text)).collect()
}

/// The limits in the body of an item: `取小(取大(x, 下限), 上限)`, in the item itself or in what lowering made of it.
fn found<'p>(program: &'p Program, core: &'p Core, name: &str) -> (Option<&'p Core>, Option<&'p Core>) {
    match core.node.as_ref() {
        Node::Call(Builtin::Smaller, parts) => match parts.as_slice() {
            [x, cap] => (Some(cap), found(program, x, name).1),
            _ => (None, None),
        },
        Node::Call(Builtin::Larger, parts) => match parts.as_slice() {
            [_, floor] => (None, Some(floor)),
            _ => (None, None),
        },
        Node::Definition(id) => match program.definition(*id) {
            Some(made) if made.role == Role::Hidden && made.path.iter().any(|part| part == name) => {
                found(program, &made.body, name)
            }
            _ => (None, None),
        },
        Node::If(_, x, _) | Node::IfMissing(x, _) | Node::IfNotApplicable(x, _) | Node::IfAbsent(x, _) => {
            found(program, x, name)
        }
        _ => (None, None),
    }
}
