//! Conditions, readings, ledgers, allocations, targets.

use super::lens::Spot;
use super::model::{
    Account, Allocation, Conditions, Ledger, LedgerLine, Reading, Stated, Target, TargetTest,
};
use super::telling::Telling;
use crate::program::{
    AllocationBlock, ConditionsBlock, Definition, DefinitionId, LedgerBlock, Party, ReadingBlock, TargetBlock,
};

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// 条件: each condition, and how they are put together.
    pub fn conditions(
        &mut self,
        block: &'a ConditionsBlock,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Account {
        let items = block.items.iter().map(|(depth, part)| (*depth, self.refer_to(part.definition, spot)));
        let items = items.collect();
        let term = self.term(&definition.body, spot, block.result.definition);
        Account::Conditions(Conditions { items, term })
    }

    /// 读法: the arm taken.
    pub fn reading(
        &mut self,
        block: &'a ReadingBlock,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Account {
        Account::Reading(Reading {
            question: block.question.clone(),
            arms: block.arms.clone(),
            taken: block.taken,
            taken_at: block.span,
            term: self.term(&definition.body, spot, block.definition),
        })
    }

    /// 分账: all lines, and how this one is computed.
    pub fn ledger(
        &mut self,
        block: &'a LedgerBlock,
        line: Option<usize>,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Account {
        let id = match line.and_then(|at| block.lines.get(at)) {
            Some((_, part)) => part.definition,
            None => block.source.definition,
        };
        let term = self.term(&definition.body, spot, id);
        let lines = block.lines.iter().map(|(depth, part)| {
            let posting = self.explainer.program.postings.iter().find(|p| p.amount == part.definition);
            let party = posting.map(|posting| match &posting.party {
                Party::Named(name) => name.clone(),
                Party::Row => self.row_text(spot),
            });
            let purpose = posting.and_then(|posting| posting.purpose.clone());
            LedgerLine { fact: self.refer_to(part.definition, spot), depth: *depth, party, purpose }
        });
        let lines = lines.collect();
        let source = self.refer_to(block.source.definition, spot);
        Account::Ledger(Ledger { source, lines, line, term })
    }

    fn row_text(&self, spot: &Spot<'o, 'a>) -> String {
        match spot.lens.frame {
            crate::program::Frame::Whole => String::new(),
            crate::program::Frame::Rows(table) => self.explainer.row_name(table, spot.row).text(),
        }
    }

    /// 分配: the share of one row.
    pub fn allocation(
        &mut self,
        block: &'a AllocationBlock,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Account {
        Account::Allocation(Allocation {
            total: self.refer_to(block.total, spot),
            portion: self.refer_to(block.portion, spot),
            factors: block.factors.iter().map(|part| self.refer_to(part.definition, spot)).collect(),
            takes_part: self.value_of(block.peers, spot).yes_no() == Some(true),
            term: self.term(&definition.body, spot, block.amount.definition),
        })
    }

    /// 目标: what was wanted, what was reached.
    pub fn target(
        &mut self,
        block: &'a TargetBlock,
        at: usize,
        definition: &'a Definition,
        spot: &Spot<'o, 'a>,
    ) -> Option<Account> {
        let record = block.records.get(at)?;
        let value = |telling: &Self, id: DefinitionId| -> Stated { telling.value_of(id, spot) };
        let tests = record.tests.iter().map(|test| TargetTest {
            said: test.said.clone(),
            year: test.year,
            wanted: value(self, test.wanted),
            actual: value(self, test.actual),
            progress: value(self, test.progress),
            shortfall: value(self, test.shortfall),
            state: value(self, test.state),
        });
        let tests = tests.collect();
        let term = self.term(&definition.body, spot, record.part.definition);
        let known = self.explainer.program.definition(record.actual).is_some();
        let actual = known.then(|| self.refer_to(record.actual, spot));
        Some(Account::Target(Target { unit: record.unit.clone(), actual, tests, term }))
    }
}
