//! Entries of blocks that may hold of a row, taken apart: `当 … 除非 … 原则上 缺失 …`.
//!
//! Lowering puts them together in one way (`lower::blocks::common::Entry::held`); here the parts are found again in the program's
//! own nodes, so that what is told is what was evaluated.

use super::lens::Spot;
use super::model::{FactId, Term};
use super::telling::{Subject, Telling};
use crate::program::{Core, DefinitionId, Frame, Node};
use crate::value::Absence;

/// The last name of a decision that sets an entry aside.
const WAIVER: &str = "豁免";

/// The nodes of an entry.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// 当 … and 除非 …, before any answer.
    condition: &'a Core,
    /// The condition with its answer; the same where it has none.
    answered: &'a Core,
    /// The decision that sets it aside, for 原则上.
    waiver: Option<&'a Core>,
}

/// An entry as it was tried on a row.
pub(super) struct Tried {
    /// 当 … and 除非 …
    pub condition: Term,
    /// The answer of a 缺失 clause, where it was asked for.
    pub answered: Option<bool>,
    /// Yes, no or no answer, before any decision sets it aside.
    pub applies: Result<bool, Absence>,
    /// Whether a decision sets it aside.
    pub waived: bool,
    /// That decision.
    pub waiver: Option<FactId>,
}

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// The parts of an entry.
    pub fn entry(&self, held: &'a Core) -> Entry<'a> {
        let (applied, waiver) = match held.node.as_ref() {
            Node::And(parts) => match parts.as_slice() {
                [applied, last] => match self.waiver(last) {
                    Some(waiver) => (applied, Some(waiver)),
                    None => (held, None),
                },
                _ => (held, None),
            },
            _ => (held, None),
        };
        let answered = match applied.node.as_ref() {
            Node::IfNotApplicable(answered, _) => answered,
            _ => applied,
        };
        let condition = match answered.node.as_ref() {
            Node::IfMissing(condition, answer) if matches!(answer.node.as_ref(), Node::Constant(_)) => {
                condition
            }
            _ => answered,
        };
        Entry { condition, answered: applied, waiver }
    }

    /// 非 豁免
    fn waiver(&self, core: &'a Core) -> Option<&'a Core> {
        let Node::Not(waiver) = core.node.as_ref() else { return None };
        let program = self.explainer.program;
        let last = |name: &str| name.rsplit('.').next().is_some_and(|last| last.starts_with(WAIVER));
        let is_waiver = match waiver.node.as_ref() {
            Node::Column(column) => program
                .tables
                .iter()
                .filter_map(|table| table.columns.get(column.index()))
                .any(|rule| rule.decision && last(&rule.name)),
            Node::Parameter(id) => program.parameters.get(id.index()).is_some_and(|note| last(&note.name)),
            _ => false,
        };
        is_waiver.then_some(waiver)
    }

    /// An entry, tried on a row.
    pub fn tried(&mut self, entry: Entry<'a>, spot: &Spot<'o, 'a>, within: DefinitionId) -> Tried {
        let missing = self.absent(entry.condition, spot, within) == Some(Absence::Missing);
        let applies = spot.lens.see(entry.answered, Some(within)).yes_no(spot.at);
        let waived = entry
            .waiver
            .is_some_and(|waiver| spot.lens.see(waiver, Some(within)).yes_no(spot.at) == Ok(true));
        let decision = entry.waiver.filter(|_| waived).and_then(|waiver| self.decision(waiver, spot));
        Tried {
            condition: self.term(entry.condition, spot, within),
            answered: if missing { applies.ok() } else { None },
            applies,
            waived,
            waiver: decision,
        }
    }

    fn decision(&mut self, waiver: &'a Core, spot: &Spot<'o, 'a>) -> Option<FactId> {
        match (waiver.node.as_ref(), spot.lens.frame) {
            (Node::Column(column), Frame::Rows(table)) => {
                Some(self.refer(Subject::Column(table, *column, spot.clone())))
            }
            (Node::Parameter(id), _) => Some(self.refer(Subject::Parameter(*id))),
            _ => None,
        }
    }
}
