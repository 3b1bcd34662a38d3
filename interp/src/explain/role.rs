//! Which definitions are parts of blocks, and of which.

use std::collections::BTreeMap;

use crate::program::{
    AdjustBlock, AllocationBlock, BandBlock, Block, ConditionsBlock, DefinitionId, LedgerBlock,
    ParticipationBlock, Program, ReadingBlock, ScoreBlock, TallyBlock, TargetBlock,
};

/// What a definition is in its block.
#[derive(Clone, Copy)]
pub(super) enum Role<'a> {
    Score(&'a ScoreBlock),
    ScoreItem(&'a ScoreBlock, usize),
    /// The total, or the item at a position.
    Tally(&'a TallyBlock, Option<usize>),
    Conditions(&'a ConditionsBlock),
    Band(&'a BandBlock),
    Adjust(&'a AdjustBlock),
    Move(&'a AdjustBlock, usize),
    Participation(&'a ParticipationBlock),
    Reading(&'a ReadingBlock),
    /// The source, or the line at a position.
    Ledger(&'a LedgerBlock, Option<usize>),
    Allocation(&'a AllocationBlock),
    Target(&'a TargetBlock, usize),
}

/// The parts that definitions play. Several blocks of one name (one for each group) share a definition.
pub(super) struct Roles<'a> {
    by_definition: BTreeMap<DefinitionId, Vec<Role<'a>>>,
}

impl<'a> Roles<'a> {
    pub fn of(program: &'a Program) -> Self {
        let mut roles = Self { by_definition: BTreeMap::new() };
        for block in &program.blocks {
            roles.note(block);
        }
        roles
    }

    /// All that a definition is.
    pub fn get(&self, id: DefinitionId) -> &[Role<'a>] {
        self.by_definition.get(&id).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, id: DefinitionId, role: Role<'a>) {
        self.by_definition.entry(id).or_default().push(role);
    }

    fn note(&mut self, block: &'a Block) {
        match block {
            Block::Participation(block) => {
                for id in [block.listed, block.scored, block.ranked] {
                    self.add(id, Role::Participation(block));
                }
                let sorted = block
                    .entries
                    .iter()
                    .filter(|(kind, _)| *kind != heng_grammar::tree::ParticipationKind::Group);
                sorted.for_each(|(_, part)| self.add(part.definition, Role::Participation(block)));
            }
            Block::Score(block) => self.note_score(block),
            Block::Tally(block) => {
                self.add(block.total.definition, Role::Tally(block, None));
                for (at, (_, part)) in block.items.iter().enumerate() {
                    self.add(part.definition, Role::Tally(block, Some(at)));
                }
            }
            Block::Conditions(block) => self.add(block.result.definition, Role::Conditions(block)),
            Block::Classify(_) => {}
            Block::Band(block) => {
                let named = [Some(block.result.definition), block.rank];
                named.into_iter().flatten().for_each(|id| self.add(id, Role::Band(block)));
            }
            Block::Adjust(block) => {
                self.add(block.result.definition, Role::Adjust(block));
                for (at, part) in block.moves.iter().enumerate() {
                    self.add(part.held.definition, Role::Move(block, at));
                }
            }
            Block::Ledger(block) => {
                self.add(block.source.definition, Role::Ledger(block, None));
                for (at, (_, part)) in block.lines.iter().enumerate() {
                    self.add(part.definition, Role::Ledger(block, Some(at)));
                }
            }
            Block::Allocation(block) => self.add(block.amount.definition, Role::Allocation(block)),
            Block::Reading(block) => self.add(block.definition, Role::Reading(block)),
            Block::Target(block) => {
                for (at, record) in block.records.iter().enumerate() {
                    self.add(record.part.definition, Role::Target(block, at));
                }
            }
        }
    }

    fn note_score(&mut self, block: &'a ScoreBlock) {
        self.add(block.total.definition, Role::Score(block));
        if block.points != block.total.definition {
            self.add(block.points, Role::Score(block));
        }
        for (at, item) in block.items.iter().enumerate() {
            self.add(item.part.definition, Role::ScoreItem(block, at));
            if item.points != item.part.definition {
                self.add(item.points, Role::ScoreItem(block, at));
            }
        }
    }
}
