//! 计分, 奖励: which items count.

use super::lens::Spot;
use super::model::{Account, Stated, Tally, TallyPart};
use super::score::peeled;
use super::telling::Telling;
use crate::program::{Builtin, Core, Definition, DefinitionId, Node, Operator, TallyBlock};
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
        let (total, cap) = uncapped(&definition.body, &own);
        let highest = matches!(total.node.as_ref(), Node::Call(Builtin::Larger, _));
        let mut summed = Vec::new();
        collect(total, &mut summed);
        let whole = self.value_at(total, spot, within);
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
        let capped = cap.is_some() && whole != self.value_at(&definition.body, spot, within);
        Some(Account::Tally(Tally {
            parts,
            highest,
            before_cap: cap.map(|_| whole),
            cap: cap.map(|cap| self.term(cap, spot, within)),
            capped,
            attainable,
        }))
    }
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

/// 上限: the smaller of the sum and a limit that none of the items is.
fn uncapped<'a>(body: &'a Core, own: &[DefinitionId]) -> (&'a Core, Option<&'a Core>) {
    let Node::Call(Builtin::Smaller, parts) = body.node.as_ref() else { return (body, None) };
    let is_item =
        |core: &Core| matches!(peeled(core).node.as_ref(), Node::Definition(id) if own.contains(id));
    match parts.as_slice() {
        [total, cap] if !is_item(cap) => (total, Some(cap)),
        _ => (body, None),
    }
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
