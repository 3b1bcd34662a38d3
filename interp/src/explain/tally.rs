//! 计分, 奖励: which items count.

use super::lens::Spot;
use super::model::{Account, Stated, Tally, TallyPart};
use super::score::peeled;
use super::telling::Telling;
use crate::program::{Builtin, Core, Definition, DefinitionId, Node, Operator, Role, TallyBlock};
use crate::value::Value;

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// The sum, or a group of items; an item is a formula.
    pub fn tally(
        &mut self,
        block: &'a TallyBlock,
        at: Option<usize>,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Option<Account> {
        let own = own_items(block, at)?;
        let within = match at {
            None => block.total.definition,
            Some(at) => block.items.get(at)?.1.definition,
        };
        let levels = self.levels(&definition.body, within, &own);
        let (total, at_total) = levels.total;
        let highest = matches!(total.node.as_ref(), Node::Call(Builtin::Larger, _));
        let mut summed = Vec::new();
        collect(total, &mut summed);
        let whole = self.value_at(total, spot, at_total);
        let mut won = false;
        let parts = own.iter().map(|id| {
            let value = self.value_of(*id, spot);
            let direct = summed.contains(id);
            let counts = direct && !is_nothing(&value) && (!highest || (value == whole && !won));
            won |= counts;
            TallyPart { fact: self.refer_to(*id, spot), direct, counts }
        });
        let parts = parts.collect();
        let attainable = block.attainable.as_ref().filter(|_| at.is_none());
        let attainable =
            attainable.map(|number| self.constant(&Value::Number(number.clone()), &definition.body.ty));
        // Of several caps (上限, 年度上限) the one that took effect.
        let effective = |cap: &&Cap<'a>| {
            self.value_at(cap.before, spot, cap.within) != self.value_at(cap.after, spot, cap.within)
        };
        let capped = levels.caps.iter().rev().find(effective);
        let cap = capped.or(levels.caps.last());
        Some(Account::Tally(Tally {
            parts,
            highest,
            before_cap: cap.map(|cap| self.value_at(cap.before, spot, cap.within)),
            capped: capped.is_some(),
            cap: cap.map(|cap| self.term(cap.limit, spot, cap.within)),
            attainable,
        }))
    }
}

impl<'a> Telling<'_, '_, 'a> {
    /// The sum, or the highest, and the caps around it: each the smaller of what it caps and a limit that none of the items is. An
    /// award keeps what is due before its caps (应给) in definitions of its own.
    fn levels(&self, body: &'a Core, within: DefinitionId, own: &[DefinitionId]) -> Levels<'a> {
        let mut levels = Levels { total: (body, within), caps: Vec::new() };
        loop {
            let (core, within) = levels.total;
            match core.node.as_ref() {
                Node::Definition(id) if !own.contains(id) => {
                    let Some(definition) = self.explainer.program.definition(*id) else { return levels };
                    let of_award = definition.path.last().is_some_and(|name| name == "应给");
                    if definition.role != Role::Hidden && !of_award {
                        return levels;
                    }
                    levels.total = (&definition.body, *id);
                }
                Node::Call(Builtin::Smaller, parts) => match parts.as_slice() {
                    [before, limit] if !is_item(limit, own) => {
                        levels.caps.push(Cap { before, limit, after: core, within });
                        levels.total = (before, within);
                    }
                    _ => return levels,
                },
                _ => return levels,
            }
        }
    }
}

/// A sum and its caps, the outermost first; each with the definition it is written in.
struct Levels<'a> {
    total: (&'a Core, DefinitionId),
    caps: Vec<Cap<'a>>,
}

struct Cap<'a> {
    before: &'a Core,
    limit: &'a Core,
    after: &'a Core,
    within: DefinitionId,
}

fn is_item(core: &Core, own: &[DefinitionId]) -> bool {
    matches!(peeled(core).node.as_ref(), Node::Definition(id) if own.contains(id))
}

/// The items directly below the block or a group; nothing for an item.
fn own_items(block: &TallyBlock, at: Option<usize>) -> Option<Vec<DefinitionId>> {
    let depth_of = |at: usize| block.items.get(at).map(|(depth, _)| *depth);
    let (first, depth) = match at {
        None => (0, 0),
        Some(at) => (at + 1, depth_of(at)? + 1),
    };
    let inside = (first..block.items.len()).take_while(|at| depth_of(*at) >= Some(depth));
    let own = inside.filter(|at| depth_of(*at) == Some(depth));
    let own: Vec<DefinitionId> =
        own.filter_map(|at| block.items.get(at)).map(|(_, part)| part.definition).collect();
    (!own.is_empty()).then_some(own)
}

/// The definitions that a sum, or the highest of several, is made of.
fn collect(core: &Core, found: &mut Vec<DefinitionId>) {
    match peeled(core).node.as_ref() {
        Node::Definition(id) => found.push(*id),
        Node::Arithmetic(Operator::Add, a, b) => {
            collect(a, found);
            collect(b, found);
        }
        Node::Call(Builtin::Larger, parts) => parts.iter().for_each(|part| collect(part, found)),
        _ => {}
    }
}

fn is_nothing(value: &Stated) -> bool {
    match value {
        Stated::Number(figure) => figure.ends && figure.full == "0",
        _ => true,
    }
}
