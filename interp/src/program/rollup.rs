//! Tables made from other tables.

use heng_grammar::span::Span;
use heng_grammar::tree::Citation;

use super::{DefinitionId, Program, TableId};

/// `归并 评价单元 自 企业 按 宗地号 { … }`: the rows of one table put together by a key into the rows of another. Its columns
/// are definitions for each row of the made table; only its key, and how many rows it has, come from evaluation.
///
/// ```text
/// 归并 宗地 自 企业 按 宗地号 { 税 合计 }      // table 宗地, from 企业, key: the definition that holds 宗地号
/// 对 企业 { 宗地税 = 宗地.税 }               // Node::UnitOf(宗地), followed to 税
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    /// The table that is made.
    pub table: TableId,
    /// The table whose rows are put together.
    pub from: TableId,
    /// For each row of `from` the key of its unit; not applicable for rows that 当 leaves out.
    pub key: DefinitionId,
    /// Where it was written.
    pub span: Span,
    /// Its articles.
    pub citations: Vec<Citation>,
}

impl Program {
    /// How a table is made, if it is made from another.
    pub fn rollup(&self, table: TableId) -> Option<&Rollup> {
        self.rollups.iter().find(|rollup| rollup.table == table)
    }

    /// The tables from which a table is made, the nearest first; none where its rows are read.
    pub fn bases(&self, table: TableId) -> Vec<TableId> {
        let mut bases = Vec::new();
        let mut at = table;
        while let Some(rollup) = self.rollup(at).filter(|r| !bases.contains(&r.from)) {
            bases.push(rollup.from);
            at = rollup.from;
        }
        bases
    }
}
