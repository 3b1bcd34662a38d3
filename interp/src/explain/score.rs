//! 评分: totals, groups and items.

use dashu_ratio::RBig;

use super::lens::Spot;
use super::model::{Account, Bound, Rounding, Score, ScoreGroup, ScoreItem, ScoreLine, Stated};
use super::telling::Telling;
use crate::program::{Builtin, Core, DefinitionId, Node, Operator, ScoreBlock, Type};
use crate::value::{Absence, Value};

/// The nodes of an item's points.
struct Points<'a> {
    raw: &'a Core,
    floor: Option<&'a Core>,
    raised: &'a Core,
    cap: Option<&'a Core>,
    /// Whose body they are in.
    within: DefinitionId,
}

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// The total; nothing where another block of the same name scores the row.
    pub fn score(&mut self, block: &'a ScoreBlock, spot: &Spot<'o, 'a>) -> Option<Account> {
        let definition = self.explainer.program.definition(block.points)?;
        let (reach, scored, body) = self.reached(&definition.body, spot, block.points);
        if !scored && block.points != block.total.definition {
            return None;
        }
        let unit = definition.body.ty.clone();
        let mut lines = Vec::new();
        for at in 0..block.items.len() {
            lines.extend(self.score_line(block, at, spot, 0));
        }
        let (rounding, sum) = match body.node.as_ref() {
            Node::Round(inner, quantum, mode) => (Some((inner, quantum, *mode)), inner),
            _ => (None, body),
        };
        let own: Vec<DefinitionId> = block.items.iter().map(|item| item.points).collect();
        let mut extras = Vec::new();
        for part in addends(sum).into_iter().filter(|_| scored) {
            if !matches!(peeled(part).node.as_ref(), Node::Definition(id) if own.contains(id)) {
                extras.push(self.term(part, spot, block.points));
            }
        }
        Some(Account::Score(Box::new(Score {
            scored,
            reach: reach.map(|id| self.refer_to(id, spot)),
            out_of: block.out_of.as_ref().map(|number| self.points(number, &unit)),
            attainable: block.attainable.as_ref().map(|number| self.points(number, &unit)),
            lines,
            extras,
            rounded: rounding.filter(|_| scored).map(|(inner, quantum, mode)| Rounding {
                before: self.value_at(inner, spot, block.points),
                quantum: crate::number::print(quantum).text,
                mode,
            }),
        })))
    }

    fn points(&self, number: &RBig, ty: &Type) -> Stated {
        self.constant(&Value::Number(number.clone()), ty)
    }

    /// What a body says of the rows it reaches: the yes/no that says which, whether this is one, and the rest of the body.
    fn reached(
        &self,
        body: &'a Core,
        spot: &Spot<'o, 'a>,
        within: DefinitionId,
    ) -> (Option<DefinitionId>, bool, &'a Core) {
        if let Node::If(condition, then, otherwise) = body.node.as_ref()
            && let Node::Definition(id) = condition.node.as_ref()
            && matches!(otherwise.node.as_ref(), Node::Constant(Value::Absent(Absence::NotApplicable)))
        {
            let reached = spot.lens.see(condition, Some(within)).yes_no(spot.at) == Ok(true);
            return (Some(*id), reached, then);
        }
        (None, true, body)
    }

    fn score_line(
        &mut self,
        block: &'a ScoreBlock,
        at: usize,
        spot: &Spot<'o, 'a>,
        above: u32,
    ) -> Option<ScoreLine> {
        let item = block.items.get(at)?;
        let ty = self.explainer.program.definition(item.points).map(|d| d.body.ty.clone());
        Some(ScoreLine {
            fact: self.refer_to(item.part.definition, spot),
            depth: item.depth.checked_sub(above)?,
            weight: item.weight.as_ref().zip(ty.as_ref()).map(|(weight, ty)| self.points(weight, ty)),
            group: block.items.get(at + 1).is_some_and(|next| next.depth > item.depth),
        })
    }

    /// An item or a group; nothing where the item of another block of the same name scores the row.
    pub fn score_item(&mut self, block: &'a ScoreBlock, at: usize, spot: &Spot<'o, 'a>) -> Option<Account> {
        let item = block.items.get(at)?;
        let definition = self.explainer.program.definition(item.points)?;
        let (_, reached, body) = self.reached(&definition.body, spot, item.points);
        if !reached && item.points != item.part.definition {
            return None;
        }
        let weight = item.weight.as_ref().map(|weight| self.points(weight, &definition.body.ty));
        let below: Vec<usize> = (at + 1..block.items.len())
            .take_while(|next| block.items.get(*next).is_some_and(|next| next.depth > item.depth))
            .collect();
        if !below.is_empty() {
            let lines =
                below.into_iter().filter_map(|next| self.score_line(block, next, spot, item.depth + 1));
            return Some(Account::ScoreGroup(ScoreGroup { weight, lines: lines.collect() }));
        }
        let subject = item.value.map(|id| self.inlined(id, spot));
        let baseline = item.baseline.map(|id| self.inlined(id, spot));
        let mut told = ScoreItem {
            weight,
            subject,
            baseline,
            raw: None,
            cap: None,
            floor: None,
            bound: Bound::Within,
            answered: None,
        };
        if reached {
            self.item_points(&mut told, (body, item.limits), spot, item.points);
        }
        Some(Account::ScoreItem(Box::new(told)))
    }

    /// The points before any limit, the limits, and the answer to a missing value.
    fn item_points(
        &mut self,
        told: &mut ScoreItem,
        (body, limits): (&'a Core, [bool; 2]),
        spot: &Spot<'o, 'a>,
        within: DefinitionId,
    ) {
        let before = match body.node.as_ref() {
            Node::IfMissing(before, answer) => {
                if self.absent(before, spot, within) == Some(Absence::Missing) {
                    told.answered = Some(self.term(answer, spot, within));
                }
                before
            }
            _ => body,
        };
        let Some(points) = self.limits(before, limits, spot) else {
            told.raw = Some(self.term(before, spot, within));
            return;
        };
        let at = |telling: &Self, core: &'a Core| telling.value_at(core, spot, points.within);
        let raw = at(self, points.raw);
        let raised = at(self, points.raised);
        let last = self.value_at(before, spot, within);
        told.bound = match () {
            () if raw.absence().is_some() => Bound::Within,
            () if raised != last => Bound::Cap,
            () if raw != raised => Bound::Floor,
            () => Bound::Within,
        };
        told.raw = Some(self.term(points.raw, spot, points.within));
        told.floor = points.floor.map(|core| self.term(core, spot, points.within));
        told.cap = points.cap.map(|core| self.term(core, spot, points.within));
    }

    /// 未答: the points of an item before an answer, in a definition of their own; what 下限 and 上限 leave of them.
    fn limits(&self, before: &'a Core, [floor, cap]: [bool; 2], spot: &Spot<'o, 'a>) -> Option<Points<'a>> {
        let Node::Definition(id) = before.node.as_ref() else { return None };
        let definition = self.explainer.program.definition(*id)?;
        let (_, _, body) = self.reached(&definition.body, spot, *id);
        let (raised, cap) = match body.node.as_ref() {
            Node::Call(Builtin::Smaller, parts) if cap => match parts.as_slice() {
                [raised, cap] => (raised, Some(cap)),
                _ => (body, None),
            },
            _ => (body, None),
        };
        let (raw, floor) = match raised.node.as_ref() {
            Node::Call(Builtin::Larger, parts) if floor => match parts.as_slice() {
                [raw, floor] => (raw, Some(floor)),
                _ => (raised, None),
            },
            _ => (raised, None),
        };
        Some(Points { raw, floor, raised, cap, within: *id })
    }
}

/// The parts of a sum, from the first.
pub(super) fn addends(core: &Core) -> Vec<&Core> {
    match core.node.as_ref() {
        Node::Arithmetic(Operator::Add, a, b) => {
            let mut parts = addends(a);
            parts.push(b);
            parts
        }
        _ => vec![core],
    }
}

/// What stands behind answers to "not applicable" and conversions.
pub(super) fn peeled(core: &Core) -> &Core {
    match core.node.as_ref() {
        Node::IfNotApplicable(inner, _) | Node::Scale(inner, _) => peeled(inner),
        _ => core,
    }
}
