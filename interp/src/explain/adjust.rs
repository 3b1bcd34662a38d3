//! 调档: every move as it was tried.

use super::lens::Spot;
use super::model::{Account, Action, Adjust, Form, Move, Stated, Term, Verdict};
use super::telling::Telling;
use crate::check::moves::Effect;
use crate::program::{AdjustBlock, Core, DefinitionId, MovePart, Node};

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// The grade after all moves.
    pub fn adjust(&mut self, block: &'a AdjustBlock, spot: &Spot<'o, 'a>) -> Account {
        let from = self.inlined(block.from, spot);
        let mut before = self.value_of(block.from, spot);
        let mut moves = Vec::new();
        for part in &block.moves {
            let after = self.value_of(part.after, spot);
            moves.extend(self.one_move(block, part, spot, (before, after.clone())));
            before = after;
        }
        Account::Adjust(Adjust { from, moves })
    }

    /// One move by itself.
    pub fn move_alone(&mut self, block: &'a AdjustBlock, at: usize, spot: &Spot<'o, 'a>) -> Option<Account> {
        let part = block.moves.get(at)?;
        let before =
            at.checked_sub(1).and_then(|at| block.moves.get(at)).map_or(block.from, |part| part.after);
        let grades = (self.value_of(before, spot), self.value_of(part.after, spot));
        Some(Account::Move(Box::new(self.one_move(block, part, spot, grades)?)))
    }

    /// A hidden definition by its formula.
    pub fn inlined(&mut self, id: DefinitionId, here: &Spot<'o, 'a>) -> Term {
        let spot = self.explainer.spot_of(id, here);
        match self.explainer.program.definition(id) {
            Some(definition) => self.term(&definition.body, &spot, id),
            None => Term { form: Form::Constant, value: self.value_of(id, here), span: Default::default() },
        }
    }

    fn one_move(
        &mut self,
        block: &AdjustBlock,
        part: &'a MovePart,
        spot: &Spot<'o, 'a>,
        (before, after): (Stated, Stated),
    ) -> Option<Move> {
        let id = part.held.definition;
        let definition = self.explainer.program.definition(id)?;
        let (movable, held) = match definition.body.node.as_ref() {
            Node::And(parts) => match parts.as_slice() {
                [movable, held] => (Some(movable), held),
                _ => (None, &definition.body),
            },
            _ => (None, &definition.body),
        };
        let entry = self.entry(held);
        let tried = self.tried(entry, spot, id);
        let has_grade = movable.is_none_or(|core| self.says_yes(core, spot, id));
        let verdict = match tried.applies {
            _ if !has_grade => Verdict::NoGrade,
            Err(_) => Verdict::Undecided,
            Ok(false) => Verdict::NotMet,
            Ok(true) if tried.waived => Verdict::Waived,
            Ok(true) if before != after => Verdict::Moved,
            Ok(true) => Verdict::HeldWithoutEffect,
        };
        Some(Move {
            name: part.held.name.clone(),
            kind: part.kind,
            action: self.action(block, part),
            in_principle: part.in_principle,
            span: part.held.span,
            articles: part.held.citations.iter().map(|c| c.article.clone()).collect(),
            doc: definition.doc.clone(),
            condition: tried.condition,
            verdict,
            answered: tried.answered,
            waiver: tried.waiver,
            before,
            after,
        })
    }

    fn says_yes(&self, core: &'a Core, spot: &Spot<'o, 'a>, within: DefinitionId) -> bool {
        spot.lens.see(core, Some(within)).yes_no(spot.at) == Ok(true)
    }

    fn action(&self, block: &AdjustBlock, part: &MovePart) -> Action {
        let choice = self.explainer.program.choice(block.choice);
        let member = |at: u32| choice.and_then(|c| c.members.get(at as usize)).cloned().unwrap_or_default();
        match part.effect {
            Some(Effect::Set(to)) => Action::Set(member(to)),
            Some(Effect::AtLeast(to)) => Action::AtLeast(member(to)),
            Some(Effect::AtMost(to)) => Action::AtMost(member(to)),
            Some(Effect::Up(steps)) => Action::Up(steps),
            Some(Effect::Down(steps)) => Action::Down(steps),
            None => Action::Unknown,
        }
    }
}
